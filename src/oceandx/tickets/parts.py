"""What an installation consists of, be it of one machine (a file) or of many: as all that use it know it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Protocol, Self

from oceandx.tickets.audit import Head, Record
from oceandx.tickets.feedback import Given, Judgement, Link
from oceandx.tickets.installation import Budgeted, Switched
from oceandx.tickets.ledger import Entry, State
from oceandx.tickets.pipeline import Runs
from oceandx.tickets.queue import Queue
from oceandx.tickets.switches import Listed, Mode
from oceandx.tickets.worker import Worker


class AuditTrail(Protocol):
    """What happened, for good."""

    def append(self, record: Record) -> int:
        """Add an entry and return its number."""

    def verify(self, since: Head | None = None) -> tuple[str, ...]:
        """Return what is wrong, one line each."""

    def export(self, after: int = 0) -> Iterator[str]:
        """Yield the entries after a number as JSON Lines, the oldest first."""


class RunLedger(Runs, Protocol):
    """The runs of tickets, and up to where changes were taken."""

    def counts(self) -> Mapping[State, int]:
        """Return how many runs there are by state."""

    def entries(self, since: float = 0.0) -> Iterator[Entry]:
        """Yield the runs that were last changed at a time or later, in the order of that change."""

    def cursor(self, helpdesk: str) -> str:
        """Return up to where the changes of a helpdesk were taken; empty before the first time."""

    def set_cursor(self, helpdesk: str, cursor: str) -> None:
        """Keep up to where changes were taken."""


class Switchboard(Switched, Protocol):
    """The switches, as persons set them."""

    def set_mode(self, mode: Mode, actor: str) -> None:
        """Switch between shadow and write mode."""

    def allow(self, helpdesk: str, listed: Listed, value: str, actor: str) -> None:
        """Let a queue, a ticket or (with an empty value) all of a helpdesk be written on."""

    def disallow(self, helpdesk: str, listed: Listed, value: str, actor: str) -> bool:
        """Take an entry from the allow-list; return False where there was none."""

    def kill(self, actor: str) -> None:
        """Stop everything, for all helpdesks."""

    def revive(self, actor: str) -> bool:
        """Undo ``kill``; return False where nothing was stopped."""

    def close_breaker(self, helpdesk: str, actor: str) -> bool:
        """Let one helpdesk go on; return False where its breaker was not open."""


class Said(Protocol):
    """What agents say of a diagnosis."""

    def give(self, link: Link, cause: str = "") -> bool:
        """Keep what a link says and return True, or False where that is known."""

    def of(self, key: str) -> tuple[Given, ...]:
        """Return what was said of a run, the oldest first."""

    def counts(self) -> Mapping[Judgement, int]:
        """Return how often each was said."""

    def all(self) -> Iterator[Given]:
        """Yield all that was said, in no special order."""


class Installed(Protocol):
    """An installation; ``with`` closes it."""

    @property
    def queue(self) -> Queue:
        """Return its queue."""

    @property
    def ledger(self) -> RunLedger:
        """Return its ledger."""

    @property
    def audit(self) -> AuditTrail:
        """Return its audit trail."""

    @property
    def switches(self) -> Switchboard:
        """Return its switches."""

    @property
    def budget(self) -> Budgeted:
        """Return its budget."""

    @property
    def feedback(self) -> Said:
        """Return what agents said."""

    @property
    def is_reachable(self) -> bool:
        """Say whether it can be asked at this moment, without waiting."""

    def may_poll(self, helpdesk: str, seconds: float) -> bool:
        """Say whether it is this program's turn to ask a helpdesk for changes, and take it."""

    def serve(self, worker: Worker) -> None:
        """Have a worker handle jobs as they come until it is told to end; a job under way is finished first."""

    def transaction(self) -> AbstractContextManager[object]:
        """Return the context in which several things are kept at once, where that can be; else one after the other."""

    def retry_dead(self, actor: str, ids: Collection[int] | None = None) -> int:
        """Let dead letters (None: all) come again, and keep who wanted it; return how many."""

    def discard(self, actor: str, ids: Collection[int]) -> int:
        """Remove dead letters for good, and keep who wanted it; return how many."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
