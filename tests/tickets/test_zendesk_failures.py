"""What becomes of a write when things go wrong, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from contract.transport import Reply, json_reply
from oceandx.tickets.helpdesk import Exposed, Refused, TicketGone, Unavailable, Uncertain
from tickets.contract import KEY, enrichment
from tickets.zendesk_fake import Fault
from tickets.zendesk_peer import ZendeskPeer, opened, standing, writes
from tickets.zendesk_replies import busy, error


@pytest.fixture
def peer() -> Iterator[ZendeskPeer]:
    peer = ZendeskPeer()
    yield peer
    assert peer.fake.violations == []


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("took_place", [True, False])
def test_a_server_error_is_never_followed_by_a_second_note(peer: ZendeskPeer, status: int, *, took_place: bool) -> None:
    ticket = opened(peer)
    page = Reply(status, b"<html>SENTINEL</html>", {"Content-Type": "text/html", "Retry-After": "1"})
    peer.fake.faults.append(Fault("update", 1, page, after=took_place))
    with pytest.raises(Uncertain) as uncertain:
        peer.helpdesk.write(ticket, enrichment())
    assert "SENTINEL" not in str(uncertain.value)
    assert writes(peer) == ["update"]
    assert (peer.helpdesk.find_receipt(ticket.id, KEY) is not None) == took_place


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"", {}),
        Reply(200, b"<html>proxy</html>", {}),
        Reply(200, b'{"ticket": ', {}),
        json_reply({"ticket": {"id": 1}}),
        json_reply({"error": "DatabaseConflict", "description": "Database collision"}, 409),
        json_reply({"error": "IdempotentRequestError", "description": "SENTINEL"}, 400),
        json_reply({"error": "IdempotentRequestInProgress"}, 409),
        json_reply({}, 408),
    ],
)
def test_an_answer_that_leaves_it_open_is_uncertain(peer: ZendeskPeer, reply: Reply) -> None:
    ticket = opened(peer)
    peer.fake.faults.append(Fault("update", 1, reply, after=True))
    with pytest.raises(Uncertain):
        peer.helpdesk.write(ticket, enrichment())
    assert writes(peer) == ["update"]
    assert peer.helpdesk.find_receipt(ticket.id, KEY) is not None


def test_a_helpdesk_out_of_reach_was_written_nothing(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.transport.unreachable = 1
    with pytest.raises(Unavailable):
        peer.helpdesk.write(ticket, enrichment())
    assert writes(peer) == []


@pytest.mark.parametrize("lost", [httpx.RemoteProtocolError("x"), httpx.WriteTimeout("x"), httpx.ReadError("x")])
def test_a_connection_that_breaks_leaves_it_open(peer: ZendeskPeer, lost: Exception) -> None:
    ticket = opened(peer)
    peer.transport.raises.append(lost)
    with pytest.raises(Uncertain):
        peer.helpdesk.write(ticket, enrichment())
    assert writes(peer) == ["update"]


def test_a_refused_token_is_renewed_since_nothing_was_written(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.fake.revoke_tokens()
    peer.helpdesk.write(ticket, enrichment())
    assert len(standing(peer, ticket)) == 1


def test_a_busy_helpdesk_between_note_and_tags_is_waited_for_shortly(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.fake.faults.append(Fault("tags", 1, busy(3)))
    peer.helpdesk.write(ticket, enrichment())
    assert 3 in peer.clock.waited
    peer.pass_time()
    other = opened(peer)
    peer.fake.faults.append(Fault("tags", 1, busy(300)))
    with pytest.raises(Uncertain):  # not Unavailable: that would say that nothing was written
        peer.helpdesk.write(other, enrichment())
    assert len(standing(peer, other)) == 1


@pytest.mark.parametrize(
    "reply",
    [error(403, "Forbidden", "no"), error(404, "RecordNotFound", "no"), error(422, "RecordInvalid", "no")],
)
def test_tags_that_are_refused_leave_the_note_and_no_other_claim(peer: ZendeskPeer, reply: Reply) -> None:
    ticket = opened(peer)
    peer.fake.faults.append(Fault("tags", 9, reply))
    with pytest.raises(Uncertain, match="the note was taken"):
        peer.helpdesk.write(ticket, enrichment())


def test_a_note_that_the_audit_calls_public_raises_the_alarm(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.fake.shows_notes = True
    with pytest.raises(Exposed):
        peer.helpdesk.write(ticket, enrichment())
    assert writes(peer) == ["update"]
    with pytest.raises(Exposed):
        peer.helpdesk.find_receipt(ticket.id, KEY)


def test_a_note_that_reads_back_public_raises_the_alarm(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.fake.shows_notes_later = True
    with pytest.raises(Exposed):
        peer.helpdesk.write(ticket, enrichment())


def test_a_public_note_after_a_lost_answer_raises_the_alarm(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.fake.shows_notes = True
    peer.lose_next_write()
    with pytest.raises(Uncertain):
        peer.helpdesk.write(ticket, enrichment())
    with pytest.raises(Exposed):
        peer.helpdesk.find_receipt(ticket.id, KEY)


def test_a_note_without_a_word_on_its_visibility_raises_the_alarm(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    row = {"id": int(ticket.id), "updated_at": ticket.version, "status": "open"}
    answer = {"ticket": row, "audit": {"id": 1, "events": [{"id": 5, "type": "Comment", "body": "x"}]}}
    peer.fake.faults.append(Fault("update", 1, json_reply(answer)))
    with pytest.raises(Exposed):
        peer.helpdesk.write(ticket, enrichment())


def test_a_success_that_left_nothing_is_uncertain(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    row = {"id": int(ticket.id), "updated_at": ticket.version, "status": "open", "tags": ["accuro_c01"]}
    for note in (enrichment(), replace(enrichment(), note=None)):
        peer.fake.faults.append(Fault("update", 1, json_reply({"ticket": row, "audit": None})))
        with pytest.raises(Uncertain, match="read back"):
            peer.helpdesk.write(ticket, note)


def test_a_ticket_with_all_the_comments_it_can_have_is_refused(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    first = peer.ticket(ticket.id).comments[0]
    peer.ticket(ticket.id).comments = [first] * 5_000
    with pytest.raises(Refused, match="422 RecordInvalid"):
        peer.helpdesk.write(ticket, enrichment())


def test_a_closed_ticket_is_refused(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.ticket(ticket.id).status = "closed"
    with pytest.raises(Refused, match="is closed"):
        peer.helpdesk.write(ticket, enrichment())


def test_a_ticket_that_was_deleted_meanwhile_is_gone(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.delete(ticket.id)
    with pytest.raises(TicketGone):
        peer.helpdesk.write(ticket, enrichment())
