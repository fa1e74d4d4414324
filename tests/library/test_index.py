"""The compiled index: read when it is ours, whole and fresh, else made anew without a word."""

from __future__ import annotations

import marshal
import os
import shutil
from pathlib import Path

import pytest

from auditor import library
from auditor.library import index as stored
from auditor.library import load_catalog, load_index
from auditor.library.shards import Shards, packed

SMALL = str(Path(__file__).parent.parent / "catalog")


@pytest.fixture(autouse=True)
def fresh() -> None:
    library._loaded.clear()


def index_file(cache: Path) -> Path:
    (only,) = cache.glob("catalog-*.index")
    return only


def test_the_second_start_reads_what_the_first_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_catalog(str(tmp_path), root=SMALL)
    library._loaded.clear()
    monkeypatch.setattr("auditor.library.compile.compiled", lambda *_: pytest.fail("compiled again"))
    second = load_catalog(str(tmp_path), root=SMALL)
    assert dict(second.models) == dict(first.models)
    assert dict(second.packages) == dict(first.packages)
    assert dict(second.providers) == dict(first.providers)
    assert second.digest == first.digest
    assert list(second.signals) == list(first.signals)


@pytest.mark.parametrize("cut", [0, 5, 40, 90, -1])
def test_a_broken_index_is_made_anew(tmp_path: Path, cut: int) -> None:
    load_index(str(tmp_path), root=SMALL)
    file = index_file(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[:cut] if cut >= 0 else whole[:-1] + bytes([whole[-1] ^ 1]))
    library._loaded.clear()
    assert "acme-3-large" in load_catalog(str(tmp_path), root=SMALL).models
    assert file.read_bytes() == whole


def test_a_forged_index_is_not_unpacked(tmp_path: Path) -> None:
    fingerprint = stored.stamp(SMALL, library.VERSION)
    path = stored.path_of(str(tmp_path), SMALL)
    payload = marshal.dumps({"models": {}})
    Path(path).write_bytes(stored.MAGIC + fingerprint + b"x" * stored.DIGEST + payload)
    assert stored.read(path, fingerprint) is None


def test_changed_rules_make_a_new_index(tmp_path: Path) -> None:
    root = tmp_path / "rules"
    shutil.copytree(SMALL, root)
    cache = str(tmp_path / "cache")
    assert load_catalog(cache, root=str(root)).models["acme-3-mini"].stage == "ga"
    file = root / "models" / "acme.toml"
    file.write_text(file.read_text("utf-8").replace('id = "acme-3-mini"', 'id = "acme-3-tiny"'), "utf-8")
    assert "acme-3-tiny" in load_catalog(cache, root=str(root)).models


@pytest.mark.parametrize("place", ["missing/deep", "file/under"])
def test_a_cache_that_cannot_be_is_done_without(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert load_catalog(str(tmp_path / place), root=SMALL).models


def test_a_link_in_the_place_of_the_index_is_not_followed(tmp_path: Path) -> None:
    load_index(str(tmp_path), root=SMALL)
    file = index_file(tmp_path)
    aside = tmp_path / "aside"
    os.replace(file, aside)
    file.symlink_to(aside)
    assert stored.read(str(file), stored.stamp(SMALL, library.VERSION)) is None


def test_shards_are_the_table_again() -> None:
    table = {("pypi", f"p{n}"): n for n in range(200)} | {("npm", "ü"): -1}
    shards: Shards[tuple[str, str]] = Shards(packed(table))
    assert dict(shards) == table
    assert list(shards) == sorted(table)
    assert (shards.get(("npm", "x")), ("npm", "ü") in shards, len(shards)) == (None, True, 201)


def test_a_start_unpacks_no_big_table(tmp_path: Path) -> None:
    catalog = load_catalog(str(tmp_path), root=SMALL)
    assert isinstance(catalog.models._rows, Shards)  # type: ignore[attr-defined]  # how lazy it is cannot be seen from outside
    assert catalog.models._rows._open == [None] * len(catalog.models._rows._open)  # type: ignore[attr-defined]
    assert catalog.models["acme-1-large"].maker == "acme"


def test_newer_lifecycle_facts_replace_their_row_and_lose_none(tmp_path: Path) -> None:
    overlay = tmp_path / "newer.toml"
    overlay.write_text(
        'source = "feeds"\nchecked = 2026-06-10\n'
        '[[lifecycle]]\nmodel = "acme-2-large"\nprovider = "acme"\nretires_on = 2026-07-15\ncertainty = "announced"\n'
        '[[lifecycle]]\nmodel = "acme-9"\nprovider = "acme"\nretires_on = 2026-07-15\ncertainty = "announced"\n',
        "utf-8",
    )
    catalog = load_catalog(str(tmp_path), str(overlay), SMALL)
    ends = {end.provider: str(end.retires_on) for end in catalog.models["acme-2-large"].lifecycle}
    assert ends == {"acme": "2026-07-15", "vandelay": "2026-12-01"}
    assert (catalog.source, str(catalog.as_of)) == ("feeds", "2026-06-10")
    assert "acme-9" not in catalog.models
    assert load_catalog(str(tmp_path), root=SMALL).source == "bundled"


def test_a_source_tree_has_the_index_of_its_installation_until_a_rule_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "rules"
    shutil.copytree(SMALL, root)
    (tmp_path / ".catalog.index").write_bytes(library.shipped_index(str(root), packed=False))
    with monkeypatch.context() as patch:
        patch.setattr("auditor.library.compile.compiled", lambda *_: pytest.fail("compiled again"))
        assert load_catalog(root=str(root)).models["acme-1-large"].stage == "retired"
    rule = next(root.glob("models/*.toml"))
    rule.write_text(rule.read_text("utf-8") + "\n", "utf-8")
    monkeypatch.setattr("auditor.library.compile.compiled", lambda *_: pytest.fail("compiled again"))
    with pytest.raises(pytest.fail.Exception, match="compiled again"):
        load_catalog(root=str(root))


def test_an_installed_package_brings_its_index_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / stored.PACKED
    shutil.copytree(SMALL, root)
    Path(stored.beside(str(root))).write_bytes(library.shipped_index(str(root)))
    monkeypatch.setattr("auditor.library.compile.compiled", lambda *_: pytest.fail("compiled again"))
    assert load_catalog(root=str(root)).models["acme-1-large"].stage == "retired"
