"""What must never be written to Request Tracker: a word to a customer, a field that is not ours, a note twice."""

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oceandx.tickets.helpdesk import Exposed, HelpdeskError, Refused, TicketGone
from tickets.rt.records import SYSTEM
from tickets.rt.server import NOTE, FakeRt, begin, enrichment, is_complete, is_note, tracker


@pytest.mark.parametrize("offered", ["correspond", "lifecycle"])
def test_an_account_that_may_reply_to_customers_writes_nothing(offered: str) -> None:
    server = begin()
    server.offered = [offered]
    with pytest.raises(Refused, match="ReplyToTicket"):
        tracker(server).write(tracker(server).fetch("1"), enrichment())
    assert server.bodies == []
    rt = tracker(server, allow_reply_right=True)
    rt.write(rt.fetch("1"), enrichment())
    assert is_complete(server)


def mails(server: FakeRt, to: str, kind: str = "CommentEmailRecord") -> None:
    """Let a scrip of the helpdesk mail every comment to somebody."""

    def scrip(_: int) -> None:
        mail = server.enter(1, kind, SYSTEM)
        server.part(mail, "multipart/alternative", None, headers=f"Subject: x\nTo: Quelqu'un <{to}>\n")

    server.scrip = scrip


@pytest.mark.parametrize("to", ["cliente@clinique.example", "CLIENTE@clinique.example"])
def test_a_note_that_a_scrip_mails_to_the_customer_is_an_alarm(to: str) -> None:
    server = begin()
    mails(server, to)
    rt = tracker(server)
    for _ in range(2):
        with pytest.raises(Exposed):
            rt.write(rt.fetch("1"), enrichment())
    assert server.notes(1) == [NOTE]


def test_a_note_that_a_scrip_mails_to_staff_is_none() -> None:
    server = begin()
    mails(server, "agente@rt.example")
    rt = tracker(server)
    rt.write(rt.fetch("1"), enrichment())
    assert is_complete(server)


def test_a_note_that_became_public_is_an_alarm() -> None:
    server = begin()
    server.then = lambda request: server.entries[-1].update(Type="Correspond") if is_note(request) else None
    with pytest.raises(Exposed):
        tracker(server).write(tracker(server).fetch("1"), enrichment())


def test_a_field_that_is_not_on_the_ticket_is_refused_before_anything_is_written() -> None:
    server = begin()
    for name in ("Oceandx confidence", "Oceandx tags", "Oceandx run key"):
        values = server.tickets[1].values.pop(name)
        with pytest.raises(Refused, match=name):
            tracker(server).write(tracker(server).fetch("1"), enrichment())
        server.tickets[1].values[name] = values
    assert server.bodies == []


@pytest.mark.parametrize("name", ["Oceandx run key", "Oceandx confidence", "Oceandx tags"])
def test_a_field_that_the_account_may_not_change_is_refused(name: str) -> None:
    server = begin()
    server.refused_fields = {name}
    rt = tracker(server)
    for _ in range(2):
        with pytest.raises(Refused):
            rt.write(rt.fetch("1"), enrichment())
    assert len(server.notes(1)) <= 1


@pytest.mark.parametrize("key", ["", "k 1", "k1~2", "é", "k" * 200, "k1\n"])
def test_a_key_that_cannot_be_told_apart_is_refused(key: str) -> None:
    server = begin()
    with pytest.raises(Refused, match="key"):
        tracker(server).write(tracker(server).fetch("1"), enrichment(key))
    assert server.bodies == []


BREAKS = [
    httpx.ReadTimeout("t"),
    httpx.ConnectError("c"),
    httpx.RemoteProtocolError("p"),
    httpx.WriteError("w"),
    httpx.Response(500),
    httpx.Response(502, text="<html>"),
    httpx.Response(412, json={}),
    httpx.Response(409, json={}),
    httpx.Response(429),
    httpx.Response(401, json={}),
    httpx.Response(302, headers={"Location": "/"}),
    httpx.Response(200, text="{cut off", headers={"ETag": '"1"'}),
]


@settings(max_examples=200)
@given(
    where=st.lists(st.integers(1, 14), max_size=3, unique=True),
    what=st.sampled_from(BREAKS),
    after=st.booleans(),
    wait=st.sampled_from([0, 130]),
)
def test_whatever_breaks_the_note_is_written_once(
    where: list[int], what: httpx.Response | Exception, after: bool, wait: int
) -> None:
    server = begin()
    rt = tracker(server, tries=1)
    ticket = rt.fetch("1")
    count = 0
    failures: list[tuple[str, BaseException | None]] = []

    def fault(_: httpx.Request) -> httpx.Response | Exception | None:
        nonlocal count
        count += 1
        return what if count in where else None

    if after:
        server.then = fault
    else:
        server.on = fault
    for _ in range(12):
        try:
            receipt = rt.find_receipt("1", "k1") or rt.write(ticket, enrichment())
            break
        except TicketGone:
            raise
        except HelpdeskError as error:
            failures.append((str(error), error.__context__))
            server.clock += wait or 30
        try:
            ticket = rt.fetch("1")
        except HelpdeskError:
            continue
    else:
        raise AssertionError("never done")
    server.on = server.then = lambda _: None
    assert is_complete(server)
    assert rt.find_receipt("1", "k1") == receipt
    assert all(context is None and "401" not in said for said, context in failures)
