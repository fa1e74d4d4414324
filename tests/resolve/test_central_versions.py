"""Versions that a .NET solution keeps in one place: only packages that a project refers to, or a file imports, are in use."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from auditor.facts import Catalog
from auditor.library import load_catalog, load_rulebook
from auditor.pipeline import audit
from auditor.records import Request

PROPS = """<Project><ItemGroup>
  <PackageVersion Include="OpenAI" Version="2.8.0" />
  <PackageVersion Include="Anthropic.SDK" Version="5.8.0" />
  <PackageVersion Include="Microsoft.Extensions.AI" Version="10.0.0" />
  <PackageVersion Include="Microsoft.Extensions.AI.OpenAI" Version="10.0.0" />
  <PackageVersion Include="Microsoft.Extensions.AI.Evaluation.Quality" Version="10.0.0" />
</ItemGroup></Project>
"""
REFERS = '<Project><ItemGroup><PackageReference Include="{}" /></ItemGroup></Project>\n'
AI, OPENAI = "Microsoft.Extensions.AI", "Microsoft.Extensions.AI.OpenAI"


@cache
def catalog() -> Catalog:
    return load_catalog()


@pytest.mark.parametrize(
    ("projects", "code", "expected"),
    [
        ((AI, OPENAI), f"using {AI};\n", {AI: True, OPENAI: False}),
        ((OPENAI,), f"using {AI};\n", {OPENAI: True}),
        ((OPENAI,), "using OpenAI;\n", {OPENAI: False, "OpenAI": True}),
        ((f"{AI}.Evaluation.Quality",), "", {f"{AI}.Evaluation.Quality": False}),
        (
            (),
            "",
            dict.fromkeys(("Anthropic.SDK", AI, f"{AI}.Evaluation.Quality", OPENAI, "OpenAI"), False),
        ),
    ],
    ids=[
        "the one of that name",
        "the one that offers it",
        "comes along with another",
        "as it is written",
        "no project to be seen",
    ],
)
def test_packages_of_a_solution(projects: tuple[str, ...], code: str, expected: dict[str, bool], tmp_path: Path) -> None:
    (tmp_path / "Directory.Packages.props").write_text(PROPS)
    (tmp_path / "A.cs").write_text(code)
    for name in projects:
        (tmp_path / f"{name}.Use.csproj").write_text(REFERS.format(name))
    request = Request(root=str(tmp_path.resolve()), as_of=date(2026, 6, 15), jobs=1)
    found = audit(request, catalog(), load_rulebook()).inventory
    assert {package.name: package.used for package in found.packages} == expected


@pytest.mark.parametrize(
    ("files", "specifier"),
    [
        ({"a/requirements.txt": "openai\n", "b/requirements.txt": "openai>=1.40,<2\n"}, ""),
        ({"a/A.csproj": REFERS.format("OpenAI"), "Directory.Packages.props": PROPS}, "2.8.0"),
    ],
    ids=["of another project", "kept for all"],
)
def test_whose_version_counts(files: dict[str, str], specifier: str, tmp_path: Path) -> None:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    request = Request(root=str(tmp_path.resolve()), as_of=date(2026, 6, 15), jobs=1)
    (found,) = (one for one in audit(request, catalog(), load_rulebook()).inventory.packages if one.name.lower() == "openai")
    assert found.specifier == specifier
