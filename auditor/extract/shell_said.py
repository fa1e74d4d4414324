"""What a command line only says, compares or remarks. In: the words of a statement and the text. Out: the role of its words.

`echo "..."` that goes to no file and no other command is text for people; `[ "$m" = x ]` and the arms of `case` compare, and
so does what looks for a word: `grep x`.
"""

from __future__ import annotations

from itertools import pairwise

from auditor import lazy_re as re
from auditor.extract.shell_words import Word
from auditor.records import Role

_SAYS = re.compile(
    r"(?:echo|e?printf|print|say|read|die|usage|whiptail|dialog|figlet|cat|rem|write|(?:write|print|echo|log|msg|show)[_-]\w+"
    r"|(?:log|msg|message|info|warn|warning|err|error|debug|success|fail|fatal|ok|note|notice|step|header)(?:[_-]\w+)?)\Z",
    re.IGNORECASE,
)
COMPARES = frozenset("-eq -ne -ceq -like -notlike -match -notmatch -in -notin -contains == != =~".split())
_TESTS = frozenset({"[", "[[", "test"})
_LOOKS = frozenset("grep egrep fgrep zgrep rg sed awk gawk expr findstr select-string".split())
_EDIT = re.compile(r"(?:^|[;{\s\d$/])s[/|#,@!~]")  # `sed "s/x/y/"` writes what it names
_ARM = re.compile(r"[\"']?[ \t]{0,4}(?:\|[ \t]{0,4}[\w.*?\"'-]{1,80}[ \t]{0,4}){0,20}\)")
_REMARK = re.compile(r"[ \t]{0,80}(?:#(?!define\b)|//|--[ \t])")  # no flags, which a list of them begins with too
_LINE = 400


def role_of(text: str, words: tuple[Word, ...], command: int) -> Role | None:
    """The role of words that nothing acts on, None for a statement that does something."""
    if words[0].text.startswith("::") or words[0].text.lower() == "rem":
        return Role.COMMENT
    if words[0].text in _TESTS or (words[0].text in {"if", "while", "elif"} and len(words) > 1 and words[1].text in _TESTS):
        return Role.LOOKUP_TABLE
    if (
        len(words) == 1
        and text[words[0].start - 1 : words[0].start] != "("
        and _ARM.match(text, words[0].end, words[0].end + _LINE)
    ):
        before = text[max(0, words[0].start - _LINE) : words[0].start].rstrip(" \t\"'")
        return Role.LOOKUP_TABLE if before[-1:] in {"\n", ";", "|"} or before.endswith(" in") else None
    name = words[command].text.rpartition("/")[2] if command < len(words) else ""
    if name.lower() in _LOOKS:
        return None if name == "sed" and any(_EDIT.search(word.text[:_LINE]) for word in words) else Role.LOOKUP_TABLE
    if not _SAYS.match(name) or (name == "cat" and len(words) > command + 1):
        return None
    return None if _goes_on(text, words) else Role.PROMPT_TEXT


def is_anchored(text: str, start: int, end: int) -> bool:
    """Whether a word is a pattern that begins with its first or ends with its last letter: `^x`, `x$"`."""
    return text[start - 1 : start] == "^" or (text[end : end + 1] == "$" and text[end + 1 : end + 2] in {'"', "'"})


def is_remark(text: str, low: int, at: int) -> bool:
    """Whether a word stands in a comment of the program or the settings that a text of several lines holds."""
    line = text.rfind("\n", max(low - 1, at - _LINE, 0), at)
    return line >= 0 and _REMARK.match(text, line + 1, at) is not None


def _goes_on(text: str, words: tuple[Word, ...]) -> bool:
    """Whether what is printed goes to a file or to another command."""
    for before, after in pairwise(words):
        if ">" in text[before.end : after.start]:
            return True
    tail = text[words[-1].end : words[-1].end + _LINE].partition("\n")[0].lstrip("\"' \t")
    if tail.startswith("|"):
        return not tail.startswith("||")
    return tail.startswith((">", "1>")) and not tail.startswith((">&2", ">&1", "1>&2"))
