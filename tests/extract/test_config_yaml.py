"""YAML: compose, charts, workflows, settings. Kinds read by hand in public repositories are named beside the cases."""

from __future__ import annotations

import pytest
from config_table import evidence, read, rows

from auditor.records import Budgets, Evidence, How, Ignore, Role

CASES = {
    "compose, as in local-ai-packaged": (
        "docker-compose.yml",
        (
            "services:\n"
            "  acme-cpu:\n"
            "    image: acme/acme:latest\n"
            "    environment:\n"
            "      - ACME_HOST=acme:11434\n"
            "      - ACME_THREADS=4\n"
            "      - LOG_LEVEL=debug\n"
            "  app:\n"
            "    environment:\n"
            "      ACME_MODEL: ${ACME_MODEL:-nova-2}\n"
            "      ACME_API_KEY: ${ACME_API_KEY}\n"
            "      DATABASE_URL: postgres://db\n"
        ),
        [
            ("config", "", "services.acme-cpu"),
            ("image", "acme/acme", "services.acme-cpu.image"),
            ("env", "ACME_HOST", "services.acme-cpu.environment[]"),
            ("endpoint", "acme:11434", "ACME_HOST"),
            ("env", "ACME_THREADS", "services.acme-cpu.environment[]"),
            ("env", "ACME_MODEL", "services.app.environment.ACME_MODEL"),
            ("literal", "nova-2", "ACME_MODEL"),
            ("env", "ACME_API_KEY", "services.app.environment.ACME_API_KEY"),
            ("env", "ACME_API_KEY", "services.app.environment.ACME_API_KEY"),
        ],
    ),
    "command that pulls, as a list": (
        "compose.yaml",
        'services:\n  init:\n    command:\n      - "-c"\n      - "sleep 3; ACME_HOST=acme:11 acme pull nova-2:7b; docker pull acme/db"\n',
        [
            ("env", "ACME_HOST", "services.init.command[]"),
            ("endpoint", "acme:11", "ACME_HOST"),
            ("literal", "acme", "command"),
            ("literal", "nova-2:7b", "model"),
            ("image", "acme/db", "command"),
        ],
    ),
    "flags of a server, image and arguments": (
        "k8s/deploy.yaml",
        (
            "spec:\n  containers:\n    - image: ghcr.io/acme/serve:v1\n      args: [--model, org/nova-7b, --port, '80']\n"
            "      env:\n        - name: ACME_TOKEN\n          valueFrom: {secretKeyRef: {name: acme-secret, key: ACME_TOKEN}}\n"
            "        - name: ACME_BASE_URL\n          value: https://api.acme.test/v1\n        - name: PORT\n          value: '80'\n"
        ),
        [
            ("image", "ghcr.io/acme/serve", "spec.containers[].image"),
            ("literal", "org/nova-7b", "model"),
            ("env", "ACME_TOKEN", "spec.containers[].env[].name"),
            ("config", "acme-secret", "spec.containers[].env[].valueFrom.secretKeyRef.name"),
            ("env", "ACME_TOKEN", "ACME_TOKEN"),
            ("env", "ACME_BASE_URL", "spec.containers[].env[].name"),
            ("endpoint", "https://api.acme.test/v1", "ACME_BASE_URL"),
        ],
    ),
    "helm values: repository and tag, quoted keys, anchors": (
        "chart/values.yaml",
        'image: &img\n  repository: acme/serve\n  tag: "1.2"\n"acme": {"model": \'nova-2\', other: 1}\nx:\n  <<: *img\n',
        [("image", "acme/serve", "image.repository"), ("config", "", "acme"), ("config", "nova-2", "acme.model")],
    ),
    "workflow": (
        ".github/workflows/ci.yml",
        (
            "env:\n  ACME_API_KEY: ${{ secrets.ACME_API_KEY }}\njobs:\n  a:\n    steps:\n      - uses: acme/review-action@v1\n"
            "        with:\n          model: nova-2\n      - uses: actions/checkout@v4\n      - run: |\n          pip install acme-sdk==1.0\n"
            "          npx acme-eval run  # acme in a comment\n"
        ),
        [
            ("env", "ACME_API_KEY", "env.ACME_API_KEY"),
            ("env", "ACME_API_KEY", "env.ACME_API_KEY"),
            ("manifest", "acme/review-action", "jobs.a.steps[].uses"),
            ("config", "nova-2", "jobs.a.steps[].with.model"),
            ("manifest", "acme-sdk", "install"),
            ("manifest", "acme-eval", "install"),
            ("literal", "acme-eval", "command"),
        ],
    ),
    "settings with generic slots": (
        "settings.yaml",
        "llm:\n  provider: acme\n  model_name: own-deployment\n  base_url: http://10.0.0.1:80/v1\n  api_key: sk-very-secret\n  retries: 3\n",
        [
            ("config", "acme", "llm.provider"),
            ("config", "own-deployment", "llm.model_name"),
            ("endpoint", "http://10.0.0.1:80/v1", "llm.base_url"),
        ],
    ),
    "a file inside a config map": (
        "cm.yaml",
        (
            "kind: ConfigMap\ndata:\n  config.yaml: |\n    model_list:\n      - model_name: fast\n        params:\n          model: acme/nova-2\n"
            "  ACME_API_BASE: http://acme:80\n"
        ),
        [
            ("config", "fast", "data.config.yaml.model_list[].model_name"),
            ("config", "acme/nova-2", "data.config.yaml.model_list[].params.model"),
            ("env", "ACME_API_BASE", "data.ACME_API_BASE"),
            ("endpoint", "http://acme:80", "ACME_API_BASE"),
        ],
    ),
    "chart template that does not parse": (
        "templates/dep.yaml",
        (
            '{{- if .Values.on }}\nspec:\n  containers:\n  - name: x\n    image: "acme/serve:{{ .Values.tag }}"\n    env:\n'
            "    - name: ACME_API_KEY\n      value: {{ .Values.key | quote }}\n    args:\n    - --model=acme/nova-2\n{{- end }}\n"
        ),
        [
            ("config", "acme/serve:{{ .Values.tag }}", "spec.containers[].image"),
            ("env", "ACME_API_KEY", "spec.containers[].env[].name"),
            ("literal", "acme/nova-2", "model"),
        ],
    ),
    "router with fallbacks, as in a proxy's configuration": (
        "proxy.yaml",
        "list:\n- params: {model: acme/nova-2}\nrouter:\n  fallbacks: [{nova: [own]}]\n  num_retries: 3\n  strategy: {max: 1}\n  default_fallbacks: []\n",
        [
            ("config", "acme/nova-2", "list[].params.model"),
            ("config", "", "router.fallbacks"),
            ("config", "", "router.fallbacks[].nova"),
            ("config", "own", "router.fallbacks[].nova[]"),
            ("config", "3", "router.num_retries"),
            ("config", "[]", "router.default_fallbacks"),
        ],
    ),
    "prose is no setting": (
        "agents.yaml",
        "writer:\n  role: editor\n  goal: Beat acme nova-2 at writing long and good texts about many things\n  llm: acme/nova-2\n",
        [("config", "acme/nova-2", "writer.llm"), ("literal", "acme", "writer.goal"), ("literal", "nova-2", "writer.goal")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_yaml(name: str) -> None:
    path, text, expected = CASES[name]
    assert rows(path, text) == expected


def test_siblings_share_a_site_and_defaults_name_their_variable() -> None:
    found = evidence("a.yml", "list:\n- provider: acme\n  model: ${M:-nova-2}\n- provider: acme\n")
    assert [one.site for one in found] == ["$.list[0]", "$.list[0]", "$.list[1]"]
    assert (found[1].via, found[1].column) == ("M", 15)


def test_roles_of_prose_tables_and_comments() -> None:
    text = "# acme: old\nprompt: You are nova-2, made by acme\nprices:\n" + "".join(
        f"  nova-{n}:\n    input_cost: 1\n" for n in range(9)
    )
    roles = [one.role for one in evidence("a.yml", text)]
    assert roles.count(Role.PROMPT_TEXT) == 2
    assert roles.count(Role.LOOKUP_TABLE) == 9
    assert roles.count(Role.COMMENT) == 1


def test_ignores_in_comments() -> None:
    found = read("a.yml", "# ai-audit: ignore[AIA301] ours\nmodel: nova-2\nurl: x#y # ai-audit: ignore[AIA5] z\n")
    assert [(one.line, one.rules, one.alone) for one in found if isinstance(one, Ignore)] == [
        (1, ("AIA301",), True),
        (3, ("AIA5",), False),
    ]


def test_no_secret_leaves_a_file() -> None:
    text = "acme:\n  api_key: acme-0123456789\n  password: nova-hunter2\nenv:\n  ACME_SECRET: nova-sssss\n- name: ACME_TOKEN\n"
    for one in evidence("a.yml", text):
        assert "0123456789" not in one.value
        assert "hunter2" not in one.value
        assert "sssss" not in one.value


def test_multi_documents_do_not_join() -> None:
    found = evidence("a.yml", "model: nova-1\n---\nmodel: nova-2\n")
    assert [one.site for one in found] == ["$", "$2"]


def test_actions_carry_their_pin() -> None:
    found = evidence("w.yml", "uses: acme/a/sub@0123abc\n")
    assert [(one.how, one.value, one.version, one.language) for one in found] == [
        (How.MANIFEST, "acme/a/sub", "0123abc", "github-action")
    ]


@pytest.mark.parametrize(
    "text", ["a: [acme", "a: *b\nacme: nova", "\tacme: nova\n", 'acme: "x\ny: 1\n', "a: b: acme", "? acme\n: nova"]
)
def test_broken_files_still_say_what_they_can(text: str) -> None:
    assert any(isinstance(one, Evidence) for one in read("a.yml", text))


def test_a_long_text_loses_no_later_word() -> None:
    repeated = "".join("    tell nova-2 to be brief\n" for _ in range(120))
    values = [
        found.value
        for found in read("values.yaml", f"env:\n  prompt: |\n{repeated}    then ask nova-3\n")
        if isinstance(found, Evidence)
    ]
    assert values.count("nova-2") == 40
    assert values[-1] == "nova-3"


def test_words_of_a_prompt_take_no_room_of_a_setting() -> None:
    words = "".join(f"    nova-{at}\n" for at in range(2_600))
    values = [found.value for found in read("values.yaml", f"prompt: |\n{words}model: acme-big\n") if isinstance(found, Evidence)]
    assert values[0] == "acme-big"
    assert len(values) == 1_001


def test_what_is_cut_is_counted() -> None:
    words = "".join(f"nova-{at}: nova-{at}\n" for at in range(2_600))
    found = [one for one in read("values.yaml", words) if isinstance(one, Evidence)]
    assert len(found) > Budgets().evidence_per_file


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ('[\n      {"name": "nova-2", "provider": "acme"}\n    ]', "env.MODELS[].name"),
        ('["nova-2"]', "env.MODELS[]"),
        ("[INST] model: nova-2 [/INST]", "env.MODELS.model"),
        ("[llm]\n    model = nova-2", "env.MODELS.model"),
    ],
)
def test_a_list_of_json_inside_a_scalar(text: str, slot: str) -> None:
    found = [one for one in read("values.yaml", f"env:\n  MODELS: |\n    {text}\n") if isinstance(one, Evidence)]
    assert ("nova-2", slot) in [(one.value, one.slot) for one in found]
