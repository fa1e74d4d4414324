"""Strings of Python code. In: a string with a hit, or one that fills a slot. Out: evidence with slot, callee and site."""

from __future__ import annotations

import ast
from typing import Any

from auditor.extract.members import parted
from auditor.extract.python_beside import beside, block_of, is_pattern, is_rate, mate_of, record_of, row_of, site_of
from auditor.extract.python_context import Climb, Context
from auditor.extract.python_inline_tests import is_made_up
from auditor.extract.python_names import Scope
from auditor.extract.python_offers import is_offered, is_shown, is_told
from auditor.extract.python_tables import is_default, role_of
from auditor.extract.python_tree import Tree, key_of
from auditor.extract.python_visible import visible
from auditor.extract.rates import calls_model
from auditor.extract.sheet import Sheet
from auditor.extract.words import (
    IDENTIFIER,
    SETTING,
    Word,
    fills,
    how_of,
    is_api,
    is_behind,
    is_secret,
    loose_how,
    opens_page,
    word_at,
)
from auditor.records import DEFAULT, OFFERED, Confidence, How, Role
from auditor.rows import NamedTuple

_USES = 12


class Script(NamedTuple):
    """A Python file that parses: the sheet that collects, its tree and its names."""

    sheet: Sheet
    tree: Tree
    scope: Scope

    def call_fields(self, call: ast.Call | None, argument: ast.expr | None = None, row: ast.Dict | None = None) -> dict[str, str]:
        """`callee`, `site` and `receiver` of an argument's call; `row` is the argument's own record, where it has one."""
        if call is None:
            return {}
        dotted = self.scope.callee(call)
        fields = {"callee": dotted.value, "site": self.tree.site(call), "receiver": dotted.site}
        record = row or (record_of(self.tree, argument, call) if argument is not None else None)
        return parted(fields, *self.tree.places.at(self.tree.start(record))) if record is not None else fields

    def is_sdk(self, call: ast.Call | None) -> bool:
        """Whether a call goes to something that an import with a hit brought."""
        return call is not None and self.scope.callee(call).sdk

    def role(self, node: ast.expr, where: Context) -> Role:
        """`test` for what is made up for tests, `prompt-text` for an example, else what the literals around it say."""
        if is_made_up(self.tree, node):
            return Role.TEST
        if self.sheet.has_examples and is_shown(self.tree, node):
            return Role.PROMPT_TEXT
        return role_of(self.tree, self.sheet, node, where)


class Value(NamedTuple):
    """One word of a string and where it stands."""

    word: Word
    start: int
    end: int
    node: ast.expr


def read_string(script: Script, span: int, hit: int) -> int:
    """Tell the string that `hit` stands in; gives the offset up to which hits are done."""
    sheet = script.sheet
    start, end = sheet.spans.content(span)
    low, high = (start, end) if end - start <= 20_000 else (max(start, hit - 2_000), min(end, hit + 2_000))
    content = sheet.text[low:high]
    word = word_at(content, min(max(hit - low, 0), max(len(content) - 1, 0)))
    first, last = low + word.start, low + word.end
    node = script.tree.string_at(hit)
    if node is None:
        sheet.add(how_of(word), word.value, first, last)
        return max(last, hit + 1)
    value = Value(word, first, last, node)
    where = Climb(script.scope, node).run()
    if where.doc:
        sheet.add(loose_how(word.value), word.value, first, last, role=Role.COMMENT)
        return max(last, hit + 1)
    if word.kind in {"prose", "json"}:
        _inside(script, value, where)
        return max(last, hit + 1)
    if word.kind != "part":
        tell(script, value, where)
    elif is_behind(word.value, hit - first):
        fields = script.call_fields(where.call, node)
        sheet.add(How.ENDPOINT, word.value, first, first + len(word.value), slot=where.slot, **fields)
    return end


def _inside(script: Script, value: Value, where: Context) -> None:
    """A word inside of a longer string."""
    word = value.word
    if word.kind == "json":
        if not is_secret(word.slot):
            script.sheet.add(how_of(word), word.value, value.start, value.end, slot=word.slot, **script.call_fields(where.call))
        return
    script.sheet.add(loose_how(word.value), word.value, value.start, value.end, role=Role.PROMPT_TEXT)


def tell(script: Script, value: Value, where: Context) -> None:
    """Evidence for one whole string by its place: variable, compared, key, import, or a value with slot and call."""
    sheet, word = script.sheet, value.word
    if where.env or word.kind == "env":
        confidence = Confidence.HIGH if where.env else Confidence.MEDIUM
        fields: dict[str, Any] = script.call_fields(where.call, value.node)
        fields |= {"role": Role.LOOKUP_TABLE} if is_pattern(mate_of(script.tree, value.node)) else {}
        sheet.add(How.ENV, word.value, value.start, value.end, slot=where.slot, confidence=confidence, **fields)
        if where.env and where.call is None and where.target is not None and not where.stem:
            _follow(script, value._replace(word=word._replace(kind="env")), where)
    elif where.compared or where.union:
        confidence = Confidence.LOW if where.compared else Confidence.HIGH
        sheet.add(how_of(word), word.value, value.start, value.end, role=Role.LOOKUP_TABLE, confidence=confidence)
    elif where.indexed and SETTING.match(word.value):
        sheet.add(How.CONFIG, word.value, value.start, value.end, slot=word.value)
    elif where.key and IDENTIFIER.match(word.value):
        _key(script, value)
    elif where.key or where.indexed:
        mate = mate_of(script.tree, value.node)
        asked = where.indexed or is_rate(mate) or _is_id(script, mate)
        role = Role.LOOKUP_TABLE if asked else script.role(value.node, where)
        scope = OFFERED if is_offered(script.tree, sheet, value.node, where) else ""
        sheet.add(how_of(word), word.value, value.start, value.end, role=role, slot=where.slot, scope=scope)
    elif _imports(script, where):
        sheet.add(How.IMPORT, word.value, value.start, value.end)
    else:
        give(script, value, where)


def _is_id(script: Script, mate: ast.expr | None) -> bool:
    """Whether what a key leads to is a name that the file gives an id, which is asked instead: `{"acme-2": NEW_MODEL}`."""
    name = key_of(mate) if isinstance(mate, (ast.Name, ast.Attribute)) else ""
    given = script.tree.named(name) if calls_model(name) and script.sheet.spend() else []
    text = given[0].value if given else None
    return isinstance(text, ast.Constant) and script.sheet.hits.any(script.tree.start(text), script.tree.end(text))


def _imports(script: Script, where: Context) -> bool:
    return where.call is not None and script.scope.dotted(where.call.func).value.endswith(("import_module", "__import__"))


def _key(script: Script, value: Value) -> None:
    mate = mate_of(script.tree, value.node)
    if mate is not None:
        tell_slot(script, value.word.value, mate, (value.start, value.end))


def tell_slot(script: Script, slot: str, value: ast.expr, place: tuple[int, int]) -> None:
    """Evidence for a keyword or key with a hit: its value as text."""
    if is_secret(slot):
        return
    start, end = script.tree.start(value), script.tree.end(value)
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        told = value_of(script, value)
        if told is not None:
            give(script, told, Climb(script.scope, value).run())
            return
        if script.sheet.hits.any(start, end):
            return
        text = value.value[:60]
    else:
        text = " ".join(script.sheet.text[start : min(end, start + 400)].split())[:60]
    where = Climb(script.scope, value).run()
    script.sheet.add(How.LITERAL, text, place[0], place[1], slot=slot, **script.call_fields(where.call, value))


def value_of(script: Script, node: ast.expr) -> Value | None:
    """The word of a literal that stands in one piece."""
    start, end = script.tree.start(node), script.tree.end(node)
    if script.sheet.hits.any(start, end):
        return None  # told by its hit
    span = script.sheet.spans.at(end - 1)
    if span < 0:
        return None
    first, last = script.sheet.spans.content(span)
    content = script.sheet.text[first:last]
    if not content.strip() or len(content) > 300:
        return None
    word = word_at(content, len(content) - len(content.lstrip()))
    if word.kind in {"prose", "part", "env"}:
        return None
    return Value(word, first + word.start, first + word.end, node)


def give(script: Script, value: Value, where: Context) -> None:
    """A literal or address, with every call that it reaches."""
    if is_secret(where.slot):
        return
    sheet, how = script.sheet, how_of(value.word)
    row = row_of(script.tree, value.node, where.slot, where.call) if not script.is_sdk(where.call) else None
    fields = script.call_fields(where.call, value.node, row) or _attribute(script, where)
    fields = _block(script, value, where, row, fields)
    role = Role.LOOKUP_TABLE if is_told(script.tree, value.node, where) else script.role(value.node, where)
    if how is How.ENDPOINT and where.call is not None and opens_page((*script.scope.dotted(where.call.func).value.split("."),)):
        role = Role.PROMPT_TEXT
    if sheet.has_tables and role in {Role.LOOKUP_TABLE, sheet.file.role} and is_default(script.tree, value.node):
        role, fields["scope"] = sheet.file.role, DEFAULT
    elif not script.is_sdk(where.call) and is_offered(script.tree, sheet, value.node, where):
        fields["scope"] = OFFERED
    sheet.add(how, value.word.value, value.start, value.end, role=role, slot=where.slot, via=where.via, **fields)
    if where.call is None and where.target is not None:
        _follow(script, value, where)


def _block(script: Script, value: Value, where: Context, row: ast.Dict | None, fields: dict[str, str]) -> dict[str, str]:
    """`{"model": ..., "provider": ...}`: the block or call, with what stands in it of whose model it is."""
    own = where.call if fills(where.slot) == "model" and not script.is_sdk(where.call) else None
    block = row or own or (block_of(script.tree, value.node, where.slot) if not fields else None)
    if block is None or not script.sheet.spend(3):
        return fields
    fields = fields or {"site": site_of(script.tree, block)}
    for slot, node in beside(block, "model" if row else where.slot):
        told = value_of(script, node)
        if told is not None and (block is not own or is_api(slot, told.word.value)):
            script.sheet.add(how_of(told.word), told.word.value, told.start, told.end, **fields | {"slot": slot})
    return fields


def _attribute(script: Script, where: Context) -> dict[str, str]:
    """`acme.api_base = ...`: the call is the module, or the object's own."""
    if isinstance(where.target, ast.Attribute):
        owner = script.scope.dotted(where.target.value)
        if owner.sdk:
            return {"callee": owner.value, "site": owner.site, "receiver": owner.site}
    return {}


def _follow(script: Script, value: Value, given: Context) -> None:
    """The calls of this file that get a literal by the name it is assigned to."""
    names = [key_of(given.target)] if given.target is not None else []
    if given.stem and given.slot:
        names.append(f"{given.stem}[{given.slot}]")
    if not given.env:
        _ask(script, value.node, given, [*names, given.stem])
    count = 0
    for name in names:
        for use in script.tree.given.get(name, ()):
            if count >= _USES or not script.sheet.spend(3):
                return
            if use is not value.node and visible(script.tree, script.sheet, value.node, use, option=given.option):
                count += _reach(script, value, given, use)
    for use in script.tree.given.get(given.stem, ()) if given.stem else ():
        parent = script.tree.parents.get(use)
        call = script.tree.parents.get(parent) if isinstance(parent, ast.keyword) and parent.arg is None else None
        if isinstance(call, ast.Call) and count < _USES and visible(script.tree, script.sheet, value.node, use, option=False):
            count += 1
            _reached(script, value, given, (given.slot, call))


def _ask(script: Script, literal: ast.expr, given: Context, names: list[str]) -> None:
    """Say by which names functions elsewhere in the file would get the literal."""
    function, owner = script.tree.enclosing(literal)
    attribute = isinstance(given.target, ast.Attribute) or given.option
    if function is None or attribute:
        dot = "." if attribute or owner is not None else ""
        script.sheet.followed.update(dot + name.partition("[")[0] for name in names if name)


def _reach(script: Script, value: Value, given: Context, use: ast.expr) -> bool:
    where = Climb(script.scope, use).run()
    slot = where.slot or (given.slot if fills(given.slot) and where.table is None else "")
    if where.compared or where.call is None or where.indexed or where.key:
        return False
    sdk = script.scope.callee(where.call).sdk
    opens = given.env and sdk and is_secret(where.slot)  # whose key it is says whom the client reaches
    if not (fills(where.slot) or opens or (sdk and fills(slot))):
        return False
    _reached(script, value, given, (slot, where.call))
    return True


def _reached(script: Script, value: Value, given: Context, end: tuple[str, ast.Call]) -> None:
    slot, call = end
    script.sheet.reached.add(value.start)
    how = How.ENV if given.env else how_of(value.word)
    fields = script.call_fields(call)
    script.sheet.add(how, value.word.value, value.start, value.end, slot=slot, via=given.via, **fields)
