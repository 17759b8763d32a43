"""The short name by which a patient goes: «Bart» where «Bartholomew Quill» is told of, «Kwab» beside «Kwabena»."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import compress
from operator import itemgetter

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.strengths import NAME

_SHORTEST = 3
_LESS = 2
_BEGINNING = itemgetter(slice(_SHORTEST))
_NO_NAME = Flag.PRODUCT | Flag.PLACE | Flag.MONTH | Flag.CALENDAR | Flag.ROLE | Flag.TITLE | Flag.DOCTOR
_ADDRESSED = Flag.GREETING | Flag.SIGN_OFF | Flag.DOCTOR | Flag.INTRODUCTION


def find_short_names(reading: Reading, patients: Collection[str], taken: Collection[int]) -> Iterator[int]:
    """Yield the words, none of them ``taken``, that are the beginning of a patient's name and no ordinary word."""
    long = [name for name in patients if len(name) >= _SHORTEST + _LESS]
    if not long:
        return
    beginnings = {name[:_SHORTEST] for name in long}
    for at in compress(range(len(reading.plain)), map(beginnings.__contains__, map(_BEGINNING, reading.plain))):
        word = reading.plain[at]
        if at in taken or word in patients:
            continue
        if _may_be_name(reading, at) and any(name.startswith(word) and len(name) - len(word) >= _LESS for name in long):
            yield at


def _may_be_name(reading: Reading, at: int) -> bool:
    """Whether a word is written as a name and nobody is addressed by it, or it is a small word that is none known."""
    flag = reading.flags[at]
    if at and reading.flags[at - 1] & _ADDRESSED:
        return False
    if not reading.upper[at]:
        return not flag
    return not flag & (Flag.ORDINARY | _NO_NAME) and bool(flag & NAME or not flag)
