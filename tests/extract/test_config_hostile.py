"""Hostile configuration: every reader ends soon, raises nothing, and says no more than its cap."""

from __future__ import annotations

import random
import time

import pytest

from auditor.extract import reader_of
from auditor.records import Role, SourceFile

FORMATS = "yaml json toml env properties ini conf xml hcl bicep dockerfile modelfile markdown text gguf safetensors".split()
PARTS = [*"acme model : = { } [ ] \" ' \n # ${ } < > \\ | & * , EOF <<EOF\n key :// @ \t - ".split(" "), "\n", " ", "  "]

HOSTILE = {
    "aliases": "a: &a [acme,acme]\n" + "".join(f"{chr(97 + n)}{n}: &x{n} [*a,*a,*a]\n" for n in range(20)),
    "deep yaml": "".join(" " * n + "acme:\n" for n in range(600)),
    "deep json": '{"acme":' * 20_000,
    "deep lists": "[" * 20_000 + '"acme"',
    "numbers and dates": "acme: 2024-13-45\nmodel: " + "9" * 5_000 + "\n",
    "a long line": "acme: " + "x y=" * 250_000,
    "control characters": "acme: \x00\x01\x7f\u2028\ud800\n" * 100,
    "open quotes": 'acme: "abc\n' * 2_000,
    "here-documents": "RUN <<EOF\nacme\n" * 2_000,
    "references": "acme: " + "${A:-" * 10_000,
    "comments": "#acme" * 10_000,
    "templates": "{{- if acme }}\n" * 5_000,
    "arguments": "command: " + "--model " * 20_000 + "acme",
    "many keys": "{" + ",".join(f'"acme{n}":{{"x":1}}' for n in range(10_000)) + "}",
    "deep blocks": "acme {" * 20_000,
    "many records": "acme = [" + "{ x = y }" * 50_000,
    "random": "".join(random.Random(7).choices(PARTS, k=4_000)),
}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str, format_: str) -> None:
    text = HOSTILE[name]
    hits = tuple(at for at in range(len(text)) if text.startswith("acme", at))
    path, format_ = f"x.{format_}", {"conf": "ini"}.get(format_, format_)
    reader = reader_of(format_)
    assert reader is not None
    file = SourceFile(
        path=path, format=format_, role=Role.CONFIG, text=text, hits=hits, data=text.encode("utf-8", "replace")[:9_000]
    )
    start = time.perf_counter()
    found = list(reader(file))
    assert time.perf_counter() - start < 15  # a loaded machine; what is quadratic takes minutes
    assert len(found) < 4_000
