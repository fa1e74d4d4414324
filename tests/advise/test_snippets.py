"""Every snippet is code: filled with values, parsed in its language; and the right one is chosen."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import advised
import pytest
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Error, Name, String

from auditor.advise.snippets import filled, language_of, snippet, with_snippets
from auditor.facts import Catalog, Snippet
from auditor.library import load_catalog
from auditor.records import Alternative, How, Inventory

VALUES = {"model": "acme/sage-70b:free", "base_url": "https://api.acme.example/v1", "env": "ACME_API_KEY"}
FULL = "python typescript javascript go java csharp ruby php rust swift".split()
LEXERS = {"csharp": "c#"}
PAIRS = {")": "(", "]": "[", "}": "{"}
PARSER = """
import com.sun.source.util.JavacTask;
import java.net.URI;
import java.util.List;
import javax.tools.*;

public class Parse {
    public static void main(String[] names) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null);
        JavacTask task = (JavacTask) compiler.getTask(null, files, said, null, null, files.getJavaFileObjects(names));
        task.parse();
        said.getDiagnostics().forEach(System.out::println);
    }
}
"""


@cache
def shipped() -> Catalog:
    return load_catalog()


def of(*languages: str) -> list[object]:
    return [pytest.param(one, id=one.id) for one in shipped().snippets if one.language in languages]


def code(one: Snippet) -> str:
    return filled(one, **VALUES)


@pytest.mark.parametrize("one", of(*{one.language for one in shipped().snippets}))
def test_shape(one: Snippet) -> None:
    text = code(one)
    assert not re.search(r"\{(?:model|base_url|env)\}", text)
    assert VALUES["model"] in text or "{model}" not in one.code
    assert one.purpose == "config" or VALUES["base_url"] in text
    assert one.purpose in ("local", "config") or VALUES["env"] in text
    assert len(text.splitlines()) <= 40
    assert max(map(len, text.splitlines())) <= 200
    assert one.origin.source.startswith("https://")
    assert one.package
    assert any(name == one.package.lower() for _, name in shipped().packages) or one.package in {
        name for _, name in shipped().packages
    }


@pytest.mark.parametrize("language", FULL)
def test_each_language_has_the_four_ways(language: str) -> None:
    there = {
        one.purpose
        for one in shipped().snippets
        if one.language in (language, {"javascript": "typescript"}.get(language, language))
    }
    assert {"base-url", "fallback", "local", "config"} <= there


@pytest.mark.parametrize("one", of("python"))
def test_python_parses(one: Snippet) -> None:
    ast.parse(code(one))


@pytest.mark.parametrize("one", of("typescript", "javascript"))
def test_javascript_parses(one: Snippet, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    text = re.sub(
        r"(?<=[a-z]): (?:unknown|string|[A-Z][A-Za-z.]*(?:<[^>]*>)?(?:\[[^\]]*\])*)(?=[,;)])", "", code(one)
    )  # types off
    path = tmp_path / "snippet.mjs"
    path.write_text(text)
    done = subprocess.run([node, "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_java_parses(tmp_path: Path) -> None:
    java = shutil.which("java") if shutil.which("javac") else None
    if java is None:
        pytest.skip("no Java compiler is installed")
    (tmp_path / "Parse.java").write_text(PARSER)
    names = []
    for one in shipped().snippets:
        if one.language == "java":
            names.append(str(tmp_path / f"{one.id}.java"))
            Path(names[-1]).write_text(code(one))
    done = subprocess.run([java, str(tmp_path / "Parse.java"), *names], capture_output=True, text=True, check=False)
    assert names
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@pytest.mark.parametrize("one", of("yaml"))
def test_yaml_parses(one: Snippet) -> None:
    yaml = pytest.importorskip("yaml")
    assert yaml.safe_load(code(one))


@pytest.mark.parametrize("one", of("rust"))
def test_rust_parses(one: Snippet, tmp_path: Path) -> None:
    rustfmt = shutil.which("rustfmt") or shutil.which("rustfmt", path=str(Path.home() / ".cargo" / "bin"))
    if rustfmt is None:
        pytest.skip("rustfmt is not installed; brackets are checked below")
    done = subprocess.run([rustfmt, "--edition", "2021"], input=code(one), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("one", of(*{one.language for one in shipped().snippets} - {"python"}))
def test_tokens_are_known_and_brackets_close(one: Snippet) -> None:
    lexer = get_lexer_by_name(LEXERS.get(one.language, one.language))
    open_: list[str] = []
    for kind, text in lexer.get_tokens(code(one)):
        assert kind is not Error, f"{text!r} in {one.id}"
        if (kind in String and kind not in String.Interpol) or kind in Comment or kind in Name:
            continue
        for sign in text:
            if sign in PAIRS.values():
                open_.append(sign)
            elif sign in PAIRS:
                assert open_[-1:] == [PAIRS[sign]], one.id
                open_.pop()
    assert not open_, one.id


def test_a_value_cannot_break_out_of_its_string() -> None:
    one = next(one for one in shipped().snippets if one.id == "openai-config-python")
    assert '"x import os os.systemy"' in filled(one, model='x"); import os; os.system("y\n')


# --- which one --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("purposes", "language", "packages", "expected"),
    [
        (("base-url",), "python", (), "openai-base-url-python"),
        (("fallback", "base-url"), "python", (), "litellm-fallback-python"),  # a gateway takes any model in front
        (("fallback", "base-url"), "python", ("langchain-openai",), "langchain-fallback-python"),
        (("fallback", "base-url"), "typescript", (), "openai-base-url-typescript"),  # no fallback around a client nobody uses
        (("fallback", "base-url"), "typescript", ("openai",), "openai-fallback-typescript"),
        (("fallback", "base-url"), "javascript", ("ai",), "ai-sdk-fallback-typescript"),
        (("fallback", "base-url"), "go", ("github.com/openai/openai-go",), "openai-fallback-go"),
        (("base-url",), "go", ("github.com/sashabaranov/go-openai",), "go-openai-base-url-go"),
        (("base-url",), "java", ("dev.langchain4j:langchain4j-open-ai",), "langchain4j-base-url-java"),
        (("local",), "ruby", (), "openai-local-ruby"),
        (("config",), "rust", (), "openai-config-rust"),
        (("base-url",), "cobol", (), None),
        (("fallback", "base-url", "gateway"), "cobol", (), "litellm-gateway-yaml"),  # settings serve any language
        (("fallback", "base-url", "gateway"), "swift", (), "macpaw-openai-base-url-swift"),
        (("fallback", "base-url", "gateway"), "swift", ("github.com/macpaw/openai",), "macpaw-openai-fallback-swift"),
        (("local",), "cobol", (), None),
    ],
)  # fmt: skip
def test_choice(purposes: tuple[str, ...], language: str, packages: tuple[str, ...], expected: str | None) -> None:
    found = snippet(shipped(), purposes, language, packages)
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("paths", "ecosystems", "expected"),
    [
        (("a.py", "b.py", "c.ts"), (), "python"),
        (("x.java",), ("pypi",), "java"),
        (("app.yaml",), ("maven", "maven", "npm"), "java"),
        (("app.yaml",), (), ""),
        (("n.ipynb",), (), "python"),
        (("A.KT",), (), "kotlin"),
    ],
)
def test_language(paths: tuple[str, ...], ecosystems: tuple[str, ...], expected: str) -> None:
    places = [advised.place(path, how=How.CALL) for path in paths]
    there = Inventory(packages=tuple(advised.package(f"p{n}", ecosystem=name) for n, name in enumerate(ecosystems)))
    assert language_of(there, places) == expected


def test_one_example_per_purpose() -> None:
    use = advised.use("acme-3-large")
    setting = advised.setting(advised.inventory(use))
    base = Alternative(model="openmind/Sage-70B", provider="initech", maker="openmind", why="", effort="base_url change")
    options = (
        base,
        replace(base, provider="bluth"),
        replace(base, model="openmind/Sage-8B", provider="hooli-local"),
        replace(base, provider="globex"),  # no address
    )
    found = with_snippets(options, ("fallback", "base-url"), "python", advised.catalog(), setting)
    assert [bool(one.snippet) for one in found] == [True, False, True, False]
    assert 'base_url="https://inference.initech.example/v1"' in found[0].snippet
    assert '"om/Sage-70B"' in found[0].snippet
    assert '"INITECH_API_KEY"' in found[0].snippet
    assert '"sage:8b"' in found[2].snippet
    second = with_snippets((options[1],), ("base-url",), "python", advised.catalog(), setting)
    assert 'environ["BLUTH_API_KEY"]' in second[0].snippet  # the key, not the address
    settled = with_snippets((replace(base, effort="config change"),), ("base-url",), "python", advised.catalog(), setting)
    assert settled[0].snippet == ""  # only a name has to change


@pytest.mark.parametrize(
    ("packages", "known_only", "found"),
    [
        (["github.com/sashabaranov/go-openai"], True, "github.com/sashabaranov/go-openai"),
        (["github.com/openai/openai-go"], True, "github.com/openai/openai-go/v3"),
        ([], True, None),  # plain HTTP: nothing but the address changes
        ([], False, "github.com/openai/openai-go/v3"),
    ],
)
def test_where_a_client_stays_no_code_of_another_is_shown(packages: list[str], known_only: bool, found: str | None) -> None:
    one = snippet(shipped(), ("base-url",), "go", packages, known_only=known_only)
    assert (one.package if one is not None else None) == found
