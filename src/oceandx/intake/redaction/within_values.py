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
_LABELS = 3
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
            for at in range(first - 1, max(-1, first - 1 - _LABELS), -1):
                if _parted(reading, at + 1) or (reading.upper[at] and not flags[at] & _LABEL):
                    break
                flags[at] &= ~_OF_WORK


def _parted(reading: Reading, at: int) -> bool:
    """Whether a sentence or an item ends before a word, or another number stands there."""
    return any(not (each in " :#.('-" or each.isdigit()) for each in reading.gaps[at]) or ". " in reading.gaps[at]
