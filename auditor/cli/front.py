"""From argv to an exit code: plain scans take the fast parser, everything else the typer app; every error ends here.

Exit codes: 0 nothing at or above the gate, 1 findings, 2 usage, configuration or internal error, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys

from auditor.errors import AuditError

TYPE_CHECKING = False  # `--version` comes by here and needs no typing
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

VERSION = (["--version"], ["-V"])
COMPLETE = "_AI_AUDIT_COMPLETE"  # set by the completion scripts of the shells


def start(argv: list[str]) -> NoReturn:
    """Run the command line; leaves the process with the exit code of the contract."""
    code = guarded(lambda: _prepared(argv))
    code = _flushed(code)
    # skipping interpreter shutdown saves several milliseconds; everything is flushed
    os._exit(code)


def _prepared(argv: list[str]) -> int:
    if argv not in VERSION:  # which has nothing to collect and nothing to stop
        import signal

        gc.disable()  # a scan is short and makes no cycles worth collecting (design/performance: Recommended design)
        signal.signal(signal.SIGTERM, _terminated)
    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        _open_missing()
    return run(argv)


def run(argv: list[str]) -> int:
    """Run one command line; returns its exit code or raises."""
    if argv in VERSION:
        from auditor import __version__
        from auditor.cli.output import show

        show(f"ai-audit {__version__}")
        return 0
    if COMPLETE not in os.environ:
        from auditor.cli.options import quick

        options = quick(argv)
        if options is not None:
            from auditor.cli.run import run_scan

            return run_scan(options)
    from auditor.cli.app import run_app

    return run_app(argv)


def guarded(work: Callable[[], int]) -> int:
    """Run `work` and turn every way to fail into a sentence on standard error and an exit code."""
    try:
        return work()
    except AuditError as error:
        complain(error.message, error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        complain("interrupted")
        return 130
    except SystemExit as stop:  # of a library
        return stop.code if isinstance(stop.code, int) else 2 if stop.code else 0
    except BrokenPipeError:  # the reader has seen enough
        return 0
    except OSError as error:
        complain(f"cannot go on: {error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
        return 2
    except (Exception, RecursionError, MemoryError) as error:
        if os.environ.get("AI_AUDIT_DEBUG"):
            raise
        complain(f"internal error: {type(error).__name__}: {error}", "set AI_AUDIT_DEBUG=1 for a traceback, and please report it")
        return 2


def complain(message: str, hint: str = "", word: str = "error") -> None:
    """One sentence with its way out, on standard error, made safe for a terminal."""
    from auditor.report.safe import safe

    text = f"{word}: {safe(message)}\n" + (f"  hint: {safe(hint)}\n" if hint else "")
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


def _terminated(number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt(number)


def _open_missing() -> None:
    """What the caller has closed reads as empty and takes no word; no file of ours may get its number and be written to."""
    while os.open(os.devnull, os.O_RDWR) < 2:
        pass
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - the same


def _flushed(code: int) -> int:
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except BrokenPipeError:
            continue
        except (OSError, ValueError):
            code = 2
    return code
