"""The second look: a needle inside another word, or a word of many meanings, sends no file to a parser; every known name does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.discover.matcher import matcher_of
from auditor.discover.sieve import Sieve
from auditor.facts import Catalog
from auditor.library import load_catalog

MADE = load_catalog(root=str(Path(__file__).parent.parent / "catalog"))
SHIPPED = load_catalog()


def kept(catalog: Catalog, format_: str, text: str) -> list[str]:
    """The words at the hits that are kept."""
    data = text.encode()
    found = Sieve(catalog.sieve).plausible(data, matcher_of(catalog.needles)(data), format_)
    return [text[at : at + 14].split("\n", maxsplit=1)[0] for at in found]


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("python", "import acme\n"),
        ("python", "from acme_classic.chat import Client\n"),
        ("python", "key = os.environ['MY_ACME_API_KEY']\n"),
        ("python", 'MODEL = "acme-3-large"\n'),
        ("python", 'provider = "acme"\n'),
        ("python", 'URL = "https://api.acme.example/v1"\n'),
        ("python", 'URL = "http://our-acme:8080"\n'),
        ("typescript", 'import { Client } from "@acme/sdk"\n'),
        ("json", '{"model": "acme/acme-3-large"}'),
        ("json", '{"deploymentModel": "acme-9-giga"}'),
        ("yaml", "spring:\n  acme:\n    api-key: x\n"),
        ("yaml", "run: pip install acme-ai\n"),
        ("properties", "service.globex.chat.api-key=${KEY}\n"),
        ("toml", "[llm.globex]\n"),
        ("requirements", "acme-ai==1.0\n"),
        ("shell", "pip install acme-ai\n"),
        ("markdown", "---\nmodel: acme-3-large\n---\n"),
    ],
)
def test_a_name_is_kept(format_: str, text: str) -> None:
    assert kept(MADE, format_, text)


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("python", "import acmeville\nfrom pacme import x\n"),
        ("python", "import acme_lights\nacme_lights.on()\n"),
        ("python", "from .acme import lamp\n"),
        ("python", '"""The Acme plumbing company."""\n'),
        ("python", 'TITLE = "acme"\n'),
        ("go", 'import "example.org/acme-plumbing"\n'),
        ("typescript", "import acme from './acme'\n"),
        ("json", '{"title": "Acme Plumbing", "acme_pipe": "acme-blue", "name": "reacmed"}'),
        ("yaml", "title: Acme and friends\n"),
        ("markdown", "We like Acme, see acme-plumbing.\n"),
    ],
)
def test_a_word_that_only_looks_like_one_is_not(format_: str, text: str) -> None:
    assert kept(MADE, format_, text) == []


def test_what_only_counts_beside_others_is_kept_with_them() -> None:
    doubtful = 'TABLE = ["acme", "globex"]\n'
    assert kept(MADE, "python", doubtful) == []
    assert len(kept(MADE, "python", doubtful + 'MODEL = "acme-3-large"\n')) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"acme_key": "acme-sk-0123456789abcdef"}', True),
        ('{"acme_key": "pacme-sk-0123456789abcdef", "x": "acme-sk-short"}', False),
        ('{"acmeville": "acme-sk-0123456789abcdef"}', False),  # nothing here is known
    ],
)
def test_a_key_of_a_service_is_told_where_names_say_too_little(text: str, told: bool) -> None:
    sieve = Sieve(MADE.sieve)
    assert sieve.plausible(text.encode(), [2], "json") == []
    assert sieve.has_secret(text.encode()) is told


def test_what_stands_behind_very_many_words_is_not_lost() -> None:
    text = "".join(f"tacmex{number}\n" for number in range(25_000)) + 'MODEL = "acme-3-large"\n'
    assert kept(MADE, "python", "tacmex1\n") == []
    assert "acme-3-large" in kept(MADE, "python", text)[-1]


def test_without_tables_every_hit_is_kept() -> None:
    assert Sieve(b"").plausible(b"reacmed", [2], "json") == [2]


_IMPORTS = {
    "pypi": ("python", "import {}\n"),
    "npm": ("typescript", 'import x from "{}"\n'),
    "go": ("go", 'import "{}"\n'),
    "maven": ("java", "import {}.Client;\n"),
    "nuget": ("csharp", "using {};\n"),
    "rubygems": ("ruby", 'require "{}"\n'),
    "packagist": ("php", "use {}\\Client;\n"),
    "cargo": ("rust", "use {}::Client;\n"),
    "hex": ("elixir", "alias {}\n"),
    "pub": ("dart", "import 'package:{}/x.dart';\n"),
    "swift": ("swift", "import {}\n"),
}
_MANIFESTS = {
    "pypi": ("requirements", "{}==1.0\n"),
    "npm": ("package-json", '"{}": "^1.0"\n'),
    "go": ("go-mod", "require {} v1.0.0\n"),
    "maven": ("gradle", 'implementation("{}:1.0")\n'),
    "nuget": ("msbuild", '<PackageReference Include="{}" Version="1.0" />\n'),
    "rubygems": ("gemfile", 'gem "{}", "1.0"\n'),
    "packagist": ("composer-json", '"{}": "^1.0"\n'),
    "cargo": ("cargo-toml", '{} = "1.0"\n'),
    "hex": ("mix-exs", '{{:{}, "~> 1.0"}}\n'),
    "pub": ("pubspec", "  {}: ^1.0.0\n"),
    "swift": ("swift-package", '.package(url: "https://{}", from: "1.0.0") .product(name: "{}")\n'),
    "docker-image": ("yaml", "image: {}:1.0\n"),
    "github-action": ("yaml", "uses: {}@v1\n"),
    "terraform": ("hcl", 'resource "{}" "x" {{\n'),
}


def _lines() -> Iterator[tuple[str, str]]:
    for ecosystem, name in SHIPPED.packages:
        package = SHIPPED.packages[ecosystem, name]
        if ecosystem in _MANIFESTS:
            format_, line = _MANIFESTS[ecosystem]
            yield format_, line.format(package.name, package.name)
        for module in package.imports if ecosystem in _IMPORTS else ():
            format_, line = _IMPORTS[ecosystem]
            constant = ecosystem == "rubygems" and module[:1].isupper()  # which is called and not required
            yield format_, "x = {}.new(1)\n".format(module.replace(".", "::")) if constant else line.format(module)
    for host in SHIPPED.hosts:
        yield "python", f'BASE = "http://{host.replace("*", "eu")}"\n'
    for variable in SHIPPED.env:
        yield "env", f"{variable}=x\n"
    for model in SHIPPED.models:
        yield "python", f'client.chat(model="{model}")\n'
        for alias in SHIPPED.models[model].aliases:
            yield "yaml", f"model: {alias}\n"


def test_every_known_name_that_a_needle_finds_is_kept() -> None:
    finds, sieve = matcher_of(SHIPPED.needles), Sieve(SHIPPED.sieve)
    lost = []
    for format_, line in _lines():
        data = line.encode()
        starts = finds(data)
        if starts and not sieve.plausible(data, starts, format_):
            lost.append((format_, line))
    assert not lost, lost


# Families whose stems are words that anybody may use, or too short: their constants are read beside something else only.
_PLAIN = frozenset(
    """bloom cohere-embed cohere-parse deepgram e5 flux gemini-embedding hunyuan jurassic ling meta-research minimax-media moderation
    morph nova palm-2 qwq rp-merge sd3 seed solar step step-3 t5 text-embedding-google v0 yi""".split()
)


def test_constants_called_after_a_model_are_kept() -> None:
    lost = set()
    for model in SHIPPED.models.values():
        name = model.id.rpartition("/")[2].replace("-", "_").replace(".", "_").replace(":", "_").upper()
        dark = (
            not any(char.isdigit() for char in name)
            or len(name) == 2
            or name.startswith(("FT_", "C4AI_"))
            or "SEARCH_ADA" in name
        )
        if not dark and model.family not in _PLAIN and not kept(SHIPPED, "java", f"run(Models.{name});\n"):
            lost.add(name)
    assert not lost


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("run(PredefinedChatModel.GPT_4O_MINI)", True),
        ("run(Models.O3_MINI)", True),
        ("run(Model.TEXT_EMBEDDING_3_SMALL)", True),
        ("run(Model.DALL_E_3)", True),
        ("count(prompt_tokens_details, parse_version, to3_mini)", False),
    ],
)
def test_constants_and_what_looks_like_them(text: str, told: bool) -> None:
    assert bool(kept(SHIPPED, "kotlin", text)) is told
