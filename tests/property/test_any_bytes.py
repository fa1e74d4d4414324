"""Any bytes under any known file name: the audit ends in time, nothing of ours breaks, and the JSON report follows its schema."""

from __future__ import annotations

import time

from audits import OPTIONS, audited, checked, small
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLES

from auditor.discover.formats import NAMES, SUFFIXES, format_of
from auditor.report import render
from auditor.report.parsing import parse

SECONDS = 2.0  # of a processor, for one file of some kilobytes
KNOWN = sorted(
    {name for name in (*NAMES, *(f"x.{suffix}" for suffix in SUFFIXES), "requirements-dev.txt", ".env.local") if format_of(name)}
)
PIECES = (
    "acme", "import acme", "acme-1-large", "acme-3-mini", "model", '"model": "acme-3-large"', "model=", "base_url", "https://api.acme.example/v1",
    "ACME_API_KEY", "@acme/sdk", "com.acme", "acme==1.0", "gem 'acme'", "fallbacks", "with_fallbacks(", "hooli/hooli:latest", "FROM ", "RUN ",
    "ai-audit: ignore[AIA201] why", "expect", "class ", "def f(", "return ", "const x = ", "new Client(", "os.environ[", "process.env.", "${", "${A:-", "#{", "{{", "}}",
    "{", "}", "[", "]", "(", ")", "[[", "]]", "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE x [", "&lt;", "<script>", "</script>", "<?php", "?>", "<template>",
    '"', "'", "`", '"""', "'''", "\\", "\\u0061", "\\x", '\\"', "//", "/*", "*/", "#", "--", ";", ":", ": ", "=", "==", ",", "|", "|-", ">-", "- ", "? ", "&a ", "*a", "<<: ", "!!str ", "---", "...", "%", "~", "$", "@", "!", "?",
    "\n", "\r\n", "\r", "\t", "  ", "    ", "\n  ", "\n- ", "\n\n", "\x00", "\ufeff", "\u2028", "\u202e", "é", "日本", "\U0001f600", "\x1b[31m", "\x85", "\x0c",
    "0", "1e999", "-1", "0x", "1_0", "2026-06-15", "true", "null", "<<EOF", "EOF", "<<~X", "%w[", 'r#"', '"#', 'f"{', '}"', 'R"(', '@"', "=begin", "=end", "#if", "=>", "->", "::", "..", "...args", "async ", "await ", "yield ", "match x:", "lambda: ", "if ", "else", "end\n", "do\n", "module ", "require (", "use ", "using ", "package ",
)  # fmt: skip
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=60).map(
    lambda parts: "".join(parts).encode("utf-8", "surrogatepass")
)
LONG = st.tuples(st.sampled_from(PIECES), st.integers(100, 4_000), TEXT).map(lambda made: made[0].encode() * made[1] + made[2])
WIDE = st.tuples(st.sampled_from(("utf-16", "utf-16-le", "utf-32", "latin-1", "cp037", "utf-8-sig")), TEXT).map(
    lambda made: made[1].decode("utf-8", "replace").encode(made[0], "replace")
)
CONTENT = st.one_of(TEXT, TEXT, LONG, WIDE, st.binary(max_size=300), st.tuples(TEXT, st.binary(max_size=20), TEXT).map(b"".join))


def survives(name: str, data: bytes) -> None:
    begun = time.process_time()
    text = checked(audited({name: data}))
    assert time.process_time() - begun < SECONDS, name
    assert text == checked(audited({name: data}))


@small(250)
@given(st.sampled_from(KNOWN), CONTENT)
def test_any_bytes_under_any_name(name: str, data: bytes) -> None:
    survives(name, data)


@small(150)
@given(
    st.dictionaries(
        st.sampled_from([f"{folder}{name}" for folder in ("", "a/", "tests/") for name in KNOWN]), CONTENT, max_size=4
    )
)
def test_several_files_at_once(files: dict[str, bytes]) -> None:
    text = checked(audited(files))
    assert render(parse(text), "json", OPTIONS) == text


@small(60)
@given(
    st.lists(st.sampled_from((*PIECES, "/", "..", ".", "a", " ", "\udcff", "x.py")), min_size=1, max_size=6).map("".join),
    st.sampled_from(("app.py", "a.yaml", "a.json")),
)
def test_any_folder_name(folder: str, name: str) -> None:
    """Names come from strangers as well; what no file system has is not given."""
    path = "/".join(part for part in f"{folder}/{name}".split("/") if part not in ("", ".", "..")).replace("\x00", "")
    checked(audited({path: SAMPLES["python"][1] if name == "app.py" else SAMPLES["yaml"][1]}))
