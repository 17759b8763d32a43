"""Enrichment end to end: tickets a second by two worker processes, what costs most, and memory over many tickets.

Measured is everything between the queue and the helpdesk: claim, fetch, reading (redaction and recognition), diagnosis,
plan, note, receipt, audit entries, end; all in the SQLite file on this machine's disk. Not measured are the network and
the helpdesk: the tickets are made up within each worker process from the number of each, in seven kinds and two
languages, or are those of the development half, each once; a write costs nothing. No facts are collected: a ticket is
diagnosed from its text alone. On a machine that others use too, look at the milliseconds of processor time.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime
import json
import math
import multiprocessing
import os
import platform
import pstats
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from oceandx.consultation import open_knowledge
from oceandx.model.vocabulary import Language
from oceandx.reading import open_reader
from oceandx.resources import knowledge_root
from oceandx.tickets.budget import Lane, Rate
from oceandx.tickets.helpdesk import (
    Author,
    Capabilities,
    Changes,
    Enrichment,
    Event,
    Forged,
    Message,
    Receipt,
    Ticket,
)
from oceandx.tickets.installation import Installation, SwitchGate
from oceandx.tickets.pipeline import Enricher, Manner
from oceandx.tickets.queue import Put, Reason
from oceandx.tickets.switches import Listed, Mode
from oceandx.tickets.worker import Worker

ROOT = Path(__file__).resolve().parents[1]
PROCESSES = 2
STEP = 2_000
BATCH = 1000
AIM = 150
TODAY = datetime.date(2026, 11, 26)
NOW = "2026-11-26T10:00:00Z"
RATES: Mapping[Lane, Rate] = {lane: Rate(60e9, 1_000_000) for lane in Lane}
_CONTEXT = multiprocessing.get_context("spawn")
_NAMES = ("Roy", "Tremblay", "Singh", "Gagnon", "Nguyen", "Bouchard", "Patel", "Lavoie", "Chen", "Morin")
_TEXTS = """\
Hello, Dr. {name} does not appear in the provider list on the Patients page of Ocean since {day} November. The other \
physicians of office {number} are there. Could you have a look? Thank you, Kim, reception
Bonjour, la Dre {name} n'apparaît pas dans la liste des fournisseurs, à la page Patients d'Ocean, depuis le {day} \
novembre. Les autres médecins y sont. Merci, Kim, réception, poste {number}
Les courriels de rappel ne partent plus pour les patients du Dr {name} depuis le {day} novembre; ceux des autres \
médecins partent bien. Rien n'a été changé de notre côté. Dossier {number}.
The reminder e-mails for Dr. {name}'s patients have not gone out since {day} November, file {number}. The others are \
fine, and nothing was changed on our side.
Good morning, the appointment of our patient {name}, health card 1234 567 89{day}, is at the wrong time in Ocean: one \
hour later than in Accuro. This happened on {day} November, too. Please call us at 418-555-0{number}.
The invoice of {day} November ({number}) for Dr. {name} is wrong, please send us another invoice.
Good morning, this is {name}. Please call me back on {day} November, extension {number}.
""".splitlines()


def made_up(number: int) -> str:
    """Return a text in one of seven kinds, with names and numbers of its own."""
    name = _NAMES[number // len(_TEXTS) % len(_NAMES)]
    return _TEXTS[number % len(_TEXTS)].format(name=name, day=10 + number % 17, number=100 + number % 900)


@cache
def written() -> tuple[str, ...]:
    """Return the texts of the development half, by many authors."""
    files = sorted((ROOT / "tests" / "intake" / "tickets" / "dev").glob("*.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(f"{one['subject']}\n{one['body']}" for one in map(json.loads, lines))


def by_authors(number: int) -> str:
    """Return a text of the development half."""
    return written()[number % len(written())]


@dataclass(frozen=True)
class Made:
    """A helpdesk that makes up each ticket from its number, answers at once and remembers nothing."""

    text: Callable[[int], str]
    name: str = "made"

    @property
    def capabilities(self) -> Capabilities:
        """Return what it can do."""
        return Capabilities(tags=True, versions=True, webhooks=False)

    def fetch(self, ticket_id: str) -> Ticket:
        """Return the ticket of a number."""
        said = Message("1", Author.CUSTOMER, public=True, created_at=NOW, text=self.text(int(ticket_id)))
        return Ticket(
            id=ticket_id,
            version="1",
            subject="",
            queue="Accuro",
            closed=False,
            updated_at=NOW,
            messages=(said,),
            fields={},
            tags=frozenset(),
        )

    def changes(self, cursor: str) -> Changes:
        """Tell of nothing: the tickets are put beforehand."""
        return Changes((), cursor, at_end=True)

    def since(self, date: datetime.date) -> str:
        """Return a cursor."""
        return str(date)

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Refuse: there are no events."""
        del headers, body
        raise Forged("no events")

    def write(self, ticket: Ticket, enrichment: Enrichment) -> Receipt:
        """Return a receipt at once."""
        return Receipt(enrichment.key, f"n{ticket.id}" if enrichment.note else "", NOW)

    def find_receipt(self, ticket_id: str, key: str) -> Receipt | None:
        """Find none: nothing is remembered."""
        del ticket_id, key
        return None


def worker_of(installation: Installation, text: Callable[[int], str]) -> Worker:
    """Return a worker with all that it needs in this process."""
    kb = open_knowledge()
    manner = Manner(Path(knowledge_root()), Language.FR, lambda _: {}, lambda: TODAY)
    gate = SwitchGate(installation)
    enricher = Enricher(kb, open_reader(kb, many=True), Made(text), installation.ledger, gate, manner)
    return Worker(installation.queue, {"made": enricher}, lambda _: (), f"w{os.getpid()}")


def prepare(path: Path, numbers: range, *, writes: bool) -> None:
    """Put tickets, and allow writing or not."""
    with Installation(path, RATES) as made:
        if writes:
            made.switches.set_mode(Mode.WRITE, "bench")
            made.switches.allow("made", Listed.ALL, "", "bench")
        for first in range(numbers.start, numbers.stop, BATCH):
            some = range(first, min(first + BATCH, numbers.stop))
            made.queue.put_many(Put(str(number), str(number), "made", Reason.POLL) for number in some)


@dataclass(frozen=True)
class Drained:
    """What one process did: how many tickets, from when to when, its processor seconds, resident MB meanwhile."""

    count: int
    start: float
    end: float
    processor: float
    resident_mb: tuple[float, ...]


def drain(path: Path, text: Callable[[int], str], ready: Any, step: int, seconds: float) -> Drained:
    """Handle tickets until none is left or the time is over; look at the memory after each ``step``."""
    with Installation(path, RATES) as made:
        worker, used = worker_of(made, text), list[float]()
        worker.enrichers["made"].handle("-1", lambda _: ())  # what is read at first use is read before the clock starts
        ready.wait()
        count, start, processor = 0, time.time(), time.process_time()
        while time.time() < start + seconds and worker.step():
            count += 1
            if count % step == 0:
                used.append(resident())
                print(f"{os.getpid()}: {count} tickets, {used[-1]} MB", file=sys.stderr, flush=True)
        return Drained(count, start, time.time(), time.process_time() - processor, (*used, resident()))


def by_two(
    path: Path, text: Callable[[int], str], step: int, seconds: float = math.inf
) -> tuple[dict[str, float], list[Drained]]:
    """Return tickets a second by two processes together and the processor time of one, and what each did."""
    with _CONTEXT.Manager() as manager, _CONTEXT.Pool(PROCESSES) as pool:
        ready = manager.Barrier(PROCESSES)
        results = [pool.apply_async(drain, (path, text, ready, step, seconds)) for _ in range(PROCESSES)]
        ends = [result.get() for result in results]
    count = sum(one.count for one in ends)
    seconds = max(one.end for one in ends) - min(one.start for one in ends)
    processor = sum(one.processor for one in ends)
    figures = {
        "tickets": count,
        "per_second": round(count / seconds, 1),
        "processor_ms_per_ticket": round(1000 * processor / count, 2),
        "load": round(os.getloadavg()[0], 1),
    }
    return figures, ends


def measured(folder: Path, tickets: int) -> dict[str, dict[str, float]]:
    """Return how fast texts made up, and those by many authors (each once), are written and shadowed."""
    found = {}
    for name, text, writes in (
        ("made_up_written", made_up, True),
        ("made_up_shadowed", made_up, False),
        ("by_authors_written", by_authors, True),
        ("by_authors_shadowed", by_authors, False),
    ):
        path, wanted = folder / name, min(tickets, len(written())) if text is by_authors else tickets
        prepare(path, range(wanted), writes=writes)
        found[name], _ = by_two(path, text, tickets)
        if found[name]["tickets"] != wanted:
            raise SystemExit(f"{found[name]['tickets']} of {wanted} tickets were handled")
    return found


def remembered(folder: Path, tickets: int, longest: float) -> dict[str, object]:
    """Return the resident memory of each process over many tickets, which are in the ledger at the end.

    After ``longest`` seconds it ends, with fewer.
    """
    path, step = folder / "memory", STEP // PROCESSES
    prepare(path, range(tickets), writes=True)
    figures, ends = by_two(path, made_up, step, longest)
    return {
        **figures,
        "looked_after_each": step,
        "resident_mb": [one.resident_mb for one in ends],
        "file_mb": round(path.stat().st_size / 1e6, 1),
    }


def profiled(folder: Path, tickets: int, show: Callable[[pstats.Stats], object]) -> None:
    """Show where the time of one process goes."""
    path = folder / "profile"
    prepare(path, range(tickets), writes=True)
    with Installation(path, RATES) as made:
        worker = worker_of(made, by_authors)
        worker.enrichers["made"].handle("-1", lambda _: ())
        profile = cProfile.Profile()
        profile.enable()
        while worker.step():
            pass
        profile.disable()
    show(pstats.Stats(profile).sort_stats("cumulative"))


def resident() -> float:
    """Return how much memory this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def main() -> None:
    """Measure, print the figures and write them beside this script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=2000, help="tickets for the throughput; 0: none")
    parser.add_argument("--memory", type=int, default=0, help="tickets for the memory (100000: a quarter of an hour)")
    parser.add_argument("--seconds", type=float, default=3600, help="so long the memory is looked at, at most")
    parser.add_argument("--profile", type=int, default=0, help="show where the time of so many tickets goes, and end")
    parser.add_argument(
        "--write", action="store_true", help="write benchmarks/enriching.json, what is not measured stays"
    )
    options = parser.parse_args()
    file = ROOT / "benchmarks" / "enriching.json"
    with tempfile.TemporaryDirectory() as folder:
        if options.profile:
            profiled(Path(folder), options.profile, lambda stats: stats.print_stats(60))
            return
        result: dict[str, object] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        result |= {
            "machine": {
                "system": f"{platform.system()} {platform.machine()}",
                "cpus": os.cpu_count(),
                "python": sys.version.split()[0],
                "sqlite": sqlite3.sqlite_version,
            },
            "processes": PROCESSES,
            "aim_per_second": AIM,
        }
        if options.tickets:
            result["measured"] = measured(Path(folder), options.tickets)
        if options.memory:
            result["memory"] = remembered(Path(folder), options.memory, options.seconds)
    print(json.dumps(result, indent=2))
    if options.write:
        file.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
