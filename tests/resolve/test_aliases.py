"""Names that look like somebody's model and are one's own: deployments, entries of a gateway, what a server calls its weights."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from auditor.facts import Catalog
from auditor.library import load_catalog, load_rulebook
from auditor.pipeline import audit
from auditor.records import DECIDING, Request

TERRAFORM = """resource "azurerm_cognitive_deployment" "chat" {
  name = "gpt-4"
  model {
    format  = "OpenAI"
    name    = "gpt-4o"
    version = "2024-11-20"
  }
}
"""
BICEP = """resource dep 'Microsoft.CognitiveServices/accounts/deployments@2023-05-01' = {
  name: 'gpt-4'
  properties: { model: { format: 'OpenAI', name: 'gpt-4o', version: '2024-11-20' } }
}
"""
LISTED = "var a = { deployments: [ { name: 'gpt-4', model: { format: 'OpenAI', name: 'gpt-4o' } } ] }\n"
PARAMS = "param openAiGptDeploymentName string = 'gpt-4'\nparam openAiGptModelName string = 'gpt-4o'\n"
ARM = (
    '{"resources": [{"type": "Microsoft.CognitiveServices/accounts/deployments", "name": "gpt-4",\n'
    ' "properties": {"model": {"format": "OpenAI", "name": "gpt-4o", "version": "2024-11-20"}}}]}\n'
)
VARIABLES = (
    'variable "openai_deployment_name" {\n  default = "gpt-4"\n}\nvariable "openai_model_name" {\n  default = "gpt-4o"\n}\n'
)
AZURE = 'from openai import AzureOpenAI\nc = AzureOpenAI(azure_deployment="gpt-4")\nc.chat.completions.create(model="gpt-4")\n'
OPENAI = 'from openai import OpenAI\nc = OpenAI()\nc.chat.completions.create(model="gpt-4")\n'
OTHER = TERRAFORM.replace("gpt-4o", "gpt-4.1").replace("2024-11-20", "2025-04-14").replace('"chat"', '"more"')


def versioned(name: str, version: str) -> str:
    return TERRAFORM.replace('"gpt-4"', '"chat"').replace("gpt-4o", name).replace("2024-11-20", version)


LITELLM = """model_list:
  - model_name: gpt-3.5-turbo
    litellm_params: {model: azure/my-chat-deployment}
  - model_name: gpt-4
    litellm_params: {model: anthropic/claude-sonnet-4-5}
"""
BASED = """model_list:
  - model_name: text-davinci-003
    litellm_params: {model: azure/gpt-4}
    model_info: {base_model: gpt-4o}
"""
OWN = "model_list:\n  - model_name: x\n    litellm_params: {model: openai/acme-own, api_base: 'http://10.0.0.5:8000/v1'}\n"
ENTRY = """var deployments = [
  {
    modelName: 'gpt-35-turbo'
    modelVersion: '0301'
  }
  {
    modelName: 'text-embedding-ada-002'
    modelVersion: '2'
  }
]
"""
ENTRIES = 'locals {\n  deployments = {\n    chat = {\n      model_name    = "gpt-4o"\n      model_version = "2024-11-20"\n    }\n  }\n}\n'
PROXY = 'from openai import OpenAI\nc = OpenAI(base_url="http://litellm:4000")\nc.chat.completions.create(model="gpt-4")\n'
RESOURCE = "kind: Model\nspec:\n  modelName: gpt-4\n  params:\n    model: minimax/MiniMax-M3\n"
VLLM = "services:\n  llm:\n    image: vllm/vllm-openai:v0.6.0\n    command: --model Qwen/Qwen2.5-7B-Instruct --served-model-name gpt-4\n"
LLAMACPP = (
    'services:\n  l:\n    image: ghcr.io/ggml-org/llama.cpp:server\n    command: ["-m", "/models/q.gguf", "--alias", "gpt-4"]\n'
)
CHAT = "  ui:\n    image: acme/ui:1\n    environment:\n      DEFAULT_MODELS: gpt-4\n"


@cache
def catalog() -> Catalog:
    return load_catalog()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"main.tf": TERRAFORM}, {"gpt-4o-2024-11-20 main.tf"}),
        ({"main.bicep": BICEP}, {"gpt-4o-2024-11-20 main.bicep"}),
        ({"main.bicep": LISTED}, {"gpt-4o main.bicep"}),
        ({"main.bicep": PARAMS}, {"gpt-4o main.bicep"}),
        ({"main.bicep": PARAMS + "param openAiGptModelVersion string = '2024-05-13'\n"}, {"gpt-4o-2024-05-13 main.bicep"}),
        ({"main.bicep": ENTRY}, {"gpt-3.5-turbo-0301 main.bicep", "text-embedding-ada-002 main.bicep"}),
        ({"main.tf": ENTRIES}, {"gpt-4o-2024-11-20 main.tf"}),
        ({"azuredeploy.json": ARM}, {"gpt-4o-2024-11-20 azuredeploy.json"}),
        ({"variables.tf": VARIABLES}, {"gpt-4o variables.tf"}),
        ({"main.tf": TERRAFORM, "a.py": AZURE}, {"gpt-4o-2024-11-20 a.py", "gpt-4o-2024-11-20 main.tf"}),
        ({"main.tf": TERRAFORM, "a.py": OPENAI}, {"gpt-4 a.py", "gpt-4o-2024-11-20 main.tf"}),
        ({"main.tf": TERRAFORM, "b.tf": OTHER, "a.py": AZURE}, {"gpt-4o-2024-11-20 main.tf", "gpt-4.1-2025-04-14 b.tf"}),
        ({"a.py": AZURE}, {"gpt-4 a.py"}),
        ({"main.tf": versioned("gpt-4", "turbo-2024-04-09")}, {"gpt-4-turbo-2024-04-09 main.tf"}),
        ({"main.tf": versioned("gpt-35-turbo", "0125")}, {"gpt-3.5-turbo-0125 main.tf"}),
        ({"main.tf": versioned("gpt-5", "1")}, {"gpt-5 main.tf"}),
        ({"litellm.yaml": LITELLM}, {"claude-sonnet-4-5 litellm.yaml"}),
        ({"litellm.yaml": LITELLM, "a.py": PROXY}, {"claude-sonnet-4-5 litellm.yaml", "claude-sonnet-4-5 a.py"}),
        ({"litellm.yaml": LITELLM, "a.py": OPENAI}, {"claude-sonnet-4-5 litellm.yaml", "gpt-4 a.py"}),
        ({"litellm.yaml": BASED}, {"gpt-4o litellm.yaml"}),
        ({"litellm.yaml": OWN}, set()),
        ({"compose.yaml": VLLM + CHAT}, {"Qwen/Qwen2.5-7B-Instruct compose.yaml"}),
        ({"compose.yaml": VLLM.replace("gpt-4", "Qwen/Qwen2.5-7B-Instruct")}, {"Qwen/Qwen2.5-7B-Instruct compose.yaml"}),
        ({"compose.yaml": LLAMACPP + CHAT}, set()),
        ({"compose.yaml": LLAMACPP.replace("gpt-4", "llama-3.1-8b-instruct")}, {"meta-llama/Llama-3.1-8B-Instruct compose.yaml"}),
        ({"compose.yaml": LLAMACPP.replace("q.gguf", "Qwen3-8B-Q4_K_M.gguf").replace("gpt-4", "llama-3.1-8b")}, {"qwen3-8b compose.yaml"}),
        ({"compose.yaml": LLAMACPP.replace("gpt-4", "llama-vision")}, set()),
        ({"litellm.yaml": OWN.replace("acme-own", "llama-vision")}, set()),
        ({"litellm.yaml": OWN.replace("acme-own", "devstral").replace("10.0.0.5", "llm.example.org")}, {"devstral litellm.yaml"}),
        ({"litellm.yaml": OWN.replace("acme-own", "mixtral")}, {"mixtral litellm.yaml"}),
        ({"a.py": PROXY.replace("gpt-4", "llama-vision")}, set()),
        ({"a.py": PROXY.replace("litellm:4000", "localhost:11434").replace("gpt-4", "llava")}, {"llava a.py"}),
        ({"model.yaml": RESOURCE}, {"MiniMaxAI/MiniMax-M3 model.yaml"}),
        ({"a/compose.yaml": VLLM, "b/compose.yaml": "services:\n" + CHAT}, {"Qwen/Qwen2.5-7B-Instruct a/compose.yaml", "gpt-4 b/compose.yaml"}),
    ],
)  # fmt: skip
def test_a_name_of_ones_own_is_no_model(files: dict[str, str], expected: set[str], tmp_path: Path) -> None:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    request = Request(root=str(tmp_path.resolve()), as_of=date(2026, 6, 15), jobs=1)
    models = audit(request, catalog(), load_rulebook()).inventory.models
    assert {f"{use.id} {place.path}" for use in models for place in use.places if place.role in DECIDING} == expected


ASKS = "export const state = { answerModel: 'gpt-4-turbo-24k' };\n"
CONSTANT = 'pub const GPT_4_TURBO_24K: M = M {\n  tokenizer: "gpt-4-1106-preview",\n  model: "gpt-4-turbo",\n};\n'
ITSELF = CONSTANT.replace('"gpt-4-turbo"', '"gpt-4-turbo-24k"')
MATCH = 'fn f(s: &str) -> M { match s { "gpt-4-turbo-24k" => Ok(GPT_4_TURBO_24K), _ => Err(()) } }\n'
MADE_UP = {
    "an arm gives a constant": ({"a.rs": CONSTANT + MATCH}, False),
    "an arm gives an id": ({"a.ts": "switch (m) { case 'gpt-4-turbo-24k': return 'gpt-4-1106-preview'; }\n"}, False),
    "an id stands in the next line": ({"a.ts": "switch (m) {\n  case 'gpt-4-turbo-24k':\n    return 'gpt-4-1106-preview';\n}\n"}, False),
    "a key leads to an id": ({"a.py": 'REAL = {"gpt-4-turbo-24k": "gpt-4-1106-preview"}\n'}, False),
    "an arm gives a snapshot": ({"a.ts": "switch (m) { case 'gpt-4-turbo-24k': return 'gpt-4-turbo-24k-2029-01-01'; }\n"}, True),
    "an arm gives a constant of the same name": ({"a.rs": ITSELF + MATCH}, True),
    "an arm gives a number": ({"a.ts": "switch (m) { case 'gpt-4-turbo-24k': return 24000; }\n"}, True),
    "one of two patterns": ({"a.rs": 'fn f(s: &str) { match s { "gpt-4-turbo-24k" | "gpt-4" => 1, _ => 2 } }\n'}, True),
    "nothing": ({}, True),
}  # fmt: skip


@pytest.mark.parametrize(("files", "used"), MADE_UP.values(), ids=MADE_UP)
def test_a_name_that_the_code_turns_into_an_id_is_none(files: dict[str, str], used: bool, tmp_path: Path) -> None:
    for path, text in {"state.ts": ASKS, **files}.items():
        (tmp_path / path).write_text(text)
    request = Request(root=str(tmp_path.resolve()), as_of=date(2026, 6, 15), jobs=1)
    models = audit(request, catalog(), load_rulebook()).inventory.models
    assert bool([one for one in models for place in one.places if place.path == "state.ts"]) is used


@pytest.mark.parametrize(
    ("text", "severity"),
    [("param gptDeploymentName string = 'gpt-4'\n", "high"), ("param gptModelName string = 'gpt-4'\n", "critical")],
)
def test_a_deployment_whose_model_nobody_sees_is_believed_less(text: str, severity: str, tmp_path: Path) -> None:
    account = "resource a 'Microsoft.CognitiveServices/accounts@2023-05-01' = {\n  kind: 'OpenAI'\n}\n"
    (tmp_path / "main.bicep").write_text(text + account)
    request = Request(root=str(tmp_path.resolve()), as_of=date(2026, 6, 15), jobs=1)
    found = audit(request, catalog(), load_rulebook()).findings
    assert [one.severity.value for one in found if one.rule == "AIA201"] == [severity]
