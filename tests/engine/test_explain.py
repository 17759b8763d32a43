"""Why not: the smallest changes that would give another verdict."""

from __future__ import annotations

from engine.small import cause, fact, knowledge, symptom, when
from oceandx.engine.explain import changes_to
from oceandx.engine.rules import judge
from oceandx.engine.verdicts import Hypothesis, assess, findings, hypotheses, status_of
from oceandx.model.case import Value
from oceandx.model.diagnosis import Change, Finding
from oceandx.model.knowledge import Cause, Condition
from oceandx.model.vocabulary import Operator, Status, Truth


def finding(one: Cause, values: dict[str, Value]) -> Finding:
    hypothesis = Hypothesis(one, (), 1.0, one.evidence)
    holding = [e for e in one.evidence if all(judge(c, values.get(c.fact)) is Truth.TRUE for c in e.when)]
    assessments = assess(hypothesis, frozenset(e.id for e in holding), values)
    return Finding(
        cause=one.id,
        code=one.code,
        kind=one.kind,
        status=status_of(holding),
        probability=None,
        ratio=1.0,
        explains=(),
        assessments=tuple(assessments),
        missing=(),
        owner=one.owner,
        remediation=one.remediation,
    )


def on(letter: str, *, value: bool = True) -> Condition:
    return Condition(f"{letter}.on", Operator.IS, value)


def hold(*letters: str) -> tuple[Change, ...]:
    return tuple(Change(on(letter), holds=True) for letter in letters)


LEAK = cause(
    "leak",
    ("proves", when(a_on=True, b_on=True)),
    ("proves", when(c_on=True)),
    ("supports", when(d_on=True)),
    ("rules_out", when(e_on=True)),
)


def test_the_smallest_set_that_would_prove_a_cause() -> None:
    assert changes_to(finding(LEAK, {}), Status.CONFIRMED) == [hold("c")]


def test_what_already_holds_is_no_change_and_equally_small_sets_are_all_shown() -> None:
    assert changes_to(finding(LEAK, {"a.on": True}), Status.CONFIRMED) == [hold("b"), hold("c")]


def test_a_known_fact_may_have_to_change() -> None:
    assert changes_to(finding(LEAK, {"c.on": False, "a.on": True}), Status.CONFIRMED) == [hold("b"), hold("c")]


def test_what_rules_out_has_to_fail_as_well() -> None:
    fail = Change(on("e"), holds=False)
    changes = changes_to(finding(LEAK, {"e.on": True}), Status.CONFIRMED)
    assert changes == [(*hold("c"), fail)]


def test_each_part_of_what_rules_out_may_fail_but_not_one_that_must_hold() -> None:
    torn = cause("torn", ("proves", when(a_on=True)), ("rules_out", when(a_on=True, b_on=True)))
    values: dict[str, Value] = {"a.on": True, "b.on": True}
    assert changes_to(finding(torn, values), Status.CONFIRMED) == [(Change(on("b"), holds=False),)]
    assert changes_to(finding(torn, values), Status.RULED_OUT) == []


def test_at_most_three_sets_are_shown() -> None:
    many = cause("many", *(("proves", when(**{f"{letter}_on": True})) for letter in "dbeac"))
    assert changes_to(finding(many, {}), Status.CONFIRMED) == [hold("a"), hold("b"), hold("c")]


def test_nothing_has_to_change_for_the_verdict_that_stands() -> None:
    assert changes_to(finding(LEAK, {"c.on": True}), Status.CONFIRMED) == []
    assert changes_to(finding(LEAK, {"e.on": True}), Status.RULED_OUT) == []


def test_a_cause_that_nothing_can_prove_has_no_changes() -> None:
    assert changes_to(finding(cause("vague", ("supports", when(a_on=True))), {}), Status.CONFIRMED) == []


def test_what_would_rule_out_an_open_or_confirmed_cause() -> None:
    assert changes_to(finding(LEAK, {}), Status.RULED_OUT) == [hold("e")]
    assert changes_to(finding(LEAK, {"c.on": True}), Status.RULED_OUT) == [(Change(on("c"), holds=False), *hold("e"))]


def test_what_rules_a_cause_out_for_another_symptom_does_not_have_to_fail() -> None:
    kb = knowledge(
        [fact("a.on"), fact("b.on")],
        [cause("leak")],
        [
            symptom("wet", {"leak": "common"}, {"leak": [("rules_out", when(a_on=True))]}),
            symptom("noise", {"leak": "common"}, {"leak": [("proves", when(b_on=True))]}),
        ],
    )
    candidates = hypotheses(kb, ["wet", "noise"])
    fired = frozenset({"rules/symptoms/wet.yaml#leak-1"})
    (leak,) = findings(kb, candidates, fired, {"a.on": True})
    assert leak.explains == ("noise",)
    (only,) = changes_to(leak, Status.CONFIRMED)
    assert [(change.condition.fact, change.holds) for change in only] == [("b.on", True)]
    assert changes_to(leak, Status.RULED_OUT) == []  # of one symptom it is, and nothing can rule it out of the other
