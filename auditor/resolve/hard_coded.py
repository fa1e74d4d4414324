"""Which addresses of providers are hard-coded. In: the scene. Out: provider and place of each.

Left out are addresses that something overrides: a variable, what stands before `??`, whoever sets the property, a file of
settings of the project that sets it too; and, outside of calls, those that a file lists beside other providers' as a choice.
"""

from __future__ import annotations

from collections import defaultdict

from auditor import lazy_re as re
from auditor.facts import Catalog, fold
from auditor.records import DECIDING, Evidence, How, Place, Role
from auditor.resolve.defaults import is_default
from auditor.resolve.endpoints import is_placeholder, provider_of
from auditor.resolve.nearby import folder_of
from auditor.resolve.scene import Scene, place_of
from auditor.resolve.slots import purpose

_EDITABLE = frozenset({"sql"})  # rows of a database are settings, whatever file fills them in
_SET = frozenset("toml yaml json env ini properties xml".split())  # files of settings that code has defaults for
_ADDRESS = frozenset("API BASE ENDPOINT HOST URI URL".split())
_ARM = re.compile(r"(?:^\s*[?:]|[=-]>)\s{0,3}[\"']?$")


def hard_coded(scene: Scene) -> tuple[tuple[str, Place], ...]:
    """URLs of known providers that nothing beside them overrides; an SDK's own one is its product."""
    found = set()
    published = {package.provider for key in scene.own if (package := scene.package(*key))}
    urls = [one for one in scene.evidence if one.how is How.ENV and purpose(one.value) == "url"]
    overridden = {
        (folder_of(one.path), name)
        for one in urls
        for name in (scene.catalog.env.get(one.value, ""), _owner(scene.catalog, one.value))
    }
    lines = {(one.path, one.line) for one in urls}
    slots = {(one.path, one.site, one.slot) for one in urls if one.site}
    settable = (one for one in scene.evidence if one.how is How.ENDPOINT and one.via and one.role in DECIDING)
    defaults = {(scene.project(one.path), one.value) for one in settable}
    fixed = [
        (provider, one)
        for one in scene.evidence
        if one.how is How.ENDPOINT and not one.via and one.language not in _EDITABLE and not is_placeholder(one.value)
        if (provider := provider_of(scene.catalog, one.value)) and provider not in published
    ]
    spare = {(scene.project(one.path), one.value) for _, one in fixed if one.role in DECIDING and is_default(one)}
    listed: dict[str, set[str]] = defaultdict(set)  # file -> providers whose addresses it holds
    for provider, one in fixed:
        listed[one.path].add(provider)
    settings = {
        (scene.project(one.path), provider)
        for provider, one in fixed
        if one.role is Role.CONFIG and one.language in _SET and purpose(one.slot) == "url"
    }
    for provider, one in fixed:
        near = (one.path, one.line) in lines or (one.path, one.site, one.slot) in slots
        here = (scene.project(one.path), one.value)
        near = near or here in defaults  # a parameter that is handed the variable
        free = one.role in DECIDING and (near or (folder_of(one.path), provider) in overridden or is_default(one))
        free |= one.role is Role.PRODUCTION and (scene.project(one.path), provider) in settings
        keyed = not one.callee and scene.catalog.slugs.get(fold(one.slot)) == provider  # `acme: "https://..."`
        if not free and not (len(listed[one.path]) > 1 and (keyed or _is_choice(one))):
            place = place_of(one)
            begins = here in spare and not one.callee and one.role is Role.PRODUCTION  # what settings begin with, one to choose
            found.add((provider, place._replace(role=Role.LOOKUP_TABLE) if begins else place))
    return tuple(sorted(found))


def _is_choice(one: Evidence) -> bool:
    """Whether the address is what an arm of a choice gives: `"acme" => "https://..."`, `? "https://..."`."""
    return (not one.callee and not one.slot) or _ARM.search(one.excerpt[: one.column - 1]) is not None


def _owner(catalog: Catalog, variable: str) -> str:
    """The provider of a variable that is called after it and an address, with nothing between: `ACME_ENDPOINT`."""
    parts = variable.upper().split("_")
    while parts and parts[-1] in _ADDRESS:
        parts.pop()
    return catalog.env_stems.get("_".join(parts), "")
