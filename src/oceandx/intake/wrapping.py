"""Wrapped lines: those that a mail program broke where they were full belong together again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from oceandx.intake.cleaning import Cleaned, rewritten

_SHORTEST, _LONGEST = 55, 80
"""Characters of the longest line of what a mail program has broken; RFC 3676 asks for at most 78."""
_LINE = re.compile(r"^([> \t]*+)(.*)$", re.MULTILINE)
_WORD = re.compile(r"\S+")
_CELL = re.compile(r"[|\t]")
_ITEM = re.compile(r"[-*\u2022\u2013\u2014+|#=_\[]|(?:\d{1,2}|[a-z])[.)] ")
_LABEL = re.compile(r"[^\W\d_][^:\n]{0,30}:(?: |$)")
_ENDS = frozenset(".!?:;")
Ranges = Sequence[tuple[int, int]]


class _Line(NamedTuple):
    """Where what a line says begins and ends, and the marks of quotations before it."""

    start: int
    end: int
    marks: str

    @property
    def length(self) -> int:
        return self.end - self.start


def unwrapped(cleaned: Cleaned, notices_of: Callable[[str], Ranges]) -> Cleaned:
    """Return a text in which lines that were broken where they were full are one; a break becomes a space.

    A line was broken there if the next word had no place in it, by the longest line of the paragraphs; and only where
    that is no longer than mail programs make it, some line breaks off in a sentence, and no line is longer but those of
    notices, which servers add (``notices_of`` a text). The marks of quotations go with the break.
    """
    text = cleaned.text
    paragraphs = [lines for lines in _paragraphs(text) if len(lines) > 1]
    longest = [length for lines in paragraphs if _SHORTEST <= (length := _longest(text, lines)) <= _LONGEST]
    if not longest:
        return cleaned
    breaks = [one for lines in paragraphs for one in _breaks(text, lines, max(longest))]
    if all(text[line.end - 1] in _ENDS and not text[after.start].islower() for line, after in breaks):
        return cleaned
    written_long = _marks_of_long(text, notices_of(text))
    return rewritten(
        cleaned, [(line.end, after.start, " ") for line, after in breaks if line.marks not in written_long]
    )


def _longest(text: str, lines: Sequence[_Line]) -> int:
    """Return how long the longest line is; an address without a space is as long as it is."""
    return max((line.length for line in lines if " " in text[line.start : line.end]), default=0)


def _paragraphs(text: str) -> Iterator[list[_Line]]:
    """Yield the lines that stand together, with the same marks."""
    together: list[_Line] = []
    for match in _LINE.finditer(text):
        start, marks = match.start(2), match[1].replace(" ", "").replace("\t", "")
        line = _Line(start, start + len(match[2].rstrip()), marks)
        if together and (not line.length or marks != together[-1].marks):
            yield together
            together = []
        if line.length:
            together.append(line)
    yield together


def _breaks(text: str, lines: Sequence[_Line], longest: int) -> Iterator[tuple[_Line, _Line]]:
    """Yield each full line with the next one, which goes on from it; items of lists and rows of tables do not."""
    for line, after in pairwise(lines):
        word = _WORD.match(text, after.start, after.end)
        if word is None or line.length + 1 + word.end() - word.start() <= longest:
            continue
        begins = text[after.start].islower() or not _ITEM.match(text, line.start, line.end)
        apart = _ITEM.match(text, after.start) or _LABEL.match(text, after.start, after.end)
        if begins and not apart and not any(_CELL.search(text, one.start, one.end) for one in (line, after)):
            yield line, after


def _marks_of_long(text: str, notices: Ranges) -> set[str]:
    """Return the marks of lines that are longer than those of a mail program, by which nothing with them was broken."""
    lines = (line for lines in _paragraphs(text) for line in lines if _longest(text, [line]) > _LONGEST)
    return {line.marks for line in lines if not any(start <= line.start < end for start, end in notices)}
