"""Whose API a URL or host is. In: text as written. Out: a provider id, "" for somebody else's, None for no URL at all."""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.facts import Catalog

_HOST = re.compile(r"^[A-Za-z0-9*_{}$<>.-]{1,253}(?::\d{1,5})?$")
# what is filled in where the program runs: `{x}`, `${x}`, `#{x}`, `\(x)`, `$(x)`, `$x`, `%s`, `<x>`
_HOLE = re.compile(
    r"[$#%]?\{\{?[^{}]{0,80}\}?\}|\\\([^()]{0,80}\)|\$\([^()]{0,80}\)|%(?:\[\d\])?[sdv]|%\(\w{0,40}\)s|<[^<>/]{0,80}>|\$[A-Za-z_]\w{0,80}"
)
_URL = re.compile(r"[\x00-\x20]*(?:[A-Za-z][A-Za-z0-9+.-]*:)?//([^/?#\[\]]*+)(?![\[\]])([^?#]*)")
_NOT_READ = dict.fromkeys(map(ord, "\t\r\n"))  # what every reader of URLs leaves out
_AUTHORITY = re.compile(r"(?:[a-z+]{2,10}://)?[^/?#]{0,253}", re.IGNORECASE)
_BLANK = re.compile(
    r"[<>{}\[\]$%*\\]|(?:^|[/.@_-])(?:your|xxx+|placeholder|changeme|my[-_](?:resource|endpoint))(?=[._-]|$)", re.IGNORECASE
)
_SITE = re.compile(
    r"(?:www|app|chat|platform|console|cloud|dashboard|docs|open|studio)\.(?!api\.)"
)  # else a host of its own is an API
_SERVICE = re.compile(r"([a-z0-9-]{1,63})\.[a-z0-9-]{1,63}\.svc(?:\.cluster\.local)?$")  # of a cluster, with its name space
_INSIDE = re.compile(r"^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$|\.(?:lan|local|internal|home|localdomain)$")
_TOOLS = frozenset({"mcp", "mcps"})  # servers of tools, which agents call and no model answers
_ACCOUNT = frozenset("keys api-keys api_keys apikeys signup sign-up login pricing billing".split())
_VERSION = re.compile(r"v\d")
_COMMON = frozenset("1234 3000 4000 5000 8000 8080 8888 9000".split())
LOCAL = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]", "::1", "host.docker.internal"})  # noqa: S104


def split(url: str) -> tuple[str, str] | None:
    """(host with port, path) of a URL or bare host, lower case, `{}` for what is filled in; None when it is neither."""
    text = _HOLE.sub("{}", url.strip().translate(_NOT_READ))
    found = _URL.match(text if "://" in text else "//" + text)
    if found is None:
        return None
    host = found[1].rpartition("@")[2].lower()
    return (host, found[2]) if _HOST.match(host) else None


def is_local(url: str) -> bool:
    """Whether the URL stays on this machine."""
    found = split(url)
    return found is not None and found[0].rpartition(":")[0] in LOCAL | {""} and (found[0].split(":")[0] in LOCAL)


def is_inside(url: str) -> bool:
    """Whether the host is one of this machine, its network or its cluster: `http://llm:8080`."""
    found = split(url)
    name = found[0].partition(":")[0] if found is not None else "{}"
    return "{}" not in name and ("." not in name or name in LOCAL or bool(_SERVICE.match(name) or _INSIDE.search(name)))


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
    if found is None and not url.startswith("/"):
        return ""
    host, path = found or ("{}", url)
    if _is_account(path) or not _TOOLS.isdisjoint(path.lower().split("/")):
        return ""
    routed = next((row[2] for row in _routes(catalog, host) if _leads(row[1], _whole(host, path))), "")
    if routed or found is None:
        return routed
    name, _, port = host.partition(":")
    if service := _SERVICE.match(name):
        name, host = service[1], f"{service[1]}:{port}"
    # a service name of a compose file (`http://name:11434`) is known by its port
    provider = catalog.hosts.get(host) or catalog.hosts.get(name)
    if provider is None and port and ("." not in name or (port not in _COMMON and _INSIDE.search(name))):
        provider = catalog.hosts.get(f"localhost:{port}")
    while provider is None and "." in name:
        name = name.partition(".")[2]
        provider = catalog.hosts.get(f"*.{name}")
    if not provider:
        return ""
    return "" if _is_page(catalog, provider, host, path) else provider


def sharers(catalog: Catalog, url: str) -> Iterator[tuple[str, str]]:
    """Providers that answer below this bare host, among other services, with the first word of their path."""
    found = split(url)
    if found is not None and found[1] in ("", "/"):
        yield from ((provider, path.partition("/")[0]) for _, path, provider in _routes(catalog, found[0]) if path)


def is_open(url: str) -> bool:
    """Whether all of the host is filled in elsewhere."""
    found = split(url)
    return found is not None and _is_open(found[0])


def _is_open(host: str) -> bool:
    return not host.replace("{}", "").strip(".:-")


def _whole(host: str, path: str) -> str:
    """The path, with what is glued to a base address that is filled in: `{}acme/v1`."""
    return f"/{host[2:]}{path}" if host.startswith("{}") and "." not in host else path


def _routes(catalog: Catalog, host: str) -> Iterator[tuple[str, str, str]]:
    """The entries with paths, or stars inside, whose host this is; `*` for any that is filled in."""
    name, _, port = host.partition(":")
    local = f"localhost:{port}" if port and "." not in name else ""
    for one in ("*",) if _is_open(host) or _whole(host, "") else dict.fromkeys((host, name, local)):
        for row in catalog.routes.get(".".join(one.rsplit(".", 2)[-2:]), ()):
            if _fits(one.split("."), row[0].split(".")):
                yield row


def _fits(labels: list[str], pattern: list[str]) -> bool:
    """Whether each label is as the pattern wants it: `*` is any part of one; in front, any number of them."""
    if pattern[0] == "*" and len(labels) > len(pattern):
        labels = labels[-len(pattern) :]
    return len(labels) == len(pattern) and all(map(_is, labels, pattern))


def _is(label: str, wanted: str) -> bool:
    head, star, tail = wanted.partition("*")
    return label == wanted or bool(star and len(label) > len(head + tail) and label.startswith(head) and label.endswith(tail))


def _leads(prefix: str, path: str) -> bool:
    """Whether a path begins with all segments of an entry's."""
    wanted, given = prefix.split("/"), path.strip("/").split("/")
    return not prefix or (len(given) >= len(wanted) and all(map(_is, given, wanted)))


def _is_account(path: str) -> bool:
    """Whether people manage their account there: `/settings/api-keys`, but not `/v1/api-keys`."""
    parts = path.lower().strip("/").split("/")
    return parts[-1] in _ACCOUNT and not any(part == "api" or _VERSION.match(part) for part in parts)


def _is_page(catalog: Catalog, provider: str, host: str, path: str) -> bool:
    known = catalog.providers.get(provider)
    api = split(known.base_url) if known is not None and known.base_url else None
    if api is None or api[0] != host or host.partition(":")[0] in LOCAL or path in ("", "/"):
        return False
    if host.count(".") > 1 and not _SITE.match(host):
        return False
    first = api[1].strip("/").split("/")[0]
    given = path.strip("/").split("/")[0]
    return bool(first) and given != first and not given.startswith("{}")


def runtime_behind(catalog: Catalog, mapping: str) -> str:
    """The local runtime whose own port a container publishes: `11434:11434`, `127.0.0.1:8080:11434/tcp`."""
    port = mapping.rpartition(":")[2].partition("/")[0]
    return catalog.hosts.get(f"localhost:{port}", "") if port.isdigit() else ""
