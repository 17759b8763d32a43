"""The audit trail of many machines: a stream that nobody may delete from, each entry sealed by the one before."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from oceandx.tickets.audit import START, Head, Record, content_of, exported, problems, seal
from oceandx.tickets.nats.streams import Place, Streams, until_agreed

_TOKEN = "trail"  # noqa: S105 - of a subject


class NatsAudit:
    """The audit trail of an installation on many machines; it is never pruned, as the stream cannot be."""

    def __init__(self, streams: Streams, *, clock: Callable[[], float] = time.time) -> None:
        self._streams = streams
        self._clock = clock

    def append(self, record: Record) -> int:
        """Add an entry and return its number."""

        def added() -> int:
            last = self._streams.read(Place.AUDIT, _TOKEN)
            row = (0, START) if last is None else _row(last.data)
            content = content_of(row[0] + 1, self._clock(), record, row[-1])
            data = json.dumps([*content, seal(content)]).encode()
            self._streams.write(Place.AUDIT, _TOKEN, data, last.revision if last else 0)
            return int(content[0])

        return until_agreed(added)

    def head(self) -> Head | None:
        """Return the last entry's number and hash, to keep elsewhere; None while there is none."""
        last = self._streams.read(Place.AUDIT, _TOKEN)
        return None if last is None else Head(_row(last.data)[0], _row(last.data)[-1])

    def verify(self, since: Head | None = None) -> tuple[str, ...]:
        """Return what is wrong, one line each, none where every entry is as it was written and none is missing."""
        head = self.head()
        last = head.seq if head is not None else 0
        # What is added meanwhile is left for the next time.
        rows = (row for row in self._rows() if row[0] <= last)
        return tuple(problems(rows, Head(0, START), last, since))

    def export(self, after: int = 0) -> Iterator[str]:
        """Yield the entries after a number as JSON Lines, the oldest first."""
        return (exported(row) for row in self._rows() if row[0] > after)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        return (_row(stored.data) for stored in self._streams.scan(Place.AUDIT))


def _row(data: bytes) -> tuple[Any, ...]:
    return tuple(json.loads(data))
