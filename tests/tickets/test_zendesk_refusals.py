"""What refusals mean, and the limits that are kept so that there are few of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.transport import Reply, json_reply
from oceandx.tickets.helpdesk import HelpdeskError, Refused, TicketGone, Unavailable
from oceandx.tickets.zendesk.failure import error_word
from oceandx.tickets.zendesk.rate import Kind, Meter, retry_after
from tickets.contract import enrichment
from tickets.zendesk_fake import Fault
from tickets.zendesk_peer import ZendeskPeer, opened, writes
from tickets.zendesk_replies import busy, error


@pytest.fixture
def peer() -> Iterator[ZendeskPeer]:
    peer = ZendeskPeer()
    yield peer
    assert peer.fake.violations == []


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (error(404, "RecordNotFound", "SENTINEL"), TicketGone),
        (json_reply({"errors": [{"code": "RecordNotFound", "title": "SENTINEL"}]}, 404), TicketGone),
        (json_reply({"error": {"title": "RecordNotFound", "message": "SENTINEL"}}, 404), TicketGone),
        (error(404, "InvalidEndpoint", "SENTINEL"), Refused),
        (Reply(404, b"<html>SENTINEL</html>", {"Content-Type": "text/html"}), Refused),
        (json_reply({"error": {"title": "Forbidden", "message": "SENTINEL"}}, 403), Refused),
        (json_reply({"error": "SENTINEL could not be found"}, 400), Refused),
        (json_reply({"errors": ["SENTINEL"]}, 422), Refused),
        (json_reply(["SENTINEL"], 400), Refused),
        (Reply(302, b"", {"Location": "https://SENTINEL.example"}), Refused),
        (json_reply({"SENTINEL": 1}), Refused),
        (Reply(200, b"<html>SENTINEL</html>", {}), Unavailable),
        (Reply(200, b'{"ticket": {"SENTINEL": ', {}), Refused),
        (Reply(200, b"{}", {"Content-Encoding": "gzip"}), Unavailable),
        (Reply(500, b"SENTINEL", {}), Unavailable),
        (error(409, "UpdateConflict", "SENTINEL"), Unavailable),
        (busy(600), Unavailable),
    ],
)
def test_each_refusal_means_something_and_repeats_nothing(peer: ZendeskPeer, reply: Reply, kind: type) -> None:
    peer.fake.faults.append(Fault("ticket", 9, reply))
    with pytest.raises(HelpdeskError) as raised:
        peer.helpdesk.fetch("1")
    assert type(raised.value) is kind
    assert "SENTINEL" not in str(raised.value)
    assert raised.value.__context__ is None


@given(st.binary(max_size=200))
def test_any_body_has_an_error_word_of_ours_or_none(body: bytes) -> None:
    assert " " not in error_word(body)


def test_a_long_wait_is_handed_on_and_a_short_one_waited_for(peer: ZendeskPeer) -> None:
    ticket_id = peer.open("Bonjour")
    peer.pass_time()
    peer.fake.faults.append(Fault("ticket", 1, busy(4)))
    assert peer.helpdesk.fetch(ticket_id).id == ticket_id
    assert peer.clock.waited == [4.0]
    peer.fake.faults.append(Fault("ticket", 1, busy(90)))
    with pytest.raises(Unavailable) as unavailable:
        peer.helpdesk.fetch(ticket_id)
    assert unavailable.value.retry_after == 90
    calls = len(peer.fake.calls)
    with pytest.raises(Unavailable):  # who was told to wait does not ask again before that
        peer.helpdesk.fetch(ticket_id)
    assert len(peer.fake.calls) == calls
    peer.clock.time += 91
    peer.helpdesk.fetch(ticket_id)


def test_our_writes_stay_under_our_cap(peer: ZendeskPeer) -> None:
    for _ in range(15):
        peer.helpdesk.write(opened(peer), enrichment())
        peer.clock.time -= 119  # opened() lets two minutes pass; here all is done within one
    ticket = opened(peer)
    peer.clock.time -= 119
    with pytest.raises(Unavailable) as unavailable:
        peer.helpdesk.write(ticket, enrichment())
    assert len(writes(peer)) == 30
    assert unavailable.value.retry_after
    peer.clock.time += unavailable.value.retry_after
    peer.helpdesk.write(ticket, enrichment())


def test_agents_use_up_the_limit_that_is_shared_with_them(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    other = opened(peer)
    for _ in range(100):
        peer.fake.limits.spend("updates", 100)
    with pytest.raises(Unavailable) as unavailable:
        peer.helpdesk.write(ticket, enrichment())
    assert unavailable.value.retry_after == 60
    with pytest.raises(Unavailable):
        peer.helpdesk.write(other, enrichment())
    assert writes(peer) == ["update"]


def test_calls_are_left_to_agents(peer: ZendeskPeer) -> None:
    peer.fake.limits.account = 25
    ticket_id = peer.open("Bonjour")
    peer.pass_time()
    for _ in range(2):
        peer.helpdesk.fetch(ticket_id)
    with pytest.raises(Unavailable):
        peer.helpdesk.fetch(ticket_id)
    assert peer.fake.limits.left("account", 25) >= 19
    peer.clock.time += 61
    peer.helpdesk.fetch(ticket_id)


def test_a_limit_of_an_endpoint_that_is_used_up_closes_its_kind_only() -> None:
    time = [0.0]
    meter = Meter({Kind.WRITE: 30}, 0, lambda: time[0])
    meter.saw(Kind.WRITE, {"Zendesk-RateLimit-tickets-update": "total=100; remaining=0; resets=41"})
    with pytest.raises(Unavailable) as unavailable:
        meter.take(Kind.WRITE)
    assert unavailable.value.retry_after == 41
    meter.take(Kind.READ)
    time[0] = 42
    meter.take(Kind.WRITE)
    meter.saw(Kind.WRITE, {"zendesk-ratelimit-x": "nonsense", "x-rate-limit-remaining": "-", "ratelimit-reset": "é"})
    meter.take(Kind.WRITE)


def test_an_operation_larger_than_the_cap_passes_by_itself() -> None:
    meter = Meter({Kind.WRITE: 1}, 0, lambda: 0.0)
    meter.take(Kind.WRITE, 2)
    with pytest.raises(Unavailable):
        meter.take(Kind.WRITE)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("41", 41),
        ("0", 0),
        ("-5", 0),
        ("2.5", 2.5),
        ("Thu, 26 Nov 2026 05:00:30 GMT", 30),
        ("1e999", None),
        ("nan", None),
        ("soon", None),
        ("", None),
        ("99999999", 86_400),
    ],
)
def test_a_wait_is_read_as_seconds_or_as_a_date(text: str, seconds: float | None) -> None:
    assert retry_after({"Retry-After": text}, lambda: 1_795_669_200.0) == seconds
    assert retry_after({}) is None
