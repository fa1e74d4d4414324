"""`composer.json`, `mix.exs`, `pubspec.yaml`, `Package.swift` and Xcode's `project.pbxproj`. In: text, never run. Out: packages
with specifier and scope, and the project's own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.declared import Entry, declared, scope_of_group, swift_name
from auditor.extract.json_places import nodes_of
from auditor.extract.yaml_lines import Line, lines_of
from auditor.records import Evidence, Ignore, SourceFile


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of one of these manifests."""
    readers = {"composer-json": _composer, "mix-exs": _mix, "pubspec": _pubspec, "swift-package": _swift, "xcode-project": _xcode}
    yield from declared(file, readers[file.format](file.text))


def _composer(text: str) -> Iterator[Entry]:
    scopes = {"require": "runtime", "require-dev": "dev"}
    for node in nodes_of(text):
        if node.kind != "string":
            continue
        if node.path == ("name",):
            yield Entry("packagist", node.value, node.start, node.end, scope="own", section="name")
        elif len(node.path) == 2 and node.path[0] in scopes and isinstance(node.path[1], str):
            section = str(node.path[0])
            yield Entry(
                "packagist", node.path[1], node.key_start, node.key_end, node.value, scope=scopes[section], section=section
            )


def blanked(text: str, pattern: re.Pattern[str]) -> str:
    """Write blanks over the comments that `pattern` finds beside strings, keeping every offset."""

    def blank(match: re.Match[str]) -> str:
        return match[0] if match[0][0] in "\"'" else re.sub(r"[^\n]", " ", match[0])

    return pattern.sub(blank, text)


_ELIXIR = re.compile(r"\"(?:[^\"\\]|\\.)*+(?:\"|\\?\Z)|#[^\n]*+", re.DOTALL)
_TUPLE = re.compile(
    r"\{\s*:(\w+)\s*,\s*(?:\"([^\"\n]*)\"|(?=(?:git|github|path|only|hex|override|optional|runtime|in_umbrella|repo|organization|branch):))"
)
_ONLY = re.compile(r"\bonly:\s*(\[[^\]]{0,200}\]|:\w+)")
_APP = re.compile(r"\bapp:\s*:(\w+)")
_HEX = re.compile(r"\bhex:\s*(?::|\")(\w+)")


def _mix(text: str) -> Iterator[Entry]:
    code = blanked(text, _ELIXIR)
    app = _APP.search(code)
    if app:
        yield Entry("hex", app[1], app.start(1), app.end(1), scope="own", section="app")
    for match in _TUPLE.finditer(code):
        close = code.find("}", match.end())
        options = code[match.end() : close if 0 <= close < match.end() + 600 else match.end() + 600]
        if match[2] is not None and match[2] and not re.match(r"\s*(?:[~<>=!]|\d)", match[2]):
            continue
        only = _ONLY.search(options)
        names = re.findall(r"\w+", only[1]) if only else []
        scope = "dev" if names and all(scope_of_group(name, "") == "dev" for name in names) else "runtime"
        scope = "optional" if "optional: true" in options else scope
        renamed = _HEX.search(options)
        name, start = (renamed[1], match.end() + renamed.start(1)) if renamed else (match[1], match.start(1))
        yield Entry("hex", name, start, start + len(name), match[2] or "", scope=scope, section="deps")


def _pubspec(text: str) -> Iterator[Entry]:
    scopes = {"dependencies": "runtime", "dev_dependencies": "dev", "dependency_overrides": "runtime"}
    section = ""
    waiting: Line | None = None  # a package whose version may stand in a nested `version:`
    level = 0
    for line in lines_of(text):
        if line.indent == 0:
            if waiting:
                yield _pub(waiting, "", section, scopes)
            waiting, level = None, 0
            section = line.key
            if section == "name" and line.value:
                yield Entry("pub", line.value, line.start, line.start + len(line.value), scope="own", section="name")
        elif section in scopes and line.key:
            level = level or line.indent
            if line.indent == level:
                if waiting:
                    yield _pub(waiting, "", section, scopes)
                waiting = None if line.value else line
                if line.value:
                    yield _pub(line, line.value, section, scopes)
            elif waiting and line.key == "version":
                yield _pub(waiting, line.value, section, scopes)
                waiting = None
    if waiting:
        yield _pub(waiting, "", section, scopes)


def _pub(line: Line, version: str, section: str, scopes: dict[str, str]) -> Entry:
    version = "" if version == "any" else version
    return Entry("pub", line.key, line.key_start, line.key_start + len(line.key), version, scope=scopes[section], section=section)


_SWIFT = re.compile(r"\"(?:[^\"\\\n]|\\.)*+(?:\"|(?=\n)|\\?\Z)|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\\?\Z)", re.DOTALL)
_PACKAGE = re.compile(r"\.package\s*\(")
_URL = re.compile(r"\b(?:url|id)\s*:\s*\"([^\"\s]+)\"")
_REQUIREMENT = re.compile(
    r"\b(from|exact|branch|revision|upToNextMajor|upToNextMinor)\b[^\"\n]{0,40}\"([^\"\n]+)\"|(\"[^\"\n]+\"\s*\.\.[.<]\s*\"[^\"\n]+\")"
)
_PRODUCT = re.compile(r"\bPackage\s*\(\s*name\s*:\s*\"([^\"\n]+)\"")
_TARGET = re.compile(r"\.(?:target|executableTarget|library)\s*\(\s*name\s*:\s*\"([^\"\n]+)\"")


def _swift(text: str) -> Iterator[Entry]:
    code = blanked(text, _SWIFT)
    own = _PRODUCT.search(code)
    if own:
        yield Entry("swift", own[1], own.start(1), own.end(1), scope="own", section="name")
    seen = {own[1]} if own else set()  # a module may be called like anybody's product
    for target in _TARGET.finditer(code):
        if target[1] not in seen:
            seen.add(target[1])
            yield Entry("swift", target[1], target.start(1), target.end(1), scope="own", section="target")
    calls = [match.end() for match in _PACKAGE.finditer(code)]
    for place, start in enumerate(calls):
        until = min(calls[place + 1] if place + 1 < len(calls) else len(code), start + 600)
        url = _URL.search(code, start, until)
        if not url:
            continue
        name, lead = swift_name(url[1])
        at = url.start(1) + lead
        requirement = _REQUIREMENT.search(code, url.end(), until)
        version = "" if not requirement else requirement[3] or f"{requirement[1]}: {requirement[2]}"
        resolved = requirement[2] if requirement and requirement[1] == "exact" else ""
        yield Entry("swift", name, at, at + len(name), version, resolved, section="dependencies")


_REMOTE = re.compile(
    r"isa = XCRemoteSwiftPackageReference;\s{1,20}repositoryURL = \"?([^\"\s;]{1,300})\"?;"
    r"(?:\s{1,20}requirement = \{([^{}]{0,400})\})?"
)
_KIND = re.compile(r"\bkind = (\w{1,40});")
_BOUND = re.compile(r"\b(?:minimumVersion|version|branch|revision) = \"?([^\"\s;]{1,100})\"?;")


def _xcode(text: str) -> Iterator[Entry]:
    for found in _REMOTE.finditer(text):
        kind, bound = _KIND.search(found[2] or ""), _BOUND.search(found[2] or "")
        word = kind[1].removesuffix("Version") if kind else ""
        name, lead = swift_name(found[1])
        at = found.start(1) + lead
        version = f"{word}: {bound[1]}" if word and bound else ""
        resolved = bound[1] if bound and word == "exact" else ""
        yield Entry("swift", name, at, at + len(name), version, resolved, section="packages")
