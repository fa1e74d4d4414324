"""Which end counts for a route: that platform's, the maker's only for the maker's own, a whole service's for all on it."""

from __future__ import annotations

from functools import cache

import pytest

from auditor.facts import Catalog
from auditor.library import load_catalog
from auditor.resolve.lifecycles import lifecycle_for
from auditor.resolve.models import ModelResolver


@cache
def catalog() -> Catalog:
    return load_catalog()


@pytest.mark.parametrize(
    ("raw", "provider", "day"),
    [
        ("gpt-4-0613", "openai", "2026-10-23"),
        ("gpt-4-0613", "", "2026-10-23"),
        ("gpt-4-0613", "azure-openai", "2025-06-06"),
        ("gpt-4-0613", "azure-foundry", "2025-06-06"),
        ("gpt-4-0613", "openrouter", None),
        ("gpt-3.5-turbo", "azure-openai", "2025-03-31"),  # with the last of its snapshots
        ("gpt-3.5-turbo", "azure-foundry", "2025-03-31"),
        ("gpt-4o-realtime-preview", "azure-openai", None),  # some have no day
        ("qwen3-max", "alibaba", None),  # its maker may point it to a newer one
        ("moonshotai/Kimi-K2-Instruct", "together", None),  # a release of its own
        ("claude-3-7-sonnet-20250219", "groq", None),
        ("eu.anthropic.claude-3-haiku-20240307-v1:0", "", "2026-09-10"),
        ("ft:gpt-4o-mini-2024-07-18:acme::a1", "openai", "2027-01-14"),
        ("ft:gpt-3.5-turbo-0125:acme::a1", "", "2026-10-23"),
        ("mistral-ai/mistral-small-2503", "", "2026-07-30"),
        ("openai/gpt-4.1", "github-models", "2026-07-30"),
        ("claude-opus-99", "anthropic", None),
        ("gemini-2.0-flash", "", "2026-06-01"),
        ("gemini-2.0-flash", "google-gemini", "2026-06-01"),
        ("llama-3.3-70b-versatile", "", "2026-08-16"),
        ("llama-3.3-70b-instruct", "", None),
        ("gemma-7b-it", "groq", "2024-12-18"),
        ("google/gemma-1.1-7b-it", "groq", None),
        ("claude-opus-4-7-20260416", "anthropic", "2027-04-16"),
        ("sonar-medium-online", "perplexity", "2024-05-14"),
        ("sonar-pro", "openrouter", None),
        ("meta-models/Muse-Glimmer-30B", "fireworks", "2026-09-25"),
        ("meta-models/Muse-Glimmer-30B", "", None),  # a host that puts the maker first does not speak for it
    ],
)
def test_the_end_is_the_one_of_the_route(raw: str, provider: str, day: str | None) -> None:
    found = ModelResolver(catalog()).resolve(raw, asked=True)
    assert found is not None
    end = lifecycle_for(catalog(), found, provider)
    assert (str(end.retires_on) if end else None) == day


@pytest.mark.parametrize(
    ("raw", "provider", "day"), [("gpt4", "openai", "2026-10-23"), ("gpt4", "azure-openai", None), ("opus", "anthropic", None)]
)
def test_the_short_name_of_one_model_ends_with_it_at_its_maker(raw: str, provider: str, day: str | None) -> None:
    found = ModelResolver(catalog()).resolve(raw, context=True)
    assert found is not None
    end = lifecycle_for(catalog(), found, provider)
    assert (str(end.retires_on) if end else None) == day
