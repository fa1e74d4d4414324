"""The bill of materials of ai-audit itself: its run-time dependencies as installed here, as CycloneDX on standard output.

In: pyproject.toml and the metadata of installed packages. Out: the same bytes for the same installation:
no time, no serial number.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def needed(lines: Iterable[str], extras: Iterable[str] = ()) -> dict[str, set[str]]:
    """Canonical name -> extras of the requirements that hold on this machine."""
    found: dict[str, set[str]] = {}
    for requirement in map(Requirement, lines):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            found.setdefault(canonicalize_name(requirement.name), set()).update(requirement.extras)
    return found


def closure(lines: list[str]) -> tuple[dict[str, Distribution], dict[str, list[str]]]:
    """Everything that the requirements bring along, and who needs whom."""
    found: dict[str, Distribution] = {}
    edges: dict[str, list[str]] = {}
    stack = list(needed(lines).items())
    while stack:
        name, extras = stack.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            raise SystemExit(f"{name} is needed and not installed") from None
        inner = needed(found[name].requires or (), extras)
        edges[name] = sorted(inner)
        stack += inner.items()
    return found, edges


def component(name: str, installed: Distribution) -> dict[str, Any]:
    """One package; its license where it is an SPDX expression or a short name."""
    purl = f"pkg:pypi/{name}@{installed.version}"
    said = installed.metadata
    expression = said["License-Expression"]
    names = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License :: ")]
    licenses = [{"expression": expression}] if expression else [{"license": {"name": one}} for one in sorted(set(names))]
    return {
        "type": "library", "bom-ref": purl, "name": name, "version": installed.version, "purl": purl, "scope": "required",
        **({"licenses": licenses} if licenses else {}),
    }  # fmt: skip


def bill() -> dict[str, Any]:
    """The whole document."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found, edges = closure(project["dependencies"])
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    refs = {name: f"pkg:pypi/{name}@{installed.version}" for name, installed in found.items()}
    asked = sorted(refs[name] for name in needed(project["dependencies"]))
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": own, "name": project["name"], "version": project["version"], "purl": own,
                "licenses": [{"expression": project["license"]}],
            },
        },
        "components": [component(name, found[name]) for name in sorted(found)],
        "dependencies": [
            {"ref": own, "dependsOn": asked},
            *({"ref": refs[name], "dependsOn": [refs[other] for other in edges[name]]} for name in sorted(found)),
        ],
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill(), indent=2, sort_keys=True) + "\n")
