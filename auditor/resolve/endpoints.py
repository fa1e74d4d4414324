"""Whose API a URL or host is. In: text as written. Out: a provider id, "" for somebody else's, None for no URL at all."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.facts import Catalog

_HOST = re.compile(r"^[A-Za-z0-9*_{}$<>.-]{1,253}(?::\d{1,5})?$")
_URL = re.compile(r"[\x00-\x20]*(?:[A-Za-z][A-Za-z0-9+.-]*:)?//([^/?#\[\]]*+)(?![\[\]])([^?#]*)")
_NOT_READ = dict.fromkeys(map(ord, "\t\r\n"))  # what every reader of URLs leaves out
_AUTHORITY = re.compile(r"(?:[a-z+]{2,10}://)?[^/?#]{0,253}", re.IGNORECASE)
_BLANK = re.compile(
    r"[<>{}\[\]$%*]|(?:^|[/.@_-])(?:your|xxx+|placeholder|changeme|my[-_](?:resource|endpoint))(?=[._-]|$)", re.IGNORECASE
)
_SITE = re.compile(
    r"(?:www|app|chat|platform|console|cloud|dashboard|docs|open|studio)\.(?!api\.)"
)  # else a host of its own is an API
_SERVICE = re.compile(r"([a-z0-9-]{1,63})\.[a-z0-9-]{1,63}\.svc(?:\.cluster\.local)?$")  # of a cluster, with its name space
_INSIDE = re.compile(r"^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$|\.(?:lan|local|internal|home|localdomain)$")
_COMMON = frozenset("1234 3000 4000 5000 8000 8080 8888 9000".split())
_DEEPEST = 6  # parts of a path
LOCAL = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]", "::1", "host.docker.internal"})  # noqa: S104


def split(url: str) -> tuple[str, str] | None:
    """(host with port, path) of a URL or bare host, lower case; None when it is neither."""
    text = url.strip().translate(_NOT_READ)
    found = _URL.match(text if "://" in text else "//" + text)
    if found is None:
        return None
    host = found[1].rpartition("@")[2].lower()
    return (host, found[2]) if _HOST.match(host) else None


def is_local(url: str) -> bool:
    """Whether the URL stays on this machine."""
    found = split(url)
    return found is not None and found[0].rpartition(":")[0] in LOCAL | {""} and (found[0].split(":")[0] in LOCAL)


def is_placeholder(url: str) -> bool:
    """Whether the reader has to fill the host in: `https://YOUR_RESOURCE.acme.com`, `https://<name>.acme.com`."""
    found = _AUTHORITY.match(url.strip())
    return found is not None and _BLANK.search(found[0]) is not None


def is_set(url: str) -> bool:
    """Whether a host is written in full, nothing of it is left to fill in."""
    return split(url) is not None and not is_placeholder(url) and ("://" in url or ":" in url)


def is_common(url: str) -> bool:
    """Whether it is a port of this machine that any server in development may take, and no path of an API behind it."""
    found = split(url)
    if found is None or found[0].partition(":")[0] not in LOCAL:
        return False
    return ("://" not in url or found[0].rpartition(":")[2] in _COMMON) and found[1] in ("", "/")


def provider_of(catalog: Catalog, url: str) -> str:
    """The provider whose API answers at `url`, "" if none is known.

    A vendor's web site often shares the API's host: a path that leaves the API's own first segment is a page, not a call.
    """
    found = split(url)
    if found is None:
        return ""
    host, path = found
    name, _, port = host.partition(":")
    if service := _SERVICE.match(name):
        name, host = service[1], f"{service[1]}:{port}"
    # a service name of a compose file (`http://name:11434`) is known by its port
    provider = catalog.hosts.get(host) or catalog.hosts.get(name) or _behind(catalog, host, path)
    if provider is None and port and ("." not in name or (port not in _COMMON and _INSIDE.search(name))):
        provider = catalog.hosts.get(f"localhost:{port}")
    while provider is None and "." in name:
        name = name.partition(".")[2]
        provider = catalog.hosts.get(f"*.{name}") or _behind(catalog, f"*.{name}", path)
    if not provider:
        return ""
    return "" if _is_page(catalog, provider, host, path) else provider


def _behind(catalog: Catalog, host: str, path: str) -> str | None:
    """Whose the beginning of a path is on a host of many things; one of its parts may be anybody's account."""
    if not path.strip("/") or host.partition(":")[0] in LOCAL:
        return None  # a port of this machine is anybody's, with and without `/v1`
    parts = path.strip("/").split("/", _DEEPEST)[:_DEEPEST]
    for size in range(len(parts), 0, -1):
        start = parts[:size]
        for named in (start, *([*start[:at], "*", *start[at + 1 :]] for at in range(size - 1))):
            found = catalog.hosts.get("/".join((host, *named)))
            if found is not None:
                return found
    return None


def _is_page(catalog: Catalog, provider: str, host: str, path: str) -> bool:
    known = catalog.providers.get(provider)
    api = split(known.base_url) if known is not None and known.base_url else None
    if api is None or api[0] != host or host.partition(":")[0] in LOCAL or path in ("", "/"):
        return False
    if host.count(".") > 1 and not _SITE.match(host):
        return False
    first = api[1].strip("/").split("/")[0]
    return bool(first) and path.strip("/").split("/")[0] != first


def runtime_behind(catalog: Catalog, mapping: str) -> str:
    """The local runtime whose own port a container publishes: `11434:11434`, `127.0.0.1:8080:11434/tcp`."""
    port = mapping.rpartition(":")[2].partition("/")[0]
    return catalog.hosts.get(f"localhost:{port}", "") if port.isdigit() else ""
