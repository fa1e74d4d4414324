"""Ids in the path of an address: the model that a raw request calls is named there and nowhere else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.library import load_catalog, load_rulebook
from auditor.pipeline import audit
from auditor.records import ModelUse, Request, Role

GEMINI = "https://generativelanguage.googleapis.com"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.js", f"fetch(`{GEMINI}/v1beta/models/gemini-1.5-pro:generateContent?key=${{k}}`, {{}});\n", ("gemini-1.5-pro", "google-gemini")),
        ("A.kt", 'interface Api {\n    @POST("v1beta/models/gemini-1.5-flash:generateContent")\n    fun ask(): R\n}\nval base = "https://generativelanguage.googleapis.com/"\n', ("gemini-1.5-flash", "google-gemini")),
        ("a.py", f'URL = "{GEMINI}/v1/models/gemini-pro:streamGenerateContent"\n', ("gemini-pro", "google-gemini")),
        ("a.ts", 'fetch("https://api-inference.huggingface.co/models/openai/whisper-large-v3");\n', ("whisper-large-v3", "huggingface")),
        (
            "c.py",
            f'BASE = "{GEMINI}/v1beta"\nrequests.post(f"{{BASE}}/models/gemini-1.5-pro-001:generateContent?key={{k}}", json={{}})\n',
            ("gemini-1.5-pro-001", "google-gemini"),
        ),
        (
            "d.ts",
            f'const BASE = "{GEMINI}/v1beta";\nfetch(`${{BASE}}/models/gemini-1.5-pro-001:generateContent?key=${{k}}`);\n',
            ("gemini-1.5-pro-001", "google-gemini"),
        ),
        (
            "b.py",
            'requests.post("https://x.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=1", json={})\n',
            ("gpt-4o", "azure-openai"),
        ),
        ("a.go", 'package a\n\nvar u = "https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-3-haiku-20240307-v1:0/invoke"\n',
         ("claude-3-haiku-20240307", "aws-bedrock")),
    ],
)  # fmt: skip
def test_a_raw_request_names_its_model(name: str, text: str, expected: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (model,) = audited(tmp_path)
    assert (model.id.rpartition("/")[2], *model.providers) == expected
    (place,) = model.places
    assert place.role is Role.PRODUCTION
    assert text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1] == place.text


@pytest.mark.parametrize(
    "text",
    [
        f"fetch(`{GEMINI}/v1beta/models/${{model}}:generateContent`);\n",
        f'const list = "{GEMINI}/v1beta/models";\n',
        'const page = "https://huggingface.co/openai/whisper-large-v3";\n',
        'const api = "/v1/models/gemini-1.5-pro/settings";\n',
        "fetch(`${base}/models/${model}:generateContent`);\n",
        'const other = "https://example.com/v1beta/models/gemini-1.5-pro:generateContent";\n',
        f"// see {GEMINI}/v1beta/models/gemini-1.5-pro:generateContent\n",
    ],
)
def test_addresses_that_call_no_known_model(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text(text, "utf-8")
    assert [one for one in audited(tmp_path) if any(place.role is Role.PRODUCTION for place in one.places)] == []


def audited(root: Path) -> tuple[ModelUse, ...]:
    return audit(
        Request(root=str(root.resolve()), as_of=date(2026, 6, 15), jobs=1), load_catalog(), load_rulebook()
    ).inventory.models


@pytest.mark.parametrize(
    ("name", "text", "used", "offered"),
    [
        ("a.sh", 'DEFAULT_MODELS="gpt-4o, openai/gpt-4.1"\n', {"gpt-4o", "gpt-4.1"}, set()),
        ("a.sh", 'export MODELS="gpt-4o,gpt-4.1"\n', set(), {"gpt-4o", "gpt-4.1"}),
        ("a.yaml", 'env:\n  CHAT_MODEL: "gpt-4o,gpt-4.1"\n', {"gpt-4o", "gpt-4.1"}, set()),
        ("a.py", 'import os\nCHAT_MODELS = os.getenv("CHAT_MODELS", "gpt-4o,gpt-4.1")\n', set(), {"gpt-4o", "gpt-4.1"}),
        ("a.sh", 'DEFAULT_MODELS="gpt-4o,the best one"\n', set(), set()),
        ("a.sh", 'DEFAULT_NAMES="gpt-4o,gpt-4.1"\n', set(), set()),
        ("a.sh", 'DEFAULT_MODELS="gpt-4o,,"\n', set(), set()),
    ],
    ids=["defaults", "a menu", "a workflow", "a variable's default", "a word among them", "another slot", "an empty part"],
)
def test_ids_between_commas(name: str, text: str, used: set[str], offered: set[str], tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    found = audited(tmp_path)
    assert {one.id for one in found if not one.offered} == used
    assert {one.id for one in found if one.offered} == offered
    for place in (place for one in found for place in one.places):
        assert text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1] == place.text
