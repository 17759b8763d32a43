"""The parts of a patient's name wherever else they stand in a text."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.strengths import NAME, NameWords

_OWNED = 2
_AT_WORK = Flag.DOCTOR | Flag.ROLE


def find_elsewhere(words: NameWords, patients: Collection[str], taken: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield where a part of a patient's name stands (first and last word), but for words that are ``taken``."""
    reading = words.reading
    if not patients or set(patients).isdisjoint(reading.plain):
        return
    for at, word in enumerate(reading.plain):
        if word in patients and at not in taken:
            flag = reading.flags[at]
            if flag & Flag.MONTH and reading.gaps[at + 1][1:2].isdigit():
                continue  # «May 12»
            plain = flag & (Flag.ORDINARY | Flag.ALSO_WORD | Flag.PARTICLE | Flag.OF | Flag.AND)
            if words.capital(at) or not plain or _owns(reading, at):
                following = at + 1
                initial = (
                    following < len(reading.flags) and words.is_initial(following) and reading.gaps[following] == " "
                )
                initial = (
                    initial and flag & NAME and words.capital(at) and not reading.gaps[following + 1].startswith("'")
                )
                first = at - 1 if _led_by_given(reading, at) and at - 1 not in taken else at
                yield first, following if initial else at


def _owns(reading: Reading, at: int) -> bool:
    """Whether something of a patient's is said to be a word's: «c'est le cell à normand», «the form of grace»."""
    if at < _OWNED or not reading.flags[at] & NAME or reading.flags[at] & Flag.ORDINARY:
        return False
    led = reading.flags[at - 1] & (Flag.OF | Flag.MEANT_FOR) and reading.gaps[at] == " " == reading.gaps[at - 1]
    return bool(led and reading.flags[at - 2] & (Flag.PATIENT_THING | Flag.PHONE))


def _led_by_given(reading: Reading, at: int) -> bool:
    """Whether a given name stands directly before a patient's surname: «TAKE IRIS DOUGALL», not a doctor's."""
    before = at - 1
    if before < 0 or reading.gaps[at] != " " or not reading.upper[before] or not reading.upper[at]:
        return False
    flag = reading.flags[before]
    led = reading.flags[before - 1] if before else 0
    return bool(flag & Flag.GIVEN) and not flag & (Flag.ORDINARY | Flag.FILLER) and not led & _AT_WORK
