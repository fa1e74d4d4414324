"""The second look at a hit. In: bytes, where needles begin, the format. Out: the hits that stand in a name worth reading.

A needle is only a part of a name. Here the whole word around it is looked up, and where a word alone says too little, what stands
beside it. Each word is looked up once; the tables come packed with the catalog and are opened at the first hit.
"""

from __future__ import annotations

import marshal
from typing import Any

from auditor import lazy_re as re
from auditor.discover.formats import LOCKFILES, MANIFESTS
from auditor.discover.matcher import Matcher, matcher_of
from auditor.discover.role_words import PROSE
from auditor.rows import NamedTuple

_TOKEN = bytes(byte if byte < 128 and (chr(byte).isalnum() or chr(byte) in "_@./:\\-") else 32 for byte in range(256))
_FRAME = re.compile(rb"(?:from|import|use|alias) +[\"']?|\{:|[^A-Za-z0-9]+", re.IGNORECASE)
_PART = re.compile(r"[A-Za-z0-9]+")
_LETTERS = re.compile(r"[a-z]+")
_HUMP = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_JOINTS = b"_@./:\\-"
_LEFT, _RIGHT = 160, 240  # bytes of one word
_WIDE, _MOST = 12, 20_000  # parts of one name; words of one file that are looked at one by one
_SIZES = (1, 2, 3, 4)  # parts of a variable's stem, humps of a name

SURE, NAME, SLUG, BARE, WEAK, CHILD, HUMP, CASED = (1 << place for place in range(8))  # only the first says enough alone
_SHIFT = 8  # above: the ecosystems of a name, 0 = any

# What makes a word of many meanings a model or a provider, before it; a package, before it; a block of settings, behind it.
_SLOT = re.compile(rb"model|llm|engine|deploy|embed|provider|vendor|backend|api_?type", re.IGNORECASE)
_COMMAND = re.compile(rb"\b(?:run|pull|serve|install|add|get|image|uses|from|require|packages?|pip3?|npm|npx)\b", re.IGNORECASE)
_BLOCK = re.compile(rb"[\"']?\]?\s*(?:[:=]\s*(?:[{\[\r\n]|$)|\]|>)")
_PATH = re.compile(rb"\.[\w.-]*(?:key|url|model|base|endpoint|token|name|enabled|host)")
_FROM = re.compile(rb"from[ \t]+([\w.]+)[ \t]+import[ \t]*(?:\([^()]*|[\w, \t]*)\Z")
_NEAR, _FAR, _BEHIND = 120, 200, 80

_LANGUAGES = {
    **dict.fromkeys(("python", "notebook"), ("pypi", "conda")),
    **dict.fromkeys(("javascript", "typescript", "vue", "svelte"), ("npm",)),
    **dict.fromkeys(("java", "kotlin", "scala", "groovy"), ("maven",)),
    "go": ("go",),
    "csharp": ("nuget",),
    "ruby": ("rubygems",),
    "php": ("packagist",),
    "rust": ("cargo",),
    "swift": ("swift",),
    "dart": ("pub",),
    "elixir": ("hex",),
}
_LISTS = MANIFESTS | LOCKFILES | {"target", "dockerfile", "shell", "modelfile", "xml", "hcl", "bicep"}
_SCOPED = frozenset("csharp java kotlin scala groovy swift ruby php dart".split())  # classes need not be imported by name
_QUOTES = frozenset({b'"', b"'", b"`"})


class _Word(NamedTuple):
    """A word with what joins it to others, its alphanumeric parts in lower case, and the part that the needle begins in."""

    text: str
    lower: str
    spans: list[tuple[int, int]]
    parts: list[str]
    place: int

    def gap(self, at: int) -> str:
        """What stands between a part and the one after it."""
        return self.lower[self.spans[at][1] : self.spans[at + 1][0]]


def _word(text: str, at: int) -> _Word | None:
    spans: list[tuple[int, int]] = []
    place = -1
    for found in _PART.finditer(text):
        if place >= 0 and len(spans) > place + _WIDE:
            break
        if place < 0 and found.end() > at:
            place = len(spans)
        spans.append(found.span())
    if place < 0:
        return None
    if place > _WIDE:
        spans, place = spans[place - _WIDE :], _WIDE
    lower = text.lower()
    return _Word(text, lower, spans, [lower[start:end] for start, end in spans], place)


class Sieve:
    """Keeps the hits that stand in a name the catalog knows or in what looks like an id; one per reader."""

    def __init__(self, packed: bytes) -> None:
        """`packed` is `Catalog.sieve`; without it every hit is kept."""
        self._packed = packed
        self._tables: dict[str, Any] = {}
        self._seen: dict[tuple[bytes, int], int] = {}
        self._doubtful = False  # whether the file looked at last names something
        self._secrets: tuple[Matcher, re.Pattern[bytes]] | None = None

    def plausible(self, data: bytes, starts: list[int], format_: str) -> list[int]:
        """Where names begin at `starts`, or behind their `import`; none when nothing says that a parser would find more."""
        if not self._packed or not starts:
            return starts
        if not self._tables:
            self._open()
        words, seen = data.translate(_TOKEN), self._seen
        kept, sure, self._doubtful = [], False, False
        for start in starts[:_MOST]:
            frame = _FRAME.match(data, start)
            at = frame.end() if frame else start
            low = at - _LEFT if at > _LEFT else 0
            left = words.rfind(b" ", low, at) + 1 or low
            right = words.find(b" ", at, at + _RIGHT)
            token = data[left : right if right >= 0 else at + _RIGHT]
            bits = seen.get((token, at - left))
            if bits is None:
                bits = seen[token, at - left] = self._meaning(token.decode("ascii", "replace"), at - left)
            self._doubtful |= bool(bits)
            if bits and (bits != HUMP or format_ in _SCOPED):
                framed = bits & (SURE | CASED) and (data[start] == 0x2E or data[start : start + 1].isalpha())  # `import acme`
                kept.append(at if framed else start)
                sure = sure or bool(bits & SURE) or self._fits(data, (left, left + len(token.rstrip(_JOINTS))), format_, bits)
        rest = starts[_MOST:]  # so many that a parser is asked anyway
        return kept + rest if sure or rest else []

    def has_secret(self, data: bytes) -> bool:
        """Whether something begins as the keys of services do; asked of files whose names say too little."""
        if not self._doubtful:
            return False
        if self._secrets is None:
            stems = self._tables["secrets"]
            shape = b"|".join(re.escape(one.encode()) for one in stems)
            self._secrets = matcher_of(stems), re.compile(rb"(?<![A-Za-z0-9_-])(?:%s)[A-Za-z0-9_-]{12}" % shape)
        find, secret = self._secrets
        return any(secret.match(data, start) for start in find(data))

    def _open(self) -> None:
        self._tables = marshal.loads(self._packed)  # noqa: S302 - a part of the index, whose digest was right
        bits = self._tables["ecosystems"]
        self._spoken = {format_: sum(bits[one] for one in ecosystems) for format_, ecosystems in _LANGUAGES.items()}

    # --- the word -----------------------------------------------------------------------------------------------------

    def _meaning(self, token: str, at: int) -> int:
        word = _word(token, at)
        if word is None:
            return 0
        if word.lower in self._tables["values"] or word.lower.startswith(self._tables["starts"]):
            return SURE
        if ("_" in token and self._is_variable(word)) or ("://" in token and self._is_address(word, at)):
            return SURE
        bits = self._named(word)
        if not bits & SURE:
            bits |= self._id(word)
        if bits:
            return bits
        return CHILD if word.lower in self._tables["children"] else self._humps(word, at)

    def _humps(self, word: _Word, at: int) -> int:
        """`ChatAcmeModel`, for a provider `acme`: only told where other words of the file are sure."""
        start, end = word.spans[word.place]
        humps = [found.span() for found in _HUMP.finditer(word.text, start, end)]
        first = next((index for index, (_, last) in enumerate(humps) if last > at), 0)
        slugs = self._tables["slugs"]
        told = any(word.lower[humps[first][0] : last] in slugs for _, last in humps[first : first + 4])
        return HUMP if told and humps[first][0] == at else 0

    def _is_variable(self, word: _Word) -> bool:
        """`MY_ACME_KEY` or `Acme__ApiKey`, for a stem `ACME`."""
        low = high = word.place
        while low > 0 and word.gap(low - 1).strip("_") == "":
            low -= 1
        while high + 1 < len(word.parts) and word.gap(high).strip("_") == "":
            high += 1
        name = word.text[word.spans[low][0] : word.spans[high][1]]
        written = low < high and (name.isupper() or ("__" in name and name[0].isupper()))
        names, stems = word.parts[low : high + 1], self._tables["stems"]
        return written and any("-".join(names[start : start + size]) in stems for start in range(len(names)) for size in _SIZES)

    def _is_address(self, word: _Word, at: int) -> bool:
        """A provider's name in the host of a URL: `http://my-acme:8080`."""
        scheme = word.text.find("://")
        if not 0 <= scheme < at:
            return False
        path = word.text.find("/", scheme + 3)
        return (path < 0 or at < path) and word.parts[word.place] in self._tables["slugs"]

    def _named(self, word: _Word) -> int:
        """What is said by the names that begin and end at the word's own joints around the needle."""
        text, spans, parts, place = word.text, word.spans, word.parts, word.place
        heads, names, bits = self._tables["heads"], self._tables["any"], 0
        ends = [at for at in range(place, len(parts)) if spans[at][1] == len(text) or text[spans[at][1]] not in "_-"]
        lead = "-" if text[:1] == "-" else ""  # `{region}-acme.example/v1`: a hole before it, a path behind it
        if any((lead + "-".join(parts[: high + 1])).endswith(self._tables["tails"]) for high in ends):
            return SURE
        for low in range(place, -1, -1):
            start = spans[low][0]
            if start and text[start - 1] in "_-":
                continue
            joined = "-".join(parts[low:])
            if joined.startswith(heads):
                return SURE
            for high in ends:
                name = "-".join(parts[low : high + 1])
                if name in names:
                    bits |= self._called(word, low, high, name)
                    if bits & SURE:
                        return SURE
        return bits

    def _called(self, word: _Word, low: int, high: int, name: str) -> int:
        tables = self._tables
        start, end = word.spans[low][0], word.spans[high][1]
        text = word.text[start:end]
        before, after = word.text[start - 1 : start] if start else "", word.text[end : end + 1]
        bits = 0
        ecosystems = tables["names"].get(name)
        if ecosystems is not None:
            if "-" in name and (not ecosystems or any(char in text for char in "./:@\\")):
                return SURE
            if "-" in name or before not in {".", "@", "/"}:
                bits |= NAME | ecosystems << _SHIFT
                bits |= CASED if "-" in name or text in tables["cased"] else 0
        if name in tables["slugs"]:
            if after in {"/", ":"} and self._tells(word.parts[high + 1 :]):
                return SURE
            bits |= SLUG
        call = tables["calls"].get(name if "." in text else text)
        key = tables["keys"].get(name) if "." not in text else None
        for weak in (call, key):
            if weak is not None:
                bits |= WEAK if weak else SURE
        return bits

    def _tells(self, parts: list[str]) -> bool:
        """Whether a number, or a word that only ids have, is among the parts."""
        known = self._tables["words"]
        return any(part in known or not part.isalpha() for part in parts)

    def _id(self, word: _Word) -> int:
        """Whether the needle's own part begins as ids do, and others beside it go on so."""
        own, place = word.parts[word.place], word.place
        root = _LETTERS.match(own)
        if root is None or root[0] not in self._tables["roots"]:
            return 0
        low = high = place
        while low > 0 and "/" not in word.gap(low - 1):
            low -= 1
        while high + 1 < len(word.parts) and "/" not in word.gap(high):
            high += 1
        if root[0] != own or "-".join(word.parts[low : high + 1]) in self._tables["ids"]:
            return SURE
        known = self._tables["words"]
        tail = word.parts[place + 1 : high + 1]
        if any(not part.isalpha() for part in tail) or (tail and word.gap(place) != "_" and not known.isdisjoint(tail)):
            return SURE
        return SURE if place > low and word.gap(place - 1) == "-" and word.parts[place - 1] in known else BARE

    # --- what stands beside it --------------------------------------------------------------------------------------------

    def _fits(self, data: bytes, span: tuple[int, int], format_: str, bits: int) -> bool:
        left, right = span
        if bits in (CHILD, HUMP):
            return bits == CHILD and self._is_child(data, left, right)
        if bits & NAME and self._is_package(data, span, format_, bits):
            return True
        if bits & (BARE | SLUG) and _SLOT.search(data, max(left - _NEAR, 0), left):
            return bool(bits & BARE) or _stands_alone(data, left, right)
        told = bits & SLUG and format_ not in _LANGUAGES and format_ not in PROSE
        return bool(told and (_BLOCK.match(data, right, right + _BEHIND) or _PATH.search(data, left, right)))

    def _is_child(self, data: bytes, left: int, right: int) -> bool:
        """`from acme import child`, where `acme.child` is known."""
        found = _FROM.search(data, max(left - _FAR, 0), left)
        if found is None:
            return False
        name = f"{found[1].decode()}.{data[left:right].decode()}".lower().replace(".", "-").replace("_", "-")
        return name in self._tables["names"]

    def _is_package(self, data: bytes, span: tuple[int, int], format_: str, bits: int) -> bool:
        """Whether packages and modules of this name are spoken of here: by the language, in a list, a command, a card's head."""
        left, right = span
        if format_ in _LISTS:
            return True
        if format_ in _LANGUAGES:
            ecosystems = bits >> _SHIFT
            told = format_ != "python" or data[left - 1 : left] not in _QUOTES
            cased = bits & CASED or data[right : right + 1] == b"("
            return bool(told and cased) and (not ecosystems or bool(ecosystems & self._spoken[format_]))
        if format_ in PROSE:
            return data.startswith(b"---") and left < data.find(b"\n---", 3)
        return _COMMAND.search(data, max(left - _FAR, 0), left) is not None


def _stands_alone(data: bytes, left: int, right: int) -> bool:
    """Whether a word is a value of its own, no word of a sentence."""
    before, behind = data[left - 1 : left], data[right : right + 2]
    if before not in _QUOTES | {b" ", b"=", b":"}:
        return False
    told = before == b" " and data[left - 2 : left - 1].isalpha()
    return not told and not (behind[:1] == b" " and behind[1:].isalpha())
