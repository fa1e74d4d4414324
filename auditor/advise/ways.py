"""The way out of one finding. In: the finding, its rule's advice text, the inventory. Out: `Advice` with steps and places.

Sentences come from the rule; models, providers, licenses and snippets come from the catalog; places come from the finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from auditor.advise.alternatives import Setting, alternatives, hosts_of
from auditor.advise.snippets import snippet_for
from auditor.facts import Catalog, Rule
from auditor.records import Advice, Alternative, Finding, Inventory, ModelUse

_HOLE = re.compile(r"\{([a-z_]+)\}")
_SIZE = {"config change": "small", "base_url change": "small", "new SDK": "medium", "re-embed data": "large", "retrain": "large"}
# families whose cure is another model, and those whose cure is a second way to the same answer
_REPLACE = ("AIA2", "AIA4")
_SPREAD = ("AIA1", "AIA6", "AIA7")


class Ways:
    """Finds the way out of findings of one report; alternatives are looked up once per model."""

    def __init__(self, inventory: Inventory, catalog: Catalog, setting: Setting) -> None:
        """Keep what every advice needs."""
        self.inventory = inventory
        self.catalog = catalog
        self.setting = setting
        self._models = {use.id: use for use in inventory.models}
        self._found: dict[str, tuple[Alternative, ...]] = {}

    def out_of(self, finding: Finding, rule: Rule) -> Advice:
        """The advice for one finding."""
        uses = self._uses(finding)
        options = self._alternatives(finding, uses)
        summary = self._filled(rule.advice, finding.facts, options)
        return Advice(
            summary=summary,
            effort=self._effort(finding, options),
            steps=self._steps(finding, uses, options),
            alternatives=options,
            keeps=_keeps(uses, options),
        )

    def _uses(self, finding: Finding) -> list[ModelUse]:
        """The models the finding is about: its own, else the most used chat and embedding model."""
        own = self._models.get(finding.subject.id) if finding.subject.kind == "model" else None
        if own is not None:
            return [own]
        if finding.subject.kind == "license":
            return [use for use in self.inventory.models if use.license == finding.subject.id][:2]
        if not finding.rule.startswith(_SPREAD):
            return []
        counts = Counter(site.model for site in self.inventory.sites if site.model)
        ranked = sorted((use for use in self.inventory.models if use.id in counts), key=lambda use: (-counts[use.id], use.id))
        about = [use for use in ranked if finding.subject.id in (use.maker, *use.providers)] or ranked
        return about[:1]

    def _alternatives(self, finding: Finding, uses: list[ModelUse]) -> tuple[Alternative, ...]:
        if not uses or not finding.rule.startswith((*_REPLACE, *_SPREAD)):
            return self._replacement(finding)
        use = uses[0]
        if use.id not in self._found:
            self._found[use.id] = alternatives(use, self.catalog, self.setting)
        options = self._found[use.id]
        if finding.rule.startswith(_SPREAD):
            options = self._same_model_elsewhere(use) + tuple(one for one in options if one.maker != use.maker)
        elif finding.rule.startswith("AIA4"):
            options = tuple(one for one in options if one.license != use.license)
        return tuple(snippet_for(one, self.catalog, self.inventory) for one in options[:4])

    def _same_model_elsewhere(self, use: ModelUse) -> tuple[Alternative, ...]:
        """Two more hosts of the same open model: the smallest step away from one API."""
        model = self.catalog.models.get(use.id)
        if model is None or model.weights != "open":
            return ()
        hosts = [host for host in hosts_of(model, self.catalog) if host.id not in self.setting.providers][:2]
        return tuple(
            Alternative(
                model=use.id,
                provider=host.id,
                maker=use.maker,
                license=use.license,
                why="the same model at another host",
                effort="base_url change" if host.openai_compatible else "new SDK",
            )
            for host in hosts
        )

    def _replacement(self, finding: Finding) -> tuple[Alternative, ...]:
        name = str(finding.facts.get("replacement") or "")
        if finding.subject.kind != "package" or not name:
            return ()
        return (Alternative(model="", provider="", maker="", why=f"replaced by the package {name}", effort="new SDK"),)

    def _filled(self, text: str, facts: Mapping[str, object], options: tuple[Alternative, ...]) -> str:
        known = {key: str(value) for key, value in facts.items() if value not in (None, "")}
        if options:
            known.setdefault("successor", options[0].model or options[0].why)
            known.setdefault("alternative", next((one.model for one in options if one.model), ""))
        known.setdefault("successor", known.get("replacement") or "a current model of the same kind")
        known.setdefault("alternative", "a model of another maker")
        return _HOLE.sub(lambda hole: known.get(hole.group(1), hole.group(1).replace("_", " ")), text)

    def _effort(self, finding: Finding, options: tuple[Alternative, ...]) -> str:
        if options:
            sizes = ("small", "medium", "large")
            return min((_SIZE.get(one.effort, "medium") for one in options), key=sizes.index)
        if finding.rule.startswith(("AIA5", "AIA9", "AIA7")):
            return "small"
        return "medium"

    def _steps(self, finding: Finding, uses: list[ModelUse], options: tuple[Alternative, ...]) -> tuple[str, ...]:
        steps = []
        places = sorted({f"{place.path}:{place.line}" for place in finding.places})
        where = ", ".join(places[:3]) + (f" and {len(places) - 3} more places" if len(places) > 3 else "")
        if finding.rule.startswith("AIA2") and uses and uses[0].raw and options and options[0].model:
            steps.append(f"Replace {uses[0].raw[0]} with {options[0].model} at {where}.")
            steps.append("Run your evaluation set on the new model before you ship it.")
        elif finding.rule.startswith(_SPREAD) and options:
            first = options[0]
            steps.append(f"Try {first.model} at {first.provider or 'another provider'} for one call ({where}).")
            if not self.setting.routed:
                steps.append("Put model name and base URL into configuration, so that the second way needs no deployment.")
        elif where:
            steps.append(f"Change: {where}.")
        return tuple(steps)


def _keeps(uses: list[ModelUse], options: tuple[Alternative, ...]) -> tuple[str, ...]:
    """What a move leaves behind."""
    if not uses or not options:
        return ()
    use, lost = uses[0], []
    if use.kind == "embedding":
        lost.append("stored embeddings: vectors of two models cannot be compared, everything is embedded again")
    if use.fine_tuned:
        lost.append("the fine-tune: it is trained again on the new base")
    if any(one.maker != use.maker for one in options):
        lost.append("prompts and tool descriptions tuned to the present model")
    return tuple(lost)
