"""The hooks under the real pre-commit: one installation, then commits of a throw-away repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tool import ALIVE, CHAT, DAY, RETIRED, ROOT, committed, git, write

PROGRAM = Path(sys.executable).with_name("pre-commit")


class Client:
    """A repository whose commits go through the hooks."""

    def __init__(self, root: Path, environment: dict[str, str]) -> None:
        self.root = root
        self.environment = environment

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(words, cwd=self.root, env=self.environment, capture_output=True, text=True, timeout=600)

    def commit(self, *words: str) -> tuple[bool, str]:
        """Whether the commit came to be, and what the hooks said."""
        before = git(self.root, "rev-parse", "HEAD")
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        done = self.run("git", *identity, "commit", "-q", "-m", "x", *words)
        return git(self.root, "rev-parse", "HEAD") != before, done.stdout + done.stderr


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, registry: dict[str, str]) -> dict[str, str]:
    """Hooks are built into a home of their own, once for all tests here."""
    home = tmp_path_factory.mktemp("home")
    own = {"PRE_COMMIT_HOME": str(home / "pre-commit"), "XDG_CACHE_HOME": str(home / "cache"), "SOURCE_DATE_EPOCH": DAY}
    return registry | own | {"GIT_CONFIG_GLOBAL": os.devnull, "PATH": f"{PROGRAM.parent}{os.pathsep}{registry['PATH']}"}


@pytest.fixture(scope="module")
def source(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """This project as a repository, and its revision."""
    root = tmp_path_factory.mktemp("source") / "ai-audit"
    shutil.copytree(checkout, root, ignore=shutil.ignore_patterns(".venv"))
    committed(root)
    return root, git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def client(tmp_path: Path, environment: dict[str, str], source: tuple[Path, str], request: pytest.FixtureRequest) -> Client:
    """A clean repository with the hook of the test's parameter installed."""
    root = tmp_path / "client"
    root.mkdir()
    config = f"repos:\n  - repo: {source[0]}\n    rev: {source[1]}\n    hooks:\n      - id: {request.param}\n"
    write(
        root, {".pre-commit-config.yaml": config, "app/chat.py": CHAT.format(model=ALIVE), "requirements.txt": "openai==1.40.0\n"}
    )
    found = Client(committed(root), environment)
    installed = found.run(str(PROGRAM), "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return found


both = pytest.mark.parametrize("client", ["ai-audit", "ai-audit-staged"], indirect=True)


@both
def test_a_retired_model_blocks_the_commit_and_its_successor_does_not(client: Client) -> None:
    write(client.root, {"app/chat.py": CHAT.format(model=RETIRED)})
    git(client.root, "add", "-A")
    done, said = client.commit()
    assert not done
    assert f"retired-model: {RETIRED} was shut down" in said
    assert "app/chat.py:7:50" in said
    write(client.root, {"app/chat.py": CHAT.format(model="gpt-5.4-mini")})
    git(client.root, "add", "-A")
    done, said = client.commit()
    assert done, said
    assert "Passed" in said


@both
def test_what_git_is_about_to_commit_is_judged(client: Client) -> None:
    """The work tree is clean again, the staged content is not; and `git commit FILE` brings an index of its own."""
    write(client.root, {"app/chat.py": CHAT.format(model=RETIRED)})
    git(client.root, "add", "-A")
    write(client.root, {"app/chat.py": CHAT.format(model=ALIVE)})
    assert client.commit()[0] is False
    git(client.root, "reset", "-q", "--hard")
    write(client.root, {"app/chat.py": CHAT.format(model=RETIRED)})
    assert client.commit("app/chat.py")[0] is False


@pytest.mark.parametrize("client", ["ai-audit-staged"], indirect=True)
def test_the_staged_hook_leaves_old_findings_alone(client: Client) -> None:
    write(client.root, {"old.py": CHAT.format(model=RETIRED)})
    git(client.root, "add", "-A")
    git(client.root, "commit", "-q", "--no-verify", "-m", "old")
    write(client.root, {"app/more.py": CHAT.format(model=ALIVE), "README.md": "words\n"})
    git(client.root, "add", "-A")
    done, said = client.commit()
    assert done, said


def test_the_manifest_is_tried_as_a_user_would(tmp_path: Path, environment: dict[str, str], source: tuple[Path, str]) -> None:
    """`pre-commit validate-manifest` and the hooks that the README names."""
    done = subprocess.run(
        [str(PROGRAM), "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    listed = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    for id_ in ("ai-audit", "ai-audit-staged"):
        assert f"- id: {id_}\n" in listed
        assert f"- id: {id_} " in readme
