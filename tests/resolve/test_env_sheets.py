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


SECRET = """kind: Deployment
spec:
  containers:
    - name: app
      env:
        - name: OPENAI_API_KEY
          valueFrom: {{secretKeyRef: {{name: llm, key: {}}}}}
        - name: {}
          value: http://litellm:4000/v1
"""
CHART = "env:\n  OPENAI_API_KEY:\n    valueFrom:\n      secretKeyRef: {name: llm, key: LITELLM_MASTER_KEY}\n"
KEPT = "spec:\n  data:\n    - secretKey: OPENAI_API_KEY\n      remoteRef: {key: llm, property: LITELLM_MASTER_KEY}\n"
TEMPLATE = 'spec:\n  target:\n    template:\n      data:\n        OPENAI_API_KEY: "{{ .MISTRAL_API_KEY }}"\n'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (compose("OPENAI_API_KEY=${LITELLM_MASTER_KEY}"), {"litellm"}),
        ({"compose.yaml": "services: {a: {environment: {OPENAI_API_KEY: '${OPENROUTER_API_KEY:-}'}}}\n"}, {"openrouter"}),
        (compose("OPENAI_API_KEY=${OPENAI_API_KEY:-$OPENROUTER_API_KEY}"), {"openai", "openrouter"}),
        (compose("OPENAI_API_KEY=${SHOP_KEY}"), {"openai"}),
        (compose("AZURE_OPENAI_API_KEY=${OPENAI_API_KEY}"), {"azure-openai", "openai"}),
        ({"a.ts": "process.env.OPENAI_API_KEY = process.env.OPENROUTER_API_KEY;\n"}, {"openrouter"}),
        (
            {"a.ts": "process.env.OPENAI_API_KEY = process.env.OPENAI_API_KEY || process.env.OPENROUTER_API_KEY;\n"},
            {"openai", "openrouter"},
        ),
        ({"a.py": 'import os\nos.environ["OPENAI_API_KEY"] = os.environ["GROQ_API_KEY"]\n'}, {"groq"}),
        ({"run.sh": 'export OPENAI_API_KEY="$GROQ_API_KEY"\nexec app\n'}, {"groq"}),
        ({"run.sh": 'export OPENAI_API_KEY="${OPENAI_API_KEY:-$GROQ_API_KEY}"\nexec app\n'}, {"groq", "openai"}),
        ({"Dockerfile": "FROM scratch\nARG X\nENV OPENAI_API_KEY=$OPENROUTER_API_KEY\n"}, {"openrouter"}),
        ({"d.yaml": SECRET.format("LITELLM_MASTER_KEY", "SHOP_URL")}, {"litellm"}),
        ({"d.yaml": SECRET.format("OPENAI_API_KEY", "OPENAI_BASE_URL")}, {"litellm"}),
        ({"d.yaml": SECRET.format("OPENAI_API_KEY", "SHOP_URL")}, {"litellm", "openai"}),
        ({"values.yaml": CHART}, {"litellm"}),
        ({"e.yaml": KEPT}, {"litellm"}),
        ({"e.yaml": TEMPLATE}, {"mistral"}),
        (compose("OPENAI_API_KEY=sk-no-key-required", "GROQ_API_KEY=dummy"), set()),
        ({"run.sh": "OPENAI_API_KEY=EMPTY exec app\n"}, set()),
        (compose("OPENAI_API_KEY=none", "OPENAI_BASE_URL=https://api.openai.com/v1"), {"openai"}),
    ],
)
def test_a_variable_that_anothers_fills_shows_the_other(files: Tree, expected: set[str], tmp_path: Path) -> None:
    assert {use.id for use in inventory(tmp_path, files).providers} == expected


BEDROCK = "anthropic.claude-sonnet-4-5-20250929-v1:0"
READ = "import os\nON = os.getenv('ENABLE_CLAUDE', 'true')\nMODEL = os.getenv('CLAUDE_MODEL_ID', '{}')\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.py": READ.format(BEDROCK)}, {"aws-bedrock"}),
        ({"a.py": READ.format("claude-sonnet-4-5")}, {"anthropic"}),
        ({"a.py": READ.format(BEDROCK), "b.env": "CLAUDE_MODEL_ID=claude-sonnet-4-5\n"}, {"anthropic", "aws-bedrock"}),
        ({"a.py": READ.format(BEDROCK), ".env": "ANTHROPIC_API_KEY=\n"}, {"anthropic", "aws-bedrock"}),
        ({"a.ts": f'const id = process.env.CLAUDE_MODEL || "us.{BEDROCK}";\nawait send({{ modelId: id }});\n'}, {"aws-bedrock"}),
        (compose("OPENAI_MODEL=qwen2.5:7b"), {"ollama"}),
    ],
)
def test_the_form_of_an_id_tells_more_than_its_variable(files: Tree, expected: set[str], tmp_path: Path) -> None:
    assert {use.id for use in inventory(tmp_path, files).providers} == expected
