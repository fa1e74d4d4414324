"""Whom `vendor/model` names at a framework, and at the library or the server of a gateway that one runs oneself."""

from __future__ import annotations

from pathlib import Path

import pytest
from repositories import inventory

LIBRARY = "import litellm\n"
ASKED = LIBRARY + 'litellm.completion(model="{}", messages=m)\n'
PROXY = {"b.py": 'import os\nfrom openai import OpenAI\nOpenAI(base_url=os.environ["LITELLM_BASE_URL"])\n'}
SERVED = {"compose.yaml": "services:\n  a:\n    image: ghcr.io/berriai/litellm-database:v1.50.0\n"}
MADE = 'from crewai import LLM\nLLM(model="{}")\n'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.py": ASKED.format("anthropic/claude-opus-4-5")}, "anthropic"),
        ({"a.py": ASKED.format("cohere/command-r-plus")}, "cohere"),
        ({"a.py": "from litellm import acompletion as ask\n" + 'ask(model="deepseek/deepseek-chat")\n'}, "deepseek"),
        ({"a.py": LIBRARY + 'litellm.embedding(model="openai/text-embedding-3-small", input=t)\n'}, "openai"),
        ({"a.py": ASKED.format("gpt-5.5")}, "openai"),
        ({"a.py": ASKED.format("gemini-2.5-pro")}, "litellm"),
        ({"a.py": ASKED.format("openai/qwen2.5-7b-instruct")}, "litellm"),
        ({"a.py": LIBRARY, "config.py": 'DEFAULT_MODEL = "openai/gpt-4o"\n'}, "openai"),
        (SERVED | {"a.py": LIBRARY, "config.py": 'DEFAULT_MODEL = "openai/gpt-4o"\n'}, "litellm"),
        (PROXY | {"a.py": LIBRARY, "config.py": 'DEFAULT_MODEL = "openai/gpt-4o"\n'}, "litellm"),
        (SERVED | {"a.py": ASKED.format("anthropic/claude-opus-4-5")}, "anthropic"),
        (SERVED | {"a.py": ASKED.format("gpt-5.5")}, "litellm"),
        ({"a.py": PROXY["b.py"][:-1] + '.chat.completions.create(model="anthropic/claude-opus-4-5")\n'}, "litellm"),
        ({"a.py": ASKED.replace("m)", "m, api_base='http://litellm:4000')").format("openai/gpt-4o")}, "litellm"),
    ],
    ids=[
        "told",
        "open weights at their maker",
        "by another name",
        "an embedding",
        "a plain id",
        "a plain id of two houses",
        "the protocol alone",
        "a constant elsewhere",
        "a constant beside a server",
        "a constant beside an address",
        "told beside a server",
        "a plain id beside a server",
        "a client of the server",
        "the server's address",
    ],
)
def test_the_library_of_a_gateway_calls_whom_the_id_names(files: dict[str, str], expected: str, tmp_path: Path) -> None:
    found = inventory(tmp_path, files)
    assert [use.providers for use in found.models] == [(expected,)]
    assert {"litellm", expected} == {use.id for use in found.providers}


def test_what_a_library_passes_on_is_one_call(tmp_path: Path) -> None:
    files = {"a.py": "import litellm, config\nlitellm.completion(model=config.MODEL)\n", "config.py": 'MODEL = "openai/gpt-4o"\n'}
    assert [site.provider for site in inventory(tmp_path, files).sites] == ["openai"]


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("mistral/mistral-large-latest", ("mistral",)),
        ("deepseek/deepseek-chat", ("deepseek",)),
        ("anthropic/claude-sonnet-4-5", ("anthropic",)),
        ("mistralai/Mistral-7B-Instruct-v0.2", ()),
        ("meta-llama/Llama-3.3-70B-Instruct", ()),
        ("openai/gpt-oss-120b", ()),
        ("openai/gpt-oss-48b", ()),
    ],
    ids=["its maker", "its maker's retired one", "closed", "a hub's name", "another", "weights given away", "new ones"],
)
def test_a_free_framework_calls_the_service_before_the_slash(model: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    (use,) = inventory(tmp_path, {"a.py": MADE.format(model)}).models
    assert use.providers == expected
