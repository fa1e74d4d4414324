"""Whom a permission lets call. In: the scene and the catalog's signals of access. Out: the provider that one evidence opens.

Infrastructure names a service by what may be done there (`acme:InvokeModel`), by a role, or by the service that it turns on.
What may only be looked at, or is denied, is not used.
"""

from __future__ import annotations

from auditor.facts import Signal
from auditor.records import Evidence, How
from auditor.resolve.scene import Scene
from auditor.resolve.signals import ACCESS, SignalIndex
from auditor.resolve.slots import last_segment

_LOOKS = ("list", "get", "describe", "tag", "untag")
_SAID = frozenset({How.CONFIG, How.LITERAL})


class Grants:
    """Answers for the settings of one repository."""

    def __init__(self, scene: Scene) -> None:
        """Index the signals of access, and which statements deny."""
        self._index = SignalIndex([signal for signal in scene.catalog.signals if signal.group == ACCESS])
        self._denying = {
            (one.path, one.site)
            for one in scene.evidence
            if one.how in _SAID and one.site and last_segment(one.slot).lower() == "effect" and "deny" in one.value.lower()
        }

    def signal(self, one: Evidence) -> Signal | None:
        """The signal that this setting shows, None for most."""
        if not 8 <= len(one.value) <= 200 or one.value.partition(":")[2].lower().startswith(_LOOKS):
            return None
        found = next(iter(self._index.matches(one)), None)
        return None if (one.path, one.site) in self._denying else found
