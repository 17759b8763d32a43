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
_LONGEST = 25


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
