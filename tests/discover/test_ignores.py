"""Ignore files: single patterns against pathspec as the reference, order, nesting, and patterns made to hang."""

from __future__ import annotations

import random
import time

import pytest
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

from auditor.discover.ignores import MAX_GLOBS, Ignores

SEGMENTS = [
    "a",
    "b",
    "ab",
    "*",
    "**",
    "a*",
    "*b",
    "*.a",
    "?",
    "[ab]",
    "[!a]",
    "a.b",
    ".a",
    "a*b*a",
    "b?a",
    "*a*",
    "[a-b]c",
    "**a",
]
NAMES = ["a", "b", "ab", "a.b", ".a", "ba", "aba", "abba", "x.a", "bxa", "ac", "bc", "c"]


def ignored(patterns: list[str], path: str, *, is_dir: bool = False) -> bool:
    """As a walk sees it: a directory that is left out takes all below with it."""
    spec = Ignores(patterns)
    parts = path.split("/")
    return any(
        spec.says("/".join(parts[:count]), parts[count - 1], is_dir=is_dir or count < len(parts)) is True
        for count in range(1, len(parts) + 1)
    )


def test_single_patterns_match_what_pathspec_matches() -> None:
    chance = random.Random(4)
    for _ in range(8_000):
        pattern = "/".join(chance.choices(SEGMENTS, k=chance.randint(1, 4)))
        pattern = chance.choice(["", "", "/", "**/"]) + pattern + chance.choice(["", "", "/"])
        if pattern.endswith("**/"):
            continue  # only directories: pathspec takes files below as well
        path = "/".join(chance.choices(NAMES, k=chance.randint(1, 4)))
        expected = GitIgnoreSpecPattern(pattern).match_file(path) is not None
        assert ignored([pattern], path) == expected, (pattern, path)


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        (["*.log", "!keep.log"], "keep.log", False),
        (["!keep.log", "*.log"], "keep.log", True),
        (["build/", "!build/keep.py"], "build/keep.py", True),  # nothing comes back from below
        (["build/*", "!build/keep.py"], "build/keep.py", False),
        (["/dist"], "src/dist", False),
        (["dist"], "src/dist/a.py", True),
        (["docs/*.md"], "docs/a/b.md", False),
        (["docs/**/x.md"], "docs/x.md", True),
        (["a/**"], "a", False),
        (["a/**"], "a/b/c", True),
        (["# note", "", "   "], "# note", False),
        (["\\#note"], "#note", True),
        (["\\!x"], "!x", True),
        (["x \r\n"], "x", True),
        (["x\\ "], "x ", True),
        (["[[:digit:]]x"], "1x", True),
        (["[a"], "[a", False),
        (["a\\"], "a\\", False),
        (["*.py[cod]"], "m.pyc", True),
        (["*$py.class"], "m$py.class", True),
        (["foo.*"], "foo.", True),
        (["name\nwith"], "name\nwith", True),
    ],
)
def test_patterns(patterns: list[str], path: str, expected: bool) -> None:
    assert ignored(patterns, path) is expected


@pytest.mark.parametrize(
    "pattern", ["*a" * 200 + "b", "**/a/" * 100 + "b", "?*" * 200 + "x", "[a-z]*" * 100 + "!", "*" * 900 + "b"]
)
def test_patterns_made_to_hang_do_not(pattern: str) -> None:
    start = time.process_time()
    assert not ignored([pattern], "/".join(["a" * 250] * 20))
    assert time.process_time() - start < 1


def test_too_many_patterns_are_not_honored_and_that_is_said() -> None:
    spec = Ignores(f"x{number}_*" for number in range(MAX_GLOBS + 50))
    assert spec.overflow
    assert spec.says("x0_a", "x0_a", is_dir=False) is True
    assert spec.says(f"x{MAX_GLOBS + 9}_a", f"x{MAX_GLOBS + 9}_a", is_dir=False) is None
