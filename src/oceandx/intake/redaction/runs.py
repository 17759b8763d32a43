"""Runs of words that may be a name: «Marie Tremblay», «BEAULNE, Jean-Guy», «van der Berg», «gagnon mireille»."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import IntEnum

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading

NAME = Flag.GIVEN | Flag.SURNAME
_LONGEST = 6
_HOUR = re.compile(r"[ ,(\-]{1,3}\d{1,2}[:h]\d\d(?!\d)|[ ,(\-]{1,3}\d{1,2}h(?!\w)")
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_JOINS = _HYPHENS | {" ", "'", "  ", '" ', ' "', "» ", " «"}
_AFTER_INITIAL = frozenset({". ", ".", " ", ".-"})
_NEVER = Flag.TITLE | Flag.DOCTOR | Flag.MONTH | Flag.CALENDAR | Flag.GREETING | Flag.HEADING
_CUED = Flag.TITLE | Flag.DOCTOR
_NO_PART = (
    _NEVER & ~Flag.GREETING | Flag.PRODUCT | Flag.ROLE | Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER
    | Flag.PATIENT | Flag.SIGN_OFF | Flag.INTRODUCTION | Flag.AND | Flag.OF | Flag.STATE_VERB | Flag.WROTE
    | Flag.STREET_AFTER
)  # fmt: skip


class Strength(IntEnum):
    """How much a word looks like a part of a name by itself."""

    NONE = 0
    WEAK = 1  # only after a word that announces a name
    SHAPE = 2  # an unknown word with a capital letter
    DOUBTFUL = 3  # a name that is an ordinary word too, with a capital letter
    SURE = 4  # a name that is nothing else


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``first`` to ``last`` of a reading; ``swapped`` where the surname stands first with a comma."""

    first: int
    last: int
    words: int
    strongest: int
    swapped: bool = False


class RunFinder:
    """Finds the runs of one reading."""

    def __init__(self, reading: Reading, lines: Lines) -> None:
        self._reading = reading
        self._lines = lines
        self._shouted: dict[int, bool] = {}

    def runs(self, live: Container[int] | None = None) -> Iterator[Run]:
        """Yield the runs from left to right, without overlap; with ``live`` single words only if they are of those."""
        reading = self._reading
        flags, upper = reading.flags, reading.upper
        titles = {at for at in self._all_m() if self._is_m(at)} if "m" in reading.plain else set()
        seeds = [at for at, flag in enumerate(flags) if flag & NAME or (upper[at] and not flag)]
        seeds += [at + 1 for at in titles]
        seeds += [at + 1 for at, flag in enumerate(flags[:-1]) if flag & _CUED]
        past = 0
        for at in sorted(set(seeds) - titles):
            if at >= past and (live is None or at in live or self._may_go_on(at)):
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
        if after >= len(reading.flags) or len(reading.gaps[after]) > 2:
            return False
        if reading.flags[after] & (NAME | Flag.PARTICLE) or reading.upper[after]:
            return True
        return not reading.flags[after] and self._time_follows(after)

    def _is_m(self, at: int) -> bool:
        """Whether a word is the title «M.»."""
        reading = self._reading
        if not reading.upper[at] or at + 1 >= len(reading.plain):
            return False
        return reading.gaps[at + 1] in {". ", ".", " "}

    def strength(self, at: int) -> Strength:
        """Return how much one word looks like a part of a name."""
        flag = self._reading.flags[at]
        if flag & NAME:
            alone = not flag & ~NAME
            if alone and self._reading.ends[at] - self._reading.starts[at] > 2:
                return Strength.SURE
            if flag & _NEVER and not flag & Flag.ALSO_WORD:
                return Strength.WEAK
            return Strength.DOUBTFUL if self.capital(at) else Strength.WEAK
        if not flag:
            return Strength.SHAPE if self.capital(at) else Strength.WEAK
        return Strength.NONE

    def capital(self, at: int) -> bool:
        """Whether the word has a capital letter that means something: not in a line that is all capitals."""
        return self._reading.upper[at] and not self._in_shouted_line(at)

    def _in_shouted_line(self, at: int) -> bool:
        text, start = self._reading.text, self._reading.starts[at]
        end = self._reading.ends[at]
        if end - start > 1 and not text[start + 1].isupper():
            return False
        line = self._lines.number(start)
        known = self._shouted.get(line)
        if known is None:
            first, last = self._lines.span(line)
            whole = text[first:last]
            known = whole.isupper() and whole.count(" ") >= 3
            self._shouted[line] = known
        return known

    def _run(self, first: int, past: int) -> Run | None:
        reading = self._reading
        start_strength = self.strength(first)
        seed = first
        first = max(past, self._before_initials(self._before_particle(first)))
        announced = self._announced(first)
        if start_strength is Strength.NONE:
            capital_or_particle = reading.flags[seed] & Flag.PARTICLE or (
                reading.upper[seed] and not reading.flags[seed] & (_NEVER | Flag.ROLE)
            )
            if not (announced and capital_or_particle):
                return None
        if start_strength is Strength.WEAK and not announced and not self._pair(seed):
            return None
        last, strongest = seed, int(start_strength)
        words = int(not reading.flags[seed] & Flag.PARTICLE or start_strength > 0)
        words += sum(1 for at in range(first, seed) if reading.ends[at] - reading.starts[at] == 1)
        while last - first < _LONGEST:
            following = self._continued(first, last, announced=announced)
            if following is None:
                break
            last = following
            words += 1
            strongest = max(strongest, self.strength(last))
        if words == 0 or (strongest <= Strength.WEAK and not announced and words < 2):
            return None
        swapped = self._given_after_comma(first, last)
        if swapped:
            return Run(first, swapped, words + 1, max(strongest, int(self.strength(swapped))), swapped=True)
        return Run(first, last, words, strongest)

    def _before_particle(self, first: int) -> int:
        """Return where a name begins, its «O'» or «Van der» before it included."""
        reading = self._reading
        while (
            first > 0 and reading.flags[first - 1] & Flag.PARTICLE and self.capital(first - 1) and self.capital(first)
        ):
            spoken = reading.flags[first - 1] & (Flag.OF | Flag.AT | Flag.POSSESSIVE)
            if reading.gaps[first] not in ({"'", "-"} if spoken else {"'", "-", " "}):
                break
            first -= 1
        return first

    def _before_initials(self, first: int) -> int:
        """Return where a name begins, the initials before it included: «S. Abdelkader», «B.-A. Quessy»."""
        reading = self._reading
        start = first
        while (
            start > max(0, first - 3)
            and reading.upper[start - 1]
            and reading.ends[start - 1] - reading.starts[start - 1] == 1
            and reading.gaps[start] in {". ", ".", ".-"}
            and self.capital(first)
        ):
            start -= 1
        return first if start == first - 1 and reading.plain[start] == "m" else start

    def _announced(self, first: int) -> bool:
        """Whether a title, a doctor's title or «patient» stands directly before."""
        if first == 0:
            return False
        reading = self._reading
        gap, before = reading.gaps[first], reading.flags[first - 1]
        if gap not in {" ", ". ", ".", "  ", ": ", " : ", "'", ' "', '. "', " «", ". «"}:
            return False
        if before & _CUED:
            return True
        if reading.plain[first - 1] == "m":
            return reading.upper[first - 1] and gap in {" ", ". ", "."}
        if before & Flag.PATIENT and ":" in gap and reading.upper[first] and not reading.flags[first]:
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
        if not flag & NAME or flag & (Flag.ORDINARY | Flag.PARTICLE | _NEVER | Flag.OF):
            return False
        after = first + 1
        if (
            after >= len(reading.flags)
            or reading.gaps[after] not in {" ", "-"}
            or self.strength(after) is not Strength.SURE
        ):
            return False
        return bool(reading.flags[after] & Flag.GIVEN) or (
            bool(flag & Flag.GIVEN) and bool(reading.flags[after] & Flag.SURNAME)
        )

    def _continued(self, first: int, last: int, *, announced: bool) -> int | None:
        """Return the last word of a run that goes on after ``last``, or nothing."""
        reading = self._reading
        following = last + 1
        if following >= len(reading.flags) or not self._joins(last):
            return None
        gap = reading.gaps[following]
        cased = self.capital(first)
        if self._goes_on(last, cased=cased, announced=announced):
            return following
        if reading.flags[following] & Flag.PARTICLE and gap in {" ", "-", "'"}:
            return self._past_particles(following, cased=cased)
        initial = reading.upper[following] and reading.ends[following] - reading.starts[following] == 1
        if initial and cased and gap == " ":
            return following  # «Chantal V.»
        return following if cased and gap == " " and self._names_as_word(first, following) else None

    def _names_as_word(self, first: int, at: int) -> bool:
        """Whether an ordinary word with a capital goes on a sure given name: «Delia Running Rabbit»."""
        reading = self._reading
        flag = reading.flags[at]
        if not self.capital(at) or reading.ends[at] - reading.starts[at] < 3 or flag & _NO_PART:
            return False
        called = first > 0 and reading.flags[first - 1] & (Flag.PATIENT | Flag.KIN) and reading.gaps[first] == " "
        if not called and not (reading.flags[first] & Flag.GIVEN and self.strength(first) is Strength.SURE):
            return False
        after = at
        while after < at + 3 and after + 1 < len(reading.flags) and reading.gaps[after + 1] == " ":
            after += 1
            if not reading.upper[after]:
                return True
        return after < at + 3 and not (after + 1 < len(reading.flags) and reading.upper[after + 1])

    def _joins(self, last: int) -> bool:
        """Whether what stands after a word may stand inside a name."""
        reading = self._reading
        gap = reading.gaps[last + 1]
        length = reading.ends[last] - reading.starts[last]
        short = length == 2 and reading.upper[last]
        return gap in _JOINS or (length == 1 and gap in _AFTER_INITIAL) or (short and gap == ". ")

    def _goes_on(self, last: int, *, cased: bool, announced: bool) -> bool:
        """Whether the word after ``last`` belongs to the same name."""
        following = last + 1
        flag, gap = self._reading.flags[following], self._reading.gaps[following]
        if gap in _HYPHENS and self.capital(following) and self.capital(last):
            return True
        strength = self.strength(following)
        if strength >= Strength.SHAPE:
            return strength is Strength.SURE or cased or announced or gap != " "
        if strength is not Strength.WEAK:
            return False
        if announced and not flag and gap == " " and self._reading.upper[following]:
            return True  # «MME KISTABISH WAPACHEE» in a line of capitals
        named = self._reading.flags[last] & Flag.GIVEN and self.strength(last) is Strength.SURE
        unknown = not flag and gap == " " and self._reading.ends[following] - self._reading.starts[following] > 4
        if named and unknown and (announced or self._reading.upper[following] or self._time_follows(following)):
            return not cased  # «CAN'T FIND BRIDGET HALLORAN», «pt bridget halloran», «ruth abernathy at 2:30»
        if gap in {"-", "'"}:
            return not flag & Flag.OF and self._reading.plain[following] != "s"
        doubtful = flag & (Flag.ORDINARY | Flag.PARTICLE | _NEVER | Flag.AND | Flag.OF)
        named = bool(flag & NAME) and not doubtful and self.strength(last) is Strength.SURE
        return gap == " " and not cased and named

    def _time_follows(self, at: int) -> bool:
        """Whether a time of day stands directly after a word, «at» perhaps between."""
        reading = self._reading
        after = reading.ends[at]
        if at + 1 < len(reading.flags) and reading.flags[at + 1] & Flag.AT and reading.gaps[at + 1] == " ":
            after = reading.ends[at + 1]
        return _HOUR.match(reading.text, after) is not None

    def _past_particles(self, at: int, *, cased: bool) -> int | None:
        """Return the name after one to three particles, if there is one."""
        reading = self._reading
        after = at
        while after < at + 3 and after < len(reading.flags) and reading.flags[after] & Flag.PARTICLE:
            after += 1
        if after >= len(reading.flags) or reading.gaps[after] not in {" ", "-", "'", ". "}:
            return None
        strength = self.strength(after)
        french = reading.plain[at] in {"de", "la", "le", "du", "des", "d", "l", "s", "o"} and not reading.upper[at]
        if french and reading.plain[at] != "o":
            nobiliary = (
                reading.plain[at] in {"de", "d"}
                and strength is Strength.SURE
                and not reading.flags[after] & Flag.GIVEN
                and cased
                and self.capital(after)
            )
            return after if nobiliary else None
        if strength is Strength.SURE or (cased and strength >= Strength.SHAPE):
            return after
        return None

    def _given_after_comma(self, first: int, last: int) -> int | None:
        """Return the last word of the given names in «TREMBLAY, Marie-Luce»."""
        reading = self._reading
        after = last + 1
        if after >= len(reading.flags) or reading.gaps[after] not in {", ", ","} or last - first > 3:
            return None
        initial = reading.upper[after] and reading.ends[after] - reading.starts[after] == 1
        if initial and first == last and reading.gaps[after + 1 : after + 2][0][:1] == "." and self.capital(first):
            return after if not reading.flags[first] & Flag.GIVEN else None  # «Wachira, P.»
        if (
            not reading.flags[after] & Flag.GIVEN
            and not self._all_capitals(first)
            and not self._on_form(first)
            and not self._stand_as_pair(first, last)
        ):
            return None
        if reading.flags[first] & Flag.GIVEN and not reading.flags[last] & Flag.SURNAME:
            return None
        if self.strength(after) < Strength.SHAPE or (
            first and reading.flags[first - 1] & (Flag.DOCTOR | Flag.GREETING | Flag.SIGN_OFF)
        ):
            return None
        if self.capital(first) and not self.capital(after):
            return None
        while (
            after + 1 < len(reading.flags)
            and reading.gaps[after + 1] in {"-", " "}
            and self.strength(after + 1) >= Strength.DOUBTFUL
        ):
            after += 1
        return after

    def _stand_as_pair(self, first: int, last: int) -> bool:
        """Whether two unknown names with a comma between are one: no list goes on before or after them."""
        reading = self._reading
        flags, gaps = reading.flags, reading.gaps
        end = last + 1
        while (
            end < len(flags) and end < last + 4 and self.capital(end) and (end == last + 1 or gaps[end] in {" ", "-"})
        ):
            end += 1
        if end == last + 1 or any(flags[each] & Flag.GIVEN for each in range(first, last + 1)):
            return False
        if flags[last + 1] & (Flag.ORDINARY | Flag.PLACE | Flag.PRODUCT | Flag.ROLE | Flag.PROVINCE):
            return False
        short = {2, 3}
        if any(reading.ends[each] - reading.starts[each] in short and self._shouts(each) for each in range(first, end)):
            return False  # «Solo FP, Nakusp»
        follows = gaps[end].lstrip(" ")[:1] if end < len(gaps) else ""
        listed = end < len(flags) and (
            (follows == "," and reading.upper[end]) or (flags[end] & Flag.AND and gaps[end] in {" ", ", "})
        )
        return not listed and gaps[first].strip(" ")[-1:] != ","

    def _shouts(self, at: int) -> bool:
        return self._reading.text[self._reading.starts[at] : self._reading.ends[at]].isupper()

    def _on_form(self, first: int) -> bool:
        """Whether a name stands after «Patient:»."""
        reading = self._reading
        return first > 0 and bool(reading.flags[first - 1] & Flag.PATIENT) and ":" in reading.gaps[first]

    def _all_capitals(self, at: int) -> bool:
        text = self._reading.text[self._reading.starts[at] : self._reading.ends[at]]
        return len(text) > 2 and text.isupper() and not self._in_shouted_line(at)
