"""Puts the compiled catalog beside the rules, so that a first start reads it instead of compiling 500 TOML files."""

from __future__ import annotations

import compileall
import os
import shutil
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogIndex(BuildHookInterface[Any]):
    """Adds the index; where it does not fit the interpreter that runs later, it is simply not used."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rules of this checkout: into the wheel, or beside them for an editable install."""
        sys.path.insert(0, self.root)
        from auditor.library import index, shipped_index

        rules = os.path.join(self.root, "rules")
        if version == "editable":
            with open(index.beside(rules), "wb") as file:
                file.write(shipped_index(rules, packed=False))
            compileall.compile_dir(os.path.join(self.root, "auditor"), quiet=2)  # as installing a wheel does
            return
        self.folder = tempfile.mkdtemp(prefix="ai-audit-")
        path = os.path.join(self.folder, index.SHIPPED)
        with open(path, "wb") as file:
            file.write(shipped_index(rules))
        build_data["force_include"][path] = f"auditor/{index.PACKED}/{index.SHIPPED}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder."""
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)
