"""The status badge as an SVG picture that needs no service; its title tells the counts."""

from __future__ import annotations

from xml.sax.saxutils import escape

from auditor.records import Report
from auditor.report import badge, concise
from auditor.report.options import RenderOptions
from auditor.report.safe import xml

_WIDE = frozenset("mwMW%@")
_NARROW = frozenset("ijlftrI.,:;'|()! ")


def render(report: Report, options: RenderOptions) -> str:
    """A flat badge, 20 pixels high."""
    del options
    message, color = badge.face(report)
    left, right = _width(badge.LABEL), _width(message)
    total = left + right
    title = escape(xml(concise.closing(report)))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="20" viewBox="0 0 {total} 20" role="img" \
aria-label="{badge.LABEL}: {escape(xml(message))}">
<title>{title}</title>
<clipPath id="r"><rect width="{total}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="{left}" height="20" fill="#424a53"/>
<rect x="{left}" width="{right}" height="20" fill="#{color}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="{left / 2:g}" y="14" textLength="{left - 12}">{badge.LABEL}</text>
<text x="{left + right / 2:g}" y="14" textLength="{right - 12}">{escape(xml(message))}</text>
</g>
</svg>
"""


def _width(text: str) -> int:
    """About what the font takes, in whole pixels, with six pixels on either side."""
    return 12 + round(sum(10.5 if char in _WIDE else 4.4 if char in _NARROW else 7.0 for char in text))
