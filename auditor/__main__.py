"""The entry of the `ai-audit` command: answers `--version` before anything is imported, then hands over.

`python -m auditor` puts the current directory first on the import path; it is taken off before any other import, so that
a `json.py` in a scanned tree is never run.
"""

import sys

if sys.path and sys.path[0] in ("", __import__("os").getcwd()) and not getattr(sys.flags, "safe_path", False):
    _house = __import__("os").path.dirname(__import__("os").path.dirname(__import__("os").path.abspath(__file__)))
    sys.path[:] = [entry for entry in sys.path[1:] if entry not in ("", _house)] + [_house]

COMMANDS = frozenset(
    "diff simulate rules explain model provider license package catalog baseline init convert schema badge".split()
)


def main() -> None:
    """Run the command line and leave with its exit code."""
    argv = sys.argv[1:]
    if argv in (["--version"], ["-V"]):
        from auditor import __version__

        sys.stdout.write(f"ai-audit {__version__}\n")
        return
    from auditor.cli.front import start

    start(argv, COMMANDS)


if __name__ == "__main__":
    main()
