"""Small knowledge bases for the tests of the engine, written much like the files of an author."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oceandx.model.case import Known, Unknown, Value
from oceandx.model.knowledge import (
    Candidate,
    Cause,
    Condition,
    Derivation,
    Evidence,
    FactDefinition,
    KnowledgeBase,
    Probes,
    Remediation,
    Role,
    Scale,
    Symptom,
    Text,
    When,
)
from oceandx.model.vocabulary import (
    Basis,
    FactType,
    Kind,
    LifeStatus,
    Likelihood,
    Obtain,
    Operator,
    Privacy,
    Says,
)

Compared = Value | Mapping[str, Value | tuple[Value, ...]]
"""A plain value, or operators with their constants: ``{"at_least": 4, "at_most": 10}``."""

NOTHING = Text("", "")
SCALE = Scale(
    prior={Likelihood.COMMON: 6.0, Likelihood.OCCASIONAL: 2.0, Likelihood.RARE: 0.5},
    leak=0.05,
    ratio={
        Says.PROVES: 200.0,
        Says.STRONGLY_SUPPORTS: 8.0,
        Says.SUPPORTS: 2.5,
        Says.WEAKENS: 0.4,
        Says.STRONGLY_WEAKENS: 0.125,
        Says.RULES_OUT: 0.005,
    },
    likely=0.1,
)
PROBES = Probes(several=5, weekday=4, from_hour=21, to_hour=23, time_zone="America/Toronto")


def when(**compared: Compared) -> When:
    """Return a conjunction; ``a_b`` is the fact ``a.b``."""
    return tuple(
        condition for name, value in compared.items() for condition in _conditions(name.replace("_", "."), value)
    )


def _conditions(fact: str, compared: Compared) -> list[Condition]:
    if isinstance(compared, Mapping):
        return [Condition(fact, Operator(operator), value) for operator, value in compared.items()]
    return [Condition(fact, Operator.IS, compared)]


def fact(
    name: str,
    kind: FactType = FactType.BOOLEAN,
    *choices: str,
    minimum: int | None = None,
    maximum: int | None = None,
    obtain: Obtain = Obtain.ASK,
    minutes: int = 1,
    side_effect: bool = False,
    void_when: When = (),
) -> FactDefinition:
    """Return the definition of a fact that anybody may be asked."""
    return FactDefinition(
        name=name,
        code=None,
        type=kind,
        choices=choices,
        minimum=minimum,
        maximum=maximum,
        privacy=Privacy.OPERATIONAL,
        obtain=obtain,
        role="staff",
        minutes=minutes,
        shelf_life_days=None,
        side_effect=NOTHING if side_effect else None,
        where=NOTHING,
        question=NOTHING,
        meaning={},
        void_when=void_when,
        sources=(),
    )


def evidence(owner: str, *items: tuple[str, When], symptom: str | None = None) -> tuple[Evidence, ...]:
    """Return the evidence of a cause, general or special to a symptom."""
    folder, stem = ("causes", owner) if symptom is None else ("symptoms", symptom)
    return tuple(
        Evidence(f"rules/{folder}/{stem}.yaml#{owner}-{number}", owner, symptom, conditions, Says(says))
        for number, (says, conditions) in enumerate(items, 1)
    )


def cause(
    name: str,
    *items: tuple[str, When],
    kind: Kind = Kind.FAULT,
    status: LifeStatus = LifeStatus.STABLE,
    remediation: tuple[str, ...] = ("repair",),
) -> Cause:
    """Return a cause with its general evidence; its code is its name in capitals."""
    return Cause(
        id=name,
        code=name.upper(),
        status=status,
        kind=kind,
        owner="staff",
        basis=Basis.INFERENCE,
        evidence=evidence(name, *items),
        remediation=remediation,
        sources=(),
        title=NOTHING,
        explanation=NOTHING,
        customer=NOTHING,
    )


def symptom(
    name: str, candidates: Mapping[str, str], special: Mapping[str, Sequence[tuple[str, When]]] | None = None
) -> Symptom:
    """Return a symptom: how likely each cause is, and the evidence special to it."""
    return Symptom(
        id=name,
        code=name.upper(),
        status=LifeStatus.STABLE,
        implies={},
        candidates=tuple(
            Candidate(
                cause=one,
                likelihood=Likelihood(likelihood),
                basis=Basis.INFERENCE,
                evidence=evidence(one, *(special or {}).get(one, ()), symptom=name),
                sources=(),
            )
            for one, likelihood in candidates.items()
        ),
        sources=(),
        title=NOTHING,
        description=NOTHING,
        verification=(),
    )


def remediation(
    name: str,
    role: str = "staff",
    *,
    after: tuple[str, ...] = (),
    guard: When = (),
    side_effect: bool = False,
    minutes: int = 5,
) -> Remediation:
    """Return a remediation without words."""
    return Remediation(
        id=name,
        role=role,
        minutes=minutes,
        after=after,
        guard=guard,
        side_effect=NOTHING if side_effect else None,
        title=NOTHING,
        prerequisites=(),
        steps=(),
        verification=(),
        not_helped=NOTHING,
        escalation="support",
        sources=(),
    )


def knowledge(
    facts: Sequence[FactDefinition] = (),
    causes: Sequence[Cause] = (),
    symptoms: Sequence[Symptom] = (),
    derived: Sequence[Derivation] = (),
    remediations: Sequence[Remediation] = (),
) -> KnowledgeBase:
    """Return a knowledge base; the roles act in the order staff, admin, vendor."""
    known = (*remediations, remediation("repair"))
    return KnowledgeBase(
        version="1",
        hash="0",
        symptoms={one.id: one for one in symptoms},
        symptom_codes={one.code: one.id for one in symptoms},
        causes={one.id: one for one in causes},
        cause_codes={one.code: one.id for one in causes},
        remediations={one.id: one for one in known},
        facts={one.name: one for one in facts},
        derivations=tuple(derived),
        glossary={},
        labels={},
        roles={
            name: Role(name, order, NOTHING, NOTHING, None)
            for order, name in enumerate(("staff", "admin", "vendor"), 1)
        },
        sources={},
        scale=SCALE,
        probes=PROBES,
        wording={},
        intake={},
        imports={},
    )


def known(**values: Value) -> dict[str, Known | Unknown]:
    """Return observed facts; ``a_b`` is the fact ``a.b``."""
    named = {name.replace("_", "."): value for name, value in values.items()}
    return {name: Known(name, value, "answer", "2026-11-22") for name, value in named.items()}
