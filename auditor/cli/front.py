"""From argv to an exit code: plain scans take the fast parser, everything else the typer app; every error ends here.

Exit codes: 0 nothing at or above the gate, 1 findings, 2 usage, configuration or internal error, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn

from auditor.errors import AuditError


def start(argv: list[str], commands: frozenset[str]) -> NoReturn:
    """Run the command line; leaves the process with the exit code of the contract."""
    gc.disable()  # a scan is short and makes no cycles worth collecting (design/performance: Recommended design)
    signal.signal(signal.SIGTERM, _terminated)
    code = guarded(lambda: _run(argv, commands))
    code = _flushed(code)
    # skipping interpreter shutdown saves several milliseconds; everything is flushed
    os._exit(code)


def _run(argv: list[str], commands: frozenset[str]) -> int:
    if not argv or argv[0] not in commands:
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
    except BrokenPipeError:
        _silence_stdout()
        return 0
    except OSError as error:
        complain(f"cannot go on: {error.strerror or error}" + (f": {error.filename}" if error.filename else ""))
        return 2
    except (Exception, RecursionError, MemoryError) as error:
        if os.environ.get("AI_AUDIT_DEBUG"):
            raise
        complain(f"internal error: {type(error).__name__}: {error}", "set AI_AUDIT_DEBUG=1 for a traceback, and please report it")
        return 2


def complain(message: str, hint: str = "") -> None:
    """One error with its way out, on standard error, made safe for a terminal."""
    from auditor.report.safe import safe

    text = f"error: {safe(message)}\n" + (f"  hint: {safe(hint)}\n" if hint else "")
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


def _terminated(number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt(number)


def _flushed(code: int) -> int:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            _silence_stdout()
        except (OSError, ValueError):
            code = 2
    return code


def _silence_stdout() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
