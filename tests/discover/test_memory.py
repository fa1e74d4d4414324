"""The memory of an audit: it answers when nothing has changed, and falls silent at every change that could matter."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from auditor.discover import memory, stamps
from auditor.discover.memory import Memory
from auditor.discover.sweep import Sweep
from auditor.frozen import replace
from auditor.records import Config, Request, Role

OUTCOME = ((1, ("a",)), [("b", 2)], 3)
SOURCES = ("main.py", "pkg/a.py", "pkg/b.py", "pkg/deep/c.toml", "skipped/d.py", ".gitignore", "pkg/notes.bin")


@pytest.fixture
def request_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Request:
    root = tmp_path / "root"
    for name in SOURCES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("skipped/\n" if name == ".gitignore" else "x\n")
    (root / "link.py").symlink_to("skipped/d.py")
    (root / "pkg/twin.py").hardlink_to(root / "pkg/b.py")
    (tmp_path / "outside.py").write_text("x\n")
    monkeypatch.setattr(stamps, "_SETTLED", 0)
    return Request(root=str(root), as_of=date(2026, 1, 1), cache=str(tmp_path / "cache"))


def remember(request: Request, key: str = "1") -> None:
    sweep = Sweep(request, ("acme",), lambda file: file.path, "1")
    list(sweep)
    Memory(request, key).keep(sweep.files, sweep.stamps, sweep.seen, OUTCOME)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_an_unchanged_tree_is_remembered(request_: Request, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_SHARE", 2)
    request = replace(request_, jobs=jobs)
    assert Memory(request, "1").recall() is None
    for _ in range(2):  # once of a cold sweep, once of a warm one
        remember(request)
        assert Memory(request, "1").recall() == OUTCOME
    assert Memory(replace(request, as_of=date(2027, 1, 1), jobs=1, select=("X",)), "1").recall() == OUTCOME
    assert Memory(request, "2").recall() is None


def again(path: Path, text: str) -> None:
    """Write without a trace in the time of the last change."""
    status = path.stat()
    path.write_text(text)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replaced(folder: Path) -> None:
    """Another directory of the same name with the same files."""
    shutil.copytree(folder, folder.with_name("other"))
    shutil.rmtree(folder)
    folder.with_name("other").rename(folder)


def linked(path: Path, target: str) -> None:
    """A link to `target` instead of what stands there."""
    path.unlink()
    path.symlink_to(target)


def moved_out(folder: Path) -> None:
    """A link to the same directory outside."""
    folder.rename(folder.parents[1] / folder.name)
    folder.symlink_to(folder.parents[1] / folder.name)


def parted(path: Path) -> None:
    """A file of its own instead of another name."""
    path.unlink()
    path.write_text("x\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text of the same length and time": lambda root: again(root / "pkg/a.py", "y\n"),
    "a new file": lambda root: (root / "pkg/deep/new.py").touch(),
    "a file less": lambda root: (root / "pkg/a.py").unlink(),
    "a file moved": lambda root: (root / "pkg/a.py").rename(root / "pkg/deep/a.py"),
    "a new directory": lambda root: (root / "pkg/deep/er").mkdir(),
    "a directory less": lambda root: shutil.rmtree(root / "pkg/deep"),
    "another directory of that name": lambda root: replaced(root / "pkg/deep"),
    "a directory become a link": lambda root: moved_out(root / "pkg"),
    "other patterns to ignore": lambda root: again(root / ".gitignore", "skipped\n"),
    "a first ignore file": lambda root: (root / "pkg/.ignore").write_text("a.py\n"),
    "a twin become a file": lambda root: parted(root / "pkg/twin.py"),
    "rights": lambda root: (root / "pkg/a.py").chmod(0o600),
    "the file behind a link": lambda root: again(root / "skipped/d.py", "y\n"),
    "no file behind a link": lambda root: (root / "skipped/d.py").unlink(),
    "a link that leads out": lambda root: linked(root / "link.py", "../outside.py"),
    "a link on the way of a link": lambda root: moved_out(root / "skipped"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_change_is_seen(
    request_: Request, change: Callable[[Path], object], jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_SHARE", 2)
    request = replace(request_, jobs=jobs)
    remember(request)
    assert Memory(request, "1").recall() == OUTCOME
    change(Path(request.root))
    assert Memory(request, "1").recall() is None


@pytest.mark.parametrize(
    "other",
    [
        {"exclude": ("pkg",)},
        {"include": ("pkg",)},
        {"honor_ignores": False},
        {"roles": frozenset({Role.TEST})},
        {"config": Config(aliases={"a": "b"})},
        {"files": ("main.py",)},
        {"blobs": {}},
        {"cache": ""},
    ],
    ids=str,
)
def test_another_question_gets_no_old_answer(request_: Request, other: dict[str, object]) -> None:
    remember(request_)
    assert Memory(replace(request_, **other), "1").recall() is None  # type: ignore[arg-type]  # one field each
    remember(replace(request_, files=("main.py",)))  # and leaves none
    assert Memory(request_, "1").recall() == OUTCOME


def test_what_lies_in_ignored_directories_does_not_matter(request_: Request) -> None:
    remember(request_)
    (Path(request_.root) / "skipped/more.py").touch()
    again(Path(request_.root) / "pkg/notes.bin", "y\n")
    assert Memory(request_, "1").recall() == OUTCOME


def test_what_has_just_changed_or_cannot_be_seen_is_not_kept(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(stamps, "_SETTLED", 10**13)
        remember(request_)
    assert Memory(request_, "1").recall() is None
    (Path(request_.root) / "pkg/.gitignore").symlink_to("../.gitignore")
    remember(request_)
    assert Memory(request_, "1").recall() is None


@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_a_broken_memory_is_none(request_: Request, damage: bytes | None) -> None:
    remember(request_)
    (file,) = Path(request_.cache).glob("tree-*")
    data = file.read_bytes()
    file.write_bytes(data[:-9] + b"123456789" if damage is None else damage)
    assert Memory(request_, "1").recall() is None
