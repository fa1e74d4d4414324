"""Which signals a repository shows. In: evidence and the catalog's signals. Out: one `SignalUse` per signal with all its places.

A signal is looked up by the last word of a call or key path, by a value or an import; whatever else it names must hold too.
What is set to nothing shows none: no retries, an empty list of fallbacks, a block that is switched off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from auditor import lazy_re as re
from auditor.facts import Catalog, Signal
from auditor.records import Evidence, How, Place, Role, SignalUse
from auditor.resolve.files import expanded, glob_regex, plain_slot
from auditor.resolve.nothing import Nothing
from auditor.resolve.switches import ROUTE

ACCESS = "access"  # the group of signals that show whom a permission lets call
_SILENT = frozenset({Role.COMMENT, Role.PROMPT_TEXT, Role.LOOKUP_TABLE})
_NOWHERE: Mapping[tuple[str, str], str] = MappingProxyType({})
_SEPARATORS = re.compile(r"::|->|\\|/|\s+")


class SignalIndex:
    """The catalog's signals by the word that finds them."""

    def __init__(self, signals: Sequence[Signal]) -> None:
        """Index once; a signal stands under its calls, else its keys, else its values, else its imports."""
        self._calls: dict[str, list[tuple[str, Signal]]] = defaultdict(list)
        self._keys: dict[str, list[tuple[str, Signal]]] = defaultdict(list)
        self._values: dict[str, list[Signal]] = defaultdict(list)
        self._starts: list[tuple[str, str, Signal]] = []  # longest literal, pattern
        self._imports: dict[str, list[Signal]] = defaultdict(list)
        self._globs: dict[str, tuple[str, ...]] = {}
        self._of_path: dict[tuple[str, str], bool] = {}
        for signal in signals:
            self._index(signal)

    def _index(self, signal: Signal) -> None:
        self._globs[signal.id] = tuple(glob for text in signal.files for glob in expanded(text))
        if signal.calls:
            for call in signal.calls:
                self._calls[call.rpartition(".")[2]].append((call, signal))
        elif signal.keys:
            for key in signal.keys:
                path = plain_slot(key)
                self._keys[path.rpartition(".")[2]].append((path, signal))
        elif signal.values:
            for value in signal.values:
                if "*" in value:
                    self._starts.append((max(value.lower().split("*"), key=len), value.lower(), signal))
                else:
                    self._values[value.lower()].append(signal)
        else:
            for name in signal.imports:
                self._imports[name].append(signal)

    def matches(self, one: Evidence, imported: frozenset[str] | set[str] = frozenset()) -> Iterator[Signal]:
        """Signals that this evidence shows; `imported` are the modules that its file imports."""
        if one.role in _SILENT:
            return
        if one.how is How.IMPORT:
            for module in _prefixes(one.value):
                for signal in self._imports.get(module, ()):
                    if self._fits(signal, one):
                        yield signal
            return
        seen: set[str] = set()
        for signal in self._found(one):
            if signal.id not in seen and self._fits(signal, one) and _imports(signal, imported):
                seen.add(signal.id)
                yield signal

    def _found(self, one: Evidence) -> Iterator[Signal]:
        callee = one.value if one.how is How.CALL else one.callee
        if callee and self._calls:
            dotted = _dotted(callee)
            for call, signal in self._calls.get(dotted.rpartition(".")[2], ()):
                if _ends(dotted, call) and (one.how is How.CALL or signal.keys or signal.values) and self._argument(signal, one):
                    yield signal
        if one.slot:
            listed = plain_slot(one.slot)
            for slot in dict.fromkeys((listed, listed.removesuffix("[]"))):  # a key may ask for a list
                for path, signal in self._keys.get(slot.rpartition(".")[2], ()):
                    if _ends(slot, path) and (not signal.values or _valued(signal, one.value)):
                        yield signal
        if one.value and one.how is not How.CALL:
            lower = one.value.lower()
            yield from self._values.get(lower, ())
            for literal, start, signal in self._starts:
                if literal in lower and _wild(start).match(lower):
                    yield signal

    @staticmethod
    def _argument(signal: Signal, one: Evidence) -> bool:
        """Tell whether the keys and values that a signal of a call asks for are those of this argument."""
        if not signal.keys and not signal.values:
            return one.how is How.CALL
        slot = plain_slot(one.slot).removesuffix("[]")
        keyed = not signal.keys or any(_ends(slot, plain_slot(key)) for key in signal.keys)
        return keyed and one.how is not How.CALL and (not signal.values or _valued(signal, one.value))

    def _fits(self, signal: Signal, one: Evidence) -> bool:
        if signal.languages and one.language not in signal.languages:
            return False
        globs = self._globs[signal.id]
        if not globs:
            return True
        key = (signal.id, one.path)
        known = self._of_path.get(key)
        if known is None:
            known = self._of_path[key] = any(glob_regex(glob).match(one.path) for glob in globs)
        return known


def signal_uses(
    evidence: Iterable[Evidence],
    catalog: Catalog,
    redirects: Mapping[tuple[str, str], str] = _NOWHERE,
    may_be: Callable[[Signal, Evidence], bool] | None = None,
) -> tuple[SignalUse, ...]:
    """Every signal that the evidence shows, sorted by id, with its places; `covers` is left to the joins.

    A call that `redirects` lead to somebody else shows nothing of the service whose protocol it speaks; `may_be` refuses places
    that look like a signal and are something else.
    """
    kept = list(evidence)
    index = SignalIndex([signal for signal in catalog.signals if signal.group not in (ACCESS, ROUTE)])
    nothing = Nothing(kept)
    imported: dict[str, set[str]] = defaultdict(set)
    for one in kept:
        if one.how is How.IMPORT:
            imported[one.path].update(_prefixes(one.value))
    found: dict[str, tuple[Signal, set[Place]]] = {}
    for one in kept:
        target = (redirects.get((one.path, one.site)) or redirects.get((one.path, one.receiver))) if one.site else None
        for signal in index.matches(one, imported.get(one.path, frozenset())):
            if target and signal.provider and signal.provider != target:
                continue
            set_ = signal.values or not nothing.holds(one, signal.group)
            if set_ and (may_be is None or may_be(signal, one)):
                found.setdefault(signal.id, (signal, set()))[1].add(_place(one))
    return tuple(_use(*found[name]) for name in sorted(found))


def _use(signal: Signal, places: set[Place]) -> SignalUse:
    return SignalUse(
        id=signal.id,
        group=signal.group,
        kind=signal.kind,
        provider=signal.provider,
        strength=signal.strength,
        title=signal.title,
        covers=(),
        retires_on=signal.retires_on,
        replacement=signal.replacement,
        places=tuple(sorted(places)),
    )


def _place(one: Evidence) -> Place:
    text = one.value or one.slot.rpartition(".")[2]
    return Place(one.path, one.line, one.column, one.end_column, one.role, one.how, text, one.confidence, one.excerpt)


def _imports(signal: Signal, imported: frozenset[str] | set[str]) -> bool:
    return not signal.imports or any(name in imported for name in signal.imports)


@lru_cache(maxsize=50_000)
def _dotted(callee: str) -> str:
    """A callee as words between dots, whatever its language puts there."""
    return _SEPARATORS.sub(".", callee.replace("()", "")).strip(".")


def _ends(path: str, end: str) -> bool:
    return path == end or path.endswith("." + end)


def _valued(signal: Signal, value: str) -> bool:
    lower = value.lower()
    return any(_wild(wanted.lower()).match(lower) for wanted in signal.values)


@lru_cache(maxsize=2_000)
def _wild(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in pattern.split("*")) + r"\Z", re.DOTALL)


@lru_cache(maxsize=20_000)
def _prefixes(module: str) -> tuple[str, ...]:
    """A module and every module that holds it."""
    found = [module]
    for mark in (".", "/", "::", "\\"):
        at = module.rfind(mark)
        while at > 0:
            found.append(module[:at])
            at = module.rfind(mark, 0, at)
    return tuple(found)
