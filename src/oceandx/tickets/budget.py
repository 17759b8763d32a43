"""How many writes a helpdesk is asked for: token buckets in the enrichment file, shared by all its processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from oceandx.tickets.codes import code
from oceandx.tickets.store import Store


class Lane(StrEnum):
    """Whose writes they are: tickets as they come, or old ones."""

    LIVE = "live"
    BACKFILL = "backfill"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many writes a minute over time, and ``burst`` at once after a pause."""

    per_minute: float
    burst: int

    def __post_init__(self) -> None:
        if self.per_minute <= 0 or self.burst < 1:
            raise ValueError("a write budget: more than 0 a minute, and 1 at once or more")


DEFAULT_RATES: Mapping[Lane, Rate] = {Lane.LIVE: Rate(30.0, 5), Lane.BACKFILL: Rate(6.0, 1)}


class Budget:
    """The write budget of one enrichment file. Backfill has its own rate and takes from the common one, too."""

    def __init__(self, store: Store, rates: Mapping[Lane, Rate] = DEFAULT_RATES) -> None:
        self._store = store
        self._rates = rates

    def take(self, helpdesk: str, n: int, now: float, lane: Lane = Lane.LIVE) -> float:
        """Take ``n`` writes and return 0, or take nothing and return in how many seconds to ask again.

        Nothing is reserved meanwhile: another may be faster.
        """
        code("the name of a helpdesk", helpdesk)
        lanes = (Lane.LIVE, Lane.BACKFILL) if lane is Lane.BACKFILL else (Lane.LIVE,)
        if not 1 <= n <= min(self._rates[one].burst for one in lanes):
            raise ValueError("a write budget: at least 1, and never more than may be written at once")
        with self._store.transaction(relaxed=True) as db:
            wait, levels = 0.0, dict[Lane, float]()
            for one in lanes:
                sql = "select level, at, paused_until from budget where helpdesk = ? and lane = ?"
                found = db.execute(sql, (helpdesk, one.value)).fetchone()
                level, at, paused_until = found or (float(self._rates[one].burst), now, 0.0)
                rate = self._rates[one]
                # A clock that was set back brings nothing for the time until now, and does not stop the refill.
                level = min(float(rate.burst), level + max(0.0, now - at) * rate.per_minute / 60)
                levels[one] = level
                wait = max(wait, paused_until - now, (n - level) * 60 / rate.per_minute)
            for one in lanes:
                left = levels[one] - (n if wait <= 0 else 0)
                db.execute(_KEEP, {"helpdesk": helpdesk, "lane": one.value, "level": left, "at": now, "until": 0.0})
        return max(0.0, wait)

    def pause(self, helpdesk: str, now: float, seconds: float) -> None:
        """Let nobody write for so many seconds, because the helpdesk asks for it; a longer pause stands."""
        code("the name of a helpdesk", helpdesk)
        burst = float(self._rates[Lane.LIVE].burst)
        values = {"helpdesk": helpdesk, "lane": Lane.LIVE.value, "level": burst, "at": now, "until": now + seconds}
        with self._store.transaction(relaxed=True) as db:
            db.execute(_PAUSE, values)


_KEEP = """
insert into budget (helpdesk, lane, level, at, paused_until) values (:helpdesk, :lane, :level, :at, :until)
on conflict (helpdesk, lane) do update set level = excluded.level, at = excluded.at
"""
_PAUSE = """
insert into budget (helpdesk, lane, level, at, paused_until) values (:helpdesk, :lane, :level, :at, :until)
on conflict (helpdesk, lane) do update set paused_until = max(paused_until, excluded.paused_until)
"""
