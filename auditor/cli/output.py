"""Where words go in and come out: standard output, and files that the user named. All or nothing; never over a device."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from auditor.errors import UsageError

TYPE_CHECKING = False  # `--version` comes by here and needs no typing
if TYPE_CHECKING:
    from typing import TextIO

READ = 64_000_000  # bytes of a file that the user named


def standard_output() -> TextIO:
    """Standard output, made ready for any text; raises `UsageError` when the caller has closed it."""
    if sys.stdout is None:
        raise UsageError("cannot write the report: standard output is closed")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace", newline="\n")
    return sys.stdout


def show(text: str) -> bool:
    """Write to standard output as UTF-8, or as much of it as the terminal's encoding has; False when nobody reads any more."""
    out = standard_output()
    try:
        out.write(text if text.endswith("\n") else text + "\n")
        out.flush()
    except BrokenPipeError:  # as with `| head`: no fault, and the gate's answer stays what it is
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return False
    return True


def read_text(path: str, what: str) -> str:
    """A file that the user named, at most 64 MB; raises `UsageError` when it cannot be read."""
    try:
        if path == "-":
            return sys.stdin.buffer.read(READ).decode("utf-8")
        with open(path, encoding="utf-8") as file:
            return file.read(READ)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"{what} {path}: {reason}") from None


def write_file(path: str, text: str, *, mode: int = 0, whole: bool = True) -> None:
    """Write all or nothing: a temporary file in the same folder, synced, then moved into place; `whole` ends the last line."""
    text = text + "\n" if whole and not text.endswith("\n") else text
    data = text.encode("utf-8", "backslashreplace")
    try:
        if _is_stream(path):
            with open(path, "wb") as stream:
                stream.write(data)
        else:
            _replace(path, data, mode or 0o644 & ~_umask())
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


def _is_stream(path: str) -> bool:
    """Whether a path names a device or a pipe, which nothing may be moved over."""
    if os.path.abspath(path).startswith(("/dev/", "/proc/")):
        return True
    try:
        status = os.lstat(path)
    except OSError:
        return False
    import stat

    return stat.S_ISCHR(status.st_mode) or stat.S_ISFIFO(status.st_mode)


def _replace(path: str, data: bytes, mode: int) -> None:
    import contextlib
    import tempfile

    if os.path.isdir(path):
        raise UsageError(f"cannot write {path}: it is a directory")
    handle, temporary = tempfile.mkstemp(prefix=".ai-audit-", dir=os.path.dirname(os.path.abspath(path)))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
