"""Models of the inventory. In: the scene and what is known of providers. Out: `ModelUse`s by canonical id, and what stayed open.

Each place is routed: a prefix of the id, the call it stands in, its file, then its project say who serves the model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from auditor.records import (
    DECIDING,
    Certainty,
    Confidence,
    Evidence,
    How,
    LifecycleFact,
    ModelUse,
    Place,
    Resolution,
    Role,
    Unresolved,
)
from auditor.resolve.labels import Slots, is_listed
from auditor.resolve.lifecycles import lifecycle_for
from auditor.resolve.models import ModelResolver, Resolved
from auditor.resolve.providers import ProviderFinder
from auditor.resolve.routes import Router
from auditor.resolve.scene import HERE, NOBODY, Scene, place_of
from auditor.resolve.slots import last_segment, purpose, words
from auditor.rows import NamedTuple

_PACKED = "embeddings-"
TABLE = 12  # distinct models in one file
_SURENESS = tuple(Resolution)
_READABLE = (How.LITERAL, How.CONFIG, How.ARTIFACT)


class Named(NamedTuple):
    """One place that names a model, with the provider its route leads to ("" = not known)."""

    evidence: Evidence
    model: Resolved
    provider: str
    place: Place


class ModelFinder:
    """Finds the models that evidence names and routes each place to its provider."""

    def __init__(
        self, scene: Scene, finder: ProviderFinder, resolver: ModelResolver, meant: frozenset[int] = frozenset()
    ) -> None:
        """`meant` are indices of evidence that a product's file makes a model, whatever its key is called."""
        self.scene = scene
        self.finder = finder
        self.resolver = resolver
        self.meant = meant
        self.open: dict[str, list[Evidence]] = defaultdict(list)

    def named(self) -> list[Named]:
        """Every place that names a model."""
        found = []
        for one in self.scene.evidence:
            if one.how is How.MANIFEST:
                found += self._packed(one)
                continue
            if one.how not in _READABLE or not one.value or len(one.value) > 300:
                continue
            slot = self._is_slot(one)
            model = self._resolve(one, slot)
            if model is not None:
                found.append((one, model))
            elif slot and self._is_call(one):
                self.open[one.value].append(one)
        for one, model in found:
            if model.provider:
                self.finder.file_providers[one.path].add(model.provider)
        router = Router(self.scene, self.finder)
        aside = self._aside(found)
        return [self._named(one, model, router.of(one, model), aside) for one, model in found]

    def _named(self, one: Evidence, model: Resolved, provider: str, aside: Mapping[Evidence, Role]) -> Named:
        place = place_of(one)
        role = aside.get(one) if one.role in DECIDING else None
        if role is not None:
            place = place._replace(role=role)
        if provider == HERE and model.weights == "closed":
            place = place._replace(confidence=Confidence.LOW)  # whatever answers on this machine, it is not that model
        return Named(one, model, "" if provider in NOBODY else provider, place)

    def _packed(self, one: Evidence) -> list[tuple[Evidence, Resolved]]:
        """The model that a package brings along and is named after: `...-embeddings-all-minilm-l6-v2`."""
        package = self.scene.package(one.language, one.value) if one.scope not in ("own", "include") else None
        start = one.value.find(_PACKED) + len(_PACKED)
        if package is None or package.kind != "embedding" or package.provider or start < len(_PACKED):
            return []
        name = one.value[start:]
        model = self._resolve(one._replace(value=name), slot=True)
        at = one.column + start if one.end_column - one.column == len(one.value) else one.end_column - len(name)
        return [(one._replace(value=name, column=at, how=How.LITERAL), model)] if model is not None else []

    def _aside(self, found: list[tuple[Evidence, Resolved]]) -> dict[Evidence, Role]:
        """Places that name a model and use none: its label, an entry of a list to choose from, files full of models."""
        models: dict[str, set[str]] = defaultdict(set)
        slots = Slots(found, self.resolver)
        aside: dict[Evidence, Role] = {}
        for one, model in found:
            if one.role not in DECIDING or self._is_certain(one):
                continue
            models[one.path].add(model.id)
            if slots.is_label(one, model):
                aside[one] = Role.PROMPT_TEXT
            elif is_listed(one):
                aside[one] = Role.LOOKUP_TABLE
        tables = {path for path, ids in models.items() if len(ids) >= TABLE}
        for one, _ in found:
            if one.path in tables and not self._is_certain(one):
                aside[one] = Role.LOOKUP_TABLE
        return aside

    def _is_certain(self, one: Evidence) -> bool:
        """Whether the place is a use whatever stands around it: an SDK's argument, a product's own slot, a default."""
        meaning = self.scene.meanings.get(one)
        if meaning is not None and meaning.purpose in ("model", "fallback"):
            return True
        return "default" in words(last_segment(one.slot)) or self._is_call(one) or bool(one.via)

    def _is_slot(self, one: Evidence) -> bool:
        """Whether a model is meant: by the slot's own name, or because a product's file says so."""
        meaning = self.scene.meanings.get(one)
        return meaning.purpose in ("model", "fallback") if meaning is not None else purpose(one.slot) == "model"

    def _resolve(self, one: Evidence, slot: bool) -> Resolved | None:
        raw = self.scene.config.aliases.get(one.value, one.value)
        return self.resolver.resolve(raw, context=slot or raw != one.value)

    def _is_call(self, one: Evidence) -> bool:
        """Whether the slot surely belongs to an LLM client: its call does, or its block names a provider."""
        if " " in one.value or not one.site:
            return False
        return bool(one.callee and self.scene.imported(one.language, one.callee.partition("(")[0], one.path))


def model_uses(scene: Scene, named: Iterable[Named]) -> tuple[ModelUse, ...]:
    """One use per canonical id."""
    groups: dict[str, list[Named]] = defaultdict(list)
    for one in named:
        groups[one.model.id].append(one)
    return tuple(_use(scene, group) for _, group in sorted(groups.items()))


def _use(scene: Scene, group: list[Named]) -> ModelUse:
    first = min(group, key=lambda one: (_SURENESS.index(one.model.resolution), one.model.raw)).model
    deciding = [one for one in group if one.place.role in DECIDING] or group
    providers = tuple(sorted({one.provider for one in deciding if one.provider}))
    ends = _ends(scene, deciding, first)
    return ModelUse(
        raw=tuple(sorted({one.model.raw for one in group})),
        id=first.id,
        maker=first.maker,
        providers=providers,
        family=first.family,
        kind=first.kind,
        weights=first.weights,
        license=first.license,
        floating=first.floating or any(_floats(one) for one in deciding),
        stage=first.stage,
        lifecycle=ends[0] if ends else None,
        resolution=first.resolution,
        base=first.base,
        fine_tuned=first.fine_tuned,
        places=tuple(sorted({one.place for one in group})),
        ends=ends,
    )


def _floats(one: Named) -> bool:
    """Whether the tag moves: `:latest` is whatever was pulled last."""
    return one.model.raw.endswith(":latest")


def _ends(scene: Scene, deciding: list[Named], first: Resolved) -> tuple[LifecycleFact, ...]:
    """The end at each route in use, the nearest first; an announced one before a 'not before' date."""
    found = {}
    for provider in sorted({one.provider for one in deciding}):
        fact = lifecycle_for(scene.catalog, first, provider)
        if fact is not None:
            found[provider or fact.provider] = fact
    nearest = sorted(
        found.items(),
        key=lambda pair: (pair[1].certainty is Certainty.EARLIEST, str(pair[1].retires_on or pair[1].deprecated_on or "9999")),
    )
    return tuple(
        LifecycleFact(
            provider=provider,
            deprecated_on=fact.deprecated_on,
            retires_on=fact.retires_on,
            certainty=fact.certainty,
            replacement=fact.replacement or first.replacement,
            source=fact.origin.source,
            checked=fact.origin.checked,
        )
        for provider, fact in nearest
    )


def unresolved(finder: ModelFinder) -> tuple[Unresolved, ...]:
    """Strings in model slots of LLM calls that name no known model."""
    return tuple(
        Unresolved(
            raw=raw, slot=group[0].slot, near=finder.resolver.near(raw), places=tuple(sorted({place_of(one) for one in group}))
        )
        for raw, group in sorted(finder.open.items())
    )
