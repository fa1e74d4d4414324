"""Menus: what people choose from is told from settings, fallbacks and defaults, in lexed code and in Python."""

from __future__ import annotations

import pytest
import read_source

from auditor.records import Role

OFFERED = [
    ("typescript", 'const M = [\n{ label: "Old", value: "acme-1" },\n{ label: "New", value: "acme-2" },\n];', "acme-1 acme-2"),
    ("typescript", 'const M = [{ id: "acme-1", name: "Acme 1 (old)", size: 4 }, { id: "acme-2", name: "Acme 2" }];', "acme-1 acme-2"),
    ("javascript", 'const M = [{\n  name: "Acme 1",\n  model: "x/acme-1",\n}, {\n  name: "Acme 2",\n  model: "x/acme-2",\n}];', "x/acme-1 x/acme-2"),
    ("javascript", 'const M = { "acme-1": "Acme 1", "acme-2": "Acme 2" };', "acme-1 acme-2"),
    ("typescript", 'const v = <select><option value="acme-1">One</option><SelectItem key={1} value="acme-2"/></select>;', "acme-1 acme-2"),
    ("vue", '<template><option value="acme-1">One</option></template>\n<script>const M = [{ label: "A", value: "acme-2" }, { label: "B", value: "b" }]</script>', "acme-1 acme-2"),
    ("php", "<?php $m = [['value' => 'acme-1', 'label' => 'Old'], ['value' => 'acme-2', 'label' => 'New']];", "acme-1 acme-2"),
    ("ruby", 'M = [{ id: "acme-1", name: "Acme 1" }, { id: "acme-2", name: "Acme 2" }]', "acme-1 acme-2"),
    ("go", 'var m = []Option{{Label: "Old", Value: "acme-1"}, {Label: "New", Value: "acme-2"}}', "acme-1 acme-2"),
    (
        "typescript",
        'class P {\n  models: Info[] = [\n    { name: "acme-1", label: "Acme 1", max: 128000 },\n    { name: "acme-2", label: "by Umbrella: Acme 2" },\n  ];\n}',
        "acme-1 acme-2",
    ),
    ("javascript", "const M = [{ label: __( 'Acme 1', 'x' ), value: 'acme-1' }, { title: i18n.t('models.x'), id: 'acme-2' }];", "acme-1 acme-2"),
    ("javascript", "const M = [{ label: <b>Old</b>, value: 'acme-1' }, { label: <b>New</b>, value: 'acme-2' }];", "acme-1 acme-2"),
    ("php", "<?php $m = ['acme-1' => __('One', 'x'), 'acme-2' => esc_html__('Acme 2', 'x')];", "acme-1 acme-2"),
    ("elixir", 'def m, do: [{"Acme 1", "acme-1"}, {"Acme-2", "acme-2-large"}]', "acme-1 acme-2-large"),
    ("ruby", 'M = [["Acme 1 (old)", "acme-1"], ["Acme 2", "acme-2"]]', "acme-1 acme-2"),
    ("python", 'M = (("acme-1", _("Acme 1")), ("acme-2", gettext("Acme 2")))', "acme-1 acme-2"),
    ("python", 'M = [{"label": "Old", "value": "acme-1"}, {"label": "New", "value": "acme-2"}]', "acme-1 acme-2"),
    ("python", 'M: list = [{"label": "Old", "value": "acme-1"}, {"label": "New", "value": "acme-2"}]\nrun(M[0])', "acme-2"),
    ("python", 'M = (("acme-1", "Acme 1"), ("acme-2", "Acme 2"))', "acme-1 acme-2"),
    ("python", 'M = {"acme-1": "Acme 1", "acme-2": "Acme 2 (new)"}', "acme-1 acme-2"),
    ("python", 'm = ui.selectbox("Model", ["acme-1", "acme-2", "acme-3"])', "acme-2 acme-3"),
    ("python", 'm = ui.radio("Model", options=["acme-1", "acme-2"], index=1)', "acme-1"),
]  # fmt: skip

USED = [
    ("typescript", 'const M = [{ label: "Old", value: "acme-1" }];'),  # a single record
    ("typescript", 'const M = [{ name: "primary", model: "acme-1" }, { name: "Spare One", model: "acme-2" }];'),
    ("typescript", 'const M = [{ title: "Sum up", model: "acme-1" }, { title: "Translate", model: "acme-2" }];'),
    ("typescript", 'const M = [{ label: "A", value: "acme-1", isDefault: true }, { label: "B", value: "b" }];'),
    ("typescript", 'const M = [{ label: "A", value: "acme-1" }, { label: "B", value: "b" }];\nrun(M[0].value);'),
    ("typescript", "import A from 'acme';\nnew A([{ label: 'A', value: 'acme-1' }, { label: 'B', value: 'acme-2' }]);"),
    ("typescript", 'const M = [{ name: "acme-1", label: "summaries" }, { name: "acme-2", label: "chat" }];'),
    ("typescript", 'const M = [{ name: "acme-1", title: "Acme 1" }, { name: "acme-2", note: "Acme" }];'),
    ("typescript", 'const M = ["acme-1", "acme-2"];'),
    ("typescript", 'const M = { "chat": "acme-1", "code": "acme-2" };'),
    ("typescript", 'const v = <Chat value="acme-1"/>;'),
    ("typescript", 'const v = <option>x</option>; value = "acme-1";'),
    ("javascript", 'const M = { "acme-1": "acme-2", "acme-3": "Other Maker" };'),
    ("javascript", 'const M = [{ label: name("x"), value: "acme-1" }, { label: name("y"), value: "acme-2" }];'),
    ("javascript", 'const M = [{ title: t("x"), model: "acme-1" }, { title: t("y"), model: "acme-2" }];'),
    ("javascript", 'const M = [["acme-1", "acme-2"], ["acme-3", "x"], ["acme-4", "Acme-4-Instruct"]];'),
    ("python", 'M = [{"name": "primary", "model": "acme-1"}, {"name": "Spare One", "model": "acme-2"}]'),
    ("python", 'M = [("acme-1", "https://Acme.test"), ("acme-2", "x")]'),
    ("javascript", 'const M = { "acme-1": "Acme-1-Instruct", "acme-2": "acme/Acme 2" };'),  # other spellings of ids
    ("python", 'M = [("acme-1", "Acme-1-Instruct"), ("acme-2", "Acme-2")]'),
    ("python", 'M = [("acme-1", "Acme 1"), ("x", "X")]\nrun(M[0][0])'),
    ("python", 'M: list = [("acme-1", "Acme 1"), ("x", "X")]\nrun(M[0][0])'),
    ("python", 'm = run("Model", ["acme-1", "acme-2"])'),
    ("python", 'm = ui.selectbox("Model", ["acme-1", "x"])'),
    ("python", 'm = ui.selectbox("Model", ["x", "acme-2"], index=1)'),
    ("python", 'import acme\nacme.select(["acme-1", "acme-2"])'),
]  # fmt: skip


def offered(language: str, text: str) -> list[str]:
    return [one.value for one in read_source.read_text(language, text) if one.scope == "offered"]


@pytest.mark.parametrize(("language", "text", "expected"), OFFERED, ids=[f"{row[0]}-{at}" for at, row in enumerate(OFFERED)])
def test_what_is_offered(language: str, text: str, expected: str) -> None:
    assert offered(language, text) == expected.split()


@pytest.mark.parametrize(("language", "text"), USED, ids=[f"{row[0]}-{at}" for at, row in enumerate(USED)])
def test_what_is_used(language: str, text: str) -> None:
    assert offered(language, text) == []


LISTED = [
    ("python", 'M = [Model(id="acme-1", owned_by="Acme"), Model(id="acme-2", context_window=200000)]'),
    ("python", 'def models():\n    return {"data": [{"id": "acme-1", "object": "model"}, {"id": "acme-2", "owned_by": "x"}]}'),
    ("typescript", 'const a = { id: "acme-1", object: "model" }; const b = { id: "acme-2", contextWindow: 200000 };'),
    ("go", 'var a = Model{ID: "acme-1", OwnedBy: "x"}\nvar b = []Model{{ID: "acme-2", Object: "model"}}'),
    ("php", "<?php $m = [['id' => 'acme-1', 'owned_by' => 'x'], ['id' => 'acme-2', 'object' => 'model']];"),
    ("json", '{"data": [{"id": "acme-1", "owned_by": "acme"}, {"id": "acme-2", "ownedBy": "acme"}]}'),
]  # fmt: skip

SET = [
    ("python", 'M = Info(id="acme-1", context_window=9, base_url="x")\nDEFAULT = {"id": "acme-2", "context_window": 9}'),
    ("python", 'M = Chat(model="acme-1", context_window=9)\nN = {"id": "acme-2", "object": "thread"}'),
    ("typescript", 'const a = { id: "acme-1", contextWindow: 9, apiKey: k }; const defaultInfo = { id: "acme-2", contextWindow: 9 };'),
    ("go", 'var a = Info{ID: "acme-1", Size: 9}\nvar b = Info{Model: "acme-2", OwnedBy: "x"}'),
]  # fmt: skip


def models(language: str, text: str) -> dict[str, Role]:
    return {one.value: one.role for one in read_source.read_text(language, text) if one.value in ("acme-1", "acme-2")}


@pytest.mark.parametrize(("language", "text"), LISTED, ids=[f"{row[0]}-{at}" for at, row in enumerate(LISTED)])
def test_what_a_server_lists_is_no_use(language: str, text: str) -> None:
    assert models(language, text) == {"acme-1": Role.LOOKUP_TABLE, "acme-2": Role.LOOKUP_TABLE}


@pytest.mark.parametrize(("language", "text"), SET, ids=[f"{row[0]}-{at}" for at, row in enumerate(SET)])
def test_what_is_reached_or_the_default_is_no_listing(language: str, text: str) -> None:
    assert models(language, text) == {"acme-1": Role.PRODUCTION, "acme-2": Role.PRODUCTION}


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("javascript", "const a = __('Acme-1', 'x');", Role.PROMPT_TEXT),
        ("elixir", '[{"Acme-1", "acme-1"}, {"Acme-2", "acme-2"}]', Role.PROMPT_TEXT),
        ("php", "<?php selected($model, 'Acme-1'); checked('Acme-1', $model);", Role.LOOKUP_TABLE),
        ("php", "<?php if ($m !== opt::name('Acme-1')) {} switch ($m) { case name('Acme-1'): go(); }", Role.LOOKUP_TABLE),
        ("typescript", "if (norm('Acme-1') === m) {}", Role.LOOKUP_TABLE),
        ("typescript", "if (answer === chat('Acme-1')) {}", Role.PRODUCTION),
        ("vue", '{{if eq .Model "Acme-1"}}x{{end}}{{#if (ne model "Acme-1")}}y{{/if}}', Role.LOOKUP_TABLE),
        ("javascript", "const a = chat('Acme-1', 'x'); eq = 'Acme-1';", Role.PRODUCTION),
        ("elixir", '[{"Acme-1", "x"}, {"Globex", "acme-2"}]', Role.PRODUCTION),
    ],
)
def test_a_label_is_read_and_what_a_page_asks_for_is_compared(language: str, text: str, role: Role) -> None:
    assert {one.role for one in read_source.read_text(language, text) if one.value == "Acme-1"} == {role}
