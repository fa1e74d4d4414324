"""Extensions of frameworks that are called after a provider; nobody's where no such framework is imported."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from auditor.facts import Catalog
from auditor.library import load_catalog, load_rulebook
from auditor.pipeline import audit
from auditor.records import Request


@cache
def catalog() -> Catalog:
    return load_catalog()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("using Microsoft.SemanticKernel;\nbuilder.AddOpenAIChatCompletion(m, k);\n", {"openai"}),
        ("using Microsoft.SemanticKernel;\nbuilder.AddAzureOpenAIChatCompletion(d, e, k);\n", {"azure-openai"}),
        ("using Microsoft.Extensions.AI;\nservices.AddKeyedOllamaChatClient(k);\n", {"ollama"}),
        ("using System.Web;\nbuilder.AddOpenAIChatCompletion(m, k);\n", set()),
        ("using Microsoft.SemanticKernel;\nbuilder.AddGoogle(o);\nbuilder.AddOpenAIToolbar(o);\n", set()),
    ],
)
def test_who_an_extension_is_called_after(code: str, expected: set[str], tmp_path: Path) -> None:
    (tmp_path / "A.cs").write_text(code)
    request = Request(root=str(tmp_path.resolve()), as_of=date(2026, 6, 15), jobs=1)
    assert {use.id for use in audit(request, catalog(), load_rulebook()).inventory.providers} == expected
