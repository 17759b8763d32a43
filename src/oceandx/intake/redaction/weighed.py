"""Names without a telling capital letter: what stands in and around two words is weighed together.

No single rule tells «ward winter, chart 4821» from words of the language, but each thing around it says a little. The
points are in the knowledge base; :class:`oceandx.model.redaction.NamePoints` says what each is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from oceandx.intake.redaction.around_pairs import AroundPairs
from oceandx.intake.redaction.flags import names_of
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.removal import Removal
from oceandx.intake.redaction.strengths import NAME, NameWords

_SPOKEN = Flag.OF | Flag.AT | Flag.POSSESSIVE
_NO_NAME = (
    Flag.FILLER | Flag.PRONOUN | Flag.POSSESSIVE | Flag.THEIR | Flag.STATE_VERB | Flag.AND | Flag.SECRET_STATE | Flag.OF
    | Flag.AT | Flag.SUBJECT | Flag.PATIENT_THING | Flag.SINCE | Flag.ME | Flag.TITLE | Flag.HEADER | Flag.REQUEST
    | Flag.TOGETHER | Flag.SHORT_REPLY | Flag.UNIT | Flag.WHEREABOUTS | Flag.DIRECTION | Flag.OURS | Flag.MINE
    | Flag.PATIENT | Flag.DOCTOR | Flag.ROLE | Flag.PROVIDER_THING
)  # fmt: skip
_NEAR = 3
_SPELLED, _UNLIKE = 3.0, -1.0
_REFUSED = -1000
_KINDS = ("rare", "initial", "spelled", "sure", "other", "unknown", "plain", "unlike", "odd", "program", "small")
"""How a word is known that may be part of a name, those that most likely are first."""
_FOREIGN = frozenset({"spelled", "unknown"})
_SHORTEST = 3
_MOST_UNKNOWN = 200
"""No ticket has as many words that are in no list; what has is random letters, and is not weighed to its end."""
_WEAK = frozenset({"odd", "unlike", "small"})
_PLACES = ("strongest", "second", "third")
_OF_DATE = Flag.CALENDAR | Flag.MONTH
_BEFORE_MONTH = Flag.BIRTH_JOINT | Flag.SINCE
_SAINTS = frozenset({"st", "ste", "saint", "sainte"})
_LETTER_WORDS = frozenset("amys")
"""What one letter mostly is: «a» and «y» are words, «m.» a title, «'s» an ending."""

Parts = Sequence[tuple[int, int]]


def find_weighed(words: NameWords, values: Sequence[Removal]) -> dict[int, int]:
    """Return the last word of each name by its first; ``values``: what was found that is no name."""
    weigher = Weigher(words, values)
    result: dict[int, int] = {}
    past = 0
    for first in weigher.firsts():
        if first >= past and (last := weigher.last(first)):
            result[first] = last
            past = last + 1
    return result


class Weigher:
    """Weighs the words of one reading."""

    def __init__(self, words: NameWords, values: Sequence[Removal]) -> None:
        self._words = words
        self._reading = words.reading
        self._points = words.reading.lexicon.points
        self._around = AroundPairs(words, values)

    def firsts(self) -> Iterator[int]:
        """Yield the words with which a name may begin, in order."""
        flags = self._reading.flags
        named = [at for at, flag in enumerate(flags) if flag & NAME]
        named += islice((at for at, flag in enumerate(flags) if not flag and self._may_name(at)), _MOST_UNKNOWN)
        for first in sorted({each for at in named for each in (at - 1, at) if each >= 0}):
            if not self._words.capital(first) and (not flags[first] or flags[first] & NAME):
                yield first

    def last(self, first: int) -> int:
        """Return the last word of the likeliest name of two or three parts from a word on; 0 if there is none."""
        enough, best = self._points.enough, 0
        for parts in self.tried(first):
            points = self.weigh(parts)
            if points >= enough:
                best = parts[-1][1]  # the longer one
            elif points == _REFUSED:
                break
        return best

    def tried(self, first: int) -> Iterator[Parts]:
        """Yield the first two parts of what may be a name from a word on, then three; of one alone its two halves."""
        reading = self._reading
        parts = [(first, self._part(first))]
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
            yield parts
        if len(parts) == 1 and parts[0][1] > first:
            yield [(first, first), (first + 1, parts[0][1])]

    def _may_name(self, at: int) -> bool:
        """Whether an unknown word is spelled so that it may be a name."""
        return len(self._reading.plain[at]) >= _SHORTEST and self._kind_of(at) in _FOREIGN

    def weigh(self, parts: Parts) -> int:
        """Return the points of two or three parts of what may be a name; a great debt where they cannot be one."""
        kinds = self._kinds(parts)
        if not kinds:
            return _REFUSED
        marks = self._points.marks
        points = sum(marks.get(mark, 0) for mark in self._marks(parts, kinds))
        return points + self._around.points(parts[0][0], parts[-1][1])

    def signs(self, parts: Parts) -> list[tuple[str, str]]:
        """Return all that may have points, as place (or ``marks``) and cue or mark; nothing where it is no name."""
        kinds = self._kinds(parts)
        marks = [("marks", mark) for mark in self._marks(parts, kinds)] if kinds else []
        cues = self._around.cues(parts[0][0], parts[-1][1]) if kinds else ()
        return marks + [(place, cue) for place, flag in cues for cue in names_of(flag)]

    def _marks(self, parts: Parts, kinds: Sequence[str]) -> Iterator[str]:
        """Yield the marks of a name and of what stands around it; ``kinds``: how each part is known."""
        for place, kind in zip(_PLACES, sorted(kinds, key=_KINDS.index), strict=False):
            yield f"{place}-{kind}"
        yield self._order(parts[0], parts[1])
        if self._reading.gaps[parts[1][0]] == ". ":
            yield "joined-by-point"
        if kinds[-1] == "initial":
            yield "initial-last"
        yield from self._around.marks(parts[0][0], parts[-1][1])

    def _joins(self, at: int, after: int) -> bool:
        """Whether one part of a name may follow another directly: «king, rose», «r. king»."""
        gap = self._reading.gaps[after]
        if gap == ". ":
            short = self._reading.ends[at] - self._reading.starts[at] <= _SHORTEST
            return self._is_letter(at) or bool(short and self._reading.flags[at] & NAME)  # «wm. quill»
        return gap in {" ", ", "}

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

    def _kinds(self, parts: Parts) -> list[str]:
        """Return how each part is known; none where they cannot be a name."""
        reading = self._reading
        first, last = parts[0][0], parts[-1][1]
        if any(self._words.capital(at) for at in range(first, last + 1)):
            return []
        if all(reading.flags[at] & _OF_DATE for at in (first, last)):
            return []  # «mardi, jeudi»
        if first and reading.flags[first] & Flag.MONTH and reading.flags[first - 1] & _BEFORE_MONTH:
            return []  # «in april gagnon and the others»
        kinds = [kind for part in parts if (kind := self._kind(*part))]
        if len(kinds) < len(parts) or sum(kind in _WEAK for kind in kinds) > 1:
            return []
        return kinds

    def _order(self, one: tuple[int, int], other: tuple[int, int]) -> str:
        before, after = self._joined(one), self._joined(other)
        if before & Flag.GIVEN and after & Flag.SURNAME:
            return "given-surname"
        if before & Flag.SURNAME and after & Flag.GIVEN:
            return "surname-given"
        return "other-order"

    def _joined(self, part: tuple[int, int]) -> int:
        result = 0
        for at in range(part[0], part[1] + 1):
            result |= self._reading.flags[at]
        return result

    def _kind(self, first: int, last: int) -> str:
        """Return the strongest kind of the words of one part; empty if one of them is no name at all."""
        reading = self._reading
        found: list[str] = []
        for at in range(first, last + 1):
            if first < last and (reading.flags[at] & Flag.PARTICLE or len(reading.plain[at]) == 1):
                continue
            saint = at > first and reading.plain[at - 1] in _SAINTS and not reading.flags[at] & Flag.PLACE
            kind = "sure" if saint else self._kind_of(at)
            if not kind:
                return ""
            found.append(kind)
        return min(found, key=_KINDS.index, default="")

    def _kind_of(self, at: int) -> str:
        reading = self._reading
        flag, plain = reading.flags[at], reading.plain[at]
        if len(plain) == 1:
            return "initial" if self._is_initial(at) else ""
        if flag & NAME:
            return _known_kind(flag)
        if flag:
            return ""
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
