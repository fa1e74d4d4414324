"""How surely a provider serves a model. In: a provider id and what an id resolved to. Out: a rank, and the best of a group."""

from __future__ import annotations

from auditor.facts import Catalog, Provider
from auditor.records import ON_DISK
from auditor.resolve.models import Resolved

MAKERS, GATEWAY = 4, 3


class Ranks:
    """Answers for one catalog, and remembers."""

    def __init__(self, catalog: Catalog) -> None:
        """Nothing is ranked yet."""
        self._catalog = catalog
        self._ways = frozenset(shape.provider for shape in catalog.forms.shapes if shape.provider)
        self._ranks: dict[tuple[str, str], dict[str, int]] = {}  # raw and id of a model -> provider -> rank
        self._alike: dict[tuple[object, ...], dict[str, int]] = {}  # the same table for all models that rank alike

    def known(self, provider: str) -> Provider | None:
        """The catalog's provider of that id."""
        return self._catalog.providers.get(provider)

    def rank(self, provider: str, model: Resolved) -> int:
        """As `_rank`, remembered."""
        ranks = self._ranks.get((model.raw, model.id))
        if ranks is None:
            ends = tuple(row.provider for row in model.lifecycle)
            form = (self.is_routed(model), self._is_packed(model), model.raw.islower(), is_file(model.raw))
            alike = (model.maker, model.weights, bool(model.base), form, ends)
            ranks = self._ranks[model.raw, model.id] = self._alike.setdefault(alike, {})
        rank = ranks.get(provider)
        if rank is None:
            rank = ranks[provider] = self._rank(provider, model)
        return rank

    def _rank(self, provider: str, model: Resolved) -> int:
        """How surely it serves the model: 4 its maker, 3 a gateway of that form, 2 a date is known, 1 a host, 0 maybe, -1 no."""
        known = self.known(provider)
        if known is None:
            return -1
        routed = self.is_routed(model)
        gateway = "gateway" in known.kinds
        hosted = any("." in host and ":" not in host for host in known.endpoints)
        if is_file(model.raw) and "local-runtime" not in known.kinds and (hosted or not gateway):
            return -1  # weights packed for one's own machine
        if gateway and "provider" in known.kinds and "*" in known.hosts and model.weights == "closed":
            return -1  # who runs everybody's weights has none of a closed model
        if self._catalog.is_house(provider, model.maker):
            if self._is_packed(model):
                return -1
            return (1 if model.weights == "open" else 2) if routed else MAKERS
        if gateway and routed and hosted:
            return GATEWAY
        if model.base and model.weights == "open" and not gateway and "local-runtime" not in known.kinds:
            return -1  # hosts serve what the maker gives out, not what others have made or packed of it
        platform = provider in self._ways and (len(known.hosts) > 1 or "*" in known.hosts)
        foreign = platform and model.weights != "open" and not routed
        if any(row.provider == provider for row in model.lifecycle):
            return 0 if foreign else 2  # a platform that writes ids its own way, and this is not it
        if self.is_local(provider):
            # a runtime that names models its own way knows none by the name that a hub gives them
            hubs = routed or (self._is_packed(model) and not model.raw.islower())
            return 1 if model.weights == "open" and not (hubs and provider in self._ways) else -1
        if gateway:
            return 0 if foreign else 1
        if model.weights == "open":
            # who lists a maker surely hosts its open weights, but seldom what others give out
            return 1 if "*" in known.hosts or (model.maker in known.hosts and not self._is_packed(model)) else -1
        return 0 if model.maker in known.hosts else -1  # closed models are seldom let out of the house

    def is_local(self, provider: str) -> bool:
        """Whether weights may be run by it on one's own machines."""
        known = self.known(provider)
        return known is not None and "local-runtime" in known.kinds

    def best(self, group: set[str], model: Resolved, least: int) -> str:
        """The one that serves it most surely, "" when several do alike."""
        if not group:
            return ""
        ranked = sorted((-rank, provider) for provider in group if (rank := self.rank(provider, model)) >= least)
        best = [provider for rank, provider in ranked if rank == ranked[0][0]]
        return best[0] if len(best) == 1 or (best and -ranked[0][0] == MAKERS) else ""

    def is_foreign(self, target: str, model: Resolved) -> bool:
        """Whether the owner of an address beside a closed model, or who serves its own alone, never serves it."""
        known = self.known(target)
        if known is None or (model.weights != "closed" and not _serves_own(known)):
            return False
        return self.rank(target, model) < 0

    def _is_packed(self, model: Resolved) -> bool:
        """Whether open weights bear the name of somebody else, who gave them out on a hub: `globex-labs/acme-7b-onnx`."""
        return model.weights == "open" and model.raw.count("/") == 1 and not model.provider and not self.is_routed(model)

    def is_routed(self, model: Resolved) -> bool:
        """Whether the id is written `maker/model`, as gateways and hubs do and the maker itself does not."""
        head, slash, _ = model.raw.partition("/")
        return bool(slash) and head.lower() in self._catalog.forms.vendors


def _serves_own(known: Provider) -> bool:
    """Whether a provider serves what one maker makes, and nothing else."""
    return known.own_models and len(known.hosts) == 1 and known.hosts[0] != "*"


def is_file(raw: str) -> bool:
    """Whether an id is that of weights packed for one's own machine, or on its disk: `globex/acme-7b-GGUF:Q4_K_M`."""
    return raw.startswith(ON_DISK) or raw.lower().partition(":")[0].endswith(("-gguf", ".gguf", "-ggml"))
