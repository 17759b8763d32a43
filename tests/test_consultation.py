"""What a reported symptom states by itself, and what several symptoms of one case do to each other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from oceandx.consultation import diagnose, open_knowledge
from oceandx.model.case import Case, Known, ReportedSymptom, Unknown, Value
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Audience, Language, Status, StepKind, UnknownReason
from oceandx.report.contract import contract
from oceandx.report.render import render
from oceandx.report.words import Words
from oceandx.resources import knowledge_root

SPAM = "mail.found_in_spam"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return open_knowledge(Path(__file__).resolve().parents[1])


def consult(kb: KnowledgeBase, codes: str, **facts: Value | UnknownReason) -> Diagnosis:
    """Diagnose symptoms, given by their codes; ``a__b`` is the fact ``a.b``."""
    reported = tuple(ReportedSymptom(kb.symptom_codes[code], "entered", code) for code in codes.split())
    given: dict[str, Known | Unknown] = {}
    for key, value in facts.items():
        name = key.replace("__", ".")
        given[name] = (
            Unknown(name, value) if isinstance(value, UnknownReason) else Known(name, value, "answer", "2026-11-22")
        )
    return diagnose(kb, Case("t", Language.EN, reported, given, "2026-11-22"))


def test_a_symptom_states_a_fact_which_nobody_is_asked_for(kb: KnowledgeBase) -> None:
    diagnosis = consult(kb, "S38")
    assert diagnosis.facts[SPAM] == Known(SPAM, value=True, source="symptom", observed_at="2026-11-22")
    assert SPAM not in [step.fact for step in diagnosis.next]
    assert SPAM in [step.fact for step in consult(kb, "S07").next]


def test_what_is_observed_wins_over_what_the_symptom_states(kb: KnowledgeBase) -> None:
    assert consult(kb, "S38", mail__found_in_spam=False).facts[SPAM] == Known(SPAM, False, "answer", "2026-11-22")
    unknown = consult(kb, "S38", mail__found_in_spam=UnknownReason.CONTRADICTORY).facts[SPAM]
    assert isinstance(unknown, Unknown)


def test_symptoms_that_state_different_things_state_nothing(kb: KnowledgeBase) -> None:
    assert consult(kb, "S07").facts["reminders.log_status"] == Known(
        "reminders.log_status", "sent", "symptom", "2026-11-22"
    )
    assert "reminders.log_status" not in consult(kb, "S07 S08").facts


@pytest.mark.parametrize("language", list(Language))
def test_the_report_says_that_a_fact_comes_from_the_symptom(kb: KnowledgeBase, language: Language) -> None:
    diagnosis = consult(kb, "S38")
    text = render(kb, diagnosis, Audience.AGENT, language, knowledge_root())
    assert kb.wording["source.symptom"].get(language) in text
    facts = json.loads(json.dumps(contract(kb, diagnosis, language)))["facts"]
    assert {"name": SPAM, "value": True, "source": "symptom", "observed_at": "2026-11-22", "detail": []} in facts


def test_a_cause_that_one_symptom_rules_out_stays_open_for_another(kb: KnowledgeBase) -> None:
    by_cause = {f.code: f for f in consult(kb, "S19 S27", ocean__item_older_than_expiry=False).findings}
    assert by_cause["C43"].status is Status.UNDETERMINED
    assert by_cause["C43"].explains == ("patient-vanished-from-ocean",)
    assert by_cause["C55"].explains == ("note-missing-from-chart",)


def test_an_answer_that_would_be_void_is_not_asked_for(kb: KnowledgeBase) -> None:
    name = "portal.readable_in_other_browser"
    assert name in [step.fact for step in consult(kb, "S20").next]
    assert name not in [step.fact for step in consult(kb, "S20", user__is_support_site_user=True).next]


@pytest.mark.parametrize("language", list(Language))
def test_a_deduction_is_told_to_a_customer_as_one(kb: KnowledgeBase, language: Language) -> None:
    mark = kb.wording["customer.deduced"].get(language)
    deduced = consult(kb, "S13", accuro__oceanapi__permissions_complete=False)
    documented = consult(kb, "S01", accuro__oceanapi__permissions_complete=False)
    by_inference = consult(kb, "S17", patient__identity_matches_chart=False)
    told = [
        render(kb, one, Audience.CUSTOMER, language, knowledge_root()) for one in (deduced, documented, by_inference)
    ]
    assert [mark in text for text in told] == [True, False, True]


@pytest.mark.parametrize("language", list(Language))
def test_what_only_a_collector_can_see_is_not_asked_of_a_customer(kb: KnowledgeBase, language: Language) -> None:
    name = "accuro.api_answers_unauthorized"
    diagnosis = consult(kb, "S14")
    step = replace(diagnosis.next[0], kind=StepKind.COLLECT, fact=name, role=kb.facts[name].role)
    first = replace(diagnosis, next=(step,))
    question = kb.facts[name].question.get(language)[:40]
    assert question in render(kb, first, Audience.AGENT, language, knowledge_root())
    assert question not in render(kb, first, Audience.CUSTOMER, language, knowledge_root())


@pytest.mark.parametrize("audience", [Audience.AGENT, Audience.TICKET])
@pytest.mark.parametrize("language", list(Language))
def test_the_only_open_cause_is_not_shown_as_certain(kb: KnowledgeBase, audience: Audience, language: Language) -> None:
    text = render(kb, consult(kb, "S11"), audience, language, knowledge_root())
    assert kb.wording["agent.only_open"].get(language) in text
    assert "100" not in text


@pytest.mark.parametrize("language", list(Language))
def test_contradicting_facts_are_for_the_agent_to_look_at_again(kb: KnowledgeBase, language: Language) -> None:
    diagnosis = consult(kb, "S12", patient__preferred_language="empty", reminders__wrong_language_channel="email")
    assert [step.fact for step in diagnosis.next][:2] == [
        "patient.preferred_language",
        "reminders.wrong_language_channel",
    ]
    note = kb.wording["agent.look_again"].get(language)[:30]
    assert note in render(kb, diagnosis, Audience.AGENT, language, knowledge_root()).replace("\u00a0", "")
    question = kb.facts["patient.preferred_language"].question.get(language)[:30]
    assert question not in render(kb, diagnosis, Audience.CUSTOMER, language, knowledge_root())


@pytest.mark.parametrize("language", list(Language))
def test_a_note_is_told_as_it_is_and_not_as_something_to_see(kb: KnowledgeBase, language: Language) -> None:
    notes = [step.note for step in kb.remediations["request-api-enablement"].steps if step.note]
    assert len(notes) == 3
    text = render(
        kb, consult(kb, "S39", qhr__contract_signed=False), Audience.CUSTOMER, language, knowledge_root()
    ).splitlines()
    words = Words(kb, language, markdown=True)
    assert [f"    - {words.say(note)}" in text for note in notes] == [True, True, True]
