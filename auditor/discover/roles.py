"""What a file is for. In: its POSIX path relative to the root. Out: a `Role`.

Directory words count at any depth, except in the name space of a JVM source root (`src/main/java/com/example`).
"""

from __future__ import annotations

from functools import lru_cache

from auditor import lazy_re as re
from auditor.discover import role_words as words
from auditor.discover.formats import LOCKFILES, MANIFESTS
from auditor.records import Role
from auditor.rows import NamedTuple

_RANK = {
    Role.VENDORED: 9, Role.FIXTURE: 8, Role.TEST: 7, Role.EXAMPLE: 6, Role.DOCS: 5, Role.GENERATED: 4, Role.CI: 3,
    Role.PROMPT_TEXT: 3, Role.INFRA: 2, Role.CONFIG: 1, Role.PRODUCTION: 0,
}  # fmt: skip
_WORDS = re.compile(r"[-_. ]+")
_JVM = frozenset({"java", "kotlin", "scala", "groovy"})


class Where(NamedTuple):
    """What the directories above a file say: the strongest role, and the doubts only the file can settle."""

    role: Role
    code: Role  # the same for code and its manifests, which may be about documents
    data: bool  # a fixture, but only for what is not code
    prompts: bool
    asset: bool  # `vendor` below code of one's own: only bundled assets are a stranger's
    guest: bool  # `third_party` below sources: code there calls strangers, what is not code is theirs
    texts: bool  # translations, but only what is not code
    spoken: bool  # translations, whatever they are written in


def role_of(path: str, format_: str) -> Role:
    """The role by path alone."""
    directory, _, name = path.rpartition("/")
    return role_in(place_of(directory), name, format_)


@lru_cache(maxsize=4096)
def place_of(directory: str) -> Where:
    """What a directory, "" for the root, says about the files in it."""
    role, code = Role.PRODUCTION, Role.PRODUCTION
    data = prompts = asset = guest = texts = spoken = False
    parts = directory.split("/") if directory else []
    for at, part in enumerate(parts):
        lower = part.lower()
        if lower == "vendor":
            asset = asset or not _is_vendor(parts, at)
        guest = guest or (lower in words.THIRD and _is_own(parts, at))
        found = _by_directory(parts, at, part)
        if _RANK[found] > _RANK[role]:
            role = found
        if _RANK[found] > _RANK[code] and not _is_topic(found, parts, at):
            code = found
        data = data or lower in words.FIXTURE_DATA
        prompts = prompts or lower in words.PROMPTS
        texts = texts or lower in words.TEXTS or (at > 0 and parts[at - 1] == "res" and words.SCREENS.names(lower))
        spoken = spoken or lower in words.TEXT_CODE
        if lower in _JVM and at and _is_main(parts[at - 1]):
            break  # below stands the name space
    return Where(role, code, data, prompts, asset, guest, texts, spoken)


def _is_topic(found: Role, parts: list[str], at: int) -> bool:
    """Whether a word may name what code is about: a name space (`Services/Documentation`), a layer (`src/infrastructure`)."""
    if found is Role.INFRA:
        return not words.SOURCES.isdisjoint(parts[:at])
    return found is Role.DOCS and at > 0 and (parts[at][:1].isupper() or parts[at].lower() == "wiki")


def _is_own(parts: list[str], at: int) -> bool:
    """Whether this `third_party` stands below sources, where an application keeps its own clients of strangers' services."""
    return not words.SOURCES.isdisjoint(parts[:at]) and parts[at - 1].lower() not in words.VENDOR_HOMES


def _is_main(part: str) -> bool:
    return part == "main" or part.endswith("Main")


def _is_vendor(parts: list[str], at: int) -> bool:
    """Whether this `vendor` holds strangers' code: at the top, among assets, or with a module host below."""
    return at == 0 or parts[at - 1].lower() in words.VENDOR_HOMES or (at + 1 < len(parts) and "." in parts[at + 1])


def _is_past(parts: list[str], at: int) -> bool:
    """Whether a directory holds what was put aside: below sources the word may name a feature (`app/archived`)."""
    lower = parts[at].lower()
    return (lower in words.PAST and words.SOURCES.isdisjoint(parts[:at])) or (at == 0 and lower in words.PAST_TOP)


def _by_directory(parts: list[str], at: int, part: str) -> Role:
    lower = part.lower()
    ends = _WORDS.split(lower)
    if lower in words.VENDORED or (lower == "vendor" and _is_vendor(parts, at)) or (lower == "external" and at == 0):
        return Role.VENDORED
    if lower in words.THIRD and not _is_own(parts, at):
        return Role.VENDORED
    if lower in words.FIXTURE or (at and (parts[at - 1].lower(), lower) in words.FACTORIES):
        return Role.FIXTURE
    tested = ends[-1] in words.TEST_ENDS or ends[0] in words.TEST_ENDS or (len(ends) > 1 and ends[-1] in words.TEST_LAST)
    if lower in words.TEST or (tested and ends[0] not in words.NO_TEST) or _is_mock(ends):
        return Role.TEST
    if part.endswith(("Test", "Tests")) and part[0].islower():  # androidTest, jvmTest, integrationTest
        return Role.TEST
    if "{{" in part or _is_past(parts, at):  # a project to be filled in, or put aside
        return Role.EXAMPLE
    if lower in words.EXAMPLE or (
        len(ends) > 1 and (ends[-1] in words.EXAMPLE_ENDS or ends[0] in words.EXAMPLE_ENDS or not words.EXAMPLES.isdisjoint(ends))
    ):
        return Role.EXAMPLE
    if lower in words.DOCS or (at == 0 and lower in words.DOCS_TOP):
        return Role.DOCS
    if lower in words.GENERATED_DIRS or (at and (parts[at - 1].lower(), lower) in words.HISTORY):
        return Role.GENERATED
    if lower in words.CI or (lower == ".github" and at == 0) or (lower in {"ci", "jenkins"} and at == 0):
        return Role.CI
    return Role.INFRA if lower in words.INFRA else Role.PRODUCTION


def _is_mock(ends: list[str]) -> bool:
    """Whether a directory holds what stands in for others: `mock-server`, `fake_data`; people rehearse in mock interviews."""
    if len(ends) > 1 and ends[-1] == "data" and ends[0] in words.STANDS_IN:
        return True
    return ends[0] in words.MOCKED and words.REHEARSED.isdisjoint(ends)


def role_in(place: Where, name: str, format_: str) -> Role:
    """The role of a file named `name` in that place."""
    found = _by_name(place, name, format_)
    around = place.code if format_ in words.CODE or format_ in MANIFESTS or format_ in LOCKFILES else place.role
    return found if _RANK[found] > _RANK[around] else around


def _by_name(place: Where, name: str, format_: str) -> Role:
    lower = name.lower()
    is_code = format_ in words.CODE
    if lower.endswith((".min.js", ".min.mjs", ".min.css", "-min.js")) or (place.asset and format_ == "javascript"):
        return Role.VENDORED
    if place.guest and (not is_code or format_ in MANIFESTS):
        return Role.VENDORED
    if place.data and not is_code:
        return Role.FIXTURE
    if place.role is Role.CI and not is_code:
        return Role.CI  # `test.yml` is a workflow there
    if words.CI_FILES.names(lower):
        return Role.CI
    if words.TEST_FILES.names(name) or (not is_code and _says_test(lower, format_)):
        return Role.TEST
    if format_ in MANIFESTS or format_ in LOCKFILES or format_ == "xcode-project":
        return Role.PRODUCTION
    if words.GENERATED_FILES.names(lower):
        return Role.GENERATED
    if is_code:
        if place.spoken:
            return Role.PROMPT_TEXT
        return Role.EXAMPLE if says_example(lower) else Role.PRODUCTION
    return _of_data(place, lower, format_)


def _says_test(lower: str, format_: str) -> bool:
    """`application-test.yml`, `.env.test`, `compose.test.yaml`."""
    if "test" not in lower:
        return False
    parts = _WORDS.split(lower)[1:]
    return not words.TEST_ENDS.isdisjoint(parts if format_ == "env" else parts[-2:-1])


def says_example(lower: str) -> bool:
    """Whether a file's name (lower case) calls it an example."""
    stems = _WORDS.split(lower.rpartition(".")[0])
    return stems[-1] in words.EXAMPLE_FILES or stems[0] in words.EXAMPLE_FILES or stems in (["sample"], ["samples"])


def _of_data(place: Where, lower: str, format_: str) -> Role:
    if words.DOC_NAMES.names(lower):
        return Role.DOCS
    if place.texts or words.TEXT_FILES.names(lower):
        return Role.PROMPT_TEXT
    if _WORDS.split(lower)[0] in words.STANDS_IN:
        return Role.FIXTURE
    if format_ in words.PROSE:
        return _of_prose(place, lower)
    if format_ in words.INFRA_FORMATS or words.INFRA_FILES.names(lower):
        return Role.INFRA
    return Role.CONFIG


def _of_prose(place: Where, lower: str) -> Role:
    if lower.endswith((".prompty", ".mdc")):
        return Role.CONFIG
    return Role.PROMPT_TEXT if place.prompts or lower.endswith(".prompt") else Role.DOCS
