"""The walk: what comes in, what is left out and said, whatever links, pipes and names stand in the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from auditor.discover import candidates
from auditor.records import Budgets, Config, Request

DAY = date(2026, 1, 1)
Tree = Callable[..., Path]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Files by name; a list of names makes them all with the same content."""

    def make(*names: str, **contents: str) -> Path:
        for name in (*names, *contents):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(contents.get(name, "x = 1\n"))
        return tmp_path

    return make


def paths(root: Path, **options: object) -> list[str]:
    return [file.path for file in candidates(replace(Request(root=str(root), as_of=DAY), **options))[0]]  # type: ignore[arg-type]


def skips(root: Path, **options: object) -> dict[str, str]:
    return {skip.path: skip.reason for skip in candidates(replace(Request(root=str(root), as_of=DAY), **options))[1]}  # type: ignore[arg-type]


def test_known_formats_sorted_hidden_ones_too(tree: Tree) -> None:
    root = tree("b.py", "a-b/x.py", "a/x.py", ".github/workflows/a.yml", ".env", "logo.png", "LICENSE")
    assert paths(root) == [".env", ".github/workflows/a.yml", "a-b/x.py", "a/x.py", "b.py"]
    assert skips(root) == {}


def test_what_tools_own_is_left_out(tree: Tree) -> None:
    root = tree(
        "a.py",
        ".git/hooks/x.py",
        "__pycache__/a.py",
        "node_modules/a/index.js",
        "my-env/pyvenv.cfg",
        "my-env/lib/x.py",
        ".tox/a.py",
    )
    assert paths(root) == ["a.py"]
    assert skips(root) == {"node_modules": "installed packages", "my-env": "virtual environment"}


@pytest.mark.parametrize(
    ("names", "read"),
    [
        (["dist/index.js", "dist/index.d.ts"], False),
        (["dist/index.js"], False),
        (["dist/app.py"], True),
        (["dist/index.js", "dist/README.md", "dist/package.json"], False),
        (["dist/README.md", "dist/lib/index.js"], True),
        (["dist/index.js", "dist/action.yml"], True),
        (["build/index.js", "build/README.md", "build/lib/a.js"], True),
        (["build/lib/pkg/a.py"], False),
        (["build/webpack.config.js"], True),
        (["build/ci/run.yml"], True),
        (["target/classes/a.json"], False),
        (["target/main.go"], True),
        (["out/main.a1b2c3d4e5.js", "out/index.html"], False),
        (["bin/run.sh"], True),
        (["bin/Debug/a.json"], False),
        (["src/out/parser.py"], True),
        (["coverage/lcov.info", "coverage/a.js"], False),
        ([".next/server/a.js"], False),
        (["made/CACHEDIR.TAG", "made/a.py"], False),
        (["src/third_party/acme/LICENSE", "src/third_party/acme/client.py"], False),
        (["src/third_party/acme/client.py"], True),
        (["src/acme/LICENSE", "src/acme/client.py"], True),
        (["third_party/acme/COPYING", "third_party/acme/client.py"], True),
    ],
)
def test_build_output_is_told_from_sources(tree: Tree, names: list[str], read: bool) -> None:
    root = tree(*names)
    assert bool(paths(root)) is read
    assert bool(skips(root)) is not read


@pytest.mark.parametrize(
    ("names", "read"),
    [
        (["locales/en.json", "locales/de.json", "locales/pt-BR.json"], []),
        (
            ["a/translations/en.yaml", "a/translations/zh-Hans-CN.yaml", "a/translations/fr.yaml", "a/translations/load.py"],
            ["load.py"],
        ),
        (["locales/en.json", "locales/models.json", "locales/de.json"], ["en.json", "models.json", "de.json"]),
        (["config/en.json", "config/de.json", "config/fr.json"], ["en.json", "de.json", "fr.json"]),
        (["src/lib/en.json", "src/lib/de.json", "src/lib/pt-BR.json", "src/lib/models.json"], ["models.json"]),
        (["src/lib/de.json", "src/lib/fr.json"], ["de.json", "fr.json"]),
        (["src/lib/en.json", "src/lib/en-US.json", "src/lib/ab_test.json"], ["en.json", "en-US.json", "ab_test.json"]),
        (["prompts/en.json", "prompts/de.json"], ["en.json", "de.json"]),
        (["flows/en.yaml", "flows/de.yaml"], ["en.yaml", "de.yaml"]),
        (["locale/app.yml", "locale/dev.yaml", "locale/env.yml"], ["app.yml", "dev.yaml", "env.yml"]),
        (["i18n/en.json", "i18n/api.json", "i18n/llm.json"], ["en.json", "api.json", "llm.json"]),
        (["i18n/en.json", "i18n/de.yaml", "i18n/fr.yml"], ["en.json", "de.yaml", "fr.yml"]),
        (["i18n/en.json", "i18n/cn.json", "i18n/fil.json", "i18n/app.json", "i18n/de.yml"], ["app.json", "de.yml"]),
    ],
)
def test_texts_by_language_are_named_and_not_read(tree: Tree, names: list[str], read: list[str]) -> None:
    root = tree(*names)
    left = {name for name in names if name.rpartition("/")[2] not in read}
    assert {path.rpartition("/")[2] for path in paths(root)} == set(read)
    assert skips(root) == dict.fromkeys(left, "texts by language")
    (root / ".gitignore").write_text("*.json\n*.yaml\n*.yml\n")
    assert skips(root) == {}


def test_ignore_files_nest_and_may_be_refused(tree: Tree) -> None:
    root = tree(
        "a.py", "b.py", "sub/a.py", "sub/b.py", "sub/deep/c.py", "gen/x.py",
        **{".gitignore": "b.py\n/gen/\n", "sub/.gitignore": "!b.py\ndeep\n", "sub/.ignore": "a.py\n"},
    )  # fmt: skip
    assert paths(root) == ["a.py", "sub/b.py"]
    assert paths(root, files=("sub",)) == ["sub/b.py"]
    assert paths(root, files=("b.py",)) == ["b.py"]  # who is named is meant
    assert len(paths(root, honor_ignores=False)) == 6


@pytest.mark.parametrize(
    ("patterns", "read"),
    [
        (".env*\n", [".env.example", "web/.env.local.sample", "web/env.dist"]),
        ("*.example\n", [".env", ".env.example", "web/.env.local.sample", "web/env.dist"]),
        (".env.example\n", [".env", "web/.env.local.sample", "web/env.dist"]),  # that very file is meant
        ("/web/\n.env\n", [".env.example"]),
    ],
)
def test_what_is_there_to_be_copied_is_read_where_patterns_mean_its_copies(tree: Tree, patterns: str, read: list[str]) -> None:
    root = tree(".env", ".env.example", "web/.env.local.sample", "web/env.dist", **{".gitignore": patterns})
    assert paths(root) == read


def test_include_and_exclude(tree: Tree) -> None:
    root = tree("a.py", "src/a.py", "src/gen/b.py", "src/c.ts", "docs/d.py")
    assert paths(root, include=("src/",)) == ["src/a.py", "src/c.ts", "src/gen/b.py"]
    assert paths(root, include=("*.py",), exclude=("gen",)) == ["a.py", "docs/d.py", "src/a.py"]
    assert paths(root, config=Config(exclude=("docs",)), exclude=("src",)) == ["a.py"]
    assert paths(root, files=("src/gen/b.py", "a.py"), exclude=("gen",)) == ["a.py"]
    assert paths(root, files=("src/gen",), exclude=("gen",)) == []


def test_links_lead_nowhere_outside(tree: Tree) -> None:
    root = tree("top/real.yaml", "top/node_modules/x.json", "other/secret.py") / "top"
    (root / "twin.py").symlink_to("real.yaml")
    (root / "plain.yaml").symlink_to("real.yaml")
    (root / "config.json").symlink_to("node_modules/x.json")
    (root / "out.py").symlink_to("../other/secret.py")
    (root / "gone.py").symlink_to("nothing")
    (root / "loop.py").symlink_to("loop.py")
    (root / "up").symlink_to("..")
    (root / "self").symlink_to(".")
    files = {file.path: file.raw for file in candidates(Request(root=str(root), as_of=DAY))[0]}
    assert files == {"real.yaml": "", "config.json": "node_modules/x.json"}
    reasons = skips(root)
    assert reasons.pop("node_modules") == "installed packages"
    assert reasons == {
        "out.py": "outside the root", "up": "outside the root", "gone.py": "a link that leads nowhere", "loop.py": "a link that leads nowhere",
    }  # fmt: skip


def test_each_file_is_read_under_one_name(tree: Tree) -> None:
    root = tree("a.py")
    os.link(root / "a.py", root / "b.py")
    assert paths(root) == ["a.py"]
    assert skips(root) == {"b.py": "another name of a file that is read"}


def test_only_regular_files(tree: Tree) -> None:
    root = tree("a.py")
    os.mkfifo(root / "pipe.py")
    os.mkfifo(root / "pipe")
    assert paths(root) == ["a.py"]
    assert skips(root) == {"pipe.py": "not a regular file"}


def test_names_of_any_bytes_are_shown_printable(tree: Tree) -> None:
    root = tree("new\nline.py", "ü.py")
    (root / os.fsdecode(b"bad\xff")).mkdir()
    (root / os.fsdecode(b"bad\xff/\xe9.py")).write_text("x")
    files = candidates(Request(root=str(root), as_of=DAY))[0]
    assert [(file.path, os.fsencode(file.raw)) for file in files] == [
        ("bad\\xff/\\xe9.py", b"bad\xff/\xe9.py"),
        ("new\nline.py", b""),
        ("ü.py", b""),
    ]


def test_named_files(tree: Tree) -> None:
    root = tree("top/a.py", "top/sub/b.py", "top/.git/c.py", "top/d.png", "else.py") / "top"
    names = (
        "./a.py",
        "a.py",
        "sub/../sub/b.py",
        "missing.py",
        "../else.py",
        "/etc/hosts.yaml",
        ".git/c.py",
        "d.png",
        "x" * 300 + ".py",
    )
    assert paths(root, files=names) == ["a.py", "sub/b.py"]
    reasons = skips(root, files=names)
    assert reasons["missing.py"] == "no such file"
    assert reasons["../else.py"] == reasons["/etc/hosts.yaml"] == "outside the root"
    assert len(reasons) == 4


def test_given_contents_replace_the_tree(tree: Tree) -> None:
    root = tree("a.py")
    blobs = {"b.py": b"x", "c.png": b"y", "d/e.ts": b"zz"}
    assert paths(root, blobs=blobs) == ["b.py", "d/e.ts"]
    assert paths(root, blobs=blobs, files=("b.py", "a.py")) == ["b.py"]


def test_the_number_of_files_is_bounded_and_that_is_said(tree: Tree) -> None:
    root = tree(*(f"f{number}.py" for number in range(9)))
    files, told = candidates(Request(root=str(root), as_of=DAY, budgets=Budgets(files=5)))
    assert len(files) == 5
    assert [(skip.reason, skip.internal) for skip in told] == [("more than 5 files: the audit stops before f5.py", True)]


def test_a_walk_with_stamps_lists_the_same(tree: Tree) -> None:
    root = tree("a.py", "b/c.ts")
    os.link(root / "a.py", root / "b/d.py")
    request = Request(root=str(root), as_of=DAY)
    bare, stamped = candidates(request), candidates(request, stamped=True)
    assert bare[1] == stamped[1]
    assert [file[:5] for file in bare[0]] == [file[:5] for file in stamped[0]]
    assert all(file.stamp for file in stamped[0])


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_what_may_not_be_entered_is_said(tree: Tree) -> None:
    root = tree("a.py", "closed/b.py")
    (root / "closed").chmod(0)
    assert paths(root) == ["a.py"]
    assert skips(root) == {"closed/": "unreadable: permission denied"}
    (root / "closed").chmod(0o700)
