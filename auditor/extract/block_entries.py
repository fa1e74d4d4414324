"""Block languages (HCL, Bicep) as entries. In: text. Out: `resource.type.name.attr` paths with their strings, `ref` entries for
attributes that name a variable, and the types of resources. One pass over tokens with an explicit stack.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.entries import MAX_DEPTH, MAX_ENTRIES, ROOT, Entry

_TOKEN = re.compile(
    r"[ \t\r\f\v]++|\n|\#[^\n]*+|//[^\n]*+|/\*|'''"
    r"|\"(?:[^\"\\\n$%]++|\\.|\$\{[^{}\n]{0,400}\}|[$%])*+\""
    r"|'(?:[^'\\\n$]++|\\.|\$\{[^{}\n]{0,400}\}|\$)*+'"
    r"|<<[-~]?[ \t]{0,4}\"?([A-Za-z_]\w{0,60})\"?[^\n]{0,20}\n"
    r"|[A-Za-z_@][\w.@-]*+(?:\[[^\]\n\"']{0,40}\][\w.-]*+)*+|\d[\w.]*+|==|!=|=>|[<>]=?|[{}\[\]()=:,?]|.",
    re.DOTALL,
)
_SKIP = frozenset({"if", "for", "in", "existing"})
_DECLARES = frozenset({"param", "var", "output"})


class _Frame:
    """One open block, object, list or parenthesis."""

    __slots__ = ("expecting", "index", "kind", "labels", "said", "site", "slot")

    def __init__(self, kind: str, slot: str, site: str) -> None:
        self.kind = kind  # block | list | paren
        self.slot = slot
        self.site = site
        self.labels: list[tuple[str, int, int]] = []  # words since the statement began
        self.expecting = kind != "block"
        self.said = False  # the value has given a string or a container
        self.index = 0

    def reset(self) -> None:
        self.labels.clear()
        self.said = False
        self.expecting = self.kind != "block"

    def path(self) -> tuple[str, str, str, int]:
        """Slot, site of the enclosing mapping, key and its offset, of the value that comes."""
        if self.kind == "paren":
            return self.slot, self.site, self.slot.rpartition(".")[2].replace("[]", ""), -1
        if self.kind != "block":
            return f"{self.slot}[]", self.site, self.slot.rpartition(".")[2].replace("[]", ""), -1
        names = _names(self.labels)
        key, at = names[-1]
        before = "".join(f"{name}." for name, _ in names[:-1])
        slot = f"{self.slot}.{before}{key}" if self.slot else f"{before}{key}"
        site = f"{self.site}.{before[:-1]}" if before else self.site
        return slot, site, key, at


def _names(labels: list[tuple[str, int, int]]) -> list[tuple[str, int]]:
    if not labels:
        return [("?", -1)]
    if len(labels) > 1 and labels[0][0] in _DECLARES:
        return [(text, at) for text, at, _ in labels[:2]]  # the third word is a type
    return [(text, at) for text, at, _ in labels]


class _Reader:
    """Consumes tokens, holds the stack, collects entries."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack = [_Frame("block", "", ROOT)]
        self.out: list[Entry] = []
        self.reference: tuple[str, int, int] | None = None
        self.compared = False  # the next string is only compared with
        self.blocks: Counter[str] = Counter()  # how many of one name stand in one block

    def word(self, value: str, start: int, end: int, *, quoted: bool) -> None:
        top = self.stack[-1]
        compared, self.compared = self.compared, False
        if compared:
            return
        if not top.expecting:
            top.labels.append((value[:200], start, end))
            return
        if quoted:
            slot, site, key, key_at = top.path()
            kind = "item" if top.kind == "list" else ""
            if kind:
                site = site.rpartition(".")[0] or ROOT
            self.out.append(Entry(slot, site, key, key_at, start, end, value, "block" if "\n" in value else kind))
            top.said = True
        elif value not in _SKIP and self.reference is None:
            self.reference = (value, start, end)

    def open(self, bracket: str) -> None:
        top = self.stack[-1]
        if bracket == "(":
            frame = _Frame("paren", top.slot, top.site)
            if top.kind == "block" and top.expecting:
                frame.slot, frame.site = self._child(top)
            elif top.labels and top.labels[-1][0].startswith("@"):
                frame.slot = top.labels[-1][0].lstrip("@").rpartition(".")[2]  # `@description('...')`, `@allowed([...])`
            self.stack.append(frame)
            return
        slot, site = self._child(top)
        if top.kind == "block" and not top.expecting:
            self._types(top)
            self.blocks[site] += 1
            site += f"[{self.blocks[site] - 1}]" if self.blocks[site] > 1 else ""
        if top.kind == "block" and top.labels:
            key, key_at, _ = top.labels[-1]
            self.out.append(Entry(slot, top.site, key, key_at, key_at, key_at, "", "map"))
        top.said = True
        self.reference = None
        if bracket == "{":
            self.stack.append(_Frame("block", slot, site))
        else:
            self.stack.append(_Frame("list", slot, site))

    def _child(self, top: _Frame) -> tuple[str, str]:
        if top.kind == "list":
            top.index += 1
            return f"{top.slot}[]", f"{top.site}[{top.index - 1}]"
        if top.kind == "paren":
            return top.slot, top.site
        slot, site, key, _ = top.path()
        return slot, f"{site}.{key}"

    def _types(self, top: _Frame) -> None:
        """`resource "type" "name" {`: the type stands as an entry of its own."""
        if len(top.labels) >= 2 and top.labels[0][0] in {"resource", "data", "ephemeral"} and len(self.stack) == 1:
            value, start, end = top.labels[1]
            name = top.labels[2][0] if len(top.labels) > 2 else ""
            path = f"{top.labels[0][0]}.{value}.{name}".rstrip(".")
            self.out.append(Entry(path, f"{ROOT}.{path}", value, -1, start, end, value, "type"))

    def equals(self) -> None:
        top = self.stack[-1]
        if top.kind != "block" or top.expecting:
            return
        labels = top.labels
        if len(labels) == 3 and labels[0][0] in {"resource", "module"}:  # resource name 'type@version' =
            value, start, end = labels.pop()
            path = f"{labels[0][0]}.{labels[1][0]}"
            self.out.append(Entry(f"{path}.type", f"{ROOT}.{path}", "type", -1, start, end, value))
        if labels:
            top.expecting = True

    def line_end(self) -> None:
        top = self.stack[-1]
        if top.kind == "block" and (top.labels or top.expecting):
            if top.expecting and not top.said and self.reference is not None:
                slot, site, key, key_at = top.path()
                value, start, end = self.reference
                self.out.append(Entry(slot, site, key, key_at, start, end, value, "ref"))
            elif top.expecting and not top.said:
                return  # the value begins on the next line
            top.reset()
        self.reference = None

    def close(self, bracket: str) -> None:
        if bracket != ")":
            self.line_end()
        if len(self.stack) > 1:
            self.stack.pop()
        if bracket != ")":
            self.stack[-1].said = True
            if self.stack[-1].kind == "block" and not self.stack[-1].expecting:
                self.stack[-1].reset()


def block_entries(text: str) -> list[Entry]:
    """Entries of a text in a block language; what is nested too deep ends it."""
    reader = _Reader(text)
    for kind, start, end, inner, inner_end in _tokens(text):
        if kind == "string":
            reader.word(text[inner:inner_end], inner, inner_end, quoted=True)
        elif kind == "word":
            reader.word(text[start:end], start, end, quoted=False)
        elif kind == "\n":
            reader.line_end()
        elif kind in "{[(":
            reader.open(kind)
        elif kind in "}])":
            reader.close(kind)
        elif kind in "=:":
            reader.equals()
        elif kind == ",":
            reader.line_end()
        elif kind == "==":
            reader.compared = True
        if len(reader.stack) > MAX_DEPTH or len(reader.out) > MAX_ENTRIES:
            break
    reader.line_end()
    return reader.out


def _tokens(text: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Kind, start, end, and for strings the bounds without quotes."""
    at = 0
    while True:
        match = _TOKEN.match(text, at)
        if match is None:
            return
        start, at = match.span()
        first = text[start]
        if match[1]:
            stop = _heredoc_end(text, at, match[1])
            yield "string", start, stop, at, stop
            at = stop
        elif match.group() == "'''" or match.group() == "/*":
            close = text.find("'''" if first == "'" else "*/", at)
            stop = len(text) if close < 0 else close
            if first == "'":
                yield "string", start, stop, at, stop
            at = min(stop + (3 if first == "'" else 2), len(text))
        elif first in "\"'":
            if at - start == 1:  # never closed on its line
                stop = text.find("\n", at)
                at = len(text) if stop < 0 else stop
                continue
            yield "string", start, at, start + 1, at - 1
        elif first == "\n":
            yield "\n", start, at, start, at
        elif first.isalnum() or first in "_@":
            yield "word", start, at, start, at
        elif first in "{}[]()=:,?" and at - start == 1:
            yield first, start, at, start, at
        elif match.group() in ("==", "!="):
            yield "==", start, at, start, at


def _heredoc_end(text: str, at: int, mark: str) -> int:
    closing = re.compile(rf"^[ \t]*{re.escape(mark)}[ \t]*\r?$", re.MULTILINE).search(text, at)
    return closing.start() if closing else len(text)
