"""What is looked at in long Python files, counted: nothing is looked up anew for each of many uses."""

from __future__ import annotations

import ast
import re
from types import ModuleType

import pytest
from read_source import read_text

from auditor.extract import python_bindings, python_names, python_tables
from auditor.extract.python_tree import Tree
from auditor.records import Role


class Searched:
    """A pattern that counts the characters it is shown."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.count = pattern, 0

    def search(self, text: str) -> re.Match[str] | None:
        self.count += len(text)
        return self.pattern.search(text)


def test_what_is_done_with_a_list_is_looked_up_once_and_nearby(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Searched(python_tables._ASKED)
    monkeypatch.setattr(python_tables, "_ASKED", asked)
    text = "X = [" + '"acme-3", ' * 60 + "]\ny = '" + "q" * 20_000 + "' or " + " or ".join(["m in X"] * 79)
    assert {one.role for one in read_text("python", text)} == {Role.LOOKUP_TABLE}
    assert 0 < asked.count <= 79 * 300


CLASS = "class A:\n" + "".join(f"    A{n} = 'acme'\n" for n in range(300)) + "    x = 1\n" * 500
FUNCTION = "import acme\ndef f():\n" + "".join(f"    c{n} = acme.A()\n" for n in range(300)) + "    x = 1\n" * 500


@pytest.mark.parametrize(
    ("modules", "text"),
    [([python_tables], CLASS), ([python_names, python_bindings], FUNCTION)],
    ids=["what stands in a class", "what a function declares global"],
)
def test_bodies_are_looked_through_once(monkeypatch: pytest.MonkeyPatch, modules: list[ModuleType], text: str) -> None:
    looked: list[object] = []

    def counted(one: object, kind: type) -> bool:
        looked.append(one)
        return isinstance(one, kind)

    for module in modules:
        monkeypatch.setattr(module, "isinstance", counted, raising=False)
    assert len(read_text("python", text)) >= 300
    assert 800 <= len(looked) < 50_000


@pytest.mark.parametrize("given", ["c = acme.A()\n", "c = acme.A()\nc = acme.B()\n"], ids=["once", "twice"])
def test_functions_around_a_use_are_climbed_once(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    climbed: list[ast.AST] = []
    enclosing = Tree.enclosing

    def counted(tree: Tree, node: ast.AST) -> tuple[ast.AST | None, ast.ClassDef | None]:
        climbed.append(node)
        return enclosing(tree, node)

    monkeypatch.setattr(Tree, "enclosing", counted)
    nested = "".join(" " * level + f"def f{level}():\n" for level in range(80))
    found = read_text("python", "import acme\n" + given + nested + (" " * 80 + "c.chat(1)\n") * 100)
    assert sum(one.value.endswith(".chat") for one in found) == 100
    assert len(climbed) < 100
