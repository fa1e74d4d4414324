"""Opening below a directory while links appear in the path."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from auditor.discover.opening import Unreadable, open_straight


def test_a_file_is_reached_through_no_link(tmp_path: Path) -> None:
    (tmp_path / "tree" / "in").mkdir(parents=True)
    (tmp_path / "tree" / "in" / "a.py").write_text("inside")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.py").write_text("outside")
    (tmp_path / "tree" / "away").symlink_to("../outside")
    base = f"{tmp_path}/tree/"
    descriptor = open_straight(base, "in/a.py")
    try:
        assert os.read(descriptor, 100) == b"inside"
    finally:
        os.close(descriptor)
    for path in ("away/a.py", "in/missing.py", "missing/a.py"):
        with pytest.raises(Unreadable):
            open_straight(base, path)
