"""One configuration file being settled. In: the file, its lines and hits. Out: evidence in the slot and site of an entry."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.entries import Entry, Hits, plain
from auditor.extract.places import Places
from auditor.frozen import Frozen, field, replace
from auditor.records import Evidence, How, Role, SourceFile

_URL = re.compile(r"(?:https?|wss?|grpcs?)://[^\s\"'<>]", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[A-Za-z0-9][\w.-]{0,200}):\d{2,5}(?:/[^\s]{0,200})?$|(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,20}(?:/[^\s]{0,200})?$"
)
# what a form offers beside the value that is set
_OFFERED = re.compile(r"(?:^|\.)(?:options|choices|enum|suggestions|allowed_?values|examples)\[\](?:$|\.)", re.IGNORECASE)
_ADDRESS_KEY = re.compile(r"(?:url|uri|host|endpoint|base|server|address|addr|baseurls|urls|domain|origin)$")


class Sheet(Frozen):
    """One file being settled: its text with lines, its hits, and the entries that join others."""

    file: SourceFile
    places: Places
    hits: Hits
    tables: frozenset[str] = frozenset()  # sites of look-up tables
    terse: bool = False  # only hits: minified or generated files
    values: dict[str, Entry] = field(default_factory=dict)  # site -> `value:` beside a `name:`
    named: dict[str, Entry] = field(default_factory=dict)  # site -> `name:` that names a variable
    tags: dict[str, Entry] = field(default_factory=dict)  # site -> `tag:` beside a `repository:`
    registries: dict[str, Entry] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)  # sites of rows whose keys are models in use

    def file_of(self, entry: Entry) -> SourceFile:
        """The file, in the role of a look-up table where the entry stands in one."""
        return replace(self.file, role=Role.LOOKUP_TABLE) if self.tables and in_table(entry.site, self.tables) else self.file

    def make(self, how: How, value: str, start: int, end: int, entry: Entry, **more: str) -> Evidence:
        """Evidence that stands in the entry's slot and site."""
        fields: dict[str, object] = {"slot": entry.slot, "site": entry.site, **more}
        offered = "[]" in entry.slot and _OFFERED.search(entry.slot)
        if "role" not in fields and (offered or (self.tables and in_table(entry.site, self.tables))):
            fields["role"] = Role.LOOKUP_TABLE
        return self.places.make(self.file, how, value, start, max(end, start), **fields)


def in_table(site: str, tables: frozenset[str]) -> bool:
    """Tell whether a site is one of the tables or lies below one."""
    if site in tables:
        return True
    at = max(site.rfind("."), site.rfind("["))
    while at > 0:
        if site[:at] in tables:
            return True
        at = max(site.rfind(".", 0, at), site.rfind("[", 0, at))
    return False


def is_address(value: str, key: str) -> bool:
    """Tell whether a value under this key is a URL or a host."""
    if _URL.match(value):
        return True
    return bool(_ADDRESS_KEY.search(plain(key.rpartition(".")[2])) and len(value) < 260 and _HOST.match(value))
