"""Names of models that nothing calls. In: the places that name a model. Out: which are its label, or an entry of a list.

A label is for people: `label: "Acme Large"`, `"acme-large" => "Acme Large"`, the `name` of a record beside whose model it
stands.
A list says what is allowed, known, priced or offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from auditor import lazy_re as re
from auditor.facts import fold
from auditor.records import Evidence, How, Resolution
from auditor.resolve.models import ModelResolver, Resolved
from auditor.resolve.slots import is_shown, last_segment, purpose, words

_HOSTS = frozenset({"container_name", "hostname"})  # what the author calls the machine that serves the model
_TABLES = frozenset({"sql"})
_NAMES = frozenset({"name", "slug", "id", "key", "alias", "aliases"})
_LISTS = frozenset(
    "prefix prefixes suffix suffixes substring substr pattern allowed allowlist whitelist denylist blacklist blocked excluded "
    "exclude supported unsupported supporting supports requiring needing known available offered pricing prices price cost "
    "costs deprecated retired legacy capabilities patterns regex keywords choices enum enums aliases leaderboard condition "
    "filter filters banned stopwords rejecting ignoring lacking".split()
)
_TASKS = frozenset("pricing prices price cost costs keywords condition pattern".split())  # what one model may be there for
_CAPABLE = frozenset("reasoning thinking vision multimodal streaming tool tools function functions json structured".split())
_COUNTING = frozenset("count counts counter num number len length estimate estimated calc calculate total".split())
_VOCABULARY = frozenset({"tokenizer", "splitter", "estimator", "tiktoken", "bpe"})
_ENCODINGS = frozenset({("encoding", "for"), ("get", "encoding"), ("encoding", "name")})  # `getEncoding(for: v, name: "acme-3")`
_FILES = frozenset("pricing prices price costs leaderboard".split())
_DATA = frozenset("dataset datasets corpus mixer".split())
_FLAG = re.compile(r"(?<![\w-])--?([A-Za-z][\w-]{1,60})")
_WORD = re.compile(r"[a-z]+")
_SEGMENT = re.compile(r"[.:()\[\]]+")
_BARE = frozenset("model models name names id ids llm key slug identifier base parent canonical".split())
_OPEN = frozenset("custom placeholder example sample test mock dummy fake".split())  # words for what somebody else puts in
_BESIDE = 3  # lines of one record
TABLE = 12  # distinct models that are listed in one file


class Slots:
    """The slots of one repository's models, by the record they stand in."""

    def __init__(
        self,
        found: Iterable[tuple[Evidence, Resolved]],
        evidence: Iterable[Evidence],
        resolver: ModelResolver,
        slugs: Mapping[str, str],
    ) -> None:
        """Note which records name their model in a slot of that purpose; `slugs` are words for providers."""
        self._resolver = resolver
        self._slugs = slugs
        self._keyed: dict[tuple[str, str], set[str]] = defaultdict(set)  # the models under one key, in all blocks of a file
        self._told: dict[tuple[str, str], set[Evidence]] = defaultdict(set)
        # a key under which code names a model or a provider -> the lines
        self._mapped: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._rows: dict[tuple[str, int], int] = {}  # the first column at which a row of a table names a model
        self._written: set[tuple[str, str, str]] = set()  # records that name a model in small letters, as most ids are
        self._lines: dict[tuple[str, str], list[int]] = defaultdict(list)  # the lines on which a file does so
        for one in evidence:
            if one.how is How.LITERAL and one.slot and fold(one.value) in slugs:
                self._mapped[one.path, one.slot].append(one.line)
        for one, model in found:
            if one.site and one.value.islower():
                self._written.add((one.path, one.site, model.id))
            if one.value.islower():
                self._lines[one.path, model.id].append(one.line)
            if one.how is How.CONFIG:
                self._keyed[one.path, last_segment(one.slot)].add(model.id)
            if one.site and purpose(one.slot) == "model":
                self._told[one.path, one.site].add(one)
            if one.how is How.LITERAL and one.slot:
                self._mapped[one.path, one.slot].append(one.line)
            if one.language in _TABLES:
                row = one.path, one.line
                self._rows[row] = min(one.column, self._rows.get(row, one.column))

    def is_label(self, one: Evidence, model: Resolved) -> bool:
        """Whether the place only shows the model to people, or names the record that uses it."""
        last = slot_of(one)
        parts = words(last)
        if is_shown(last) or one.slot == "metadata.name" or last.lower() in _HOSTS:
            return True
        if self._rows.get((one.path, one.line), one.column) < one.column and "/" not in one.value and not one.value.islower():
            return True  # `('acme-3', 'Acme Three')`: the title follows the id
        if parts and parts[-1] in _NAMES and purpose(one.slot) != "model" and one.site:
            return bool(self._told.get((one.path, one.site), set()) - {one})
        if len(one.value) > len(last) and one.value.islower() and model.resolution is Resolution.EXACT:
            return False  # `{"acme-3": "acme-3-20260115"}`: by which name an API knows it
        key = self._resolver.resolve(last) if last and not last.isalpha() else None
        return key is not None and key.id == model.id

    def is_title(self, one: Evidence, model: Resolved) -> bool:
        """Whether the place writes for people what the maker writes in small letters: `acme-3: Model("acme-3", "Acme-3")`.

        It stands beside the id, is what an entry of an enumeration shows (`ACME_3("Acme-3", ...)`), or names a line of models
        (`modelName = "Acme-3"`) that no API knows by that word.
        """
        if one.value.islower() or "/" in one.value or not model.id.islower():
            return False
        if model.weights == "closed" and not one.slot and one.callee.isupper() and one.callee.isidentifier():
            return True
        if purpose(one.slot) != "model":
            near = (line for line in self._lines.get((one.path, model.id), ()) if 0 < abs(line - one.line) <= _BESIDE)
            named = words(slot_of(one))[-1:] in {("name",), ("title",), ("label",)}
            return (one.path, one.site, model.id) in self._written or (named and next(near, None) is not None)
        named = words(last_segment(one.slot))[-2:] == ("model", "name")
        return named and model.resolution is Resolution.FAMILY and model.weights == "closed"

    def is_setting(self, one: Evidence) -> bool:
        """Whether a key of a configuration file sets one model, however many others the file sets: `ChatModel`.

        Elements of lists set none, nor do records that are named after a model or all have the same plain key (`model`).
        """
        above, _, last = one.slot.rpartition(".")
        if one.how is not How.CONFIG or "[" in one.slot or purpose(last) != "model" or words(last)[-1:] == ("models",):
            return False
        block = above.rpartition(".")[2]
        if block and self._resolver.resolve(block) is not None:
            return False
        named = not _BARE.issuperset(words(last)) or fold(block) in self._slugs
        return named or len(self._keyed[one.path, last]) < TABLE

    def is_chosen(self, one: Evidence, model: Resolved) -> bool:
        """Whether a constant says what its model is for: `SUMMARY_MODEL`, but neither `ACME_3_MODEL` nor `SUPPORTED_MODEL`."""
        parts = words(one.slot)
        if one.how is not How.LITERAL or one.site or one.callee or (parts[-1:] != ("model",) and parts[-2:] != ("model", "name")):
            return False
        named = fold(model.raw) + fold(model.id)
        said = {word for word in parts if word not in _BARE and word not in self._slugs and fold(word) not in named}
        return bool(said) and said.isdisjoint(_LISTS | _OPEN)

    def is_renamed(self, one: Evidence) -> bool:
        """Whether the place is the key of a mapping: `{"acme-2": "acme-3"}` uses only what it leads to, to a provider nothing."""
        lines = self._mapped.get((one.path, one.value), ()) if one.how is How.LITERAL and one.slot != one.value else ()
        return any(0 <= line - one.line <= 1 for line in lines)


def slot_of(one: Evidence) -> str:
    """The last key of the slot; in a command that has none the option before the value."""
    if one.slot or one.language != "shell":
        return last_segment(one.slot)
    flags = _FLAG.findall(one.excerpt[: one.column - 1])
    return flags[-1] if flags else ""


def is_data(one: Evidence) -> bool:
    """Whether it names a set of data, which is often called after the model that made it: `load_dataset("acme/acme-3-chats")`."""
    slot = slot_of(one)
    if purpose(slot) == "model":
        return False
    return not _DATA.isdisjoint(words(slot)) or not _DATA.isdisjoint(words(last_segment(one.callee)))


def is_listed(one: Evidence) -> bool:
    """Whether the slot, or the name of the file, says that models are listed there."""
    if "prefix" in words(last_segment(one.callee)):
        return True  # looked up by how it begins
    if words(last_segment(one.callee))[-1:] == ("card",):
        return True  # under which name a server of one's own offers what it runs: `ModelCard(id="acme-3")`
    parts = words(last_segment(one.slot))
    said = _LISTS - _TASKS if parts[-1:] == ("model",) or parts[-2:] == ("model", "name") else _LISTS
    return not said.isdisjoint(parts) or _is_list_file(one.path)


def is_counted(one: Evidence, *, sdk: bool) -> bool:
    """Whether the call only reads a model's vocabulary: `AcmeTokenizer.from_pretrained(...)`, `encoding_for_model(...)`.

    What an SDK is asked to count goes to the model, what a function of one's own counts does not: `num_tokens(text, ...)`.
    """
    parts = [words(part) for part in _SEGMENT.split(one.callee) if part]
    if any(not _VOCABULARY.isdisjoint(part) or not _ENCODINGS.isdisjoint(pairwise(part)) for part in parts):
        return True
    if any("token" in word for word in words(slot_of(one))):
        return True  # `tokenizer_name`
    named = frozenset(parts[-1]) if parts and not sdk else frozenset()
    return "tokenize" in named or (not named.isdisjoint({"token", "tokens"}) and not named.isdisjoint(_COUNTING))


def is_capable(one: Evidence) -> bool:
    """Whether the slot lists models that can do something, which calls are compared with: `reasoningModels`."""
    parts = words(last_segment(one.slot))
    return parts[-1:] == ("models",) and not _CAPABLE.isdisjoint(parts)


@lru_cache(maxsize=4_000)
def _is_list_file(path: str) -> bool:
    return not _FILES.isdisjoint(_WORD.findall(path.rpartition("/")[2].lower()))
