"""How often Zendesk is called: our own caps, what its answers say is left, and when it asked us to wait."""

from __future__ import annotations

import email.utils
import math
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from enum import StrEnum

from oceandx.tickets.helpdesk import Unavailable

_MINUTE = 60.0
_LONGEST = 86_400.0
_PART = re.compile(r"\s*(total|remaining|resets)\s*=\s*(\d{1,9})\s*")
_ENDPOINT = "zendesk-ratelimit-"


class Kind(StrEnum):
    """What a call counts against, besides the limit of the whole account."""

    READ = "read"
    WRITE = "write"
    EXPORT = "export"


class Meter:
    """One process's share of the account's limits. ``clock`` gives seconds that only grow; safe between threads."""

    def __init__(self, caps: Mapping[Kind, int], reserve: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._caps = dict(caps)
        self._reserve = reserve
        self._clock = clock
        self._taken: dict[Kind, deque[float]] = {kind: deque() for kind in Kind}
        self._closed_until: dict[Kind, float] = dict.fromkeys(Kind, -math.inf)
        self._lock = threading.Lock()

    def take(self, kind: Kind, calls: int = 1) -> None:
        """Count calls of an operation that begins. Raises Unavailable, with nothing counted and the seconds to wait."""
        with self._lock:
            wait = self._wait(kind, calls)
            if wait <= 0:
                self._taken[kind].extend([self._clock()] * calls)
        if wait > 0:
            raise Unavailable(f"the share of {kind} calls is used up for now", wait)

    def saw(self, kind: Kind, headers: Mapping[str, str]) -> None:
        """Learn from an answer how many calls are left; with too few, close until the limit is reset."""
        left, reset = (
            _number(headers, "x-rate-limit-remaining", "ratelimit-remaining"),
            _number(headers, "ratelimit-reset"),
        )
        if left is not None and left <= self._reserve:
            for each in Kind:
                self.close(each, float(reset) if reset is not None else _MINUTE / 6)
        for name, value in headers.items():
            if name.lower().startswith(_ENDPOINT):
                said = {key: int(number) for key, number in _PART.findall(value)}
                if said.get("remaining") == 0:
                    self.close(kind, float(said.get("resets", _MINUTE)))

    def close(self, kind: Kind, seconds: float) -> None:
        """Let no operation of a kind begin for some seconds."""
        with self._lock:
            self._closed_until[kind] = max(self._closed_until[kind], self._clock() + min(seconds, _LONGEST))

    def _wait(self, kind: Kind, calls: int) -> float:
        now = self._clock()
        closed = self._closed_until[kind] - now
        cap, taken = self._caps.get(kind), self._taken[kind]
        while taken and taken[0] <= now - _MINUTE:
            taken.popleft()
        if cap is None:
            taken.clear()
            return closed
        over = len(taken) + calls - cap
        if over <= 0 or not taken:  # an operation that is larger than the cap passes when nothing else did
            return closed
        return max(closed, taken[min(over, len(taken)) - 1] + _MINUTE - now)


def retry_after(headers: Mapping[str, str], now: Callable[[], float] = time.time) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, as seconds or as a date; None when it says neither."""
    text = next((value for name, value in headers.items() if name.lower() == "retry-after"), "").strip()
    try:
        seconds = float(text)
    except ValueError:
        try:
            seconds = email.utils.parsedate_to_datetime(text).timestamp() - now()
        except (ValueError, OverflowError):
            return None
    return min(max(seconds, 0.0), _LONGEST) if math.isfinite(seconds) else None


def _number(headers: Mapping[str, str], *names: str) -> int | None:
    lower = {name.lower(): value.strip() for name, value in headers.items()}
    texts = [lower[name] for name in names if name in lower]
    return next((int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10), None)
