"""The flat readers of JSON, TOML and XML: same values as the general parsers, true places, no depth, no end."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract import json_places, toml_places, xml_places
from auditor.extract.json_places import Node


def flat(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Scalars of parsed data by path, as JSON writes them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from flat(inner, (*path, index))
    else:
        yield path, value if isinstance(value, str) else json.dumps(value)


def scalars(nodes: Iterator[Node]) -> list[tuple[tuple[str | int, ...], str]]:
    return [(node.path, node.value) for node in nodes if node.kind in {"string", "number", "word"}]


TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXT),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(DATA, st.sampled_from([None, 2]))
def test_json_gives_what_the_parser_gives(data: Any, indent: int | None) -> None:
    text = json.dumps(data, indent=indent)
    assert scalars(json_places.nodes_of(text)) == list(flat(data))


def test_jsonc_is_tolerated_and_places_are_true() -> None:
    text = '{ // a\n  \'a\': [1, \'x\', {"b": true,},], /* c */ c: null, "d": "caf\\u00e9" }'
    nodes = [node for node in json_places.nodes_of(text) if node.kind not in {"object", "array"}]
    assert [(node.path, node.value, text[node.start : node.end], text[node.key_start : node.key_end]) for node in nodes[1:]] == [
        (("a", 1), "x", "x", ""),
        (("a", 2, "b"), "true", "true", "b"),
        (("c",), "null", "null", "c"),
        (("d",), "café", "caf\\u00e9", "d"),
    ]


TOML = """\
title = "x" # "no"
a.b."c.d" = 1
list = [ "one", # "c"
  'two', { group = "g", y.z = 1 }, [1, 2], ]
text = \"\"\"
x = 1 \\" ]
\"\"\"
raw = '''a
b = 2'''
when = 1979-05-27T07:32:00Z
on = true
[tool."quoted".deps]
acme = { version = "^1", extras = ["a"] }
serde.workspace = true
[[package]]
name = "n1"
[package.sub]
v = 1
[[package]]
name = "n2"
[[package.inner]]
w = 2
[target.'cfg(unix)'.deps]
z = "1"
"""


def test_toml_gives_what_the_parser_gives() -> None:
    data = tomllib.loads(TOML)
    data["when"] = "1979-05-27T07:32:00Z"
    found = dict(scalars(toml_places.nodes_of(TOML)))
    found[("text",)] = found[("text",)].removeprefix("\n")  # the parser trims the first newline
    assert found == dict(flat(data))


def test_toml_places_are_true() -> None:
    nodes = {node.path: node for node in toml_places.nodes_of(TOML) if node.kind != "table"}
    node = nodes[("tool", "quoted", "deps", "acme", "version")]
    assert (TOML[node.start : node.end], TOML[node.key_start : node.key_end]) == ("^1", "version")
    tables = [node for node in toml_places.nodes_of(TOML) if node.path == ("tool", "quoted", "deps", "serde")]
    assert [TOML[node.key_start : node.key_end] for node in tables] == ["serde"]


def test_xml_events_have_true_places_and_no_dtd() -> None:
    text = '<?xml?><a:p x="1&amp;2"><!-- <q/> --><b>t &lt; u</b><c/><![CDATA[<raw>]]></a:p>'
    events = [(event.kind, event.name, event.value, text[event.start : event.end]) for event in xml_places.events_of(text)]
    assert events == [
        ("open", "p", "", "a:p"),
        ("attribute", "x", "1&2", "1&amp;2"),
        ("open", "b", "", "b"),
        ("text", "", "t < u", "t &lt; u"),
        ("close", "b", "", "</b"),
        ("open", "c", "", "c"),
        ("close", "c", "", ""),
        ("text", "", "<raw>", "<raw>"),
        ("close", "p", "", "</a:p"),
    ]
    assert not list(xml_places.events_of('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))


READERS: list[Callable[[str], Iterator[Any]]] = [json_places.nodes_of, toml_places.nodes_of, xml_places.events_of]
UNITS = [
    "[",
    "{",
    '{"a":',
    "a={",
    "a.",
    '"\\"',
    "'''",
    '"""a"\\',
    "/*",
    "<a>",
    "<a b='",
    "<!--",
    "<![CDATA[",
    "[[a]]\n",
    "a=1\n",
    "a=[\n",
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("reader", READERS, ids=["json", "toml", "xml"])
def test_repetition_ends_soon(reader: Callable[[str], Iterator[Any]], unit: str) -> None:
    begin = time.process_time()
    for _ in reader(unit * (300_000 // len(unit))):
        pass
    assert time.process_time() - begin < 4


@given(st.text("[]{}\"',:=#.\\\n/*<>!-a1 ", max_size=60))
def test_any_text_is_survived(text: str) -> None:
    for reader in READERS:
        list(reader(text))
