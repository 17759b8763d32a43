"""Polling Request Tracker: what changed since the last time, complete, whatever happens meanwhile."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oceandx.tickets.helpdesk import Refused
from oceandx.tickets.rt import RequestTracker
from tickets.rt.server import FakeRt, tracker


def drain(rt: RequestTracker, cursor: str) -> tuple[list[str], str, int]:
    """Return all that changed after a cursor, the next cursor, and in how many pages."""
    found: list[str] = []
    for page in range(1, 100):
        changes = rt.changes(cursor)
        found += changes.ticket_ids
        cursor = changes.cursor
        if changes.at_end:
            return found, cursor, page
    raise AssertionError("no end")


def test_polls_begin_now_and_give_what_changed_since() -> None:
    server = FakeRt()
    server.ticket()
    server.ticket(queue="Autre")
    server.clock += 100
    rt = tracker(server)
    first = rt.changes("")
    assert (first.ticket_ids, first.at_end) == ((), True)
    server.clock += 5
    server.ticket()
    server.say(1, "Correspond", "encore")
    server.say(2, "Correspond", "ailleurs")
    found, cursor, _ = drain(rt, first.cursor)
    assert sorted(found) == ["1", "3"]
    server.clock += 60
    assert sorted(drain(rt, cursor)[0]) == ["1", "3"]  # the overlap: rather twice than never
    cursor = drain(rt, cursor)[1]
    assert drain(rt, cursor)[0] == []


def test_many_changes_in_one_second_come_page_by_page_and_complete() -> None:
    server = FakeRt()
    rt = tracker(server)
    cursor = rt.changes("").cursor
    for _ in range(450):
        server.ticket()
    found, _, pages = drain(rt, cursor)
    assert pages == 5
    assert sorted(map(int, found)) == list(range(1, 451))


def test_a_ticket_that_leaves_the_search_while_it_is_paged_hides_no_other() -> None:
    server = FakeRt()
    rt = tracker(server)
    cursor = rt.changes("").cursor
    for _ in range(150):
        server.ticket()
    first = rt.changes(cursor)
    server.tickets[140].status = "deleted"  # it was on the first page: all later rows move up
    found = {*first.ticket_ids, *drain(rt, first.cursor)[0]}
    assert {str(number) for number in range(1, 151)} <= found


def test_from_a_day_on_all_that_changed_comes_and_which_is_closed() -> None:
    server = FakeRt()
    today = datetime.datetime.fromtimestamp(server.clock, datetime.UTC)
    server.clock = int(datetime.datetime.combine(today, datetime.time(), datetime.UTC).timestamp()) - 1
    server.ticket()
    server.clock += 1
    for _ in range(150):
        server.ticket()
    server.tickets[60].status, server.tickets[10].status = "resolved", "rejected"
    rt = tracker(server)
    first = rt.changes(rt.since(today.date()))
    second = rt.changes(first.cursor)
    assert (len(first.ticket_ids), len(second.ticket_ids), second.at_end) == (100, 50, True)
    assert "1" not in {*first.ticket_ids, *second.ticket_ids}
    assert (first.closed, second.closed) == (frozenset({"60"}), frozenset({"10"}))
    server.clock += 100
    server.say(1, "Correspond", "encore")
    assert "1" in rt.changes(second.cursor).ticket_ids


def test_without_the_servers_clock_the_newest_change_is_now() -> None:
    server = FakeRt()
    server.has_date = False
    rt = tracker(server)
    empty = rt.changes("").cursor
    server.ticket()
    found, cursor, _ = drain(rt, empty)
    server.clock += 1
    server.ticket()
    assert (found, "2" in drain(rt, cursor)[0]) == (["1"], True)


@given(st.text() | st.sampled_from(['["2026-01-01T00:00:00Z",0]', '["2026-01-01T00:00:00"]', "[]", "{}", "null"]))
def test_a_cursor_of_another_helpdesk_is_refused(cursor: str) -> None:
    if cursor:
        with pytest.raises(Refused, match="cursor"):
            tracker(FakeRt()).changes(cursor)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(["new", "say", "delete", "wait", "poll"]), st.integers(0, 30)),
        min_size=1,
        max_size=60,
    )
)
def test_no_change_is_ever_lost(steps: list[tuple[str, int]]) -> None:
    server = FakeRt()
    rt = tracker(server)
    cursor = rt.changes("").cursor
    due: set[str] = set()
    for what, number in [*steps, *[("poll", 0)] * 100]:
        ticket = server.tickets.get(number)
        if what == "new":
            due |= {str(server.ticket().id) for _ in range(number + 70)}
        elif what == "wait":
            server.clock += number
        elif what == "poll":
            changes = rt.changes(cursor)
            cursor = changes.cursor
            due -= set(changes.ticket_ids)
        elif ticket and ticket.status != "deleted":
            if what == "say":
                server.say(number, "Correspond", "x")
                due.add(str(number))
            else:
                ticket.status = "deleted"
                due.discard(str(number))
    assert not due
