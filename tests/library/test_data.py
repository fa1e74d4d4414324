"""The shipped data: nothing points nowhere, nothing was lost, and every name is within reach of the prefilter."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from auditor.facts import Catalog, Lifecycle, Model
from auditor.library import load_catalog, rules_dir
from auditor.library.compile import compiled
from auditor.library.loader import ordinary_words
from auditor.library.stems import SHORTEST, Cutter
from auditor.library.verify import problems, status
from auditor.records import Certainty, Confidence
from auditor.resolve.endpoints import provider_of
from auditor.resolve.variables import owner_of

TODAY = date(2026, 11, 22)


@cache
def shipped() -> Catalog:
    return load_catalog()


def test_nothing_is_wrong() -> None:
    assert problems(rules_dir(), TODAY) == []


@pytest.mark.parametrize(
    ("what", "least"),
    [
        ("providers", 210),
        ("packages", 1500),
        ("models", 1800),
        ("licenses", 115),
        ("frameworks", 200),
        ("makers", 100),
        ("lifecycle", 1180),
        ("announced", 900),
    ],
)
def test_nothing_was_lost(what: str, least: int) -> None:
    assert status(shipped(), TODAY)["counts"][what] >= least


# Announced ends per provider, for one model each: two spellings of one model with one day count once.
ANNOUNCED = {
    "aiand": 4, "alibaba": 17, "anthropic": 33, "aws-bedrock": 72, "azure-openai": 100, "baseten": 15, "cerebras": 13, "cohere": 11,
    "databricks": 17, "deepseek": 3, "fireworks": 19, "github-copilot": 30, "github-models": 7, "google-gemini": 73,
    "google-vertex": 70, "groq": 28, "mistral": 42, "moonshot": 19, "novita": 7, "openai": 185, "perplexity": 5, "sambanova": 11,
    "scaleway": 7, "snowflake": 7, "together": 58, "wandb": 9, "xai": 29,
}  # fmt: skip


@pytest.mark.parametrize(("provider", "least"), ANNOUNCED.items())
def test_every_announced_end_is_there(provider: str, least: int) -> None:
    found = sum(
        end.provider == provider and end.certainty is Certainty.ANNOUNCED
        for model in shipped().models.values()
        for end in model.lifecycle
    )
    assert found >= least


@pytest.mark.parametrize(
    ("model", "provider", "day", "certainty"),
    [
        ("gpt-4-0613", "openai", "2026-10-23", "announced"),
        ("gpt-4-0613", "azure-openai", "2025-06-06", "announced"),
        ("claude-3-7-sonnet-20250219", "anthropic", "2026-02-19", "announced"),
        ("claude-opus-5", "anthropic", "2027-07-24", "earliest"),
        ("gpt-4.1-2025-04-14", "azure-openai", "2027-04-14", "earliest"),
        ("claude-haiku-4-5-20251001", "aws-bedrock", "2026-10-15", "earliest"),
        ("claude-3-5-haiku-20241022", "aws-bedrock", "2026-06-19", "announced"),
        ("gemini-1.5-flash-8b", "google-gemini", "2025-09-29", "announced"),
        ("gemini-1.5-flash-8b-001", "google-gemini", "2025-09-29", "announced"),
        ("gemini-live-2.5-flash-preview", "google-gemini", "2025-12-09", "announced"),
        ("imagen-4.0-ultra-generate-001", "google-gemini", "2026-08-17", "announced"),
        ("sonar-reasoning", "perplexity", "2025-12-15", "announced"),
        ("open-mistral-nemo", "mistral", "2026-07-31", "announced"),
        ("pixtral-large-latest", "mistral", "2026-05-31", "announced"),  # its only snapshot has ended
        ("devstral-latest", "mistral", "2026-07-31", "announced"),
        ("gpt-4o-search-preview", "openai", "2026-07-23", "announced"),
    ],
)
def test_one_model_ends_on_different_days(model: str, provider: str, day: str, certainty: str) -> None:
    ends = {end.provider: end for end in shipped().models[model].lifecycle}
    assert (str(ends[provider].retires_on), ends[provider].certainty.value) == (day, certainty)


def test_a_license_whose_text_nobody_read_is_of_low_confidence() -> None:
    unread = re.compile(r"not re-read|not read|general knowledge")
    licenses = shipped().licenses.values()
    assert [one.id for one in licenses if unread.search(one.origin.source) and one.origin.confidence is not Confidence.LOW] == []


@pytest.mark.parametrize(
    ("license_", "field", "value"),
    [
        ("LicenseRef-minimax-model-2025", "user_limit", None),  # the text of 2025-02 has no limit any more
        ("LicenseRef-minimax-model-2025", "output_training", ""),
        ("LicenseRef-kolors", "user_limit", 300_000_000),
        ("LicenseRef-llama-3-community", "user_limit", 700_000_000),
        ("LicenseRef-databricks-open-model", "user_limit", 700_000_000),
        ("LicenseRef-tencent-hunyuan-community", "user_limit", 100_000_000),
        ("LicenseRef-tencent-hunyuan-community", "regions_excluded", ("EU", "GB", "KR")),
        ("LicenseRef-scancode-llama-3.3-license-2024", "regions_excluded", ()),
        ("LicenseRef-yi-series", "output_training", ""),
        ("LicenseRef-mrl-0.1", "output_training", "outputs for research purposes only"),
        ("LicenseRef-opt-175b", "redistribution", "conditional"),
        ("LicenseRef-scancode-ms-research-license-terms", "redistribution", "forbidden"),
        ("LicenseRef-scancode-nvidia-open-model-2025-04-28", "use_policy", True),
        ("LicenseRef-openai-gpt-oss-usage", "use_policy", False),
        ("LicenseRef-grok-2-community", "revenue_limit", None),
    ],
)
def test_terms_are_those_of_the_text(license_: str, field: str, value: object) -> None:
    assert getattr(shipped().licenses[license_], field) == value


def test_a_not_before_day_of_the_maker_is_no_end_elsewhere() -> None:
    """One feed, no day of notice, and the very day that the maker's own service only calls the earliest: nobody announced it."""
    catalog = shipped()

    def doubtful(model: Model, end: Lifecycle) -> bool:
        firm = end.certainty is Certainty.ANNOUNCED and end.retires_on is not None and end.deprecated_on is None
        own = (one for one in model.lifecycle if catalog.providers[one.provider].hosts[:1] == (model.maker,))
        open_ = {one.retires_on for one in own if one.certainty is Certainty.EARLIEST}
        return firm and "+" not in end.origin.source and end.retires_on in open_

    assert [(one.id, end.provider) for one in catalog.models.values() for end in one.lifecycle if doubtful(one, end)] == []


def test_a_replacement_can_be_written_into_a_call() -> None:
    """The last part of a page's address ends with year and month: no API takes it for an id."""
    rows = [(model.replacement, *(end.replacement for end in model.lifecycle)) for model in shipped().models.values()]
    named = {name.strip() for names in rows for row in names for name in row.split("|")}
    assert sorted(name for name in named if re.search(r"(?<!\d)-2\d-(?:0\d|1[0-2])$", name)) == []


@pytest.mark.parametrize(
    ("page", "model"),
    [
        ("mistral-medium-3-5-26-04", "mistral-medium-3-5"),
        ("ministral-3-8b-25-12", "ministral-8b-2512"),
        ("mistral-moderation-26-03", "mistral-moderation-2603"),
    ],
)
def test_the_name_of_a_page_is_no_model_of_its_own(page: str, model: str) -> None:
    assert shipped().model_keys[page] == model


@pytest.mark.parametrize("provider", ["github-models", "meta-llama-api", "octoai", "anyscale"])
def test_a_service_that_ended_says_when(provider: str) -> None:
    end = shipped().service_ends[provider]
    assert end.retires_on is not None
    assert end.retires_on < TODAY


@pytest.mark.parametrize(
    ("license_id", "field", "value"),
    [
        ("LicenseRef-scancode-llama-3.1-license-2024", "user_limit", 700_000_000),
        ("LicenseRef-scancode-llama-4-cla-2025", "regions_excluded", ("EU",)),
        ("LicenseRef-scancode-llama-3.2-license-2024", "regions_only_models", ("vision", "11b", "90b")),
        ("LicenseRef-mistral-modified-mit", "revenue_limit", 240_000_000),
        ("LicenseRef-scancode-moonshot-ai-modified-mit-2025", "user_limit", None),  # above 100M: a name to show, no limit
        ("LicenseRef-tencent-hunyuan-community", "regions_excluded", ("EU", "GB", "KR")),
        ("CC-BY-NC-4.0", "commercial", "no"),
        ("Apache-2.0", "openness", "osi-open-source"),
        ("LicenseRef-proprietary-api", "openness", "closed"),
    ],
)
def test_terms_are_obligations(license_id: str, field: str, value: object) -> None:
    assert getattr(shipped().licenses[license_id], field) == value


@pytest.mark.parametrize(
    ("model", "license_id"),
    [
        ("Qwen/Qwen2.5-Coder-3B-Instruct", "LicenseRef-qwen-research"),
        ("Qwen/Qwen2.5-7B-Instruct", "Apache-2.0"),
        ("Qwen/Qwen2.5-72B-Instruct", "LicenseRef-scancode-qwen-2024"),
        ("google/gemma-3-1b-it", "LicenseRef-scancode-gemma-tou-2025-03-24"),
        ("gemma-4-31b-it", "Apache-2.0"),
    ],
)
def test_terms_follow_the_release_not_the_vendor(model: str, license_id: str) -> None:
    catalog = shipped()
    assert catalog.models[model].license == license_id


def test_an_id_that_is_a_snapshot_itself_does_not_float() -> None:
    # ids of one maker carry no day since its 4.6 generation, and name one snapshot nevertheless
    names = {name: re.fullmatch(r"claude-[a-z]+-(\d)(?:[-.](\d))?", name) for name in shipped().models}
    found = {name: (int(match[1]), int(match[2] or 0)) for name, match in names.items() if match}
    assert [name for name, version in found.items() if version >= (4, 6) and shipped().models[name].floating] == []
    assert min(found.values()) < (4, 6) < max(found.values())


def test_a_store_of_vectors_is_no_provider_of_models() -> None:
    serving = {one.id for one in shipped().providers.values() if {"provider", "gateway"} & set(one.kinds)}
    stores = [one for one in shipped().packages.values() if one.kind == "vector-db"]
    assert [one.name for one in stores if one.provider in serving] == []


def test_generic_variables_prove_no_provider() -> None:
    generic = {"AWS_ACCESS_KEY_ID", "AWS_REGION", "GITHUB_TOKEN", "GOOGLE_CLOUD_PROJECT", "GOOGLE_APPLICATION_CREDENTIALS"}
    assert not generic & set(shipped().env)
    assert not {"AWS", "AZURE", "GOOGLE", "META", "LAMBDA", "MODAL", "KONG", "TRITON"} & set(shipped().env_stems)


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("OPEN_AI_KEY", "openai"),
        ("MY_OPEN_AI_API_KEY", "openai"),
        ("OPEN_AI_CHAT", None),  # what a button does
        ("AZURE_OPEN_AI_KEY", "azure-openai"),
        ("DEEP_SEEK_API_KEY", "deepseek"),
        ("X_AI_API_KEY", "xai"),
        ("MAX_AI_MODEL", None),
        ("HF_HOME", None),  # where anybody keeps what was downloaded
        ("HF_ENDPOINT", None),
        ("TRANSFORMERS_CACHE", "transformers"),
        ("TOGETHER_KEY", "together"),
        ("GROQCLOUD_API_KEY", "groq"),
        ("SAGE_MAKER_ENDPOINT_NAME", "aws-sagemaker"),
        ("OPENAI_COMPATIBLE_API_KEY", None),  # whoever speaks its protocol
        ("OPENAI_LIKE_API_KEY", None),
        ("OPENAI_API_COMPAT_BASE_URL", None),
        ("GROQ_OPENAI_COMPATIBLE_API_KEY", "groq"),
    ],
)
def test_whose_a_variable_is(name: str, provider: str | None) -> None:
    owner = owner_of(shipped(), name)
    assert (owner.provider if owner else None) == provider


@pytest.mark.parametrize(
    ("address", "provider"),
    [
        ("https://gen.pollinations.ai/v1/chat/completions", "pollinations"),
        ("https://pollinations.ai", ""),
        ("https://api.atlascloud.ai/v1", "atlascloud"),
        ("https://aihorde.net/api/v2/generate/text/async", "ai-horde"),
        ("https://stablehorde.net/register", ""),
        ("https://api.link-ai.tech/v1", "link-ai"),
        ("https://api.deerapi.com/v1", "deerapi"),
        ("https://api.ppq.ai/v1", "ppq"),
        ("wss://eu2.rt.speechmatics.com/v2", "speechmatics"),
        ("https://docs.speechmatics.com", ""),
        ("https://api.cloudflare.com/client/v4/accounts/${id}/ai/run/@cf/a/b", "cloudflare-workers-ai"),
        ("https://api.cloudflare.com/client/v4/zones/1/dns_records", ""),
        ("https://acme.snowflakecomputing.com/api/v2/cortex/inference:complete", "snowflake"),
        ("https://acme.snowflakecomputing.com/console", ""),
        ("https://graph.microsoft.com/v1.0/me", ""),
        ("https://api.braintrust.dev/v1/proxy", "braintrust"),
        ("https://api.braintrust.dev/logs3", ""),
    ],
)
def test_whose_an_address_is(address: str, provider: str) -> None:
    assert provider_of(shipped(), address) == provider


def test_who_serves_its_own_serves_no_open_weights() -> None:
    assert shipped().providers["perplexity"].hosts == ("perplexity",)


def test_needles_are_few_long_and_no_ordinary_words() -> None:
    found, ordinary = shipped().needles, ordinary_words(rules_dir())
    assert len(found) <= 3000  # 300 more cost the automaton nothing that shows (25 MB, three turns)
    assert [needle for needle in found if len(needle.encode()) < SHORTEST or needle.lower() in ordinary] == []


@pytest.mark.parametrize(
    ("name", "some"),
    [
        ("acme-ai", "acme"),
        ("AcmeOpenThing", "Acme"),
        ("model", None),
        ("client.agents.core", "client.agents"),
        ("o1", None),
        ("api_key", None),
        ("ACME_API_KEY", "ACME"),
    ],
)
def test_stems_are_pieces_that_tell(name: str, some: str | None) -> None:
    found = set(Cutter({"model", "open", "thing", "client", "agents", "core", "api", "key", "api_key"}).stems(name))
    assert (some in found) if some else not found


def test_every_host_variable_package_and_model_holds_a_needle() -> None:
    index = compiled(rules_dir())
    needles, cutter = index["needles"], Cutter(ordinary_words(rules_dir()))

    def blind(names: set[str]) -> set[str]:
        return {name for name in names if cutter.has_stem(name) and not any(needle in name for needle in needles)}

    assert blind({row[1] for row in index["packages"].values()}) == set()
    assert blind(set(index["env"]) | set(index["env_stems"])) == set()
    assert blind({host.strip("*.").partition("*")[0] for host in index["hosts"]}) <= {
        "bedrock-runtime.",
        "aws-external-",
    }
    assert blind(set(index["models"])) == set()


def test_what_only_other_hosts_have_ended_is_retired_for_them_alone() -> None:
    catalog = shipped()

    def own(provider: str, maker: str) -> bool:
        known = catalog.providers[provider]
        return provider == maker or (known.own_models and known.hosts[:1] == (maker,))

    found = {
        model.id
        for model in catalog.models.values()
        if model.weights == "closed" and model.stage == "retired" and model.lifecycle
        if not any(own(row.provider, model.maker) for row in model.lifecycle)
    }
    assert found == {  # names that only the host gave them
        *("Cohere-rerank-v3-english", "Cohere-rerank-v3-multilingual", "Cohere-rerank-v3.5", "MAI-Image-2e", "TimeGEN-1"),
        *("claude-opus-4.8-fast", "codex-mini-2025-05-16", "cohere.command-light-text-v14", "cohere.command-text-v14"),
        *("gpt-4-32k-0613", "gpt-5-chat-2025-08-07", "gpt-5-chat-2025-10-03", "gpt-5.1-chat-2025-11-13"),
        *("gpt-5.2-chat-2025-12-11", "gpt-5.2-chat-2026-02-10", "gpt-5.3-chat-2026-03-03"),
        *("mistral-document-ai-2505", "mistral-saba-24b", "playai-tts-arabic", "tsuzumi-7b", "Salesforce/Llama-Rank-V1"),
    }


def test_ordinary_names_of_methods_show_no_resilience_alone() -> None:
    bare = [
        one
        for one in shipped().signals
        if one.kind == "circuit-breaker" and {"AddFallback", "AddCircuitBreaker"} & set(one.calls)
    ]
    assert bare
    assert all("Polly" in one.imports for one in bare)
