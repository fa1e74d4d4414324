"""Homes: which files are a part of the project's own top package, and which hits that package's own name explains."""

from __future__ import annotations

import pytest

from auditor.discover.homes import home_of, homes_of, strangers
from auditor.records import Candidate

FILES = {
    "acme/__init__.py": "python",
    "acme/chat/__init__.py": "python",
    "packages/one/pyproject.toml": "pyproject",
    "packages/one/src/zeta/__init__.py": "python",
    "examples/acme/__init__.py": "python",
    "tool.py": "python",
}


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("acme/main.py", "acme"),
        ("acme/chat/deep/x.py", "acme"),
        ("packages/one/src/zeta/x.py", "zeta"),
        ("tool.py", ""),
        ("tests/test_acme.py", ""),
        ("examples/acme/chat.py", ""),  # called like what it shows, and not importable from the root by that name
        ("packages/one/tests/x.py", ""),
    ],
)
def test_homes(path: str, home: str) -> None:
    assert home_of(homes_of([Candidate(name, format_) for name, format_ in FILES.items()]), path) == home


def test_a_part_of_a_package_is_no_top() -> None:
    files = [Candidate(name, "python") for name in ("__init__.py", "acme/__init__.py", "src/zeta/__init__.py", "src/__init__.py")]
    assert homes_of(files) == frozenset()


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        (b"import acme", 0),
        (b"from acme.chat import run", 0),
        (b"acme.chat.run()", 0),
        (b"x = 'acme/one'", 1),
        (b'model="acme"', 1),
        (b"acme_key = 1", 1),
        (b"import zeta.acme", 1),
        (b"pip install my-acme", 1),
    ],
)
def test_a_package_imports_itself(code: bytes, kept: int) -> None:
    assert len(strangers(code, [code.index(b"acme")], "acme")) == kept


def test_needles_that_begin_with_the_word_before() -> None:
    assert strangers(b"import acme\nimport zeta", [0, 12], "acme") == [12]
