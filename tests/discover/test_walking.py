"""Two processes walk as one would: the same files, skips and stamps, whatever stands in which half."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from auditor.discover import candidates, walking
from auditor.discover.seen import Seen
from auditor.discover.walk import Walk
from auditor.discover.walking import walked
from auditor.frozen import replace
from auditor.records import Budgets, Candidate, Request, Skip

COUNT = 40


@pytest.fixture
def request_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Request:
    monkeypatch.setattr(walking, "_MANY", COUNT // 2)
    for at in range(COUNT):
        folder = tmp_path / "src" / f"part{at:02d}"
        (folder / "deep").mkdir(parents=True)
        (folder / "main.py").write_text("x = 1\n")
        (folder / "deep" / "b\udcff.py").write_text("y = 1\n")
        (folder / "node_modules").mkdir()
        (folder / "link.py").symlink_to("../part00/main.py")
    (tmp_path / ".gitignore").write_text("part03/\n")
    (tmp_path / "src/part05/.gitignore").write_text("deep/\n")
    return Request(root=str(tmp_path), as_of=date(2026, 1, 1))


def whole(walk: Walk) -> tuple[list[Candidate], list[Skip], list[tuple[str, str]], dict[str, int], bool]:
    seen: Seen = walk.seen
    return sorted(walk.candidates), sorted(walk.skips), sorted(walk.links), seen.stamps, seen.steady


def agree(request: Request) -> bool:
    return whole(walked(replace(request, jobs=1), stamped=True)) == whole(walked(replace(request, jobs=2), stamped=True))


def test_two_find_what_one_finds(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, joined = [], walking._joined

    def spied(walk: Walk, theirs: object) -> bool:
        shared.append(joined(walk, theirs))
        return shared[-1]

    monkeypatch.setattr(walking, "_joined", spied)
    assert agree(request_)
    assert shared == [True]
    assert len(candidates(replace(request_, jobs=2))[0]) == (COUNT - 1) * 2 - 1


def test_names_of_one_file_in_two_halves(request_: Request) -> None:
    for at in range(10, 20):
        os.link(f"{request_.root}/src/part09/main.py", f"{request_.root}/src/part{at}/twin.py")
    assert agree(request_)
    said = [
        skip.path for skip in candidates(replace(request_, jobs=2))[1] if skip.reason == "another name of a file that is read"
    ]
    assert said == [f"src/part{at}/twin.py" for at in range(10, 20)]


def test_links_to_another_name_of_a_file_in_either_half(request_: Request) -> None:
    with Path(request_.root, ".gitignore").open("a") as ignored:
        ignored.write("names/\n")
    names = Path(request_.root, "names")
    names.mkdir()
    for at in range(10, 20):
        os.link(f"{request_.root}/src/part{at}/main.py", names / f"{at}.py")
        Path(request_.root, f"link{at}.py").symlink_to(f"names/{at}.py")
    alone = candidates(replace(request_, jobs=1))
    assert [skip.path for skip in alone[1] if "another name" in skip.reason] == [f"link{at}.py" for at in range(10, 20)]
    assert candidates(replace(request_, jobs=2)) == alone


def test_budgets_hold_for_both_together(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.discover.ignores.MAX_GLOBS", 12)
    for at in range(COUNT):
        Path(request_.root, f"src/part{at:02d}/.ignore").write_text("a*b\n")
    assert agree(request_)
    assert agree(replace(request_, budgets=Budgets(files=30)))


def test_a_process_that_dies_loses_nothing(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = whole(walked(replace(request_, jobs=1)))
    monkeypatch.setattr(walking, "_told", lambda *_: os._exit(1))
    assert whole(walked(replace(request_, jobs=2))) == alone


def test_where_no_process_can_be_had_one_walks(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = whole(walked(replace(request_, jobs=1)))

    def refuse() -> NoReturn:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert whole(walked(replace(request_, jobs=2))) == alone
