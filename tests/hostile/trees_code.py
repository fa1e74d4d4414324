"""Hostile source code: bombs for parsers and lexers, code that wants to be run, suppressions."""

from __future__ import annotations

import json

from trees import CALL, PRELUDE, Box, case, plain

# --- Python ------------------------------------------------------------------------------------------------------------

plain("python_parentheses", "a.py", PRELUDE + "x = " + "(" * 100_000 + ")" * 100_000 + "\n" + CALL)
plain("python_brackets_open", "a.py", PRELUDE + CALL + "x = " + "[" * 200_000)
plain("python_unary_minus", "a.py", PRELUDE + "x = " + "-" * 60_000 + "1\n" + CALL)
plain("python_attributes", "a.py", PRELUDE + "x = a" + ".b" * 30_000 + "\n" + CALL)
plain("python_calls", "a.py", PRELUDE + "x = f" + "()" * 30_000 + "\n" + CALL)
plain("python_subscripts", "a.py", PRELUDE + "x = a" + "[0]" * 30_000 + "\n" + CALL)
plain("python_sum", "a.py", PRELUDE + "x = " + "+".join(["1"] * 100_000) + "\n" + CALL)
plain("python_strings_joined", "a.py", PRELUDE + 'm = "gpt' + '" + "-4' * 20_000 + '"\n' + CALL)
plain("python_implicit_strings", "a.py", PRELUDE + "m = (" + '"gpt-4" ' * 50_000 + ")\n" + CALL)
plain("python_elif", "a.py", PRELUDE + "if a: pass\n" + "elif b: pass\n" * 20_000 + CALL)
plain("python_indents", "a.py", PRELUDE + "".join(" " * depth + "if 1:\n" for depth in range(400)) + " " * 400 + CALL)
plain("python_lambdas", "a.py", PRELUDE + "x = " + "lambda: " * 20_000 + "1\n" + CALL)
plain(
    "python_nested_functions",
    "a.py",
    PRELUDE + "".join(" " * depth + f"def f{depth}():\n" for depth in range(95)) + " " * 95 + CALL,
)
plain("python_nested_fstrings", "a.py", PRELUDE + "x = " + "f'{" * 150 + "1" + "}'" * 150 + "\n" + CALL)
plain("python_long_number", "a.py", PRELUDE + "x = " + "9" * 500_000 + "\n" + CALL)
plain("python_long_line", "a.py", PRELUDE + "x = '" + "openai gpt-4 " * 140_000 + "'\n" + CALL)
plain("python_many_imports", "a.py", "import openai\n" * 100_000)
plain("python_many_calls", "a.py", lambda: PRELUDE + CALL * 25_000)
plain("python_many_constants", "a.py", PRELUDE + "".join(f'M{number} = "gpt-4-{number}"\n' for number in range(30_000)) + CALL)
plain(
    "python_alias_chain",
    "a.py",
    PRELUDE
    + 'm0 = "gpt-4"\n'
    + "".join(f"m{n} = m{n - 1}\n" for n in range(1, 8_000))
    + "client.chat.completions.create(model=m7999)\n",
)
plain(
    "python_alias_circle",
    "a.py",
    PRELUDE + "a = b\nb = c\nc = a\nx = x\nclient.chat.completions.create(model=a)\nclient = client\n" + CALL,
)
plain(
    "python_receiver_circle",
    "a.py",
    "import openai\na = b.c()\nb = a.d()\nself.x = self.x.y()\na.chat.completions.create(model='gpt-4')\n",
)
plain(
    "python_import_circle",
    "a.py",
    "import openai as a\nimport a as openai\nfrom a import b as a\nfrom openai import openai as openai\na.b.c(model='gpt-4')\n",
)
plain(
    "python_doubling_constants",
    "a.py",
    PRELUDE
    + 'm0 = "gpt-4"\n'
    + "".join(f"m{n} = m{n - 1} + m{n - 1}\n" for n in range(1, 60))
    + "client.chat.completions.create(model=m59)\n",
)
plain(
    "python_doubling_fstrings",
    "a.py",
    PRELUDE
    + 'm0 = "gpt-4"\n'
    + "".join(f'm{n} = f"{{m{n - 1}}}{{m{n - 1}}}"\n' for n in range(1, 60))
    + "client.chat.completions.create(model=m59)\n",
)
plain(
    "python_branching_conditionals",
    "a.py",
    PRELUDE
    + 'm0 = "gpt-4"\n'
    + "".join(f"m{n} = m{n - 1} if x else m{n - 1}\n" for n in range(1, 60))
    + "client.chat.completions.create(model=m59)\n",
)
plain("python_open_string", "a.py", PRELUDE + CALL + "x = '''" + "openai gpt-4\n" * 50_000)
plain("python_backslashes", "a.py", PRELUDE + "x = 1 + \\\n" * 50_000 + "1\n" + CALL)
plain("python_warnings", "a.py", PRELUDE + 'assert (1, "x")\nx = "\\d\\q" is 1\n' * 200 + CALL)
plain(
    "python_2",
    "a.py",
    "import openai\nprint 'gpt-4'\nexec 'x'\nraise E, 'x'\nopenai.Completion.create(model='text-davinci-003')\nur'x'\n",
)
plain(
    "python_type_soup",
    "a.py",
    PRELUDE
    + "match x:\n case {**y}: pass\nclass A[T: (int, str)](metaclass=B): ...\nasync def f(*, a, /): yield from x\n"
    + CALL,
)
plain("python_patterns", "a.py", PRELUDE + "match x:\n case " + "[" * 3_000 + "]" * 3_000 + ": pass\n" + CALL)
plain("python_decorators", "a.py", PRELUDE + "@d\n" * 20_000 + "def f(): pass\n" + CALL)
plain("python_with_tabs", "a.py", PRELUDE + "if 1:\n\tif 2:\n        x = 1\n\ty = 2\n" + CALL)
plain(
    "python_keywords",
    "a.py",
    PRELUDE + "client.chat.completions.create(" + ", ".join(f"k{n}='gpt-4'" for n in range(20_000)) + ")\n" + CALL,
)
plain("python_dictionary", "a.py", PRELUDE + "x = " + "{'model': " * 5_000 + "'gpt-4'" + "}" * 5_000 + "\n" + CALL)
plain("python_comprehensions", "a.py", PRELUDE + "x = " + "[" * 180 + "1" + " for a in b]" * 180 + "\n" + CALL)
plain(
    "python_environment_defaults",
    "a.py",
    "import os\nx = " + "os.environ.get('OPENAI_API_KEY', " * 3_000 + "'gpt-4'" + ")" * 3_000 + "\n",
)


@case(in_tree=True)
def wants_to_be_run(box: Box) -> None:
    for name in "json.py typer.py rich.py yaml.py tomli.py packaging.py pathspec.py requests.py ahocorasick_rs.py defusedxml.py jinja2.py platformdirs.py".split():
        box.put(name, box.python_trap(name) + "raise SystemExit(77)\n")
    for name in "setup.py conftest.py sitecustomize.py usercustomize.py noxfile.py tasks.py __init__.py __main__.py build.py hatch_build.py".split():
        box.put(name, box.python_trap(name))
    box.put("evil.pth", "import os; " + box.python_trap("pth"))
    box.put("rich/__init__.py", box.python_trap("rich-package"))
    box.put(
        "package.json",
        json.dumps(
            {
                "name": "x",
                "scripts": {"preinstall": box.trap("npm"), "prepare": box.trap("npm2")},
                "dependencies": {"openai": "^4"},
            }
        ),
    )
    box.put(
        "pyproject.toml",
        '[build-system]\nrequires = []\nbuild-backend = "evil"\nbackend-path = ["."]\n[project]\nname = "x"\nversion = "1"\n',
    )
    box.put("evil.py", box.python_trap("backend"))
    box.put("Makefile", f"all:\n\t{box.trap('make')}\n$(shell {box.trap('make2')})\n")
    box.put("build.gradle", f'exec {{ commandLine "sh", "-c", "{box.trap("gradle")}" }}\n')
    box.put("x.gemspec", f"`{box.trap('gem')}`\n")
    box.put("Gemfile", f'system "{box.trap("bundle")}"\ngem "ruby-openai"\n')
    box.put("mix.exs", f'System.cmd("sh", ["-c", "{box.trap("mix")}"])\n')
    box.put(".envrc", box.trap("direnv") + "\n")
    box.put("git", f"#!/bin/sh\n{box.trap('git-in-cwd')}\n").chmod(0o755)
    box.put(
        ".pre-commit-config.yaml", f"repos: [{{repo: local, hooks: [{{id: x, language: system, entry: {box.trap('hook')}}}]}}]\n"
    )


@case()
def yaml_and_pickle_that_want_to_be_run(box: Box) -> None:
    command = box.trap("yaml")
    box.put(
        "a.yaml",
        f'model: gpt-4\nx: !!python/object/apply:os.system ["{command}"]\ny: !!python/object/new:os.system ["{command}"]\nz: !!js/function "x"\n',
    )
    box.put("model.pkl", b"cos\nsystem\n(S'" + box.trap("pickle").encode() + b"'\ntR.")
    box.put("pytorch_model.bin", b"cos\nsystem\n(S'" + box.trap("torch").encode() + b"'\ntR.")
    box.put(
        "a.ipynb",
        json.dumps(
            {"cells": [{"cell_type": "code", "source": [f"!{box.trap('notebook')}\n", "import openai\n"]}], "nbformat": 4}
        ),
    )


# --- JavaScript and others ---------------------------------------------------------------------------------------------

JS = 'import OpenAI from "openai";\nconst client = new OpenAI();\n'
JS_CALL = 'await client.chat.completions.create({ model: "gpt-4", messages: [] });\n'

plain("javascript_nested_templates", "a.js", JS + "x = " + "`${" * 20_000 + "1" + "}`" * 20_000 + ";\n" + JS_CALL)
plain("javascript_open_template", "a.ts", JS + JS_CALL + "x = `" + "openai ${ gpt-4 " * 40_000)
plain("javascript_braces", "a.js", JS + "{" * 200_000 + "}" * 100_000 + JS_CALL)
plain("javascript_slashes", "a.js", JS + "a = b / c / /[/]/ / d;\n" * 20_000 + JS_CALL)
plain("javascript_open_comment", "a.js", JS + JS_CALL + "/*" * 100_000)
plain("javascript_open_regex", "a.js", JS + "x = /" + "[(" * 50_000 + "\n" + JS_CALL)
plain("javascript_minified", "a.js", JS.replace("\n", "") + 'a="gpt-4",' * 150_000)
plain("javascript_objects", "a.js", JS + "x = " + "{model: " * 30_000 + '"gpt-4"' + "}" * 30_000 + "\n" + JS_CALL)
plain("javascript_arguments", "a.ts", JS + "client.chat.completions.create(" + '{model: "gpt-4"}, ' * 20_000 + ")\n")
plain("javascript_chain", "a.ts", JS + "client" + ".then(x => x)" * 30_000 + ";\n" + JS_CALL)
plain("javascript_arrows", "a.ts", JS + "f = " + "a => " * 50_000 + "1\n" + JS_CALL)
plain("javascript_jsx", "a.tsx", JS + "x = " + "<div>" * 20_000 + "gpt-4" + "</div>" * 20_000 + "\n" + JS_CALL)
plain("javascript_generics", "a.ts", JS + "type T = " + "A<" * 30_000 + "x" + ">" * 30_000 + ";\n" + JS_CALL)
plain("javascript_escapes", "a.js", JS + 'x = "' + "\\" * 100_001 + '"\n' + JS_CALL)
plain(
    "javascript_constants", "a.ts", JS + "const a = b; const b = c; const c = a;\nclient.chat.completions.create({ model: a });\n"
)
plain("javascript_environment", "a.js", JS + "x = process.env.A" + " ?? process.env.OPENAI_MODEL" * 20_000 + ' || "gpt-4";\n')
plain("vue_open_tags", "a.vue", "<template>" + "<div " * 40_000 + "<script setup>\n" + JS + JS_CALL)
plain("go_raw_strings", "a.go", 'package a\nimport "github.com/sashabaranov/go-openai"\nvar x = `' + "openai\n" * 50_000)
plain(
    "java_generics",
    "A.java",
    "import com.openai.client.OpenAIClient;\nclass A { " + "Map<" * 30_000 + "X" + ">" * 30_000 + ' x; String m = "gpt-4"; }\n',
)
plain("rust_nested_comments", "a.rs", "use async_openai::Client;\n" + "/*" * 50_000 + "*/" * 50_000 + '\nlet m = "gpt-4";\n')
plain("rust_raw_strings", "a.rs", "use async_openai::Client;\nlet x = r" + "#" * 60_000 + '"gpt-4"' + "#" * 59_999 + ";\n")
plain("ruby_heredocs", "a.rb", 'require "openai"\n' + "x = <<~A + <<~B\n" * 5_000 + 'm = "gpt-4"\n')
plain("php_open_tags", "a.php", "<?php use OpenAI; ?>" * 20_000 + "<?php $m = 'gpt-4';")
plain("swift_interpolation", "a.swift", "import OpenAI\nlet x = " + '"\\(' * 20_000 + "1" + ')"' * 20_000 + '\nlet m = "gpt-4"\n')
plain("kotlin_templates", "a.kt", "import com.openai.client.OpenAIClient\nval x = " + '"${' * 20_000 + "1" + '}"' * 20_000 + "\n")
plain("csharp_verbatim", "A.cs", 'using OpenAI;\nvar x = @"' + '""' * 100_000 + '";\nvar m = "gpt-4";\n')
plain("elixir_sigils", "a.ex", "~s(" * 40_000 + "openai gpt-4")
plain(
    "shell_substitutions",
    "a.sh",
    'export OPENAI_API_KEY=$(cat x)\nx="' + "$(" * 20_000 + "echo gpt-4" + ")" * 20_000 + '"\npip install openai\n',
)
plain("shell_heredoc_open", "a.sh", "cat <<EOF\n" + "pip install openai gpt-4\n" * 20_000)
plain("sql_quotes", "a.sql", "insert into m values ('gpt-4" + "''" * 100_000 + "');\n")


# --- suppressions ------------------------------------------------------------------------------------------------------


@case()
def suppressions(box: Box) -> None:
    box.put("flood.py", PRELUDE + "# ai-audit: ignore[AIA201] x\n" * 20_000 + CALL)
    box.put(
        "odd.py",
        PRELUDE
        + f"{CALL.strip()}  # ai-audit: ignore[{'A' * 50_000}] because\n# ai-audit: ignore[\n# ai-audit: ignore[*] all\n# ai-audit: ignore[] \n",
    )
    box.put("string.py", PRELUDE + 'x = "# ai-audit: ignore[AIA201] not a comment"\n' + CALL)
    box.put("nested.py", PRELUDE + "# ai-audit: ignore" + "[" * 30_000 + "\n" + CALL)
