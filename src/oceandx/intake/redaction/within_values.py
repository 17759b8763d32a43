"""Words within a patient's values: «chemin du Lac» of an address and «santé» before a health number name no clinic."""

from __future__ import annotations

from collections.abc import Iterable

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_OF_WORK = (
    Flag.ROLE | Flag.DOCTOR | Flag.DOCTOR_BEFORE | Flag.DESIGNATION | Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER
    | Flag.CLINIC | Flag.CLINIC_ADJECTIVE | Flag.VENDOR
)  # fmt: skip
_LABEL = Flag.HEALTH | Flag.CHART | Flag.BIRTH | Flag.PROVINCE
_LABELS = 5
_ABBREVIATED = 4
_LABELLED = frozenset({RemovalKind.HEALTH_NUMBER, RemovalKind.CHART_NUMBER, RemovalKind.BIRTH_DATE})
_WITHIN = frozenset({*_LABELLED, RemovalKind.ADDRESS})


def take_from_work(reading: Reading, values: Iterable[Removal]) -> None:
    """Take from the words of values, and from those that say what a number is, what would make them a clinic's."""
    flags = reading.flags
    for value in values:
        if value.kind not in _WITHIN:
            continue
        first, last = reading.word_after(value.start), reading.word_before(value.end)
        for at in range(first, last + 1):
            flags[at] &= ~_OF_WORK
        if value.kind in _LABELLED:
            position = value.start
            for at in range(first - 1, max(-1, first - 1 - _LABELS), -1):
                between = reading.text[reading.ends[at] : position]
                named = reading.upper[at] and not flags[at] & _LABEL and "." not in between
                if named or _parted(between, after=reading.plain[at]):
                    break
                flags[at] &= ~_OF_WORK
                position = reading.starts[at]


def _parted(between: str, *, after: str) -> bool:
    """Whether a sentence or an item ends between a word and what follows: not in «Sask. health services no. …»."""
    if between.strip(" :#.('-"):
        return True
    return ". " in between and len(after) > _ABBREVIATED
