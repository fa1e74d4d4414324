"""Packages on command lines: which words are packages, and where they stand."""

from __future__ import annotations

import pytest

from auditor.extract.installs import installs_in

TABLE: list[tuple[str, list[str]]] = [
    ("pip install acme", ["pypi acme "]),
    ('pip install a "b==1" c[x]>=2 --no-cache-dir -r more.txt .', ["pypi a ", "pypi b ==1", "pypi c >=2"]),
    ("RUN pip install --no-cache-dir acme==1.2 && npm i -g @acme/cli@latest", ["pypi acme ==1.2", "npm @acme/cli latest"]),
    ("python3 -m pip install -U acme[all]~=1.0", ["pypi acme ~=1.0"]),
    ("!pip install -q acme", ["pypi acme "]),
    ("%pip install acme", ["pypi acme "]),
    ("sudo -H /opt/venv/bin/pip3.11 install acme", ["pypi acme "]),
    ("uv pip install acme", ["pypi acme "]),
    ("uv add --dev acme", ["pypi acme "]),
    ("uv tool install acme-cli", ["pypi acme-cli "]),
    ("poetry add acme@^1 --group dev", ["pypi acme @^1"]),
    ("pip install \"acme>=1,<2; python_version>'3'\"", ["pypi acme >=1,<2"]),
    ("pip install acme==${VERSION}", ["pypi acme ==${VERSION}"]),
    ("pip install \\\n    acme \\\n    beta==1", ["pypi acme ", "pypi beta ==1"]),
    ('RUN ["pip", "install", "acme==1"]', ["pypi acme ==1"]),
    ("bash -c 'pip install acme'", ["pypi acme "]),
    ("- run: pip install acme", ["pypi acme "]),
    ("pip install acme # and beta\npip install gamma", ["pypi acme ", "pypi gamma "]),
    ("pip install acme > /dev/null beta", ["pypi acme "]),
    ("npm install --save acme@1 user/repo ./local file:../x", ["npm acme 1"]),
    ("npm install -E acme", ["npm acme "]),
    ("yarn add acme", ["npm acme "]),
    ("pnpm --filter web add -w acme", ["npm acme "]),
    ("bun add acme", ["npm acme "]),
    ("deno add npm:@acme/x@1", ["npm @acme/x 1"]),
    ("npx -y @acme/server@1 some argument", ["npm @acme/server 1"]),
    ("uvx acme@1 serve", ["pypi acme @1"]),
    ("uvx --from acme-cli acme run", ["pypi acme-cli "]),
    ("go install github.com/acme/x/cmd/y@latest", ["go github.com/acme/x/cmd/y latest"]),
    ("cargo add acme", ["cargo acme "]),
    ("gem install acme -v 1.2", ["rubygems acme 1.2"]),
    ("composer require acme/sdk:^1", ["packagist acme/sdk ^1"]),
    ("dotnet add src/a.csproj package Acme.Sdk --version 1.2", ["nuget Acme.Sdk 1.2"]),
    ("conda install -c conda-forge acme=1.0 -y", ["conda acme =1.0"]),
    ("flutter pub add acme", ["pub acme "]),
    # nothing is installed
    ("# pip install acme", []),
    ("make  # pip install acme", []),
    ("echo pip install acme", []),
    ('echo "pip install acme"', []),
    ("pip install -r acme.txt -c acme-limits.txt", []),
    ("pip install -e . git+https://example.org/acme", []),
    ("pip install $ACME acme-${FLAVOR}", []),
    ("pip install ./acme acme.whl", []),
    ("pip install --index-url https://acme.example.org/simple", []),
    ("pip uninstall acme", []),
    ("npm install", []),
    ("npm run install acme", []),
    ("yarn workspace web add acme", ["npm acme "]),
    ("apt-get install acme", []),
    ("brew install acme", []),
    ('pip install "acme', []),
    ("", []),
]


@pytest.mark.parametrize(("line", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_installed(line: str, expected: list[str]) -> None:
    found = installs_in(line)
    assert [f"{one.ecosystem} {one.name} {one.specifier}" for one in found] == expected
    assert all(line[one.start : one.end] == one.name for one in found)


@pytest.mark.parametrize("line", [row[0] for row in TABLE])
def test_no_cut_raises(line: str) -> None:
    for end in range(len(line)):
        installs_in(line[:end])
        installs_in(line[end:])
