"""Every place that names a model. In: the scene and what is known of providers. Out: `Named` places, and what stayed open.

Each place is routed: a prefix of the id, the call it stands in, its file, then its project say who serves the model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from auditor import lazy_re as re
from auditor.records import DECIDING, DEFAULT, Confidence, Evidence, How, Place, Resolution, Role
from auditor.resolve.addresses import HERE, NOBODY
from auditor.resolve.aliases import Aliases
from auditor.resolve.callers import Callers
from auditor.resolve.constants import Constants, is_quoted
from auditor.resolve.endpoints import is_inside
from auditor.resolve.guesses import beside_sure, vouched
from auditor.resolve.identifiers import spellings
from auditor.resolve.labels import TABLE, Slots, is_capable, is_counted, is_data, is_listed
from auditor.resolve.models import ModelResolver, Resolved
from auditor.resolve.nicknames import nicknames
from auditor.resolve.packed import brought_by, classes_of
from auditor.resolve.paths import FETCHED, addressed, parted
from auditor.resolve.providers import ProviderFinder
from auditor.resolve.routes import Router, host_at
from auditor.resolve.scene import Scene, place_of
from auditor.resolve.slots import is_caption, last_segment, purpose, words
from auditor.resolve.variables import owner_of
from auditor.rows import NamedTuple

_COMMANDS = frozenset({"yaml", "json", "toml", "hcl", "dockerfile"})  # formats whose only calls are commands
_READABLE = (How.LITERAL, How.CONFIG, How.ARTIFACT)


class Named(NamedTuple):
    """One place that names a model: the provider its route leads to ("" = not known), and the one that the id itself shows."""

    evidence: Evidence
    model: Resolved
    provider: str
    place: Place
    shows: str = ""
    away: str = ""  # whether nobody we know is asked: at an address on this machine, or elsewhere
    through: str = ""  # a gateway's library that makes the call
    said: Evidence | None = None  # where the id is written, the same place or that of the name which stands here for it


class ModelFinder:
    """Finds the models that evidence names and routes each place to its provider."""

    def __init__(self, scene: Scene, finder: ProviderFinder, resolver: ModelResolver) -> None:
        """Nothing is looked at yet."""
        self.scene = scene
        self.finder = finder
        self.resolver = resolver
        self.calls = Callers(scene, finder.file_providers)
        self.aliases = Aliases(scene, finder.site_providers, resolver.provider_of, resolver.is_id)
        self._images = [re.compile(shape.match) for shape in scene.catalog.forms.shapes if shape.image]
        self._ways = frozenset(shape.provider for shape in scene.catalog.forms.shapes)
        self.open: dict[str, list[Evidence]] = defaultdict(list)

    def named(self) -> list[Named]:
        """Every place that names a model."""
        found: list[tuple[Evidence, Resolved]] = []
        packed: list[Named] = []
        written: dict[Evidence, Evidence] = {}  # where a constant that stands in a model slot gets its value
        constants = self._constants = Constants(self.scene)
        for one in parted(addressed(self.scene.evidence, self.scene.catalog.forms.shapes), self.resolver.is_id):
            if one.how is How.MANIFEST:
                packed += [Named(*brought, "", place_of(brought[0])) for brought in brought_by(self.scene, self._resolve, one)]
                continue
            if one.slot == FETCHED and (fetched := self._resolve(one, False)) is not None:
                packed.append(Named(one, fetched, "", place_of(one, text=one.value)))
                continue
            held = one.how is How.IMAGE and any(shape.match(one.value) for shape in self._images)
            if not (held or one.how in _READABLE) or not one.value or len(one.value) > 300 or self.aliases.only_names(one):
                continue
            slot, own = self._is_slot(one), constants.is_own(one)
            known = constants.of(one) if slot else None
            known = self._made_of(one) if own and known is None else known
            if known is not None:
                written[one] = known
            model = self._resolve(known or one, slot or self._is_argument(one)) if known is not None or not own else None
            if model is not None:
                if not is_data(one) and not (model.weights == "closed" and self.aliases.is_offered(one)):
                    sure = one if not self.aliases.is_loose(one) else one._replace(confidence=Confidence.MEDIUM)
                    found.append((sure, model))
                if model.slip and slot and (self.calls.speaks(one) or self._is_set(one, model)):
                    self.open[one.value].append(one)
            elif slot and known is None and not own and self._is_open(one):
                self.open[one.value].append(one)
        made_up = nicknames(found, self._held)
        found = [pair for pair in found if pair[0].value not in made_up]
        found = vouched(self.scene, self.finder.file_providers, found, lambda one: self._is_slot(one) or self.calls.speaks(one))
        found += beside_sure(self.scene, self.resolver, found)
        for one, model in found:
            if model.provider and not host_at(self.scene, one):
                self.finder.file_providers[one.path].add(model.provider)
        called = classes_of(self.scene, ((one.evidence.value, one.model) for one in packed))
        packed += [Named(one, model, "", place_of(one, text=model.raw)) for one, model in called]
        router = Router(self.scene, self.finder)
        aside = self._aside(found)
        named = (self._named(one, written.get(one, one), model, router, aside) for one, model in found)
        return packed + [one for one in named if not self._is_own(one)]

    def _is_own(self, one: Named) -> bool:
        """Whether a line of models is all that a name says (`acme-vision`), where one's own server or gateway answers to it.

        A runtime that names models its own way has a list of them, and a line of which terms are known is a model by that name.
        """
        head, slash, name = one.model.raw.rpartition("/")
        if one.model.resolution is not Resolution.FAMILY or one.model.weights == "closed" or one.model.license:
            return False
        if any(map(str.isdigit, name)) or (slash and head.lower() not in self.scene.catalog.prefixes):
            return False
        known = self.scene.catalog.providers.get(one.provider)
        if known is None or one.provider in self._ways:
            return bool(one.away) and any(
                (one.place.path, site) in self._inside for site in (one.evidence.site, one.evidence.receiver)
            )
        return known.runs_here or ("gateway" in known.kinds and not any("." in host for host in known.endpoints))

    def _made_of(self, one: Evidence) -> Evidence | None:
        """The literal of the one model of which the repository makes a constant, wherever it does: `LARGE("acme-3", "Large")`."""
        found: dict[str, Evidence] = {}
        for made in self._constants.made_of(one):
            told = ((inner, self._resolve(inner, purpose(inner.slot) == "model")) for inner in made)
            named = {model.id: inner for inner, model in told if model and (inner.value.islower() or not model.id.islower())}
            found = {**named, **found}
            if len(named) != 1 or len(found) != 1:
                return None
        return next(iter(found.values()), None)

    def _held(self, one: Evidence) -> str:
        """The id that a constant of the repository stands for, "" for other names."""
        made = self._constants.of(one) or self._made_of(one)
        model = self._resolve(made, True) if made is not None else None
        return model.id if model is not None else ""

    @cached_property
    def _inside(self) -> frozenset[tuple[str, str]]:
        """Calls and blocks with an address of one's own network."""
        addresses = (one for one in self.scene.evidence if one.how is How.ENDPOINT and one.site)
        return frozenset((one.path, one.site) for one in addresses if is_inside(one.value))

    def _is_open(self, one: Evidence) -> bool:
        """Whether an SDK is given a word for which nothing stands."""
        return self.calls.speaks(one) and one.value.lower() not in self.scene.catalog.forms.kinds and not self.aliases.behind(one)

    def _is_set(self, one: Evidence, model: Resolved) -> bool:
        """Whether a variable of the maker's own service is set, which nothing beside it leads elsewhere: `ACME_MODEL=acme-3`."""
        owner = owner_of(self.scene.catalog, one.via) if one.via else None
        house = owner is not None and self.scene.catalog.is_house(owner.provider, model.maker)
        return house and (one.path, one.site) not in self.scene.redirects

    @staticmethod
    def _named(one: Evidence, said: Evidence, model: Resolved, router: Router, aside: Mapping[Evidence, Role]) -> Named:
        """`said` is where the id is written: the same place, or the constant whose name stands there."""
        provider, told, through = router.of(said, model)
        place = place_of(one, text=said.value)
        role = aside.get(one) if one.role in DECIDING else None
        if role is not None:
            place = place._replace(role=role)
        if provider == HERE and model.weights == "closed":
            place = place._replace(confidence=Confidence.LOW)  # whatever answers on this machine, it is not that model
        away = provider if provider in NOBODY else ""
        return Named(one, model, "" if away else provider, place, provider if told else "", away, through, said)

    def _aside(self, found: list[tuple[Evidence, Resolved]]) -> dict[Evidence, Role]:
        """Places that name a model and use none: its label, an entry of a list to choose from, files full of models."""
        models: dict[str, set[str]] = defaultdict(set)
        slots = Slots(found, self.scene.evidence, self.resolver, self.scene.catalog.slugs)
        aside: dict[Evidence, Role] = {}
        listed: list[Evidence] = []
        for one, model in found:
            if one.role is Role.LOOKUP_TABLE and one.how is How.LITERAL and one.confidence is not Confidence.LOW:  # not compared
                models[one.path].add(model.id)
            if one.role not in DECIDING:
                continue
            counted = is_counted(one, sdk=self.calls.speaks(one)) or self.calls.is_nobodys(one)
            if counted or is_capable(one) or slots.is_renamed(one):
                aside[one] = Role.LOOKUP_TABLE
                continue
            if slots.is_title(one, model) and not self.calls.speaks(one):
                aside[one] = Role.PROMPT_TEXT
                continue
            if self._is_certain(one) or slots.is_chosen(one, model):
                continue
            if not slots.is_setting(one):
                models[one.path].add(model.id)
                listed.append(one)
            if slots.is_label(one, model):
                aside[one] = Role.PROMPT_TEXT
            elif is_listed(one):
                aside[one] = Role.LOOKUP_TABLE
        tables = {path for path, ids in models.items() if len(ids) >= TABLE}
        return aside | {one: Role.LOOKUP_TABLE for one in listed if one.path in tables}

    def _is_certain(self, one: Evidence) -> bool:
        """Whether the place is a use whatever stands around it: an SDK's argument, a product's own slot, a default, an image."""
        meaning = self.scene.meaning(one)
        if meaning is not None and meaning.purpose in ("model", "fallback"):
            return True
        if (
            one.how is How.LITERAL
            and one.callee
            and "/" in one.value
            and one.language in _COMMANDS
            and purpose(one.slot) == "model"
        ):
            return True  # weights that a command is told in a workload: `args: [-hf, acme/acme-7b]`
        named = () if is_caption(one.slot) else words(last_segment(one.slot))
        said = (*named, *words(last_segment(one.callee)), one.scope)
        return DEFAULT in said or self.calls.speaks(one) or bool(one.via) or one.how is How.IMAGE

    def _is_slot(self, one: Evidence) -> bool:
        """Whether a model is meant: by the slot's own name, or because a product's file says so."""
        meaning = self.scene.meaning(one)
        return meaning.purpose in ("model", "fallback") if meaning is not None else purpose(one.slot) == "model"

    def _is_argument(self, one: Evidence) -> bool:
        """Whether a name with a version is handed to a call of one provider: `new AcmeClient(address, "acme3")`.

        Or a known id to the class of its models: `AcmeModel(name = "acme-pro")`.
        """
        if one.slot in ("name", "id") and "-" in one.value and self.finder.names.is_model(one.callee):
            known = self.resolver.resolve(one.value, context=True)
            return known is not None and known.resolution is Resolution.EXACT
        if one.how is not How.LITERAL or one.slot or not one.callee or not any(char.isdigit() for char in one.value):
            return False
        return len(self.finder.site_providers.get((one.path, one.site), ())) == 1

    def _resolve(self, one: Evidence, slot: bool) -> Resolved | None:
        if one.how is How.LITERAL and self._constants.words(one) and not is_quoted(one):
            return None
        behind = self.aliases.behind(one) if slot else None
        if behind is not None:
            provider, targets = behind
            models = {model.id: model for target in targets if (model := self._stated(target, slot)) is not None}
            return next(iter(models.values()))._replace(raw=one.value, provider=provider) if len(models) == 1 else None
        return self._stated(one, slot)

    def _stated(self, one: Evidence, slot: bool) -> Resolved | None:
        """The model of one place, with the version that is declared beside it."""
        found = self._resolve_id(one, slot)
        if found is not None and found.resolution is Resolution.FAMILY and not found.family:
            # the prefix is all that says a maker, and at somebody else's address it only says how to call
            found = found if self.scene.led(one, one.site) in ("", found.maker) else None
        version = self.aliases.version(one) if found is not None else ""
        exact = self.resolver.resolve(f"{one.value}-{version}", context=slot) if version else None
        if found is not None and exact is not None and exact.maker == found.maker and exact.resolution is not Resolution.FAMILY:
            found = exact._replace(raw=one.value)
        route = self.aliases.route(one)
        return found._replace(provider=route) if found is not None and route else found

    def _resolve_id(self, one: Evidence, slot: bool) -> Resolved | None:
        raw = self.scene.config.aliases.get(one.value, one.value)
        found = self.resolver.resolve(raw, context=slot or raw != one.value)
        if found is None and not slot and self._is_constant(one):
            known = (self.resolver.resolve(name, context=True) for name in (raw, *spellings(raw)))
            return next((model._replace(raw=raw) for model in known if model and model.resolution is not Resolution.FAMILY), None)
        if found is None and slot and one.how is How.LITERAL and not is_quoted(one):
            spelled = [model for name in spellings(raw) if (model := self.resolver.resolve(name, context=True)) is not None]
            found = min(spelled, key=lambda model: model.resolution is Resolution.FAMILY, default=None)
            return found._replace(raw=raw) if found is not None else None
        return found

    def _is_constant(self, one: Evidence) -> bool:
        """Whether it is a constant of an SDK that a call of it gets without a name."""
        plain = one.how is How.LITERAL and not one.slot and one.value.isidentifier() and any(char.isdigit() for char in one.value)
        return plain and not is_quoted(one) and self.calls.speaks(one)
