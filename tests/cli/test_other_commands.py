"""The other commands: first configuration, baseline, fixes, simulations, saved reports, rules and the catalog."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tool import ALIVE, CHAT, RETIRED, Here, write

from auditor.cli.options import FORMATS, Options
from auditor.cli.request import request_of
from auditor.library import load_rulebook
from auditor.library.config import load_config

DEPLOYED = """import os
from openai import AzureOpenAI

client = AzureOpenAI(azure_endpoint=os.environ["AZURE_OPENAI_ENDPOINT"])
client.chat.completions.create(model="team-chat-prod", messages=[])
"""
OLD = "chatgpt-4o-latest"  # has a named successor of its kind
TWO = """from anthropic import Anthropic
from openai import OpenAI

OpenAI().chat.completions.create(model="gpt-5.4", messages=[])
Anthropic().messages.create(model="claude-opus-4-5", messages=[], max_tokens=9)
"""


def findings(ai: Here, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ai("-f", "json", *words).out)["findings"]
    return found


def test_init_writes_a_configuration_that_loads_and_changes_nothing(ai: Here, repo: Path) -> None:
    write(repo, {"app/deploy.py": DEPLOYED})
    before = findings(ai)
    made = ai("init")
    assert made.code == 0
    assert "ai-audit.toml written. Fill in [context], the models behind 1 deployment name, then" in made.out
    text = (repo / "ai-audit.toml").read_text()
    assert '# "team-chat-prod" = ""' in text
    assert '"azure-openai"' in text
    assert load_config(str(repo / "ai-audit.toml"), trusted=False).aliases == {}
    assert findings(ai) == before
    assert ai.fails("init").endswith("use --force to overwrite it\n")
    assert ai("init", "--force").code == 0


def test_init_with_every_line_switched_on_still_loads(ai: Here, repo: Path) -> None:
    write(repo, {"app/deploy.py": DEPLOYED})
    assert ai("init").code == 0
    path = repo / "ai-audit.toml"
    text = path.read_text()
    switched = re.sub(r'(?m)^# (?=(\[\[|[a-z-]+ = |"team))', "", text).replace(
        '"team-chat-prod" = ""', f'"team-chat-prod" = "{RETIRED}"'
    )
    assert len(re.findall(r"(?m)^[a-z]", switched)) > 12
    path.write_text(switched.replace('baseline = "ai-audit.baseline"', ""))
    config = request_of(Options(paths=(str(repo),)), (str(repo),)).config
    assert config.context.commercial is True
    assert config.waivers[0].rule == "AIA101"
    models = json.loads(ai("-f", "json").out)["inventory"]["models"]
    assert {(one["id"], place["path"]) for one in models for place in one["evidence"]} == {
        (RETIRED, "app/chat.py"),
        (RETIRED, "app/deploy.py"),
    }


def test_a_baseline_survives_moved_lines_and_merges(ai: Here, repo: Path) -> None:
    assert ai("baseline", "write").code == 0
    before = (repo / "ai-audit.baseline").read_text()
    assert ai("--baseline", "ai-audit.baseline").code == 0
    assert ai("--baseline", "ai-audit.baseline", "-f", "json").out.count('"kind": "baseline"') == len(before.splitlines()) - 1
    path = repo / "app" / "chat.py"
    path.write_text("# moved\n\n\n" + path.read_text())
    assert ai("--baseline", "ai-audit.baseline").code == 0
    assert ai("baseline", "write").code == 0
    assert (repo / "ai-audit.baseline").read_text() == before
    # two branches, each with a finding more: the union of their lines is the baseline of both
    write(repo, {"app/more.py": CHAT.format(model="text-davinci-003")})
    assert ai("--baseline", "ai-audit.baseline").code == 1
    assert ai("baseline", "write", "-o", "one").code == 0
    write(repo, {"app/more.py": CHAT.format(model="claude-2.0").replace("openai", "anthropic").replace("OpenAI", "Anthropic")})
    assert ai("baseline", "write", "-o", "two").code == 0
    lines = {*(repo / "one").read_text().splitlines(True), *(repo / "two").read_text().splitlines(True)}
    (repo / "both").write_text("".join(sorted(lines)))
    assert ai("--baseline", "both", "--fail-on", "low").code == 0
    # what is gone is dropped, the rest stays as it was
    pruned = ai("baseline", "prune", "--baseline", "both")
    assert pruned.out.startswith("both: ")
    assert (repo / "both").read_text() == (repo / "two").read_text()


def test_a_baseline_with_conflict_marks_is_refused(ai: Here, repo: Path) -> None:
    write(repo, {"b": "<<<<<<< ours\n=======\n>>>>>>> theirs\n"})
    assert "keeping the lines of both sides" in ai.fails("--baseline", "b")
    assert "line 1" in ai.fails("baseline", "prune", "--baseline", "b")


def test_the_fix_is_shown_first_and_written_when_asked(ai: Here, repo: Path) -> None:
    path = repo / "app" / "chat.py"
    path.chmod(0o640)
    path.write_bytes(path.read_bytes().replace(RETIRED.encode(), OLD.encode()).replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    shown = ai("--fix", "--diff")
    assert shown.code == 0
    assert "--- a/app/chat.py\n+++ b/app/chat.py\n" in shown.out
    assert re.match(r"note: gpt-\S+: Send function tools over .* \(https://", shown.err)  # what the new model wants
    assert path.read_bytes() == before
    done = ai("--fix")
    assert "1 file changed" in done.out
    changed = path.read_bytes()
    assert OLD.encode() not in changed
    assert changed.count(b"\r\n") == before.count(b"\r\n") == changed.count(b"\n")
    assert path.stat().st_mode & 0o777 == 0o640
    successor = re.search(r'^\+.*model="([^"]+)"', shown.out, re.MULTILINE)
    assert successor
    assert changed == before.replace(OLD.encode(), successor.group(1).encode())
    assert "AIA201" not in {one["rule"] for one in findings(ai)}
    assert ai("--fix").out == "nothing to fix safely\n"


def test_the_fix_leaves_what_is_no_certain_literal(ai: Here) -> None:
    kept = {
        "README.md": f"Use {OLD}.\n",
        "tests/test_a.py": CHAT.format(model=OLD),
        "embed.py": "from openai import OpenAI\n\nOpenAI().embeddings.create(model='text-similarity-ada-001', input=[])\n",
        "a.py": CHAT.format(model=ALIVE)
        + f"# once {OLD}\nPRICES = {{'{OLD}': 1, 'gpt-4': 2, 'gpt-4o': 3, 'o1': 4, 'gpt-5.4': 5}}\n",
    }
    write(ai.cwd, kept)
    assert ai("--fix").out == "nothing to fix safely\n"
    assert {name: (ai.cwd / name).read_text() for name in kept} == kept


@pytest.mark.parametrize(
    ("words", "dark", "covered"),
    [
        (("--down", "openai"), 1, 0),
        (("--down", "provider:openai"), 1, 0),
        (("--down", "maker:anthropic"), 1, 0),
        (("--down", "openai", "--down", "anthropic"), 2, 0),
        (("--down", "gpt-5.4"), 1, 0),
        (("--down", "model:gpt-5.4"), 1, 0),
        (("--down", "country:us"), 2, 0),
        (("--down", "country:DE"), 0, 0),
        (("--down", "license:Apache-2.0"), 0, 0),
        (("--down", "license:LicenseRef-proprietary-api"), 2, 0),
        (("--down", "openai", "--with", "add groq"), 0, 1),
        (("--down", "groq", "--down", "openai", "--with", "add groq"), 1, 0),
        (("--with", "add groq", "--with", "mistral"), 0, 0),
    ],
)  # fmt: skip
def test_simulations(ai: Here, words: tuple[str, ...], dark: int, covered: int) -> None:
    write(ai.cwd, {"a.py": TWO})
    answer = json.loads(ai("simulate", *words, "--format", "json").out)
    assert (len(answer["dark"]), len(answer["covered"])) == (dark, covered)
    assert len(answer["dark"]) + len(answer["covered"]) + answer["untouched"] == 2
    told = ai("simulate", *words)
    assert told.code == 0
    assert f"grade: {answer['grade']['before']} -> {answer['grade']['after']}" in told.out
    assert told.out.count("a.py:") == dark + covered


def test_a_second_way_raises_the_grade(ai: Here, repo: Path) -> None:
    score = json.loads(ai("simulate", "--with", "add groq", "--format", "json").out)["score"]
    assert score["after"] > score["before"]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_converted_report_is_the_direct_one(ai: Here, repo: Path, format_: str) -> None:
    write(
        repo,
        {
            "app/deploy.py": DEPLOYED,
            "tests/test_a.py": TWO,
            "big.py": "#" * 2_100_000,
            "compose.yaml": "services: {llm: {image: ollama/ollama}}\n",
        },
    )
    direct = ai("-f", format_, "-o", "json=saved.json")
    assert ai("convert", "saved.json", "-f", format_).out == direct.out
    assert ai("convert", "-", "-f", format_, feed=(repo / "saved.json").read_bytes()).out == direct.out


def test_every_rule_is_explained(ai: Here) -> None:
    listed = ai("rules").out.splitlines()
    book = load_rulebook()
    assert [line.split()[0] for line in listed] == [rule.id for rule in book]
    assert [one["id"] for one in json.loads(ai("rules", "--format", "json").out)] == [rule.id for rule in book]
    for rule in book:
        text = ai("explain", rule.id).out
        assert text.startswith(f"# {rule.name} ({rule.id})\n")
        for head in ("Why", "What it says", "What to do", "Silence one place"):
            assert f"\n## {head}\n" in text
        assert rule.why.split("{")[0] in text
        assert f"ai-audit: ignore[{rule.id}]" in text
        prose = "\n".join(line for line in text.splitlines() if not line.startswith("    "))
        assert "{" not in prose, rule.id
        assert ("\n## Example\n" in text) is bool(rule.bad)
    assert ai("explain", book.rules[0].name).out == ai("explain", book.rules[0].id).out


def test_condition_words_are_documented(ai: Here) -> None:
    words = ai("rules", "words").out
    book = load_rulebook()
    for rule in book:
        assert all(word in words for word in rule.when if word not in {"all", "any", "not"})


def test_own_rules_are_checked_and_run(ai: Here, repo: Path) -> None:
    shipped = Path(__file__).parents[2]
    mine = repo.parent / "mine"
    (mine / "our-model").mkdir(parents=True)
    text = (
        (shipped / "rules/risks/retired-model.toml")
        .read_text()
        .replace("AIA201", "OUR001")
        .replace('"retired-model"', '"our-model"')
    )
    (mine / "our-model.toml").write_text(text)
    write(mine, {"our-model/good/a.py": CHAT.format(model=ALIVE)})
    missing = ai("rules", "check", str(mine))
    assert (missing.code, "no bad tree" in missing.out) == (1, True)
    shutil.copytree(repo, mine / "our-model" / "bad")
    marked = mine / "our-model/bad/app/chat.py"
    marked.write_text(marked.read_text().replace("}])", "}])  # expect: OUR001"))
    assert ai("rules", "check", str(mine)) == (0, "1 rules are sound\n", "")
    assert "OUR001" in {one["rule"] for one in findings(ai, "--rules", str(mine))}
    assert "OUR001" in ai("rules", "--rules", str(mine)).out
    assert "our-model (OUR001)" in ai("explain", "our-model", "--rules", str(mine)).out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("model", "GPT-4o"), 0, "gpt-4o"),
        (("model", "gpt-4oo"), 1, "did you mean gpt-4o"),
        (("provider", "openai"), 0, "OpenAI"),
        (("provider", "OpenAI"), 0, "OpenAI"),
        (("provider", "opnai"), 1, "did you mean openai"),
        (("license", "apache-2.0"), 0, "Apache-2.0"),
        (("license", "apache2"), 1, "did you mean Apache-2.0"),
        (("package", "pypi:openai"), 0, "provider-sdk"),
        (("package", "pypi:left-pad-of-nobody"), 1, "not a known package"),
        (("catalog", "status"), 0, "catalog of 20"),
        (("catalog", "verify"), 0, "sound"),
        (("schema", "report"), 0, '"$schema"'),
        (("schema", "config"), 0, '"$schema"'),
    ],
)  # fmt: skip
def test_the_catalog_answers(ai: Here, words: tuple[str, ...], code: int, says: str) -> None:
    ran = ai(*words)
    assert (ran.code, ran.err) == (code, "")
    assert says in ran.out


def test_questions_are_streamed_in_order(ai: Here) -> None:
    ids = ["gpt-4o", "no such thing", "", "claude-opus-4-5", "x" * 9000, "\x1b[31mred", "gpt-4o"]
    for kind in ("model", "package", "provider", "license"):
        ran = ai(kind, "-", "--format", "json", feed="\n".join(ids).encode() + b"\n")
        assert (ran.code, ran.err) == (0, "")
        answers = [json.loads(line) for line in ran.out.splitlines()]
        assert len(answers) == len(ids)
    assert "\x1b" not in ai("model", "-", feed=b"\x1b[31mred\n\xff\n").out
