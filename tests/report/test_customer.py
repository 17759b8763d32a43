from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase, Text
from oceandx.model.vocabulary import Audience, Language, Verdict

Report = Callable[[Diagnosis, Audience, Language], str]
Consult = Callable[..., Diagnosis]


@pytest.mark.parametrize("language", list(Language))
def test_nothing_internal_is_shown(kb: KnowledgeBase, report: Report, every: Diagnosis, language: Language) -> None:
    text = re.sub(r"\]\([^)]*\)", "]", report(every, Audience.CUSTOMER, language))
    assert re.findall(r"\b[A-Z]\d\d\b|%|\bproves?\b|\bprouven?t?\b|probab", text) == []
    ids = [*kb.symptoms, *kb.causes, *kb.remediations, *kb.facts, *kb.roles]
    assert [name for name in ids if re.search(r"[-._]", name) and name in text] == []


@pytest.mark.parametrize("language", list(Language))
def test_a_fact_with_a_side_effect_is_never_asked(
    kb: KnowledgeBase, report: Report, every: Diagnosis, language: Language
) -> None:
    text = report(every, Audience.CUSTOMER, language)
    effects = [fact for fact in kb.facts.values() if fact.side_effect]
    assert len(effects) >= 3
    assert [fact.name for fact in effects if fact.question.get(language)[:60] in text] == []


def test_the_side_effect_question_is_open_in_its_case(diagnoses: dict[str, Diagnosis]) -> None:
    assert any(step.side_effect for step in diagnoses["side-effect-question"].next)


@pytest.mark.parametrize("language", list(Language))
def test_a_remediation_with_a_side_effect_is_withheld(
    kb: KnowledgeBase, consult: Consult, report: Report, language: Language
) -> None:
    name = "run-full-schedule-sync"
    harmful = replace(kb.remediations[name], side_effect=Text("Attention!", "Careful!"))
    base = replace(kb, remediations={**kb.remediations, name: harmful})
    given = {"cloud_connect.full_sync_after_last_change": False}
    told, withheld = consult("S01", given), consult("S01", given, base=base)
    title = harmful.title.get(language)
    continues = kb.wording["customer.agent_continues"].get(language)
    assert title in report(told, Audience.CUSTOMER, language)
    assert continues not in report(told, Audience.CUSTOMER, language)
    text = report(withheld, Audience.CUSTOMER, language)
    assert title not in text
    assert continues in text
    assert kb.wording["customer.still"].get(language) not in text


@pytest.mark.parametrize("language", list(Language))
def test_steps_come_in_the_order_of_what_is_told(
    kb: KnowledgeBase, report: Report, every: Diagnosis, language: Language
) -> None:
    headings = re.findall(r"^### (.*)$", report(every, Audience.CUSTOMER, language), re.MULTILINE)
    told = [kb.remediations[name].title.get(language) for name in every.told]
    assert headings[: len(told)] == told


def test_one_part_for_each_role_in_a_row(kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    diagnosis = diagnoses["gaps"]
    text = report(diagnosis, Audience.CUSTOMER, Language.EN)
    parts = re.findall(r"^## \d+\. (.*)$", text, re.MULTILINE)
    assert parts == [kb.roles[role].address.en for role in ("emr-admin", "site-admin")]
    assert [kb.remediations[name].role for name in diagnosis.told] == [
        "emr-admin",
        "site-admin",
        "site-admin",
    ]
    assert text.count("Before you start:") == 2
    assert all(text.count(kb.roles[role].fallback.en) == 1 for role in ("emr-admin", "site-admin"))  # type: ignore[union-attr]


def test_the_clinics_own_gaps_stand_under_their_step(report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    lines = report(diagnoses["gaps"], Audience.CUSTOMER, Language.EN).splitlines()
    start = lines.index("    - **In your clinic:**")
    assert lines[start + 1 : start + 5] == [
        "      - Office Nord, provider Roy, Anne: columns to tick: **Labs**, **Visible**",
        (
            "      - Office Sud, provider Tremblay: read-only columns to set to full access: **Patient**; "
            "access ended on 2026-01-02"
        ),
        "      - Office Bureau Est, provider Dr Gagnon: columns to tick: **EMR**",
        "      - West Office, provider Lee: columns to tick: **Billing**",
    ]
    assert lines[start + 5].startswith("6. ")
    assert lines.count("    - **In your clinic:**") == 1


def test_names_of_the_clinic_cannot_act_as_markup(consult: Consult, report: Report) -> None:
    gap = {"emr_user": "O", "office": "=*Nord*", "provider": "[a](http://b) {label:x}", "missing": ["emr"]}
    text = report(
        consult("S01", {"accuro.oceanapi.permissions_complete": False}, (gap,)),
        Audience.CUSTOMER,
        Language.EN,
    )
    assert r"- Office \=\*Nord\*, provider \[a\](http:\//b) \{label:x\}: columns to tick" in text


def test_what_no_source_says_is_a_suggestion(report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    text = report(diagnoses["gaps"], Audience.CUSTOMER, Language.EN)
    checked = next(line for line in text.splitlines() if line.startswith("- Open the **Provider Permissions**"))
    assert checked.endswith(" *(our team's suggestion)*")


def test_questions_are_those_that_the_clinic_can_answer(
    kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]
) -> None:
    diagnosis = diagnoses["nothing-known"]
    outside = replace(diagnosis.next[0], role="oceanmd-support")
    asked = replace(diagnosis, next=(outside, *diagnosis.next[1:]))
    text = report(asked, Audience.CUSTOMER, Language.EN)
    numbered = re.findall(r"^\d+\. (.*)$", text, re.MULTILINE)
    first = kb.facts[str(diagnosis.next[1].fact)]
    assert len(numbered) == 5
    assert numbered[0] == first.question.en
    assert text.count("    - Where to look: ") == text.count("    - Who can answer: ") == 5


@pytest.mark.parametrize(
    ("case", "verdict", "title"),
    [
        ("gaps", Verdict.FAULT, "What we found, and what to do"),
        ("expected", Verdict.EXPECTED, "What we found: Ocean works as designed"),
        ("nothing-known", Verdict.UNDETERMINED, "What we need in order to find the cause"),
        ("no-known-cause", Verdict.NO_KNOWN_CAUSE, "We are passing your case on"),
        ("nothing-left", Verdict.UNDETERMINED, "We are passing your case on"),
    ],
)
def test_the_title_says_what_follows(
    kb: KnowledgeBase,
    report: Report,
    diagnoses: dict[str, Diagnosis],
    case: str,
    verdict: Verdict,
    title: str,
) -> None:
    text = report(diagnoses[case], Audience.CUSTOMER, Language.EN)
    assert diagnoses[case].verdict is verdict
    assert text.startswith(f"# {title}\n")
    assert (kb.wording["customer.unknown"].en in text) is ("passing" in title)
    assert (kb.wording["customer.ask_intro"].en in text) is ("need" in title)
    assert (kb.wording["customer.found"].en in text) is ("found" in title)


def test_a_symptom_without_a_cause_yet_is_named(
    kb: KnowledgeBase, report: Report, diagnoses: dict[str, Diagnosis]
) -> None:
    text = report(diagnoses["one-explained"], Audience.CUSTOMER, Language.EN)
    also = text.partition(kb.wording["customer.also"].en)[2].partition(kb.wording["customer.order_alone"].en)
    assert "**Save for Ocean**" in also[0]
    assert also[2]
    gone = text.partition(f"## {kb.wording['customer.gone'].en}")[2]
    assert kb.symptoms["provider-missing-from-patients-page"].title.en in gone
    assert kb.symptoms["save-for-ocean-unavailable"].title.en not in gone


def test_the_closing_words_stand_apart_from_the_last_section(report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    text = report(diagnoses["gaps"], Audience.CUSTOMER, Language.EN)
    steps, line, closing = text.partition("\n\n---\n\n")
    assert "## Check that the problem is solved" in steps
    assert line
    assert closing.startswith("If the problem continues, reply to this ticket.")


def test_pages_are_linked_in_the_readers_language(report: Report, diagnoses: dict[str, Diagnosis]) -> None:
    french, english = (report(diagnoses["gaps"], Audience.CUSTOMER, language) for language in Language)
    assert "/hc/fr/articles/360060307451)\n" in french
    assert " (en anglais)\n" in french
    assert "/hc/en-us/articles/360060307451)\n" in english
    assert "(in French)" not in english
