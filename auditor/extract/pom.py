"""Maven's `pom.xml`, and what a target of Eclipse takes from there. In: XML events. Out: dependencies, managed versions, BOMs,
plugins and the project's own coordinates; properties are put into resolved versions. Parents, exclusions and commented-out blocks
declare nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor import lazy_re as re
from auditor.extract.declared import Entry, declared, pin_of
from auditor.extract.xml_places import Event, events_of
from auditor.records import Evidence, Ignore, SourceFile

_BLOCKS = frozenset({"dependency", "plugin", "extension", "path", "annotationProcessorPath"})
_FIELDS = frozenset({"groupId", "artifactId", "version", "scope", "optional", "type"})
_SCOPES = {
    "test": "dev",
    "compile": "runtime",
    "provided": "runtime",
    "runtime": "runtime",
    "system": "runtime",
    "import": "runtime",
}
_PROPERTY = re.compile(r"\$\{([^${}]{1,120})\}")
_LONGEST = 300
_ROUNDS = 8


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a `pom.xml`."""
    yield from declared(file, _Pom(file.text).entries())


class _Pom:
    """One pass over the events: coordinates by block, properties, and what the project itself is called."""

    def __init__(self, text: str) -> None:
        self.properties: dict[str, str] = {}
        self.blocks: list[tuple[tuple[str, ...], dict[str, Event]]] = []  # path and fields
        self.own: dict[str, Event] = {}
        self.parent: dict[str, Event] = {}
        self._read(text)

    def _read(self, text: str) -> None:
        path: list[str] = []
        open_blocks: list[dict[str, Event]] = []
        for event in events_of(text):
            if event.kind == "open":
                path.append(event.name)
                if event.name in _BLOCKS:
                    open_blocks.append({})
            elif event.kind == "close":
                if event.name not in path:
                    continue
                while path and path[-1] != event.name:
                    self._leave(path, open_blocks)
                self._leave(path, open_blocks)
            elif event.kind == "text" and path:
                self._text(path, event, open_blocks)
        while path:  # a cut file: what is open so far still counts
            self._leave(path, open_blocks)

    def _leave(self, path: list[str], open_blocks: list[dict[str, Event]]) -> None:
        if path[-1] in _BLOCKS and open_blocks:
            fields = open_blocks.pop()
            if "artifactId" in fields:
                self.blocks.append((tuple(path), fields))
        path.pop()

    def _text(self, path: list[str], event: Event, open_blocks: list[dict[str, Event]]) -> None:
        name, parent = path[-1], path[-2] if len(path) > 1 else ""
        if open_blocks and parent in _BLOCKS and name in _FIELDS:
            open_blocks[-1].setdefault(name, event)
        elif parent == "properties":
            self.properties.setdefault(name, event.value)
        elif path[:-1] == ["project"]:
            self.own.setdefault(name, event)
        elif path[:-1] == ["project", "parent"]:
            self.parent.setdefault(name, event)

    def entries(self) -> Iterator[Entry]:
        for key in ("groupId", "artifactId", "version"):
            value = self.own.get(key) or self.parent.get(key)
            if value:
                for prefix in ("project.", "pom.", ""):
                    self.properties.setdefault(prefix + key, value.value)
        artifact = self.own.get("artifactId")
        if artifact:
            group = self.properties.get("groupId", "")
            name = f"{group}:{artifact.value}" if group else artifact.value
            yield Entry("maven", name, artifact.start, artifact.end, scope="own", section="project")
        for path, fields in self.blocks:
            yield self._entry(path, fields)

    def _entry(self, path: tuple[str, ...], fields: Mapping[str, Event]) -> Entry:
        artifact, group = fields["artifactId"], fields.get("groupId")
        plugin = "plugin" in path or "extension" in path or path[-1] in {"path", "annotationProcessorPath"}
        group_name = self._filled(group.value) if group else "org.apache.maven.plugins" if path[-1] == "plugin" else ""
        version = fields["version"].value if "version" in fields else ""
        name = self._filled(artifact.value)
        start = min(group.start, artifact.start) if group else artifact.start
        filled = self._filled(version)
        return Entry(
            "maven",
            f"{group_name}:{name}" if group_name else name,
            artifact.start,
            artifact.end,
            version,
            resolved=pin_of("maven", filled),
            scope="build" if plugin else _scope(path, fields),
            section="/".join(path[1:-1]),
            hit_start=start,
            hit_end=max(group.end, artifact.end) if group else artifact.end,
        )

    def _filled(self, text: str) -> str:
        """Put properties in, a bounded number of times and never beyond a bounded length."""
        for _ in range(_ROUNDS):
            if "${" not in text or len(text) > _LONGEST:
                break
            text = _PROPERTY.sub(lambda match: self.properties.get(match[1], match[0])[:_LONGEST], text)
        return text[:_LONGEST]


def _scope(path: tuple[str, ...], fields: Mapping[str, Event]) -> str:
    if "scope" in fields and _SCOPES.get(fields["scope"].value) == "dev":
        return "dev"
    if "optional" in fields and fields["optional"].value == "true":
        return "optional"
    return "optional" if "profile" in path else "runtime"
