"""How a ticket is read: what is taken, what is left, and in which state it is safe to rely on it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from contract.transport import json_reply
from oceandx.tickets.helpdesk import Author, OwnField, Refused, TicketGone, Unavailable
from tickets.zendesk_fake import Fault
from tickets.zendesk_peer import SETTINGS, ZendeskPeer, opened
from tickets.zendesk_replies import error
from tickets.zendesk_state import AGENT, CANARY, CUSTOMER, DIAGNOSIS, OTHER_CUSTOMER, OWN, RUN_KEY, Comment


@pytest.fixture
def peer() -> Iterator[ZendeskPeer]:
    peer = ZendeskPeer()
    yield peer
    assert peer.fake.violations == []


def test_nothing_that_is_not_needed_is_taken(peer: ZendeskPeer) -> None:
    """Hidden text, places, addresses, names and other fields are in every answer of the fake."""
    ticket = opened(peer)
    assert CANARY not in repr(ticket)
    assert "Bonjour" in ticket.messages[0].html
    assert ticket.messages[0].text == ""


def test_who_wrote_what(peer: ZendeskPeer) -> None:
    ticket = peer.fake.opened("<p>a</p>")
    fake = peer.fake
    fake.commented(ticket, AGENT, "<p>b</p>", public=True)
    fake.commented(ticket, OWN, "<p>c</p>", public=False)
    fake.commented(ticket, OTHER_CUSTOMER, "<p>d</p>", public=True)
    fake.commented(ticket, -1, "<p>e</p>", public=False)
    fake.commented(ticket, 999, "<p>f: deleted since</p>", public=True)
    fake.commented(ticket, 999, "<p>g: deleted since</p>", public=False)
    ticket.comments.append(Comment(1, AGENT, "<p>h: merged</p>", public=False, at=0.0, channel="system"))
    peer.pass_time()
    assert [message.author for message in peer.helpdesk.fetch(str(ticket.id)).messages] == [
        Author.CUSTOMER,
        Author.AGENT,
        Author.SELF,
        Author.CUSTOMER,
        Author.SYSTEM,
        Author.CUSTOMER,
        Author.AGENT,
        Author.SYSTEM,
    ]


def test_our_own_account_is_never_the_customer(peer: ZendeskPeer) -> None:
    ticket = peer.fake.opened("<p>a</p>", requester=OWN)
    peer.pass_time()
    assert peer.helpdesk.fetch(str(ticket.id)).messages[0].author is Author.SELF


def test_languages_fields_tags_and_queue(peer: ZendeskPeer) -> None:
    ticket_id = peer.open("Bonjour")
    ticket = peer.ticket(ticket_id)
    ticket.assignee, ticket.values, ticket.tags = AGENT, {RUN_KEY: "", DIAGNOSIS: "C07"}, ["vip"]
    peer.pass_time()
    found = peer.helpdesk.fetch(ticket_id)
    assert (found.customer_locale, found.agent_locale) == ("fr-CA", "fr-CA")
    assert found.fields == {OwnField.DIAGNOSIS: "C07"}
    assert found.tags == {"vip"}
    assert found.queue == "77"
    assert found.version == found.updated_at


@pytest.mark.parametrize(("by", "queue"), [("group", "77"), ("brand", "78"), ("form", "")])
def test_the_queue_is_what_the_site_calls_one(by: str, queue: str) -> None:
    peer = ZendeskPeer(settings=msgspec.structs.replace(SETTINGS, queue=by))
    assert opened(peer).queue == queue


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (3, "3"), (0.5, "0.5"), (["a", "b"], "a,b"), (None, None), ({}, None)]
)
def test_fields_of_any_kind_are_text(peer: ZendeskPeer, value: object, text: str | None) -> None:
    ticket_id = peer.open("Bonjour")
    peer.ticket(ticket_id).values[DIAGNOSIS] = value  # type: ignore[assignment]
    peer.pass_time()
    assert peer.helpdesk.fetch(ticket_id).fields.get(OwnField.DIAGNOSIS) == text


def test_a_ticket_with_more_authors_than_a_call_takes(peer: ZendeskPeer) -> None:
    ticket = peer.fake.opened("<p>a</p>")
    for number in range(2_000, 2_150):
        peer.fake.commented(ticket, number, "<p>x</p>", public=True)
    peer.pass_time()
    assert len(peer.helpdesk.fetch(str(ticket.id)).messages) == 151
    assert peer.fake.calls.count("users") == 2


def test_a_ticket_changed_in_this_second_is_read_when_the_second_is_over(peer: ZendeskPeer) -> None:
    """The stamp has whole seconds: an edit later in the same second would pass unnoticed under it."""
    ticket_id = peer.open("Bonjour")
    ticket = peer.helpdesk.fetch(ticket_id)
    assert peer.clock.waited == [1.0]
    assert len(ticket.messages) == 1


def test_a_comment_that_comes_while_the_second_runs_is_not_missed(peer: ZendeskPeer) -> None:
    ticket_id = peer.open("Bonjour")
    reads = iter([1, 1])

    def write(name: str) -> None:
        if name == "ticket" and next(reads, None) and peer.fake.calls.count("ticket") == 2:
            peer.fake.commented(peer.ticket(ticket_id), CUSTOMER, "<p>Encore</p>", public=True)

    peer.fake.before.append(write)
    ticket = peer.helpdesk.fetch(ticket_id)
    assert len(ticket.messages) == 2
    assert peer.fake.calls.count("ticket") == 3


def test_a_ticket_that_is_never_at_rest_is_read_all_the_same(peer: ZendeskPeer) -> None:
    ticket_id = peer.open("Bonjour")
    peer.fake.before.append(lambda _: setattr(peer.ticket(ticket_id), "updated", peer.clock.now()))
    assert peer.helpdesk.fetch(ticket_id).id == ticket_id
    assert len(peer.clock.waited) == 3


def test_pages_that_never_end_are_given_up(peer: ZendeskPeer) -> None:
    ticket_id = peer.open("Bonjour")
    peer.pass_time()
    number = iter(range(1_000))

    def again(name: str) -> None:
        if name == "comments":
            page = {"comments": [], "meta": {"has_more": True, "after_cursor": str(next(number))}}
            peer.fake.faults.append(Fault("comments", 1, json_reply(page)))

    peer.fake.before.append(again)
    with pytest.raises(Refused, match="no end"):
        peer.helpdesk.fetch(ticket_id)


def test_a_page_that_points_to_itself_is_the_last(peer: ZendeskPeer) -> None:
    ticket_id = peer.open("Bonjour")
    peer.pass_time()
    page = {"comments": [], "meta": {"has_more": True, "after_cursor": "1"}}
    peer.fake.faults.append(Fault("comments", 99, json_reply(page)))
    assert peer.helpdesk.fetch(ticket_id).messages == ()
    assert peer.fake.calls.count("comments") == 2


@pytest.mark.parametrize("ticket_id", ["", "0", "-1", "1/tags", "../users", "1 ", "\u0661", "9" * 30])
def test_an_id_that_is_none_reaches_no_network(peer: ZendeskPeer, ticket_id: str) -> None:
    with pytest.raises(Refused):
        peer.helpdesk.fetch(ticket_id)
    assert peer.fake.calls in ([], ["token"])


def test_a_ticket_that_says_it_is_deleted_is_gone(peer: ZendeskPeer) -> None:
    row = {"ticket": {"id": 1, "status": "deleted", "updated_at": "2026-11-26T00:00:00Z"}}
    peer.fake.faults.append(Fault("ticket", 2, json_reply(row)))
    with pytest.raises(TicketGone):
        peer.helpdesk.fetch("1")
    with pytest.raises(TicketGone):
        peer.helpdesk.find_receipt("1", "k")


def test_a_missing_endpoint_is_no_missing_ticket(peer: ZendeskPeer) -> None:
    ticket_id = peer.open("Bonjour")
    peer.fake.faults.append(Fault("ticket", 1, error(404, "InvalidEndpoint", "Not found")))
    with pytest.raises(Refused) as refused:
        peer.helpdesk.fetch(ticket_id)
    assert not isinstance(refused.value, TicketGone)


class TestExport:
    def test_the_current_minute_is_never_asked_for(self, peer: ZendeskPeer) -> None:
        cursor = peer.helpdesk.changes("").cursor
        for _ in range(61):
            assert peer.helpdesk.changes(cursor).ticket_ids == ()
            peer.clock.time += 1
        assert peer.helpdesk.changes(cursor).at_end
        assert peer.fake.calls.count("export") == 1

    def test_a_change_by_the_system_counts_though_its_stamp_is_old(self, peer: ZendeskPeer) -> None:
        ticket_id = peer.open("Bonjour")
        peer.pass_time()
        cursor = peer.helpdesk.changes("").cursor
        peer.pass_time()
        peer.fake.changed_by_the_system(peer.ticket(ticket_id))
        peer.pass_time()
        assert peer.helpdesk.changes(cursor).ticket_ids == (ticket_id,)

    def test_many_changes_come_page_by_page(self, peer: ZendeskPeer) -> None:
        cursor = peer.helpdesk.changes("").cursor
        peer.fake.limits.updates = 10_000
        expected = [peer.open("Bonjour") for _ in range(600)]
        peer.pass_time()
        found: list[str] = []
        for at_end in (False, False, True):
            changes = peer.helpdesk.changes(cursor)
            assert changes.at_end == at_end
            found += changes.ticket_ids
            cursor = changes.cursor
        assert found == expected

    def test_our_own_cap_comes_before_the_helpdesks(self, peer: ZendeskPeer) -> None:
        cursor = peer.helpdesk.changes("").cursor
        peer.pass_time()
        for _ in range(10):
            peer.helpdesk.changes(cursor)
        with pytest.raises(Unavailable) as wait:
            peer.helpdesk.changes(cursor)
        assert wait.value.retry_after == 60
        assert peer.fake.calls.count("export") == 10
        peer.clock.time += 60
        peer.helpdesk.changes(cursor)

    def test_who_is_no_admin_may_not_export(self) -> None:
        peer = ZendeskPeer(settings=msgspec.structs.replace(SETTINGS, export=None))
        cursor = peer.helpdesk.changes("").cursor
        peer.pass_time()
        with pytest.raises(Refused, match="403 Forbidden"):
            peer.helpdesk.changes(cursor)

    @pytest.mark.parametrize("cursor", ["x", "since:", "since:-1", "after:", "after:a b", "after:" + "x" * 3_000])
    def test_a_cursor_that_was_never_handed_out_is_refused(self, peer: ZendeskPeer, cursor: str) -> None:
        with pytest.raises(Refused):
            peer.helpdesk.changes(cursor)
        assert peer.fake.calls == []

    def test_an_end_that_does_not_move_is_an_end(self, peer: ZendeskPeer) -> None:
        page = {"tickets": [], "end_of_stream": False, "after_cursor": None}
        peer.fake.faults.append(Fault("export", 1, json_reply(page)))
        assert peer.helpdesk.changes("after:abc").at_end
