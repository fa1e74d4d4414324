"""Hostile trees: every case is a function that builds one kind of trouble into a box, beside a marker that must be found.

`CASES` holds them all by name. Nothing here needs the network or, but for device nodes, a privileged user.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

MARKER = "marker/service.py"
MARKER_MODEL = "gpt-4o-mini"
MARKER_PROVIDER = "openai"
MARKER_TEXT = f"""from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str:
    reply = client.chat.completions.create(model="{MARKER_MODEL}", messages=[{{"role": "user", "content": question}}])
    return reply.choices[0].message.content
"""
DECOY_MODEL = "claude-3-opus-20240229"  # stands only outside the tree: whoever reports it was led out
DECOY_TEXT = f'import anthropic\nanthropic.Anthropic().messages.create(model="{DECOY_MODEL}", messages=[])\n'
CALL = 'client.chat.completions.create(model="gpt-4", messages=[])\n'
PRELUDE = "from openai import OpenAI\nclient = OpenAI()\n"


@dataclass
class Box:
    """Where a case builds: the tree to scan, a neighborhood it must not be led to, and what must not happen or show."""

    tree: Path
    outside: Path
    canary: Path  # a directory that stays empty unless something of the tree was run
    secrets: list[str] = field(default_factory=list)

    def put(self, name: str | bytes, content: str | bytes = "") -> Path:
        """Write a file below the tree."""
        path = self.tree / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
        return path

    def link(self, name: str, target: str | Path) -> None:
        """Make a symbolic link below the tree."""
        path = self.tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    def trap(self, name: str) -> str:
        """A shell command that leaves a mark when somebody runs it."""
        return f"touch {shlex.quote(str(self.canary / name))}"

    def python_trap(self, name: str) -> str:
        """The same as Python code."""
        return f"open({str(self.canary / name)!r}, 'w').close()\n"

    def secret(self, value: str) -> str:
        """A made-up key that must not show anywhere."""
        self.secrets.append(value)
        return value


Build = Callable[[Box], object]


@dataclass(frozen=True)
class Case:
    """One kind of hostile tree. `moving` trees change while they are read: `mover` is a shell loop that does it."""

    name: str
    build: Build
    codes: frozenset[int] = frozenset({0, 1})
    mover: str = ""
    in_tree: bool = False  # run with the tree as working directory
    alone: bool = False  # do not put it into one tree with the others


CASES: dict[str, Case] = {}


def case(
    *, codes: tuple[int, ...] = (0, 1), mover: str = "", in_tree: bool = False, alone: bool = False
) -> Callable[[Build], Build]:
    """Register a builder under its name."""

    def register(build: Build) -> Build:
        name = build.__name__.replace("_", "-")
        assert name not in CASES
        CASES[name] = Case(name, build, frozenset(codes), mover, in_tree, alone)
        return build

    return register


def plain(name: str, file: str, content: str | bytes | Callable[[], str | bytes], *, alone: bool = False) -> None:
    """Register a case that is a single file."""

    def build(box: Box) -> None:
        box.put(file, content() if callable(content) else content)

    build.__name__ = name
    case(alone=alone)(build)


def build_one(name: str, where: Path) -> Box:
    """A fresh box with one case in it."""
    box = Box(where / "tree", where / "outside", where / "canary")
    for path in (box.tree, box.outside, box.canary):
        path.mkdir(parents=True)
    (box.outside / "decoy.py").write_text(DECOY_TEXT)
    CASES[name].build(box)
    box.put(MARKER, MARKER_TEXT)
    return box


def build_all(where: Path) -> Box:
    """All cases that can live together, each in a directory of its own, each with its marker."""
    whole = Box(where / "tree", where / "outside", where / "canary")
    for path in (whole.tree, whole.outside, whole.canary):
        path.mkdir(parents=True)
    (whole.outside / "decoy.py").write_text(DECOY_TEXT)
    for found in CASES.values():
        if not (found.alone or found.mover or found.codes - {0, 1}):
            box = Box(whole.tree / found.name, whole.outside, whole.canary, whole.secrets)
            box.tree.mkdir()
            found.build(box)
            box.put(MARKER, MARKER_TEXT)
    return whole


def remove(where: Path) -> None:
    """Remove a box, however deep it is and whatever may not be entered."""
    subprocess.run(["chmod", "-R", "u+rwX", str(where)], check=False, stderr=subprocess.DEVNULL)
    subprocess.run(["rm", "-rf", str(where)], check=False, stderr=subprocess.DEVNULL)


import trees_code  # noqa: E402, F401 - the cases register themselves
import trees_data  # noqa: E402, F401
import trees_files  # noqa: E402, F401
import trees_traps  # noqa: E402, F401
import trees_words  # noqa: E402, F401
