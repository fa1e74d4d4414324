"""What to do, in order, and what a move leaves behind. In: a finding, its cure, its alternatives. Out: sentences with places."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.advise.alternatives import REWRITE
from auditor.advise.cures import Cure
from auditor.advise.sorts import SENTENCES
from auditor.facts import fold
from auditor.records import Alternative, Finding, How, Inventory, ModelUse, Place
from auditor.rows import NamedTuple

_SHOWN = 3
_MOVES = (Cure.REPLACE, Cure.RENEW, Cure.TERMS, Cure.AWAY)
_WRITTEN = (How.LITERAL, How.CONFIG, How.ENV, How.ARTIFACT)
_CALLS = (How.CALL, How.ENDPOINT)
_FEATURES = 2
_NEWEST = ":latest"  # what a runtime adds to a name without a tag


def where(places: Iterable[Place]) -> str:
    """The first places and how many more there are, as path and line."""
    seen = sorted({(place.path, place.line) for place in places})
    shown = ", ".join(f"{path}:{line}" for path, line in seen[:_SHOWN])
    rest = len(seen) - _SHOWN
    return shown + (f" and {rest} more place{'s' if rest > 1 else ''}" if rest > 0 else "")


def respelled(raw: str, old: str, new: str, signs: str = "/:") -> str:
    """The new id behind the prefix that a router wants, where the old one stands so; `signs` end a prefix."""
    raw = raw if old.endswith(_NEWEST) else raw.removesuffix(_NEWEST)
    before = raw[: len(raw) - len(old)]
    return before + new if raw.lower().endswith(old.lower()) and (not before or before[-1] in signs) else new


class Move(NamedTuple):
    """What the steps are about; `there` is the id that the first alternative has at its provider."""

    finding: Finding
    cure: Cure
    use: ModelUse
    first: Alternative
    there: str
    routed: bool
    deployed: bool = False  # what the call names there is a deployment
    here: str = ""  # the id of the present model at that provider
    wants: str = ""  # what has to change in a request


def steps_of(move: Move) -> tuple[str, ...]:
    """Steps that somebody could take today; none where the rule's sentence says it all."""
    finding, use, spots = move.finding, move.use, where(move.finding.places)
    if move.cure is Cure.WATCH:
        return ()
    if move.cure is Cure.PIN:
        return (
            (f"Write {', '.join(f'{new} at {at}' for new, _, at in _swaps(move, _spelled(finding.places)))}.",) if spots else ()
        )
    if move.cure is Cure.CONFIG:
        return (f"Read the name from one setting, and use it at {spots}.",) if spots else ()
    if needs := finding.facts.get("needs"):
        return (f"Declare `{needs}` under [context], so that this is judged for what you do.",)
    if move.cure in _MOVES:
        return _moving(move)
    if use.kind == "embedding":
        return (f"Embed a sample of the stored texts with {move.first.model}, and compare what a search finds.",)
    return _beside(move)


def _moving(move: Move) -> tuple[str, ...]:
    use, first, raw = move.use, move.first, _raw(move.finding, move.use)
    found = move.finding.places
    if move.finding.subject.kind != "model":  # a license binds other models as well
        found = tuple(place for place in found if place in use.places) or found
    found = _spelled(tuple(place for place in found if place.how in _WRITTEN) or found)
    spots = where(found)
    if move.deployed and first.provider in use.providers:
        steps = [f"Deploy {move.there} at {first.provider}, and put that deployment's name in place of {raw} at {spots}."]
    elif first.provider in use.providers and move.there != first.model:
        new = respelled(raw, move.here, move.there, "/:.") if move.here else move.there  # a region's prefix stays
        steps = [f"Put {new} in place of {raw} at {spots}."]
    elif first.maker == use.maker and first.model != use.id and first.provider in ("", *use.providers):
        steps = [f"Put {', '.join(_swap(use, first, *one) for one in _swaps(move, found))}."]
    else:
        steps = [f"Try {first.model}{f' at {first.provider}' if first.provider else ''} for the calls of {spots}."]
    if use.kind == "embedding":
        return (*steps, "Embed the stored texts again into a new index, and switch when it is filled.")
    if first.effort == REWRITE:
        steps.append("Write the calls as chat messages: a chat model does not answer where texts are completed.")
    if move.wants:
        return (*steps, f"{move.wants}.", "Run your evaluation set on it before you ship.")
    return (*steps, "Run your evaluation set on it, and check the parameters you send (sampling, token limits), before you ship.")


def _spelled(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places at which the id itself stands, not the name of a constant that holds it."""
    return tuple(place for place in places if place.end_column - place.column == len(place.text)) or places


def _beside(move: Move) -> tuple[str, ...]:
    own = {(place.path, place.line) for place in move.use.places}  # where this model is called, and no other one
    places = [place for place in move.finding.places if (place.path, place.line) in own] or list(move.finding.places)
    spots = where([place for place in places if place.how in _CALLS][:1] or places[:1])
    first = move.first
    host = f" at {first.provider}" if first.provider else ""
    steps = [f"Send one real call to {first.model}{host}" + (f", from {spots}." if spots else ".")]
    if not move.routed:
        steps.append("Keep model name, base URL and key of both ways in configuration, so that a switch needs no deployment.")
    if move.cure in (Cure.SPREAD, Cure.OTHER_MAKER):
        steps.append("Test the second way: point the first base URL at a closed port and see that an answer still comes.")
    return tuple(steps)


def _swaps(move: Move, places: Iterable[Place]) -> list[tuple[str, str, str]]:
    """Each spelling of the old id: what stands there afterwards, what stands there now, and where."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        groups.setdefault(place.text if place.text in move.use.raw else _raw(move.finding, move.use), []).append(place)
    return [(respelled(old, move.use.id, move.first.model), old, where(found)) for old, found in groups.items()]


def _swap(use: ModelUse, first: Alternative, new: str, old: str, spots: str) -> str:
    spelled = "" if fold(old) == fold(use.id) or new != first.model else " (as the platform spells it)"
    return f"{new}{spelled} in place of {old} at {spots}"


def _raw(finding: Finding, use: ModelUse) -> str:
    """The spelling that stands at the places."""
    seen = [place.text for place in finding.places if place.text in use.raw]
    return seen[0] if seen else use.raw[0] if use.raw else use.id


def kept(use: ModelUse | None, options: tuple[Alternative, ...], cure: Cure, inventory: Inventory) -> tuple[str, ...]:
    """What a move leaves behind; a pin or a setting leaves nothing."""
    if use is None or not options or cure in (Cure.PIN, Cure.CONFIG, Cure.RENAMED, Cure.WATCH):
        return ()
    lost = []
    other = any(one.model != use.id for one in options)
    if use.kind == "embedding" and other:
        lost.append(
            "stored embeddings: vectors of two models cannot be compared, and their length may differ; embed everything again"
        )
    if use.fine_tuned and other:
        lost.append("the fine-tune: it is trained again on the new base")
    if any(one.maker != use.maker for one in options) and use.kind in SENTENCES:
        lost.append("prompts and tool descriptions tuned to the present model")
    leaving = {one.provider for one in options if one.provider} - set(use.providers)
    if leaving:
        lost += [
            f"{signal.title} (only at {signal.provider})"
            for signal in inventory.signals
            if signal.group in ("lock-in", "surface") and signal.provider and signal.provider in use.providers
        ][:_FEATURES]
    return tuple(lost)
