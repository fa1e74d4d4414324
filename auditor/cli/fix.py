"""`scan --fix`: shows the safe edits as a diff, and writes them unless only `--diff` was asked for."""

from __future__ import annotations

import difflib
import os
from itertools import groupby

from auditor.advise.fixes import applied, fixes, wanted
from auditor.cli.front import complain
from auditor.cli.options import Options
from auditor.cli.output import show, write_file
from auditor.facts import Catalog
from auditor.records import Report
from auditor.report.safe import safe

LIMIT = 2_000_000  # characters


def run_fix(report: Report, catalog: Catalog, options: Options) -> None:
    """Print the diff of all safe edits; write the files when `--fix` stands alone."""
    edits = fixes(report.findings, report.inventory, catalog, report.request.as_of)
    shown: list[str] = []
    written = 0
    for path, group in groupby(edits, key=lambda edit: edit.path):
        full = os.path.join(report.request.root, path)
        try:
            # newline="" keeps the file's own line ends
            with open(full, encoding="utf-8", newline="") as file:
                before = file.read(LIMIT + 1)
        except (OSError, UnicodeDecodeError):
            continue
        after = applied(before, group)
        if after == before or len(before) > LIMIT or os.path.islink(full):
            continue
        shown += difflib.unified_diff(before.splitlines(), after.splitlines(), f"a/{path}", f"b/{path}", lineterm="", n=1)
        if not options.flag("diff"):
            write_file(full, after, mode=os.stat(full).st_mode & 0o777, whole=False)
            written += 1
    show("\n".join(safe(line) for line in shown) if shown else "nothing to fix safely")
    for note in wanted(edits, catalog) if shown else ():
        complain(note, word="note")
    if written:
        show("1 file changed" if written == 1 else f"{written} files changed")
