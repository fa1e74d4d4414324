"""The parts of a CycloneDX component only models have: license entry and model card."""

from __future__ import annotations

from typing import Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from auditor.records import Certainty, ModelUse
from auditor.report.safe import safe

_TASKS = {
    "chat": ("text-generation", "text", "text"),
    "completion": ("text-generation", "text", "text"),
    "code": ("text-generation", "text", "text"),
    "embedding": ("feature-extraction", "text", "embedding"),
    "rerank": ("text-ranking", "text", "score"),
    "image": ("text-to-image", "text", "image"),
    "audio": ("audio", "audio", "text"),
    "video": ("text-to-video", "text", "video"),
    "moderation": ("text-classification", "text", "label"),
    "ocr": ("image-to-text", "image", "text"),
}


def licenses(use: ModelUse) -> dict[str, Any]:
    """The license of weights or API as identifier, expression or name; "closed weights" when that is all there is."""
    if not use.license:
        return {"licenses": [{"license": {"name": "closed weights, terms of the provider"}}]} if use.weights == "closed" else {}
    try:
        canonical = canonicalize_license_expression(use.license)
    except InvalidLicenseExpression:
        return {"licenses": [{"license": {"name": safe(use.license)}}]}
    if " " in canonical:
        return {"licenses": [{"expression": canonical}]}
    key = "name" if canonical.startswith("LicenseRef-") or canonical.endswith("+") else "id"
    return {"licenses": [{"license": {key: str(canonical)}}]}


def model_card(use: ModelUse) -> dict[str, Any]:
    """Task, family, inputs and outputs, and what is known of the model's end as a limitation."""
    task, inputs, outputs = _TASKS.get(use.kind, ("", "", ""))
    parameters: dict[str, Any] = {}
    if task:
        parameters |= {"task": task}
    if use.family:
        parameters["architectureFamily"] = safe(use.family)
    if task:
        parameters |= {"inputs": [{"format": inputs}], "outputs": [{"format": outputs}]}
    card: dict[str, Any] = {"modelParameters": parameters} if parameters else {}
    limits = _limits(use)
    return card | ({"considerations": {"technicalLimitations": limits}} if limits else {})


def _limits(use: ModelUse) -> list[str]:
    limits: list[str] = []
    fact = use.lifecycle
    if fact and fact.retires_on:
        word = "is not retired before" if fact.certainty is Certainty.EARLIEST else "retires on"
        limits.append(safe(f"{word} {fact.retires_on}" + (f" at {fact.provider}" if fact.provider else "")))
    if fact and fact.deprecated_on:
        limits.append(f"deprecated since {fact.deprecated_on}")
    if use.floating:
        limits.append("a floating name: the model behind it changes without notice")
    return limits
