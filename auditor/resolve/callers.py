"""Whether a call speaks to a model. In: evidence that stands in a call. Out: whether an SDK sends it, or only reads its words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from auditor.facts import Package
from auditor.records import Evidence, How
from auditor.resolve.constants import assigned
from auditor.resolve.scene import Scene
from auditor.resolve.slots import last_segment, purpose, words

_FITS = frozenset({"encode", "truncate", "trim", "fit"})


class Callers:
    """Answers for the calls of one repository."""

    def __init__(self, scene: Scene, providers: Mapping[str, set[str]]) -> None:
        """`providers` are those that each file shows."""
        self._scene = scene
        self._providers = providers

    def speaks(self, one: Evidence) -> bool:
        """Whether the slot surely belongs to an LLM client, because its call does."""
        return any(map(_speaks, self._called(one)))

    def is_nobodys(self, one: Evidence) -> bool:
        """Whether a package is called that speaks to no provider: it reads the model's vocabulary.

        So does all of a file that brings in no other; but a constant (`CHAT_MODEL`) is kept for somebody else, and what a
        method of some object is given by name (`gateway.model("acme-3")`) is sent by it.
        """
        called = self._called(one)
        if called:
            return not any(map(_speaks, called))
        if one.path not in self._counters:
            return False
        if not _FITS.isdisjoint(words(last_segment(one.callee))[:1]):
            return True  # `encode_summary(text, "acme-3")`: so many words as the model takes
        return purpose(one.slot) == "model" and not one.slot.isupper() and not _is_set(one)

    @cached_property
    def _counters(self) -> frozenset[str]:
        """The files whose packages speak to no provider, and in which nothing else names one."""
        silent: dict[str, bool] = {}
        for one in self._scene.evidence:
            if one.how is How.IMPORT and (packages := self._scene.imported(one.language, one.value, one.path)):
                silent[one.path] = silent.get(one.path, True) and not any(map(_speaks, packages))
        return frozenset(path for path, holds in silent.items() if holds and not self._providers.get(path))

    def _called(self, one: Evidence) -> tuple[Package, ...]:
        if " " in one.value or not one.site or not one.callee:
            return ()
        return self._scene.imported(one.language, one.callee.partition("(")[0], one.path)


def _is_set(one: Evidence) -> bool:
    """Whether an object's own method sets it: `gateway.model("acme-3")`, or a constant that such a method is given."""
    before = one.excerpt[: one.column - 1].rstrip("\"'`")
    if before.endswith(f".{one.slot}("):
        return True
    name = assigned(one)
    return "." in one.callee and name.isupper() and name != one.slot


def _speaks(package: Package) -> bool:
    """Whether a package sends something: an SDK of no provider is a tokenizer."""
    return bool(package.provider) or package.kind != "provider-sdk"
