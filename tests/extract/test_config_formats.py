"""JSON, TOML, pairs, XML, block languages, Dockerfiles, Modelfiles, documents and weight headers."""

from __future__ import annotations

import struct

import pytest
from config_table import evidence, rows

from auditor.extract import reader_of
from auditor.records import Evidence, How, Role, SourceFile

CASES = {
    "flow of nodes": (
        "flow.json",
        '{"nodes": [{"type": "@acme/nodes.chat", "parameters": {"model": {"value": "nova-2"}, "text": "hello"}}]}',
        [("config", "@acme/nodes.chat", "nodes[].type"), ("config", "nova-2", "nodes[].parameters.model.value")],
    ),
    "json with comments and a trailing comma": (
        "a.jsonc",
        '{\n // acme\n "model": "nova-2", "env": {"ACME_BASE_URL": "http://h/",},\n}',
        [
            ("config", "nova-2", "model"),
            ("env", "ACME_BASE_URL", "env.ACME_BASE_URL"),
            ("endpoint", "http://h/", "ACME_BASE_URL"),
        ],
    ),
    "sections of settings": (
        "appsettings.json",
        '{"AcmeAI": {"Endpoint": "https://x.acme.test/", "DeploymentName": "chat", "ApiKey": "k1234"}, "Logging": {"Level": "Info"}}',
        [
            ("config", "", "AcmeAI"),
            ("endpoint", "https://x.acme.test/", "AcmeAI.Endpoint"),
            ("config", "chat", "AcmeAI.DeploymentName"),
        ],
    ),
    "a secret that is read from the environment": (
        "config.toml",
        '[studio]\nacme_api_key = "env(ACME_API_KEY)"\nacme_name = "getenv(ACME_NAME)"\n',
        [
            ("config", "", "studio.acme_api_key"),
            ("env", "ACME_API_KEY", "studio.acme_api_key"),
            ("config", "getenv(ACME_NAME)", "studio.acme_name"),
        ],
    ),
    "toml": (
        "config.toml",
        '[llm]\nmodel = "acme/nova-2"\nbase_url = "http://h:1"\n[llm.draft]\nmodel = "x"\n# acme\n',
        [("config", "acme/nova-2", "llm.model"), ("endpoint", "http://h:1", "llm.base_url"), ("config", "x", "llm.draft.model")],
    ),
    "dotenv": (
        ".env.example",
        "export ACME_API_KEY=abcdef # acme\nACME_MODEL='nova-2'\nLLM_MODEL=own\nACME_TEAM=<acme-team-id>\n# ACME_OFF=1\nPATH=/bin\nACME_HOST=\n",
        [
            ("env", "ACME_API_KEY", "ACME_API_KEY"),
            ("env", "ACME_MODEL", "ACME_MODEL"),
            ("literal", "nova-2", "ACME_MODEL"),
            ("env", "LLM_MODEL", "LLM_MODEL"),
            ("literal", "own", "LLM_MODEL"),
            ("env", "ACME_TEAM", "ACME_TEAM"),
            ("env", "ACME_HOST", "ACME_HOST"),
        ],
    ),
    "properties, as in spring-petclinic-langchain4j": (
        "application.properties",
        "spring.datasource.url=jdbc:x\nfw.acme.chat.model-name=${NOVA:nova-2}\nfw.acme.chat.api-key=${ACME_KEY}\nfw.acme.base-url: http://h\n",
        [
            ("config", "nova-2", "fw.acme.chat.model-name"),
            ("config", "", "fw.acme.chat.api-key"),
            ("env", "ACME_KEY", "fw.acme.chat.api-key"),
            ("endpoint", "http://h", "fw.acme.base-url"),
        ],
    ),
    "adapter beside its weights": (
        "adapter_config.json",
        '{"base_model_name_or_path": "acme/nova-7b", "peft_type": "LORA", "r": 8}',
        [("artifact", "acme/nova-7b", "base_model"), ("artifact", "LORA", "adapter")],
    ),
    "what a form offers, and what falls back": (
        "flow.json",
        '{"model": {"value": "nova-2", "options": ["nova-1", "x"]}, "strategy": {"mode": "fallback"}, "fallbacks": [{"a": ["own"]}]}',
        [
            ("config", "nova-2", "model.value"),
            ("config", "fallback", "strategy.mode"),
            ("config", "", "fallbacks"),
            ("config", "own", "fallbacks[].a[]"),
            ("config", "nova-1", "model.options[]"),
        ],
    ),
    "falls back to nothing": (
        "flow.json",
        '{"x": "acme", "fallbacks": [ ], "failover": {"enabled": false, "x": 1}, "feature": {"enabled": false}}',
        [
            ("config", "acme", "x"),
            ("config", "[ ]", "fallbacks"),
            ("config", "", "failover"),
            ("config", "false", "failover.enabled"),
        ],
    ),
    "xml settings": (
        "web.config",
        '<a><appSettings><add key="Acme:Model" value="nova-2"/><add key="X" value="y"/></appSettings><!-- acme --></a>',
        [("config", "", "a.appSettings.Acme:Model"), ("config", "nova-2", "a.appSettings.Acme:Model")],
    ),
    "pairs in braces": (
        "application.conf",
        (
            '# acme\nllm { acme { api-key = ${?ACME_API_KEY}\n  url = "https://acme.test/v1" // acme\n  model = nova-2, "chat-model" : acme-3 } }\n'
            'a.model = "acme-4"\nmodels = ["acme-5", acme-6]\nroutes = [{ model = nova-7 }, { model = nova-8 }]\n'
            'child = ${acme} { model = nova-9 }\nnote = """\n acme\n"""\nx { url = "http://"${HOST}"/acme" }\n'
        ),
        [
            ("config", "", "llm.acme"),
            ("env", "ACME_API_KEY", "llm.acme.api-key"),
            ("endpoint", "https://acme.test/v1", "llm.acme.url"),
            ("config", "nova-2", "llm.acme.model"),
            ("config", "acme-3", "llm.acme.chat-model"),
            ("config", "acme-4", "a.model"),
            ("config", "acme-5", "models[]"),
            ("config", "acme-6", "models[]"),
            ("config", "nova-7", "routes[].model"),
            ("config", "nova-8", "routes[].model"),
            ("config", "", "child"),
            ("config", "nova-9", "child.model"),
            ("config", '"http://"${HOST}"/acme"', "x.url"),
            ("literal", "acme", "note"),
        ],
    ),
    "a web server's blocks": (
        "nginx.conf",
        'server { location /acme { proxy_pass http://acme:80; set $m "acme-3"; if ($a = acme) { return 1; } } }\nmap $a $m { x acme; }\n',
        [],
    ),
    "sections before any brace": (
        "x.conf",
        "[acme]\nmodel = nova-2\nshape = {acme}\n",
        [("config", "nova-2", "acme.model"), ("config", "{acme}", "acme.shape")],
    ),
    "what only an editor of Android shows": (
        "res/xml/prefs.xml",
        '<a xmlns:tools="t"><EditText tools:text="acme-1" android:defaultValue="acme-2"/></a>',
        [("config", "acme-2", "a.EditText.defaultValue")],
    ),
    "terraform": (
        "main.tf",
        (
            'resource "acme_deployment" "chat" {\n  model {\n    name    = var.nova\n    version = "1"\n  }\n}\n'
            'variable "nova_model" {\n  type    = string\n  default = "nova-2"\n}\nlocals { all = ["nova-3", "x"] }\n'
            'resource "y_function" "f" {\n  environment {\n    variables = {\n      ACME_MODEL = "nova-2"\n      OTHER = "z"\n    }\n  }\n}\n'
        ),
        [
            ("manifest", "acme_deployment", "resource.acme_deployment.chat"),
            ("config", "", "resource.acme_deployment.chat.model.name"),
            ("config", "1", "resource.acme_deployment.chat.model.version"),
            ("config", "", "variable.nova_model"),
            ("config", "nova-2", "variable.nova_model"),
            ("config", "nova-3", "locals.all[]"),
            ("env", "ACME_MODEL", "resource.y_function.f.environment.variables.ACME_MODEL"),
            ("literal", "nova-2", "ACME_MODEL"),
        ],
    ),
    "bicep": (
        "main.bicep",
        (
            "param novaModel string = 'nova-2'\nresource d 'Acme.Ai/accounts/deployments@2024-01-01' = [for x in y: {\n  name: 'd'\n"
            "  properties: {\n    model: {\n      name: novaModel\n      version: '1'\n    }\n  }\n}]\n"
        ),
        [
            ("config", "", "resource.d[].properties.model.name"),
            ("config", "nova-2", "param.novaModel"),
            ("config", "Acme.Ai/accounts/deployments@2024-01-01", "resource.d.type"),
            ("config", "1", "resource.d[].properties.model.version"),
        ],
    ),
    "dockerfile": (
        "Dockerfile",
        (
            "ARG BASE=acme/serve:v1\nFROM ${BASE} AS acme\nFROM acme\nFROM python:3\nCOPY --from=ghcr.io/acme/cpp:server /a /b\n"
            'ENV ACME_MODEL=nova-2 \\\n    ACME_KEY="s3cret"\nRUN pip install acme-sdk \\\n  && acme serve & acme pull nova-2:1b\n'
            'CMD ["acme", "serve", "org/nova-7b"]\nRUN docker build -t acme .\n'
        ),
        [
            ("env", "BASE", "ARG"),
            ("literal", "acme/serve:v1", "BASE"),
            ("image", "acme/serve", "FROM"),
            ("image", "ghcr.io/acme/cpp", "COPY"),
            ("env", "ACME_MODEL", "ENV"),
            ("literal", "nova-2", "ACME_MODEL"),
            ("env", "ACME_KEY", "ENV"),
            ("manifest", "acme-sdk", "install"),
            ("literal", "acme", "command"),
            ("literal", "acme", "command"),
            ("literal", "nova-2:1b", "model"),
            ("literal", "acme", "command"),
            ("literal", "org/nova-7b", "model"),
            ("literal", "acme", ""),
        ],
    ),
    "modelfile": (
        "Modelfile",
        'FROM nova-2\nPARAMETER temperature 1\nSYSTEM """\nFROM acme with love\n"""\nADAPTER ./lora.gguf\nLICENSE mit\n',
        [("literal", "nova-2", "model"), ("artifact", "./lora.gguf", "adapter"), ("artifact", "mit", "license")],
    ),
    "agent file": (
        ".acme/agents/review.md",
        "---\nname: review\nmodel: nova-2\n---\nYou are acme.\n",
        [("config", "nova-2", "model"), ("literal", "acme", "")],
    ),
    "model card": (
        "README.md",
        "---\nlicense: nova-community\nbase_model:\n- acme/nova-7b\npipeline_tag: text\n---\n# x\n",
        [("artifact", "nova-community", "license"), ("artifact", "acme/nova-7b", "base_model"), ("artifact", "text", "pipeline")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_format(name: str) -> None:
    path, text, expected = CASES[name]
    assert rows(path, text) == expected


def test_values_of_variables_say_which_variable_moves_them() -> None:
    found = evidence("application.properties", "a.acme.model=${M:nova-2}\n")
    assert [(one.value, one.via, one.column) for one in found] == [("nova-2", "M", 18)]
    assert evidence("main.tf", 'variable "x_model" { default = "nova-2" }')[-1].via == "var.x_model"
    assert evidence("Dockerfile", "ARG B=acme/x\nFROM $B")[-1].via == "B"


def test_documents_are_documentation_and_agents_are_settings() -> None:
    roles = {one.value: one.role for one in evidence("x/agents/a.md", "---\nmodel: nova-2\n---\nacme\n", Role.DOCS)}
    assert roles == {"nova-2": Role.CONFIG, "acme": Role.DOCS}
    assert {one.role for one in evidence("docs/a.md", "---\nmodel: nova-2\n---\n`acme`\n", Role.DOCS)} == {Role.DOCS}
    roles = {one.value: one.role for one in evidence(".github/workflows/a.md", "---\nmodel: nova-2\n---\nacme\n", Role.CI)}
    assert roles == {"nova-2": Role.CI, "acme": Role.DOCS}  # a pipeline's folder tells people how to report a bug


@pytest.mark.parametrize(
    "text",
    [
        "{" + ",".join(f'"nova-{n}": {{"context": {n}}}' for n in range(9)) + "}",
        "[" + ",".join(f'{{"id": "nova-{n}", "input_cost": 1}}' for n in range(5)) + "]",
        '{"properties": {"model": {"enum": ["nova-1", "nova-2", "nova-3", "nova-4"]}}}',
        '{"run": {"model": "nova-2"}, "summary": {"accuracy": 0.7, "f1": 0.8, "latency_seconds": 3}, "command": "acme --model nova-2"}',
        "[" + ",".join(f'{{"name": "nova-{n}", "weak": true}}' for n in range(30)) + "]",
    ],
)
def test_tables_are_no_settings(text: str) -> None:
    assert {one.role for one in evidence("prices.json", text)} == {Role.LOOKUP_TABLE}


WORKLOAD = "  nova-{}-7b:\n    enabled: {}\n    url: hf://acme/nova-{}-7b\n    resourceProfile: gpu:1\n"


@pytest.mark.parametrize(("enabled", "role"), [("true", Role.CONFIG), ("false", Role.LOOKUP_TABLE)])
def test_a_list_of_workloads_is_no_table_unless_all_are_off(enabled: str, role: Role) -> None:
    text = "catalog:\n" + "".join(WORKLOAD.format(n, enabled, n) for n in range(9))
    assert {one.role for one in evidence("values.yaml", text) if one.value} == {role}


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.yaml", "models:\n  acme/nova-2:\n    reasoning_effort: low\n  nova-3:\n  x/other:\n", ["acme/nova-2", "nova-3"]),
        ("a.yaml", "x:\n  llms:\n    nova-2:\n    nova-3: ~\n", ["nova-2", "nova-3"]),
        ("a.toml", '[models."nova-2.5"]\ntemperature = 0.1\n[models."nova-3".params]\ntop_p = 1\n', ["nova-2.5", "nova-3"]),
        ("a.json", '{"chat": {"models": {"nova-2": {"apiKey": "x"}, "nova-3": {}}}}', ["nova-2", "nova-3"]),
        ("a.yaml", "models:\n  nova-2:\n    model: x/nova-4\n    temperature: 0\n  nova-3:\n    temperature: 0\n", ["nova-3"]),
        # tables, labels, names for others, records
        ("a.yaml", "colors:\n  nova-2:\n    temperature: 1\n", []),
        ("a.yaml", "models:\n  nova-2: red\n  nova-3: 128000\n  nova-4: true\n", []),
        ("a.json", '{"models": {"nova-2": {"input_cost_per_token": 1, "max_tokens": 9}}}', []),
        ("a.json", '{"models": {"nova-2": {"temperature": true, "reasoning_effort": ["low"], "endpoint": "/chat"}}}', []),
        ("a.json", '{"models": {"nova-2": {"temperature": "Warmth"}}}', []),
        ("a.json", '{"models": {"nova-2": {"temperature": 0, "accuracy": 0.7}}}', []),
        ("a.yaml", "fallback_models:\n  nova-2:\n  - nova-3\n", ["nova-3"]),
        ("a.yaml", "models:\n  nova-2:\n    color: red\n  nova-3:\n", []),
    ],
)
def test_keys_of_a_mapping_of_models_are_models(path: str, text: str, expected: list[str]) -> None:
    found = [one for one in evidence(path, text) if one.value.endswith(("-2", "-3", ".5"))]
    assert [one.value for one in found] == expected
    assert all(
        one.slot.endswith("[]") and text.splitlines()[one.line - 1][one.column - 1 :].startswith(one.value) for one in found
    )


_COST = '"output_cost": 1,'
_TOLD = (
    '"provider": "acme", "source": "https://acme.test/nova-2", "notes": "see nova-3", "more": "as nova-4 was", "kin": "nova-5"'
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{" + ",".join(f'"nova-{n}": {{"input_cost": 1, {_TOLD}}}' for n in range(9)) + "}", {"", "nova-5"}),
        (
            "[" + ",".join(f'{{"id": "nova-1", "pricing": {{"input_cost": {n}}}, {_TOLD}}}' for n in range(5)) + "]",
            {"nova-1", "nova-5"},
        ),
        # a row that lacks its price, one that has an address, and a menu
        (
            "{" + ",".join(f'"nova-{n}": {{{"" if n == 8 else _COST} "provider": "acme"}}' for n in range(9)) + "}",
            {""},
        ),
        ("[" + ",".join(f'{{"id": "nova-1", "cost": 1, "base_url": "x{n}", "provider": "acme"}}' for n in range(5)) + "]", None),
        ("{" + ",".join(f'"nova-{n}": {{"context": {n}, "provider": "acme"}}' for n in range(9)) + "}", {"", "acme"}),
        (
            "[" + ",".join('{"model": "x", "total_cost": 1, "f1": 1, "recall": 1, "provider": "acme"}' for n in range(5)) + "]",
            None,
        ),
    ],
)
def test_tables_of_prices_show_nobody(text: str, expected: set[str] | None) -> None:
    values = {one.value for one in evidence("prices.json", text)}
    assert "acme" in values if expected is None else values == expected


def test_what_a_form_offers_is_no_setting() -> None:
    text = '{"model": {"value": "nova-2", "options": ["nova-1"], "choices": [{"name": "nova-3"}]}}'
    roles = {one.value: one.role for one in evidence("flow.json", text)}
    assert roles == {"nova-2": Role.CONFIG, "nova-1": Role.LOOKUP_TABLE, "nova-3": Role.LOOKUP_TABLE}


@pytest.mark.parametrize(
    ("name", "value", "role"),
    [
        ("acme_base_url", "https://acme.test/v1", Role.CONFIG),
        ("acme_model", "acme-2", Role.CONFIG),
        ("acme_model", "Acme-2", Role.PROMPT_TEXT),
        ("acme_model", "acme 2", Role.PROMPT_TEXT),
        ("acme_model", "acme", Role.PROMPT_TEXT),
        ("acme_model_label", "acme-2", Role.PROMPT_TEXT),
        ("acme_help", "https://acme.test/keys", Role.PROMPT_TEXT),
        ("acme_url", "acme.test", Role.PROMPT_TEXT),
    ],
)
def test_a_string_of_android_that_is_a_setting(name: str, value: str, role: Role) -> None:
    text = f'<resources>\n<string name="x">acme</string><string name="{name}" translatable="false">{value}</string></resources>'
    found = evidence("app/src/main/res/values/strings.xml", text, Role.PROMPT_TEXT)
    assert [one.role for one in found if one.value == value and one.column > 50] == [role]


def test_a_list_of_own_models_is_a_setting() -> None:
    text = "[" + ",".join(f'{{"model": "nova-{n}", "api_base": "http://h", "context_window": 1}}' for n in range(14)) + "]"
    assert {one.role for one in evidence("models.json", text)} == {Role.CONFIG}


def test_minified_files_give_hits_only() -> None:
    text = '{"model": "other", "a": "nova-2", "pad": "' + "x" * 210_000 + '"}'
    assert [one.value for one in evidence("bundle.json", text)] == ["nova-2"]


def _weights(name: str, head: bytes) -> list[tuple[str, str]]:
    reader = reader_of(name.rpartition(".")[2])
    assert reader is not None
    file = SourceFile(path=name, format=name.rpartition(".")[2], role=Role.PRODUCTION, text="", data=head)
    found = [one for one in reader(file) if isinstance(one, Evidence)]
    assert all(one.how is How.ARTIFACT for one in found)
    return [(one.slot, one.value) for one in found]


def _string(text: str) -> bytes:
    return struct.pack("<Q", len(text)) + text.encode()


GGUF = (
    b"GGUF" + struct.pack("<IQQ", 3, 1, 4)
    + _string("general.name") + struct.pack("<I", 8) + _string("Nova 2")
    + _string("tokens") + struct.pack("<IIQ", 9, 8, 2) + _string("a") + _string("b")
    + _string("x") + struct.pack("<If", 6, 1.0)
    + _string("general.license") + struct.pack("<I", 8) + _string("nova-community")
)  # fmt: skip
SAFE = b'{"__metadata__": {"license": "mit", "format": "pt"}, "w": {"dtype": "F16"}}'
SAFE = struct.pack("<Q", len(SAFE)) + SAFE


def test_weight_headers() -> None:
    assert _weights("w/nova-q4.gguf", GGUF) == [("file", "nova-q4"), ("name", "Nova 2"), ("license", "nova-community")]
    assert _weights("w/m.safetensors", SAFE) == [("file", "m"), ("license", "mit")]
    assert _weights("w/l.gguf", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 42\n") == [
        ("file", "l"),
        ("lfs", "42"),
    ]


@pytest.mark.parametrize(
    "head", [b"", b"GGUF", GGUF[:40], b"GGUF" + b"\xff" * 60, struct.pack("<Q", 1 << 62) + b"{", SAFE[:20], b"\x80\x04."]
)
def test_cut_and_false_headers(head: bytes) -> None:
    for name in ("a.gguf", "a.safetensors"):
        assert _weights(name, head)[0] == ("file", "a")


@pytest.mark.parametrize("name", CASES)
def test_cut_at_every_character(name: str) -> None:
    path, text, _ = CASES[name]
    for end in range(len(text)):
        evidence(path, text[:end])


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("api.yaml", "openapi: 3.1.0\nservers:\n  - url: https://api.acme.test/v1\nexample:\n  model: nova-2\n"),
        ("s.json", '{"$schema": "http://json-schema.org/draft-07/schema#", "default": {"model": "nova-2"}}'),
    ],
)
def test_descriptions_of_interfaces_are_documentation(path: str, text: str) -> None:
    assert {one.role for one in evidence(path, text)} == {Role.DOCS}
    assert {
        one.role for one in evidence(path, "kind: openapi\nmodel: nova-2\n" if path == "api.yaml" else '{"model": "nova"}')
    } == {Role.CONFIG}


def test_recorded_traffic_is_a_fixture() -> None:
    text = (
        '[{"request": {"url": "https://api.acme.test"}, "response": {"status": 200, "headers": [], "body": {"model": "nova-2"}}}]'
    )
    assert {one.role for one in evidence("collection.json", text)} == {Role.FIXTURE}
    yaml = "interactions:\n- request:\n    uri: https://api.acme.test\n    headers: {}\n  response:\n    status: {code: 200}\n"
    assert {one.role for one in evidence("a.yaml", yaml)} == {Role.FIXTURE}
    assert {one.role for one in evidence("a.yaml", "request:\n  url: https://api.acme.test\nresponse: text\n")} == {Role.CONFIG}


def test_many_variables_are_no_table() -> None:
    text = "env:\n" + "".join(f"- name: ACME_{n}_KEY\n  value: nova-{n}\n" for n in range(40))
    assert Role.LOOKUP_TABLE not in {one.role for one in evidence("d.yaml", text)}
