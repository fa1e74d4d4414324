"""What the tests of the command share: a tree, a cache, a clean checkout and the tool installed from it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tool import CHAT, DAY, RETIRED, ROOT, Here, alone, setup_lines, write


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory that all workers of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture
def ai(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shared: Path) -> Here:
    """The command in an empty directory, on a fixed day."""
    cwd = tmp_path / "tree"
    cwd.mkdir()
    for name, value in {
        "SOURCE_DATE_EPOCH": DAY, "HOME": str(tmp_path), "AI_AUDIT_CACHE_DIR": str(shared / "cache"), "AI_AUDIT_DEBUG": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    return Here(monkeypatch, cwd)


@pytest.fixture
def repo(ai: Here) -> Path:
    """The tree that `ai` stands in: one call of a retired model."""
    return write(ai.cwd, {"app/chat.py": CHAT.format(model=RETIRED), "requirements.txt": "openai==1.40.0\n"})


@pytest.fixture(scope="session")
def checkout(shared: Path) -> Path:
    """What git would check out: a copy without anything that only stands on this machine."""
    target = shared / "checkout"
    with alone(shared / "checkout.lock"):
        if not target.exists():
            listed = subprocess.run(
                ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True
            ).stdout
            partial = shared / "checkout.partial"
            for name in filter(None, listed.decode().split("\0")):
                if (ROOT / name).is_file() and not name.startswith("tests/"):
                    (partial / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(ROOT / name, partial / name)
            partial.rename(target)
    return target


@pytest.fixture(scope="session")
def registry() -> dict[str, str]:
    """What pip needs of the user's environment; taken before the tests scrub it."""
    names = [name for name in os.environ if name.upper().startswith(("PIP_", "HTTP", "NO_PROXY", "SSL_", "REQUESTS_"))]
    return {name: os.environ[name] for name in (*names, "PATH", "HOME") if name in os.environ}


@pytest.fixture(scope="session")
def installed(checkout: Path, shared: Path, registry: dict[str, str]) -> Path:
    """The first set-up line of the README, run in a clean checkout; gives the directory with `ai-audit` in it."""
    line = setup_lines()[0]
    environment = registry | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{registry['PATH']}"}
    with alone(shared / "installed.lock"):
        if not (checkout / "first.txt").exists():
            done = subprocess.run(
                ["bash", "-c", line], cwd=checkout, env=environment, capture_output=True, text=True, timeout=600
            )
            assert done.returncode in {0, 1}, done.stderr  # whatever the audit says of the project itself
            (checkout / "first.txt").write_text(done.stdout)
    return checkout / ".venv" / "bin"
