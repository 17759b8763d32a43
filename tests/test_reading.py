"""What people at the clinic read is plain: English at grade 9 or lower, and no step that leaves the doing open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import syllables

from oceandx.consultation import open_knowledge
from oceandx.model.knowledge import Candidate, Cause, KnowledgeBase, Statement, Text
from oceandx.model.vocabulary import Basis

KB: KnowledgeBase = open_knowledge(Path(__file__).resolve().parents[1])
GRADE = 9.0
WORDS_A_SENTENCE = 30
LABEL = re.compile(r"\{label:[^}]*\}")
VAGUE = {
    "en": re.compile(
        r"\b(ensure|make sure|be sure|check the logs?|as needed|appropriate(?:ly)?|properly)\b", re.IGNORECASE
    ),
    "fr": re.compile(r"\b(assurez-vous|veillez à|le cas échéant|adéquat\w*|correctement)\b", re.IGNORECASE),
}


def statements(texts: Iterable[Statement]) -> list[Text]:
    return [text for one in texts for text in (one.text, one.sees, one.note, one.warning) if text is not None]


PARTS: dict[str, list[Text]] = {
    **{
        f"remediation {name}": [
            one.title,
            *statements((*one.prerequisites, *one.steps, *one.verification)),
            one.not_helped,
        ]
        for name, one in KB.remediations.items()
    },
    **{
        f"symptom {one.code}": [one.title, one.description, *statements(one.verification)]
        for one in KB.symptoms.values()
    },
}


def sentences(texts: Iterable[Text]) -> list[str]:
    """Return the English sentences; a label counts as one word, as a name does."""
    plain = (LABEL.sub("Menu", text.en) for text in texts)
    return [part for text in plain for part in re.split(r"(?<=[.!?:;])\s+", text) if re.search(r"\w", part)]


def grade(texts: Iterable[Text]) -> float:
    """Return the Flesch-Kincaid grade."""
    parts = sentences(texts)
    words = [word for part in parts for word in re.findall(r"[A-Za-z']+", part)]
    spoken = sum(syllables.estimate(word) for word in words)
    return 0.39 * len(words) / len(parts) + 11.8 * spoken / len(words) - 15.59


@pytest.mark.parametrize("part", PARTS)
def test_what_a_clinic_reads_is_of_grade_nine_or_lower(part: str) -> None:
    assert grade(PARTS[part]) <= GRADE
    assert [one for one in sentences(PARTS[part]) if len(one.split()) > WORDS_A_SENTENCE] == []


def test_questions_and_findings_are_plain_too() -> None:
    assert grade(fact.question for fact in KB.facts.values()) <= GRADE
    assert grade(cause.customer for cause in KB.causes.values()) <= GRADE


def test_the_grade_tells_hard_text_from_plain_text() -> None:
    plain = Text("", "Click the button. Wait until it is done.")
    hard = Text("", "Authorization verification necessitates configuration of interoperability parameters.")
    assert grade([plain]) < 4.0 < GRADE < grade([hard])


@pytest.mark.parametrize("part", PARTS)
def test_no_step_leaves_the_doing_open(part: str) -> None:
    for text in PARTS[part]:
        assert VAGUE["en"].findall(text.en) == []
        assert VAGUE["fr"].findall(text.fr) == []


def test_what_rests_on_pages_of_others_says_so() -> None:
    """E, F and L are OceanMD's pages, Q those of QHR; T are other vendors', G the guide for other EMRs."""
    for name, one in KB.remediations.items():
        for statement in (*one.prerequisites, *one.steps, *one.verification):
            assert statement.basis is not None or not {code[0] for code in statement.sources} <= set("TG"), name
    own = {Basis.OCEANMD: "EFL", Basis.QHR: "Q"}
    candidates = (candidate for symptom in KB.symptoms.values() for candidate in symptom.candidates)
    owners: list[Cause | Candidate] = [*KB.causes.values(), *candidates]
    for owner in owners:
        assert {code[0] for code in owner.sources} & set(own.get(owner.basis, "EFLQTG")), owner
