"""Words after «last name» and the like that are in no list of names: «first name Sunny», «nom : Lachance»."""

from __future__ import annotations

from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind
from oceandx.intake.redaction.strengths import NAME

_NO_NAME = (
    Flag.PRODUCT | Flag.STATE_VERB | Flag.FILLER | Flag.NAME_LABEL | Flag.BIRTH | Flag.CHART | Flag.PATIENT | Flag.PHONE
    | Flag.HEALTH | Flag.AND | Flag.DOCTOR | Flag.PATIENT_THING
)  # fmt: skip
_CLOSES = frozenset({"", ",", ")", ".", ";", "\n", "/", '"', "\x1e"})
_GAPS = frozenset({" ", ": ", " : ", " = ", ' "'})
_AT_WORK = Flag.DOCTOR | Flag.ROLE
_REACH = 5
_SHORTEST = 3


def find_labelled(reading: Reading) -> Iterator[Removal]:
    """Yield the word directly after a label of names, where its clause ends with it."""
    flags = reading.flags
    for at in reading.carrying(Flag.NAME_LABEL):
        name = at + 1
        if name >= len(flags) or reading.gaps[name] not in _GAPS:
            continue
        cased = reading.upper[name] and not _is_shouted(reading, at)
        if flags[name] & _NO_NAME or (flags[name] & NAME if cased else not _may_name(reading, name)):
            continue  # a known name with a capital letter is judged with all others
        closed = reading.text[reading.ends[name] : reading.ends[name] + 1] in _CLOSES
        if closed and not any(each & _AT_WORK for each in flags[max(0, at - _REACH) : at]):
            yield Removal(reading.starts[name], reading.ends[name], RemovalKind.NAME)


def _may_name(reading: Reading, name: int) -> bool:
    """Whether a word in small letters may be a name: «last name basi», «prénom : printemps», no «last name field»."""
    flag = reading.flags[name]
    if len(reading.plain[name]) < _SHORTEST or (flag and not flag & NAME):
        return False
    return not flag & Flag.ORDINARY or reading.gaps[name].strip(" ") in {":", "=", '"'}


def _is_shouted(reading: Reading, at: int) -> bool:
    """Whether a label is all in capitals, as its line then is."""
    label = reading.text[reading.starts[at] : reading.ends[at]]
    return len(label) > 1 and label.isupper()
