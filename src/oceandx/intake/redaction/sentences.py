"""The sentence that a word stands in, and whether it speaks of those who work at a clinic."""

from __future__ import annotations

from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.posts import is_role
from oceandx.intake.redaction.reading import Reading

_WORKS = (
    Flag.DOCTOR | Flag.PROVIDER_THING | Flag.AS_STAFF | Flag.STAFF_ACT | Flag.CLINIC | Flag.SECRET
    | Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER
)  # fmt: skip
_THING = Flag.PATIENT_THING | Flag.RECEIVED
_ENDS = frozenset(".!?;")
_STOPS = frozenset(".!?;\n\x1e")
_ABBREVIATED = Flag.DOCTOR | Flag.TITLE | Flag.MONTH
_LONGEST = 25
_LONGEST_ABBREVIATION = 4


def tells_of_staff(reading: Reading, lines: Lines, at: int, *, last: int = -1) -> bool:
    """Whether a word of the sentence names a role, a clinic, or what only those who work there have or do.

    The words from ``at`` to ``last`` are names themselves.
    """
    line = lines.words(lines.number(reading.starts[at]))
    for each in in_sentence(reading, line, at):
        if at < each <= last:
            continue
        flag = reading.flags[each]
        role = flag & Flag.ROLE and not flag & _THING  # «her intake», «the referral»
        if flag & _WORKS or (role and is_role(reading, each)):
            return True
    return False


def in_sentence(reading: Reading, line: range, at: int) -> Iterator[int]:
    """Yield the words of a line before and after one, up to the ends of the sentence."""
    for each in range(at - 1, max(line.start, at - _LONGEST) - 1, -1):
        yield each
        if not _ENDS.isdisjoint(reading.gaps[each]):
            break
    for each in range(at + 1, min(line.stop, at + _LONGEST)):
        if not _ENDS.isdisjoint(reading.gaps[each]):
            break
        yield each


def ends_before(reading: Reading, at: int) -> bool:
    """Whether a sentence ends before a word; the point of «Dr.» and of an initial ends none."""
    gap = reading.gaps[at]
    if _STOPS.isdisjoint(gap):
        return False
    return gap != ". " or not is_abbreviated(reading, at - 1)


def is_abbreviated(reading: Reading, at: int) -> bool:
    """Whether the point after a word may be its own: that of an initial, of «Dr.» or «Sept.», not of «médecin.»."""
    length = len(reading.plain[at])
    return length == 1 or (length <= _LONGEST_ABBREVIATION and bool(reading.flags[at] & _ABBREVIATED))


def sentence_around(reading: Reading, inside: int, reach: int) -> range:
    """Return the words of the sentence that a word is in, at most so many before and after it."""
    first, last = inside, inside
    while first > max(0, inside - reach) and not ends_before(reading, first):
        first -= 1
    while last + 1 < min(inside + reach, len(reading.flags)) and not ends_before(reading, last + 1):
        last += 1
    return range(first, last + 1)
