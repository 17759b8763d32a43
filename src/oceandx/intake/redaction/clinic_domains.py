"""Whose an e-mail domain is: a vendor's, a clinic's by a word of it, or that of a clinic which the text names."""

from __future__ import annotations

from collections.abc import Iterator

from oceandx.intake.redaction.folding import folded, letters_only
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading

_OF_CLINIC = Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER | Flag.CLINIC
_JOINS = frozenset({" ", "-", "'", "\u2019"})
_REACH = 4
_SHORTEST = 4


def is_clinics(reading: Reading, domain: str) -> bool:
    """Whether a domain is that of a vendor or of people at work: «…@anse.example» where «Clinique de l'Anse» stands."""
    if reading.lexicon.is_vendors(domain.rstrip(".")):
        return True
    parts = letters_only(folded(domain))
    if any(map(reading.lexicon.clinic_domain.search, parts)):
        return True
    if reading.clinics is None:
        reading.clinics = frozenset(_words_of_clinics(reading))
    return any(word in part for word in reading.clinics for part in parts[:-1])


def _words_of_clinics(reading: Reading) -> Iterator[str]:
    """Yield the words with a capital letter that stand in the name of a clinic, on one line with what says so."""
    for at in reading.carrying(_OF_CLINIC):
        for step in (-1, 1):
            each = at
            while 0 < abs(each + step - at) <= _REACH and 0 <= each + step < len(reading.flags):
                if reading.gaps[max(each, each + step)] not in _JOINS:
                    break
                each += step
                plain = reading.plain[each]
                if reading.upper[each] and len(plain) >= _SHORTEST and not reading.flags[each] & _OF_CLINIC:
                    yield plain
