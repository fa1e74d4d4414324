"""Package addresses (purl) by ecosystem. In: a package as inventories name it. Out: its purl in canonical spelling."""

from __future__ import annotations

from urllib.parse import quote

from auditor import lazy_re as re
from auditor.report.safe import plain

_TYPES = {
    "pypi": "pypi",
    "npm": "npm",
    "go": "golang",
    "maven": "maven",
    "nuget": "nuget",
    "rubygems": "gem",
    "packagist": "composer",
    "cargo": "cargo",
    "hex": "hex",
    "pub": "pub",
    "swift": "swift",
    "conda": "conda",
    "docker-image": "docker",
    "github-action": "github",
}
_LOWER = frozenset({"pypi", "npm", "golang", "composer", "hex", "github", "pub"})
_VERSION = re.compile(r"(?:==|=)?\s*v?(\d[0-9A-Za-z.+_-]*)")


def purl(ecosystem: str, name: str, version: str = "") -> str:
    """`pkg:type/namespace/name@version`; unknown ecosystems become `generic`."""
    kind = _TYPES.get(ecosystem, "generic")
    name = plain(name)
    if kind == "maven":
        name = name.replace(":", "/", 1)
    if kind in _LOWER:
        name = name.lower()
    if kind == "pypi":
        name = re.sub(r"[-_.]+", "-", name)
    parts = [part for part in name.split("/") if part.strip(".")] or ["unnamed"]
    if kind == "generic":
        parts = [ecosystem or "package", *parts]
    elif kind == "swift" and len(parts) == 1:
        parts = ["local", *parts]
    elif kind in {"github", "composer"} and len(parts) == 1:
        kind, parts = "generic", [ecosystem, *parts]
    address = f"pkg:{kind}/" + "/".join(quote(part, safe=":") for part in parts)
    return f"{address}@{quote(plain(version), safe=':')}" if version else address


def exact_version(resolved: str, specifier: str) -> str:
    """The locked version, else the specifier when it pins exactly one, else ""."""
    if resolved:
        return resolved
    match = _VERSION.fullmatch(specifier.strip())
    return match.group(1) if match and not match.group(1).endswith((".x", ".X")) else ""
