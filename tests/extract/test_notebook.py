"""Notebooks: code cells at their lines in the file, installs, prose; outputs say nothing."""

from __future__ import annotations

import json

import pytest
from read_source import brief, read_text

from auditor.records import How, Role


def notebook(*cells: dict[str, object], language: str = "python", indent: int | None = 1, ascii_: bool = False) -> str:
    data = {"cells": list(cells), "metadata": {"kernelspec": {"language": language, "name": "k"}}, "nbformat": 4}
    return json.dumps(data, indent=indent, ensure_ascii=ascii_)


def code(*lines: str) -> dict[str, object]:
    return {"cell_type": "code", "source": [line + "\n" for line in lines], "outputs": [{"text": ["acme-9"]}]}


def test_a_client_of_one_cell_is_known_in_the_next_and_lines_are_those_of_the_file() -> None:
    text = notebook(code("from acme import Acme", "c = Acme()"), code("c.chat(model='acme-3')"))
    found = read_text("notebook", text)
    assert {brief(one) for one in found} == {
        "import acme", "call acme.Acme", "call acme.Acme().chat", "literal acme-3 slot=model callee=acme.Acme().chat",
    }  # fmt: skip
    for one in found:
        line = text.splitlines()[one.line - 1]
        if one.how is not How.CALL:
            assert line[one.column - 1 : one.end_column - 1] == one.value
    call = next(one for one in found if one.value == "acme.Acme().chat")
    assert call.receiver == next(one for one in found if one.value == "acme.Acme").site


@pytest.mark.parametrize("ascii_", [True, False])
@pytest.mark.parametrize("indent", [1, None])
def test_escapes_do_not_move_places(ascii_: bool, indent: int | None) -> None:
    text = notebook(code('x = "ü\\t"; y = f("acme-3")'), ascii_=ascii_, indent=indent)
    (found,) = read_text("notebook", text)
    assert text.splitlines()[found.line - 1][found.column - 1 :].startswith("acme-3")


def test_magics_and_shell_lines() -> None:
    text = notebook(
        code("!pip install -q acme==1.2 other", "%pip install acme-extra", "if x:", "    !echo acme", "y = 'acme-3'"),
        code("%%bash", "echo acme"),
    )
    found = read_text("notebook", text)
    installed = [(one.value, one.version, one.language) for one in found if one.how is How.MANIFEST]
    assert installed == [("acme", "==1.2", "pypi"), ("acme-extra", "", "pypi")]
    assert [one.value for one in found if one.how is not How.MANIFEST] == ["acme-3"]


def test_a_cell_that_does_not_parse_costs_only_itself() -> None:
    text = notebook(code("x = = acme"), code("import acme", "acme.go(model='acme-3')"))
    assert "literal acme-3 slot=model callee=acme.go" in {brief(one) for one in read_text("notebook", text)}


def test_prose_cells_are_docs_and_other_kernels_are_lexed() -> None:
    text = notebook(
        {"cell_type": "markdown", "source": "Use acme-3 here"}, code('var c = new AcmeClient(model: "acme-4");'), language="C#"
    )
    found = {brief(one) for one in read_text("notebook", text)}
    assert found == {"literal acme-3 docs", "call AcmeClient", "literal acme-4 slot=model callee=AcmeClient"}
    assert Role.DOCS in {one.role for one in read_text("notebook", text)}


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '{"cells": 3}', '{"cells": [{"cell_type": "code", "source": 5}]} acme', '{"cells":[{"source":"acme']
)
def test_broken_notebooks_end_quietly(text: str) -> None:
    assert read_text("notebook", text) == []
