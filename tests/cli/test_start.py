"""What a plain start imports: nothing that a scan of such files does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tool import CHAT, RETIRED, Here, surroundings, write

HEAVY = "typer click pydantic rich requests urllib3 jinja2 markupsafe importlib.metadata pathspec email http asyncio subprocess tempfile".split()
# what has a lean way of ours: frozen, rows, digests, lazy_re, and imports at the place of use
SPARED = "dataclasses inspect hashlib _hashlib html html.entities urllib.parse ipaddress difflib threading".split()
LOOK = """import sys, os
from auditor.cli.front import guarded, run
code = guarded(lambda: run(sys.argv[1:]))
sys.stdout.flush()
os.write(2, (f"code {code}\\n" + "\\n".join(sys.modules)).encode())"""


def loaded(cwd: Path, *words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-P", "-c", LOOK, *words], cwd=cwd, capture_output=True, text=True, env=surroundings(cwd)
    )
    first, *names = done.stderr.splitlines()
    assert first in {"code 0", "code 1"}, done.stderr
    return set(names)


@pytest.mark.parametrize(
    "words", [("scan", "--format", "json"), ("--format=concise", "."), ("-f", "sarif", "--fail-on", "never")]
)
def test_a_scan_imports_nothing_heavy(words: tuple[str, ...], ai: Here) -> None:
    write(ai.cwd, {"a.py": CHAT.format(model=RETIRED), "requirements.txt": "openai==1.40.0\n", ".gitignore": "*.log\nbuild/\n"})
    quoted = {"urllib.parse", "ipaddress"} if "sarif" in words else set()  # its paths are URLs
    assert not loaded(ai.cwd, *words) & ({*HEAVY, *SPARED, "yaml", "defusedxml", "sqlite3"} - quoted)


def test_a_reader_is_imported_for_its_own_files_only(ai: Here) -> None:
    write(ai.cwd, {"a.ts": 'import OpenAI from "openai";\nconst model = "gpt-5.4";\n'})
    names = loaded(ai.cwd, "--format", "json")
    unasked = "python_tree notebook commands installs shell_words texts images".split()
    assert not names & {*HEAVY, *SPARED, "yaml", "defusedxml", *(f"auditor.extract.{name}" for name in unasked)}
    write(ai.cwd, {"a.yaml": "model: gpt-5.4\n"})
    assert "yaml" in loaded(ai.cwd, "--format", "json")


def test_the_version_imports_next_to_nothing(ai: Here) -> None:
    names = loaded(ai.cwd, "--version")
    assert not names & {
        *HEAVY,
        *SPARED,
        "typing",
        "re",
        "json",
        "enum",
        "signal",
        "contextlib",
        "datetime",
        "auditor.records",
        "auditor.pipeline",
    }
