"""Names of one Python file. In: its tree and the hits. Out: dotted callees with aliases expanded and receivers followed."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from auditor.extract.bindings import Bound
from auditor.extract.entries import Hits
from auditor.extract.python_bindings import OURS, Locals, in_order, is_same, is_strange, pairs
from auditor.extract.python_tree import Tree, key_of, parameters
from auditor.extract.words import is_error
from auditor.rows import NamedTuple

_DEEP = 40
_ROUNDS = 3
_FIELDS = 64  # classes in which one field is told apart
_LOOSE = frozenset({"Any", "object"})


class Dotted(NamedTuple):
    """A dotted expression; `sdk` when its root came with an import that holds a hit, `own` when it is the file's own."""

    value: str
    sdk: bool = False
    own: bool = False
    site: str = ""  # of the call that made the receiver
    known: bool = False


class Scope:
    """What the names of a file stand for: one table for the file, and the places where a name means something else."""

    def __init__(self, tree: Tree, hits: Hits, home: str = "", defined: Iterable[str] = ()) -> None:
        """Bind imports, then objects made by calls on them.

        What `home`, the file's own package, brings is no SDK's; `defined` are functions and classes that the tree leaves out.
        """
        self.tree = tree
        self._home = home
        self.bound: dict[str, Bound] = {}
        self._locals = Locals(tree)
        self._fields: dict[str, list[tuple[ast.AST | None, int, Bound]]] = {}  # in which class, where and what a field is given
        self._given: dict[str, ast.Name] = {}  # the only thing handed to a call, by the call's site
        self._configs: dict[str, str] = {}  # the site of the object handed to a call, by the call's
        self._several: set[str] = set()  # fields that are something else in some classes
        self.imported: list[tuple[str, int, int, bool]] = []  # modules whose import holds a hit; whether it brings errors alone
        for node in tree.imports:
            self._import(node, hits)
        for child in tree.root.body:
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self.bound.setdefault(child.name, Bound(child.name, own=True))
        for name in defined:
            self.bound.setdefault(name, Bound(name, own=True))
        self._brought = frozenset(self.bound)
        if any(bound.sdk for bound in self.bound.values()):
            self._objects()
            self._strangers()
            self._configured()

    def _import(self, node: ast.Import | ast.ImportFrom, hits: Hits) -> None:
        start = self.tree.start(node)
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            own = node.level > 0 or self._is_own(module)
            at = max(self.tree.places.text.find(module, start), start)
            sdk = not own and hits.any(at, at + len(module))
            for alias in node.names:
                here = self.tree.start(alias)
                one = sdk or (not own and hits.any(here, here + 1))
                self.bound[alias.asname or alias.name] = Bound(f"{module}.{alias.name}", one, own)
                if one and not sdk:  # `from umbrella import acme`: the roof is many packages', the name is one's
                    self.imported.append((f"{module}.{alias.name}", here, here + len(alias.name), is_error(alias.name)))
            if sdk:
                self.imported.append((module, at, at + len(module), all(is_error(alias.name) for alias in node.names)))
            return
        for alias in node.names:
            local = alias.asname or alias.name.partition(".")[0]
            at = self.tree.start(alias)
            own = self._is_own(alias.name)
            hit = not own and hits.any(at, at + len(alias.name))
            self.bound[local] = Bound(alias.name if alias.asname else local, hit, own)
            if hit:
                self.imported.append((alias.name, at, at + len(alias.name), False))

    def _is_own(self, module: str) -> bool:
        return bool(self._home) and module.partition(".")[0] == self._home

    def _objects(self) -> None:
        """Objects: results of SDK calls by assignment or `with`, parameters and fields by annotation."""
        assigned = in_order(self.tree)
        for _ in range(_ROUNDS):
            before = len(self.bound)
            for node in assigned:
                self._assigned(node)
            for function in self.tree.functions:
                for arg, several in parameters(function):
                    if not several:
                        self._annotated(arg.arg, arg.annotation, (arg, function))
            if len(self.bound) == before:
                return

    def _strangers(self) -> None:
        """Assignments, `with`, `except` and parameters by which a function gives an object's name to something else."""
        for node in self.tree.assigned:
            for target, value in pairs(node):
                if isinstance(target, ast.Name) and self._is_object(target.id) and is_strange(target.id, value):
                    self._locals.give(target.id, target, None, self._locals.function(target))
            if isinstance(node, ast.ExceptHandler) and node.name and self._is_object(node.name):
                self._locals.give(node.name, node, None, self._locals.function(node))
        for function in self.tree.functions:
            for arg, several in parameters(function):
                if self._is_object(arg.arg) and (several or not self._is_loose(arg.annotation)):
                    self._locals.give(arg.arg, arg, None, function)

    def _configured(self) -> None:
        """Calls that are handed nothing but an object speak of what that was made with, as its name means it there."""
        for site, name in self._given.items():
            bound = self._of(name)
            if bound is not None and bound.sdk and bound.site:
                self._configs[site] = self._configs.get(bound.site, bound.site)

    def _is_object(self, name: str) -> bool:
        known = self.bound.get(name)
        return known is not None and known.sdk and name not in self._brought

    def _is_loose(self, annotation: ast.expr | None) -> bool:
        """Whether an annotation says nothing against an SDK's object: none, `Any`, a text, a type that holds one."""
        return not isinstance(annotation, (ast.Name, ast.Attribute)) or key_of(annotation) in _LOOSE or self.is_sdk(annotation)

    def _assigned(self, node: ast.AST) -> None:
        for target, value in pairs(node):
            self._give(target, value)
        if isinstance(node, ast.AnnAssign):
            self._annotated(key_of(node.target), node.annotation)

    def _give(self, target: ast.expr, value: ast.expr) -> None:
        name = key_of(target)
        local = isinstance(target, ast.Name) and name not in self._brought
        known = self.bound.get(name)
        fixed = known is not None and not known.own and not (known.site and isinstance(target, ast.Attribute))
        if not name or self._locals.is_done(target) or (not local and fixed):
            return
        if local and name in self.bound and is_same(name, value):
            self._locals.skip(target)
            return
        for made in _results(value):
            if not self.is_sdk(made):
                continue
            dotted = self.dotted(made)
            if dotted.sdk and not _is_sent(dotted.value):
                call = isinstance(made, ast.Call)
                site = dotted.site
                if isinstance(made, ast.Call):
                    site = self.tree.site(made)
                    if len(made.args) == 1 and isinstance(made.args[0], ast.Name) and not made.keywords:
                        self._given[site] = made.args[0]
                bound = Bound(dotted.value, sdk=True, site=site if call or dotted.site else "")
                if local:
                    self._locals.give(name, target, bound, self._locals.home(name, target))
                if known is None or (known.own and not local):
                    self.bound[name] = bound
                if isinstance(target, ast.Attribute):
                    self._field(name, value, bound)
                return

    def _field(self, name: str, value: ast.expr, bound: Bound) -> None:
        """Note what a field is given in its class."""
        start = self.tree.start(value)
        given = self._fields.setdefault(name, [])
        if len(given) < _FIELDS and all(start != other for _, other, _ in given):
            given.append((self.tree.enclosing(value)[1], start, bound))
        if (bound.value, bound.site) != (self.bound[name].value, self.bound[name].site):
            self._several.add(name)

    def _field_in(self, node: ast.Attribute) -> Bound:
        """What a field stands for in its class; of alternatives the one that the file means."""
        known = self.bound[node.attr]
        owner = self.tree.enclosing(node)[1] if node.attr in self._several else None
        given = [bound for place, _, bound in self._fields.get(node.attr, ()) if place is owner] if owner is not None else []
        return given[0] if given and known not in given else known

    def _annotated(self, name: str, annotation: ast.expr | None, parameter: tuple[ast.arg, ast.AST] | None = None) -> None:
        if annotation is None or not name or name in (self.bound if parameter is None else self._brought):
            return
        if isinstance(annotation, ast.BinOp):
            annotation = annotation.left
        if isinstance(annotation, ast.Subscript) and key_of(annotation.value) in {"Optional", "Annotated"}:
            inner = annotation.slice
            annotation = inner.elts[0] if isinstance(inner, ast.Tuple) and inner.elts else inner
        if not self.is_sdk(annotation):
            return
        dotted = self.dotted(annotation)
        if _is_sent(dotted.value):
            if parameter is not None:
                self._locals.give(name, parameter[0], None, parameter[1])
            return
        if dotted.sdk and not dotted.site and isinstance(annotation, (ast.Name, ast.Attribute)):
            bound = Bound(dotted.value, sdk=True)
            self.bound.setdefault(name, bound)
            if parameter is not None:
                self._locals.give(name, parameter[0], bound, parameter[1])

    def is_sdk(self, node: ast.expr) -> bool:
        """Whether `dotted` would tell an SDK's name; asked of every call of a file, so nothing is built."""
        bound = self.bound
        for _ in range(_DEEP):
            kind = node.__class__
            if kind is ast.Attribute:
                inner = node.value  # type: ignore[attr-defined] # told by its class
                if inner.__class__ is ast.Name and inner.id in OURS and node.attr in bound:  # type: ignore[attr-defined]
                    return bound[node.attr].sdk  # type: ignore[attr-defined]
                node = inner
            elif kind is ast.Name:
                found = self._of(node)  # type: ignore[arg-type]
                return found is not None and found.sdk
            elif kind is ast.Call:
                node = node.func  # type: ignore[attr-defined]
            elif kind is ast.Subscript or kind is ast.Await or kind is ast.Starred:
                node = node.value  # type: ignore[attr-defined]
            else:
                return False
        return False

    def dotted(self, node: ast.expr) -> Dotted:
        """The dotted text of an expression with its root expanded; "" for what has no name."""
        tail: list[str] = []
        marks = ""
        made: ast.Call | None = None  # the first call of the chain: what follows is called on its result
        for _ in range(_DEEP):
            if isinstance(node, ast.Attribute):
                if isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"} and node.attr in self.bound:
                    return self._rooted(node.attr, self._field_in(node), marks, tail, made)
                tail.append(node.attr + marks)
                marks, node = "", node.value
            elif isinstance(node, ast.Call):
                marks, made, node = "()" + marks, node, node.func
            elif isinstance(node, ast.Subscript):
                marks, node = "[]" + marks, node.value
            elif isinstance(node, (ast.Await, ast.Starred)):
                node = node.value
            elif isinstance(node, ast.Name):
                return self._rooted(node.id, self._of(node), marks, tail, made)
            else:
                break
        return Dotted(".".join(reversed(tail)))

    def _of(self, node: ast.Name) -> Bound | None:
        known = self.bound.get(node.id)
        return self._locals.of(node, known)

    def _rooted(self, name: str, bound: Bound | None, marks: str, tail: list[str], made: ast.Call | None) -> Dotted:
        head = (bound.value if bound else name) + marks
        value = ".".join([head, *reversed(tail)])
        if bound is None:
            return Dotted(value)
        site = self._configs.get(bound.site, bound.site) or (self.tree.site(made) if bound.sdk and made is not None else "")
        return Dotted(value, bound.sdk, bound.own, site, known=True)

    def callee(self, call: ast.Call) -> Dotted:
        """The dotted callee of a call; `partial(f, ...)` and calls through literal imports are seen through."""
        dotted = self.dotted(call.func)
        if dotted.value.rpartition(".")[2] == "partial" and call.args:
            inner = self.dotted(call.args[0])
            return inner if inner.value else dotted
        return dotted


def _is_sent(value: str) -> bool:
    """Whether it is of a type of what is sent or comes back, whose methods call nobody: `acme.types.Message`."""
    return "types" in value.partition("(")[0].split(".")[1:-1]


def _results(value: ast.expr) -> list[ast.expr]:
    """What an assigned expression may be: itself, an alternative, the first argument of a wrapper."""
    if isinstance(value, ast.Await):
        value = value.value
    if isinstance(value, ast.BoolOp):
        return [*value.values]
    if isinstance(value, ast.IfExp):
        return [value.body, value.orelse]
    if isinstance(value, ast.Call) and value.args and isinstance(value.args[0], ast.Call):
        return [value, value.args[0]]
    return [value]
