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
    ("what is left over, a tuple and a dictionary", "c = acme.A()\n\ndef f(*c):\n    c.index(1)\n\ndef g(**c):\n    c.get(1)\n", "acme.A"),
    ("made of what it was", "def f():\n    c = acme.A()\n    c = traced(c.inner())\n    c.chat(1)\n", "acme.A acme.A.inner acme.A.inner.chat"),
    ("a stranger's context", "c = acme.A()\nasync def f():\n    async with db.open() as c:\n        c.get(1)\ndef g():\n    c.chat(1)\n", "acme.A acme.A.chat"),
    ("its own context", "c = acme.A()\ndef f():\n    with acme.B() as c:\n        c.chat(1)\n", "acme.A acme.B acme.B.chat"),
    ("an error of that name", "c = acme.A()\ndef f():\n    try:\n        run()\n    except KeyError as c:\n        c.add_note(1)\n", "acme.A"),
    ("a declared stranger", "c = acme.A()\ndef f():\n    c: db.Pool = db.open()\n    c.get(1)\n", "acme.A"),
    ("a stranger in a condition", "c = acme.A()\ndef f():\n    if (c := db.open()):\n        c.get(1)\n", "acme.A"),
    ("what is sent", "def f(m: acme.types.chat.Message, c: acme.A):\n    m.get(1)\n    c.chat(1)\n", "acme.A.chat"),
    ("what is sent, made elsewhere", "def f(m: acme.types.chat.Message):\n    m.get(1)\ndef g():\n    m = acme.types.chat.Message()\n", "acme.types.chat.Message"),
    ("what is sent, made here", "def f(m):\n    m = acme.types.chat.Message()\n    m.get(1)\n", "acme.types.chat.Message"),
    ("a local made of a field that its class gives below, as another class did above", "class X:\n    def f(self):\n        r = self.c.chat(1)\n        r.text()\n    def g(self):\n        self.c = acme.A()\nclass Y:\n    def f(self):\n        r = self.c.send(1)\n        r.text()\n    def g(self):\n        self.c = acme_b.B()\n", "acme.A.chat acme.A.chat.text acme.A acme_b.B.send acme_b.B.send.text acme_b.B"),
    ("a field of that name", "class X:\n    def __init__(self):\n        self.c = acme.A()\n    def f(self):\n        c = db.open()\n        c.query(1)\n        self.c.chat(1)\n", "acme.A acme.A.chat"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_a_name_stands_for(text: str, expected: str) -> None:
    calls = [one.value.replace("()", "") for one in read_text("python", HEAD + text) if one.how is How.CALL]
    assert " ".join(calls) == expected


A = "def a():\n    c = acme.Config('x')\n    return acme.Client(c)\n"

CONFIGS = [
    ("its own", A + "def b():\n    c = acme.Config('y')\n    o = acme.Client(c)\n    o.chat(1)\n", "8:14"),
    ("a stranger", A + "def b():\n    c = load('y')\n    o = acme.Client(c)\n    o.chat(1)\n", "9:14"),
    ("what is left over", A + "def b(*c):\n    o = acme.Client(c)\n    o.chat(1)\n", "8:14"),
    ("another type's", A + "def b(c: db.Pool):\n    o = acme.Client(c)\n    o.chat(1)\n", "8:14"),
    ("the module's", "c = acme.Config('x')\ndef b():\n    o = acme.Client(c)\n    o.chat(1)\n", "4:10"),
    ("the one of the one", "def b():\n    c = acme.Config('x')\n    d = acme.More(c)\n    o = acme.Client(d)\n    o.chat(1)\n", "5:14"),
    ("by the same name", A + "def b():\n    o = acme.Config('y')\n    o = acme.Client(o)\n    o.chat(1)\n", "8:14"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "receiver"), [row[1:] for row in CONFIGS], ids=[row[0] for row in CONFIGS])
def test_which_object_a_client_is_made_with(text: str, receiver: str) -> None:
    (chat,) = [one for one in read_text("python", HEAD + text) if one.value.endswith(".chat")]
    assert chat.receiver == receiver
