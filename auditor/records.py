"""Every type that passes a door, in the order of the story: request, file, evidence, inventory, finding, report.

All are immutable. `Evidence` and `Place` are named tuples because there may be a hundred thousand of them and they cross
process borders as plain tuples; the rest are records.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from auditor.frozen import Frozen, field
from auditor.rows import NamedTuple


class Role(StrEnum):
    """What the place is for; only the first three (and `ci` for what CI calls) decide findings by default."""

    PRODUCTION = "production"
    CONFIG = "config"
    INFRA = "infra"
    CI = "ci"
    TEST = "test"
    FIXTURE = "fixture"
    DOCS = "docs"
    EXAMPLE = "example"
    COMMENT = "comment"
    LOOKUP_TABLE = "lookup-table"
    PROMPT_TEXT = "prompt-text"
    GENERATED = "generated"
    VENDORED = "vendored"


DECIDING = frozenset({Role.PRODUCTION, Role.CONFIG, Role.INFRA})


class How(StrEnum):
    """By what an evidence shows use."""

    MANIFEST = "manifest"
    LOCKFILE = "lockfile"
    IMPORT = "import"
    CALL = "call"
    ENDPOINT = "endpoint"
    ENV = "env"
    CONFIG = "config"
    LITERAL = "literal"
    IMAGE = "image"
    ARTIFACT = "artifact"


SECRET = "secret"  # noqa: S105 - the slot of evidence that is key-shaped text
ON_DISK = ("./", "../", "/", "~/")  # how a path on this machine begins: nothing is fetched
OWN_FOLDERS = ("@/", "~/", "$lib/", "src/")  # how imports name a project's own folders without saying where they lie
_COPIED = ("example", "sample", "template", ".dist")  # one of them stands in the name of a file that is there to be copied
# scopes of evidence in code: an import that brings names of types alone, a literal of a menu, one that is taken unasked, the
# name of a constant where it is defined, a call whose address comes from outside (`via` is the name that holds it), a class
# that stands in a table
TYPES, OFFERED, DEFAULT, DEFINED, UNTOLD, LISTED = "types", "offered", "default", "defined", "untold", "listed"


class Severity(StrEnum):
    """`critical` fails today, `high` within the window, `medium` is worth planning, `low` is hygiene."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANK[self.value]


_RANK = {"critical": 0, "high": 1, "medium": 2, "low": 3}


class Confidence(StrEnum):
    """How sure a fact, a piece of evidence or a finding is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Resolution(StrEnum):
    """How a raw id came to its model: the id itself, another spelling, a platform's form, its family, or not at all."""

    EXACT = "exact"
    ALIAS = "alias"
    FORM = "form"
    FAMILY = "family"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """`announced` is a shutdown date; `earliest` only says 'not before'."""

    ANNOUNCED = "announced"
    EARLIEST = "earliest"


# --- what is asked -------------------------------------------------------------------------------------------------


class Waiver(Frozen):
    """One `[[waiver]]` of the configuration; `rule` and `subject` may be `*`, `path` is a glob."""

    rule: str
    subject: str
    path: str
    reason: str
    owner: str
    expires: date | None


class Policy(Frozen):
    """Allowed and denied ids per axis (provider, maker, model, license, country); an allow list denies the rest."""

    allow: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    deny: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    default: str = "allow"  # allow | deny


class Context(Frozen):
    """What license rules judge by; None = the user has not said."""

    commercial: bool | None = None
    monthly_active_users: int | None = None
    annual_revenue_usd: int | None = None
    regions: tuple[str, ...] | None = None
    redistributes_weights: bool | None = None
    trains_on_outputs: bool | None = None
    service: str | None = None  # what the product is: "model-as-a-service", "work-assistant", ...


class Config(Frozen):
    """The user's configuration; `source` is the file it came from, "" for none."""

    source: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = ""
    baseline: str = ""
    policy: Policy = Policy()
    context: Context = Context()
    waivers: tuple[Waiver, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)  # deployment name -> model id
    thresholds: Mapping[str, float] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)  # rule id or name -> severity
    rules: tuple[str, ...] = ()  # directories of own rules
    budgets: Mapping[str, int] = field(default_factory=dict)


class Budgets(Frozen):
    """Limits of one scan: bytes, files, detections, seconds. Whatever is over becomes a Skip."""

    source_bytes: int = 2_000_000
    lockfile_bytes: int = 20_000_000
    files: int = 200_000
    total_bytes: int = 4_000_000_000
    evidence_per_file: int = 2_000
    evidence: int = 60_000  # of all files; beyond, a file may add a few pieces only
    places_per_finding: int = 1_000
    seconds: int = 600


class Request(Frozen):
    """One audit. `root` is an absolute real path; `files` (relative, POSIX) replaces the walk when not None."""

    root: str
    as_of: date
    files: tuple[str, ...] | None = None
    blobs: Mapping[str, bytes] | None = None  # contents that stand for the files (staged blobs, a git revision)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    roles: frozenset[Role] = DECIDING
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config: Config = Config()
    baseline: frozenset[str] = frozenset()  # fingerprints
    honor_ignores: bool = True
    jobs: int = 0  # 0 = as many as there are processors
    cache: str = ""  # directory of the caches, "" = none
    budgets: Budgets = Budgets()


# --- what is there -------------------------------------------------------------------------------------------------


class Candidate(NamedTuple):
    """A file worth opening: path relative to the root, format by its name alone."""

    path: str
    format: str
    lockfile: bool = False
    raw: str = ""  # the name to open, when it is not the one to show (undecodable bytes, a link)
    inode: int = 0  # that the walk saw; 0 = not known
    size: int = 0  # these two only for a walk that can be compared with an earlier one
    stamp: int = 0


class SourceFile(Frozen):
    """One decoded file. `hits` are the character offsets at which a needle begins, ascending."""

    path: str
    format: str
    role: Role
    text: str
    hits: tuple[int, ...] = ()
    data: bytes = b""  # only for binary formats (a bounded head)
    home: str = ""  # the project's own top package that this file is a part of


class Skip(NamedTuple):
    """A file, or part of one, that was not read, and why."""

    path: str
    reason: str
    internal: bool = False  # a fault of ours: the audit is incomplete


# --- what is written there -----------------------------------------------------------------------------------------


class Evidence(NamedTuple):
    """One thing a file says, in the words of its format; no vendor is known yet.

    `value` is the thing itself: a package, a module, a dotted callee, a URL, a variable name, a string.
    `slot` is what the value fills: a call's keyword (`model`, `base_url`), a constant's name, a full key path
    (`services.llm.image`), or for manifests the section. `callee` is the dotted call with import aliases expanded
    (`acme.Client().chat.create`); `site` is equal for all evidence of one call or one config block of a file.
    """

    how: How
    value: str
    path: str
    line: int
    column: int
    end_column: int
    role: Role
    slot: str = ""
    callee: str = ""
    site: str = ""
    receiver: str = ""  # site of the call that made the object this one is called on
    language: str = ""  # format of the file, or the ecosystem of a package
    version: str = ""  # specifier as written, or the version of an image or action
    resolved: str = ""  # from a lockfile or a pin
    # runtime | dev | optional | peer | build | transitive | own (the project's own name), or a scope of code
    scope: str = ""
    via: str = ""  # the variable the value can be overridden by: the default of an environment read
    confidence: Confidence = Confidence.HIGH
    excerpt: str = ""  # the line, bounded and masked


_HOWS = {how.value: how for how in How}
_ROLES = {role.value: role for role in Role}
_CONFIDENCES = {confidence.value: confidence for confidence in Confidence}


_PLAIN: dict[str, str] = {word: word.value for word in (*How, *Role, *Confidence)}


def is_template(path: str) -> bool:
    """Whether a file is there to be copied and filled in, by its name: what it says holds for nobody yet."""
    return any(word in path.rpartition("/")[2].lower() for word in _COPIED)


def plain(found: Evidence) -> tuple[str | int, ...]:
    """Evidence as a tuple of plain strings and numbers, which can be marshaled; `evidence_of` turns it back."""
    # every field by its name: there may be a hundred thousand, and slices cost twice as much
    (
        how, value, path, line, column, end, role, slot, callee, site,
        receiver, language, version, resolved, scope, via, sure, text,
    ) = found  # fmt: skip
    return (
        _PLAIN[how], value, path, line, column, end, _PLAIN[role], slot, callee, site,
        receiver, language, version, resolved, scope, via, _PLAIN[sure], text,
    )  # fmt: skip


def evidence_of(row: tuple[Any, ...]) -> Evidence:
    """The inverse of `plain`."""
    (
        how, value, path, line, column, end, role, slot, callee, site,
        receiver, language, version, resolved, scope, via, sure, text,
    ) = row  # fmt: skip
    found = (
        _HOWS[how], value, path, line, column, end, _ROLES[role], slot, callee, site,
        receiver, language, version, resolved, scope, via, _CONFIDENCES[sure], text,
    )  # fmt: skip
    return tuple.__new__(Evidence, found)


class Ignore(NamedTuple):
    """An inline `ai-audit: ignore[RULE] reason`; it covers its own line, or the next one when it stands alone."""

    path: str
    line: int
    rules: tuple[str, ...]
    reason: str
    alone: bool


# --- what it means -------------------------------------------------------------------------------------------------


class Place(NamedTuple):
    """Evidence as reports show it; `text` is the identifier as written."""

    path: str
    line: int
    column: int
    end_column: int
    role: Role
    how: How
    text: str
    confidence: Confidence
    excerpt: str


class PackageUse(Frozen):
    """One dependency with its four facts: declared, resolved, imported, called."""

    ecosystem: str
    name: str
    specifier: str
    resolved: str
    scope: str
    kind: str
    provider: str
    status: str
    status_on: str
    replacement: str
    declared: bool
    locked: bool
    used: bool
    direct: bool
    project: str
    places: tuple[Place, ...]
    unlisted: int = 0  # places that are too many to be listed


class ProviderUse(Frozen):
    """One provider in use."""

    id: str
    kinds: tuple[str, ...]
    places: tuple[Place, ...]
    name: str = ""
    country: str = ""
    endpoints: tuple[str, ...] = ()  # base URLs or hosts the catalog knows, for bills of materials
    unlisted: int = 0


class LifecycleFact(Frozen):
    """The end that counts for this use: of that provider, else of the maker."""

    provider: str
    deprecated_on: date | None
    retires_on: date | None
    certainty: Certainty | None
    replacement: str
    source: str
    checked: date | None


class ModelUse(Frozen):
    """One model in use, under all its spellings. `id` is the canonical one, or the folded raw id for a `family` match."""

    raw: tuple[str, ...]
    id: str
    maker: str
    providers: tuple[str, ...]
    family: str
    kind: str
    weights: str
    license: str
    floating: bool
    stage: str
    lifecycle: LifecycleFact | None
    resolution: Resolution
    base: str  # base model of a fine-tune or repack, "" otherwise
    fine_tuned: bool
    places: tuple[Place, ...]
    ends: tuple[LifecycleFact, ...] = ()  # at each provider in use, `lifecycle` first
    offered: tuple[Place, ...] = ()  # those of `places` that only offer the model to choose
    elsewhere: tuple[Place, ...] = ()  # those that are said to ask a host which the catalog, or the repository, does not show
    unlisted: int = 0


class SignalUse(Frozen):
    """A catalog signal (resilience, lock-in feature, surface, hygiene) seen here; `covers` are provider ids."""

    id: str
    group: str
    kind: str
    provider: str
    strength: str
    title: str
    covers: tuple[str, ...]
    retires_on: date | None
    replacement: str
    places: tuple[Place, ...]
    unlisted: int = 0


class Site(Frozen):
    """One call site (a client call, or a configured model slot): the unit of shares and coverage."""

    place: Place
    project: str
    provider: str  # "" = not known
    maker: str
    model: str
    kind: str
    covered_by: tuple[str, ...]  # signal ids
    configurable: bool  # model or base url comes from the environment or configuration
    untold: bool = False  # the address comes from outside: `provider` is whose client it is, who answers is not known


class Unresolved(Frozen):
    """A string that stands where a model stands and names none that is known (a deployment, an alias, a typo)."""

    raw: str
    slot: str
    near: tuple[str, ...]
    places: tuple[Place, ...]
    unlisted: int = 0


class Project(Frozen):
    """One manifest root of a workspace; `path` is "" for the root."""

    path: str
    name: str
    manifests: tuple[str, ...]
    providers: tuple[str, ...]
    sites: int
    uses: tuple[str, ...] = ()  # the paths of other projects of the repository that it is built with


class Inventory(Frozen):
    """All that the repository depends on, each list sorted."""

    packages: tuple[PackageUse, ...] = ()
    providers: tuple[ProviderUse, ...] = ()
    models: tuple[ModelUse, ...] = ()
    signals: tuple[SignalUse, ...] = ()
    sites: tuple[Site, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    projects: tuple[Project, ...] = ()
    endpoints: tuple[tuple[str, Place], ...] = ()  # provider id (or "" for unknown), where a URL is hard-coded
    secrets: tuple[tuple[str, Place], ...] = ()  # provider id, where key-shaped text stands


# --- what follows --------------------------------------------------------------------------------------------------


class Subject(Frozen):
    """What a finding is about: `kind` is model, provider, maker, package, license, signal, secret or project."""

    kind: str
    id: str


class Alternative(Frozen):
    """A concrete way out. `snippet` is code in the project's language, "" if none fits."""

    model: str
    provider: str
    maker: str
    why: str
    effort: str  # config change | base_url change | new SDK | rewritten calls | re-embed data | retrain
    license: str = ""
    snippet: str = ""


class Advice(Frozen):
    """What to do about one finding; `effort` is small, medium or large."""

    summary: str
    effort: str
    steps: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    keeps: tuple[str, ...] = ()  # what will not carry over


class Suppression(Frozen):
    """Why a finding does not count: inline, waiver or baseline."""

    kind: str
    reason: str
    owner: str = ""
    expires: date | None = None


class Finding(Frozen):
    """A rule that fired on a subject, with all its places, strongest first."""

    rule: str
    name: str
    severity: Severity
    confidence: Confidence
    subject: Subject
    message: str
    why: str
    places: tuple[Place, ...]
    advice: Advice | None = None
    references: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)  # values behind the message, for advise and reports
    fingerprint: str = ""
    new: bool = True
    suppressed: Suppression | None = None
    project: str = ""


class Share(Frozen):
    """Part of the production call sites that one id takes; `share` is 0-1."""

    id: str
    share: float
    sites: int


class ScorePart(Frozen):
    """One named part of the grade: `value` 0-100, `weight` 0-1, the number behind it and the findings' fingerprints."""

    name: str
    value: float
    weight: float
    basis: str
    findings: tuple[str, ...] = ()


class Score(Frozen):
    """Grade A-F with its parts; None parts are never guessed."""

    grade: str
    value: float
    parts: tuple[ScorePart, ...]


class Step(Frozen):
    """One step of the plan: what to do, which findings (fingerprints) it settles, the value gained in points."""

    title: str
    detail: str
    effort: str
    gain: float
    findings: tuple[str, ...]


class Outage(Frozen):
    """The sites that stop, those a fallback carries, and those that never noticed."""

    words: tuple[str, ...]
    dark: tuple[Site, ...]
    covered: tuple[Site, ...]
    untouched: tuple[Site, ...]


class Report(Frozen):
    """The whole answer; every format renders this and nothing else."""

    request: Request
    catalog_as_of: date
    catalog_source: str
    inventory: Inventory
    findings: tuple[Finding, ...]
    skipped: tuple[Skip, ...]
    files_read: int
    complete: bool
    shares: Mapping[str, tuple[Share, ...]]
    score: Score | None
    plan: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
