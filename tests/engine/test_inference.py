"""Forward chaining, contradictions and what is known of a conjunction."""

from __future__ import annotations

import pytest

from engine.small import cause, fact, knowledge, known, when
from oceandx.engine.compile import compile_program
from oceandx.engine.inference import Inference, infer, known_values, settle
from oceandx.engine.matcher import Engine, make_matcher
from oceandx.engine.native import NativeMatcher
from oceandx.engine.rules import truth
from oceandx.model.case import Facts, Known, Unknown, Value
from oceandx.model.knowledge import Comparison, Derivation, KnowledgeBase
from oceandx.model.vocabulary import FactType, Operator, Truth, UnknownReason

FACTS = (
    fact("a.on"),
    fact("b.on"),
    fact("a.count", FactType.INTEGER, minimum=0, maximum=9, void_when=when(b_on=False)),
    fact("d.first"),
    fact("d.second"),
)
KB = knowledge(
    FACTS,
    [cause("leak", ("proves", when(d_second=True)), ("rules_out", when(d_first=False)))],
    derived=[
        Derivation("d.first", True, when(a_on=True)),
        Derivation("d.first", False, when(a_count={"at_least": 5})),
        Derivation("d.second", True, when(d_first=True, b_on=True)),
    ],
)
PROVED, EXCLUDED = (f"rules/causes/leak.yaml#leak-{number}" for number in (1, 2))


def inferred(facts: Facts) -> Inference:
    program = compile_program(KB)
    return infer(program, NativeMatcher(program.strata).match, facts)


def test_conclusions_join_the_facts_of_the_next_stratum() -> None:
    inference = inferred(known(a_on=True, b_on=True))
    assert inference.derived == ("d.first", "d.second")
    assert inference.fired == {PROVED}
    assert inference.facts["d.second"] == Known("d.second", True, "derived", "2026-11-22")


def comparing(kind: FactType, operator: Operator, **more: bool) -> KnowledgeBase:
    """Return a knowledge base in which ``d.first`` follows from ``a.x`` compared with ``a.y``."""
    return knowledge(
        (fact("a.x", kind), fact("a.y", kind), fact("b.on"), fact("d.first")),
        [cause("leak", ("proves", when(d_first=True)))],
        derived=[Derivation("d.first", True, when(**more), (Comparison("a.x", operator, "a.y"),))],
    )


@pytest.mark.parametrize(
    ("operator", "holds"),
    [
        (Operator.IS, (False, True, False)),
        (Operator.IS_NOT, (True, False, True)),
        (Operator.BEFORE, (True, False, False)),
        (Operator.AFTER, (False, False, True)),
        (Operator.AT_LEAST, (False, True, True)),
        (Operator.AT_MOST, (True, True, False)),
    ],
)
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (FactType.DATE, (("2025-12-31", "2026-01-01"), ("2026-01-01", "2026-01-01"), ("2026-01-10", "2026-01-09"))),
        (FactType.INTEGER, ((9, 10), (10, 10), (100, 99))),
    ],
)
def test_two_facts_are_compared_with_each_other(
    kind: FactType, values: tuple[tuple[Value, Value], ...], operator: Operator, holds: tuple[bool, ...]
) -> None:
    kb = comparing(kind, operator)
    program = compile_program(kb)
    matchers = [make_matcher(program, engine) for engine in (Engine.NATIVE, Engine.AUTO)]
    for (x, y), expected in zip(values, holds, strict=True):
        for matcher in matchers:
            inference = infer(program, matcher.match, known(a_x=x, a_y=y))
            assert (inference.fired == {PROVED}) is expected
            assert inference.derived == (("d.first",) if expected else ())
            assert matcher.fallbacks == 0


def test_a_comparison_of_which_one_side_is_unknown_concludes_nothing() -> None:
    program = compile_program(comparing(FactType.DATE, Operator.IS_NOT))
    for facts in (known(a_x="2026-01-01"), known(a_y="2026-01-01"), {}):
        assert infer(program, NativeMatcher(program.strata).match, facts).derived == ()


def test_a_comparison_counts_only_together_with_its_conditions() -> None:
    program = compile_program(comparing(FactType.INTEGER, Operator.AFTER, b_on=True))
    match = NativeMatcher(program.strata).match
    assert infer(program, match, known(a_x=2, a_y=1, b_on=True)).derived == ("d.first",)
    assert infer(program, match, known(a_x=2, a_y=1, b_on=False)).derived == ()
    assert infer(program, match, known(a_x=2, a_y=1)).derived == ()


def test_without_its_premises_nothing_is_concluded() -> None:
    inference = inferred(known(b_on=True))
    assert inference.derived == ()
    assert inference.fired == set()
    assert set(inference.facts) == {"b.on"}


def test_without_any_fact_nothing_is_concluded() -> None:
    assert inferred({}) == Inference({}, (), frozenset())


def test_conclusions_that_disagree_are_contradictory() -> None:
    inference = inferred(known(a_on=True, a_count=5, b_on=True))
    assert inference.facts["d.first"] == Unknown("d.first", UnknownReason.CONTRADICTORY, "derived", "2026-11-22")
    assert inference.fired == set()
    assert inference.derived == ("d.first",)


def test_a_conclusion_that_disagrees_with_what_was_observed_is_contradictory() -> None:
    detail = ({"office": "Nord"},)
    seen = Known("d.first", False, "answer", "2026-11-20", detail)
    inference = inferred({**known(a_on=True), "d.first": seen})
    assert inference.facts["d.first"] == Unknown("d.first", UnknownReason.CONTRADICTORY, "answer", "2026-11-20", detail)
    assert inference.fired == set()


def test_a_contradiction_between_sources_is_not_settled_by_a_conclusion() -> None:
    torn = Unknown("d.first", UnknownReason.CONTRADICTORY, "answer, file", "2026-11-20")
    assert inferred({**known(a_on=True), "d.first": torn}).facts["d.first"] is torn


def test_a_conclusion_that_agrees_with_what_was_observed_changes_nothing() -> None:
    seen = Known("d.first", True, "answer", "2026-11-20")
    assert inferred({**known(a_on=True), "d.first": seen}).facts["d.first"] is seen


def test_a_conclusion_replaces_an_unknown_fact_and_keeps_its_detail() -> None:
    detail = ({"office": "Nord"},)
    asked = Unknown("d.first", UnknownReason.NOT_KNOWN, "answer", "2026-11-20", detail)
    inference = inferred({**known(a_on=True), "d.first": asked})
    assert inference.facts["d.first"] == Known("d.first", True, "derived", "2026-11-22", detail)


def test_a_fact_that_another_makes_void_is_withdrawn_before_anything_follows_from_it() -> None:
    inference = inferred(known(a_count=5, b_on=False))
    assert inference.facts["a.count"] == Unknown("a.count", UnknownReason.CONTRADICTORY, "answer", "2026-11-22")
    assert inference.fired == set()


@pytest.mark.parametrize("others", [known(b_on=True), known()])
def test_a_fact_stands_unless_what_would_void_it_is_known_to_hold(others: Facts) -> None:
    facts = {**others, **known(a_count=5)}
    assert settle(KB.facts, facts) == facts
    assert inferred(facts).fired == {EXCLUDED}


def test_unknown_facts_have_no_value() -> None:
    facts = {**known(a_on=False), "b.on": Unknown("b.on", UnknownReason.TIMED_OUT)}
    assert known_values(facts) == {"a.on": False}


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"a.on": True, "b.on": True}, Truth.TRUE),
        ({"a.on": True}, Truth.UNKNOWN),
        ({"a.on": False}, Truth.FALSE),
        ({"a.on": True, "b.on": False}, Truth.FALSE),
        ({}, Truth.UNKNOWN),
    ],
)
def test_a_conjunction_is_false_if_any_part_is_and_unknown_if_any_part_is(
    values: dict[str, Value], wanted: Truth
) -> None:
    assert truth(when(a_on=True, b_on=True), values) is wanted


def test_the_empty_conjunction_holds() -> None:
    assert truth((), {}) is Truth.TRUE
