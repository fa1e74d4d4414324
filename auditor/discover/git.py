"""Contents from git objects. In: a work tree and a revision, or the index. Out: path -> bytes, without touching the work tree.

Only commands that read objects are called (`ls-files`, `ls-tree`, `cat-file`, `rev-parse`): they run no hook, filter, pager or
monitor that a hostile repository could name (design/security.md, row Git). The program is found on absolute PATH entries only.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping

from auditor import lazy_re as re
from auditor.discover.blobs import Blobs
from auditor.discover.formats import format_of
from auditor.discover.pipes import Silent, read_all
from auditor.discover.repository import git_directory, refuse_pipes
from auditor.errors import UsageError

_HARD = (
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "diff.external=",
    "-c", "core.pager=cat", "-c", "protocol.allow=never", "-c", "core.quotePath=false",
    "--no-optional-locks", "--no-replace-objects",
)  # fmt: skip
# git's own rules for names, and the suffixes of revisions; no leading dash, no ranges, no paths, no searches in messages
_REF = re.compile(r"[^\s\x00-\x20\x7f:?*\[\\^~-][^\s\x00-\x20\x7f:?*\[\\]{0,250}")
_PLACES = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")
# a tree may name another ten times, and that one a third: kilobytes of objects list more files than there are atoms
LISTED = 64_000_000  # bytes of one listing
FILES = 250_000  # of formats that are read
ALLOCATED = "400m"  # of git's memory at once: a small delta may stand on a giant


class Git:
    """Reads one repository. Raises `UsageError` when git is missing, refuses, or knows no such revision."""

    def __init__(self, root: str, environment: Mapping[str, str]) -> None:
        """`environment` is the user's, of which only the path and git's own locations are kept."""
        self.root = root
        self.program = _program(environment.get("PATH", os.defpath))
        self.environment = {
            "PATH": os.path.dirname(self.program), "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0", "GIT_ATTR_NOSYSTEM": "1", "GIT_ALLOC_LIMIT": ALLOCATED,
        }  # fmt: skip
        # a blob that a partial clone lacks stays away: the repository's settings would say which program fetches it
        self.environment |= {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
        self.environment |= {key: os.path.abspath(environment[key]) for key in _PLACES if environment.get(key)}
        if "SYSTEMROOT" in environment:
            self.environment["SYSTEMROOT"] = environment["SYSTEMROOT"]
        refuse_pipes(self.environment.get("GIT_DIR") or git_directory(root))
        try:
            self._run("rev-parse", "--git-dir")
        except UsageError as error:
            raise UsageError(f"no git repository to read: {error.message}", "audit the work tree: ai-audit scan") from None

    def staged(self) -> Blobs:
        """Contents of the index that differ from HEAD, below the root."""
        index = self._entries("ls-files", "-s", "-z", "--", ".", oid=1)
        head = self._tree("HEAD") if self._known("HEAD") else {}
        return self._blobs({path: oid for path, oid in index.items() if head.get(path) != oid})

    def at(self, revision: str, paths: Iterable[str] | None = None) -> Blobs:
        """Contents of a revision, below the root; of `paths` only when given."""
        if not _REF.fullmatch(revision) or ".." in revision or not self._known(revision):
            raise UsageError(f"{revision}: git knows no such revision here", "a shallow clone lacks it: fetch it first")
        tree = self._tree(revision)
        return self._blobs(tree if paths is None else {path: tree[path] for path in paths if path in tree})

    def _known(self, revision: str) -> bool:
        try:
            self._run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        except UsageError:
            return False
        return True

    def _tree(self, revision: str) -> dict[str, str]:
        oid = self._run("rev-parse", "--verify", "--end-of-options", revision + "^{tree}").decode().strip()
        return self._entries("ls-tree", "-r", "-z", oid, "--", ".", oid=2)

    def _entries(self, *words: str, oid: int) -> dict[str, str]:
        """Path below the root -> blob id, which is word `oid` of a record; regular files that are read only."""
        found = {}
        rest = b""
        for chunk in self._chunks(*words):
            *records, rest = (rest + chunk).split(b"\0")
            for record in records:
                meta, _, raw = record.partition(b"\t")
                path = raw.decode("utf-8", "surrogateescape")
                if meta.startswith(b"100") and format_of(path):
                    found[path] = meta.split()[oid].decode()
            if len(found) > FILES:
                raise UsageError(f"git {words[0]}: more than {FILES} files")
        return found

    def _blobs(self, wanted: Mapping[str, str]) -> Blobs:
        return Blobs([self.program, *_HARD], self.root, self.environment, wanted)

    def _run(self, *words: str) -> bytes:
        return b"".join(self._chunks(*words))

    def _chunks(self, *words: str) -> Iterator[bytes]:
        """What a command says, piece by piece; its failure, silence or endlessness is a `UsageError`."""
        try:
            running = subprocess.Popen(  # noqa: S603 - a fixed program by absolute path, hardened above
                [self.program, *_HARD, *words], cwd=self.root, env=self.environment,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )  # fmt: skip
        except OSError as error:
            raise UsageError(f"git {words[0]} failed: {error.strerror or type(error).__name__}") from None
        said = bytearray()
        total = 0
        try:
            for chunk in read_all(running, said):
                total += len(chunk)
                if total > LISTED:
                    raise UsageError(f"git {words[0]}: more than {LISTED // 1_000_000} MB of names")
                yield chunk
        except Silent:
            raise UsageError(f"git {words[0]} does not answer") from None
        finally:
            running.kill()
            code = running.wait()
        if code:
            lines = said.decode("utf-8", "replace").strip().splitlines()
            raise UsageError(f"git {words[0]}: {lines[0].removeprefix('fatal: ') if lines else f'failed with {code}'}")


def _program(path: str) -> str:
    for folder in path.split(os.pathsep):
        if os.path.isabs(folder):
            for name in ("git", "git.exe"):
                found = os.path.join(folder, name)
                if os.path.isfile(found) and os.access(found, os.X_OK):
                    return found
    raise UsageError("git was not found", "install git, or audit the work tree without --staged and --diff-base")
