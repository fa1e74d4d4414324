"""Which files only show how another one may look. In: the paths of a repository. Out: whether a path is such an example.

`acme.example.yaml` beside `acme.yaml` is what the file may hold; alone it is what a deployment copies, and decides. Variables
(`.env.example`) are always copied.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from auditor import lazy_re as re

_SETTINGS = tuple(".yaml .yml .json .jsonc .json5 .toml .ini .cfg .conf .properties .xml .hcl .tfvars .txt".split())
_PART = re.compile(r"\.(?:example|sample)s?(?=\.|\Z)", re.IGNORECASE)  # of any file; `sample_rows.py` takes samples
_WORD = re.compile(r"[-_.](?:example|sample)s?(?=[-_.]|\Z)|\A(?:example|sample)s?[-_.]", re.IGNORECASE)
_VARIABLES = re.compile(r"\.env(?:[-_.]|\Z)", re.IGNORECASE)


class StandIns:
    """Answers for the paths of one repository."""

    def __init__(self, paths: Collection[str]) -> None:
        """`paths` are all files of the repository."""
        self._listed = paths

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self._listed)

    def holds(self, path: str) -> bool:
        """Whether the file that this one is an example of stands beside it."""
        folder, slash, name = path.rpartition("/")
        real = _PART.sub("", name, count=1)
        if real == name and name.lower().endswith(_SETTINGS):
            real = _WORD.sub("", name, count=1)
        if real == name or not real.strip(".") or _VARIABLES.search(name):
            return False
        return folder + slash + real in self._paths
