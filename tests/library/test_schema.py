"""A file that does not fit is refused with file, key path, what was expected and the cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import AuditError, CatalogError
from auditor.library import load_catalog, load_rulebook
from auditor.library.compile import compiled

MODELS = """
id = "acme"
name = "Acme"
source = "docs"
checked = 2026-01-31

[[model]]
id = "acme-1"
family = "acme"
kind = "chat"
weights = "closed"
stage = "ga"

[[model]]
id = "acme-2"
family = "acme"
kind = "chat"
weights = "closed"
stage = "retired"

[[model.lifecycle]]
provider = "acme"
retires_on = 2026-01-01
certainty = "announced"
"""
PROVIDER = """
id = "acme"
name = "Acme"
kinds = ["provider"]
env = ["ACME_API_KEY"]
source = "docs"
checked = 2026-01-31

[[package]]
ecosystem = "pypi"
name = "acme-ai"
imports = ["acme"]
kind = "provider-sdk"
"""
LICENSE = """
id = "X-1"
name = "X"
commercial = "yes"
redistribution = "allowed"
osi = false
openness = "open-weights"
source = "text"
checked = 2026-01-31
"""
RULE = """
id = "AIA999"
name = "odd-thing"
since = "0.1.0"
scope = "model"
severity = "low"
title = "t"
message = "m"
why = "w"
advice = "a"
[when]
model-retired = true
"""


def shelf(tmp_path: Path, **files: str) -> str:
    """Writes `section__name` files and gives the root."""
    for key, text in files.items():
        section, _, name = key.partition("__")
        folder = tmp_path / section
        folder.mkdir(exist_ok=True)
        (folder / f"{name.replace('_', '-')}.toml").write_text(text, "utf-8")
    return str(tmp_path)


def refusal(root: str) -> tuple[str, str]:
    with pytest.raises(CatalogError) as caught:
        compiled(root)
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("retires_on = 2026-01-01", 'retires_on = "soon"', 'model[1].lifecycle[0].retires_on: expected a date, found "soon"'),
        ("retires_on = 2026-01-01", "retires_on = 2026-01-01T00:00:00", "lifecycle[0].retires_on: expected a date"),
        ('kind = "chat"', 'kind = "chatty"', "model[0].kind: expected one of chat, completion"),
        ('stage = "ga"', 'stage = "ga"\nfloating = "yes"', "model[0].floating: expected true or false, found"),
        ('stage = "ga"', 'stage = "ga"\naliases = "a"', "model[0].aliases: expected a list of texts"),
        ('stage = "ga"', 'stage = "ga"\naliases = ["a", 1]', "model[0].aliases[1]: expected a text, found 1"),
        ('stage = "ga"', 'stage = "ga"\nreleased = "last spring"', "model[0].released: expected a year, month or day"),
        ('family = "acme"\n', "", "model[0].family: missing"),
        ("checked = 2026-01-31", "", "rules/models/acme.toml: checked: missing"),
        ('certainty = "announced"', 'certainty = "perhaps"', "lifecycle[0].certainty: expected one of announced, earliest"),
        ('id = "acme-2"', 'id = "acme-1"', 'model[1].id: "acme-1" is already taken'),
        ('id = "acme"\n', 'id = "other"\n', 'id: "other" is not the name of the file'),
        ("[[model.lifecycle]]", "[[model.lifecycle", "not valid TOML"),
    ],
)
def test_a_wrong_model_file_is_named_with_its_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    found, _ = refusal(shelf(tmp_path, models__acme=MODELS.replace(old, new, 1)))
    assert found.startswith("rules/models/acme.toml: ")
    assert message in found


def test_one_table_where_a_list_belongs_is_refused(tmp_path: Path) -> None:
    found, _ = refusal(shelf(tmp_path, models__acme=MODELS.partition("[[model]]")[0] + '[model]\nid = "acme-1"\n'))
    assert found == "rules/models/acme.toml: model: expected [[model]] tables, found {'id': 'acme-1'}"


def test_an_unknown_key_names_the_known_ones(tmp_path: Path) -> None:
    found, hint = refusal(shelf(tmp_path, models__acme=MODELS.replace('stage = "ga"', 'stage = "ga"\nretires = 2026-01-01')))
    assert found == "rules/models/acme.toml: model[0].retires: unknown key"
    assert "aliases, checked, confidence, family" in hint


def test_a_missing_day_shows_how_to_write_one(tmp_path: Path) -> None:
    _, hint = refusal(shelf(tmp_path, models__acme=MODELS.replace("checked = 2026-01-31", "")))
    assert hint == "write checked = 2026-01-31"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"providers__acme": PROVIDER, "providers__two": PROVIDER.replace('id = "acme"', 'id = "two"')}, "ACME_API_KEY"),
        (
            {
                "providers__acme": PROVIDER,
                "frameworks__chain": 'id = "chain"\nname = "C"\nsource = "s"\nchecked = 2026-01-31\n'
                + PROVIDER.partition("\n\n")[2].replace("acme-ai", "Acme_AI"),
            },
            'package[0].name: "pypi:acme-ai" is already taken',
        ),
        (
            {"providers__acme": PROVIDER, "frameworks__acme": 'id = "acme"\nname = "C"\nsource = "s"\nchecked = 2026-01-31\n'},
            "is a provider",
        ),
        ({"models__acme": MODELS, "models__beta": MODELS.replace('id = "acme"\n', 'id = "beta"\n')}, '"acme-1" is already taken'),
        (
            {"models__acme": MODELS + '[[family]]\nname = "a"\nmatch = "("\nkind = "chat"\nweights = "open"\n'},
            "not a regular expression",
        ),
        ({"risks__odd_thing": RULE, "risks__other": RULE.replace("odd-thing", "other")}, '"AIA999" is already taken'),
        ({"risks__other_name": RULE}, '"odd-thing" is not the name of the file'),
        ({"licenses__X-1": LICENSE.replace("osi = false", "osi = 0")}, "osi: expected true or false, found 0"),
        ({"licenses__X-1": LICENSE + "user_limit = true\n"}, "user_limit: expected a whole number, found True"),
    ],
)
def test_what_clashes_between_tables_is_refused(tmp_path: Path, files: dict[str, str], message: str) -> None:
    found, _ = refusal(shelf(tmp_path, **files))
    assert message in found


def test_source_and_day_are_inherited_and_can_be_said_again(tmp_path: Path) -> None:
    own = MODELS.replace('id = "acme-2"', 'id = "acme-2"\nsource = "blog"\nchecked = 2026-02-01')
    catalog = load_catalog(root=shelf(tmp_path, models__acme=own))
    first, second = catalog.models["acme-1"], catalog.models["acme-2"]
    assert (first.origin.source, str(first.origin.checked)) == ("docs", "2026-01-31")
    assert (second.origin.source, str(second.origin.checked)) == ("blog", "2026-02-01")
    assert second.lifecycle[0].origin.source == "blog"


def test_own_rules_join_and_may_not_take_a_shipped_id(tmp_path: Path) -> None:
    root = shelf(tmp_path, risks__odd_thing=RULE)
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.toml").write_text(RULE.replace("AIA999", "OWN001").replace("odd-thing", "mine"), "utf-8")
    book = load_rulebook((str(own),), root=root)
    assert [(rule.id, rule.shipped) for rule in book] == [("AIA999", True), ("OWN001", False)]
    (own / "mine.toml").write_text(RULE.replace("odd-thing", "mine"), "utf-8")
    with pytest.raises(AuditError, match='"AIA999" is already taken by the shipped rules'):
        load_rulebook((str(own),), root=root)
    with pytest.raises(AuditError, match="rules cannot be read"):
        load_rulebook((str(tmp_path / "nowhere"),), root=root)


def test_the_examples_of_the_guide_are_valid(tmp_path: Path) -> None:
    guide = (Path(__file__).parent.parent.parent / "CONTRIBUTING.md").read_text("utf-8")
    lifecycle, model = [part.split("```")[0] for part in guide.split("```toml\n")[1:3]]
    head = 'id = "acme"\nname = "Acme"\nsource = "docs"\nchecked = 2026-01-31\n'
    catalog = load_catalog(root=shelf(tmp_path, models__acme=f"{head}{model}{lifecycle}"))
    assert str(catalog.models["acme-4-large"].lifecycle[0].retires_on) == "2026-08-01"
    assert catalog.model_keys["acme-acme-4-large-v1-0"] == "acme-4-large"
