"""The heads that mail programs write above an older message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from oceandx.intake.marks import LOOK, Line, Mark, Words, fold

_LONGEST = 30  # lines of a head, with recipients over several lines
_WRAPPED = 3  # lines of one value, and of a line that says who wrote


@dataclass(frozen=True, slots=True)
class Head:
    """Where a head ends (the line after it); whether it says that the message is forwarded, or answered (`reply`)."""

    end: int
    forwarded: bool = False
    reply: bool = False


def head_at(text: str, lines: Sequence[Line], i: int, words: Words) -> Head | None:
    """Return the head that begins at a line, if one does."""
    mark = lines[i].mark
    if mark in {Mark.FORWARD, Mark.ORIGINAL}:
        return Head(_end_of_labels(lines, _next(lines, i + 1)) or i + 1, forwarded=mark is Mark.FORWARD)
    if mark is Mark.RULE:
        end = _end_of_labels(lines, _next(lines, i + 1))
        return Head(end) if end else None
    if mark in {Mark.SENDER, Mark.HEADER}:
        end = _end_of_labels(lines, i)
        return Head(end) if end else None
    end = reply_at(text, lines, i, words)
    return Head(end, reply=True) if end else None


def reply_at(text: str, lines: Sequence[Line], i: int, words: Words) -> int:
    """Return the line after one, wrapped over a few lines at most, that says when who wrote; 0 where none does."""
    line = lines[i]
    if line.mark is Mark.BLANK:
        return 0
    most = _WRAPPED if line.mark is Mark.REPLY else 1
    for end in range(i + 1, min(i + most, len(lines)) + 1):
        last = lines[end - 1]
        if last.mark is Mark.BLANK or last.depth != line.depth:
            return 0
        # Only the end is looked at: a line may be as long as the text.
        if text[max(last.content, last.end - LOOK) : last.end].rstrip().endswith(":"):
            begin = max(line.content, last.end - 3 * LOOK)
            said = fold(text[begin : last.end])
            # A date or an address: "she wrote:" may begin what the sender wants to say.
            dated = _DATED.search(said) is not None or (end < len(lines) and lines[end].depth > line.depth)
            return end if dated and words.verbs.search(said) is not None else 0
    return 0


def _next(lines: Sequence[Line], i: int) -> int:
    """Return the next line that is not blank, two further on at most."""
    for j in range(i, min(i + 3, len(lines))):
        if lines[j].mark is not Mark.BLANK:
            return j
    return i


def _end_of_labels(lines: Sequence[Line], i: int) -> int:
    """Return the line after a block of labels, one of its first two the sender's; 0 where there is none."""
    if i >= len(lines):
        return 0
    labels = end = 0
    named = False
    gap = 0
    for j in range(i, min(i + _LONGEST, len(lines))):
        mark = lines[j].mark
        if mark in {Mark.SENDER, Mark.HEADER}:
            labels += 1
            named = named or (mark is Mark.SENDER and labels <= 2)
            end, gap = j + 1, 0
        elif labels == 0 or (mark is Mark.BLANK and j + 1 < len(lines) and lines[j + 1].mark is Mark.BLANK):
            break
        else:
            gap += 1
            if gap > _WRAPPED:
                break
    return end if named and labels > 1 else 0


_DATED = re.compile(r"\d|@")
