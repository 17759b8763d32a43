"""The switches: nothing is written unless somebody said so, and who said what is known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from oceandx.tickets.nats.control import NatsSwitches
from oceandx.tickets.switches import Listed, Mode, Setting, Switches
from tickets.filing import START
from tickets.shared import KINDS, AnyFiled, opened

AnySwitches = Switches | NatsSwitches


@pytest.fixture(params=KINDS)
def filed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AnyFiled]:
    with opened(request, tmp_path) as one:
        yield one


@pytest.fixture
def switches(filed: AnyFiled) -> AnySwitches:
    return filed.switches


def may_write(switches: AnySwitches, helpdesk: str = "desk", queue: str = "Accuro est", ticket_id: str = "7") -> bool:
    return switches.read().may_write(helpdesk, queue, ticket_id)


def entries(filed: AnyFiled) -> list[tuple[str, ...]]:
    found = [json.loads(line) for line in filed.audit.export()]
    return [(one["kind"], one["actor"], one["helpdesk"], one["ticket_id"], one["what"]) for one in found]


def test_a_new_file_is_in_shadow_mode_and_allows_nothing(switches: AnySwitches) -> None:
    position = switches.read()
    assert (position.mode, position.is_killed, position.breakers, position.settings) == (Mode.SHADOW, False, {}, ())
    assert not may_write(switches)


def test_write_mode_alone_and_a_list_alone_write_nothing(switches: AnySwitches) -> None:
    switches.allow("desk", Listed.QUEUE, "Accuro est", "marie")
    assert not may_write(switches)
    switches.set_mode(Mode.WRITE, "marie")
    assert may_write(switches)
    switches.disallow("desk", Listed.QUEUE, "Accuro est", "marie")
    assert not may_write(switches)


def test_only_what_is_listed_for_its_helpdesk_is_written_on(switches: AnySwitches) -> None:
    switches.set_mode(Mode.WRITE, "marie")
    switches.allow("desk", Listed.QUEUE, "Accuro est", "marie")
    switches.allow("desk", Listed.TICKET, "9", "marie")
    assert [
        may_write(switches, "desk", "Accuro est", "7"),
        may_write(switches, "desk", "other", "7"),
        may_write(switches, "desk", "other", "9"),
        may_write(switches, "other", "Accuro est", "9"),
        may_write(switches, "desk", "9", "Accuro est"),
    ] == [True, False, True, False, False]


def test_all_is_allowed_only_where_it_is_said(switches: AnySwitches) -> None:
    switches.set_mode(Mode.WRITE, "marie")
    switches.allow("desk", Listed.ALL, "", "marie")
    assert may_write(switches)
    assert not may_write(switches, "other")
    assert switches.disallow("desk", Listed.ALL, "", "marie")
    assert not may_write(switches)


def test_shadow_mode_comes_back(switches: AnySwitches) -> None:
    switches.allow("desk", Listed.ALL, "", "marie")
    switches.set_mode(Mode.WRITE, "marie")
    switches.set_mode(Mode.SHADOW, "jean")
    assert not may_write(switches)
    assert len(switches.read().settings) == 2


def test_the_kill_switch_stops_every_helpdesk_until_it_is_undone(switches: AnySwitches) -> None:
    switches.set_mode(Mode.WRITE, "marie")
    switches.allow("desk", Listed.ALL, "", "marie")
    switches.kill("jean")
    assert switches.read().is_stopped("desk")
    assert switches.read().is_stopped("other")
    assert not may_write(switches)
    assert switches.revive("jean")
    assert not switches.revive("jean")
    assert may_write(switches)


def test_a_breaker_stops_its_helpdesk_alone_until_a_person_closes_it(switches: AnySwitches) -> None:
    switches.set_mode(Mode.WRITE, "marie")
    for helpdesk in ("desk", "other"):
        switches.allow(helpdesk, Listed.ALL, "", "marie")
    assert switches.open_breaker("desk", "too-many-writes", "worker-1")
    assert not switches.open_breaker("desk", "note-not-internal", "worker-2")
    assert switches.read().breakers == {"desk": "too-many-writes"}
    assert [may_write(switches), may_write(switches, "other")] == [False, True]
    assert switches.close_breaker("desk", "marie")
    assert not switches.close_breaker("desk", "marie")
    assert may_write(switches)


def test_a_switch_is_seen_at_once_by_another_process_s_connection(filed: AnyFiled, switches: AnySwitches) -> None:
    with filed.another() as other:
        assert not other.switches.read().is_killed
        switches.kill("marie")
        assert other.switches.read().is_killed


def test_who_set_what_and_when_is_kept_and_audited(filed: AnyFiled, switches: AnySwitches) -> None:
    switches.set_mode(Mode.WRITE, "marie")
    filed.clock.now += 1
    switches.allow("desk", Listed.QUEUE, "Accuro est", "jean")
    assert switches.read().settings == (
        Setting("", "mode", "write", "marie", START),
        Setting("desk", "queue", "Accuro est", "jean", START + 1),
    )
    switches.allow("desk", Listed.TICKET, "9", "jean")
    switches.allow("desk", Listed.ALL, "", "jean")
    switches.disallow("desk", Listed.ALL, "", "jean")
    assert not switches.disallow("desk", Listed.ALL, "", "jean")
    switches.kill("jean")
    switches.revive("marie")
    switches.open_breaker("desk", "too-many-writes", "worker")
    switches.close_breaker("desk", "marie")
    assert entries(filed) == [
        ("mode-set", "marie", "", "", "write"),
        ("allowed", "jean", "desk", "", "Accuro est"),
        ("allowed", "jean", "desk", "9", "ticket"),
        ("allowed", "jean", "desk", "", "all"),
        ("disallowed", "jean", "desk", "", "all"),
        ("killed", "jean", "", "", ""),
        ("revived", "marie", "", "", ""),
        ("breaker-opened", "worker", "desk", "", "too-many-writes"),
        ("breaker-closed", "marie", "desk", "", ""),
    ]


def test_what_is_no_entry_of_the_list_is_refused(switches: AnySwitches) -> None:
    for listed, value in ((Listed.QUEUE, ""), (Listed.TICKET, ""), (Listed.ALL, "Accuro"), (Listed.QUEUE, "a\nb")):
        with pytest.raises(ValueError, match="allow"):
            switches.allow("desk", listed, value, "marie")
    with pytest.raises(ValueError, match="why the breaker opens"):
        switches.open_breaker("desk", "Mme Tremblay called", "worker")
    assert switches.read().settings == ()
