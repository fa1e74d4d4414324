"""Python source. In: a `SourceFile`. Out: imports, calls, literals, addresses and variables as evidence.

The standard library's parser gives the tree, of functions that say nothing excepted; a text it refuses is read by the lexer that
reads every other language.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.apis import with_addresses
from auditor.extract.places import Places
from auditor.extract.python_code import read_calls, read_word
from auditor.extract.python_islands import Islands
from auditor.extract.python_names import Scope
from auditor.extract.python_tree import Tree, tree_of
from auditor.extract.python_values import Script, read_string
from auditor.extract.sheet import Sheet
from auditor.extract.source import comment_at, ignores_in, read_code
from auditor.records import TYPES, Evidence, How, Ignore, SourceFile

_COMMENTS = 400


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """All evidence of a Python file, sorted by place."""
    if not file.hits:
        if "ai-audit:" in file.text:
            yield from ignores_in(Sheet(file, bind=False))
        return
    file = with_addresses(file)
    sheet = Sheet(file, bind=False)
    islands = Islands(sheet.spans, file.hits)
    lines = frozenset(sheet.places.at(hit)[0] for hit in file.hits)
    tree = _made(sheet.places, lines, islands)
    while True:
        script = _script(sheet, islands, tree)
        if script is None:
            yield from read_code(file)
            return
        _tell(script, islands)
        if not islands.ask(sheet.followed):
            break
        sheet.forget()
        tree = _grown(script.tree, islands)
    yield from ignores_in(sheet)
    yield from sheet.finish()


def _script(sheet: Sheet, islands: Islands, tree: Tree | None) -> Script | None:
    """The tree of what is worth one and its names, once nothing that is left out speaks of an SDK's; None when nothing parses."""
    while tree is not None:
        scope = Scope(tree, sheet.hits, sheet.file.home, islands.names())
        if not islands.ask(name for name, bound in scope.bound.items() if bound.sdk):
            return Script(sheet, tree, scope)
        tree = _grown(tree, islands)
    return None


def _grown(tree: Tree, islands: Islands) -> Tree | None:
    """The tree with what was asked for last, the rest of it parsed anew only where that cannot be put in."""
    return tree.grown(islands.taken()) or _made(tree.places, tree.lines, islands)


def _made(places: Places, lines: frozenset[int], islands: Islands) -> Tree | None:
    tree = tree_of(places, lines, islands.sparse())
    return tree_of(places, lines, islands.sparse()) if tree is None and islands.give_up() else tree


def _tell(script: Script, islands: Islands) -> None:
    sheet, tree = script.sheet, script.tree
    for module, start, end, errors in script.scope.imported:
        sheet.add(How.IMPORT, module, start, end, scope=TYPES if errors else "")
    read_calls(script)
    lines = sorted((tree.start(node), tree.end(node)) for node in tree.imports)
    skip, done, comments = 0, -1, 0
    for hit in sheet.file.hits:
        while skip < len(lines) and lines[skip][1] <= hit:
            skip += 1
        if hit < done or (skip < len(lines) and lines[skip][0] <= hit):
            continue
        span = sheet.spans.at(hit)
        if not sheet.takes(span):
            continue
        if span < 0:
            done = read_word(script, hit)
        elif not (sheet.spans.is_comment(span) or islands.holds(hit)):
            done = read_string(script, span, hit)
        elif comments < _COMMENTS:
            comments += 1
            done = comment_at(sheet, span, hit)
