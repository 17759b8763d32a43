"""The dead letters of an installation: jobs that were given up, of each key the latest."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from oceandx.tickets.nats.records import Work
from oceandx.tickets.nats.streams import Place, Stored, Streams, token_of
from oceandx.tickets.queue import DeadLetter, Failure, Reason, Why


class Letter(Struct, frozen=True):
    """A job that was given up."""

    helpdesk: str
    ticket_id: str
    work: Work
    failed_at: float
    failure: str
    raised: str

    def shown(self) -> DeadLetter:
        """Return the letter as persons see it."""
        work = self.work
        return DeadLetter(
            id=work.id,
            ticket_id=self.ticket_id,
            helpdesk=self.helpdesk,
            reason=Reason(work.reason),
            attempts=work.attempts,
            put_at=work.put_at,
            failed_at=self.failed_at,
            why=Why(Failure(self.failure), self.raised),
        )


class Letters:
    """The stream of dead letters."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams

    def bury(self, letter: Letter) -> None:
        """Keep a letter in place of an older one of its key."""
        token = token_of(letter.helpdesk, letter.ticket_id, letter.work.key)
        self._streams.write(Place.DEAD, token, msgspec.json.encode(letter), None)

    def forget(self, helpdesk: str, ticket_id: str, key: str) -> None:
        """Drop the letter of a key: its ticket was handled after all."""
        self._streams.forget(Place.DEAD, token_of(helpdesk, ticket_id, key))

    def all(self) -> Iterator[tuple[Stored, Letter]]:
        """Yield all letters, the one given up longest ago first."""
        for stored in self._streams.scan(Place.DEAD):
            yield stored, msgspec.json.decode(stored.data, type=Letter)
