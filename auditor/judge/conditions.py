"""The closed vocabulary of `[when]`, all families together. In: a rule. Out: its problems, each naming the known words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.facts import Rule
from auditor.judge import (
    conditions_concentration,
    conditions_floating,
    conditions_generations,
    conditions_hygiene,
    conditions_license,
    conditions_lifecycle,
    conditions_lockin,
    conditions_policy,
    conditions_resilience,
    conditions_services,
    conditions_unresolved,
)
from auditor.judge.words import GIVEN, SCOPES, Word

VOCABULARY: Mapping[str, Word] = {
    one.name: one
    for family in (
        conditions_concentration,
        conditions_lifecycle,
        conditions_services,
        conditions_floating,
        conditions_generations,
        conditions_lockin,
        conditions_license,
        conditions_hygiene,
        conditions_resilience,
        conditions_policy,
        conditions_unresolved,
    )
    for one in family.WORDS
}

_JOINS = ("all", "any", "not")
_DEPTH = 6
ADVISED = frozenset({"successor", "alternative"})  # what the room of advice fills in
_TAKES = {"flag": "true", "number": "a number or the name of a threshold", "words": "a word or a list of words"}


def check_when(when: Mapping[str, Any], scope: str = "", thresholds: Mapping[str, float] | None = None) -> list[str]:
    """What is wrong with a `[when]` table: unknown words, wrong arguments, words of another scope; empty when it is fine."""
    if not when:
        return ["when: empty; a rule needs at least one condition"]
    return list(_problems(when, scope, thresholds or {}, "when", 0))


def check_rule(rule: Rule) -> list[str]:
    """What is wrong with a rule: its scope, its conditions, and placeholders that nothing fills."""
    if rule.scope not in SCOPES:
        return [f'scope: unknown "{rule.scope}"; known: {", ".join(SCOPES)}']
    found = check_when(rule.when, rule.scope, rule.thresholds)
    from string import Formatter

    filled = placeholders(rule)
    for key, text in (("message", rule.message), ("why", rule.why), ("advice", rule.advice)):
        known = filled | ADVISED if key == "advice" else filled
        try:
            holes = [(name, noun) for _, name, noun, _ in Formatter().parse(text) if name is not None]
        except ValueError as error:
            found.append(f"{key}: {error}")
            continue
        found += [
            f"{key}: unknown placeholder {{{name}}}; known: {', '.join(sorted(known))}" for name, _ in holes if name not in known
        ]
        found += [
            f"{key}: {{{name}:{noun}}}: only what is counted may stand behind the colon, and not in advice"
            for name, noun in holes
            if noun and (key == "advice" or not noun.replace(" ", "").isalpha())
        ]
    return found


def placeholders(rule: Rule) -> frozenset[str]:
    """Everything a message of this rule may name."""
    filled = set(GIVEN.get(rule.scope, "").split()) | {"places"} | set(rule.thresholds)
    for name in _words_of(rule.when, 0):
        filled |= set(VOCABULARY[name].facts) if name in VOCABULARY else set()
    return frozenset(filled | {"sourced"}) if {"source", "checked"} <= filled else frozenset(filled)


def _words_of(when: Mapping[str, Any], depth: int) -> Iterator[str]:
    for key, value in when.items():
        if key in ("all", "any") and isinstance(value, (list, tuple)) and depth < _DEPTH:
            for branch in value:
                if isinstance(branch, Mapping):
                    yield from _words_of(branch, depth + 1)
        elif key not in _JOINS:
            yield key


def _problems(when: Mapping[str, Any], scope: str, thresholds: Mapping[str, float], where: str, depth: int) -> Iterator[str]:
    if depth > _DEPTH:
        yield f"{where}: nested deeper than {_DEPTH}"
        return
    for key, value in when.items():
        at = f"{where}.{key}"
        if key in ("all", "any"):
            branches = list(value) if isinstance(value, (list, tuple)) else []
            if not branches or not all(isinstance(branch, Mapping) and branch for branch in branches):
                yield f"{at}: expected a list of tables of conditions"
                continue
            for index, branch in enumerate(branches):
                yield from _problems(branch, scope, thresholds, f"{at}[{index}]", depth + 1)
        elif key == "not":
            if isinstance(value, Mapping) and value:
                yield from _problems(value, scope, thresholds, at, depth + 1)
            else:
                yield f"{at}: expected a table of conditions"
        else:
            yield from _wrong(key, value, scope, thresholds, at)


def _wrong(key: str, value: object, scope: str, thresholds: Mapping[str, float], at: str) -> Iterator[str]:
    known = VOCABULARY.get(key)
    if known is None:
        from difflib import get_close_matches

        near = get_close_matches(key, VOCABULARY, n=3)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        usable = sorted(one.name for one in VOCABULARY.values() if not scope or scope in one.scopes)
        yield f"{at}: unknown word; {hint}known{f' for scope {scope}' if scope else ''}: {', '.join((*usable, *_JOINS))}"
        return
    if scope and scope not in known.scopes:
        yield f"{at}: speaks of {' or '.join(known.scopes)}, the rule's scope is {scope}"
    if not _fits(known.takes, value, thresholds):
        yield f"{at}: expected {_TAKES[known.takes]}, found {str(value)[:60]!r}"


def _fits(takes: str, value: object, thresholds: Mapping[str, float]) -> bool:
    if takes == "flag":
        return value is True
    if takes == "number":
        if isinstance(value, str):
            return value in thresholds
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    many = list(value) if isinstance(value, (list, tuple)) and takes == "words" else [value]
    return bool(many) and all(isinstance(one, str) and one for one in many)


def argument(takes: str, value: Any, thresholds: Mapping[str, float]) -> Any:
    """The argument as the word's function takes it: thresholds looked up, single words as a list."""
    if takes == "number":
        return thresholds[value] if isinstance(value, str) else value
    if takes == "words":
        return (value,) if isinstance(value, str) else tuple(value)
    return value


def described() -> str:
    """All words with scope, argument and meaning, for `rules words`."""
    lines = []
    for scope, meaning in SCOPES.items():
        lines += [f"scope {scope}: {meaning}", ""]
        for one in VOCABULARY.values():
            if scope in one.scopes:
                fills = f" Fills {', '.join('{' + fact + '}' for fact in one.facts)}." if one.facts else ""
                lines += [f"  {one.name} = {_TAKES[one.takes]}", f"      {one.doc}{fills}"]
        lines.append("")
    joins = (
        "all = [..], any = [..] join tables of conditions; not = {..} holds when they do not. Words side by side must all hold."
        "\nA message counts by {sites:call site}: 1 call site, 7 call sites."
    )
    return "\n".join([*lines, joins]) + "\n"
