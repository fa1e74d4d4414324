"""One small valid file per format, each naming things of the invented catalog, so that every reader has something to read."""

from __future__ import annotations

import json
import struct

_PYTHON = '''\
"""A service."""
import os
from acme import Client

URL = "https://api.acme.example/v1"
client = Client(base_url=os.environ.get("ACME_BASE_URL", URL), key=f"{os.environ['ACME_API_KEY']}")
MODELS = {"fast": "acme-3-mini", "good": ("acme-1-" "large")}  # acme-2-mini is gone


async def answer(text: str, *, model="acme-1-large") -> str:
    reply = await client.chat.create(model=model, messages=[{"role": "user", "content": f"{text!r:>{10}} on acme"}])
    return reply.choices[0].text if reply else r"acme\\d" + """acme-3-large
is a model"""
'''
_SCRIPT = """\
// a client
import { Client as Acme, type Reply } from "@acme/sdk";
const other = require('@globex/client');
const re = /acme-[/]\\d+/g, ratio = 4 / 2 / 1;
const client = new Acme({ baseURL: process.env.ACME_BASE_URL ?? `https://api.acme.example/${"v1"}`, apiKey: "k" });
/* acme-2-mini */
export const answer = async (text) => {
  const reply = await client.chat({ model: 'acme-1-large', messages: [{ role: "user", content: `say ${text} with acme` }] });
  return reply?.text ?? <b title="acme">{reply}</b>;
};
"""
_C_LIKE = """\
package x;
import com.acme.sdk.Client;
import (
    "github.com/acme/acme-go"
)
using Acme.Sdk;
use acme::Client;
/** uses acme-3-mini */
class Answers {
    static final String MODEL = "acme-1-large"; // acme-2-large
    private Client client = new Client("https://api.acme.example/v1", System.getenv("ACME_API_KEY"), 'c', @"a""b", \"\"\"acme\"\"\");
    #[derive(Debug)] String answer(String text) {
        return client.chat(model: MODEL, text).stream().map(r -> r.text()).first() ?? $"{text} acme";
    }
}
"""
_RUBY = """\
require "acme"
use Acme\\Client;
# acme-2-mini
client = Acme::Client.new(api_key: ENV.fetch("ACME_API_KEY"), uri: 'https://api.acme.example/v1')
TEXT = <<~SAY
  acme-1-large
SAY
def answer(text) = client.chat(model: "acme-1-large", text: "#{text} acme", :kind => %w[a b])
$model = $_ENV['ACME_MODEL'] ?? "acme-1-large";
@spec answer(t) :: ~s(acme)
"""
_SHELL = """\
#!/bin/sh
export ACME_API_KEY="${KEY:-none}" ACME_MODEL=acme-1-large  # acme
curl -s https://api.acme.example/v1/chat -H "Authorization: Bearer $ACME_API_KEY" -d '{"model": "acme-1-large"}' | jq .
pip install acme==1.2 && npm install @acme/sdk
cat <<EOF
acme-3-mini $(date) `id`
EOF
"""
_YAML = """\
# acme
models: &all
  - {name: acme, model: "acme-1-large", "base_url": https://api.acme.example/v1}
  - name: b
    model: 'acme-3-''mini'
    <<: *all
text: |
  acme-1-large
  here
folded: >-
  acme
? key
: !!str acme
env: [ACME_API_KEY, "${ACME_MODEL:-acme-3-large}"]
---
image: hooli/hooli:latest
"""
_JSON = """\
{
  // acme
  "model": "acme-1-large", "list": ["acme-3-mini", 1, -2.5e3, true, null, "\\u0061cme \\"q\\""],
  "env": {"ACME_API_KEY": "", "baseUrl": "https://api.acme.example/v1"}, "deep": [[[{"a": []}]]]
}
"""
_TOML = """\
# acme
[llm.main]
model = "acme-1-large"
"base_url" = 'https://api.acme.example/v1'
when = 2026-06-15T10:00:00Z
list = ["acme-3-mini", 1_000, 0x1F, true, {x = "acme"}]
text = \"\"\"acme
\\u0061\"\"\"
[[routes]]
model = '''acme-3-large'''
"""
_XML = """\
<?xml version="1.0" encoding="utf-8"?>
<!-- acme -->
<config a="acme" xmlns:x="urn:x"><x:model name='acme-1-large'>acme-3-mini &amp; more</x:model><![CDATA[acme]]><url/>
<add key="ACME_API_KEY" value="https://api.acme.example/v1" /></config>
"""
_PAIRS = """\
# acme
[llm]
ACME_API_KEY=
export ACME_MODEL="acme-1-large"
acme.base-url = https://api.acme.example/v1
long = acme-3-mini, \\
  acme-3-large
a:b
"""
_HCL = """\
# acme
resource "acme_model" "x" {
  model = "acme-1-large" // here
  list  = ["${var.acme}", "acme-3-mini"]
  text  = <<-EOT
    acme
  EOT
  tags = { url : "https://api.acme.example/v1" }
}
param model string = 'acme-1-large'
"""
_DOCKER = """\
# syntax=docker/dockerfile:1
FROM hooli/hooli:latest AS base
ARG MODEL=acme-1-large
ENV ACME_API_KEY="" ACME_MODEL=$MODEL
RUN pip install acme==1.0 \\
    && npm i @acme/sdk
COPY --from=acme/acme:1 /a /b
CMD ["acme", "--model", "acme-3-mini"]
"""
_LOCK_TOML = """\
version = 1
[[package]]
name = "acme"
version = "1.2.3"
source = { registry = "somewhere" }
dependencies = [{ name = "globex" }]

[[package]]
name = "globex"
version = "2.0"
[package.optional-dependencies]
x = [{ name = "acme" }]
"""
_MANIFEST_JSON = """\
{"name": "acme-app", "version": "1.0", "workspaces": ["packages/*"],
 "dependencies": {"@acme/sdk": "^3.0.0", "@globex/client": "workspace:*"}, "devDependencies": {"acme": "file:../acme"},
 "require": {"acme/acme": "^1.0"}, "require-dev": {"x/acme": "*"}, "imports": {"acme": "npm:@acme/sdk@^3"}}
"""
_LOCK_JSON = """\
{"lockfileVersion": 3, "packages": {"": {"name": "x", "dependencies": {"@acme/sdk": "^3"}}, "node_modules/@acme/sdk":
 {"version": "3.1.4", "dev": true}}, "dependencies": {"@acme/sdk": {"version": "3.1.4", "requires": {"acme": "1"}}, "net6.0":
 {"Acme.Sdk": {"type": "Direct", "requested": "[1.0, )", "resolved": "1.2.0"}}}, "default": {"acme": {"version": "==1.2"}},
 "packages-dev": [{"name": "acme/acme", "version": "1.2"}], "pins": [{"identity": "acme", "location": "https://x/acme",
 "state": {"version": "1.0"}}], "object": {"pins": []}}
"""
_XML_PROJECT = """\
<Project Sdk="x"><PropertyGroup><AcmeVersion>1.2</AcmeVersion></PropertyGroup>
<ItemGroup><!-- acme --><PackageReference Include="Acme.Sdk" Version="$(AcmeVersion)" />
<PackageVersion Include="Acme.Sdk"><Version>1.0</Version></PackageVersion></ItemGroup>
<package id="Acme.Sdk" version="1.2" /></Project>
"""
_POM = """\
<project xmlns="http://maven"><groupId>x</groupId><artifactId>acme-app</artifactId><properties><v>1.2</v></properties>
<parent><groupId>com.acme</groupId><artifactId>bom</artifactId><version>3</version></parent>
<dependencies><dependency><groupId>com.acme</groupId><artifactId>acme-sdk</artifactId><version>${v}</version><scope>test</scope>
</dependency></dependencies><profiles><profile><id>acme</id><dependencies/></profile></profiles></project>
"""
_XCODE = """\
// !$*UTF8*$!
{
  objects = {
    A1 /* XCRemoteSwiftPackageReference "acme" */ = {
      isa = XCRemoteSwiftPackageReference;
      repositoryURL = "https://github.com/acme/acme-swift.git";
      requirement = { kind = upToNextMajorVersion; minimumVersion = 1.2.3; };
    };
  };
}
"""

_SBT = """\
name := "app"
val acmeVersion = "1.2.3"
libraryDependencies ++= Seq("com.acme" %% "acme-sdk" % acmeVersion, "com.acme" % "mock" % "1" % Test) // acme
addSbtPlugin("com.acme" % "plugin" % "1")
def deps = Seq(mvn"com.acme::sdk:1.0")
"""

_GRADLE = """\
plugins { id 'java' }
ext { acmeVersion = '1.2' }
dependencies {
    implementation "com.acme:acme-sdk:$acmeVersion" // acme
    testImplementation(group: 'com.acme', name: 'acme', version: '1.0')
    implementation(libs.acme.sdk)
}
[versions]
acme = "1.2"
[libraries]
acme-sdk = { module = "com.acme:acme-sdk", version.ref = "acme" }
"""
_GO = """\
module example.com/acme

go 1.22

require (
	github.com/acme/acme-go v1.2.3 // indirect
	github.com/globex/sdk v0.1.0
)
replace github.com/acme/acme-go => ../acme
require github.com/acme/one v1.0.0
use ./acme
"""
_RUBY_MANIFEST = """\
source "https://x"
gem "acme", "~> 1.2", group: :test # acme
group :development do
  gem 'globex'
end
Gem::Specification.new do |s|
  s.name = "acme-app"
  s.add_dependency "acme", ">= 1"
end
"""
_GEM_LOCK = """\
GEM
  remote: https://x/
  specs:
    acme (1.2.3)
      globex (>= 1)
    globex (2.0)

DEPENDENCIES
  acme (~> 1.2)!

BUNDLED WITH
   2.5.0
"""
_YARN = """\
# yarn lockfile v1

"@acme/sdk@^3.0.0", "@acme/sdk@npm:^3.1.0":
  version "3.1.4"
  resolved "https://x/acme.tgz#abc"
  dependencies:
    acme "^1.0.0"

"acme@npm:^1":
  version: 1.2.3
  resolution: "acme@npm:1.2.3"
"""
_PNPM = """\
lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      '@acme/sdk': {specifier: ^3.0.0, version: 3.1.4}
packages:
  '@acme/sdk@3.1.4':
    resolution: {integrity: sha512-x}
  /acme/1.0.0:
    dev: true
snapshots:
  '@acme/sdk@3.1.4(react@18)': {}
"""
_BUN = """\
{
  "lockfileVersion": 1,
  "workspaces": {"": {"name": "x", "dependencies": {"@acme/sdk": "^3.0.0",},},},
  "packages": {
    "@acme/sdk": ["@acme/sdk@3.1.4", "", {"dependencies": {"acme": "1"}}, "sha512-x=="],
  }
}
"""
_MIX = """\
defmodule Acme.MixProject do
  use Mix.Project
  def project, do: [app: :acme_app, deps: deps()]
  defp deps do
    [{:acme, "~> 1.0", only: :test}, {:globex, path: "../globex"}] # acme
  end
end
%{
  "acme": {:hex, :acme, "1.2.3", "abc", [:mix], [{:globex, "~> 1.0", [hex: :globex]}], "hexpm", "def"},
}
"""
_PUB = """\
name: acme_app
dependencies:
  acme: ^1.0.0
  globex: {path: ../globex}
dev_dependencies:
  acme_test: any
packages:
  acme:
    dependency: "direct main"
    description: {name: acme, url: "https://x"}
    version: "1.2.3"
"""
_SWIFT = """\
// swift-tools-version:5.9
import PackageDescription
let package = Package(name: "acme-app", dependencies: [
    .package(url: "https://github.com/acme/acme-swift", from: "1.0.0"), // acme
    .package(name: "Acme", path: "../acme"),
])
"""
_PYPROJECT = """\
[project]
name = "acme-app"
dependencies = ["acme>=1.2; python_version > '3.8'", "globex[x]==2.0"]
optional-dependencies = {dev = ["acme-test"]}
[tool.poetry.dependencies]
acme = {version = "^1", extras = ["a"]}
[dependency-groups]
dev = ["acme", {include-group = "x"}]
[packages]
acme = "*"
"""
_SETUP = """\
from setuptools import setup
[metadata]
name = acme-app
[options]
install_requires =
    acme>=1.2
    globex; python_version > "3"
[options.extras_require]
dev = acme-test
setup(name="acme-app", install_requires=["acme>=1", *more], extras_require={"x": ["globex"]})
"""
_REQUIREMENTS = """\
-r other.txt
--index-url https://user:pw@x/simple
acme[fast]>=1.2,<2 ; python_version > "3.8"  # acme
acme @ https://x/acme-1.0.whl
-e git+https://x/acme.git@main#egg=acme
globex==2.0 \\
    --hash=sha256:abc
"""
_CONDA = """\
name: acme-env
channels: [conda-forge]
dependencies:
  - acme=1.2
  - conda-forge::globex>=2
  - pip:
      - acme==1.0
"""
_CARGO = """\
[package]
name = "acme-app"
[dependencies]
acme = "1.2"
globex = { version = "2", features = ["x"], optional = true }
[target.'cfg(unix)'.dependencies.acme-unix]
version = "1"
[workspace.dependencies]
acme = { path = "../acme" }
"""
_MODELFILE = """\
FROM sage:8b
# acme
PARAMETER temperature 0.5
SYSTEM \"\"\"You are acme-1-large
and more\"\"\"
ADAPTER ./acme.bin
"""
_MARKDOWN = """\
---
model: acme-1-large
license: apache-2.0
base_model: [openmind/Sage-8B]
---
# Acme
Run `acme-3-mini` at <https://api.acme.example/v1>.
```python
import acme
```
| a | acme |
"""
_BAML = """\
client<llm> Acme {
  provider acme
  options { model "acme-1-large" base_url "https://api.acme.example/v1" api_key env.ACME_API_KEY }
}
function A(x: string) -> string { client Acme prompt #" acme {{ x }} "# }
"""
_VUE = f'<template><p :title="acme">acme {{{{ x }}}}</p></template>\n<script setup lang="ts">\n{_SCRIPT}</script>\n<style>.acme {{}}</style>\n'


def _cell(kind: str, *lines: str) -> dict[str, object]:
    return {
        "cell_type": kind,
        "metadata": {},
        "source": list(lines),
        "outputs": [{"text": ["acme-1-large"]}],
        "execution_count": 1,
    }


_NOTEBOOK = json.dumps(
    {"cells": [_cell("markdown", "# acme\n"), _cell("code", "!pip install acme\n", "import acme\n", "%env ACME_MODEL=acme-1-large\n",
     "acme.Client().chat(model='acme-1-large')")], "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4},
    indent=1,
)  # fmt: skip


def _gguf() -> bytes:
    def text(value: str) -> bytes:
        data = value.encode()
        return struct.pack("<Q", len(data)) + data

    pairs = [
        ("general.name", "acme Sage 8B"),
        ("general.license", "apache-2.0"),
        ("general.base_model.0.repo_url", "https://x/openmind/Sage-8B"),
    ]
    body = b"".join(text(key) + struct.pack("<I", 8) + text(value) for key, value in pairs)
    body += text("tokens") + struct.pack("<IIQ", 9, 8, 2) + text("a") + text("b")
    body += text("n") + struct.pack("<If", 6, 1.5)
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(pairs) + 2) + body


def _safetensors() -> bytes:
    head = json.dumps(
        {
            "__metadata__": {"license": "apache-2.0", "base_model": "openmind/Sage-8B"},
            "w": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]},
        }
    )
    return struct.pack("<Q", len(head)) + head.encode() + b"\0\0"


_BY_FORMAT: dict[str, tuple[str, str | bytes]] = {
    "python": ("app.py", _PYTHON), "notebook": ("n.ipynb", _NOTEBOOK), "requirements": ("requirements.txt", _REQUIREMENTS),
    "pyproject": ("pyproject.toml", _PYPROJECT), "pipfile": ("Pipfile", _PYPROJECT), "setup-cfg": ("setup.cfg", _SETUP),
    "setup-py": ("setup.py", _SETUP), "conda-env": ("environment.yml", _CONDA), "package-json": ("package.json", _MANIFEST_JSON),
    "deno-json": ("deno.json", _MANIFEST_JSON), "pnpm-workspace": ("pnpm-workspace.yaml", "packages:\n  - 'acme/*'\ncatalog:\n  '@acme/sdk': ^3\n"),
    "pom": ("pom.xml", _POM), "target": ("acme.target", _POM), "gradle": ("build.gradle", _GRADLE), "gradle-catalog": ("libs.versions.toml", _GRADLE),
    "xcode-project": ("a.xcodeproj/project.pbxproj", _XCODE), "sbt": ("build.sbt", _SBT), "msbuild": ("a.csproj", _XML_PROJECT), "packages-config": ("packages.config", _XML_PROJECT), "go-mod": ("go.mod", _GO),
    "go-work": ("go.work", _GO), "cargo-toml": ("Cargo.toml", _CARGO), "gemfile": ("Gemfile", _RUBY_MANIFEST),
    "gemspec": ("a.gemspec", _RUBY_MANIFEST), "composer-json": ("composer.json", _MANIFEST_JSON), "mix-exs": ("mix.exs", _MIX),
    "pubspec": ("pubspec.yaml", _PUB), "swift-package": ("Package.swift", _SWIFT), "pipfile-lock": ("Pipfile.lock", _LOCK_JSON),
    "poetry-lock": ("poetry.lock", _LOCK_TOML), "uv-lock": ("uv.lock", _LOCK_TOML), "pdm-lock": ("pdm.lock", _LOCK_TOML),
    "pylock": ("pylock.toml", _LOCK_TOML.replace("[[package]]", "[[packages]]")), "package-lock": ("package-lock.json", _LOCK_JSON),
    "yarn-lock": ("yarn.lock", _YARN), "pnpm-lock": ("pnpm-lock.yaml", _PNPM), "bun-lock": ("bun.lock", _BUN),
    "cargo-lock": ("Cargo.lock", _LOCK_TOML), "nuget-lock": ("packages.lock.json", _LOCK_JSON), "gemfile-lock": ("Gemfile.lock", _GEM_LOCK),
    "composer-lock": ("composer.lock", _LOCK_JSON), "mix-lock": ("mix.lock", _MIX), "pubspec-lock": ("pubspec.lock", _PUB),
    "swift-resolved": ("Package.resolved", _LOCK_JSON), "yaml": ("a.yaml", _YAML), "json": ("a.json", _JSON), "toml": ("a.toml", _TOML),
    "env": (".env", _PAIRS), "properties": ("a.properties", _PAIRS), "ini": ("a.ini", _PAIRS), "xml": ("a.xml", _XML),
    "hcl": ("a.tf", _HCL), "bicep": ("a.bicep", _HCL), "dockerfile": ("Dockerfile", _DOCKER), "modelfile": ("Modelfile", _MODELFILE),
    "markdown": ("a.md", _MARKDOWN), "text": ("a.txt", _MARKDOWN), "gguf": ("a.gguf", _gguf()), "safetensors": ("a.safetensors", _safetensors()),
    "javascript": ("a.js", _SCRIPT), "typescript": ("a.ts", _SCRIPT), "vue": ("a.vue", _VUE), "svelte": ("a.svelte", _VUE),
    "go": ("a.go", _C_LIKE), "java": ("A.java", _C_LIKE), "kotlin": ("a.kt", _C_LIKE), "scala": ("a.scala", _C_LIKE),
    "groovy": ("a.groovy", _C_LIKE), "csharp": ("a.cs", _C_LIKE), "rust": ("a.rs", _C_LIKE), "swift": ("a.swift", _C_LIKE),
    "dart": ("a.dart", _C_LIKE), "ruby": ("a.rb", _RUBY), "php": ("a.php", f"<p>acme</p><?php\n{_RUBY}?>acme"), "elixir": ("a.ex", _RUBY),
    "shell": ("a.sh", _SHELL), "sql": ("a.sql", "-- acme\nSELECT acme('acme-1-large', \"x\"), $$acme$$ /* acme */ FROM t WHERE a = 'it''s';\n"),
    "baml": ("a.baml", _BAML),
}  # fmt: skip

SAMPLES: dict[str, tuple[str, bytes]] = {
    format_: (name, text if isinstance(text, bytes) else text.encode()) for format_, (name, text) in _BY_FORMAT.items()
}
