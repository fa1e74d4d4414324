"""The entry of the `ai-audit` command. In: the command line. Out: the exit code; imports nothing before the path is clean.

`python -m auditor` puts the current directory first on the import path; it is taken off before any other import, so that
a `json.py` in a scanned tree is never run.
"""

import os
import sys


def _clean_path() -> None:
    """Take the current directory off the import path, unless it is the house itself; then it comes last."""
    house = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    try:
        here = os.getcwd()
    except OSError:  # the directory is gone
        here = ""
    if sys.path and sys.path[0] in ("", here) and not getattr(sys.flags, "safe_path", False):
        sys.path[:] = [entry for entry in sys.path[1:] if entry not in ("", house)] + [house]


def main() -> None:
    """Run the command line and leave with its exit code."""
    from auditor.cli.front import start

    start(sys.argv[1:])


_clean_path()
if __name__ == "__main__":
    main()
