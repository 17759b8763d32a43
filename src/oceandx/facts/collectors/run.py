"""One collecting run: every configured point of view, within one deadline; what could not be had says why."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx

from oceandx.facts.collectors import ocean as ocean_side
from oceandx.facts.collectors import session
from oceandx.facts.collectors.accuro import PAGE_SIZE, AccuroClient, Credentials, Mode, Window
from oceandx.facts.collectors.caller import Caller, Tally
from oceandx.facts.collectors.failure import CallFailed, Failure, Trouble
from oceandx.facts.collectors.ocean import OceanCredentials
from oceandx.facts.collectors.probes import Conclusion
from oceandx.facts.collectors.session import Reading, Roster, Typed
from oceandx.facts.collectors.threads import Unawaited
from oceandx.model.case import Known, Unknown
from oceandx.model.knowledge import Probes
from oceandx.model.vocabulary import UnknownReason
from oceandx.settings import Limits

_ACCURO_FACTS = (session.UNAUTHORIZED, session.HIDDEN, session.CONFIRMED)
_OCEANAPI = Mode.AS_OCEANAPI.value
_FARTHEST = 31  # days from today at which a typed count is still compared
_OCEAN_FACTS = (ocean_side.ANSWERS, ocean_side.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Access:
    """What can be reached: each point of view on Accuro that there are credentials for, and Ocean."""

    accuro: dict[Mode, Credentials] = field(default_factory=dict)
    ocean: OceanCredentials | None = None
    time_zone: str = "America/Toronto"
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: calls answered, and calls that are known to be needed so far."""

    done: int
    expected: int


@dataclass(frozen=True, slots=True)
class Collected:
    """What one run brought: facts, where they came from, and whether it was stopped before its end."""

    facts: tuple[Known | Unknown, ...]
    tallies: dict[tuple[str, str], Tally]
    roster: Roster | None
    started: str
    stopped: Trouble | None


@dataclass(slots=True)
class _Run:
    """What a run knows so far; a fact that is not settled when it ends carries what ended it."""

    access: Access
    probes: Probes
    typed: Typed
    caller: Caller
    now: datetime
    on_progress: Callable[[Progress], None]
    facts: dict[str, Known | Unknown] = field(default_factory=dict)
    roster: Roster | None = None
    expected: int = 0

    @property
    def at(self) -> str:
        return self.now.isoformat(timespec="seconds").replace("+00:00", "Z")

    def settle(self, facts: Iterable[Known | Unknown]) -> None:
        self.facts |= {fact.name: fact for fact in facts}

    def expect(self, calls: int) -> None:
        self.expected += calls
        self.tick()

    def tick(self) -> None:
        done = self.caller.calls
        self.on_progress(Progress(done, max(done, self.expected)))


async def collect(
    access: Access,
    probes: Probes,
    *,
    typed: Typed | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    transport: httpx.AsyncBaseTransport | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC),
) -> Collected:
    """Return what can be known; never raises for a system that fails, is slow, or lies about its pages.

    ``typed`` is what a person counted, in place of a user of ours who sees everything.

    A cancellation (Ctrl-C) ends the run with what is known by then.
    """
    stopped: Trouble | None = None
    asyncio.get_running_loop().set_default_executor(Unawaited())
    async with Caller(access.limits, transport) as caller:
        run = _Run(access, probes, typed or Typed(), caller, now().astimezone(UTC), on_progress)
        caller.on_call = run.tick
        try:
            async with asyncio.timeout(access.limits.deadline_seconds):
                await asyncio.gather(_accuro(run), _ocean(run))
        except TimeoutError:
            stopped = Trouble.DEADLINE
        except asyncio.CancelledError:
            stopped = Trouble.INTERRUPTED
            if (task := asyncio.current_task()) is not None:
                task.uncancel()
    _give_reasons(run, stopped)
    facts = tuple(run.facts[name] for name in sorted(run.facts))
    return Collected(facts, caller.tallies, run.roster, run.at, stopped)


async def _accuro(run: _Run) -> None:
    clients = {
        mode: AccuroClient(run.caller, own, mode, lambda rows: run.expect(max(0, math.ceil(rows / PAGE_SIZE) - 1)))
        for mode, own in run.access.accuro.items()
    }
    if not clients:
        return
    oceanapi, own_user = clients.get(Mode.AS_OCEANAPI), clients.get(Mode.OWN_USER)
    window = _window(run)
    run.expect(2 * len(clients) + 1)
    reading: dict[Mode, Reading] = {}

    async def read(client: AccuroClient) -> None:
        reading[client.mode] = await session.read_bookings(client, window)
        _settle_unauthorized(run, reading)

    async def roster() -> None:
        # The lists of offices and providers are the same from every point of view; ours has the wider rights.
        for client in sorted(clients.values(), key=lambda client: client is not own_user):
            run.roster = await session.read_roster(client)
            if run.roster.failure is None or run.roster.failure.reason is not UnknownReason.REFUSED:
                return

    await asyncio.gather(roster(), *(read(client) for client in clients.values()))
    names = run.roster or Roster()
    counted = reading.get(Mode.OWN_USER) or reading[next(iter(reading))]
    mode = Mode.OWN_USER if own_user else Mode.AS_OCEANAPI
    run.settle([session.confirmed_fact(mode, counted, names, run.probes, run.at)])
    if oceanapi is not None:
        await _compare(run, oceanapi, reading, names, window)


def _settle_unauthorized(run: _Run, reading: dict[Mode, Reading]) -> None:
    """Settle what the answers to OceanAPI's token say, once every point of view has been read."""
    if Mode.AS_OCEANAPI in reading and len(reading) == len(run.access.accuro):
        calls = (tally for (who, call), tally in run.caller.tallies.items() if (who, call[:3]) == (_OCEANAPI, "GET"))
        answered = any("ok" in tally.outcomes for tally in calls)
        own = reading.get(Mode.OWN_USER)
        run.settle([session.unauthorized_fact(reading[Mode.AS_OCEANAPI], own, run.at, answered=answered)])


async def _compare(
    run: _Run, oceanapi: AccuroClient, reading: dict[Mode, Reading], roster: Roster, window: Window
) -> None:
    own = reading.get(Mode.OWN_USER)
    knows = own is not None and own.counts is not None
    source = session.source_of(Mode.AS_OCEANAPI, Mode.OWN_USER if knows else "import")
    outcome: Conclusion | Failure
    if knows or (run.typed.counts and roster.failure is None):
        truth = session.truth_of(own, run.typed, roster, window)
        outcome = await session.bookings_hidden(oceanapi, reading[Mode.AS_OCEANAPI], truth, window)
    elif run.typed.counts and roster.failure is not None:
        outcome = roster.failure  # typed names cannot be told from each other without the roster
    else:
        source = session.source_of(Mode.AS_OCEANAPI, *([Mode.OWN_USER] if own else []))
        outcome = (own.failure if own else None) or Failure(Trouble.NOT_CONFIGURED)
    run.settle([session.hidden_fact(outcome, roster, source, run.at)])


async def _ocean(run: _Run) -> None:
    own = run.access.ocean
    if own is None:
        return
    run.expect(2)
    run.settle([ocean_side.maintenance(run.now, run.probes, run.at)])
    try:
        await ocean_side.connect(run.caller, own)
    except CallFailed as error:
        run.settle(ocean_side.judge(error.failure, run.at))
    else:
        run.settle(ocean_side.judge(None, run.at))


def _window(run: _Run) -> Window:
    """Return the days that are read: from today on, by the clinic's clock, and the days that a person counted."""
    today = run.now.astimezone(ZoneInfo(run.access.time_zone)).date()
    last = today + timedelta(days=run.access.limits.booking_days - 1)
    near = [one.day for one in run.typed.counts if abs((one.day - today).days) <= _FARTHEST]
    return Window(min([today, *near]), max([last, *near]))


def _give_reasons(run: _Run, stopped: Trouble | None) -> None:
    """Give each fact that should have come, and did not, its reason."""
    accuro = run.access.accuro
    oceanapi = session.source_of(Mode.AS_OCEANAPI if Mode.AS_OCEANAPI in accuro else Mode.OFFLINE)
    any_view = Mode.OWN_USER if Mode.OWN_USER in accuro else next(iter(accuro), Mode.OFFLINE)
    sources = dict.fromkeys(_ACCURO_FACTS, oceanapi) | {session.CONFIRMED: session.source_of(any_view)}
    sources |= dict.fromkeys(_OCEAN_FACTS, "ocean" if run.access.ocean else "ocean:offline")
    for name, source in sources.items():
        if name in run.facts:
            continue
        is_cut_off = stopped is not None and not source.endswith(f":{Mode.OFFLINE}")
        failure = Failure(stopped if stopped and is_cut_off else Trouble.NOT_CONFIGURED)
        detail = failure.detail | ({"before": _outcomes(run, source)} if is_cut_off else {})
        run.facts[name] = Unknown(name, failure.reason, source, run.at, (detail,))


def _outcomes(run: _Run, source: str) -> dict[str, int]:
    """Return how the calls of one source went before the run was stopped."""
    who = source.rpartition(":")[2].split("+")
    counts: Counter[str] = Counter()
    for (caller, _), tally in run.caller.tallies.items():
        if caller in who:
            counts.update(tally.outcomes)
    return dict(sorted(counts.items()))
