"""Verdicts and probabilities: pure functions of which evidence holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from oceandx.engine.rules import judge
from oceandx.model.case import Value
from oceandx.model.diagnosis import Assessment, Finding
from oceandx.model.knowledge import Cause, Evidence, KnowledgeBase, Scale
from oceandx.model.vocabulary import Kind, LifeStatus, Says, Status, Truth, Verdict


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a cause is a candidate of one symptom: its odds there before evidence, and the repairs that it needs."""

    prior: float
    remediation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A candidate cause of this case: what it may explain, its odds before evidence, its evidence."""

    cause: Cause
    explains: tuple[str, ...]
    prior: float
    evidence: tuple[Evidence, ...]
    grounds: Mapping[str, Ground] = field(default_factory=dict)


def hypotheses(kb: KnowledgeBase, symptoms: Iterable[str]) -> list[Hypothesis]:
    """Return the candidates of the case's symptoms, in order of code; retired causes are none."""
    wanted = list(symptoms)
    grounds: dict[str, dict[str, Ground]] = {}
    special: dict[str, list[Evidence]] = {}
    for symptom in wanted:
        for candidate in kb.symptoms[symptom].candidates:
            repairs = candidate.remediation or kb.causes[candidate.cause].remediation
            ground = Ground(kb.scale.prior[candidate.likelihood], repairs)
            grounds.setdefault(candidate.cause, {})[symptom] = ground
            special.setdefault(candidate.cause, []).extend(candidate.evidence)
    causes = sorted((kb.causes[name] for name in grounds), key=lambda cause: cause.code)
    return [
        Hypothesis(
            cause=cause,
            explains=tuple(grounds[cause.id]),
            prior=math.prod(grounds[cause.id][s].prior if s in grounds[cause.id] else kb.scale.leak for s in wanted),
            evidence=(*cause.evidence, *special[cause.id]),
            grounds=grounds[cause.id],
        )
        for cause in causes
        if cause.status is not LifeStatus.RETIRED
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
    found, kept = list(holding), list[Evidence]()
    if len(found) < 2:
        return found
    for evidence in sorted(found, key=lambda e: (-len(e.when), -abs(math.log(scale.ratio[e.says])))):
        own = set(evidence.when)
        side = evidence.says.favours
        if not any(own <= set(other.when) and side == other.says.favours for other in kept):
            kept.append(evidence)
    return kept


def weight(holding: Iterable[Evidence], scale: Scale) -> float:
    """Return how far evidence moves the odds of a cause: the ratio of each piece that speaks, multiplied."""
    return math.prod(scale.ratio[e.says] for e in speaking(holding, scale))


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a hypothesis stands: its verdict, the symptoms it may still explain, its odds, and the evidence's part."""

    status: Status
    explains: tuple[str, ...]
    odds: float
    ratio: float


def stand(hypothesis: Hypothesis, holding: Iterable[Evidence], scale: Scale) -> _Standing:
    """Judge a hypothesis symptom by symptom.

    Evidence special to a symptom says whether the cause is behind that symptom, and nothing about the others: what
    rules it out there leaves it open elsewhere, and counts there as a cause that does not explain the symptom.
    """
    held = list(holding)
    own = {symptom: [e for e in held if e.symptom in {None, symptom}] for symptom in hypothesis.explains}
    status = {symptom: status_of(evidence) for symptom, evidence in own.items()}
    left = tuple(symptom for symptom in hypothesis.explains if status[symptom] is not Status.RULED_OUT)
    confirmed = tuple(symptom for symptom in left if status[symptom] is not Status.CONTRADICTED)
    if not left:
        verdict, left = Status.RULED_OUT, hypothesis.explains
    elif Status.CONFIRMED in status.values():
        verdict, left = Status.CONFIRMED, confirmed
    else:
        verdict = Status.CONTRADICTED if Status.CONTRADICTED in status.values() else Status.UNDETERMINED
    ratio = weight((e for e in held if e.symptom is None or e.symptom in left), scale)
    lost = math.prod(scale.leak / hypothesis.grounds[s].prior for s in hypothesis.explains if s not in left)
    return _Standing(verdict, left, hypothesis.prior * lost * ratio, ratio)


def findings(
    kb: KnowledgeBase, candidates: list[Hypothesis], fired: frozenset[str], values: Mapping[str, Value]
) -> tuple[Finding, ...]:
    """Judge every candidate and put them in rank order."""
    assessed = {h.cause.id: assess(h, fired, values) for h in candidates}
    standing = {
        h.cause.id: stand(h, (a.evidence for a in assessed[h.cause.id] if a.truth is Truth.TRUE), kb.scale)
        for h in candidates
    }
    total = sum(one.odds for one in standing.values() if one.status is Status.UNDETERMINED)
    ranked = sorted(candidates, key=lambda h: _rank(h.cause, standing[h.cause.id]))
    return tuple(_finding(h, standing[h.cause.id], assessed[h.cause.id], total) for h in ranked)


def _finding(hypothesis: Hypothesis, standing: _Standing, assessed: list[Assessment], total: float) -> Finding:
    fixed = {Status.CONFIRMED: 1.0, Status.RULED_OUT: 0.0, Status.CONTRADICTED: None}
    undetermined = standing.status is Status.UNDETERMINED
    counted = [a for a in assessed if a.evidence.symptom is None or a.evidence.symptom in standing.explains]
    repairs = (r for symptom in standing.explains for r in hypothesis.grounds[symptom].remediation)
    return Finding(
        cause=hypothesis.cause.id,
        code=hypothesis.cause.code,
        kind=hypothesis.cause.kind,
        status=standing.status,
        probability=standing.odds / total if undetermined else fixed[standing.status],
        ratio=standing.ratio,
        explains=standing.explains,
        assessments=tuple(assessed),
        missing=_missing(counted, standing.status),
        owner=hypothesis.cause.owner,
        remediation=tuple(dict.fromkeys(repairs)),
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


def _rank(cause: Cause, standing: _Standing) -> tuple[int, int, float, str]:
    order = (Status.CONFIRMED, Status.CONTRADICTED, Status.UNDETERMINED, Status.RULED_OUT)
    # Among the confirmed the one that explains most comes first; among the undetermined only the odds count.
    breadth = 0 if standing.status is Status.UNDETERMINED else -len(standing.explains)
    return order.index(standing.status), breadth, -standing.odds, cause.code


def _missing(assessed: list[Assessment], status: Status) -> tuple[str, ...]:
    """Name the unknown facts that could still change this verdict, decisive ones first."""
    if status in {Status.CONFIRMED, Status.RULED_OUT}:
        return ()
    open_items = [a for a in assessed if a.truth is Truth.UNKNOWN]
    open_items.sort(key=lambda a: not a.evidence.says.decides)
    return tuple(dict.fromkeys(c.fact for a in open_items for c, known in a.conditions if known is Truth.UNKNOWN))
