from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Audience, Language, Status
from oceandx.report.words import Words

Report = Callable[[Diagnosis, Audience, Language], str]


@pytest.mark.parametrize("language", list(Language))
def test_at_most_twelve_lines(kb: KnowledgeBase, report: Report, every: Diagnosis, language: Language) -> None:
    lines = report(every, Audience.TICKET, language).splitlines()
    assert len(lines) <= 12
    assert all(lines)
    assert lines[-1].endswith(f"{kb.version} ({kb.hash[:8]})")
    assert [symptom for symptom in every.unexplained if kb.symptoms[symptom].code not in "".join(lines)] == []


def test_conclusion_causes_repairs_then_questions(report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    diagnosis = replace(diagnoses["one-explained"], unexplained=("save-for-ocean-unavailable",))
    lines = report(diagnosis, Audience.TICKET, Language.EN).splitlines()
    assert [re.sub(r"\W*(C07|[^:(]*).*", r"\1", line).strip() for line in lines] == [
        "oceandx",
        "Symptoms",
        "C07",
        "To do, in this order",
        "Not explained",
        "To ask",
        "To ask",
        f"Knowledge base {diagnosis.knowledge_version}",
    ]


def test_no_symptom_is_dropped_when_the_note_is_full(
    kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]
) -> None:
    full = replace(diagnoses["many-causes"], unexplained=("save-for-ocean-unavailable",))
    confirmed = [finding for finding in full.findings if finding.status is Status.CONFIRMED]
    assert len(confirmed) > 5
    lines = report(full, Audience.TICKET, Language.EN).splitlines()
    assert len(lines) <= 12
    assert [line[2:5] for line in lines[2:7]] == [finding.code for finding in confirmed[:5]]
    assert lines[7] == f"- and {len(confirmed) - 5} more"
    title = Words(kb, Language.EN, markdown=True).say(kb.symptoms["save-for-ocean-unavailable"].title)
    assert f"- Not explained: S05 {title}" in lines


def test_only_three_guesses_with_their_probability(report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    text = report(diagnoses["every-symptom"], Audience.TICKET, Language.EN)
    first = diagnoses["every-symptom"].findings[0]
    assert text.count("(probability ") == 3
    assert f"(probability {round(100 * (first.probability or 0))}%)" in text


def test_only_three_gaps(report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    line = next(
        line
        for line in report(diagnoses["hundred-gaps"], Audience.TICKET, Language.EN).splitlines()
        if line.startswith("- Gaps")
    )
    assert [part.split(" ")[0] for part in line.removeprefix("- Gaps: ").split(" | ")] == [
        "Office",
        "Office",
        "Office",
        "and",
    ]
    assert line.endswith("and 97 more")


def test_a_question_with_a_side_effect_is_not_put(
    kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]
) -> None:
    diagnosis = diagnoses["side-effect-question"]
    harmful = next(step for step in diagnosis.next if step.side_effect)
    only = replace(diagnosis, next=(harmful,))
    question = kb.facts[str(harmful.fact)].question.en
    assert question not in report(only, Audience.TICKET, Language.EN)
    assert "To ask" not in report(only, Audience.TICKET, Language.EN)


def test_few_gaps_are_all_shown(consult: Callable[..., Diagnosis], report: Report) -> None:
    gap = {"emr_user": "O", "office": "Nord", "provider": "Roy", "missing": ["emr"]}
    diagnosis = consult("S01", {"accuro.oceanapi.permissions_complete": False}, (gap,))
    lines = report(diagnosis, Audience.TICKET, Language.EN).splitlines()
    assert "- Gaps: Office Nord, provider Roy: columns to tick: **EMR**" in lines
