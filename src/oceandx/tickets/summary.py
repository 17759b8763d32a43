"""What the ledger keeps of a diagnosis: ids, codes and numbers, no word of the ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oceandx.model.case import Known
from oceandx.tickets.consulting import Consulted

PERSON = "person"
"""Where the code of the cause is kept that a person has set on the ticket, to compare with."""
_CAUSES = 8
"""As many findings are kept: more are no help to anyone who compares."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Codes of symptoms, status by cause code in rank order, the first cause's probability, names of known facts."""

    symptoms: tuple[str, ...]
    causes: Mapping[str, str]
    probability: float | None
    known: frozenset[str]


def summary_of(consulted: Consulted) -> Summary:
    """Return the summary of a consultation."""
    diagnosis = consulted.diagnosis
    found = diagnosis.findings[:_CAUSES] if diagnosis else ()
    return Summary(
        symptoms=tuple(symptom.code for symptom in consulted.reading.symptoms),
        causes={finding.code: finding.status.value for finding in found},
        probability=found[0].probability if found else None,
        known=frozenset(name for name, fact in diagnosis.facts.items() if isinstance(fact, Known))
        if diagnosis
        else frozenset(),
    )


def to_data(summary: Summary) -> dict[str, Any]:
    """Return a summary as JSON data."""
    return {
        "symptoms": list(summary.symptoms),
        "causes": dict(summary.causes),
        "probability": summary.probability,
        "known": sorted(summary.known),
    }


def from_data(data: Mapping[str, Any]) -> Summary:
    """Return a summary from what `to_data` made."""
    return Summary(tuple(data["symptoms"]), dict(data["causes"]), data["probability"], frozenset(data["known"]))


def person_of(data: Mapping[str, Any]) -> str:
    """Return the code of the cause that a person had set on the ticket, or nothing."""
    return str(data.get(PERSON, ""))
