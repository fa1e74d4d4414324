"""The command as tests run it: in this process where that is enough, as a process where it matters, installed where it counts."""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from auditor.cli.front import guarded, run

ROOT = Path(__file__).parents[2]
DAY = "1795305600"  # 2026-11-22 in seconds
RETIRED, ALIVE = "gpt-3.5-turbo-0301", "gpt-5.4"
CHAT = """from openai import OpenAI

client = OpenAI(timeout=20)


def answer(text: str) -> object:
    return client.chat.completions.create(model="{model}", messages=[{{"role": "user", "content": text}}])
"""
AUTHOR = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main")


class Ran(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Here:
    """Runs commands in this process: everything but signals, streams and imports is the same, and five times as fast."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, cwd: Path) -> None:
        self._patch = monkeypatch
        self.cwd = cwd

    def __call__(self, *words: str, feed: bytes = b"") -> Ran:
        raw = [io.BytesIO(feed), io.BytesIO(), io.BytesIO()]
        streams = [io.TextIOWrapper(stream, encoding="utf-8", write_through=True) for stream in raw]
        with self._patch.context() as patch:
            patch.chdir(self.cwd)
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            code = guarded(lambda: run(list(words)))
        return Ran(code, raw[1].getvalue().decode(), raw[2].getvalue().decode())

    def fails(self, *words: str, feed: bytes = b"") -> str:
        """What standard error says of a wrong command line."""
        ran = self(*words, feed=feed)
        assert (ran.code, ran.out) == (2, ""), ran
        assert ran.err.startswith("error: ")
        assert "internal" not in ran.err
        return ran.err


def process(
    *words: str,
    cwd: Path,
    feed: bytes = b"",
    tool: Sequence[str] = (sys.executable, "-P", "-m", "auditor"),
    **environment: str,
) -> Ran:
    """One run as a process of its own."""
    done = subprocess.run(
        [*tool, *words], cwd=cwd, input=feed, capture_output=True, env=surroundings(cwd, **environment), timeout=120
    )
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """A bare environment with the day and the cache fixed."""
    cache = os.environ.get("AI_AUDIT_CACHE_DIR", "")
    kept = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    return kept | {"SOURCE_DATE_EPOCH": DAY, "AI_AUDIT_CACHE_DIR": cache} | more


def write(root: Path, files: dict[str, str]) -> Path:
    """A tree from path -> text."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def git(root: Path, *words: str) -> str:
    """One call of git, as somebody who may commit."""
    return subprocess.run(["git", *AUTHOR, *words], cwd=root, check=True, capture_output=True, text=True).stdout


def committed(root: Path) -> Path:
    """The tree as a repository with one more commit."""
    if not (root / ".git").exists():
        git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x", "--allow-empty")
    return root


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Only one worker at a time."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def setup_lines() -> list[str]:
    """The set-up commands of the README."""
    text = (ROOT / "README.md").read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.startswith("    python3 -m venv ")]
