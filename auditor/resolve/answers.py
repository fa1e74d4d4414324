"""What is asked of the model resolver, and what it answers."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.facts import Forms, Lifecycle, fold
from auditor.records import Confidence, Resolution
from auditor.resolve.forms import Reading
from auditor.rows import NamedTuple

SIZE = re.compile(r"(?i)(?<![a-z0-9])(?:\d+x)?\d+(?:\.\d+)?[bm](?![a-z0-9])")
_DAY = re.compile(r"(?<!\d)20\d\d-?\d\d-?\d\d$")


class Resolved(NamedTuple):
    """One model as an id names it; `provider` only when the form of the id implies one."""

    raw: str
    id: str
    maker: str
    provider: str
    family: str
    kind: str
    weights: str
    license: str
    floating: bool
    stage: str
    lifecycle: tuple[Lifecycle, ...]
    resolution: Resolution
    confidence: Confidence
    base: str
    fine_tuned: bool
    replacement: str
    slip: str = ""  # the known id that was meant, where the id is one letter away from it


class Question(NamedTuple):
    """One question: the raw string, its reading, and how much its surroundings vouch for it."""

    raw: str
    reading: Reading
    slot: bool
    asked: bool

    @property
    def sure(self) -> bool:
        """Whether a slot, a provider's prefix, a tag or a fine-tune's form says that this is a model."""
        return self.slot or self.reading.tuned or self.reading.tagged or self.reading.owner in {"vendor", "route"}


def dateless(raw: str, model_id: str) -> bool:
    """Whether a spelling leaves out the date that its id ends with: such an alias may move."""
    day = _DAY.search(model_id)
    return day is not None and re.sub(r"\D", "", day[0]) not in re.sub(r"\D", "", raw)


def of_vendor(ask: Question, forms: Forms) -> Resolved | None:
    """An organization's weights by its name and a size, or in a model slot: the maker is sure, nothing else."""
    reading = ask.reading
    name = reading.names[-1]
    words = set(fold(name).split("-"))
    sized = SIZE.search(name) is not None
    said = sized or name.lower().endswith("-latest") or (ask.slot and "-" in name)
    if not reading.vendor or "/" in name or not said:
        return None
    if words & set(forms.refused):
        return None
    kinds = [forms.kinds[word] for word in sorted(words) if word in forms.kinds]
    return Resolved(
        raw=ask.raw,
        id=name.lower(),
        maker=reading.vendor,
        provider=reading.provider,
        family="",
        kind=kinds[0] if kinds else "chat",
        weights="unknown",
        license="",
        floating=reading.floats,
        stage="ga",
        lifecycle=(),
        resolution=Resolution.FAMILY,
        confidence=Confidence.LOW,
        base="",
        fine_tuned=reading.tuned,
        replacement="",
    )
