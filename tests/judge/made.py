"""Hand-made records for the tests of judgement: invented names, one deciding place each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from auditor.facts import Catalog, License, Lifecycle, Maker, Model, Package, Provenance, Provider, Rule, Rulebook
from auditor.judge.case import Case, case_of
from auditor.records import (
    Certainty,
    Confidence,
    Config,
    How,
    Inventory,
    LifecycleFact,
    ModelUse,
    PackageUse,
    Place,
    Project,
    ProviderUse,
    Request,
    Resolution,
    Role,
    Severity,
    SignalUse,
    Site,
)

TODAY = date(2026, 6, 15)
ORIGIN = Provenance(source="https://acme.example/facts", checked=date(2026, 6, 1))


def place(path: str = "app.py", line: int = 1, **more: Any) -> Place:
    made = Place(path, line, 1, 9, Role.PRODUCTION, How.LITERAL, "text", Confidence.HIGH, "")
    return made._replace(**more)


def end(day: date | None, certainty: Certainty = Certainty.ANNOUNCED, **more: Any) -> LifecycleFact:
    made = LifecycleFact(
        provider="acme", deprecated_on=None, retires_on=day, certainty=certainty, replacement="", source="page", checked=TODAY
    )
    return replace(made, **more)


def model(name: str = "acme-3", **more: Any) -> ModelUse:
    made = ModelUse(
        raw=(name,), id=name, maker="acme", providers=("acme",), family="acme", kind="chat", weights="closed", license="",
        floating=False, stage="ga", lifecycle=None, resolution=Resolution.EXACT, base="", fine_tuned=False, places=(place(),),
    )  # fmt: skip
    return replace(made, **more)


def provider(name: str = "acme", **more: Any) -> ProviderUse:
    return replace(ProviderUse(id=name, kinds=(), places=(place(how=How.CALL),)), **more)


def package(name: str = "acme-ai", **more: Any) -> PackageUse:
    made = PackageUse(
        ecosystem="pypi", name=name, specifier="==1.0", resolved="", scope="runtime", kind="provider-sdk", provider="acme",
        status="active", status_on="", replacement="", declared=True, locked=False, used=True, direct=True, project="",
        places=(place("requirements.txt", how=How.MANIFEST), place(how=How.IMPORT)),
    )  # fmt: skip
    return replace(made, **more)


def signal(name: str = "spare", **more: Any) -> SignalUse:
    made = SignalUse(
        id=name, group="resilience", kind="fallback", provider="", strength="strong", title="another model takes over",
        covers=(), retires_on=None, replacement="", places=(place(how=How.CALL),),
    )  # fmt: skip
    return replace(made, **more)


def site(provider_id: str = "acme", line: int = 1, **more: Any) -> Site:
    made = Site(
        place=place(line=line, how=How.CALL), project="", provider=provider_id, maker=provider_id, model="", kind="chat", covered_by=(),
        configurable=False,
    )  # fmt: skip
    return replace(made, **more)


def project(path: str = "", **more: Any) -> Project:
    return replace(Project(path=path, name="", manifests=(), providers=(), sites=0), **more)


def known_provider(name: str, **more: Any) -> Provider:
    made = Provider(
        id=name, name=name.title(), kinds=("provider",), country="US", status="active", status_on=None, note="",
        openai_compatible=True, base_url="", endpoints=(f"api.{name}.example",), env=(), env_stems=(), key_prefixes=(),
        prefixes=(), slugs=(), hosts=("*",), own_models=False, docs="", hyperscaler="", origin=ORIGIN,
    )  # fmt: skip
    return replace(made, **more)


def known_model(name: str, **more: Any) -> Model:
    made = Model(
        id=name, maker="acme", family="acme", kind="chat", weights="closed", license="", released="", stage="ga",
        floating=False, aliases=(), lifecycle=(), replacement="", origin=ORIGIN,
    )  # fmt: skip
    return replace(made, **more)


def known_end(name: str, day: date) -> Lifecycle:
    return Lifecycle(
        provider=name, deprecated_on=None, retires_on=day, certainty=Certainty.ANNOUNCED, replacement="", origin=ORIGIN
    )


def terms(name: str, **more: Any) -> License:
    made = License(
        id=name, name=name.title(), family="", commercial="yes", user_limit=None, revenue_limit=None, regions_excluded=(),
        service_limit="", use_policy=False, output_training="", naming="", redistribution="allowed", osi=False,
        openness="open-weights", url="", card_ids=(), applies_to="", origin=ORIGIN,
    )  # fmt: skip
    return replace(made, **more)


OWN = known_provider("acme", kinds=("model-vendor", "provider"), hosts=("acme",), own_models=True)
PROVIDERS = {
    "acme": OWN,
    "globex": known_provider("globex", kinds=("model-vendor", "provider"), hosts=("globex",), own_models=True, country="FR"),
    "cloud": known_provider("cloud", hosts=("acme", "globex"), hyperscaler="cumulus"),
    "cloud2": known_provider("cloud2", hosts=("acme",), hyperscaler="cumulus"),
    "umbrella": known_provider("umbrella", kinds=("gateway",)),
    "sluice": known_provider("sluice", kinds=("gateway",), endpoints=()),
    "local": known_provider("local", kinds=("local-runtime",), endpoints=("localhost:4242",)),
    "store": known_provider("store", kinds=("vector-db",)),
}
MAKERS = {
    name: Maker(id=name, name=name, country=country, drift="", drift_on=None, origin=ORIGIN)
    for name, country in (("acme", "US"), ("globex", "FR"))
}


def catalog(**more: Any) -> Catalog:
    empty: Any = MappingProxyType({})
    tables = "frameworks packages imports models model_keys licenses license_cards hosts routes env env_stems prefixes slugs service_ends"
    made: dict[str, Any] = dict.fromkeys(tables.split(), empty)
    made |= dict.fromkeys("patterns families key_prefixes signals files snippets needles".split(), ())
    made |= {"as_of": date(2026, 6, 1), "source": "bundled", "digest": "", "providers": PROVIDERS, "makers": MAKERS}
    return Catalog(**(made | more))


def known_package(name: str, kind: str, ecosystem: str = "pypi") -> Package:
    return Package(
        ecosystem=ecosystem, name=name, imports=(), kind=kind, provider="", owner="", status="active", status_on="",
        replacement="", note="", origin=ORIGIN,
    )  # fmt: skip


def request(config: Config | None = None, **more: Any) -> Request:
    return Request(root="/", as_of=TODAY, config=config or Config(), **more)


def case(inventory: Inventory, known: Catalog | None = None, asked: Request | None = None) -> Case:
    return case_of(inventory, known or catalog(), asked or request())


def rule(**more: Any) -> Rule:
    made = Rule(
        id="AIA999", name="made-rule", since="0.1.0", scope="model", severity=Severity.HIGH, confidence=Confidence.HIGH,
        title="made", message="{model} at {provider}", why="because", advice="act", references=(), false_positives="",
        when={"model-weights": "closed"},
    )  # fmt: skip
    return replace(made, **more)


def rulebook(*rules: Rule) -> Rulebook:
    return Rulebook(rules=tuple(sorted(rules, key=lambda one: one.id)))
