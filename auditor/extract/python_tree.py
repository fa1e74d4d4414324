"""The syntax tree of a Python text with parents and places. In: a text. Out: `Tree`, or None.

Nothing recurses here: the tree is walked with a stack of our own.
"""

from __future__ import annotations

import ast
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from auditor.extract.places import Places
from auditor.extract.words import asks

LONGEST = 500_000  # characters; a tree takes up to 500 bytes for each
_String = ast.Constant | ast.JoinedStr
_Import = ast.Import | ast.ImportFrom


_LEAVES = frozenset(
    "ctx op ops names type_comment type_ignores kind conversion id attr arg name module level asname is_async simple rest".split()
)
_BINDING = (ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.With, ast.AsyncWith, ast.ExceptHandler)
_BODIES = ("body", "orelse", "finalbody")
_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {}


class Tree:
    """Nodes by kind in the order of the text, each node's parent, and offsets in characters."""

    def __init__(self, root: ast.Module, places: Places, lines: frozenset[int]) -> None:
        """Walk the tree once; strings and names are kept for `lines`, those with a hit."""
        self.root = root
        self.lines = lines
        self._sorted = sorted(lines)
        self.places = places
        self.ascii = places.text.isascii()
        self.parents: dict[ast.AST, ast.AST] = {}
        self.imports: list[_Import] = []
        self.calls: list[ast.Call] = []
        self.assigned: list[ast.AST] = []  # statements that bind names
        self.functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = []
        self.decorated: list[ast.expr] = []
        self.given: dict[str, list[ast.expr]] = {}  # names handed to calls and dictionaries, by last segment
        self.idents: dict[int, ast.AST] = {}
        self._gaps: dict[int, ast.Expr] = {}  # statements that are a `0`, by line: something may have been left out there
        self.known: dict[tuple[str, ast.AST], bool] = {}  # what was found out about a node once, for all that stands in it
        self._named: dict[str, list[ast.Assign | ast.AnnAssign]] | None = None
        self._strings: list[tuple[int, int, _String]] = []
        self._walk()
        self._strings.sort(key=lambda one: one[0])
        self._starts = [start for start, _, _ in self._strings]

    def _walk(self) -> None:
        stack: list[ast.AST] = [self.root]
        parents, lines, kept = self.parents, self.lines, self._kept()
        while stack:
            node = stack.pop()
            kind = node.__class__
            if kind is ast.Name:
                if node.lineno in lines:  # type: ignore[attr-defined] # told by its class
                    self._name(node)
                continue
            keep = kept.get(kind)
            if keep is not None:
                keep(node)
                if kind is ast.Constant:
                    continue
            fields = _FIELDS.get(kind)
            if fields is None:
                fields = _FIELDS[kind] = tuple(field for field in kind._fields if field not in _LEAVES)
            for field in fields:
                child = getattr(node, field, None)
                if child.__class__ is list:
                    for one in reversed(child):
                        if isinstance(one, ast.AST):
                            parents[one] = node
                            stack.append(one)
                elif isinstance(child, ast.AST):
                    parents[child] = node
                    stack.append(child)

    def _kept(self) -> dict[type[ast.AST], Callable[[Any], None]]:
        """What is done with a node, by class."""
        return {
            ast.Attribute: self._attribute,
            ast.keyword: self._name,
            ast.Constant: self._string,
            ast.JoinedStr: self._string,
            ast.Call: self._call,
            ast.Dict: lambda node: self._given(node.values),
            ast.Import: self.imports.append,
            ast.ImportFrom: self.imports.append,
            ast.FunctionDef: self._defined,
            ast.AsyncFunctionDef: self._defined,
            ast.ClassDef: lambda node: self.decorated.extend(node.decorator_list),
        } | dict.fromkeys(_BINDING, self.assigned.append)

    def _name(self, node: Any) -> None:
        if node.lineno in self.lines:
            self.idents[self.start(node)] = node

    def _attribute(self, node: ast.Attribute) -> None:
        if node.end_lineno in self.lines:
            self.idents[self.end(node) - len(node.attr)] = node

    def _string(self, node: ast.Constant | ast.JoinedStr) -> None:
        text = node.__class__ is ast.JoinedStr or node.value.__class__ is str  # type: ignore[union-attr] # told by its class
        if not text:
            if node.value.__class__ is int and self.parents[node].__class__ is ast.Expr:  # type: ignore[union-attr] # the same
                self._gaps[node.lineno] = self.parents[node]  # type: ignore[assignment] # the same
        elif self._is_hit(node) and not isinstance(self.parents.get(node), ast.JoinedStr):
            self._strings.append((self.start(node), self.end(node), node))

    def _call(self, node: ast.Call) -> None:
        self.calls.append(node)
        if node.args:
            self._given(node.args)
        if node.keywords:
            self._given([keyword.value for keyword in node.keywords])

    def _defined(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.decorated += node.decorator_list
        self.functions.append(node)

    def _is_hit(self, node: ast.Constant | ast.JoinedStr) -> bool:
        first, last = node.lineno, node.end_lineno or node.lineno
        if first == last:
            return first in self.lines
        at = bisect_left(self._sorted, first)
        return at < len(self._sorted) and self._sorted[at] <= last

    def _given(self, values: list[ast.expr]) -> None:
        for value in values:
            if value.__class__ is ast.Constant or value.__class__ is ast.Call:
                continue
            bare = value.value if isinstance(value, ast.Starred) else value
            name = key_of(bare)
            if name:
                self.given.setdefault(name, []).append(bare)

    def offset(self, line: int, column: int) -> int:
        """Character offset of a place that `ast` counts in bytes."""
        start = self.places.offset(line)
        if self.ascii or not column:
            return start + column
        part = self.places.text[start : start + column]
        return start + (
            column if part.isascii() else len(part.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))
        )

    def start(self, node: ast.expr | ast.stmt | ast.keyword | ast.alias) -> int:
        """Where a node begins."""
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt | ast.keyword) -> int:
        """Where a node ends."""
        return self.offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)

    def last_name(self, call: ast.Call) -> int:
        """Where the last name of a call's dotted function begins."""
        func = call.func
        return self.end(func) - len(func.attr) if isinstance(func, ast.Attribute) else self.start(func)

    def site(self, call: ast.Call) -> str:
        """The id of a call."""
        line, column = self.places.at(self.last_name(call))
        return f"{line}:{column}"

    def named(self, name: str) -> list[ast.Assign | ast.AnnAssign]:
        """The assignments to a name, by last segment, in the order of the text."""
        if self._named is None:
            self._named = {}
            for node in self.assigned:
                if isinstance(node, (ast.Assign, ast.AnnAssign)):
                    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                    self._named.setdefault(key_of(target), []).append(node)
        return self._named.get(name, [])

    def enclosing(self, node: ast.AST) -> tuple[ast.AST | None, ast.ClassDef | None]:
        """The function and the class around a node; decorators belong to their function."""
        function: ast.AST | None = None
        at: ast.AST | None = self.parents.get(node)
        for _ in range(200):
            if at is None or isinstance(at, ast.ClassDef):
                break
            if isinstance(at, (ast.FunctionDef, ast.AsyncFunctionDef)) and function is None:
                function = at
            at = self.parents.get(at)
        return function, at if isinstance(at, ast.ClassDef) else None

    def grown(self, text: str) -> Tree | None:
        """The tree with the functions of `text`, which stand on lines where it has a `0`; None when they do not."""
        root = _parsed(text) if text else None
        for block in root.body if root is not None else ():
            for node in block.body if isinstance(block, ast.If) else (block,):
                decorators = getattr(node, "decorator_list", ())
                gap = self._gaps.get(min(node.lineno, *(one.lineno for one in decorators)) if decorators else node.lineno)
                if gap is None:
                    return None
                parent: Any = self.parents[gap]
                body: list[ast.stmt] = next(body for body in (getattr(parent, name, []) for name in _BODIES) if gap in body)
                body[body.index(gap)] = node
        return Tree(self.root, self.places, self.lines) if root is not None else None

    def string_at(self, offset: int) -> _String | None:
        """The string expression that holds an offset."""
        index = bisect_right(self._starts, offset) - 1
        for at in range(index, max(index - 4, -1), -1):
            start, end, node = self._strings[at]
            if start <= offset < end:
                return node
        return None


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[ast.arg, bool]]:
    """All parameters of a function, and whether each gathers what is left over: `*args`, `**kwargs`."""
    own = function.args
    for arg in (*own.posonlyargs, *own.args, *own.kwonlyargs):
        yield arg, False
    for left in (own.vararg, own.kwarg):
        if left is not None:
            yield left, True


def is_dressed(call: ast.Call, name: str, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether something is held against what a helper makes of one value: `m == norm("x")`, `m in (norm("x"), norm("y"))`."""
    if len(call.args) + len(call.keywords) > 1 or asks(name):
        return False
    outer = parents.get(call)
    return isinstance(parents.get(outer) if isinstance(outer, (ast.Tuple, ast.List, ast.Set)) else outer, ast.Compare)


def key_of(node: ast.expr) -> str:
    """The last segment of a name: `MODEL`, `self.model` -> `model`, `MODELS["fast"]` -> `MODELS[fast]`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.value, (ast.Name, ast.Attribute))
    ):
        return f"{key_of(node.value)}[{node.slice.value!r}]".replace("'", "")
    return ""


def tree_of(places: Places, lines: frozenset[int], text: str) -> Tree | None:
    """The tree of `text`, whose lines stand where those of `places` do; None for what this interpreter does not parse."""
    root = _parsed(text)
    return Tree(root, places, lines) if root is not None else None


def _parsed(text: str) -> ast.Module | None:
    if len(text) > LONGEST or "\x00" in text:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None
