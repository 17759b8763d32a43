"""Compiling conditions to flat rules and derivations to ordered strata."""

from __future__ import annotations

from engine.small import cause, fact, knowledge, symptom, when
from oceandx.engine.compile import all_evidence, compile_program, origin
from oceandx.engine.rules import Op
from oceandx.engine.rules import Test as Comparison
from oceandx.model.knowledge import Derivation, KnowledgeBase
from oceandx.model.vocabulary import FactType

FACTS = (
    fact("a.on"),
    fact("b.on"),
    fact("a.count", FactType.INTEGER, minimum=0, maximum=9),
    fact("a.mode", FactType.CHOICE, "x", "y", "z"),
    fact("a.day", FactType.DATE),
    fact("d.first"),
    fact("d.second"),
    fact("d.unused"),
)
DERIVED = (
    Derivation("d.second", True, when(d_first=True, b_on=True)),
    Derivation("d.first", True, when(a_on=True)),
    Derivation("d.first", False, when(a_on=False)),
    Derivation("d.unused", True, when(b_on=False)),
)


def chained() -> KnowledgeBase:
    return knowledge(
        FACTS,
        [cause("leak", ("proves", when(d_second=True))), cause("rust", ("supports", when(a_mode="x")))],
        [
            symptom("wet", {"leak": "common"}, {"leak": [("weakens", when(a_count={"at_least": 3}))]}),
            symptom("worn", {"rust": "common"}),
        ],
        DERIVED,
    )


def test_one_of_becomes_one_rule_for_each_alternative_under_one_key() -> None:
    leak = cause("leak", ("proves", when(a_mode={"one_of": ("x", "y", "x")}, a_count={"one_of": (1, 2)})))
    (last,) = compile_program(knowledge(FACTS, [leak])).strata
    assert {rule.key for rule in last.rules} == {"rules/causes/leak.yaml#leak-1"}
    assert [[test.constant for test in rule.tests] for rule in last.rules] == [
        ["x", 1],
        ["x", 2],
        ["y", 1],
        ["y", 2],
    ]


def test_tests_stand_in_the_order_equality_first_choices_before_flags_before_numbers_before_dates() -> None:
    conditions = when(a_day="2026-01-01", a_count={"at_least": 2, "is_not": 5}, b_on=True, a_on=True, a_mode="x")
    (last,) = compile_program(knowledge(FACTS, [cause("leak", ("proves", conditions))])).strata
    (rule,) = last.rules
    assert [(test.fact, test.op) for test in rule.tests] == [
        ("a.mode", Op.EQ),
        ("a.on", Op.EQ),
        ("b.on", Op.EQ),
        ("a.day", Op.EQ),
        ("a.count", Op.GE),
        ("a.count", Op.NE),
    ]


def test_each_operator_has_its_comparison_and_a_repeated_test_stands_once() -> None:
    conditions = (
        *when(a_count={"at_least": 1, "at_most": 8}, a_day={"before": "0001-01-09", "after": "0001-01-02"}),
        *when(a_count={"at_least": 1}),
    )
    (last,) = compile_program(knowledge(FACTS, [cause("leak", ("proves", conditions))])).strata
    assert last.rules[0].tests == (
        Comparison("a.count", Op.GE, 1),
        Comparison("a.count", Op.LE, 8),
        Comparison("a.day", Op.GT, 2),
        Comparison("a.day", Op.LT, 9),
    )


def test_a_fact_is_concluded_after_all_the_facts_it_rests_on() -> None:
    program = compile_program(chained())
    concluded = [[program.conclusions[rule.key] for rule in one.rules] for one in program.strata[:-1]]
    assert concluded == [
        [("d.first", True), ("d.first", False), ("d.unused", True)],
        [("d.second", True)],
    ]


def test_the_last_stratum_is_the_evidence_general_first() -> None:
    kb = chained()
    assert [rule.key for rule in compile_program(kb).strata[-1].rules] == [e.id for e in all_evidence(kb)]
    assert [origin(evidence) for evidence in all_evidence(kb)] == [
        "rules/causes/leak.yaml",
        "rules/causes/rust.yaml",
        "rules/symptoms/wet.yaml",
    ]


def test_a_program_for_some_symptoms_holds_only_what_bears_on_them() -> None:
    kb = chained()
    leak = compile_program(kb, frozenset({"wet"}))
    assert {fact for fact, _ in leak.conclusions.values()} == {"d.first", "d.second"}
    assert [rule.origin for rule in leak.strata[-1].rules] == ["rules/causes/leak.yaml", "rules/symptoms/wet.yaml"]
    rust = compile_program(kb, frozenset({"worn"}))
    assert rust.conclusions == {}
    assert [rule.origin for stratum in rust.strata for rule in stratum.rules] == ["rules/causes/rust.yaml"]


def test_a_program_without_rules_has_one_empty_stratum() -> None:
    program = compile_program(knowledge(FACTS))
    assert [stratum.rules for stratum in program.strata] == [()]
