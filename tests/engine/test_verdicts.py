"""Verdicts, probabilities and rank order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from engine.small import SCALE, cause, evidence, fact, knowledge, symptom, when
from oceandx.engine.rules import judge
from oceandx.engine.verdicts import (
    Hypothesis,
    assess,
    findings,
    hypotheses,
    overall,
    speaking,
    status_of,
    unexplained,
    weight,
)
from oceandx.model.case import Value
from oceandx.model.diagnosis import Finding
from oceandx.model.knowledge import KnowledgeBase, When
from oceandx.model.vocabulary import Kind, LifeStatus, Says, Status, Truth, Verdict

FACTS = tuple(fact(f"{name}.on") for name in "abcd")
KB = knowledge(
    FACTS,
    [
        cause("leak", ("proves", when(a_on=True)), ("rules_out", when(a_on=False, b_on=True))),
        cause("rust", ("supports", when(c_on=True)), ("proves", when(d_on=True)), ("rules_out", when(b_on=True))),
        cause("habit", ("proves", when(c_on=False)), kind=Kind.EXPECTED),
        cause("old", ("proves", when(a_on=True)), status=LifeStatus.RETIRED),
        cause("other", ("proves", when(a_on=True))),
    ],
    [
        symptom("wet", {"leak": "common", "rust": "occasional", "old": "common"}),
        symptom("noise", {"rust": "rare", "habit": "common"}, {"rust": [("weakens", when(c_on=False))]}),
        symptom("smell", {"habit": "occasional"}),
    ],
)


def judged(kb: KnowledgeBase, symptoms: Sequence[str], values: dict[str, Value]) -> tuple[Finding, ...]:
    candidates = hypotheses(kb, symptoms)
    fired = frozenset(
        e.id for h in candidates for e in h.evidence if all(judge(c, values.get(c.fact)) is Truth.TRUE for c in e.when)
    )
    return findings(kb, candidates, fired, values)


def standing(found: Sequence[Finding]) -> list[tuple[str, Status]]:
    return [(finding.cause, finding.status) for finding in found]


def test_candidates_are_the_causes_of_the_symptoms_without_the_retired() -> None:
    assert [h.cause.id for h in hypotheses(KB, ["wet"])] == ["leak", "rust"]
    assert hypotheses(KB, []) == []


def test_prior_odds_multiply_over_the_symptoms_with_a_leak_for_what_is_not_explained() -> None:
    found = hypotheses(KB, ["noise", "wet"])
    assert {h.cause.id: h.explains for h in found} == {
        "leak": ("wet",),
        "rust": ("noise", "wet"),
        "habit": ("noise",),
    }
    assert {h.cause.id: h.prior for h in found} == pytest.approx(
        {"leak": 0.05 * 6.0, "rust": 0.5 * 2.0, "habit": 6.0 * 0.05}
    )


def test_evidence_special_to_a_symptom_counts_only_in_its_cases() -> None:
    special = "rules/symptoms/noise.yaml#rust-1"
    with_noise, without = (
        next(h for h in hypotheses(KB, symptoms) if h.cause.id == "rust") for symptoms in (["noise"], ["wet"])
    )
    assert [e.id for e in with_noise.evidence][-1] == special
    assert special not in [e.id for e in without.evidence]


def test_assessment_says_what_holds_what_is_false_and_what_is_unknown() -> None:
    items = (("proves", when(a_on=True)), ("proves", when(a_on=False, b_on=True)), ("proves", when(b_on=True)))
    leak = cause("leak", *items)
    hypothesis = Hypothesis(leak, (), 1.0, leak.evidence)
    assessed = assess(hypothesis, frozenset({leak.evidence[0].id}), {"a.on": True})
    assert [a.truth for a in assessed] == [Truth.TRUE, Truth.FALSE, Truth.UNKNOWN]
    assert [[known for _, known in a.conditions] for a in assessed] == [
        [Truth.TRUE],
        [Truth.FALSE, Truth.UNKNOWN],
        [Truth.UNKNOWN],
    ]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ((), Status.UNDETERMINED),
        (("strongly_supports", "weakens"), Status.UNDETERMINED),
        (("proves", "strongly_weakens"), Status.CONFIRMED),
        (("rules_out", "strongly_supports"), Status.RULED_OUT),
        (("proves", "rules_out"), Status.CONTRADICTED),
    ],
)
def test_status_follows_from_the_decisive_evidence_that_holds(said: tuple[str, ...], status: Status) -> None:
    assert status_of(evidence("leak", *((word, when(a_on=True)) for word in said))) is status


A, AB, B = when(a_on=True), when(a_on=True, b_on=True), when(b_on=True)


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        ((("supports", A), ("supports", AB)), [2]),
        ((("strongly_supports", A), ("supports", AB)), [2]),
        ((("supports", A), ("strongly_supports", A)), [2]),
        ((("supports", A), ("weakens", AB)), [1, 2]),
        ((("supports", A), ("supports", B)), [1, 2]),
        ((("weakens", A), ("strongly_weakens", A)), [2]),
    ],
)
def test_one_observation_counts_once_for_a_direction(items: tuple[tuple[str, When], ...], kept: list[int]) -> None:
    every = evidence("leak", *items)
    assert sorted(every.index(e) + 1 for e in speaking(every, SCALE)) == kept
    assert sorted(every.index(e) + 1 for e in speaking(every[::-1], SCALE)) == kept


def test_weight_is_the_ratio_of_what_speaks() -> None:
    every = evidence("leak", ("supports", A), ("weakens", B))
    assert weight(every, SCALE) == pytest.approx(2.5 * 0.4)
    assert weight((), SCALE) == pytest.approx(1.0)


SPLIT = knowledge(
    [fact("a.on"), fact("b.on"), fact("g.on")],
    [
        cause("leak", ("proves", when(g_on=True)), ("supports", when(g_on=False)), remediation=("seal",)),
        cause("rust", remediation=("paint",)),
    ],
    [
        symptom(
            "wet",
            {"leak": "common", "rust": "common"},
            {"leak": [("rules_out", when(a_on=True)), ("strongly_supports", when(a_on=False))]},
        ),
        symptom("noise", {"leak": "rare", "rust": "rare"}, {"leak": [("proves", when(b_on=True))]}),
    ],
)


@pytest.mark.parametrize(
    ("values", "status", "explains"),
    [
        ({}, Status.UNDETERMINED, ("wet", "noise")),
        ({"a.on": True}, Status.UNDETERMINED, ("noise",)),
        ({"a.on": True, "b.on": True}, Status.CONFIRMED, ("noise",)),
        ({"b.on": True}, Status.CONFIRMED, ("wet", "noise")),
        ({"a.on": True, "g.on": True}, Status.CONFIRMED, ("noise",)),
    ],
)
def test_what_rules_a_cause_out_for_one_symptom_leaves_it_open_for_another(
    values: dict[str, Value], status: Status, explains: tuple[str, ...]
) -> None:
    leak = next(f for f in judged(SPLIT, ["wet", "noise"], values) if f.cause == "leak")
    assert (leak.status, leak.explains) == (status, explains)


def test_for_its_only_symptom_a_cause_is_ruled_out_or_contradicted() -> None:
    assert standing(judged(SPLIT, ["wet"], {"a.on": True}))[-1] == ("leak", Status.RULED_OUT)
    assert ("leak", Status.CONTRADICTED) in standing(judged(SPLIT, ["wet"], {"a.on": True, "g.on": True}))


def test_a_symptom_that_a_cause_does_not_explain_counts_as_a_leak() -> None:
    found = {f.cause: f.probability for f in judged(SPLIT, ["wet", "noise"], {"a.on": True})}
    leak, rust = 0.05 * 0.5, 6.0 * 0.5
    assert found == pytest.approx({"leak": leak / (leak + rust), "rust": rust / (leak + rust)})


def test_evidence_special_to_a_symptom_that_is_not_explained_asks_for_nothing() -> None:
    found = {f.cause: f.missing for f in judged(SPLIT, ["wet", "noise"], {"a.on": True})}
    assert found["leak"] == ("g.on", "b.on")


def test_probabilities_of_the_undetermined_sum_to_one() -> None:
    found = judged(KB, ["wet"], {"c.on": True})
    assert {f.cause: f.probability for f in found} == {
        "leak": pytest.approx(6.0 / (6.0 + 2.0 * 2.5)),
        "rust": pytest.approx(2.0 * 2.5 / (6.0 + 2.0 * 2.5)),
    }


def test_decided_causes_have_their_probability_and_take_none_from_the_others() -> None:
    confirmed = judged(KB, ["wet"], {"a.on": True})
    assert [(f.cause, f.status, f.probability) for f in confirmed] == [
        ("leak", Status.CONFIRMED, 1.0),
        ("rust", Status.UNDETERMINED, 1.0),
    ]
    excluded = judged(KB, ["wet"], {"b.on": True})
    assert [(f.cause, f.status, f.probability) for f in excluded] == [
        ("leak", Status.UNDETERMINED, 1.0),
        ("rust", Status.RULED_OUT, 0.0),
    ]
    torn = judged(KB, ["wet"], {"b.on": True, "d.on": True})
    assert [(f.cause, f.status, f.probability) for f in torn] == [
        ("rust", Status.CONTRADICTED, None),
        ("leak", Status.UNDETERMINED, 1.0),
    ]


def test_rank_is_confirmed_contradicted_undetermined_ruled_out() -> None:
    causes = [
        cause("a", ("rules_out", A)),
        cause("b"),
        cause("c", ("proves", A), ("rules_out", A)),
        cause("d", ("proves", A)),
    ]
    kb = knowledge(FACTS, causes, [symptom("wet", dict.fromkeys("abcd", "common"))])
    assert [f.cause for f in judged(kb, ["wet"], {"a.on": True})] == ["d", "c", "b", "a"]


def test_of_confirmed_causes_the_one_that_explains_most_comes_first() -> None:
    causes = [cause("a", ("proves", A)), cause("b", ("proves", A))]
    symptoms = [symptom("wet", {"a": "common", "b": "rare"}), symptom("noise", {"b": "rare"})]
    found = judged(knowledge(FACTS, causes, symptoms), ["wet", "noise"], {"a.on": True})
    assert [(f.cause, f.explains) for f in found] == [("b", ("wet", "noise")), ("a", ("wet",))]


def test_undetermined_causes_rank_by_odds_then_by_code() -> None:
    kb = knowledge(
        FACTS, [cause("c"), cause("b"), cause("a")], [symptom("s", {"a": "rare", "b": "rare", "c": "common"})]
    )
    assert [f.cause for f in judged(kb, ["s"], {})] == ["c", "a", "b"]


def test_missing_names_the_unknown_facts_that_could_change_a_verdict_decisive_ones_first() -> None:
    leak = cause("leak", ("supports", when(a_on=True)), ("proves", when(b_on=True, c_on=True)), ("weakens", B))
    kb = knowledge(FACTS, [leak], [symptom("wet", {"leak": "common"})])
    assert judged(kb, ["wet"], {})[0].missing == ("b.on", "c.on", "a.on")
    assert judged(kb, ["wet"], {"c.on": True})[0].missing == ("b.on", "a.on")
    assert judged(kb, ["wet"], {"c.on": False})[0].missing == ("a.on", "b.on")
    assert judged(kb, ["wet"], {"b.on": True, "c.on": True})[0].missing == ()


@pytest.mark.parametrize(
    ("symptoms", "values", "verdict"),
    [
        (["wet"], {"a.on": True}, Verdict.FAULT),
        (["noise"], {"c.on": False}, Verdict.EXPECTED),
        (["noise"], {"c.on": False, "d.on": True}, Verdict.FAULT),
        (["wet"], {}, Verdict.UNDETERMINED),
        (["wet"], {"b.on": True, "d.on": True}, Verdict.UNDETERMINED),
        (["wet"], {"a.on": False, "b.on": True}, Verdict.NO_KNOWN_CAUSE),
        ([], {}, Verdict.NO_KNOWN_CAUSE),
    ],
)
def test_overall_verdict(symptoms: list[str], values: dict[str, Value], verdict: Verdict) -> None:
    assert overall(judged(KB, symptoms, values)) is verdict


@pytest.mark.parametrize(
    ("values", "likely", "named"),
    [
        ({}, 0.1, ("wet",)),
        ({}, 0.95, ("wet", "noise", "smell")),
        ({"a.on": True}, 0.1, ()),
        ({"a.on": True}, 0.95, ("noise", "smell")),
        ({"b.on": True, "d.on": True}, 0.99, ("smell",)),
        ({"b.on": True}, 0.1, ("wet",)),
    ],
)
def test_a_symptom_that_no_confirmed_contradicted_or_likely_cause_explains_is_named(
    values: dict[str, Value], likely: float, named: tuple[str, ...]
) -> None:
    symptoms = ["wet", "noise", "smell"]
    assert unexplained(symptoms, judged(KB, symptoms, values), replace(SCALE, likely=likely)) == named


@pytest.mark.parametrize(("says", "named"), [("weakens", ()), ("strongly_weakens", ("wet",))])
def test_what_the_evidence_speaks_strongly_against_explains_nothing_even_when_nothing_else_is_left(
    says: str, named: tuple[str, ...]
) -> None:
    kb = knowledge(FACTS, [cause("leak", (says, A))], [symptom("wet", {"leak": "common"})])
    (found,) = judged(kb, ["wet"], {"a.on": True})
    assert found.probability == 1.0
    assert found.ratio == pytest.approx(SCALE.ratio[Says(says)])
    assert unexplained(["wet"], (found,), SCALE) == named
