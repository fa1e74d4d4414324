"""Audits of git's objects: what is staged, what a branch changes, what is new since a revision; and what must never run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tool import ALIVE, CHAT, RETIRED, Here, committed, git, process, write

CLAUDE = CHAT.replace("openai", "anthropic").replace("OpenAI", "Anthropic").format(model="claude-opus-4-5")


@pytest.fixture
def history(ai: Here) -> Path:
    """main: a living model. Branch `work`, checked out: a retired one beside it, another provider in its place."""
    write(
        ai.cwd,
        {
            "app/chat.py": CHAT.format(model=ALIVE),
            "requirements.txt": "openai==1.40.0\n",
            "old.py": CHAT.format(model="gpt-5.4-mini"),
        },
    )
    committed(ai.cwd)
    git(ai.cwd, "checkout", "-q", "-b", "work")
    write(
        ai.cwd,
        {
            "app/more.py": CHAT.format(model=RETIRED),
            "app/chat.py": CLAUDE,
            "requirements.txt": "anthropic==0.40.0\nopenai==1.40.0\n",
        },
    )
    (ai.cwd / "old.py").unlink()
    return committed(ai.cwd)


def report(ai: Here, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ai("-f", "json", *words).out)
    return found


def paths(found: dict[str, Any]) -> set[str]:
    return {place["path"] for use in found["inventory"]["models"] for place in use["evidence"]}


def test_what_is_staged_is_audited_not_the_work_tree(ai: Here, history: Path) -> None:
    nothing = ai("--staged", "-f", "concise")
    assert (nothing.code, "nothing to audit" in nothing.err) == (0, True)
    write(history, {"app/chat.py": CHAT.format(model=RETIRED), "app/new.py": CHAT.format(model=RETIRED)})
    git(history, "add", "app/chat.py")
    write(history, {"app/chat.py": CHAT.format(model=ALIVE)})
    found = report(ai, "--staged")
    assert (paths(found), found["summary"]["files_read"]) == ({"app/chat.py"}, 1)
    assert ai("--staged").code == 1
    git(history, "add", "app/chat.py")
    write(history, {"app/chat.py": CHAT.format(model=RETIRED)})
    assert ai("--staged").code == 0
    git(history, "add", "-A")
    assert paths(report(ai, "--staged")) == {"app/chat.py", "app/new.py"}
    assert paths(report(ai, "--staged", "app/new.py")) == {"app/new.py"}
    assert paths(report(ai, "--staged", "app")) == {"chat.py", "new.py"}
    assert paths(report(ai, "--staged", "--exclude", "new.py")) == {"app/chat.py"}


def test_staged_before_the_first_commit_and_with_odd_names(ai: Here) -> None:
    names = ["a b.py", "ü/ñ.py", 'q"uote.py', "-dash.py", "tab\there.py"]
    write(ai.cwd, {name: CHAT.format(model=RETIRED) for name in names})
    (ai.cwd / "link.py").symlink_to("/etc/passwd")
    git(ai.cwd, "init", "-q")
    git(ai.cwd, "add", "-A")
    found = report(ai, "--staged")
    assert found["summary"]["files_read"] == len(names)
    assert paths(found) >= {"a b.py", "ü/ñ.py", 'q"uote.py', "-dash.py"}


def test_the_index_that_git_names_is_read(ai: Here, history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`git commit FILE` runs its hooks with an index of its own, named relative to the top of the work tree."""
    write(history, {"app/chat.py": CHAT.format(model=RETIRED)})
    git(history, "add", "-A")
    (history / ".git" / "index").rename(history / ".git" / "next-index")
    git(history, "read-tree", "HEAD")
    assert ai("--staged").code == 0
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    assert ai("--staged").code == 1
    assert ai("--staged", "app").code == 1


def test_a_change_in_three_forms(ai: Here, history: Path) -> None:
    text = ai("diff", "main", "work")
    assert text.code == 1
    assert {
        "+ provider anthropic",
        "+ maker anthropic",
        "+ model claude-opus-4-5",
        f"- model {ALIVE}",
        "+ package pypi:anthropic",
    } <= {*text.out.splitlines()}
    assert "new: critical[AIA201] retired-model" in text.out
    assert "(app/more.py:7)" in text.out
    assert "share of provider openai: 100% -> 50%" in text.out

    answer = json.loads(ai("diff", "main", "work", "-f", "json").out)
    assert answer["added"]["providers"] == ["anthropic"]
    assert answer["removed"]["models"] == sorted([ALIVE, "gpt-5.4-mini"])
    assert "AIA201" in {one["rule"] for one in answer["new"]}
    assert {share["axis"] for share in answer["shares"]} == {"provider", "maker"}

    markdown = ai("diff", "main", "work", "--format", "markdown").out
    assert markdown.startswith("### ai-audit: ")
    assert "- Adds providers: `anthropic`" in markdown
    assert "<details open><summary>New findings" in markdown
    assert markdown.count("<details") == markdown.count("</details>")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("main",), 1),
        (("main", "work"), 1),
        (("work", "main"), 0),
        (("work",), 0),
        (("HEAD~1", "HEAD"), 1),
        (("HEAD^", "@"), 1),
        (("main", "--fail-on", "never"), 0),
    ],
)  # fmt: skip
def test_the_gate_of_a_change(ai: Here, history: Path, words: tuple[str, ...], code: int) -> None:
    assert ai("diff", *words).code == code


def test_the_work_tree_counts_when_no_second_revision_is_named(ai: Here, history: Path) -> None:
    assert ai("diff", "work").out.startswith("no change")
    assert "touches no provider" in ai("diff", "work", "-f", "markdown").out
    (history / "app" / "more.py").unlink()
    fixed = ai("diff", "work")
    assert (fixed.code, "fixed: critical[AIA201]" in fixed.out) == (0, True)
    write(history, {"ai-audit.toml": "fail-on = 'never'\n"})
    assert ai("diff", "main").code == 0


def test_two_saved_reports_are_compared(ai: Here, history: Path) -> None:
    assert ai("-q", "-f", "concise", "-o", "json=../work.json").code == 1
    git(history, "checkout", "-q", "main")
    assert ai("-q", "-f", "concise", "-o", "json=../main.json").code == 0
    for words in (("../main.json", "../work.json"), ("main", "../work.json"), ("../main.json", "work")):
        assert ai("diff", *words, "-f", "json").out == ai("diff", "main", "work", "-f", "json").out
        assert ai("diff", *words).code == 1


def test_what_becomes_more_severe_is_told_and_gated(ai: Here, repo: Path) -> None:
    """Two reports of one tree, one finding of which is `high` in the second."""
    write(repo.parent, {"mild.toml": "[severity]\nAIA201 = 'low'\n", "hard.toml": "[severity]\nAIA201 = 'high'\n"})
    for name in ("mild", "hard"):
        ai("-q", "-f", "concise", "--config", f"../{name}.toml", "-o", f"json=../{name}.json")
    worse = ai("diff", "../mild.json", "../hard.json")
    assert (worse.code, worse.out.splitlines()[0].startswith("worse: high[AIA201]")) == (1, True)
    assert [one["rule"] for one in json.loads(ai("diff", "../mild.json", "../hard.json", "-f", "json").out)["worse"]] == [
        "AIA201"
    ]
    assert "More severe than before (1)" in ai("diff", "../mild.json", "../hard.json", "-f", "markdown").out
    better = ai("diff", "../hard.json", "../mild.json")
    assert (better.code, better.out) == (0, "no change in providers, models, licenses or findings\n")


def test_a_large_change_stays_a_comment(ai: Here) -> None:
    write(ai.cwd, {"a.py": "x = 1\n"})
    committed(ai.cwd)
    hostile = "x" * 300 + "`</details>|"
    write(ai.cwd, {f"{hostile[:150]}{number}.py": CHAT.format(model=f"gpt-4-turbo-{number:08}x") for number in range(300)})
    markdown = ai("diff", "HEAD", "-f", "markdown").out
    assert len(markdown) < 65_000
    assert markdown.count("<details") == markdown.count("</details>")


def test_only_what_is_new_counts(ai: Here, history: Path) -> None:
    assert ai("--diff-base", "main").code == 1
    assert ai("--diff-base", "work").code == 0
    found = report(ai, "--diff-base", "work")
    assert [one for one in found["findings"] if one["new"]] == []
    assert {one["suppressed"]["kind"] for one in found["findings"]} == {"baseline"}
    path = history / "app" / "more.py"
    path.write_text("# moved\n\n" + path.read_text())
    assert ai("--diff-base", "work").code == 0
    write(history, {"app/third.py": CHAT.format(model="text-davinci-003")})
    assert {one["rule"] for one in report(ai, "--diff-base", "work")["findings"] if one["new"]} >= {"AIA201"}
    git(history, "add", "app/third.py")
    assert ai("--staged", "--diff-base", "work").code == 1
    assert ai("--staged", "--diff-base", "work", "app/more.py").code == 0


@pytest.mark.parametrize(
    "tree",
    [
        {"node_modules/openai/index.js": 'const model = "gpt-3.5-turbo-0301"\n'},
        {".venv/pyvenv.cfg": "", ".venv/a.py": CHAT.format(model=RETIRED)},
    ],
)
def test_a_revision_leaves_out_what_the_walk_leaves_out(ai: Here, repo: Path, tree: dict[str, str]) -> None:
    write(repo, tree)
    git(committed(repo), "add", "-A", "-f")
    committed(repo)
    assert ai("diff", "HEAD").out.startswith("no change")


@pytest.mark.parametrize(
    "ref",
    [
        "--upload-pack=touch canary",
        "-x",
        "main..work",
        "main...work",
        "main:app",
        ":/x",
        "",
        " ",
        "a b",
        "main\n",
        "^main",
        "main@{u}",
        "nosuch",
        "HEAD~99",
        "x" * 300,
    ],
)
def test_odd_revisions_are_refused(ai: Here, history: Path, ref: str) -> None:
    for words in (("diff", "--", ref, "main"), ("--diff-base=" + ref,)):
        if ref or words[0] == "diff":
            ran = ai(*words)
            assert (ran.code, ran.out) == (2, ""), ran
            assert "git knows no such revision here" in ran.err
    assert sorted(os.listdir(history)) == [".git", "app", "requirements.txt"]


@pytest.mark.parametrize("name", ["feature/größe", "fix/#12", "a,b=c%d!", "v1.0.0-rc.1+x", "it's"])
def test_ordinary_names_of_branches_are_known(ai: Here, history: Path, name: str) -> None:
    git(history, "branch", name, "main")
    assert ai("diff", name, "work").code == 1
    assert ai("--diff-base", name).code == 1


HOSTILE = """[core]
	repositoryformatversion = 1
	fsmonitor = {run}
	hooksPath = {hooks}
	pager = {run}
	editor = {run}
	sshCommand = {run}
	gitProxy = {run}
	askPass = {run}
	alternateRefsCommand = {run}
	attributesFile = {hooks}/attributes
[diff]
	external = {run}
[diff "run"]
	textconv = {run}
	command = {run}
[filter "run"]
	clean = {run}
	smudge = {run}
	process = {run}
	required = true
[merge "run"]
	driver = {run}
[pager]
	diff = {run}
	ls-files = {run}
[alias]
	ls-files = !{run}
	cat-file = !{run}
[credential]
	helper = !{run}
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[protocol "file"]
	allow = always
[remote "origin"]
	url = ext::{run}
	fetch = +refs/heads/*:refs/remotes/origin/*
	promisor = true
	partialclonefilter = blob:none
	uploadpack = {run}
[extensions]
	partialClone = origin
[gpg]
	program = {run}
[log]
	showSignature = true
[uploadpack]
	packObjectsHook = {run}
[receive]
	procReceiveRefs = refs
[submodule]
	recurse = true
"""


@pytest.mark.parametrize(
    "words",
    [("--staged",), ("diff", "main"), ("diff", "main", "work"), ("--diff-base", "main"), ("--diff-base", "main", "--staged")],
)
def test_nothing_that_a_repository_names_is_run(ai: Here, history: Path, words: tuple[str, ...]) -> None:
    outside = history.parent
    canary, program = outside / "canary", outside / "run"
    program.write_text(f'#!/bin/sh\necho "$0 $@" >> {canary}\ncat\n')
    hooks = outside / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "pre-commit", "reference-transaction", "fsmonitor-watchman"):
        (hooks / name).write_text(program.read_text())
        (hooks / name).chmod(0o755)
    program.chmod(0o755)
    write(
        history,
        {".gitattributes": "* filter=run diff=run merge=run textconv\n", "app/chat.py": CHAT.format(model=RETIRED) + "#\n"},
    )
    git(history, "add", "-A")
    write(history, {"app/chat.py": CHAT.format(model=RETIRED) + "# not staged\n", "git": program.read_text()})
    (history / "git").chmod(0o755)
    blob = git(history, "rev-parse", "main:old.py").strip()  # gone: git would fetch it from the remote
    (history / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    (history / ".git" / "config").write_text(HOSTILE.format(run=program, hooks=hooks))
    ran = process(
        *words,
        cwd=history,
        PATH=f":.:{os.environ['PATH']}",
        GIT_EXTERNAL_DIFF=str(program),
        GIT_PAGER=str(program),
        GIT_SSH_COMMAND=str(program),
    )
    assert not canary.exists(), canary.read_text()
    assert ran.code in {0, 1}, ran.err


def test_a_repository_of_somebody_else_is_refused_with_words(ai: Here, history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (history / ".git" / "HEAD").write_text("nonsense\n")
    assert "no git repository to read" in ai.fails("--staged")
    monkeypatch.setenv("PATH", str(history))
    assert "git was not found" in ai.fails("--staged")


def test_a_linked_work_tree_and_a_subfolder(ai: Here, history: Path) -> None:
    git(history, "worktree", "add", "-q", "../second", "main")
    ai.cwd = history.parent / "second"
    assert ai("diff", "work", "-f", "json").code == 0
    ai.cwd = history / "app"
    found = json.loads(ai("diff", "main", "work", "-f", "json").out)
    assert found["added"]["providers"] == ["anthropic"]
    assert "gpt-5.4-mini" not in found["removed"]["models"]


def test_what_is_too_large_or_gone_at_a_revision_is_said(ai: Here) -> None:
    """A blob over the budget, one that the clone lacks: named with the reason, in every answer that compares with it."""
    write(ai.cwd, {"package-lock.json": " " * 20_000_001, "lost.py": "x = 1\n", "app.py": CHAT.format(model=ALIVE)})
    committed(ai.cwd)
    oid = git(ai.cwd, "rev-parse", "HEAD:lost.py").strip()
    (ai.cwd / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    write(ai.cwd, {"package-lock.json": "{}", "lost.py": "x = 2\n"})
    found = report(ai, "--diff-base", "HEAD")
    assert {skip["path"]: skip["reason"] for skip in found["skipped"]} == {
        "package-lock.json": "larger than 20 MB (at HEAD)",
        "lost.py": "git does not tell its content (at HEAD)",
    }
    assert [one["rule"] for one in found["findings"] if one["new"]] == []
    assert ai("--strict", "--diff-base", "HEAD").code == 2
    both = {"larger than 20 MB": 1, "git does not tell its content": 1}
    assert json.loads(ai("diff", "HEAD", "-f", "json").out)["unread"] == {"before": both, "after": {}}
    for kind in ("text", "markdown"):
        assert "larger than 20 MB" in ai("diff", "HEAD", "-f", kind).out.replace("`", "")
    assert "not read" not in ai("diff", "HEAD", "HEAD").out


LIMITED = "import resource as r; r.setrlimit(r.RLIMIT_DATA, (160_000_000,) * 2); from auditor.__main__ import main; main()"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_contents_come_one_at_a_time(ai: Here, jobs: str) -> None:
    """Blobs that together are more than may be held, read by one process and by two, each with a git of its own."""
    many = {f"m{number}.py": f"{number}{'#' * 1_900_000}\n" for number in range(80)}
    write(ai.cwd, many | {f"s{number}.py": CHAT.format(model=RETIRED) for number in range(240)})
    committed(ai.cwd)
    for name in many:
        (ai.cwd / name).unlink()
    ran = process(
        "--diff-base", "HEAD", "--jobs", jobs, "-f", "json", cwd=ai.cwd, tool=(sys.executable, "-P", "-c", LIMITED)
    )  # fmt: skip
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert (found["complete"], found["skipped"]) == (True, [])
    assert {one["new"] for one in found["findings"]} == {False}


@pytest.mark.parametrize("name", ["f{0}.py", "f{0}"])
def test_a_tree_that_names_itself_does_not_fill_memory(ai: Here, name: str) -> None:
    """Ten names for one tree, ten times over: a repository of some kilobytes that lists ten billion files."""
    git(committed(ai.cwd), "config", "core.compression", "0")
    oid = git(ai.cwd, "hash-object", "-w", "-t", "blob", "/dev/null").strip()
    kind, mode = "blob", "100644"
    for _ in range(10):
        lines = "".join(f"{mode} {kind} {oid}\t{name.format(number)}\n" for number in range(10))
        done = subprocess.run(["git", "mktree"], cwd=ai.cwd, input=lines, capture_output=True, text=True, check=True)
        oid, kind, mode = done.stdout.strip(), "tree", "040000"
    commit = git(ai.cwd, "commit-tree", "-m", "x", oid).strip()
    ran = process("diff", commit, cwd=ai.cwd, tool=(sys.executable, "-P", "-c", LIMITED))
    assert (ran.code, ran.out) == (2, "")
    assert "more than" in ran.err


@pytest.mark.parametrize("place", ["HEAD", "config", "index", "packed-refs", "objects/aa/bb", "refs/heads/x"])
def test_a_pipe_in_the_repository_keeps_nobody_waiting(ai: Here, history: Path, place: str) -> None:
    path = history / ".git" / place
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    for words in (("--staged",), ("--diff-base", "main"), ("diff", "main", "work")):
        assert "a pipe or a device" in ai.fails(*words)


def test_a_git_that_says_nothing_is_given_up(ai: Here, history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.discover import pipes

    write(history.parent, {"bin/git": "#!/bin/sh\nexec /bin/sleep 60\n"})
    (history.parent / "bin" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{history.parent / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setattr(pipes, "PATIENCE", 0.3)
    assert "does not answer" in ai.fails("--staged")
