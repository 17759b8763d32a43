"""Verdicts and probabilities: pure functions of which evidence holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oceandx.engine.rules import judge
from oceandx.model.case import Value
from oceandx.model.diagnosis import Assessment, Finding
from oceandx.model.knowledge import Cause, Evidence, KnowledgeBase, Scale
from oceandx.model.vocabulary import Kind, LifeStatus, Says, Status, Truth, Verdict

_DECISIVE = (Says.PROVES, Says.RULES_OUT)
_FOR = (Says.PROVES, Says.STRONGLY_SUPPORTS, Says.SUPPORTS)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A candidate cause of this case: what it explains, its odds before evidence, its evidence."""

    cause: Cause
    explains: tuple[str, ...]
    prior: float
    evidence: tuple[Evidence, ...]
    remediation: tuple[str, ...] = ()


def hypotheses(kb: KnowledgeBase, symptoms: Iterable[str]) -> list[Hypothesis]:
    """Return the candidates of the case's symptoms, in order of code; retired causes are none."""
    wanted = list(symptoms)
    likelihoods: dict[str, dict[str, float]] = {}
    special: dict[str, list[Evidence]] = {}
    repairs: dict[str, list[str]] = {}
    for symptom in wanted:
        for candidate in kb.symptoms[symptom].candidates:
            repairs.setdefault(candidate.cause, []).extend(
                candidate.remediation or kb.causes[candidate.cause].remediation
            )
            likelihoods.setdefault(candidate.cause, {})[symptom] = kb.scale.prior[candidate.likelihood]
            special.setdefault(candidate.cause, []).extend(candidate.evidence)
    return [
        Hypothesis(
            cause=cause,
            explains=tuple(symptom for symptom in wanted if symptom in likelihoods[cause.id]),
            prior=math.prod(likelihoods[cause.id].get(symptom, kb.scale.leak) for symptom in wanted),
            evidence=(*cause.evidence, *special[cause.id]),
            remediation=tuple(dict.fromkeys(repairs[cause.id])),
        )
        for cause in kb.causes.values()
        if cause.id in likelihoods and cause.status is not LifeStatus.RETIRED
    ]


def assess(hypothesis: Hypothesis, fired: frozenset[str], values: Mapping[str, Value]) -> list[Assessment]:
    """Hold every piece of evidence against the facts.

    That a conjunction holds is the matcher's answer; what is false and what is unknown comes from the conditions.
    """
    result = []
    for evidence in hypothesis.evidence:
        conditions = tuple((c, judge(c, values.get(c.fact))) for c in evidence.when)
        if evidence.id in fired:
            whole = Truth.TRUE
        else:
            whole = Truth.FALSE if any(t is Truth.FALSE for _, t in conditions) else Truth.UNKNOWN
        result.append(Assessment(evidence, whole, conditions))
    return result


def status_of(holding: Iterable[Evidence]) -> Status:
    """Return the verdict that the holding evidence gives."""
    said = {evidence.says for evidence in holding}
    if Says.RULES_OUT in said:
        return Status.CONTRADICTED if Says.PROVES in said else Status.RULED_OUT
    return Status.CONFIRMED if Says.PROVES in said else Status.UNDETERMINED


def speaking(holding: Iterable[Evidence], scale: Scale) -> list[Evidence]:
    """Keep the evidence that speaks for itself.

    Where one piece's conditions include another's and both speak in the same direction, only the more specific one
    counts; of two with the same conditions, the stronger. So one observation is never counted twice.
    """
    kept: list[Evidence] = []
    for evidence in sorted(holding, key=lambda e: (-len(e.when), -abs(math.log(scale.ratio[e.says])))):
        own = set(evidence.when)
        side = evidence.says in _FOR
        if not any(own <= set(other.when) and side == (other.says in _FOR) for other in kept):
            kept.append(evidence)
    return kept


def weight(hypothesis: Hypothesis, holding: Iterable[Evidence], scale: Scale) -> float:
    """Return the odds of a cause: its prior times the ratio of each piece of evidence that speaks."""
    ratios = (scale.ratio[e.says] for e in speaking(holding, scale))
    return hypothesis.prior * math.prod(ratios)


def findings(
    kb: KnowledgeBase, candidates: list[Hypothesis], fired: frozenset[str], values: Mapping[str, Value]
) -> tuple[Finding, ...]:
    """Judge every candidate and put them in rank order."""
    assessed = {h.cause.id: assess(h, fired, values) for h in candidates}
    holding = {c: [a.evidence for a in found if a.truth is Truth.TRUE] for c, found in assessed.items()}
    status = {c: status_of(found) for c, found in holding.items()}
    weights = {h.cause.id: weight(h, holding[h.cause.id], kb.scale) for h in candidates}
    total = sum(weights[c] for c in weights if status[c] is Status.UNDETERMINED)
    fixed = {Status.CONFIRMED: 1.0, Status.RULED_OUT: 0.0, Status.CONTRADICTED: None}
    ranked = sorted(candidates, key=lambda h: _rank(h, status[h.cause.id], weights[h.cause.id]))
    return tuple(
        Finding(
            cause=h.cause.id,
            code=h.cause.code,
            kind=h.cause.kind,
            status=status[h.cause.id],
            probability=(
                weights[h.cause.id] / total if status[h.cause.id] is Status.UNDETERMINED else fixed[status[h.cause.id]]
            ),
            ratio=weights[h.cause.id] / h.prior,
            explains=h.explains,
            assessments=tuple(assessed[h.cause.id]),
            missing=_missing(assessed[h.cause.id], status[h.cause.id]),
            owner=h.cause.owner,
            remediation=h.remediation,
        )
        for h in ranked
    )


def overall(ranked: tuple[Finding, ...]) -> Verdict:
    """Return the verdict of the whole case."""
    confirmed = [finding for finding in ranked if finding.status is Status.CONFIRMED]
    if any(finding.kind is Kind.FAULT for finding in confirmed):
        return Verdict.FAULT
    if confirmed:
        return Verdict.EXPECTED
    if all(finding.status is Status.RULED_OUT for finding in ranked):
        return Verdict.NO_KNOWN_CAUSE
    return Verdict.UNDETERMINED


def unexplained(symptoms: Iterable[str], ranked: tuple[Finding, ...], scale: Scale) -> tuple[str, ...]:
    """Name the symptoms that no confirmed, contradicted or likely cause explains.

    What the evidence speaks strongly against is not likely, even when nothing else is left.
    """
    live = [
        finding
        for finding in ranked
        if finding.status in {Status.CONFIRMED, Status.CONTRADICTED}
        or (
            finding.status is Status.UNDETERMINED
            and (finding.probability or 0.0) >= scale.likely
            and finding.ratio > scale.ratio[Says.STRONGLY_WEAKENS]
        )
    ]
    explained = {symptom for finding in live for symptom in finding.explains}
    return tuple(symptom for symptom in symptoms if symptom not in explained)


def _rank(hypothesis: Hypothesis, status: Status, odds: float) -> tuple[int, int, float, str]:
    order = (Status.CONFIRMED, Status.CONTRADICTED, Status.UNDETERMINED, Status.RULED_OUT)
    # Among the confirmed the one that explains most comes first; among the undetermined only the odds count.
    breadth = 0 if status is Status.UNDETERMINED else -len(hypothesis.explains)
    return order.index(status), breadth, -odds, hypothesis.cause.code


def _missing(assessed: list[Assessment], status: Status) -> tuple[str, ...]:
    """Name the unknown facts that could still change this verdict, decisive ones first."""
    if status in {Status.CONFIRMED, Status.RULED_OUT}:
        return ()
    open_items = [a for a in assessed if a.truth is Truth.UNKNOWN]
    open_items.sort(key=lambda a: a.evidence.says not in _DECISIVE)
    return tuple(dict.fromkeys(c.fact for a in open_items for c, known in a.conditions if known is Truth.UNKNOWN))
