"""The walk. In: a request. Out: files worth opening and what is left out. No git, no linked directory, nothing outside the root.

Each directory is opened by itself and must still be the one its parent listed, so that no exchanged link leads the walk away.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Sequence

from auditor.discover import ignores, trees
from auditor.discover.formats import LOCKFILES, format_of
from auditor.discover.ignores import Ignores
from auditor.discover.names import printable
from auditor.discover.opening import Unreadable, open_directory, reason_of, small_file
from auditor.discover.seen import Seen
from auditor.discover.selection import Selection
from auditor.discover.stamps import stamp_of
from auditor.records import Candidate, Request, Skip
from auditor.rows import NamedTuple

MAX_DEPTH = 128
MAX_PATH = 4_000  # bytes, the root included
_AT_FD = os.scandir in os.supports_fd

Specs = tuple[tuple[int, Ignores], ...]  # (length of the directory's prefix, its patterns), deepest first


class Folder(NamedTuple):
    """A directory that is to be walked."""

    raw: str  # with a slash at the end, "" for the root
    shown: str
    specs: Specs
    identity: tuple[int, int] | None
    included: bool  # an include glob names it


class Walk:
    """One walk; `candidates`, `skips` and `links` fill as it goes."""

    def __init__(self, request: Request, *, stamped: bool = False) -> None:
        """`stamped` asks the system about every file, which a comparison with an earlier walk needs."""
        self.base = os.path.join(request.root, "")
        self.candidates: list[Candidate] = []
        self.skips: list[Skip] = []
        self.links: list[tuple[str, str]] = []  # raw and shown
        self.seen = Seen()
        self.selection = Selection(request)
        self._honor = request.honor_ignores
        self._most = request.budgets.files
        self._stamped = stamped
        self._now = time.time_ns()  # tells how fresh a file is, for the cache; no result depends on it
        self.room = ignores.MAX_GLOBS
        self.folders: set[tuple[int, int]] = set()
        self._inodes: dict[int, str] = {}  # of files taken in, with their raw path

    @property
    def full(self) -> bool:
        """Whether the budget of files is used up."""
        return len(self.candidates) > self._most

    def below(self, raw: str = "") -> None:
        """Walk one directory: a relative path with a slash at the end, "" for the root."""
        self.go(self.begin(raw))

    def begin(self, raw: str = "") -> list[Folder]:
        """What has to be walked for one directory: itself, if it is not left out."""
        specs: Specs = ()
        parts = raw.split("/")[:-1]
        for count in range(len(parts)):
            specs = self._specs("".join(part + "/" for part in parts[:count]), ignores.FILES, specs)
        excluded, included = self.selection.above(raw)
        return [] if excluded else [Folder(raw, printable(raw), specs, None, included)]

    def go(self, stack: list[Folder], *, many: int = 0) -> list[Folder]:
        """Walk directories and what is below them; with `many`, until so many are known, which are given back."""
        while stack and not self.full and not (many and len(stack) >= many):
            folder = stack.pop()
            try:
                stack += reversed(self._folder(folder))
            except OSError as error:
                self._lost(folder.shown or ".", error)
        return stack

    def join(self, files: list[Candidate]) -> bool:
        """Take in what another process found below other directories; whether all files are then ones of their own."""
        self.candidates += files
        self._inodes |= {one.inode: one.raw or one.path for one in files}
        return len(self._inodes) == len(self.candidates)

    def _folder(self, folder: Folder) -> list[Folder]:
        if not _AT_FD:
            self.seen.steady = False
            return self._entries(folder, sorted(os.scandir(self.base + folder.raw), key=_name))
        descriptor = open_directory(self.base + folder.raw)
        try:
            status = os.fstat(descriptor)
            identity = status.st_dev, status.st_ino
            self.seen.stamps[folder.raw[:-1]] = stamp_of(status, self._now)
            if folder.identity not in {None, identity}:
                self.seen.steady = False
                self.skips.append(Skip(folder.shown, "changed while the audit ran"))
                return []
            if identity in self.folders:
                return []
            self.folders.add(identity)
            with os.scandir(descriptor) as listing:
                entries = sorted(listing, key=_name)
            return self._entries(folder, entries)
        finally:
            os.close(descriptor)

    def _entries(self, folder: Folder, entries: list[os.DirEntry[str]]) -> list[Folder]:
        names = {entry.name for entry in entries}
        lower = folder.raw[:-1].lower()
        why = trees.by_content(lower, names) if lower else ""
        if why:
            self.skips.append(Skip(folder.shown[:-1], why))
            return []
        found = [name for name in ignores.FILES if name in names]
        if found:
            folder = folder._replace(specs=self._specs(folder.raw, found, folder.specs))
        texts = frozenset() if self.selection.narrowed else trees.translations(lower.rpartition("/")[2], names)
        guarded = bool(folder.specs) or not self.selection.all
        if texts:
            left = [one for one in sorted(texts) if not (guarded and self._left_out(folder, one, is_dir=False))]
            self.skips += [Skip(folder.shown + one, "texts by language") for one in left]
            entries = [entry for entry in entries if entry.name not in texts]
        raw, prefix = folder.raw, folder.shown
        plain = raw == prefix
        inner: list[Folder] = []
        for entry in entries:
            name = entry.name
            try:
                if entry.is_symlink():
                    if not self._left_out(folder, name, is_dir=False):
                        self.links.append((folder.raw + name, folder.shown + printable(name)))
                elif entry.is_dir(follow_symlinks=False):
                    self._directory(folder, entry, inner)
                else:
                    path = raw + name
                    shown = path if plain and name.isascii() else prefix + printable(name)  # one text, not two alike
                    format_ = format_of(shown)
                    if format_ and not (guarded and self._left_out(folder, name, is_dir=False)):
                        self._file(path, shown, format_, entry)
            except OSError as error:
                self._lost(folder.shown + printable(name), error)
        return inner

    def _lost(self, shown: str, error: OSError) -> None:
        self.seen.steady = False
        self.skips.append(Skip(shown, reason_of(error)))

    def _directory(self, folder: Folder, entry: os.DirEntry[str], inner: list[Folder]) -> None:
        name = entry.name
        lower = name.lower()
        if lower in trees.SILENT or self._left_out(folder, name, is_dir=True):
            return
        raw, shown = folder.raw + name + "/", folder.shown + printable(name) + "/"
        why = trees.by_name(lower)
        if raw.count("/") > MAX_DEPTH or (len(raw) > MAX_PATH // 4 and len(os.fsencode(self.base + raw)) > MAX_PATH - 256):
            why = "nested too deep"
        if why:
            self.skips.append(Skip(shown[:-1], why))
            return
        status = entry.stat(follow_symlinks=False)
        included = folder.included or self.selection.includes(raw[:-1], is_dir=True)
        identity = (status.st_dev, status.st_ino) if status.st_ino else None
        inner.append(Folder(raw, shown, folder.specs, identity, included))

    def _left_out(self, folder: Folder, name: str, *, is_dir: bool) -> bool:
        path = folder.raw + name
        if not self.selection.all:
            if self.selection.excludes(path, is_dir=is_dir):
                return True
            if not is_dir and not folder.included and not self.selection.includes(path, is_dir=False):
                return True
        for cut, spec in folder.specs:
            says = spec.says(path[cut:], name, is_dir=is_dir)
            if says is not None:
                return says and (is_dir or spec.names(name) or not ignores.is_copied(name))
        return False

    def _specs(self, raw: str, names: Sequence[str], above: Specs) -> Specs:
        """The patterns that hold in a directory: its own ignore files first."""
        if not self._honor:
            return ()
        for name in names:
            try:
                self.seen.stamps[raw + name] = stamp_of(os.lstat(self.base + raw + name), self._now)
                data = small_file(self.base + raw + name, ignores.MAX_BYTES)
            except FileNotFoundError:
                continue
            except (OSError, Unreadable) as error:
                self.seen.steady = self.seen.steady and isinstance(error, Unreadable)
                reason = reason_of(error) if isinstance(error, OSError) else str(error)
                self.skips.append(Skip(printable(raw) + name, f"ignore file not honored: {reason}"))
                continue
            spec = Ignores(data.decode("utf-8", "surrogateescape").removeprefix("\ufeff").split("\n"), self.room)
            self.room -= spec.globs
            if spec.overflow:
                self.skips.append(Skip(printable(raw) + name, "ignore file honored in part: too many patterns"))
            if spec:
                above = ((len(raw), spec), *above)
        return above

    def _file(self, raw: str, shown: str, format_: str, entry: os.DirEntry[str]) -> None:
        inode = entry.inode()
        if self._stamped or inode in self._inodes or not entry.is_file(follow_symlinks=False):
            self.add(raw, shown, format_, entry.stat(follow_symlinks=False))
        else:  # the system need not be asked for more
            self._inodes[inode] = raw
            self.candidates.append(Candidate(shown, format_, format_ in LOCKFILES, raw if raw != shown else "", inode))

    def add(self, raw: str, shown: str, format_: str, status: os.stat_result) -> None:
        """Take in a file that the system has described, or say why not."""
        if not stat.S_ISREG(status.st_mode):
            self.skips.append(Skip(shown, "not a regular file"))
        elif status.st_nlink > 1 and self._is_twin(status):
            self.skips.append(Skip(shown, "another name of a file that is read"))
            self.seen.stamps[raw] = stamp_of(status, self._now)
        else:
            self._inodes.setdefault(status.st_ino, raw)
            stamp = stamp_of(status, self._now) if self._stamped else 0
            other = raw if raw != shown else ""
            self.candidates.append(Candidate(shown, format_, format_ in LOCKFILES, other, status.st_ino, status.st_size, stamp))

    def _is_twin(self, status: os.stat_result) -> bool:
        first = self._inodes.get(status.st_ino)
        return first is not None and os.path.samestat(os.lstat(self.base + first), status)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name
