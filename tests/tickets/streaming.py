"""Streams in memory that behave as JetStream's do where the queue depends on it, by a clock that is set by hand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from oceandx.tickets.nats.streams import Conflict, Delivery, Place, Stored


@dataclass
class _Kept:
    stored: Stored
    seen: bool = False
    back_at: float = 0.0
    """A value that was seen is delivered again from then on."""


@dataclass
class MemoryStreams:
    """Values of all places; what is delivered and not settled is never forgotten, as long as it is the last."""

    clock: Callable[[], float]
    ack_seconds: float = 30.0
    before_write: Callable[[], None] = lambda: None
    _places: dict[Place, list[_Kept]] = field(default_factory=lambda: {place: [] for place in Place})
    _revisions: dict[Place, int] = field(default_factory=lambda: dict.fromkeys(Place, 0))
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def write(self, place: Place, token: str, data: bytes, last: int | None) -> int:
        self.before_write()
        with self._lock:
            kept = self._places[place]
            old = [one for one in kept if one.stored.token == token]
            if last is not None and last != (old[-1].stored.revision if old else 0):
                raise Conflict("another worker wrote it meanwhile")
            self._revisions[place] += 1
            if place is not Place.AUDIT:
                for one in old:
                    kept.remove(one)
            kept.append(_Kept(Stored(token, data, self._revisions[place])))
            return self._revisions[place]

    def read(self, place: Place, token: str) -> Stored | None:
        with self._lock:
            found = [one.stored for one in self._places[place] if one.stored.token == token]
            return found[-1] if found else None

    def remove(self, place: Place, revision: int) -> bool:
        self.before_write()
        with self._lock:
            found = [one for one in self._places[place] if one.stored.revision == revision]
            for one in found:
                self._places[place].remove(one)
            return bool(found)

    def forget(self, place: Place, token: str) -> None:
        with self._lock:
            self._places[place] = [one for one in self._places[place] if one.stored.token != token]

    def scan(self, place: Place) -> Iterator[Stored]:
        with self._lock:
            return iter([one.stored for one in self._places[place]])

    def take(self, place: Place) -> Delivery | None:
        with self._lock:
            now = self.clock()
            back = [one for one in self._places[place] if one.seen and one.back_at <= now]
            new = [one for one in self._places[place] if not one.seen]
            kept = next(iter(sorted(back, key=lambda one: one.back_at) + new), None)
            if kept is None:
                return None
            kept.seen, kept.back_at = True, now + self.ack_seconds
            return Delivery(
                kept.stored,
                settle=lambda: setattr(kept, "back_at", float("inf")),
                put_off=lambda seconds: setattr(kept, "back_at", now + seconds),
            )

    def unseen(self, place: Place) -> int:
        with self._lock:
            return sum(not one.seen for one in self._places[place])

    @property
    def is_up(self) -> bool:
        return True

    def close(self) -> None:
        pass
