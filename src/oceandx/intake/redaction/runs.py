"""Runs of words that may be a name: «Marie Tremblay», «BEAULNE, Jean-Guy», «van der Berg», «gagnon mireille»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oceandx.intake.redaction.capitals import begins_before
from oceandx.intake.redaction.continuing import continued, time_follows
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.strengths import NAME, NEVER, NameWords, Strength, is_m
from oceandx.intake.redaction.swapped import given_after_comma
from oceandx.intake.redaction.titled import find_titled
from oceandx.intake.redaction.uncased import UncasedNames

_LONGEST = 6
_ITEM_ENDS = frozenset({" - ", " \u2013 ", ": ", ", "})
_WORDS = Flag.OF | Flag.AT | Flag.POSSESSIVE | Flag.THEIR | Flag.AND | Flag.FILLER | Flag.ORDINARY
_SMALL = frozenset({" ", "'", "-"})
_CUED = Flag.TITLE | Flag.DOCTOR | Flag.NEWBORN
_ANNOUNCING = frozenset({" ", ". ", ".", "  ", ": ", " : ", " = ", "'", ' "', '. "', " «", ". «"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``first`` to ``last`` of a reading; ``swapped`` where the surname stands first with a comma."""

    first: int
    last: int
    words: int
    strongest: int
    swapped: bool = False


def own_words(reading: Reading, run: Run) -> list[str]:
    """Return the words of a name that are more than an initial or a particle."""
    return [
        reading.plain[at]
        for at in range(run.first, run.last + 1)
        if len(reading.plain[at]) > 1 and not (reading.flags[at] & Flag.PARTICLE and not reading.flags[at] & NAME)
    ]


class RunFinder:
    """Finds the runs of one reading."""

    def __init__(self, words: NameWords, weighed: dict[int, int]) -> None:
        self._words = words
        self._reading = words.reading
        titled = find_titled(words)
        self._uncased = {**titled, **UncasedNames(words).lasts, **weighed}
        words.spelled |= weighed

    def runs(self, live: bytearray | None = None) -> Iterator[Run]:
        """Yield the runs from left to right, without overlap; with ``live`` single words only where it is set."""
        reading = self._reading
        flags, upper = reading.flags, reading.upper
        titles = {at for at in self._all_m() if is_m(reading, at)} if "m" in reading.plain else set()
        seeds = [at for at, flag in enumerate(flags) if flag & NAME or (upper[at] and not flag)]
        seeds += [at + 1 for at in titles]
        seeds += [at + 1 for at in reading.carrying(_CUED) if at + 1 < len(flags)]
        seeds += self._uncased
        past = 0
        for at in sorted(set(seeds) - titles):
            if at > 1 and flags[at] & flags[at - 1] & flags[at - 2] & Flag.KIN:
                continue  # «mother-in-law»
            if flags[at] & Flag.POSSESSIVE and not upper[at] and at not in self._uncased:
                continue  # «mme la directrice»
            if at >= past and (live is None or live[at] or at in self._uncased or self._may_go_on(at)):
                run = self._run(at, past)
                if run:
                    yield run
                    past = run.last + 1

    def _all_m(self) -> list[int]:
        return [at for at, word in enumerate(self._reading.plain) if word == "m"]

    def _may_go_on(self, at: int) -> bool:
        """Whether the next word may belong to the same name: cheap, and never wrong about a no."""
        reading = self._reading
        after = at + 1
        if at and reading.upper[at - 1] and reading.ends[at - 1] - reading.starts[at - 1] == 1:
            return True
        begins = at == 0 or "\n" in reading.gaps[at]
        if begins and (after == len(reading.flags) or "\n" in reading.gaps[after] or reading.gaps[after] in _ITEM_ENDS):
            return True  # a line of its own, or the head of an item
        if at and reading.gaps[at] in {", ", "; "} and reading.upper[at - 1]:
            return True  # in a row of names
        if after >= len(reading.flags) or len(reading.gaps[after]) > 2:
            return False
        if reading.gaps[after] == ", " and reading.ends[after] - reading.starts[after] == 1:
            return True  # «khan, m»
        if reading.flags[after] & (NAME | Flag.PARTICLE) or reading.upper[after]:
            return True
        return not reading.flags[after] and time_follows(self._words, after)

    def _run(self, first: int, past: int) -> Run | None:
        reading = self._reading
        start_strength = self._words.strength(first)
        seed = first
        first = max(past, self._before_initials(self._before_particle(first)))
        if first > past and begins_before(self._words, first):
            first -= 1
            self._words.led.add(first)
        announced = self._announced(first)
        if start_strength is Strength.NONE and seed not in self._uncased:
            day = reading.flags[seed] & Flag.CALENDAR and seed > 0 and reading.flags[seed - 1] & Flag.TITLE
            capital_or_particle = reading.flags[seed] & Flag.PARTICLE or (
                reading.upper[seed] and (day or not reading.flags[seed] & (NEVER | Flag.ROLE))
            )
            if not (announced and capital_or_particle):
                return None
        if start_strength is Strength.WEAK and not announced and not self._pair(seed):
            return None
        last, strongest = seed, int(start_strength)
        last = self._uncased.get(seed, seed)
        words = last - seed
        words += int(not reading.flags[seed] & Flag.PARTICLE or start_strength > 0)
        for at in range(first, seed):
            words += reading.ends[at] - reading.starts[at] == 1 or at in self._words.led
        while last - first < _LONGEST:
            following = continued(self._words, first, last, announced=announced)
            if following is None:
                break
            last = following
            words += 1
            strongest = max(strongest, self._words.strength(last))
        swapped = given_after_comma(self._words, first, last) if words else None
        if words == 0 or (strongest <= Strength.WEAK and not announced and words < 2 and not swapped):
            return None
        if swapped:
            return Run(first, swapped, words + 1, max(strongest, int(self._words.strength(swapped))), swapped=True)
        return Run(first, last, words, strongest)

    def _before_particle(self, first: int) -> int:
        """Return where a name begins, its «O'» or «Van der» before it included."""
        reading = self._reading
        if self._elided(first):
            first -= 1  # «N'Guessan»
        formal = self._before_small_particles(first)
        if formal < first:
            return formal
        while first > 0 and reading.flags[first - 1] & Flag.PARTICLE and self._foreign_particle(first):
            first -= 1
        while (
            first > 0
            and reading.flags[first - 1] & Flag.PARTICLE
            and self._words.capital(first - 1)
            and self._words.capital(first)
        ):
            spoken = reading.flags[first - 1] & (Flag.OF | Flag.AT | Flag.POSSESSIVE)
            if reading.gaps[first] not in ({"'", "-"} if spoken else {"'", "-", " "}):
                break
            first -= 1
        return first

    def _elided(self, first: int) -> bool:
        """Whether a capital letter and an apostrophe that no language here elides stand before a capital."""
        reading = self._reading
        if not first or reading.gaps[first] != "'" or not reading.upper[first] or not reading.upper[first - 1]:
            return False
        return reading.ends[first - 1] - reading.starts[first - 1] == 1 and self._words.capital(first)

    def _foreign_particle(self, first: int) -> bool:
        """Whether a small particle that is no word of the language stands before a name: «van Leeuwen», «el-Masri»."""
        reading = self._reading
        flag = reading.flags[first - 1]
        if flag & _WORDS or reading.ends[first - 1] - reading.starts[first - 1] < 2:
            return False
        return reading.gaps[first] in {" ", "-"} and reading.upper[first] and not reading.upper[first - 1]

    def _before_small_particles(self, first: int) -> int:
        """Return where «van der» or «de la» before a name begins, directly after «Patient:» or a title."""
        reading = self._reading
        start = first
        while start > max(0, first - 3) and reading.flags[start - 1] & Flag.PARTICLE and reading.gaps[start] in _SMALL:
            start -= 1
        if start in {first, 0} or not reading.flags[start - 1] & (Flag.PATIENT | Flag.TITLE):
            return first
        opened = ":" in reading.gaps[start] or (reading.flags[start - 1] & Flag.TITLE and first - start > 1)
        return start if opened and "\n" not in reading.gaps[start] and self._words.capital(first) else first

    def _before_initials(self, first: int) -> int:
        """Return where a name begins, the initials before it included: «S. Abdelkader», «B.-A. Quessy»."""
        reading = self._reading
        if not first or reading.ends[first - 1] - reading.starts[first - 1] > 1:
            return self._before_hyphen(self._before_shouted(first))
        start = first
        small = not reading.upper[first]
        while (
            start > max(0, first - 3)
            and (reading.upper[start - 1] or (small and self._is_small_initial(start - 1)))
            and reading.ends[start - 1] - reading.starts[start - 1] == 1
            and reading.gaps[start] in {". ", ".", ".-"}
            and (small or self._words.capital(first))
        ):
            start -= 1
        if start == first and self._bare_initial(first):
            return first - 1
        if start == first:
            return self._before_hyphen(self._before_shouted(first))
        return first if start == first - 1 and reading.plain[start] == "m" else start

    def _is_small_initial(self, at: int) -> bool:
        """Whether a letter stands directly after «patient»: «patient: o. bouchard-roy», «pt p. singh»."""
        if not at or self._reading.gaps[at].strip(" :."):
            return False
        led = Flag.PATIENT | Flag.ABOUT if "." in self._reading.gaps[at] else Flag.PATIENT  # «e.g. j. halvorsen»
        return bool(self._reading.flags[at - 1] & led)

    def _bare_initial(self, first: int) -> bool:
        """Whether a letter that is no word stands before a surname: «T Nakashima»."""
        reading = self._reading
        letter = first > 0 and reading.gaps[first] == " " and self._words.is_initial(first - 1)
        if not letter or not reading.flags[first] & Flag.SURNAME or not self._words.capital(first):
            return False
        return not reading.flags[first - 1] & (
            _WORDS & ~Flag.FILLER | Flag.SECRET_STATE | Flag.INTRODUCTION | Flag.TITLE
        )

    def _before_hyphen(self, first: int) -> int:
        """Return where «jean-guy» begins, its first part being a word too."""
        reading = self._reading
        while (
            first > 0
            and reading.gaps[first] == "-"
            and (reading.flags[first - 1] & NAME or (reading.upper[first - 1] and self._words.capital(first)))
        ):
            first -= 1
        return first

    def _before_shouted(self, first: int) -> int:
        """Return where «OKEMAW JEAN BAPTISTE» begins in a line of capitals: an unknown word leads a given name."""
        reading = self._reading
        before = first - 1
        if before < 0 or reading.flags[before] or not self._words.in_shouted_line(before):
            return first
        led = reading.gaps[first] == " " and (before == 0 or reading.gaps[before] != " ")
        after = reading.flags[first + 1] if first + 1 < len(reading.flags) else 0
        sure = self._words.strength(first) is Strength.SURE or after & Flag.GIVEN
        known = led and reading.flags[first] & Flag.GIVEN and sure
        return before if known and not reading.lexicon.resembles_word(reading.plain[before]) else first

    def _announced(self, first: int) -> bool:
        """Whether a title, a doctor's title or «patient» stands directly before."""
        if first == 0:
            return first in self._uncased
        gap, before = self._reading.gaps[first], self._reading.flags[first - 1]
        if first in self._uncased or (gap in _ANNOUNCING and before & _CUED):
            return True
        return gap in _ANNOUNCING and self._called(first, gap, before)

    def _called(self, first: int, gap: str, before: int) -> bool:
        """Whether «M.», «patient» or a relative stands before, and the word may be a name after such."""
        reading = self._reading
        if reading.plain[first - 1] == "m":
            return is_m(reading, first - 1)
        if before & Flag.PATIENT and reading.upper[first]:
            if ":" in gap and not reading.flags[first]:
                return True
            after = first + 1
            if reading.flags[first] & NAME and after < len(reading.flags) and reading.gaps[after] == " ":
                both = reading.flags[after] & NAME and self._words.capital(after)
                if both and self._words.capital(first):  # «patient May Long»
                    return True
        back = first - 1
        while (
            back > 0
            and first - back < 3
            and reading.flags[back] & (Flag.OF | Flag.PARTICLE)
            and reading.gaps[back] in {" ", "'"}
        ):
            back -= 1
        if reading.flags[back] & (Flag.PATIENT | Flag.KIN) and not reading.flags[back] & Flag.PROVIDER_THING:
            return bool(reading.flags[first] & NAME) and not reading.flags[first] & (Flag.ORDINARY | Flag.PARTICLE)
        return False

    def _pair(self, first: int) -> bool:
        """Whether a doubtful word in lower case stands with a sure name: «roy mireille»."""
        reading = self._reading
        flag = reading.flags[first]
        if not flag & NAME or flag & (Flag.ORDINARY | Flag.PARTICLE | NEVER | Flag.OF):
            return False
        after = first + 1
        if after < len(reading.flags) and reading.gaps[after] == ", " and self._words.in_shouted_line(first):
            return bool(flag & Flag.SURNAME and reading.flags[after] & Flag.GIVEN)  # «CROSS, FAITH»
        if (
            after >= len(reading.flags)
            or reading.gaps[after] not in {" ", "-"}
            or self._words.strength(after) is not Strength.SURE
        ):
            return False
        return bool(reading.flags[after] & Flag.GIVEN) or (
            bool(flag & Flag.GIVEN) and bool(reading.flags[after] & Flag.SURNAME)
        )
