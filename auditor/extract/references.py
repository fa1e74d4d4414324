"""References to variables inside a scalar. In: `${VAR:-default}` and its dialects. Out: names, defaults, what is left."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.rows import NamedTuple

_REF = re.compile(
    r"\$\{\{[ \t]{0,4}(?:secrets|vars|env|variables|inputs)\.(\w{1,80})"
    r"|\$\{\??(?:env[:.])?([A-Za-z_][\w.-]{0,120})(?::?[?+][^{}$\n]{0,300}|(:?[-=]|:|,[ \t]{0,4})([^{}$\n]{0,300}))?\}"
    r"|os\.environ/(\w{1,80})|\{env:(\w{1,80})\}|(?<![\w.$])env\((\w{1,80})\)|%env\((?:\w{1,20}:){0,3}(\w{1,80})\)%|process\.env\.(\w{1,80})|\$env[.:](\w{1,80})"
    r"|\{\{-?[ \t]{0,4}\.([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,8})[ \t]{0,4}(?:\|[^{}\n]{0,80})?\}\}"
    r"|\$\{\{[ \t]{0,4}([A-Za-z_]\w{0,80})[ \t]{0,4}\}\}|\$\((\w{1,80})\)|\$(?!env)([A-Za-z_]\w{1,80})\b|!env[ \t]{1,4}(\w{1,80})"
    r"|\{\{[ \t]{0,4}(?:secrets\.|(?:secret|env_var)\([\"'])(?P<secret>\w{1,80})"
)
# other name spaces of templates: nothing of them is an environment variable
_FOREIGN = frozenset(
    {
        "self",
        "ssm",
        "opt",
        "file",
        "cf",
        "aws",
        "sls",
        "var",
        "local",
        "data",
        "module",
        "each",
        "param",
        "state",
        "inputs",
        "project",
        "AWS",
        "steps",
    }
)


class Reference(NamedTuple):
    """One variable named in a text; `default` is "" when none is given. Offsets are relative to the text."""

    name: str
    default: str
    start: int
    end: int
    default_at: int
    name_at: int


def references(text: str) -> list[Reference]:
    """Variables named in `text`, in order; at most 50."""
    if "$" not in text and "env" not in text and "{{" not in text:
        return []
    found = []
    for match in _REF.finditer(text):
        group = match.lastindex or 0
        if match[2] is not None:
            name, default, mark = match[2], match[4] or "", match[3] or ""
            if mark.startswith(",") or default[:1] in {"'", '"'}:
                default = default.strip().strip("'\"")
            if name.partition(".")[0] in _FOREIGN:
                continue
            default_at = match.start(4) if match[4] else -1
            found.append(Reference(name, default, match.start(), match.end(), default_at, match.start(2)))
        elif group:
            opened = match[1] is not None or match["secret"] is not None
            closing = text.find("}}", match.end()) if opened else -1
            end = closing + 2 if 0 <= closing <= match.end() + 80 else match.end()
            found.append(Reference(match[group], "", match.start(), end, -1, match.start(group)))
        if len(found) >= 50:
            break
    return found


def filling(name: str, value: str) -> dict[str, str]:
    """The slot of variables in the value of another, which fill it unless it may also be what it is: `${X:-$Y}` given to X."""
    return {} if name in value else {"slot": name}


def settled(text: str, found: list[Reference]) -> tuple[str, str, int]:
    """The text with defaults in place of references, the variable that decides it, and the offset where its literal begins.

    A reference without default inside a longer text stays as written; one that is the whole text leaves "".
    """
    if not found:
        return text, "", 0
    first = found[0]
    if len(found) == 1 and first.start == 0 and first.end == len(text):
        return first.default, first.name, max(first.default_at, 0)
    parts, at = [], 0
    for ref in found:
        parts.append(text[at : ref.start])
        parts.append(ref.default or text[ref.start : ref.end])
        at = ref.end
    parts.append(text[at:])
    return "".join(parts), first.name, 0
