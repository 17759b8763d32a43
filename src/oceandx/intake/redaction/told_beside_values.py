"""Names that a verb joins to a value: «jerome k. lives at 77 Birch Cres», «gurpreet on 250 555-0117 told us»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind
from oceandx.intake.redaction.strengths import NAME

_ON = Flag.ALONG | Flag.AT | Flag.AT_SIGN | Flag.WHEREABOUTS
_NO_NAME = (
    Flag.DOCTOR | Flag.ROLE | Flag.PRODUCT | Flag.PRONOUN | Flag.PATIENT | Flag.KIN | Flag.FILLER | Flag.POSSESSIVE
    | Flag.ORDINARY | Flag.CALENDAR | Flag.MONTH | Flag.SELF
)  # fmt: skip
_BEGINS = frozenset(".!?\n;:,(\x1e-")
_SPAN = 3
_REACH = 8


def find_told_beside(reading: Reading, values: Iterable[Removal]) -> Iterator[tuple[int, int]]:
    """Yield the names, at the beginning of a clause, that live at an address or are reached on a telephone."""
    for value in values:
        last = reading.word_before(value.start)
        if last < 1 or value.kind not in {RemovalKind.ADDRESS, RemovalKind.PHONE}:
            continue
        if value.kind is RemovalKind.ADDRESS:
            while last > 0 and reading.flags[last] & Flag.DWELLS:
                last -= 1
            found = reading.flags[last + 1] & Flag.DWELLS if last + 1 < len(reading.flags) else 0
        else:
            found = reading.flags[last] & _ON and not reading.flags[last] & Flag.OF
            last -= 1
        first = _name_before(reading, last) if found else -1
        if value.kind is RemovalKind.PHONE and first > 0 and _asks_for_call(reading, first):
            continue  # «Rappelez-moi svp. Lucienne au 613 555-0158»
        if first >= 0 and not reading.gaps[last + 1].strip(" ."):
            yield first, last


def _asks_for_call(reading: Reading, first: int) -> bool:
    return any(flag & (Flag.REQUEST | Flag.CALL_BACK) for flag in reading.flags[max(0, first - _REACH) : first])


def _name_before(reading: Reading, last: int) -> int:
    """Return where a name that ends with a word begins, if it begins its clause; -1 if it is none."""
    first = last
    while first > 0 and last - first < _SPAN - 1 and reading.gaps[first] in {" ", "-", "'"}:
        first -= 1
    begins = first == 0 or reading.gaps[first].strip(" ")[-1:] in _BEGINS
    words = range(first, last + 1)
    letters = [at for at in words if len(reading.plain[at]) == 1]
    if not begins or any(reading.flags[at] & _NO_NAME for at in words if at not in letters):
        return -1
    named = any(reading.flags[at] & NAME for at in words if at not in letters)
    return first if named and first not in letters else -1
