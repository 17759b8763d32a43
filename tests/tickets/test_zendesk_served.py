"""The adapter over real connections on this machine: concurrent writers, lost answers, silence and slow drips."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import msgspec
import pytest

from oceandx.tickets.helpdesk import HelpdeskError, Outdated, Receipt, Ticket, Unavailable, Uncertain
from oceandx.tickets.zendesk import Zendesk
from tickets.contract import KEY, enrichment
from tickets.zendesk_fake import FakeZendesk, Fault
from tickets.zendesk_peer import SECRETS, SETTINGS
from tickets.zendesk_serving import served
from tickets.zendesk_state import AGENT, OWN


@pytest.fixture
def fake() -> Iterator[FakeZendesk]:
    fake = FakeZendesk(time.time)
    yield fake
    assert fake.violations == []


def old_ticket(fake: FakeZendesk) -> str:
    ticket = fake.opened("<p>Bonjour</p>")
    ticket.updated = ticket.generated = time.time() - 600
    return str(ticket.id)


def adapter(base: str, **changes: object) -> Zendesk:
    return Zendesk(msgspec.structs.replace(SETTINGS, base=base, **changes), SECRETS)


def test_a_ticket_goes_there_and_back(fake: FakeZendesk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with served(fake) as base, adapter(base) as helpdesk:
        ticket_id = old_ticket(fake)
        receipt = helpdesk.write(helpdesk.fetch(ticket_id), enrichment())
        assert helpdesk.find_receipt(ticket_id, KEY) == receipt
    assert fake.mail == []
    # The libraries below would log each address, and the headers of each answer.
    assert [record.name for record in caplog.records if record.name.startswith("http")] == []


def test_of_many_writers_with_the_same_version_one_writes(fake: FakeZendesk) -> None:
    """The stamp has whole seconds; the ticket was left alone before, so the first write moves it."""
    with served(fake) as base, adapter(base, writes_a_minute=1_000) as helpdesk:
        for _ in range(5):
            ticket = helpdesk.fetch(old_ticket(fake))
            with ThreadPoolExecutor(8) as pool:
                outcomes = list(pool.map(lambda number, it=ticket: _try(helpdesk, it, f"k-{number}"), range(8)))
            assert sum(isinstance(outcome, Receipt) for outcome in outcomes) == 1
            assert sum(isinstance(outcome, Outdated) for outcome in outcomes) == 7
            comments = fake.tickets[int(ticket.id)].comments
            assert sum(comment.author == OWN for comment in comments) == 1


def test_people_and_writers_at_once_lose_nothing(fake: FakeZendesk) -> None:
    fake.limits.updates = fake.limits.account = 100_000
    with served(fake) as base, adapter(base, writes_a_minute=1_000, reserve=0) as helpdesk:
        tickets = [helpdesk.fetch(old_ticket(fake)) for _ in range(10)]

        def edit() -> None:
            for ticket in tickets:
                here = fake.tickets[int(ticket.id)]
                fake.commented(here, AGENT, "<p>Je regarde</p>", public=True)
                here.tags.append("by_agent")

        person = threading.Thread(target=edit)
        person.start()
        with ThreadPoolExecutor(4) as pool:
            outcomes = list(pool.map(lambda ticket: _try(helpdesk, ticket, KEY), tickets))
        person.join()
        for ticket, outcome in zip(tickets, outcomes, strict=True):
            here = fake.tickets[int(ticket.id)]
            assert "by_agent" in here.tags
            own = [comment for comment in here.comments if comment.author == OWN]
            assert len(own) == isinstance(outcome, Receipt)
            assert isinstance(outcome, Receipt | Outdated)
            assert all(not comment.public for comment in own)


def test_a_connection_closed_after_the_write_is_uncertain_and_found(fake: FakeZendesk) -> None:
    with served(fake) as base, adapter(base) as helpdesk:
        ticket = helpdesk.fetch(old_ticket(fake))
        fake.faults.append(Fault("update", 1))
        with pytest.raises(Uncertain):
            helpdesk.write(ticket, enrichment())
        assert helpdesk.find_receipt(ticket.id, KEY) is not None
        assert fake.calls.count("update") == 1


def test_a_slow_helpdesk_is_given_up_on_and_the_write_found_later(fake: FakeZendesk) -> None:
    with served(fake) as base, adapter(base, read_seconds=0.3) as helpdesk:
        ticket = helpdesk.fetch(old_ticket(fake))
        fake.before.append(lambda name: time.sleep(0.6) if name == "update" else None)
        with pytest.raises(Uncertain):
            helpdesk.write(ticket, enrichment())
        time.sleep(0.6)
        assert helpdesk.find_receipt(ticket.id, KEY) is not None


def test_nobody_there_means_nothing_written(fake: FakeZendesk) -> None:
    with served(fake) as base:
        helpdesk = adapter(base, tries=2, token_seconds=86_400)
        ticket = helpdesk.fetch(old_ticket(fake))
    helpdesk.close()
    gone = adapter(base, tries=2)
    with pytest.raises(Unavailable):
        gone.fetch(ticket.id)
    with pytest.raises(Unavailable):
        gone.write(ticket, enrichment())


def test_an_answer_that_drips_is_cut_off() -> None:
    with _dripping() as base, adapter(base, tries=1, read_seconds=5.0, call_seconds=0.5) as helpdesk:
        began = time.monotonic()
        with pytest.raises(Unavailable):
            helpdesk.fetch("1")
        assert time.monotonic() - began < 4


def _try(helpdesk: Zendesk, ticket: Ticket, key: str) -> Receipt | HelpdeskError:
    try:
        return helpdesk.write(ticket, enrichment(key))
    except HelpdeskError as error:
        return error


@contextmanager
def _dripping() -> Iterator[str]:
    """Serve one byte of an endless answer every tenth of a second."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n")
                while not over.wait(0.1):
                    try:
                        connection.sendall(b" ")
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            over.set()
            thread.join()
