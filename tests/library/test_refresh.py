"""`catalog update` against a real server on this machine: what is believed, and every way in which an answer can be wrong."""

from __future__ import annotations

import errno
import gzip
import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from auditor.errors import CatalogError
from auditor.facts import Lifecycle
from auditor.library import load_catalog, rules_dir
from auditor.library.feeds import Feed, FeedBook, book_of, feed_of, reading_of
from auditor.library.refresh import refresh
from auditor.records import Certainty

CATALOG = str(Path(__file__).parent.parent / "catalog")
TODAY = date(2026, 7, 1)
PAGE = "https://docs.acme.example/deprecations#2026"
SHIPPED = book_of(rules_dir())
DATED, PLAIN, PRICES, LISTED = SHIPPED.feeds  # the four forms, as they are read in earnest
BOOK = FeedBook(
    root=CATALOG,
    feeds=(DATED, PLAIN, PRICES, replace(LISTED, firm=("Acme",))),
    names={"acme direct*": "acme"},
    vendors={"globex": ("globex.example",)},
    shared=("github.com",),
)

Answer = Callable[[BaseHTTPRequestHandler], None]


def dated(*rows: dict[str, Any], as_of: str = "2026-06-30") -> bytes:
    models = [{"provider": "acme", "name": "x", "status": "deprecated", "replacements": [], "sources": []} | row for row in rows]
    return json.dumps({"generatedAt": f"{as_of}T05:00:00.000Z", "asOf": as_of, "count": len(rows), "models": models}).encode()


def listed(*rows: dict[str, Any]) -> bytes:
    plain: dict[str, Any] = {
        "provider": "Acme",
        "announcement_date": "2026-06-01",
        "shutdown_date": "",
        "deprecation_date": "2026-06-01",
    }
    plain |= {"replacement_models": None, "url": "", "scraped_at": "2026-06-29T05:22:17.646538+00:00"}
    return json.dumps([plain | row for row in rows]).encode()


def prices(**ends: str) -> bytes:
    rows = {f"acme/{model}": {"litellm_provider": "acme", "mode": "chat", "deprecation_date": day} for model, day in ends.items()}
    sample = {"litellm_provider": "one of ...", "deprecation_date": "date when the model becomes deprecated"}
    return json.dumps({"sample_spec": sample, "acme/other": {"litellm_provider": "acme", "mode": "chat"}} | rows).encode()


def plain(**statuses: str) -> bytes:
    models = {model: {"id": model, "release_date": "2025-01", "status": status} for model, status in statuses.items()}
    return json.dumps({"acme": {"id": "acme", "models": models | {"other": {"id": "other"}}}}).encode()


END = {"model": "acme-3-large", "shutdown_on": "2027-03-01", "sources": [{"url": PAGE, "accessed": "2026-06-30"}]}


class Server(ThreadingHTTPServer):
    """Answers by path; keeps the headers of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[dict[str, str]] = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what the tests are about."""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.asked.append({name.lower(): value for name, value in self.headers.items()})
        server.answers[self.path](self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "data")


def send(body: bytes, status: int = 200, cut: int = 0, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in ({"Content-Type": "application/json", "Content-Length": str(len(body) + cut)} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def slow_head(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(60):
        handler.wfile.write(b"H")
        handler.wfile.flush()
        time.sleep(0.1)


def at(server: Server, *feeds: Feed) -> FeedBook:
    """The feeds, moved to the server."""
    return replace(BOOK, feeds=tuple(replace(feed, url=f"{server.url}/{feed.name}", named=True) for feed in feeds))


def update(folder: str, book: FeedBook, source: str = "", today: date = TODAY, seconds: float = 5.0) -> str:
    return refresh(folder, source, today, book, seconds)


def ends(folder: str, model: str) -> dict[str, Lifecycle]:
    found = load_catalog("", f"{folder}/catalog.toml", CATALOG).models[model].lifecycle
    return {end.provider: end for end in found}


# The four forms


def test_each_feed_is_known_by_its_form() -> None:
    bodies = (dated(END), plain(x="deprecated"), prices(x="2027-01-01"), listed({"model_id": "x"}))
    assert [feed_of(json.loads(body), SHIPPED.feeds) for body in bodies] == list(SHIPPED.feeds)
    assert feed_of({"a": {"b": 1}}, SHIPPED.feeds) is None
    assert feed_of(7, SHIPPED.feeds) is None


def test_a_feed_of_sourced_days() -> None:
    rows = (
        END | {"deprecated_on": "2026-05-01", "replacements": [{"model": "b"}, {"model": "c", "recommended": True}]},
        {"model": "soft", "earliest_shutdown_on": "2027-05-05"},
        {"model": "active", "status": "active"},
    )
    reading = reading_of(json.loads(dated(*rows)), DATED)
    first, second = reading.claims
    assert first[1:] == ("acme-3-large", date(2027, 3, 1), date(2026, 5, 1), "announced", False, ("c",), (PAGE,))
    assert (second.retires_on, second.certainty) == (date(2027, 5, 5), "earliest")
    assert (reading.entries, reading.edition, reading.declared) == (3, date(2026, 6, 30), True)


def test_a_list_of_announcements() -> None:
    rows = (
        {"model_id": "x", "provider": "OpenAI", "shutdown_date": "2027-01-20", "deprecation_date": "2026-05-20", "url": PAGE},
        {"model_id": "first seen is no announcement", "provider": "Azure", "shutdown_date": "2027-01-20"},
        {"model_id": "no day at all"},
    )
    reading = reading_of(json.loads(listed(*rows)), LISTED)
    assert [(claim.deprecated_on, claim.certainty) for claim in reading.claims] == [(date(2026, 5, 20), "announced"), (None, "")]
    assert (reading.edition, reading.declared) == (date(2026, 6, 29), False)


def test_a_price_table_and_a_tree_of_models() -> None:
    (claim,) = reading_of(json.loads(prices(x="2027-01-01")), PRICES).claims
    assert claim[:4] == ("acme", "acme/x", date(2027, 1, 1), None)
    (claim,) = reading_of(json.loads(plain(x="deprecated", y="beta")), PLAIN).claims
    assert (claim.model, claim.gone, claim.retires_on) == ("x", True, None)


# What is believed


BELIEVED: dict[str, tuple[tuple[bytes, bytes, bytes], tuple[str, str] | None]] = {
    "one feed with the provider's page": ((dated(END), listed({"model_id": "x"}), prices()), ("2027-03-01", "announced")),
    "one feed without": ((dated(END | {"sources": []}), listed({"model_id": "x"}), prices()), None),
    "a page of somebody else": (
        (dated(END | {"sources": [{"url": "https://docs.acme.example.evil.example/"}]}), listed({"model_id": "x"}), prices()),
        None,
    ),
    "a page that is no https": (
        (dated(END | {"sources": [{"url": "http://docs.acme.example/"}]}), listed({"model_id": "x"}), prices()),
        None,
    ),
    "two feeds with one day": (
        (dated(END | {"sources": []}), listed({"model_id": "x"}), prices(**{"acme-3-large": "2027-03-01"})),
        ("2027-03-01", "announced"),
    ),
    "two feeds with two days": (
        (dated(END | {"sources": []}), listed({"model_id": "x"}), prices(**{"acme-3-large": "2027-03-02"})),
        None,
    ),
    "two pages with two days": (
        (dated(END), listed({"model_id": "acme-3-large", "shutdown_date": "2027-04-01", "url": PAGE}), prices()),
        None,
    ),
    "two pages, and a third feed for one of them": (
        (
            dated(END),
            listed({"model_id": "ACME 3.large", "shutdown_date": "2027-04-01", "url": PAGE}),
            prices(**{"acme-3-large": "2027-04-01"}),
        ),
        ("2027-04-01", "announced"),
    ),
    "the earliest day": (
        (
            dated({"model": "acme-3-large", "earliest_shutdown_on": "2027-03-01", "sources": END["sources"]}),
            listed({"model_id": "x"}),
            prices(),
        ),
        ("2027-03-01", "earliest"),
    ),
    "a feed that cannot tell": (
        (
            dated({"model": "x"}),
            listed({"provider": "Acme Direct EU", "model_id": "acme-3-large", "shutdown_date": "2027-03-01", "url": PAGE}),
            prices(),
        ),
        ("2027-03-01", "earliest"),
    ),
}


@pytest.mark.parametrize(("bodies", "expected"), BELIEVED.values(), ids=BELIEVED)
def test_a_day_needs_two_feeds_or_the_providers_page(
    server: Server, folder: str, bodies: tuple[bytes, bytes, bytes], expected: tuple[str, str] | None
) -> None:
    book = at(server, DATED, BOOK.feeds[3], PRICES)
    server.answers = {f"/{feed.name}": send(body) for feed, body in zip(book.feeds, bodies, strict=True)}
    update(folder, book)
    end = ends(folder, "acme-3-large").get("acme")
    assert (end and (str(end.retires_on), end.certainty)) == (expected and (expected[0], Certainty(expected[1])))


def test_everything_is_said_and_nothing_is_lost(server: Server, folder: str) -> None:
    book = at(server, *BOOK.feeds)
    bodies = (
        dated(END, {"model": "unheard-of", "shutdown_on": "2027-01-01"}, as_of="2026-07-03"),  # its clock is ahead
        plain(**{"acme-3-mini": "deprecated"}),
        prices(**{"acme-5-large": "2027-01-01"}),
        listed({"model_id": "acme-1-large", "shutdown_date": "2026-02-28", "url": PAGE}),
    )
    server.answers = {f"/{feed.name}": send(body) for feed, body in zip(book.feeds, bodies, strict=True)}
    said = update(folder, book).splitlines()
    assert said == [
        "catalog of 2026-07-01: bundled + deprecations.info + litellm + modeldeprecations.dev + models.dev",
        "1 ends new, 1 changed, 0 as known",
        "  changed: acme-1-large at acme retires 2026-02-28, before: retires 2026-01-31",
        "  new: acme-3-large at acme retires 2027-03-01",
        "left out: 1 of models or providers that the catalog does not know",
        "left out: 1 that only one feed tells, without a page of the provider",
        "left out: 1 of models that are called gone without a day",
        f"written to {folder}/catalog.toml",
    ]
    bundled, now = load_catalog("", "", CATALOG), load_catalog("", f"{folder}/catalog.toml", CATALOG)
    assert (now.as_of, now.source) == (TODAY, said[0].partition(": ")[2])
    for model in bundled.models.values():
        kept = {end.provider: end for end in now.models[model.id].lifecycle}
        assert {end.provider for end in model.lifecycle} <= set(kept)
        assert model.id == "acme-1-large" or all(kept[end.provider] == end for end in model.lifecycle)
    changed = ends(folder, "acme-1-large")["acme"]
    assert (changed.origin.source, changed.origin.checked) == (f"{PAGE} (deprecations.info)", TODAY)
    assert (changed.replacement, changed.deprecated_on) == ("acme-3-large", date(2025, 7, 1))
    assert os.stat(f"{folder}/catalog.toml").st_mode & 0o777 == 0o600


# Faults: exit 2, and the old data as they were


def html(body: bytes) -> Answer:
    return send(body, Content_Type="text/html; charset=utf-8")


BOMB = gzip.compress(b" " * 50_000_000)
GOOD = dated(END)
FAULTS: dict[str, tuple[Answer, str]] = {
    "404": (send(b"{}", 404), "answered 404 Not Found"),
    "429 with seconds": (send(b"", 429, Retry_After="120"), "try again in 120 s"),
    "429 with a date": (send(b"", 429, Retry_After="Wed, 01 Jul 2026 09:00:00 GMT"), "after Wed, 01 Jul 2026 09:00:00 GMT"),
    "429 alone": (send(b"", 429), "try again later"),
    "500": (send(b"oops", 500), "answered 500"),
    "503": (send(b"", 503), "answered 503"),
    "304 that nobody asked for": (send(b"", 304), "answered 304"),
    "a slow body": (drip, "no whole answer within 1 s"),
    "slow headers": (slow_head, "no whole answer within 1 s"),
    "a truncated body": (send(GOOD, cut=10), "the answer broke off"),
    "cut JSON": (send(GOOD[:-20]), "not valid JSON"),
    "a truncated gzip": (send(gzip.compress(GOOD)[:-9], Content_Encoding="gzip"), "the answer broke off"),
    "no gzip at all": (send(GOOD, Content_Encoding="gzip"), "the answer broke off"),
    "a gzip bomb": (send(BOMB, Content_Encoding="gzip"), "larger than 20 MB"),
    "a large body": (send(b" " * 20_000_001), "larger than 20 MB"),
    "another packing": (send(GOOD, Content_Encoding="br"), "packed as br"),
    "a web page": (html(b"<!doctype html><title>Log in</title>"), "a web page instead of JSON"),
    "a web page that says it is JSON": (send(b"\n <html></html>"), "a web page instead of JSON"),
    "nothing": (send(b""), "not valid JSON"),
    "no UTF-8": (send(b'{"models": "\xff"}'), "not a text in UTF-8"),
    "deep nesting": (send(b"[" * 200_000), "nested too deeply"),
    "a list": (send(b"[]"), 'expected an object with the key "models", found a list'),
    "a number": (send(b"7"), "not valid JSON|expected an object"),
    "a wrong table": (send(b'{"models": {"a": 1}}'), "models: expected a list, found an object"),
    "a wrong entry": (send(b'{"models": [7]}'), r"models\[0\]: expected an object, found 7"),
    "a wrong name": (send(dated(END, END | {"model": 7})), r"models\[1\].model: expected a text, found 7"),
    "no name": (send(dated(END, END | {"model": None})), r"models\[1\].model: expected a text, found None"),
    "a wrong day": (send(dated(END | {"shutdown_on": "soon"})), r"models\[0\].shutdown_on: expected a day .*found 'soon'"),
    "no such day": (send(dated(END | {"shutdown_on": "2027-02-30"})), r"expected a day"),
    "a day as a number": (send(dated(END | {"deprecated_on": 20270101})), r"deprecated_on: expected a text"),
    "wrong sources": (send(dated(END | {"sources": [PAGE]})), r"models\[0\].sources\[0\]: expected an object"),
    "no entries": (send(dated()), "has no entries"),
    "older data": (
        send(dated(END, as_of="2026-06-09")),
        "of 2026-06-09, older than what modeldeprecations.dev said on 2026-06-10",
    ),
    "a redirect to another host": (send(b"", 302, Location="https://elsewhere.example/x.json"), "redirects to another host"),
    "a redirect to another port": (send(b"", 301, Location="http://127.0.0.1:1/x.json"), "redirects to another host"),
    "a redirect to nowhere": (send(b"", 307), "redirects to another host: nowhere"),
    "redirects without end": (send(b"", 308, Location="/modeldeprecations.dev"), "redirected more than"),
}


@pytest.fixture
def before(server: Server, folder: str) -> dict[str, bytes]:
    """An earlier update, whose files must not change."""
    book = at(server, DATED)
    server.answers[f"/{DATED.name}"] = send(dated(END, as_of="2026-06-10"))
    update(folder, book, today=date(2026, 6, 10))
    return files(folder)


def files(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@pytest.mark.parametrize(("answer", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_and_the_old_data_stay(
    server: Server, folder: str, before: dict[str, bytes], answer: Answer, message: str
) -> None:
    server.answers[f"/{DATED.name}"] = answer
    began = time.monotonic()
    with pytest.raises(CatalogError, match=message) as fault:
        raise_all(lambda: update(folder, at(server, DATED), seconds=1.0))
    assert time.monotonic() - began < 10
    assert fault.value.exit_code == 2
    assert files(folder) == before


def raise_all(work: Callable[[], object]) -> None:
    """The error with its hint as one text."""
    try:
        work()
    except CatalogError as fault:
        raise CatalogError(f"{fault.message} | {fault.hint}") from None


def test_one_broken_feed_among_good_ones_spoils_all(server: Server, folder: str, before: dict[str, bytes]) -> None:
    book = at(server, *BOOK.feeds)
    bodies = (dated(END, as_of="2026-06-20"), plain(), prices(), b"[{]")
    server.answers = {f"/{feed.name}": send(body) for feed, body in zip(book.feeds, bodies, strict=True)}
    with pytest.raises(CatalogError, match="not valid JSON"):
        update(folder, book)
    assert files(folder) == before


def test_a_first_update_that_is_far_older_than_the_catalog(server: Server, folder: str) -> None:
    server.answers[f"/{DATED.name}"] = send(dated(END, as_of="2025-01-01"))
    with pytest.raises(CatalogError, match="of 2025-01-01, older than the catalog of 2026-06-01"):
        update(folder, at(server, DATED))
    assert files(folder) == {}


def test_a_clock_that_is_ahead(server: Server, folder: str) -> None:
    for as_of in ("2026-07-09", "2026-07-01"):  # the second after the feed's clock was set right
        server.answers[f"/{DATED.name}"] = send(dated(END, as_of=as_of))
        update(folder, at(server, DATED))
        assert load_catalog("", f"{folder}/catalog.toml", CATALOG).as_of == TODAY


def test_a_newer_fact_of_the_catalog_is_kept(server: Server, folder: str) -> None:
    server.answers[f"/{DATED.name}"] = send(dated(END | {"model": "acme-1-large"}, as_of="2026-05-01"))
    assert "left out: 1 older than what the catalog knows" in update(folder, at(server, DATED))
    assert ends(folder, "acme-1-large")["acme"].retires_on == date(2026, 1, 31)


@pytest.mark.parametrize(("stamp", "expected"), [("2026-06-02", date(2026, 2, 28)), ("2026-05-30", date(2026, 1, 31))])
def test_a_list_without_a_day_is_believed_while_it_lives(server: Server, folder: str, stamp: str, expected: date) -> None:
    row = {"model_id": "acme-1-large", "shutdown_date": "2026-02-28", "url": PAGE, "scraped_at": f"{stamp}T00:00:00+00:00"}
    server.answers[f"/{LISTED.name}"] = send(listed(row))
    update(folder, at(server, BOOK.feeds[3]))
    assert ends(folder, "acme-1-large")["acme"].retires_on == expected


def test_a_row_of_an_earlier_update_gives_way_to_a_newer_release(folder: str, tmp_path: Path) -> None:
    overlay = tmp_path / "catalog.toml"
    row = '[[lifecycle]]\nmodel = "acme-1-large"\nprovider = "acme"\nretires_on = 2030-01-01\ncertainty = "announced"\n'
    for day, expected in (("2026-05-31", date(2026, 1, 31)), ("2026-06-01", date(2030, 1, 1))):
        overlay.write_text(f'source = "x"\nchecked = {day}\n{row}')
        assert ends(str(tmp_path), "acme-1-large")["acme"].retires_on == expected


def test_etags_spare_the_second_answer(server: Server, folder: str) -> None:
    book = at(server, DATED)
    server.answers[f"/{DATED.name}"] = send(GOOD, ETag='W/"one"')
    for source in ("", f"{server.url}/{DATED.name}"):
        update(folder, book, source)
        server.answers[f"/{DATED.name}"] = send(b"", 304)
    assert [asked.get("if-none-match") for asked in server.asked] == [None, 'W/"one"']
    assert ends(folder, "acme-3-large")["acme"].retires_on == date(2027, 3, 1)
    server.answers["/other"] = send(GOOD, Content_Encoding="identity")
    update(folder, book, f"{server.url}/other")
    assert "if-none-match" not in server.asked[-1]


def test_gzip_and_a_redirect_on_the_same_host_are_fine(server: Server, folder: str) -> None:
    server.answers["/new"] = send(gzip.compress(GOOD), Content_Encoding="gzip")
    server.answers["/old"] = send(b"", 301, Location="/new")
    assert "1 ends new" in update(folder, BOOK, f"{server.url}/old")
    assert server.asked[-1]["accept-encoding"] == "gzip"
    assert "authorization" not in server.asked[-1]


# The disk, the neighbours, the network


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk(server: Server, folder: str, before: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    server.answers[f"/{DATED.name}"] = send(GOOD)
    monkeypatch.setattr(os, call, full)
    with pytest.raises(CatalogError, match="cannot be written: No space left on device"):
        update(folder, at(server, DATED))
    assert files(folder) == before


def test_a_file_size_limit(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    feed = tmp_path / "feed.json"
    feed.write_bytes(GOOD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(CatalogError, match="cannot be written: File too large"):
            update(folder, BOOK, str(feed))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert files(folder) == {}


def test_a_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CatalogError, match="cannot be written"):
        update(str(tmp_path / "file" / "data"), BOOK, "feed.json")
    with pytest.raises(CatalogError, match="no directory"):
        update("", BOOK)


def test_two_updates_at_once(server: Server, folder: str) -> None:
    inside, go = threading.Event(), threading.Event()

    def held(handler: BaseHTTPRequestHandler) -> None:
        inside.set()
        go.wait(5)
        send(GOOD)(handler)

    server.answers[f"/{DATED.name}"] = held
    said: list[str] = []
    first = threading.Thread(target=lambda: said.append(update(folder, at(server, DATED))))
    first.start()
    assert inside.wait(5)
    with pytest.raises(CatalogError, match="another catalog update is running"):
        update(folder, at(server, DATED))
    go.set()
    first.join()
    assert "1 ends new" in said[0]
    assert sorted(files(folder)) == ["catalog.toml", "feeds.json"]


def test_a_lock_left_behind_gives_way(server: Server, folder: str) -> None:
    Path(folder).mkdir()
    lock = Path(folder, "update.lock")
    lock.touch()
    os.utime(lock, (time.time() - 301,) * 2)
    server.answers[f"/{DATED.name}"] = send(GOOD)
    assert "1 ends new" in update(folder, at(server, DATED))
    assert not lock.exists()


def test_no_network(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}/x"
    with pytest.raises(CatalogError, match=r"cannot be reached; is there a network\?"):
        update(folder, BOOK, closed)

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(CatalogError, match="cannot be reached") as fault:
        update(folder, BOOK)
    assert "scans never need the network" in fault.value.hint
    assert files(folder) == {}


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"]
)
def test_public_names_must_not_lead_inside(folder: str, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(family, socket.SOCK_STREAM, 6, "", (address, 443))])
    with pytest.raises(CatalogError, match="private address"):
        update(folder, replace(BOOK, feeds=(DATED,)))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("http://feeds.example/x.json", "only https"),
        ("http://127.0.0.1.feeds.example/x.json", "only https"),
        ("ftp://feeds.example/x.json", "only https"),
        ("file:///etc/passwd", "not an address"),
        ("https://me:secret@feeds.example/x", "no user name or password"),
        ("https://[::1/x", "not an address"),
        ("https://", "not an address"),
        ("https://feeds.example:99999/", "not an address"),
    ],
)
def test_addresses_that_are_refused_unasked(folder: str, source: str, message: str) -> None:
    with pytest.raises(CatalogError, match=message) as fault:
        update(folder, BOOK, source)
    assert "secret" not in fault.value.message


def test_the_shipped_feeds_are_public_https() -> None:
    assert len(SHIPPED.feeds) == 4
    assert all(feed.url.startswith("https://") and not feed.named for feed in SHIPPED.feeds)
    providers = load_catalog().providers
    assert {*SHIPPED.names.values(), *SHIPPED.vendors} <= set(providers)


# Files


def test_a_feed_from_a_file(folder: str, tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    feed.write_bytes(b"\xef\xbb\xbf" + listed({"model_id": "acme-3-large", "shutdown_date": "2027-03-01", "url": PAGE}))
    assert "1 ends new" in update(folder, BOOK, str(feed))
    assert load_catalog("", f"{folder}/catalog.toml", CATALOG).as_of == date(2026, 6, 29)
    assert ends(folder, "acme-3-large")["acme"].origin.checked == date(2026, 6, 29)


OVERLAY = """
source = "our own list"
checked = 2026-06-15
[[lifecycle]]
model = "ACME_3_large"
provider = "acme"
retires_on = 2027-03-01
certainty = "announced"
[[lifecycle]]
model = "unheard-of"
provider = "acme"
retires_on = 2027-03-01
certainty = "announced"
"""


def test_an_overlay_from_a_file(folder: str, tmp_path: Path) -> None:
    overlay = tmp_path / "mine"
    overlay.write_text(OVERLAY)
    said = update(folder, BOOK, str(overlay))
    assert "catalog of 2026-06-15: our own list" in said
    assert "left out: 1 of models" in said
    assert ends(folder, "acme-3-large")["acme"].retires_on == date(2027, 3, 1)
    again = update(folder, BOOK, f"{folder}/catalog.toml")
    assert "0 ends new, 0 changed, 1 as known" in again


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OVERLAY.replace('"acme"', '"nobody"'), r'lifecycle\[0\].provider: "nobody" is not in the catalog'),
        (OVERLAY.replace("2027-03-01", '"soon"'), r"lifecycle\[0\].retires_on: expected a date"),
        (OVERLAY.replace("certainty", "surety"), r"lifecycle\[0\].surety: unknown key"),
        (OVERLAY.replace("2026-06-15", "2025-06-15"), "of 2025-06-15, older than what is there"),
        ("no = [toml", "neither JSON nor TOML"),
        ('{"a": {"b": {}}}', "not in the form of a feed that is known"),
    ],
)
def test_files_that_do_not_fit(folder: str, tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(CatalogError, match=message):
        update(folder, BOOK, str(path))
    assert files(folder) == {}


def test_what_is_no_file(folder: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path / "missing", tmp_path):
        with pytest.raises(CatalogError, match=r"not a regular file|cannot be read"):
            update(folder, BOOK, str(path))


def test_damaged_files_of_an_earlier_update_are_made_anew(server: Server, folder: str, before: dict[str, bytes]) -> None:
    Path(folder, "catalog.toml").write_text("[[[")
    Path(folder, "feeds.json").write_text('{"version": 1, "feeds": {"x": 7}}')
    server.answers[f"/{DATED.name}"] = send(dated(END))
    assert "was damaged and has been made anew" in update(folder, at(server, DATED))
    assert "1 ends new" not in update(folder, at(server, DATED))
