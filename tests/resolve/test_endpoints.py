"""Whose an address is: an API answers on all its paths, a web site beside it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.library import load_catalog, load_rulebook
from auditor.pipeline import audit
from auditor.records import Request
from auditor.resolve.endpoints import provider_of


@pytest.mark.parametrize(
    ("url", "provider"),
    [
        ("https://generativelanguage.googleapis.com/v1/models/gemini-pro:generateContent", "google-gemini"),
        ("https://generativelanguage.googleapis.com/v1beta/models", "google-gemini"),
        ("https://router.huggingface.co/hf-inference/models", "huggingface"),
        ("https://dashscope-intl.aliyuncs.com/api/v1/services/aigc/text-generation/generation", "alibaba"),
        ("https://api.openai.com/models", "openai"),
        ("https://openrouter.ai/api/v1/chat/completions", "openrouter"),
        ("https://openrouter.ai", "openrouter"),
        ("https://openrouter.ai/keys", ""),
        ("https://inference.net/blog", ""),
        ("https://open.bigmodel.cn/api/paas/v4/", "zhipu"),
        ("https://open.bigmodel.cn/usercenter/apikeys", ""),
        ("https://chat.maritaca.ai/chat", ""),
        ("https://example.com/api.openai.com", ""),
        ("https://api.openai.com.example.com/v1", ""),
        ("http://vllm.llm.svc.cluster.local:8000/v1", "vllm"),
        ("http://ollama.models.svc:11434", "ollama"),
        ("http://192.168.1.50:11434/v1", "ollama"),
        ("http://box.lan:11434", "ollama"),
        ("http://8.8.8.8:11434", ""),
        ("http://10.0.0.5:8000/v1", ""),
        ("http://10.0.0.5:1234/v1", ""),
        # servers of tools: no model answers there
        ("https://api.githubcopilot.com/mcp/", ""),
        ("https://api.githubcopilot.com/mcp/x/repos", ""),
        ("https://api.z.ai/api/mcp/web_search_prime/mcp", ""),
        ("https://dashscope.aliyuncs.com/api/v1/mcps/WebSearch/sse", ""),
        ("https://api.githubcopilot.com/mcpx", "github-copilot"),
    ],
)
def test_whose_api_answers(url: str, provider: str) -> None:
    assert provider_of(load_catalog(), url) == provider


def test_every_entry_gives_its_own_provider() -> None:
    catalog = load_catalog()
    for filled in (
        "word",
        "{region}",
        "${cfg.region}",
        "#{region}",
        "\\(region)",
        "$(REGION)",
        "$region",
        "%s",
        "<region>",
        "{}",
    ):
        for host, provider in catalog.hosts.items():
            if not host.startswith("*/") or filled not in ("word", "<region>"):
                assert provider_of(catalog, f"https://{host.replace('*', filled)}") == provider


@pytest.mark.parametrize(
    ("url", "provider"),
    [
        ("https://s3.us-east-1.amazonaws.com", ""),
        ("https://bedrock-runtime.s3.us-east-1.amazonaws.com", ""),
        ("https://bedrock-runtime.us-east-1.amazonaws.com.example.com", ""),
        ("https://ollama.com/library/x", ""),
        ("https://api.cloudflare.com/client/v4/accounts/1/ai/run/@cf/x", "cloudflare-workers-ai"),
        ("https://api.cloudflare.com/client/v4/accounts/${id}/ai/run/${model}", "cloudflare-workers-ai"),
        ("https://api.cloudflare.com/client/v4/accounts/1/r2", ""),
        ("https://api.cloudflare.com/client/v4/accounts/${id}/${rest}", ""),
        ("https://name.cognitiveservices.azure.com/openai/v1", "azure-openai"),
        ("https://name.cognitiveservices.azure.com/vision/v3.2", ""),
        ("https://name.cognitiveservices.azure.com/", ""),
        ("https://aip.baidubce.com/rest/2.0/ocr/v1", ""),
        ("https://api.together.ai/settings/api-keys", ""),
        ("https://openrouter.ai/api/v1/keys", "openrouter"),
        ("https://r.jina.ai/https://example.com", ""),
        ("{}openai/deployments/{}/images/generations", "azure-openai"),
        ("/openai/deployments/${MODEL}/chat/completions?api-version=1", "azure-openai"),
        ("https://${name}.${suffix}/openai/deployments/x", "azure-openai"),
        ("https://example.com/openai/deployments/x", ""),
        ("{}/openai/v1", ""),
    ],
)
def test_a_host_that_many_share_is_told_by_its_path(url: str, provider: str) -> None:
    assert provider_of(load_catalog(), url) == provider


PLACES = {
    "a.py": [
        ('post(f"{endpoint}/openai/deployments/{name}/chat/completions?api-version=1")', "azure-openai"),
        ('post("{}openai/deployments/{}/images?api-version={}".format(a, b, c))', "azure-openai"),
        ('post(f"https://{region}-aiplatform.googleapis.com/v1/projects/x")', "google-vertex"),
        ('import openai\nc = openai.AzureOpenAI(azure_endpoint="https://name.cognitiveservices.azure.com/")', "azure-openai"),
        ('import openai\nc = openai.OpenAI(base_url="https://name.cognitiveservices.azure.com/")', "azure-openai"),
        ('vision_endpoint = "https://name.cognitiveservices.azure.com/"', ""),
        ('open(f"{folder}/openai/notes.json")', ""),
    ],
    "a.ts": [
        ("fetch(`${base}/openai/deployments/${name}/chat/completions?api-version=1`)", "azure-openai"),
        ("fetch(`https://${name}.openai.azure.com/openai/deployments/${encodeURIComponent(id)}/x`)", "azure-openai"),
        ("fetch(`https://bedrock-runtime.${region}.amazonaws.com/model/x`)", "aws-bedrock"),
        ("fetch(`${base}/openai/docs/${name}`)", ""),
    ],
    "a.go": [
        ('u := fmt.Sprintf("https://%s.openai.azure.com/openai/deployments/%s/x", a, b)', "azure-openai"),
        ('u := fmt.Sprintf("%s/openai/deployments/%s/x", a, b)', "azure-openai"),
    ],
    "A.java": [('String u = base + "/openai/deployments/" + name;', "azure-openai")],
}


@pytest.mark.parametrize(("path", "line", "provider"), [(path, *row) for path, rows in PLACES.items() for row in rows])
def test_whose_address_a_line_composes(path: str, line: str, provider: str, tmp_path: Path) -> None:
    (tmp_path / path).write_text(line + "\n", "utf-8")
    request = Request(root=str(tmp_path.resolve()), as_of=date(2026, 6, 15), jobs=1)
    found = audit(request, load_catalog(), load_rulebook()).inventory.providers
    assert [one.id for one in found] == ([provider] if provider else [])
