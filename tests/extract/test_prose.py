"""Documents: their words are documentation wherever they stand, their front matter may be settings."""

from __future__ import annotations

import pytest
from read_source import brief, read_text

from auditor.records import Role


@pytest.mark.parametrize("role", [Role.PRODUCTION, Role.CI, Role.CONFIG, Role.DOCS])
def test_words_of_a_document_are_no_use(role: Role) -> None:
    found = read_text("markdown", "Use `acme-3` for reviews.\n", ".github/copilot-instructions.md", role=role)
    assert [brief(one) for one in found] == ["literal acme-3 docs"]


@pytest.mark.parametrize(
    ("path", "role", "expected"),
    [
        (".github/agents/review.agent.md", Role.CI, "config acme-3 slot=model config"),
        (".github/PULL_REQUEST_TEMPLATE.md", Role.CI, "config acme-3 slot=model ci"),
        ("docs/agents.md", Role.DOCS, "config acme-3 slot=model docs"),
    ],
)
def test_front_matter_of_agents_is_settings(path: str, role: Role, expected: str) -> None:
    assert brief(read_text("markdown", "---\nmodel: acme-3\n---\nBe short.\n", path, role=role)[0]) == expected
