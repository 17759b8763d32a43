"""What stands around two words in small letters that may be a name: words, values, signs, lines; all in points."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.removal import Removal, RemovalKind
from oceandx.intake.redaction.strengths import NameWords

_LINE = frozenset("\n\x1e")
_ENDS = frozenset(".;!?")
_AT_WORK = Flag.DOCTOR | Flag.ROLE
_OFFICE = _AT_WORK | Flag.ORGANISATION_AFTER | Flag.CLINIC | Flag.DESIGNATION | Flag.EXTENSION
_OF_ANYBODY = frozenset({RemovalKind.PHONE, RemovalKind.EMAIL})
_HOUR_AFTER = re.compile(r"[ ,(\-\u2013:@]{0,4}(?:at |a )?\d{1,2} ?(?:[h:]\d\d|h|am|pm)")
_SHORT_POINT = re.compile(r"\b[^\W\d_]{1,4}\. ")
_REACH, _REACH_BACK = 25, 6
_NEAR = 3
_FARTHEST = 14
"""So many words of the sentence are asked on each side."""
_ABBREVIATED = 4
_ITEM = re.compile(r"\n[ \t>]*(?:[-•*\u2013·]|\d{1,2}[.)])[ \t]*\Z")
_PLACES = ("", "second-", "third-")
_BEFORE = {";": "gap-before-semicolon", ".": "gap-before-point", "-": "gap-before-dash"}
_AFTER = {"": "gap-after-space", "(": "gap-after-bracket", "'": "gap-after-apostrophe"}


class AroundPairs:
    """The surroundings of the words of one reading; ``values``: what was found in it that is no name."""

    def __init__(self, words: NameWords, values: Sequence[Removal]) -> None:
        self._words = words
        self._reading = words.reading
        self._points = words.reading.lexicon.points
        self._values = sorted(values, key=lambda value: value.start)
        self._starts = [value.start for value in self._values]
        self._sides: dict[tuple[int, int], tuple[list[int], list[int]]] = {}

    def points(self, first: int, last: int) -> int:
        """Return the points of the words around two, by their cues."""
        total = 0
        for place, flag in self.cues(first, last):
            if flag:
                total += sum(points for cue, points in self._points.cues[place] if flag & cue)
        return total

    def cues(self, first: int, last: int) -> Iterator[tuple[str, int]]:
        """Yield the flags of the three words on each side as far as the sentence goes, and of all of the sentence."""
        flags = self._reading.flags
        before, after = self._beside_words(first, last)
        whole = 0
        for at in (*before, *after):
            whole |= flags[at]
        yield "sentence", whole
        for side, found in (("before", before), ("after", after)):
            for place, at in zip(_PLACES, found, strict=False):
                yield f"{place}{side}", flags[at]

    def marks(self, first: int, last: int) -> Iterator[str]:
        """Yield the signs around two words, by their names in the knowledge base."""
        flags = self._reading.flags
        for side, found in zip(("before", "after"), self._beside_words(first, last), strict=True):
            for place, at in zip(_PLACES, found, strict=False):
                if not flags[at]:
                    yield f"{place}{side}-unknown"
            if len(found) < _NEAR:
                yield f"{_PLACES[len(found)]}{side}-none"
        if any(flags[at] & _AT_WORK for at in range(max(0, first - _NEAR), first)):
            yield "at-work-before"
        if any(flag & _AT_WORK for flag in flags[last + 1 : last + 1 + _NEAR]):
            yield "at-work-after"
        if not self._writes_small and not self._words.in_shouted_line(first):
            yield "capitals-used"
        yield from self._beside(first, last)
        yield from self._signs(first, last)
        yield from self._again(first, last)
        lines, number = self._words.lines, self._words.lines.number(self._reading.starts[first])
        if lines.in_signature(number):
            yield "signature"
        if lines.in_subject(number):
            yield "subject"

    @cached_property
    def _text_ends(self) -> int:
        """Where the last sign of the text is past that is no point."""
        return len(self._reading.text.rstrip(" .\n!"))

    @cached_property
    def _last_break(self) -> int:
        """Where the last line that says something begins, less one."""
        return self._reading.text.rstrip().rfind("\n")

    @cached_property
    def _writes_small(self) -> bool:
        """Whether the sentences of a message mostly begin with a small letter."""
        reading = self._reading
        body = reading.text.find("\x1e") + 1
        begins = [
            reading.upper[at]
            for at, gap in enumerate(reading.gaps[:-1])
            if reading.starts[at] >= body
            and (not at or not _LINE.isdisjoint(gap) or gap.rstrip(" ")[-1:] in {".", "!", "?"})
        ]
        return sum(begins) * 2 < len(begins)

    def _beside_words(self, first: int, last: int) -> tuple[list[int], list[int]]:
        """Return the words of the sentence before a name and after it, the nearest first."""
        known = self._sides.get((first, last))
        if known is None:
            known = self._sides[first, last] = (self._before(first), self._after(last))
        return known

    def _before(self, first: int) -> list[int]:
        found: list[int] = []
        while first > 0 and len(found) < _FARTHEST and self._is_near(first - 1):
            first -= 1
            found.append(first)
        return found

    def _after(self, last: int) -> list[int]:
        found: list[int] = []
        while last + 1 < len(self._reading.flags) and len(found) < _FARTHEST and self._is_near(last):
            last += 1
            found.append(last)
        return found

    def _is_near(self, at: int) -> bool:
        """Whether no sentence ends after a word; the point of «pt.» or «e.g.» ends none."""
        gap = self._reading.gaps[at + 1]
        if not _LINE.isdisjoint(gap):
            return False
        return _ENDS.isdisjoint(gap) or (gap == ". " and len(self._reading.plain[at]) < _ABBREVIATED)

    def _beside(self, first: int, last: int) -> Iterator[str]:
        """Yield the values that stand directly before a name or follow it in its sentence, and an hour."""
        reading = self._reading
        end = reading.ends[last]
        at = bisect_left(self._starts, end)
        for value in self._values[at : at + 2]:
            between = reading.text[end : value.start]
            if reading.ends[last] - reading.starts[last] == 1:
                between = between.removeprefix(".")
            if len(between) > _REACH or not _LINE.isdisjoint(between) or ". " in _SHORT_POINT.sub("", between):
                break
            if value.kind in _OF_ANYBODY and self._names_office(last, value.start):
                continue
            yield f"beside-{value.kind.value}"
        if _HOUR_AFTER.match(reading.folded, end):
            yield "beside-hour"
        at = bisect_left(self._starts, reading.starts[first]) - 1
        if at >= 0:
            between = reading.text[self._values[at].end : reading.starts[first]]
            if len(between) <= _REACH_BACK and _LINE.isdisjoint(between) and ". " not in between:
                yield f"past-{self._values[at].kind.value}"

    def _names_office(self, last: int, end: int) -> bool:
        """Whether words between a name and a number are those of a clinic or of a post: «gord, hill walk-in, 555-…»."""
        reading = self._reading
        return any(flag & _OFFICE for flag in reading.flags[last + 1 : reading.word_after(end)])

    def _signs(self, first: int, last: int) -> Iterator[str]:
        """Yield the signs that stand directly before and after a name."""
        reading = self._reading
        before, after = reading.gaps[first], reading.gaps[last + 1]
        if not before or not _LINE.isdisjoint(before):
            if _ITEM.search(before):
                yield "item"
        elif sign := _BEFORE.get(before.strip()[-1:]):
            yield sign
        end = reading.ends[last]
        if end >= self._text_ends:
            yield "text-ends"
        elif self._last_break < end or not reading.text[end : min(self._last_break, end + len(after)) + 1].strip():
            yield "last-line"
        if not _LINE.isdisjoint(after):
            yield "gap-after-line"
            return
        sign = after.strip()[:1]
        if sign.isdigit():
            yield "gap-after-number"
        elif sign in _AFTER:
            yield _AFTER[sign]
        if "'" in after and reading.plain[last + 1 : last + 2] == ["s"]:
            yield "owns"

    def _again(self, first: int, last: int) -> Iterator[str]:
        """Yield whether a word of a name stands elsewhere too, and after a title."""
        plain = self._reading.plain
        own = Counter(word for word in plain[first : last + 1] if len(word) > 2)
        if any(self._often[word] > count for word, count in own.items()):
            yield "again"
        titled = Counter(plain[at] for at in range(first, last + 1) if at in self._titled)
        if any(self._often_titled[word] > titled[word] for word in own):
            yield "again-titled"

    @cached_property
    def _often(self) -> Counter[str]:
        """How often each word stands in the text."""
        return Counter(self._reading.plain)

    @cached_property
    def _titled(self) -> frozenset[int]:
        """The words right after a title."""
        return frozenset(at + 1 for at in self._reading.carrying(Flag.TITLE) if at + 1 < len(self._reading.plain))

    @cached_property
    def _often_titled(self) -> Counter[str]:
        return Counter(self._reading.plain[at] for at in self._titled)
