"""Settings that lead a client or a block elsewhere than its name says. In: the evidence, and where calls and blocks were found to
lead. Out: the blocks and calls that such a setting turns, and to whom.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from auditor.facts import Catalog, Signal, fold
from auditor.records import DECIDING, Evidence, How, is_template
from auditor.resolve.slots import last_segment, purpose, words

Key = tuple[str, str]
ROUTE = "route"  # the group of signals that say which service a client speaks to
_SETTINGS = frozenset("env yaml json toml dockerfile hcl ini properties".split())
_BASES = frozenset({("base", "url"), ("api", "base"), ("api", "url"), ("baseurl",), ("endpoint",)})


def spoken(evidence: Sequence[Evidence], said: dict[Key, str]) -> dict[Key, str]:
    """Where the blocks lead that name a provider (`provider: acme`) beside the address that is called.

    The address of a block below that is called after the provider (`acme: {baseUrl: ...}`) is added to what is `said` of it.
    """
    named = {
        (one.path, one.site): _plain(one.value)
        for one in evidence
        if one.how is How.CONFIG and one.site and one.value and purpose(one.slot) == "provider"
    }
    found: dict[Key, str] = {}
    for one in evidence if named else ():
        if one.how is not How.ENDPOINT or one.callee or (one.path, one.site) not in said:
            continue
        above, _, key = one.site.rpartition(".")
        if (one.path, one.site) in named:
            parts = words(last_segment(one.slot))
            if {parts[-1:], parts[-2:]} & _BASES:
                found[one.path, one.site] = said[one.path, one.site]
        elif named.get((one.path, above)) == _plain(key):
            found[one.path, above] = said.setdefault((one.path, above), said[one.path, one.site])
    return found


def only_spoken(catalog: Catalog, provider: str, target: str) -> bool:
    """Whether a vendor is named in a block that leads elsewhere: it is only the protocol."""
    known = catalog.providers.get(provider)
    return known is not None and known.own_models and target != provider


def is_unset(catalog: Catalog, one: Evidence, name: str) -> bool:
    """Whether a workflow hands on a switch that is empty until somebody sets it at its host: `use: ${{ vars.USE_ACME }}`."""
    return f"vars.{name}" in one.excerpt and any(name in signal.values for signal in catalog.signals if signal.group == ROUTE)


class Switches:
    """The catalog's switches of SDKs that speak to two services of one maker: an argument, or a variable of the project."""

    def __init__(self, signals: Sequence[Signal]) -> None:
        """Keep the signals of that group."""
        self._signals = [signal for signal in signals if signal.group == ROUTE and signal.kind == "switch"]

    def turn(self, evidence: Sequence[Evidence], project: Callable[[str], str], said: dict[Key, str]) -> None:
        """Add to `said` the clients that a switch turns; what a call says itself outweighs a variable."""
        set_: dict[tuple[str, str], Signal] = {}  # project and callee's last word
        told: set[Key] = set()
        for one in evidence if self._signals else ():
            last = last_segment(one.slot)
            for signal in self._signals:
                keyed = last.lower() in signal.keys
                if one.callee and one.site and keyed and _is_of(signal, one.callee):
                    told.add((one.path, one.site))
                    if _says(signal, one):
                        said.setdefault((one.path, one.site), signal.provider)
                elif one.language in _SETTINGS and one.role in DECIDING and not is_template(one.path):
                    variable = keyed and last.isupper() and _says(signal, one)
                    if variable or (not signal.keys and one.value in signal.values):
                        set_ |= {(project(one.path), call): signal for call in signal.calls}
        for one in evidence if set_ else ():
            if one.how is not How.CALL or not one.site or one.receiver or (one.path, one.site) in told:
                continue
            word = one.value.rpartition(".")[2]
            signal_ = set_.get((project(one.path), word)) or set_.get(("", word))
            if signal_ is not None and _is_of(signal_, one.value):
                said.setdefault((one.path, one.site), signal_.provider)

    def chosen(self, one: Evidence) -> str:
        """Whom an attribute that is set outside of calls chooses, "" if nobody: `acme.api_type = "umbrella"`."""
        last = last_segment(one.slot).lower() if one.how is How.LITERAL else ""
        return (
            next((signal.provider for signal in self._signals if last in signal.keys and _says(signal, one)), "") if last else ""
        )


def _says(signal: Signal, one: Evidence) -> bool:
    return one.value.lower().lstrip(":") in signal.values  # `:umbrella`, as Ruby writes it


def _is_of(signal: Signal, callee: str) -> bool:
    return callee.rpartition(".")[2] in signal.calls and callee.startswith(signal.imports)


def _plain(word: str) -> str:
    return fold(word).replace("-", "")
