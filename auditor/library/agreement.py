"""Which claims of the feeds become facts. In: claims, the bundled catalog and what earlier updates brought. Out: lifecycle rows.

A day is taken when two feeds say the same, or when one names a page of the provider itself. Nothing known is lost: a newer
fact is never replaced by an older one, an announced end never by a "not before".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase
from functools import cached_property
from urllib.parse import urlsplit

from auditor import lazy_re as re
from auditor.facts import Catalog, Lifecycle, fold
from auditor.library.feeds import Claim, FeedBook
from auditor.rows import NamedTuple

_PAGE = re.compile(r"https://[A-Za-z0-9.-]{3,200}(?:/[!#$%&'*+,\-./0-9:;=?@A-Z_a-z~]{0,300})?")

LONGEST = 200  # characters of an id that are looked at
MOST = 24  # spellings of one id that are tried
Key = tuple[str, str]  # model id, provider id
VAGUE = ""  # good enough where nothing is known, as a "not before"; never a reason to change what is


class End(NamedTuple):
    """One lifecycle row as it stands in the overlay."""

    deprecated_on: date | None
    retires_on: date | None
    certainty: str
    replacement: str
    disagrees: str
    source: str
    checked: date
    confidence: str = "high"


class Voice(NamedTuple):
    """One claim with its feed, the day on which the feed said so, and the vendor's page if it names one."""

    feed: str
    said: date
    claim: Claim
    page: str
    exact: bool


class Settled(NamedTuple):
    """The rows to keep, and what became of every claim, for the report to the user."""

    rows: dict[Key, End]
    added: tuple[Key, ...]
    changed: tuple[tuple[Key, End], ...]  # with what was known before
    same: int
    older: int
    alone: int
    gone: int
    unknown: int
    disputed: tuple[str, ...]


class Names:
    """How feeds' spellings lead to the catalog."""

    def __init__(self, catalog: Catalog, book: FeedBook) -> None:
        """Nothing is looked up yet."""
        self.catalog = catalog
        self.book = book

    def provider(self, spelled: str) -> str:
        """The provider's id, "" if unknown: told by the feeds' list of names, else an id, prefix or slug of the catalog."""
        word = spelled.strip().lower()
        for pattern, provider in self.book.names.items():
            if fnmatchcase(word, pattern):
                found = provider
                break
        else:
            catalog = self.catalog
            found = word if word in catalog.providers else catalog.prefixes.get(word) or catalog.slugs.get(word) or ""
        return self.catalog.forms.shared_ends.get(found, found) if found in self.catalog.providers else ""

    def model(self, spelled: str) -> tuple[str, bool]:
        """The model's id and whether it is spelled just so; router prefixes before a slash are passed over."""
        parts = spelled[:LONGEST].split("/")[-6:]
        texts = ["/".join(parts[start:]) for start in range(len(parts))]
        for text in texts:
            found = self.catalog.model_keys.get(fold(text))
            if found is not None:
                return found, fold(found) == fold(spelled)
            texts += [rest for rest in self._undressed(text) if rest not in texts and len(texts) < MOST]
        return "", False

    def page(self, provider: str, addresses: Iterable[str]) -> str:
        """The first of the addresses that is a page of the provider, "" if none."""
        hosts = self._hosts.get(provider, ())
        for address in addresses:
            if not _PAGE.fullmatch(address):
                continue
            host = (urlsplit(address).hostname or "").lower()
            if any(host == known or host.endswith(f".{known}") for known in hosts):
                return address
        return ""

    def _undressed(self, text: str) -> Iterator[str]:
        """The text without what a platform puts around a model's own id."""
        for shape in self._shapes:
            match = shape.match(text)
            if match and match["rest"]:
                yield match["rest"]

    @cached_property
    def _shapes(self) -> list[re.Pattern[str]]:
        shapes = (re.compile(shape.match) for shape in self.catalog.forms.shapes if not (shape.tuned or shape.once))
        return [shape for shape in shapes if "rest" in shape.groupindex]

    @cached_property
    def _hosts(self) -> Mapping[str, tuple[str, ...]]:
        made = {}
        for record in self.catalog.providers.values():
            site = urlsplit(record.docs).hostname or ""
            labels = site.split(".")
            home = ".".join(labels[1:]) if len(labels) > 2 else site  # docs.acme.example speaks for all of acme.example
            shared = any(site == host or site.endswith(f".{host}") for host in self.book.shared)
            made[record.id] = (*self.book.vendors.get(record.id, ()), *([] if shared or not site else [home]))
        return made


def settled(
    voices: Mapping[str, tuple[date, tuple[Claim, ...]]], catalog: Catalog, book: FeedBook, earlier: Mapping[Key, End]
) -> Settled:
    """The rows that the feeds' claims (with the day of each feed) make, beside those of earlier updates."""
    names = Names(catalog, book)
    cites = {feed.name: feed.cites for feed in book.feeds}
    heard: dict[Key, list[Voice]] = defaultdict(list)
    unknown: set[tuple[str, str]] = set()
    for feed, (said, claims) in voices.items():
        for claim in claims:
            provider, (model, exact) = names.provider(claim.provider), names.model(claim.model)
            if not (provider and model):
                if not claim.gone:
                    unknown.add((claim.provider, claim.model))
                continue
            page = names.page(provider, claim.references) if cites.get(feed) else ""
            heard[model, provider].append(Voice(feed, said, claim, page, exact))
    return _judged(heard, catalog, earlier, len(unknown))


def _judged(heard: Mapping[Key, list[Voice]], catalog: Catalog, earlier: Mapping[Key, End], unknown: int) -> Settled:
    rows, added, changed, disputed = dict(earlier), [], [], []
    same = older = alone = gone = 0
    for key in sorted(heard):
        before = known_end(catalog, key, earlier)
        voices = _one_each(heard[key])
        found = _verdict(voices, catalog)
        if isinstance(found, str):
            disputed += [f"{key[0]} at {key[1]}: {found}"] if found else []
            alone += not found and any(voice.claim.retires_on or voice.claim.deprecated_on for voice in voices)
            gone += before is None and all(voice.claim.gone for voice in voices)
        elif before is None:
            rows[key] = found._replace(certainty=found.certainty or "earliest")
            added.append(key)
        elif _says_no_more(found, before):
            same += 1
        elif found.checked < before.checked:
            older += 1
        else:
            rows[key] = found._replace(
                certainty=found.certainty or "earliest",
                deprecated_on=_before(found.deprecated_on or before.deprecated_on, found.retires_on),
                replacement=found.replacement or before.replacement,
            )
            changed.append((key, before))
    return Settled(rows, tuple(added), tuple(changed), same, older, alone, gone, unknown, tuple(disputed))


def known_end(catalog: Catalog, key: Key, earlier: Mapping[Key, End]) -> End | None:
    """What is known of an end now: an earlier update's row unless the catalog was looked after since."""
    bundled = next((end for end in catalog.models[key[0]].lifecycle if end.provider == key[1]), None)
    brought = earlier.get(key)
    if bundled is None or (brought is not None and brought.checked >= bundled.origin.checked):
        return brought
    return _end(bundled)


def _end(end: Lifecycle) -> End:
    origin = end.origin
    return End(
        end.deprecated_on,
        end.retires_on,
        str(end.certainty),
        end.replacement,
        end.disagrees,
        origin.source,
        origin.checked,
        str(origin.confidence),
    )


def _says_no_more(found: End, before: End) -> bool:
    if found.retires_on is None:
        return before.retires_on is not None or before.deprecated_on is not None
    if found.certainty == VAGUE and before.retires_on:
        return True
    if found.certainty != "announced" and before.certainty == "announced" and before.retires_on:
        return True
    return (found.retires_on, found.certainty) == (before.retires_on, before.certainty)


def _before(day: date | None, end: date | None) -> date | None:
    return day if day and (end is None or day <= end) else None


def _one_each(voices: list[Voice]) -> list[Voice]:
    """One voice of each feed: the one that spells the model just so; a feed that says several days otherwise says none."""
    made = []
    for feed in dict.fromkeys(voice.feed for voice in voices):
        own = [voice for voice in voices if voice.feed == feed]
        own = [voice for voice in own if voice.exact] or own
        if len({voice.claim.retires_on for voice in own}) == 1:
            made.append(next((voice for voice in own if voice.page), own[0]))
    return made


def _verdict(voices: list[Voice], catalog: Catalog) -> End | str:
    """The row that the voices make; else "" when nobody may be believed, or the days between which they do not agree."""
    dated = [voice for voice in voices if voice.claim.retires_on]
    groups: dict[date | None, list[Voice]] = defaultdict(list)
    for voice in dated or [voice for voice in voices if voice.claim.deprecated_on]:
        groups[voice.claim.retires_on].append(voice)
    sure = {day: group for day, group in groups.items() if any(voice.page for voice in group) or (day and len(group) > 1)}
    if not sure:
        return ""
    most = max(len(group) for group in sure.values())
    best = [day for day, group in sure.items() if len(group) == most]
    if len(best) > 1:
        return ", ".join(f"{day} ({'+'.join(voice.feed for voice in sure[day])})" for day in sorted(best, key=str))
    day = best[0]
    group = sorted(sure[day], key=lambda voice: (not voice.page, -voice.said.toordinal(), voice.feed))
    others = [f"{other} ({'+'.join(voice.feed for voice in groups[other])})" for other in sorted(groups, key=str) if other != day]
    feeds = "+".join(sorted(voice.feed for voice in group))
    return End(
        deprecated_on=_before(next((voice.claim.deprecated_on for voice in group if voice.claim.deprecated_on), None), day),
        retires_on=day,
        certainty=_certainty(group, day),
        replacement=_replacement(group, catalog),
        disagrees="; ".join(others),
        source=f"{group[0].page} ({feeds})" if group[0].page else feeds,
        checked=max(voice.said for voice in group),
    )


def _certainty(group: list[Voice], day: date | None) -> str:
    """Of a row as the catalog writes it; VAGUE when one feed alone says it and cannot tell."""
    said = {voice.claim.certainty for voice in group}
    if "announced" in said or day is None:
        return "announced"
    return "earliest" if "earliest" in said or len(group) > 1 else VAGUE


def _replacement(group: list[Voice], catalog: Catalog) -> str:
    for voice in group:
        known = [catalog.model_keys.get(fold(name)) for name in voice.claim.replacement]
        names = list(dict.fromkeys(name for name in known if name))
        if names:
            return " | ".join(names)
    return ""
