"""Bearing: which facts matter to a symptom, by the evidence of its causes and by what facts are concluded from."""

from __future__ import annotations

from collections.abc import Collection

from oceandx.model.knowledge import Candidate, Derivation, Evidence, KnowledgeBase, Symptom


def needed(derivations: Collection[Derivation], wanted: Collection[str]) -> tuple[Derivation, ...]:
    """Return the derivations that the wanted facts rest on, directly or through others."""
    known, size = set(wanted), -1
    while size != len(known):
        size = len(known)
        known.update(name for item in derivations if item.fact in known for name in item.premises())
    return tuple(item for item in derivations if item.fact in known)


def evidence_of(kb: KnowledgeBase, candidate: Candidate) -> tuple[Evidence, ...]:
    """Return the evidence for and against a candidate: its cause's own, and what is special to the symptom."""
    return (*kb.causes[candidate.cause].evidence, *candidate.evidence)


def bearing_on(kb: KnowledgeBase, *symptoms: Symptom) -> frozenset[str]:
    """Return the facts that are evidence for a cause of these symptoms, and the premises of such facts."""
    wanted = {
        condition.fact
        for symptom in symptoms
        for candidate in symptom.candidates
        for item in evidence_of(kb, candidate)
        for condition in item.when
    }
    return frozenset(wanted.union(*(item.premises() for item in needed(kb.derivations, wanted))))
