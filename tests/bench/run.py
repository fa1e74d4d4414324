"""Measure `ai-audit` against ripgrep and its start against the bare interpreter, in one run and without the network.

    python tests/bench/run.py [--sizes 1000,10000,100000] [--runs 5] [--jobs 2] [--tree DIR ...]

Each figure is the median of pairs run in turn, so that a noisy machine hurts both sides alike. Needs `rg` on the path. A second
table tells what extraction costs by format, in this process, of the files that pass the prefilter.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path[0] = str(Path(__file__).parents[2])

from auditor.discover import candidates  # noqa: E402 - the path comes first
from auditor.discover.homes import homes_of  # noqa: E402
from auditor.discover.reading import Pass, Reader  # noqa: E402
from auditor.extract.masks import Masker  # noqa: E402
from auditor.extract.scan import scan  # noqa: E402
from auditor.library import load_catalog  # noqa: E402
from auditor.records import Request, SourceFile  # noqa: E402
from tests.bench.synthetic import build  # noqa: E402

NEEDLES = 300
RIPGREP = ("rg", "--no-config", "--hidden", "--no-ignore", "-g", "!.git", "-c", "-F", "-f")
FLOOR = (sys.executable, "-I", "-S", "-c", "pass")
AUDIT = (sys.executable, "-m", "auditor")


class Cost(NamedTuple):
    """What one process took, its children included."""

    seconds: float
    cpu: float
    mebibytes: float


def cost(command: tuple[str, ...], cwd: Path, environment: dict[str, str]) -> Cost:
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def pairs(
    ours: tuple[str, ...], theirs: tuple[str, ...], cwd: Path, runs: int, before: Callable[[], object] = lambda: None
) -> str:
    """Wall and processor ratio, peak memory and both times, as cells of a table."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}  # byte code is kept, as in use
    environment = {**kept, "PYTHONPATH": str(Path(__file__).parents[2]), "AI_AUDIT_CACHE_DIR": str(CACHE)}
    told = []
    for number in range(runs + 1):
        before()
        pair = cost(ours, cwd, environment), cost(theirs, cwd, environment)
        told += [pair] if number else []  # the first warms the page cache
    walls = [one.seconds / other.seconds for one, other in told]
    cpus = [one.cpu / max(other.cpu, 1e-3) for one, other in told]
    mine, yours = (statistics.median(pair[side].seconds for pair in told) for side in (0, 1))
    peak = max(one.mebibytes for one, _ in told)
    return f"{statistics.median(walls):.2f} | {min(walls):.2f}-{max(walls):.2f} | {statistics.median(cpus):.2f} | {mine:.3f} | {yours:.3f} | {peak:.0f}"


def forget() -> None:
    for path in (*CACHE.glob("scan-*"), *CACHE.glob("tree-*")):
        path.unlink()


def measure(tree: Path, label: str, patterns: Path, options: argparse.Namespace) -> None:
    scan = (*AUDIT, "scan", ".", "--format", "json", "--fail-on", "never", "--jobs")
    search = (*RIPGREP, str(patterns), ".")
    for name, jobs, before in (
        ("cold", str(options.jobs), forget),
        ("cold, one process", "1", forget),
        ("warm", str(options.jobs), lambda: None),
    ):
        print(f"| {label} | {name} | {pairs((*scan, jobs), search, tree, options.runs, before)} |", flush=True)


def start_up(tree: Path, runs: int) -> None:
    five = sorted(str(path.relative_to(tree)) for path in tree.rglob("*.py"))[:5]
    for label, command in (
        ("`--version`", (*AUDIT, "--version")),
        (
            "five named files",
            (*AUDIT, "scan", "--format", "json", "--fail-on", "never", *(word for name in five for word in ("--files", name))),
        ),
        ("rules", (*AUDIT, "rules")),
    ):
        print(f"| {label} | to `python -I -S -c pass` | {pairs(command, FLOOR, tree, max(runs, 9))} |", flush=True)


def by_format(tree: Path) -> list[str]:
    """Rows of what the extraction of a tree costs, the dearest format first."""
    catalog = load_catalog(str(CACHE))
    request = Request(root=str(tree), as_of=catalog.as_of, jobs=1)
    files, _ = candidates(request)
    reader = Reader(request, catalog.needles, catalog.sieve, Pass(homes_of(files)))
    masker = Masker(catalog.key_prefixes)
    spent: dict[str, list[float]] = {}
    for _, _, file in reader.read(files):
        if isinstance(file, SourceFile):
            start = time.process_time()
            pieces = len(scan(file, masker, request.budgets.evidence_per_file)[0])
            row = spent.setdefault(file.format, [0, 0, 0, 0])
            for place, value in enumerate((time.process_time() - start, 1, len(file.text) / 1e6, pieces)):
                row[place] += value
    return [
        f"| {tree.name} | {name} | {count:.0f} | {size:.2f} | {seconds * 1e3 / max(size, 1e-6):.0f} | {pieces:.0f} |"
        for name, (seconds, count, size, pieces) in sorted(spent.items(), key=lambda one: -one[1][0])
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of files")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tree", action="append", default=[], type=Path, help="measure this directory as well")
    options = parser.parse_args()
    if not shutil.which("rg"):
        raise SystemExit("ripgrep (rg) is not on the path")
    needles = sorted(needle.replace("\\b", "") for needle in load_catalog(str(CACHE)).needles)
    patterns = CACHE / "needles"
    patterns.write_text("\n".join(needles[:: max(1, len(needles) // NEEDLES)][:NEEDLES]) + "\n")
    languages: list[str] = []
    print(
        "| tree | what | wall ratio | from-to | processor ratio | ours, s | theirs, s | MiB |\n|---|---|---|---|---|---|---|---|"
    )
    for number, size in enumerate(int(word) for word in options.sizes.split(",") if word):
        with tempfile.TemporaryDirectory() as place:
            label = f"{size} files, {build(size, Path(place)) / 1e6:.0f} MB"
            if not number:
                start_up(Path(place), options.runs)
            measure(Path(place), label, patterns, options)
            languages = by_format(Path(place))
    for tree in options.tree:
        measure(tree.resolve(), tree.name, patterns, options)
        languages += by_format(tree.resolve())
    print("\n| tree | format | files | MB | ms/MB | pieces of evidence |\n|---|---|---|---|---|---|")
    print("\n".join(languages))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as where:
        CACHE = Path(where)
        main()
