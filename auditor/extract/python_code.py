"""Names and calls of Python code. In: the script. Out: SDK calls with their slots; keywords, variables, members with a hit."""

from __future__ import annotations

import ast

from auditor.extract.env_reads import VARIABLE, is_constant_of
from auditor.extract.python_context import Climb
from auditor.extract.python_names import Dotted
from auditor.extract.python_tree import key_of
from auditor.extract.python_untold import untold
from auditor.extract.python_values import Script, Value, give, tell_slot, value_of
from auditor.extract.words import chooses, fills, is_error, is_secret
from auditor.records import LISTED, UNTOLD, Confidence, How

_TABLES = 20  # tables of one class that are looked at
_DEFINITIONS = 8  # literals given to one name that are looked at


def read_calls(script: Script) -> None:
    """All calls whose root an import with a hit brought, and what fills their generic slots."""
    for call in script.tree.calls:
        if not script.scope.is_sdk(call.func) and not (call.args and script.scope.is_sdk(call.args[0])):
            continue  # neither it nor what it may wrap
        dotted = script.scope.callee(call)
        if dotted.sdk:
            _tell_call(script, call, dotted, Confidence.HIGH)
            _arguments(script, call)
    _listed(script)
    for node in script.tree.decorated:
        if not isinstance(node, ast.Call):
            dotted = script.scope.dotted(node)
            if dotted.sdk:
                start, end = script.tree.start(node), script.tree.end(node)
                script.sheet.add(How.CALL, dotted.value, start, end, callee=dotted.value)


def _listed(script: Script) -> None:
    """Classes in a table from which one is taken and called: `{"acme": AcmeChat, "globex": GlobexChat}`."""
    for name, bound in script.scope.bound.items():
        if not bound.sdk or bound.site or not name[:1].isupper() or is_error(name):
            continue
        for node in script.tree.given.get(name, ())[:_TABLES]:
            if (
                isinstance(node, ast.Name)
                and isinstance(script.tree.parents.get(node), ast.Dict)
                and script.scope.dotted(node).sdk
            ):
                start, end = script.tree.start(node), script.tree.end(node)
                script.sheet.add(How.CALL, bound.value, start, end, callee=bound.value, scope=LISTED)


def _tell_call(script: Script, call: ast.Call, dotted: Dotted, confidence: Confidence) -> None:
    last = script.tree.last_name(call)
    if last in script.sheet.calls or not dotted.value:
        return
    script.sheet.calls.add(last)
    start, end = script.tree.start(call.func), script.tree.end(call.func)
    if script.sheet.places.at(start)[0] != script.sheet.places.at(end)[0]:
        start = last
    fields = {"callee": dotted.value, "site": script.tree.site(call), "receiver": dotted.site}
    given = untold(script.tree, call) if dotted.sdk else ""
    fields |= {"scope": UNTOLD, "via": given} if given else {}
    script.sheet.add(How.CALL, dotted.value, start, end, confidence=confidence, **fields)


def _arguments(script: Script, call: ast.Call) -> None:
    """Literals without a hit in the slots that every client has; names are followed to their literals."""
    for keyword in call.keywords:
        if keyword.arg and fills(keyword.arg) in {"model", "address"} and not is_secret(keyword.arg):
            for node in _literals(script, keyword.value):
                value = value_of(script, node)
                if value is not None:
                    _give(script, value, node, keyword)


def _give(script: Script, value: Value, node: ast.expr, keyword: ast.keyword) -> None:
    where = Climb(script.scope, node).run()
    call = script.tree.parents.get(keyword)
    if where.call is None and isinstance(call, ast.Call):
        script.sheet.reached.add(value.start)
        where = where._replace(slot=keyword.arg or "", call=call)
    if not where.compared:
        give(script, value, where)


def _literals(script: Script, node: ast.expr) -> list[ast.expr]:
    """The string literals that an expression may be: itself, its alternatives, or what its name is given in this file."""
    found: list[ast.expr] = []
    todo = [node]
    while todo and len(found) < _DEFINITIONS:
        node = todo.pop()
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append(node)
        elif isinstance(node, ast.BoolOp):
            todo += node.values[:6]
        elif isinstance(node, ast.IfExp):
            todo += [node.body, node.orelse]
        elif isinstance(node, (ast.Name, ast.Attribute)):
            found += _definitions(script, key_of(node))[:_DEFINITIONS]
        elif isinstance(node, ast.Call) and len(node.args) == 2:
            todo.append(node.args[1])  # `getenv("X", "default")`
    return found


def _definitions(script: Script, name: str) -> list[ast.expr]:
    found: list[ast.expr] = []
    for node in script.tree.named(name):
        if not script.sheet.spend():
            break
        value = node.value
        if isinstance(value, ast.Call) and len(value.args) == 2:
            value = value.args[1]
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            found.append(value)
    return found


def read_word(script: Script, hit: int) -> int:
    """Tell the name that `hit` stands in, unless it is a name of our own that only contains a needle."""
    text, start, end = script.sheet.text, hit, hit
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    node = script.tree.idents.get(start)
    if isinstance(node, ast.keyword):
        _keyword(script, node, start)
    elif isinstance(node, (ast.Name, ast.Attribute)):
        begins = hit - start <= len(text[start:end]) - len(text[start:end].lstrip("_"))
        _name(script, node, begins=begins)
    return max(end, hit + 1)


def _keyword(script: Script, node: ast.keyword, start: int) -> None:
    name = node.arg or ""
    if VARIABLE.match(name) and "_" in name:
        script.sheet.add(How.ENV, name, start, start + len(name), confidence=Confidence.MEDIUM)
    elif isinstance(script.tree.parents.get(node), ast.Call):
        tell_slot(script, name, node.value, (start, start + len(name)))


def _name(script: Script, node: ast.Name | ast.Attribute, *, begins: bool) -> None:
    outer: ast.AST = node
    while isinstance(script.tree.parents.get(outer), ast.Attribute):
        outer = script.tree.parents[outer]
    parent = script.tree.parents.get(outer)
    if isinstance(parent, ast.Call) and parent.func is outer:
        dotted = script.scope.callee(parent)
        method = isinstance(node, ast.Attribute) and outer is node and not _is_own_method(node)
        if (dotted.known and not dotted.own) or (method and begins):
            _tell_call(script, parent, dotted, Confidence.HIGH)
        elif begins and isinstance(outer, ast.Attribute) and isinstance(node, ast.Name) and not dotted.known:
            _tell_call(script, parent, dotted, Confidence.LOW)
        elif begins and isinstance(node, ast.Attribute) and _is_chained(node) and script.tree.parents.get(node) is outer:
            _tell_call(script, parent, dotted, Confidence.MEDIUM)  # `given.beta.acmes.create`, whoever made the client
        return
    if _variable(script, node, parent):
        return
    if isinstance(outer, ast.Attribute) and isinstance(outer.ctx, ast.Store):
        if outer is node and isinstance(parent, ast.Assign) and chooses(outer.attr):
            end = script.tree.end(outer)
            tell_slot(script, outer.attr, parent.value, (end - len(outer.attr), end))
    elif isinstance(outer, ast.Attribute):
        _member(script, outer)


def _is_chained(node: ast.Attribute) -> bool:
    """Whether a name stands behind two others at least."""
    return isinstance(node.value, ast.Attribute)


def _is_own_method(node: ast.Attribute) -> bool:
    owner = node.value.func if isinstance(node.value, ast.Call) else node.value
    return isinstance(owner, ast.Name) and owner.id in {"self", "cls", "super"}


def _variable(script: Script, node: ast.Name | ast.Attribute, parent: ast.AST | None) -> bool:
    """`settings.ACME_API_KEY`, or a field of a settings class that is named like a variable."""
    name = key_of(node)
    if not VARIABLE.match(name) or "_" not in name:
        return False
    start = script.tree.end(node) - len(name)
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        if script.scope.dotted(node).sdk or is_constant_of(script.scope.dotted(node.value).value):
            return False
        where = Climb(script.scope, node).run()
        fields = script.call_fields(where.call)
        script.sheet.add(How.ENV, name, start, start + len(name), slot=where.slot, confidence=Confidence.MEDIUM, **fields)
        return True
    owner = script.tree.parents.get(parent) if isinstance(parent, (ast.AnnAssign, ast.Assign)) else None
    if isinstance(owner, ast.ClassDef) and any("settings" in script.scope.dotted(base).value.lower() for base in owner.bases):
        script.sheet.add(How.ENV, name, start, start + len(name), confidence=Confidence.MEDIUM)
        return True
    return False


def _member(script: Script, node: ast.Attribute) -> None:
    """`Models.ACME_3` in a model slot: the member's name is the literal."""
    where = Climb(script.scope, node).run()
    if where.compared or where.indexed or where.key or fills(where.slot) != "model" or not isinstance(node.ctx, ast.Load):
        return
    start = script.tree.end(node) - len(node.attr)
    fields = script.call_fields(where.call)
    script.sheet.add(How.LITERAL, node.attr, start, start + len(node.attr), slot=where.slot, **fields)
