"""Container image references. In: `host:5000/repo/name:tag@sha256:...`. Out: repository, and tag or digest; no templates."""

from __future__ import annotations

from auditor import lazy_re as re

_IMAGE = re.compile(
    r"(?:docker://)?((?:[\w.-]{1,200}(?::\d{1,5})?/)?[\w.-]{1,120}(?:/[\w.-]{1,120}){0,8})(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{6,64}))?$"
)


def image(text: str) -> tuple[str, str] | None:
    """Repository without tag, and the digest or tag ("" if none); None for what is no image reference."""
    if len(text) > 400:
        return None
    match = _IMAGE.match(text.strip())
    if match is None or not any(char.isalpha() for char in match[1]):
        return None
    return match[1], match[3] or match[2] or ""
