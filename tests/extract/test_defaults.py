"""What is taken when nobody chooses is in use, whatever table it stands in; what else the table holds is not."""

from __future__ import annotations

import pytest
import read_source

from auditor.records import Role


def many(template: str, count: int = 6) -> str:
    return "".join(template.replace("#", str(at)) for at in range(count))


TAKEN = [
    ("swift", "enum P {\n  var defaultModel: String {\n    switch self {\n" + many('    case .p#: return "acme-#"\n') + "    }\n  }\n}"),
    ("kotlin", "fun defaultModel(p: P): String = when (p) {\n" + many('  P.A# -> "acme-#"\n') + "}"),
    ("csharp", "class A {\n  public string DefaultModel => p switch {\n" + many('    P.A# => "acme-#",\n') + "  };\n}"),
    ("csharp", "static readonly Dictionary<string, string> DefaultModels = new()\n{\n" + many('  ["p#"] = "acme-#",\n') + "};"),
    ("typescript", "function getDefaultModel(p: string) {\n  switch (p) {\n" + many("  case 'p#': return 'acme-#';\n") + "  }\n}"),
    ("typescript", "export const DEFAULT_MODELS: Record<P, string> = {\n" + many("  p#: 'acme-#',\n") + "};"),
    ("typescript", "const P = {\n" + many("  p#: { name: 'x', baseUrl: 'https://p#.test', model: 'acme-#' },\n") + "};"),
    ("typescript", "const P = {\n" + many("  p#: { name: 'x', defaultModel: 'acme-#' },\n") + "};"),
    ("go", "func (p P) DefaultModel() string {\n\tswitch p {\n" + many('\tcase P#:\n\t\treturn "acme-#"\n') + '\t}\n\treturn ""\n}'),
    ("dart", "String get defaultModel {\n  switch (this) {\n" + many("    case P.p#: return 'acme-#';\n") + "  }\n}"),
    ("python", "P = {\n" + many('  "p#": {"base_url": "https://p#.test", "model": "acme-#"},\n') + "}"),
    ("python", "P = {\n" + many('  "p#": {"env": "P_KEY", "default_model": "acme-#"},\n') + "}"),
    ("python", "P = [\n" + many('  Profile(default_models={"language": "acme-#"}),\n') + "]"),
    ("python", "DEFAULT_MODELS = {\n" + many('  P.A#: "acme-#",\n') + "}"),
]  # fmt: skip

LISTED = [
    ("swift", "enum P {\n  var title: String {\n    switch self {\n" + many('    case .p#: return "acme-#"\n') + "    }\n  }\n}"),
    ("typescript", "export const DEFAULT_MODELS = [" + many("'acme-#', ") + "];"),
    ("typescript", "export const DEFAULT_MODELS = {\n" + many("  p#: ['acme-#', 'x'],\n") + "};"),
    ("typescript", "const P = pick(DEFAULT_MODEL, {\n" + many("  p#: 'acme-#',\n") + "});"),
    ("typescript", "export default {\n" + many("  p#: 'acme-#',\n") + "};"),
    ("typescript", "const P = {\n" + many("  p#: { baseUrl: 'https://p#.test', models: ['acme-#'] },\n") + "};"),
    ("typescript", "class DefaultModels {\n" + many("  static A# = 'acme-#';\n") + "}"),
    ("typescript", "const P = {\n" + many("  p#: { params: { model: 'acme-#', apiKey: '', baseUrl: '' } },\n") + "};"),
    ("typescript", "const P = {\n" + many("  customUrl#: 'https://p#.test', custom#Model: 'acme-#',\n") + "};"),
    ("python", "P = {\n" + many('  "p#": {"base_url": "", "model": "acme-#", "api_key": "x"},\n') + "}"),
    ("python", "DEFAULT_MODELS = [" + many('"acme-#", ') + "]"),
    ("python", "DEFAULT_MODELS = {\n" + many('  "p#": {"id": "acme-#", "size": 4},\n') + "}"),
    ("python", "P = {\n" + many('  "p#": {"base_url": "https://p#.test", "models": ["acme-#"]},\n') + "}"),
]  # fmt: skip

ROWS = [
    ("typescript", "const M = [" + many("{ id: 'acme-#' }, ", 8) + "{ id: 'acme-x9', isDefault: true }];"),
    ("ruby", "M = [" + many("{ id: 'acme-#', default: false }, ", 8) + "{ id: 'acme-x9', default: true }]"),
    ("python", "M = [" + many('{"id": "acme-#"}, ', 8) + '{"id": "acme-x9", "is_default": True}]'),
    ("python", "M = [" + many('Info(id="acme-#", default=False), ', 8) + 'Info(id="acme-x9", default=True)]'),
]  # fmt: skip


def roles(language: str, text: str) -> dict[str, Role]:
    return {one.value: one.role for one in read_source.read_text(language, text) if one.value.startswith("acme-")}


@pytest.mark.parametrize(("language", "text"), TAKEN, ids=[f"{row[0]}-{at}" for at, row in enumerate(TAKEN)])
def test_the_default_of_each_provider_is_in_use(language: str, text: str) -> None:
    assert roles(language, text) == {f"acme-{at}": Role.PRODUCTION for at in range(6)}


@pytest.mark.parametrize(("language", "text"), LISTED, ids=[f"{row[0]}-{at}" for at, row in enumerate(LISTED)])
def test_a_list_is_one_whatever_it_is_called(language: str, text: str) -> None:
    assert roles(language, text) == {f"acme-{at}": Role.LOOKUP_TABLE for at in range(6)}


@pytest.mark.parametrize(("language", "text"), ROWS, ids=[f"{row[0]}-{at}" for at, row in enumerate(ROWS)])
def test_the_row_that_is_marked_is_in_use(language: str, text: str) -> None:
    assert [value for value, role in roles(language, text).items() if role is Role.PRODUCTION] == ["acme-x9"]
