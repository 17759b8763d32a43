"""Names that a patient's e-mail address spells: «Juste Lavertu (juste.lavertu@…)», «Rose Lake, roselake55@…»."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_SHORTEST = 3
_JOINED = frozenset({" ", "-", "'"})
_LONGEST = 3
_MOST = 10
"""Of as many addresses of a text it is asked whose they are."""


def find_named_in_addresses(
    reading: Reading, values: Iterable[Removal], taken: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Yield where two or three words side by side, none ``taken``, are those that an e-mail address is made of."""
    for value in islice((value for value in values if value.kind is RemovalKind.EMAIL), _MOST):
        start, stop = reading.word_after(value.start), reading.word_before(reading.text.find("@", value.start))
        local = reading.plain[start : stop + 1]
        if sum(map(len, local)) >= 2 * _SHORTEST:
            yield from _spelled(reading, local, range(start, reading.word_before(value.end) + 1), taken)


def _spelled(reading: Reading, local: list[str], own: range, taken: Collection[int]) -> Iterator[tuple[int, int]]:
    whole = "".join(local)
    for first in range(len(reading.plain) - 1):
        if first in own or first in taken or reading.plain[first] not in whole:
            continue
        for last in range(first + 1, min(first + _LONGEST, len(reading.plain))):
            if reading.gaps[last] not in _JOINED or last in taken:
                break
            words = reading.plain[first : last + 1]
            long = all(len(word) >= _SHORTEST for word in words)
            if long and whole in {"".join(words), "".join(reversed(words))}:
                yield first, last
