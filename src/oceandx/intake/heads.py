"""The heads that mail programs write above an older message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from oceandx.intake.marks import LOOK, Line, Mail, Mark

_LONGEST = 30  # lines of a head, with recipients over several lines
_WRAPPED = 3  # lines of one value, and of a line that says who wrote


@dataclass(frozen=True, slots=True)
class Head:
    """Where a head ends (the line after it); whether it says that the message is forwarded, or answered (`reply`)."""

    end: int
    forwarded: bool = False
    reply: bool = False


def head_at(mail: Mail, i: int, *, replies: bool) -> Head | None:
    """Return the head that begins at a line, if one does; lines that say who wrote are looked for when asked."""
    lines = mail.lines
    mark = lines[i].mark
    if mark in _TITLES:
        return Head(_end_of_labels(lines, _next(lines, i + 1)) or i + 1, forwarded=mark is Mark.FORWARD)
    if mark is Mark.RULE:
        after = _next(lines, i + 1)
        end = _end_of_labels(lines, after) or _end_of_stamp(mail, after)
        return Head(end) if end else None
    if mark in _LABELS:
        # The sender's is among the first two: a list of other labels is not read again for each of them.
        if mark is Mark.HEADER and all(line.mark is not Mark.SENDER for line in lines[i + 1 : i + 3]):
            return None
        end = _end_of_labels(lines, i)
        return Head(end) if end else None
    end = _end_of_reply(mail, i) if replies and mark is not Mark.BLANK else 0
    return Head(end, reply=True) if end else None


def _end_of_reply(mail: Mail, i: int) -> int:
    """Return the line after one, wrapped over a few lines at most, that says when who wrote; 0 where none does."""
    low, lines = mail.low, mail.lines
    line = lines[i]
    most = _WRAPPED if line.mark is Mark.REPLY else 1
    for end in range(i + 1, min(i + most, len(lines)) + 1):
        last = lines[end - 1]
        if last.mark is Mark.BLANK or last.depth != line.depth:
            return 0
        # Only the end is looked at: a line may be as long as the text.
        if low[max(last.content, last.end - LOOK) : last.end].rstrip().endswith(":"):
            begin = max(line.content, last.end - 3 * LOOK)
            said = low[begin : last.end]
            # A date or an address: "she wrote:" may begin what the sender wants to say.
            dated = _DATED.search(said) is not None or (end < len(lines) and lines[end].depth > line.depth)
            return end if dated and mail.words.wrote.search(said) is not None else 0
    return 0


def _end_of_stamp(mail: Mail, i: int) -> int:
    """Return the line after one that says who wrote and when, as portals do below a rule; 0 where it does not."""
    shown = mail.shown_low(i) if i < len(mail.lines) else ""
    return i + 1 if shown.endswith(":") and _STAMP.search(shown) else 0


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
        if mark in _LABELS:
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


_TITLES = frozenset({Mark.FORWARD, Mark.ORIGINAL})
_LABELS = frozenset({Mark.SENDER, Mark.HEADER})
_DATED = re.compile(r"\d|@")
_STAMP = re.compile(r"\b20\d\d\b.{0,12}\b\d{1,2} ?[:h] ?\d\d\b")
