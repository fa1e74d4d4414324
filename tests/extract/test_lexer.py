"""Strings and comments of every language, and that nothing left open, deep or long costs more than one pass."""

from __future__ import annotations

import time

import pytest
from read_source import read_text

from auditor.extract.languages import language_of
from auditor.extract.lexer import Spans
from auditor.extract.places import Places
from auditor.extract.tokens import Tokens

SPANS = [
    ("javascript", 'a = `x ${b ? `in ${c}` : "d"} y`; // hi', ['s:x ${b ? `in ${c}` : "d"} y', "c"]),
    ("javascript", "r = x / 2 / 3; z = /a\"b[/]c/g; w = 'ok'", ['r:a"b[/]c', "s:ok"]),
    ("javascript", "return /x'/.test(y) /* c */", ["r:x'", "c"]),
    ("go", "a := `raw \"x`; b := 'x'; c := \"s\" // d", ['s:raw "x', "s:x", "s:s", "c"]),
    ("java", '"""\n a "q" b\n""" + "x" // c', ['s:\n a "q" b\n', "s:x", "c"]),
    ("csharp", 'var a = @"c:\\"; var b = $"x{y}"; var d = \'"\';', ["s:c:\\", "s:x{y}", 's:"']),
    ("ruby", 'x = <<~EOS\n  hi "a\nEOS\ny = %w[a b]; z = q % 3 # c', ['s:  hi "a', "s:a b", "c"]),
    ("ruby", "arr << x; class << self; end; m =~ /a'b/", ["r:a'b"]),
    ("php", "<p>Don't</p><?php $x = \"a\nb\"; #[A]\n# c\n?> it's <?php 'k'", ["c", "s:a\nb", "c", "c", "s:k"]),
    ("rust", "let a: &'a str = r#\"he\"llo\"#; let c = 'x'; // c", ['s:he"llo', "s:x", "c"]),
    ("swift", 'let a = #"x"y"#; let b = "z"', ['s:x"y', "s:z"]),
    ("rust", 'let a = r"\\"; let b = br"/*"; let c = br#"/*"#; let d = "\\"x"; // c', ["s:\\", "s:/*", "s:/*", 's:\\"x', "c"]),
    ("java", '"""\n /* \\""" x"""; // c', ['s:\n /* \\""" x', "c"]),
    ("swift", '"""\n \\""" /*"""; // c', ['s:\n \\""" /*', "c"]),
    ("kotlin", '"""/*\\"""; // c', ["s:/*\\", "c"]),
    ("dart", "a = r'\\'; b = r\"/*\\\"; c = 'x\\''; // c", ["s:\\", "s:/*\\", "s:x\\'", "c"]),
    ("elixir", 'x = ~s(a "b") # c', ['s:a "b"', "c"]),
    ("sql", "select 'it''s' -- c\n, $$ a 'b $$", ["s:it''s", "c", "s: a 'b "]),
    ("kotlin", 'val a = """x "y" z"""; val b = "w"', ['s:x "y" z', "s:w"]),
    ("dart", "'''a 'b' c'''; // d", ["s:a 'b' c", "c"]),
    ("python", "x = '''a\n'b' ''' # c", ["s:a\n'b' ", "c"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), SPANS)
def test_spans(language: str, text: str, expected: list[str]) -> None:
    spans = Spans(text, language_of(language))
    found = []
    for at in range(len(spans.starts)):
        start, end = spans.content(at)
        found.append("c" if spans.is_comment(at) else ("r:" if spans.is_regex(at) else "s:") + text[start:end])
    assert found == expected


def test_suffixes_choose_the_language_of_a_platform() -> None:
    assert [language_of("csharp", path).name for path in ("a.cs", "a.fs", "a.vb")] == ["csharp", "fsharp", "visualbasic"]


def test_windows_know_brackets_around_wrong_ones() -> None:
    tokens = Tokens(Spans("f(a, [b}, c) + {", language_of("java")), 0, 16)
    assert tokens.mate[1] == tokens.words.index(")")
    assert tokens.parent[2] == 1


def test_lines_end_at_three_kinds_of_breaks_only() -> None:
    places = Places("a\r\nb\rc\nd\x0be\u2028f")
    assert [places.line_text(line) for line in range(1, 6)] == ["a", "b", "c", "d\x0be\u2028f", ""]
    assert (places.at(3), places.at(5)) == ((2, 1), (3, 1))


LANGUAGES = "python javascript typescript vue go java kotlin scala groovy csharp ruby php rust swift dart elixir sql baml".split()
LEAD = 'x = "acme-3"\n'
HOSTILE = {
    "minus": LEAD + "-" * 60_000 + "1",
    "parentheses": LEAD + "(" * 30_000 + '"acme-3"' + ")" * 30_000,
    "attributes": LEAD + "a" + ".acme" * 30_000 + "()",
    "chain": LEAD + "acme" + ".acme()" * 20_000,
    "calls in calls": LEAD + "acme(" * 10_000 + '"acme-3"',
    "one line": "f(" + 'model: "acme-3", ' * 100_000 + ")",
    "left open": LEAD + "\"acme`'${" * 60_000,
    "templates": LEAD + "`${acme" * 60_000,
    "heredocs": LEAD + "<<~ACME " * 60_000 + "\n",
    "comments": LEAD + "/* acme <!-- " * 60_000,
    "triple": LEAD + '"""acme' * 60_001,
    "hashes": LEAD + '#"acme' * 60_000,
    "regexes": LEAD + "(/[acme" * 60_000,
    "zeros": LEAD + "\x00acme\x00" * 10_000,
    "signs": LEAD + "acme=" * 100_000,
    "generics": LEAD + "acme<" * 100_000,
    "braces": LEAD + "acme{" * 60_000,
    "constants": "".join(f'M{n} = "acme-{n}"\nf(model=M{n})\n' for n in range(8_000)),
    "one name": 'MODEL = "acme-1"\n' * 2_000 + "f(model=MODEL)\n" * 2_000,
    "imports": "import acme\nfrom acme import x\nuse acme;\n" * 8_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends(name: str) -> None:
    for language in LANGUAGES[len(name) % 3 :: 3] if name != "minus" else LANGUAGES:
        begun = time.process_time()
        found = read_text(language, HOSTILE[name])
        assert time.process_time() - begun < 10, (language, name)
        assert len(found) <= 4_000
