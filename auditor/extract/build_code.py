"""What a build file says beside its dependencies: keys, addresses and models that it hands to the code it builds.

In: a build file and the language it is written in. Out: variables, addresses and what fills a slot of every client, as settings.
Names of modules, plugins, artifacts and classes are no more than that, nor is where they come from and who publishes them; what
is set for a run of tests is a test's.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.sheet import Sheet
from auditor.extract.source import read_code
from auditor.extract.words import fills
from auditor.frozen import replace
from auditor.records import Evidence, How, Role, SourceFile

_QUOTES = re.compile(r"(?:\\?[\"']){1,4}")
_TEST = re.compile(r"\b[Tt]ests?\b|[a-z]Tests?\b|\btest[A-Z]")  # `test {`, `testOptions {`, `Test / envVars :=`
_PUBLISHED = re.compile(
    r"\b(?:repositories|resolvers|maven|pom|scm|scmInfo|licenses?|developers?|homepage|publishing|publishTo|pluginManagement)\b"
)
_SETS = re.compile(r"[:+]=")
_HEAD, _STATEMENT = 200, 2_000  # characters before a brace, and before a setting, that say whose it is
_LEVELS = 12


def settings_in(file: SourceFile, language: str) -> Iterator[Evidence]:
    """Evidence of what a build file sets for the code that it builds."""
    if not file.hits:
        return
    code = replace(file, format=language)
    sheet = Sheet(code, bind=False)
    for found in read_code(code):
        if not isinstance(found, Evidence) or not _is_told(found):
            continue
        heads = "\n".join(_heads(sheet, sheet.places.offset(found.line, found.column)))
        role = found.role
        if role is not Role.COMMENT and _PUBLISHED.search(heads):
            continue
        if role is Role.PRODUCTION:
            role = Role.TEST if _TEST.search(heads) else Role.CONFIG
        quotes = _QUOTES.match(found.value)  # `"\"acme-3\""`: code is made of it, with a string in it
        lead = quotes.end() if quotes else 0
        value = found.value[lead:].rstrip("\\\"'") if lead else found.value
        start = found.column + lead
        end = start + len(value) if lead else found.end_column
        yield found._replace(value=value, column=start, end_column=end, role=role)


def _is_told(found: Evidence) -> bool:
    return found.how in (How.ENV, How.ENDPOINT) or (found.how is How.LITERAL and bool(found.via or fills(found.slot)))


def _heads(sheet: Sheet, offset: int) -> Iterator[str]:
    """What stands before the braces around a place, and before the sign of its setting: `test`, `Test / envVars`."""
    text, brackets, low = sheet.text, sheet.brackets, max(offset - _STATEMENT, 0)
    signs = list(_SETS.finditer(sheet.code, low, offset)) if sheet.language.name == "scala" else []
    if signs:
        yield text[text.rfind("\n", low, signs[-1].start()) + 1 : signs[-1].start()]
    at = brackets.around(offset)
    for _ in range(_LEVELS):
        if at < 0:
            return
        brace = brackets.opens[at]
        if text[brace] == "{":
            least = max(brace - _HEAD, 0)
            yield text[max(least, *(text.rfind(sign, least, brace) + 1 for sign in "\n{}")) : brace]
        at = brackets.outer[at]
