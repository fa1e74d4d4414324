"""Constants of SDKs that stand for model ids, against identifiers that spell no model."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from auditor.facts import Catalog
from auditor.library import load_catalog
from auditor.records import Evidence, How, Inventory, Request, Role
from auditor.resolve import resolve
from auditor.resolve.identifiers import spellings


@cache
def catalog() -> Catalog:
    return load_catalog()


def filled(name: str, line: str, slot: str = "Model") -> Inventory:
    """What the repository holds when one call's model slot is filled like this."""
    at = line.index(name) + 1
    one = Evidence(
        how=How.LITERAL, value=name, path="run.go", line=1, column=at, end_column=at + len(name), role=Role.PRODUCTION,
        slot=slot, callee="github.com/sashabaranov/go-openai.ChatCompletionRequest", site="1:1", language="go", excerpt=line,
    )  # fmt: skip
    return resolve([one], catalog(), Request(root="/", as_of=date(2026, 6, 15)))


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("GPT3Dot5Turbo", "gpt-3.5-turbo"),
        ("GPT4Dot1Mini", "gpt-4.1-mini"),
        ("GPT4o20240806", "gpt-4o-2024-08-06"),
        ("ChatModelGPT4_1Mini2025_04_14", "gpt-4.1-mini-2025-04-14"),
        ("ChatModelO3Mini", "o3-mini"),
        ("EmbeddingModelTextEmbedding3Small", "text-embedding-3-small"),
        ("CreateImageModelDallE3", "dall-e-3"),
        ("ModelClaude3_7SonnetLatest", "claude-3-7-sonnet-latest"),
        ("ModelClaude3Haiku20240307", "claude-3-haiku-20240307"),
        ("ModelClaude2Dot1", "claude-2.1"),
        ("ModelClaudeOpus4_1_20250805", "claude-opus-4-1-20250805"),
        ("Claude35Sonnet", "claude-3-5-sonnet-20241022"),
        ("LargeEmbedding3", "text-embedding-3-large"),
        ("TTSModel1HD", "tts-1-hd"),
    ],
)
def test_a_constant_of_an_sdk_names_its_model(name: str, model: str) -> None:
    found = filled(name, f"Model: sdk.{name},")
    assert [one.id for one in found.models] == [model]
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("name", "line", "models"),
    [
        ("GPT_4O", "c.agent(openai::GPT_4O)", ["gpt-4o"]),
        ("CLAUDE_3_5_SONNET", "c.agent(CLAUDE_3_5_SONNET)", ["claude-3-5-sonnet-20241022"]),
        ("Size256x256", "c.draw(openai.Size256x256)", []),
        ("GPT_9_AURORA", "c.agent(openai::GPT_9_AURORA)", []),
        ("GPT_4O", 'c.agent("GPT_4O")', []),
    ],
)
def test_a_constant_that_a_call_gets_without_a_name(name: str, line: str, models: list[str]) -> None:
    found = filled(name, line, slot="")
    assert ([one.id for one in found.models], found.unresolved) == (models, ())


@pytest.mark.parametrize("line", ['Model: "GPT3Dot5Turbo",', "Model: `GPT3Dot5Turbo`,"])
def test_a_string_is_sent_as_it_is_written(line: str) -> None:
    assert filled("GPT3Dot5Turbo", line).models == ()


@pytest.mark.parametrize(
    "name", ["ModelDefault", "ChatModel", "LLMModel2", "ModelV2", "DefaultModel1", "EmbeddingModelType3", "GPT4_MODELS"]
)
def test_other_members_name_no_model(name: str) -> None:
    assert filled(name, f"Model: sdk.{name},").models == ()


@pytest.mark.parametrize("name", ["", "model2", "a/b-2", "gpt-4o", "Model 2", "A" * 200 + "1", "Ǆ2"])
def test_what_is_no_identifier_spells_nothing(name: str) -> None:
    assert spellings(name) == ()


@pytest.mark.parametrize(
    ("callee", "providers"),
    [
        ("rig.providers.openai.Client.new", {"openai"}),
        ("rig.providers.llamafile.Client.new", {"llamafile"}),
        ("rig.transformers.Chunk.new", set()),
        ("rig.pipeline.Transformers.new", {"transformers"}),
    ],
)
def test_a_module_of_a_framework_names_a_provider(callee: str, providers: set[str]) -> None:
    one = Evidence(How.IMPORT, "rig", "run.rs", 1, 1, 9, Role.PRODUCTION, language="rust")
    shown = [one, one._replace(how=How.CALL, value=callee, callee=callee, site="1:1")]
    found = resolve(shown, catalog(), Request(root="/", as_of=date(2026, 6, 15)))
    assert {use.id for use in found.providers} == providers


@pytest.mark.parametrize(
    ("callee", "provider"),
    [
        ("async_openai.config.AzureConfig.default", "azure-openai"),
        ("async_openai.config.OpenAIConfig.default", "openai"),
    ],
)
def test_a_class_before_its_function_names_the_cloud(callee: str, provider: str) -> None:
    one = Evidence(How.IMPORT, "async_openai", "run.rs", 1, 1, 9, Role.PRODUCTION, language="rust")
    shown = [one, one._replace(how=How.CALL, value=callee, callee=callee, site="1:1")]
    found = resolve(shown, catalog(), Request(root="/", as_of=date(2026, 6, 15)))
    assert provider in {use.id for use in found.providers}


@pytest.mark.parametrize(
    ("name", "provider"),
    [("DefaultAzureConfig", "azure-openai"), ("NewClientWithConfig", "openai"), ("NewAssistantClient", "openai")],
)
def test_a_cloud_may_be_named_without_its_maker(name: str, provider: str) -> None:
    module = "github.com/sashabaranov/go-openai"
    call = f"{module}.{name}"
    one = Evidence(How.IMPORT, module, "run.go", 1, 1, 9, Role.PRODUCTION, language="go")
    shown = [one, one._replace(how=How.CALL, value=call, callee=call, site="1:1")]
    found = resolve(shown, catalog(), Request(root="/", as_of=date(2026, 6, 15)))
    assert provider in {use.id for use in found.providers for one in use.places if one.how is How.CALL}
