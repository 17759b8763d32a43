"""What comes next: repairs, questions, trials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from engine.small import SCALE, cause, fact, knowledge, known, remediation, symptom, when
from oceandx.engine.compile import compile_program
from oceandx.engine.inference import infer, known_values
from oceandx.engine.native import NativeMatcher
from oceandx.engine.plan import may_be_told, next_steps, order_repairs, repairs_of, told_to_customer
from oceandx.engine.verdicts import findings, hypotheses
from oceandx.model.case import Facts, Unknown, Value
from oceandx.model.diagnosis import Finding, NextStep
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Obtain, StepKind, UnknownReason


def ranked(kb: KnowledgeBase, facts: Facts, symptoms: Sequence[str] = ("wet",)) -> tuple[Finding, ...]:
    program = compile_program(kb)
    inference = infer(program, NativeMatcher(program.strata).match, facts)
    return findings(kb, hypotheses(kb, symptoms), inference.fired, known_values(inference.facts))


def steps(kb: KnowledgeBase, facts: Facts, symptoms: Sequence[str] = ("wet",)) -> tuple[NextStep, ...]:
    return next_steps(kb, hypotheses(kb, symptoms), ranked(kb, facts, symptoms), facts)


def repairs(facts: Facts) -> tuple[str, ...]:
    return repairs_of(REPAIRS, ranked(REPAIRS, facts), facts)


def shown(found: Sequence[NextStep]) -> list[tuple[StepKind, str | None]]:
    return [(step.kind, step.fact or step.remediation) for step in found]


def questions(found: Sequence[NextStep]) -> list[str | None]:
    return [step.fact for step in found if step.kind is not StepKind.REPAIR]


# Repairs


def test_repairs_come_in_the_order_of_what_must_be_first_then_of_roles_then_of_names() -> None:
    kb = knowledge(
        remediations=[
            remediation("sync", "staff", after=("grant", "never-needed")),
            remediation("grant", "vendor"),
            remediation("b-admin", "admin"),
            remediation("a-admin", "admin"),
            remediation("never-needed", "staff"),
        ]
    )
    wanted = ["sync", "b-admin", "grant", "a-admin", "sync"]
    assert order_repairs(kb, wanted) == ("a-admin", "b-admin", "grant", "sync")
    assert order_repairs(kb, reversed(wanted)) == ("a-admin", "b-admin", "grant", "sync")
    assert order_repairs(kb, []) == ()


def test_a_step_that_becomes_possible_takes_its_place_by_role() -> None:
    kb = knowledge(
        remediations=[remediation("x", "staff"), remediation("y", "staff", after=("x",)), remediation("z", "vendor")]
    )
    assert order_repairs(kb, ["z", "y", "x"]) == ("x", "y", "z")


REPAIRS = knowledge(
    [fact("a.on"), fact("b.on"), fact("g.on")],
    [
        cause("leak", ("proves", when(a_on=True)), remediation=("seal", "dry")),
        cause("rust", ("proves", when(b_on=True)), remediation=("dry", "replace")),
    ],
    [symptom("wet", {"leak": "common", "rust": "common"})],
    remediations=[
        remediation("seal", guard=when(g_on=True)),
        remediation("dry", "admin"),
        remediation("replace", "vendor", side_effect=True),
    ],
)


def test_repairs_are_those_of_all_confirmed_causes_each_once() -> None:
    assert repairs(known(a_on=True, b_on=True)) == ("seal", "dry", "replace")
    assert repairs(known(b_on=True)) == ("dry", "replace")
    assert repairs({}) == ()


def test_a_repair_whose_guard_is_known_to_fail_is_none() -> None:
    assert repairs(known(a_on=True, g_on=True)) == ("seal", "dry")
    assert repairs(known(a_on=True)) == ("seal", "dry")
    assert repairs(known(a_on=True, g_on=False)) == ("dry",)


def test_a_symptom_may_need_another_repair_of_the_same_cause() -> None:
    own = symptom("noise", {"leak": "common"})
    kb = replace(
        REPAIRS,
        symptoms={
            "wet": REPAIRS.symptoms["wet"],
            "noise": replace(own, candidates=(replace(own.candidates[0], remediation=("replace",)),)),
        },
    )
    facts = known(a_on=True)
    assert repairs_of(kb, ranked(kb, facts, ["noise"]), facts) == ("replace",)
    assert repairs_of(kb, ranked(kb, facts, ["wet"]), facts) == ("seal", "dry")
    assert repairs_of(kb, ranked(kb, facts, ["wet", "noise"]), facts) == ("seal", "dry", "replace")


def test_a_trial_passes_over_the_repair_that_does_not_fit() -> None:
    kb = replace(REPAIRS, scale=replace(SCALE, likely=0.01))
    tried = [step.remediation for step in steps(kb, known(g_on=False)) if step.kind is StepKind.REPAIR]
    assert tried == ["dry"]
    alone = replace(kb, causes={**kb.causes, "leak": cause("leak", remediation=("seal",)), "rust": cause("rust")})
    tried = [step.remediation for step in steps(alone, known(g_on=False)) if step.kind is StepKind.REPAIR]
    assert tried == ["repair"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"g.on": True}, ("seal", "dry")),
        ({"g.on": False}, ("dry",)),
        ({}, ("dry",)),
    ],
)
def test_a_customer_is_told_harmless_repairs_whose_guard_is_known_to_hold(
    values: dict[str, Value], told: tuple[str, ...]
) -> None:
    facts = known(**{name.replace(".", "_"): value for name, value in values.items()})
    assert told_to_customer(REPAIRS, ("seal", "dry", "replace"), facts) == told
    assert tuple(r for r in ("seal", "dry", "replace") if may_be_told(REPAIRS, r, values)) == told


def test_repairs_of_confirmed_causes_come_before_questions_about_the_others() -> None:
    found = steps(REPAIRS, known(a_on=True))
    assert shown(found) == [(StepKind.REPAIR, "seal"), (StepKind.REPAIR, "dry"), (StepKind.ASK, "b.on")]
    assert found[0] == NextStep(StepKind.REPAIR, None, "seal", None, "staff", 5, 0.0, side_effect=False)


def test_a_repair_with_a_side_effect_is_marked() -> None:
    marked = {step.remediation: step.side_effect for step in steps(REPAIRS, known(b_on=True))}
    assert marked["replace"] is True
    assert marked["dry"] is False


def test_nothing_is_asked_when_every_cause_is_decided() -> None:
    assert questions(steps(REPAIRS, known(a_on=True, b_on=True))) == []


# Questions


def asking(*facts_of_leak: str) -> KnowledgeBase:
    return knowledge(
        [
            fact("ask.on"),
            fact("look.on", obtain=Obtain.CHECK, minutes=2),
            fact("read.on", obtain=Obtain.COLLECT, minutes=4),
            fact("risky.on", side_effect=True),
        ],
        [
            cause("leak", *(("proves", when(**{f"{name}_on": True})) for name in facts_of_leak)),
            cause("rust", remediation=("replace",)),
        ],
        [symptom("wet", {"leak": "common", "rust": "common"})],
        remediations=[remediation("replace", side_effect=True)],
    )


def test_questions_are_ordered_by_gain_per_minute_and_those_with_side_effects_wait() -> None:
    found = steps(asking("read", "risky", "look", "ask"), {})
    assert shown(found)[:4] == [
        (StepKind.ASK, "ask.on"),
        (StepKind.CHECK, "look.on"),
        (StepKind.COLLECT, "read.on"),
        (StepKind.ASK, "risky.on"),
    ]
    assert [step.side_effect for step in found[:4]] == [False, False, False, True]
    assert all(step.gain > 0 and step.role == "staff" and step.cause is None for step in found[:4])
    assert [step.minutes for step in found[:4]] == [1, 2, 4, 1]


@pytest.mark.parametrize(
    ("reason", "asked"),
    [
        (UnknownReason.NOT_KNOWN, False),
        (UnknownReason.WITHHELD, False),
        (UnknownReason.REFUSED, False),
        (UnknownReason.NOT_ASKED, True),
        (UnknownReason.TIMED_OUT, True),
        (UnknownReason.STALE, True),
        (UnknownReason.CONTRADICTORY, True),
    ],
)
def test_what_nobody_can_or_will_say_is_not_asked_again(reason: UnknownReason, asked: bool) -> None:
    found = steps(asking("ask", "look"), {"ask.on": Unknown("ask.on", reason)})
    assert questions(found) == (["ask.on", "look.on"] if asked else ["look.on"])


def test_only_facts_that_bear_on_the_candidates_of_the_case_are_asked() -> None:
    kb = knowledge(
        [fact("a.on"), fact("b.on")],
        [cause("leak", ("proves", when(a_on=True))), cause("rust", ("proves", when(b_on=True)))],
        [symptom("wet", {"leak": "common"}), symptom("dry", {"rust": "common"})],
    )
    assert questions(steps(kb, {})) == ["a.on"]
    assert questions(steps(kb, {}, ("dry",))) == ["b.on"]


def test_what_tells_next_to_nothing_is_not_asked() -> None:
    names = [f"f{letter}.on" for letter in "abcdef"]
    whole = when(**{name.replace(".", "_"): True for name in names})
    kb = knowledge(
        [fact(name) for name in names],
        [cause("leak", ("supports", whole)), cause("rust")],
        [symptom("wet", {"leak": "common", "rust": "common"})],
    )
    assert questions(steps(kb, {})) == []
    all_but_one = known(**dict.fromkeys((name.replace(".", "_") for name in names[1:]), True))
    assert questions(steps(kb, all_but_one)) == ["fa.on"]


def test_at_most_ten_questions_are_proposed() -> None:
    names = [f"f{letter}.on" for letter in "abcdefghijkl"]
    items = [("proves", when(**{name.replace(".", "_"): True})) for name in names]
    kb = knowledge(
        [fact(name) for name in names],
        [cause("leak", *items), cause("rust")],
        [symptom("wet", {"leak": "common", "rust": "common"})],
    )
    assert questions(steps(kb, {})) == names[:10]


# Trials


def trying() -> KnowledgeBase:
    return knowledge(
        [fact("a.on"), fact("g.on")],
        [
            cause("likely", remediation=("slow", "quick")),
            cause("likelier", remediation=("quick",)),
            cause("also", remediation=("quick",)),
            cause("guarded", remediation=("guarded",)),
            cause("risky", remediation=("risky",)),
            cause("vendor", remediation=("vendor",)),
            cause("unlikely", remediation=("rare",)),
            cause("excluded", ("rules_out", when(a_on=True)), remediation=("excluded",)),
        ],
        [
            symptom(
                "wet",
                {
                    "likely": "common",
                    "likelier": "common",
                    "also": "occasional",
                    "guarded": "common",
                    "risky": "common",
                    "vendor": "common",
                    "unlikely": "rare",
                    "excluded": "common",
                },
            )
        ],
        remediations=[
            remediation("slow", minutes=60),
            remediation("quick", "admin", minutes=2),
            remediation("guarded", guard=when(g_on=True), minutes=3),
            remediation("risky", side_effect=True),
            remediation("vendor", "vendor", minutes=1),
            remediation("rare"),
            remediation("excluded"),
        ],
    )


def trials(facts: Facts) -> list[tuple[str | None, str | None]]:
    found = steps(trying(), facts)
    return [(step.remediation, step.cause) for step in found if step.kind is StepKind.REPAIR]


def test_harmless_first_repairs_of_likely_causes_are_tried_in_order_of_roles() -> None:
    assert trials(known(a_on=True)) == [("slow", "likely"), ("quick", "likelier"), ("vendor", "vendor")]


def test_three_trials_at_most_are_chosen_by_probability_over_minutes() -> None:
    assert trials(known(a_on=True, g_on=True)) == [
        ("guarded", "guarded"),
        ("quick", "likelier"),
        ("vendor", "vendor"),
    ]


DOUBT = knowledge(
    [fact("a.on"), fact("b.on"), fact("c.on", minutes=9), fact("d.on")],
    [
        cause(
            "leak", ("strongly_supports", when(a_on=True)), ("proves", when(c_on=True)), ("supports", when(d_on=True))
        ),
        cause("rust", ("supports", when(b_on=True)), ("weakens", when(d_on=True))),
    ],
    [symptom("wet", {"leak": "common", "rust": "occasional"})],
)


def test_when_little_doubt_is_left_what_would_prove_the_leading_cause_is_asked_first() -> None:
    assert questions(steps(DOUBT, {}))[0] != "c.on"
    assert questions(steps(DOUBT, known(a_on=True)))[0] == "c.on"
    assert "c.on" not in questions(steps(DOUBT, known(a_on=True, c_on=False)))


CLASH = knowledge(
    [fact("a.on", minutes=3), fact("b.on", minutes=2), fact("c.on"), fact("risky.on", side_effect=True)],
    [
        cause("leak", ("proves", when(a_on=True)), ("rules_out", when(b_on=True, risky_on=True))),
        cause("rust", ("supports", when(c_on=True))),
    ],
    [symptom("wet", {"leak": "common", "rust": "common"})],
)


def test_facts_that_contradict_each_other_about_a_cause_are_looked_at_again_first() -> None:
    found = steps(CLASH, known(a_on=True, b_on=True, risky_on=True))
    assert questions(found)[:3] == ["b.on", "a.on", "c.on"]
    assert [step.gain for step in found[:2]] == [0.0, 0.0]
    assert questions(steps(CLASH, known(b_on=True, risky_on=True)))[:1] == ["c.on"]


VOIDABLE = knowledge(
    [fact("a.on"), fact("b.on", void_when=when(z_on=False)), fact("z.on", minutes=30), fact("risky.on", minutes=1)],
    [cause("leak", ("proves", when(a_on=True)), ("rules_out", when(b_on=True))), cause("rust")],
    [symptom("wet", {"leak": "common", "rust": "common"})],
)


def test_what_would_make_a_contradicting_fact_void_is_asked_before_it_is_looked_at_again() -> None:
    assert questions(steps(VOIDABLE, known(a_on=True, b_on=True)))[:3] == ["z.on", "a.on", "b.on"]
    assert questions(steps(VOIDABLE, known(a_on=True, b_on=True, z_on=True)))[:2] == ["a.on", "b.on"]
    given_up = {**known(a_on=True, b_on=True), "z.on": Unknown("z.on", UnknownReason.NOT_KNOWN)}
    assert questions(steps(VOIDABLE, given_up))[:2] == ["a.on", "b.on"]


def test_what_could_only_be_void_is_not_asked() -> None:
    kb = knowledge(
        [fact("a.on"), fact("b.on", void_when=when(a_on=True))],
        [cause("leak", ("proves", when(b_on=True)), ("supports", when(a_on=True))), cause("rust")],
        [symptom("wet", {"leak": "common", "rust": "common"})],
    )
    assert "b.on" in questions(steps(kb, known(a_on=False)))
    assert "b.on" not in questions(steps(kb, known(a_on=True)))
