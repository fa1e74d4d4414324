"""What can be changed without a release: models, addresses and providers that come from configuration."""

from __future__ import annotations

from pathlib import Path

import pytest
from repositories import INVENTED, catalog, inventory

MODEL, ENDPOINT, SWITCH = "configurable-model", "configurable-endpoint", "provider-switch"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.py", "import acme, os\nacme.Acme(base_url=os.environ['ACME_BASE_URL'])\n", {ENDPOINT: [2]}),
        ("a.py", "import acme, os\nacme.Acme().chat(model=os.environ['ACME_MODEL'])\n", {MODEL: [2]}),
        ("a.py", "import acme, os\nacme.Acme().chat(model=os.getenv('M', 'acme-3-large'))\n", {MODEL: [2]}),
        ("a.py", "import acme\n\n\ndef ask(model='acme-3-large'):\n    acme.Acme().chat(model=model)\n", {MODEL: [4]}),
        ("a.py", "import acme\nacme.Acme().chat(model='acme-3-large')\n", {}),
        ("a.py", "import acme\nacme.Acme(base_url='https://api.acme.example/v1')\n", {}),
        ("a.py", "import os\nbase_url = os.environ['SHOP_BASE_URL']\nmodel = os.environ['CAR_MODEL']\n", {}),
        ("a.ts", 'import acme from "acme";\nnew acme.Acme({ baseURL: process.env.ACME_BASE_URL });\n', {ENDPOINT: [2]}),
        (".env", "ACME_BASE_URL=https://api.acme.example/v1\nACME_MODEL=acme-3-large\nLLM_PROVIDER=acme\n", {ENDPOINT: [1], MODEL: [2], SWITCH: [3]}),
        (".env", "SHOP_BASE_URL=https://shop.example\nPAYMENT_PROVIDER=coins\n", {}),
        ("application.yaml", "llm:\n  provider: acme\n  model: acme-3-large\n", {MODEL: [3], SWITCH: [2]}),
        ("test_a.py", "import acme, os\nacme.Acme(base_url=os.environ['ACME_BASE_URL'])\n", {}),
    ],
)  # fmt: skip
def test_what_is_set_from_outside_is_told(path: str, text: str, expected: dict[str, list[int]], tmp_path: Path) -> None:
    signals = [one for one in inventory(tmp_path, {path: text}, catalog(INVENTED)).signals if one.id in (MODEL, ENDPOINT, SWITCH)]
    assert {one.id: [place.line for place in one.places] for one in signals} == expected
    assert all(one.covers == ("acme",) and one.group == "resilience" for one in signals)
