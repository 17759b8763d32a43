"""The output contract oceandx.diagnosis/1 as plain data; its JSON Schema is schemas/diagnosis.schema.json."""

from __future__ import annotations

from typing import Any

from oceandx.model.case import Known, Unknown, Value
from oceandx.model.diagnosis import Diagnosis, Finding, NextStep
from oceandx.model.knowledge import KnowledgeBase, When
from oceandx.model.vocabulary import Language, Operator, Truth, UnknownReason
from oceandx.report.sentences import evidence_text
from oceandx.report.words import Words

SCHEMA = "oceandx.diagnosis/1"
_DIGITS = 4


def contract(kb: KnowledgeBase, diagnosis: Diagnosis, language: Language) -> dict[str, Any]:
    """Return the diagnosis as the published object; texts are plain, in one language."""
    words = Words(kb, language, markdown=False)
    values = known(diagnosis)
    return {
        "schema": SCHEMA,
        "engine": diagnosis.engine,
        "knowledge": {"version": diagnosis.knowledge_version, "hash": diagnosis.knowledge_hash},
        "case": {
            "id": diagnosis.case.id,
            "language": diagnosis.case.language.value,
            "symptoms": [
                {"id": s.id, "code": kb.symptoms[s.id].code, "source": s.source, "match": s.match}
                for s in diagnosis.case.symptoms
            ],
        },
        "verdict": diagnosis.verdict.value,
        "findings": [_finding(kb, words, finding, values) for finding in diagnosis.findings],
        "unexplained": list(diagnosis.unexplained),
        "next": [_next(kb, words, step) for step in diagnosis.next],
        "facts": [_fact(fact) for _, fact in sorted(all_facts(diagnosis).items())],
    }


def known(diagnosis: Diagnosis) -> dict[str, Value]:
    """Return the values of the facts that have one."""
    return {name: fact.value for name, fact in diagnosis.facts.items() if isinstance(fact, Known)}


def all_facts(diagnosis: Diagnosis) -> dict[str, Known | Unknown]:
    """Return the facts of the case, and those that a candidate still waits for as not asked."""
    waited_for = {name for finding in diagnosis.findings for name in finding.missing}
    asked_for = {step.fact for step in diagnosis.next if step.fact}
    missing = (waited_for | asked_for) - set(diagnosis.facts)
    return {**{name: Unknown(name, UnknownReason.NOT_ASKED) for name in missing}, **diagnosis.facts}


def plain_when(when: When) -> dict[str, Any]:
    """Return a conjunction as an author writes it."""
    plain: dict[str, Any] = {}
    for condition in when:
        value = list(condition.value) if isinstance(condition.value, tuple) else condition.value
        if condition.operator is Operator.IS:
            plain[condition.fact] = value
        else:
            plain.setdefault(condition.fact, {})[condition.operator.value] = value
    return plain


def _finding(kb: KnowledgeBase, words: Words, finding: Finding, values: dict[str, Value]) -> dict[str, Any]:
    probability = finding.probability
    return {
        "cause": finding.cause,
        "code": finding.code,
        "kind": finding.kind.value,
        "status": finding.status.value,
        "probability": None if probability is None else round(probability, _DIGITS),
        "explains": list(finding.explains),
        "evidence": [
            {
                "when": plain_when(a.evidence.when),
                "says": a.evidence.says.value,
                "text": evidence_text(kb, words, a, values),
            }
            for a in finding.assessments
            if a.truth is Truth.TRUE
        ],
        "missing": list(finding.missing),
        "owner": finding.owner,
        "remediation": list(finding.remediation),
    }


def _next(kb: KnowledgeBase, words: Words, step: NextStep) -> dict[str, Any]:
    text = kb.facts[step.fact].question if step.fact else kb.remediations[str(step.remediation)].title
    return {
        "kind": step.kind.value,
        "fact": step.fact,
        "role": step.role,
        "minutes": step.minutes,
        "gain": round(step.gain, _DIGITS),
        "side_effect": step.side_effect,
        "text": words.say(text),
        "remediation": step.remediation,
        "cause": step.cause,
    }


def _fact(fact: Known | Unknown) -> dict[str, Any]:
    detail = [dict(entry) for entry in fact.detail]
    if isinstance(fact, Known):
        return {
            "name": fact.name,
            "value": fact.value,
            "source": fact.source,
            "observed_at": fact.observed_at,
            "detail": detail,
        }
    plain: dict[str, Any] = {"name": fact.name, "unknown": fact.reason.value}
    if fact.source:
        plain |= {"source": fact.source, "observed_at": fact.observed_at, "detail": detail}
    return plain
