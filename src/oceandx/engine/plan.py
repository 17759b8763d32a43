"""What comes next: questions and checks by information gained per minute, repairs in an order that works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from graphlib import TopologicalSorter

from oceandx.engine.inference import known_values
from oceandx.engine.information import Beliefs, askable, gain
from oceandx.engine.rules import truth
from oceandx.engine.verdicts import Hypothesis
from oceandx.model.bearing import needed
from oceandx.model.case import Facts, Unknown, Value
from oceandx.model.diagnosis import Finding, NextStep
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Obtain, Says, Status, StepKind, Truth, UnknownReason

# To look again, or to ask again, would give no more; what a system did not answer may be asked of it later.
_FINAL = (UnknownReason.NOT_KNOWN, UnknownReason.WITHHELD, UnknownReason.REFUSED, UnknownReason.INCONCLUSIVE)
_SMALLEST_GAIN = 0.001
_LITTLE_DOUBT = 0.85
_MOST_QUESTIONS = 10
_MOST_TRIALS = 3
_KINDS = {Obtain.ASK: StepKind.ASK, Obtain.CHECK: StepKind.CHECK, Obtain.COLLECT: StepKind.COLLECT}


def order_repairs(kb: KnowledgeBase, remediations: Iterable[str]) -> tuple[str, ...]:
    """Return remediations, each once, in an order that respects ``after`` and then the order of roles."""
    wanted = set(remediations)
    sorter = TopologicalSorter({r: [a for a in kb.remediations[r].after if a in wanted] for r in wanted})
    sorter.prepare()
    ordered: list[str] = []
    waiting: list[str] = []
    while sorter.is_active():
        waiting += sorter.get_ready()
        # Of what can be done now, the role that acts first; so one person's steps stay together.
        waiting.sort(key=lambda r: (kb.roles[kb.remediations[r].role].order, r))
        first = waiting.pop(0)
        ordered.append(first)
        sorter.done(first)
    return tuple(ordered)


def repairs_of(kb: KnowledgeBase, ranked: Iterable[Finding], facts: Facts) -> tuple[str, ...]:
    """Return the remediations of all confirmed causes, in order; one whose guard is known to fail is none."""
    values = known_values(facts)
    confirmed = (finding for finding in ranked if finding.status is Status.CONFIRMED)
    return order_repairs(kb, (r for finding in confirmed for r in _fitting(kb, finding, values)))


def _fitting(kb: KnowledgeBase, finding: Finding, values: Mapping[str, Value]) -> list[str]:
    return [r for r in finding.remediation if truth(kb.remediations[r].guard, values) is not Truth.FALSE]


def told_to_customer(kb: KnowledgeBase, repairs: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """Return the repairs that a customer may be told to do, in the same order."""
    values = known_values(facts)
    return tuple(remediation for remediation in repairs if may_be_told(kb, remediation, values))


def may_be_told(kb: KnowledgeBase, remediation: str, values: Mapping[str, Value]) -> bool:
    """Say whether a customer may be told to do this: no side effect, and a guard that is known to hold."""
    definition = kb.remediations[remediation]
    return definition.side_effect is None and truth(definition.guard, values) is Truth.TRUE


def next_steps(
    kb: KnowledgeBase, candidates: list[Hypothesis], ranked: tuple[Finding, ...], facts: Facts
) -> tuple[NextStep, ...]:
    """Return repairs of confirmed causes, then what contradicts itself, questions and checks, repairs worth a trial."""
    repairs = repairs_of(kb, ranked, facts)
    steps = [_repair(kb, remediation, None) for remediation in repairs]
    steps += _looks_again(kb, ranked, facts)
    steps += _questions(kb, candidates, ranked, facts)
    if not repairs:
        steps += _trials(kb, ranked, known_values(facts))
    return tuple(steps)


def _looks_again(kb: KnowledgeBase, ranked: tuple[Finding, ...], facts: Facts) -> list[NextStep]:
    """Return the facts that prove and rule out one and the same cause: somebody has to look at them once more.

    Before them comes what would say that one of them was observed on something else, and is void.
    """
    names = {
        condition.fact
        for finding in ranked
        if finding.status is Status.CONTRADICTED
        for assessment in finding.assessments
        if assessment.truth is Truth.TRUE and assessment.evidence.says.decides
        for condition, _ in assessment.conditions
    }
    given_up, values = _given_up(facts), known_values(facts)
    voiding = {
        condition.fact
        for name in names
        for condition in kb.facts[name].void_when
        if condition.fact not in values and condition.fact not in given_up
    }
    steps = [_look(kb, name, 0.0) for name in names | voiding]
    order = sorted(steps, key=lambda s: (s.fact not in voiding, s.minutes, s.fact or ""))
    return [step for step in order if not step.side_effect]


def _questions(
    kb: KnowledgeBase, candidates: list[Hypothesis], ranked: tuple[Finding, ...], facts: Facts
) -> list[NextStep]:
    open_causes = {f.cause: f.probability or 0.0 for f in ranked if f.status is Status.UNDETERMINED}
    explained = {f.cause: f.explains for f in ranked}
    remaining = [_about(h, explained[h.cause.id]) for h in candidates if h.cause.id in open_causes]
    if not remaining:
        return []
    evidence_facts = {c.fact for hypothesis in remaining for item in hypothesis.evidence for c in item.when}
    beliefs = Beliefs(
        candidates=remaining,
        probabilities=[open_causes[h.cause.id] for h in remaining],
        values=known_values(facts),
        derivations=needed(kb.derivations, evidence_facts),
        definitions=kb.facts,
        scale=kb.scale,
    )
    given_up = _given_up(facts)
    settling = _settling(beliefs)
    steps = []
    for name in askable(beliefs, given_up):
        definition = kb.facts[name]
        if definition.void_when and truth(definition.void_when, beliefs.values) is Truth.TRUE:
            continue  # whatever the answer, it would say nothing about this case
        bits = gain(beliefs, definition)
        if bits >= _SMALLEST_GAIN:
            steps.append(_look(kb, name, bits))
    # A step with a side effect waits until the harmless ones are spent.
    steps.sort(key=lambda s: (s.side_effect, s.fact not in settling, -s.gain / s.minutes, s.fact or ""))
    return steps[:_MOST_QUESTIONS]


def _given_up(facts: Facts) -> set[str]:
    return {name for name, fact in facts.items() if isinstance(fact, Unknown) and fact.reason in _FINAL}


def _settling(beliefs: Beliefs) -> set[str]:
    """Return the facts that would prove the leading cause, once little doubt is left which one it is."""
    leading = max(range(len(beliefs.candidates)), key=lambda i: beliefs.probabilities[i])
    # A cause without a rival has all of the probability and no evidence for it: then the cheapest answer comes first.
    if len(beliefs.candidates) == 1 or beliefs.probabilities[leading] < _LITTLE_DOUBT:
        return set()
    evidence = beliefs.candidates[leading].evidence
    return {
        condition.fact
        for item in evidence
        if item.says is Says.PROVES and truth(item.when, beliefs.values) is Truth.UNKNOWN
        for condition in item.when
    }


def _look(kb: KnowledgeBase, name: str, bits: float) -> NextStep:
    definition = kb.facts[name]
    return NextStep(
        kind=_KINDS[definition.obtain],
        fact=name,
        remediation=None,
        cause=None,
        role=definition.role,
        minutes=definition.minutes,
        gain=bits,
        side_effect=definition.side_effect is not None,
    )


def _about(hypothesis: Hypothesis, symptoms: tuple[str, ...]) -> Hypothesis:
    """Return a hypothesis with the evidence that bears on the symptoms that it may still explain."""
    evidence = tuple(e for e in hypothesis.evidence if e.symptom is None or e.symptom in symptoms)
    return replace(hypothesis, evidence=evidence)


def _trials(kb: KnowledgeBase, ranked: tuple[Finding, ...], values: Mapping[str, Value]) -> list[NextStep]:
    """Return the first repair of likely causes, by probability over minutes; only harmless ones."""
    best: dict[str, tuple[float, str]] = {}
    for finding in ranked:
        if finding.status is not Status.UNDETERMINED or (finding.probability or 0.0) < kb.scale.likely:
            continue
        first = next(iter(_fitting(kb, finding, values)), None)
        if first is None:
            continue
        rate = (finding.probability or 0.0) / kb.remediations[first].minutes
        if may_be_told(kb, first, values) and rate > best.get(first, (0.0, ""))[0]:
            best[first] = (rate, finding.cause)
    chosen = sorted(best, key=lambda r: (-best[r][0], r))[:_MOST_TRIALS]
    order = {name: kb.roles[kb.remediations[name].role].order for name in chosen}
    return [_repair(kb, name, best[name][1]) for name in sorted(chosen, key=lambda r: (order[r], -best[r][0], r))]


def _repair(kb: KnowledgeBase, remediation: str, cause: str | None) -> NextStep:
    definition = kb.remediations[remediation]
    return NextStep(
        kind=StepKind.REPAIR,
        fact=None,
        remediation=remediation,
        cause=cause,
        role=definition.role,
        minutes=definition.minutes,
        gain=0.0,
        side_effect=definition.side_effect is not None,
    )
