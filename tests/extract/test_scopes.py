"""One name, two things: what a block declares is known in that block alone, the rest everywhere in the file, however long."""

from __future__ import annotations

import pytest
from read_source import read_text

from auditor.records import How

JS = "import A from 'acme';\nimport B from 'acme-b';\n"
GO = 'import (\n  "x/acme"\n  "y/acmeb"\n)\n'
RUST = "use acme::A;\nuse acme_b::B;\n"
DOTTED = "import x.acme.A;\nimport x.acmeb.B;\n"
KOTLIN = DOTTED.replace(";", "")

ROWS = [
    # two clients of one name, and a stranger's
    (
        "javascript",
        JS + "function f() { const c = new A(); c.chat(1); }\nfunction g() { const c = new B(); c.send(1); }\n"
        "async function h(pool) { const c = await pool.connect(); c.query(1); }\n",
        "acme.A acme.A().chat acme-b.B acme-b.B().send",
    ),
    (
        "go",
        GO + "func f() { c := acme.New(); c.Chat(1) }\nfunc g() { c, err := acmeb.New(); c.Send(1) }\nfunc h(c *sql.DB) { c.Query(1) }\n",
        "x/acme.New x/acme.New().Chat y/acmeb.New y/acmeb.New().Send",
    ),
    (
        "rust",
        RUST + "fn h(c: &Db) { c.query(1); }\nfn f(on: bool) {\n  if on { let c = A::new(); c.chat(1); }\n"
        "  else { let mut c = B::new(); c.send(1); }\n}\n",
        "acme.A.new acme.A.new().chat acme_b.B.new acme_b.B.new().send",
    ),
    (
        "java",
        DOTTED + "class X {\n  void f() { A c = new A(); c.chat(1); }\n  void g() { var c = new B(); c.send(1); }\n"
        "  void h(Db c) { c.query(1); }\n}\n",
        "x.acme.A x.acme.A().chat x.acmeb.B x.acmeb.B().send",
    ),
    (
        "kotlin",
        KOTLIN + "fun f() { val c = A(); c.chat(1) }\nfun g() { val c = B(); c.send(1) }\nfun h(c: Db) { c.query(1) }\n",
        "x.acme.A x.acme.A().chat x.acmeb.B x.acmeb.B().send",
    ),
    # a block within a block sees what stands around it; the later declaration hides the earlier one
    (
        "javascript",
        JS + "function f() { const c = new A(); if (on) { c.chat(1); const d = () => c.more(1); } }\n",
        "acme.A acme.A().chat acme.A().more",
    ),
    (
        "rust",
        RUST + "fn f() { let c = A::new(); c.chat(1); let c = B::new(); c.send(1); }\n",
        "acme.A.new acme.A.new().chat acme_b.B.new acme_b.B.new().send",
    ),
    # what a lambda sets of its receiver is known there alone, what it sets of a variable everywhere
    (
        "kotlin",
        KOTLIN + 'fun f() { val r = make { model = A("x"); model.tag(1) } }\nfun g(model: String) { model.contains("y") }\n',
        "x.acme.A x.acme.A().tag",
    ),
    ("kotlin", KOTLIN + 'fun f() { make(1) { model = A("x") } }\nfun g(model: String) { model.contains("y") }\n', "x.acme.A"),
    (
        "kotlin",
        KOTLIN + "lateinit var c: Any\nfun f() { launch { c = A(1) } }\nfun g() { c.chat(1) }\n",
        "x.acme.A x.acme.A().chat",
    ),
    ("kotlin", KOTLIN + "fun f() { c = A(1) }\nfun g() { c.chat(1) }\n", "x.acme.A x.acme.A().chat"),
    # what is of a type of the language itself is nobody's
    (
        "java",
        DOTTED + "class X {\n  void f() { String s = new A().text(); s.trim(); List<String> l = new A().all(); l.size(); }\n"
        "  void g() { T t = new A().t(); t.go(); }\n}\n",
        "x.acme.A x.acme.A().text x.acme.A x.acme.A().all x.acme.A x.acme.A().t x.acme.A().go",
    ),
    (
        "kotlin",
        KOTLIN + "fun f() { val s: String = A().text(); s.trim(); val t = A().t(); t.go() }\n",
        "x.acme.A x.acme.A().text x.acme.A x.acme.A().t x.acme.A().go",
    ),
    # known everywhere: the top of a file, a field, an assignment without a declaration
    ("javascript", JS + "function f() { return c.chat(1); }\nconst c = new A();\n", "acme.A().chat acme.A"),
    (
        "javascript",
        JS + "class X { constructor() { this.c = new A(); } f() { return this.c.chat(1); } }\n",
        "acme.A acme.A().chat",
    ),
    ("javascript", JS + "function f(c) { go({ c: new A(), n: 1 }); c.log(1); }\n", "acme.A"),
    (
        "javascript",
        JS + "export default { data() { return { c: new A() }; }, methods: { f() { this.c.chat(1); } } };\n",
        "acme.A acme.A().chat",
    ),
    ("javascript", JS + "let c;\nfunction g() { c = new A(); }\nfunction f() { c.chat(1); }\n", "acme.A acme.A().chat"),
    ("go", GO + "func f() { s.c, err = acme.New(); s.c.Chat(1); err.Error() }\n", "x/acme.New"),
    ("go", GO + "func f() { _, c, err := acme.New(); c.Chat(1); err.Error() }\n", "x/acme.New x/acme.New().Chat"),
    ("go", GO + "func f() { _, err := acme.New(); err.Error() }\n", "x/acme.New"),
    # of what a loop goes through the last name gets the things, the first their numbers
    ("go", GO + "func f() { for i, c := range acme.All() { c.Chat(1); i.Error() } }\n", "x/acme.All x/acme.All().Chat"),
    ("go", GO + "func f() { for c, err := range acme.All() { c.Chat(1); err.Error() } }\n", "x/acme.All x/acme.All().Chat"),
    ("go", GO + "var c *acme.Client\nfunc g() { c = acme.New() }\nfunc f() { c.Chat(1) }\n", "x/acme.New x/acme.Client.Chat"),
    (
        "java",
        DOTTED + "class X {\n  private final A c = new A();\n  void f() { c.chat(1); this.c.more(1); }\n}\n",
        "x.acme.A x.acme.A().chat x.acme.A().more",
    ),
]  # fmt: skip

# two classes of one file, each with a field of that name
FIELDS = [
    ("javascript", JS + "class X { constructor() { this.c = new A(1); } f() { this.c.chat(1); } }\n"
     "class Y {\n  private c: A;\n  constructor() { this.c = new A(2); }\n  f() { if (on) { this.c.send(1); } }\n}\n"),
    ("php", ("<?php\nuse Acme\\A;\nclass X { function __construct() { $this->c = new A(1); } function f() { $this->c->chat(1); } }\n"
     "class Y { function __construct() { $this->c = new A(2); } function f() { $this->c->send(1); } }\n")),
    ("java", DOTTED + "class X {\n  X() { this.c = new A(1); }\n  void f() { c.chat(1); }\n}\n"
     "class Y {\n  private A c;\n  Y() { c = new A(2); }\n  void f() { this.c.send(1); }\n}\n"),
    ("kotlin", KOTLIN + "class X(k: Int = 1) {\n  init { c = A(1) }\n  fun f() { c.chat(1) }\n}\n"
     "class Y {\n  init { c = A(2) }\n  fun f() { c.send(1) }\n}\n"),
    ("rust", RUST + "impl X {\n  fn new() -> Self { Self { c: A::new(1) } }\n  fn f(&self) { self.c.chat(1); }\n}\n"
     "impl Y {\n  fn new() -> Self { Self { c: A::new(2) } }\n  fn f(&self) { self.c.send(1); }\n}\n"),
    ("ruby", ("require 'acme'\nmodule M\n  class X\n    def initialize\n      @c = Acme::A.new(1)\n    end\n    def f\n      @c.chat(1)\n    end\n  end\n"
     "  class Y\n    def initialize\n      @c = Acme::A.new(2)\n    end\n    def f\n      @c.send_all(1)\n    end\n  end\nend\n")),
]  # fmt: skip

# the same where a block is longer than what is looked at around a name: `@` stands for many lines
LONG = [
    (
        "javascript",
        JS + "function f() {\n@const c = new A(); c.chat(1);\n}\nfunction g() {\n@const c = new B(); c.send(1);\n}\n"
        "function h(c) {\n@c.query(1);\n}\n",
        "acme.A acme.A().chat acme-b.B acme-b.B().send",
    ),
    (
        "go",
        GO + "func f() {\n@c := acme.New(); c.Chat(1)\n@}\nfunc g() {\n@c, err := acmeb.New(); c.Send(1)\n@}\nfunc h(c *sql.DB) { c.Query(1) }\n",
        "x/acme.New x/acme.New().Chat y/acmeb.New y/acmeb.New().Send",
    ),
    (
        "java",
        DOTTED + "class X {\n  void f() {\n@var c = new A(); c.chat(1);\n@}\n  void g() {\n@B c = new B(); c.send(1);\n@}\n"
        "  void h() { var c = db(); c.query(1); }\n}\n",
        "x.acme.A x.acme.A().chat x.acmeb.B x.acmeb.B().send",
    ),
    ("go", GO + "func f() {\n@for _, c := range acme.All() {\n@c.Chat(1)\n}\n@}\nfunc g(c *sql.DB) { c.Query(1) }\n", "x/acme.All x/acme.All().Chat"),
    ("javascript", JS + "const o = {\n#c: new A(),\n#};\nfunction f(c) { c.log(1); }\n", "acme.A"),
    ("javascript", JS + "function f() {\n@return c.chat(1);\n@}\nconst c = new A();\n@", "acme.A().chat acme.A"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), ROWS)
def test_what_a_name_stands_for(language: str, text: str, expected: str) -> None:
    calls = [one.value for one in read_text(language, text) if one.how is How.CALL]
    assert " ".join(calls) == expected


@pytest.mark.parametrize(("language", "text"), FIELDS)
def test_a_field_is_what_its_class_gives_it(language: str, text: str) -> None:
    calls = [one for one in read_text(language, text) if one.how is How.CALL]
    made = [one.site for one in calls if not one.receiver]
    assert len(made) == 2
    assert [one.receiver for one in calls if one.receiver] == made


@pytest.mark.parametrize(
    ("text", "first"),
    [  # where a class gives a field one thing or another, its type is known and no more; without a type the first counts
        ("class X { private c: AI; constructor() { if (on) { this.c = new AI(1); } else { this.c = new AI(2); } } f() { this.c.chat(1); } }", False),
        ("class X { constructor() { if (on) { this.c = new AI(1); } else { this.c = new AI(2); } } f() { this.c.chat(1); } }", True),
        ("class X { constructor() { this.c = new A(1); } }\nclass Y { f() { this.c.chat(1); } }", True),
    ],
)  # fmt: skip
def test_a_field_that_is_given_several_things(text: str, first: bool) -> None:
    calls = [one for one in read_text("javascript", JS + "import AI from 'acme/ai';\n" + text) if one.how is How.CALL]
    assert calls[-1].receiver == (calls[0].site if first else "")


def test_many_classes_cost_no_more_than_their_text() -> None:
    text = JS + "class X { f() { this.c = new A(1); this.c.chat(1); } }\n" * 2_000 + "class " * 20_000
    assert len(read_text("javascript", text)) > 2


@pytest.mark.parametrize("lines", [1, 600])
@pytest.mark.parametrize(("language", "text", "expected"), LONG)
def test_however_long_a_block_is(language: str, text: str, expected: str, lines: int) -> None:
    long = text.replace("@", "  go_on(1, 2);\n" * lines).replace("#", "".join(f"  k{at}: go({at}),\n" for at in range(lines)))
    calls = [one.value for one in read_text(language, long) if one.how is How.CALL]
    assert " ".join(calls) == expected


@pytest.mark.parametrize("lines", [1, 600])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("javascript", "function f() {\n@const m = 'acme-1';\n@go({ model: m });\n}\nfunction g(m) {\n@run({ model: m });\n}\n"),
        ("javascript", "function f(m = 'acme-1') {\n@go({ model: m });\n@}\nfunction g(m) {\n@run({ model: m });\n}\n"),
        ("go", 'func f() {\n@m := "acme-1"\n@go_(R{Model: m})\n}\nfunc g(m string) {\n@Run(R{Model: m})\n}\n'),
    ],
)
def test_a_constant_of_a_block_fills_nothing_behind_it(language: str, text: str, lines: int) -> None:
    found = read_text(language, text.replace("@", "  go_on(1, 2);\n" * lines))
    assert [one.callee.rstrip("_") for one in found if one.value == "acme-1"] == ["go"]


def test_members_of_a_name_that_stands_for_something_else_are_not_told() -> None:
    text = JS + "function f() { const Kind = new A(); Kind.chat(1); go({ backend: Kind.Acme3 }); }\n"
    values = [one.value for one in read_text("javascript", text + "function g(Kind) { go({ backend: Kind.Acme4 }); }\n")]
    assert [value for value in values if value.startswith("Acme")] == ["Acme3"]


def test_a_block_that_ends_beyond_the_window_goes_on() -> None:
    text = JS + "function f() {\n  const c = new A();\n" + "  go(1);\n" * 3_000 + "  c.chat(1);\n}\n"
    calls = [one.value for one in read_text("javascript", text) if one.how is How.CALL]
    assert calls == ["acme.A", "acme.A().chat"]
