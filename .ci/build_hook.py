"""Puts the compiled catalog into the wheel, so that a first start reads it instead of compiling 500 TOML files."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogIndex(BuildHookInterface[Any]):
    """Adds `auditor/_rules/catalog.index`; where it does not fit the interpreter that runs later, it is simply not used."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rules of this checkout; an editable install reads the rules themselves."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from auditor.library import shipped_index

        self.folder = tempfile.mkdtemp(prefix="ai-audit-")
        path = os.path.join(self.folder, "catalog.index")
        with open(path, "wb") as file:
            file.write(shipped_index(os.path.join(self.root, "rules")))
        build_data["force_include"][path] = "auditor/_rules/catalog.index"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder."""
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)
