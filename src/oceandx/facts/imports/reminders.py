"""The reminder rules of a site, one per row, with the settings of the site beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeVar

from oceandx.facts.imports.findings import Fact, Origin
from oceandx.facts.imports.sheet import Sheet
from oceandx.facts.imports.table import Table
from oceandx.facts.imports.vocabulary import Vocabulary

_T = TypeVar("_T")
_RULE = ("enabled", "days_before", "schedules", "condition", "channel", "confirmation", "weblink", "cancellation")


@dataclass(frozen=True, slots=True)
class Rule:
    """One reminder rule; None is what nobody said."""

    name: str
    is_enabled: bool | None
    days_before: int | None
    channel: str | None
    has_confirmation: bool | None
    has_weblink: bool | None
    allows_cancellation: bool | None


@dataclass(frozen=True, slots=True)
class Reminders:
    """The rules and the settings of a site; None is what nobody said."""

    rules: tuple[Rule, ...]
    is_enabled: bool | None
    is_test_mode_on: bool | None
    source: str | None
    run_time: time | None


def read_reminders(table: Table, vocabulary: Vocabulary) -> Reminders:
    """Read rules and settings; a UsageError tells all that is not understood."""
    sheet = Sheet(table, vocabulary)
    rules = _rules(sheet)
    settings = Reminders(
        rules=rules,
        is_enabled=_one(sheet, "reminders_enabled", sheet.flags("reminders_enabled")),
        is_test_mode_on=_one(sheet, "test_mode", sheet.flags("test_mode")),
        source=_one(sheet, "source", sheet.choices("source")),
        run_time=_one(sheet, "run_time", sheet.times("run_time")),
    )
    sheet.refuse()
    return settings


def reminder_facts(reminders: Reminders, origin: Origin) -> tuple[Fact, ...]:
    """Return the facts of the site, and those of the rules where all agree or else with each rule's value."""
    rules = reminders.rules
    hour = reminders.run_time.hour if reminders.run_time else None
    return (
        origin.fact("reminders.enabled", reminders.is_enabled),
        origin.fact("reminders.test_mode_on", reminders.is_test_mode_on),
        origin.fact("reminders.appointment_source", reminders.source),
        origin.fact("reminders.run_hour", hour),
        origin.fact("reminders.rule_count", _rule_count(rules)),
        origin.agreed("reminders.rule_enabled", "rule", [(r.name, r.is_enabled) for r in rules]),
        origin.agreed("reminders.rule_days_before", "rule", [(r.name, r.days_before) for r in rules]),
        origin.agreed("reminders.rule_confirmation_on", "rule", [(r.name, r.has_confirmation) for r in rules]),
        origin.agreed("reminders.template_has_weblink", "rule", [(r.name, r.has_weblink) for r in rules]),
        _cancellation(rules, origin),
    )


def _rules(sheet: Sheet) -> tuple[Rule, ...]:
    """Read the rules; a row that holds settings of the site only is none."""
    columns = (
        sheet.ticks("enabled"),
        sheet.counts("days_before"),
        sheet.choices("channel"),
        sheet.ticks("confirmation"),
        sheet.ticks("weblink"),
        sheet.ticks("cancellation"),
    )
    rules: dict[str, Rule] = {}
    for row, name, *cells in zip(sheet.rows, sheet.optional_names("rule"), *columns, strict=True):
        rule = Rule(name or "", *cells)
        if name is None:
            if any(sheet.filled(row, column) for column in _RULE):
                sheet.note(
                    row, "rule", "the rule has no name; write it in every row (merged cells are not filled down)"
                )
        elif rules.setdefault(name, rule) != rule:
            sheet.note(row, "rule", "an earlier row says otherwise of this rule; keep one of them")
    return tuple(rules.values())


def _one(sheet: Sheet, column: str, values: Sequence[_T | None]) -> _T | None:
    """Return the one value of a setting of the site; rows that differ are noted."""
    first: _T | None = None
    for row, value in zip(sheet.rows, values, strict=True):
        first = value if first is None else first
        if value is not None and value != first:
            sheet.note(row, column, "an earlier row says otherwise; it is one setting for the whole site")
    return first


def _rule_count(rules: Sequence[Rule]) -> int | None:
    """Count the rules that send: the enabled ones, or all where nobody told them apart; else nobody knows."""
    states = {rule.is_enabled for rule in rules}
    if not rules or states > {None}:
        return None
    return len(rules) if states == {None} else sum(rule.is_enabled is True for rule in rules)


def _cancellation(rules: Sequence[Rule], origin: Origin) -> Fact:
    """Say whether all rules allow cancelling; the strictest wins, so one strict rule that is meant is enough."""
    fact = origin.agreed(
        "reminders.every_rule_allows_cancellation", "rule", [(r.name, r.allows_cancellation) for r in rules]
    )
    strict = tuple(item for item in fact.detail if item["value"] is False)
    return origin.fact(fact.name, getattr(fact, "value", None), strict)
