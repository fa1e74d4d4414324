"""What the user changed about rules. In: rulebook, request. Out: rules to run, thresholds, severities; refuses unknown names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.errors import AuditError, ConfigError, UsageError
from auditor.facts import Rule, Rulebook
from auditor.judge.conditions import check_rule
from auditor.records import Request, Severity


class Settings:
    """Selection, thresholds and severities of one audit."""

    def __init__(self, rulebook: Rulebook, request: Request) -> None:
        """Check every name the user gave against the rulebook."""
        self._rulebook = rulebook
        config = request.config
        self._select = request.select or config.select
        self._ignore = (*request.ignore, *config.ignore)
        self._check_names(request.select, "--select", UsageError)
        self._check_names(request.ignore, "--ignore", UsageError)
        self._check_names((*config.select, *config.ignore), config.source or "configuration", ConfigError)
        self._severities = self._by_rule(config.severities, "severities")
        self._thresholds = self._threshold_values(config.thresholds)
        for rule in rulebook:
            problems = [] if rule.shipped else check_rule(rule)
            if problems:
                raise ConfigError(f"rule {rule.id} ({rule.name}): {problems[0]}", "`ai-audit rules words` explains every word")

    def chosen(self) -> tuple[Rule, ...]:
        """The rules that run: selected by id, name or id prefix, and not ignored; the narrower word wins."""
        return tuple(rule for rule in self._rulebook if self._runs(rule))

    def _runs(self, rule: Rule) -> bool:
        ignored = _width(rule, self._ignore)
        if not ignored:
            return not self._select or _width(rule, self._select) > 0
        return _width(rule, self._select) > ignored

    def thresholds(self, rule: Rule) -> Mapping[str, float]:
        """The rule's thresholds with the user's values in place."""
        return {**rule.thresholds, **self._thresholds.get(rule.id, {})}

    def severity(self, rule: Rule) -> Severity | None:
        """The severity the user wants for this rule, None for the rule's own."""
        word = self._severities.get(rule.id)
        return Severity(word) if word else None

    def _by_rule(self, table: Mapping[str, str], where: str) -> dict[str, str]:
        found = {}
        for name, value in table.items():
            rule = self._rulebook.named(name)
            if rule is None:
                raise _unknown(name, self._rulebook, f"[{where}]", ConfigError)
            if value not in tuple(Severity):
                raise ConfigError(f'[{where}] {name}: unknown severity "{value}"', f"known: {', '.join(Severity)}")
            found[rule.id] = value
        return found

    def _threshold_values(self, table: Mapping[str, float]) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for key, value in table.items():
            name, _, threshold = key.partition(".")
            rule = self._rulebook.named(name)
            if rule is None:
                raise _unknown(name, self._rulebook, "[thresholds]", ConfigError)
            if threshold not in rule.thresholds:
                known = ", ".join(f"{rule.name}.{one}" for one in rule.thresholds) or "none"
                raise ConfigError(f'[thresholds] "{key}": {rule.id} has no such threshold', f"known: {known}")
            found.setdefault(rule.id, {})[threshold] = value
        return found

    def _check_names(self, names: Iterable[str], where: str, error: type[AuditError]) -> None:
        for name in names:
            if not any(_width(rule, (name,)) for rule in self._rulebook):
                raise _unknown(name, self._rulebook, where, error)


def _width(rule: Rule, words: Iterable[str]) -> int:
    """How narrowly the narrowest of `words` means this rule: 0 not at all, else the length of what matches its id."""
    best = 0
    for one in words:
        if one == rule.name or one.upper() == rule.id:
            best = max(best, len(rule.id) + 1)
        elif one.upper() == "ALL":
            best = max(best, 1)
        elif one and rule.id.startswith(one.upper()):
            best = max(best, len(one))
    return best


def _unknown(name: str, rulebook: Rulebook, where: str, error: type[AuditError]) -> AuditError:
    from difflib import get_close_matches

    known = [word for rule in rulebook for word in (rule.id, rule.name)]
    near = get_close_matches(name, known, n=3) or get_close_matches(name.upper(), known, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`ai-audit rules` lists them all"
    return error(f'{where}: unknown rule "{name}"', hint)
