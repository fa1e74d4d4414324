"""What a parameter, key or variable is for, by the words of its name alone. In: a slot as written. Out: its purpose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from auditor import lazy_re as re

_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_INDEX = re.compile(r"\[[^\]]*\]")

_MODEL_LAST = frozenset({"model", "models", "llm", "llms", "deployment", "engine"})
_MODEL_PAIRS = frozenset(
    (first, last)
    for first in ("model", "deployment", "llm", "engine", "embedding", "embeddings", "foundation")
    for last in ("name", "id", "names", "ids", "identifier", "slug", "key", "default", "model", "uri", "arn")
)
_NO_MODEL = frozenset(
    {
        "provider",
        "type",
        "path",
        "dir",
        "dirs",
        "kwargs",
        "config",
        "settings",
        "class",
        "prefix",
        "version",
        "alias",
        "group",
        "groups",
        "keys",  # of a table in which the ids stand
    }
)
_URLS = frozenset({"url", "uri", "base", "endpoint", "host", "baseurl", "apibase", "basepath", "server", "address", "origin"})
_PROVIDERS = frozenset({"provider", "providers", "vendor", "backend"})
LABELLED = frozenset({"hcl", "bicep"})  # languages whose key paths are made of names that the author chose
_NAMED = frozenset({"name", "id", "key", "slug"})
_LABELS = frozenset("display label labels placeholder tooltip".split())
_PAGES = frozenset("href homepage website docs signup pricing".split())
_TEXTS = frozenset("title subtitle description caption hint help note summary".split())
_CAPTIONS = frozenset("description hint help label placeholder tooltip caption".split())
# what speaks to people, by who is called (`t("x.y")`, `Messages.get("x.y")`) and by the parts of its key
_SPEAKS = frozenset("t tr _ i18n gettext message messages translate translation translations translator localize bundle".split())
_SPOKEN = frozenset("dialog label tooltip title error help button hint translation placeholder description".split())
_LEVELS = frozenset("trace debug info warn warning error fatal verbose".split())
_LOGS = frozenset("logging logger loggers loglevel log4j log4j2 logback".split())
_DOMAINS = frozenset("com org net io".split())  # environments are called `dev` as well
_CALLED = re.compile(r"[\w$]+")


def last_segment(slot: str) -> str:
    """The last key of a path, without list indices."""
    return _INDEX.sub("", slot).rpartition(".")[2] or slot


def block_name(site: str) -> str:
    """What a block of configuration is called, by its path."""
    return site[max(site.rfind("."), site.rfind("$")) + 1 :]


@lru_cache(maxsize=20_000)
def words(slot: str) -> tuple[str, ...]:
    """The lower-case words of a name in any case style."""
    return tuple(word.lower() for word in _CAMEL.findall(slot))


@lru_cache(maxsize=20_000)
def purpose(slot: str) -> str:
    """`model`, `url`, `provider` or "" for anything else."""
    parts = words(last_segment(slot))
    if not parts:
        return ""
    if parts[-1] in _PROVIDERS or parts[-2:] == ("api", "type"):
        return "provider"
    if parts[-1] in _URLS and not {"redirect", "callback", "webhook", "image", "icon", "logo", "docs"} & set(parts):
        return "url"
    if parts[-1] in _MODEL_LAST or parts[-2:] in _MODEL_PAIRS:
        return "model"
    if "model" in parts and not _NO_MODEL & set(parts):
        return "model"
    if parts[0] == "provider" or (parts[-1] in _NAMED and parts[-2:-1] and parts[-2] in _PROVIDERS):
        return "provider"  # PROVIDER_ACME, providerName; only a provider's own word counts in it
    return ""


@lru_cache(maxsize=20_000)
def is_page(slot: str) -> bool:
    """Whether an address in the slot is for people to visit: `href`, `homepage`, `websiteUrl`, `docs_url`."""
    parts = words(last_segment(slot))
    return not _PAGES.isdisjoint(parts) or parts[-1:] == ("link",)


@lru_cache(maxsize=20_000)
def is_shown(slot: str) -> bool:
    """Whether the slot holds what people read: `label`, `hintText`, but not the model that writes it: `summary_model`."""
    parts = words(last_segment(slot))
    if not _LABELS.isdisjoint(parts):
        return True
    last = max((at for at, word in enumerate(parts) if word in _TEXTS), default=-1)
    return last >= 0 and (_MODEL_LAST | _URLS).isdisjoint(parts[last + 1 :])


def is_caption(slot: str) -> bool:
    """Whether the slot's last word is one for what people read, whatever stands before it: `defaultValueDescription`."""
    return not _CAPTIONS.isdisjoint(words(last_segment(slot))[-1:])


def is_log_level(value: str) -> bool:
    """Whether a setting says how much is logged."""
    return value.lower() in _LEVELS


def code_above(segments: Sequence[str]) -> str:
    """What a key path is made of above a word: "log" below settings of a logger, "code" in names of packages: `com.acme.chat`."""
    if any(segment.lower() in _LOGS for segment in segments):
        return "log"
    return "code" if _DOMAINS.intersection(segments[:-1]) else ""


def is_said(callee: str, path: str) -> bool:
    """Whether a dotted key that is handed to `callee` stands for a text that people read, no setting."""
    if not _SPOKEN.isdisjoint(path.split(".")):
        return True
    return any(not _SPEAKS.isdisjoint((name.lower(), *words(name))) for name in _CALLED.findall(callee)[-2:])
