"""The typer application: every command of the contract, imported only when the fast parser does not answer."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Annotated, Any, Optional

import click
import typer

from auditor import __version__
from auditor.cli import ask, data, saved
from auditor.cli.options import OPTIONS, Option, Options
from auditor.cli.run import run_scan

HELP = """Audit a repository's dependence on LLM vendors: what it uses, what can hurt, what to do. Offline and deterministic.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, broken configuration or (--strict) an incomplete audit,
130 interrupted."""

app = typer.Typer(
    name="ai-audit", help=HELP, add_completion=True, no_args_is_help=False, pretty_exceptions_enable=False, rich_markup_mode=None
)


def _parameter(option: Option) -> inspect.Parameter:
    names = [option.name, *([option.short] if option.short else [])]
    kind: Any = {"flag": bool, "list": Optional[list[str]]}.get(option.kind, Optional[str])  # noqa: UP045 - typer reads it
    extra: dict[str, Any] = {"help": option.help, "rich_help_panel": option.group}
    if option.metavar:
        extra["metavar"] = option.metavar
    if option.choices:
        extra["click_type"] = click.Choice(option.choices)
    annotation = Annotated[kind, typer.Option(*names, **extra)]
    default = False if option.kind == "flag" else None
    return inspect.Parameter(option.key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _with_options(command: Callable[[Options], int]) -> Callable[..., int]:
    """A typer command whose parameters are the table of options."""

    def run(**values: Any) -> int:
        paths = tuple(values.pop("paths", None) or ())
        return command(Options(paths=paths, values={key: value for key, value in values.items() if value}))

    paths = inspect.Parameter(
        "paths",
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[
            list[str] | None, typer.Argument(help="Directory or files; '-' reads names.", metavar="[PATH]...")
        ],
    )
    run.__signature__ = inspect.Signature([paths, *(_parameter(option) for option in OPTIONS)])  # type: ignore[attr-defined]  # typer reads it
    run.__doc__ = command.__doc__
    return run


app.command("scan", help="Audit a directory (default: this one) or named files.")(_with_options(run_scan))
ask.register(app)
data.register(app)
saved.register(app)


@app.callback(invoke_without_command=True)
def _main(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"ai-audit {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(run_scan(Options()))


def run_app(argv: list[str]) -> int:
    """Run the command line; a line that names no command is a scan. Returns the exit code."""
    command = typer.main.get_command(app)
    assert isinstance(command, click.Group)
    first = argv[0] if argv else ""
    root = {"--help", "-h", "--version", "-V", "--install-completion", "--show-completion"}
    if first not in command.commands and first not in root:
        argv = ["scan", *argv]
    try:
        code = command.main(
            args=["--help" if word == "-h" else word for word in argv], prog_name="ai-audit", standalone_mode=False
        )
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show(sys.stderr)
        return 2
    except click.Abort:
        return 130
    return code if isinstance(code, int) else 0
