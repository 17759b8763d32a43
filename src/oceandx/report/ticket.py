"""What the ticket's note shows: at most twelve lines, the conclusion first."""

from __future__ import annotations

from typing import Any

from oceandx.model.diagnosis import Diagnosis, Finding
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Status, StepKind
from oceandx.report.sentences import case_symptoms, cause_title, gap_lines, gaps_of, symptom_titles
from oceandx.report.words import Words

MAX_LINES = 12
_SETTLED = 5
_GUESSES = 3
_GAPS = 3
_QUESTIONS = 2


def ticket_context(kb: KnowledgeBase, diagnosis: Diagnosis, words: Words) -> dict[str, Any]:
    """Return the context of the template ticket.md.j2: a headline and at most eleven lines."""
    headline = words.word("ticket.verdict", verdict=words.inside(f"verdict.{diagnosis.verdict}"))
    symptoms = "; ".join(symptom_titles(kb, words, case_symptoms(diagnosis)))
    lines = [words.word("ticket.symptoms", symptoms=symptoms), *_causes(kb, words, diagnosis)]
    lines += _gaps(words, diagnosis)
    if diagnosis.repairs:
        titles = (words.say(kb.remediations[name].title) for name in diagnosis.repairs)
        ordered = " ".join(f"{number}) {title}." for number, title in enumerate(titles, 1))
        lines.append(words.word("ticket.repairs", repairs=ordered))
    if diagnosis.unexplained:
        left = "; ".join(symptom_titles(kb, words, diagnosis.unexplained))
        lines.append(words.word("ticket.unexplained", symptoms=left))
    made = words.word("ticket.made", version=diagnosis.knowledge_version, hash=diagnosis.knowledge_hash[:8])
    room = MAX_LINES - len(lines) - 2
    return {"headline": headline, "lines": [*lines, *_questions(kb, words, diagnosis)[:room], made]}


def _causes(kb: KnowledgeBase, words: Words, diagnosis: Diagnosis) -> list[str]:
    settled = [f for f in diagnosis.findings if f.status in {Status.CONFIRMED, Status.CONTRADICTED}]
    shown = settled or [f for f in diagnosis.findings if f.status is Status.UNDETERMINED]
    # All that is settled is named as far as the note holds; of guesses only the first.
    room = _SETTLED if settled else _GUESSES
    lines = [
        words.word(
            "ticket.cause",
            code=finding.code,
            cause=cause_title(kb, words, finding.cause),
            status=_status(words, finding, alone=len(shown) == 1),
        )
        for finding in shown[:room]
    ]
    if len(settled) > room:
        lines.append(words.word("gap.more", count=len(settled) - room))
    return lines


def _status(words: Words, finding: Finding, *, alone: bool) -> str:
    if finding.status is Status.UNDETERMINED:
        if alone:
            return words.word("agent.only_open")
        return words.word("agent.probability", percent=round(100 * (finding.probability or 0.0)))
    return words.word(f"status.{finding.status}")


def _gaps(words: Words, diagnosis: Diagnosis) -> list[str]:
    lines = gap_lines(words, gaps_of(diagnosis.facts))
    if not lines:
        return []
    shown = lines[:_GAPS]
    if len(lines) > _GAPS:
        shown.append(words.word("gap.more", count=len(lines) - _GAPS))
    return [words.word("ticket.gaps", gaps=" | ".join(shown))]


def _questions(kb: KnowledgeBase, words: Words, diagnosis: Diagnosis) -> list[str]:
    asked = [s for s in diagnosis.next if s.kind is not StepKind.REPAIR and not s.side_effect]
    return [
        words.word("ticket.ask", question=words.say(kb.facts[str(step.fact)].question)) for step in asked[:_QUESTIONS]
    ]
