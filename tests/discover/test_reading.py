"""Reading: which files pass, at which character a needle stands in which encoding, and what is refused."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from auditor.discover import candidates
from auditor.discover.decoding import decoded
from auditor.discover.formats import format_of
from auditor.discover.reading import Reader
from auditor.records import Budgets, Candidate, Request, Skip, SourceFile

DAY = date(2026, 1, 1)
NEEDLES = ("acme", "acme-large", "zeta")


def first(reader: Reader, file: Candidate) -> SourceFile | Skip | None:
    return next(reader.read([file]))[2]


def read(root: Path, content: bytes, name: str = "a.py", budgets: Budgets | None = None) -> SourceFile | Skip | None:
    (root / name).write_bytes(content)
    request = Request(root=str(root), as_of=DAY, budgets=budgets or Budgets())
    (file,) = candidates(request)[0]
    return first(Reader(request, NEEDLES), file)


TEXT = "é = 'ü'  # 日本\r\nx = 'ACME-large'\n🦊 zeta\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
)
def test_hits_are_characters_of_the_text(tmp_path: Path, content: bytes) -> None:
    file = read(tmp_path, content)
    assert isinstance(file, SourceFile)
    assert file.text == TEXT
    assert [file.text[hit : hit + 4] for hit in file.hits] == ["ACME", "zeta"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"acme \xff\xc0\x80 zeta", "acme \ufffd\ufffd\ufffd zeta"),
        (b"# coding: latin-1\nacme = '\xe9' zeta", "# coding: latin-1\nacme = 'é' zeta"),
        (b"#!x\n# vim: set fileencoding=cp1252 :\nacme = '\x80' zeta", "#!x\n# vim: set fileencoding=cp1252 :\nacme = '€' zeta"),
        (b"# coding: zlib\nacme = '\xe9' zeta", "# coding: zlib\nacme = '\ufffd' zeta"),
        (b"# coding: unicode_escape\nacme = '\xe9\\x41' zeta", "# coding: unicode_escape\nacme = '\ufffd\\x41' zeta"),
        ("acme zeta".encode("utf-16-le"), "acme zeta"),
    ],
)
def test_odd_encodings(tmp_path: Path, content: bytes, text: str) -> None:
    file = read(tmp_path, content)
    assert isinstance(file, SourceFile)
    assert file.text == text
    assert [file.text[hit : hit + 4] for hit in file.hits] == ["acme", "zeta"]


@pytest.mark.parametrize("content", [b"acme\0", b"\0" * 50, b"acme" * 5000 + b"\0", bytes(range(256))])
def test_binary_content_is_said(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) == Skip("a.py", "binary content")


def test_nothing_to_say_of_files_without_a_needle_but_manifests(tmp_path: Path) -> None:
    assert read(tmp_path, b"x = 1\n") is None
    (tmp_path / "a.py").unlink()
    file = read(tmp_path, b"[project]\n", "pyproject.toml")
    assert isinstance(file, SourceFile)
    assert (file.format, file.hits) == ("pyproject", ())


SCALA = "package models.project\nimport com.acme.Client\nval question = acme // no import sbt, %\n"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("app/models/project/Client.scala", SCALA, "scala"),
        ("project/Client.scala", SCALA, "scala"),
        ("project/Dependencies.scala", 'val acme = "com.acme" %% "client" % "1.0"\n', "sbt"),
        ("project/Dependencies.scala", 'val acme = "com.acme" %\n  "client" % "1.0"\n', "sbt"),
        ("svc/project/Acme.scala", "import sbt._\nobject Acme extends AutoPlugin\n", "sbt"),
        ("svc/project/Acme.scala", "package acme\n\n  import _root_.sbt.Keys.*\n", "sbt"),
        ("project/acme.sbt", "val acme = 1\n", "sbt"),
        ("src/main/scala/project/Client.scala", 'import sbt._\n"com.acme" %% "client" % "1"\n', "scala"),
    ],
)
def test_contents_tell_a_build_from_a_package_called_project(path: str, text: str, expected: str) -> None:
    reader = Reader(Request(root="/", as_of=DAY, blobs={path: text.encode()}), NEEDLES)
    file = first(reader, Candidate(path, format_of(path)))
    assert isinstance(file, SourceFile)
    assert file.format == expected


@pytest.mark.parametrize(
    ("name", "size", "passes"),
    [("a.py", 99, True), ("a.py", 100, True), ("a.py", 101, False), ("uv.lock", 200, True), ("uv.lock", 201, False)],
)
def test_budgets(tmp_path: Path, name: str, size: int, passes: bool) -> None:
    found = read(tmp_path, b"acme" + b" " * (size - 4), name, Budgets(source_bytes=100, lockfile_bytes=200))
    assert isinstance(found, SourceFile) is passes
    assert passes or found == Skip(name, f"larger than {200 if name == 'uv.lock' else 100} bytes")


def test_weights_come_as_a_bounded_head(tmp_path: Path) -> None:
    file = read(tmp_path, b"GGUF" + b"\0" * 500, "m.gguf", Budgets(source_bytes=64))
    assert isinstance(file, SourceFile)
    assert (file.text, len(file.data)) == ("", 64)


def test_files_that_changed_since_the_walk(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.py").write_text("acme")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.py").write_text("zeta")
    request = Request(root=str(tmp_path), as_of=DAY, exclude=("outside",))
    (file,) = candidates(request)[0]
    reader = Reader(request, NEEDLES)
    (tmp_path / "sub/a.py").unlink()
    assert first(reader, file) == Skip("sub/a.py", "vanished while the audit ran")
    (tmp_path / "sub/a.py").symlink_to("../outside/a.py")
    assert isinstance(first(reader, file), Skip)
    (tmp_path / "sub/a.py").unlink()
    os.mkfifo(tmp_path / "sub/a.py")
    assert first(reader, file) == Skip("sub/a.py", "not a regular file")
    (tmp_path / "sub/a.py").unlink()
    (tmp_path / "sub").rmdir()
    (tmp_path / "sub").symlink_to("outside")
    assert first(reader, file) == Skip("sub/a.py", "changed while the audit ran")
    (tmp_path / "sub").unlink()
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/a.py").write_text("acme, written anew")
    assert isinstance(first(reader, file), SourceFile)


def test_given_contents(tmp_path: Path) -> None:
    request = Request(root=str(tmp_path), as_of=DAY, blobs={"a.py": b"acme"})
    reader = Reader(request, NEEDLES)
    assert isinstance(first(reader, Candidate("a.py", "python")), SourceFile)
    assert first(reader, Candidate("b.py", "python")) == Skip("b.py", "no such file")


@pytest.mark.parametrize("codec", ["zlib", "hex", "rot13", "idna", "utf-7", "x" * 40])
def test_codecs_are_never_chosen_by_name(codec: str) -> None:
    assert decoded(f"# coding: {codec}\n+AGE- ".encode() + b"\xff", cookie=True) == f"# coding: {codec}\n+AGE- \ufffd"
