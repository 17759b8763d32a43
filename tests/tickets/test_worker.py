"""What becomes of a job: done, later, again, or a dead letter; nothing is lost and the worker goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from oceandx.model.vocabulary import Language
from oceandx.resources import knowledge_root
from oceandx.tickets.helpdesk import Changes, Exposed, HelpdeskError, Refused, Unavailable
from oceandx.tickets.installation import Installation, SwitchGate
from oceandx.tickets.pipeline import Enricher, Manner
from oceandx.tickets.queue import LeaseLost, Reason
from oceandx.tickets.switches import Listed, Mode
from oceandx.tickets.worker import Worker, poll
from tickets.desk import MemoryDesk
from tickets.making import MISSING, TODAY, knowledge, reader, said, ticket


class Shop:
    """An installation with one helpdesk and one worker, and a clock that is set by hand."""

    def __init__(self, folder: Path) -> None:
        self.now = 1_000_000.0
        self.installation = Installation(folder / "enrich.sqlite", clock=lambda: self.now)
        self.desk = MemoryDesk({"7": ticket(said(MISSING))})
        manner = Manner(Path(knowledge_root()), Language.EN, lambda key: {}, lambda: TODAY)
        gate = SwitchGate(self.installation, clock=lambda: self.now)
        enricher = Enricher(knowledge(), reader(), self.desk, self.installation.ledger, gate, manner)
        self.told: list[str] = []
        self.worker = Worker(
            self.installation.queue,
            {"memory": enricher},
            lambda reading: (),
            "w1",
            tell=lambda helpdesk, outcome, seconds: self.told.append(outcome),
            clock=lambda: self.now,
        )
        self.installation.switches.set_mode(Mode.WRITE, "test")
        self.installation.switches.allow("memory", Listed.ALL, "", "test")

    def put(self, ticket_id: str = "7", reason: Reason = Reason.POLL, helpdesk: str = "memory") -> None:
        self.installation.queue.put(ticket_id, ticket_id, helpdesk, reason)

    def step(self, *, after: float = 0.0) -> str | None:
        self.now += after
        return self.told[-1] if self.worker.step() else None


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    with made.installation:
        yield made


def test_a_job_is_done_once(shop: Shop) -> None:
    shop.put()
    assert (shop.step(), shop.step()) == ("written", None)
    assert len(shop.desk.written) == 1


def test_what_is_taken_for_a_write_is_given_back_with_a_lost_lease(shop: Shop) -> None:
    def lost() -> None:
        raise LeaseLost("the lease ran out")

    enricher, ledger = shop.worker.enrichers["memory"], shop.installation.ledger
    for _ in range(10):  # more often than may be written at once
        with pytest.raises(LeaseLost):
            enricher.handle("7", lambda reading: (), still_ours=lost)
    assert ledger.pending("memory", "7") is None
    assert list(shop.installation.audit.export(after=2)) == []
    shop.put()
    assert shop.step() == "written"


def test_in_shadow_and_outside_the_list_nothing_is_written(shop: Shop) -> None:
    shop.installation.switches.set_mode(Mode.SHADOW, "test")
    shop.put()
    assert shop.step() == "shadowed"
    assert shop.desk.written == []


def test_the_kill_switch_holds_jobs_until_it_is_undone(shop: Shop) -> None:
    shop.installation.switches.kill("test")
    shop.put()
    assert (shop.step(), shop.step()) == ("stopped", None)
    shop.installation.switches.revive("test")
    assert shop.step(after=31) == "written"


def test_while_the_helpdesk_is_down_a_ticket_waits_longer_and_longer(shop: Shop) -> None:
    shop.desk.fails = [Unavailable("down"), Unavailable("down", 60.0)]
    shop.put()
    assert (shop.step(), shop.step(after=4), shop.step(after=2)) == ("retry", None, "retry")
    assert (shop.step(after=30), shop.step(after=31)) == (None, "written")
    assert len(shop.desk.written) == 1


@pytest.mark.parametrize(
    ("error", "tries", "failure"), [(Refused("403"), 3, "refused"), (Exposed("public"), 1, "exposed")]
)
def test_what_cannot_be_is_a_dead_letter(shop: Shop, error: HelpdeskError, tries: int, failure: str) -> None:
    shop.desk.fails = [error] * tries
    shop.put()
    ends = [shop.step(after=1000) for _ in range(tries)]
    assert ends == ["retry"] * (tries - 1) + ["dead"]
    (letter,) = shop.installation.queue.dead_letters()
    assert letter.why.failure.value == failure


def test_a_note_that_is_not_internal_stops_all_further_writes(shop: Shop) -> None:
    shop.desk.tickets["8"] = ticket(said(MISSING), id="8")
    shop.desk.fails = [Exposed("public")]
    shop.put()
    shop.step()
    shop.put("8")
    assert shop.step() == "stopped"
    assert shop.installation.switches.read().breakers == {"memory": "note-not-internal"}


def test_a_ticket_that_is_gone_is_done_with(shop: Shop) -> None:
    shop.put("99")
    assert (shop.step(), shop.step()) == ("gone", None)


def test_a_job_of_a_helpdesk_that_is_not_set_up_is_kept(shop: Shop) -> None:
    shop.put(helpdesk="elsewhere")
    assert shop.step() == "retry"


def test_what_nobody_expected_ends_no_worker_and_tells_no_secret(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    def explode() -> None:
        raise ValueError("Patient Jane Desormeaux")

    shop.desk.before_write = explode
    shop.put()
    with caplog.at_level(logging.DEBUG):
        assert [shop.step(after=1000) for _ in range(3)] == ["retry", "retry", "dead"]
    assert "ValueError" in caplog.text
    assert "Desormeaux" not in caplog.text
    (letter,) = shop.installation.queue.dead_letters()
    assert (letter.why.failure.value, letter.why.raised) == ("unexpected", "ValueError")


def test_without_budget_a_ticket_waits_and_is_not_counted_as_a_failure(shop: Shop) -> None:
    shop.installation.budget.pause("memory", shop.now, 100.0)
    shop.put()
    assert (shop.step(), shop.step(after=50), shop.step(after=60)) == ("later", None, "written")


def test_what_was_collected_anew_is_told_though_we_wrote_last(shop: Shop) -> None:
    shop.put()
    shop.step()
    shop.put(reason=Reason.POLL)
    shop.put("7", Reason.ANEW)
    assert shop.step() == "repeated"


def test_polling_takes_each_change_once(shop: Shop) -> None:
    pages = [
        Changes(("7", "8"), "c1", at_end=False),
        Changes(("9",), "c2", at_end=True),
        Changes((), "c2", at_end=True),
    ]
    asked: list[str] = []

    class Paged(MemoryDesk):
        def changes(self, cursor: str) -> Changes:
            asked.append(cursor)
            return pages[len(asked) - 1]

    one = shop.installation
    assert poll(one.store, one.queue, one.ledger, Paged()) == 3
    assert poll(one.store, one.queue, one.ledger, Paged()) == 0
    assert asked == ["", "c1", "c2"]
    assert one.queue.counts().waiting == 3


def test_a_poll_that_fails_moves_nothing(shop: Shop) -> None:
    class Broken(MemoryDesk):
        def changes(self, cursor: str) -> Changes:
            raise Unavailable("down")

    one = shop.installation
    with pytest.raises(Unavailable):
        poll(one.store, one.queue, one.ledger, Broken())
    assert (one.ledger.cursor("memory"), one.queue.counts().waiting) == ("", 0)


def test_a_ticket_that_is_being_handled_is_no_other_workers_until_its_lease_ends(shop: Shop) -> None:
    shop.put()
    queue = shop.installation.queue
    assert queue.claim(shop.now, shop.worker.lease_seconds, "w2") is not None
    assert (shop.step(), shop.step(after=299)) == (None, None)
    assert shop.step(after=2) == "written"


def test_on_one_machine_a_worker_takes_jobs_until_it_is_told_to_end(shop: Shop) -> None:
    shop.worker.tell = lambda helpdesk, outcome, seconds: shop.worker.stopping.set()
    shop.desk.tickets["8"] = ticket(said(MISSING), id="8")
    shop.put()
    shop.put("8")
    shop.installation.serve(shop.worker)
    assert len(shop.desk.written) == 1
    counts = shop.installation.queue.counts()
    assert (counts.waiting, counts.leased) == (1, 0)
