"""What every helpdesk adapter must do, whatever stands behind it: one set of behaviours, run against each.

A test file subclasses ``HelpdeskContract`` and has a fixture ``peer`` that gives an adapter and the people around it.
"""

from __future__ import annotations

import datetime
from typing import Protocol

import pytest

from oceandx.tickets.helpdesk import (
    Author,
    Enrichment,
    Helpdesk,
    Outdated,
    OwnField,
    Ticket,
    TicketGone,
    Unavailable,
    Uncertain,
)

FRENCH = "Le médecin n'apparaît pas dans Ocean\u00a0: «\u00a0aucun résultat\u00a0» — depuis hier, œuvre de l\u2019été"
KEY = "k-5f0c2a9e41d7"


class Peer(Protocol):
    """A helpdesk with an adapter before it, and what people do in it."""

    @property
    def helpdesk(self) -> Helpdesk:
        """Return the adapter."""

    def open(self, text: str) -> str:
        """Let a customer open a ticket; return its id. The customer's language is fr-CA where there is one."""

    def write_as_customer(self, ticket_id: str, text: str) -> None:
        """Let the customer write again."""

    def write_as_agent(self, ticket_id: str, text: str, *, public: bool) -> None:
        """Let an agent write to the customer, or a note for agents."""

    def tag_as_agent(self, ticket_id: str, tag: str) -> None:
        """Let an agent add a tag."""

    def close(self, ticket_id: str) -> None:
        """Close a ticket for good."""

    def delete(self, ticket_id: str) -> None:
        """Delete a ticket."""

    def mail(self) -> list[str]:
        """Return everything that customers were sent."""

    def pass_time(self) -> None:
        """Wait until a change is old enough for the feed, and a version for the next change."""

    def lose_next_write(self) -> None:
        """Let the next write take place without an answer."""

    def go_down(self, calls: int) -> None:
        """Let so many of the next calls fail before anything happens."""

    def refuse_for(self, seconds: int) -> None:
        """Let the next write be refused for so many seconds since there are too many."""


def enrichment(key: str = KEY, text: str = FRENCH, tags: frozenset[str] = frozenset()) -> Enrichment:
    """Return a note that ends with the marker of its key, with fields and tags."""
    fields = {OwnField.DIAGNOSIS: "C01", OwnField.CONFIDENCE: "likely", OwnField.RUN_KEY: key}
    return Enrichment(key, f"<p>{text}</p><p>oceandx {key}</p>", fields, tags or frozenset({"accuro_c01"}))


def notes(ticket: Ticket, key: str = KEY) -> list[str]:
    """Return the ids of our notes with a key in them."""
    return [
        message.id
        for message in ticket.messages
        if message.author is Author.SELF and key in message.html + message.text
    ]


class HelpdeskContract:
    """The behaviours."""

    def test_a_ticket_is_read_with_its_letters_and_who_wrote_what(self, peer: Peer) -> None:
        ticket_id = peer.open(FRENCH)
        peer.write_as_agent(ticket_id, "On regarde", public=True)
        peer.write_as_agent(ticket_id, "Entre nous", public=False)
        peer.write_as_customer(ticket_id, "Merci")
        peer.pass_time()
        ticket = peer.helpdesk.fetch(ticket_id)
        assert [message.author for message in ticket.messages] == [
            Author.CUSTOMER,
            Author.AGENT,
            Author.AGENT,
            Author.CUSTOMER,
        ]
        assert [message.public for message in ticket.messages] == [True, True, False, True]
        assert FRENCH in ticket.messages[0].html + ticket.messages[0].text
        assert not ticket.closed
        assert ticket.customer_locale in {"", "fr-CA"}

    def test_an_enrichment_stands_once_and_nowhere_a_customer_can_see(self, peer: Peer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.tag_as_agent(ticket_id, "urgent")
        peer.pass_time()
        before = peer.mail()
        receipt = peer.helpdesk.write(peer.helpdesk.fetch(ticket_id), enrichment())
        peer.pass_time()
        ticket = peer.helpdesk.fetch(ticket_id)
        assert peer.mail() == before
        assert receipt.key == KEY
        assert notes(ticket) == [receipt.note_id]
        assert not next(message for message in ticket.messages if message.id == receipt.note_id).public
        assert ticket.fields[OwnField.RUN_KEY] == KEY
        assert ticket.fields[OwnField.DIAGNOSIS] == "C01"
        if peer.helpdesk.capabilities.tags:
            assert {"urgent", "accuro_c01"} <= ticket.tags

    def test_a_receipt_is_found_by_its_key_only(self, peer: Peer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.pass_time()
        assert peer.helpdesk.find_receipt(ticket_id, KEY) is None
        receipt = peer.helpdesk.write(peer.helpdesk.fetch(ticket_id), enrichment())
        assert peer.helpdesk.find_receipt(ticket_id, KEY) == receipt
        assert peer.helpdesk.find_receipt(ticket_id, KEY[:-1]) is None
        assert peer.helpdesk.find_receipt(ticket_id, f"{KEY}0") is None

    def test_a_receipt_of_an_older_key_is_found_by_its_note(self, peer: Peer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.pass_time()
        first = peer.helpdesk.write(peer.helpdesk.fetch(ticket_id), enrichment("k-first"))
        peer.pass_time()
        peer.helpdesk.write(peer.helpdesk.fetch(ticket_id), enrichment("k-second"))
        assert peer.helpdesk.find_receipt(ticket_id, "k-first") == first

    def test_what_an_agent_quotes_of_a_note_is_no_receipt(self, peer: Peer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.write_as_agent(ticket_id, f"oceandx {KEY}", public=False)
        peer.write_as_customer(ticket_id, f"oceandx {KEY}")
        assert peer.helpdesk.find_receipt(ticket_id, KEY) is None

    def test_a_ticket_that_somebody_changed_meanwhile_is_left_alone(self, peer: Peer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.pass_time()
        ticket = peer.helpdesk.fetch(ticket_id)
        peer.pass_time()
        peer.write_as_agent(ticket_id, "Je m'en occupe", public=False)
        with pytest.raises(Outdated):
            peer.helpdesk.write(ticket, enrichment())
        peer.pass_time()
        now = peer.helpdesk.fetch(ticket_id)
        assert now.version != ticket.version
        assert notes(now) == []
        assert OwnField.RUN_KEY not in now.fields

    def test_a_lost_answer_is_uncertain_and_then_found(self, peer: Peer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.pass_time()
        ticket = peer.helpdesk.fetch(ticket_id)
        peer.lose_next_write()
        with pytest.raises(Uncertain):
            peer.helpdesk.write(ticket, enrichment())
        found = peer.helpdesk.find_receipt(ticket_id, KEY)
        peer.pass_time()
        assert found is not None
        assert notes(peer.helpdesk.fetch(ticket_id)) == [found.note_id]

    def test_a_refusal_for_now_says_for_how_long_and_writes_nothing(self, peer: Peer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.pass_time()
        ticket = peer.helpdesk.fetch(ticket_id)
        peer.refuse_for(41)
        with pytest.raises(Unavailable) as refused:
            peer.helpdesk.write(ticket, enrichment())
        assert refused.value.retry_after == 41
        peer.pass_time()
        assert peer.helpdesk.find_receipt(ticket_id, KEY) is None

    def test_reading_goes_on_after_a_short_failure(self, peer: Peer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.pass_time()
        peer.go_down(1)
        assert peer.helpdesk.fetch(ticket_id).id == ticket_id

    def test_reading_gives_up_when_the_helpdesk_stays_down(self, peer: Peer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.go_down(1_000)
        with pytest.raises(Unavailable):
            peer.helpdesk.fetch(ticket_id)

    def test_a_ticket_that_is_gone_is_gone(self, peer: Peer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.pass_time()
        ticket = peer.helpdesk.fetch(ticket_id)
        peer.delete(ticket_id)
        with pytest.raises(TicketGone):
            peer.helpdesk.fetch(ticket_id)
        with pytest.raises(TicketGone):
            peer.helpdesk.find_receipt(ticket_id, KEY)
        with pytest.raises((TicketGone, Outdated)):
            peer.helpdesk.write(ticket, enrichment())

    def test_a_closed_ticket_says_so(self, peer: Peer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.close(ticket_id)
        peer.pass_time()
        assert peer.helpdesk.fetch(ticket_id).closed

    def test_changes_begin_now_and_lose_nothing(self, peer: Peer) -> None:
        old = peer.open("Avant")
        peer.pass_time()
        cursor = peer.helpdesk.changes("").cursor
        peer.pass_time()
        new = peer.open("Après")
        peer.pass_time()
        first, cursor = _drained(peer.helpdesk, cursor)
        peer.write_as_customer(old, "Encore")
        peer.pass_time()
        second, cursor = _drained(peer.helpdesk, cursor)
        third, _ = _drained(peer.helpdesk, cursor)
        assert first == [new]
        assert second == [old]
        assert third == []

    def test_a_feed_from_a_day_tells_all_since_and_who_is_closed(self, peer: Peer) -> None:
        first, second = peer.open("Avant"), peer.open("Après")
        peer.close(first)
        peer.pass_time()
        long_ago, still_to_come = datetime.date(2001, 1, 1), datetime.date(2199, 1, 1)
        assert _drained(peer.helpdesk, peer.helpdesk.since(long_ago))[0] == sorted([first, second])
        assert _drained(peer.helpdesk, peer.helpdesk.since(still_to_come))[0] == []
        changes = peer.helpdesk.changes(peer.helpdesk.since(long_ago))
        assert changes.closed == {first}
        _, cursor = _drained(peer.helpdesk, changes.cursor)
        peer.pass_time()
        third = peer.open("Encore")
        peer.pass_time()
        assert _drained(peer.helpdesk, cursor)[0] == [third]

    def test_what_is_lost_in_the_feed_is_a_ticket_that_is_gone(self, peer: Peer) -> None:
        cursor = peer.helpdesk.changes("").cursor
        peer.pass_time()
        ticket_id = peer.open("Bonjour")
        peer.delete(ticket_id)
        peer.pass_time()
        assert _drained(peer.helpdesk, cursor)[0] == []


def _drained(helpdesk: Helpdesk, cursor: str) -> tuple[list[str], str]:
    found: list[str] = []
    for _ in range(20):
        changes = helpdesk.changes(cursor)
        found += changes.ticket_ids
        cursor = changes.cursor
        if changes.at_end:
            return sorted(set(found)), cursor
    raise AssertionError("the feed does not end")
