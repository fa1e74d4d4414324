"""What a call's own name says of a provider: a framework's extension, a container. In: the scene and evidence. Out: a name or a
provider, "" for none.
"""

from __future__ import annotations

from collections.abc import Collection

from auditor.records import Evidence, How
from auditor.resolve.scene import Scene
from auditor.resolve.slots import last_segment, words

_FRAMES = frozenset({"framework", "agent"})
_SERVES = frozenset("chat completion text embedding embeddings image audio speech".split())
_CONTAINERS = frozenset({"image", "container", "docker"})


def extended(scene: Scene) -> frozenset[str]:
    """Files that import a framework whose extensions do not say in whose package they are."""
    return frozenset(
        one.path
        for one in scene.evidence
        if one.how is How.IMPORT and one.language == "csharp"
        if scene.shared(one.language, one.value)
        or any(package.kind in _FRAMES for package in scene.imported(one.language, one.value, one.path))
    )


def extension_name(callee: str, neutral: Collection[str]) -> str:
    """What an extension is called after, in one word: `acme` for `builder.AddAcmeChatCompletion`."""
    parts = words(callee.rpartition(".")[2])
    if parts[:1] not in {("add",), ("use",)} or _SERVES.isdisjoint(parts):
        return ""
    return "".join(word for word in parts[1:] if word not in neutral and word != "keyed")


def container_of(scene: Scene, one: Evidence) -> str:
    """Whose software a container runs that code describes: `WithImage("acme/acme")`, `GenericContainer("acme/acme:1")`."""
    callee = one.callee.rpartition(".")
    if _CONTAINERS.isdisjoint({*words(last_segment(one.slot)), *words(callee[2]), *words(last_segment(callee[0]))}):
        return ""
    package = scene.image(one.value)
    return package.provider if package is not None else ""
