"""How a process ends: closed pipes, full disks, signals; and what it must not run on its way."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tool import CHAT, RETIRED, ROOT, Here, process, surroundings, write

TOOL = (sys.executable, "-P", "-m", "auditor")
# what `python -m` itself imports before any line of ours (contextlib, functools ...) only `python -P` or the script can spare
NAMES = (
    "json re typing datetime os enum dataclasses gc signal errors click typer __future__ tomli yaml stat ast html select".split()
)


def shell(line: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`line` in bash, where $ai is the tool."""
    tool = " ".join(TOOL)
    words = ["bash", "-c", f"set -o pipefail; {line.replace('$ai', tool)}"]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, env=surroundings(cwd, **environment), timeout=60)


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("$ai -f json | head -c 5", 1, ""),  # the gate's answer, although the reader left
        ("$ai -f json --fail-on never | true", 0, ""),
        ("$ai rules | head -n 1", 0, ""),
        ("$ai --version | true", 0, ""),
        ("$ai --help | true", 0, ""),
        ("$ai explain AIA201 | true", 0, ""),
        ("yes gpt-4o | head -n 20000 | $ai model - -f json | true", 0, ""),
        ("$ai -f json > /dev/full", 2, "No space left on device"),
        ("$ai -o json=/dev/full -q", 2, "cannot write /dev/full: No space left"),
        ("$ai --version > /dev/full", 2, "No space left on device"),
        ("$ai --help > /dev/full", 2, "No space left on device"),
        ("$ai model gpt-4o > /dev/full", 2, "No space left on device"),
        ("echo gpt-4o | $ai model - > /dev/full", 2, "No space left on device"),
        ("$ai -f json >&-", 2, "standard output is closed"),
        ("$ai rules >&-", 2, "standard output is closed"),
        ("$ai -f concise - <&-", 0, "nothing to audit"),
        ("$ai nosuch 2>&-", 2, ""),
        ("$ai nosuch >&- 2>&- <&-", 2, ""),
        ("$ai nosuch 2> /dev/full", 2, ""),
        ("rmdir ../gone 2>/dev/null; mkdir ../gone; cd ../gone; rmdir ../gone; $ai --version", 0, ""),
    ],
)
def test_streams_that_fail(ai: Here, repo: Path, line: str, code: int, says: str) -> None:
    done = shell(line, repo)
    assert done.returncode == (141 if line.startswith("yes") and done.returncode == 141 else code), done.stderr
    assert says in done.stderr
    assert bool(done.stderr) == bool(says)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_audit_leaves_everything_as_it_was(ai: Here, repo: Path, number: int, jobs: str) -> None:
    write(repo, {f"m{index}.py": CHAT.format(model=RETIRED) * 30 for index in range(400)})
    write(repo.parent, {"old.json": "old"})
    running = subprocess.Popen(
        [*TOOL, "--jobs", jobs, "-f", "json", "-o", "json=../old.json"],
        cwd=repo, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=surroundings(repo), start_new_session=True,
    )  # fmt: skip
    at_work(running.pid, workers=jobs == "2")
    running.send_signal(number)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err) == (130, "", "error: interrupted\n")
    assert (repo.parent / "old.json").read_text() == "old"
    assert not [name for name in os.listdir(repo.parent) if name.startswith(".ai-audit-")]
    with pytest.raises(ProcessLookupError):  # no worker is left behind
        os.killpg(running.pid, 0)


def at_work(pid: int, *, workers: bool) -> None:
    """Wait until a process is past its start: it has workers, or has used more processor time than a start takes."""
    for _ in range(600):
        time.sleep(0.02)
        if used(pid) > 0.6 or (workers and f" {pid} " in children()):
            return
    raise AssertionError("it never got to work")


def used(pid: int) -> float:
    """Seconds of processor time."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children() -> str:
    """The parents of all processes."""
    found = [" "]
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            found.append(path.read_text().rsplit(")", 1)[1].split()[1] + " ")
    return "".join(found)


def test_an_interrupted_command_of_the_other_parser(ai: Here) -> None:
    running = subprocess.Popen(
        [*TOOL, "model", "-"], cwd=ai.cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings(ai.cwd)
    )  # fmt: skip
    before, now = -1.0, 0.0
    for _ in range(60):  # until it waits for a line: it has begun and takes no more processor time
        time.sleep(0.4)
        before, now = now, used(running.pid)
        if 0 < now == before:
            break
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out) == (130, b"")
    assert b"Traceback" not in err


@pytest.mark.parametrize("words", [("scan", "-f", "json"), ("rules",), ("--version",), ("catalog", "status")])
def test_modules_of_the_audited_tree_are_not_run(ai: Here, repo: Path, words: tuple[str, ...]) -> None:
    write(repo, {f"{name}.py": "open('canary', 'w')\nraise SystemExit('run')\n" for name in NAMES})
    ran = process(*words, cwd=repo, tool=(sys.executable, "-m", "auditor"))
    assert ran.code in {0, 1}, ran.err
    assert not (repo / "canary").exists()


def test_at_a_terminal(ai: Here, repo: Path) -> None:
    """Color and links on a terminal of its width, none with NO_COLOR or a dumb one."""
    assert "\x1b[" in at_terminal(repo)
    assert "\x1b[" not in at_terminal(repo, NO_COLOR="1").replace("\x1b]8;", "")
    assert "\x1b" not in at_terminal(repo, TERM="dumb")


def at_terminal(cwd: Path, **environment: str) -> str:
    main, side = pty.openpty()
    environment = {"TERM": "xterm-256color", **environment}
    running = subprocess.Popen([*TOOL], cwd=cwd, stdin=side, stdout=side, stderr=side, env=surroundings(cwd, **environment))
    os.close(side)
    found = b""
    while select.select([main], [], [], 20)[0]:
        try:
            found += os.read(main, 65536)
        except OSError:  # the other side is closed
            break
    os.close(main)
    assert running.wait(20) == 1
    return found.decode()


@pytest.mark.parametrize(
    ("shell_", "line", "lists"),
    [
        ("bash", 'COMP_WORDS="ai-audit sim" COMP_CWORD=1', "simulate"),
        ("bash", 'COMP_WORDS="ai-audit --fail" COMP_CWORD=1', "--fail-on"),
        ("bash", 'COMP_WORDS="ai-audit scan --fail-on me" COMP_CWORD=3', "medium"),
        ("bash", 'COMP_WORDS="ai-audit src --fail-on me" COMP_CWORD=3', "medium"),
        ("bash", 'COMP_WORDS="ai-audit baseline pr" COMP_CWORD=2', "prune"),
        ("zsh", '_TYPER_COMPLETE_ARGS="ai-audit sim"', '"simulate"'),
        ("zsh", '_TYPER_COMPLETE_ARGS="ai-audit --staged --fail"', '"--fail-on"'),
        ("fish", '_TYPER_COMPLETE_FISH_ACTION=get-args _TYPER_COMPLETE_ARGS="ai-audit --forma"', "--format"),
        ("fish", '_TYPER_COMPLETE_FISH_ACTION=get-args _TYPER_COMPLETE_ARGS="ai-audit expl"', "explain"),
    ],
)
def test_completions_are_answered(ai: Here, repo: Path, shell_: str, line: str, lists: str) -> None:
    done = shell(f"{line} _AI_AUDIT_COMPLETE=complete_{shell_} $ai", repo)
    assert (done.returncode, done.stderr) == (0, "")
    assert lists in done.stdout
    assert "grade" not in done.stdout


@pytest.mark.parametrize(
    ("shell_", "file"),
    [("bash", ".bash_completions/ai-audit.sh"), ("zsh", ".zfunc/_ai-audit"), ("fish", ".config/fish/completions/ai-audit.fish")],
)
def test_completions_are_shown_and_installed(ai: Here, shell_: str, file: str) -> None:
    shown = ai("--show-completion", shell_)
    assert shown.code == 0
    assert f"_AI_AUDIT_COMPLETE=complete_{shell_}" in shown.out
    assert ai("--install-completion", shell_).code == 0
    home = ai.cwd.parent
    assert (home / file).read_text().strip() == shown.out.strip()


def test_completion_in_a_real_bash(ai: Here, tmp_path: Path) -> None:
    write(tmp_path, {"bin/ai-audit": f'#!/bin/sh\nPYTHONPATH={ROOT} exec {" ".join(TOOL)} "$@"\n'})
    (tmp_path / "bin" / "ai-audit").chmod(0o755)
    line = (
        f'PATH={tmp_path}/bin:$PATH; eval "$(ai-audit --show-completion bash)"; '
        "COMP_WORDS=(ai-audit scan --fail-on cri); COMP_CWORD=3; _ai_audit_completion ai-audit; echo ${COMPREPLY[@]}"
    )
    assert shell(line, ai.cwd).stdout.split() == ["critical"]
