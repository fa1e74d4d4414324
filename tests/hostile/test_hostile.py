"""The command itself on every hostile tree: it ends, says something valid, keeps the marker, leaks, runs and changes nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import trees

ROOT = Path(__file__).parents[2]
FORMATS = ("sarif", "html", "markdown", "csv", "junit", "cyclonedx", "gitlab", "github", "concise", "terminal")

Run = Callable[..., tuple[int, bytes, bytes]]


@pytest.fixture
def where(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "box"
    trees.remove(tmp_path / "box")


def environment(cache: Path) -> dict[str, str]:
    return {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "AI_AUDIT_CACHE_DIR": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Runs `ai-audit` with the limits of `serve.py` and gives code, stdout and stderr."""
    place = tmp_path_factory.mktemp("runs")
    (place / "empty").mkdir()
    subprocess.run(
        [sys.executable, "-m", "auditor", "scan", str(place / "empty")],
        env=environment(place / "cache"),
        cwd=place,
        capture_output=True,
    )  # as on a machine in use, the catalog is compiled
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("serve.py"))],
        env=environment(place / "cache"), cwd=place, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        requests, answers = server.stdin, server.stdout
        assert requests
        assert answers

        def once(cwd: Path, *argv: str) -> tuple[int, bytes, bytes]:
            out, err = place / "out", place / "err"
            for path in (out, err):
                path.unlink(missing_ok=True)
            print(json.dumps({"argv": argv, "cwd": str(cwd), "out": str(out), "err": str(err)}), file=requests, flush=True)
            said = json.loads(answers.readline())
            return said["code"], out.read_bytes(), err.read_bytes()

        yield once
        requests.close()


def state(top: Path) -> dict[str, tuple[Any, ...]]:
    """All that a tree consists of, read without opening a file."""
    found: dict[str, tuple[Any, ...]] = {}
    stack = [str(top)]
    while stack:
        try:
            entries = list(os.scandir(stack.pop()))
        except OSError:
            continue
        for entry in entries:
            if len(entry.path) > 3_900:
                continue  # the test itself cannot name it
            status = entry.stat(follow_symlinks=False)
            target = os.readlink(entry.path) if entry.is_symlink() else ""
            found[entry.path] = (status.st_mode, status.st_size, status.st_mtime_ns, status.st_ino, target)
            if entry.is_dir(follow_symlinks=False):
                stack.append(entry.path)
    return found


def check(box: trees.Box, code: int, out: bytes, err: bytes, codes: frozenset[int]) -> dict[str, Any]:
    """What holds for every run; the report, or nothing when the command refused."""
    said = out + err
    assert code in codes, (code, said[-2000:])
    assert b"Traceback" not in said, said[-2000:]
    assert b"Warning" not in err
    assert b"\x1b" not in said
    assert not list(box.canary.iterdir()), "something of the tree was run"
    assert not [secret for secret in box.secrets if secret.encode() in said], "a secret shows"
    for away in (b"root:x:0", trees.DECOY_MODEL.encode(), os.fsencode(box.outside)):
        assert away not in said, away
    if code == 2:
        assert err.strip(), "no word of why"
        return {}
    report: dict[str, Any] = json.loads(out.decode("utf-8"))
    assert not [skip for skip in report["skipped"] if skip["reason"].startswith("internal")], report["skipped"]
    return report


def has_marker(report: dict[str, Any], path: str) -> bool:
    inventory = report["inventory"]
    models = [model for model in inventory["models"] if model["id"] == trees.MARKER_MODEL]
    providers = [provider for provider in inventory["providers"] if provider["id"] == trees.MARKER_PROVIDER]
    return all(any(place["path"] == path for one in found for place in one["evidence"]) for found in (models, providers))


@pytest.mark.parametrize("name", trees.CASES)
def test_a_hostile_tree(name: str, where: Path, run: Run) -> None:
    case = trees.CASES[name]
    box = trees.build_one(name, where)
    before = state(box.tree)
    moving = (
        subprocess.Popen(["sh", "-c", case.mover], cwd=box.tree, stderr=subprocess.DEVNULL, process_group=0)
        if case.mover
        else None
    )
    try:
        done = run(box.canary, "scan", str(box.tree), "--format", "json", "--as-of", "2026-11-22")
    finally:
        if moving:
            os.killpg(moving.pid, signal.SIGKILL)
            moving.wait()
    report = check(box, *done, case.codes)
    assert not report or has_marker(report, trees.MARKER)
    assert moving or state(box.tree) == before, "the tree was changed"


@pytest.mark.parametrize("name", [case.name for case in trees.CASES.values() if case.in_tree])
def test_nothing_is_imported_from_the_current_directory(name: str, where: Path, tmp_path: Path) -> None:
    box = trees.build_one(name, where)
    command = [sys.executable, "-m", "auditor", "scan", ".", "--format", "json"]
    done = subprocess.run(
        command, cwd=box.tree, env=environment(tmp_path / "cache"), capture_output=True, stdin=subprocess.DEVNULL
    )
    assert has_marker(check(box, done.returncode, done.stdout, done.stderr, frozenset({0, 1})), trees.MARKER)


def test_all_of_them_at_once(where: Path) -> None:
    everything(where)


def everything(where: Path, under: Sequence[str] = (), with_jobs: Sequence[str] = ("1", "2")) -> dict[str, Any]:
    """One tree of all cases, every format, one process and two side by side: the same bytes, every marker. Gives the report."""
    box = trees.build_all(where)
    before = state(box.tree)
    running = []
    for jobs in with_jobs:
        target = where / f"reports{jobs}"
        target.mkdir()
        outputs = [option for word in FORMATS for option in ("--output", f"{word}={target / word}")]
        words = ("scan", str(box.tree), "--format", "json", "--as-of", "2026-11-22", "--jobs", jobs, *outputs)
        with (target / "json").open("wb") as out, (target / "err").open("wb") as err:
            command = [*under, sys.executable, "-P", "-m", "auditor", *words]
            surroundings = environment(where / f"cache{jobs}")
            running.append(
                subprocess.Popen(command, env=surroundings, cwd=where, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            )
    codes = [each.wait(timeout=300) for each in running]
    told = [[(where / f"reports{jobs}" / word).read_bytes() for word in ("json", *FORMATS)] for jobs in with_jobs]
    errors = b"".join((where / f"reports{jobs}" / "err").read_bytes() for jobs in with_jobs)
    report = check(box, codes[0], told[0][0], errors, frozenset({0, 1}))
    assert codes == codes[:1] * len(with_jobs)
    assert told == told[:1] * len(with_jobs)
    assert not [path.name for path in box.tree.iterdir() if not has_marker(report, f"{path.name}/{trees.MARKER}")]
    assert not [secret for text in told[0] for secret in box.secrets if secret.encode() in text]
    assert state(box.tree) == before
    return report
