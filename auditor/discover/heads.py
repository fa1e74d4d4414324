"""What a file says itself about what it is for. In: the role by its path, and its text. Out: the role that both show."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.discover import role_words as words
from auditor.discover.roles import says_example
from auditor.records import DECIDING, Role

_COMPILED = re.compile(r'"_generator"\s{0,20}:\s{0,20}\{')  # infrastructure written in another language, which is read too
_USAGE = re.compile(r'"usage"\s{0,20}:\s{0,20}\{')
_JSON = re.compile(r'"(?:[^"\\]|\\.)*+"?|[{}\[\]]', re.DOTALL)
_ANSWERED = frozenset({'"choices"', '"content"', '"stop_reason"', '"chat.completion"'})
_NOT_FOR_USE = re.compile(r"\bexample\b[^\n]{0,80}\bdo not (?:\w{1,20}(?:/| or )){0,2}use (?:this|it)\b", re.IGNORECASE)


def role_by_text(role: Role, text: str, path: str, format_: str) -> Role:
    """The role of a file whose path says `role`."""
    if (role in DECIDING or role is Role.CI) and is_generated(text, path, format_):
        return Role.GENERATED
    if role is Role.PRODUCTION and is_test(text, format_):
        return Role.TEST
    if role is not Role.CONFIG:
        return role
    if is_dump(text, format_) or is_recorded(text, format_):
        return Role.FIXTURE
    return Role.EXAMPLE if is_only_shown(text, path) else role


def is_generated(text: str, path: str, format_: str) -> bool:
    """Whether code says in its first comment lines that a program wrote it, or is minified; or JSON names what made it."""
    if format_ == "json":
        return _COMPILED.search(text, 0, words.HEAD) is not None
    if format_ not in words.CODE or format_ in {"notebook", "setup-py"}:
        return False
    if len(text) > words.BUNDLE and (path.endswith(".d.ts") or (format_ == "javascript" and _is_built(path))):
        return True
    head = text[: words.HEAD]
    if "enerated" in head or "GENERATED" in head or "o not" in head.lower():
        for line in head.split("\n")[:30]:
            if line.lstrip().startswith(words.COMMENTS) and words.SAYS_GENERATED.stands_in(line):
                return True
    return _is_minified(text, format_)


def _is_built(path: str) -> bool:
    return not words.BUILT.isdisjoint(path.lower().split("/")[:-1])


def is_test(text: str, format_: str) -> bool:
    """Whether code brings in a framework of tests in its first lines."""
    if format_ not in words.CODE or format_ == "setup-py":
        return False
    head = text[: words.BEGIN]
    return words.TEST_CODE.stands_in(head) and any(one.lastgroup for one in words.TEST_SAID.finditer(head))


def is_dump(text: str, format_: str) -> bool:
    """Whether a large JSON file is data rather than configuration: a list of records, or written without lines."""
    if format_ != "json" or len(text) < words.DUMP:
        return False
    return text.lstrip()[:1] == "[" or len(text) > 2_000 * (text.count("\n") + 1)


def is_recorded(text: str, format_: str) -> bool:
    """Whether JSON is the recorded answer of a model: its top level counts what was used, beside what was said."""
    if format_ != "json" or not _USAGE.search(text):
        return False
    depth = 0
    top = set()
    for sign in _JSON.finditer(text):
        if sign[0] in "{[":
            depth += 1
        elif sign[0] in "}]":
            depth -= 1
        elif depth == 1:
            top.add(sign[0])
    return '"usage"' in top and not _ANSWERED.isdisjoint(top)


def is_only_shown(text: str, path: str) -> bool:
    """Whether settings that are called an example say that nothing runs with them."""
    head = text[: words.HEAD]
    return says_example(path.rpartition("/")[2].lower()) and _NOT_FOR_USE.search(head) is not None


def _is_minified(text: str, format_: str) -> bool:
    """Scripts whose lines are hundreds of characters long on the average, or thousands in the first one."""
    if format_ not in {"javascript", "typescript"} or len(text) < words.LONG_LINE:
        return False
    first = text.find("\n")
    return len(text) > 300 * (text.count("\n") + 1) or first < 0 or first > words.LONG_LINE
