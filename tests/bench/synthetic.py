"""Synthetic repositories for the benchmark: the same tree for the same size, about nine kilobytes a file, five files in a hundred with a hit."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

KINDS = {
    "py": 22, "ts": 16, "js": 8, "tsx": 6, "java": 9, "go": 8, "cs": 5, "rs": 4, "kt": 3, "rb": 3, "php": 3, "swift": 1, "scala": 1, "c": 2,
    "sh": 1, "json": 9, "yaml": 6, "md": 6, "toml": 1, "ipynb": 1, "png": 3,
}  # fmt: skip
WORDS = [
    verb + noun
    for verb in "get set load save user order item cache http parse build render token query config state node index value".split()
    for noun in "Name List Map Id Path Error Result Handler Service Record Entry View".split()
]
IMPORTS = {
    "py": "from openai import OpenAI", "ts": 'import OpenAI from "openai";', "js": 'const OpenAI = require("openai");',
    "java": "import dev.langchain4j.model.chat.ChatModel;", "go": 'import "github.com/sashabaranov/go-openai"', "cs": "using OpenAI.Chat;",
}  # fmt: skip
MODELS = ("gpt-4o-mini", "gpt-4", "claude-3-5-sonnet-20241022", "gemini-1.5-pro", "llama-3.1-70b", "mistral-large-latest")
HASHED = frozenset({"py", "rb", "sh", "yaml", "toml"})


def build(count: int, where: Path) -> int:
    """Write `count` files below `where`; how many bytes they have."""
    chance = random.Random(count)
    kinds, weights = list(KINDS), list(KINDS.values())
    total = 0
    for number in range(count):
        kind = chance.choices(kinds, weights)[0]
        folder = where.joinpath(f"pkg{number // 400:04d}", *chance.choices(WORDS[:40], k=chance.randint(0, 2)))
        folder.mkdir(parents=True, exist_ok=True)
        size = int(min(1_500_000, math.exp(chance.gauss(7.9, 1.45))))
        data = _content(chance, kind, size, hit=chance.random() < 0.05)
        (folder / f"f{number}.{kind}").write_bytes(data)
        total += len(data)
    return total


def _content(chance: random.Random, kind: str, size: int, *, hit: bool) -> bytes:
    if kind == "png":
        return b"\x89PNG\r\n\x1a\n\0" + chance.randbytes(min(size, 60_000))
    if kind == "json":
        table: dict[str, object] = {
            f"{chance.choice(WORDS)}{n}": {chance.choice(WORDS): chance.choice(WORDS), "n": n} for n in range(size // 60 + 1)
        }
        return json.dumps({**table, **({"model": chance.choice(MODELS)} if hit else {})}, indent=2).encode()
    lines = []
    while size > 0:
        lines.append(_line(chance, "#" if kind in HASHED else "//"))
        size -= len(lines[-1]) + 1
    if hit:
        told = [IMPORTS.get(kind, 'x = "openai"'), f'model = "{chance.choice(MODELS)}"', 'base = "https://api.openai.com/v1"']
        for line in told:
            lines.insert(chance.randrange(len(lines) + 1), line)
    if kind == "ipynb":
        return json.dumps(
            {"cells": [{"cell_type": "code", "source": [line + "\n" for line in lines], "outputs": []}], "nbformat": 4}
        ).encode()
    return ("\n".join(lines) + "\n").encode()


def _line(chance: random.Random, comment: str) -> str:
    one, other, kind = chance.choice(WORDS), chance.choice(WORDS), chance.random()
    if kind < 0.12:
        return f"{comment} {' '.join(chance.choices(WORDS, k=6))}"
    if kind < 0.4:
        return f'    {one} = "{other}-{chance.randrange(999)}"'
    return f"    {one}({other}, {chance.randrange(99)})"
