from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator

from oceandx.model.case import Known, Unknown
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import Condition, KnowledgeBase
from oceandx.model.vocabulary import Language, Operator, UnknownReason
from oceandx.report.contract import all_facts, contract, known, plain_when
from oceandx.report.sentences import COMPLETE
from oceandx.resources import schema_text


@pytest.mark.parametrize("language", list(Language))
def test_every_case_is_valid(kb: KnowledgeBase, every: Diagnosis, language: Language) -> None:
    plain = json.loads(json.dumps(contract(kb, every, language)))
    errors = Draft202012Validator(json.loads(schema_text("diagnosis"))).iter_errors(plain)
    assert [error.message for error in errors] == []
    assert [finding["cause"] for finding in plain["findings"]] == [f.cause for f in every.findings]
    assert [fact["name"] for fact in plain["facts"]] == sorted(all_facts(every))


def test_the_same_case_gives_the_same_bytes(kb: KnowledgeBase, consult: Callable[..., Diagnosis]) -> None:
    facts = {COMPLETE: False, "case.onset": "always", "case.extent": "all"}
    backwards = dict(reversed(facts.items()))
    first, second = (json.dumps(contract(kb, consult("S01 S03", given), Language.FR)) for given in (facts, backwards))
    assert first == second


def test_texts_are_plain_and_in_the_language(kb: KnowledgeBase, diagnoses: dict[str, Diagnosis]) -> None:
    french, english = (contract(kb, diagnoses["gaps"], language) for language in Language)
    assert french["verdict"] == english["verdict"] == "fault"
    assert french["next"][0]["text"] != english["next"][0]["text"]
    texts = [step["text"] for step in french["next"] + english["next"]]
    assert not [text for text in texts if "**" in text or "{" in text]


def test_a_contradiction_has_no_probability_and_both_sides(kb: KnowledgeBase, diagnoses: dict[str, Diagnosis]) -> None:
    findings = contract(kb, diagnoses["contradicted"], Language.EN)["findings"]
    found = next(finding for finding in findings if finding["status"] == "contradicted")
    assert found["probability"] is None
    assert {evidence["says"] for evidence in found["evidence"]} >= {"proves", "rules_out"}


def test_facts_carry_their_origin_and_detail(kb: KnowledgeBase, diagnoses: dict[str, Diagnosis]) -> None:
    facts = {fact["name"]: fact for fact in contract(kb, diagnoses["gaps"], Language.EN)["facts"]}
    assert facts[COMPLETE]["value"] is False
    assert facts[COMPLETE]["source"] == "answer"
    first = facts[COMPLETE]["detail"][0]
    assert (first["office"], first["missing"]) == (
        "Nord",
        ["labs", "visible"],
    )
    assert facts["case.onset"] == {"name": "case.onset", "unknown": "not-asked"}


def test_an_unknown_fact_keeps_its_origin(kb: KnowledgeBase, diagnoses: dict[str, Diagnosis]) -> None:
    facts = {fact["name"]: fact for fact in contract(kb, diagnoses["nothing-left"], Language.EN)["facts"]}
    assert facts["file.type_accepted_by_accuro"] == {
        "name": "file.type_accepted_by_accuro",
        "unknown": "person-does-not-know",
        "source": "answer",
        "observed_at": "2026-11-23",
        "detail": [],
    }


def test_known_and_all_facts(diagnoses: dict[str, Diagnosis]) -> None:
    facts: dict[str, Known | Unknown] = {"b": Known("b", 3, "s", "d"), "a": Unknown("a", UnknownReason.STALE)}
    diagnosis = replace(diagnoses["no-known-cause"], findings=(), next=(), facts=facts)
    assert known(diagnosis) == {"b": 3}
    assert all_facts(diagnosis) == facts


def test_conditions_read_as_an_author_writes_them() -> None:
    when = (
        Condition("a", Operator.IS, value=True),
        Condition("b", Operator.AT_LEAST, 4),
        Condition("b", Operator.AT_MOST, 10),
        Condition("c", Operator.ONE_OF, ("x", "y")),
    )
    assert plain_when(when) == {"a": True, "b": {"at_least": 4, "at_most": 10}, "c": {"one_of": ["x", "y"]}}
