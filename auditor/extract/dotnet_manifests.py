"""MSBuild projects, central package versions and `packages.config`. In: XML events. Out: package references with version and
scope, and the project's own names. Removed references and references between projects declare nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.declared import Entry, declared, pin_of
from auditor.extract.xml_places import Event, events_of
from auditor.records import Evidence, Ignore, SourceFile

_ITEMS = {
    "PackageReference": "runtime",
    "PackageVersion": "runtime",
    "GlobalPackageReference": "build",
    "DotNetCliToolReference": "build",
    "package": "runtime",
}
_FIELDS = frozenset(
    {"Include", "Update", "Version", "VersionOverride", "PrivateAssets", "id", "version", "developmentDependency"}
)
_OWN = frozenset({"AssemblyName", "PackageId"})
_PROPERTY = re.compile(r"\$\(([\w.-]{1,120})\)")


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a project file, a props or targets file, or a `packages.config`."""
    yield from declared(file, _entries(file))


def _entries(file: SourceFile) -> Iterator[Entry]:
    items: list[tuple[str, dict[str, Event]]] = []
    properties: dict[str, Event] = {}
    path: list[str] = []
    for event in events_of(file.text):
        if event.kind == "open":
            path.append(event.name)
            if event.name in _ITEMS:
                items.append((event.name, {}))
        elif event.kind == "close":
            if event.name in path:
                while path.pop() != event.name:
                    pass
        elif event.kind == "attribute" and path and path[-1] in _ITEMS and event.name in _FIELDS:
            items[-1][1].setdefault(event.name, event)
        elif event.kind == "text" and len(path) > 1:
            if path[-2] in _ITEMS and path[-1] in _FIELDS:
                items[-1][1].setdefault(path[-1], event)
            elif path[-2] == "PropertyGroup":
                properties.setdefault(path[-1], event)
    yield from _own(file, properties)
    for name, fields in items:
        yield from _item(name, fields, properties)


def _item(item: str, fields: dict[str, Event], properties: dict[str, Event]) -> Iterator[Entry]:
    package = fields.get("Include") or fields.get("Update") or fields.get("id")
    if not package:
        return
    version = next((fields[key].value for key in ("Version", "VersionOverride", "version") if key in fields), "")
    resolved = pin_of("nuget", _filled(version, properties))
    scope = _ITEMS[item]
    if "developmentDependency" in fields:
        scope = "dev" if fields["developmentDependency"].value.lower() == "true" else scope
    elif "PrivateAssets" in fields and fields["PrivateAssets"].value.lower() == "all":
        scope = "build"
    start = package.start
    for name in package.value.split(";"):  # several packages may share one reference
        stripped = name.strip()
        at = start + (len(name) - len(name.lstrip()))
        start += len(name) + 1
        yield Entry("nuget", stripped, at, at + len(stripped), version, resolved, scope, item)


def _own(file: SourceFile, properties: dict[str, Event]) -> Iterator[Entry]:
    named = False
    for key in sorted(_OWN & properties.keys()):
        event = properties[key]
        if "$(" not in event.value:
            named = True
            yield Entry("nuget", event.value, event.start, event.end, scope="own", section=key)
    stem, _, suffix = file.path.rpartition("/")[2].rpartition(".")
    if not named and suffix.lower().endswith("proj"):
        yield Entry("nuget", stem, 0, 0, scope="own", section="file")


def _filled(text: str, properties: dict[str, Event]) -> str:
    for _ in range(4):
        if "$(" not in text or len(text) > 200:
            break
        text = _PROPERTY.sub(lambda match: properties[match[1]].value[:200] if match[1] in properties else match[0], text)
    return text
