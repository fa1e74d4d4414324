"""The commands that ask the catalog: `model`, `provider`, `license`, `package`. `-` reads one item per line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from auditor.cli.options import Options
from auditor.cli.request import cache_dir, overlay_file
from auditor.cli.run import show
from auditor.errors import UsageError
from auditor.facts import Catalog
from auditor.library import load_catalog
from auditor.resolve.ask import Asker

LINE = 4_000  # characters of one item that are read
Format = Annotated[str, typer.Option("--format", "-f", help="text or json.")]


def catalog() -> Catalog:
    """The catalog as a scan would load it."""
    return load_catalog(cache_dir(Options()), overlay_file())


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for name, help_ in (
        ("model", "What is known of a model id, in any spelling; '-' reads ids from standard input."),
        ("provider", "What is known of a provider."),
        ("license", "What a license demands."),
        ("package", "What is known of ECOSYSTEM:NAME; '-' reads them from standard input."),
    ):
        app.command(name, help=help_)(_command(name))


def _command(kind: str) -> Callable[..., int]:
    def ask(
        item: Annotated[str, typer.Argument(metavar=kind.upper(), help="An id, or '-' for standard input.")],
        format_: Format = "text",
    ) -> int:
        if format_ not in ("text", "json"):
            raise UsageError(f"--format {format_}: expected text or json")
        asker = Asker(catalog())
        answer = getattr(asker, kind)
        if item == "-":
            _stream(answer, format_, asker)
            return 0
        found = answer(item)
        show(_line(found) if format_ == "json" else asker.text(kind, found))
        return 0 if asker.is_known(found) else 1

    return ask


def _stream(answer: Callable[[str], dict[str, Any]], format_: str, asker: Asker) -> None:
    out = sys.stdout
    out.reconfigure(errors="backslashreplace", newline="\n")  # type: ignore[union-attr]  # always a text stream here
    kind = answer.__name__
    for line in _lines():
        found = answer(line)
        out.write((_line(found) if format_ == "json" else asker.text(kind, found)) + "\n")
    out.flush()


def _lines() -> Iterable[str]:
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace").rstrip("\r\n")[:LINE]


def _line(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=True, separators=(",", ":"))
