"""Contents from git objects. In: a work tree and a revision, or the index. Out: path -> bytes, without touching the work tree.

Only commands that read objects are called (`ls-files`, `ls-tree`, `cat-file`, `rev-parse`): they run no hook, filter, pager or
monitor that a hostile repository could name (design/security.md, row Git). The program is found on absolute PATH entries only.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping

from auditor import lazy_re as re
from auditor.errors import UsageError

_HARD = (
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "diff.external=",
    "-c", "core.pager=cat", "-c", "protocol.allow=never", "-c", "core.quotePath=false",
    "--no-optional-locks", "--no-replace-objects",
)  # fmt: skip
# git's own rules for names, and the suffixes of revisions; no leading dash, no ranges, no paths, no searches in messages
_REF = re.compile(r"[^\s\x00-\x20\x7f:?*\[\\^~-][^\s\x00-\x20\x7f:?*\[\\]{0,250}")
_PLACES = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")
SECONDS = 60
BLOB = 20_000_000  # bytes


class Git:
    """Reads one repository. Raises `UsageError` when git is missing, refuses, or knows no such revision."""

    def __init__(self, root: str, environment: Mapping[str, str]) -> None:
        """`environment` is the user's, of which only the path and git's own locations are kept."""
        self.root = root
        self.program = _program(environment.get("PATH", os.defpath))
        self.environment = {
            "PATH": os.path.dirname(self.program), "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0", "GIT_ATTR_NOSYSTEM": "1",
        }  # fmt: skip
        # a blob that a partial clone lacks stays away: the repository's settings would say which program fetches it
        self.environment |= {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
        self.environment |= {key: os.path.abspath(environment[key]) for key in _PLACES if environment.get(key)}
        if "SYSTEMROOT" in environment:
            self.environment["SYSTEMROOT"] = environment["SYSTEMROOT"]
        try:
            self._run("rev-parse", "--git-dir")
        except UsageError as error:
            raise UsageError(f"no git repository to read: {error.message}", "audit the work tree: ai-audit scan") from None

    def staged(self) -> dict[str, bytes]:
        """Contents of the index that differ from HEAD, below the root."""
        index = self._entries(self._run("ls-files", "-s", "-z", "--", "."), fields=3)
        head = self._tree("HEAD") if self._known("HEAD") else {}
        changed = {path: oid for path, oid in index.items() if head.get(path) != oid}
        return self._contents(changed)

    def at(self, revision: str, paths: Iterable[str] | None = None) -> dict[str, bytes]:
        """Contents of a revision, below the root; of `paths` only when given."""
        if not _REF.fullmatch(revision) or ".." in revision or not self._known(revision):
            raise UsageError(f"{revision}: git knows no such revision here", "a shallow clone lacks it: fetch it first")
        tree = self._tree(revision)
        wanted = tree if paths is None else {path: tree[path] for path in paths if path in tree}
        return self._contents(wanted)

    def changed(self, base: str, head: str) -> set[str]:
        """Paths whose content differs between two revisions."""
        before, after = self._tree(base), self._tree(head)
        return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}

    def _known(self, revision: str) -> bool:
        try:
            self._run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        except UsageError:
            return False
        return True

    def _tree(self, revision: str) -> dict[str, str]:
        oid = self._run("rev-parse", "--verify", "--end-of-options", revision + "^{tree}").decode().strip()
        return self._entries(self._run("ls-tree", "-r", "-z", oid, "--", "."), fields=3, tree=True)

    def _entries(self, data: bytes, *, fields: int, tree: bool = False) -> dict[str, str]:
        """Path below the root -> blob id, regular files only."""
        found = {}
        for record in data.split(b"\0"):
            meta, _, raw = record.partition(b"\t")
            words = meta.split()
            if len(words) < fields or not words[0].startswith(b"100"):
                continue
            path = raw.decode("utf-8", "surrogateescape")
            found[path] = (words[2] if tree else words[1]).decode()
        return found

    def _contents(self, wanted: Mapping[str, str]) -> dict[str, bytes]:
        """Blobs by path; larger ones than the budget are left out."""
        if not wanted:
            return {}
        asked = "\n".join(sorted(set(wanted.values()))) + "\n"
        sizes = {}
        for line in self._run("cat-file", "--batch-check", feed=asked.encode()).splitlines():
            words = line.split()
            if len(words) == 3 and words[1] == b"blob" and int(words[2]) <= BLOB:
                sizes[words[0].decode()] = int(words[2])
        data = self._run("cat-file", "--batch", feed=("\n".join(sorted(sizes)) + "\n").encode()) if sizes else b""
        blobs: dict[str, bytes] = {}
        at = 0
        while at < len(data):
            end = data.index(b"\n", at)
            oid, _, size = data[at:end].decode().split()
            blobs[oid] = data[end + 1 : end + 1 + int(size)]
            at = end + 2 + int(size)
        return {path: blobs[oid] for path, oid in wanted.items() if oid in blobs}

    def _run(self, *words: str, feed: bytes = b"") -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program by absolute path, hardened above
                [self.program, *_HARD, *words], cwd=self.root, env=self.environment, input=feed, capture_output=True,
                timeout=SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UsageError(f"git {words[0]} failed: {type(error).__name__}") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise UsageError(f"git {words[0]}: {said[0].removeprefix('fatal: ') if said else f'failed with {done.returncode}'}")
        return done.stdout


def _program(path: str) -> str:
    for folder in path.split(os.pathsep):
        if os.path.isabs(folder):
            for name in ("git", "git.exe"):
                found = os.path.join(folder, name)
                if os.path.isfile(found) and os.access(found, os.X_OK):
                    return found
    raise UsageError("git was not found", "install git, or audit the work tree without --staged and --diff-base")
