"""Words that only look like a model's. In: the places that name a model. Out: those that something vouches for.

A version of one's own software (`acme-3.5.0`) has the form of an unknown model: where no provider, package or surer model is in
the same project and its maker nowhere, or a package or directory of the repository is called so, it is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from auditor.records import Evidence, How, Resolution
from auditor.resolve.models import Resolved
from auditor.resolve.scene import Scene

_FREE = frozenset({How.LITERAL, How.CONFIG})
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
