"""Hand-made uses and findings for the tests of advice, over the invented catalog."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from auditor.advise.surroundings import Setting, setting_of
from auditor.advise.ways import Ways
from auditor.facts import Catalog, Rule
from auditor.library import load_catalog, load_rulebook
from auditor.records import (
    Advice,
    Confidence,
    Finding,
    How,
    Inventory,
    ModelUse,
    PackageUse,
    Place,
    Policy,
    ProviderUse,
    Resolution,
    Role,
    Severity,
    Site,
    Subject,
)

TODAY = date(2026, 6, 15)
INVENTED = str(Path(__file__).parent.parent / "catalog")


@cache
def catalog() -> Catalog:
    return load_catalog(root=INVENTED)


@cache
def rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in load_rulebook()}


def place(path: str = "app.py", line: int = 1, text: str = "acme-1-large", **more: Any) -> Place:
    made = Place(path, line, 9, 9 + len(text), Role.PRODUCTION, How.LITERAL, text, Confidence.HIGH, "")
    return made._replace(**more)


def use(name: str = "acme-1-large", **more: Any) -> ModelUse:
    """A model in use as the catalog knows it."""
    known = catalog().models[name]
    made = ModelUse(
        raw=(name,), id=known.id, maker=known.maker, providers=(known.maker,), family=known.family, kind=known.kind,
        weights=known.weights, license=known.license, floating=known.floating, stage=known.stage, lifecycle=None,
        resolution=Resolution.EXACT, base="", fine_tuned=False, places=(place(text=name),),
    )  # fmt: skip
    return replace(made, **more)


def provider(name: str) -> ProviderUse:
    known = catalog().providers[name]
    return ProviderUse(id=name, kinds=known.kinds, places=(place(how=How.CALL),), name=known.name, country=known.country)


def package(name: str = "acme", **more: Any) -> PackageUse:
    made = PackageUse(
        ecosystem="pypi", name=name, specifier="", resolved="", scope="runtime", kind="provider-sdk", provider="acme",
        status="active", status_on="", replacement="", declared=True, locked=False, used=True, direct=True, project="",
        places=(place(how=How.IMPORT),),
    )  # fmt: skip
    return replace(made, **more)


def site(one: ModelUse, line: int = 1, **more: Any) -> Site:
    made = Site(
        place=place(line=line, how=How.CALL), project="", provider=one.providers[0] if one.providers else "", maker=one.maker,
        model=one.id, kind=one.kind, covered_by=(), configurable=False,
    )  # fmt: skip
    return replace(made, **more)


def inventory(*uses: ModelUse, **more: Any) -> Inventory:
    """Those models, their providers, the client and one call site each."""
    names = sorted({name for one in uses for name in one.providers})
    made = Inventory(
        models=uses,
        providers=tuple(map(provider, names)),
        packages=(package(),),
        sites=tuple(site(one, number) for number, one in enumerate(uses, 1)),
    )
    return replace(made, **more)


def setting(there: Inventory, policy: Policy = Policy()) -> Setting:  # noqa: B008 - frozen
    return setting_of(there, catalog(), TODAY, policy)


def finding(rule: str, subject: str, kind: str = "model", **more: Any) -> Finding:
    known = rules()[rule]
    made = Finding(
        rule=rule, name=known.name, severity=known.severity, confidence=Confidence.HIGH, subject=Subject(kind=kind, id=subject),
        message=f"{subject} is in trouble", why="", places=(place(text=subject),), facts={"model": subject},
        fingerprint=f"{rule}:{subject}",
    )  # fmt: skip
    return replace(made, **more)


def advice(there: Inventory, rule: str, subject: str, kind: str = "model", policy: Policy = Policy(), **more: Any) -> Advice:  # noqa: B008 - frozen
    ways = Ways(there, catalog(), setting(there, policy))
    return ways.out_of(finding(rule, subject, kind, **more), rules()[rule])


CRITICAL, HIGH, MEDIUM, LOW = Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW
