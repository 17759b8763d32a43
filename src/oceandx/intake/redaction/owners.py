"""Words with a capital letter whose own birth date, card or chart is told: «we corrected River's birth date (…)»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading

_THING = Flag.BIRTH | Flag.HEALTH | Flag.CHART
_NO_NAME = (
    Flag.PRODUCT | Flag.PATIENT | Flag.KIN | Flag.ROLE | Flag.DOCTOR | Flag.CLINIC | Flag.ORGANISATION_AFTER
    | Flag.ORGANISATION_BEFORE | Flag.PRONOUN | Flag.OTHER | Flag.VENDOR | Flag.CALENDAR
)  # fmt: skip
_FARTHEST = 24
_REACH = 3


def find_owners(reading: Reading, spans: Sequence[tuple[int, int, bool]]) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of such names; ``spans``: where values stand, whether more than a telephone."""
    for start, _end, strong in spans:
        last = reading.word_before(start)
        if not strong or last < 1:
            continue
        for at in range(last, max(0, last - _REACH), -1):
            if "\n" in reading.gaps[at] or start - reading.ends[at] > _FARTHEST:
                break
            if reading.plain[at] == "s" and reading.gaps[at] == "'" and _is_owner(reading, at - 1, last):
                yield at - 1, at - 1
                break


def _is_owner(reading: Reading, owner: int, last: int) -> bool:
    """Whether a word can be a name, and what it owns tells of a patient."""
    if not reading.upper[owner] or reading.flags[owner] & _NO_NAME or len(reading.plain[owner]) < _REACH:
        return False
    led = reading.flags[owner - 1] & (Flag.DOCTOR | Flag.ROLE) if owner else 0
    owned = any(reading.flags[at] & _THING for at in range(owner + 2, last + 1))
    return owned and not led
