"""Every word of the vocabulary: a case where it holds and a tempting one where it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import made
import pytest

from auditor.facts import Framework, Maker, Package
from auditor.judge.conditions import VOCABULARY, argument, check_rule, check_when, described
from auditor.judge.conditions_generations import generation
from auditor.judge.sdks import sdks_of
from auditor.judge.words import SCOPES, Match
from auditor.records import (
    Certainty,
    Confidence,
    Config,
    Context,
    How,
    Inventory,
    LifecycleFact,
    Policy,
    Resolution,
    Role,
    Severity,
)

LATEST = made.place(text="acme-3:latest")
PAST, SOON, LATER = date(2026, 1, 31), date(2026, 8, 1), date(2027, 6, 1)


def said(word: str, thing: Any, value: Any = True, case: Any = None) -> Match | None:
    known = VOCABULARY[word]
    return known.test(case or made.case(Inventory(models=(made.model(),))), thing, argument(known.takes, value, {}))


@pytest.mark.parametrize(
    ("word", "value", "holds", "more"),
    [
        ("model-retired", True, True, {"lifecycle": made.end(PAST)}),
        ("model-retired", True, True, {"lifecycle": made.end(made.TODAY)}),
        ("model-retired", True, False, {"lifecycle": made.end(SOON)}),
        ("model-retired", True, False, {"lifecycle": made.end(PAST, Certainty.EARLIEST)}),
        ("model-retired", True, True, {"stage": "retired"}),
        ("model-retired", True, False, {"stage": "retired", "weights": "open"}),
        ("model-retired", True, False, {"stage": "retired", "providers": ("cloud",)}),
        ("model-retired", True, False, {"stage": "retired", "lifecycle": made.end(SOON)}),
        ("model-retires-within", 180, True, {"lifecycle": made.end(SOON)}),
        ("model-retires-within", 30, False, {"lifecycle": made.end(SOON)}),
        ("model-retires-within", 180, False, {"lifecycle": made.end(SOON, Certainty.EARLIEST)}),
        ("model-retires-within", 180, False, {"lifecycle": made.end(PAST)}),
        ("model-retires-after", 180, True, {"lifecycle": made.end(LATER)}),
        ("model-retires-after", 180, False, {"lifecycle": made.end(SOON)}),
        ("model-not-before-within", 90, True, {"lifecycle": made.end(SOON, Certainty.EARLIEST)}),
        ("model-not-before-within", 90, False, {"lifecycle": made.end(LATER, Certainty.EARLIEST)}),
        ("model-not-before-within", 90, False, {"lifecycle": made.end(SOON)}),
        ("model-deprecated", True, True, {"stage": "deprecated"}),
        ("model-deprecated", True, True, {"lifecycle": made.end(None, deprecated_on=PAST)}),
        ("model-deprecated", True, False, {"lifecycle": made.end(None, deprecated_on=SOON)}),
        ("model-deprecated", True, False, {"stage": "deprecated", "lifecycle": made.end(SOON)}),
        ("model-deprecated", True, False, {"stage": "deprecated", "providers": ("cloud",)}),
        ("model-floating", True, True, {"floating": True}),
        ("model-floating", True, False, {"floating": True, "resolution": Resolution.FAMILY}),
        ("model-floating", True, True, {"floating": True, "resolution": Resolution.FAMILY, "places": (LATEST,)}),
        ("model-floating", True, False, {"floating": False, "resolution": Resolution.FAMILY, "places": (LATEST,)}),
        (
            "model-floating",
            True,
            False,
            {"floating": True, "stage": "unknown", "resolution": Resolution.FAMILY, "places": (LATEST,)},
        ),
        ("model-floating", True, False, {"floating": True, "lifecycle": made.end(PAST)}),
        ("model-floating", True, False, {"floating": True, "stage": "retired", "providers": ("cloud",)}),
        ("model-floating", True, True, {"floating": True, "lifecycle": made.end(SOON)}),
        ("model-floating", True, True, {"floating": True, "lifecycle": made.end(PAST, Certainty.EARLIEST)}),
        ("model-floating", True, True, {"floating": True, "stage": "retired", "weights": "open", "providers": ("cloud",)}),
        ("model-stage", ["preview"], True, {"stage": "preview"}),
        ("model-stage", ["preview"], False, {"stage": "ga"}),
        ("model-fine-tuned", True, True, {"fine_tuned": True}),
        ("model-fine-tuned", True, False, {"fine_tuned": True, "weights": "open"}),
        ("model-kind", "embedding", True, {"kind": "embedding"}),
        ("model-has-end", True, True, {"lifecycle": made.end(LATER)}),
        ("model-has-end", True, False, {"lifecycle": made.end(LATER, Certainty.EARLIEST)}),
    ],
)
def test_words_about_models(word: str, value: Any, holds: bool, more: dict[str, Any]) -> None:
    assert (said(word, made.model(**more), value) is not None) is holds


def test_a_family_match_is_never_more_than_medium() -> None:
    match = said("model-retired", made.model(lifecycle=made.end(PAST), resolution=Resolution.FAMILY))
    assert match is not None
    assert match.confidence is Confidence.MEDIUM


def test_behind_a_gateway_the_makers_date_counts_and_on_a_cloud_it_does_not() -> None:
    known = made.catalog(models={"acme-1": made.known_model("acme-1", lifecycle=(made.known_end("acme", PAST),))})
    use = made.model("acme-1", providers=("umbrella",))
    case = made.case(Inventory(models=(use,)), known)
    gone = said("model-retired", use, case=case)
    assert gone is not None
    assert gone.confidence is Confidence.MEDIUM
    assert said("model-retired-at-maker", use, case=case) is None
    elsewhere = replace(use, providers=("cloud",))
    assert said("model-retired", elsewhere, case=case) is None
    assert said("model-retired-at-maker", elsewhere, case=case) is not None


@pytest.mark.parametrize(("rows", "told"), [((), True), (("acme",), True), (("cloud",), False), (("acme", "cloud"), True)])
def test_an_end_without_a_date_is_no_other_hosts(rows: tuple[str, ...], told: bool) -> None:
    ends = tuple(replace(made.known_end(one, PAST), retires_on=PAST if one == "cloud" else None) for one in rows)
    known = made.catalog(models={"acme-1": made.known_model("acme-1", stage="retired", lifecycle=ends)})
    for providers in (("umbrella",), ("acme",), ()):
        use = made.model("acme-1", stage="retired", providers=providers)
        match = said("model-retired", use, case=made.case(Inventory(models=(use,)), known))
        assert (match is not None) is told


@pytest.mark.parametrize(
    ("providers", "elsewhere", "lifecycle", "ended", "at_maker"),
    [
        (("acme",), (), made.end(PAST), [1, 2], False),
        (("acme",), (2,), made.end(PAST), [1], False),
        ((), (1, 2), None, None, True),  # no date of the host is known: the maker's is a hint
    ],
)
def test_a_place_that_asks_another_host_does_not_end_with_the_maker(
    providers: tuple[str, ...],
    elsewhere: tuple[int, ...],
    lifecycle: LifecycleFact | None,
    ended: list[int] | None,
    at_maker: bool,
) -> None:
    known = made.catalog(
        models={"acme-3": made.known_model("acme-3", stage="retired", lifecycle=(made.known_end("acme", PAST),))}
    )
    places = {line: made.place(line=line) for line in (1, 2)}
    away = tuple(places[line] for line in elsewhere)
    use = made.model(stage="retired", providers=providers, lifecycle=lifecycle, places=tuple(places.values()), elsewhere=away)
    case = made.case(Inventory(models=(use,), providers=(made.provider(),)), known)
    match = said("model-retired", use, case=case)
    lines = [place.line for place in match.places or use.places] if match else None
    assert (lines, said("model-retired-at-maker", use, case=case) is not None) == (ended, at_maker)


def test_where_no_provider_is_found_an_end_is_less_sure() -> None:
    use = made.model(lifecycle=made.end(PAST), providers=())
    for shown, expected in (((), (Severity.MEDIUM, Confidence.LOW)), ((made.provider(),), (None, None))):
        match = said("model-retired", use, case=made.case(Inventory(models=(use,), providers=shown)))
        assert match is not None
        assert (match.severity, match.confidence) == expected


def test_a_model_of_an_ended_service_is_said_once_by_the_provider() -> None:
    known = made.catalog(service_ends={"acme": made.known_end("acme", PAST)})
    use = made.model(lifecycle=made.end(PAST))
    case = made.case(Inventory(models=(use,), providers=(made.provider(),)), known)
    assert said("model-retired", use, case=case) is None
    assert said("provider-ended", made.provider(), case=case) is not None
    assert said("model-retired", use, case=made.case(Inventory(models=(use,)), known)) is not None


@pytest.mark.parametrize(("weights", "lines"), [("open", [1]), ("closed", [1, 3])])
def test_open_weights_without_a_route_do_not_end_with_one_host(weights: str, lines: list[int]) -> None:
    places = tuple(made.place(line=line) for line in (1, 2, 3))
    use = made.model(weights=weights, providers=("acme", "cloud"), places=places, ends=(made.end(PAST),))
    sites = tuple(made.site(name, place=made.place(line=line), model=use.id) for name, line in (("acme", 1), ("cloud", 2)))
    match = said("model-retired", use, case=made.case(Inventory(models=(use,), sites=sites)))
    assert match is not None
    assert match.places is not None
    assert [place.line for place in match.places] == lines


@pytest.mark.parametrize(
    ("model_id", "found"),
    [
        ("acme-3-large", ("acme", 3)),
        ("acme-3-5-mini", ("acme", 3)),
        ("acme3:8b", ("acme", 3)),
        ("org/Acme-4.1", ("acme", 4)),
        ("acme-large-4-5", ("acme", 4)),
        ("acme-7b", None),
        ("acme-r-03-2024", None),
        ("acme-embed-ada-002", None),
        ("acme", None),
        ("12345", None),
        ("", None),
    ],
)
def test_the_generation_is_the_leading_number(model_id: str, found: tuple[str, int] | None) -> None:
    assert generation(model_id) == found


def test_generations_behind_counts_what_is_generally_available() -> None:
    names = ["acme-1", "acme-2", "acme-3", "acme-4"]
    known = {name: made.known_model(name, stage="preview" if name == "acme-4" else "ga") for name in names}
    case = made.case(Inventory(), made.catalog(models=known))
    assert said("model-generations-behind", made.model("acme-1"), 2, case) is not None
    assert said("model-generations-behind", made.model("acme-2"), 2, case) is None
    assert said("model-generations-behind", made.model("acme-1", stage="unknown"), 2, case) is None
    assert said("model-generations-behind", made.model("acme-1", maker="globex"), 2, case) is None
    assert said("model-generations-behind", made.model("acme-1", resolution=Resolution.FAMILY), 2, case) is None
    freed = {name: replace(one, weights="open") for name, one in known.items()}
    assert said("model-generations-behind", made.model("acme-1"), 1, made.case(Inventory(), made.catalog(models=freed))) is None
    picked = made.case(Inventory(), made.catalog(models=known, picks=("acme-3",)))
    assert said("model-generations-behind", made.model("acme-1"), 2, picked) is not None
    assert said("model-generations-behind", made.model("acme-2"), 2, picked) is None


@pytest.mark.parametrize(
    ("holds", "more"),
    [
        (True, {"status": "deprecated", "status_on": "2025"}),
        (True, {"status": "deprecated", "status_on": "2026-06"}),
        (False, {"status": "deprecated", "status_on": "2026-07"}),
        (False, {"status": "active"}),
    ],
)
def test_package_status_waits_for_its_day(holds: bool, more: dict[str, Any]) -> None:
    assert (said("package-status", made.package(**more), ["deprecated"]) is not None) is holds


@pytest.mark.parametrize(
    ("items", "most"),
    [
        ("pypi:acme-sdk pypi:ACME-sdkruntime", 1),  # a part of it
        ("nuget:Big.GlobexAgent nuget:Big.GlobexRuntime", 1),
        ("npm:@acme/core npm:@acme/agents", 1),
        ("pypi:globex npm:@chain/globex", 1),  # no client is shared by two languages
        ("pypi:globex pypi:chain-globex", 2),
        ("pypi:globex-gen pypi:globex-other", 2),
        ("maven:com.acme:x maven:com.globex:x", 2),
    ],
)
def test_parts_of_one_sdk(items: str, most: int) -> None:
    pairs = (item.split(":", 1) for item in items.split())
    packages = [made.package(name, ecosystem=ecosystem) for ecosystem, name in pairs]
    assert max(sdks_of(packages, ("globex", "globex-gen")).values()) == most


@pytest.mark.parametrize(
    ("status", "declared", "beside", "holds"),
    [
        ("renamed", False, True, False),  # the new package brings the modules of the old one
        ("renamed", False, False, True),
        ("renamed", True, True, True),
        ("deprecated", False, True, True),
    ],
)
def test_a_renamed_package_that_is_only_imported_is_its_successor(status: str, declared: bool, beside: bool, holds: bool) -> None:
    old = made.package("acme-old", status=status, replacement="Acme-New", declared=declared)
    case = made.case(Inventory(packages=(old, made.package("acme-new", declared=beside))))
    assert (said("package-status", old, ["deprecated", "renamed"], case=case) is not None) is holds


@pytest.mark.parametrize(
    ("day", "ended", "ends"), [(PAST, True, False), (SOON, False, True), (LATER, False, False), (None, False, False)]
)
def test_surfaces_end_by_date(day: date | None, ended: bool, ends: bool) -> None:
    use = made.signal(group="surface", retires_on=day)
    assert (said("signal-ended", use) is not None) is ended
    assert (said("signal-ends-within", use, 90) is not None) is ends


def part_of(**tables: Any) -> tuple[Any, Any]:
    case = made.case(Inventory(**tables))
    return case, case.whole


def client(line: str) -> Any:
    return made.provider(places=(made.place(how=How.CALL, excerpt=line),))


ACME, GLOBEX, LOCAL = made.provider("acme"), made.provider("globex"), made.provider("local")
DECLARED = made.provider("globex", places=(made.place("requirements.txt", how=How.MANIFEST),))
GLOBEX_ASKED, ANY_ASKED = made.site("globex"), made.site("umbrella", maker="")
EMBEDS = made.site("umbrella", maker="", place=made.place(text="client.embeddings.create"))
OPEN: dict[str, Any] = {"weights": "open", "maker": "sage", "providers": ("cloud",)}


@pytest.mark.parametrize(
    ("word", "holds", "tables"),
    [
        ("one-provider", True, {"providers": (ACME,), "sites": (made.site(),)}),
        ("one-provider", True, {"providers": (ACME,), "sites": (made.site(), made.site("", 2, maker="acme"))}),
        ("one-provider", False, {"providers": (ACME, GLOBEX), "sites": (made.site(),)}),
        ("one-provider", False, {"providers": (ACME, LOCAL), "sites": (made.site(),)}),
        ("one-provider", False, {"providers": (ACME,), "sites": (made.site(), made.site("", 2, maker="globex"))}),
        ("one-provider", False, {"providers": (ACME,), "sites": (made.site(), made.site(line=2, untold=True))}),
        ("one-provider", False, {"providers": (made.provider("umbrella"),)}),
        ("one-provider", False, {"providers": (made.provider("store"),)}),
        ("one-provider", True, {"providers": (ACME, made.provider("store"))}),
        ("one-provider", False, {}),
        ("one-provider", False, {"sites": (made.site(place=made.place()),)}),  # a name that nothing is seen to call
        *(
            ("one-provider", holds, {"providers": (code, DECLARED), "packages": (made.package(provider="globex", **package),)})
            for holds, code, package in (
                (True, ACME, {"used": False}),
                (False, ACME, {"used": True}),
                (False, ACME, {"used": False, "ecosystem": "maven"}),
                (False, made.provider(places=(made.place(how=How.ENV),)), {"used": False}),
            )
        ),
        ("gateway-only", True, {"providers": (made.provider("umbrella"),)}),
        ("gateway-only", False, {"providers": (made.provider("umbrella"), ACME)}),
        ("one-hyperscaler", True, {"providers": (made.provider("cloud"), made.provider("cloud2"))}),
        ("one-hyperscaler", False, {"providers": (made.provider("cloud"), ACME)}),
        ("one-country", True, {"providers": (made.provider("cloud"), ACME)}),
        ("one-country", False, {"providers": (made.provider("cloud"), ACME), "sites": (made.site(untold=True),)}),
        ("one-country", False, {"providers": (GLOBEX, ACME)}),
        ("one-country", False, {"providers": (ACME,)}),
        ("one-maker", True, {"providers": (made.provider("cloud"),), "models": (made.model(providers=("cloud",)),)}),
        ("one-maker", False, {"providers": (ACME,), "models": (made.model(),)}),
        ("one-maker", False, {"providers": (made.provider("cloud"),), "models": (made.model(providers=("cloud",)), made.model("x", maker="", providers=("cloud",)))}),
        ("one-maker", False, {"providers": (made.provider("cloud2"),), "models": (made.model(providers=("cloud2",)),)}),
        ("one-maker", False, {"providers": (made.provider("cloud"),), "models": (made.model(**OPEN),)}),
        ("one-open-maker", True, {"models": (made.model(**OPEN),)}),
        ("one-open-maker", False, {"models": (made.model(**OPEN), made.model())}),
        ("one-open-maker", False, {"models": (made.model(**OPEN),), "sites": (GLOBEX_ASKED,)}),
        ("one-open-maker", False, {"models": (made.model(**OPEN),), "sites": (ANY_ASKED,)}),
        ("one-open-maker", True, {"models": (made.model(**OPEN),), "sites": (made.site("cloud", maker=""),)}),  # what settings hold is called there
        ("one-open-maker", True, {"models": (made.model(**OPEN),), "sites": (EMBEDS,)}),
        ("no-self-hosting", True, {"models": (made.model(),), "sites": (GLOBEX_ASKED,)}),
        ("no-self-hosting", False, {"models": (made.model(),), "sites": (ANY_ASKED,)}),
        ("no-self-hosting", True, {"models": (made.model(),), "sites": (made.site("cloud2", maker=""),)}),  # which has one maker's
        ("one-maker", False, {"providers": (made.provider("cloud"),), "models": (made.model(providers=("cloud",)),), "sites": (made.site("local", maker=""),)}),
        ("providers-share-one-maker", True, {"providers": (ACME, made.provider("cloud")), "models": (made.model(providers=("acme", "cloud")),)}),
        ("providers-share-one-maker", False, {"providers": (ACME, GLOBEX), "models": (made.model(),)}),
        ("providers-share-one-maker", False, {"providers": (ACME,), "models": (made.model(),)}),
        ("no-self-hosting", True, {"models": (made.model(),)}),
        ("no-self-hosting", False, {"models": (made.model(),), "providers": (LOCAL,)}),
        ("no-local-runtime", True, {"models": (made.model(**OPEN),)}),
        ("no-local-runtime", False, {"models": (made.model(**OPEN),), "packages": (made.package(kind="local-runtime"),)}),
        ("no-fallback", True, {"sites": (made.site(),)}),
        ("no-fallback", False, {"sites": (made.site(),), "signals": (made.signal(),)}),
        ("no-fallback", True, {"sites": (made.site(),), "signals": (made.signal(strength="weak"),)}),
        ("no-fallback", False, {"sites": (made.site(untold=True),)}),
        ("no-fallback", False, {"sites": (made.site("local"),)}),
        ("no-fallback", False, {"sites": (made.site(place=made.place()),)}),  # a name that nothing is seen to call
        ("no-fallback", True, {"sites": (made.site(place=made.place()),), "providers": (made.provider(),)}),
        ("no-fallback", False, {"sites": (made.site("umbrella"),)}),
        ("sites-uncovered", True, {"sites": (made.site(), made.site(line=2, covered_by=("spare",)))}),
        ("sites-uncovered", False, {"sites": (made.site(),)}),
        ("no-patience", True, {"sites": (made.site(),), "providers": (client("acme.Client()"),)}),
        ("no-patience", False, {"sites": (made.site(),), "providers": (client("acme.Client(timeout=30)"),)}),
        ("no-patience", False, {"sites": (made.site(),), "providers": (client("acme.Client("),)}),
        ("no-patience", True, {"sites": (made.site(),), "providers": (client("acme.Client(max_retries=0, timeout=None)"),)}),
        ("no-patience", False, {"sites": (made.site(),), "providers": (client("acme.Client(max_retries=0, timeout=0.5)"),)}),
        ("no-patience", False, {"sites": (made.site(),), "providers": (client("acme.Client(max_retries=none_of_them)"),)}),
        ("no-patience", False, {"sites": (made.site(),)}),
        ("no-patience", False, {"sites": (made.site(),), "providers": (client("acme.Client()"),), "signals": (made.signal(kind="retry"),)}),
        ("fallback-same-maker", True, {"signals": (made.signal(),), "models": (made.model(), made.model("acme-4"))}),
        ("fallback-same-maker", False, {"signals": (made.signal(),), "models": (made.model(), made.model("x", maker="globex"))}),
        ("fallback-same-maker", False, {"signals": (made.signal(),), "models": (made.model(),)}),
        ("fallback-retired", True, {"signals": (made.signal(),), "models": (made.model(lifecycle=made.end(PAST)),)}),
        ("fallback-retired", False, {"signals": (made.signal(places=(made.place(line=40),)),), "models": (made.model(lifecycle=made.end(PAST)),)}),
        ("sdks-share-one-provider", True, {"providers": (ACME,), "packages": (made.package(), made.package("chain-acme", kind="framework"))}),
        ("sdks-share-one-provider", False, {"providers": (ACME,), "packages": (made.package("@acme/a"), made.package("@acme/b"))}),
    ],
)  # fmt: skip
def test_words_about_the_whole(word: str, holds: bool, tables: dict[str, Any]) -> None:
    case, part = part_of(**tables)
    assert (said(word, part, case=case) is not None) is holds


def test_the_share_of_the_top_provider() -> None:
    sites = (*(made.site(line=line) for line in range(1, 5)), made.site("globex", 5))
    case, part = part_of(sites=sites)
    match = said("top-provider-share-at-least", part, 0.8, case)
    assert match is not None
    assert match.facts["percent"] == 80
    assert [place.line for place in match.places or ()] == [1, 2, 3, 4]
    assert said("top-provider-share-at-least", part, 0.81, case) is None
    case, part = part_of(sites=(*sites[:4], made.site("store", 5)))  # which answers no calls of a model
    assert said("top-provider-share-at-least", part, 0.8, case) is None


@pytest.mark.parametrize(
    ("name", "holds"), [("acme-ai", True), ("Acme-AI", True), ("shop", False), ("example.com/acme/v3", True)]
)
def test_a_published_sdk_does_not_depend_on_itself(name: str, holds: bool) -> None:
    known = made.catalog(
        packages={
            ("pypi", "acme-ai"): made.known_package("acme-ai", "provider-sdk"),
            ("go", "example.com/acme"): made.known_package("example.com/acme", "provider-sdk"),
        }
    )
    manifest = "go.mod" if "/" in name else "pyproject.toml"
    case = made.case(Inventory(projects=(made.project(name=name, manifests=(manifest,)),)), known)
    assert (said("publishes-sdk", case.whole, case=case) is not None) is holds


TERMS = {
    "free": made.terms("free", osi=True),
    "nc": made.terms("nc", commercial="no"),
    "limit": made.terms("limit", user_limit=100, revenue_limit=100, regions_excluded=("EU",), service_limit="model-as-a-service only", output_training="none", use_policy=True, naming="name it", redistribution="forbidden"),
    "vision": made.terms("vision", regions_excluded=("EU",), regions_only_models=("vision",)),
    "seat": made.terms("seat", regions_excluded=("EU",), regions_note="binds companies of the EU"),
}  # fmt: skip


def licensed(name: str, context: Context | None = None, **more: Any) -> tuple[Any, Any]:
    use = made.model("sage-8b", license=name, weights="open", **({"maker": "sage", "providers": ("local",)} | more))
    case = made.case(Inventory(models=(use,)), made.catalog(licenses=TERMS), made.request(Config(context=context or Context())))
    return case, case.licenses[0]


@pytest.mark.parametrize(
    ("word", "name", "context", "ceiling"),
    [
        ("license-forbids-commercial", "nc", Context(commercial=True), None),
        ("license-forbids-commercial", "nc", Context(), Severity.MEDIUM),
        ("license-forbids-commercial", "nc", Context(commercial=False), "silent"),
        ("license-forbids-commercial", "free", Context(commercial=True), "silent"),
        ("license-user-limit", "limit", Context(monthly_active_users=101), None),
        ("license-user-limit", "limit", Context(monthly_active_users=100), "silent"),
        ("license-user-limit", "limit", Context(), Severity.MEDIUM),
        ("license-revenue-limit", "limit", Context(annual_revenue_usd=101), None),
        ("license-revenue-limit", "limit", Context(annual_revenue_usd=1), "silent"),
        ("license-excludes-region", "limit", Context(regions=("DE",)), None),
        ("license-excludes-region", "limit", Context(regions=("US",)), "silent"),
        ("license-excludes-region", "limit", Context(), Severity.MEDIUM),
        ("license-excludes-region", "vision", Context(regions=("DE",)), "silent"),
        ("license-excludes-region", "seat", Context(regions=("DE",)), Severity.MEDIUM),  # served there is not seated there
        ("license-excludes-region", "seat", Context(regions=("US",)), "silent"),
        ("license-limits-service", "limit", Context(service="model-as-a-service"), None),
        ("license-limits-service", "limit", Context(service="shop"), "silent"),
        ("license-limits-outputs", "limit", Context(trains_on_outputs=True), None),
        ("license-limits-outputs", "limit", Context(), Severity.LOW),
        ("license-limits-outputs", "limit", Context(trains_on_outputs=False), "silent"),
        ("license-use-policy", "limit", Context(), None),
        ("license-naming-duty", "limit", Context(), None),
        ("license-binds-redistribution", "limit", Context(redistributes_weights=True), None),
        ("license-binds-redistribution", "limit", Context(), "silent"),
        ("license-open-not-osi", "vision", Context(), "silent"),
        ("license-unknown", "", Context(), None),
        ("license-unknown", "free", Context(), "silent"),
    ],
)
def test_licenses_are_judged_by_the_declared_context(word: str, name: str, context: Context, ceiling: Any) -> None:
    case, use = licensed(name, context)
    match = said(word, use, case=case)
    assert ("silent" if match is None else match.severity) == ceiling


@pytest.mark.parametrize(("name", "regions"), [("limit", "EU"), ("seat", "EU (binds companies of the EU)")])
def test_whom_an_exclusion_binds_is_said(name: str, regions: str) -> None:
    case, use = licensed(name, Context(regions=("DE",)))
    match = said("license-excludes-region", use, case=case)
    assert match is not None
    assert match.facts["regions"] == regions


def test_weights_that_others_host_stay_low_and_the_makers_own_api_is_silent() -> None:
    case, use = licensed("nc", Context(commercial=True), providers=("umbrella",))
    match = said("license-forbids-commercial", use, case=case)
    assert match is not None
    assert match.severity is Severity.LOW
    assert "your agreement with the host" in str(match.facts["breach"])
    here = licensed("nc", Context(commercial=True), providers=("local",))
    at_home = said("license-forbids-commercial", here[1], case=here[0])
    assert at_home is not None
    assert "whoever runs them" in str(at_home.facts["breach"])
    for sellers in (("acme",), ("cloud",), ("acme", "sluice")):  # the maker, who sells by agreement with it, a gateway between
        case, use = licensed("nc", Context(commercial=True), providers=sellers, maker="acme")
        assert said("license-forbids-commercial", use, case=case) is None
    case, use = licensed("limit", Context(monthly_active_users=900), providers=("cloud",), maker="acme")
    assert said("license-user-limit", use, case=case) is not None


def test_different_licenses_in_one_line_and_a_maker_that_turns_closed() -> None:
    both = tuple(made.model(name, weights="open", maker="sage", family="sage", license=text, providers=("local",)) for name, text in (("sage-8b", "free"), ("sage-3b", "nc")))  # fmt: skip
    makers = {"sage": Maker(id="sage", name="Sage", country="CH", drift="closed since May", drift_on=PAST, origin=made.ORIGIN)}
    known = made.catalog(licenses=TERMS, makers=makers)
    case = made.case(Inventory(models=both), known)
    assert said("family-licenses-differ", case.whole, case=case) is not None
    assert said("maker-turns-closed", case.whole, case=case) is not None
    closed = made.case(Inventory(models=both, sites=(made.site("globex"),)), known)
    assert said("maker-turns-closed", closed.whole, case=closed) is not None
    anybody = made.case(Inventory(models=both, sites=(made.site("umbrella", maker=""),)), known)
    assert said("maker-turns-closed", anybody.whole, case=anybody) is None
    unknown = made.case(Inventory(models=(*both, made.model("somebody/fine-7b", maker="", weights="unknown"))), known)
    assert said("maker-turns-closed", unknown.whole, case=unknown) is None
    case = made.case(Inventory(models=both[:1]), known)
    assert said("family-licenses-differ", case.whole, case=case) is None
    later = made.catalog(licenses=TERMS, makers={"sage": replace(makers["sage"], drift_on=LATER)})
    assert said("maker-turns-closed", case.whole, case=made.case(Inventory(models=both), later)) is None


@pytest.mark.parametrize(
    ("word", "holds", "more"),
    [
        ("package-undeclared", False, {}),
        ("package-unused", False, {}),
        ("package-unused", True, {"used": False, "places": (made.place("requirements.txt", how=How.MANIFEST),)}),
        ("package-unused", False, {"used": False, "places": (made.place("Dockerfile", how=How.MANIFEST),)}),
        ("package-unused", False, {"used": False, "ecosystem": "maven"}),
        ("package-unused", False, {"used": False, "scope": "dev"}),
        ("version-floating", True, {"specifier": "latest", "places": (made.place(how=How.IMAGE),)}),
        ("version-floating", True, {"specifier": "", "places": (made.place(how=How.IMAGE),)}),
        ("version-floating", False, {"specifier": "1.2", "places": (made.place(how=How.IMAGE),)}),
        ("version-floating", False, {"specifier": "${TAG}", "places": (made.place(how=How.IMAGE),)}),
        ("version-not-commit", True, {"specifier": "v1"}),
        ("version-not-commit", False, {"specifier": "a" * 40}),
        ("package-bound", True, {}),
        ("package-bound", False, {"provider": ""}),
        ("package-bound", False, {"provider": "local"}),
        ("package-direct", False, {"direct": False, "used": False}),
    ],
)  # fmt: skip
def test_words_about_packages(word: str, holds: bool, more: dict[str, Any]) -> None:
    use = made.package(**more)
    case = made.case(Inventory(packages=(use,)))
    assert (said(word, use, case=case) is not None) is holds


@pytest.mark.parametrize(
    ("holds", "more"),
    [
        (True, {"specifier": ">=1.0"}),
        (True, {"specifier": ""}),
        (False, {"specifier": ">=1.0,<2"}),
        (False, {"specifier": "~=1.0"}),
        (False, {"specifier": "", "locked": True}),
        (False, {"specifier": "", "ecosystem": "go"}),
        (False, {"specifier": "", "scope": "dev"}),
        (False, {"specifier": "", "kind": "eval"}),
    ],
)
def test_unpinned_packages_are_one_finding(holds: bool, more: dict[str, Any]) -> None:
    case = made.case(Inventory(packages=(made.package(**more),)))
    match = said("packages-unpinned", case.whole, "provider-sdk", case)
    assert (match is not None) is holds


def test_a_route_that_goes_on_makes_the_end_less_sure() -> None:
    known = made.catalog(models={"acme-3": made.known_model("acme-3", lifecycle=(made.known_end("acme", PAST),))})
    for providers, ceiling in ((("acme",), None), (("acme", "cloud"), Confidence.MEDIUM)):
        use = made.model(lifecycle=made.end(PAST), providers=providers)
        match = said("model-retired", use, case=made.case(Inventory(models=(use,)), known))
        assert match is not None
        assert match.confidence is ceiling


def test_only_places_of_the_route_that_ends_are_said() -> None:
    here, there, open_ = made.place("a.py"), made.place("b.py"), made.place("c.py")
    use = made.model(lifecycle=made.end(PAST), providers=("acme", "cloud"), places=(here, there, open_))
    sites = (made.site(place=here, model="acme-3"), made.site("cloud", place=there, model="acme-3"))
    case = made.case(Inventory(models=(use,), sites=sites))
    match = said("model-retired", use, case=case)
    assert match is not None
    assert match.places == (here, open_)


@pytest.mark.parametrize(
    ("raw", "weights", "providers", "retired"),
    [
        ("acme/Sage-8B", "open", (), False),  # nobody can shut down what everybody may have
        ("sage-8b", "open", (), True),  # as its maker's service spells it
        ("acme/Sage-8B", "open", ("acme",), True),
        ("acme/sage-8b", "closed", (), True),
    ],
)
def test_weights_that_are_named_as_weights_end_nowhere(
    raw: str, weights: str, providers: tuple[str, ...], *, retired: bool
) -> None:
    use = made.model(raw=(raw,), lifecycle=made.end(PAST), weights=weights, providers=providers)
    assert (said("model-retired", use) is not None) is retired


def test_every_route_is_judged_by_its_own_end() -> None:
    """Shut down at the maker, and ending at a cloud within the window: two findings, each with its own places."""
    here, there = made.place("a.py"), made.place("b.py")
    past, soon = made.end(PAST), made.end(SOON, provider="cloud")
    sites = (made.site(place=here, model="acme-3"), made.site("cloud", place=there, model="acme-3"))
    use = made.model(lifecycle=past, ends=(past, soon), providers=("acme", "cloud"), places=(here, there))
    case = made.case(Inventory(models=(use,), sites=sites))
    over, ahead = said("model-retired", use, case=case), said("model-retires-within", use, 180, case=case)
    assert over is not None
    assert ahead is not None
    assert (over.places, ahead.places, ahead.facts["at"]) == ((here,), (there,), "cloud")
    both = replace(use, lifecycle=soon, ends=(soon, replace(soon, provider="acme")))
    ahead = said("model-retires-within", both, 180, case=case)
    assert ahead is not None
    assert (ahead.places, ahead.facts["at"]) == ((here, there), f"cloud (on {SOON} at acme)")
    assert said("model-retired", both, case=case) is None


def test_open_weights_without_a_route_are_worth_a_word_only() -> None:
    match = said("model-retired", made.model(lifecycle=made.end(PAST), weights="open", providers=()))
    assert match is not None
    assert match.severity is Severity.MEDIUM


def test_a_table_of_endpoints_is_a_choice() -> None:
    spot = made.place(how=How.ENDPOINT)
    case = made.case(Inventory(endpoints=tuple((name, spot) for name in ("acme", "globex", "cloud", "local"))))
    acme = case.endpoints[0]
    assert said("endpoint-in-code", acme, case=case) is not None
    assert said("endpoint-providers-at-most", acme, 3, case) is not None
    assert said("endpoint-providers-at-most", acme, 2, case) is None


def test_a_surface_that_ends_with_its_service_is_said_by_the_provider() -> None:
    known = made.catalog(service_ends={"acme": made.known_end("acme", PAST)})
    use = made.signal(group="surface", provider="acme", retires_on=PAST)
    for providers, holds in (((made.provider(),), True), ((), False)):
        case = made.case(Inventory(signals=(use,), providers=providers), known)
        assert (said("signal-ends-with-service", use, case=case) is not None) is holds


def test_guesses_decide_nothing() -> None:
    unsure = made.place(confidence=Confidence.LOW)
    case = made.case(Inventory(models=(made.model(places=(unsure,)),), providers=(made.provider(places=(unsure,)),)))
    assert not case.deciding.models
    assert not case.deciding.providers


def test_undeclared_needs_a_manifest_of_that_ecosystem() -> None:
    use = made.package(declared=False, places=(made.place(how=How.IMPORT),))
    bare = made.case(Inventory(packages=(use,)))
    assert said("package-undeclared", use, case=bare) is None
    for manifest, holds in (("pyproject.toml", True), ("requirements/base.txt", False), ("package.json", False)):
        case = made.case(Inventory(packages=(use,), projects=(made.project(manifests=(manifest,)),)))
        assert (said("package-undeclared", use, case=case) is not None) is holds


def test_all_vector_stores_are_named() -> None:
    stores = tuple(made.package(name, kind="vector-db", provider="") for name in ("someones-vectorama", "atlas"))
    client = Package(
        ecosystem="pypi", name="someones-vectorama", imports=(), kind="vector-db", provider="", owner="vectorama",
        status="active", status_on="", replacement="", note="", origin=made.ORIGIN,
    )  # fmt: skip
    known = made.catalog(
        packages={("pypi", "someones-vectorama"): client},
        frameworks={"vectorama": Framework(id="vectorama", name="Vectorama", kinds=("vector-db",), docs="", origin=made.ORIGIN)},
    )
    match = said("vector-store-in-use", made.model(), case=made.case(Inventory(packages=stores), known))
    assert match is not None
    assert match.facts["store"] == "Vectorama, atlas"  # by its own name, not by that of the client


@pytest.mark.parametrize(
    ("mine", "others", "holds"),
    [("a.py", ("b.py",), True), ("a.py", ("store.py",), False), ("store.py", ("store.py",), True), ("a.py", (), True)],
)
def test_a_store_whose_files_name_another_model_holds_its_vectors(mine: str, others: tuple[str, ...], *, holds: bool) -> None:
    store = made.package("atlas", kind="vector-db", provider="", places=(made.place("store.py", how=How.IMPORT),))
    model, other = (
        made.model(name, kind="embedding", places=tuple(made.place(path) for path in paths))
        for name, paths in (("acme-embed-1", (mine,)), ("acme-embed-2", others))
    )
    case = made.case(Inventory(packages=(store,), models=(model, other) if others else (model,)))
    assert (said("vector-store-in-use", model, case=case) is not None) is holds


def test_a_direct_sdk_beside_an_abstraction() -> None:
    sdk = made.package(places=(made.place("a.py", how=How.IMPORT, text="acme"),))
    chain = made.package("chain-acme", kind="framework", places=(made.place("b.py", how=How.IMPORT, text="chain_acme"),))

    def holds(text: str, other: Any = chain, path: str = "a.py") -> bool:
        use = made.provider(places=(made.place(path, how=How.CALL, text=text),))
        return said("abstraction-beside", sdk, case=made.case(Inventory(packages=(sdk, other), providers=(use,)))) is not None

    assert holds("acme.Client")
    assert holds("acme.Client().chat.create", path="b.py")
    assert holds("acme.chat.create", path="b.py")  # a module can be asked as well
    for text, path in (
        ("acme.Client", "b.py"),
        ("acme.Session().client", "b.py"),
        ("acme.LateError", "a.py"),
        ("acmes.X", "a.py"),
    ):
        assert not holds(text, path=path)
    for other in (replace(chain, used=False), replace(chain, project="else"), replace(chain, provider="")):
        assert not holds("acme.Client", other)


def test_an_abstraction_stands_beside_the_calls_of_its_own_project() -> None:
    sdk = made.package(project="a", places=(made.place("a/x.py", how=How.IMPORT, text="acme"),))
    adapter = made.place("a/y.py", how=How.IMPORT, text="chain_acme")
    chain = made.package("chain-acme", project="a", kind="framework", places=(adapter,))
    calls = tuple(made.place(path, how=How.CALL, text="acme.Client") for path in ("a/x.py", "b/z.py"))
    stock = Inventory(
        packages=(sdk, chain), providers=(made.provider(places=calls),), projects=(made.project("a"), made.project("b"))
    )
    match = said("abstraction-beside", sdk, case=made.case(stock))
    assert match is not None
    assert match.places == calls[:1]


@pytest.mark.parametrize(
    ("calls", "holds"),
    [
        (("com.acme.AcmeClient.builder", "com.acme.AcmeClient().messages.create"), True),
        (("com.acme.AcmeClient().invokeModel",), True),
        (("com.acme.AcmeClient.builder", "com.acme.AcmeClient.region"), False),
        (("com.acme.AcmeClient().GetChatClient().AsIChatClient", "com.acme.AcmeClient().listModels"), False),
        (("org.chain.AcmeChatModel().chat",), False),
        ((), False),
    ],
)
def test_a_client_made_for_an_adapter_goes_through_it(calls: tuple[str, ...], holds: bool) -> None:
    sdk = made.package(
        "com.acme:sdk", ecosystem="maven", places=(made.place("a/B.java", how=How.IMPORT, text="com.acme.AcmeClient"),)
    )
    beside = made.place("a/C.java", how=How.IMPORT, text="org.chain.AcmeChatModel")
    chain = made.package("org.chain:acme", ecosystem="maven", kind="framework", places=(beside,))
    use = made.provider(places=tuple(made.place(line=at, how=How.CALL, text=text) for at, text in enumerate(calls, 1)))
    known = replace(made.known_package("com.acme:sdk", "provider-sdk", "maven"), imports=("com.acme",))
    catalog = made.catalog(packages={("maven", "com.acme:sdk"): known})
    case = made.case(Inventory(packages=(sdk, chain), providers=(use,)), catalog)
    assert (said("abstraction-beside", sdk, case=case) is not None) is holds


def test_keys_are_those_of_providers_and_not_in_templates() -> None:
    known = made.catalog(key_prefixes=("acme-", "sk-", "hf_", "key-", "ms-"))
    secrets = tuple((prefix, made.place(f"{at}.py")) for at, prefix in enumerate(("acme-", "sk-", "hf_", "key-", "ms-", "eyJ")))
    case = made.case(Inventory(secrets=secrets), known)
    assert [one.id for one in case.secrets] == ["0.py", "1.py", "2.py"]
    assert said("key-shaped", case.secrets[0], case=case) is not None
    sample = made.case(Inventory(secrets=(("acme-", made.place(".env.example")),)), known)
    assert said("key-shaped", sample.secrets[0], case=sample) is None


def test_hard_coded_ids_count_source_files_only() -> None:
    places = tuple(made.place(f"{name}.py") for name in "abc")
    assert said("model-files-at-least", made.model(places=places), 3) is not None
    config = (*places[:2], made.place("c.yaml", how=How.CONFIG, role=Role.CONFIG))
    assert said("model-files-at-least", made.model(places=config), 3) is None


@pytest.mark.parametrize(
    ("policy", "axis", "thing", "holds"),
    [
        (Policy(deny={"provider": ("acme",)}), "provider", made.provider(), True),
        (Policy(allow={"provider": ("globex",)}), "provider", made.provider(), True),
        (Policy(allow={"provider": ("acme",)}), "provider", made.provider(), False),
        (Policy(allow={"provider": ("acme",)}, deny={"provider": ("ac*",)}), "provider", made.provider(), True),
        (Policy(deny={"model": ("ACME-*",)}), "model", made.model(), True),
        (Policy(deny={"model": ("acme-9",)}), "model", made.model(), False),
        (Policy(deny={"country": ("us",)}), "country", made.provider(), True),
        (Policy(deny={"country": ("US",)}), "country", made.provider("local"), False),
    ],
)
def test_policy_words(policy: Policy, axis: str, thing: Any, holds: bool) -> None:
    case = made.case(Inventory(), asked=made.request(Config(policy=policy)))
    assert (said(f"policy-denies-{axis}", thing, case=case) is not None) is holds


def test_default_deny_asks_for_some_allowance() -> None:
    nothing = made.case(Inventory(), asked=made.request(Config(policy=Policy(default="deny"))))
    assert said("policy-names-not", made.model(), case=nothing) is not None
    by_maker = made.case(Inventory(), asked=made.request(Config(policy=Policy(default="deny", allow={"maker": ("acme",)}))))
    assert said("policy-names-not", made.model(), case=by_maker) is None
    assert said("policy-names-not", made.provider(), case=by_maker) is not None
    assert said("policy-names-not", made.model(), case=made.case(Inventory())) is None


def test_check_when_names_the_known_words() -> None:
    assert check_when({"model-retired": True}, "model") == []
    assert "did you mean model-retired" in check_when({"model-retird": True}, "model")[0]
    assert "speaks of model" in check_when({"model-retired": True}, "package")[0]
    assert "expected true" in check_when({"model-retired": False}, "model")[0]
    assert "name of a threshold" in check_when({"model-retires-within": "days"}, "model")[0]
    assert check_when({"model-retires-within": "days"}, "model", {"days": 3}) == []
    assert check_when({"any": [{"model-retired": True}], "not": {"model-floating": True}}, "model") == []
    wrongs: tuple[dict[str, Any], ...] = ({}, {"any": []}, {"any": {"x": 1}}, {"not": []}, {"all": [3]})
    for wrong in wrongs:
        assert check_when(wrong, "model")
    deep: dict[str, Any] = {"model-retired": True}
    for _ in range(50):
        deep = {"not": deep}
    assert "nested deeper" in check_when(deep, "model")[0]


def test_check_rule_names_placeholders_that_nothing_fills() -> None:
    assert check_rule(made.rule()) == []
    assert "unknown placeholder {retires_on}" in check_rule(made.rule(message="{retires_on}"))[0]
    assert check_rule(made.rule(message="{retires_on}", when={"model-retires-within": 9})) == []
    assert check_rule(made.rule(advice="take {successor}")) == []
    assert "unknown placeholder" in check_rule(made.rule(message="{model.__class__}"))[0]
    assert check_rule(made.rule(message="{"))
    assert "scope" in check_rule(made.rule(scope="universe"))[0]


def test_every_word_is_documented() -> None:
    text = described()
    for word in VOCABULARY.values():
        assert word.doc.endswith("."), word.name
        assert word.scopes
        assert set(word.scopes) <= set(SCOPES), word.name
        assert word.name in text
