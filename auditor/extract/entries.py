"""The common shape of configuration files: `Entry`, one key with its scalar, and what keys and values look like.

Readers of YAML, JSON, TOML, XML and block languages turn their text into entries; `settle` turns entries into evidence.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from auditor import lazy_re as re
from auditor.rows import NamedTuple

ROOT = "$"
MAX_ENTRIES = 60_000
MAX_DEPTH = 100
MAX_KEYS = 20_000


class Entry(NamedTuple):
    """One scalar of a configuration file, or a key that holds a mapping or list (`kind`)."""

    slot: str  # `a.b[].c`
    site: str  # `$.a.b[2]`: the mapping it stands in
    key: str  # `c`; for an item of a list the key of the list
    key_at: int  # offset of the key, -1 if it has none of its own
    at: int  # offsets of the scalar's text, quotes not included
    end: int
    value: str
    kind: str = ""  # "" | block | alias | map | item

    @property
    def parent(self) -> str:
        """Last key of the enclosing path; for an item of a list the key that holds the list."""
        if self.kind == "item":
            return self.key
        return self.slot[: -len(self.key) - 1].rpartition(".")[2].replace("[]", "")


class Hits:
    """The offsets at which a needle begins, asked by range."""

    __slots__ = ("offsets",)

    def __init__(self, offsets: tuple[int, ...]) -> None:
        """Keep ascending offsets."""
        self.offsets = offsets

    def within(self, start: int, end: int) -> tuple[int, ...]:
        """Hits in [start, end)."""
        low = bisect_left(self.offsets, start)
        return self.offsets[low : bisect_left(self.offsets, end, low)]

    def any(self, start: int, end: int) -> bool:
        """Tell whether a needle begins in [start, end)."""
        low = bisect_left(self.offsets, start)
        return low < len(self.offsets) and self.offsets[low] < end

    def __bool__(self) -> bool:
        return bool(self.offsets)


_JOINED = frozenset(
    "name key value default defaultvalue mode tag registry repository format version provider id uri source api primary "
    "apikey apibase apiversion url nameorpath basemodelnameorpath modeltype pefttype architectures effect "
    "temperature topp topk reasoningeffort enabled resourceprofile".split()
)
_TABLED = re.compile(
    r"(?:cost|price|pricing|token|context|cutoff|releasedate|per1[km]|accuracy|passrate|latency|seconds|score|recall|precision|f1$|elo$"
    r"|winrate|correct|testcases|coverage|bleu|rouge|errorrate)"
)
_PLAIN = str.maketrans("", "", "-_. ")
_GENERIC = re.compile(
    r"(?:model|models|modelname|modelid|modelurl|modelpath|modeluri|modelversion|deployment|deploymentname|deploymentid|engine|(?<!data)baseurl|apibase|apiurl"
    r"|serverurl|basepath|basepathurl|endpoint|endpointurl|provider(?:id|name|type)?|modelprovider|llm|llmname|fallbacks|fallback|embedder|modelfamily"
    r"|servedmodelname|embeddings?model|foundationmodel|modelarn|repoid|hfmodelid|storageuri|trustremotecode)$"
)
_STRUCTURAL = re.compile(r"(?:fallbacks?|fallbackmodels|fallbackvariants|fallbackconfig|failover|retrypolicy|circuitbreaker)$")
_PATIENCE = re.compile(r"(?:maxretries|numretries|retryattempts|maxattempts|requesttimeout|fallbackstrategy)$")
_SWITCHES = frozenset({"enabled", "enable", "disabled"})
_EFFECTS = frozenset({"allow", "deny"})  # of a permission
_IN_MODEL = frozenset({"name", "format", "version", "provider", "id", "uri", "value", "source", "api", "default", "primary"})
# names of the secret itself, not of counts (`max_tokens`) or of pointers to it (`key_name`)
_SECRET = re.compile(
    r"(?:apikey|accesskey|secretkey|privatekey|secret|password|passwd|authtoken|accesstoken|apitoken|authorization|credentials?)$"
)
_SECRET_NAME = re.compile(
    r"(?:SECRET|PASSWORD|PASSWD|_KEY_|PRIVATE_KEY|^KEY$)|(?:_KEYS?|_TOKEN|_SECRET|_PASSWORD|_PAT|_CREDENTIALS?|^TOKEN)$|^[A-Z]{2,12}KEY$"
)
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$")
_SECTIONED = re.compile(r"[A-Z][A-Za-z0-9]*+(?:__[A-Za-z0-9]++)+$")
_WORTH = re.compile(
    r"(?:(?<![A-Z])MODELS?(?:_(?:NAME|ID|PATH|VERSION|URL|URI))?|_LLM|^LLM(?:_\w{1,40})?|DEPLOYMENT(?:_NAME|_ID)?|(?:AI|LLM|MODEL|EMBEDDINGS?)_PROVIDER|API_BASE(?:_URL)?|_BASE_URL|INFERENCE_\w{0,20}(?:URL|ENDPOINT|HOST))$"
)
_VALUED = re.compile(
    r"(?:MODELS?|MODEL_(?:NAME|ID|PATH|VERSION)|LLM|DEPLOYMENT(?:_NAME|_ID)?|ENGINE|BASE|URLS?|URI|HOST|ENDPOINT|PROVIDER|TYPE|NAME|ORG)$"
)
_SWITCHED = frozenset({"ENABLE", "ENABLED", "USE", "WITH"})
# what servers are given that ask for no key, because the client wants one
_KEYLESS = frozenset(
    "dummy dummy-key sk-dummy unused none empty no-key nokey sk-no-key-required no-key-required no-key-needed not-needed "
    "not-required not-used ignored".split()
)
_ON, _OFF = frozenset("true yes on 1 enabled".split()), frozenset("false no off 0 disabled".split())
_ENV_PARENT = re.compile(
    r"(?:env|envs|environment|envvars|environmentvariables?|variables|vars|extraenvvars|buildargs|configmap|stringdata)$"
)
_PROSE_KEYS = re.compile(
    r"(?:description|placeholder|label|title|help|helptext|tooltip|hint|notes?|comments?|summary|displayname|subtitle|caption|prompt|prompts"
    r"|systemprompt|systemmessage|system|instructions?|content|message|usermessage|examples?|goal|backstory|persona|release_?notes|changelog)$"
)
_COMMAND_KEYS = re.compile(
    r"(?:run|script|beforescript|afterscript|command|commands|entrypoint|args|cmd|exec|\w*createcommand|startcommand|buildcommand"
    r"|poststartcommand|postattachcommand|installcommand|preinstall|postinstall|healthcheck|test|bash|inlinescript|shell|sh|cmds)$"
)
_CODE_KEYS = re.compile(
    r"(?:jscode|pythoncode|code|functioncode|source|func|javascript|python|jsonbody|body|jsonoutput|query|template)$"
)


def plain(key: str) -> str:
    """A key as all its dialects spell it: `model-name`, `model_name` and `modelName` are one word."""
    return key.translate(_PLAIN).lower()


def is_generic(entry: Entry) -> bool:
    """Tell whether the key is one in which any product writes a model, a provider or an address."""
    word = plain(entry.key.rpartition(".")[2] if "." in entry.key else entry.key)
    if _GENERIC.search(word) or _PATIENCE.search(word) or "allback" in entry.slot:
        return True
    if word == "mode":
        return plain(entry.parent) == "strategy"
    if word in _SWITCHES:
        return is_structural(entry.parent)
    if word == "effect":
        return entry.value.lower() in _EFFECTS
    return word in _IN_MODEL and plain(entry.parent).endswith(("model", "llm", "embedder", "models"))


@lru_cache(maxsize=20_000)
def is_structural(key: str) -> bool:
    """Tell whether everything below this key says what happens when a model fails."""
    return bool(_STRUCTURAL.search(plain(key)))


def is_generic_word(word: str) -> bool:
    """Tell whether a name alone says model, provider or address."""
    return bool(_GENERIC.match(plain(word)))


def is_secret(key: str) -> bool:
    """Tell whether the value under this key may be a secret."""
    last = re.split(r"[.:]|__", key)[-1]
    return bool(_SECRET_NAME.search(last) if last.isupper() else _SECRET.search(plain(last)))


def is_variable(name: str) -> bool:
    """Tell whether this is written as environment variables are: `UPPER_CASE`, of two words or more, or `Section__Key`."""
    return 3 < len(name) <= 80 and bool(_VARIABLE.match(name) if name.isupper() else "__" in name and _SECTIONED.match(name))


def is_worth(name: str) -> bool:
    """Tell whether a variable of this name holds a model, a provider or an address."""
    return bool(_WORTH.search(name))


def is_valued(name: str) -> bool:
    """Tell whether the value of a variable that a needle names says more than a switch or a number would."""
    return bool(_VALUED.search(name.upper() if "__" in name else name))


def turns_off(name: str, value: str) -> bool:
    """Tell whether a switch turns off what it is named after: `ENABLE_X=false`, `DISABLE_X=1`, or that no key is asked."""
    parts, word = name.upper().split("_"), value.strip().strip("\"'").lower()
    if "DISABLE" in parts or "DISABLED" in parts:
        return word in _ON
    return (word in _OFF and not _SWITCHED.isdisjoint(parts)) or (word in _KEYLESS and is_secret(name))


def is_env_parent(key: str) -> bool:
    """Tell whether the children of this key are environment variables."""
    return bool(_ENV_PARENT.search(plain(key)))


def is_prose(key: str) -> bool:
    """Tell whether people or models read the text under this key."""
    return bool(_PROSE_KEYS.match(plain(key)))


def is_command(key: str) -> bool:
    """Tell whether a shell reads the text under this key."""
    return bool(_COMMAND_KEYS.match(plain(key)))


def is_code(key: str) -> bool:
    """Tell whether a program or a request body stands under this key."""
    return bool(_CODE_KEYS.match(plain(key)))


class Wanted:
    """Which entries are worth making: those with a hit, and those whose key says something beside a hit.

    Ranges must be asked in the order of the text.
    """

    __slots__ = ("_at", "_keys", "_offsets", "every", "terse")

    def __init__(self, offsets: tuple[int, ...], *, terse: bool = False, every: bool = False) -> None:
        """Keep ascending offsets of hits; `terse` wants hits only, `every` all."""
        self.every = every
        self._offsets = (*offsets, 1 << 62)
        self._at = 0
        self._keys: dict[str, bool] = {}
        self.terse = terse

    def __call__(self, key: str, start: int, end: int) -> bool:
        """Tell whether the entry of this key, which takes this range, is wanted."""
        if self.every or self.hit(start, end):
            return True
        if self.terse:
            return False
        known = self._keys.get(key)
        if known is None:
            known = _says(key)
            if len(self._keys) < MAX_KEYS:
                self._keys[key] = known
        return known

    def hit(self, start: int, end: int) -> bool:
        """Tell whether a needle begins in [start, end)."""
        offsets, at = self._offsets, self._at
        if offsets[at] < start or (at and offsets[at - 1] >= start):
            at = self._at = bisect_left(offsets, start)
        return offsets[at] < end


def _says(key: str) -> bool:
    word = plain(key.rpartition(".")[2] if "." in key else key)
    return (
        word in _JOINED
        or bool(_GENERIC.search(word))
        or bool(_PATIENCE.search(word))
        or bool(_TABLED.search(word))
        or bool(_COMMAND_KEYS.match(word))
        or is_env_parent(key)
        or (key.isupper() and is_worth(key))
    )
