"""The only door to the network: `catalog update`. In: a file, an address, or nothing for the public feeds. Out: what changed.

Refused: anything but https to the host that was asked (plain http only to this machine, when the user names it), private
addresses behind public names, answers that are late, cut short, too large or not what they claim to be. The old data stay.
"""

from __future__ import annotations

import ipaddress
import os
import queue
import socket
import stat
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from urllib.parse import urljoin, urlsplit

import requests
from requests.utils import get_environ_proxies, select_proxy
from urllib3.exceptions import HTTPError

from auditor.errors import CatalogError
from auditor.library import rules_dir
from auditor.library.feeds import Feed, FeedBook, book_of
from auditor.library.stores import Seen, locked
from auditor.library.updates import Document, Place, brought, past_of
from auditor.rows import NamedTuple

SECONDS = 30.0  # for everything together
LARGEST = 20_000_000  # bytes of one feed, unpacked
_CHUNK = 65_536
_HOPS = 3
_KEPT = "the catalog is as it was before; scans never need the network"
_MOVED = frozenset({301, 302, 303, 307, 308})


class _Wanted(NamedTuple):
    feed: Feed | None  # None: to be told by its form
    before: Feed | None  # what the address gave the last time
    url: str
    named: bool
    etag: str


def refresh(data_dir: str, source: str, today: date, book: FeedBook | None = None, seconds: float = SECONDS) -> str:
    """Take newer facts over into the user's data directory and say what changed; raises `CatalogError` on any fault."""
    if not data_dir:
        raise CatalogError("there is no directory for user data", "set AI_AUDIT_DATA_DIR")
    place = Place(data_dir, book or book_of(rules_dir()), today)
    with locked(data_dir):
        past = past_of(place)
        if source and "://" not in source:
            documents = [_file(source, today)]
        else:
            documents = _fetched(_wanted(source, place.book, past.seen), today, seconds)
        return brought(place, past, documents)


def _wanted(source: str, book: FeedBook, seen: Mapping[str, Seen]) -> list[_Wanted]:
    """What to ask for; an ETag goes along only to the address that gave it."""
    known = {one.url: (name, one.etag) for name, one in seen.items() if one.url}
    if not source:
        return [_Wanted(feed, feed, feed.url, feed.named, known.get(feed.url, ("", ""))[1]) for feed in book.feeds]
    feeds = {feed.name: feed for feed in book.feeds}
    fixed = next((feed for feed in book.feeds if feed.url == source), None)
    name, etag = known.get(source, ("", ""))
    return [_Wanted(fixed, feeds.get(name), source, fixed is None or fixed.named, etag if name in feeds else "")]


def _file(path: str, today: date) -> Document:
    """A regular file of the user's, read to the cap."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with open(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise CatalogError(f"{path}: not a regular file")
            body = file.read(LARGEST + 1)
    except OSError as fault:
        raise CatalogError(f"{path}: cannot be read: {fault.strerror}", "--from takes a file or an https address") from fault
    if len(body) > LARGEST:
        raise CatalogError(f"{path}: larger than {LARGEST // 1_000_000} MB")
    return Document(None, path, body, "", min(today, datetime.fromtimestamp(status.st_mtime, UTC).date()))


def _fetched(wanted: list[_Wanted], today: date, seconds: float) -> list[Document]:
    """All documents, asked for side by side; the first fault or the end of the time ends it."""
    for one in wanted:
        _allowed(one.url, one.named)
    answers: queue.SimpleQueue[tuple[int, Document | CatalogError]] = queue.SimpleQueue()
    end, stop = time.monotonic() + seconds, threading.Event()

    def ask(place: int, one: _Wanted) -> None:
        try:
            found: Document | CatalogError = _asked(one, today, stop)
        except CatalogError as fault:
            found = fault
        except Exception as fault:  # noqa: BLE001 - whatever a broken answer makes of the libraries below
            found = CatalogError(f"{one.url}: {type(fault).__name__}", _KEPT)
        answers.put((place, found))

    for place, one in enumerate(wanted):
        # daemon: a server that never ends its answer must not keep the process alive
        threading.Thread(target=ask, args=(place, one), daemon=True).start()
    made: dict[int, Document] = {}
    try:
        while len(made) < len(wanted):
            place, found = answers.get(timeout=max(0.0, end - time.monotonic()))
            if isinstance(found, CatalogError):
                raise found
            made[place] = found
    except queue.Empty:
        late = next(one.url for place, one in enumerate(wanted) if place not in made)
        raise CatalogError(f"{late}: no whole answer within {seconds:g} s", _KEPT) from None
    finally:
        stop.set()
    return [made[place] for place in range(len(wanted))]


def _asked(one: _Wanted, today: date, stop: threading.Event) -> Document:
    url = one.url
    try:
        with requests.Session() as session:
            session.trust_env = not _here(url)  # proxies from the environment, but never to reach this machine
            for _ in range(_HOPS):
                _public(url, one.named)
                answer = session.get(
                    url, headers=_headers(one.etag), auth=_nobody, timeout=15, stream=True, allow_redirects=False
                )
                with answer:
                    if answer.status_code not in _MOVED:
                        return _answered(one, answer, today, stop)
                    url = _next(url, answer.headers.get("Location", ""), one)
    except requests.exceptions.SSLError:
        raise CatalogError(f"{url}: its certificate is not valid", _KEPT) from None
    except requests.exceptions.ProxyError:
        raise CatalogError(f"{url}: the proxy of the environment cannot be reached", _KEPT) from None
    except requests.exceptions.Timeout:
        raise CatalogError(f"{url}: no answer in time", _KEPT) from None
    except (requests.exceptions.RequestException, HTTPError, zlib.error, OSError) as fault:
        broken = isinstance(fault, (HTTPError, zlib.error, requests.exceptions.ChunkedEncodingError))
        reason = "the answer broke off" if broken else "cannot be reached; is there a network?"
        raise CatalogError(f"{url}: {reason}", _KEPT) from None
    raise CatalogError(f"{one.url}: redirected more than {_HOPS} times", _KEPT)


def _headers(etag: str) -> dict[str, str]:
    headers = {"User-Agent": "ai-audit", "Accept": "application/json, */*;q=0.5", "Accept-Encoding": "gzip"}
    return headers | ({"If-None-Match": etag} if etag else {})


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """No credentials: else those of a .netrc would be sent."""
    return request


def _allowed(url: str, named: bool) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise CatalogError(f"{url}: not an address") from None
    if not host or not url.isprintable() or " " in url:
        raise CatalogError(f"{url}: not an address")
    if "@" in parts.netloc:
        raise CatalogError("no user name or password in the address, please", "use an address that asks for none")
    if parts.scheme != "https" and not (parts.scheme == "http" and named and _here(url)):
        raise CatalogError(f"{url}: only https is allowed", "plain http only to this machine, when --from names it")


def _here(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _public(url: str, named: bool) -> None:
    """Refuses names of public feeds that lead to private addresses; a proxy looks names up by itself."""
    if named or select_proxy(url, get_environ_proxies(url)):
        return
    parts = urlsplit(url)
    for found in socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM):
        address = ipaddress.ip_address(str(found[4][0]).partition("%")[0])
        if not (getattr(address, "ipv4_mapped", None) or address).is_global:
            raise CatalogError(f"{url}: its name leads to the private address {address}", _KEPT)


def _next(url: str, location: str, one: _Wanted) -> str:
    target = urljoin(url, location)
    if not location or urlsplit(target).netloc.lower() != urlsplit(url).netloc.lower():
        raise CatalogError(f"{url}: redirects to another host: {target[:120] if location else 'nowhere'}", _KEPT)
    _allowed(target, one.named)
    return target


def _answered(one: _Wanted, answer: requests.Response, today: date, stop: threading.Event) -> Document:
    status, headers = answer.status_code, answer.headers
    if status == 304 and one.etag:
        return Document(one.before, one.url, None, one.etag, today)
    if status == 429:
        raise CatalogError(f"{one.url}: too many requests (429)", f"{_again(headers.get('Retry-After', ''))}; {_KEPT}")
    if status != 200:
        raise CatalogError(f"{one.url}: answered {status} {(answer.reason or '')[:40]}".rstrip(), _KEPT)
    if "html" in headers.get("Content-Type", "").lower():
        raise CatalogError(f"{one.url}: a web page instead of JSON", f"a login or error page, perhaps; {_KEPT}")
    body = b"".join(_unpacked(one.url, answer, stop))
    etag = headers.get("ETag", "")
    return Document(one.feed, one.url, body, etag if etag.isascii() and etag.isprintable() and len(etag) <= 200 else "", today)


def _again(after: str) -> str:
    after = after.strip()[:40]
    if not after:
        return "try again later"
    return f"try again in {after} s" if after.isdigit() else f"try again after {after}"


def _unpacked(url: str, answer: requests.Response, stop: threading.Event) -> Iterator[bytes]:
    """The body in pieces, unpacked by ourselves: a bomb is cut at the cap, before it fills the memory."""
    packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in {"identity", "gzip", "x-gzip", ""}:
        raise CatalogError(f"{url}: packed as {packing[:20]}, which was not asked for", _KEPT)
    unpacker = zlib.decompressobj(31) if "gzip" in packing else None
    received = total = 0
    for piece in answer.raw.stream(_CHUNK, decode_content=False):
        if stop.is_set():
            return
        received += len(piece)
        data = unpacker.decompress(piece, LARGEST + 1 - total) if unpacker else piece
        total += len(data)
        if max(total, received) > LARGEST:
            raise CatalogError(f"{url}: larger than {LARGEST // 1_000_000} MB", _KEPT)
        yield data
    said = answer.headers.get("Content-Length", "")
    if (said.isdigit() and int(said) != received) or (unpacker and not unpacker.eof):
        raise CatalogError(f"{url}: the answer broke off after {received} bytes", _KEPT)
