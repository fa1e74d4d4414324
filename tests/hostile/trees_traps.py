"""Traps for single parsers: long lines full of hits, chains, floods of names, things left open at the end, keys in every place."""

from __future__ import annotations

import base64
import json
import struct
from functools import partial

import trees
from trees import CALL, PRELUDE, Box, case

plain = partial(trees.plain, alone=True)  # together they would only take long
IGNORE = "# ai-audit: ignore[AIA201] x "
LONG = 24_000  # characters: what is quadratic shows, what is not does not

# --- one line full of everything -----------------------------------------------------------------------------------------

ONE_LINE = {
    "sh": IGNORE, "mk": "ai-audit: ", "py": IGNORE, "ts": "/* ai-audit: ignore[AIA201] x */ ", "yaml": IGNORE, "toml": IGNORE, "ini": "&openai;",
    "tf": IGNORE, "properties": "openai;", "env": "A=openai ", "xml": "<!-- ai-audit: ignore[AIA201] x -->", "md": "`openai` ", "sql": "'gpt-4',",
    "json": '"openai": "gpt-4", ', "bicep": "'openai' ", "cs": '$"{openai}" ', "rb": "#{openai} ", "php": "<?php openai(); ?>", "rs": "openai::", "ex": ":openai, ",
    "swift": "openai\\(", "kt": "openai${", "go": "`openai` ", "java": 'openai("gpt-4").', "vue": "<openai>", "dart": "openai?.", "scala": 's"$openai" ',
    "groovy": "openai /gpt-4/ ", "ps1": "$env:OPENAI_API_KEY ", "bat": "%OPENAI_API_KEY% ", "ipynb": "openai ", "csproj": '<PackageReference Include="OpenAI" />',
    "gradle": "implementation 'com.openai:openai-java:1', ", "tpl": "{{ openai }}", "baml": 'model "gpt-4" ', "txt": "openai gpt-4 ",
}  # fmt: skip


@case(alone=True)
def one_line_of_hits(box: Box) -> None:
    for suffix, piece in ONE_LINE.items():
        box.put(f"a.{suffix}", f"openai {piece * (LONG // len(piece))} gpt-4")


@case(alone=True)
def one_line_of_hits_in_manifests(box: Box) -> None:
    lines = {
        "requirements.txt": "openai; ", "pyproject.toml": '"openai", ', "setup.py": '"openai": "1", ', "setup.cfg": "openai ", "Pipfile": "{openai = 1} ",
        "package.json": '"openai": "1", ', "go.mod": "github.com/openai/openai-go v1 ", "Cargo.toml": "{async-openai}", "pom.xml": "<artifactId>openai-java</artifactId>",
        "build.gradle": '"com.openai:openai-java:1" ', "Gemfile": 'gem "ruby-openai", ', "composer.json": '"openai-php/client": ', "mix.exs": '{:openai, "1"}, ',
        "pubspec.yaml": "{openai: 1}, ", "Package.swift": '.package(url: "https://github.com/MacPaw/OpenAI") ', "environment.yml": "- openai ", "Dockerfile": "RUN pip install openai && ",
        "Modelfile": "FROM gpt-4 ", "x.gemspec": "add_dependency 'ruby-openai' ", "packages.config": '<package id="OpenAI"/>', "libs.versions.toml": "openai = { } ",
        "deno.json": '"npm:openai", ', "pnpm-workspace.yaml": "[openai, ", "go.work": "use openai ", "compose.yaml": "{image: ollama/ollama}, ", "Jenkinsfile": "sh 'pip install openai' ",
    }  # fmt: skip
    for name, piece in lines.items():
        box.put(name, f"openai {piece * (LONG // len(piece))} gpt-4")


@case(alone=True)
def one_line_of_hits_in_lockfiles(box: Box) -> None:
    names = (
        "Pipfile.lock poetry.lock uv.lock pdm.lock pylock.toml package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock Cargo.lock "
        "packages.lock.json Gemfile.lock composer.lock mix.lock pubspec.lock Package.resolved"
    )
    for name in names.split():
        for number, piece in enumerate(('"openai", ', "openai@", "{openai ", "openai: ", '[{"name":"openai"},')):
            box.put(f"l{number}/{name}", piece * (LONG // len(piece)))


# --- left open at the end ------------------------------------------------------------------------------------------------

OPEN = ['"', "'", "`", '"""', "'''", "/*", "<!--", "<![CDATA[", "(", "[", "{", "${", "#{", "$(", "<<EOF\n", "<<~X\n", "%w[", "~s(", 'r#"', '@"', '$"""', 'R"(', "=begin\n", "{{", "{%", "<", "|\n", "\\", "\\\n", "&a ", "*", "? ", "!!"]  # fmt: skip


@case(alone=True)
def left_open_at_the_end(box: Box) -> None:
    names = (
        "a.py a.ipynb a.ts a.vue a.go a.java a.kt a.scala a.groovy a.cs a.rb a.php a.rs a.swift a.dart a.ex a.sh a.ps1 a.sql a.yaml a.json a.toml a.ini "
        "a.properties a.env a.xml a.tf a.bicep a.md a.baml Dockerfile Modelfile pyproject.toml package.json requirements.txt pom.xml build.gradle Gemfile"
    )
    for number, mark in enumerate(OPEN):
        for name in names.split():
            box.put(f"o{number}/{name}", f'openai = "gpt-4"\nx = {mark * 40} openai gpt-4 {mark}')


@case(alone=True)
def every_bracket_nested(box: Box) -> None:
    pairs = ("()", "[]", "{}", "<>", ("${", "}"), ("#{", "}"), ("`${", "}`"), ("$(", ")"), ("{%", "%}"), ("/*", "*/"), ("<a>", "</a>"), ('f"{', '}"'), ("begin ", " end"), ("if a then ", " fi"), ("(?:", ")*"))  # fmt: skip
    for number, (left, right) in enumerate(pairs):
        for suffix in "py ts go java cs rb php rs swift dart ex sh yaml json toml xml tf bicep md ini properties env sql kt scala ps1".split():
            box.put(f"b{number}/a.{suffix}", f"x = openai {left * 2_500} 'gpt-4' {right * 2_500}\n")


# --- floods of names -----------------------------------------------------------------------------------------------------

plain("json_tiny_keys", "a.json", "{" + ",".join(f'"k{n}":"gpt-4"' for n in range(100_000)) + "}")
plain("yaml_tiny_keys", "a.yaml", "".join(f"k{n}: gpt-4\n" for n in range(100_000)))
plain("toml_tiny_keys", "a.toml", "".join(f"k{n} = 'gpt-4'\n" for n in range(80_000)))
plain("toml_dotted_tables", "a.toml", "".join(f"[a.b{n}.c]\nmodel = 'gpt-4'\n" for n in range(30_000)))
plain("ini_tiny_keys", "a.ini", "[a]\n" + "".join(f"k{n} = gpt-4\n" for n in range(80_000)))
plain("hcl_tiny_keys", "a.tf", "locals {\n" + "".join(f'k{n} = "gpt-4"\n' for n in range(60_000)) + "}\n")
plain("xml_tiny_elements", "a.xml", "<a>" + "".join(f"<k{n}>gpt-4</k{n}>" for n in range(60_000)) + "</a>")
plain("properties_tiny_keys", "a.properties", "".join(f"k{n}=gpt-4\n" for n in range(80_000)))
plain("env_references", ".env", "A0=gpt-4\n" + "".join(f"A{n}=${{A{n - 1}}}${{A{n - 1}}}\n" for n in range(1, 20_000)))
plain("hcl_locals_chain", "a.tf", 'locals { l0 = "gpt-4" }\n' + "".join(f"locals {{ l{n} = local.l{n - 1} }}\n" for n in range(1, 8_000)) + "x = local.l7999\n")  # fmt: skip
plain("bicep_variables_chain", "a.bicep", "var v0 = 'gpt-4'\n" + "".join(f"var v{n} = v{n - 1}\n" for n in range(1, 8_000)) + "resource r 'Microsoft.CognitiveServices/accounts/deployments@2023' = { properties: { model: { name: v7999 } } }\n")  # fmt: skip
plain("dockerfile_arguments_chain", "Dockerfile", "ARG A0=ollama/ollama\n" + "".join(f"ARG A{n}=$A{n - 1}\n" for n in range(1, 8_000)) + "FROM $A7999\n")  # fmt: skip
plain(
    "shell_variables_chain",
    "a.sh",
    "A0=gpt-4\n" + "".join(f'A{n}="$A{n - 1}"\n' for n in range(1, 8_000)) + 'ollama run "$A7999"\n',
)
plain("javascript_aliases_chain", "a.ts", 'import OpenAI from "openai";\nconst m0 = "gpt-4";\n' + "".join(f"const m{n} = m{n - 1};\n" for n in range(1, 8_000)) + "new OpenAI().chat.completions.create({ model: m7999 });\n")  # fmt: skip
plain(
    "javascript_one_name",
    "a.ts",
    'import OpenAI from "openai";\nlet m = "gpt-4";\n'
    + "m = m;\n" * 30_000
    + "new OpenAI().chat.completions.create({ model: m });\n",
)
plain("python_one_name", "a.py", PRELUDE + 'm = "gpt-4"\n' + "m = m\n" * 30_000 + "client.chat.completions.create(model=m)\n")
plain("python_one_client", "a.py", PRELUDE + "client = client.with_options()\n" * 12_000 + CALL)
plain(
    "python_import_names",
    "a.py",
    "from openai import (" + ", ".join(f"a{n} as b{n}" for n in range(60_000)) + ")\n" + PRELUDE + CALL,
)
plain("python_star_imports", "a.py", "".join(f"from openai.m{n} import *\n" for n in range(30_000)) + PRELUDE + CALL)
plain(
    "python_classes", "a.py", PRELUDE + "".join(f"class C{n}(C{n - 1}):\n    model = 'gpt-4'\n" for n in range(1, 12_000)) + CALL
)
plain("python_tuples", "a.py", PRELUDE + "a, " * 60_000 + "b = openai\n" + CALL)
plain("javascript_imports", "a.ts", "".join(f'import a{n} from "openai";\n' for n in range(30_000)))
plain("javascript_import_names", "a.ts", "import {" + ", ".join(f"a{n} as b{n}" for n in range(60_000)) + '} from "openai";\n')
plain("java_imports", "A.java", "".join(f"import com.openai.client.C{n};\n" for n in range(40_000)) + "class A {}\n")
plain("go_imports", "a.go", "package a\nimport (\n" + '\t"github.com/sashabaranov/go-openai"\n' * 30_000 + ")\n")
plain("rust_use_groups", "a.rs", "use async_openai::" + "{a::" * 10_000 + "B" + "}" * 10_000 + ";\n")
plain("php_use_groups", "a.php", "<?php\nuse OpenAI\\{" + ", ".join(f"A{n} as B{n}" for n in range(40_000)) + "};\n")
plain("csharp_usings", "A.cs", "".join(f"using A{n} = OpenAI.Chat;\n" for n in range(40_000)))
plain("pom_properties", "pom.xml", "<project><properties>" + "".join(f"<p{n}>${{p{n + 1}}}</p{n}>" for n in range(20_000)) + "</properties><dependencies>" + "<dependency><groupId>com.openai</groupId><artifactId>openai-java</artifactId><version>${p0}</version></dependency>" * 500 + "</dependencies></project>")  # fmt: skip
plain("gradle_variables", "build.gradle", "".join(f'def v{n} = "$v{n - 1}"\n' for n in range(1, 10_000)) + 'dependencies { implementation "com.openai:openai-java:$v9999" }\n')  # fmt: skip
plain("gradle_catalog_bundles", "gradle/libs.versions.toml", "[libraries]\n" + "".join(f'a{n} = {{ module = "com.openai:openai-java", version.ref = "v" }}\n' for n in range(20_000)))  # fmt: skip
plain(
    "package_json_workspaces",
    "package.json",
    json.dumps({"name": "x", "workspaces": [f"**/*a*{n}*" for n in range(5_000)], "dependencies": {"openai": "^4"}}),
)
plain(
    "package_json_scripts",
    "package.json",
    json.dumps({"scripts": {f"s{n}": "pip install openai && " * 20 for n in range(2_000)}, "dependencies": {"openai": "^4"}}),
)
plain(
    "requirements_options",
    "requirements.txt",
    "--hash=sha256:" + "a" * 64 + " \\\n" * 20_000 + "openai==1.0 " + "--hash=sha256:aa " * 30_000,
)
plain(
    "go_mod_replaces",
    "go.mod",
    "module x\n" + "".join(f"replace a{n} => github.com/openai/openai-go v{n}\n" for n in range(30_000)),
)
plain("yaml_aliases", "a.yaml", "a: &a gpt-4\n" + "".join(f"m{n}: *a\n" for n in range(60_000)))
plain("yaml_merges", "a.yaml", "a: &a {model: gpt-4}\n" + "".join(f"m{n}: {{<<: *a}}\n" for n in range(30_000)))
plain("yaml_flow_lists", "a.yaml", "model: [" + "gpt-4, " * 100_000 + "]\n")
plain("markdown_table", "README.md", "| a | b |\n|---|---|\n" + "| gpt-4 | openai |\n" * 60_000)
plain("markdown_blocks", "README.md", "```python\nimport openai\n```\n" * 40_000)
plain("model_card", "README.md", "---\nlicense: mit\nbase_model:\n" + "- gpt-4\n" * 60_000 + "---\n" + "[a](b) " * 20_000)
plain("model_card_open", "README.md", "---\nlicense: " + "[" * 50_000 + "\nbase_model: gpt-4\n")
plain(
    "modelfile_parameters",
    "Modelfile",
    "FROM llama3\n" + "PARAMETER stop gpt-4\n" * 60_000 + 'TEMPLATE """' + "{{ openai }}" * 20_000,
)
plain(
    "dockerfile_stages",
    "Dockerfile",
    "".join(f"FROM s{n - 1} AS s{n}\nCOPY --from=s{n - 1} /openai /x\n" for n in range(1, 12_000)),
)
plain("dockerfile_heredocs", "Dockerfile", "FROM x\n" + "RUN <<A <<B <<C\npip install openai\nA\nB\nC\n" * 10_000)
plain("shell_continued", "a.sh", "pip install \\\n" + "  openai \\\n" * 60_000)
plain("shell_heredocs", "a.sh", "cat <<A <<B\nopenai\nA\nB\n" * 20_000 + "".join(f"cat <<E{n}\n" for n in range(5_000)))
plain(
    "notebook_long_cell",
    "a.ipynb",
    json.dumps({"cells": [{"cell_type": "code", "source": "import openai; " * 80_000}], "nbformat": 4}),
)
plain(
    "notebook_tiny_lines",
    "a.ipynb",
    json.dumps({"cells": [{"cell_type": "code", "source": ["openai"] * 100_000}], "nbformat": 4}),
)
plain(
    "notebook_outputs",
    "a.ipynb",
    json.dumps(
        {"cells": [{"cell_type": "code", "source": "import openai", "outputs": [{"data": {"image/png": "gpt-4" * 200_000}}]}]}
    ),
)
plain("urls", "a.py", PRELUDE + f'x = "{"https://a:b@api.openai.com/v1?" * 40_000}"\n' + CALL)
plain(
    "almost_keys",
    "a.py",
    PRELUDE + f'x = "{"sk-" * 100_000} {"AKIA" * 50_000} {"-----BEGIN PRIVATE KEY-----" * 10_000}"\n' + CALL,
)
plain("almost_secrets", "a.yaml", "openai: gpt-4\nx: " + "token=" * 60_000 + "Bearer " * 60_000 + "a1B2" * 60_000 + "\n")
plain("suppression_flood", "a.py", PRELUDE + "".join(f"x = {n}  {IGNORE}\n" for n in range(50_000)) + CALL)
plain("suppression_rules", "a.py", PRELUDE + "# ai-audit: ignore[" + "AIA201," * 60 + "] x\n" * 10_000 + CALL)


# --- many files ------------------------------------------------------------------------------------------------------------


@case(alone=True)
def many_manifests(box: Box) -> None:
    for number in range(1_500):
        box.put(f"m{number}/package.json", f'{{"name": "p{number}", "dependencies": {{"openai": "^4", "p{number - 1}": "*"}}}}')
        box.put(f"m{number}/pyproject.toml", f'[project]\nname = "p{number}"\ndependencies = ["openai", "p{number - 1}"]\n')


@case(alone=True)
def directories_deep_and_wide(box: Box) -> None:
    for number in range(2_000):
        box.put(f"w{number}/a/b/c/app.py", PRELUDE + CALL if number % 100 == 0 else "x = 1\n")


@case()
def names_that_differ_in_case(box: Box) -> None:
    for name in (
        "app.py",
        "App.py",
        "APP.PY",
        "Package.json",
        "package.json",
        "PACKAGE.JSON",
        "readme.md",
        "README.md",
        "dockerfile",
        "Dockerfile",
        ".ENV",
        ".env",
    ):
        box.put(name, PRELUDE + CALL)
        box.put(f"{name}.d/{name.swapcase()}/{name}", PRELUDE + CALL)


@case(alone=True)
def more_evidence_than_fits(box: Box) -> None:
    """Small files that each stay below the limit of one file: together they would fill the memory."""
    for number in range(12):
        box.put(f"m{number}.env", "".join(f"OPENAI_MODEL_{line}=gpt-4\n" for line in range(1_900)))


@case(alone=True)
def weights_that_lie(box: Box) -> None:
    keys = 3_000
    text = b"".join(
        struct.pack("<Q", 15) + b"general.license" + struct.pack("<I", 8) + struct.pack("<Q", 3) + b"mit" for _ in range(keys)
    )
    box.put("repeated.gguf", b"GGUF" + struct.pack("<IQQ", 3, 0, keys) + text)
    nested = struct.pack("<Q", 1) + b"x" + struct.pack("<I", 9) + struct.pack("<IQ", 9, 2**31) * 50_000
    box.put("nested.gguf", b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + nested)
    box.put("big-endian.gguf", b"GGUF" + struct.pack(">IQQ", 3, 1, 1) + b"\0" * 1000)
    head = json.dumps(
        {f"t{number}": {"dtype": "F32", "shape": [1] * 50, "data_offsets": [0, 4]} for number in range(9_000)}
    ).encode()
    box.put("many.safetensors", struct.pack("<Q", len(head)) + head)
    meta = json.dumps({"__metadata__": {"license": "x" * 500_000, "base_model": "gpt-4" * 50_000}}).encode()
    box.put("long.safetensors", struct.pack("<Q", len(meta)) + meta)


# --- keys in every place -----------------------------------------------------------------------------------------------------


@case()
def keys_in_every_place(box: Box) -> None:
    body = "Zq9xKp7LmW3vT5rY8bN2Zq9xKp7LmW3vT5rY8bN2"
    shapes = {
        "sk-": 40, "sk-proj-": 40, "sk-ant-api03-": 40, "sk-or-v1-": 40, "gsk_": 40, "hf_": 34, "AIza": 35, "ghp_": 36, "gho_": 36, "github_pat_": 40, "glpat-": 20, "npm_": 36, "xoxb-": 40,
        "fw_": 24, "zz_": 36,
        "pypi-": 40, "r8_": 37, "xai-": 40, "pplx-": 40, "nvapi-": 40, "sk_live_": 24, "AKIA": 16, "ASIA": 16,
    }  # fmt: skip
    for number, (prefix, length) in enumerate(shapes.items()):
        tail = box.secret(
            f"{number:02d}{body}"[:length].upper() if prefix in {"AKIA", "ASIA"} else f"{number:02d}{body}"[:length]
        )
        key = prefix + tail
        box.put(f"k{number}/a.py", f'{PRELUDE}# {key}\n"""{key}"""\nk = {{"{key}": "gpt-4", "headers": {{"x-api-key": "{key}"}}}}\nclient.chat.completions.create(model="gpt-4", extra_headers={{"Authorization": "Bearer {key}"}})\nx = openai["{key}"]("{key}", f"gpt-4 {key}")\n')  # fmt: skip
        box.put(f"k{number}/{key}.yaml", f"openai:\n  {key}: gpt-4\n  model: gpt-4 # {key}\n  url: https://api.openai.com/v1?key={key}#{key}\n  args: [--key, {key}, --model, gpt-4]\n")  # fmt: skip
        box.put(f"k{number}/{key}/package.json", json.dumps({"name": key, "description": f"openai {key}", "dependencies": {"openai": f"https://{key}@x.example/openai.tgz", f"openai-{key}": key}}))  # fmt: skip
        box.put(f"k{number}/Dockerfile", f"FROM ollama/ollama:{key}\nARG OPENAI_API_KEY={key}\nLABEL openai={key}\nRUN curl -H 'Authorization: Bearer {key}' https://api.openai.com/v1/{key}\n")  # fmt: skip
        box.put(f"k{number}/a.tf", f'resource "openai" "{key}" {{\n  model = "gpt-4" # {key}\n  value = "{key}"\n}}\n')
        box.put(f"k{number}/a.ipynb", json.dumps({"cells": [{"cell_type": "code", "source": [f"import openai # {key}\n", f"%env OPENAI_API_KEY={key}\n", f"m = 'gpt-4 {key}'\n"], "outputs": [{"text": key}], "metadata": {key: key}}]}))  # fmt: skip
        box.put(
            f"k{number}/README.md",
            f"---\nlicense: {key}\nbase_model: gpt-4-{key}\n---\nopenai `{key}` [gpt-4](https://{key}@api.openai.com)\n",
        )
        box.put(
            f"k{number}/a.sh",
            f'OPENAI_API_KEY={key} OPENAI_MODEL="gpt-4" pip install openai=={key}  # {key}\ncat <<EOF\nopenai {key}\nEOF\n',
        )
        box.put(
            f"k{number}/.github/workflows/a.yml",
            f"jobs:\n  a:\n    env: {{OPENAI_API_KEY: {key}}}\n    steps: [{{uses: openai/x@{key}, with: {{key: {key}, model: gpt-4}}}}]\n",
        )


@case()
def keys_in_other_clothes(box: Box) -> None:
    """Of no public shape: only the name beside them, the address or the block around them tells."""
    values = [box.secret(f"{number:02d}vB7nM3kQ9wE5rT1yU8iO4pA6sD2fG0hJ") for number in range(12)]
    pem = "\n".join(box.secret(base64.b64encode(bytes(range(start, start + 48))).decode()) for start in (3, 60, 120))
    box.put(
        "a.py",
        PRELUDE
        + f'pem = """-----BEGIN RSA PRIVATE KEY-----\n{pem}\n-----END RSA PRIVATE KEY-----"""  # openai\napi_key = "{values[0]}"  # openai\n'
        + CALL,
    )
    box.put(
        "a.yaml",
        f"openai:\n  client_secret: {values[1]}\n  password: '{values[2]}'\n  model: gpt-4\n  url: postgres://u:{values[3]}@openai.example/db\n",
    )
    box.put(
        "a.json", json.dumps({"openai": {"model": "gpt-4", "access_token": values[4], "auth": {"bearer": f"Bearer {values[5]}"}}})
    )
    box.put("a.properties", f"openai.api-key={values[6]}\nopenai.model=gpt-4\n")
    box.put("a.ini", f"[openai]\nsecret = {values[7]}\nmodel = gpt-4\n")
    box.put(
        "a.ts",
        f'import OpenAI from "openai";\nnew OpenAI({{ apiKey: `{values[8]}`, baseURL: "https://x:{values[9]}@api.openai.com/v1" }});\n',
    )
    box.put("a.xml", f'<openai apiKey="{values[10]}"><model>gpt-4</model><password>{values[11]}</password></openai>')
