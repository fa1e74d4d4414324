"""The wheel: the same bytes twice, and all data in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tool import DAY, ROOT


@pytest.fixture(scope="module")
def wheels(checkout: Path, tmp_path_factory: pytest.TempPathFactory, registry: dict[str, str]) -> list[Path]:
    """Two builds of two copies in two places."""
    found: list[Path] = []
    for seed in ("1", "2"):
        root = tmp_path_factory.mktemp("build") / f"copy{seed}"
        shutil.copytree(checkout, root, ignore=shutil.ignore_patterns(".venv"))
        environment = registry | {"SOURCE_DATE_EPOCH": DAY, "PYTHONHASHSEED": seed}
        words = [sys.executable, "-P", "-m", "hatchling", "build", "-t", "wheel", "-d", "out"]
        done = subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        found += (root / "out").glob("*.whl")
    return found


def test_two_builds_are_the_same_bytes(wheels: list[Path]) -> None:
    one, other = wheels
    assert one.name == other.name
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        assert first.namelist() == second.namelist()
        assert [name for name in first.namelist() if first.read(name) != second.read(name)] == []
    assert one.read_bytes() == other.read_bytes()


def test_the_wheel_holds_code_and_data_and_nothing_else(wheels: list[Path]) -> None:
    with zipfile.ZipFile(wheels[0]) as wheel:
        names = set(wheel.namelist())
        entry = next(name for name in names if name.endswith("entry_points.txt"))
        assert "ai-audit = auditor.__main__:main" in wheel.read(entry).decode()
    rules = {f"auditor/_rules/{path.relative_to(ROOT / 'rules').as_posix()}" for path in (ROOT / "rules").rglob("*.toml")}
    assert len(rules) > 300
    assert rules <= names
    data = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "auditor").rglob("*")
        if path.suffix in {".j2", ".css", ".js", ".json", ".py", ".typed"}
    }
    assert {"auditor/py.typed", "auditor/report/schema/report-1.json", "auditor/report/templates/report.html.j2"} <= data
    assert data <= names
    rest = names - rules - data
    assert {name for name in rest if not name.startswith("ai_vendor_audit-")} <= {"auditor/_rules/catalog.index"}
    assert any(name.endswith("licenses/LICENSE") for name in rest)
