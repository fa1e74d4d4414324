"""Bounds on what is kept: what is left out is said and fails `--strict`, small files lose nothing to large ones."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import trees

from auditor.cli.front import guarded, run
from auditor.facts import Catalog, Rulebook
from auditor.library import load_catalog, load_rulebook
from auditor.pipeline import audit
from auditor.records import Budgets, ModelUse, ProviderUse, Report, Request

FLOOD = trees.PRELUDE + 'client.chat.completions.create(model="gpt-4o", user="x")\n' * 400


@cache
def shipped() -> tuple[Catalog, Rulebook]:
    return load_catalog(), load_rulebook()


def audited(root: Path, files: dict[str, str], **budgets: int) -> Report:
    blobs = {name: text.encode() for name, text in files.items()}
    return audit(Request(root=str(root), as_of=date(2026, 11, 22), blobs=blobs, jobs=1, budgets=Budgets(**budgets)), *shipped())


def said_in(report: Report, path: str) -> set[str]:
    """Models and providers seen in a file."""
    found: tuple[ModelUse | ProviderUse, ...] = (*report.inventory.models, *report.inventory.providers)
    return {one.id for one in found if any(place.path == path for place in one.places)}


def test_a_flood_takes_nothing_from_the_files_behind_it(tmp_path: Path) -> None:
    files = {f"a/flood{number}.py": FLOOD for number in range(4)} | {trees.MARKER: trees.MARKER_TEXT}
    whole, bounded = audited(tmp_path, files), audited(tmp_path, files, evidence=200)
    assert not whole.skipped
    assert said_in(bounded, trees.MARKER) == said_in(whole, trees.MARKER) >= {trees.MARKER_MODEL, trees.MARKER_PROVIDER}
    assert {skip.path for skip in bounded.skipped} == {path for path in files if "flood" in path}
    assert all("more pieces of evidence or ignores than" in skip.reason for skip in bounded.skipped)
    assert bounded.complete  # the bound is no fault of ours
    assert [finding.name for finding in bounded.findings if finding.name == "incomplete-audit"]
    assert not [finding for finding in whole.findings if finding.name == "incomplete-audit"]


def test_many_small_files_fill_the_room_and_lose_nothing(tmp_path: Path) -> None:
    """Each of them stays below its fair share, however little room is left."""
    files = {f"a/{number:03}.py": trees.PRELUDE + trees.CALL for number in range(120)}
    bounded = audited(tmp_path, files, evidence=100)
    assert not bounded.skipped
    assert bounded.inventory == audited(tmp_path, files).inventory


@pytest.mark.parametrize(("most", "listed"), [(399, 399), (400, 400), (7, 7)])
def test_long_lists_of_places_are_cut_and_counted(tmp_path: Path, most: int, listed: int) -> None:
    report = audited(tmp_path, {"a.py": FLOOD}, places_per_finding=most)
    longest = max(len(finding.places) for finding in report.findings)
    assert longest <= listed
    uncut = audited(tmp_path, {"a.py": FLOOD})
    cut = {f"{one.rule} {one.subject.id}": len(one.places) for one in uncut.findings if len(one.places) > most}
    said = [note for note in report.notes if not note.startswith("inventory, ")]
    assert said == [f"{who}: the first {most} of {count} places are listed" for who, count in cut.items()]
    (model,) = (one for one in report.inventory.models if one.id == "gpt-4o")
    assert (len(model.places), model.unlisted) == (min(most, 400), 400 - min(most, 400))
    assert (f"inventory, gpt-4o: {most} of 400 places are listed" in report.notes) == (most < 400)
    assert bool(cut) == (most < 400)
    assert [finding.fingerprint for finding in report.findings] == [finding.fingerprint for finding in uncut.findings]
    assert report.shares == uncut.shares
    assert report.score == uncut.score


@pytest.mark.parametrize(
    ("budgets", "code"), [("evidence = 40", 2), ("evidence-per-file = 40", 2), ("places-per-finding = 40", 0), ("", 0)]
)
def test_strict_fails_when_evidence_was_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], budgets: str, code: int
) -> None:
    """A shorter list of places is no missing evidence: all of it was judged."""
    monkeypatch.setenv("AI_AUDIT_CACHE_DIR", str(tmp_path / "cache"))
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "a.py").write_text(FLOOD)
    (tree / "ai-audit.toml").write_text(f"[budgets]\n{budgets}\n")
    words = ["scan", str(tree), "--fail-on", "never", "--as-of", "2026-11-22"]
    assert guarded(lambda: run([*words, "--strict"])) == code
    assert guarded(lambda: run(words)) == 0
    assert ("more pieces of evidence" in capsys.readouterr().out) == (code == 2)
