"""An address that stands in a variable: the call gets it by way of a name, unless that name is another one's."""

from __future__ import annotations

import pytest
from read_source import read_text

from auditor.records import How

TS = 'import A from "acme";\n'
GO = 'import "x/acme"\n'
PY = "import os\nimport acme\n"

ROWS = [
    ("typescript", TS + "const baseURL = process.env.ACME_BASE_URL;\nconst c = new A({ baseURL });\n", "=baseURL @acme.A"),
    ("typescript", TS + "const url = process.env.ACME_BASE_URL;\nconst c = new A({ baseURL: url });\n", "=baseURL @acme.A"),
    ("typescript", TS + "const url = process.env.ACME_BASE_URL;\nconst c = new A({ name: url });\n", ""),
    ("typescript", TS + "const f = (url: string) => new A({ baseURL: url });\nfunction g() { const url = process.env.ACME_BASE_URL; }\n", ""),
    ("typescript", TS + "const key = process.env.ACME_BASE_URL;\nif (url === key) { new A({ timeout: 3 }); }\n", ""),
    ("go", GO + 'func f() { url := os.Getenv("ACME_BASE_URL"); acme.New(acme.WithBaseURL(url)) }\n', "=BaseURL @x/acme.New"),
    ("go", GO + 'func f() { url := os.Getenv("ACME_BASE_URL") }\nfunc g(url string) { acme.New(acme.WithBaseURL(url)) }\n', ""),
    ("kotlin", 'import x.acme.A\nfun f() { val url = System.getenv("ACME_BASE_URL"); A.builder().baseUrl(url).build() }\n', "=baseUrl @x.acme.A.builder"),
    ("rust", 'use acme::A;\nfn f() { let url = std::env::var("ACME_BASE_URL").unwrap(); A::new().with_api_base(url); }\n', "=api_base @acme.A.new"),
    ("python", PY + 'url = os.environ["ACME_BASE_URL"]\nc = acme.Client(base_url=url)\n', "=base_url @acme.Client"),
    ("python", PY + 'class X:\n    def __init__(self):\n        self.url = os.getenv("ACME_BASE_URL")\n    def f(self):\n        return acme.Client(base_url=self.url)\n', "=base_url @acme.Client"),
    ("python", PY + 'url = os.environ["ACME_BASE_URL"]\ndef f(url):\n    return acme.Client(base_url=url)\n', ""),
    ("python", PY + 'url = os.environ["ACME_BASE_URL"]\nc = acme.Client(name=url)\n', ""),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), ROWS)
def test_whose_address_a_variable_is(language: str, text: str, expected: str) -> None:
    found = [f"={one.slot} @{one.callee}" for one in read_text(language, text) if one.how is How.ENV and one.callee]
    assert " ".join(found) == expected
