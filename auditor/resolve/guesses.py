"""Words that only look like a model's. In: the places that name a model. Out: those that something vouches for.

A version of one's own software (`acme-3.5.0`) has the form of an unknown model: where no provider, package or surer model is in
the same project and its maker nowhere, or a package or directory of the repository is called so, it is none. The other way
round, a word as short as `n1` is a model where a list names it beside a surer one of its maker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from auditor.facts import fold, squeeze
from auditor.records import DECIDING, DEFAULT, Evidence, How, Resolution, Role
from auditor.resolve.models import ModelResolver, Resolved
from auditor.resolve.scene import Scene
from auditor.resolve.slots import is_shown

_FREE = frozenset({How.LITERAL, How.CONFIG})
_NEAR = 12  # lines between two records of one list
Found = list[tuple[Evidence, Resolved]]


def vouched(scene: Scene, providers: Mapping[str, set[str]], found: Found, is_meant: Callable[[Evidence], bool]) -> Found:
    """Without mere guesses; `providers` are those of each file, `is_meant` tells the slots and calls that take a model."""

    def guessed(one: Evidence, model: Resolved) -> bool:
        if model.resolution is not Resolution.FAMILY or model.provider or "/" in one.value or one.how not in _FREE:
            return False
        return not is_meant(one)

    guesses = {one: model for one, model in found if guessed(one, model)}
    if not guesses:
        return found
    paths = {path for path, shown in providers.items() if shown} | {one.path for one, _ in found if one not in guesses}
    showing = {scene.project(path) for path in paths}
    showing |= {scene.project(one.path) for group in scene.declared.values() for one in group}
    anywhere = set().union(*providers.values())  # a module of a build may leave the calls of its vendor to another

    def believed(one: Evidence, model: Resolved) -> bool:
        return (scene.project(one.path) in showing or model.maker in anywhere) and not scene.own_names.is_called(one.value)

    return [(one, model) for one, model in found if one not in guesses or believed(one, model)]


def beside_sure(scene: Scene, resolver: ModelResolver, found: Found) -> Iterator[tuple[Evidence, Resolved]]:
    """Short ids that stand in one list with a surer id of their maker: they are offered there, and called only by default."""
    known = {one for one, _ in found}
    catalog = scene.catalog
    short = frozenset(catalog.forms.bare) - catalog.providers.keys() - catalog.slugs.keys() - catalog.prefixes.keys()
    sure: dict[tuple[object, ...], list[int]] = defaultdict(list)  # list and maker -> lines
    for one, model in found:
        if one.how in _FREE and model.resolution is not Resolution.FAMILY and fold(model.id) not in short:
            sure[*_list_of(one), model.maker].append(one.line)
    for lines in sure.values():
        lines.sort()
    for one in scene.evidence if sure else ():
        listed = one.how in _FREE and (one.role in DECIDING or one.role is Role.LOOKUP_TABLE) and not is_shown(one.slot)
        if not listed or one.value not in short or one in known:
            continue
        named = resolver.resolve(one.value, context=True)
        if named is None or named.resolution is not Resolution.EXACT:
            continue
        lines = sure.get((*_list_of(one), named.maker), [])
        at = bisect_left(lines, one.line - _NEAR)
        if at < len(lines) and lines[at] <= one.line + _NEAR:
            yield (one if one.scope == DEFAULT else one._replace(role=Role.LOOKUP_TABLE)), named


def _list_of(one: Evidence) -> tuple[object, ...]:
    """What the entries of one list have in common; the members of an enumeration are called like their values."""
    name = one.slot or one.callee
    named = bool(name) and squeeze(fold(one.value)) in squeeze(fold(name))
    return (one.path, one.role) if named else (one.path, one.role, one.callee, one.slot)
