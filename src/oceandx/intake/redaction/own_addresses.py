"""Addresses of the clinic itself: «our office is at 41 Mill St», «Dr. Roy's new address: …», not those of patients."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal

_FARTHEST = 10
_CODE = 7
"""As many characters has a postal code at most."""
_ENDS = frozenset("!?;\n\x1e")
_OWNERS = Flag.OURS | Flag.DOCTOR | Flag.DOCTOR_BEFORE
_OF_PATIENT = Flag.THEIR | Flag.KIN | Flag.TITLE | Flag.DWELLS


def own_addresses(reading: Reading, found: Iterable[Removal]) -> list[Removal]:
    """Return those of the addresses found that are said to be the clinic's."""
    return [
        each
        for each in found
        if each.end - each.start > _CODE and _is_own(reading, each.start) and not _goes_on(reading, each)
    ]


def _goes_on(reading: Reading, address: Removal) -> bool:
    """Whether a patient is spoken of before what was taken for the end of an address: «9 King St; her code is …»."""
    words = range(reading.word_after(address.start), reading.word_before(address.end) + 1)
    return any(reading.flags[at] & (_OF_PATIENT | Flag.PATIENT) for at in words)


def outside(own: Sequence[Removal], found: Iterable[Removal]) -> list[Removal]:
    """Return what was found but for what stands in the clinic's own addresses: postal codes, streets like names."""
    return [each for each in found if not any(one.start <= each.start and each.end <= one.end for one in own)]


def _is_own(reading: Reading, start: int) -> bool:
    """Whether words shortly before an address say that the clinic has it, or is there."""
    flags = reading.flags
    office = False
    before = reading.word_before(start)
    if before >= 0 and _ends_sentence(reading, before + 1, reading.text[reading.ends[before] : start]):
        return False
    for at in range(before, max(-1, before - _FARTHEST), -1):
        flag = flags[at]
        if flag & _OF_PATIENT or (flag & Flag.PATIENT and not flag & Flag.PANEL):
            return False
        of_office = office and flag & Flag.OFFICE and flag & Flag.ADDRESS_LABEL  # «l'adresse du bureau est …»
        ours = flag & _OWNERS and not flag & Flag.MINE  # «Mon adresse : …» is a patient's who writes
        if flag & Flag.WE_ARE_AT or (office and ours) or of_office:
            return True
        office = office or bool(flag & Flag.OFFICE)
        if at and _ends_sentence(reading, at, reading.gaps[at]):
            return False
    return False


def _ends_sentence(reading: Reading, at: int, gap: str) -> bool:
    """Whether a sentence ends in the gap before a word."""
    abbreviated = reading.flags[at - 1] & (Flag.DOCTOR_BEFORE | Flag.STREET_BEFORE | Flag.STREET_AFTER)
    return not _ENDS.isdisjoint(gap) or (gap.startswith(". ") and not abbreviated)
