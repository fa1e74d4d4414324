"""A deployment's name is believed less than a model's, and released weights float by no missing date."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import made
import pytest

from auditor.judge import judge
from auditor.judge.conditions import VOCABULARY
from auditor.judge.words import Match
from auditor.records import Certainty, Confidence, Config, How, Inventory, ModelUse, Place, Role, Severity, Unresolved

DEPLOYED = {**made.PROVIDERS, "shelf": made.known_provider("shelf", deployments=True, hosts=("acme",))}
MODELS = {
    "acme-3": made.known_model("acme-3", floating=True),
    "open-3.2-24b": made.known_model("open-3.2-24b", weights="open"),
    "open-small": made.known_model("open-small", weights="open", floating=True),
}
KNOWN = made.catalog(providers=DEPLOYED, models=MODELS)
ENDED = made.end(made.TODAY, provider="shelf")
DECLARED = made.place("main.tf", role=Role.INFRA, how=How.CONFIG)


def said(word: str, use: ModelUse, **more: Any) -> Match | None:
    return VOCABULARY[word].test(made.case(Inventory(models=(use,), **more), KNOWN), use, True)


@pytest.mark.parametrize(
    ("more", "severity", "confidence"),
    [
        ({"providers": ("shelf",)}, Severity.HIGH, Confidence.MEDIUM),
        ({"providers": ("shelf",), "places": (DECLARED,)}, None, None),  # the resource names the model itself
        ({"providers": ("acme",)}, None, None),
        ({"providers": ("acme", "shelf")}, None, Confidence.MEDIUM),  # the other route may go on
    ],
)
def test_an_end_behind_a_deployment(more: dict[str, Any], severity: Severity | None, confidence: Confidence | None) -> None:
    found = said("model-retired", made.model(lifecycle=ENDED, **more))
    assert found is not None
    assert (found.severity, found.confidence) == (severity, confidence)


@pytest.mark.parametrize(
    ("floats", "use"),
    [
        (False, made.model(floating=True, providers=("shelf",))),
        (False, made.model(floating=True, providers=("shelf",), places=(DECLARED,))),  # its version stands beside it
        (True, made.model(floating=True)),
        (False, made.model("open-3.2-24b", floating=True, weights="open", providers=("cloud",))),
        (True, made.model("open-3.2-24b", floating=True, weights="open", places=(made.place(text="open-latest"),))),
        (True, made.model("open-small", floating=True, weights="open")),
    ],
)
def test_what_floats(floats: bool, use: ModelUse) -> None:
    assert (said("model-floating", use) is not None) is floats


def test_a_date_of_one_route_is_not_said_of_the_other() -> None:
    here, there = made.place(line=1), made.place("other.py", line=7)
    use = made.model(
        providers=("acme", "cloud"), lifecycle=made.end(made.TODAY, Certainty.EARLIEST, provider="acme"), places=(here, there)
    )
    sites = (made.site("acme", place=here, model="acme-3"), made.site("cloud", place=there, model="acme-3"))
    known = made.case(Inventory(models=(use,), sites=sites), KNOWN)
    found = VOCABULARY["model-not-before-within"].test(known, use, 90)
    assert found is not None
    assert found.places == (here,)
    assert found.facts["may"] == f"may end at acme any day since {made.TODAY}"


def test_a_day_that_comes_is_a_day_before_which_nothing_ends() -> None:
    day = made.TODAY + timedelta(days=9)
    use = made.model(providers=("acme",), lifecycle=made.end(day, Certainty.EARLIEST, provider="acme"))
    found = VOCABULARY["model-not-before-within"].test(made.case(Inventory(models=(use,)), KNOWN), use, 90)
    assert found is not None
    assert found.facts["may"] == f"retires at acme not before {day}"


@pytest.mark.parametrize(
    ("raw", "slot", "hosts", "told"),
    [
        ("chat-prod", "azure_deployment", ("shelf", "acme"), True),
        ("chat-prod", "model", ("shelf",), True),
        ("chat-prod", "model", ("shelf", "acme"), False),
        ("chat-prod", "model", ("acme",), False),
        ("<your-deployment>", "deployment", ("shelf",), False),
        ("your-deployment", "deployment", ("shelf",), False),
        ("chat/prod: x", "deployment", ("shelf",), False),
    ],
)
def test_names_of_deployments(raw: str, slot: str, hosts: tuple[str, ...], told: bool) -> None:
    one = Unresolved(raw=raw, slot=slot, near=(), places=(made.place(),))
    known = made.case(Inventory(providers=tuple(map(made.provider, hosts)), unresolved=(one,)), KNOWN)
    assert (VOCABULARY["names-deployment"].test(known, one, True) is not None) is told


def test_only_the_route_without_deployments_floats() -> None:
    here, there = made.place(line=1), made.place("other.py", line=7)
    use = made.model(floating=True, providers=("acme", "shelf"), places=(here, there))
    sites = (made.site("acme", place=here, model="acme-3"), made.site("shelf", place=there, model="acme-3"))
    found = said("model-floating", use, sites=sites)
    assert found is not None
    assert found.places == (here,)


def test_a_choice_is_a_step_milder_unless_a_place_uses_it() -> None:
    menu, call = made.place("menu.ts"), made.place("app.py")
    caution = made.rule(message="{model}{caution}")

    def found(*places: Place, **config: Any) -> tuple[Severity, bool]:
        use = made.model(places=places, offered=(menu,))
        asked = made.request(Config(**config))
        (finding,) = judge(Inventory(models=(use,)), made.rulebook(caution), KNOWN, asked, (), ())
        return finding.severity, finding.message.endswith("it is offered as a choice, nothing calls it by default")

    assert found(menu) == (Severity.MEDIUM, True)
    assert found(menu, call) == (Severity.HIGH, False)
    assert found(call) == (Severity.HIGH, False)
    assert found(menu, severities={"AIA999": "critical"}) == (Severity.CRITICAL, True)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Model: sdk.Large4,", False),
        ("model(Model::Large4)", False),
        ("$sdk->Large4", False),
        ('Model: "Large4",', True),
        ("model: Large4", True),
    ],
)
def test_a_member_of_an_sdk_is_no_slip(line: str, told: bool) -> None:
    here = made.place(column=line.index("Large4") + 1, excerpt=line)
    one = Unresolved(raw="Large4", slot="Model", near=("large-4",), places=(here,))
    assert (VOCABULARY["near-known-model"].test(made.case(Inventory(unresolved=(one,))), one, True) is not None) is told


@pytest.mark.parametrize(("raw", "told"), [("0125-Preview", False), ("1106", False), ("o1-previw", True)])
def test_a_version_of_a_cloud_is_no_slip(raw: str, told: bool) -> None:
    one = Unresolved(raw=raw, slot="model", near=("o1-preview",), places=(made.place(),))
    assert (VOCABULARY["near-known-model"].test(made.case(Inventory(unresolved=(one,))), one, True) is not None) is told
