"""The shapes of every table in `rules/`: which keys it has, of which type, with which words and defaults."""

from __future__ import annotations

from typing import Any

from auditor.library.checking import REQUIRED, Key, Shape, complete, wrong

__all__ = ["REQUIRED", "Key", "Shape", "complete", "wrong"]

ECOSYSTEMS = tuple(
    "pypi npm go maven nuget rubygems packagist cargo hex pub swift conda docker-image github-action terraform".split()
)
COMPONENTS = tuple(
    "provider-sdk gateway router framework local-runtime embedding agent mcp coding-agent observability eval vector-db".split()
)
MODEL_KINDS = tuple("chat completion code embedding image audio video rerank moderation ocr".split())
CONFIDENCES = ("high", "medium", "low")


_NEED = Key(default=REQUIRED)
_LIST = Key("texts", ())
_DAY = Key("day", None)
_ORIGIN: Shape = {
    "source": _NEED,
    "checked": Key("day", REQUIRED),
    "confidence": Key(default="high", words=CONFIDENCES),
}


def _words(text: str, default: Any = REQUIRED) -> Key:
    return Key(default=default, words=tuple(text.split()))


MAKER: Shape = {"id": _NEED, "name": _NEED, "country": Key(), "drift": Key(), "drift_on": _DAY, **_ORIGIN}

PROVIDER: Shape = {
    "id": _NEED,
    "name": _NEED,
    "kinds": Key("texts", REQUIRED, tuple("provider gateway local-runtime model-vendor vector-db other".split())),
    "country": Key(),
    "status": _words("active closing closed acquired", "active"),
    "status_on": _DAY,
    "note": Key(),
    "openai_compatible": Key("flag", default=False),
    "base_url": Key(),
    "endpoints": _LIST,
    "env": _LIST,
    "env_stems": _LIST,
    "key_prefixes": _LIST,
    "prefixes": _LIST,
    "slugs": _LIST,
    "hosts": _LIST,
    "own_models": Key("flag", default=False),
    "docs": Key(),
    "hyperscaler": Key(),
    "serves": Key("pairs", {}),
    "deployments": Key("flag", default=False),
    "keys_also_open": _LIST,
    "env_shared": _LIST,
    **_ORIGIN,
}

FRAMEWORK: Shape = {"id": _NEED, "name": _NEED, "kinds": _LIST, "docs": Key(), **_ORIGIN}

PACKAGE: Shape = {
    "ecosystem": Key(default=REQUIRED, words=ECOSYSTEMS),
    "name": _NEED,
    "imports": _LIST,
    "kind": Key(default=REQUIRED, words=COMPONENTS),
    "provider": Key(default=None),  # None = the provider of the file it stands in
    "status": _words("active deprecated renamed archived eol", "active"),
    "status_on": Key("part-day", ""),
    "replacement": Key(),
    "note": Key(),
    "needs": _LIST,
    "clients": _LIST,
    **_ORIGIN,
}

PATTERN: Shape = {
    "ecosystem": Key(default=REQUIRED, words=ECOSYSTEMS),
    "template": _NEED,
    "kind": Key(default=REQUIRED, words=COMPONENTS),
    "names": Key("pairs", {}),
    "neutral": Key("flag", default=False),
    **_ORIGIN,
}

LIFECYCLE: Shape = {
    "provider": _NEED,
    "deprecated_on": _DAY,
    "retires_on": _DAY,
    "certainty": _words("announced earliest"),
    "replacement": Key(),
    "disagrees": Key(),
    **_ORIGIN,
}

SERVICE_END: Shape = {key: spec for key, spec in LIFECYCLE.items() if key != "provider"} | {"retires_on": Key("day", REQUIRED)}

MODEL: Shape = {
    "id": _NEED,
    "family": _NEED,
    "kind": Key(default=REQUIRED, words=MODEL_KINDS),
    "weights": _words("open closed unknown"),
    "license": Key(),
    "released": Key("part-day", ""),
    "stage": _words("announced preview experimental ga deprecated retired"),
    "floating": Key("flag", default=False),
    "aliases": _LIST,
    "replacement": Key(),
    "pick": Key(),
    "wants": Key(),
    "wants_source": Key(),
    **_ORIGIN,
}

FAMILY: Shape = {
    "name": _NEED,
    "match": _NEED,
    "kind": Key(default=REQUIRED, words=MODEL_KINDS),
    "weights": _words("open closed unknown"),
    "license": Key(),
    "needles": _LIST,
}

LICENSE: Shape = {
    "id": _NEED,
    "name": _NEED,
    "family": Key(),
    "commercial": _words("yes no conditional unknown"),
    "user_limit": Key("whole", None),
    "revenue_limit": Key("whole", None),
    "regions_excluded": _LIST,
    "service_limit": Key(),
    "use_policy": Key("flag", default=False),
    "output_training": Key(),
    "naming": Key(),
    "redistribution": _words("allowed conditional forbidden unknown"),
    "osi": Key("flag", REQUIRED),
    "openness": _words("osi-open-source open-weights source-available closed"),
    "url": Key(),
    "card_ids": _LIST,
    "applies_to": Key(),
    "regions_only_models": _LIST,
    "regions_note": Key(),
    **_ORIGIN,
}

SIGNAL: Shape = {
    "id": _NEED,
    "group": _words("resilience lock-in surface hygiene artifact access route"),
    "kind": _NEED,
    "provider": Key(default=None),
    "calls": _LIST,
    "keys": _LIST,
    "imports": _LIST,
    "values": _LIST,
    "files": _LIST,
    "languages": _LIST,
    "strength": _words("strong medium weak", "medium"),
    "title": _NEED,
    "caveat": Key(),
    "retires_on": _DAY,
    "replacement": Key(),
    **_ORIGIN,
}

FILE: Shape = {
    "globs": Key("texts", REQUIRED),
    "role": Key(),
    "models": _LIST,
    "providers": _LIST,
    "base_urls": _LIST,
    "keys": _LIST,
    "fallbacks": _LIST,
    "aliases": _LIST,
    "versions": _LIST,
    "names": Key("pairs", {}),
    "prefix": Key(),
    **_ORIGIN,
}

SNIPPET: Shape = {
    "id": _NEED,
    "purpose": _words("gateway fallback local base-url config"),
    "language": _NEED,
    "package": Key(),
    "code": _NEED,
    **_ORIGIN,
}

WORDS: Shape = {"words": _NEED, **_ORIGIN}

RULE: Shape = {
    "id": _NEED,
    "name": _NEED,
    "since": _NEED,
    "scope": _words("model provider maker package license signal unresolved endpoint secret inventory audit"),
    "severity": _words("critical high medium low"),
    "confidence": Key(default="high", words=CONFIDENCES),
    "title": _NEED,
    "message": _NEED,
    "why": _NEED,
    "advice": _NEED,
    "references": _LIST,
    "false_positives": Key(),
    "when": Key("any", REQUIRED),
    "thresholds": Key("numbers", {}),
    "explained_by": _LIST,
    "bad": Key(),
    "good": Key(),
}
