"""Product files and signals against an invented catalog: what matches, what is joined, and what must not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from repositories import inventory

from auditor.facts import Catalog, FileSpec, Provenance, Signal
from auditor.records import Evidence, How, Role
from auditor.resolve.files import FileIndex, glob_regex, slot_regex
from auditor.resolve.signals import signal_uses

ORIGIN = Provenance(source="x", checked=date(2026, 1, 1))


class _Catalog:
    def __init__(self, files: tuple[FileSpec, ...] = (), signals: tuple[Signal, ...] = ()) -> None:
        self.files = files
        self.signals = signals
        self.providers = {"acme": None, "acme-azure": None}
        self.slugs = {"ac-me": "acme"}
        self.prefixes = {"acme_ai": "acme"}


def catalog(*, files: tuple[FileSpec, ...] = (), signals: tuple[Signal, ...] = ()) -> Catalog:
    return cast("Catalog", _Catalog(files, signals))


def spec(**fields: Any) -> FileSpec:
    lists = dict.fromkeys(("models", "providers", "base_urls", "keys", "fallbacks"), ())
    plain: dict[str, Any] = {"owner": "o", "role": "", "names": {}, "prefix": "", "origin": ORIGIN, **lists, **fields}
    return FileSpec(**plain)


def signal(**fields: Any) -> Signal:
    lists = dict.fromkeys(("calls", "keys", "imports", "values", "files", "languages"), ())
    plain: dict[str, Any] = {
        "id": "s", "group": "resilience", "kind": "fallback", "provider": "", "strength": "strong", "title": "t", "caveat": "",
        "retires_on": None, "replacement": "", "owner": "o", "origin": ORIGIN, **lists, **fields,
    }  # fmt: skip
    return Signal(**plain)


def one(how: How = How.CONFIG, value: str = "", **fields: Any) -> Evidence:
    plain: dict[str, Any] = {"path": "a/acme.yaml", "role": Role.CONFIG, "site": "$", "column": 1, **fields}
    return Evidence(how=how, value=value, line=1, end_column=2, **plain)


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("acme*.yaml", "deep/acme-x.yaml", True),
        ("acme*.yaml", "deep/acme/x.yaml", False),
        ("**/.acme/*.json", ".acme/a.json", True),
        ("**/.acme/**", "x/.acme/a/b.md", True),
        (".acme/*.json", "x/.acme/a.json", False),
        ("a?c.y", "abc.y", True),
        ("(a+)+.y", "(a+)+.y", True),
    ],
)
def test_globs(glob: str, path: str, matches: bool) -> None:
    assert bool(glob_regex(glob).match(path)) is matches


@pytest.mark.parametrize(
    ("pattern", "slot", "matches"),
    [
        ("list[].params.model", "list[].params.model", True),
        ("list[].params.model", "x.list[].params.model", False),
        ("**.list[].params.model", "x.y.list[].params.model", True),
        ("a.*.model-name", "a.b.modelname", True),
        ("a.*.model", "a.b.c.model", False),
        ("fw.{provider}.model", "fw.acme.model", True),
        ("a.*model*", "a.mymodelname", True),
    ],
)
def test_key_paths(pattern: str, slot: str, matches: bool) -> None:
    assert bool(slot_regex(pattern).fullmatch(slot)) is matches


def test_a_provider_joins_what_stands_beside_or_below_it() -> None:
    index = FileIndex(
        catalog(
            files=(
                spec(
                    globs=("*.yaml",),
                    models=("n[].p.model",),
                    providers=("n[].type",),
                    names={"lmAcme": "acme", "az*": "acme-azure"},
                ),
            )
        )
    )
    found = index.meanings(
        [
            one(value="m1", slot="n[].p.model", site="$.n[0].p"),
            one(value="lmAcme", slot="n[].type", site="$.n[0]"),
            one(value="m2", slot="n[].p.model", site="$.n[1].p"),
            one(value="azure-x", slot="n[].type", site="$.n[1]"),
            one(value="m3", slot="n[].p.model", site="$.n[10].p"),
            one(value="other", slot="n[].type", site="$.n[10]"),
            one(value="m4", slot="n[].q.model", site="$.n[0].q"),
        ]
    )
    assert [(each.evidence.value, each.purpose, each.provider) for each in found] == [
        ("m1", "model", "acme"),
        ("lmAcme", "provider", "acme"),
        ("m2", "model", "acme-azure"),
        ("azure-x", "provider", "acme-azure"),
        ("m3", "model", ""),
    ]


@pytest.mark.parametrize("word", ["acme", "Acme", "ac-me", "ac_me", "acme_ai", "x/acme", "acme:chat"])
def test_words_for_a_provider(word: str) -> None:
    assert FileIndex(catalog()).provider(word, spec(globs=())) == "acme"


def test_a_provider_in_the_key_path_and_one_that_the_file_implies() -> None:
    described = spec(globs=("*.yaml",), models=("fw.{provider}.model", "m"), providers=("way.{provider}",), prefix="acme-azure")
    index = FileIndex(catalog(files=(described,)))
    found = index.meanings(
        [
            one(slot="fw.ac-me.model", value="x"),
            one(slot="m", value="y"),
            one(slot="m", value="z", path="a.json"),
            one(slot="way.acme", value="", site="$.way"),
            one(slot="way.custom", value="", site="$.way"),
        ]
    )
    assert [(each.evidence.value, each.provider) for each in found] == [("x", "acme"), ("y", "acme-azure"), ("", "acme")]


def uses(found: list[Evidence], **fields: Any) -> int:
    shown = signal_uses(found, catalog(signals=(signal(**fields),)))
    return sum(len(use.places) for use in shown)


CALL = one(How.CALL, "acme.Client().beta.threads.create", path="a.py", language="python")


@pytest.mark.parametrize(
    ("fields", "found", "count"),
    [
        ({"calls": ("beta.threads.create",)}, CALL, 1),
        ({"calls": ("threads.create",), "languages": ("python",)}, CALL, 1),
        ({"calls": ("threads.create",), "languages": ("go",)}, CALL, 0),
        ({"calls": ("reads.create",)}, CALL, 0),
        ({"calls": ("beta.threads",)}, CALL, 0),
        ({"calls": ("Client.new",)}, one(How.CALL, "acme::Client::new"), 1),
        ({"calls": ("threads.create",), "imports": ("acme",)}, CALL, 0),
        ({"calls": ("create",), "keys": ("fallbacks",)}, CALL, 0),
        ({"calls": ("create",), "keys": ("fallbacks",)}, one(How.LITERAL, "m", slot="fallbacks", callee="acme.create"), 1),
        ({"calls": ("create",), "keys": ("fallbacks",)}, one(How.LITERAL, "m", slot="fallbacks", callee="css.make"), 0),
        ({"keys": ("settings.fallbacks",)}, one(slot="settings.fallbacks"), 1),
        ({"keys": ("settings.fallbacks",)}, one(slot="x.settings.fallbacks[]", value="b"), 1),
        ({"keys": ("settings.fallbacks",)}, one(slot="font.fallbacks"), 0),
        ({"keys": ("provider[]",)}, one(slot="provider[]"), 1),
        ({"keys": ("provider[]",)}, one(slot="provider"), 0),
        ({"keys": ("strategy.mode",), "values": ("fallback",)}, one(slot="strategy.mode", value="single"), 0),
        ({"keys": ("strategy.mode",), "values": ("fallback",)}, one(slot="strategy.mode", value="fallback"), 1),
        ({"keys": ("strategy.mode",), "files": ("b*.json",)}, one(slot="strategy.mode", value="x"), 0),
        ({"values": ("gateway/*",)}, one(value="gateway/x"), 1),
        ({"values": ("gateway/*",)}, one(value="my gateway/x"), 0),
        ({"imports": ("acme.old",)}, one(How.IMPORT, "acme.old.sub"), 1),
        ({"imports": ("acme.old",)}, one(How.IMPORT, "acme.older"), 0),
        ({"values": ("x",)}, one(value="x", role=Role.COMMENT), 0),
        ({"values": ("x",)}, one(value="x", role=Role.LOOKUP_TABLE), 0),
    ],
)
def test_signals(fields: dict[str, Any], found: Evidence, count: int) -> None:
    assert uses([found], **fields) == count


NOTHING = [
    ("resilience", "retries", "0", 0),
    ("resilience", "retries", " 0L ", 0),
    ("resilience", "retries", "0.5", 1),
    ("resilience", "retries", "10", 1),
    ("resilience", "retries", "-1", 0),
    ("resilience", "timeout", "0ms", 0),
    ("resilience", "timeout", "Duration.ZERO", 0),
    ("resilience", "timeout", "Duration.ofSeconds(30)", 1),
    ("resilience", "timeout", "NonZero", 1),
    ("resilience", "max-retries", "number", 0),
    ("resilience", "timeout", "number | undefined", 0),
    ("resilience", "max-attempts", "1", 0),
    ("resilience", "max-retries", "1", 1),
    ("resilience", "fallbacks", "[ ]", 0),
    ("resilience", "fallbacks", "[x]", 1),
    ("resilience", "fallbacks", "", 1),
    ("resilience", "fallbacks", "None", 0),
    ("resilience", "fallbacks", "null-model", 1),
    ("hygiene", "revision", "None", 0),
    ("lock-in", "search", "{}", 1),
    ("lock-in", "previous_id", "null", 0),
]


@pytest.mark.parametrize(("group", "key", "value", "count"), NOTHING, ids=[f"{row[1]}={row[2]}" for row in NOTHING])
def test_what_is_set_to_nothing_shows_nothing(group: str, key: str, value: str, count: int) -> None:
    for how in (How.CONFIG, How.LITERAL):
        assert uses([one(how, value, slot=key)], group=group, keys=(key,)) == count


def test_a_value_that_a_signal_asks_for_is_no_nothing() -> None:
    assert uses([one(value="false", slot="safe")], group="hygiene", keys=("safe",), values=("false",)) == 1


def test_a_block_that_is_switched_off() -> None:
    block, inner = one(slot="x.failover", site="$.x"), one(value="3", slot="x.failover.tries", site="$.x.failover")
    switch = one(value="false", slot="x.failover.enabled", site="$.x.failover")
    keys = ("failover", "failover.tries")
    assert uses([block, inner], keys=keys) == 2
    assert uses([block, inner, switch], keys=keys) == 0
    assert uses([block, inner, switch._replace(slot="x.failover.disabled", value="true")], keys=keys) == 0
    assert uses([block, inner, switch._replace(value="true")], keys=keys) == 2
    assert uses([block, inner, switch._replace(path="b.yaml")], keys=keys) == 2
    assert uses([block, inner, switch._replace(slot="x.failover2.enabled", site="$.x.failover2")], keys=keys) == 2
    assert uses([block, inner, switch._replace(slot="x.failover.log.enabled", site="$.x.failover.log")], keys=keys) == 2


def test_a_method_that_is_given_nothing() -> None:
    call = one(How.CALL, "acme.Client.builder().maxRetries", path="a.java", site="1:2")
    given = one(How.LITERAL, "0", path="a.java", slot="maxRetries", column=2)
    assert uses([call, given], calls=("maxRetries",)) == 0
    assert uses([call, given._replace(value="2")], calls=("maxRetries",)) == 1
    assert uses([call, given._replace(column=9)], calls=("maxRetries",)) == 1


def test_an_import_of_the_file_opens_a_narrowed_signal() -> None:
    imported = one(How.IMPORT, "acme.sub", path="a.py")
    assert uses([imported, CALL], calls=("threads.create",), imports=("acme",)) == 1
    assert uses([imported._replace(path="b.py"), CALL], calls=("threads.create",), imports=("acme",)) == 0


def test_one_use_per_signal_with_all_places() -> None:
    twice = [CALL, CALL._replace(line=9), CALL]
    (use,) = signal_uses(twice, catalog(signals=(signal(calls=("threads.create",)),)))
    assert [place.line for place in use.places] == [1, 9]


SHARP = "using OpenAI;\nclass A { object B() => new OpenAIClient(key, new OpenAIClientOptions { %s }); }\n"
BOTO = "import boto3\nfrom botocore.config import Config\nc = boto3.client('bedrock-runtime', config=Config(read_timeout=60))\n"
RUST = "use async_openai::Client;\nfn f() { let c = Client::new().with_backoff(b); }\n"
ELIXIR = "alias LangChain.Chains.LLMChain\nLLMChain.run(chain, with_fallbacks: [spare])\n"
PRISM = "<?php\nuse Prism\\Prism\\Facades\\Prism;\n$t = Prism::text()->%s->asText();\n"
SCRIPT = "import OpenAI from 'openai';\nimport { %s } from '%s';\nexport const t = new %s({ maxRetries: 3 });\n"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("a.cs", SHARP % "NetworkTimeout = TimeSpan.FromSeconds(60)", ["sdk-timeout"]),
        ("a.cs", SHARP % "RetryPolicy = new ClientRetryPolicy(3)", ["dotnet-sdk-retries"]),
        ("a.py", BOTO, ["boto-config"]),
        ("a.rs", RUST, ["rust-sdk-backoff"]),
        ("a.ex", ELIXIR, ["langchain-elixir-fallbacks"]),
        ("a.php", PRISM % "withClientOptions(['timeout' => 60])", ["sdk-timeout"]),
        ("a.php", PRISM % "withClientRetry(3, 100)", ["prism-retry"]),
        ("a.ts", SCRIPT % ("AzureOpenAI", "openai", "AzureOpenAI"), ["sdk-patience"]),
        ("a.ts", SCRIPT % ("Client", "@modelcontextprotocol/sdk", "Client"), []),  # a server of tools is called
    ],
)
def test_patience_of_clients(path: str, text: str, found: list[str], tmp_path: Path) -> None:
    assert [use.id for use in inventory(tmp_path, {path: text}).signals if use.group == "resilience"] == found
