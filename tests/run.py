"""The one test command: ruff, format, mypy and pytest, our own bill of materials, ai-audit on itself.

Exits with the first failure's code.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
STEPS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "--quiet", "."),
    ("mypy",),
    ("pytest", *sys.argv[1:]),
)


def main() -> int:
    """Run every step from the root of the checkout."""
    for module, *words in STEPS:
        print("::", module, *words, flush=True)
        code = subprocess.call([sys.executable, "-m", module, *words], cwd=ROOT)
        if code:
            return code
    print(":: bill of materials of ourselves: .pytest_cache/ai-audit.cdx.json", flush=True)
    (ROOT / ".pytest_cache").mkdir(exist_ok=True)
    with (ROOT / ".pytest_cache" / "ai-audit.cdx.json").open("wb") as file:
        code = subprocess.call([sys.executable, "-P", str(ROOT / ".ci" / "sbom.py")], cwd=ROOT, stdout=file)
    if code:
        return code
    print(":: ai-audit on itself", flush=True)
    environment = {**os.environ, "AI_AUDIT_CACHE_DIR": "", "XDG_CACHE_HOME": str(ROOT / ".pytest_cache")}
    return subprocess.call([sys.executable, "-P", "-m", "auditor", "scan", "--format", "concise", "."], cwd=ROOT, env=environment)


if __name__ == "__main__":
    raise SystemExit(main())
