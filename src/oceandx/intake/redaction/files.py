"""Names of patients in the names of files: «consent_zimmermann_hildegard_signed.docx»."""

from __future__ import annotations

from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind
from oceandx.intake.redaction.strengths import NAME

_PARTS = frozenset({"_", "-", ".", "__", "--", "_-_", "+", "%20"})
_SPACED = frozenset({" ", ", ", " - "})
_LONGEST = 12


def find_in_file_names(reading: Reading) -> Iterator[Removal]:
    """Yield two or more names that stand side by side in the name of a file."""
    for ending in reading.noted(Flag.FILE_ENDING):
        if reading.gaps[ending].endswith("."):
            at = ending - 1
            end = at
            parts = _PARTS | _SPACED if _quoted(reading, ending) else _PARTS
            while at > max(0, ending - _LONGEST) and reading.gaps[at] in parts:
                at -= 1
            yield from _names(reading, at, end)


def _quoted(reading: Reading, ending: int) -> bool:
    """Whether the name of a file stands in quotation marks, so that it may hold spaces."""
    before = reading.text[max(0, reading.starts[ending] - 80) : reading.starts[ending]].rpartition("\n")[2]
    return reading.text[reading.ends[ending] : reading.ends[ending] + 2].strip()[:1] in {'"', "»", "”", "'"} and (
        '"' in before or "«" in before or "“" in before or "'" in before
    )


def _names(reading: Reading, first: int, last: int) -> Iterator[Removal]:
    at = first
    while at <= last:
        start = at
        while at <= last and _may_be_name(reading, at):
            at += 1
        known = any(
            reading.flags[each] & NAME or (each > start and reading.gaps[each] == ", ") for each in range(start, at)
        ) or all(reading.upper[each] for each in range(start, at))
        if at - start > 1 and known:
            yield Removal(reading.starts[start], reading.ends[at - 1], RemovalKind.NAME)
        at += at == start


def _may_be_name(reading: Reading, at: int) -> bool:
    flag = reading.flags[at]
    if flag & NAME:
        return not flag & (Flag.ORDINARY | Flag.PRODUCT)
    length = reading.ends[at] - reading.starts[at]
    return not flag and length > 2 and not reading.lexicon.resembles_word(reading.plain[at])
