"""What is done with a ticket, and what is left alone."""

from __future__ import annotations

import pytest

from oceandx.model.case import Known
from oceandx.tickets.consulting import consult
from oceandx.tickets.helpdesk import Author, OwnField
from oceandx.tickets.policy import Why, decide, left_alone, untouched
from tickets.making import MISSING, TODAY, consulted, knowledge, reader, said, ticket


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (ticket(said(MISSING)), None),
        (ticket(said(MISSING), said("We look at it.", Author.AGENT)), None),
        (ticket(said(MISSING), closed=True), Why.CLOSED),
        (ticket(said(MISSING), said("note", Author.SELF, public=False)), Why.OWN_WRITE),
        (ticket(said(MISSING), said("note", Author.SELF, public=False), said("And now?")), None),
        (ticket(said("Welcome", Author.SYSTEM)), Why.NO_CUSTOMER_TEXT),
        (ticket(said("inside", public=False)), Why.NO_CUSTOMER_TEXT),
        (ticket(), Why.NO_CUSTOMER_TEXT),
    ],
)
def test_what_is_not_even_read(made: object, why: Why | None) -> None:
    assert left_alone(made) is why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "why", "note", "tag"),
    [
        (MISSING, Why.DIAGNOSED, True, "oceandx_s01"),
        ("Good morning, please call me back.", Why.NOTHING_RECOGNISED, True, "oceandx_ask"),
        (
            "The invoice of October is wrong, please send another invoice.",
            Why.OUT_OF_SCOPE,
            False,
            "oceandx_out_of_scope",
        ),
        (f"{MISSING} It works now, you can close the ticket.", Why.RESOLVED, False, "oceandx_resolved"),
    ],
)
def test_a_note_is_written_where_it_helps(text: str, why: Why, note: bool, tag: str) -> None:
    decision = decide(consulted(text))
    assert (decision.why, decision.note) == (why, note)
    assert {"oceandx", tag} <= decision.tags


def test_the_fields_name_a_cause_only_when_it_is_likely() -> None:
    assert decide(consulted(MISSING)).fields == {OwnField.DIAGNOSIS: "undetermined", OwnField.CONFIDENCE: ""}
    proven = Known("accuro.oceanapi.permissions_complete", False, "answer", "2026-11-26")
    made = consult(knowledge(), reader(), ticket(said(MISSING)), lambda reading: [proven], TODAY)
    decision = decide(made)
    assert decision.fields[OwnField.CONFIDENCE] == "confirmed"
    code = decision.fields[OwnField.DIAGNOSIS]
    assert f"oceandx_{code.lower()}" in decision.tags


@pytest.mark.parametrize(
    ("stands", "last", "kept"),
    [
        ({}, {}, True),
        ({OwnField.DIAGNOSIS: ""}, {}, True),
        ({OwnField.DIAGNOSIS: "C04"}, {OwnField.DIAGNOSIS: "C04"}, True),
        ({OwnField.DIAGNOSIS: "C09"}, {OwnField.DIAGNOSIS: "C04"}, False),  # a person has changed it
        ({OwnField.DIAGNOSIS: "C09"}, {}, False),  # a person was first
    ],
)
def test_what_a_person_has_set_stays(stands: dict[OwnField, str], last: dict[OwnField, str], kept: bool) -> None:
    wanted = {OwnField.DIAGNOSIS: "C05", OwnField.CONFIDENCE: "confirmed"}
    written = untouched(ticket(said(MISSING), fields=stands), wanted, last)
    assert (OwnField.DIAGNOSIS in written) is kept
    assert written[OwnField.CONFIDENCE] == "confirmed"
