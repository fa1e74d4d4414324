"""What may stand in for a model: same work and class, not ending, allowed, really served; and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import advised
import pytest

from auditor.advise.alternatives import Want, alternatives, successor
from auditor.advise.hosts import ends_by, hosts_of, id_at, runtimes_of
from auditor.advise.sorts import alike, is_small, is_tiny, slots
from auditor.facts import Catalog, Model, Shape
from auditor.records import Certainty, LifecycleFact, Policy

CATALOG = advised.catalog()


def found(name: str, want: Want = Want(), policy: Policy = Policy(), **more: object) -> list[tuple[str, str, str]]:  # noqa: B008 - frozen
    use = advised.use(name, **more)
    setting = advised.setting(advised.inventory(use), policy)
    return [(one.model, one.provider, one.effort) for one in alternatives(use, CATALOG, setting, want)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("acme-1-large", "acme-3-large"),  # named
        ("acme-2-tiny", "acme-3-mini"),
        ("acme-2-mini", "acme-3-mini"),  # named by the provider's row only
        ("acme-embed-1", "acme-embed-2"),
        ("acme-3-large", None),
        ("globex-pro", None),
    ],
)
def test_the_successor_is_the_one_that_is_named(name: str, expected: str | None) -> None:
    known = CATALOG.models[name].lifecycle
    end = next((row for row in known if row.provider == "acme"), None)
    life = None
    if end is not None:
        life = LifecycleFact(
            provider="acme", deprecated_on=None, retires_on=end.retires_on, certainty=Certainty.ANNOUNCED,
            replacement=end.replacement, source="", checked=None,
        )  # fmt: skip
    next_ = successor(advised.use(name, lifecycle=life), CATALOG, advised.TODAY)
    assert (next_.id if next_ else None) == expected


def test_a_successor_that_ends_soon_is_followed_to_its_own() -> None:
    use = advised.use("acme-3-large", lifecycle=LifecycleFact(
        provider="acme", deprecated_on=None, retires_on=None, certainty=None, replacement="acme-1-large", source="", checked=None,
    ))  # fmt: skip
    assert successor(use, CATALOG, advised.TODAY) is None  # it leads back
    named = successor(replace(use, id="acme-4-preview"), CATALOG, advised.TODAY)
    assert named is not None
    assert named.id == "acme-3-large"


def ending(name: str, provider: str, replacement: str) -> Catalog:
    """The catalog, with one more end of a model."""
    row = replace(CATALOG.models["acme-1-large"].lifecycle[0], provider=provider, replacement=replacement)
    return replace(CATALOG, models={**CATALOG.models, name: replace(CATALOG.models[name], lifecycle=(row,))})


@pytest.mark.parametrize(
    ("provider", "replacement", "expected"),
    [
        ("initech", "openmind/Sage-70B", "openmind/Sage-70B"),
        ("bluth", "openmind/Sage-70B", "openmind/Sage-8B"),  # which is nobody's in use
        ("initech", "", None),
        ("initech", "openmind/Sage-8B", None),  # and again
    ],
)
def test_a_successor_that_has_ended_at_the_provider_is_no_successor(
    provider: str, replacement: str, expected: str | None
) -> None:
    named = LifecycleFact(
        provider="initech", deprecated_on=None, retires_on=None, certainty=None, replacement="openmind/Sage-8B", source="",
        checked=None,
    )  # fmt: skip
    use = advised.use("initrode/Tide-30B", providers=("initech",), lifecycle=named)
    next_ = successor(use, ending("openmind/Sage-8B", provider, replacement), advised.TODAY)
    assert (next_.id if next_ else None) == expected


@pytest.mark.parametrize(
    ("provider", "name", "there"),
    [
        ("vandelay", "acme-3-large", "acme.large-v3:0"),  # in the form of the platform
        ("acme", "acme-3-large", "acme-3-large"),
        ("vandelay", "acme-3-mini", "acme-3-mini"),  # no spelling is known
        ("initech", "openmind/Sage-70B", "om/Sage-70B"),  # known to be served so
    ],
)
def test_the_id_is_spelled_as_the_platform_does(provider: str, name: str, there: str) -> None:
    shape = Shape(
        match=r"^acme\.(?P<rest>[a-z].+)$", has="acme.", provider="vandelay", tuned=False, floats=False, weak=False, once=False
    )
    wide = replace(
        shape, match=r"^\w+\.(?P<rest>.+)$", has=".", provider="acme"
    )  # also fits what the platform's own form says first
    large = replace(CATALOG.models["acme-3-large"], aliases=("acme-large-3", "acme.eu.large-v3:0", "acme.large-v3:0"))
    forms = replace(CATALOG.forms, shapes=(shape, wide))
    catalog = replace(CATALOG, models={**CATALOG.models, large.id: large}, forms=forms)
    assert id_at(catalog.providers[provider], name, catalog) == there


@pytest.mark.parametrize(
    ("providers", "first"),
    [
        (("acme",), ("acme-3-large", "acme", "config change")),
        (("virtucon",), ("acme-3-large", "virtucon", "config change")),  # serves nobody else's
        (("umbrella",), ("acme-3-large", "umbrella", "config change")),  # passes calls on
        (("vandelay",), ("acme-3-large", "acme", "new SDK")),  # nobody says that it has this one
        ((), ("acme-3-large", "", "config change")),
    ],
)
def test_a_successor_stays_where_it_is_known_to_be_served(providers: tuple[str, ...], first: tuple[str, str, str]) -> None:
    use = advised.use("acme-1-large", providers=providers)
    setting = advised.setting(advised.inventory(use, packages=()))._replace(speaks=False)
    one = alternatives(use, CATALOG, setting)[0]
    assert (one.model, one.provider, one.effort) == first


def test_a_line_that_goes_on_at_a_cloud_goes_on_with_its_successor() -> None:
    """A sibling there without an announced end is a sign for closed models; open weights are served one by one."""
    end = replace(CATALOG.models["acme-1-large"].lifecycle[0], provider="vandelay", certainty=Certainty.EARLIEST)
    mini = replace(CATALOG.models["acme-3-mini"], lifecycle=(end,))
    use = advised.use("acme-1-large", providers=("vandelay",))
    setting = advised.setting(advised.inventory(use))
    for firm, provider in ((Certainty.EARLIEST, "vandelay"), (Certainty.ANNOUNCED, "acme")):
        model = replace(mini, lifecycle=(replace(end, certainty=firm),))
        catalog = replace(CATALOG, models={**CATALOG.models, model.id: model})
        assert alternatives(use, catalog, setting)[0].provider == provider


def life(provider: str, replacement: str) -> LifecycleFact:
    return LifecycleFact(
        provider=provider, deprecated_on=None, retires_on=None, certainty=None, replacement=replacement, source="", checked=None
    )


@pytest.mark.parametrize(
    ("name", "provider", "replacement", "said"),
    [
        ("acme-1-large", "acme", "acme-3-large", "named as the successor by its provider"),
        ("acme-1-large", "umbrella", "acme-3-large", "named as the successor by its maker"),  # the gateway names none
        ("acme-4-preview", "acme", "acme-1-large", "follows the model that was named as the successor"),
    ],
)
def test_who_named_the_successor_is_said(name: str, provider: str, replacement: str, said: str) -> None:
    use = advised.use(name, providers=(provider,), lifecycle=life(provider, replacement))
    assert alternatives(use, CATALOG, advised.setting(advised.inventory(use)))[0].why == said


@pytest.mark.parametrize(
    ("named", "provider", "said"),
    [
        ("openmind/Sage-70B", "bluth", "named as the successor by its provider; its id there is sage-70b-turbo"),
        ("acme-3-large", "acme", "another maker, served by Acme AI"),  # closed: it is not for others to serve
    ],
)
def test_another_makers_model_is_named_only_by_who_serves_it(named: str, provider: str, said: str) -> None:
    use = advised.use("globex-pro", providers=("bluth",), lifecycle=life("bluth", named))
    end = replace(CATALOG.models["acme-1-large"].lifecycle[0], provider="bluth", replacement=named)
    model = replace(CATALOG.models["globex-pro"], lifecycle=(end,))
    catalog = replace(CATALOG, models={**CATALOG.models, model.id: model})
    one = alternatives(use, catalog, advised.setting(advised.inventory(use)))[0]
    assert (one.model, one.provider, one.why) == (named, provider, said)


def test_a_cloud_in_use_serves_what_it_spells_in_its_own_way() -> None:
    shape = Shape(
        match=r"^vnd\.(?P<rest>.+)$", has="vnd.", provider="vandelay", tuned=False, floats=False, weak=False, once=False
    )
    sage = replace(CATALOG.models["openmind/Sage-70B"], aliases=("vnd.sage-70b",))
    forms = replace(CATALOG.forms, shapes=(shape,))
    catalog = replace(CATALOG, models={**CATALOG.models, sage.id: sage}, forms=forms)
    use = advised.use("globex-pro", providers=("vandelay",))
    one = alternatives(use, catalog, advised.setting(advised.inventory(use)), Want(own=False))[0]
    assert (one.model, one.provider, one.effort) == ("openmind/Sage-70B", "vandelay", "config change")
    assert "its id there is vnd.sage-70b" in one.why
    elsewhere = replace(use, providers=("globex",))
    away = alternatives(elsewhere, catalog, advised.setting(advised.inventory(elsewhere)), Want(own=False))[0]
    assert away.provider == "initech"  # a cloud that is not at hand is no easy way


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("x-397b-a17b", "x-9b", False),
        ("x-397b-a17b", "x-27b", True),
        ("x-3b", "spark-open", False),
        ("x-3b", "spark-mini", True),
        ("x-70b", "spark-open", True),
        ("spark", "spark-2-9b", True),
    ],
)
def test_an_heir_is_of_a_like_size(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is expected


def test_a_size_says_more_than_the_line() -> None:
    use = replace(advised.use("openmind/Sage-8B"), id="openmind/Sage-405B")
    assert slots(use, CATALOG)[0] == "chat"
    assert slots(replace(use, id="openmind/Sage-next"), CATALOG)[0] == "chat"  # its first pick is of this class


def test_code_goes_on_as_chat_at_the_same_maker() -> None:
    use = advised.use("acme-2-large", kind="code", lifecycle=None, id="acme-code-1")
    assert [(one.model, one.maker) for one in alternatives(use, CATALOG, advised.setting(advised.inventory(use)))][:1] == [
        ("acme-3-large", "acme")
    ]


def test_same_maker_first_then_others_by_rank() -> None:
    assert found("acme-1-large") == [
        ("acme-3-large", "acme", "config change"),
        ("openmind/Sage-70B", "initech", "base_url change"),  # another maker, OSI license, two hosts
        ("globex-pro", "globex", "new SDK"),  # another maker, closed
    ]


def test_the_class_of_the_model_is_kept() -> None:
    assert [model for model, _, _ in found("acme-2-tiny")] == ["acme-3-mini", "openmind/Sage-8B", "globex-lite"]


@pytest.mark.parametrize("flash", ["acme-3.5-flash", "acme-4-flash-preview"])
def test_a_line_goes_on_in_its_own_line_though_its_name_says_small(flash: str) -> None:
    picked = replace(CATALOG.models["acme-3-large"], id="acme-4-flash")
    catalog = replace(CATALOG, models={**CATALOG.models, picked.id: picked}, picks=(*CATALOG.picks, picked.id))
    use = advised.use("acme-2-tiny", id=flash)
    assert is_small(flash)
    assert alternatives(use, catalog, advised.setting(advised.inventory(use)))[0].model == "acme-4-flash"


def test_embeddings_are_replaced_by_embeddings_only() -> None:
    assert {(model, effort) for model, _, effort in found("acme-embed-1")} == {
        ("acme-embed-2", "re-embed data"),
        ("globex-embed", "re-embed data"),
        ("openmind/Sage-Embed", "re-embed data"),
    }


def test_a_fine_tune_is_trained_again() -> None:
    assert {effort for _, _, effort in found("acme-3-large", fine_tuned=True)} == {"retrain"}


@pytest.mark.parametrize("kind", ["image", "video", "moderation", "rerank", "audio"])
def test_nothing_is_made_up_for_kinds_without_picks(kind: str) -> None:
    assert found("acme-image-1", kind=kind) == []


@pytest.mark.parametrize(
    ("want", "models"),
    [
        (Want(own=False), ["openmind/Sage-70B", "globex-pro"]),
        (Want(own=False, terms="open"), ["openmind/Sage-70B"]),
        (Want(terms="osi"), ["openmind/Sage-70B"]),
        (Want(others=False), ["acme-3-large"]),
        (Want(own=False, makers=frozenset({"openmind"})), ["globex-pro"]),
        (Want(own=False, countries=frozenset({"FR"})), ["openmind/Sage-70B"]),
        (Want(own=False, licenses=frozenset({"Apache-2.0"})), ["globex-pro"]),
    ],
)
def test_what_a_finding_wants(want: Want, models: list[str]) -> None:
    assert [model for model, _, _ in found("acme-1-large", want)] == models


def test_away_from_a_host_means_the_next_one() -> None:
    want = Want(own=False, terms="open", providers=frozenset({"initech"}))
    assert found("acme-1-large", want) == [("openmind/Sage-70B", "bluth", "base_url change")]
    assert found("acme-1-large", want._replace(providers=frozenset({"initech", "bluth"}))) == []


@pytest.mark.parametrize(
    ("policy", "models"),
    [
        (Policy(deny={"maker": ("openmind",)}), ["acme-3-large", "globex-pro"]),
        (Policy(deny={"provider": ("initech", "bluth")}), ["acme-3-large", "globex-pro"]),
        (Policy(deny={"country": ("CH",)}), ["acme-3-large", "globex-pro"]),
        (Policy(deny={"license": ("Apache-*",)}), ["acme-3-large", "globex-pro"]),
        (Policy(deny={"model": ("acme-3-*",)}), ["openmind/Sage-70B", "globex-pro"]),
        (Policy(allow={"maker": ("openmind",)}), ["openmind/Sage-70B"]),
        (Policy(allow={"provider": ("globex",)}, default="deny"), ["globex-pro"]),
        (Policy(default="deny"), []),
    ],
)
def test_advice_never_breaks_the_policy(policy: Policy, models: list[str]) -> None:
    assert [model for model, _, _ in found("acme-1-large", policy=policy)] == models


def test_without_the_client_a_base_url_is_not_enough() -> None:
    use = advised.use("wonka-1-bar")  # its service speaks a protocol of its own
    setting = advised.setting(advised.inventory(use, packages=(advised.package("wonka", provider="wonka"),)))
    assert {one.effort for one in alternatives(use, CATALOG, setting) if one.maker == "openmind"} == {"new SDK"}


def test_a_local_runtime_gets_what_it_has_in_its_library() -> None:
    use = advised.use("soylent/Green-30B", providers=("hooli-local",), id="tide", raw=("tide",))
    setting = advised.setting(advised.inventory(use))
    (one,) = alternatives(use, CATALOG, setting, Want(own=False))
    assert (one.model, one.provider, one.effort) == ("openmind/Sage-8B", "hooli-local", "config change")
    assert "sage:8b" in one.why


@pytest.mark.parametrize(
    ("provider", "expected"), [("hooli-local", []), ("bluth", [("openmind/Sage-70B", "bluth", "config change")])]
)
def test_what_runs_at_home_is_not_sent_to_a_host(provider: str, expected: list[tuple[str, str, str]]) -> None:
    assert found("openmind/Sage-70B", Want(others=False), providers=(provider,), id="openmind/Elder-65B") == expected


def test_hosts_are_known_to_serve_the_model() -> None:
    def names(model: Model) -> list[str]:
        return [host.provider.id for host in hosts_of(model, CATALOG, advised.TODAY)]

    assert names(CATALOG.models["openmind/Sage-70B"]) == ["initech", "bluth"]
    assert names(CATALOG.models["openmind/Oracle-2B"]) == ["vandelay"]  # nobody is known to: those that list the maker
    assert not hosts_of(CATALOG.models["openmind/Oracle-2B"], CATALOG, advised.TODAY)[0].sure
    assert names(CATALOG.models["acme-3-large"]) == ["acme"]  # closed: its maker
    assert [host.name for host in runtimes_of(CATALOG.models["openmind/Sage-8B"], CATALOG, frozenset())] == ["sage:8b"]
    assert runtimes_of(CATALOG.models["acme-3-large"], CATALOG, frozenset({"hooli-local"})) == []


def test_a_day_that_is_only_not_before_counts_when_asked() -> None:
    lite = CATALOG.models["globex-lite"]
    day, near = date(2026, 12, 1), frozenset({"globex"})
    assert not ends_by(lite, day, near)
    assert ends_by(lite, day, near, may=True)
    assert not ends_by(lite, day, frozenset({"acme"}), may=True)


@pytest.mark.parametrize("name", ["acme-mini", "x-8b", "Q/Sage-3B-Instruct", "sage:7b", "a-e4b-it", "acme/flash-2", "x-24b"])
def test_small_by_name(name: str) -> None:
    assert is_small(name)


@pytest.mark.parametrize("name", ["acme-large", "x-70b", "sage-8x22b", "x-30b-a3b", "minimal-x", "x-235b-a22b", "gemini"])
def test_not_small_by_name(name: str) -> None:
    assert not is_small(name)
    assert not is_tiny(name)


def test_every_reason_reads_as_a_sentence() -> None:
    use = advised.use("acme-1-large")
    for one in alternatives(use, CATALOG, advised.setting(advised.inventory(use))):
        assert one.why
        assert one.why == one.why.strip("; ")
        assert ";;" not in one.why
        assert "(was" not in one.why
