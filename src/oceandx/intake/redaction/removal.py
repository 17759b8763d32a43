"""What is taken out of a text: a span and its kind. A value is never kept, shown or logged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class RemovalKind(StrEnum):
    """The kind of a personal value."""

    NAME = "name"
    HEALTH_NUMBER = "health-number"
    CHART_NUMBER = "chart-number"
    BIRTH_DATE = "birth-date"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    SECRET = "secret"  # noqa: S105 - a kind of removal


@dataclass(frozen=True, slots=True)
class Removal:
    """A span of a text, from ``start`` up to ``end``, that holds a personal value."""

    start: int
    end: int
    kind: RemovalKind


# Where two removals meet, the union goes under the kind that says most.
_WEIGHT = {
    RemovalKind.SECRET: 8,
    RemovalKind.EMAIL: 7,
    RemovalKind.ADDRESS: 6,
    RemovalKind.HEALTH_NUMBER: 5,
    RemovalKind.BIRTH_DATE: 4,
    RemovalKind.PHONE: 3,
    RemovalKind.CHART_NUMBER: 2,
    RemovalKind.NAME: 1,
}


def _place(removal: Removal) -> tuple[int, int]:
    return removal.start, removal.end


def joined(removals: Iterable[Removal]) -> tuple[Removal, ...]:
    """Return the removals sorted and without overlap: those that overlap become one."""
    result: list[Removal] = []
    for removal in sorted(removals, key=_place):
        if result and removal.start < result[-1].end:
            last = result[-1]
            kind = max(last.kind, removal.kind, key=_WEIGHT.__getitem__)
            result[-1] = Removal(last.start, max(last.end, removal.end), kind)
        elif removal.start < removal.end:
            result.append(removal)
    return tuple(result)
