"""What the user can mend: a fact, a hint and the exit code that goes with it. What the scanned tree does wrong is a Skip."""

from __future__ import annotations


class AuditError(Exception):
    """Stops the run with one clear sentence; caught once, in `cli`."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AuditError):
    """An option, argument or path that cannot be used."""


class ConfigError(AuditError):
    """The user's configuration, baseline or own rule file is not valid."""


class CatalogError(AuditError):
    """The shipped or updated catalog is not valid; names file, key path and the known words."""
