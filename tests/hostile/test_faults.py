"""Faults around the command: full disks, few descriptors, no home, odd clocks and locales, signals at any moment, runs side by side."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import trees
from test_hostile import FORMATS, ROOT, check, environment, everything, has_marker

DAY = ("--as-of", "2026-11-22")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough files for two workers, names in several scripts, and a marker."""
    box = tmp_path_factory.mktemp("many")
    for number in range(310):
        path = box / f"d{number % 7}" / f"größe-{number}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(trees.PRELUDE + trees.CALL)
    (box / "marker").mkdir()
    (box / trees.MARKER).write_text(trees.MARKER_TEXT)
    return box


def run(
    tree: Path, *words: str, before: Callable[[], Any] | None = None, under: Sequence[str] = (), **said: Any
) -> subprocess.CompletedProcess[bytes]:
    command = [*under, sys.executable, "-P", "-m", "auditor", *words]
    settings: dict[str, Any] = {"env": environment(tree.parent / "cache"), "cwd": tree, "stdin": subprocess.DEVNULL} | said
    done: subprocess.CompletedProcess[bytes] = subprocess.run(
        command, capture_output=True, preexec_fn=before, timeout=300, **settings
    )
    return done


def limit(kind: int, value: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(kind, (value, value))


def good(done: subprocess.CompletedProcess[bytes]) -> bytes:
    """A whole report with its marker."""
    box = trees.Box(Path(), Path("/nowhere-to-be-read"), Path(tempfile.gettempdir()) / "nowhere")
    box.canary.mkdir(exist_ok=True)
    assert has_marker(check(box, done.returncode, done.stdout, done.stderr, frozenset({0, 1})), trees.MARKER)
    return done.stdout


Disk = tuple[Path, Callable[[], None], Callable[[], None] | None]  # where, what fills it, what limits a process


@pytest.fixture(params=["limit", "0", "8192"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A directory, what fills it, and what makes a process meet the end of it: a real disk of 1 MB, or a limit on files."""
    place = tmp_path / "disk"
    place.mkdir()
    if request.param == "limit":
        yield place, lambda: None, limit(resource.RLIMIT_FSIZE, 100)
        return
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=False, capture_output=True
    ).returncode:
        pytest.skip("may not mount")

    def fill() -> None:
        with (place / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
            while filler.write(b"0" * 4096):
                pass
        os.truncate(place / "filler", (place / "filler").stat().st_size - int(request.param))

    try:
        yield place, fill, None
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_is_full(many: Path, tmp_path: Path, disk: Disk) -> None:
    """No cache is the worse for it, every file that was asked for is left as it was, and nothing half-written lies beside it."""
    place, fill, before = disk
    report, old = tmp_path / "report.json", place / "old"
    report.write_bytes(good(run(many, "scan", ".", "-f", "json", *DAY)))
    assert run(many, "baseline", "write", ".", "-o", str(old)).returncode == 0
    said = old.read_text()
    fill()
    names = sorted(path.name for path in place.iterdir())
    roomy = before is None and os.statvfs(place).f_bavail > 0
    full: dict[str, Any] = {"before": before, "env": environment(place / "cache") | {"TMPDIR": str(place)}}
    for jobs in ("1", "2"):
        assert good(run(many, "scan", ".", "-f", "json", "--jobs", jobs, *DAY, **full)) == report.read_bytes()
    for path in (place / "cache").rglob("*"):
        assert path.is_dir() or not path.name.endswith(".tmp")
    for words in (
        ("scan", ".", "-q", "-o", f"json={old}", "--jobs", "1"),
        ("scan", ".", "-q", "-f", "concise", "-o", f"html={old}", "--jobs", "2"),
        ("scan", ".", "-q", "-f", "concise", "-o", f"html={place / 'new'}"),
        ("baseline", "write", ".", "-o", str(old)),
        ("baseline", "prune", ".", "--baseline", str(old)),
    ):
        done = run(many, *words, **full)
        if words[0] == "baseline" and roomy:  # so little still fits, and then it is whole
            assert done.returncode == 0, done
            assert old.read_text() == said
            continue
        assert (done.returncode, done.stdout) == (2, b""), (words, done)
        assert b"cannot write" in done.stderr
        assert b"Traceback" not in done.stderr
        assert old.read_text() == said
        assert sorted({path.name for path in place.iterdir()} - {"cache"}) == names, words


@pytest.mark.parametrize(
    "words", [("convert", "{report}", "-f", "html"), ("scan", ".", "-f", "html"), ("convert", "{report}", "-f", "sarif")]
)
def test_standard_output_that_is_full(many: Path, tmp_path: Path, disk: Disk, words: tuple[str, ...]) -> None:
    place, fill, before = disk
    report = tmp_path / "report.json"
    report.write_bytes(good(run(many, "scan", ".", "-f", "json", *DAY)))
    fill()
    with (place / "out").open("wb") as out:
        command = [sys.executable, "-P", "-m", "auditor", *(word.format(report=report) for word in words)]
        done = subprocess.run(
            command,
            cwd=many,
            env=environment(tmp_path / "cache"),
            stdout=out,
            stderr=subprocess.PIPE,
            preexec_fn=before,
            timeout=300,
        )
    assert done.returncode == 2, done
    assert done.stderr.startswith(b"error: cannot ")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_few_descriptors_no_home_and_odd_surroundings(many: Path, tmp_path: Path, jobs: str) -> None:
    words = ("scan", ".", "-f", "json", "--jobs", jobs, *DAY)
    told = {good(run(many, *words))}
    told.add(good(run(many, *words, before=limit(resource.RLIMIT_NOFILE, 32))))
    bare = {"PATH": os.defpath, "PYTHONPATH": str(ROOT)}
    for surroundings in (
        {},
        {"HOME": "/proc"},
        {"HOME": "/proc/1/nowhere", "XDG_CACHE_HOME": "/dev/null/x"},
        {"HOME": str(tmp_path), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
        {"HOME": str(tmp_path), "COLUMNS": "1", "TERM": "dumb", "https_proxy": "http://127.0.0.1:9", "TZ": "Nowhere/Nothing"},
    ):
        told.add(good(run(many, *words, env=bare | surroundings)))
    assert len(told) == 1
    ascii_only = bare | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for format_ in ("terminal", "markdown"):
        done = run(many, "scan", ".", "-f", format_, "--jobs", jobs, *DAY, env=ascii_only)
        assert done.returncode in {0, 1}, done.stderr
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("day", ["1900-01-01", "1970-01-01", "8999-12-31"])
def test_clocks_far_off(many: Path, tmp_path: Path, day: str) -> None:
    copy = shutil.copytree(many, tmp_path / "copy")
    for number, path in enumerate(sorted(copy.rglob("*.py"))):
        os.utime(path, ns=((-1, 0, 2**33 * 10**9)[number % 3],) * 2)
    words = ("scan", ".", "-f", "json", "--as-of", day)
    cold, warm = (good(run(copy, *words, env=environment(tmp_path / "cache"))) for _ in range(2))
    assert cold == warm
    outputs = [word for format_ in FORMATS for word in ("-o", f"{format_}={tmp_path / format_}")]
    assert run(copy, "scan", ".", "-q", "--as-of", day, *outputs).returncode in {0, 1}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_without_a_calendar_are_refused(many: Path, day: str) -> None:
    done = run(many, "scan", ".", "--as-of", day)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"no day to judge by" in done.stderr


def test_several_runs_at_once_share_a_cache(many: Path, tmp_path: Path) -> None:
    """From nothing, and while one of them finds rubbish in it."""
    cache = tmp_path / "cache"
    command = [sys.executable, "-P", "-m", "auditor", "scan", ".", "-f", "json", "--jobs", "2", *DAY]
    told = set()
    for _ in range(2):
        running = [
            subprocess.Popen(command, cwd=many, env=environment(cache), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(4)
        ]
        for each in running:
            out, err = each.communicate(timeout=120)
            told.add(good(subprocess.CompletedProcess(command, each.returncode, out, err)))
        for path in cache.iterdir():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert len(told) == 1
    assert not list(cache.glob("*.tmp"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_any_moment(many: Path, tmp_path: Path, number: signal.Signals) -> None:
    """Before it is too late it ends with 130 and says so; nothing is left half-written, nobody is left behind."""
    chance = random.Random(int(number))
    target = tmp_path / "old.json"
    command = [sys.executable, "-P", "-m", "auditor", "scan", ".", "-q", "-f", "json", "--jobs", "2", "-o", f"json={target}"]
    seen = set()
    for _ in range(8):
        target.write_text("old")
        running = subprocess.Popen(
            command,
            cwd=many,
            env=environment(tmp_path / "cache"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            process_group=0,
        )
        time.sleep(chance.uniform(0.1, 1.2))
        running.send_signal(number)
        _, err = running.communicate(timeout=60)
        seen.add(running.returncode)
        assert b"auditor/" not in err or running.returncode == -number, err  # before its first line, Python itself is interrupted
        assert running.returncode in {0, 1, 130, -number}, err
        text = target.read_text()
        assert text == "old" or text.endswith("}\n")
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
        with pytest.raises(ProcessLookupError):
            os.killpg(running.pid, 0)
    assert 130 in seen or not seen & {0, 1}


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs privileges to lay down")
def test_everything_at_once_without_privileges(tmp_path: Path) -> None:
    """Every tree by somebody who may not read all of it: what the system refuses is said, and only that."""
    plain = ("setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs")
    place = tmp_path / "box"
    try:
        report = everything(place, plain, ("2",))
        refused = {skip["path"] for skip in report["skipped"] if skip["reason"] == "unreadable: permission denied"}
        assert refused >= {"unreadable/secret.py", "unreadable/locked/", "unreadable/listed/app.py"}
        assert all(path.startswith("unreadable/") for path in refused)
    finally:
        trees.remove(place)
