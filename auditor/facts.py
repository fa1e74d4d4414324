"""The types of the catalog and the rulebook: what `library` loads from `rules/` and every later room may ask.

Facts say what a thing *is* (with source and date); a `Rule` says what is *risky*. Maker and provider are different axes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from auditor import lazy_re as re
from auditor.frozen import Frozen, field
from auditor.records import Certainty, Confidence, Severity


def fold(raw: str) -> str:
    """The look-up key of a model id: lower case, with `.`, `_`, `@`, `:` and blanks written as `-`."""
    return raw.strip().lower().translate(_FOLD)


_FOLD = str.maketrans({".": "-", "_": "-", "@": "-", ":": "-", " ": "-"})


class Provenance(Frozen):
    """Where a fact comes from (URL or name) and on which day somebody looked."""

    source: str
    checked: date
    confidence: Confidence = Confidence.HIGH


class Maker(Frozen):
    """Who trains models. `drift` tells, with dates, that the newest line is less open than older ones."""

    id: str
    name: str
    country: str  # ISO 3166 alpha-2 of the head office, "" if not known
    drift: str
    drift_on: date | None
    origin: Provenance


class Provider(Frozen):
    """Who serves inference or runs it for you, and how its use is recognized."""

    id: str
    name: str
    kinds: tuple[str, ...]  # provider | gateway | local-runtime | model-vendor | vector-db | other
    country: str
    status: str  # active | closing | closed | acquired
    status_on: date | None
    note: str
    openai_compatible: bool
    base_url: str  # the one to put into a client of the common wire protocol, "" if none
    endpoints: tuple[str, ...]  # hosts; a leading `*.` matches any subdomain; `host:port` for local runtimes
    env: tuple[str, ...]  # exact variable names
    env_stems: tuple[str, ...]  # `ACME` also claims ACME_KEY, MY_ACME_API_KEY, ACME_BASE_URL ...
    key_prefixes: tuple[str, ...]  # shapes of its secrets, for masking
    prefixes: tuple[str, ...]  # `acme/model`, `acme:model` in router and framework strings
    slugs: tuple[str, ...]  # how property keys, flow nodes and configs spell it: `open-ai`, `azure-open-ai`
    hosts: tuple[str, ...]  # maker ids it serves; `*` = many
    own_models: bool
    docs: str
    hyperscaler: str  # "aws" | "azure" | "gcp" | ... when it is part of one cloud, else ""
    origin: Provenance
    serves: Mapping[str, str] = field(default_factory=dict)  # model id -> the id under which it is known to be served here
    deployments: bool = False  # a call names a deployment of one's own there, whatever model stands behind it
    keys_also_open: tuple[str, ...] = ()  # words of other services whose keys have the same shape
    env_shared: tuple[str, ...] = ()  # exact variable names that stand for other services of the house too

    @property
    def runs_here(self) -> bool:
        """Whether it is software that one runs oneself, and no vendor that also gives out some."""
        return "local-runtime" in self.kinds and "model-vendor" not in self.kinds


class Package(Frozen):
    """A package, image, action or resource type that binds to providers. `name` is normalized for its ecosystem."""

    ecosystem: str  # pypi npm go maven nuget rubygems packagist cargo hex pub swift conda docker-image github-action terraform
    name: str
    imports: tuple[str, ...]
    kind: str  # component kind of the contract
    provider: str  # "" = neutral (reaches many)
    owner: str  # id of the provider or framework file it stands in
    status: str  # active | deprecated | renamed | archived | eol
    status_on: str  # as exact as the source is: "2026", "2026-08", "2026-08-26" or ""
    replacement: str
    note: str
    origin: Provenance
    needs: tuple[str, ...] = ()  # of an umbrella SDK: it counts only where one of these modules or strings is used
    clients: tuple[str, ...] = ()  # the only names in it that call models; none listed: any may


class PackagePattern(Frozen):
    """A family's naming: `chainworks-<provider>`; `{x}` is looked up among provider ids, prefixes and slugs."""

    ecosystem: str
    template: str
    kind: str
    owner: str
    names: Mapping[str, str]  # spelled -> provider id where the general look-up is not right
    origin: Provenance
    neutral: bool = False  # names under this prefix that name no provider are of the family too


class Lifecycle(Frozen):
    """One model's end at one provider. `EARLIEST` dates are 'not before' dates and never fail a gate."""

    provider: str
    deprecated_on: date | None
    retires_on: date | None
    certainty: Certainty
    replacement: str
    origin: Provenance
    disagrees: str = ""  # what another source says


class Model(Frozen):
    """One model as its maker names it; `aliases` are other spellings of the same thing."""

    id: str
    maker: str
    family: str
    kind: str  # chat | completion | code | embedding | image | audio | video | rerank | moderation | ocr
    weights: str  # open | closed | unknown
    license: str  # "" = not established
    released: str
    stage: str  # announced | preview | experimental | ga | deprecated | retired
    floating: bool
    aliases: tuple[str, ...]
    lifecycle: tuple[Lifecycle, ...]
    replacement: str
    origin: Provenance
    pick: str = ""  # the slot for which it is its maker's present recommendation: chat, chat-small, code, embedding ...
    wants: str = ""  # what has to change in a request that its predecessors took, as a command
    wants_source: str = ""


class Family(Frozen):
    """How ids of one maker look (`match`: a regular expression on the folded id), for ids that no table knows yet."""

    name: str
    maker: str
    match: str
    kind: str
    weights: str
    license: str
    needles: tuple[str, ...]  # literal stems that every such id contains


class Shape(Frozen):
    """One way of a platform to write an id: `match` is a regular expression on the text as written.

    Its group `rest` is the id inside, `vendor` who stands for the maker, `tag` a version or size; without `rest` the id is
    opaque: it names a deployment, not a model.
    """

    match: str
    has: str  # a literal that every such text contains, in lower case
    provider: str  # whom the shape implies, "" if nobody
    tuned: bool  # names a fine-tune of `rest`
    floats: bool  # the id moves to another snapshot by itself
    weak: bool  # only tried on names of the tables, never on families
    once: bool  # says the provider and leaves the text as it is
    image: bool = False  # the repository of a container image that holds the model
    address: bool = False  # a URL or its path, which names the model that it calls


class Forms(Frozen):
    """How platforms spell model ids: the words and shapes of `rules/models/_forms.toml`, without one name of a model in code."""

    skip: tuple[str, ...] = ()  # regular expressions of path parts that name no model
    markers: tuple[str, ...] = ()  # regular expressions of last tokens that say how weights are packed
    services: tuple[str, ...] = ()  # last tokens that say how a service runs it
    repackers: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()  # first parts of `a/b` that are branches, folders, media types
    refused: tuple[str, ...] = ()  # words after which a name is a thing about a model
    bare: tuple[str, ...] = ()  # words that are ids only in a model slot
    asked: tuple[str, ...] = ()  # those of them that a person may ask for
    words: tuple[str, ...] = ()  # words that stand in names of real models
    sized: tuple[str, ...] = ()  # regular expressions of stems whose version alone is no id in free text
    defaults: tuple[str, ...] = ()  # what a bare size means where weights are pulled by a tag
    underscored: tuple[str, ...] = ()  # stems of names that are written with underscores
    short: Mapping[str, str] = field(default_factory=dict)  # short name in a model slot -> the id it floats with
    kinds: Mapping[str, str] = field(default_factory=dict)  # word of a name -> kind
    vendors: Mapping[str, str] = field(default_factory=dict)  # slug or organization -> maker id
    shared_ends: Mapping[str, str] = field(default_factory=dict)  # provider -> the one under which its ends are listed
    floating: tuple[str, ...] = ()  # makers whose undated ids move
    rewrites: tuple[tuple[str, str], ...] = ()  # spellings made equal, on the folded name
    shapes: tuple[Shape, ...] = ()


_DIGITS = re.compile(r"(?<=\d)-(?=\d)")
_VERSION = re.compile(r"(?:(?<=-)|^)v(?=\d)")


def squeeze(folded: str) -> str:
    """The loose look-up key of a folded name: separators only between digits, no `v` before a version."""
    return _DIGITS.sub("~", _VERSION.sub("", folded)).replace("-", "")


class License(Frozen):
    """Terms of weights or API as obligations."""

    id: str
    name: str
    family: str
    commercial: str  # yes | no | conditional | unknown
    user_limit: int | None  # monthly active users
    revenue_limit: int | None  # US dollars a year
    regions_excluded: tuple[str, ...]  # ISO codes or "EU"
    service_limit: str  # the kind of service it forbids or conditions, "" if none
    use_policy: bool
    output_training: str  # "" | what outputs may not train
    naming: str  # naming or attribution duty, "" if none
    redistribution: str  # allowed | conditional | forbidden | unknown
    osi: bool
    openness: str  # osi-open-source | open-weights | source-available | closed
    url: str
    card_ids: tuple[str, ...]  # strings seen on model cards
    applies_to: str
    origin: Provenance
    regions_only_models: tuple[str, ...] = ()  # the exclusion holds only for model ids that contain one of these words
    regions_note: str = ""  # whom the exclusion binds, where not everybody there


class Signal(Frozen):
    """A pattern over evidence that means something for resilience, lock-in, API surfaces or hygiene.

    `calls` end the dotted callee (`beta.assistants.create`), `keys` are the slot or end the key path, `values` are the value (`*`
    matches anything); all that are given must hold of one evidence, a key or value beside a call of its arguments. `imports`
    alone match an import, beside others they narrow to files that import one; `files` (globs) and `languages` narrow too.
    """

    id: str
    group: str  # resilience | lock-in | surface | hygiene | artifact | access (whom a permission lets call) | route
    kind: str  # fallback router gateway abstraction retry timeout cache local | feature id | ...
    provider: str  # whose feature or surface, "" = any
    calls: tuple[str, ...]
    keys: tuple[str, ...]
    imports: tuple[str, ...]
    values: tuple[str, ...]
    files: tuple[str, ...]
    languages: tuple[str, ...]
    strength: str  # strong | medium | weak
    title: str
    caveat: str
    retires_on: date | None  # a surface's announced end
    replacement: str
    owner: str
    origin: Provenance


class FileSpec(Frozen):
    """What a product's configuration file means: key paths (`model_list[].litellm_params.model`) by purpose."""

    owner: str
    globs: tuple[str, ...]
    role: str  # role override, "" = by path
    models: tuple[str, ...]
    providers: tuple[str, ...]
    base_urls: tuple[str, ...]
    keys: tuple[str, ...]
    fallbacks: tuple[str, ...]
    names: Mapping[str, str]  # product's own spelling -> provider id
    prefix: str  # provider implied by the file itself, "" if none
    origin: Provenance
    aliases: tuple[str, ...] = ()  # names that one gives to the model which stands beside or below
    versions: tuple[str, ...] = ()  # of the model beside


class Snippet(Frozen):
    """A few lines in one language that carry out an advice; `{model}`, `{base_url}`, `{env}` are filled in."""

    id: str
    purpose: str  # gateway | fallback | local | base-url | config
    language: str
    package: str
    code: str
    owner: str
    origin: Provenance


class Framework(Frozen):
    """What binds to many: name and kinds of one file in `rules/frameworks/`."""

    id: str
    name: str
    kinds: tuple[str, ...]
    docs: str
    origin: Provenance


class Catalog(Frozen):
    """Everything known. Tables build their records on first look-up, so an unused table costs nothing."""

    as_of: date  # newest `checked`
    source: str  # "bundled" or what an update named
    digest: str
    makers: Mapping[str, Maker]
    providers: Mapping[str, Provider]
    frameworks: Mapping[str, Framework]
    packages: Mapping[tuple[str, str], Package]
    patterns: Sequence[PackagePattern]
    imports: Mapping[str, tuple[tuple[str, str], ...]]  # module as written -> package keys
    models: Mapping[str, Model]
    model_keys: Mapping[str, str]  # fold(any spelling) -> model id
    families: Sequence[Family]
    licenses: Mapping[str, License]
    license_cards: Mapping[str, tuple[str, ...]]  # card string, lower case -> license ids
    hosts: Mapping[str, str]  # endpoint host or `*.suffix` or `host:port` -> provider id
    routes: Mapping[str, tuple[tuple[str, str, str], ...]]  # end of a host -> (pattern, path, provider): other stars, a path
    env: Mapping[str, str]  # variable -> provider id
    env_stems: Mapping[str, str]
    prefixes: Mapping[str, str]  # router prefix -> provider id
    slugs: Mapping[str, str]
    key_prefixes: tuple[str, ...]
    service_ends: Mapping[str, Lifecycle]  # provider id -> end of the whole service
    signals: Sequence[Signal]
    files: Sequence[FileSpec]
    snippets: Sequence[Snippet]
    needles: tuple[str, ...]  # literals of the prefilter
    picks: tuple[str, ...] = ()  # ids of models with a `pick`, in the order in which advice names them
    forms: Forms = Forms()
    loose_keys: Mapping[str, str] = field(default_factory=dict)  # squeeze(any spelling) -> model id, `~id` when undated
    sieve: bytes = b""  # packed: what a needle may stand in

    def is_house(self, provider: str, maker: str) -> bool:
        """Whether a provider speaks for the maker: its own service, or, where none bears its name, a cloud that puts it first."""
        known = self.providers.get(provider)
        if provider == maker or known is None or not known.own_models:
            return provider == maker
        return known.hosts == (maker,) or (maker not in self.providers and known.hosts[:1] == (maker,))


class Rule(Frozen):
    """One judgement: file name = name = fixture name. `when` is the closed vocabulary of `judge.conditions`."""

    id: str
    name: str
    since: str
    scope: str  # model | provider | package | license | signal | inventory
    severity: Severity
    confidence: Confidence
    title: str
    message: str
    why: str
    advice: str
    references: tuple[str, ...]
    false_positives: str
    when: Mapping[str, Any]
    thresholds: Mapping[str, float] = field(default_factory=dict)
    explained_by: tuple[str, ...] = ()  # ids of rules that say more about the same subject at the same places
    bad: str = ""  # an example, short files one after the other, and below the same in order
    good: str = ""
    shipped: bool = True


class Rulebook(Frozen):
    """All rules, sorted by id."""

    rules: tuple[Rule, ...]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def named(self, word: str) -> Rule | None:
        """The rule with that id or name."""
        return next((rule for rule in self.rules if word.upper() == rule.id or word == rule.name), None)
