"""Lists of everything that is installed. In: evidence of manifests. Out: the same, where a line of such a list that no file
imports is what another package brought along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from auditor.records import Evidence, How
from auditor.resolve.packages import Modules, package_key

_BROUGHT = {"certifi", "idna"}  # what nobody asks for, and every client of HTTP brings along
_PYTHON = frozenset({"python", "notebook"})


def thawed(evidence: Sequence[Evidence], modules: Modules) -> Sequence[Evidence]:
    """What `pip freeze` wrote counts as asked for where a file imports it."""
    listed: dict[str, set[str]] = defaultdict(set)
    loose: set[str] = set()
    for one in evidence:
        if one.how is How.MANIFEST and one.language == "pypi" and one.scope not in ("own", "include"):
            listed[one.path].add(package_key("pypi", one.value)[1])
            if not one.resolved:
                loose.add(one.path)
    frozen = {path for path, names in listed.items() if names >= _BROUGHT} - loose
    if not frozen:
        return evidence
    asked = {
        package.name
        for one in evidence
        if one.how is How.IMPORT and one.language in _PYTHON
        for package in modules.packages(one.language, one.value)
    }
    return [
        one._replace(scope="transitive")
        if one.path in frozen and one.how is How.MANIFEST and package_key("pypi", one.value)[1] not in asked
        else one
        for one in evidence
    ]
