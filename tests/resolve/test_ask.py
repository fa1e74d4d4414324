"""Asking the catalog: keys, order, nulls, and the same as text."""

from __future__ import annotations

import json
from functools import cache

import pytest

from auditor.facts import Catalog
from auditor.library import load_catalog
from auditor.resolve import ask
from auditor.resolve.models import ModelResolver

MODEL = [
    "raw",
    "id",
    "maker",
    "provider",
    "family",
    "kind",
    "weights",
    "license",
    "floating",
    "stage",
    "lifecycle",
    "resolution",
    "confidence",
]
END = ["provider", "deprecated_on", "retires_on", "certainty", "replacement", "source", "checked", "disagrees"]


@cache
def catalog() -> Catalog:
    return load_catalog()


def model(raw: str) -> ask.Answer:
    return ask.model_answer(catalog(), ModelResolver(catalog()), raw)


@pytest.mark.parametrize(
    "raw", ["gpt-4-0613", "openrouter/anthropic/claude-opus-99", "no-model", "arn:aws:bedrock:us-east-1:1:provisioned-model/x"]
)
def test_a_model_has_the_same_keys_in_the_same_order(raw: str) -> None:
    answer = model(raw)
    assert list(answer) == MODEL
    assert all(list(end) == END for end in answer["lifecycle"])
    assert json.loads(json.dumps(answer)) == answer


def test_no_model_has_no_maker_but_may_have_a_provider() -> None:
    answer = model("accounts/acme/models/my-tune")
    assert (answer["maker"], answer["provider"], answer["resolution"]) == (None, "fireworks", "unknown")
    assert "no model" in ask.model_text(answer)
    assert "did you mean gpt-4o" in ask.model_text(model("gtp-4o"), ("gpt-4o",))


def test_an_ended_service_ends_what_runs_on_it() -> None:
    ends = {end["provider"]: end["retires_on"] for end in model("github/gpt-4o")["lifecycle"]}
    assert ends["github-models"] == "2026-07-30"


def test_disagreement_is_shown() -> None:
    answer = model("anthropic.claude-3-haiku-20240307-v1:0")
    assert any(end["disagrees"] for end in answer["lifecycle"])
    assert "others say" in ask.model_text(answer)


def test_a_provider_answers_to_its_spellings() -> None:
    for spelled in ("azure-openai", "azure_openai", "azure"):
        answer = ask.provider_answer(catalog(), spelled)
        assert answer is not None
        assert answer["id"] == "azure-openai"
        assert ask.table_text(answer)
    assert ask.provider_answer(catalog(), "acme") is None


def test_a_license_answers_to_its_id() -> None:
    answer = ask.license_answer(catalog(), "LicenseRef-scancode-llama-3.1-license-2024")
    assert answer is not None
    assert answer["user_limit"] == 700_000_000
    assert ask.license_answer(catalog(), "no-such-license") is None


@pytest.mark.parametrize(
    ("item", "known", "provider", "resolution"),
    [
        ("pypi:openai", True, "openai", "exact"),
        ("pypi:langchain-cerebras", True, "cerebras", "family"),
        ("openai", True, "openai", "exact"),
        ("npm:groq", False, None, "unknown"),
        ("maven:org.springframework.ai:spring-ai-openai", True, "openai", "exact"),
    ],
)
def test_a_package_answers(item: str, known: bool, provider: str | None, resolution: str) -> None:
    answer = ask.package_answer(catalog(), item)
    assert list(answer) == "ecosystem name known provider kind owner status status_on replacement resolution confidence".split()
    assert (answer["known"], answer["provider"], answer["resolution"]) == (known, provider, resolution)
    assert ask.package_text(answer)
