"""A user's own rules. In: directories of rule files. Out: rules that are not shipped; an id or name already taken is refused."""

from __future__ import annotations

import os
from collections.abc import Sequence

from auditor.errors import CatalogError, ConfigError
from auditor.facts import Rule
from auditor.library import tables
from auditor.library.compile import Pool
from auditor.library.loader import read_sheet
from auditor.library.schema import RULE


def own_rules(dirs: Sequence[str], shipped: Sequence[Rule]) -> list[Rule]:
    """The rules of these directories (their TOML files, not their folders), sorted by file."""
    taken = {rule.id: "the shipped rules" for rule in shipped} | {rule.name: "the shipped rules" for rule in shipped}
    made: list[Rule] = []
    for folder in dirs:
        try:
            names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
        except OSError as fault:
            raise ConfigError(f"{folder}: rules cannot be read: {fault.strerror}", "name a directory of rule files") from fault
        for name in names:
            path = os.path.join(folder, name)
            made.append(_one(path, taken))
    return made


def _one(path: str, taken: dict[str, str]) -> Rule:
    head = read_sheet(path, path, "risks").head
    for key in ("id", "name"):
        word = head[key]
        if word in taken:
            raise CatalogError(f'{path}: {key}: "{word}" is already taken by {taken[word]}', "choose another")
        taken[word] = path
    return tables.rule(Pool().row(RULE, head), shipped=False)
