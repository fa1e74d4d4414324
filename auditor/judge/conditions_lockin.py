"""Words about lock-in: ids and URLs in code, vendor-only features, fine-tunes, stored embeddings, SDKs beside abstractions."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.judge.case import Case, Group
from auditor.judge.parts import Part
from auditor.judge.places import strongest
from auditor.judge.words import HOLDS, Match, listed, word
from auditor.records import DECIDING, Confidence, How, ModelUse, PackageUse, Place, Role, SignalUse

_ROUTES = frozenset({"gateway", "router"})
# where an adapter is built over a client of the SDK: made there, it goes through the abstraction until it is asked something
_ADAPTED = frozenset({"maven", "nuget"})
_ASKS = frozenset(
    "chat complete completion completions converse create edit embed execute generate invoke messages parse predict rerank run "
    "send speak stream submit summarize transcribe translate".split()
)
_VERB = re.compile(r"[A-Z]?[a-z]+")
_TYPES = ("Error", "Exception", "Params", "Param")
_MAKES = frozenset({"client", "resource", "session"})


@word("model-files-at-least", "model", "number", "files")
def model_files(_case: Case, model: ModelUse, least: float) -> Match | None:
    """The id is written as a literal in at least this many source files; configuration is where it belongs and does not count."""
    places = tuple(place for place in model.places if place.how is How.LITERAL and place.role is Role.PRODUCTION)
    places = tuple(place for place in places if not _is_read(place))
    files = len({place.path for place in places})
    return Match(facts={"files": files}, places=places) if files >= least else None


def _is_read(place: Place) -> bool:
    """Whether a name stands there for an id that is written elsewhere: `model=settings.chat_model`."""
    shown = place.excerpt[place.column - 1 : place.end_column - 1]
    return shown.isidentifier() and len(place.excerpt) >= place.end_column - 1 and shown not in place.text


@word("model-fine-tuned", "model", facts="base")
def model_fine_tuned(_case: Case, model: ModelUse, _argument: object) -> Match | None:
    """The model is a fine-tune that lives at its vendor."""
    if not model.fine_tuned or model.weights == "open":
        return None
    return Match(facts={"base": model.base or model.id})


@word("model-kind", "model", "words")
def model_kind(_case: Case, model: ModelUse, kinds: tuple[str, ...]) -> Match | None:
    """The model is of one of these kinds: chat, completion, code, embedding, image, audio, video, rerank, moderation, ocr."""
    return HOLDS if model.kind in kinds else None


@word("model-weights", "model", "words")
def model_weights(_case: Case, model: ModelUse, weights: tuple[str, ...]) -> Match | None:
    """The weights are one of: open, closed, unknown."""
    return HOLDS if model.weights in weights else None


@word("vector-store-in-use", "model package inventory", facts="store")
def vector_store(case: Case, thing: ModelUse | PackageUse | Part, _argument: object) -> Match | None:
    """A vector store is in use in the same project, or at its root: a package that it declares or imports, a provider, a call.

    A store whose every file names another embedding model holds the vectors of that one.
    """
    projects = {"", *(case.project_of(place.path) for place in thing.places)}
    others = _other_embeddings(case, thing) if isinstance(thing, ModelUse) else set()

    def near(places: tuple[Place, ...]) -> bool:
        files = {place.path for place in places if place.how in (How.IMPORT, How.CALL)}
        if files and files <= others:
            return False
        return not thing.places or any(case.project_of(place.path) in projects for place in places)

    packages = (
        one for one in case.deciding.packages if one.kind == "vector-db" and one.scope not in ("dev", "own", "transitive")
    )
    stores = {_store(case, one) for one in packages if near(one.places)}
    stores |= {one.id for one in case.deciding.providers if "vector-db" in case.kinds(one.id) and near(one.places)}
    stores |= {one.title for one in case.deciding.signals if one.kind == "vector-store" and near(one.places)}
    return Match(facts={"store": listed(stores)}, confidence=Confidence.MEDIUM) if stores else None


def _other_embeddings(case: Case, model: ModelUse) -> set[str]:
    """Files that name other embedding models and not this one."""
    others = (one for one in case.deciding.models if one.kind == "embedding" and one.id != model.id)
    return {place.path for one in others for place in one.places}.difference(place.path for place in model.places)


def _store(case: Case, package: PackageUse) -> str:
    """What the store is called; its client may be anybody's."""
    known = case.catalog.packages.get((package.ecosystem, package.name))
    store = case.catalog.frameworks.get(known.owner) if known is not None else None
    return store.name if store is not None and store.kinds == ("vector-db",) else package.name


@word("endpoint-in-code", "endpoint")
def endpoint_in_code(case: Case, group: Group, _argument: object) -> Match | None:
    """The URL of a hosted provider is written in source code and no variable overrides it; configuration does not count."""
    if not case.is_vendor(group.id):
        return None
    places = tuple(place for place in group.places if place.role is Role.PRODUCTION and place.how is How.ENDPOINT)
    return Match(places=places) if places else None


@word("endpoint-providers-at-most", "endpoint", "number")
def endpoint_providers(case: Case, _group: Group, most: float) -> Match | None:
    """At most this many hosted providers have their URL in the code: a table of many is a choice, not a bond."""
    known = {
        provider for provider, place in case.inventory.endpoints if place.role in DECIDING or place.role is Role.LOOKUP_TABLE
    }
    return HOLDS if sum(case.is_vendor(provider) for provider in known) <= most else None


@word("signal-group", "signal", "words")
def signal_group(_case: Case, signal: SignalUse, groups: tuple[str, ...]) -> Match | None:
    """The catalog files the signal under one of: resilience, lock-in, surface, hygiene, artifact."""
    return HOLDS if signal.group in groups else None


@word("signal-kind", "signal", "words")
def signal_kind(_case: Case, signal: SignalUse, kinds: tuple[str, ...]) -> Match | None:
    """The signal is of one of these kinds, as the catalog names them."""
    return HOLDS if signal.kind in kinds else None


@word("signal-strength", "signal", "words")
def signal_strength(_case: Case, signal: SignalUse, strengths: tuple[str, ...]) -> Match | None:
    """How much the signal proves is one of: strong, medium, weak."""
    return HOLDS if signal.strength in strengths else None


@word("package-kind", "package", "words")
def package_kind(_case: Case, package: PackageUse, kinds: tuple[str, ...]) -> Match | None:
    """The package is of one of these component kinds."""
    return HOLDS if package.kind in kinds else None


@word("package-bound", "package")
def package_bound(case: Case, package: PackageUse, _argument: object) -> Match | None:
    """The package works with one hosted provider only."""
    return HOLDS if case.is_vendor(package.provider) else None


@word("package-used", "package")
def package_used(_case: Case, package: PackageUse, _argument: object) -> Match | None:
    """The code imports the package; its import sites are the places."""
    places = tuple(place for place in package.places if place.how in (How.IMPORT, How.CALL) and place.role is Role.PRODUCTION)
    return Match(places=places) if places else None


@word("abstraction-beside", "package", facts="abstraction")
def abstraction_beside(case: Case, package: PackageUse, _argument: object) -> Match | None:
    """The package is called, and its project also imports a gateway, a router or a framework's adapter for its provider."""
    known = case.catalog.packages.get((package.ecosystem, package.name))
    if not package.provider or (known is not None and known.owner in case.catalog.frameworks):
        return None  # a framework's adapter is the abstraction, not something beside it
    if package.ecosystem in _ADAPTED and not _is_asked(case, package, known.imports if known is not None else ()):
        return None
    if "gateway" in case.kinds(package.provider):
        return None  # as much an abstraction, and a hub of other things
    beside = {
        one.name: one
        for one in case.deciding.packages
        if one.used
        and (one.kind in _ROUTES or (one.kind == "framework" and one.provider == package.provider))
        and (one.project, one.ecosystem) == (package.project, package.ecosystem)
        and one.name != package.name
        and _imports(one)
    }
    theirs = {place.path for one in beside.values() for place in _imports(one)}
    calls = tuple(place for place in _calls(case, package) if place.path not in theirs or _goes_out(place.text))
    return Match(facts={"abstraction": min(beside)}, places=calls) if beside and calls else None


def _imports(package: PackageUse) -> list[Place]:
    return [place for place in package.places if place.how in (How.IMPORT, How.CALL) and place.role is Role.PRODUCTION]


def _calls(case: Case, package: PackageUse) -> list[Place]:
    """Where code calls what the package brings; to name its errors and types is no call."""
    modules = {place.text for place in package.places if place.how is How.IMPORT}
    sizes = {len(module) for module in modules}
    made = (place for use in case.deciding.providers if use.id == package.provider for place in use.places)
    return [
        place
        for place in made
        if place.how is How.CALL
        and place.role is Role.PRODUCTION
        and any(place.text[:size] in modules and not place.text[size : size + 1].isalnum() for size in sizes)
        and case.project_of(place.path) == package.project
        and not place.text.endswith(_TYPES)
        and ".types." not in place.text
        and "token" not in place.text.rpartition(".")[2].lower()
        and not _is_answer(place.text)
    ]


def _asks(call: str) -> bool:
    """Whether a model is asked something."""
    verb = _VERB.match(call.rpartition(".")[2])
    return verb is not None and verb[0].lower() in _ASKS


def _goes_out(call: str) -> bool:
    """Whether something is done with a client: one that is only made beside an adapter may be made for it."""
    head, _, last = call.rpartition(".")
    return _asks(call) or ("()" in head and last[:1].islower() and last.lower() not in _MAKES)


def _is_answer(call: str) -> bool:
    """Whether something is done with what a client has answered: `acme.Client().create().text.split`."""
    made = [part.rpartition(".")[2] for part in call.split("()")[:-1]]
    return any(name[:1].islower() and name.lower() not in _MAKES for name in made)


def _is_asked(case: Case, package: PackageUse, modules: tuple[str, ...]) -> bool:
    """Whether code sends a request through an object of the package."""
    calls = (
        place.text
        for use in case.deciding.providers
        if use.id == package.provider
        for place in use.places
        if place.how is How.CALL
    )
    return any(_asks(text) for text in calls if text.startswith(modules))


@word("in-files", "model provider package signal endpoint", "words")
def in_files(_case: Case, thing: Group, globs: tuple[str, ...]) -> Match | None:
    """Only places whose path matches one of these globs (`*` also crosses `/`) count."""
    from fnmatch import fnmatchcase

    places = strongest(place for place in thing.places if any(fnmatchcase(place.path, glob) for glob in globs))
    return Match(places=places) if places else None


WORDS = (
    model_files,
    model_fine_tuned,
    model_kind,
    model_weights,
    vector_store,
    endpoint_in_code,
    endpoint_providers,
    signal_group,
    signal_kind,
    signal_strength,
    package_kind,
    package_bound,
    package_used,
    abstraction_beside,
    in_files,
)
