"""Runs the command many times without starting Python anew: each line on stdin is one run, in a fork with its limits.

In: JSON lines with `argv`, `cwd`, `out`, `err`. Out: JSON lines with the exit code (negative: a signal) and processor seconds.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys

import auditor.__main__
import auditor.cli.front
import auditor.cli.run
import auditor.extract.scan
import auditor.report.json_report

MEMORY = 300_000_000  # bytes of data of one process
SECONDS = 5  # of processor time
PATIENCE = 90  # seconds of wall time: other work may be going on


def child(run: dict[str, str | list[str]]) -> None:
    os.chdir(str(run["cwd"]))
    for number, name in ((0, os.devnull), (1, run["out"]), (2, run["err"])):
        os.dup2(os.open(str(name), os.O_RDWR | os.O_CREAT), number)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    signal.alarm(PATIENCE)
    sys.argv = ["ai-audit", *run["argv"]]
    auditor.__main__.main()


def main() -> None:
    for line in sys.stdin:
        run = json.loads(line)
        pid = os.fork()
        if not pid:
            try:
                child(run)
            finally:
                os._exit(99)
        _, status, usage = os.wait4(pid, 0)
        print(json.dumps({"code": os.waitstatus_to_exitcode(status), "seconds": usage.ru_utime + usage.ru_stime}), flush=True)


main()
