"""The way out of one finding. In: the finding, its rule's advice text, the inventory. Out: `Advice` with steps and places.

Sentences come from the rule; models, providers, licenses and snippets come from the catalog; places come from the finding.
"""

from __future__ import annotations

from collections import Counter

from auditor import lazy_re as re
from auditor.advise import routes
from auditor.advise.alternatives import BASE_URL, CONFIG, EMBED, NAMED, RETRAIN, REWRITE, SDK, Want, alternatives
from auditor.advise.cures import MOST, Cure, cure_of
from auditor.advise.hosts import id_at
from auditor.advise.snippets import language_of, with_snippets
from auditor.advise.sorts import SENTENCES
from auditor.advise.steps import Move, kept, steps_of
from auditor.advise.surroundings import Setting, runs_here
from auditor.facts import Catalog, Rule
from auditor.records import DECIDING, Advice, Alternative, Finding, Inventory, ModelUse

_HOLE = re.compile(r"\{([a-z_]+)\}")
_SIZE = {CONFIG: "small", BASE_URL: "small", SDK: "medium", REWRITE: "medium", EMBED: "large", RETRAIN: "large"}
_BESIDE = (Cure.SPREAD, Cure.OTHER_MAKER, Cure.OWN)  # cures whose first way stands behind the present one
_PURPOSES = {Cure.CONFIG: ("config",), **dict.fromkeys((Cure.SPREAD, Cure.OTHER_MAKER), ("fallback", "base-url", "gateway"))}
_ABSENT = {
    "model": "a current model of the same kind",
    "package": "a maintained package for the same service",
    "signal": "the surface its documentation names today",
    "provider": "one that serves the same models",
}


class Ways:
    """Finds the way out of findings of one report."""

    def __init__(self, inventory: Inventory, catalog: Catalog, setting: Setting) -> None:
        """Keep what every advice needs."""
        self.inventory = inventory
        self.catalog = catalog
        self.setting = setting
        self._models = {use.id: use for use in inventory.models}
        self._known: dict[tuple[object, ...], tuple[Alternative, ...]] = {}

    def out_of(self, finding: Finding, rule: Rule) -> Advice:
        """The advice for one finding."""
        cure = cure_of(finding.rule)
        use = self._use(finding, cure)
        options = self._options(finding, cure, use)
        return Advice(
            summary=self._filled(rule.advice, finding, cure, use, options),
            effort=self._effort(finding, cure, options),
            steps=self._steps(finding, cure, use, options),
            alternatives=options,
            keeps=kept(use, options, cure, self.inventory),
        )

    def _steps(self, finding: Finding, cure: Cure, use: ModelUse | None, options: tuple[Alternative, ...]) -> tuple[str, ...]:
        if use is None or not options:
            return ()
        host = self.catalog.providers.get(options[0].provider)
        here, there = id_at(host, use.id, self.catalog), id_at(host, options[0].model, self.catalog)
        deployed = host is not None and host.deployments
        wants = self._wants(use, options[0])
        return steps_of(Move(finding, cure, use, options[0], there, self.setting.routed, deployed, here, wants))

    def _wants(self, use: ModelUse, first: Alternative) -> str:
        """What a request to the next model of a maker must be like that the present one did not ask for.

        A gateway of somebody else may mend requests on their way.
        """
        old, new = self.catalog.models.get(use.id), self.catalog.models.get(first.model)
        host = self.catalog.providers.get(first.provider)
        if new is None or new.maker != use.maker or not new.wants or (host is not None and "gateway" in host.kinds):
            return ""
        return "" if old is not None and old.wants == new.wants else f"{new.wants} ({new.wants_source})"

    def _use(self, finding: Finding, cure: Cure) -> ModelUse | None:
        """The model the finding is about: its own, else the most used one of its subject, text models first."""
        named = finding.facts.get("model") if finding.rule == "AIA603" else finding.subject.id
        own = self._models.get(str(named))
        if own is not None or cure in (Cure.NONE, Cure.RENAMED) or finding.subject.kind == "model":
            return own
        uses = [use for use in self.inventory.models if _is_about(use, finding)]
        counts = Counter(site.model for site in self.inventory.sites if finding.project in ("", site.project or "."))
        kinds = ("embedding",) if finding.rule == "AIA306" else tuple(SENTENCES)
        there = set(finding.places)

        def order(use: ModelUse) -> tuple[object, ...]:
            home = cure is Cure.SPREAD and any(self._is_local(provider) for provider in use.providers)
            idle = not any(place.role in DECIDING for place in use.places)
            away = bool(finding.places) and there.isdisjoint(use.places)
            return (use.kind not in kinds, away, idle, home, -counts[use.id], use.id)

        return min(uses, key=order, default=None)

    def _options(self, finding: Finding, cure: Cure, use: ModelUse | None) -> tuple[Alternative, ...]:
        if cure is Cure.RENAMED:
            return self._replacement(finding)
        if cure is Cure.NONE or use is None:
            return ()
        want = self._want(finding, cure, use)
        key = (use.id, cure, want, finding.rule if cure is Cure.OWN else "")
        if key not in self._known:
            self._known[key] = self._found(cure, use, want, finding.rule)
        found = self._known[key]
        if use.kind not in SENTENCES:
            return found
        purposes = _PURPOSES.get(cure, ("base-url",))
        return with_snippets(found, purposes, language_of(self.inventory, finding.places), self.catalog, self.setting)

    def _want(self, finding: Finding, cure: Cure, use: ModelUse) -> Want:
        """What must be different this time."""
        facts, kind, id_ = finding.facts, finding.subject.kind, finding.subject.id
        maker = str(facts.get("maker") or "")
        if cure is Cure.TERMS:
            return Want(terms="osi", licenses=frozenset({use.license}))
        if cure in (Cure.OTHER_MAKER, Cure.OTHER_OPEN):
            return Want(own=False, terms="open" if cure is Cure.OTHER_OPEN else "", makers=frozenset({maker or use.maker}))
        if cure is Cure.AWAY:
            country = frozenset({str(facts["country"])} if finding.rule in ("AIA705", "AIA709") and facts.get("country") else ())
            makers = frozenset({id_} if kind == "maker" else ())
            return Want(
                own=kind == "model", providers=frozenset({id_} if kind == "provider" else ()), makers=makers, countries=country
            )
        if cure in (Cure.SPREAD, Cure.OWN):
            there = frozenset(site.provider for site in self.inventory.sites if site.provider) | frozenset(use.providers)
            hosted = frozenset(one for one in there if not self._is_local(one))
            country = frozenset({str(facts["country"])} if finding.rule == "AIA107" and facts.get("country") else ())
            cloud = frozenset({str(facts["cloud"])} if facts.get("cloud") else ())
            # of several, one that is in use already may stand in for the one this model goes to
            away = frozenset({id_}) if kind == "provider" else hosted.intersection(use.providers) or hosted
            return Want(own=False, providers=away, countries=country, clouds=cloud)
        return Want(own=True, others=cure is Cure.REPLACE)

    def _is_local(self, provider: str) -> bool:
        return runs_here(self.catalog.providers.get(provider))

    def _found(self, cure: Cure, use: ModelUse, want: Want, rule: str) -> tuple[Alternative, ...]:
        known = (self.catalog, self.setting)
        if cure is Cure.PIN:
            return routes.pinned(use, *known)
        if cure is Cure.CONFIG:
            return routes.as_setting(use)
        if cure is Cure.DIRECT:
            return routes.direct(use, *known) or routes.elsewhere(use, *known, want)
        if cure is Cure.SPREAD:
            return self._beside(use, want)
        if cure is Cure.OWN:
            home = routes.at_home(use, *known, want, near=rule == "AIA606")
            hosted = alternatives(use, *known, want._replace(terms="open"), 2) if rule == "AIA605" else ()
            return (*hosted, *home)
        if cure is Cure.AWAY:
            same = () if want.makers or (use.id and not want.providers) else routes.elsewhere(use, *known, want, 1)
            same = same or (routes.direct(use, *known) if want.providers else ())
            return (*same, *alternatives(use, *known, want, MOST[cure] - len(same)))
        # weights that end at one host go on at others
        same = routes.elsewhere(use, *known, want, 1) if cure is Cure.REPLACE and use.weights == "open" and use.providers else ()
        found = (*same, *alternatives(use, *known, want, MOST[cure] - len(same)))
        if cure is Cure.OTHER_MAKER:
            found = self._nearest_first(found)
        return tuple(one for one in found if not want.terms or one.license not in want.licenses)

    def _beside(self, use: ModelUse, want: Want) -> tuple[Alternative, ...]:
        """A second route: the same open model elsewhere, else another maker's at two hosts; one more; a small local one."""
        known = (self.catalog, self.setting)
        same = routes.elsewhere(use, *known, want)
        others = self._nearest_first(alternatives(use, *known, want))[:2]
        second = () if same or not others else routes.second_host(use, others[0], *known, want)
        home = () if self.setting.local else routes.at_home(use, *known, want)
        home = tuple(one for one in home if one.model not in {other.model for other in others})
        return (*same, *others[:1], *second, *others[1:], *home)

    def _nearest_first(self, found: tuple[Alternative, ...]) -> tuple[Alternative, ...]:
        """In their order, but what a provider in use serves before what needs a new account."""
        return tuple(sorted(found, key=lambda one: one.provider not in self.setting.providers))

    def _replacement(self, finding: Finding) -> tuple[Alternative, ...]:
        name = _readable(finding.facts.get("replacement"))
        if finding.subject.kind != "package" or not name:
            return ()
        return (Alternative(model="", provider="", maker="", why=f"replaced by {name}", effort=SDK),)

    def _filled(self, text: str, finding: Finding, cure: Cure, use: ModelUse | None, options: tuple[Alternative, ...]) -> str:
        known = {key: str(value) for key, value in finding.facts.items() if value not in (None, "")}
        known["successor"] = self._successor(finding, use, options)
        known.setdefault("alternative", next((one.model for one in options if one.model), "a model of another maker"))
        if cure is Cure.PIN and options:
            text = f"Pin {options[0].model} where answers must stay stable, and move it on purpose, with an evaluation."
        elif cure is Cure.PIN and use is not None and use.stage in ("retired", "deprecated"):
            text = "It is on its way out: choose its successor by a dated id when you move."
        elif cure is Cure.PIN and use is not None and use.providers and all(map(self._is_local, use.providers)):
            text = "Name size and quantization in the tag, or pull by digest, so that every machine runs the same weights."
        elif cure is Cure.PIN:
            text = "No dated snapshot is known for this route: keep an evaluation that shows when its answers change."
        return _HOLE.sub(lambda hole: known.get(hole.group(1), hole.group(1).replace("_", " ")), text)

    def _successor(self, finding: Finding, use: ModelUse | None, options: tuple[Alternative, ...]) -> str:
        """What to move to, in words that are never empty."""
        first, kind = next((one for one in options if one.model), None), finding.subject.kind
        if kind in ("package", "signal"):
            return _readable(finding.facts.get("replacement")) or _ABSENT[kind]
        if kind == "provider":
            named = _readable(finding.facts.get("replacement"))
            return named or (f"{first.model} at {first.provider}" if first is not None and first.provider else _ABSENT[kind])
        if first is None:
            return _ABSENT["model"]
        if use is not None and first.model == use.id and first.provider:
            return f"the same model at {first.provider}"
        known = use is None or first.maker == use.maker or first.why.startswith(NAMED)
        if known and use is not None and first.provider in use.providers:
            there = id_at(self.catalog.providers.get(first.provider), first.model, self.catalog)
            return first.model if there == first.model else f"{first.model} ({there} at {first.provider})"
        if known and use is not None and use.providers and first.provider:
            return f"{first.model} at {first.provider}"
        return first.model if known else f"a model of another maker, such as {first.model}"

    def _effort(self, finding: Finding, cure: Cure, options: tuple[Alternative, ...]) -> str:
        if finding.rule == "AIA306":
            return "medium"  # to keep the text is less work than to embed it again
        if cure in _BESIDE and options:
            heavy = _SIZE.get(options[0].effort, "medium")
            return heavy if heavy == "large" else "small" if self.setting.routed else "medium"
        if options:
            return _SIZE.get(options[0].effort, "medium")
        small = ("AIA205", "AIA209", "AIA301", "AIA302", "AIA217", "AIA406", "AIA408", "AIA410", "AIA412", "AIA604", "AIA607")
        return "small" if finding.rule.startswith(("AIA5", "AIA7", "AIA9", *small)) else "medium"


def _is_about(use: ModelUse, finding: Finding) -> bool:
    """Whether a model belongs to the finding's subject."""
    kind, id_ = finding.subject.kind, finding.subject.id
    if kind == "license":
        return use.license == id_ and use.weights == "open"
    if kind == "provider" and finding.rule != "AIA103":
        return id_ in use.providers
    if kind == "maker":
        return use.maker == id_
    maker = str(finding.facts.get("maker") or "")
    return (not maker or use.maker == maker) and (finding.rule != "AIA306" or use.kind == "embedding")


def _readable(names: object) -> str:
    return " or ".join(name.strip() for name in str(names or "").split("|") if name.strip())
