"""`Gemfile`, gemspecs and scripts that bring their gems, read line by line and never run. In: text. Out: gems with requirement
and group, the gem's own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.declared import Entry, declared, has_hit, scope_of_group
from auditor.records import Evidence, Ignore, SourceFile

_STRING = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'|%[qQ][<({\[]([^>)}\]\n]*)[>)}\]]")
_GEM = re.compile(r"\s*gem[ \t(]+")
_GROUP = re.compile(r"\s*group[ \t(]+(.*?)\bdo\b")
_BLOCK = re.compile(r"\bdo\b(?:\s*\|[^|]*\|)?\s*$")
_OPENS = re.compile(r"\s*(?:if|unless|case|begin|while|until|def|class|module)\b")
_INLINE_GROUP = re.compile(r"\bgroups?:\s*(\[[^\]]*\]|:\w+|\"[^\"]*\"|'[^']*')|:groups?\s*=>\s*(\[[^\]]*\]|:\w+)")
_SYMBOL = re.compile(r":?(\w+)")
_ADD = re.compile(r"\s*[\w.]+\.add_(runtime_|development_)?dependency[ \t(]*(?=[\"'%])")
_NAME = re.compile(r"\s*\w+\.name\s*=\s*(?=[\"'%])")
_LONGEST = 2_000
_INLINE = re.compile(r"^([ \t]*)gemfile\b[^\n#]{0,100}\bdo[ \t\r]*$", re.MULTILINE)  # of bundler/inline
_PLUGIN = "plugin.rb"  # a host's own `gem` installs what it names, always at one version


def read(file: SourceFile) -> Iterator[Evidence | Ignore]:
    """Evidence of a `Gemfile` or gemspec."""
    yield from declared(file, _gemspec(file.text) if file.format == "gemspec" else _gemfile(file.text))


def gems_in(file: SourceFile) -> Iterator[Evidence]:
    """Gems with a hit that a script brings itself: in a `gemfile do` block, or as a plugin of a host that installs them."""
    plugin = file.path.rpartition("/")[2] == _PLUGIN
    block = None if plugin or "bundler/inline" not in file.text else _INLINE.search(file.text)
    if not plugin and block is None:
        return
    first, last = (0, len(file.text)) if block is None else (block.end(), file.text.find(f"\n{block[1]}end", block.end()))
    for found in declared(file, (one for one in _gemfile(file.text) if first <= one.start < last and has_hit(file, one))):
        if isinstance(found, Evidence) and (found.version or not plugin):
            yield found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines without comments; `=begin`/`=end` blocks and what stands after `__END__` are left out."""
    at, skipping = 0, False
    for raw in text.split("\n"):
        start, at = at, at + len(raw) + 1
        line = raw.rstrip("\r")[:_LONGEST]
        if line.startswith("__END__"):
            return
        if line.startswith(("=begin", "=end")):
            skipping = line.startswith("=begin")
        elif not skipping and line.strip() and not line.lstrip().startswith("#"):
            yield start, _uncommented(line)


def _uncommented(line: str) -> str:
    if "#" not in line:
        return line
    mark = line.find("#")
    for found in _STRING.finditer(line):
        if mark < found.start():
            break
        mark = line.find("#", max(mark, found.end()))
        if mark < 0:
            return line
    return line[:mark]


def _gemfile(text: str) -> Iterator[Entry]:
    blocks: list[str] = []
    for start, line in _lines(text):
        gem = _GEM.match(line)
        group = _GROUP.match(line)
        if gem:
            inline = _INLINE_GROUP.search(line)
            groups = (inline[1] or inline[2]) if inline else " ".join(block for block in blocks if block)
            yield from _gem(line, start, gem.end(), _scope(groups), "gem")
        elif group:
            blocks.append(group[1])
            continue
        elif line.strip() == "end" or line.lstrip().startswith("end "):
            del blocks[-1:]
        if _BLOCK.search(line) or (_OPENS.match(line) and not re.search(r"\bend\s*$", line)):
            blocks.append("")


def _gemspec(text: str) -> Iterator[Entry]:
    for start, line in _lines(text):
        name, add = _NAME.match(line), _ADD.match(line)
        if name:
            yield from _gem(line, start, name.end(), "own", "name")
        elif add:
            scope = "dev" if add[1] == "development_" else "runtime"
            yield from _gem(line, start, add.end(), scope, f"add_{add[1] or ''}dependency")


def _gem(line: str, start: int, position: int, scope: str, section: str) -> Iterator[Entry]:
    """The first string is the name; the strings that follow directly are its requirement."""
    strings = list(_STRING.finditer(line, position))
    if not strings or line[position : strings[0].start()].strip(" [("):
        return
    texts = [(found[found.lastindex or 1], found.start(found.lastindex or 1)) for found in strings]
    requirement = []
    after = strings[0].end()
    for found, (value, _) in zip(strings[1:], texts[1:], strict=True):
        between = line[after : found.start()].removeprefix(".freeze").strip()
        if between.strip("[ ") != "," or not re.match(r"\s*(?:[~<>=!]|\d)", value):
            break
        requirement.append(value)
        after = found.end()
    value, at = texts[0]
    yield Entry("rubygems", value, start + at, start + at + len(value), ", ".join(requirement), scope=scope, section=section)


def _scope(groups: str) -> str:
    names = [name for name in _SYMBOL.findall(groups) if name not in {"optional", "true"}]
    return "dev" if names and all(scope_of_group(name, "") == "dev" for name in names) else "runtime"
