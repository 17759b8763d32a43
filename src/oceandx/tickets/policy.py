"""What is done with a ticket that was read: a note, tags only, or nothing, and why; pure rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from oceandx.model.diagnosis import Diagnosis, Finding
from oceandx.model.vocabulary import Status, Verdict
from oceandx.tickets.consulting import Consulted
from oceandx.tickets.helpdesk import Author, OwnField, Ticket

_TAG = "oceandx"
_LIKELY = 0.5
"""From this probability on, an unconfirmed cause is named in the diagnosis field."""


class Why(StrEnum):
    """Why a ticket is enriched as it is, or left alone."""

    DIAGNOSED = "diagnosed"
    NOTHING_RECOGNISED = "nothing-recognised"
    OUT_OF_SCOPE = "out-of-scope"
    RESOLVED = "resolved"
    CLOSED = "closed"
    OWN_WRITE = "own-write"
    NO_CUSTOMER_TEXT = "no-customer-text"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do: whether a note is written, which tags and own fields are set."""

    why: Why
    note: bool
    tags: frozenset[str]
    fields: Mapping[OwnField, str]


def left_alone(ticket: Ticket) -> Why | None:
    """Return why a ticket is not even read, or None.

    A ticket on which the enriching account wrote last has nothing new: that write must start nothing.
    """
    if ticket.closed:
        return Why.CLOSED
    if ticket.messages and ticket.messages[-1].author is Author.SELF:
        return Why.OWN_WRITE
    if not any(message.author is Author.CUSTOMER and message.public for message in ticket.messages):
        return Why.NO_CUSTOMER_TEXT
    return None


def decide(consulted: Consulted) -> Decision:
    """Return what to do with a ticket; a note only where it helps: a diagnosis, or what to ask."""
    reading = consulted.reading
    if reading.out_of_scope:
        return Decision(Why.OUT_OF_SCOPE, note=False, tags=frozenset({_TAG, f"{_TAG}_out_of_scope"}), fields={})
    if consulted.diagnosis is None:
        if reading.resolved or reading.past:
            return Decision(Why.RESOLVED, note=False, tags=frozenset({_TAG, f"{_TAG}_resolved"}), fields={})
        return Decision(Why.NOTHING_RECOGNISED, note=True, tags=frozenset({_TAG, f"{_TAG}_ask"}), fields={})
    return Decision(
        Why.DIAGNOSED, note=True, tags=_tags(consulted, consulted.diagnosis), fields=own_fields(consulted.diagnosis)
    )


def own_fields(diagnosis: Diagnosis) -> Mapping[OwnField, str]:
    """Return the values of the own fields: the best cause's code, and how sure it is."""
    best = _best(diagnosis)
    if best is None:
        return {OwnField.DIAGNOSIS: diagnosis.verdict.value, OwnField.CONFIDENCE: ""}
    sure = best.status.value if best.status is Status.CONFIRMED else f"{best.probability or 0.0:.2f}"
    return {OwnField.DIAGNOSIS: best.code, OwnField.CONFIDENCE: sure}


def untouched(ticket: Ticket, wanted: Mapping[OwnField, str], last: Mapping[OwnField, str]) -> Mapping[OwnField, str]:
    """Return the wanted values of those fields that no person has set or changed.

    ``last``: what enrichment itself wrote there the last time; any other value is a person's, and stays.
    """
    return {
        field: value
        for field, value in wanted.items()
        if not ticket.fields.get(field) or ticket.fields[field] == last.get(field)
    }


def _best(diagnosis: Diagnosis) -> Finding | None:
    """Return the finding that the fields name: the first confirmed one, else one that is likely enough."""
    confirmed = [finding for finding in diagnosis.findings if finding.status is Status.CONFIRMED]
    if confirmed:
        return confirmed[0]
    open_ones = [finding for finding in diagnosis.findings if finding.status is Status.UNDETERMINED]
    likely = [finding for finding in open_ones if (finding.probability or 0.0) >= _LIKELY]
    return likely[0] if likely else None


def _tags(consulted: Consulted, diagnosis: Diagnosis) -> frozenset[str]:
    symptoms = {f"{_TAG}_{symptom.code.lower()}" for symptom in consulted.reading.symptoms}
    confirmed = {
        f"{_TAG}_{finding.code.lower()}" for finding in diagnosis.findings if finding.status is Status.CONFIRMED
    }
    unsure = {f"{_TAG}_undetermined"} if diagnosis.verdict is Verdict.UNDETERMINED else set[str]()
    return frozenset({_TAG, *symptoms, *confirmed, *unsure})
