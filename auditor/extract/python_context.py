"""Where a Python expression ends up. In: a node and the scope. Out: `Context`: slot, call, variable before it, table."""

from __future__ import annotations

import ast
from typing import Any

from auditor.extract.env_reads import VARIABLE, is_environment
from auditor.extract.python_names import Scope
from auditor.extract.python_tree import is_dressed, key_of
from auditor.extract.words import bare_setter, fills, is_secret, words
from auditor.rows import NamedTuple

_FAR = 24
_THROUGH = frozenset(
    "dump dumps loads str string dict list tuple set frozenset field option argument query body header form column "
    "charfield mapped_column cast deepcopy copy lower upper strip rstrip lstrip format quote encode decode path deque "
    "chain choice secretstr httpurl anyurl textfield default factory mappingproxytype namespace simplenamespace "
    "ensure_str json item configfield default_factory reveal removesuffix".split()
)
_GETS = frozenset({"get", "pop", "setdefault", "getattr", "getdefault"})
_TESTS = frozenset(
    "startswith endswith match search fullmatch compile findall replace removeprefix split count find index equal "
    "assertequal assertin issubset contains has sub partition rpartition".split()
)
_TOKENS = frozenset({"token", "tokens"})
_COUNTING = frozenset("count counts counter num number len length estimate estimated calc calculate total limit max".split())
_OPTIONS = frozenset({"add_argument", "option", "add_option", "argument"})


class Context(NamedTuple):
    """What becomes of a value."""

    slot: str = ""
    call: ast.Call | None = None
    target: ast.expr | None = None  # what it is assigned to
    via: str = ""
    env: bool = False  # it is the name of a variable that is read here
    compared: bool = False
    doc: bool = False
    key: bool = False  # it is the key of a dictionary
    indexed: bool = False  # it stands in `name[...]`
    table: ast.AST | None = None  # outermost literal collection around it
    union: bool = False  # one of a `Literal[...]`
    option: bool = False  # it is the default of a command-line option
    stem: str = ""  # the dictionary or name that holds the slot, for `**stem`


class Climb:
    """One walk from a node to the statement it belongs to."""

    def __init__(self, scope: Scope, node: ast.expr) -> None:
        """Start at `node`."""
        self.scope = scope
        self.parents = scope.tree.parents
        self.node: ast.AST = node
        self.slot = ""
        self.via = ""
        self.table: ast.AST | None = None
        self.keyed = False

    def run(self) -> Context:
        """The context of the node."""
        for step in range(_FAR):
            parent = self.parents.get(self.node)
            if parent is None:
                break
            found = self._step(parent, first=step == 0)
            if found is not None:
                return found
            self.node = parent
        return self._end()

    def _end(self, **fields: Any) -> Context:
        return Context(slot=self.slot, via=self.via, table=self.table)._replace(**fields)

    def _step(self, parent: ast.AST, *, first: bool) -> Context | None:
        match parent:
            case ast.keyword():
                if parent.arg and not self.slot:
                    self.slot = parent.arg
            case ast.Call():
                return self._call(parent)
            case ast.Dict():
                return self._dict(parent, first=first)
            case ast.List() | ast.Tuple() | ast.Set():
                self.table = parent
                if isinstance(parent, ast.Tuple) and len(parent.elts) == 2 and parent.elts[1] is self.node and not self.slot:
                    self.slot = _word(parent.elts[0])  # `("model_name", CharField(default="x"))`
            case ast.BoolOp() | ast.IfExp():
                self.via = self.via or _variable(self.scope, parent, self.node)
            case ast.Compare():
                return self._end(compared=True)
            case ast.match_case() | ast.MatchValue() | ast.MatchOr() | ast.MatchMapping():
                return self._end(compared=True)
            case ast.Subscript():
                return self._subscript(parent)
            case ast.Assign() | ast.AnnAssign() | ast.NamedExpr() | ast.AugAssign():
                return self._assign(parent)
            case ast.arguments():
                if _counts_tokens(self.parents.get(parent)):
                    return self._end(compared=True)
                self.slot = self.slot or _parameter(parent, self.node)
                return self._end(target=ast.Name(id=self.slot))
            case ast.Return() | ast.Yield():
                return self._returned(parent)
            case ast.Expr():
                return self._end(doc=first)
            case ast.stmt():
                return self._end()
            case _:
                pass
        return None

    def _dict(self, parent: ast.Dict, *, first: bool) -> Context | None:
        self.table = parent
        if first and self.node in parent.keys:
            outer = Climb(self.scope, parent).run()
            return Context(slot=outer.slot, key=True, table=outer.table or parent, call=outer.call)
        if not self.slot:
            at = next((at for at, value in enumerate(parent.values) if value is self.node), -1)
            key = parent.keys[at] if at >= 0 else None
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                self.slot, self.keyed = key.value, True
        return None

    def _subscript(self, parent: ast.Subscript) -> Context | None:
        if parent.slice is not self.node:
            return None
        base = self.scope.dotted(parent.value).value
        if base.rpartition(".")[2] == "Literal":
            return self._end(union=True)
        if is_environment(tuple(base.split("."))):
            return Climb(self.scope, parent).run()._replace(env=True)
        return self._end(indexed=True) if not isinstance(self.node, ast.Tuple) else None

    def _assign(self, parent: ast.Assign | ast.AnnAssign | ast.NamedExpr | ast.AugAssign) -> Context:
        target = parent.targets[0] if isinstance(parent, ast.Assign) else parent.target
        if isinstance(parent, ast.AnnAssign) and parent.annotation is self.node:
            return self._end(union=True)
        stem = ""
        if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
            stem = key_of(target.value)
            base = self.scope.dotted(target.value).value
            self.slot = self.slot or str(target.slice.value)
            if is_environment(tuple(base.split("."))):
                self.via = self.via or str(target.slice.value)
        elif self.keyed:
            stem = key_of(target)
        self.slot = self.slot or key_of(target)
        return self._end(target=target, stem=stem)

    def _returned(self, parent: ast.AST) -> Context:
        for _ in range(8):
            upper = self.parents.get(parent)
            if upper is None:
                break
            parent = upper
            if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if not self.slot and fills(parent.name):
                    self.slot = parent.name
                break
        return self._end()

    def _call(self, parent: ast.Call) -> Context | None:
        if parent.func is self.node:
            return None
        names = tuple(self.scope.dotted(parent.func).value.split("."))
        last = names[-1].removesuffix("()")
        position = next((at for at, arg in enumerate(parent.args) if arg is self.node), -1)
        if is_environment(names) and parent.args:
            return self._environment(parent, position)
        if last in _OPTIONS and position >= 0 and _is_flag(self.node):
            return self._end(compared=True)  # the name of an option that somebody may set
        if last in _OPTIONS and self.slot == "default":
            self.slot = _option(parent) or self.slot
            return self._end(target=ast.Name(id=self.slot), option=True)
        if last in {"get", "pop"} and position == 0 and self._is_key(parent):
            return self._end(indexed=True)
        before = parent.args[position - 1] if position > 0 else None
        paired = before.value if isinstance(before, ast.Constant) and isinstance(before.value, str) else ""
        if paired and not self.slot and (last in _GETS or fills(paired)):
            self.slot = paired.lstrip("-")
            if last in {"get", "pop"}:
                return None
        if last.lower() in _TESTS and position >= 0 and not self.slot:
            return self._end(compared=True)
        if last.lower() in _THROUGH and (position >= 0 or self.slot in {"default", "default_factory", "value"} or last == "dict"):
            if self.slot in {"default", "default_factory", "value"}:
                self.slot = ""
            self.keyed = self.keyed or last == "dict"
            return None
        if position == 0 and not self.slot and is_dressed(parent, last, self.parents) and not self.scope.callee(parent).sdk:
            return self._end(compared=True)
        return self._argument(parent, last, position)

    def _is_key(self, call: ast.Call) -> bool:
        """Whether what is got is looked up by its key, with something else if there is none: `clients.get("acme-3", other)`."""
        word = self.node.value if isinstance(self.node, ast.Constant) else None
        return isinstance(word, str) and len(call.args) == 2 and "/" not in word and not self.scope.callee(call).sdk

    def _environment(self, parent: ast.Call, position: int) -> Context | None:
        if position == 0:
            return Climb(self.scope, parent).run()._replace(env=True)
        name = parent.args[0]
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            self.via = self.via or name.value
            self.slot = ""
        return None

    def _argument(self, parent: ast.Call, last: str, position: int) -> Context:
        call = self._client(parent)
        if not self.slot and position >= 0:
            setter = bare_setter(last)
            if setter != last and (fills(setter) or is_secret(setter)):
                self.slot = setter
            elif position == 0 and ("model" in words(last) or fills(last) == "model" or last == "from_pretrained"):
                self.slot = "model"
            else:
                outer = self.parents.get(parent)
                if isinstance(outer, ast.keyword) and outer.arg and fills(outer.arg) in {"model", "address"}:
                    self.slot = outer.arg
        return self._end(call=call)

    def _client(self, call: ast.Call) -> ast.Call:
        """An SDK's call around one of our own counts more than ours."""
        if self.scope.callee(call).sdk:
            return call
        up: ast.AST | None = call
        for _ in range(4):
            up = self.parents.get(up) if up is not None else None
            if isinstance(up, ast.Call) and self.scope.callee(up).sdk:
                return up
            if up is None or isinstance(up, ast.stmt):
                break
        return call


def _word(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) and fills(node.value) else ""


def _parameter(arguments: ast.arguments, default: ast.AST) -> str:
    plain = [*arguments.posonlyargs, *arguments.args]
    for arg, value in zip(reversed(plain), reversed(arguments.defaults), strict=False):
        if value is default:
            return arg.arg
    for arg, given in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=False):
        if given is default:
            return arg.arg
    return ""


def _counts_tokens(function: ast.AST | None) -> bool:
    """`def num_tokens(text, model="acme-3")`, `def token_limit(model="acme-3")`: nothing is asked of the model."""
    said = words(function.name) if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)) else ()
    return not _TOKENS.isdisjoint(said) and not _COUNTING.isdisjoint(said)


def _is_flag(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("-")


def _option(call: ast.Call) -> str:
    """The destination of a command-line option: `"-m", "--model-name"` -> `model_name`."""
    for keyword in call.keywords:
        if keyword.arg == "dest" and isinstance(keyword.value, ast.Constant):
            return str(keyword.value.value)
    flags = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    longest = max(flags, key=len, default="")
    return longest.lstrip("-").replace("-", "_")


def _variable(scope: Scope, parent: ast.BoolOp | ast.IfExp, node: ast.AST) -> str:
    """The variable read in another branch of `a or b`, `a if c else b`."""
    branches = parent.values if isinstance(parent, ast.BoolOp) else [parent.body, parent.orelse]
    for branch in branches:
        if branch is not node:
            name = variable_of(scope, branch)
            if name:
                return name
    return ""


def variable_of(scope: Scope, node: ast.expr) -> str:
    """The variable that an expression reads from the environment, "" for none."""
    key: ast.expr | None = None
    base: ast.expr | None = None
    if isinstance(node, ast.Call) and node.args:
        key, base = node.args[0], node.func
    elif isinstance(node, ast.Subscript):
        key, base = node.slice, node.value
    if not isinstance(key, ast.Constant) or not isinstance(key.value, str) or base is None or not VARIABLE.match(key.value):
        return ""
    return key.value if is_environment(tuple(scope.dotted(base).value.split("."))) else ""
