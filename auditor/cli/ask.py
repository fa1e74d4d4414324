"""The commands that ask the catalog: `model`, `provider`, `license`, `package`. `-` reads one item per line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from auditor.cli.help import Grouped, check_format
from auditor.cli.options import Options
from auditor.cli.output import show, standard_output
from auditor.cli.request import cache_dir, overlay_file
from auditor.facts import Catalog
from auditor.library import load_catalog
from auditor.report.safe import safe
from auditor.resolve import ask as answers
from auditor.resolve.models import ModelResolver

Answer = dict[str, Any]
LINE = 4_000  # characters of one item that are read
Format = Annotated[str, typer.Option("--format", "-f", help="text or json.")]


def catalog() -> Catalog:
    """The catalog as a scan would load it."""
    return load_catalog(cache_dir(Options()), overlay_file())


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for name, help_ in (
        ("model", "What is known of a model id, in any spelling. '-' reads ids from standard input."),
        ("provider", "What is known of a provider."),
        ("license", "What a license demands."),
        ("package", "What is known of ECOSYSTEM:NAME. '-' reads them from standard input."),
    ):
        app.command(name, cls=Grouped, help=help_)(_command(name))


class Asker:
    """One catalog with a resolver, asked many times."""

    def __init__(self) -> None:
        """Load the catalog as a scan would."""
        self.catalog = catalog()
        self.resolver = ModelResolver(self.catalog)

    def answer(self, kind: str, item: str) -> Answer | None:
        """The JSON-able answer; None when there is no such provider or license."""
        if kind == "model":
            return answers.model_answer(self.catalog, self.resolver, item)
        if kind == "package":
            return answers.package_answer(self.catalog, item)
        name = self._named(kind).get(item.lower(), item)
        return (answers.provider_answer if kind == "provider" else answers.license_answer)(self.catalog, name)

    def _named(self, kind: str) -> dict[str, str]:
        """Ids in lower case -> as the catalog spells them."""
        return {name.lower(): name for name in (self.catalog.providers if kind == "provider" else self.catalog.licenses)}

    def text(self, kind: str, item: str, found: Answer | None) -> str:
        """The answer for people."""
        if found is None:
            from difflib import get_close_matches

            known = self._named(kind)
            near = [known[name] for name in get_close_matches(item.lower(), sorted(known), 3)]
            return f"{item}: no {kind} of that name in the catalog" + (f"; did you mean {', '.join(near)}?" if near else "")
        if kind == "model":
            return answers.model_text(found, self.resolver.near(item) if found["maker"] is None else ())
        return answers.package_text(found) if kind == "package" else answers.table_text(found)


def _command(kind: str) -> Callable[..., int]:
    def ask(
        item: Annotated[str, typer.Argument(metavar="ID", help="An id, or '-' for standard input.")],
        format_: Format = "text",
    ) -> int:
        check_format(format_)
        asker = Asker()
        if item == "-":
            _stream(asker, kind, format_)
            return 0
        found = asker.answer(kind, item)
        show(_line(found or {}) if format_ == "json" else safe_lines(asker.text(kind, item, found)))
        known = found is not None and found.get("maker" if kind == "model" else "known", True) not in (None, False)
        return 0 if known else 1

    return ask


def _stream(asker: Asker, kind: str, format_: str) -> None:
    out = standard_output()
    for line in _lines():
        found = asker.answer(kind, line)
        text = _line(found or {kind: line, "known": False}) if format_ == "json" else safe_lines(asker.text(kind, line, found))
        out.write(text + "\n")
    out.flush()


def safe_lines(text: str) -> str:
    """Lines made safe for a terminal, one by one."""
    return "\n".join(safe(line) for line in text.split("\n"))


def _lines() -> Iterable[str]:
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace").rstrip("\r\n")[:LINE]


def _line(found: Answer) -> str:
    return json.dumps(found, ensure_ascii=True, separators=(",", ":"), default=str)
