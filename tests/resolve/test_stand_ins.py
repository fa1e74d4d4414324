"""Files that only show how another one may look."""

from __future__ import annotations

import pytest

from auditor.resolve.stand_ins import StandIns


@pytest.mark.parametrize(
    ("path", "beside", "shows"),
    [
        ("acme.example.yaml", "acme.yaml", True),
        ("conf/sample-acme.json", "conf/acme.json", True),
        ("acme_sample.toml", "acme.toml", True),
        ("acme.yaml.example", "acme.yaml", True),
        ("settings.example.py", "settings.py", True),
        ("requirements-examples.txt", "requirements.txt", True),
        ("acme.example.yaml", "other.yaml", False),  # what a deployment copies
        ("acme.example.yaml", "conf/acme.yaml", False),
        (".env.example", ".env", False),
        ("sample_rows.py", "rows.py", False),  # code that takes samples
        ("example-store.ts", "store.ts", False),
        ("samples.go", ".go", False),
    ],
)
def test_an_example_stands_beside_what_it_is_one_of(path: str, beside: str, shows: bool) -> None:
    assert StandIns([path, beside]).holds(path) is shows
