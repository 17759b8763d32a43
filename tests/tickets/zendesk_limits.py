"""The limits of an account, which its agents use up too."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable

MINUTE = 60.0


class Limits:
    """Calls by limit over sliding windows: all calls, all updates, those of one user on one ticket, exports."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.account, self.updates, self.updates_of_one, self.exports = 700, 100, 30, 10
        self._now = now
        self._spent: dict[object, deque[float]] = defaultdict(deque)

    def spend(self, what: object, most: int, window: float = MINUTE) -> int:
        """Count a call; return 0, or the seconds after which the limit lets one through again."""
        spent, now = self._spent[what], self._now()
        while spent and spent[0] <= now - window:
            spent.popleft()
        if len(spent) >= most:
            return max(1, math.ceil(spent[0] + window - now))
        spent.append(now)
        return 0

    def left(self, what: object, most: int) -> int:
        """Return how many calls a limit still lets through."""
        return max(0, most - len(self._spent[what]))

    def resets(self, what: object) -> int:
        """Return the seconds until the oldest call does not count any more."""
        spent = self._spent[what]
        return max(0, math.ceil(spent[0] + MINUTE - self._now())) if spent else 0
