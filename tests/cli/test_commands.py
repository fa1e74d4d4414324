"""The command line of an audit: what it takes, what it refuses, with which words and which exit code."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tool import CHAT, RETIRED, Here, process, write

WAIVER = "# ai-audit: ignore[AIA201] the old one answers until spring"


def rules(ai: Here, *words: str, feed: bytes = b"") -> set[str]:
    """Ids of the findings that count."""
    return {one["rule"] for one in report(ai, *words, feed=feed)["findings"] if not one["suppressed"]}


def report(ai: Here, *words: str, feed: bytes = b"") -> dict[str, Any]:
    ran = ai(*words, "--format", "json", feed=feed)
    assert ran.code in {0, 1}, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 1),
        (("scan",), 1),
        (("scan", "."), 1),
        (("app",), 1),
        (("--", "app"), 1),
        (("--fail-on", "critical"), 1),
        (("--fail-on=never",), 0),
        (("--ignore", "AIA201"), 0),
        (("--ignore", "retired-model", "--fail-on", "low"), 1),
        (("--select", "AIA1,AIA6"), 0),
        (("--as-of", "2024-01-02", "--fail-on", "critical"), 0),
        (("--exclude", "app/**"), 0),
        (("--strict",), 1),
        (("--version",), 0),
        (("-V",), 0),
        (("--help",), 0),
        (("-h",), 0),
        (("rules", "--help"), 0),
    ],
)
def test_exit_codes(ai: Here, repo: Path, words: tuple[str, ...], code: int) -> None:
    ran = ai(*words)
    assert (ran.code, ran.err) == (code, "")
    assert ran.out.endswith("\n")


@pytest.mark.parametrize(
    "format_", ["terminal", "concise", "json", "sarif", "markdown", "html", "cyclonedx", "gitlab", "junit", "github", "csv"]
)
def test_every_format_ends_alike(ai: Here, repo: Path, format_: str) -> None:
    assert ai("-f", format_).code == 1
    assert ai("-f", format_, "--fail-on", "never").code == 0
    assert ai("-f", format_, "--exclude", "*").code == 0
    assert ai("-f", format_, "--exclude", "*", "--strict").code == 2


@pytest.mark.parametrize(
    ("words", "says", "hint"),
    [
        (("nosuch",), "nosuch: no such file or directory", ""),
        (("scna",), "scna: no such file", "did you mean the command `ai-audit scan`?"),
        (("explian", "AIA201"), "explian: no such file", "`ai-audit explain`"),
        (("scan", "app", "nosuch.py"), "nosuch.py: no such file", ""),
        (("--files", "nosuch.py"), "nosuch.py: no such file", ""),
        (("../other.py",), "../other.py: outside the current directory", "from a directory above"),
        (("--as-of", "tomorrow"), "--as-of tomorrow: not a date", "2026-11-22"),
        (("--as-of", "2026-02-30"), "not a date", "2026-11-22"),
        (("--format", "xml"), "'xml' is not one of 'terminal'", "ai-audit scan --help"),
        (("--fail-on", "serious"), "'serious' is not one of 'critical'", "ai-audit scan --help"),
        (("--formt", "json"), "no such option: --formt", "did you mean --format?"),
        (("--fail-on",), "'--fail-on' requires an argument", "--help"),
        (("--strict=yes",), "'--strict' does not take a value", "--help"),
        (("--jobs", "many"), "--jobs many: not a number", ""),
        (("--roles", "production,prod"), "--roles: no role prod", "production, config"),
        (("--select", "AIA299"), 'unknown rule "AIA299"', "did you mean AIA2"),
        (("--select", "nothing-like-it-at-all"), "unknown rule", "ai-audit rules"),
        (("--ignore", "retired-modl"), 'unknown rule "retired-modl"', "did you mean retired-model"),
        (("--baseline", "nosuch"), "baseline nosuch: No such file", ""),
        (("--baseline", "app"), "baseline app: Is a directory", ""),
        (("--baseline", "requirements.txt"), "baseline, line 1: no fingerprint", "baseline write"),
        (("--config", "nosuch.toml"), "nosuch.toml: No such file", ""),
        (("--config", "requirements.txt"), "requirements.txt: not valid TOML", ""),
        (("--rules", "nosuch"), "nosuch: rules cannot be read", "a directory of rule files"),
        (("-o", "html"), "-o html: expected FORMAT=PATH", "sarif"),
        (("-o", "xml=a"), "-o xml=a: expected FORMAT=PATH", "sarif"),
        (("-o", "json="), "expected FORMAT=PATH", "sarif"),
        (("-o", "json=-"), "-o json=-: a file is needed", "--format json"),
        (("-o", "json=nosuch/a.json"), "cannot write nosuch/a.json: No such file", ""),
        (("-o", "json=app"), "cannot write app: it is a directory", ""),
        (("--diff",), "--diff: only with --fix", "ai-audit diff"),
        (("--staged",), "no git repository to read", "ai-audit scan"),
        (("--diff-base", "main"), "no git repository to read", "ai-audit scan"),
        (("diff", "main"), "no git repository to read", "ai-audit scan"),
        (("diff", "a.json", "b.json"), "report b.json: No such file", ""),
        (("diff", "main", "--format", "xml"), "--format xml: unknown", "text, markdown, json"),
        (("diff", "main", "--fail-on", "no"), "--fail-on no: unknown", "critical, high"),
        (("diff",), "Missing argument 'BASE'", "ai-audit diff --help"),
        (("explain",), "Missing argument 'RULE'", "ai-audit explain --help"),
        (("explain", "retired-modl"), "no rule retired-modl", "did you mean retired-model"),
        (("explain", "nothing-like-it-at-all"), "no rule", "ai-audit rules"),
        (("rules", "wrods"), "rules wrods: expected nothing, 'words' or 'check DIR'", ""),
        (("rules", "--format", "xml"), "--format xml: unknown", "text, json"),
        (("rules", "check"), "no such directory", "name the directory"),
        (("rules", "check", "app"), "app: no rule files", "rules words"),
        (("model", "gpt-4o", "--format", "xml"), "--format xml: unknown", "text, json"),
        (("catalog", "status", "--format", "xml"), "--format xml: unknown", "text, json"),
        (("catalog", "nosuch"), "No such command 'nosuch'", "ai-audit catalog --help"),
        (("schema", "config2"), "schema config2: expected report or config", ""),
        (("convert", "nosuch.json"), "report nosuch.json: No such file", ""),
        (("convert", "requirements.txt"), "report: not JSON", "--format json"),
        (("convert", "requirements.txt", "--format", "xml"), "--format xml: unknown", "terminal, concise"),
        (("convert", "a.json", "--cyclonedx-version", "2"), "--cyclonedx-version 2: unknown", "1.6, 1.7"),
        (("simulate",), "nothing to simulate", "--down PROVIDER"),
        (("simulate", "--down", "opnai"), "opnai: no provider, maker or model", "did you mean openai"),
        (("simulate", "--down", "license:apache"), "license:apache: no license of that name", "did you mean Apache-2.0?"),
        (("simulate", "--down", "country:ZZ"), "country:ZZ: no country", ""),
        (("simulate", "--with", "add nosuch"), "no provider nosuch", "add PROVIDER"),
        (("simulate", "--down", "openai", "--format", "xml"), "--format xml: unknown", "text, json"),
        (("simulate", "--down", "openai", "--path", "nosuch"), "nosuch: no such file", ""),
        (("init", "nosuch"), "nosuch: no such directory", ""),
        (("baseline", "write", "-o", "nosuch/b"), "cannot write nosuch/b", ""),
        (("baseline", "prune"), "baseline ai-audit.baseline: No such file", ""),
        (("--show-completion", "tcsh"), "no completion for this shell", "bash, zsh, fish"),
    ],
)  # fmt: skip
def test_errors_name_what_is_wrong_and_the_way_out(ai: Here, repo: Path, words: tuple[str, ...], says: str, hint: str) -> None:
    (ai.cwd.parent / "other.py").write_text("")
    said = ai.fails(*words)
    first, _, rest = said.partition("\n")
    assert says in first
    assert bool(rest) == bool(hint), said
    assert hint in rest
    assert not hint or rest.startswith("  hint: ")
    assert sorted(os.listdir(repo)) == ["app", "requirements.txt"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("fail-on = 'serious'\n", "ai-audit.toml: fail-on"),
        ("fail_on = 'high'\n", "ai-audit.toml: unknown key fail_on"),
        ("[policy]\nallow = []\n", "ai-audit.toml: policy.allow"),
        ("[[waiver]]\nrule = 'AIA201'\n", "ai-audit.toml: waiver[0].reason: required"),
        ("[context]\ncommercial = 'yes'\n", "ai-audit.toml: context.commercial"),
        ("rules = ['evil']\n", "ai-audit.toml: rules"),
        ("a = [[[[[\n", "ai-audit.toml: not valid TOML"),
        ("baseline = '../outside'\n", "ai-audit.toml: baseline: expected a path below"),
        ("baseline = '/dev/zero'\n", "ai-audit.toml: baseline: expected a path below"),
        ("baseline = 'link'\n", "baseline = 'link': no file of this repository"),
        ("baseline = 'app'\n", "baseline = 'app': no file of this repository"),
    ],
)  # fmt: skip
def test_a_broken_configuration_names_the_key(ai: Here, repo: Path, text: str, says: str) -> None:
    write(repo, {"ai-audit.toml": text})
    (repo.parent / "outside").write_text("")
    (repo / "link").symlink_to("../outside")
    assert says in ai.fails()
    assert ai("--no-config").code == 1


def test_a_configuration_named_by_the_user_holds_instead(ai: Here, repo: Path) -> None:
    write(repo.parent, {"mine.toml": "baseline = 'accepted'\nfail-on = 'low'\n"})
    write(repo, {"ai-audit.toml": "broken"})
    assert ai("--config", "../mine.toml").err.startswith("error: baseline ")
    assert ai("--no-config").code == 1
    (repo / "ai-audit.toml").unlink()
    assert ai("baseline", "write", "-o", "accepted").code == 0
    assert ai("--config=../mine.toml").code == 0


def test_the_gate_of_the_configuration_holds_until_the_option_says_otherwise(ai: Here, repo: Path) -> None:
    write(repo, {"ai-audit.toml": "fail-on = 'never'\nexclude = ['other/**']\n", "other/chat.py": CHAT.format(model=RETIRED)})
    assert ai().code == 0
    assert ai("--fail-on", "high").code == 1
    assert {place["path"] for one in report(ai)["findings"] for place in one["locations"]} == {"app/chat.py"}


@pytest.mark.parametrize(
    ("words", "feed", "read"),
    [
        (("app/chat.py",), b"", {"app/chat.py"}),
        (("app/chat.py", "b c.py"), b"", {"app/chat.py", "b c.py"}),
        (("./app/../app/chat.py",), b"", {"app/chat.py"}),
        (("{cwd}/app/chat.py",), b"", {"app/chat.py"}),
        (("..b.py",), b"", {"..b.py"}),
        (("app", "b c.py"), b"", {"app/chat.py", "app/more.py", "b c.py"}),
        (("--files", "app/chat.py", "--files", "b c.py"), b"", {"app/chat.py", "b c.py"}),
        (("-",), b"app/chat.py\nb c.py\n", {"app/chat.py", "b c.py"}),
        (("-",), b"app/chat.py\r\nb c.py", {"app/chat.py", "b c.py"}),
        (("-",), b"app/chat.py\0b c.py\0", {"app/chat.py", "b c.py"}),
        (("-",), b"app/chat.py\ngone.py\n", {"app/chat.py"}),
        (("-", "b c.py"), b"app/chat.py\n", {"app/chat.py", "b c.py"}),
        (("--files", "-"), b"app/chat.py\n", {"app/chat.py"}),
        (("-",), b"", set()),
        (("--files", "-"), b"\n", set()),
        (("--include", "*.md"), b"", set()),
        (("--include", "b*"), b"", {"b c.py"}),
        (("--exclude", "app", "--exclude", "..b.py"), b"", {"b c.py"}),
        (("--include", "app", "--exclude", "more.py"), b"", {"app/chat.py"}),
        (("app",), b"", {"chat.py", "more.py"}),
    ],
)  # fmt: skip
def test_what_is_audited(ai: Here, words: tuple[str, ...], feed: bytes, read: set[str]) -> None:
    write(ai.cwd, {name: CHAT.format(model=RETIRED) for name in ("app/chat.py", "app/more.py", "b c.py", "..b.py")})
    found = report(ai, *(word.format(cwd=ai.cwd) for word in words), feed=feed)
    assert {place["path"] for one in found["inventory"]["models"] for place in one["evidence"]} == read
    assert found["root"] == "."


def test_nothing_to_audit_is_told(ai: Here) -> None:
    write(ai.cwd, {"picture.png": "", ".gitignore": "*.py\n", "a.py": CHAT.format(model=RETIRED)})
    for format_ in ("terminal", "concise", "json", "github", "csv"):
        ran = ai("--format", format_)
        assert ran.code == 0
        assert "nothing to audit" in ran.out + ran.err
    assert ai("--strict").code == 2
    assert ai("-q", "-f", "concise").err == ""


def test_strict_takes_no_skipped_file(ai: Here, repo: Path) -> None:
    write(repo, {"app/big.py": "#" * 2_100_000})
    assert (ai("--ignore", "AIA201").code, ai("--ignore", "AIA201", "--strict").code) == (0, 2)


def test_roles_widen_what_decides(ai: Here) -> None:
    write(ai.cwd, {"docs/use.py": CHAT.format(model=RETIRED), "tests/test_a.py": CHAT.format(model=RETIRED), "a.py": ""})
    assert "AIA201" not in rules(ai)
    assert "AIA201" in rules(ai, "--roles", "production, test")
    assert "AIA201" in rules(ai, "--roles", "all")
    assert "AIA201" not in rules(ai, "--roles", "infra", "--roles", "ci")


def test_families_and_names_select(ai: Here, repo: Path) -> None:
    assert rules(ai, "--select", "AIA2") == {"AIA201"}
    assert rules(ai, "--select", "retired-model") == {"AIA201"}
    assert rules(ai, "--select", "AIA2", "--ignore", "AIA201") == set()
    everything = rules(ai)
    assert "AIA201" in everything
    assert rules(ai, "--ignore", "AIA201") == everything - {"AIA201"}


def test_ignores_need_the_permission_of_nobody_but_can_be_overruled(ai: Here, repo: Path) -> None:
    path = repo / "app" / "chat.py"
    path.write_text(path.read_text().replace("}])", "}])  " + WAIVER))
    assert "AIA201" not in rules(ai)
    assert "AIA201" in rules(ai, "--no-ignores")
    assert "until spring" in ai("--show-suppressed", "-v").out


@pytest.mark.parametrize(
    ("words", "environment", "colored"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color=always",), {"NO_COLOR": "1", "TERM": "dumb"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        ((), {"NO_COLOR": "1"}, False),
    ],
)  # fmt: skip
def test_color(  # noqa: PLR0917 - fixtures
    ai: Here, repo: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], environment: dict[str, str], colored: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in ai(*words).out) is colored


@pytest.mark.parametrize(("given", "most"), [("60", 60), ("140", 140), ("", 100), ("0", 100), ("wide", 100)])
def test_width_follows_columns(ai: Here, repo: Path, monkeypatch: pytest.MonkeyPatch, given: str, most: int) -> None:
    monkeypatch.setenv("COLUMNS", given)
    widest = max(map(len, ai().out.splitlines()))
    assert most - 20 < widest <= most


def test_output_files(ai: Here, repo: Path) -> None:
    ran = ai(
        "-f", "concise", "-o", "json=out.json", "-o", "badge=badge.svg", "--output=badge=badge.json", "-o", "csv=app/new.csv"
    )
    assert (ran.code, ran.err) == (1, "")
    assert json.loads((repo / "out.json").read_text())["schema_version"] == "1.0"
    assert (repo / "badge.svg").read_text().startswith("<svg")
    assert json.loads((repo / "badge.json").read_text())["schemaVersion"] == 1
    assert not [name for name in os.listdir(repo) if name.startswith(".ai-audit-")]


def test_a_device_or_a_pipe_is_written_to_and_a_link_is_replaced(ai: Here, repo: Path) -> None:
    (repo / "link.json").symlink_to("../precious")
    (repo.parent / "precious").write_text("precious")
    assert ai("-f", "concise", "-o", "json=/dev/null", "-o", "csv=link.json").code == 1
    assert not Path("/dev/null").is_file()
    assert (repo.parent / "precious").read_text() == "precious"
    assert (repo / "link.json").is_file()
    assert not (repo / "link.json").is_symlink()


def test_the_second_of_two_outputs_that_fails_leaves_the_old_one(ai: Here, repo: Path) -> None:
    write(repo, {"old.json": "old"})
    (repo / "shut").mkdir()
    ai.fails("-o", "csv=nosuch/a.csv", "-o", "json=old.json")
    assert (repo / "old.json").read_text() == "old"
    assert sorted(os.listdir(repo)) == ["app", "old.json", "requirements.txt", "shut"]


def test_two_runs_give_the_same_bytes(repo: Path, ai: Here) -> None:
    many = {f"src/m{number:03}.py": CHAT.format(model=RETIRED if number % 7 else "gpt-4o") for number in range(320)}
    write(repo, many)
    runs = [("1", "0", "json"), ("2", "1", "json"), ("2", "77", "json")]
    ran = [process("-f", format_, "--jobs", jobs, cwd=repo, PYTHONHASHSEED=seed) for jobs, seed, format_ in runs]
    assert {(one.code, one.err) for one in ran} == {(1, "")}
    outs = {one.out for one in ran}
    assert len(outs) == 1
    assert json.loads(outs.pop())["summary"]["files_read"] == 322
