"""What is asked of the model resolver, and what it answers."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.facts import Lifecycle
from auditor.records import Confidence, Resolution
from auditor.resolve.forms import Reading
from auditor.rows import NamedTuple

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
