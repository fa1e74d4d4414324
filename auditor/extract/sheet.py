"""One lexed source file while it is read. In: a `SourceFile`. Out: its spans, windows, names; it collects the evidence."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Any

from auditor import lazy_re as re
from auditor.extract.bindings import Bound, Names
from auditor.extract.chains import Callee
from auditor.extract.clauses import Inserts
from auditor.extract.config_tables import is_aside
from auditor.extract.entries import Hits
from auditor.extract.imports import Import, imports_of
from auditor.extract.inline_tests import InlineTests, marks_tests
from auditor.extract.languages import language_of
from auditor.extract.lexer import Spans
from auditor.extract.places import Places
from auditor.extract.tables import Brackets, Known, in_table
from auditor.extract.tokens import Tokens, Windows, masked
from auditor.records import DECIDING, Evidence, How, Role, SourceFile

_LOOK = 20_000
_LABEL = re.compile(r"[\"']?(?:label|title|description|display_?name|name)[\"']?\s{0,4}[:=]", re.IGNORECASE)
_SHOWN = re.compile(r"[\"']?(?:label|title|display_?name)[\"']?\s{0,4}[:=]", re.IGNORECASE)
_AMOUNT = re.compile(r"[:=(,]\s{0,4}[\d.]{2,}")
_PRICE = re.compile(r"cost|pric(?:e|ing)|per_?1?[km]|[:=(,]\s{0,4}\d{0,3}\.\d", re.IGNORECASE)
# a row of prices: what it gives an amount, and what makes it a setting after all
_PRICED = re.compile(
    r"(?:cost|price|pricing|per_?1[km])\w{0,40}[\"']?\s{0,4}[:=]\s{0,4}[\d.]"
    r"|(?<![A-Za-z_])(?:input|output)[\"']?\s{0,4}[:=]\s{0,4}\d{0,3}(?:\.\d|[,\s}])",
    re.IGNORECASE,
)
_REACHED = re.compile(r"base_?url|api_?(?:key|base|url)|endpoint", re.IGNORECASE)
_ROW = 2_000
_NAME = re.compile(r"[A-Za-z_]\w*")
_LAST = re.compile(r"[.\\]")
_WORDS = frozenset("from import as only use using require type static export const alias".split())
_ID = re.compile(r"\S*[\d/-]\S*")
_WORD = re.compile(r"\S+")
_NAMED = re.compile(r"[A-Za-z]+(?:_[A-Za-z]+)+[\"'`]\s{0,4}(?::|=>)")  # the name of a setting, where it is given a value
_CLASS = re.compile(r"\bclass\s+(\w+)")
_SPACES = 40
_MOST = 4_000
_IN_SPAN = 80  # words of one string or comment
_HITS, _ALL = 10_000, -2  # hits of one file that are told
_LOOK_UPS = 10_000  # steps of following names, for a whole file
_PLACES = 80  # places of one name that are looked at
_RAW = 5_000
TABLE = 6  # so many different ids in one literal are a table


class Sheet:
    """The state of reading one file."""

    def __init__(self, file: SourceFile, *, bind: bool = True) -> None:
        """Lex the text and, unless told otherwise, bind its imports; tokens are made on demand."""
        self.file = file
        self.text = file.text
        self.places = Places(file.text)
        self.hits = Hits(file.hits)
        self.language = language_of(file.format, file.path)
        self.spans = Spans(file.text, self.language)
        self.windows = Windows(self.spans)
        self.imports = imports_of(self.spans) if file.hits and bind else []
        self._import_starts = [one.first for one in sorted(self.imports, key=lambda one: one.first)]
        self._import_ends = [one.last for one in sorted(self.imports, key=lambda one: one.first)]
        self.names = Names()
        self.reached: set[int] = set()  # literals that a call gets by way of a name
        self.calls: set[int] = set()  # call places already told
        self._found: dict[tuple[int, str, str, str, str], tuple[int, Evidence]] = {}
        self.followed: set[str] = set()  # names that were looked for; `.name` for attributes
        self.crates: set[str] = set()  # told as imports by their paths
        self.done = -1  # the offset up to which hits are told
        self._told: dict[int, int] = {}
        self._left = _LOOK_UPS
        self._places: dict[str, list[int]] = {}
        self.known = Known()
        self._listed: dict[int, bool] = {}
        self._ids: list[tuple[int, str]] | None = None
        for one in self.imports:
            whole = self.is_named(one)
            brought = set() if whole or one.own else self.brought(one.first, one.last)
            for name, value in one.names:
                sdk = not one.own and name not in one.types and (whole or _LAST.split(value)[-1] in brought)
                self.names.bind(name, Bound(value, sdk, one.own))

    def forget(self) -> None:
        """Take back all that was told."""
        self._found, self._told, self._left = {}, {}, _LOOK_UPS
        self.reached, self.calls, self.followed, self.crates = set(), set(), set(), set()

    def is_named(self, one: Import) -> bool:
        """Whether a hit stands in an import's module, its opening quote included."""
        return not one.own and self.hits.any(one.start - 1, one.end)

    def opened(self, name: str) -> str:
        """A type's name behind the name space that it is probably of: `AcmeClient` under `using Acme.Chat`."""
        if self.language.imports != "using":
            return name
        space = next((space for first, space in self._spaces.items() if name.startswith(first)), "")
        return f"{space}.{name}" if space and name not in self.classes else name

    @cached_property
    def _spaces(self) -> dict[str, str]:
        """The shortest name space with a hit, by its first part."""
        named = sorted((one.module for one in self.imports if self.is_named(one)), key=lambda module: (len(module), module))
        spaces: dict[str, str] = {}
        for module in named:
            spaces.setdefault(module.partition(".")[0], module)
        return dict(list(spaces.items())[:_SPACES])

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes that the file declares."""
        return frozenset(found[1] for found in _CLASS.finditer(self.text))

    def brought(self, start: int, end: int) -> set[str]:
        """The identifiers of an import statement that begin with a hit."""
        found = set()
        for hit in self.hits.within(start, end):
            name = _NAME.match(self.text, hit)
            if name and not (hit and (self.text[hit - 1].isalnum() or self.text[hit - 1] == "_")):
                found.add(name[0])
        return found - _WORDS

    def in_import(self, offset: int) -> bool:
        """Whether an offset stands in an import statement."""
        at = bisect_right(self._import_starts, offset) - 1
        return at >= 0 and offset < self._import_ends[at]

    def spend(self, cost: int = 1) -> bool:
        """Take from the look-ups that one file may cost; False when they are used up."""
        self._left -= cost
        return self._left > 0

    def places_of(self, name: str) -> list[int]:
        """Where a name stands as a whole word in code; bounded."""
        found = self._places.get(name)
        if found is None:
            found = self._places[name] = self._search(name) if self.spend(200) else []
        return found

    def _search(self, name: str) -> list[int]:
        found: list[int] = []
        text, at = self.text, self.text.find(name)
        for _ in range(_RAW):
            if at < 0 or len(found) >= _PLACES:
                break
            end = at + len(name)
            before, behind = text[at - 1 : at] if at else "", text[end : end + 1]
            glued = behind.isalnum() or behind in {"_", "$"} or before.isalnum() or before == "_"
            if not glued and (before != "$" or self.language.name == "php") and self.spans.at(at) < 0:
                found.append(at)
            at = text.find(name, end)
        return found

    @property
    def full(self) -> bool:
        """Whether no more evidence is kept of this file."""
        return len(self._found) >= _MOST

    def takes(self, span: int) -> bool:
        """Whether one more hit, in this span or in code (-1), is to be told: no text may cost more than its share."""
        self._told[span] = self._told.get(span, 0) + 1
        self._told[_ALL] = self._told.get(_ALL, 0) + 1
        return not self.full and self._told[_ALL] <= _HITS and (span < 0 or self._told[span] <= _IN_SPAN)

    def add(self, how: How, value: str, start: int, end: int, **fields: Any) -> None:
        """Keep one piece of evidence, once."""
        key = (start, how.value, value, str(fields.get("slot", "")), str(fields.get("site", "")))
        if value and not self.full and key not in self._found:
            role = fields.get("role", self.file.role)
            if role is Role.LOOKUP_TABLE and is_aside(key[3]) and self._is_priced(start):
                return  # a table of prices shows nobody who is reached
            if role is Role.LOOKUP_TABLE and self.file.role not in DECIDING and "confidence" not in fields:
                fields["role"] = self.file.role  # a table of a test is the test's
            # a variable in an error text is one that the code around it reads
            told = how is How.ENV and role is Role.PROMPT_TEXT and self.file.role is Role.PRODUCTION
            if (told or role is Role.PRODUCTION) and self._in_test(start):
                fields["role"] = Role.TEST
            self._found[key] = (start, self.places.make(self.file, how, value, start, end, **fields))

    def _is_priced(self, offset: int) -> bool:
        """Whether the brackets around a value hold prices, and nothing that says how a model is reached."""
        at = self.brackets.around(offset)
        low, high = (self.brackets.opens[at], self.brackets.closes[at]) if at >= 0 else (0, 0)
        return high - low < _ROW and bool(_PRICED.search(self.text, low, high)) and not _REACHED.search(self.text, low, high)

    def finish(self) -> list[Evidence]:
        """All evidence by place; a literal that a call reaches is told with that call only."""
        kept = [
            found
            for start, found in self._found.values()
            if not (start in self.reached and not found.callee and found.how in (How.LITERAL, How.ENDPOINT))
        ]
        return sorted(kept, key=lambda found: (found.line, found.column, found.how.value, found.value, found.slot, found.site))

    def is_sdk(self, call: Callee) -> bool:
        """Whether a call goes to something that an import with a hit brought."""
        bound = self.names.of(call)
        return bound is not None and bound.sdk

    def site(self, tokens: Tokens, token: int) -> str:
        """The id of the call whose name ends with a token."""
        line, column = self.places.at(tokens.starts[token])
        return f"{line}:{column}"

    def call_fields(self, tokens: Tokens, call: Callee | None) -> dict[str, str]:
        """`callee`, `site` and `receiver` of an argument's call."""
        if call is None:
            return {}
        callee, receiver = self.names.expand(call)
        if not receiver and call.inner >= 0 and self.is_sdk(call):
            receiver = self.site(tokens, call.inner)  # `new Acme({...}).chat.create()`: made in the same expression
        return {"callee": callee, "site": self.site(tokens, call.last), "receiver": receiver}

    def is_listed(self, low: int, high: int) -> bool:
        """Whether text[low:high] names so many ids that it is a table; a menu of named choices may be longer."""
        known = self._listed.get(low)
        if known is None:
            known = self._listed[low] = self._is_listed(low, high)
        return known

    def _is_listed(self, low: int, high: int) -> bool:
        text = self.text[low : min(high, low + _LOOK)]
        # what has a title of its own is shown to people, limits and all, unless it is a list of prices
        menu = (_LABEL.search(text) and not _AMOUNT.search(text)) or (_SHOWN.search(text) and not _PRICE.search(text))
        ids, others = self._kinds(low, high)
        return ids >= (TABLE * 2 if menu else TABLE) or others >= TABLE * 2

    def _kinds(self, low: int, high: int) -> tuple[int, int]:
        """How many different ids, and other words, with a hit stand in [low, high)."""
        if self._ids is None:
            self._ids = self._collect()
        at = bisect_right(self._ids, (low, ""))
        seen: set[str] = set()
        while at < len(self._ids) and self._ids[at][0] < high and len(seen) < 64:
            seen.add(self._ids[at][1])
            at += 1
        ids = sum(1 for word in seen if _ID.fullmatch(word))
        return ids, len(seen) - ids

    def _collect(self) -> list[tuple[int, str]]:
        """Strings with a hit that are one word."""
        found, last = [], -1
        for hit in self.hits.offsets:
            span = self.spans.at(hit)
            if span < 0 or hit < last or self.spans.is_comment(span):
                continue
            start, end = self.spans.said(span, hit)
            last = end if self.spans.is_list(span) else self.spans.ends[span]
            content = self.text[start : min(end, start + 121)].lower()
            if len(content) <= 120 and "://" not in content and _WORD.fullmatch(content) and not _NAMED.match(self.text, start):
                found.append((start, content))
        return found

    def role(self, offset: int) -> Role:
        """`lookup-table` for entries of big tables, else what the file is for."""
        return Role.LOOKUP_TABLE if self.has_tables and (self._in_list(offset) or in_table(self, offset)) else self.file.role

    def _in_list(self, offset: int) -> bool:
        span = self.spans.at(offset)
        return span >= 0 and self.spans.is_list(span) and self.is_listed(*self.spans.content(span))

    @cached_property
    def code(self) -> str:
        """The whole text with strings and comments masked, at the same offsets."""
        return masked(self.spans, 0, len(self.text))

    @cached_property
    def brackets(self) -> Brackets:
        """All brackets of the code."""
        return Brackets(self.code)

    @cached_property
    def inserts(self) -> Inserts:
        """The columns of SQL's rows."""
        return Inserts(self.text, self.code)

    @cached_property
    def has_examples(self) -> bool:
        """Whether anything in the text may be called an example."""
        return "xample" in self.text or "schema_extra" in self.text

    def _in_test(self, offset: int) -> bool:
        return self._inline_tests is not None and self._inline_tests.holds(offset)

    @cached_property
    def _inline_tests(self) -> InlineTests | None:
        """What only tests run, None when a quick look finds no mark of any."""
        return InlineTests(self.code, self.brackets, self.language.name) if marks_tests(self.text, self.language.name) else None

    @cached_property
    def has_tables(self) -> bool:
        """Whether the whole text names enough different ids for a table."""
        ids, others = self._kinds(-1, len(self.text))
        return ids >= TABLE or others >= TABLE * 2
