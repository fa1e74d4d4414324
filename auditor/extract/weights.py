"""Headers of weight files. In: the bounded head of a GGUF or safetensors file, or an LFS pointer. Out: what the file says of
itself (name, license, base model) as artifact evidence. Nothing is unpickled, nothing behind the head is read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from auditor import lazy_re as re
from auditor.extract.entries import ROOT
from auditor.extract.json_places import nodes_of
from auditor.records import Evidence, How, SourceFile

_MOST_KEYS = 4_000
_MOST_ITEMS = 400_000
_FIXED = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_STRING, _ARRAY = 8, 9
_SLOTS = {
    "general.license": "license",
    "general.license.name": "license_name",
    "general.license.link": "license_link",
    "general.name": "name",
    "general.basename": "basename",
    "general.architecture": "architecture",
    "general.organization": "organization",
    "general.quantized_by": "quantized_by",
    "general.source.repo_url": "source",
    "general.source.url": "source",
    "general.base_model.0.name": "base_model",
    "general.base_model.0.repo_url": "base_model_url",
    "license": "license",
    "license_name": "license_name",
    "base_model": "base_model",
    "base_model_name_or_path": "base_model",
    "model_name": "name",
    "name": "name",
    "modelspec.title": "name",
    "modelspec.license": "license",
    "modelspec.architecture": "architecture",
    "ss_base_model_version": "architecture",
    "ss_sd_model_name": "base_model",
}
_LFS = re.compile(rb"version https://git-lfs[^\n]{0,60}\n(?:[^\n]{0,200}\n){0,6}?size (\d{1,20})")


def read(file: SourceFile) -> Iterator[Evidence]:
    """What a weight file says of itself; its name always."""
    name = file.path.rpartition("/")[2].rpartition(".")[0]
    yield _fact(file, "file", name)
    head = file.data or file.text.encode("utf-8", "surrogateescape")
    pointer = _LFS.match(head)
    if pointer:
        yield _fact(file, "lfs", pointer[1].decode("ascii"))
        return
    facts = _gguf(head) if head[:4] == b"GGUF" else _safetensors(head)
    for key, value in facts:
        slot = _SLOTS.get(key)
        if slot and value:
            yield _fact(file, slot, value[:300])


def _fact(file: SourceFile, slot: str, value: str) -> Evidence:
    clean = "".join(char if char.isprintable() else " " for char in value).strip()
    return Evidence(How.ARTIFACT, clean, file.path, 1, 1, 1, file.role, slot=slot, site=ROOT, language=file.format)


def _gguf(head: bytes) -> Iterator[tuple[str, str]]:
    """String keys of the header, until the head ends or something is not as the format says."""
    try:
        version, _, count = struct.unpack_from("<IQQ", head, 4)
        if version < 2:  # version 1 counted in 32 bits
            return
        at = 24
        for _ in range(min(count, _MOST_KEYS)):
            key, at = _text(head, at)
            (kind,) = struct.unpack_from("<I", head, at)
            at += 4
            if kind == _STRING:
                value, at = _text(head, at)
                yield key, value
            else:
                at = _past(head, at, kind)
    except (struct.error, ValueError):
        return


def _text(head: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<Q", head, at)
    at += 8
    if length > len(head) - at:
        raise ValueError("the head ends inside a string")
    return head[at : at + length].decode("utf-8", "replace"), at + length


def _past(head: bytes, at: int, kind: int) -> int:
    """Offset behind a value that is no string."""
    if kind in _FIXED:
        return at + _FIXED[kind]
    if kind != _ARRAY:
        raise ValueError("unknown kind of value")
    inner, length = struct.unpack_from("<IQ", head, at)
    at += 12
    if inner in _FIXED:
        if length > len(head):
            raise ValueError("the head ends inside a list")
        return int(at + length * _FIXED[inner])
    if inner != _STRING or length > _MOST_ITEMS:
        raise ValueError("lists of lists are not read")
    for _ in range(length):
        (size,) = struct.unpack_from("<Q", head, at)
        at += 8 + size
        if at > len(head):
            raise ValueError("the head ends inside a list")
    return at


def _safetensors(head: bytes) -> Iterator[tuple[str, str]]:
    """Strings of `__metadata__`."""
    if len(head) < 10 or head[8:9] != b"{":
        return
    (length,) = struct.unpack_from("<Q", head, 0)
    text = head[8 : 8 + min(length, len(head))].decode("utf-8", "replace")
    start = text.find('"__metadata__"')
    if start < 0:
        return
    for count, node in enumerate(nodes_of("{" + text[start : start + 200_000])):
        if count > _MOST_KEYS or (node.path and node.path[0] != "__metadata__"):
            return
        if len(node.path) == 2 and node.kind == "string":
            yield str(node.path[1]), node.value
