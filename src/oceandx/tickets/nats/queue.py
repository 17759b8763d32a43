"""The queue of many machines: one value for each ticket, written over its last revision only.

A stream alone could not hold the contract. Its acknowledgement says nothing of whether a lease still stood, a put that
joins by message id within a window is lost when the ticket was read before, and a consumer that lets one message at a
time through stops behind the first that has to wait. Here every change of a ticket's jobs is one write over the
revision that was read, so that of two workers one finds it changed; the stream brings each written value to one worker,
and brings it again when it is due: after a wait, at the end of a lease, after the death of who had it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial

from msgspec.structs import replace

from oceandx.tickets.codes import name
from oceandx.tickets.nats import records
from oceandx.tickets.nats.letters import Letter, Letters
from oceandx.tickets.nats.records import Record, Work
from oceandx.tickets.nats.streams import Conflict, Place, Stored, Streams, until_agreed
from oceandx.tickets.nats.values import Values, record_in
from oceandx.tickets.queue import Counts, DeadLetter, Failure, Job, LeaseLost, Put, Reason, Why

_MOST_CRASHES = 5
LONGEST_NAP = 60.0
"""A job that waits is looked at again after so many seconds at most, whatever the clocks of the machines say."""
_SOON = 1.0


@dataclass(frozen=True, slots=True)
class Offer:
    """What becomes of a delivered value: ``again``: it is to come again in so many seconds; ``job``: claimed by it."""

    job: Job | None = None
    again: float | None = None


class NatsQueue:
    """The queue of an installation on many machines; ``most_crashes`` leases that run out make a dead letter.

    Times are those of the workers' clocks, which must agree within a fraction of a lease. Jobs come in the order in
    which they were last put or became due. Of several puts each stands alone: when the server goes away in the middle
    of ``put_many``, those before it are kept, and are joined when they are put again.
    """

    def __init__(
        self,
        streams: Streams,
        *,
        clock: Callable[[], float] = time.time,
        most_crashes: int = _MOST_CRASHES,
        longest_nap: float = LONGEST_NAP,
    ) -> None:
        self._streams = streams
        self._values = Values(streams)
        self._letters = Letters(streams)
        self._clock = clock
        self._most_crashes = most_crashes
        self._nap = longest_nap
        self._known: dict[int, tuple[int, Record]] = {}
        """By job the revision and value that this process wrote when it claimed: spares reading it again."""

    def put(self, job_key: str, ticket_id: str, helpdesk: str, reason: Reason, not_before: float = 0.0) -> bool:
        """Add a job, or join one of that key that waits; say whether one was added."""
        return self.put_many([Put(job_key, ticket_id, helpdesk, reason, not_before)]) == 1

    def put_many(self, puts: Iterable[Put]) -> int:
        """Put jobs; return how many that made."""
        return sum(self._put(put, records.new_work(put, self._clock())) for put in list(puts))

    def claim(self, now: float, lease_seconds: float, worker: str) -> Job | None:
        """Return a job that is due, under a lease, or None; backfill only when nothing else is due."""
        name("the name of a worker", worker)
        for place in (Place.JOBS, Place.BACKFILL):
            seen = set[int]()
            while (delivery := self._streams.take(place)) is not None:
                if delivery.stored.revision in seen:  # all others were looked at, too
                    delivery.put_off(_SOON)
                    break
                seen.add(delivery.stored.revision)
                offer = self.offered(place, delivery.stored, now, lease_seconds, worker)
                if offer.again is None:
                    delivery.settle()
                else:
                    delivery.put_off(offer.again)
                if offer.job is not None:
                    return offer.job
        return None

    def offered(self, place: Place, stored: Stored, now: float, lease_seconds: float, worker: str) -> Offer:
        """Claim the job that a delivered value is about if it is due, and say what becomes of the delivery."""
        try:
            if place is Place.BACKFILL:
                return self._offered_backfill(stored, now, lease_seconds, worker)
            return self._offered(stored, now, lease_seconds, worker)
        except Conflict:
            # What was delivered stands no more; what was written over it is delivered by itself.
            return Offer(again=None if place is Place.JOBS else 0.0)

    def is_busy(self) -> bool:
        """Say whether jobs other than backfill wait to be looked at."""
        return self._streams.unseen(Place.JOBS) > 0

    def extend(self, job: Job, now: float, lease_seconds: float) -> None:
        """Make the lease last from ``now`` on. Raises LeaseLost."""
        until = now + lease_seconds

        def extended(record: Record) -> Record:
            return replace(record, lease=replace(record.lease, until=until)) if record.lease else record

        self._change(job, extended)

    def done(self, job: Job) -> None:
        """Finish a job, and forget older dead letters of its key. Raises LeaseLost."""
        self._change(job, _without_lease)
        self._letters.forget(job.helpdesk, job.ticket_id, job.key)

    def retry(self, job: Job, not_before: float, why: Why) -> None:
        """Let a job that failed come again, its attempt counted. Raises LeaseLost."""
        del why  # kept with dead letters only
        self._give_back(job, not_before, uncounted=False)

    def release(self, job: Job, not_before: float = 0.0) -> None:
        """Give a job back as if it had not been claimed. Raises LeaseLost."""
        self._give_back(job, not_before, uncounted=True)

    def dead(self, job: Job, why: Why) -> None:
        """Give a job up. Raises LeaseLost."""
        self._known.pop(job.id, None)
        _, record = self._held(job)
        # First the letter: a job that is lost between the two is worse than one that comes once more.
        if record.lease is not None:
            self._bury(record, record.lease.work, why)
        self._change(job, _without_lease)

    def counts(self) -> Counts:
        """Return how many jobs there are; every value is read for that."""
        found, parked = self._values.all(), self._values.parked_count()
        waiting = [work for record in found for work in record.waiting]
        return Counts(
            waiting=len(waiting) + parked,
            backfill=sum(work.reason >= Reason.BACKFILL for work in waiting) + parked,
            leased=sum(record.lease is not None for record in found),
            dead=sum(1 for _ in self._letters.all()),
        )

    def oldest_waiting(self) -> float | None:
        """Return when the oldest job that is neither done nor dead was put, backfill aside; None without one."""
        found = self._values.all()
        works = [work for record in found for work in record.waiting]
        works += [record.lease.work for record in found if record.lease is not None]
        return min((work.put_at for work in works if work.reason < Reason.BACKFILL), default=None)

    def dead_letters(self, limit: int = 1000) -> tuple[DeadLetter, ...]:
        """Return jobs that were given up, the latest first."""
        found = sorted(self._letters.all(), key=lambda one: (one[1].failed_at, one[0].revision), reverse=True)
        return tuple(letter.shown() for _, letter in found[:limit])

    def retry_dead(self, ids: Collection[int] | None = None) -> int:
        """Let dead letters (None: all) come again as if new; return how many."""
        count, now = 0, self._clock()
        for stored, letter in self._chosen(ids):
            work = replace(letter.work, put_at=now, due_at=now, attempts=0, crashes=0)
            put = Put(work.key, letter.ticket_id, letter.helpdesk, Reason(work.reason))
            # Joined, where the ticket waits anyway.
            self._put(put, work)
            count += self._streams.remove(Place.DEAD, stored.revision)
        return count

    def discard(self, ids: Collection[int]) -> int:
        """Remove dead letters for good; return how many."""
        return sum(self._streams.remove(Place.DEAD, stored.revision) for stored, _ in self._chosen(ids))

    def _chosen(self, ids: Collection[int] | None) -> list[tuple[Stored, Letter]]:
        return [(stored, letter) for stored, letter in self._letters.all() if ids is None or letter.work.id in ids]

    def _put(self, put: Put, work: Work) -> bool:
        return until_agreed(partial(self._park if put.reason >= Reason.BACKFILL else self._put_now, put, work))

    def _put_now(self, put: Put, work: Work) -> bool:
        parked_revision, parked = self._values.parked(put.helpdesk, put.ticket_id, put.key)
        work = work if parked is None else records.joined(parked, work)
        known = self._join(put, work)
        self._values.unpark(parked_revision)
        return known is None and parked is None

    def _join(self, put: Put, work: Work, *, make: bool = True) -> Work | None:
        """Let a job stand for the one of its key that waits, and return that; else add it, if it is to be made."""
        revision, record = self._values.read(put.helpdesk, put.ticket_id)
        known = records.waiting_of(record, put.key)
        if known is not None or make:
            changed = records.with_waiting(record, work if known is None else records.joined(known, work))
            if changed != record:
                self._values.write(revision, changed)
        return known

    def _park(self, put: Put, work: Work) -> bool:
        """Keep a job apart until nothing else is due, or join the one of its key wherever that waits."""
        if self._join(put, work, make=False) is not None:
            return False
        revision, parked = self._values.parked(put.helpdesk, put.ticket_id, put.key)
        work = work if parked is None else records.joined(parked, work)
        if work != parked:
            self._values.park(put.helpdesk, put.ticket_id, work, revision)
        return parked is None

    def _offered(self, stored: Stored, now: float, lease_seconds: float, worker: str) -> Offer:
        record, revision = record_in(stored), stored.revision
        late = records.expired(record, now)
        if late is not None and late.crashes + 1 >= self._most_crashes:
            self._bury(record, replace(late, crashes=late.crashes + 1), Why(Failure.CRASHED))
            record, late = replace(record, lease=None), None
            revision = self._values.write(revision, record)
        work = late or records.due(record, now)
        if work is None:
            wait = records.seconds_to_wait(record, now)
            return Offer(again=None if wait is None else min(wait, self._nap))
        return Offer(self._claimed(revision, record, work, now + lease_seconds, worker))

    def _offered_backfill(self, stored: Stored, now: float, lease_seconds: float, worker: str) -> Offer:
        parked = record_in(stored)
        work = parked.waiting[0]
        if work.due_at > now:
            return Offer(again=min(work.due_at - now, self._nap))
        revision, record = self._values.read(parked.helpdesk, parked.ticket_id)
        if record.lease is not None or records.due(record, now) is not None:
            return Offer(again=min(_SOON, self._nap))
        job = None
        if records.waiting_of(record, work.key) is None:
            job = self._claimed(revision, record, work, now + lease_seconds, worker)
        # Should this worker die here, the ticket is backfilled twice: it comes at least once.
        self._values.unpark(stored.revision)
        return Offer(job)

    def _claimed(self, revision: int, record: Record, work: Work, until: float, worker: str) -> Job:
        record = records.claimed(record, work, until, worker)
        job = records.job_of(record)
        self._known[job.id] = (self._values.write(revision, record), record)
        return job

    def _give_back(self, job: Job, not_before: float, *, uncounted: bool) -> None:
        due_at = max(self._clock(), not_before)
        self._known.pop(job.id, None)

        def back() -> None:
            revision, record = self._held(job)
            rest, work = records.given_back(record, due_at, uncounted=uncounted)
            parked_revision, _ = self._values.parked(job.helpdesk, job.ticket_id, job.key)
            if work.reason >= Reason.BACKFILL:
                self._values.park(job.helpdesk, job.ticket_id, work, parked_revision)
                self._replace(job, revision, rest)
            else:
                self._replace(job, revision, records.with_waiting(rest, work))
                self._values.unpark(parked_revision)

        until_agreed(back)

    def _change(self, job: Job, change: Callable[[Record], Record]) -> None:
        """Change the value of a ticket whose job is held. Raises LeaseLost."""

        def changed() -> None:
            revision, record = self._held(job)
            self._replace(job, revision, change(record))

        until_agreed(changed)

    def _held(self, job: Job) -> tuple[int, Record]:
        """Return the revision and value of a ticket whose job is held. Raises LeaseLost."""
        known = self._known.get(job.id)
        if known is None or not records.is_held(known[1], job):
            self._known.pop(job.id, None)
            known = self._values.read(job.helpdesk, job.ticket_id)
        if not records.is_held(known[1], job):
            raise LeaseLost("the lease ran out, and the job is another worker's or is done")
        return known

    def _replace(self, job: Job, revision: int, record: Record) -> None:
        self._known.pop(job.id, None)  # of no use any more where it is overtaken
        written = self._values.write(revision, record)
        if record.lease is not None:
            self._known[job.id] = (written, record)

    def _bury(self, record: Record, work: Work, why: Why) -> None:
        letter = Letter(record.helpdesk, record.ticket_id, work, self._clock(), why.failure.value, why.raised)
        self._letters.bury(letter)


def _without_lease(record: Record) -> Record:
    return replace(record, lease=None)
