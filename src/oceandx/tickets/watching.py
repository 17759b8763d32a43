"""What figures and traces hear of the handling of a ticket: names of helpdesks, closed codes and the key of a run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from enum import StrEnum
from typing import Protocol

OTHER = "other"
"""Stands for a helpdesk that is not set up here: its name came with a job, and could be anything."""

Ended = Callable[[str], None]
"""Say how a ticket ended, as a code."""


class Step(StrEnum):
    """What takes time in the handling of a ticket."""

    FETCH = "fetch"
    READ = "read"
    COLLECT = "collect"
    DIAGNOSE = "diagnose"
    WRITE = "write"


class Watch(Protocol):
    """Hears of the handling of tickets; never an id, a name or a word of one."""

    def ticket(self, helpdesk: str) -> AbstractContextManager[Ended]:
        """Enclose the handling of one ticket; what it gives is called once, with how the ticket ended."""

    def step(self, step: Step) -> AbstractContextManager[object]:
        """Enclose one step of the ticket that is under way."""

    def concluded(self, why: str, key: str = "") -> None:
        """Hear, within a ticket, why it ends so (a code), and the key of its run."""


class Unwatched:
    """Hears nothing."""

    def ticket(self, helpdesk: str) -> AbstractContextManager[Ended]:
        """Enclose a ticket."""
        del helpdesk
        return nullcontext(_ignore)

    def step(self, step: Step) -> AbstractContextManager[object]:
        """Enclose a step."""
        del step
        return nullcontext()

    def concluded(self, why: str, key: str = "") -> None:
        """Hear why."""


UNWATCHED = Unwatched()


class Watches:
    """Several watches as one; ``helpdesks`` are those that are set up, and any other name is told as OTHER."""

    def __init__(self, watches: Sequence[Watch], helpdesks: Collection[str]) -> None:
        self._watches = tuple(watches)
        self._helpdesks = frozenset(helpdesks)

    @contextmanager
    def ticket(self, helpdesk: str) -> Iterator[Ended]:
        """Enclose a ticket in all of them."""
        name = helpdesk if helpdesk in self._helpdesks else OTHER
        with ExitStack() as stack:
            told = [stack.enter_context(watch.ticket(name)) for watch in self._watches]

            def ended(outcome: str) -> None:
                for one in told:
                    one(outcome)

            yield ended

    @contextmanager
    def step(self, step: Step) -> Iterator[None]:
        """Enclose a step in all of them."""
        with ExitStack() as stack:
            for watch in self._watches:
                stack.enter_context(watch.step(step))
            yield

    def concluded(self, why: str, key: str = "") -> None:
        """Tell all of them why."""
        for watch in self._watches:
            watch.concluded(why, key)


def _ignore(outcome: str) -> None:
    del outcome
