"""What a reader may choose about the look of a report; nothing here changes what was found."""

from __future__ import annotations

from auditor.frozen import Frozen


class RenderOptions(Frozen):
    """Options of rendering; `fail_on` is a severity or `never` and tells JUnit and the summaries where the gate stands."""

    color: bool = False
    width: int = 100
    hyperlinks: bool = False
    unicode: bool = True  # False where the output's encoding cannot write bars and arrows
    show_suppressed: bool = False
    verbose: int = 0
    quiet: bool = False
    cyclonedx_version: str = "1.6"
    fail_on: str = "high"
    tool_version: str = "0.1.0"
