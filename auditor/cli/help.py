"""How the help of a command is laid out, and the words for a format that is none. In: a click command. Out: text."""

from __future__ import annotations

import click
import typer.core

from auditor.errors import UsageError


class Grouped(typer.core.TyperCommand):
    """A command whose help lists its options by group."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Arguments, then the groups in the order of the table."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            row = parameter.get_help_record(ctx)
            group = "Arguments" if isinstance(parameter, click.Argument) else "Options"
            if row is not None:
                name, text = row  # typer escapes brackets for a rich that is not asked
                groups.setdefault(getattr(parameter, "rich_help_panel", None) or group, []).append(
                    (name, text.replace("\\[", "["))
                )
        for name, rows in groups.items():
            with formatter.section(name):
                formatter.write_dl(rows)


def check_format(value: str, known: tuple[str, ...] = ("text", "json")) -> None:
    """Raise `UsageError` for a format that the command does not write."""
    if value not in known:
        raise UsageError(f"--format {value}: unknown", "formats: " + ", ".join(known))
