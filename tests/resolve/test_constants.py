"""Names that stand in a model slot for an id that another file gives them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import repositories

from auditor.library import load_catalog
from auditor.records import Evidence, How, Request, Role
from auditor.resolve import resolve


def literal(value: str, path: str, slot: str, line: str, callee: str = "") -> Evidence:
    at = line.index(value) + 1
    return Evidence(
        how=How.LITERAL,
        value=value,
        path=path,
        line=1,
        column=at,
        end_column=at + len(value),
        role=Role.PRODUCTION,
        slot=slot,
        callee=callee,
        site="1:1" if callee else "",
        language="go",
        excerpt=line,
    )


POM = """<project><modelVersion>4.0.0</modelVersion><artifactId>a</artifactId><dependencies><dependency>
<groupId>com.openai</groupId><artifactId>openai-java</artifactId><version>2.0.0</version></dependency></dependencies></project>
"""
GIVEN = literal("acme-3-large", "ids.go", "Big", 'const Big = "acme-3-large"')
LISTED = GIVEN._replace(role=Role.LOOKUP_TABLE)
OTHER = literal("acme-2-large", "old.go", "Big", 'const Big = "acme-2-large"')
USED = literal("Big", "run.go", "agents.model", 'SetDefault("agents.model", ids.Big)', "viper.SetDefault")
QUOTED = literal("Big", "run.go", "agents.model", 'SetDefault("agents.model", "Big")', "viper.SetDefault")
SAID = literal("acme-3 (thinks little)", "ids.go", "ACME_3_LARGE", 'const ACME_3_LARGE = "acme-3 (thinks little)"')
TOLD = literal("acme-3", "ids.go", "", 'const ACME_3_LARGE: str = "acme-3 (thinks little)"')._replace(role=Role.PROMPT_TEXT)
CASE = literal("acme-3-large", "ids.go", "", "case ACME_3_LARGE = 'acme-3-large'")
SPELLED = literal("ACME_3_LARGE", "run.go", "agents.model", 'SetDefault("agents.model", ids.ACME_3_LARGE)', "viper.SetDefault")
RECORD = literal("{ Name: Big }", "map.go", "Big", "Big: { Name: Big },")


@pytest.mark.parametrize(
    ("evidence", "places"),
    [
        ([GIVEN, USED], [("ids.go", "acme-3-large"), ("run.go", "acme-3-large")]),
        ([LISTED, USED], [("run.go", "acme-3-large")]),
        ([RECORD, GIVEN, USED], [("ids.go", "acme-3-large"), ("run.go", "acme-3-large")]),
        ([GIVEN, OTHER, USED], [("ids.go", "acme-3-large"), ("old.go", "acme-2-large")]),
        ([GIVEN, QUOTED], [("ids.go", "acme-3-large")]),
        ([GIVEN._replace(language="python"), USED], [("ids.go", "acme-3-large")]),
        ([GIVEN, USED._replace(slot="title")], [("ids.go", "acme-3-large")]),
        ([SPELLED], [("run.go", "acme-3-large")]),
        ([SAID, SPELLED], []),
        ([TOLD, SPELLED], []),
        ([CASE, SPELLED], [("ids.go", "acme-3-large"), ("run.go", "acme-3-large")]),
    ],
    ids=[
        "defined",
        "in a table",
        "also a record's key",
        "given twice",
        "a string",
        "another language",
        "no model slot",
        "an SDK's constant",
        "one's own",
        "one's own for people",
        "a case of one's own",
    ],
)
def test_a_constant_is_what_it_is_given(evidence: list[Evidence], places: list[tuple[str, str]]) -> None:
    catalog = load_catalog(root=str(Path(__file__).parent.parent / "catalog"))
    found = resolve(evidence, catalog, Request(root="/", as_of=date(2026, 6, 15)))
    assert [(site.place.path, site.model) for site in found.sites] == places


CALL = "import com.aallam.openai.api.model.ModelId\nval m = ModelId(ChatModel.GPT_4.id)\n"
OWN = {
    "an entry": ({"A.kt": 'enum class ChatModel(val id: String) { GPT_4("gpt-5.6-sol"), GPT_3_5("gpt-5.4-mini") }'}, "gpt-5.6-sol"),
    "in another language": ({"A.java": 'enum ChatModel { GPT_4("gpt-5.6-sol", "GPT-4 class", 8192); }'}, "gpt-5.6-sol"),
    "an object": ({"A.kt": 'object GPT_4 : ChatModel(id = "gpt-5.6-sol")'}, "gpt-5.6-sol"),
    "a record": ({"A.kt": 'val GPT_4 = Info(model = "gpt-5.6-sol", tokenizer = "gpt-4-0613")'}, "gpt-5.6-sol"),
    "two ids": ({"A.kt": 'enum class ChatModel { GPT_4("gpt-5.6-sol", "gpt-4-0613") }'}, ""),
    "twice": ({"A.kt": 'enum class A { GPT_4("gpt-5.6-sol") }', "B.kt": 'enum class B { GPT_4("gpt-4-0613") }'}, ""),
    "twice the same": (
        {"A.kt": 'enum class A { GPT_4("gpt-5.6-sol") }', "B.kt": 'enum class B { GPT_4("openai/gpt-5.6-sol") }'}, "gpt-5.6-sol",
    ),
    "in a test": ({"src/test/A.kt": 'enum class ChatModel { GPT_4("gpt-5.6-sol") }'}, "gpt-4"),
    "for people": ({"A.kt": 'enum class ChatModel { GPT_4("GPT-4") }'}, ""),
    "nothing": ({"A.kt": "enum class ChatModel { GPT_4, GPT_3_5 }"}, ""),
    "of another family": ({"a.rs": "enum ChatModel { GPT_4 }"}, "gpt-4"),
    "nowhere": ({}, "gpt-4"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "model"), OWN.values(), ids=OWN)
def test_what_the_repository_defines_is_not_spelled(tmp_path: Path, files: dict[str, str], model: str) -> None:
    build = {"build.gradle.kts": 'dependencies { implementation("com.aallam.openai:openai-client:3.8.2") }'}
    found = repositories.inventory(tmp_path, {**build, "Chat.kt": CALL, **files})
    assert [one.id for one in found.models for place in one.places if place.path == "Chat.kt"] == [model] * bool(model)
    assert found.unresolved == ()


def test_a_constant_that_an_sdk_brings_is_its_own(tmp_path: Path) -> None:
    """Although the repository has one of that name, too."""
    used = "import com.openai.models.ChatModel;\nclass A { Object p = params.model(ChatModel.GPT_4).build(); }\n"
    files = {"A.java": used, "B.java": 'enum Kind { GPT_4("large") }\n', "pom.xml": POM}
    found = repositories.inventory(tmp_path, files)
    assert [one.id for one in found.models for place in one.places if place.path == "A.java"] == ["gpt-4"]
