"""Functions that say nothing are left out of the tree, and nothing is lost by it."""

from __future__ import annotations

import ast
import random
import re
from pathlib import Path

import pytest
from read_source import brief, read_text

from auditor.extract import python, python_islands
from auditor.extract.python_islands import Islands
from auditor.extract.sheet import Sheet
from auditor.records import Role, SourceFile

SOURCES = sorted((Path(__file__).parents[2] / "auditor").rglob("*.py"))
IDLE = "def idle{n}(self):\n    '''Acme is told of.'''\n    return [{n}, 'nothing']\n\n\n"


def file_of(text: str, word: str = "acme") -> SourceFile:
    hits = tuple(found.start() for found in re.finditer(rf"\b{re.escape(word)}", text))
    return SourceFile(path="src/file.py", format="python", role=Role.PRODUCTION, text=text, hits=hits)


def sparse(text: str) -> str:
    file = file_of(text)
    return Islands(Sheet(file, bind=False).spans, file.hits).sparse()


@pytest.mark.parametrize("seed", range(3))
def test_with_and_without_islands_the_same_is_said(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, left_out = random.Random(seed), 0
    for path in SOURCES:
        text = path.read_text("utf-8")
        words = re.findall(r"^(?:from|import) (\w+)|^from [\w.]+ import (\w+)", text, re.MULTILINE)
        if len(text) < python_islands._SHORT or not words:
            continue
        file = file_of(text, chance.choice([word for pair in words for word in pair if word]))
        with_islands = list(python.read(file))
        with monkeypatch.context() as patch:
            patch.setattr(python_islands, "_SHORT", 1 << 30)
            assert with_islands == list(python.read(file)), path
        left_out += len(Islands(Sheet(file, bind=False).spans, file.hits).left_out)
    assert left_out > 100


@pytest.mark.parametrize(
    "text",
    [
        "class A:\n    if X:\n        def a(self,\n            b,\n        ): ...\n\n    def c(\n        self,\n    ):\n        return acme\n",
        "class A(\n    B,\n):\n    x = 1\n\n    @one(\n        2\n    )\n    def f(self): pass\n    y = acme.z\n",
        "class A:\n    '''\n    def no(self):\n    '''\n    def f(self):\n        return '''\n  def no\n'''\n\n    m = 'acme-3'\n",
        "class A:\n    def f(self):\n        pass\n    # between\n    else_ = acme\n    async def g(self):\n        pass\n",
        "def f(a=(\n    1,\n)):\n    pass\nacme()\n",
        "def f():\n\treturn 1\nclass B:\n\tdef g(self):\n\t\treturn 2\n\tacme = 3\n",
    ],
)
def test_what_is_left_is_whole(text: str) -> None:
    found = sparse(IDLE.format(n=1) * 50 + text)
    ast.parse(found)
    assert "idle" not in found
    assert found.count("\n") == (IDLE * 50 + text).count("\n")


@pytest.mark.parametrize(
    ("using", "expected"),
    [
        ("def late():\n    return f'{client.go()}'\n", "call acme.Client().go"),
        ("def late():\n    return 'the client of nobody'\n", ""),
        ("class C:\n    def late(self):\n        return client.go(model='m-1')\n", "call acme.Client().go"),
        ("def late(client):\n    return other.client\n", ""),
    ],
)
def test_what_the_rest_asks_for_is_taken_in_again(using: str, expected: str) -> None:
    text = "import acme\nclient = acme.Client()\n" + "".join(IDLE.format(n=n).replace("Acme", "It") for n in range(60)) + using
    assert expected in [*map(brief, read_text("python", text)), ""]
    assert ("call acme.Client().go" in map(brief, read_text("python", text))) is bool(expected)
