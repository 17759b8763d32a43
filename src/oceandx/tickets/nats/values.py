"""The jobs of tickets as they stand in their streams: those of a ticket in one value, backfill apart, one a key."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from oceandx.tickets.nats.records import Record, Work
from oceandx.tickets.nats.streams import Conflict, Place, Stored, Streams, token_of


class Values:
    """Reads and writes the values of tickets, each over the revision that was read. Writes raise Conflict."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams

    def read(self, helpdesk: str, ticket_id: str) -> tuple[int, Record]:
        """Return the revision and the jobs of a ticket; 0 and none where it has no value."""
        stored = self._streams.read(Place.JOBS, token_of(helpdesk, ticket_id))
        return (0, Record(helpdesk, ticket_id)) if stored is None else (stored.revision, record_in(stored))

    def write(self, revision: int, record: Record) -> int:
        """Write the jobs of a ticket and return the new revision; where none is left, the value is removed."""
        if record.is_empty:
            if revision and not self._streams.remove(Place.JOBS, revision):
                raise Conflict("another worker wrote it meanwhile")
            return 0
        token = token_of(record.helpdesk, record.ticket_id)
        return self._streams.write(Place.JOBS, token, msgspec.json.encode(record), revision)

    def all(self) -> Collection[Record]:
        """Return the jobs of all tickets, parked ones aside."""
        # What is written anew while all are read comes twice, and stands as it was written last.
        return {stored.token: record_in(stored) for stored in self._streams.scan(Place.JOBS)}.values()

    def parked(self, helpdesk: str, ticket_id: str, key: str) -> tuple[int, Work | None]:
        """Return the revision and the job of a key that waits until nothing else is due; 0 and None without one."""
        stored = self._streams.read(Place.BACKFILL, token_of(helpdesk, ticket_id, key))
        return (0, None) if stored is None else (stored.revision, record_in(stored).waiting[0])

    def park(self, helpdesk: str, ticket_id: str, work: Work, revision: int) -> None:
        """Let a job wait until nothing else is due."""
        content = msgspec.json.encode(Record(helpdesk, ticket_id, (work,)))
        self._streams.write(Place.BACKFILL, token_of(helpdesk, ticket_id, work.key), content, revision)

    def unpark(self, revision: int) -> None:
        """Take a parked job away; one that was written anew stays."""
        if revision:
            self._streams.remove(Place.BACKFILL, revision)

    def parked_count(self) -> int:
        """Return how many jobs are parked."""
        return len({stored.token for stored in self._streams.scan(Place.BACKFILL)})


def record_in(stored: Stored) -> Record:
    """Return the jobs that a value holds."""
    return msgspec.json.decode(stored.data, type=Record)
