"""The walls of the house: who may import whom, who may touch the outside, and no vendor named in code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from auditor.library import load_catalog

HOUSE = Path(__file__).parent.parent / "auditor"
ROOMS = {"discover", "extract", "resolve", "judge", "advise", "report", "library"}
SHARED = {"records", "errors", "facts", "frozen", "lazy_re", "digests", "rows"}
FILES = sorted(HOUSE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            base = node.module or ""
            found |= {f"{base}.{alias.name}" if base == "auditor" else base for alias in node.names}
    return found


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_room_imports_only_the_records_and_itself(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "auditor" or len(parts) < 2:
            continue
        there = parts[1]
        if here in ROOMS:
            assert there in SHARED | {here}, f"{path.name} imports {name}"
        elif here in SHARED:
            assert there in SHARED, f"{path.name} imports {name}"
        elif there == "pipeline":
            assert here in {"cli", "__init__"}, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_modules_stay_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    limit = 600 if path.name in {"records.py", "facts.py"} else 300  # the two type tables are read top to bottom
    assert text.count("\n") <= limit
    assert ast.get_docstring(ast.parse(text)), f"{path} opens without a sentence"


def test_no_vendor_is_named_in_code() -> None:
    stems = {stem.lower() for stem in load_catalog().env_stems if len(stem) >= 5}
    named = re.compile(r"(?<![a-z_])(" + "|".join(sorted(stems)) + r")(?![a-z_])")
    allowed = {"llamafile"}  # also a file format
    for path in FILES:
        found = set(named.findall(path.read_text("utf-8").lower())) - allowed
        assert not found, f"{path.relative_to(HOUSE)} names {sorted(found)}: it belongs in rules/"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_only_refresh_reaches_for_the_network(path: Path) -> None:
    network = {"requests", "urllib.request", "socket", "http.client"} & imports(path)
    assert not network or path.name == "refresh.py"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_start_up_pays_for_nothing_that_has_a_lean_way(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    named = {f"{node.module}.{each.name}" for node in tree.body if isinstance(node, ast.ImportFrom) for each in node.names}
    assert "typing.NamedTuple" not in named, "auditor.rows has it, for half the price"
    assert path.name == "json_reading.py" or not {name for name in named if name.startswith("dataclasses.")}, "see auditor.frozen"
    eager = any(isinstance(node, ast.Import) and node.names[0].name == "re" for node in tree.body)
    calls = [node for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("re.compile(")]
    assert not (eager and calls) or room(path) in {"cli", "report"}, "`from auditor import lazy_re as re`"
