"""The way out of a finding: each kind of finding gets its own cure, in sentences without holes, with places and honest losses."""

from __future__ import annotations

import re
from dataclasses import replace

import advised
import pytest

from auditor.advise import routes
from auditor.advise.alternatives import Want
from auditor.advise.cures import Cure
from auditor.advise.steps import kept, respelled
from auditor.records import Advice, Alternative, How, Policy, Role, SignalUse

LARGE = advised.use("acme-3-large")
SAGE = advised.use("openmind/Sage-70B", providers=("strickland",))


def ways(advice: Advice) -> list[tuple[str, str]]:
    return [(one.model, one.provider) for one in advice.alternatives]


@pytest.mark.parametrize("rule", sorted(advised.rules()))
def test_no_sentence_has_a_hole(rule: str) -> None:
    """Whatever facts a finding brings along, also none at all."""
    for kind in ("model", "provider", "package", "license", "signal", "project", "maker"):
        for uses in ((), (LARGE,), (LARGE, SAGE, advised.use("acme-embed-1"))):
            given = advised.advice(advised.inventory(*uses), rule, "acme-3-large" if kind == "model" else "acme", kind, facts={})
            for text in (given.summary, *given.steps, *given.keeps):
                assert text.strip()
                assert not re.search(r"[{}]|\bNone\b|  | ,|\.\.$", text), (rule, kind, text)
            assert given.effort in ("small", "medium", "large")


def test_a_retired_model_is_replaced() -> None:
    gone = advised.use("acme-1-large")
    advice = advised.advice(advised.inventory(gone), "AIA201", "acme-1-large")
    assert "acme-3-large" in advice.summary
    assert advice.effort == "small"
    assert advice.steps[0] == "Put acme-3-large in place of acme-1-large at app.py:1."
    assert "evaluation" in advice.steps[-1]
    assert ways(advice)[:2] == [("acme-3-large", "acme"), ("openmind/Sage-70B", "initech")]


def test_the_prefix_that_a_router_wants_stays() -> None:
    gone = advised.use("acme-1-large", raw=("acme/acme-1-large",))
    place = advised.place(text="acme/acme-1-large")
    advice = advised.advice(advised.inventory(gone), "AIA201", "acme-1-large", places=(place,))
    assert advice.steps[0] == "Put acme/acme-3-large in place of acme/acme-1-large at app.py:1."


def test_another_spelling_is_left_to_the_platform() -> None:
    gone = advised.use("acme-1-large", raw=("vnd.acme-1-large-v2",))
    place = advised.place(text="vnd.acme-1-large-v2", how=How.CONFIG, path="conf.yaml")
    advice = advised.advice(advised.inventory(gone), "AIA201", "acme-1-large", places=(place,))
    assert advice.steps[0] == "Put acme-3-large (as the platform spells it) in place of vnd.acme-1-large-v2 at conf.yaml:1."


@pytest.mark.parametrize("rule", ["AIA201", "AIA205"])
def test_the_name_of_a_constant_is_left_as_it_is(rule: str) -> None:
    name = "acme-3-large" if rule == "AIA205" else "acme-1-large"
    held = advised.place(path="chat.kt", text=name, column=4, end_column=9)
    advice = advised.advice(
        advised.inventory(advised.use(name)), rule, name, places=(held, advised.place(path="ids.kt", text=name))
    )
    assert "ids.kt:1" in advice.steps[0]
    assert "chat.kt" not in advice.steps[0]


def test_a_call_is_tried_where_one_is_made() -> None:
    places = (advised.place(path="a.tsx"), advised.place(path="b.py", how=How.CALL, text="acme.chat"))
    advice = advised.advice(advised.inventory(LARGE), "AIA101", "acme", "provider", places=places, facts={})
    assert "from b.py:1." in advice.steps[0]


def test_many_places_are_counted() -> None:
    places = tuple(advised.place(line=line) for line in range(1, 7))
    advice = advised.advice(advised.inventory(advised.use("acme-1-large")), "AIA201", "acme-1-large", places=places)
    assert "app.py:1, app.py:2, app.py:3 and 3 more places." in advice.steps[0]


def test_a_floating_id_is_pinned_to_a_snapshot_of_itself() -> None:
    advice = advised.advice(advised.inventory(LARGE), "AIA205", "acme-3-large")
    assert ways(advice) == [("acme-3-large-2025-11-01", "acme")]
    assert advice.keeps == ()
    assert "acme-3-large-2025-11-01" in advice.summary


@pytest.mark.parametrize(
    "use",
    [
        advised.use("acme-1-large", floating=True),  # ends
        replace(LARGE, providers=("umbrella",)),  # a gateway has its own names
        advised.use("globex-pro", floating=True),  # no snapshot is known
    ],
)
def test_nothing_is_pinned_where_no_snapshot_can_be_named(use: object) -> None:
    advice = advised.advice(advised.inventory(use), "AIA205", use.id)  # type: ignore[arg-type, attr-defined]  # a ModelUse
    assert advice.alternatives == ()
    assert advice.steps == ()


def test_a_single_closed_provider_gets_a_second_maker_at_two_hosts_and_a_local_model() -> None:
    advice = advised.advice(advised.inventory(LARGE), "AIA101", "acme", "provider")
    assert ways(advice) == [
        ("openmind/Sage-70B", "initech"),
        ("openmind/Sage-70B", "bluth"),
        ("globex-pro", "globex"),
        ("openmind/Sage-8B", "hooli-local"),
    ]
    assert advice.effort == "medium"
    assert any("closed port" in step for step in advice.steps)
    assert advice.keeps == ("prompts and tool descriptions tuned to the present model",)


def test_open_weights_go_to_other_hosts_first() -> None:
    advice = advised.advice(advised.inventory(SAGE), "AIA101", "strickland", "provider")
    assert ways(advice)[:2] == [("openmind/Sage-70B", "initech"), ("openmind/Sage-70B", "bluth")]
    assert advice.alternatives[0].why == "the same model at another host"
    assert advice.alternatives[0].license == "Apache-2.0"


def test_weights_that_end_at_one_host_go_on_at_another() -> None:
    advice = advised.advice(advised.inventory(SAGE), "AIA201", SAGE.id)
    assert ways(advice)[0] == ("openmind/Sage-70B", "initech")
    assert "the same model at initech" in advice.summary
    assert advice.steps[0] == "Try openmind/Sage-70B at initech for the calls of app.py:1."
    closed = advised.advice(advised.inventory(advised.use("acme-1-large")), "AIA201", "acme-1-large")
    assert "the same model" not in closed.summary


def test_a_hosts_own_way_to_run_weights_is_the_same_weights() -> None:
    turbo = replace(advised.catalog().models["openmind/Sage-70B"], id="openmind/Sage-70B-Turbo-Free", aliases=())
    catalog = replace(advised.catalog(), models={**advised.catalog().models, turbo.id: turbo})
    use = replace(SAGE, id=turbo.id)
    found = routes.elsewhere(use, catalog, advised.setting(advised.inventory(use)), Want())
    assert [(one.model, one.provider) for one in found] == [("openmind/Sage-70B", "initech"), ("openmind/Sage-70B", "bluth")]


def test_a_move_to_another_host_is_no_change_of_a_name() -> None:
    gone = advised.use("acme-1-large", providers=("vandelay",))
    advice = advised.advice(advised.inventory(gone), "AIA201", "acme-1-large")
    assert advice.steps[0] == "Try acme-3-large at acme for the calls of app.py:1."
    assert "acme-3-large at acme" in advice.summary


def test_other_letters_are_no_other_spelling() -> None:
    gone = advised.use("acme-1-large", raw=("Acme-1-Large",))
    place = advised.place(text="Acme-1-Large")
    advice = advised.advice(advised.inventory(gone), "AIA201", "acme-1-large", places=(place,))
    assert advice.steps[0] == "Put acme-3-large in place of Acme-1-Large at app.py:1."


def test_one_open_maker_means_open_weights_of_others() -> None:
    tide = advised.use("initrode/Tide-30B", providers=("initech",))
    advice = advised.advice(advised.inventory(tide), "AIA106", "initrode", "maker", facts={"maker": "initrode"})
    assert ways(advice) == [("openmind/Sage-70B", "initech")]
    assert advice.alternatives[0].effort == "config change"  # the host is in use


def test_terms_are_mended_by_an_osi_license() -> None:
    green = advised.use("soylent/Green-30B", providers=("initech",))
    advice = advised.advice(advised.inventory(green), "AIA402", "LicenseRef-soylent", "license")
    assert ways(advice) == [("openmind/Sage-70B", "initech")]
    assert {one.license for one in advice.alternatives} == {"Apache-2.0"}


def test_a_closed_service_is_left_for_another_host() -> None:
    sage = replace(SAGE, providers=("piedpiper",))
    advice = advised.advice(advised.inventory(sage), "AIA210", "piedpiper", "provider", facts={"provider_name": "Pied Piper"})
    assert ways(advice)[0] == ("openmind/Sage-70B", "initech")
    assert advice.summary.endswith("openmind/Sage-70B at initech.")
    assert "piedpiper" not in {provider for _, provider in ways(advice)}


def test_a_named_replacement_of_a_service_is_said() -> None:
    advice = advised.advice(advised.inventory(SAGE), "AIA210", "strickland", "provider", facts={"replacement": "initech | bluth"})
    assert "initech or bluth" in advice.summary


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        ("package", {"replacement": "acme-two"}, "acme-two"),
        ("package", {"replacement": ""}, "a maintained package for the same service"),
        ("signal", {"replacement": "Threads 2"}, "Threads 2"),
        ("signal", {}, "the surface its documentation names today"),
    ],
)
def test_a_successor_is_never_empty(kind: str, facts: dict[str, str], said: str) -> None:
    rule = "AIA212" if kind == "package" else "AIA213"
    assert said in advised.advice(advised.inventory(LARGE), rule, "x", kind, facts=facts).summary


def test_denied_makers_are_never_the_way_out() -> None:
    policy = Policy(deny={"maker": ("openmind", "acme")})
    advice = advised.advice(advised.inventory(LARGE), "AIA702", "acme", "maker", policy=policy)
    assert ways(advice) == [("globex-pro", "globex")]


@pytest.mark.parametrize(
    "rule", ["AIA209", "AIA304", "AIA307", "AIA406", "AIA408", "AIA410", "AIA501", "AIA505", "AIA508", "AIA901"]
)
def test_where_no_other_model_helps_none_is_named(rule: str) -> None:
    advice = advised.advice(advised.inventory(LARGE), rule, "acme-3-large")
    assert advice.alternatives == ()
    assert advice.steps == ()
    assert advice.keeps == ()


def test_what_may_end_is_watched_not_moved() -> None:
    advice = advised.advice(advised.inventory(advised.use("acme-2-mini")), "AIA217", "acme-2-mini")
    assert advice.steps == ()
    assert len(advice.alternatives) == 1
    assert advice.alternatives[0].maker == "acme"


def test_losses_are_said() -> None:
    threads = SignalUse(
        id="t", group="lock-in", kind="threads", provider="acme", strength="strong", title="Acme Threads", covers=(),
        retires_on=None, replacement="", places=(advised.place(),),
    )  # fmt: skip
    there = advised.inventory(LARGE, signals=(threads,))
    assert "Acme Threads (only at acme)" in advised.advice(there, "AIA101", "acme", "provider").keeps
    embed = advised.use("acme-embed-1")
    said = advised.advice(advised.inventory(embed), "AIA201", "acme-embed-1")
    assert said.effort == "large"
    assert said.keeps[0].startswith("stored embeddings")
    assert "index" in said.steps[1]
    tuned = replace(LARGE, fine_tuned=True)
    assert any("fine-tune" in one for one in advised.advice(advised.inventory(tuned), "AIA216", "acme-3-large").keeps)


def test_prompts_are_lost_only_where_there_are_some() -> None:
    image = advised.use("acme-image-1")
    moved = (Alternative(model="globex-image", provider="globex", maker="globex", why="", effort="new SDK"),)
    assert kept(image, moved, Cure.REPLACE, advised.inventory(image)) == ()
    assert kept(LARGE, moved, Cure.REPLACE, advised.inventory(LARGE)) != ()


def test_a_hard_coded_name_becomes_a_setting() -> None:
    advice = advised.advice(advised.inventory(LARGE), "AIA301", "acme-3-large")
    assert ways(advice) == [("acme-3-large", "acme")]
    assert advice.alternatives[0].snippet == 'MODEL = os.environ.get("MODEL", "acme-3-large")\n'
    assert advice.effort == "small"
    assert advice.keeps == ()


def test_a_provider_in_use_stands_in_for_another() -> None:
    open_ = advised.use("openmind/Sage-8B", providers=("bluth",), places=(advised.place("b.py"),))
    both = advised.inventory(advised.use("acme-3-large"), advised.use("acme-3-mini"), open_)
    assert ("openmind/Sage-70B", "bluth") in ways(
        advised.advice(both, "AIA601", ".", "project", facts={"providers": "acme, bluth"})
    )
    alone = advised.inventory(advised.use("openmind/Sage-70B", providers=("bluth",)))
    away = ways(advised.advice(alone, "AIA601", ".", "project", facts={"providers": "bluth"}))
    assert away
    assert "bluth" not in [provider for _, provider in away]


def test_a_model_that_only_documents_name_is_not_what_a_fallback_is_for() -> None:
    told = advised.use("acme-1-large", places=(advised.place("README.md", role=Role.DOCS),))
    there = replace(advised.inventory(told, advised.use("globex-pro")), sites=())
    advice = advised.advice(there, "AIA601", ".", "project", facts={"providers": "acme, globex"})
    assert "globex" not in [provider for _, provider in ways(advice)]


def test_steps_of_a_license_name_the_places_of_the_model_they_are_about() -> None:
    green = advised.use("soylent/Green-30B", providers=("initech",), places=(advised.place("green.py"),))
    sight = advised.use("soylent/Green-30B-Vision", providers=("initech",), places=(advised.place("sight.py"),))
    places = (*green.places, *sight.places)
    advice = advised.advice(advised.inventory(green, sight), "AIA402", green.license, "license", places=places)
    assert "green.py:1" in advice.steps[0]
    assert "sight.py" not in advice.steps[0]


def test_what_must_be_declared_is_declared_first() -> None:
    green = advised.use("soylent/Green-30B", providers=("initech",))
    advice = advised.advice(advised.inventory(green), "AIA402", green.license, "license", facts={"needs": "regions"})
    assert advice.steps == ("Declare `regions` under [context], so that this is judged for what you do.",)


def test_a_second_way_is_tried_where_its_model_is_called() -> None:
    chat = advised.use("acme-3-large", places=(advised.place("chat.py"),))
    drawn = advised.use("acme-embed-2", places=(advised.place("a_picture.py"),))
    places = (*drawn.places, *chat.places)
    advice = advised.advice(advised.inventory(chat, drawn), "AIA601", ".", "project", places=places, facts={"providers": "acme"})
    assert advice.steps[0].endswith("from chat.py:1.")


def test_a_provider_that_is_wired_in_takes_its_share_first() -> None:
    both = advised.inventory(advised.use("acme-3-large"), advised.use("globex-lite", places=(advised.place("b.py"),)))
    advice = advised.advice(both, "AIA103", "acme", "provider")
    assert ways(advice)[0] == ("globex-pro", "globex")
    template = advised.place(".env.example", role=Role.CONFIG, how=How.ENV)
    known = replace(both, providers=(advised.provider("acme"), replace(advised.provider("globex"), places=(template,))))
    assert ways(advised.advice(known, "AIA103", "acme", "provider"))[0] != ("globex-pro", "globex")


def test_completed_texts_become_messages() -> None:
    gone = advised.use("acme-1-large", kind="completion")
    advice = advised.advice(advised.inventory(gone), "AIA201", "acme-1-large")
    assert (ways(advice)[0], advice.effort) == (("acme-3-large", "acme"), "medium")
    assert "Write the calls as chat messages: a chat model does not answer where texts are completed." in advice.steps


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("acme-1-large", {}, True),
        ("acme-1-large", {"providers": ("umbrella",)}, False),  # a gateway may mend requests
        ("globex-pro", {}, False),  # another maker's model is another API altogether
    ],
)
def test_what_requests_must_be_like_for_the_next_model_is_a_step(name: str, more: dict[str, tuple[str, ...]], said: bool) -> None:
    advice = advised.advice(advised.inventory(advised.use(name, **more)), "AIA201", name)
    assert ("Send tools by the new endpoint (https://acme.example/migrate)." in advice.steps) is said
    assert advice.steps[-1].startswith("Run your evaluation set on it")


def test_a_new_model_behind_a_deployment_is_deployed_first() -> None:
    gone = advised.use("acme-1-large", providers=("virtucon",))
    advice = advised.advice(advised.inventory(gone), "AIA201", "acme-1-large")
    assert (
        advice.steps[0] == "Deploy acme-3-large at virtucon, and put that deployment's name in place of acme-1-large at app.py:1."
    )


@pytest.mark.parametrize(
    ("rule", "name", "step"),
    [
        ("AIA201", "acme-1-large", "Put acme/acme-3-large in place of acme/acme-1-large at a.yaml:1, acme-3-large in place of acme-1-large at b.py:1."),
        ("AIA205", "acme-3-large", "Write acme/acme-3-large-2025-11-01 at a.yaml:1, acme-3-large-2025-11-01 at b.py:1."),
    ],
)  # fmt: skip
def test_each_spelling_gets_its_own(rule: str, name: str, step: str) -> None:
    places = (advised.place("a.yaml", text=f"acme/{name}"), advised.place("b.py", text=name))
    use = advised.use(name, raw=(f"acme/{name}", name), places=places)
    advice = advised.advice(advised.inventory(use), rule, name, places=places)
    assert advice.steps[0] == step


@pytest.mark.parametrize(
    ("raw", "old", "new", "signs", "expected"),
    [
        ("eu.acme.large-v1:0", "acme.large-v1:0", "acme.next", "/:.", "eu.acme.next"),  # a region's prefix stays
        ("umbrella/acme-1", "acme-1", "acme-3", "/:", "umbrella/acme-3"),
        ("home/sage:latest", "sage", "green:8b", "/:", "home/green:8b"),  # which a runtime adds by itself
        ("home/sage:latest", "sage:latest", "green:8b", "/:", "home/green:8b"),
        ("myacme-1", "acme-1", "acme-3", "/:.", "acme-3"),
        ("acme.large-v1:0", "acme-1-large", "acme.next", "/:.", "acme.next"),
    ],
)
def test_the_new_id_stands_behind_the_same_prefix(raw: str, old: str, new: str, signs: str, expected: str) -> None:
    assert respelled(raw, old, new, signs) == expected
