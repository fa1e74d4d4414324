"""Lists of environment variables, in whole repositories: whose address holds for which model, and who fills whose variable."""

from __future__ import annotations

from pathlib import Path

import pytest
from repositories import inventory

Tree = dict[str, str]


def compose(*lines: str) -> Tree:
    body = "".join(f"      - {line}\n" for line in lines)
    return {"compose.yaml": f"services:\n  app:\n    image: shop/app:1\n    environment:\n{body}"}


APP = "APP_BASE_URL=https://app.example.org"
KEY = "OPENAI_API_KEY=${OPENAI_API_KEY}"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((APP, KEY, "OPENAI_MODEL=gpt-4.1"), {"gpt-4.1": ("openai",)}),
        ((KEY, "SHOP_URL=http://shop:8000", "LLM_PROVIDER=openai", "LLM_MODEL=gpt-4.1"), {"gpt-4.1": ("openai",)}),
        (("SHOP_BASE_URL=http://shop:80", "LLM_PROVIDER=mistral", "LLM_MODEL=mistral-large-latest", "MISTRAL_API_KEY="), None),
        (
            ("OPENAI_BASE_URL=https://api.openai.com/v1", "OLLAMA_API_BASE=http://localhost:11434", "OLLAMA_MODEL=llama3"),
            {"llama3": ("ollama",)},
        ),
        (("OPENAI_BASE_URL=http://litellm:4000/v1", "OPENAI_MODEL=gpt-4.1"), {"gpt-4.1": ("litellm",)}),
        (("OPENAI_BASE_URL=http://litellm:4000/v1", "LLM_MODEL=gpt-4.1"), {"gpt-4.1": ("litellm",)}),
        (("LLM_PROVIDER=openai", "OPENAI_BASE_URL=http://litellm:4000/v1", "LLM_MODEL=gpt-4.1"), {"gpt-4.1": ("litellm",)}),
        (("LLM_BASE_URL=https://openrouter.ai/api/v1", KEY, "OPENAI_MODEL=gpt-4.1"), {"gpt-4.1": ("openrouter",)}),
        (("SHOP_URL=http://shop.example.org/v1", KEY, "MODEL_NAME=gpt-4.1"), {"gpt-4.1": ("openai",)}),
        (("INFERENCE_URL=http://any.example.org/v1", KEY, "MODEL_NAME=gpt-4.1"), {"gpt-4.1": ()}),
        (("GLOBEX_BASE_URL=https://llm.example.org", KEY, "GLOBEX_MODEL=gpt-4.1"), {"gpt-4.1": ()}),
        (("SHOP_URL=http://localhost:11434", "INNER_PROVIDER=groq", "INNER_MODEL=groq/gpt-oss-20b"), {"gpt-oss-20b": ("groq",)}),
    ],
)
def test_an_address_holds_for_variables_of_its_name(
    lines: tuple[str, ...], expected: dict[str, tuple[str, ...]] | None, tmp_path: Path
) -> None:
    found = {use.id: use.providers for use in inventory(tmp_path, compose(*lines)).models}
    assert found == (expected or {"mistral-large-latest": ("mistral",)})
