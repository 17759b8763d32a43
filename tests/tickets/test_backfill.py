"""Old tickets: put once, behind all others, in shadow unless told otherwise; cut off, it goes on where it was."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pytest

from oceandx.model.vocabulary import Language
from oceandx.resources import knowledge_root
from oceandx.tickets.backfill import Backfill, Standing, begin_again, fill, standing
from oceandx.tickets.helpdesk import Author, Changes, HelpdeskError, OwnField, Refused, Unavailable
from oceandx.tickets.installation import Installation, SwitchGate
from oceandx.tickets.nats.installation import NatsInstallation
from oceandx.tickets.nats.streams import ServerAway
from oceandx.tickets.parts import Installed
from oceandx.tickets.pipeline import Enricher, Manner
from oceandx.tickets.queue import Reason
from oceandx.tickets.switches import Listed, Mode
from oceandx.tickets.worker import Worker
from tickets.desk import MemoryDesk
from tickets.making import MISSING, TODAY, knowledge, reader, said, ticket
from tickets.streaming import MemoryStreams

DAY = datetime.date(2026, 11, 1)
SHADOW, WRITE = Backfill("memory", DAY), Backfill("memory", DAY, writes=True)


@dataclass
class PagedDesk(MemoryDesk):
    """A helpdesk that tells its tickets two by two; ``breaks`` are raised by the next calls."""

    asked: list[str] = field(default_factory=list)
    breaks: list[HelpdeskError] = field(default_factory=list)

    def changes(self, cursor: str) -> Changes:
        self.asked.append(cursor)
        if self.breaks:
            raise self.breaks.pop(0)
        start = int(cursor.partition(" from ")[2] or 0)
        ids = tuple(self.tickets)[start : start + 2]
        closed = frozenset(one for one in ids if self.tickets[one].closed)
        end = start + len(ids)
        return Changes(ids, f"{DAY} from {end}", at_end=end >= len(self.tickets), closed=closed)

    def since(self, date: datetime.date) -> str:
        return f"{date} from 0"


class Shop:
    """An installation that may write everywhere, five tickets of which one is closed, and a worker."""

    def __init__(self, folder: Path | None) -> None:
        self.now = 1_000_000.0
        self.installation = self._installed(folder)
        self.desk = PagedDesk({name: ticket(said(MISSING), id=name, closed=name == "3") for name in "12345"})
        manner = Manner(Path(knowledge_root()), Language.EN, lambda key: {}, lambda: TODAY)
        gate = SwitchGate(self.installation, clock=lambda: self.now)
        enricher = Enricher(knowledge(), reader(), self.desk, self.installation.ledger, gate, manner)
        self.told: list[str] = []
        self.waits: list[float] = []
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

    def _installed(self, folder: Path | None) -> Installed:
        """Return an installation of one machine in a folder, or of many in memory."""
        if folder is not None:
            return Installation(folder / "enrich.sqlite", clock=lambda: self.now)
        self.streams = MemoryStreams(lambda: self.now)
        return NatsInstallation(self.streams, clock=lambda: self.now)

    def fill(self, backfill: Backfill = SHADOW, pages: int | None = None) -> list[Standing]:
        return list(islice(fill(self.installation, self.desk, backfill, "kim", self.waits.append), pages))

    def work(self) -> list[str]:
        """Work until nothing is due; return how each ticket ended."""
        self.told.clear()
        while self.worker.step():
            pass
        return self.told

    @property
    def waiting(self) -> int:
        return self.installation.queue.counts().backfill

    @property
    def written(self) -> list[str]:
        return [ticket_id for ticket_id, _ in self.desk.written]


@pytest.fixture(params=["sqlite", "memory"])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path if request.param == "sqlite" else None)
    with made.installation:
        yield made


def test_all_tickets_since_a_day_are_put_but_closed_ones_are_not_even_fetched(shop: Shop) -> None:
    assert [(at.put, at.closed, at.at_end) for at in shop.fill()] == [(2, 0, False), (3, 1, False), (4, 1, True)]
    assert shop.desk.asked[0] == "2026-11-01 from 0"
    assert shop.waiting == 4
    assert shop.work() == ["shadowed"] * 4
    assert shop.desk.fetched == 4


def test_cut_off_it_goes_on_where_it_was(shop: Shop) -> None:
    shop.fill(pages=2)
    assert shop.desk.asked == ["2026-11-01 from 0", "2026-11-01 from 2"]
    assert standing(shop.installation, SHADOW) == Standing("2026-11-01 from 4", 3, 1)
    assert [at.put for at in shop.fill()] == [4]
    assert shop.desk.asked[2:] == ["2026-11-01 from 4"]
    assert shop.waiting == 4


def test_after_its_end_only_what_changed_since_is_put_unless_it_begins_again(shop: Shop) -> None:
    shop.fill()
    shop.work()
    shop.desk.tickets["6"] = ticket(said(MISSING), id="6")
    assert [at.put for at in shop.fill()] == [5]
    assert shop.work() == ["shadowed"]
    begin_again(shop.installation, SHADOW)
    assert standing(shop.installation, SHADOW) is None
    assert shop.fill()[-1] == Standing("2026-11-01 from 6", 5, 1, at_end=True)
    assert shop.work() == ["repeated"] * 5


def test_each_day_and_each_mode_has_its_own_cursor(shop: Shop) -> None:
    shop.fill()
    assert standing(shop.installation, WRITE) is None
    assert standing(shop.installation, Backfill("memory", DAY + datetime.timedelta(1))) is None
    assert standing(shop.installation, Backfill("other", DAY)) is None
    assert shop.installation.ledger.cursor("memory") == ""
    shop.fill(WRITE)
    assert shop.waiting == 8


def test_a_page_is_put_whole_with_its_cursor_or_not_at_all(shop: Shop) -> None:
    shop.desk.tickets = {"1": ticket(said(MISSING)), "2": ticket(said(MISSING)), "": ticket(said(MISSING))}
    with pytest.raises(ValueError, match="id of a ticket"):
        shop.fill()
    assert standing(shop.installation, SHADOW) == Standing("2026-11-01 from 2", 2)
    assert shop.waiting == 2


@pytest.mark.parametrize("written", range(9))
def test_on_many_machines_a_page_that_the_server_cut_off_is_put_again(written: int) -> None:
    shop = Shop(None)
    left = [written]

    def away() -> None:
        left[0] -= 1
        if left[0] == -1:
            raise ServerAway("nats: away")

    shop.streams.before_write = away
    with pytest.raises(ServerAway):
        shop.fill()
    assert shop.fill()[-1].at_end
    assert shop.waiting == 4
    entries = [json.loads(line)["counts"] for line in shop.installation.audit.export()]
    # What was put stands in the trail, be it twice.
    assert sum(counts.get("put", 0) for counts in entries) >= 4
    assert sorted(shop.work()) == ["shadowed"] * 4


def test_a_helpdesk_that_asks_for_patience_gets_it(shop: Shop) -> None:
    shop.desk.breaks = [Unavailable("429", 40.0), Unavailable("down")]
    assert shop.fill()[-1].at_end
    assert shop.waits == [40.0, 4.0]


@pytest.mark.parametrize(
    ("error", "calls"), [(Unavailable("down"), 10), (Unavailable("429", 900.0), 1), (Refused("403"), 1)]
)
def test_a_helpdesk_that_stays_away_ends_the_run_and_what_was_put_stays(
    shop: Shop, error: HelpdeskError, calls: int
) -> None:
    shop.fill(pages=1)
    shop.desk.breaks = [error] * 10
    with pytest.raises(type(error)):
        shop.fill()
    assert len(shop.desk.asked) == 1 + calls
    assert shop.waiting == 2
    shop.desk.breaks.clear()
    assert shop.fill()[-1].put == 4


def test_nothing_is_written_though_the_list_allows_it_unless_told_so(shop: Shop) -> None:
    shop.fill()
    shop.work()
    assert shop.written == []
    shop.fill(WRITE)
    shop.now += 3600
    shop.work()
    assert shop.written == ["1"]


def test_told_to_write_the_list_and_the_switches_still_rule(shop: Shop) -> None:
    switches = shop.installation.switches
    switches.disallow("memory", Listed.ALL, "", "test")
    switches.allow("memory", Listed.TICKET, "4", "test")
    shop.fill(WRITE)
    assert sorted(shop.work()) == ["shadowed", "shadowed", "shadowed", "written"]
    assert shop.written == ["4"]
    begin_again(shop.installation, WRITE)
    shop.fill(WRITE)
    switches.kill("test")
    assert shop.work() == ["stopped"] * 4


def test_writing_on_old_tickets_has_a_slower_budget_and_holds_up_nobody(shop: Shop) -> None:
    shop.fill(WRITE)
    # After the second there is no budget, and the worker rests rather than read all the others for nothing.
    assert shop.work() == ["written", "later"]
    assert (shop.desk.fetched, shop.worker.step()) == (2, False)
    shop.desk.tickets["9"] = ticket(said(MISSING), id="9")
    shop.installation.queue.put("9", "9", "memory", Reason.WEBHOOK)
    assert shop.work()[0] == "written"
    assert shop.written == ["1", "9"]
    for _ in range(6):
        shop.now += 10.5
        shop.work()
    assert sorted(shop.written) == ["1", "2", "4", "5", "9"]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_ticket_that_comes_in_while_its_old_self_waits_is_written_once(shop: Shop, is_first: bool) -> None:
    if is_first:
        shop.fill()
    shop.installation.queue.put("2", "2", "memory", Reason.WEBHOOK)
    if not is_first:
        shop.fill()
    assert shop.work()[0] == "written"
    assert sorted(shop.told) == ["left-alone", "shadowed", "shadowed", "shadowed", "written"]
    assert shop.written == ["2"]


def test_a_live_put_that_joins_an_old_job_wins(shop: Shop) -> None:
    for reason in (Reason.BACKFILL_SHADOW, Reason.WEBHOOK, Reason.BACKFILL_SHADOW):
        shop.installation.queue.put("2", "2", "memory", reason)
    assert (shop.waiting, shop.work()) == (0, ["written"])


def test_a_ticket_that_comes_in_while_its_old_self_is_handled_is_written_afterwards(shop: Shop) -> None:
    shop.fill()
    job = shop.installation.queue.claim(shop.now, 60.0, "w2")
    assert job is not None
    assert (job.ticket_id, job.reason) == ("1", Reason.BACKFILL_SHADOW)
    shop.installation.queue.put("1", "1", "memory", Reason.WEBHOOK)
    assert shop.work() == ["shadowed"] * 3
    shop.installation.queue.done(job)
    assert shop.work() == ["written"]


def test_the_dead_letter_of_a_live_job_outlives_its_old_self(shop: Shop) -> None:
    shop.desk.fails = [Refused("403")] * 3
    shop.installation.queue.put("1", "1", "memory", Reason.WEBHOOK)
    for _ in range(3):
        shop.work()
        shop.now += 1000
    shop.fill()
    assert shop.work() == ["shadowed"] * 4
    assert shop.installation.retry_dead("kim") == 1
    assert shop.work() == ["written"]


def test_a_live_write_that_was_cut_off_is_left_to_the_job_that_ends_it(shop: Shop) -> None:
    shop.desk.unsealed = True
    shop.installation.queue.put("1", "1", "memory", Reason.WEBHOOK)
    assert shop.work() == ["retry"]
    shop.fill()
    assert sorted(shop.work()) == ["left-alone", "shadowed", "shadowed", "shadowed"]
    shop.now += 10
    assert shop.work() == ["written"]
    assert len([m for m in shop.desk.tickets["1"].messages if m.author is Author.SELF]) == 1


def test_who_filled_and_how_much_stands_in_the_audit_trail(shop: Shop) -> None:
    shop.fill()
    entries = [json.loads(line) for line in shop.installation.audit.export()]
    mine = [one for one in entries if one["kind"] == "backfilled"]
    assert {(one["actor"], one["helpdesk"], one["what"]) for one in mine} == {
        ("kim", "memory", "backfill-shadow:2026-11-01")
    }
    assert [one["counts"] for one in mine] == [
        {"closed": 0, "put": 2},
        {"closed": 1, "put": 1},
        {"closed": 0, "put": 1},
    ]


def test_an_old_ticket_keeps_the_cause_that_a_person_had_set(shop: Shop) -> None:
    shop.desk.edit("1", fields={OwnField.DIAGNOSIS: "C09"})
    shop.desk.edit("2", fields={OwnField.DIAGNOSIS: "Jane Desormeaux"})
    shop.fill()
    shop.work()
    found = {entry.plan.ticket_id: entry.plan.diagnosis.get("person") for entry in shop.installation.ledger.entries()}
    assert found == {"1": "C09", "2": None, "4": None, "5": None}
