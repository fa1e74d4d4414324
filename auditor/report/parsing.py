"""From the nodes of a JSON report to the records. In: the text of a report. Out: a Report; the mirror of `json_report`."""

from __future__ import annotations

from auditor.records import (
    Advice,
    Alternative,
    Certainty,
    Confidence,
    Finding,
    How,
    Inventory,
    LifecycleFact,
    ModelUse,
    PackageUse,
    Place,
    Project,
    ProviderUse,
    Report,
    Request,
    Resolution,
    Role,
    Score,
    ScorePart,
    Severity,
    Share,
    SignalUse,
    Site,
    Skip,
    Step,
    Subject,
    Suppression,
    Unresolved,
)
from auditor.report.json_reading import Node, tree


def parse(text: str) -> Report:
    """The Report a JSON report was made from, as far as reports show it; the request holds only its day."""
    top = tree(text)
    summary = top["summary"]
    return Report(
        request=Request(root=".", as_of=top["as_of"].day()),
        catalog_as_of=top["catalog"]["as_of"].day(),
        catalog_source=top["catalog"]["source"].text(),
        inventory=_inventory(top["inventory"]),
        findings=top["findings"].each(_finding),
        skipped=top["skipped"].each(_skip),
        files_read=summary["files_read"].count(),
        complete=top["complete"].flag(),
        shares={axis: shares.each(_share) for axis, shares in summary["shares"].items() if shares.value},
        score=None if summary["score"].value is None else _score(summary["score"]),
        plan=top.get("plan", []).each(_step),
        notes=top.get("notes", []).texts(),
    )


def _inventory(node: Node) -> Inventory:
    return Inventory(
        packages=node["packages"].each(_package),
        providers=node["providers"].each(_provider),
        models=node["models"].each(_model),
        signals=node["resilience"].each(_signal) + node.get("signals", []).each(_signal),
        sites=node.get("sites", []).each(_site),
        unresolved=node["unresolved"].each(_unresolved),
        projects=node.get("projects", []).each(_project),
        endpoints=tuple((one["provider"].text(), place) for one in node.get("endpoints", []) for place in _places(one)),
        secrets=tuple((one["provider"].text(), place) for one in node.get("secrets", []) for place in _places(one)),
    )


def _place(node: Node) -> Place:
    column = node["column"].count()
    return Place(
        path=node["path"].text(),
        line=node["line"].count(),
        column=column,
        end_column=node.get("end_column", column).count(),
        role=node["role"].one_of(Role),
        how=node.get("how", "literal").one_of(How),
        text=node.get("text", "").text(),
        confidence=node.get("confidence", "high").one_of(Confidence),
        excerpt=node.get("excerpt", "").text(),
    )


def _places(node: Node) -> tuple[Place, ...]:
    return node["evidence"].each(_place)


def _package(node: Node) -> PackageUse:
    return PackageUse(
        ecosystem=node["ecosystem"].text(),
        name=node["name"].text(),
        specifier=node["specifier"].text(),
        resolved=node["resolved"].text(),
        scope=node["scope"].text(),
        kind=node["kind"].text(),
        provider=node["provider"].text(),
        status=node.get("status", "").text(),
        status_on=node.get("status_on", "").text(),
        replacement=node.get("replacement", "").text(),
        declared=node["declared"].flag(),
        locked=node.get("locked", default=False).flag(),
        used=node["used"].flag(),
        direct=node.get("direct", default=True).flag(),
        project=node.get("project", "").text(),
        places=_places(node),
        unlisted=node.get("unlisted", 0).count(),
    )


def _provider(node: Node) -> ProviderUse:
    return ProviderUse(
        id=node["id"].text(),
        kinds=node["kinds"].texts(),
        places=_places(node),
        unlisted=node.get("unlisted", 0).count(),
        name=node.get("name", "").text(),
        country=node.get("country", "").text(),
        endpoints=node.get("endpoints", []).texts(),
    )


def _lifecycle(node: Node) -> LifecycleFact | None:
    if node.value is None or all(value is None for _, value in ((key, one.value) for key, one in node.items())):
        return None
    certainty = node["certainty"]
    return LifecycleFact(
        provider=node.get("provider", "").text(),
        deprecated_on=node["deprecated_on"].maybe_day(),
        retires_on=node["retires_on"].maybe_day(),
        certainty=None if certainty.value is None else certainty.one_of(Certainty),
        replacement=node["replacement"].text(),
        source=node["source"].text(),
        checked=node.get("checked", None).maybe_day(),
    )


def _model(node: Node) -> ModelUse:
    return ModelUse(
        raw=node["raw"].texts(),
        id=node["id"].text(),
        maker=node["maker"].text(),
        providers=node["providers"].texts(),
        family=node["family"].text(),
        kind=node["kind"].text(),
        weights=node["weights"].text(),
        license=node["license"].text(),
        floating=node["floating"].flag(),
        stage=node["stage"].text(),
        lifecycle=_lifecycle(node["lifecycle"]),
        resolution=node["resolution"].one_of(Resolution),
        base=node.get("base", "").text(),
        fine_tuned=node.get("fine_tuned", default=False).flag(),
        places=_places(node),
        unlisted=node.get("unlisted", 0).count(),
        ends=tuple(end for one in node.get("ends", []) if (end := _lifecycle(one)) is not None),
        offered=tuple(_place(one) for one in node["evidence"] if one.get("offered", default=False).flag()),
    )


def _signal(node: Node) -> SignalUse:
    return SignalUse(
        id=node.get("id", "").text(),
        group=node.get("group", "resilience").text(),
        kind=node["kind"].text(),
        provider=node.get("provider", "").text(),
        strength=node.get("strength", "").text(),
        title=node.get("title", "").text(),
        covers=node["covers"].texts(),
        retires_on=node.get("retires_on", None).maybe_day(),
        replacement=node.get("replacement", "").text(),
        places=_places(node),
        unlisted=node.get("unlisted", 0).count(),
    )


def _site(node: Node) -> Site:
    return Site(
        place=_place(node),
        project=node["project"].text(),
        provider=node["provider"].text(),
        maker=node["maker"].text(),
        model=node["model"].text(),
        kind=node["kind"].text(),
        covered_by=node["covered_by"].texts(),
        configurable=node["configurable"].flag(),
    )


def _unresolved(node: Node) -> Unresolved:
    return Unresolved(
        raw=node["raw"].text(),
        slot=node["slot"].text(),
        near=node["near"].texts(),
        places=_places(node),
        unlisted=node.get("unlisted", 0).count(),
    )


def _project(node: Node) -> Project:
    return Project(
        path=node["path"].text(),
        name=node["name"].text(),
        manifests=node["manifests"].texts(),
        providers=node["providers"].texts(),
        sites=node["sites"].count(),
        uses=node.get("uses", []).texts(),
    )


def _finding(node: Node) -> Finding:
    why = node["suppressed"]
    return Finding(
        rule=node["rule"].text(),
        name=node["name"].text(),
        severity=node["severity"].one_of(Severity),
        confidence=node["confidence"].one_of(Confidence),
        subject=Subject(kind=node["subject"]["kind"].text(), id=node["subject"]["id"].text()),
        message=node["message"].text(),
        why=node["why"].text(),
        places=node["locations"].each(_place),
        advice=None if node["advice"].value is None else _advice(node["advice"]),
        references=node["references"].texts(),
        facts={key: one.shallow() for key, one in node.get("facts", {}).items()},
        fingerprint=node["fingerprint"].text(),
        new=node["new"].flag(),
        suppressed=None if why.value is None else _suppression(why),
        project=node.get("project", "").text(),
    )


def _suppression(node: Node) -> Suppression:
    return Suppression(
        kind=node["kind"].text(),
        reason=node["reason"].text(),
        owner=node.get("owner", "").text(),
        expires=node.get("expires", None).maybe_day(),
    )


def _advice(node: Node) -> Advice:
    return Advice(
        summary=node["summary"].text(),
        effort=node["effort"].text(),
        steps=node.get("steps", []).texts(),
        alternatives=node["alternatives"].each(_alternative),
        keeps=node.get("keeps", []).texts(),
    )


def _alternative(node: Node) -> Alternative:
    words = {key: node.get(key, "").text() for key in ("model", "provider", "maker", "why", "effort", "license", "snippet")}
    return Alternative(**words)


def _skip(node: Node) -> Skip:
    return Skip(node["path"].text(), node["reason"].text(), node.get("internal", default=False).flag())


def _share(node: Node) -> Share:
    return Share(id=node["id"].text(), share=node["share"].number(), sites=node["sites"].count())


def _score(node: Node) -> Score:
    return Score(grade=node["grade"].text(), value=node["value"].number(), parts=node["parts"].each(_part))


def _part(node: Node) -> ScorePart:
    return ScorePart(
        name=node["name"].text(),
        value=node["value"].number(),
        weight=node["weight"].number(),
        basis=node["basis"].text(),
        findings=node.get("findings", []).texts(),
    )


def _step(node: Node) -> Step:
    return Step(
        title=node["title"].text(),
        detail=node["detail"].text(),
        effort=node["effort"].text(),
        gain=node["gain"].number(),
        findings=node["findings"].texts(),
    )
