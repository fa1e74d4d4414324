"""What a string or a name says by its shape alone. In: the content of a string. Out: URL, host, variable, plain word or prose.

Formats only: no vendor, no catalog. Shared by every reader of source code.
"""

from __future__ import annotations

from functools import lru_cache

from auditor import lazy_re as re
from auditor.records import How
from auditor.rows import NamedTuple

ENV = re.compile(r"[A-Z][A-Z0-9]*(?:_{1,2}[A-Z0-9]+)+\Z")
IDENTIFIER = re.compile(r"[A-Za-z_]\w{0,80}\Z")
SETTING = re.compile(r"[A-Za-z][A-Za-z_]{0,40}(?:[:.]{1,2}[A-Za-z][A-Za-z_]{0,40}){1,6}\Z")  # `config["Acme:ApiKey"]`
_URL = re.compile(r"(?:https?|wss?|grpcs?)://", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[a-z0-9*{][a-z0-9{}_-]{0,62}\.){1,8}"
    r"(?:com|ai|io|net|org|dev|co|cloud|app|cn|test|xyz|sh|me|us|eu|uk|de|fr|tech|run|host|local|internal|chat|so|in|jp|kr|ru|gov)"
    r"(?::\d{2,5})?(?:/\S{0,300})?\Z|(?:localhost|host\.docker\.internal|127\.0\.0\.1|0\.0\.0\.0):\d{2,5}(?:/\S{0,300})?\Z"
)
_BREAKS = ("\\n", "\\r", "\\t")  # as code writes them
_STOP = frozenset(" \t\r\n\"'`<>(){}[]|,;\\")
_HOLE = re.compile(r"\$\{|#\{|\{|\\\(|\$\(|%s|\$[A-Za-z_]")
_BARE = re.compile(r"%s|\$[A-Za-z_]\w{0,60}")  # holes that nothing closes
_WHOLE_HOLE = re.compile(r"[$#]?\{[^{}]{0,120}\}|\\\([^()]{0,120}\)|\$\([^()]{0,120}\)|%s|\$[A-Za-z_]\w{0,60}")
_METHOD = re.compile(
    r"(?:[$#]?\{[^{}]{1,60}\}|\$[A-Za-z_]\w{0,40}|\\\([^()]{1,60}\)|%s)(/[\w./@-]{3,200}:[A-Za-z]\w{2,40})(?=\?|\Z)"
)
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_ASKS = frozenset("ask chat complete generate run invoke send create stream call query prompt new load from".split())
_SECRET = frozenset(
    "apikey token secret password passwd credential credentials authorization bearer apitoken secretkey accesskey".split()
)
_KEYED = frozenset("api access secret private auth subscription account".split())
_JSON_KEY = re.compile(r"\\?[\"']([\w.-]{1,60})\\?[\"'][ \t]{0,4}:[ \t\r\n]{0,8}\\?[\"']\Z")
_MODEL = frozenset("model models llm engine deployment".split())
_MODEL_TAIL = frozenset("name id names ids identifier".split())
_ADDRESS = frozenset("url uri base endpoint host baseurl apibase baseuri hostname server origin".split())
_TELLING = frozenset("timeout timeouts retries retry fallbacks fallback".split())
_UNITS = frozenset("ms millis milliseconds s sec seconds interval policy config options count".split())
_SHOWN = frozenset("placeholder tooltip hint help helptext caption description watermark".split())
_SHOWN_TEXTS = _SHOWN | {"helper", "prompt", "empty"}  # `ToolTipText`, `getEmptyText`
_LINKS = frozenset({"link", "hyperlink"})
_PAGES = frozenset("launchurl launchurlstring openexternal openurl browse processstartinfo".split())
_OPENS = frozenset({"open", "openasync", "launchasync", "start", "launch"})
_BROWSERS = frozenset("window browser webbrowser shell linking launcher desktop opener workspace application process".split())
_FIELDS = frozenset("Text TextField SecureField TextInput Label".split())
_TEXTS = frozenset({"Text", "Label"})
_PLAIN = frozenset(
    "model models llm name id identifier provider vendor backend base url uri endpoint host api type default".split()
)
_OTHER = frozenset("provider vendor fallbacks fallback retries timeout".split())

_BASES = frozenset({"base", "api", "baseurl", "apibase"})
# of an API: a record may as well say where one reads about it
_API = re.compile(
    r"https?://(?:api[.-]|[^/]{0,80}/(?:[\w.-]{1,40}/){0,4}(?:v\d|api)\b|(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b|[^/]{0,80}:\d)"
)


class Word(NamedTuple):
    """The part of a string that a hit stands in; `start` and `end` are relative to the content."""

    kind: str  # url | host | env | plain | json | prose
    value: str
    start: int
    end: int
    slot: str = ""


def word_at(content: str, at: int) -> Word:
    """Kind and extent of what stands at `at` in a string's content."""
    bare = content.strip()
    while bare.endswith(_BREAKS):
        bare = bare[:-2].rstrip()
    if len(bare) <= 300 and bare and not any(char.isspace() for char in bare):
        start = content.index(bare)
        return _plain(bare, start)
    hole = _HOLE.search(bare) if "://" in bare[:40] else None
    if hole is not None and at <= content.index(bare) + hole.start() and not any(char.isspace() for char in bare[: hole.start()]):
        start = content.index(bare)
        return (
            _plain(bare[: hole.start()], start)
            if "/" in bare[bare.index("://") + 3 : hole.start()]
            else Word("part", bare, start, start)
        )
    if bare[:1] in "{[":
        pair = _json(content, at)
        if pair is not None:
            return pair
    start, end = at, at
    low, high = max(0, at - 300), min(len(content), at + 300)
    while start > low and content[start - 1] not in _STOP:
        start -= 1
    while end < high and content[end] not in _STOP:
        end += 1
    word = content[start:end].rstrip(".:!?*_=$")
    end = start + len(word)
    lead = len(word) - len(word.lstrip("*_=[@:"))
    return Word("prose", word[lead:], start + lead, end)


def _plain(bare: str, start: int) -> Word:
    whole = start + len(bare)
    if "://" in bare:
        scheme = _URL.match(bare)
        if scheme is None:
            return Word("plain", bare, start, whole)
        hole = _HOLE.search(bare, scheme.end())
        if hole is None:
            return Word("url", bare, start, whole)
        # an address that is filled in counts once its host is whole; what stands behind a hole may say whose it is
        told = "/" in bare[scheme.end() : hole.start()] or _tail_is_host(bare[hole.start() :])
        return Word("url" if told else "part", bare, start, whole)
    if ENV.match(bare):
        return Word("env", bare, start, whole)
    if "." in bare or ":" in bare:
        hole = _HOLE.search(bare)
        host = bare[: hole.start()] if hole and hole.start() and "/" in bare[: hole.start()] else bare
        if _HOST.match(host):
            return Word("host", host, start, start + len(host))
    if _HOLE.search(bare):
        method = _METHOD.match(bare)  # behind a base address a method of one thing: `{BASE}/models/acme-3:generate?key={KEY}`
        return (
            Word("plain", method[1], start + method.start(1), start + method.end(1))
            if method
            else Word("part", bare, start, whole)
        )
    return Word("plain", bare, start, whole)


def _tail_is_host(tail: str) -> bool:
    """Whether `{region}.api.acme.test/...` still names a domain behind its hole."""
    bare = _BARE.match(tail)
    closing = bare.end() - 1 if bare is not None else tail.find(")" if tail[1:2] == "(" else "}")
    return closing >= 0 and bool(re.match(r"[\w-]{0,60}\.[a-z0-9.-]{3,80}\.[a-z]{2,}", tail[closing + 1 : closing + 150]))


def is_behind(content: str, at: int) -> bool:
    """Whether `at` begins a part of the path that a composed address goes on with: `{BASE}/acme/models`, `%sacme/v1`."""
    holes = [hole.span() for hole in _WHOLE_HOLE.finditer(content)]
    base = len(content) - len(content.partition("://")[2] or content)
    opens = content.startswith("/", base) or any(start == base for start, _ in holes)
    glued = content[at - 1 : at] == "/" or any(end == at for _, end in holes)
    return opens and glued and "/" in content[at:] and not any(start <= at < end for start, end in holes)


def _json(content: str, at: int) -> Word | None:
    """The quoted value at `at` inside JSON text, with its key."""
    start, end = at, at
    while start > 0 and content[start - 1] not in "\"'\n" and at - start < 200:
        start -= 1
    while end < len(content) and content[end] not in "\"'\n\\" and end - at < 200:
        end += 1
    key = _JSON_KEY.search(content, max(0, start - 90), start)
    if key is None or end >= len(content) or content[end] not in "\"'\\" or any(char.isspace() for char in content[start:end]):
        return None
    return Word("json", content[start:end], start, end, key[1])


def how_of(word: Word) -> How:
    """Address or literal."""
    return How.ENDPOINT if word.kind in {"url", "host"} or "://" in word.value else How.LITERAL


def loose_how(word: str) -> How:
    """What a word of prose is: an address, a variable or a literal."""
    if "://" in word:
        return How.ENDPOINT
    return How.ENV if ENV.match(word) else How.LITERAL


def is_error(name: str) -> bool:
    """Whether a class is one of errors, which people catch and nobody calls."""
    return name.endswith(("Error", "Exception"))


@lru_cache(maxsize=10_000)
def words(name: str) -> tuple[str, ...]:
    """The lower-case words of a name in any case style."""
    return tuple(word.lower() for word in _CAMEL.findall(name[:120]))


def asks(name: str) -> bool:
    """Whether a call asks a model, or makes what does, by its name alone."""
    return not _ASKS.isdisjoint(words(name))


@lru_cache(maxsize=10_000)
def is_secret(slot: str) -> bool:
    """Whether values of this slot must never be shown."""
    parts = words(slot)
    if not parts:
        return False
    return parts[-1] in _SECRET or (parts[-1] == "key" and len(parts) > 1 and parts[-2] in _KEYED)


@lru_cache(maxsize=10_000)
def fills(slot: str) -> str:
    """`model`, `address`, `other` for the slots every client call has, "" for the rest."""
    parts = words(slot)
    if not parts:
        return ""
    last = parts[-1]
    if last in _MODEL or (last in _MODEL_TAIL and len(parts) > 1 and parts[-2] in _MODEL):
        return "model"
    if last in _ADDRESS:
        return "address"
    return "other" if last in _OTHER else ""


def is_plain(slot: str) -> bool:
    """Whether a name says only what it holds and not whose it is."""
    parts = words(slot)
    return bool(parts) and _PLAIN.issuperset(parts)


def is_api(slot: str, url: str) -> bool:
    """Whether an address that a record gives under a name is one to call: a plain `url` may be a page to read."""
    return _API.match(url) is not None or ("://" in url and not _BASES.isdisjoint(words(slot)))


@lru_cache(maxsize=10_000)
def shows(slot: str) -> bool:
    """Whether what fills it is only there for people to read: an example in an empty field, a tooltip."""
    parts, shown = words(slot), _SHOWN
    if parts[-1:] == ("text",):
        parts, shown = parts[:-1], _SHOWN_TEXTS
    return not shown.isdisjoint({*parts[-1:], "".join(parts[-2:])})


@lru_cache(maxsize=10_000)
def writes(names: tuple[str, ...]) -> bool:
    """Whether a call puts what it is given on a screen: `Text("x")`, `setPlaceholder("x")`, `getEmptyText().setText("x")`."""
    if len(names) == 1:
        return names[0] in _TEXTS
    return shows(bare_setter(names[-1])) or (names[-1] == "setText" and shows(names[-2].removesuffix("()")))


@lru_cache(maxsize=10_000)
def opens_page(names: tuple[str, ...]) -> bool:
    """Whether a call shows an address to people: `window.open`, `launchUrl`, `Link(...)`, the text of an empty `TextField`."""
    last = names[-1]
    parts = words(last)
    if not _LINKS.isdisjoint(parts) or "".join(parts) in _PAGES or last in _FIELDS:
        return True
    return "".join(parts) in _OPENS and any(words(name)[-1:] and words(name)[-1] in _BROWSERS for name in names[:-1])


@lru_cache(maxsize=10_000)
def chooses(slot: str) -> bool:
    """Whether an option of a client, or an enumeration of its SDK, says which platform answers: `backend`, `apiType`."""
    parts = words(slot)
    return parts[-1:] in (("backend",), ("provider",)) or parts[-2:] == ("api", "type")


@lru_cache(maxsize=10_000)
def tells(slot: str) -> bool:
    """Whether an option says how patient a call is, what it falls back to, or which revision it takes."""
    parts = words(slot)
    while len(parts) > 1 and parts[-1] in _UNITS:
        parts = parts[:-1]
    if parts[-1:] == ("revision",):
        return parts[:-1] in {(), ("code",), ("model",)}
    return bool(parts) and (parts[-1] in _TELLING or parts[-2:] == ("time", "out") or parts == ("max", "attempts"))


@lru_cache(maxsize=10_000)
def bare_setter(name: str) -> str:
    """`WithBaseURL`, `setModel`, `with_model` -> the slot they set."""
    for lead in ("with_", "set_", "With", "Set", "with", "set", "Use", "use"):
        rest = name[len(lead) :]
        if name.startswith(lead) and rest and (lead.endswith("_") or lead[0].isupper() or rest[0].isupper()) and rest[0] != "_":
            return rest
    return name
