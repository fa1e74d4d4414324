"""Models that a package brings along and is named after. In: a manifest's package. Out: the model; classes called after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from auditor import lazy_re as re
from auditor.records import Evidence, How
from auditor.resolve.models import Resolved
from auditor.resolve.scene import Scene

_PACKED = "embeddings-"
_UNDOTTED = re.compile(r"\bv(\d)(\d)\b")  # `v15` in a package's name


def brought_by(
    scene: Scene, resolve: Callable[[Evidence, bool], Resolved | None], one: Evidence
) -> list[tuple[Evidence, Resolved]]:
    """The model in a package's name: `...-embeddings-acme-mini-v2`."""
    package = scene.package(one.language, one.value) if one.scope not in ("own", "include") else None
    start = one.value.find(_PACKED) + len(_PACKED)
    if package is None or package.kind != "embedding" or package.provider or start < len(_PACKED):
        return []
    name = one.value[start:]
    model = resolve(one._replace(value=_UNDOTTED.sub(r"v\1.\2", name)), True)
    at = one.column + start if one.end_column - one.column == len(one.value) else one.end_column - len(name)
    return [(one._replace(value=name, column=at, how=How.LITERAL), model)] if model is not None else []


def classes_of(scene: Scene, brought: Iterable[tuple[str, Resolved]]) -> Iterator[tuple[Evidence, Resolved]]:
    """Constructions of classes that are called after such a model: `new AcmeMiniV2EmbeddingModel()`."""
    names = {_squeezed(name): model for name, model in brought}
    for one in scene.evidence if names else ():
        made = _squeezed(one.value.rpartition(".")[2]) if one.how is How.CALL else ""
        model = next((model for name, model in names.items() if made.startswith(name)), None)
        if model is not None:
            yield one, model


def _squeezed(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
