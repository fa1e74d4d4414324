"""Pairs in braces, as in `application.conf` (HOCON). In: text. Out: entries under the path of their blocks.

One pass, nothing is evaluated: substitutions stay as written, includes are not followed. What is neither a pair nor a block, as
in the settings of a web server, is passed over.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.entries import MAX_DEPTH, MAX_ENTRIES, ROOT, Entry
from auditor.rows import NamedTuple

_BLOCK = re.compile(r"(?<!\$)\{")
_HEADER = re.compile(r"^[ \t]{0,20}\[[^\]\n\"',]{1,200}\][ \t\r]{0,20}$", re.MULTILINE)
_BLANK = re.compile(r"(?:[\s,;\ufeff]++|(?:#|//)[^\n]*+)*+")
_KEY = re.compile(
    r"(?:\"(?P<quoted>[^\"\n]{1,200})\"|(?P<bare>[A-Za-z_][\w.-]{0,200}))[ \t]{0,80}"
    r"(?P<sign>\{|(?:=(?!>)|:(?!/)|\+=)[ \t]{0,80}[{\[]?)"
)
_TRIPLE = re.compile(r'"""(?P<text>(?:[^"]++|"(?!""))*+)(?:"""|"{0,2}+\Z)')
_VALUE = re.compile(r"(?:\"(?:[^\"\\\n]++|\\.)*+\"?|\$\{[^}\n]*+\}?|[^\n,;{}\]\"#/$]++|\$|(?<![ \t])[#/]|/(?!/))*+")
_REST = re.compile(r"[^\n;{}]*+")
_WORD = re.compile(r"\w{1,60}")
_LONGEST = 1_000  # characters of a path
_TOLD = 2_000  # blocks that are entries of their own


class _Open(NamedTuple):
    """A block or list that is open: the path and site of what stands in it, the key of a list, the sign that closes it."""

    slot: str
    site: str
    closes: str
    key: str = ""


def is_blocks(path: str, text: str) -> bool:
    """Whether a file of pairs has them in braces, not below headers."""
    brace = _BLOCK.search(text) if path.endswith(".conf") else None
    return brace is not None and _HEADER.search(text, 0, brace.start()) is None


def block_pairs(text: str) -> list[Entry]:
    """Entries of all pairs and blocks, those of a list as its items."""
    reader = _Reader(text)
    at = 0
    while at < len(text) and len(reader.entries) < MAX_ENTRIES and len(reader.stack) <= MAX_DEPTH:
        blank = _BLANK.match(text, at)
        at = reader.take(blank.end() if blank else at)
    return reader.entries


class _Reader:
    """Holds what is open and what was found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entries: list[Entry] = []
        self.stack = [_Open("", ROOT, "}")]
        self.told = 0
        self.records = 0  # blocks without a name, so that each is a site of its own

    def take(self, at: int) -> int:
        """Read what begins at an offset; gives where to go on."""
        sign, top = self.text[at : at + 1], self.stack[-1]
        if sign in {"}", "]"}:
            if sign == top.closes and len(self.stack) > 1:
                self.stack.pop()
            return at + 1
        if sign == "{":
            self.records += 1
            self.stack.append(_Open(top.slot, f"{top.site}.{top.key}[{self.records}]" if top.key else top.site, "}"))
            return at + 1
        if top.closes == "]":
            return self._scalar(at, top.slot, top.site, top.key, -1)
        found = _KEY.match(self.text, at)
        if found is None:
            return self._other(at)
        key, key_at = found["quoted"] or found["bare"], max(found.start("quoted"), found.start("bare"))
        slot, site = self._below(top, key)
        if found["sign"][-1] in "{[":
            self._open(Entry(slot, site, key, key_at, key_at, key_at, "", "map"), found["sign"][-1])
            return found.end()
        end = self._scalar(found.end(), slot, site, key, key_at)
        if self.text[end : end + 1] != "{":
            return end
        self._open(Entry(slot, site, key, key_at, key_at, key_at, "", "map"), "{")  # `key = ${other} { ... }`
        return end + 1

    def _below(self, top: _Open, key: str) -> tuple[str, str]:
        """The path of a key, and the site of the mapping that it stands in."""
        slot = f"{top.slot}.{key}" if top.slot else key
        lead = key.rpartition(".")[0]
        return slot[:_LONGEST], f"{top.site}.{lead}"[:_LONGEST] if lead else top.site

    def _open(self, entry: Entry, sign: str) -> None:
        last = entry.key.rpartition(".")[2]
        self.told += 1
        if self.told <= _TOLD:
            self.entries.append(entry)
        block = _Open(entry.slot, f"{entry.site}.{last}", "}")
        self.stack.append(block if sign == "{" else _Open(f"{entry.slot}[]", entry.site, "]", last))

    def _scalar(self, at: int, slot: str, site: str, key: str, key_at: int) -> int:
        """One value, without quotes around the whole of it."""
        triple = _TRIPLE.match(self.text, at)
        found = triple or _VALUE.match(self.text, at)
        end = found.end() if found else at
        start, stop = triple.span("text") if triple else (at, at + len(self.text[at:end].rstrip()))
        value = self.text[start:stop]
        if not triple and len(value) > 1 and value[0] == value[-1] == '"' and '"' not in value[1:-1].replace('\\"', ""):
            start, value = start + 1, value[1:-1]
        if value:
            kind = "block" if "\n" in value else "item" if key_at < 0 else ""
            self.entries.append(Entry(slot, site, key, key_at, start, start + len(value), value, kind))
        return end if end > at or key_at >= 0 else at + 1

    def _other(self, at: int) -> int:
        """A line of another kind; a block that it opens is called after its first word."""
        found, word = _REST.match(self.text, at), _WORD.match(self.text, at)
        end = found.end() if found else at
        if self.text[end : end + 1] == "{":
            slot, site = self._below(self.stack[-1], word[0] if word else "_")
            self.stack.append(_Open(slot, f"{site}.{word[0] if word else '_'}", "}"))
            return end + 1
        return max(end, at + 1)
