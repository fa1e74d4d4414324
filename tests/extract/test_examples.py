"""Examples in the description of an interface are shown to people, whatever the language writes them in."""

from __future__ import annotations

import pytest
import read_source

from auditor.records import Role

SHOWN = [
    ("rust", 'struct R {\n  #[schema(example = "acme-1")]\n  model: String,\n}'),
    ("java", 'class A { @Schema(description = "x", example = "acme-1") String model; }'),
    ("typescript", "class D { @ApiProperty({ description: 'x', example: 'acme-1' }) model: string; }"),
    ("typescript", "const s = z.object({ model: z.string().openapi({ examples: [{ model: 'acme-1' }] }) });"),
    ("javascript", "const spec = { model: { 'x-example': 'acme-1' } };"),
    ("python", 'class R:\n    model: str = Field(..., examples=["acme-1"])'),
    ("python", 'm = Field("x", json_schema_extra={"example": {"model": "acme-1"}})'),
    ("python", 'class R:\n    class Config:\n        schema_extra = {"a": {"model": "acme-1"}}'),
    ("python", 'model_config = {"json_schema_extra": {"examples": [{"model": "acme-1"}]}}'),
]  # fmt: skip

GIVEN = [
    ("rust", 'struct R {\n  #[schema(default = "acme-1")]\n  model: String,\n}\nlet example = "x";'),
    ("java", 'class A { String example = "acme-1"; }'),
    ("typescript", "function f() { const example = { model: 'acme-1' }; }"),
    ("python", 'def f(example="acme-1"):\n    pass'),
    ("python", 'm = Field(default="acme-1", example="x")\nschema_extra = 1'),
    ("python", 'example = run(model="acme-1")'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), SHOWN, ids=[f"{row[0]}-{at}" for at, row in enumerate(SHOWN)])
def test_an_example_is_read(language: str, text: str) -> None:
    assert {one.role for one in read_source.read_text(language, text)} == {Role.PROMPT_TEXT}


@pytest.mark.parametrize(("language", "text"), GIVEN, ids=[f"{row[0]}-{at}" for at, row in enumerate(GIVEN)])
def test_what_only_lies_near_an_example_is_used(language: str, text: str) -> None:
    assert {one.role for one in read_source.read_text(language, text)} == {Role.PRODUCTION}
