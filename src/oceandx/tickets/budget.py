"""How many writes a helpdesk is asked for: token buckets in the enrichment file, shared by all its processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many writes a lane had left at a time, and until when nobody may write; seconds since 1970."""

    level: float
    at: float
    paused_until: float = 0.0


def taken(
    rates: Mapping[Lane, Rate], found: Mapping[Lane, Bucket], n: int, now: float, lane: Lane, *, skew: float = 0.0
) -> tuple[float, Mapping[Lane, Bucket]]:
    """Return how long to wait, and the buckets after ``n`` writes were taken; nothing is taken where there is a wait.

    A lane that was never used is full. Clocks that take from the same buckets may differ by ``skew`` seconds: by so
    much time never goes back, which would bring again what it brought. Raises ValueError for what can never be taken.
    """
    lanes = (Lane.LIVE, Lane.BACKFILL) if lane is Lane.BACKFILL else (Lane.LIVE,)
    if not 1 <= n <= min(rates[one].burst for one in lanes):
        raise ValueError("a write budget: at least 1, and never more than may be written at once")
    wait, levels = 0.0, dict[Lane, Bucket]()
    for one in lanes:
        rate, bucket = rates[one], found.get(one) or Bucket(float(rates[one].burst), now)
        # A clock that was set back brings nothing for the time until now, and does not stop the refill.
        level = min(float(rate.burst), bucket.level + max(0.0, now - bucket.at) * rate.per_minute / 60)
        levels[one] = Bucket(level, bucket.at if now < bucket.at <= now + skew else now, bucket.paused_until)
        wait = max(wait, bucket.paused_until - now, (n - level) * 60 / rate.per_minute)
    if wait > 0:
        return wait, levels
    return 0.0, {one: replace(bucket, level=bucket.level - n) for one, bucket in levels.items()}


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
        with self._store.transaction(relaxed=True) as db:
            found = dict[Lane, Bucket]()
            for one in Lane:
                sql = "select level, at, paused_until from budget where helpdesk = ? and lane = ?"
                if row := db.execute(sql, (helpdesk, one.value)).fetchone():
                    found[one] = Bucket(*row)
            wait, left = taken(self._rates, found, n, now, lane)
            for one, bucket in left.items():
                level = {"helpdesk": helpdesk, "lane": one.value, "level": bucket.level, "at": bucket.at, "until": 0.0}
                db.execute(_KEEP, level)
        return wait

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
