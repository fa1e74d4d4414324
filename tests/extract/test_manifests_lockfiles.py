"""Lockfiles: what was resolved, and what only lies near it."""

from __future__ import annotations

import time

import pytest
from manifest_table import evidence, file_of, rows, survives_every_cut

from auditor.extract import reader_of

POETRY_LOCK = """\
[[package]]
name = "acme"
version = "1.2.3"
description = "acme"
optional = false
groups = ["main"]
files = [{file = "acme-1.whl"}]

[package.dependencies]
acme-core = ">=1"

[[package]]
name = "acme-dev"
version = "2"
groups = ["dev"]

[[package]]
name = "acme-opt"
version = "2"
optional = true

[extras]
acme = ["acme"]
"""

UV_LOCK = """\
version = 1
[[package]]
name = "acme"
version = "1.0"
source = { registry = "x" }
dependencies = [
    { name = "acme-core" },
]
sdist = { url = "https://x/acme.tar.gz" }

[[package]]
name = "acme-core"
version = "2.0"
source = { registry = "x" }

[[package]]
name = "own-acme"
version = "0"
source = { editable = "." }
dependencies = [
    { name = "acme" },
]

[package.dev-dependencies]
dev = [
    { name = "acme-d" },
]

[package.metadata]
requires-dist = [{ name = "acme-core", specifier = ">=1" }]

[[package]]
name = "acme-d"
version = "3"
"""

PYLOCK = """\
[[packages]]
name = 'acme'
version = '1.0'

[[packages.wheels]]
name = 'acme-1.0.whl'
"""

CARGO_LOCK = """\
[[package]]
name = "acme"
version = "0.1.0"
source = "registry+x"
dependencies = [
 "acme-core",
]

[[package]]
name = "acme-core"
version = "0.2.0"
source = "registry+x"

[[package]]
name = "own"
version = "0"
dependencies = [
 "acme",
 "x 1.0",
]
"""

PACKAGE_LOCK_2 = """\
{
  "name": "own",
  "lockfileVersion": 2,
  "packages": {
    "": {
      "name": "own-acme",
      "dependencies": {
        "acme": "^1"
      },
      "devDependencies": {
        "@acme/dev": "^1"
      }
    },
    "node_modules/acme": {
      "version": "1.2.3",
      "resolved": "https://x/acme-1.2.3.tgz",
      "dependencies": {
        "@acme/core": "^1",
        "acme-y": "1"
      }
    },
    "node_modules/@acme/core": {
      "version": "2.0.0",
      "dev": true
    },
    "node_modules/acme/node_modules/@acme/dev": {
      "version": "2.1.0"
    },
    "node_modules/alias": {
      "name": "@acme/real",
      "version": "9.0.0"
    },
    "node_modules/@acme/ws": {
      "resolved": "packages/ws",
      "link": true
    },
    "packages/acme": {
      "name": "@acme/ws",
      "version": "1.0.0"
    }
  },
  "dependencies": {
    "acme": {
      "version": "1.2.3",
      "requires": {
        "acme-core": "1"
      }
    }
  }
}"""

PACKAGE_LOCK_1_IN_ONE_LINE = (
    '{"lockfileVersion":1,"dependencies":{"acme":{"version":"1.0.0","requires":{"acme-y":"^1"},"dependenc'
    'ies":{"acme-y":{"version":"2.0.0","dev":true}}}}}'
)

YARN_1 = """\
# yarn lockfile v1


"@acme/sdk@^1.0", "@acme/sdk@^1.2":
  version "1.2.3"
  resolved "https://x/acme.tgz"
  dependencies:
    acme-core "^1"

acme-core@^1, acme-core@~1.0:
  version "1.0.4"

foo@npm:@acme/al@^2:
  version "2.0.0"
"""

YARN_BERRY = """\
__metadata:
  version: 6

"@acme/sdk@npm:^1.0, @acme/sdk@npm:^1.2":
  version: 1.2.3
  resolution: "@acme/sdk@npm:1.2.3"
  dependencies:
    acme-core: "npm:^1"
  languageName: node

"acme-core@npm:^1":
  version: 1.0.0
  resolution: "acme-core@npm:1.0.0"

"own@workspace:.":
  version: 0.0.0-use.local
  resolution: "own@workspace:."
  dependencies:
    "@acme/sdk": "npm:^1.0"
    "@acme/ws": "workspace:^"
  languageName: unknown

"@acme/ws@workspace:^, @acme/ws@workspace:packages/ws":
  version: 0
"""

PNPM_9 = """\
lockfileVersion: '9.0'

settings:
  x: true

overrides:
  acme: 1.0.0

importers:

  .:
    dependencies:
      '@acme/sdk':
        specifier: ^1.0
        version: 1.2.3(peer@1)
      al:
        specifier: npm:@acme/al@^1
        version: '@acme/al@1.5.0'
    devDependencies:
      acme-d:
        specifier: workspace:*
        version: link:../d

  packages/x:
    devDependencies:
      acme-x:
        specifier: ^2
        version: 2.0.0

packages:

  '@acme/sdk@1.2.3':
    resolution: {integrity: sha512}
    peerDependencies:
      acme-y: ^1

  acme-t@3.0.0:
    resolution: {integrity: x}

snapshots:

  acme-t@3.0.0(x): {}
"""

PNPM_5_AND_6 = """\
lockfileVersion: 5.4

specifiers:
  acme: ^1.0
  '@acme/x': ^2

dependencies:
  acme: 1.2.3_react@1

devDependencies:
  '@acme/x': 2.0.0

packages:

  /@acme/x/2.0.0:
    resolution: {integrity: x}
    dev: true

  /acme-t/1.0.0_x@1:
    resolution: {}
    dependencies:
      acme-q: 1.0.0
    dev: true

  /acme-v6@1.0.0(x@1):
    resolution: {}
"""

BUN_LOCK = """\
{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "own",
      "devDependencies": {
        "acme": "^1",
      },
    },
  },
  "packages": {
    "acme": ["acme@1.2.3", "", { "dependencies": { "acme-core": "^1" } }, "sha"],

    "acme/@acme/core": ["@acme/core@2.0.0", "", {}, "sha"],

    "acme-ws": ["acme-ws@workspace:packages/x"],
  }
}"""

PIPFILE_LOCK = """\
{"_meta": {"requires": {}}, "default": {
        "acme": {
            "hashes": [
                "sha256:1"
            ],
            "index": "pypi",
            "version": "==1.2.3"
        }}, "develop": {"acme-d": {"version": "==2"}}}"""

NUGET_LOCK = (
    '{"version":1,"dependencies":{"net8.0":{"Acme.Sdk":{"type":"Direct","requested":"[1.0, )","resolved":'
    '"1.2.3","dependencies":{"Acme.Core":"1.0"}},"Acme.Core":{"type":"Transitive","resolved":"1.0"},"acme'
    '.own":{"type":"Project"}}}}'
)

COMPOSER_LOCK = (
    '{"packages":[{"name":"acme/sdk","version":"v1.2.3","require":{"acme/core":"^1"},"authors":[{"name":"'
    'Acme","email":"x"}]}],"packages-dev":[{"name":"acme/d","version":"2.0"}]}'
)

SWIFT_RESOLVED_2 = (
    '{"pins":[{"identity":"acme","kind":"remoteSourceControl","location":"https://github.com/acme/Sdk.git'
    '","state":{"revision":"x","version":"1.2.3"}}],"version":2}'
)

SWIFT_RESOLVED_1 = (
    '{"object":{"pins":[{"package":"Acme","repositoryURL":"https://github.com/acme/Sdk","state":{"branch"'
    ':null,"revision":"x","version":"1.2.3"}}]},"version":1}'
)

GEMFILE_LOCK = """\
PATH
  remote: .
  specs:
    acme-own (1)
      acme (>= 1)

GEM
  remote: https://example.org/
  specs:
    acme (1.2.3)
      acme-core (~> 1)
    acme-core (1.0.1)

DEPENDENCIES
  acme (~> 1)
  acme-own!

BUNDLED WITH
   2
"""

MIX_LOCK = """\
%{
  "acme": {:hex, :acme, "1.2.3", "sha", [:mix], [{:acme_core, "~> 1"}], "hexpm", "x"},
  "acme_g": {:git, "https://x/acme_g.git", "abc", []},
}"""

PUBSPEC_LOCK = """\
packages:
  acme:
    dependency: "direct main"
    description:
      name: acme
      url: "https://pub"
    source: hosted
    version: "1.2.3"
  acme_core:
    dependency: transitive
    description:
      name: acme_core
    version: "2.0.0"
sdks:
  dart: ">=3"
"""

TABLE = [
    (
        "poetry-lock",
        "poetry-lock",
        POETRY_LOCK,
        [
            "2:9 acme - 1.2.3 transitive",
            "13:9 acme-dev - 2 dev",
            "18:9 acme-opt - 2 optional",
        ],
    ),
    (
        "uv-lock",
        "uv-lock",
        UV_LOCK,
        [
            "3:9 acme - 1.0 runtime",
            "12:9 acme-core - 2.0 transitive",
            "33:9 acme-d - 3 dev",
        ],
    ),
    (
        "pylock",
        "pylock",
        PYLOCK,
        [
            "2:9 acme - 1.0 transitive",
        ],
    ),
    (
        "cargo-lock",
        "cargo-lock",
        CARGO_LOCK,
        [
            "2:9 acme - 0.1.0 runtime",
            "10:9 acme-core - 0.2.0 transitive",
        ],
    ),
    (
        "package-lock 2",
        "package-lock",
        PACKAGE_LOCK_2,
        [
            "14:19 acme - 1.2.3 runtime",
            "22:19 @acme/core - 2.0.0 dev",
            "26:37 @acme/dev - 2.1.0 dev",
            "30:16 @acme/real - 9.0.0 transitive",
        ],
    ),
    (
        "package-lock 1 in one line",
        "package-lock",
        PACKAGE_LOCK_1_IN_ONE_LINE,
        [
            "1:39 acme - 1.0.0 transitive",
            "1:108 acme-y - 2.0.0 dev",
        ],
    ),
    (
        "yarn 1",
        "yarn-lock",
        YARN_1,
        [
            "4:2 @acme/sdk - 1.2.3 transitive",
            "10:1 acme-core - 1.0.4 transitive",
            "13:9 @acme/al - 2.0.0 transitive",
        ],
    ),
    (
        "yarn berry",
        "yarn-lock",
        YARN_BERRY,
        [
            "4:2 @acme/sdk - 1.2.3 runtime",
            "11:2 acme-core - 1.0.0 transitive",
        ],
    ),
    (
        "pnpm 9",
        "pnpm-lock",
        PNPM_9,
        [
            "13:8 @acme/sdk ^1.0 1.2.3 runtime",
            "18:19 @acme/al npm:@acme/al@^1 1.5.0 runtime",
            "26:7 acme-x ^2 2.0.0 dev",
            "37:3 acme-t - 3.0.0 transitive",
        ],
    ),
    (
        "pnpm 5 and 6",
        "pnpm-lock",
        PNPM_5_AND_6,
        [
            "8:3 acme ^1.0 1.2.3 runtime",
            "11:4 @acme/x ^2 2.0.0 dev",
            "19:4 acme-t - 1.0.0 dev",
            "25:4 acme-v6 - 1.0.0 transitive",
        ],
    ),
    (
        "bun-lock",
        "bun-lock",
        BUN_LOCK,
        [
            "12:15 acme - 1.2.3 dev",
            "14:26 @acme/core - 2.0.0 transitive",
        ],
    ),
    (
        "pipfile-lock",
        "pipfile-lock",
        PIPFILE_LOCK,
        [
            "2:10 acme - 1.2.3 transitive",
            "8:26 acme-d - 2 dev",
        ],
    ),
    (
        "nuget-lock",
        "nuget-lock",
        NUGET_LOCK,
        [
            "1:41 Acme.Sdk - 1.2.3 runtime",
            "1:146 Acme.Core - 1.0 transitive",
        ],
    ),
    (
        "composer-lock",
        "composer-lock",
        COMPOSER_LOCK,
        [
            "1:23 acme/sdk - 1.2.3 transitive",
            "1:148 acme/d - 2.0 dev",
        ],
    ),
    (
        "swift-resolved 2",
        "swift-resolved",
        SWIFT_RESOLVED_2,
        [
            "1:78 github.com/acme/Sdk - 1.2.3 transitive",
        ],
    ),
    (
        "swift-resolved 1",
        "swift-resolved",
        SWIFT_RESOLVED_1,
        [
            "1:63 github.com/acme/Sdk - 1.2.3 transitive",
        ],
    ),
    (
        "gemfile-lock",
        "gemfile-lock",
        GEMFILE_LOCK,
        [
            "10:5 acme - 1.2.3 runtime",
            "12:5 acme-core - 1.0.1 transitive",
        ],
    ),
    (
        "mix-lock",
        "mix-lock",
        MIX_LOCK,
        [
            "2:19 acme - 1.2.3 transitive",
            "3:4 acme_g - abc transitive",
        ],
    ),
    (
        "pubspec-lock",
        "pubspec-lock",
        PUBSPEC_LOCK,
        [
            "2:3 acme - 1.2.3 runtime",
            "9:3 acme_core - 2.0.0 transitive",
        ],
    ),
]


@pytest.mark.parametrize(("format_", "text", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_resolved_and_nothing_else(format_: str, text: str, expected: list[str]) -> None:
    assert rows(format_, text) == expected
    assert all(one.how == "lockfile" for one in evidence(format_, text))


@pytest.mark.parametrize(("format_", "text"), [row[1:3] for row in TABLE], ids=[row[0] for row in TABLE])
def test_no_cut_raises(format_: str, text: str) -> None:
    survives_every_cut(format_, text)


# Facts of real files, read by hand (and compared with general parsers) and set in our own arrangement.
REAL = [
    (
        "Comfy-Org/comfy-cli pylock.toml: exported by uv, files inline",
        "pylock",
        (
            '[[packages]]\nname = "acme"\nversion = "4.10.0"\nsdist = { url = "https://example.org/acme-4.10.0.tar.gz", size = 1 }\n'
            'wheels = [{ url = "https://example.org/acme-4.10.0-py3-none-any.whl" }]\n'
        ),
        ["2:9 acme - 4.10.0 transitive"],
    ),
    (
        "openai/chatgpt-retrieval-plugin poetry.lock: categories of poetry 1",
        "poetry-lock",
        (
            '[[package]]\nname = "acme"\nversion = "0.27.10"\ndescription = "Client of the acme API"\ncategory = "main"\noptional = false\n'
            'files = [\n    {file = "acme-0.27.10.tar.gz"},\n]\n\n[package.extras]\nall = ["acme[extra]"]\n'
        ),
        ["2:9 acme - 0.27.10 transitive"],
    ),
    (
        "pdm-project/pdm pdm.lock: groups say who asks",
        "pdm-lock",
        (
            '[metadata]\ngroups = ["default", "test"]\n\n[[package]]\nname = "acme"\nversion = "4.13.0"\nsummary = "x"\ngroups = ["default", "test"]\n'
            'dependencies = [\n    "acme-core>=1; python_version < \\"3.11\\"",\n]\n\n[[package]]\nname = "acme-mock"\nversion = "1.0"\ngroups = ["test"]\n'
        ),
        ["5:9 acme - 4.13.0 transitive", "14:9 acme-mock - 1.0 dev"],
    ),
    (
        "langchain-ai/open-canvas yarn.lock: version 1, dependencies repeat names",
        "yarn-lock",
        (
            '"@acme/sdk@^0.39.0":\n  version "0.39.0"\n  resolved "https://example.org/@acme/sdk/-/sdk-0.39.0.tgz#6"\n\n'
            'kit@^1.0.0:\n  version "1.0.0"\n  dependencies:\n    "@acme/sdk" "^0.39.0"\n'
        ),
        ["1:2 @acme/sdk - 0.39.0 transitive"],
    ),
    (
        "langchain-ai/langgraphjs yarn.lock: berry names the workspace last",
        "yarn-lock",
        (
            '__metadata:\n  version: 6\n\n"@acme/core@npm:^1.3.90":\n  version: 1.3.91\n  resolution: "@acme/core@npm:1.3.91"\n  linkType: hard\n\n'
            '"graph@workspace:.":\n  version: 0.0.0-use.local\n  dependencies:\n    "@acme/core": ^1.3.90\n  languageName: unknown\n'
        ),
        ["4:2 @acme/core - 1.3.91 runtime"],
    ),
    (
        "AlekseyMartynov/shazam-for-real packages.lock.json: direct before transitive",
        "nuget-lock",
        (
            '{\n  "dependencies": {\n    "net8.0": {\n      "Acme.Core": {\n        "type": "Direct",\n        "requested": "[2.1.0, )",\n'
            '        "resolved": "2.1.0",\n        "dependencies": {\n          "Acme.Base": "1.14.0"\n        }\n      },\n      "Acme.Base": {\n'
            '        "type": "Transitive",\n        "resolved": "1.14.0"\n      }\n    }\n  }\n}\n'
        ),
        ["4:8 Acme.Core - 2.1.0 runtime", "12:8 Acme.Base - 1.14.0 transitive"],
    ),
    (
        "0xLeif/ChatServer_Swift Package.resolved: version 1 with repositoryURL",
        "swift-resolved",
        (
            '{\n  "object": {\n    "pins": [\n      {\n        "package": "Acme",\n        "repositoryURL": "https://github.com/own/acme-ssl.git",\n'
            '        "state": {\n          "branch": null,\n          "version": "2.0.6"\n        }\n      }\n    ]\n  }\n}\n'
        ),
        ["6:35 github.com/own/acme-ssl - 2.0.6 transitive"],
    ),
    (
        "the address of a server with a port, and one as git writes it",
        "swift-resolved",
        (
            '{\n  "pins" : [\n    {\n      "identity" : "acmekit",\n      "location" : "https://git.own.test:8443/own/acmekit.git",\n'
            '      "state" : {\n        "version" : "1.0.0"\n      }\n    },\n    {\n      "identity" : "acme-ssh",\n'
            '      "location" : "git@git.own.test:own/acme-ssh.git",\n      "state" : {\n        "version" : "2.0.0"\n      }\n    }\n  ]\n}\n'
        ),
        ["5:29 git.own.test:8443/own/acmekit - 1.0.0 transitive", "12:25 git.own.test/own/acme-ssh - 2.0.0 transitive"],
    ),
    (
        "an identity that only a fork's owner tells apart, and a word for another package",
        "swift-resolved",
        (
            '{\n  "pins" : [\n    {\n      "identity" : "acmekit",\n      "kind" : "remoteSourceControl",\n'
            '      "location" : "https://github.com/fork/AcmeKit",\n      "state" : {\n        "branch" : "main"\n      }\n    },\n'
            '    {\n      "identity" : "other",\n      "kind" : "acme",\n      "location" : "https://github.com/fork/other"\n    }\n  ]\n}\n'
        ),
        ["6:29 github.com/fork/AcmeKit - - transitive"],
    ),
    (
        "openai/openai-agents-python uv.lock: extras and groups of the editable root",
        "uv-lock",
        (
            '[[package]]\nname = "acme"\nversion = "3.0.0"\nsource = { registry = "x" }\n\n[[package]]\nname = "gateway-acme"\nversion = "1.83.0"\n'
            'source = { registry = "x" }\n\n[[package]]\nname = "agents"\nversion = "0.1"\nsource = { editable = "." }\ndependencies = [\n'
            '    { name = "acme" },\n]\n\n[package.optional-dependencies]\ngateway = [\n    { name = "gateway-acme" },\n]\n\n[package.metadata]\n'
            'requires-dist = [{ name = "acme-x" }]\n'
        ),
        ["2:9 acme - 3.0.0 runtime", "7:9 gateway-acme - 1.83.0 optional"],
    ),
    (
        "pypa/pipenv docs/pylock.md: single quotes, wheels carry names too",
        "pylock",
        "[[packages]]\nname = 'acme'\nversion = '1.0.1'\nsdist = { name = 'acme-1.0.1.tar.gz' }\n\n[[packages.wheels]]\nname = 'acme-1.0.1.whl'\n",
        ["2:9 acme - 1.0.1 transitive"],
    ),
    (
        "zurawiki/gptcommit Cargo.lock: the root lists its dependencies without a source",
        "cargo-lock",
        (
            '[[package]]\nname = "async-acme"\nversion = "0.14.3"\nsource = "registry+x"\ndependencies = [\n "backoff",\n]\n\n'
            '[[package]]\nname = "commit"\nversion = "0.5.17"\ndependencies = [\n "anyhow",\n "async-acme",\n]\n'
        ),
        ["2:9 async-acme - 0.14.3 runtime"],
    ),
    (
        "Nutlope/aicommits pnpm-lock.yaml: version 6 without importers",
        "pnpm-lock",
        (
            "lockfileVersion: '6.0'\n\ndependencies:\n  '@acme/tiktoken':\n    specifier: ^1.0.2\n    version: 1.0.7\n\ndevDependencies:\n  acme:\n"
            "    specifier: ^3.2.1\n    version: 3.3.0\n\npackages:\n\n  /@acme/tiktoken@1.0.7:\n    dev: false\n\n  /acme@3.3.0:\n    dev: true\n"
        ),
        ["4:4 @acme/tiktoken ^1.0.2 1.0.7 runtime", "9:3 acme ^3.2.1 3.3.0 dev"],
    ),
    (
        "langchain-ai/langchainjs pnpm-lock.yaml: several versions of one direct package",
        "pnpm-lock",
        (
            "importers:\n\n  libs/a:\n    dependencies:\n      '@acme/sdk':\n        specifier: ^0.74.0\n        version: 0.74.0(zod@3)\n\npackages:\n\n"
            "  '@acme/sdk@0.39.0':\n    resolution: {integrity: x}\n\n  '@acme/sdk@0.74.0':\n    resolution: {integrity: x}\n"
        ),
        ["5:8 @acme/sdk ^0.74.0 0.74.0 runtime", "11:4 @acme/sdk - 0.39.0 transitive"],
    ),
    (
        "continuedev/continue package-lock.json: an alias stands under its real name",
        "package-lock",
        '{\n  "packages": {\n    "node_modules/acme-cjs": {\n      "name": "acme",\n      "version": "4.2.3"\n    }\n  }\n}\n',
        ["4:16 acme - 4.2.3 transitive"],
    ),
    (
        "Lostovayne/Complete-Clone-Lovable-AI bun.lock: dependencies stand on the line of the package",
        "bun-lock",
        (
            '{\n  "workspaces": {\n    "": {\n      "dependencies": {\n        "kit": "^1",\n      },\n    },\n  },\n  "packages": {\n'
            '    "kit": ["kit@1.0.0", "", { "dependencies": { "@acme/x": "^1" } }, "sha512-x"],\n\n'
            '    "@acme/x": ["@acme/x@1.4.0", "", {}, "sha512-y"],\n  }\n}\n'
        ),
        ["12:18 @acme/x - 1.4.0 transitive"],
    ),
    (
        "juks/jira-deepseek-manager Pipfile.lock: hashes before the version",
        "pipfile-lock",
        (
            '{\n    "default": {\n        "acme": {\n            "hashes": [\n                "sha256:1",\n                "sha256:2"\n            ],\n'
            '            "markers": "python_version >= \'3.6\'",\n            "version": "==2025.1.31"\n        }\n    },\n    "develop": {}\n}\n'
        ),
        ["3:10 acme - 2025.1.31 transitive"],
    ),
    (
        "NORTE-dev/bot-telegram-openai composer.lock: version behind the name, authors have names too",
        "composer-lock",
        (
            '{\n  "packages": [\n    {\n      "name": "acme-php/client",\n      "version": "v0.10.3",\n      "source": {"url": "https://example.org/acme-php"},\n'
            '      "authors": [\n        {\n          "name": "Acme",\n          "email": "a@example.org"\n        }\n      ]\n    }\n  ],\n  "packages-dev": []\n}\n'
        ),
        ["4:16 acme-php/client - 0.10.3 transitive"],
    ),
    (
        "alexrudall/ruby-openai Gemfile.lock: the gem itself stands under PATH",
        "gemfile-lock",
        "PATH\n  remote: .\n  specs:\n    ruby-acme (8.3.0)\n      event_stream_parser (>= 0.3)\n\nGEM\n  specs:\n    faraday (2.13)\n\nDEPENDENCIES\n  ruby-acme!\n",
        [],
    ),
    (
        "brainlid/langchain mix.lock: dependencies of dependencies in the tuple",
        "mix-lock",
        (
            '%{\n  "req": {:hex, :req, "0.5.10", "x", [:mix], [{:acme, "~> 0.17", [hex: :acme]}], "hexpm", "y"},\n'
            '  "acme": {:hex, :acme, "0.19.0", "x", [:mix], [], "hexpm", "y"},\n}\n'
        ),
        ["3:19 acme - 0.19.0 transitive"],
    ),
    (
        "e-fleitas/rhema pubspec.lock: the description repeats the name",
        "pubspec-lock",
        'packages:\n  acme:\n    dependency: "direct main"\n    description:\n      name: acme\n      sha256: "1"\n    source: hosted\n    version: "2.7.0"\n',
        ["2:3 acme - 2.7.0 runtime"],
    ),
]


@pytest.mark.parametrize(("format_", "text", "expected"), [row[1:] for row in REAL], ids=[row[0] for row in REAL])
def test_as_in_public_repositories(format_: str, text: str, expected: list[str]) -> None:
    assert rows(format_, text) == expected


LOCKS = sorted({row[1] for row in TABLE} | {"pdm-lock"})


@pytest.mark.parametrize("format_", LOCKS)
@pytest.mark.parametrize(
    "unit",
    [
        '"acme": {',
        '"acme" ',
        "  /acme/1:\n",
        'name = "acme"\n',
        "acme@",
        "[[package]]\n",
        '\\"acme',
        "acme" * 50 + "\n",
        "    acme (1)\n",
    ],
)
def test_hostile_repetition_ends_soon(format_: str, unit: str) -> None:
    reader = reader_of(format_)
    assert reader is not None
    text = unit * (200_000 // len(unit))
    begin = time.process_time()
    for _ in zip(range(5_000), reader(file_of(format_, text)), strict=False):
        pass
    assert time.process_time() - begin < 3
