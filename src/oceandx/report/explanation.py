"""Why and why not: one cause against the facts, and the smallest changes that would settle it otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oceandx.model.case import Value
from oceandx.model.diagnosis import Change, Diagnosis, Finding
from oceandx.model.knowledge import KnowledgeBase, When
from oceandx.model.vocabulary import Truth
from oceandx.report.contract import known, plain_when
from oceandx.report.sentences import condition_text, evidence_text
from oceandx.report.words import Words

Changes = Sequence[tuple[Change, ...]]
_TRUTHS = (("holds", Truth.TRUE), ("fails", Truth.FALSE), ("unknown", Truth.UNKNOWN))


def explanation_lines(
    kb: KnowledgeBase, finding: Finding, to_confirm: Changes, to_rule_out: Changes, words: Words
) -> list[str]:
    """Return the explanation of one cause as Markdown lines."""
    title = words.say(kb.causes[finding.cause].title)
    status = words.word(f"status.{finding.status}")
    lines = ["# " + words.word("explain.title", code=finding.code, cause=title, status=status)]
    for key, truth in _TRUTHS:
        shown = [
            _evidence(kb, words, a.evidence.when, a.evidence.says) for a in finding.assessments if a.truth is truth
        ]
        if shown:
            lines += ["", "## " + words.word(f"explain.{key}"), "", *(f"- {text}" for text in shown)]
    for key, sets in (("to_confirm", to_confirm), ("to_rule_out", to_rule_out)):
        if sets:
            lines += ["", words.word(f"explain.{key}"), ""]
            lines += [f"- {'; '.join(_change(kb, words, change) for change in one)}" for one in sets]
    return lines


def explanation_data(
    kb: KnowledgeBase, diagnosis: Diagnosis, finding: Finding, to_confirm: Changes, to_rule_out: Changes, words: Words
) -> dict[str, Any]:
    """Return the explanation of one cause as plain data."""
    values: dict[str, Value] = known(diagnosis)
    return {
        "cause": finding.cause,
        "code": finding.code,
        "status": finding.status.value,
        "evidence": [
            {
                "when": plain_when(a.evidence.when),
                "says": a.evidence.says.value,
                "truth": a.truth.value,
                "text": evidence_text(kb, words, a, values),
            }
            for a in finding.assessments
        ],
        "to_confirm": [_changes(one) for one in to_confirm],
        "to_rule_out": [_changes(one) for one in to_rule_out],
    }


def _changes(one: tuple[Change, ...]) -> list[dict[str, Any]]:
    return [{"when": plain_when((change.condition,)), "holds": change.holds} for change in one]


def _evidence(kb: KnowledgeBase, words: Words, when: When, says: str) -> str:
    text = " ".join(condition_text(kb, words, condition) for condition in when)
    return words.word("explain.if", text=text, says=words.word(f"says.{says}"))


def _change(kb: KnowledgeBase, words: Words, change: Change) -> str:
    key = "explain.would_hold" if change.holds else "explain.would_fail"
    return words.word(key, text=condition_text(kb, words, change.condition))
