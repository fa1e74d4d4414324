"""One name, two things, in Python: functions and later lines may give an object's name to something else."""

from __future__ import annotations

import pytest
from read_source import read_text

from auditor.records import How

HEAD = "import acme\nimport acme_b\nimport db\n"

ROWS = [
    (
        "two clients and a stranger's, each in its function",
        "def f():\n    c = acme.A()\n    c.chat(1)\n\ndef g():\n    c = acme_b.B()\n    c.send(1)\n\ndef h():\n    c = db.open()\n    c.query(1)\n",
        "acme.A acme.A.chat acme_b.B acme_b.B.send",
    ),
    (
        "branches, the nearest above",
        "def f(on):\n    if on:\n        c = acme.A()\n        c.chat(1)\n    else:\n        c = acme_b.B()\n        c.send(1)\n",
        "acme.A acme.A.chat acme_b.B acme_b.B.send",
    ),
    ("cells and scripts, one after the other", "c = acme.A()\nc.chat(1)\nc = acme_b.B()\nc.send(1)\n", "acme.A acme.A.chat acme_b.B acme_b.B.send"),
    ("a list first", "def f(x):\n    out = []\n    out.extend(x)\n    out = acme.A().rank(x)\n    return out\n", "acme.A acme.A.rank"),
    ("a parameter of another type", "c = acme.A()\n\ndef f(c: db.Pool):\n    c.query(1)\n", "acme.A"),
    ("a parameter without a type may be the client", "c = acme.A()\n\ndef f(c):\n    c.chat(1)\n", "acme.A acme.A.chat"),
    ("a parameter of the type", "def f(c: acme.A):\n    c.chat(1)\n\ndef g(c: acme_b.B):\n    c.send(1)\n", "acme.A.chat acme_b.B.send"),
    ("known to functions within", "def f():\n    c = acme.A()\n    def g():\n        return c.chat(1)\n    return g\n", "acme.A acme.A.chat"),
    ("none of it is a stranger", "def f():\n    c = None\n    try:\n        c = acme.A()\n    except OSError:\n        c = None\n    c = traced(c)\n    c.chat(1)\n", "acme.A acme.A.chat"),
    ("declared global", "c = None\n\ndef f():\n    global c\n    c = acme.A()\n\ndef g():\n    c.chat(1)\n", "acme.A acme.A.chat"),
    ("a loop that makes it below", "def f():\n    while True:\n        if ready:\n            c.chat(1)\n        c = acme.A()\n", "acme.A.chat acme.A"),
    ("a field of that name", "class X:\n    def __init__(self):\n        self.c = acme.A()\n    def f(self):\n        c = db.open()\n        c.query(1)\n        self.c.chat(1)\n", "acme.A acme.A.chat"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_a_name_stands_for(text: str, expected: str) -> None:
    calls = [one.value.replace("()", "") for one in read_text("python", HEAD + text) if one.how is How.CALL]
    assert " ".join(calls) == expected
