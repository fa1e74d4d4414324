"""Python manifests: what is declared, what only looks so."""

from __future__ import annotations

import pytest
from manifest_table import evidence, file_of, rows, survives_every_cut

from auditor.records import Ignore

REQUIREMENTS = """\
# acme-commented==1
acme[fast]>=1,<2 ; python_version > "3"
Acme_Pinned==1.0 \\
    --hash=sha256:acme
-r base-acme.txt
--constraint=acme-limits.txt
-e git+https://example.org/acme/py@main#egg=acme-egg
acme-url @ https://example.org/acme.whl ; python_version < "3"
https://example.org/acme_wheel-1.0-py3-none-any.whl
--extra-index-url https://acme.example.org/simple
./acme
acme-old (>=1.0)
acme-split \\
  ===3.0
acme-wild==1.*
other==1  # acme
"""

PYPROJECT = """\
[project]
name = "own-thing"
keywords = ["acme"]
dependencies = [
  "acme>=1",  # "acme-commented"
  'acme-pinned == 1.2.0 ; extra == "x"',
]
[project.optional-dependencies]
fast = ["acme-fast==1.8"]
dev = ["acme-dev"]
[dependency-groups]
test = ["acme-test", { include-group = "acme" }]
serving = ["acme-serve"]
[build-system]
requires = ["acme-build"]
[tool.poetry.dependencies]
python = "^3.11"
acme-caret = "^1"
acme-table = { version = "^2", optional = true }
acme-many = [{ version = "1", python = "<3" }, { version = "2" }]
# acme-off = "1"
[tool.poetry.dependencies.acme-block]
version = "4"
[tool.poetry.group.lint.dependencies]
acme-lint = "*"
[tool.poetry.group.ai.dependencies]
acme-ai = "*"
[tool.uv]
dev-dependencies = ["acme-uvdev"]
constraint-dependencies = ["acme-limit"]
override-dependencies = ["acme-override"]
[tool.uv.sources]
acme = { git = "https://example.org/acme" }
[tool.pdm.dev-dependencies]
any = ["acme-pdm"]
[tool.hatch.envs.default]
dependencies = ["acme-hatch"]
[tool.flit.metadata]
requires = ["acme-flit"]
[tool.pixi.pypi-dependencies]
acme-pixi = ">=1"
[[tool.mypy.overrides]]
module = "acme.*"
[tool.agent]
model = "acme-4"
"""

SETUP_PY = """\
from setuptools import setup
NAME = "own-py"
REQUIRED = ["acme>=1"]
# REQUIRED += ["acme-commented"]
REQUIRED += ["acme-plus"]
extras = {"dev": ["acme-dev"], "fast": ["acme-fast"] + REQUIRED}
extras["all"] = ["acme-all"]
REQUIRED.append("acme-appended")
UNUSED = ["acme-unused"]
setup(
    name=NAME,
    description="acme",
    keywords=["acme"],
    install_requires=REQUIRED + [
        "acme-inline==1.0",  # "acme-no"
        f"acme-formatted>={VERSION}",
    ],
    extras_require=extras,
    tests_require=open("acme-tests.txt").read().splitlines(),
    entry_points={"console_scripts": ["acme=acme:main"]},
)
"""

SETUP_CFG = """\
[metadata]
name = own-cfg
description = acme
[options]
install_requires =
    acme>=1
    # acme-commented
    acme-marked ; python_version < "3"
tests_require = acme-test
[options.extras_require]
fast = acme-fast
dev =
    acme-dev==2
[options.entry_points]
console_scripts =
    acme = acme:main
"""

PIPFILE = """\
[[source]]
url = "https://acme.example.org/simple"
[packages]
acme = "*"
acme-table = { version = "==1.0", extras = ["x"] }
# acme-commented = "1"
[dev-packages]
acme-dev = "~=1"
[scripts]
acme = "python acme.py"
"""

CONDA = """\
name: acme-env
channels:
  - acme
dependencies:
  - python=3.10
  - acme=1.0
  - conda-forge::acme-channel>=2
  # - acme-commented
  - "acme-quoted==1.2"
  - pip:
    - acme-pip==1
    - -r acme.txt
  - acme-after=1.2.3=py_0
variables:
  MODEL: acme
"""

TABLE = [
    (
        "requirements",
        REQUIREMENTS,
        [
            "2:1 acme >=1,<2 - runtime",
            "3:1 Acme_Pinned ==1.0 1.0 runtime",
            "5:4 base-acme.txt - - include",
            "6:14 acme-limits.txt - - include",
            "7:45 acme-egg - - runtime",
            "8:1 acme-url @ https://example.org/acme.whl - runtime",
            "9:21 acme_wheel - 1.0 runtime",
            "12:1 acme-old >=1.0 - runtime",
            "13:1 acme-split ===3.0 3.0 runtime",
            "15:1 acme-wild ==1.* - runtime",
        ],
    ),
    (
        "pyproject",
        PYPROJECT,
        [
            "2:9 own-thing - - own",
            "5:4 acme >=1 - runtime",
            "6:4 acme-pinned == 1.2.0 1.2.0 runtime",
            "9:10 acme-fast ==1.8 1.8 optional",
            "10:9 acme-dev - - dev",
            "12:10 acme-test - - dev",
            "13:13 acme-serve - - optional",
            "15:14 acme-build - - build",
            "29:22 acme-uvdev - - dev",
            "35:9 acme-pdm - - dev",
            "37:18 acme-hatch - - dev",
            "39:14 acme-flit - - runtime",
            "18:1 acme-caret ^1 - runtime",
            "19:1 acme-table ^2 - optional",
            "20:1 acme-many 1 - runtime",
            "22:27 acme-block 4 - runtime",
            "25:1 acme-lint * - dev",
            "27:1 acme-ai * - runtime",
            "41:1 acme-pixi >=1 - runtime",
            "45:10 acme-4 - - -",
        ],
    ),
    (
        "setup-py",
        SETUP_PY,
        [
            "2:9 own-py - - own",
            "15:10 acme-inline ==1.0 1.0 runtime",
            "16:11 acme-formatted >={VERSION} - runtime",
            "8:18 acme-appended - - runtime",
            "5:15 acme-plus - - runtime",
            "3:14 acme >=1 - runtime",
            "7:19 acme-all - - optional",
            "6:20 acme-dev - - dev",
            "6:42 acme-fast - - optional",
            "19:25 acme-tests.txt - - include",
        ],
    ),
    (
        "setup-cfg",
        SETUP_CFG,
        [
            "2:8 own-cfg - - own",
            "6:5 acme >=1 - runtime",
            "8:5 acme-marked - - runtime",
            "9:17 acme-test - - dev",
            "11:8 acme-fast - - optional",
            "13:5 acme-dev ==2 2 dev",
        ],
    ),
    (
        "pipfile",
        PIPFILE,
        ["4:1 acme * - runtime", "5:1 acme-table ==1.0 1.0 runtime", "8:1 acme-dev ~=1 - dev"],
    ),
    (
        "conda-env",
        CONDA,
        [
            "6:5 acme =1.0 - runtime",
            "7:18 acme-channel >=2 - runtime",
            "9:6 acme-quoted ==1.2 1.2 runtime",
            "11:7 acme-pip ==1 1 runtime",
            "12:10 acme.txt - - include",
            "13:5 acme-after =1.2.3=py_0 1.2.3 runtime",
        ],
    ),
]


@pytest.mark.parametrize(("format_", "text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_declared_and_nothing_else(format_: str, text: str, expected: list[str]) -> None:
    assert rows(format_, text) == expected


@pytest.mark.parametrize(("format_", "text"), [row[:2] for row in TABLE], ids=[row[0] for row in TABLE])
def test_no_cut_raises(format_: str, text: str) -> None:
    survives_every_cut(format_, text)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("requirements-dev.txt", "acme==1\n", ["1:1 acme ==1 1 dev"]),
        ("requirements/test.in", "acme\n", ["1:1 acme - - dev"]),
        ("dev/requirements.txt", "acme\n", ["1:1 acme - - runtime"]),  # the folder's role says it, not the scope
        ("constraints.txt", "acme==1\n", ["1:1 acme ==1 1 transitive"]),
        (
            "requirements.txt",
            "# autogenerated by pip-compile with Python 3.11\nacme==1\n    # via -r requirements.in\nacme-core==2  # via acme\n",
            ["2:1 acme ==1 1 runtime", "4:1 acme-core ==2 2 transitive"],
        ),
    ],
)
def test_the_name_of_a_requirements_file_and_its_header_say_the_scope(path: str, text: str, expected: list[str]) -> None:
    assert rows("requirements", text, path) == expected


# Facts of real files, read by hand and set in our own arrangement.
REAL = [
    (
        "juks/jira-deepseek-manager Pipfile: the source is a table too",
        "pipfile",
        '[[source]]\nurl = "https://example.org/acme"\nname = "acme"\n[packages]\nacme = "*"\n[dev-packages]\n[requires]\npython_version = "3.12"\n',
        ["5:1 acme * - runtime"],
    ),
    (
        "jd/tenacity setup.cfg: no install requirement, groups for documentation and tests",
        "setup-cfg",
        (
            "[metadata]\nname = own\nclassifier =\n    Topic :: acme\n[options]\ninstall_requires =\npython_requires = >=3.7\n"
            "packages = acme\n[options.package_data]\nacme = py.typed\n[options.extras_require]\ndoc =\n    acme-docs\ntest =\n    acme-test>=4.5\n"
            "[tool:pytest]\nfilterwarnings =\n    once::acme\n"
        ),
        ["2:8 own - - own", "13:5 acme-docs - - dev", "15:5 acme-test >=4.5 - dev"],
    ),
    (
        "Aider-AI/aider requirements.txt: pins between plain names",
        "requirements",
        "multidict==6.0.4\nacme==0.27.8\nprompt-toolkit==3.0.38\nPyYAML\n",
        ["2:1 acme ==0.27.8 0.27.8 runtime"],
    ),
    (
        "langchain-ai/chat-langchain pyproject.toml: ranges in poetry's table",
        "pyproject",
        '[tool.poetry]\nname = "chat"\n[tool.poetry.dependencies]\npython = "^3.11"\nacme-chain = ">=0.1.7,<0.2.0"\n',
        ["2:9 chat - - own", "5:1 acme-chain >=0.1.7,<0.2.0 - runtime"],
    ),
    (
        "simonw/llm setup.py: a description in brackets names vendors",
        "setup-py",
        (
            'from setuptools import setup\nsetup(\n    name="tool",\n    description=(\n        "A tool for models, "\n        "including acme."\n    ),\n'
            '    install_requires=[\n        "click",\n        "acme>=1.0",\n        "readline; sys_platform == \'win32\'",\n    ],\n'
            '    extras_require={\n        "test": [\n            "acme-mock",\n        ]\n    },\n)\n'
        ),
        ["3:11 tool - - own", "10:10 acme >=1.0 - runtime", "15:14 acme-mock - - dev"],
    ),
    (
        "Stability-AI/stablediffusion environment.yaml: pins below pip",
        "conda-env",
        "name: ldm\nchannels:\n  - pytorch\ndependencies:\n  - python=3.8.5\n  - pip:\n    - acme==4.19.2\n    - -e .\n",
        ["7:7 acme ==4.19.2 4.19.2 runtime"],
    ),
]


@pytest.mark.parametrize(("format_", "text", "expected"), [row[1:] for row in REAL], ids=[row[0] for row in REAL])
def test_as_in_public_repositories(format_: str, text: str, expected: list[str]) -> None:
    assert rows(format_, text) == expected


def test_settings_of_tools_are_configuration() -> None:
    (config,) = (one for one in evidence("pyproject", PYPROJECT) if one.how == "config")
    assert (config.slot, config.value, config.site) == ("tool.agent.model", "acme-4", "tool.agent")


def test_a_module_called_setup_is_no_manifest() -> None:
    assert not [one for one in rows("setup-py", 'def setup():\n    name = "acme"\n') if one.endswith("own")]


def test_python_two_setup_is_read_as_text() -> None:
    text = "from distutils.core import setup\nprint 'building'\nsetup(name='own', install_requires=['acme'])\n"
    assert rows("setup-py", text) == ["3:13 own - - own", "3:38 acme - - runtime"]


def test_suppressions_in_comments_are_told() -> None:
    from auditor.extract.requirements import read

    text = "acme==1  # ai-audit: ignore[AIA203] frozen until May\n"
    (ignore,) = (one for one in read(file_of("requirements", text)) if isinstance(one, Ignore))
    assert (ignore.line, ignore.rules, ignore.alone) == (1, ("AIA203",), False)


def test_names_too_short_for_a_needle_are_told_too() -> None:
    assert [one.value for one in evidence("requirements", "ai\nacme\n")] == ["ai", "acme"]


def test_arguments_of_calls_are_no_requirements() -> None:
    text = 'import setuptools\nsetup(install_requires=open("needs.txt", encoding="acme").read() + list(["acme-real"]))\n'
    assert rows("setup-py", text) == ["2:30 needs.txt - - include", "2:75 acme-real - - runtime"]
