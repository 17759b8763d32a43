"""What a consultation concludes: verdicts, their evidence and the steps that come next."""

from __future__ import annotations

from dataclasses import dataclass

from oceandx.model.case import Case, Facts
from oceandx.model.knowledge import Condition, Evidence
from oceandx.model.vocabulary import Kind, Status, StepKind, Truth, Verdict


@dataclass(frozen=True, slots=True)
class Assessment:
    """One piece of evidence against the facts: its truth and that of each condition."""

    evidence: Evidence
    truth: Truth
    conditions: tuple[tuple[Condition, Truth], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that would have to have this value for a verdict to change."""

    condition: Condition
    holds: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict of one cause; ``probability`` is None when the evidence contradicts itself.

    ``ratio`` tells how far the evidence alone has moved its odds: above 1 it speaks for the cause, below 1 against it.
    """

    cause: str
    code: str
    kind: Kind
    status: Status
    probability: float | None
    ratio: float
    explains: tuple[str, ...]
    assessments: tuple[Assessment, ...]
    missing: tuple[str, ...]
    owner: str
    remediation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """A question, a check, a collection or a repair; ``gain`` is in bits (0 for a repair, or to look once more).

    ``cause`` names the unconfirmed cause that a repair would try; None for repairs of confirmed causes.
    """

    kind: StepKind
    fact: str | None
    remediation: str | None
    cause: str | None
    role: str
    minutes: int
    gain: float
    side_effect: bool


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The whole answer for one case, in its final order.

    ``repairs`` are the remediations of all confirmed causes; ``told`` those of them that a customer may be told to do.
    """

    case: Case
    engine: str
    knowledge_version: str
    knowledge_hash: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    unexplained: tuple[str, ...]
    next: tuple[NextStep, ...]
    repairs: tuple[str, ...]
    told: tuple[str, ...]
    facts: Facts
    fallbacks: int
