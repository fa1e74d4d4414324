"""The typer application: every command of the contract, imported only when the fast parser does not answer."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any, Optional

import click
import typer

from auditor import __version__
from auditor.cli import ask, data, saved
from auditor.cli.front import COMPLETE, complain
from auditor.cli.help import Grouped
from auditor.cli.options import OPTIONS, Option, Options
from auditor.cli.output import show
from auditor.cli.run import run_scan
from auditor.errors import UsageError

HELP = """Audit a repository's dependence on LLM vendors: what it uses, what can hurt, what to do. Offline and deterministic.

Without a command it audits this directory, or the paths given; the options of that: ai-audit scan --help.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, broken configuration or (--strict) an incomplete audit,
130 interrupted."""
NAME = "ai-audit"
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

app = typer.Typer(
    name=NAME, help=HELP, add_completion=True, no_args_is_help=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)  # fmt: skip


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
        annotation=Annotated[list[str] | None, typer.Argument(help="Directory or files; '-' reads names.", metavar="[PATH]...")],
    )
    run.__signature__ = inspect.Signature([paths, *(_parameter(option) for option in OPTIONS)])  # type: ignore[attr-defined]  # typer reads it
    run.__doc__ = command.__doc__
    return run


app.command("scan", cls=Grouped, help="Audit a directory (default: this one) or named files.")(_with_options(run_scan))
ask.register(app)
data.register(app)
saved.register(app)


@app.callback(invoke_without_command=True)
def _main(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"{NAME} {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(run_scan(Options()))


def run_app(argv: list[str]) -> int:
    """Run the command line; a line that names no command is a scan. Returns the exit code."""
    command = typer.main.get_command(app)
    assert isinstance(command, click.Group)
    if COMPLETE in os.environ:
        _complete(command)
    first = argv[0] if argv else ""
    if first in ("--install-completion", "--show-completion"):
        return _completion(first, argv[1] if len(argv) > 1 else "")
    if first not in command.commands and first not in ("--help", "-h", "--version", "-V"):
        argv = ["scan", *argv]
    try:
        with command.make_context(NAME, list(argv)) as context:
            code = command.invoke(context)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stderr.write(error.format_message() + "\n")
        return 2
    except click.NoSuchOption as error:
        near = ", ".join(error.possibilities or ())
        complain(f"no such option: {error.option_name}", f"did you mean {near}?" if near else _see(error))
        return 2
    except click.ClickException as error:
        # this click names a variable that no option of ours has
        complain(error.format_message().replace(" (env var: 'None')", ""), _see(error))
        return 2
    except click.Abort:
        return 130
    return code if isinstance(code, int) else 0


def _see(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"see: {context.command_path if context else NAME} --help"


def _completion(what: str, shell: str) -> int:
    """Show or install the completion of a shell, by default of the one this runs in."""
    from typer._completion_shared import get_completion_script, install

    if not shell:
        import shellingham  # type: ignore[import-untyped]  # of typer, without types

        try:
            shell = shellingham.detect_shell()[0]
        except (shellingham.ShellDetectionFailure, OSError):
            raise UsageError("cannot tell which shell this is", f"name it: {NAME} {what} bash|zsh|fish") from None
    if shell not in SHELLS:
        raise UsageError(f"{what} {shell}: no completion for this shell", "shells: " + ", ".join(SHELLS))
    if what == "--show-completion":
        show(get_completion_script(prog_name=NAME, complete_var=COMPLETE, shell=shell))
    else:
        _, path = install(shell=shell, prog_name=NAME, complete_var=COMPLETE)
        show(f"{shell} completion installed in {path}; it works from the next terminal on")
    return 0


def _complete(command: click.Group) -> None:
    """Answer a shell that asks for completions, and leave; what names no command is completed as a scan."""
    for key in ("COMP_WORDS", "_TYPER_COMPLETE_ARGS"):
        program, _, rest = os.environ.get(key, "").partition(" ")
        first, more, _ = rest.partition(" ")
        if first.startswith("-") or (more and first not in command.commands):
            os.environ[key] = f"{program} scan {rest}"
            os.environ["COMP_CWORD"] = str(int(os.environ.get("COMP_CWORD") or 0) + 1)
    command.main(args=[], prog_name=NAME, complete_var=COMPLETE)
