"""Sweeps: the same results for any number of jobs, and warm ones that say what cold ones say."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.discover import stamps
from auditor.discover.cache import ScanCache
from auditor.discover.sweep import Sweep
from auditor.records import Budgets, Request, Skip, SourceFile

DAY = date(2026, 1, 1)


@pytest.fixture
def request_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Request:
    root = tmp_path / "root"
    for number in range(400):
        path = root / f"d{number % 7}" / f"f{number}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("acme\n" if number % 3 == 0 else "x\n")
    (root / "binary.py").write_bytes(b"acme\0")
    monkeypatch.setattr(stamps, "_SETTLED", 0)
    return Request(root=str(root), as_of=DAY, jobs=1, cache=str(tmp_path / "cache"))


def sweep(request: Request, work: Callable[[SourceFile], Any] | None = None, key: str = "1") -> tuple[list[Any], list[Skip], int]:
    found = Sweep(request, ("acme",), work or (lambda file: (file.path, list(file.hits))), key)
    return list(found), found.skips, found.files_read


def never(file: SourceFile) -> Any:
    raise AssertionError(file.path)


def test_any_number_of_jobs_says_the_same(request_: Request) -> None:
    alone = sweep(replace(request_, cache=""))
    assert len(alone[0]) == 134
    assert alone[1:] == ([Skip("binary.py", "binary content")], 400)
    assert sweep(replace(request_, cache="", jobs=2)) == alone


def test_a_fault_in_one_file_loses_nothing_else(request_: Request) -> None:
    def work(file: SourceFile) -> str:
        if file.path == "d0/f0.py":
            raise RecursionError
        return file.path

    found, skips, read = sweep(replace(request_, cache=""), work)
    assert (len(found), read) == (133, 399)
    assert Skip("d0/f0.py", "internal: RecursionError", internal=True) in skips


def test_a_warm_sweep_reads_only_what_changed(request_: Request) -> None:
    cold = sweep(request_)
    assert sweep(request_, never) == cold
    changed = Path(request_.root) / "d0/f0.py"
    changed.write_text("x acme\n")
    (Path(request_.root) / "d1/f1.py").unlink()
    seen: list[str] = []

    def note(file: SourceFile) -> tuple[str, list[int]]:
        seen.append(file.path)
        return file.path, list(file.hits)

    warm = sweep(request_, note)
    assert seen == ["d0/f0.py"]
    assert warm == sweep(replace(request_, cache=""))
    assert sweep(request_, lambda file: (file.path, list(file.hits))) == warm


def test_a_change_that_keeps_size_and_time_is_seen(request_: Request) -> None:
    sweep(request_)
    path = Path(request_.root) / "d1/f1.py"
    status = path.stat()
    path.write_text("!\n")
    path.write_text("a\n" if status.st_size == 2 else "")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    found = Sweep(request_, ("a",), lambda file: file.path, "1")
    assert "d1/f1.py" in list(found)


def test_results_of_other_catalogs_are_not_used(request_: Request) -> None:
    sweep(request_)
    seen: list[str] = []
    sweep(request_, lambda file: seen.append(file.path), key="2")
    assert len(seen) == 134


def test_what_has_just_changed_is_not_kept(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "_SETTLED", 10**13)
    sweep(request_)
    seen: list[str] = []
    sweep(request_, lambda file: seen.append(file.path))
    assert len(seen) == 134


@pytest.mark.parametrize("damage", [b"", b"garbage", b"ai-audit scan 1\n", None])
def test_broken_caches_are_done_without(request_: Request, damage: bytes | None) -> None:
    cold = sweep(request_)
    (file,) = Path(request_.cache).iterdir()
    data = file.read_bytes()
    file.write_bytes(data[:-9] + b"123456789" if damage is None else damage)
    assert sweep(request_) == cold
    assert file.read_bytes() == data  # and written anew


@pytest.mark.parametrize("place", ["/dev/null/cache", "/proc/nowhere"])
def test_unwritable_caches_are_done_without(request_: Request, place: str) -> None:
    assert sweep(replace(request_, cache=place)) == sweep(replace(request_, cache=""))


def test_caches_of_throw_away_roots_do_not_pile_up(tmp_path: Path) -> None:
    for number in range(60):
        cache = ScanCache(str(tmp_path), f"/root{number}", "")
        cache.new = {"a": 1}
        cache.save()
    assert len(list(tmp_path.iterdir())) == 40


def test_the_bytes_of_an_audit_are_bounded(request_: Request) -> None:
    for jobs in (1, 2):
        bounded = replace(request_, cache="", jobs=jobs, budgets=Budgets(total_bytes=100))
        found, skips, read = sweep(bounded)
        assert (len(found), read) == (12, 32)  # twelve files of five bytes and twenty of two
        assert skips[-1] == Skip(".", "more than 100 bytes: the audit stops before d0/f301.py", internal=True)
