"""Whose turn it is to ask a helpdesk for changes: any machine's, but not all of them at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec

from oceandx.tickets.nats.streams import Conflict, Place, Streams, token_of


class NatsTurns:
    """The turns of an installation on many machines.

    They belong to nobody: a machine that dies leaves its next one to the others. Where two take one at the same time,
    as with clocks that are far apart, changes are listed twice, and puts of one ticket are joined.
    """

    def __init__(self, streams: Streams, *, clock: Callable[[], float] = time.time) -> None:
        self._streams = streams
        self._clock = clock

    def take(self, helpdesk: str, seconds: float) -> bool:
        """Take a turn, unless somebody did within so many seconds; say whether it was taken."""
        token, now = token_of("turn", helpdesk), self._clock()
        last = self._streams.read(Place.CONTROL, token)
        # A turn that is to come was taken by a clock that is ahead, or was set back since: nobody waits for that.
        if last is not None and abs(now - msgspec.json.decode(last.data, type=float)) < seconds:
            return False
        try:
            self._streams.write(Place.CONTROL, token, msgspec.json.encode(now), 0 if last is None else last.revision)
        except Conflict:
            return False
        return True
