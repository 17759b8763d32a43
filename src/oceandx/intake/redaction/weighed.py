"""Names without a telling capital letter: what stands in and around two words is weighed together.

No single rule tells «ward winter, chart 4821» from words of the language, but each thing around it says a little. The
points are in the knowledge base; :class:`oceandx.model.redaction.NamePoints` says what each is for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.removal import Removal
from oceandx.intake.redaction.strengths import NAME, NameWords

_LINE = frozenset("\n\x1e")
_ENDS = frozenset(".;!?")
_SPOKEN = Flag.OF | Flag.AT | Flag.POSSESSIVE
_NO_NAME = (
    Flag.FILLER | Flag.PRONOUN | Flag.POSSESSIVE | Flag.THEIR | Flag.STATE_VERB | Flag.AND | Flag.SECRET_STATE | Flag.OF
    | Flag.AT | Flag.SUBJECT | Flag.PATIENT_THING | Flag.SINCE | Flag.ME | Flag.TITLE | Flag.HEADER | Flag.REQUEST
    | Flag.TOGETHER | Flag.SHORT_REPLY | Flag.UNIT | Flag.WHEREABOUTS | Flag.DIRECTION | Flag.OURS | Flag.MINE
    | Flag.PATIENT | Flag.DOCTOR | Flag.ROLE | Flag.PROVIDER_THING
)  # fmt: skip
_AT_WORK = Flag.DOCTOR | Flag.ROLE
_HOUR_AFTER = re.compile(r"[ ,(\-\u2013:@]{0,4}(?:at |a )?\d{1,2} ?(?:[h:]\d\d|h|am|pm)")
_SHORT_POINT = re.compile(r"\b[^\W\d_]{1,4}\. ")
_REACH = 25
_NEAR = 3
_ABBREVIATED = 4
_SPELLED, _UNLIKE = 3.0, -1.0
_REFUSED = -1000
_WEAK = frozenset({"odd", "unlike", "small"})
_OF_DATE = Flag.CALENDAR | Flag.MONTH
_ITEM = re.compile(r"\n[ \t>]*(?:[-•*\u2013·]|\d{1,2}[.)])[ \t]*\Z")
_SAINTS = frozenset({"st", "ste", "saint", "sainte"})
_LETTER_WORDS = frozenset("amys")
"""What one letter mostly is: «a» and «y» are words, «m.» a title, «'s» an ending."""


def find_weighed(words: NameWords, values: Sequence[Removal]) -> dict[int, int]:
    """Return the last word of each name by its first; ``values``: what was found that is no name."""
    flags = words.reading.flags
    weigher = _Weigher(words, values)
    result: dict[int, int] = {}
    past = 0
    named = [at for at, flag in enumerate(flags) if flag & NAME]
    for first in sorted({each for at in named for each in (at - 1, at) if each >= 0}):
        if first < past or words.capital(first) or (flags[first] and not flags[first] & NAME):
            continue
        last = weigher.last(first)
        if last:
            result[first] = last
            past = last + 1
    return result


def _writes_small(words: NameWords) -> bool:
    """Whether the sentences of a message mostly begin with a small letter."""
    reading = words.reading
    body = reading.text.find("\x1e") + 1
    begins = [
        reading.upper[at]
        for at, gap in enumerate(reading.gaps[:-1])
        if reading.starts[at] >= body
        and (not at or not _LINE.isdisjoint(gap) or gap.rstrip(" ")[-1:] in {".", "!", "?"})
    ]
    return sum(begins) * 2 < len(begins)


class _Weigher:
    """Weighs the words of one reading."""

    def __init__(self, words: NameWords, values: Sequence[Removal]) -> None:
        self._words = words
        self._reading = words.reading
        self._points = words.reading.lexicon.points
        self._values = sorted(values, key=lambda value: value.start)
        self._starts = [value.start for value in self._values]
        self._small = _writes_small(words)

    def last(self, first: int) -> int:
        """Return the last word of the likeliest name of two or three parts from a word on; 0 if there is none."""
        reading, enough = self._reading, self._points.enough
        parts = [(first, self._part(first))]
        best = 0
        while len(parts) < _NEAR:
            start = parts[-1][1] + 1
            if start >= len(reading.flags) or not self._joins(parts[-1][1], start):
                break
            if len(parts) > 1 and reading.gaps[start] != " ":
                break
            last = self._part(start)
            if reading.gaps[start] == ", " and self._goes_on(last):
                break
            parts.append((start, last))
            points = self._weigh(parts)
            if points >= enough:
                best = last  # the longer one
            elif points == _REFUSED:
                break
        if len(parts) == 1 or (not best and parts[0][1] > first):
            points = self._weigh([(first, first), (first + 1, parts[0][1])]) if parts[0][1] > first else _REFUSED
            best = parts[0][1] if points >= self._points.enough else best
        return best

    def _joins(self, at: int, after: int) -> bool:
        """Whether one part of a name may follow another directly: «king, rose», «r. king»."""
        gap = self._reading.gaps[after]
        return gap in {" ", ", "} or (gap == ". " and self._is_letter(at))

    def _goes_on(self, last: int) -> bool:
        """Whether a surname follows what stands after a comma: «mr. king, rose winter» are two people."""
        after = last + 1
        if after >= len(self._reading.flags) or self._reading.gaps[after] != " ":
            return False
        return bool(self._reading.flags[after] & Flag.SURNAME) and self._kind_of(after) != "small"

    def _is_letter(self, at: int) -> bool:
        return self._reading.ends[at] - self._reading.starts[at] == 1

    def _part(self, at: int) -> int:
        """Return the last word of what hyphens, an «o'» or a particle join to a word: «al-harthy», «van der meer»."""
        reading = self._reading
        while at + 1 < len(reading.flags):
            gap, flag = reading.gaps[at + 1], reading.flags[at]
            letter = self._is_letter(at)
            particle = flag & Flag.PARTICLE and not flag & _SPOKEN and gap == " "
            if gap != "-" and not (gap == "'" and letter) and not particle:
                break
            at += 1
        return at

    def _weigh(self, parts: Sequence[tuple[int, int]]) -> int:
        reading = self._reading
        first, last = parts[0][0], parts[-1][1]
        if any(self._words.capital(at) for at in range(first, last + 1)):
            return _REFUSED
        kinds = [self._kind(*part) for part in parts]
        if None in kinds or sum(kind in _WEAK for kind in kinds) > 1:
            return _REFUSED
        if all(reading.flags[at] & _OF_DATE for at in (first, last)):
            return _REFUSED  # «mardi, jeudi»
        weights = sorted((self._points.kinds[kind] for kind in kinds if kind), reverse=True)
        points = sum(weights[:2]) + min(weights[-1], 0) * (len(weights) > 2)
        points += self._points.orders[self._order(parts[0], parts[1])]
        if reading.gaps[parts[1][0]] == " ":
            points += self._points.orders["side-by-side"]
        if not self._small and not self._words.in_shouted_line(first):
            points += self._points.marks["capitals-used"]
        return points + self._around(first, last) + self._beside(last) + self._marks(first, last)

    def _order(self, one: tuple[int, int], other: tuple[int, int]) -> str:
        before, after = self._joined(one), self._joined(other)
        if before & Flag.GIVEN and after & Flag.SURNAME:
            return "given-surname"
        if before & Flag.SURNAME and after & Flag.GIVEN:
            return "surname-given"
        return "other"

    def _joined(self, part: tuple[int, int]) -> int:
        result = 0
        for at in range(part[0], part[1] + 1):
            result |= self._reading.flags[at]
        return result

    def _kind(self, first: int, last: int) -> str | None:
        """Return the strongest kind of the words of one part; None if one of them is no name at all."""
        reading = self._reading
        best: str | None = None
        for at in range(first, last + 1):
            if first < last and (reading.flags[at] & Flag.PARTICLE or len(reading.plain[at]) == 1):
                continue
            saint = at > first and reading.plain[at - 1] in _SAINTS and not reading.flags[at] & Flag.PLACE
            kind = "sure" if saint else self._kind_of(at)
            if kind is None:
                return None
            if best is None or self._points.kinds[kind] > self._points.kinds[best]:
                best = kind
        return best

    def _kind_of(self, at: int) -> str | None:
        reading = self._reading
        flag, plain = reading.flags[at], reading.plain[at]
        if len(plain) == 1:
            return "initial" if self._is_initial(at) else None
        if flag & NAME:
            return _known_kind(flag)
        if flag:
            return None
        if reading.lexicon.resembles_word(plain):
            return "odd"
        odds = reading.lexicon.likeness.of(plain)
        return "spelled" if odds > _SPELLED else "unknown" if odds > _UNLIKE else "unlike"

    def _is_initial(self, at: int) -> bool:
        """Whether one letter may begin a name that is cut short: «r. king», «king, r.», «rose k»."""
        reading = self._reading
        if reading.plain[at] in _LETTER_WORDS:
            return False
        gap = reading.gaps[at + 1]
        if gap == ". " or not gap:
            return True
        return gap.strip(" ")[:1] in {".", ",", ")", ":", "/", "\n", ";"}

    def _around(self, first: int, last: int) -> int:
        """Return the points of the two words before a name and the two after it, as far as their sentence goes."""
        reading = self._reading
        flags, marks = reading.flags, self._points.marks
        points = 0
        for step, table in ((1, "before"), (2, "second-before")):
            at = first - step
            if at < 0 or not self._is_near(at):
                break
            points += self._sum(table, flags[at])
            if step > 1 and _is_name(flags[at]):
                points += marks["name-two-before"]
        for step, table in ((1, "after"), (2, "second-after")):
            at = last + step
            if at >= len(flags) or not self._is_near(at - 1):
                break
            points += self._sum(table, flags[at])
            if step > 1 and _is_name(flags[at]):
                points += marks["name-two-after"]
            elif step == 1 and not flags[at]:
                points += marks["unknown-after"]
        if any(flags[at] & _AT_WORK for at in range(max(0, first - _NEAR), first)):
            points += marks["at-work-before"]
        if any(flag & _AT_WORK for flag in flags[last + 1 : last + 1 + _NEAR]):
            points += marks["at-work-after"]
        return points

    def _sum(self, table: str, flag: int) -> int:
        return sum(points for cue, points in self._reading.lexicon.cue_points[table] if flag & cue)

    def _is_near(self, at: int) -> bool:
        """Whether no sentence ends after a word; the point of «pt.» or «e.g.» ends none."""
        gap = self._reading.gaps[at + 1]
        if not _LINE.isdisjoint(gap):
            return False
        return _ENDS.isdisjoint(gap) or (gap == ". " and len(self._reading.plain[at]) < _ABBREVIATED)

    def _beside(self, last: int) -> int:
        """Return the points of the values that follow a name in its sentence, and of an hour."""
        reading, points = self._reading, 0
        end = reading.ends[last]
        at = bisect_left(self._starts, end)
        for value in self._values[at : at + 2]:
            between = reading.text[end : value.start]
            if self._is_letter(last):
                between = between.removeprefix(".")
            if len(between) > _REACH or not _LINE.isdisjoint(between) or ". " in _SHORT_POINT.sub("", between):
                break
            points += self._points.beside.get(value.kind.value, 0)
        return points + (self._points.beside["hour"] if _HOUR_AFTER.match(reading.folded, end) else 0)

    def _marks(self, first: int, last: int) -> int:
        """Return the points of the signs that stand directly before and after a name."""
        reading, marks = self._reading, self._points.marks
        before, after = reading.gaps[first], reading.gaps[last + 1]
        points = 0
        if not before or not _LINE.isdisjoint(before):
            points += marks["item-before" if _ITEM.search(before) else "line-before"]
        elif before.strip()[-1:] in {"-", "\u2013", "—"}:
            points += marks["dash-before"]
        rest = reading.text[reading.ends[last] :]
        if not rest.strip(" .\n!"):
            points += marks["text-ends"]
        elif "\n" not in rest.strip():
            points += marks["last-line"]
        sign = after.strip()[:1]
        if last + 1 == len(reading.flags) and not sign:
            return points
        if not _LINE.isdisjoint(after):
            points += marks["line-after"]
        elif sign.isdigit():
            points += marks["digit-after"]
        elif sign in {"(", "<", "["}:
            points += marks["aside-after"]
        elif sign in {"-", "\u2013", "—"}:
            points += marks["dash-after"]
        return points


def _known_kind(flag: int) -> str:
    """Return how a word is known that is in a list of names, by what else it is."""
    if not flag & ~NAME:
        return "sure"
    if not flag & ~(NAME | Flag.ALSO_WORD):
        return "rare"
    if flag & _NO_NAME:
        return "small"
    if flag & Flag.PART_OF_PROGRAM:
        return "program"
    return "plain" if flag & Flag.ORDINARY else "other"


def _is_name(flag: int) -> bool:
    return bool(flag & NAME) and not flag & ~(NAME | Flag.ALSO_WORD)
