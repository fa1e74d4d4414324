"""The options of a scan as one table: the fast parser of plain calls and the typer command are both made from it.

In: a command line. Out: `Options`, or None when the line needs the full parser (help, mistakes, other commands).
"""

from __future__ import annotations

from typing import Any

from auditor.frozen import Frozen, field


class Option(Frozen):
    """One option: `kind` is flag, value or list; `negative` is the spelling that switches it off."""

    name: str
    group: str
    help: str
    kind: str = "value"
    short: str = ""
    metavar: str = ""
    choices: tuple[str, ...] = ()
    default: Any = None

    @property
    def key(self) -> str:
        """The name in `Options.values`."""
        return self.name.lstrip("-").replace("-", "_")


COMMANDS = frozenset(
    "scan diff simulate rules explain model provider license package catalog baseline init convert schema".split()
)
FAIL_ON = ("critical", "high", "medium", "low", "never")
FORMATS = ("terminal", "concise", "json", "sarif", "markdown", "html", "cyclonedx", "gitlab", "junit", "github", "csv")

INPUT, AUDIT, OUTPUT, RESOURCES = "Input", "Audit", "Output", "Resources"

OPTIONS: tuple[Option, ...] = (  # one line each: it is a table
    Option(name="--include", group=INPUT, kind="list", metavar="GLOB", help="Audit only paths that match."),
    Option(name="--exclude", group=INPUT, kind="list", metavar="GLOB", help="Leave out paths that match."),
    Option(name="--files", group=INPUT, kind="list", metavar="FILE", help="Audit these files only; '-' reads names from standard input."),
    Option(name="--roles", group=INPUT, kind="list", metavar="ROLE", help="Roles whose evidence decides findings, comma-separated, or 'all'."),
    Option(name="--staged", group=INPUT, kind="flag", help="Audit what is staged in git, not the work tree."),
    Option(name="--config", group=INPUT, metavar="FILE", help="Use this configuration and trust it."),
    Option(name="--no-config", group=INPUT, kind="flag", help="Read no configuration."),
    Option(name="--fail-on", group=AUDIT, choices=FAIL_ON, help="Exit 1 when a finding is at or above this severity. [default: high]"),
    Option(name="--select", group=AUDIT, kind="list", metavar="RULE", help="Only these rules: ids, names or prefixes such as AIA2."),
    Option(name="--ignore", group=AUDIT, kind="list", metavar="RULE", help="Without these rules."),
    Option(name="--rules", group=AUDIT, kind="list", metavar="DIR", help="Add your own rules from this directory."),
    Option(name="--baseline", group=AUDIT, metavar="FILE", help="Do not count the findings that this baseline lists."),
    Option(name="--diff-base", group=AUDIT, metavar="REF", help="Count only findings that are new since this git revision."),
    Option(name="--as-of", group=AUDIT, metavar="DATE", help="The day to judge by. [default: today, UTC]"),
    Option(name="--strict", group=AUDIT, kind="flag", help="Exit 2 when the audit is incomplete or finds nothing to read."),
    Option(name="--no-ignores", group=AUDIT, kind="flag", help="Count findings in spite of inline ignores and waivers."),
    Option(name="--fix", group=AUDIT, kind="flag", help="Replace retired model ids by their named successors, where the literal is certain."),
    Option(name="--diff", group=AUDIT, kind="flag", help="With --fix: show the changes, write nothing."),
    Option(name="--format", short="-f", group=OUTPUT, choices=FORMATS, help="Format of the report on standard output. [default: terminal]"),
    Option(name="--output", short="-o", group=OUTPUT, kind="list", metavar="FORMAT=PATH", help="Also write a report to a file; may be repeated."),
    Option(name="--quiet", short="-q", group=OUTPUT, kind="flag", help="Findings only."),
    Option(name="--verbose", short="-v", group=OUTPUT, kind="flag", help="All places of each finding, and every skipped file."),
    Option(name="--color", group=OUTPUT, choices=("auto", "always", "never"), help="Color on the terminal. [default: auto]"),
    Option(name="--no-progress", group=OUTPUT, kind="flag", help="No progress on standard error."),
    Option(name="--show-suppressed", group=OUTPUT, kind="flag", help="List suppressed findings too."),
    Option(name="--cyclonedx-version", group=OUTPUT, choices=("1.6", "1.7"), help="Version of the CycloneDX format. [default: 1.6]"),
    Option(name="--jobs", group=RESOURCES, metavar="N", help="Worker processes. [default: one per processor]"),
    Option(name="--no-cache", group=RESOURCES, kind="flag", help="Neither read nor write the cache."),
)  # fmt: skip


class Options(Frozen):
    """A parsed command line of `scan`: paths as given, and each option's value by its key."""

    paths: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A single value, "" if not given."""
        return str(self.values.get(key) or "")

    def flag(self, key: str) -> bool:
        """Whether a flag is set."""
        return bool(self.values.get(key))

    def many(self, key: str) -> tuple[str, ...]:
        """All values of a repeatable option; commas separate too, except in globs and paths."""
        return tuple(self.values.get(key) or ())


_BY_NAME = {name: option for option in OPTIONS for name in (option.name, option.short) if name}


def quick(argv: list[str]) -> Options | None:
    """Parse a plain `scan` call without the full parser; None when anything is not plain."""
    if argv and argv[0] in COMMANDS - {"scan"}:
        return None
    paths: list[str] = []
    values: dict[str, Any] = {}
    rest = argv[1:] if argv[:1] == ["scan"] else list(argv)
    rest.reverse()
    while rest:
        word = rest.pop()
        if word == "--":
            paths += reversed(rest)
            break
        if word == "-" or not word.startswith("-"):
            paths.append(word)
            continue
        name, equals, attached = word.partition("=")
        option = _BY_NAME.get(name)
        if option is None or (equals and option.kind == "flag") or (equals and not name.startswith("--")):
            return None
        if option.kind == "flag":
            values[option.key] = True
            continue
        if not equals and not rest:
            return None
        value = attached if equals else rest.pop()
        if option.choices and value not in option.choices:
            return None
        if option.kind == "list":
            values.setdefault(option.key, []).append(value)
        else:
            values[option.key] = value
    return Options(paths=tuple(paths), values=values)
