"""Composed strings of lexed code. In: a string with holes, `${BASE}/v1`. Out: the variables in it, their defaults, its path."""

from __future__ import annotations

from auditor.extract.env_reads import VARIABLE, is_environment
from auditor.extract.references import references
from auditor.extract.sheet import Sheet
from auditor.extract.uses import Spot, use_of
from auditor.extract.words import is_behind, is_secret
from auditor.records import How


def tell_part(sheet: Sheet, spot: Spot) -> None:
    """A composed string: the variables in it, their defaults, a path behind them; nothing of partial ids."""
    use = use_of(sheet, spot.tokens, spot.token, spot.where)
    fields = sheet.call_fields(spot.tokens, use.call)
    if any(
        is_behind(spot.word.value, at - spot.start) for at in sheet.hits.within(spot.start, spot.start + len(spot.word.value))
    ):
        sheet.add(How.ENDPOINT, spot.word.value, spot.start, spot.start + len(spot.word.value), slot=use.slot, **fields)
    for ref in references(spot.word.value):
        at = spot.start + ref.start
        owner, _, name = ref.name.rpartition(".")
        if VARIABLE.match(name) and (not owner or is_environment(tuple(owner.split(".")))):
            start = spot.start + ref.name_at + len(ref.name) - len(name)
            sheet.add(How.ENV, name, start, start + len(name), slot=use.slot, **fields)
        elif ref.default and sheet.hits.any(at, spot.start + ref.end):
            last = ref.name.rpartition(".")[2]
            if not is_secret(last):
                start = spot.start + max(ref.default_at, 0)
                how = How.ENDPOINT if "://" in ref.default else How.LITERAL
                sheet.add(how, ref.default, start, start + len(ref.default), slot=ref.name, via=ref.name)
        elif ref.name and sheet.hits.any(at, spot.start + ref.end) and "." in ref.name:
            sheet.add(How.CONFIG, "${" + ref.name + "}", at, spot.start + ref.end, slot=ref.name)
