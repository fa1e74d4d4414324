"""Names of one Python file. In: its tree and the hits. Out: dotted callees with aliases expanded and receivers followed."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from auditor.extract.bindings import Bound
from auditor.extract.entries import Hits
from auditor.extract.python_tree import Tree, key_of
from auditor.rows import NamedTuple

_DEEP = 40
_ROUNDS = 3
_OURS = frozenset({"self", "cls"})


class Dotted(NamedTuple):
    """A dotted expression; `sdk` when its root came with an import that holds a hit, `own` when it is the file's own."""

    value: str
    sdk: bool = False
    own: bool = False
    site: str = ""  # of the call that made the receiver
    known: bool = False


class Scope:
    """What the names of a file stand for; one table for the file, and functions and classes where a name means another client."""

    def __init__(self, tree: Tree, hits: Hits, home: str = "", defined: Iterable[str] = ()) -> None:
        """Bind imports, then objects made by calls on them.

        What `home`, the file's own package, brings is no SDK's; `defined` are functions and classes that the tree leaves out.
        """
        self.tree = tree
        self._home = home
        self.bound: dict[str, Bound] = {}
        self._made: dict[str, list[tuple[ast.AST | None, int, Bound]]] = {}  # where, in which function or class, a name is given
        self._several: set[str] = set()  # names that are something else in some functions or classes
        self.imported: list[tuple[str, int, int]] = []  # modules whose import holds a hit
        for node in tree.imports:
            self._import(node, hits)
        for child in tree.root.body:
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self.bound.setdefault(child.name, Bound(child.name, own=True))
        for name in defined:
            self.bound.setdefault(name, Bound(name, own=True))
        if any(bound.sdk for bound in self.bound.values()):
            self._objects()

    def _import(self, node: ast.Import | ast.ImportFrom, hits: Hits) -> None:
        start = self.tree.start(node)
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            own = node.level > 0 or self._is_own(module)
            at = max(self.tree.places.text.find(module, start), start)
            sdk = not own and hits.any(at, at + len(module))
            for alias in node.names:
                here = self.tree.start(alias)
                one = sdk or (not own and bool(hits.within(here, here + 1)))
                self.bound[alias.asname or alias.name] = Bound(f"{module}.{alias.name}", one, own)
                if one and not sdk and module:  # `from umbrella import acme`: the roof is many packages', the name is one's
                    self.imported.append((f"{module}.{alias.name}", here, here + len(alias.name)))
            if sdk and module and node.names:
                self.imported.append((module, at, at + len(module)))
            return
        for alias in node.names:
            local = alias.asname or alias.name.partition(".")[0]
            at = self.tree.start(alias)
            own = self._is_own(alias.name)
            hit = not own and hits.any(at, at + len(alias.name))
            self.bound[local] = Bound(alias.name if alias.asname else local, hit, own)
            if hit:
                self.imported.append((alias.name, at, at + len(alias.name)))

    def _is_own(self, module: str) -> bool:
        return bool(self._home) and module.partition(".")[0] == self._home

    def _objects(self) -> None:
        """Objects: results of SDK calls by assignment or `with`, parameters and fields by annotation."""
        for _ in range(_ROUNDS):
            before = len(self.bound)
            for node in self.tree.assigned:
                self._assigned(node)
            for function in self.tree.functions:
                for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs):
                    self._annotated(arg.arg, arg.annotation)
            if len(self.bound) == before:
                return

    def _assigned(self, node: ast.AST) -> None:
        if isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if item.optional_vars is not None:
                    self._give(item.optional_vars, item.context_expr)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._give(target, node.value)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
            if node.value is not None:
                self._give(node.target, node.value)
            if isinstance(node, ast.AnnAssign):
                self._annotated(key_of(node.target), node.annotation)

    def _give(self, target: ast.expr, value: ast.expr) -> None:
        name = key_of(target)
        known = self.bound.get(name)
        if not name or (known is not None and not known.own and not known.site):
            return
        for made in _results(value):
            if not self.is_sdk(made):
                continue
            dotted = self.dotted(made)
            if dotted.sdk:
                call = isinstance(made, ast.Call)
                site = dotted.site
                if isinstance(made, ast.Call):
                    site = self._config(made) or self.tree.site(made)
                bound = Bound(dotted.value, sdk=True, site=site if call or dotted.site else "")
                function, owner = self.tree.enclosing(value)
                place = owner if isinstance(target, ast.Attribute) else function
                start = self.tree.start(value)
                if known is None or known.own:
                    self.bound[name] = bound
                if all(start != other for _, other, _ in self._made.setdefault(name, [])):
                    self._made[name].append((place, start, bound))
                if bound.value != self.bound[name].value:
                    self._several.add(name)
                return

    def _config(self, call: ast.Call) -> str:
        """The site of a bound object handed to a call, when it is the only thing that is."""
        if len(call.args) == 1 and isinstance(call.args[0], ast.Name) and not call.keywords:
            bound = self.bound.get(call.args[0].id)
            return bound.site if bound is not None and bound.sdk else ""
        return ""

    def _annotated(self, name: str, annotation: ast.expr | None) -> None:
        if annotation is None or not name or name in self.bound:
            return
        if isinstance(annotation, ast.BinOp):
            annotation = annotation.left
        if isinstance(annotation, ast.Subscript) and key_of(annotation.value) in {"Optional", "Annotated"}:
            inner = annotation.slice
            annotation = inner.elts[0] if isinstance(inner, ast.Tuple) and inner.elts else inner
        if not self.is_sdk(annotation):
            return
        dotted = self.dotted(annotation)
        if dotted.sdk and not dotted.site and isinstance(annotation, (ast.Name, ast.Attribute)):
            self.bound[name] = Bound(dotted.value, sdk=True)

    def is_sdk(self, node: ast.expr) -> bool:
        """Whether `dotted` would tell an SDK's name; asked of every call of a file, so nothing is built."""
        bound = self.bound
        for _ in range(_DEEP):
            kind = node.__class__
            if kind is ast.Attribute:
                inner = node.value  # type: ignore[attr-defined] # told by its class
                if inner.__class__ is ast.Name and inner.id in _OURS and node.attr in bound:  # type: ignore[attr-defined]
                    return bound[node.attr].sdk  # type: ignore[attr-defined]
                node = inner
            elif kind is ast.Name:
                found = bound.get(node.id)  # type: ignore[attr-defined]
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
                    here = self._field_in(node) if node.attr in self._several else None
                    return self._rooted(node.attr, marks, tail, made, here)
                tail.append(node.attr + marks)
                marks, node = "", node.value
            elif isinstance(node, ast.Call):
                marks, made, node = "()" + marks, node, node.func
            elif isinstance(node, ast.Subscript):
                marks, node = "[]" + marks, node.value
            elif isinstance(node, (ast.Await, ast.Starred)):
                node = node.value
            elif isinstance(node, ast.Name):
                bound = self._bound_in(node) if node.id in self._several else None
                return self._rooted(node.id, marks, tail, made, bound)
            else:
                break
        return Dotted(".".join(reversed(tail)))

    def _bound_in(self, node: ast.Name) -> Bound | None:
        """What a name stands for in the function around it: what it was given there last before this place."""
        function, start = self.tree.enclosing(node)[0], self.tree.start(node)
        while function is not None:
            given = [(at, bound) for place, at, bound in self._made[node.id] if place is function and at <= start]
            if given:
                return max(given, key=lambda one: one[0])[1]
            function = self.tree.enclosing(function)[0]
        return None

    def _field_in(self, node: ast.Attribute) -> Bound | None:
        """What a field stands for in its class; of alternatives the one that the file means."""
        owner = self.tree.enclosing(node)[1]
        given = [bound for place, _, bound in self._made[node.attr] if place is owner]
        return given[0] if given and self.bound[node.attr] not in given else None

    def _rooted(self, name: str, marks: str, tail: list[str], made: ast.Call | None, bound: Bound | None = None) -> Dotted:
        bound = bound or self.bound.get(name)
        head = (bound.value if bound else name) + marks
        value = ".".join([head, *reversed(tail)])
        if bound is None:
            return Dotted(value)
        site = bound.site or (self.tree.site(made) if bound.sdk and made is not None else "")
        return Dotted(value, bound.sdk, bound.own, site, known=True)

    def callee(self, call: ast.Call) -> Dotted:
        """The dotted callee of a call; `partial(f, ...)` and calls through literal imports are seen through."""
        dotted = self.dotted(call.func)
        if dotted.value.rpartition(".")[2] == "partial" and call.args:
            inner = self.dotted(call.args[0])
            return inner if inner.value else dotted
        return dotted


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
