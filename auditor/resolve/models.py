"""Which model an id names. In: any string a person writes as a model id. Out: `Resolved`, or None when it names no model.

The tables come first, under every form and spelling; then the families, for ids no table knows yet. Without a model slot
around it (`context`) a string must look like an id: words, paths, files, packages and identifiers are refused.
"""

from __future__ import annotations

from functools import cached_property

from auditor import lazy_re as re
from auditor.facts import Catalog, Model, fold, squeeze
from auditor.records import Confidence, Resolution
from auditor.resolve.answers import SIZE, Question, Resolved, dateless, of_vendor
from auditor.resolve.families import FamilyBook, Relation, kind_of, name_of
from auditor.resolve.forms import Reader, Reading
from auditor.resolve.idtext import LONGEST, id_text, is_here
from auditor.resolve.nearest import nearest, slip_of

KEPT = 50_000  # answers remembered
TUNED = "ft-"  # how a fine-tune begins, folded; the tables hold fine-tunes under it where they end on another day

_SNAKE = re.compile(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+")
_PARTED = re.compile(r"[-.:@/]")

__all__ = ["ModelResolver", "Resolved"]


class ModelResolver:
    """Answers what an id means, from one catalog; answers are remembered."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._reader = Reader(catalog)
        self._bare = frozenset(catalog.forms.bare)
        self._asked = frozenset(catalog.forms.asked)
        self._underscored = frozenset(catalog.forms.underscored)
        self._known: dict[tuple[str, bool, bool], Resolved | None] = {}

    @cached_property
    def _book(self) -> FamilyBook:
        """Made when the tables first fail."""
        return FamilyBook(self._catalog)

    @cached_property
    def _rewrites(self) -> tuple[re.Pattern[str], list[tuple[re.Pattern[str], str]]]:
        """What any rewrite touches, and the rewrites."""
        pairs = self._catalog.forms.rewrites
        return re.compile("|".join(match for match, _ in pairs) or r"\Z.\A"), [(re.compile(one), to) for one, to in pairs]

    def resolve(self, raw: str, *, context: bool = False, asked: bool = False) -> Resolved | None:
        """The model a string names; `context`: it fills a model slot; `asked`: a person asks for just this name."""
        key = (raw, context, asked)
        if key in self._known:
            return self._known[key]
        if len(self._known) >= KEPT:
            self._known.clear()
        found = self._known[key] = self._resolve(raw, context, asked)
        return found

    def is_id(self, raw: str) -> bool:
        """Whether a string names a model wherever it stands."""
        return self.resolve(raw) is not None

    def provider_of(self, raw: str) -> str:
        """The provider that the form of an id implies, also for ids that name no model (a deployment, a customer's tune)."""
        return self._reader.read(raw).provider if len(raw) <= LONGEST else ""

    def near(self, raw: str, limit: int = 3) -> tuple[str, ...]:
        """The known ids most like a string that is none of them."""
        found = self.resolve(raw, context=True)
        return (found.slip,) if found is not None and found.slip else nearest(self._catalog, raw, limit)

    def _resolve(self, raw: str, slot: bool, asked: bool) -> Resolved | None:
        text = id_text(raw, slot=slot)
        if not text:
            return None
        reading = self._reader.read(text)
        if reading.opaque or (reading.folder and not slot) or any("://" in name for name in reading.names[-1:]):
            return None
        ask = Question(raw, reading, slot, asked)
        found = self._short(ask) or self._from_tables(ask) or self._from_families(ask) or of_vendor(ask, self._catalog.forms)
        return None if found is not None and found.weights == "closed" and is_here(raw) else found

    def _short(self, ask: Question) -> Resolved | None:
        target = self._catalog.forms.short.get(ask.reading.names[-1].lower()) if ask.slot else None
        found = self.resolve(target) if target else None
        if found is None:
            return None
        # elsewhere the name is that of a deployment, and a family's newest model has no end
        ends = tuple(end for end in found.lifecycle if end.provider == found.maker and found.id == target)
        provider = ask.reading.provider
        return found._replace(raw=ask.raw, floating=True, provider=provider, resolution=Resolution.ALIAS, lifecycle=ends)

    # --- the tables -------------------------------------------------------------------------------------------------

    def _from_tables(self, ask: Question) -> Resolved | None:
        reading = ask.reading
        for place, name in enumerate((*reading.known, *(reading.guesses if ask.slot else ()))):
            key = fold(name)
            glued = ":" in name and (reading.tagged or (place == 0 and reading.owner == "route"))
            if glued or (reading.tuned and key.startswith(TUNED)):
                continue
            if key in self._bare and not self._may_be_bare(ask, name):
                continue
            model_id = self._catalog.model_keys.get(key)
            loose = model_id is None
            if loose:
                model_id = self._loosely(ask, name)
            if model_id is None:
                continue
            undated = model_id.startswith("~")
            model = self._catalog.models[model_id.removeprefix("~")]
            if not self._believable(ask, model, name, loose):
                continue
            weak = name not in reading.names
            return self._made(ask, model, direct=place == 0 and not loose, loose=loose or weak, undated=undated)
        return None

    def _may_be_bare(self, ask: Question, name: str) -> bool:
        """In a slot, behind a provider, or asked for; a capitalized bare word is a name of somebody."""
        if name in ask.reading.guesses:
            return False
        spelled = name in ask.reading.names[:1] and (name.islower() or "-" in name)
        return ask.sure or (ask.asked and spelled and fold(name) in self._asked)

    def _loosely(self, ask: Question, name: str) -> str | None:
        if "/" in name or not (ask.sure or ask.asked or _PARTED.search(ask.raw)):
            return None
        return self._catalog.loose_keys.get(squeeze(self._rewritten(name)))

    def _rewritten(self, name: str) -> str:
        folded = fold(name)
        touched, rewrites = self._rewrites
        if touched.search(folded):
            for match, replace in rewrites:
                folded = match.sub(replace, folded)
        return folded

    def _believable(self, ask: Question, model: Model, name: str, loose: bool) -> bool:
        """What strangers and services run under a changed name is open weights; an identifier in snake case is no id."""
        reading = ask.reading
        if name in reading.served and model.weights == "closed":
            return False
        if name not in reading.names:
            kin = self._book.relation(self._rewritten(name)) if reading.tagged else None
            # what a bare tag leaves out is completed to the family's own, never to somebody's copy
            if reading.vendor not in {"", model.maker} or (kin is not None and kin.family.maker != model.maker):
                return False
        if ask.slot:
            return True
        if reading.owner == "stranger" and "/" not in name and model.weights == "closed":
            return False
        plain = _SNAKE.fullmatch(name) is not None and "/" not in ask.raw
        if plain and not any("_" in one for one in (model.id, *model.aliases)):
            return False
        return not (loose and not ask.asked and self._book.versionless(fold(name)))

    def _made(self, ask: Question, model: Model, *, direct: bool, loose: bool, undated: bool) -> Resolved:
        reading = ask.reading
        resolution = Resolution.FORM
        if direct:
            same = fold(ask.raw) == fold(model.id) or fold(reading.names[0]) == fold(model.id)
            resolution = Resolution.EXACT if same else Resolution.ALIAS
        tuned = self._catalog.model_keys.get(TUNED + fold(model.id)) if reading.tuned else None
        ends = self._catalog.models[tuned] if tuned else model
        copied = reading.tuned or reading.packed or reading.owner in {"repack", "stranger"}
        unsure = loose or (fold(reading.names[-1]) in self._bare and reading.owner not in {"vendor", "route"})
        return Resolved(
            raw=ask.raw,
            id=model.id,
            maker=model.maker,
            provider=self._provider(reading, model.maker),
            family=model.family,
            kind=model.kind,
            weights=model.weights,
            license=model.license,
            floating=model.floating or reading.floats or undated or dateless(ask.raw, model.id),
            stage=ends.stage,
            lifecycle=ends.lifecycle,
            resolution=resolution,
            confidence=Confidence.MEDIUM if unsure else Confidence.HIGH,
            base=model.id if copied else "",
            fine_tuned=reading.tuned,
            replacement=model.replacement,
        )

    def _provider(self, reading: Reading, maker: str) -> str:
        """Whom the form implies; a host's slug before another maker's model is a route, before its own model it is ambiguous."""
        if reading.provider or not reading.host or reading.packed or reading.vendor == maker:
            return reading.provider
        host = self._catalog.providers[reading.host]
        return reading.host if maker in host.hosts or "*" in host.hosts else ""

    # --- the families -----------------------------------------------------------------------------------------------

    def _from_families(self, ask: Question) -> Resolved | None:
        for name in (*reversed(ask.reading.names), *ask.reading.known, *(ask.reading.guesses if ask.slot else ())):
            if "/" in name or (":" in name and not name.rpartition(":")[2].isdigit()) or self._hopeless(ask, name):
                continue
            folded = self._rewritten(name)
            if folded in self._bare and not self._may_be_bare(ask, name):
                continue
            relation = self._book.relation(folded, name, ask.reading.vendor)
            if relation is None or (name in ask.reading.guesses and relation.unknown + relation.refused):
                continue
            if self._credible(ask, name, folded, relation):
                return self._related(ask, name, relation)
        return None

    def _hopeless(self, ask: Question, name: str) -> bool:
        """Whether no family could make the name credible: an identifier, or one plain word that nothing vouches for."""
        if ask.slot:
            return False
        if _SNAKE.fullmatch(name) and fold(name).partition("-")[0] not in self._underscored:
            return True
        return not ask.asked and ask.reading.owner not in {"vendor", "route", "repack"} and not _PARTED.search(ask.raw)

    def _credible(self, ask: Question, name: str, folded: str, relation: Relation) -> bool:
        if ask.slot:
            return relation.unknown + relation.refused <= 3
        if relation.refused:
            return False
        reading = ask.reading
        if reading.owner == "stranger" and relation.family.weights == "closed":
            return False
        if reading.owner in {"vendor", "route", "repack"}:
            return relation.unknown <= (2 if reading.vendor else 1)
        if not ask.asked and not reading.tagged and self._book.versionless(folded):
            return False
        if not ask.asked and self._book.versionless(relation.head) and not any(char.isdigit() for char in folded):
            return False  # two plain words: a program of that name as well
        if relation.unknown == 0:
            return True
        # one new word is believed of a version that no table knows, never of an old one
        new = any(char.isdigit() for char in relation.head) and squeeze(relation.head) not in self._catalog.loose_keys
        among = sum(word.isalpha() and len(word) > 2 for word in relation.tail) > 1
        return relation.unknown == 1 and (new or among or bool(SIZE.search(name)))

    def _related(self, ask: Question, name: str, relation: Relation) -> Resolved:
        reading, family = ask.reading, relation.family
        sibling, left = self._sibling(relation)
        strange = relation.unknown + relation.refused > 0
        foreign = bool(strange and reading.vendor and reading.vendor != family.maker)
        same = sibling is not None and not strange and not any(char.isdigit() for word in left for char in word)
        named = name.lower().replace("@", "-").replace("_", "-")
        maker = reading.vendor if foreign else family.maker
        stage = "preview" if "preview" in relation.tail else "experimental" if "exp" in relation.tail else "ga"
        ended = sibling is not None and bool(sibling.lifecycle)
        slip = slip_of(self._catalog, self._book, self._rewritten(name), maker, ended=ended) if ask.slot else ""
        return Resolved(
            raw=ask.raw,
            id=named,
            maker=maker,
            provider=self._provider(reading, maker),
            family=sibling.family if sibling else name_of(relation),
            kind=kind_of(self._catalog.forms, relation),
            weights=sibling.weights if sibling and same else family.weights,
            license=sibling.license if sibling and same else family.license,
            floating=reading.floats or (maker in self._catalog.forms.floating and not re.search(r"\d{4}", named)),
            stage="unknown" if slip else stage,
            lifecycle=(),
            resolution=Resolution.FAMILY,
            confidence=Confidence.LOW if strange else Confidence.MEDIUM,
            base=sibling.id if sibling and (strange or reading.packed or reading.owner in {"repack", "stranger"}) else "",
            fine_tuned=reading.tuned or "finetuned" in "".join(relation.tail),
            replacement="",
            slip=slip,
        )

    def _sibling(self, relation: Relation) -> tuple[Model | None, tuple[str, ...]]:
        """The known model whose name is the longest beginning of this one, and the words it lacks."""
        for kept in range(len(relation.tail) - 1, -1, -1):
            name = "-".join((relation.head, *relation.tail[:kept]))
            model_id = self._catalog.model_keys.get(name) or self._catalog.loose_keys.get(squeeze(name))
            if model_id is not None:
                model = self._catalog.models[model_id.removeprefix("~")]
                if model.maker == relation.family.maker:
                    return model, relation.tail[kept:]
        return None, relation.tail
