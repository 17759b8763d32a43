"""From the values of a list to facts: one for all where they agree, else unknown with the list behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from oceandx.model.case import Known, Unknown, Value
from oceandx.model.vocabulary import UnknownReason

Fact = Known | Unknown
Named = Iterable[tuple[str, Value | None]]
"""Values of one fact by the name of what they are about."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where facts come from, and the day when it was so (ISO 8601)."""

    source: str
    observed_at: str

    @classmethod
    def of(cls, kinds: Iterable[str], day: date) -> Origin:
        """Return the origin of what files of some kinds say."""
        return cls(", ".join(f"import:{kind}" for kind in kinds), day.isoformat())

    @classmethod
    def dated(cls, kinds: Iterable[str], days: Iterable[date | None], as_of: date) -> Origin:
        """Return the origin of what a file says of some days: the newest of them, but never later than ``as_of``."""
        return cls.of(kinds, min(max(filter(None, days), default=as_of), as_of))

    def fact(self, name: str, value: Value | None, detail: Iterable[Mapping[str, object]] = ()) -> Fact:
        """Return one fact; without a value it is unknown, because the files do not say it."""
        if value is None:
            return Unknown(name, UnknownReason.NOT_ASKED, self.source, self.observed_at, tuple(detail))
        return Known(name, value, self.source, self.observed_at, tuple(detail))

    def listed(self, name: str, key: str, values: Named) -> Fact:
        """Return a fact that stays unknown until one of the list is meant, with what is known of each."""
        return self.fact(name, None, _items(key, values))

    def agreed(self, name: str, key: str, values: Named) -> Fact:
        """Return the value that all share, or a fact that is unknown until one of the list is meant."""
        pairs = list(values)
        known = {value for _, value in pairs}
        value = known.pop() if len(known) == 1 else None
        return self.fact(name, value, _items(key, pairs))


def _items(key: str, values: Named) -> list[Mapping[str, object]]:
    return [{key: name, "value": value} for name, value in values if value is not None]
