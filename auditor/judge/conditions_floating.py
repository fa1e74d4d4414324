"""The word about ids that move. In: one model as used. Out: the places whose id names whatever its owner serves today."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.judge.case import Case
from auditor.judge.conditions_lifecycle import family_ceiling, model_retired
from auditor.judge.words import Match, word
from auditor.records import ModelUse, Place

_LATEST = re.compile(r"[-:@]latest$")


def _deployed(case: Case, model: ModelUse) -> frozenset[Place]:
    """Places whose call goes to a deployment: its version is set where it is made, beside the model's name or without it."""
    if model.providers and all(map(case.takes_deployments, model.providers)):
        return frozenset(model.places)
    sites = (site for site in case.deciding.sites if site.model == model.id)
    return frozenset(site.place for site in sites if case.takes_deployments(site.provider))


def _gone(case: Case, model: ModelUse) -> frozenset[Place]:
    """Places whose calls fail by now: nobody pins what has been shut down."""
    over = model_retired.test(case, model, True)
    if over is None:
        return frozenset(model.places if model.stage == "retired" and model.weights == "closed" else ())
    return frozenset(model.places if over.places is None else over.places)


@word("model-floating", "model", facts="written moves")
def model_floating(case: Case, model: ModelUse, _argument: object) -> Match | None:
    """The id names whatever its owner serves under it today; of ids known by family only, those that say so by `latest`.

    Released weights and deployments keep their version, whatever their names leave out.
    """
    if not model.floating or model.fine_tuned or model.stage == "unknown":  # an id that nobody serves does not move
        return None
    known = case.catalog.models.get(model.id)
    fixed = model.weights == "open" and known is not None and not known.floating  # released weights do not change
    sure = not fixed and family_ceiling(model) is None
    apart = _deployed(case, model) | _gone(case, model)
    places = tuple(place for place in model.places if place not in apart and (sure or _LATEST.search(place.text)))
    if not places:
        return None
    written = sorted({place.text for place in places})
    pulled = bool(model.providers) and all(case.is_local(one) for one in model.providers)
    moves = "the next pull may bring other weights" if pulled else "its owner decides which snapshot answers"
    return Match(
        facts={"written": model.id if model.id in written else written[0], "moves": moves},
        places=places,
        confidence=family_ceiling(model),
    )


WORDS = (model_floating,)
