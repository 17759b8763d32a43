"""Properties of the engine over random programs and facts."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.small import cause, fact, knowledge, symptom
from oceandx.engine.compile import all_evidence, compile_program
from oceandx.engine.durable import load_kernel
from oceandx.engine.explain import changes_to
from oceandx.engine.inference import Inference, infer, known_values, settle
from oceandx.engine.matcher import Engine, make_matcher
from oceandx.engine.plan import next_steps
from oceandx.engine.rules import truth
from oceandx.engine.verdicts import findings, hypotheses
from oceandx.model.case import Facts, Known, Unknown, Value
from oceandx.model.diagnosis import Finding
from oceandx.model.knowledge import Condition, Derivation, FactDefinition, KnowledgeBase, When
from oceandx.model.vocabulary import FactType, Operator, Says, Status, Truth, UnknownReason

BASE = (
    fact("a.on"),
    fact("b.on"),
    fact("a.mode", FactType.CHOICE, "x", "y", "x y", 'é"\\'),
    fact("b.mode", FactType.CHOICE, "true", "1", "x"),
    fact("a.count", FactType.INTEGER, minimum=-2, maximum=6),
    fact("b.count", FactType.INTEGER, minimum=0, maximum=2**53),
    fact("a.day", FactType.DATE),
    fact("v.on", void_when=(Condition("b.on", Operator.IS, True),)),
)
# Each fact may rest on those before it, so that no circle can arise.
DERIVED = (
    fact("d.first"),
    fact("d.mode", FactType.CHOICE, "x", "y"),
    fact("d.count", FactType.INTEGER, minimum=0, maximum=3),
)
DAYS = ("0001-01-01", "2026-02-27", "2026-02-28", "2026-03-01", "2027-01-01", "9999-12-31")
OPERATORS = {
    FactType.BOOLEAN: (Operator.IS, Operator.IS_NOT),
    FactType.CHOICE: (Operator.IS, Operator.IS_NOT, Operator.ONE_OF),
    FactType.INTEGER: (Operator.IS, Operator.IS_NOT, Operator.ONE_OF, Operator.AT_LEAST, Operator.AT_MOST),
    FactType.DATE: (Operator.IS, Operator.IS_NOT, Operator.BEFORE, Operator.AFTER),
}
ENGINES = [Engine.NATIVE, *([Engine.DURABLE] if load_kernel() is not None else [])]


def values_of(definition: FactDefinition) -> st.SearchStrategy[Value]:
    if definition.type is FactType.BOOLEAN:
        return st.booleans()
    if definition.type is FactType.CHOICE:
        return st.sampled_from(definition.choices)
    if definition.type is FactType.INTEGER:
        small = st.integers(definition.minimum, min(definition.maximum or 0, 6))
        return small | st.integers(definition.minimum, definition.maximum)
    return st.sampled_from(DAYS)


@st.composite
def conditions(draw: st.DrawFn, facts: tuple[FactDefinition, ...]) -> Condition:
    definition = draw(st.sampled_from(facts))
    operator = draw(st.sampled_from(OPERATORS[definition.type]))
    values = values_of(definition)
    if operator is Operator.ONE_OF:
        return Condition(definition.name, operator, tuple(draw(st.lists(values, min_size=1, max_size=3))))
    return Condition(definition.name, operator, draw(values))


def whens(facts: tuple[FactDefinition, ...]) -> st.SearchStrategy[When]:
    return st.lists(conditions(facts), min_size=1, max_size=3).map(tuple)


@st.composite
def knowledge_bases(draw: st.DrawFn) -> KnowledgeBase:
    derived: list[Derivation] = []
    for number, target in enumerate(DERIVED):
        for _ in range(draw(st.integers(0, 3))):
            premises = draw(whens((*BASE, *DERIVED[:number])))
            derived.append(Derivation(target.name, draw(values_of(target)), premises))
    items = st.tuples(st.sampled_from([word.value for word in Says]), whens((*BASE, *DERIVED)))
    causes = [cause(name, *draw(st.lists(items, max_size=5))) for name in ("leak", "rust", "habit")]
    likelihoods = st.sampled_from(["common", "occasional", "rare"])
    symptoms = [
        symptom(
            "wet", {"leak": draw(likelihoods), "rust": draw(likelihoods)}, {"rust": draw(st.lists(items, max_size=2))}
        ),
        symptom("noise", {"rust": draw(likelihoods), "habit": draw(likelihoods)}),
    ]
    return knowledge((*BASE, *DERIVED), causes, symptoms, draw(st.permutations(derived)))


@st.composite
def fact_sets(draw: st.DrawFn) -> dict[str, Known | Unknown]:
    chosen = draw(st.lists(st.sampled_from((*BASE, *DERIVED)), unique_by=lambda one: one.name))
    facts: dict[str, Known | Unknown] = {}
    for definition in chosen:
        value = draw(st.none() | values_of(definition))
        facts[definition.name] = (
            Unknown(definition.name, UnknownReason.NOT_KNOWN)
            if value is None
            else Known(definition.name, value, "answer", draw(st.sampled_from(["", "2026-11-21", "2026-11-22"])))
        )
    return facts


def inferred(kb: KnowledgeBase, facts: Facts, engine: Engine = Engine.NATIVE) -> Inference:
    program = compile_program(kb)
    return infer(program, make_matcher(program, engine).match, facts)


def judged(kb: KnowledgeBase, facts: Facts, symptoms: tuple[str, ...] = ("wet", "noise")) -> tuple[Finding, ...]:
    inference = inferred(kb, facts)
    return findings(kb, hypotheses(kb, symptoms), inference.fired, known_values(inference.facts))


def reference(kb: KnowledgeBase, facts: Facts) -> tuple[dict[str, Value], frozenset[str]]:
    """Infer straight from the meaning: a fact is what was given and concluded, unless these disagree."""
    given = known_values(settle(kb.facts, facts))
    values: dict[str, Value] = {}
    for name in [one.name for one in (*BASE, *DERIVED)]:
        said = {d.value for d in kb.derivations if d.fact == name and truth(d.when, values) is Truth.TRUE}
        said |= {given[name]} if name in given else set()
        if len(said) == 1:
            values[name] = said.pop()
    return values, frozenset(e.id for e in all_evidence(kb) if truth(e.when, values) is Truth.TRUE)


@pytest.mark.parametrize("engine", ENGINES)
@settings(deadline=None, max_examples=150)
@given(kb=knowledge_bases(), cases=st.lists(fact_sets(), min_size=1, max_size=5))
def test_every_matcher_concludes_what_the_conditions_mean(
    engine: Engine, kb: KnowledgeBase, cases: list[dict[str, Known | Unknown]]
) -> None:
    program = compile_program(kb)
    matcher = make_matcher(program, engine)
    for facts in cases:
        inference = infer(program, matcher.match, facts)
        assert (known_values(inference.facts), inference.fired) == reference(kb, facts)


@settings(deadline=None)
@given(kb=knowledge_bases(), facts=fact_sets(), seed=st.integers(0, 99))
def test_the_order_of_facts_is_irrelevant(kb: KnowledgeBase, facts: dict[str, Known | Unknown], seed: int) -> None:
    names = list(facts)
    random.Random(seed).shuffle(names)  # noqa: S311 - chance, not secrecy
    shuffled = {name: facts[name] for name in names}
    for engine in ENGINES:
        assert inferred(kb, shuffled, engine) == inferred(kb, facts, engine)
    first, second = judged(kb, facts), judged(kb, shuffled)
    assert first == second
    candidates = hypotheses(kb, ("wet", "noise"))
    assert next_steps(kb, candidates, first, facts) == next_steps(kb, candidates, second, shuffled)


@settings(deadline=None)
@given(kb=knowledge_bases(), facts=fact_sets())
def test_the_order_of_derivations_is_irrelevant(kb: KnowledgeBase, facts: dict[str, Known | Unknown]) -> None:
    turned = knowledge(
        tuple(kb.facts.values()), tuple(kb.causes.values()), tuple(kb.symptoms.values()), kb.derivations[::-1]
    )
    assert inferred(turned, facts) == inferred(kb, facts)


@settings(deadline=None)
@given(kb=knowledge_bases(), facts=fact_sets(), symptoms=st.sampled_from([("wet",), ("noise",), ("wet", "noise")]))
def test_probabilities_sum_to_one_over_the_undetermined(
    kb: KnowledgeBase, facts: dict[str, Known | Unknown], symptoms: tuple[str, ...]
) -> None:
    found = judged(kb, facts, symptoms)
    undetermined = [f.probability for f in found if f.status is Status.UNDETERMINED]
    assert all(probability is not None and 0 < probability <= 1 for probability in undetermined)
    if undetermined:
        assert sum(probability or 0.0 for probability in undetermined) == pytest.approx(1.0)
    fixed = {Status.CONFIRMED: 1.0, Status.RULED_OUT: 0.0, Status.CONTRADICTED: None}
    assert all(f.probability == fixed[f.status] for f in found if f.status in fixed)


@settings(deadline=None)
@given(kb=knowledge_bases(), facts=fact_sets())
def test_a_verdict_rests_on_decisive_evidence_that_holds(kb: KnowledgeBase, facts: dict[str, Known | Unknown]) -> None:
    _, holding = reference(kb, facts)
    for finding in judged(kb, facts):
        held = [a.evidence for a in finding.assessments if a.evidence.id in holding]
        symptoms = [s.id for s in kb.symptoms.values() if finding.cause in {c.cause for c in s.candidates}]
        said = [{e.says for e in held if e.symptom in {None, symptom}} for symptom in symptoms]
        proved, excluded = ([word in one for one in said] for word in (Says.PROVES, Says.RULES_OUT))
        clear = any(p and not e for p, e in zip(proved, excluded, strict=True))
        assert (finding.status is Status.CONFIRMED) is clear
        assert (finding.status is Status.RULED_OUT) is (all(excluded) and not any(proved))
        assert (finding.status is Status.CONTRADICTED) is (any(proved) and not clear)


def without_withdrawal(kb: KnowledgeBase) -> KnowledgeBase:
    """Return the same evidence where nothing can withdraw a fact: no void facts, no conclusions."""
    definitions = [one for one in kb.facts.values() if not one.void_when]
    bare = [fact("v.on"), *definitions]
    return knowledge(bare, tuple(kb.causes.values()), tuple(kb.symptoms.values()))


@settings(deadline=None)
@given(kb=knowledge_bases(), facts=fact_sets(), more=fact_sets())
def test_learning_a_fact_withdraws_no_evidence_where_nothing_voids_or_contradicts(
    kb: KnowledgeBase, facts: dict[str, Known | Unknown], more: dict[str, Known | Unknown]
) -> None:
    kb = without_withdrawal(kb)
    learnt = {**more, **{name: one for name, one in facts.items() if isinstance(one, Known)}}
    assert inferred(kb, facts).fired <= inferred(kb, learnt).fired
    later = {finding.cause: finding.status for finding in judged(kb, learnt)}
    for finding in judged(kb, facts):
        if finding.status is Status.RULED_OUT:
            assert later[finding.cause] in {Status.RULED_OUT, Status.CONTRADICTED}
        if finding.status is Status.CONFIRMED:
            assert later[finding.cause] in {Status.CONFIRMED, Status.CONTRADICTED}


@settings(deadline=None)
@given(kb=knowledge_bases(), facts=fact_sets(), wanted=st.sampled_from([Status.CONFIRMED, Status.RULED_OUT]))
def test_changes_name_what_does_not_hold_yet_and_what_does(
    kb: KnowledgeBase, facts: dict[str, Known | Unknown], wanted: Status
) -> None:
    values: Mapping[str, Value] = reference(kb, facts)[0]
    for finding in judged(kb, facts):
        sets = changes_to(finding, wanted)
        assert len(sets) <= 3
        assert (finding.status is wanted) <= (not sets)
        for changes in sets:
            assert changes
            assert len(changes) == len(sets[0])
            assert all((truth((c.condition,), values) is Truth.TRUE) is not c.holds for c in changes)
