"""Whether an address or a model is only a default. In: its evidence, with its line. Out: yes when the line shows that what uses
it may be given another one: a parameter, a field, the last argument of a look-up, an arm beside a variable, what people edit.

Read by the line alone: what is missed here is reported, so each shape is one that hardly means anything else.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.records import Evidence
from auditor.resolve.slots import words

_GIVEN = frozenset({"default", "custom"})  # words that say another address may be given
_LONGEST = 400  # characters of a line before the address that are looked at
_INSTEAD = re.compile(
    r"(?:\?\?|\?:|\|\||\bor\b|\b(?:orElse|unwrap_or|getOrElse|ifBlank|ifEmpty)\b[^\w\"']{1,3})\s{0,3}(?:new\s{1,3})?[\w.]{0,40}[^\w\s]{0,4}$"
    r"|\bunwrap_or_else\(\s{0,3}(?:move\s)?\|\w{0,9}\|\s{0,3}(?:String::from\()?[\"']?$"
)
# `get("url", `, `envOr("URL", `, `getattr(o, "url", `, `default=`, `Field(`, `text_input("Address", `, `useState(`
_ASKED = re.compile(
    r"\b(?:get|pop|setdefault|opt|config|setting|\w{0,20}[eE]nv)\w{0,30}\((?:\w[\w.]{0,60},\s{0,3})?[\"'][\w.:-]{1,60}[\"']\s?,\s{0,3}$"
    r"|\bdefault(?:_?[Vv]alue)?(?:_t)?\s{0,3}[=:(]\s{0,3}(?:String::from\()?$"
    # `flag.String("url", `, `flags.StringVarP(&url, "url", "u", `, `viper.SetDefault("url", `
    r"|\b(?:SetDefault|String(?:Var)?P?)\(\s?(?:&?[\w.]{1,60},\s{0,3})?\"[\w.-]{1,60}\",\s{0,3}(?:\"\w{0,2}\",\s{0,3})?$"
    r"|=\s{0,3}Field\(\s{0,3}$|\b\w{0,40}[Ii]nput\(\s?[\"'][^\"']{0,60}[\"']\s?,\s{0,3}(?:value\s?=\s?)?$"
    r"|\buse\w{0,30}State(?:<[^<>]{1,40}>)?\(\s{0,3}$"
)
# the other arm of a condition is a name: `x ? x : "..."`, `!x ? "..." : x`, `x if x else "..."`, `"..." if not x else x`
_ELSE = re.compile(r"\?\s{0,3}[a-z_$@][\w.$?!()]{0,60}\s{0,3}:\s{0,3}$|[a-z_][\w.]{0,60}\s{1,3}if\s[^\"']{1,80}\selse\s{1,3}$")
_THEN = re.compile(r"\s{0,3}:\s{0,3}[a-z_$@][\w.$]{0,60}(?![\w(\"'])|\s{1,3}if\s[^\"':]{1,80}\selse\s{1,3}[a-z_]")
_DEFINES = re.compile(r"\b(?:def|fun|func|function|init|constructor)\b[^(;{}]{0,80}(\([^;{}]{1,300}=\s{0,3})$")
_PARAMETER = re.compile(r"^\s{0,60}[\w$]{1,60}\s{0,3}(?::[^=\"'()]{1,80})?=\s{0,3}$")  # one to a line
_FIELD = re.compile(r"^\s{1,60}\w{1,60}\s{0,3}:(?![^=]{0,80}\b(?:ClassVar|Final)\b)[^=]{1,80}=\s{0,3}$")
_PICKED = re.compile(r"[{(,]\s{0,3}[\w$]{1,60}\s{0,3}(?::[^=\"'(){}]{1,80})?=\s{0,3}$")  # `{ url = "..." }`
_TYPED = re.compile(r"(?:^\s{1,60}|[({,]\s{0,3})(?:[\w?<>]{1,40}\s){1,4}\$?\w{1,60}(?::[^=\"'()]{1,80})?\s?=\s{0,3}$")
_DECLARED = frozenset({"csharp", "dart", "kotlin", "php"})  # whose arguments, named by `=`, have no type before them
_SCRIPTS = frozenset({"javascript", "typescript", "vue", "svelte"})
_VAR = re.compile(r"\bvar\s[^=\"]{1,80}=\s{0,3}$|\bmutable(?:Set|List|State)Of\([^()]{0,80}$")
# `private String url = ` in a file of settings, `AcmeProperties.java`
_HELD = re.compile(r"^\s{1,60}(?:(?:private|protected|public)\s{1,3})?(?!static\b|final\b)\w{1,40}\s{1,3}\w{1,60}\s?=\s{0,3}$")
_HOLDERS = ("Properties.java", "Settings.java", "Config.java", "Configuration.java", "Options.java")
_SETTABLE = {
    "csharp": re.compile(r"\b(?:set|init);[^{}]{0,20}\}\s{0,3}=\s{0,3}(?:new\b[^\"]{0,40})?$"),
    "kotlin": _VAR,
    "swift": _VAR,
}


def is_default(one: Evidence) -> bool:
    """Whether the value only stands in for one that is set elsewhere."""
    whole = one.excerpt[: one.column - 1][-_LONGEST:]
    before = whole.rstrip("\"'`")
    if not _GIVEN.isdisjoint(words(one.slot)) or before.endswith("default("):
        return True
    after = one.excerpt[one.column - 1 + len(one.value) :].lstrip("\"'`")
    if _INSTEAD.search(whole) or _ASKED.search(before) or _ELSE.search(before):
        return True
    if before.rstrip().endswith(("?", "=", "return", "(")) and _THEN.match(after):
        return True
    settable = _SETTABLE.get(one.language)
    if (settable is not None and settable.search(before)) or (one.path.endswith(_HOLDERS) and _HELD.search(before)):
        return True
    return _is_parameter(one, before, after)


def _is_parameter(one: Evidence, before: str, after: str) -> bool:
    """Whether the address is what a parameter or a field is given when nobody says otherwise."""
    defined = _DEFINES.search(before)
    if defined is not None and defined[1].count("(") > defined[1].count(")"):
        return True
    behind = after.lstrip()[:1]
    ends = behind in {",", ")"}
    if one.language in {"python", "notebook"}:
        line = one.site.partition(":")[0]
        handed = not one.callee or (line.isdigit() and int(line) > one.line)  # a call below it: by its name
        return _FIELD.search(before) is not None or (ends and handed and _PARAMETER.search(before) is not None)
    if one.language in _SCRIPTS:
        alone = behind == "," and _PARAMETER.search(before) is not None
        return alone or (behind in {",", "}", ")"} and _PICKED.search(before) is not None)
    return (ends or behind == "}") and one.language in _DECLARED and _TYPED.search(before) is not None
