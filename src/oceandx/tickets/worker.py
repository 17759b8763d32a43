"""The worker: takes jobs from the queue, has each ticket handled, and decides what becomes of what fails."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from oceandx.tickets.consulting import Collect
from oceandx.tickets.helpdesk import Exposed, Helpdesk, HelpdeskError, Refused, TicketGone, Unavailable
from oceandx.tickets.pipeline import Enricher, Handled, Outcome
from oceandx.tickets.queue import Job, LeaseLost, Put, Queue, Reason, why_of
from oceandx.tickets.store import StoreUnavailable
from oceandx.tickets.watching import UNWATCHED, Watch

_LOG = logging.getLogger("oceandx.tickets")
LEASE_SECONDS = 300.0
"""So long a ticket is one worker's, from its claim and again from right before its write: more than either may take."""
_IDLE = 1.0
_STOPPED = 30.0
"""While everything is stopped, a ticket comes again after so many seconds."""
_FIRST, _LONGEST = 5.0, 900.0
"""How long a ticket waits after the first failure (twice as long after each further one), and at most."""
_TRIES_DOWN, _TRIES_REFUSED = 40, 3
"""After as many tries a job is a dead letter: when the helpdesk is down, and when it refuses or we fail."""


@dataclass(slots=True)
class Worker:
    """Handles jobs one after another; several workers, also of other processes, share the queue.

    ``tell`` hears how each ticket ended (helpdesk, outcome, seconds), for figures.
    """

    queue: Queue
    enrichers: Mapping[str, Enricher]
    collect: Collect
    name: str
    tell: Callable[[str, str, float], None] = lambda *_: None
    watch: Watch = UNWATCHED
    lease_seconds: float = LEASE_SECONDS
    clock: Callable[[], float] = time.time
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Work until ``stopping`` is set; a job under way is finished first."""
        while not self.stopping.is_set():
            try:
                is_idle = not self.step()
            except StoreUnavailable as error:
                # What it had comes again when its lease ends; a restart would find the queue no sooner.
                _LOG.warning("the queue or the ledger cannot be reached: %s", error)
                is_idle = True
            if is_idle:
                self.stopping.wait(_IDLE)

    def step(self) -> bool:
        """Handle the next job that is due; return False when there is none, or nothing to spend on old tickets."""
        job = self.queue.claim(self.clock(), self.lease_seconds, self.name)
        if job is None:
            return False
        outcome = self.handle(job)
        # An old ticket is due only when no other is: going on at once would read them all, one after another, to find
        # the same empty budget.
        return not (job.reason.is_backfill and outcome == Outcome.LATER)

    def handle(self, job: Job) -> str:
        """Handle a job that was claimed for this worker, and return how it ended."""
        begun = self.clock()
        with self.watch.ticket(job.helpdesk) as ended:
            try:
                outcome = self._handle(job)
            except LeaseLost:
                outcome = "lease-lost"
            ended(outcome)
        self.tell(job.helpdesk, outcome, self.clock() - begun)
        return outcome

    def _handle(self, job: Job) -> str:
        enricher = self.enrichers.get(job.helpdesk)
        try:
            if enricher is None:
                raise Refused(f"no helpdesk '{job.helpdesk}' is set up here")  # noqa: TRY301 - one place decides
            handled = enricher.of(job.reason).handle(
                job.ticket_id,
                self.collect,
                anew=job.reason is Reason.ANEW,
                still_ours=lambda: self.queue.extend(job, self.clock(), self.lease_seconds),
            )
        except LeaseLost:
            raise
        except TicketGone:
            self.queue.done(job)
            return "gone"
        except HelpdeskError as error:
            return self._fail(job, error)
        except Exception as error:  # noqa: BLE001 - whatever fails, the job must not be lost, nor the worker
            _LOG.error("a ticket of %s failed: %s at %s", job.helpdesk, type(error).__name__, _place(error))
            return self._fail(job, error)
        return self._end(job, handled)

    def _end(self, job: Job, handled: Handled) -> str:
        self.watch.concluded(handled.why, handled.key)
        if handled.outcome is Outcome.LATER:
            self.queue.release(job, self.clock() + handled.after)
        elif handled.outcome is Outcome.STOPPED:
            self.queue.release(job, self.clock() + _STOPPED)
        else:
            self.queue.done(job)
        return handled.outcome.value

    def _fail(self, job: Job, error: BaseException) -> str:
        self.watch.concluded(why_of(error).failure.value)
        tries = _TRIES_DOWN if isinstance(error, Unavailable) else _TRIES_REFUSED
        if isinstance(error, Exposed) or job.attempts >= tries:
            self.queue.dead(job, why_of(error))
            return "dead"
        wait = min(_FIRST * 2.0 ** (job.attempts - 1), _LONGEST)
        told = error.retry_after if isinstance(error, Unavailable) else None
        self.queue.retry(job, self.clock() + max(wait, told or 0.0), why_of(error))
        return "retry"


class Cursors(Protocol):
    """Up to where the changes of each helpdesk were taken."""

    def cursor(self, helpdesk: str) -> str:
        """Return it; empty before the first time."""

    def set_cursor(self, helpdesk: str, cursor: str) -> None:
        """Keep it."""


class Together(Protocol):
    """What keeps several things at once, where that can be."""

    def transaction(self) -> AbstractContextManager[object]:
        """Return the context within which that is so."""


def poll(store: Together, queue: Queue, ledger: Cursors, desk: Helpdesk) -> int:
    """Put all tickets that changed since the last time; return how many.

    The cursor moves with them or not at all; where both cannot be kept at once, it moves after them.
    """
    count = 0
    while True:
        changes = desk.changes(ledger.cursor(desk.name))
        puts = [Put(ticket_id, ticket_id, desk.name, Reason.POLL) for ticket_id in changes.ticket_ids]
        with store.transaction():
            queue.put_many(puts)
            ledger.set_cursor(desk.name, changes.cursor)
        count += len(puts)
        if changes.at_end:
            return count


def _place(error: BaseException) -> str:
    """Return the innermost place of an exception; what it says may hold text of a ticket."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "an unknown place"
