"""Request Tracker written: one note at most, whatever breaks in between, and nothing of a person's overwritten."""

from collections.abc import Callable

import httpx
import pytest

from oceandx.tickets.helpdesk import (
    Outdated,
    OwnField,
    Unavailable,
    Uncertain,
)
from tickets.rt.records import AGENT, BOT
from tickets.rt.server import NOTE, begin, enrichment, is_change, is_complete, is_note, tracker


def test_a_note_fields_and_tags_are_written_once() -> None:
    server = begin()
    rt = tracker(server)
    ticket = rt.fetch("1")
    assert rt.find_receipt("1", "k1") is None
    receipt = rt.write(ticket, enrichment())
    assert is_complete(server)
    assert (receipt.key, receipt.written_at) == ("k1", "2026-11-26T05:06:40Z")
    assert receipt.note_id == str(next(one["id"] for one in server.entries if one["Type"] == "Comment"))
    calls = len(server.bodies)
    assert rt.write(ticket, enrichment()) == rt.find_receipt("1", "k1") == receipt
    assert len(server.bodies) == calls
    assert {path for method, path in server.calls if method != "GET"} == {"/ticket/1", "/ticket/1/comment"}


def test_tags_and_fields_of_others_stay() -> None:
    server = begin(
        values={"Oceandx diagnosis": ["C09"], "Oceandx confidence": [], "Oceandx run key": [], "Oceandx tags": ["vip"]}
    )
    rt = tracker(server)
    rt.write(rt.fetch("1"), enrichment(fields={}))
    assert server.tickets[1].values["Oceandx tags"] == ["oceandx-s02", "vip"]
    assert server.tickets[1].values["Oceandx diagnosis"] == ["C09"]


def test_an_enrichment_without_a_note() -> None:
    server = begin()
    rt = tracker(server)
    receipt = rt.write(rt.fetch("1"), enrichment(note=None))
    assert (receipt.note_id, server.notes(1)) == ("", [])
    assert rt.find_receipt("1", "k1") == receipt


def test_a_second_enrichment_is_a_second_note_and_the_first_stays_known() -> None:
    server = begin()
    rt = tracker(server)
    first = rt.write(rt.fetch("1"), enrichment())
    second = rt.write(rt.fetch("1"), enrichment("k10", "<p>oceandx k10</p>"))
    assert len(server.notes(1)) == 2
    assert (rt.find_receipt("1", "k1"), rt.find_receipt("1", "k10")) == (first, second)
    assert rt.find_receipt("1", "k") is None


def test_a_note_is_known_by_its_marker_when_its_subject_line_is_lost() -> None:
    server = begin()
    server.then = lambda request: server.entries[-1].update(Data="No Subject") if is_note(request) else None
    rt = tracker(server)
    rt.write(rt.fetch("1"), enrichment())
    assert is_complete(server)
    with pytest.raises(Uncertain):
        rt.write(rt.fetch("1"), enrichment("k", "<p>sans marque</p>"))


def test_what_changed_since_the_ticket_was_fetched_is_respected() -> None:
    server = begin()
    rt = tracker(server)
    ticket = rt.fetch("1")
    server.say(1, "Correspond", "Plus rien ne presse")
    with pytest.raises(Outdated):
        rt.write(ticket, enrichment())
    assert server.bodies == []


def once(condition: Callable[[httpx.Request], bool], act: Callable[[], None]) -> Callable[[httpx.Request], None]:
    """Return something that acts on the first call that meets a condition."""
    acted: list[bool] = []

    def on(request: httpx.Request) -> None:
        if condition(request) and not acted:
            acted.append(True)
            act()

    return on


def test_a_change_just_before_our_own_is_refused_by_the_server() -> None:
    server = begin()
    rt = tracker(server)
    ticket = rt.fetch("1")
    server.on = once(is_change, lambda: server.set(1, {"Oceandx diagnosis": "C07"}, AGENT))
    with pytest.raises(Outdated):
        rt.write(ticket, enrichment())
    assert (server.bodies, server.tickets[1].values["Oceandx diagnosis"]) == ([], ["C07"])


def test_a_value_that_a_person_writes_in_the_same_moment_is_put_back() -> None:
    server = begin()
    rt = tracker(server)
    ticket = rt.fetch("1")
    server.in_between = lambda: server.set(1, {"Oceandx diagnosis": "C07"}, AGENT)
    with pytest.raises(Outdated, match="what they wrote stands"):
        rt.write(ticket, enrichment())
    assert server.tickets[1].values["Oceandx diagnosis"] == ["C07"]
    assert server.notes(1) == []
    ticket = rt.fetch("1")
    assert ticket.fields[OwnField.DIAGNOSIS] == "C07"
    rt.write(ticket, enrichment(fields={}))
    assert server.notes(1) == [NOTE]


def test_a_value_that_a_person_takes_away_in_the_same_moment_stays_away() -> None:
    server = begin()
    server.set(1, {"Oceandx diagnosis": "C09"}, AGENT)
    rt = tracker(server)
    ticket = rt.fetch("1")
    server.in_between = lambda: server.set(1, {"Oceandx diagnosis": None, "Oceandx tags": ["urgent"]}, AGENT)
    with pytest.raises(Outdated):
        rt.write(ticket, enrichment())
    values = server.tickets[1].values
    assert (values["Oceandx diagnosis"], set(values["Oceandx tags"])) == ([], {"urgent", "oceandx-s02"})


def test_a_tag_that_a_person_adds_in_the_same_moment_is_put_back() -> None:
    server = begin()
    rt = tracker(server)
    ticket = rt.fetch("1")
    server.in_between = lambda: server.set(1, {"Oceandx tags": ["urgent"]}, AGENT)
    rt.write(ticket, enrichment())
    assert set(server.tickets[1].values["Oceandx tags"]) == {"urgent", "oceandx-s02"}


def test_a_value_that_a_person_changes_after_ours_is_left_to_them() -> None:
    server = begin()
    rt = tracker(server)
    ticket = rt.fetch("1")
    server.on = once(is_note, lambda: server.set(1, {"Oceandx diagnosis": "C07"}, AGENT))
    with pytest.raises(Uncertain, match="what they wrote stands"):
        rt.write(ticket, enrichment())
    assert server.tickets[1].values["Oceandx diagnosis"] == ["C07"]
    assert rt.find_receipt("1", "k1") is None
    rt.write(rt.fetch("1"), enrichment(fields={}))
    assert server.notes(1) == [NOTE]
    assert rt.find_receipt("1", "k1") is not None


def test_of_two_writers_of_one_note_the_first_goes_on() -> None:
    server = begin()
    rt = tracker(server)
    ticket = rt.fetch("1")
    server.in_between = lambda: server.set(1, {"Oceandx run key": "k1~00000000"}, BOT)
    with pytest.raises(Outdated, match="came first"):
        rt.write(ticket, enrichment())
    assert server.notes(1) == []
    with pytest.raises(Unavailable) as caught:  # the other one may be writing still
        rt.write(rt.fetch("1"), enrichment())
    assert caught.value.retry_after == 120
    server.clock += 121
    rt.write(rt.fetch("1"), enrichment())
    assert is_complete(server)


def test_a_note_that_was_begun_is_not_begun_again_while_it_may_still_come() -> None:
    server = begin()
    rt = tracker(server)
    late: list[httpx.Request] = []

    def slow(request: httpx.Request) -> httpx.Response | Exception | None:
        if is_note(request) and not late:
            late.append(request)
            return httpx.ReadTimeout("slow")
        return None

    server.on = slow
    with pytest.raises(Uncertain):
        rt.write(rt.fetch("1"), enrichment())
    server.clock += 60
    with pytest.raises(Unavailable) as caught:
        rt.write(rt.fetch("1"), enrichment())
    assert caught.value.retry_after == 60
    server(late[0])  # the server gets round to it after all
    rt.write(rt.fetch("1"), enrichment())
    assert is_complete(server)


def test_a_note_that_surely_was_not_written_needs_no_wait() -> None:
    server = begin()
    rt = tracker(server)
    server.on = lambda request: httpx.Response(429, headers={"Retry-After": "7"}) if is_note(request) else None
    with pytest.raises(Unavailable) as caught:
        rt.write(rt.fetch("1"), enrichment())
    assert caught.value.retry_after == 7
    server.on = lambda _: None
    rt.write(rt.fetch("1"), enrichment())
    assert is_complete(server)
