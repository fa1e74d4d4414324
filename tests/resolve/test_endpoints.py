"""Whose an address is: an API answers on all its paths, a web site beside it does not."""

from __future__ import annotations

import pytest

from auditor.library import load_catalog
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
    ],
)
def test_whose_api_answers(url: str, provider: str) -> None:
    assert provider_of(load_catalog(), url) == provider
