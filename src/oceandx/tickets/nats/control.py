"""What all machines heed: the switches, and the budget of writes; each is one value that is written whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import msgspec

from oceandx.tickets.audit import Kind, Record, Trail
from oceandx.tickets.budget import DEFAULT_RATES, Bucket, Lane, Rate, taken
from oceandx.tickets.codes import code
from oceandx.tickets.nats.streams import Place, Streams, token_of, until_agreed
from oceandx.tickets.switches import Listed, Mode, Position, Setting, listing_record, position_of

_SWITCHES = token_of("switches")
_SKEW = 300.0
"""Seconds by which the clocks of the machines may differ."""
_Settings = tuple[Setting, ...]


class NatsSwitches:
    """The switches of an installation on many machines: shadow mode and an empty list until set otherwise.

    What changes is in the audit trail before it is so: an entry may stand there twice, never not at all.
    """

    def __init__(self, streams: Streams, audit: Trail, *, clock: Callable[[], float] = time.time) -> None:
        self._streams = streams
        self._audit = audit
        self._clock = clock

    def read(self) -> Position:
        """Return how the switches stand now."""
        return position_of(self._settings()[1])

    def set_mode(self, mode: Mode, actor: str) -> None:
        """Switch between shadow and write mode."""
        record = Record(Kind.MODE_SET, actor, what=mode.value)
        self._change(record, lambda all_: (*(one for one in all_ if one.kind != "mode"), self._new(record, "mode")))

    def allow(self, helpdesk: str, listed: Listed, value: str, actor: str) -> None:
        """Let a queue, a ticket or (with an empty value) all of a helpdesk be written on."""
        record = listing_record(Kind.ALLOWED, helpdesk, listed, value, actor)
        entry = Setting(helpdesk, listed.value, value, actor, self._clock())
        self._change(record, lambda all_: (*_without(all_, helpdesk, listed.value, value), entry))

    def disallow(self, helpdesk: str, listed: Listed, value: str, actor: str) -> bool:
        """Take an entry from the allow-list; return False where there was none."""
        record = listing_record(Kind.DISALLOWED, helpdesk, listed, value, actor)
        return self._change(record, lambda all_: _without(all_, helpdesk, listed.value, value))

    def kill(self, actor: str) -> None:
        """Stop everything, for all helpdesks."""
        entry = Setting("", "kill", "", actor, self._clock())
        self._change(Record(Kind.KILLED, actor), lambda all_: (*_without(all_, "", "kill"), entry))

    def revive(self, actor: str) -> bool:
        """Undo ``kill``; return False where nothing was stopped."""
        return self._change(Record(Kind.REVIVED, actor), lambda all_: _without(all_, "", "kill"))

    def open_breaker(self, helpdesk: str, why: str, actor: str) -> bool:
        """Stop one helpdesk until a person closes its breaker; ``why`` is a code. Return False where it was open."""
        code("why the breaker opens", why)
        entry = Setting(helpdesk, "breaker", why, actor, self._clock())

        def opened(all_: _Settings) -> _Settings:
            is_open = any((one.helpdesk, one.kind) == (helpdesk, "breaker") for one in all_)
            return all_ if is_open else (*all_, entry)

        return self._change(Record(Kind.BREAKER_OPENED, actor, helpdesk, what=why), opened)

    def close_breaker(self, helpdesk: str, actor: str) -> bool:
        """Let one helpdesk go on; return False where its breaker was not open."""
        record = Record(Kind.BREAKER_CLOSED, actor, helpdesk)
        return self._change(record, lambda all_: _without(all_, helpdesk, "breaker"))

    def _change(self, record: Record, change: Callable[[_Settings], _Settings]) -> bool:
        def changed() -> bool:
            revision, settings = self._settings()
            new = tuple(sorted(change(settings), key=lambda one: (one.set_at, one.kind)))
            if new == settings:
                return False
            self._audit.append(record)
            self._streams.write(Place.CONTROL, _SWITCHES, msgspec.json.encode(new), revision)
            return True

        return until_agreed(changed)

    def _new(self, record: Record, kind: str) -> Setting:
        return Setting("", kind, record.what, record.actor, self._clock())

    def _settings(self) -> tuple[int, _Settings]:
        stored = self._streams.read(Place.CONTROL, _SWITCHES)
        return (0, ()) if stored is None else (stored.revision, msgspec.json.decode(stored.data, type=_Settings))


class NatsBudget:
    """The write budget that all machines take from; rates must be the same on each."""

    def __init__(self, streams: Streams, rates: Mapping[Lane, Rate] = DEFAULT_RATES) -> None:
        self._streams = streams
        self._rates = rates

    def take(self, helpdesk: str, n: int, now: float, lane: Lane = Lane.LIVE) -> float:
        """Take ``n`` writes and return 0, or take nothing and return in how many seconds to ask again."""
        code("the name of a helpdesk", helpdesk)

        def take() -> float:
            revision, buckets = self._buckets(helpdesk)
            wait, left = taken(self._rates, buckets, n, now, lane, skew=_SKEW)
            # Nothing is written for who waits, but by a clock that was set back: else all would ask in vain for long.
            if not wait or any(bucket.at > now + _SKEW for bucket in buckets.values()):
                self._write(helpdesk, {**buckets, **left}, revision)
            return wait

        return until_agreed(take)

    def pause(self, helpdesk: str, now: float, seconds: float) -> None:
        """Let nobody write for so many seconds, because the helpdesk asks for it; a longer pause stands."""
        code("the name of a helpdesk", helpdesk)

        def pause() -> None:
            revision, buckets = self._buckets(helpdesk)
            old = buckets.get(Lane.LIVE) or Bucket(float(self._rates[Lane.LIVE].burst), now)
            until = max(old.paused_until, now + seconds)
            self._write(helpdesk, {**buckets, Lane.LIVE: Bucket(old.level, old.at, until)}, revision)

        until_agreed(pause)

    def _buckets(self, helpdesk: str) -> tuple[int, dict[Lane, Bucket]]:
        stored = self._streams.read(Place.CONTROL, token_of("budget", helpdesk))
        if stored is None:
            return 0, {}
        return stored.revision, msgspec.json.decode(stored.data, type=dict[Lane, Bucket])

    def _write(self, helpdesk: str, buckets: Mapping[Lane, Bucket], revision: int) -> None:
        self._streams.write(Place.CONTROL, token_of("budget", helpdesk), msgspec.json.encode(buckets), revision)


def _without(settings: _Settings, helpdesk: str, kind: str, value: str | None = None) -> _Settings:
    def is_meant(one: Setting) -> bool:
        return (one.helpdesk, one.kind) == (helpdesk, kind) and value in {None, one.value}

    return tuple(one for one in settings if not is_meant(one))
