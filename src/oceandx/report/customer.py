"""What the clinic's instructions show: what was found, what each person does, how to see that it worked.

The context holds no evidence, probability, status, code or rule id, and no step with a side effect: no template can
leak what is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from oceandx.model.case import Known
from oceandx.model.diagnosis import Diagnosis, Finding
from oceandx.model.knowledge import KnowledgeBase, Remediation, Statement
from oceandx.model.vocabulary import Basis, Status, StepKind, Verdict
from oceandx.report.sentences import case_symptoms, gap_lines, gaps_of, link
from oceandx.report.words import Words

_QUESTIONS = 5
_LINKS = 4
_NOT_THE_CLINIC = ("oceanmd-support", "qhr-client-services", "support-agent")
_PUBLIC = ("E", "F")


def customer_context(kb: KnowledgeBase, diagnosis: Diagnosis, words: Words) -> dict[str, Any]:
    """Return the context of the template customer.md.j2."""
    confirmed = [f for f in diagnosis.findings if f.status is Status.CONFIRMED]
    symptoms = case_symptoms(diagnosis)
    questions = [] if confirmed else _questions(kb, diagnosis, words)
    explained = {symptom for finding in confirmed for symptom in finding.explains}
    return {
        "title": words.word(_title(diagnosis.verdict, asked=bool(questions))),
        "reported": [words.say(kb.symptoms[symptom].description) for symptom in symptoms],
        "found": [_found(kb, words, finding) for finding in confirmed],
        "parts": _parts(kb, diagnosis, words),
        "withheld": len(diagnosis.told) < len(diagnosis.repairs),
        "gone": _gone(kb, words, [s for s in symptoms if s in explained]) if diagnosis.told else [],
        "also": [words.say(kb.symptoms[s].description) for s in symptoms if confirmed and s not in explained],
        "questions": questions,
        "more": _links(kb, words, confirmed),
    }


def _found(kb: KnowledgeBase, words: Words, finding: Finding) -> dict[str, Any]:
    """Return what was found; when only our team says that it explains what the clinic reported, it says so."""
    cause = kb.causes[finding.cause]
    pairs = (c for s in finding.explains for c in kb.symptoms[s].candidates if c.cause == finding.cause)
    deduced = cause.basis is Basis.INFERENCE or all(pair.basis is Basis.INFERENCE for pair in pairs)
    return {"text": words.say(cause.customer), "deduced": deduced}


def _title(verdict: Verdict, *, asked: bool) -> str:
    if verdict is Verdict.UNDETERMINED and not asked:
        return "customer.title_unknown"
    return {
        Verdict.FAULT: "customer.title_repair",
        Verdict.EXPECTED: "customer.title_expected",
        Verdict.UNDETERMINED: "customer.title_ask",
        Verdict.NO_KNOWN_CAUSE: "customer.title_unknown",
    }[verdict]


def _parts(kb: KnowledgeBase, diagnosis: Diagnosis, words: Words) -> list[dict[str, Any]]:
    """Return the repairs, those in a row that one role does under one heading."""
    parts = []
    for role, names in groupby(diagnosis.told, key=lambda name: kb.remediations[name].role):
        remediations = [kb.remediations[name] for name in names]
        fallback = kb.roles[role].fallback
        before = _statements(words, (p for r in remediations for p in r.prerequisites))
        parts.append(
            {
                "heading": words.say(kb.roles[role].address),
                "before": list({item["text"]: item for item in before}.values()),
                "fallback": words.say(fallback) if fallback else "",
                "remediations": [_remediation(words, diagnosis, r) for r in remediations],
            }
        )
    return parts


def _remediation(words: Words, diagnosis: Diagnosis, remediation: Remediation) -> dict[str, Any]:
    steps = _statements(words, remediation.steps)
    for step, statement in zip(steps, remediation.steps, strict=True):
        if statement.detail:
            step["yours"] = gap_lines(words, gaps_of(diagnosis.facts, [statement.detail]))
    return {
        "title": words.say(remediation.title),
        "steps": steps,
        "verify": _statements(words, remediation.verification),
        "not_helped": f"{words.lead('customer.not_helped')} {words.say(remediation.not_helped)}",
    }


def _statements(words: Words, statements: Iterable[Statement]) -> list[dict[str, Any]]:
    return [
        {
            "text": words.say(statement.text),
            "notes": [
                *([f"{words.lead('customer.warning')} {words.say(s)}"] if (s := statement.warning) else []),
                *([words.word("customer.sees", text=words.say(s))] if (s := statement.sees) else []),
                *([words.say(s)] if (s := statement.note) else []),
            ],
            # What no source says is shown as a suggestion, never as a fact.
            "suggestion": statement.basis is Basis.INFERENCE,
            "yours": [],
        }
        for statement in statements
    ]


def _gone(kb: KnowledgeBase, words: Words, symptoms: list[str]) -> list[dict[str, Any]]:
    return [
        {"about": words.say(kb.symptoms[s].title), "steps": _statements(words, kb.symptoms[s].verification)}
        for s in symptoms
    ]


def _questions(kb: KnowledgeBase, diagnosis: Diagnosis, words: Words) -> list[dict[str, str]]:
    """Return the best questions that somebody at the clinic can answer without a side effect."""
    chosen = [
        kb.facts[str(step.fact)]
        for step in diagnosis.next
        if step.kind in {StepKind.ASK, StepKind.CHECK}
        and not step.side_effect
        and step.role not in _NOT_THE_CLINIC
        and not isinstance(diagnosis.facts.get(str(step.fact)), Known)  # what has been answered is for the agent
    ]
    return [
        {
            "text": words.say(definition.question),
            "where": words.word("customer.where", where=words.say(definition.where)),
            "who": words.word("customer.who", role=words.say(kb.roles[definition.role].name)),
        }
        for definition in chosen[:_QUESTIONS]
    ]


def _links(kb: KnowledgeBase, words: Words, confirmed: list[Finding]) -> list[str]:
    """Return the help centre's pages on what was found, in the reader's language where they exist in it."""
    codes = (code for finding in confirmed for code in kb.causes[finding.cause].sources)
    public = tuple(code for code in codes if code.startswith(_PUBLIC))
    lines = []
    for source in words.sources(public)[:_LINKS]:
        foreign = words.is_foreign(source)
        note = f" ({words.word('customer.foreign')})" if foreign else ""
        lines.append(link(words, source.title, source.url, foreign=foreign) + note)
    return lines
