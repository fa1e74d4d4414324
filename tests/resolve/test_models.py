"""Ids of models in every form against a labelled list, look-alikes against refusal, and what a family still knows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from auditor.facts import Catalog
from auditor.library import load_catalog
from auditor.records import Confidence, Resolution
from auditor.resolve.families import is_slip
from auditor.resolve.models import ModelResolver, Resolved

HERE = Path(__file__).parent


@cache
def catalog() -> Catalog:
    return load_catalog()


@cache
def resolver() -> ModelResolver:
    return ModelResolver(catalog())


def asked(raw: str) -> Resolved:
    found = resolver().resolve(raw, asked=True)
    assert found is not None, raw
    return found


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_the_lists_are_long_enough() -> None:
    assert len(rows("ids.tsv")) >= 600
    assert len(rows("lookalikes.tsv")) >= 400


@pytest.mark.parametrize("raw", ["whisper-fill", "whisper-merge", "falcon-serve", "llama-mini"])
def test_two_plain_words_are_a_program_as_well(raw: str) -> None:
    assert resolver().resolve(raw) is None


@pytest.mark.parametrize(
    ("raw", "in_slot", "anywhere"),
    [
        ("./models/Mistral-Large-Instruct-2407", "mistralai/Mistral-Large-Instruct-2407", None),
        ("/data/Qwen2.5-72B-Instruct-AWQ/", "Qwen/Qwen2.5-72B-Instruct", None),
        ("./models/llama-2-7b-chat.Q4_K_M.gguf", "meta-llama/Llama-2-7b-chat-hf", "meta-llama/Llama-2-7b-chat-hf"),
        ("/v1/models/gpt-4o", None, None),
        ("./models/gpt-4o.bin", None, None),
        ("./output", None, None),
        ("GPT4_MODELS", None, None),
        ("GPT_4O", "gpt-4o", None),
        ("../claude-3-opus.py", None, None),
        ("/home/me/my-tune", None, None),
    ],
)
def test_weights_on_this_machine_are_named_by_their_folder(raw: str, in_slot: str | None, anywhere: str | None) -> None:
    found = [resolver().resolve(raw, context=context) for context in (True, False)]
    assert [one.id if one else None for one in found] == [in_slot, anywhere]


def test_every_labelled_id_leads_to_its_maker_and_provider() -> None:
    wrong: list[tuple[object, ...]] = []
    for raw, maker, provider, model, floating in rows("ids.tsv"):
        found = resolver().resolve(raw, asked=True)
        said = (found.maker, found.provider) if found else None
        if found is None or said != (maker, provider) or model not in ("", found.id):
            wrong.append((raw, said, found and found.id))
        elif floating and found.floating is not (floating == "y"):
            wrong.append((raw, "floating", str(found.floating)))
    assert wrong == []


def test_makers_stay_right_without_any_table() -> None:
    """All ids are as unknown as next month's: only forms and families are left."""
    bare = ModelResolver(replace(catalog(), model_keys={}, loose_keys={}))
    labelled = rows("ids.tsv")
    wrong = [row[0] for row in labelled if getattr(bare.resolve(row[0], asked=True), "maker", "") != row[1]]
    assert len(wrong) <= len(labelled) // 100, wrong


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("gpt-4o-mni", "gpt-4o-mini"),
        ("claude-sonet-4-5", "claude-sonnet-4-5"),
        ("gemini-2.5-falsh", "gemini-2.5-flash"),
        ("openai/text-embedding-3-smal", "text-embedding-3-small"),
        ("mistral-larg-latest", "mistral-large-latest"),
        ("gpt-4o-2024-08-07", "gpt-4o-2024-08-06"),
        ("claude-opus-4-5-20251102", "claude-opus-4-5-20251101"),
        # a letter that the version lacks, of a line that has come to its end
        ("gpt-4-mini", "gpt-4o-mini"),
        ("gpt-4-2024-08-06", "gpt-4o-2024-08-06"),
        ("glm-5-air", ""),
        # not known yet is not mistyped
        ("claude-opus-6", ""),
        ("gpt-6.9-sol", ""),
        ("gpt-4o-2028-08-06", ""),
        ("mistral-large-2712", ""),
        ("gemini-2.5-ultra", ""),
    ],
)
def test_one_letter_away_from_a_known_id_is_a_slip(raw: str, meant: str) -> None:
    found = resolver().resolve(raw, context=True)
    assert found is not None
    assert (found.slip, found.stage) == (meant, "unknown" if meant else "ga")
    assert not meant or resolver().near(raw) == (meant,)
    elsewhere = resolver().resolve(raw)
    assert elsewhere is None or not elsewhere.slip  # only where a model is meant for sure


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("falsh", "flash", True), ("flsh", "flash", True), ("flassh", "flash", True), ("flush", "flash", True),
        ("flash", "flash", False), ("fast", "flash", False), ("pre", "pro", False), ("chatqa", "chat", False),
    ],
)  # fmt: skip
def test_a_slip_is_one_letter(typed: str, known: str, expected: bool) -> None:
    assert is_slip(typed, known) is expected


@pytest.mark.parametrize(
    ("raw", "license_id"),
    [
        ("jinaai/jina-embeddings-v2-base-de", "Apache-2.0"),
        ("jinaai/jina-embeddings-v2-large-en", "Apache-2.0"),  # by its family
        ("jinaai/jina-reranker-v1-turbo-en", "Apache-2.0"),
        ("jinaai/jina-colbert-v2", "CC-BY-NC-4.0"),
        ("qwen2.5:3b", "LicenseRef-qwen-research"),
        ("mlx-community/Qwen2.5-3B-Instruct-4bit", "LicenseRef-qwen-research"),
        ("Qwen/Qwen2.5-VL-3B-Instruct", "LicenseRef-qwen-research"),
        ("qwen2.5:0.5b", "Apache-2.0"),
        ("qwen3-coder:30b", "Apache-2.0"),
        ("Qwen/Qwen-Image", "Apache-2.0"),
        ("nvidia/NV-Embed-v2", "CC-BY-NC-4.0"),
        ("codestral:22b", "LicenseRef-mnpl-0.1"),
        ("mistral-large:123b", "LicenseRef-mrl-0.1"),
        ("mistral-small:22b", "LicenseRef-mrl-0.1"),
        ("mistral-small:24b", "Apache-2.0"),
        ("mistralai/Mistral-Small-Instruct-2409", "LicenseRef-mrl-0.1"),
        ("whisper-large-v3-turbo", "MIT"),
        ("BAAI/bge-multilingual-gemma2", "LicenseRef-scancode-gemma-tou-2024-04-01"),
        ("BAAI/bge-reranker-v2-gemma", "Apache-2.0"),
        ("google/medgemma-4b-it", "LicenseRef-hai-def"),
        ("allenai/Llama-3.1-Tulu-3-8B", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("qwen2.5-coder:1.5b", "Apache-2.0"),
        ("Qwen/Qwen2.5-Coder-14B", "Apache-2.0"),
        ("qwen2.5-coder:3b", "LicenseRef-qwen-research"),
        ("Qwen/Qwen2.5-7B-Instruct-1M", "Apache-2.0"),
        ("openGPT-X/Teuken-7B-instruct-commercial-v0.4", "Apache-2.0"),
        ("openGPT-X/Teuken-7B-instruct-research-v0.4", ""),
        ("HuggingFaceM4/idefics2-8b", "Apache-2.0"),
        ("HuggingFaceM4/idefics-80b-instruct", ""),
        ("deepseek-chat", "MIT"),
    ],
)
def test_terms_follow_the_release(raw: str, license_id: str) -> None:
    found = resolver().resolve(raw, context=True)
    assert found is not None
    assert (found.weights, found.license) == ("open", license_id)


@pytest.mark.parametrize(
    ("member", "model"),
    [
        ("GPT35Turbo", "gpt-3.5-turbo"),
        ("Gpt41Mini", "gpt-4.1-mini"),
        ("GPT_4O_MINI", "gpt-4o-mini"),
        ("gpt4_o", "gpt-4o"),
        ("Claude35Sonnet", "claude-3-5-sonnet-20241022"),
        ("Claude3_5Sonnet", "claude-3-5-sonnet-20241022"),
        ("ClaudeSonnet45", "claude-sonnet-4-5"),
        ("Gemini25Flash", "gemini-2.5-flash"),
        ("GEMINI_2_0_FLASH", "gemini-2.0-flash"),
        ("TextEmbedding3Small", "text-embedding-3-small"),
        ("DALLE3", "dall-e-3"),
    ],
)
def test_members_of_enumerations_are_ids_spelled_without_points(member: str, model: str) -> None:
    found = resolver().resolve(member, context=True)
    assert found is not None
    assert found.id == model


@pytest.mark.parametrize("member", ["Chat35", "Turbo35", "Model41", "Version35Pro", "GPT3516", "Small25"])
def test_members_that_name_no_model(member: str) -> None:
    assert resolver().resolve(member, context=True) is None


@pytest.mark.parametrize("person", [True, False])
def test_look_alikes_name_nothing(person: bool) -> None:
    taken = [(row[0], resolver().resolve(row[0], asked=person)) for row in rows("lookalikes.tsv")]
    assert [raw for raw, found in taken if found is not None] == []


@pytest.mark.parametrize(
    ("raw", "maker"),
    [
        ("mistral", "mistral"),
        ("llama3.1", "meta"),
        ("command", "cohere"),
        ("o1", "openai"),
        ("phi", "microsoft"),
        ("sonnet", "anthropic"),
        ("opus", "anthropic"),
        ("gpt4o", "openai"),
        ("qwen2.5", "alibaba"),
        ("Claude 3.5 Sonnet", "anthropic"),
        ("my-gpt-4o", "openai"),
        ("azure-gpt-4o", "openai"),
        ("my-proxy/claude-sonnet-4-5", "anthropic"),
        ("claude_3_5_sonnet", "anthropic"),
    ],
)
def test_a_model_slot_vouches_for_short_names(raw: str, maker: str) -> None:
    found = resolver().resolve(raw, context=True)
    assert found is not None
    assert found.maker == maker
    assert resolver().resolve(raw) is None or "-" in raw


@pytest.mark.parametrize("raw", ["llama3:latest", "llama2:latest", "phi3:latest", "gemma2:latest", "mistral:latest"])
def test_a_tag_vouches_for_a_short_name(raw: str) -> None:
    assert resolver().resolve(raw) is not None


@pytest.mark.parametrize(
    "raw", ["llama3", "phi3", "gemma2", "redis:latest", "llama:latest", "llama-app:latest", "my-llama3:latest"]
)
def test_a_tag_is_not_enough_and_a_short_name_neither(raw: str) -> None:
    assert resolver().resolve(raw) is None


@pytest.mark.parametrize(
    "raw",
    ["my-deployment", "chat-model", "nova", "default", "gpt-4.md", "https://a.example/gpt-4o", "You are a helpful assistant", ""],
)
def test_even_a_model_slot_may_hold_no_model(raw: str) -> None:
    assert resolver().resolve(raw, context=True) is None


@pytest.mark.parametrize(
    ("raw", "resolution", "confidence"),
    [
        ("gpt-4o-2024-08-06", Resolution.EXACT, Confidence.HIGH),
        ("claude-3-opus", Resolution.ALIAS, Confidence.HIGH),
        ("openrouter/openai/gpt-4o", Resolution.FORM, Confidence.HIGH),
        ("Llama-3_1-8B-Instruct", Resolution.FORM, Confidence.MEDIUM),
        ("gpt-7-mini", Resolution.FAMILY, Confidence.MEDIUM),
        ("gpt-7-aurora", Resolution.FAMILY, Confidence.LOW),
    ],
)
def test_it_says_how_sure_it_is(raw: str, resolution: Resolution, confidence: Confidence) -> None:
    found = asked(raw)
    assert (found.resolution, found.confidence) == (resolution, confidence)


@pytest.mark.parametrize(
    ("raw", "base"),
    [
        ("ft:gpt-4o-mini-2024-07-18:acme::a1", "gpt-4o-mini-2024-07-18"),
        ("curie:ft-acme-2022-01-01-00-00-00", "curie"),
        ("TheBloke/Mistral-7B-Instruct-v0.2-AWQ", "mistralai/Mistral-7B-Instruct-v0.2"),
        ("bartowski/Llama-3.2-1B-Instruct-GGUF", "meta-llama/Llama-3.2-1B-Instruct"),
        ("somebody/Llama-3.1-8B-Instruct-abliterated-GGUF", "meta-llama/Llama-3.1-8B-Instruct"),
        ("meta-llama/Llama-3.1-8B-Instruct", ""),
    ],
)
def test_tunes_and_copies_name_their_base(raw: str, base: str) -> None:
    found = asked(raw)
    assert found.base == base
    assert found.fine_tuned is (":ft-" in raw or raw.startswith("ft:"))
    assert not base or found.license == catalog().models[base].license


@pytest.mark.parametrize(
    ("raw", "tuned"),
    [("gpt-3.5-turbo-finetuned", True), ("gpt-4-turbo-fine-tuned", True), ("gpt-4-turbo-24k", False)],
)
def test_an_id_may_say_that_it_is_tuned(raw: str, tuned: bool) -> None:
    found = resolver().resolve(raw, context=True)
    assert found is not None
    assert found.fine_tuned is tuned


@pytest.mark.parametrize(
    ("raw", "kind", "weights"),
    [
        ("embed-english-image-v3.0", "embedding", "closed"),
        ("gemini-nano-banana-9", "image", "closed"),
        ("text-embedding-4-large", "embedding", "closed"),
        ("Qwen/Qwen4-Embedding-8B", "embedding", "open"),
        ("gemini-4-flash-tts", "audio", "closed"),
        ("gpt-image-3", "image", "closed"),
        ("veo-4.0-generate-001", "video", "closed"),
        ("rerank-v6.0", "rerank", "closed"),
        ("gpt-6-codex", "code", "closed"),
        ("meta-llama/Llama-Guard-6-8B", "moderation", "open"),
        ("llama-3.1-70b-instruct-2027", "chat", "open"),
    ],
)
def test_a_family_tells_the_kind(raw: str, kind: str, weights: str) -> None:
    found = asked(raw)
    assert (found.kind, found.weights) == (kind, weights)


@pytest.mark.parametrize(
    ("raw", "family"),
    [
        ("deepseek-r1:1.5b", "deepseek-r1"),
        ("deepseek-r1:1.5b-qwen-distill-q4_K_M", "deepseek-r1"),
        ("deepseek-r9:1.5b", "deepseek-r9"),
        ("deepseek-r9.1:7b", "deepseek-r9.1"),
        ("Qwen/Qwen3-1.7B", "qwen-3"),
        ("qwen:1.8b", "qwen"),
        ("tinyllama:1.1b", "tinyllama"),
        ("stablelm2:1.6b", "stablelm"),
    ],
)
def test_a_size_is_no_version(raw: str, family: str) -> None:
    assert asked(raw).family == family


@pytest.mark.parametrize("raw", ["stranger/Qwen_Qwen3-14B-GGUF", "bartowski/acme_Nothing-14B-GGUF", "acme-4321@001"])
def test_only_what_is_known_is_taken_apart(raw: str) -> None:
    assert resolver().resolve(raw, context=True) is None


@pytest.mark.parametrize(
    ("raw", "never"),
    [
        ("gpt-5-turbo", "gpt-5"),
        ("gemini-3.7-flash-lite", "gemini-3.7-flash"),
        ("gpt-4.1-mini", "gpt-4"),
        ("claude-sonnet-4-5", "claude-sonnet-4"),
        ("qwen2.5:3b", "Qwen/Qwen2.5-7B-Instruct"),
        ("deepseek-r1:1.5b", "deepseek-r1"),
    ],
)
def test_a_near_name_is_another_model(raw: str, never: str) -> None:
    assert asked(raw).id != never


@pytest.mark.parametrize(
    ("raw", "provider"),
    [
        ("accounts/acme/models/my-tune", "fireworks"),
        ("openrouter/auto", "openrouter"),
        ("arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3d4", "aws-bedrock"),
        ("tunedModels/my-model", "google-gemini"),
        ("azure/my-deployment", "azure-openai"),
        ("nothing", ""),
    ],
)
def test_an_opaque_id_still_says_who_serves_it(raw: str, provider: str) -> None:
    assert resolver().resolve(raw) is None
    assert resolver().provider_of(raw) == provider


@pytest.mark.parametrize(
    ("raw", "meant"),
    [("gtp-4o-mini", "gpt-4o-mini"), ("cluade-sonnet-4-5", "claude-sonnet-4-5"), ("gemnii-2.5-pro", "gemini-2.5-pro")],
)
def test_a_typo_is_near_to_what_was_meant(raw: str, meant: str) -> None:
    assert resolver().near(raw)[0] == meant


@pytest.mark.parametrize(
    "raw", ["a" * 5000, "-" * 300, "gpt-" * 70, "/" * 200, "a/" * 120, "o1:" * 90, "\x00\x1b[31m", "[" * 99, "é-7b"]
)
def test_hostile_strings_are_answered(raw: str) -> None:
    for slot in (True, False):
        resolver().resolve(raw, context=slot)
    resolver().near(raw)
    resolver().provider_of(raw)


@pytest.mark.parametrize(
    ("raw", "model", "stage"),
    [
        ("google/gemini-pro-1.5", "gemini-1.5-pro", "retired"),
        ("google/gemini-flash-1.5", "gemini-1.5-flash", "retired"),
        ("google/gemini-flash-1.5-8b", "gemini-1.5-flash-8b-latest", "retired"),
        ("perplexity/sonar-medium-online", "sonar-medium-online", "retired"),
        ("groq/compound", "compound", "ga"),
        ("compound-beta-mini", "compound-beta-mini", "preview"),
    ],
)
def test_names_of_other_years(raw: str, model: str, stage: str) -> None:
    found = ModelResolver(catalog()).resolve(raw, context=True)
    assert found is not None
    assert (found.id, found.stage) == (model, stage)
