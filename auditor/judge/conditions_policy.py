"""Words about the user's policy and about the audit itself. In: one use or one event. Out: which rule of the policy it breaks."""

from __future__ import annotations

from auditor.judge.case import Case, Group, LicenseUse
from auditor.judge.policy import unlisted, verdict
from auditor.judge.words import Match, word
from auditor.records import ModelUse, ProviderUse, Severity

PLAINLY = 3  # times the warning age, from which the catalog is called out of date in so many words


def _breach(reason: str) -> Match | None:
    return Match(facts={"reason": reason}) if reason else None


@word("policy-denies-provider", "provider", facts="reason")
def denies_provider(case: Case, use: ProviderUse, _argument: object) -> Match | None:
    """The policy denies the provider, or allows others only."""
    return _breach(verdict(case.request.config.policy, "provider", (use.id,)))


@word("policy-denies-maker", "maker", facts="reason")
def denies_maker(case: Case, maker: Group, _argument: object) -> Match | None:
    """The policy denies the maker, or allows others only."""
    return _breach(verdict(case.request.config.policy, "maker", (maker.id,)))


@word("policy-denies-model", "model", facts="reason")
def denies_model(case: Case, model: ModelUse, _argument: object) -> Match | None:
    """The policy denies the model under any of its spellings, or allows others only."""
    return _breach(verdict(case.request.config.policy, "model", (model.id, *model.raw)))


@word("policy-denies-license", "license", facts="reason")
def denies_license(case: Case, use: LicenseUse, _argument: object) -> Match | None:
    """The policy denies the license of open weights in use, or allows others only; a license not established is `unknown`."""
    return _breach(verdict(case.request.config.policy, "license", (use.id or "unknown",)))


@word("policy-denies-country", "provider maker", facts="reason country")
def denies_country(case: Case, use: ProviderUse | Group, _argument: object) -> Match | None:
    """The policy denies the country of the head office, or allows others only; software that runs with you has none."""
    if isinstance(use, Group):
        known = case.catalog.makers.get(use.id)
        country = known.country if known is not None else ""
    else:
        country = case.country(use.id)
    reason = verdict(case.request.config.policy, "country", (country,)) if country else ""
    return Match(facts={"reason": reason, "country": country}) if reason else None


@word("policy-names-not", "provider model", facts="reason")
def names_not(case: Case, use: ProviderUse | ModelUse, _argument: object) -> Match | None:
    """The policy denies by default and no allow list names the use (of a model: id, maker or provider)."""
    if isinstance(use, ModelUse):
        pairs = [("model", one) for one in (use.id, *use.raw)] + [("maker", use.maker)]
        pairs += [("provider", provider) for provider in use.providers]
    else:
        pairs = [("provider", use.id)]
    reason = "default is deny and no allow list names it"
    return Match(facts={"reason": reason}) if unlisted(case.request.config.policy, pairs) else None


@word("catalog-age-at-least", "audit", "number", "days as_of plainly source checked")
def catalog_age(case: Case, event: Group, days: float) -> Match | None:
    """The newest fact of the catalog is at least this many days older than the day of the audit; `low` until three times that."""
    age = (case.request.as_of - case.catalog.as_of).days
    if event.kind != "catalog" or age < days:
        return None
    old = age >= PLAINLY * days
    plainly = "; announcements made since are missing, so retirements in this report are incomplete" if old else ""
    facts = {
        "days": age,
        "as_of": case.catalog.as_of,
        "plainly": plainly,
        "source": case.catalog.source,
        "checked": case.catalog.as_of,
    }
    return Match(facts=facts, severity=None if old else Severity.LOW)


@word("audit-event", "audit", "words", "detail reason owner expires count")
def audit_event(_case: Case, event: Group, kinds: tuple[str, ...]) -> Match | None:
    """The audit itself met one of: unused-ignore, ignore-without-reason, unknown-rule, unused-waiver, expired-waiver,
    skipped-files, ignored-config, unknown-policy-name.
    """
    if event.kind not in kinds:
        return None
    blank = {"detail": "", "reason": "", "owner": "", "expires": "", "count": len(event.places)}
    return Match(facts={**blank, **event.facts})


WORDS = (
    denies_provider,
    denies_maker,
    denies_model,
    denies_license,
    denies_country,
    names_not,
    catalog_age,
    audit_event,
)
