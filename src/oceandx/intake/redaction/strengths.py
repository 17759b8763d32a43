"""How much each word of a text looks like a part of somebody's name by itself."""

from __future__ import annotations

from enum import IntEnum
from functools import cached_property

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading

NAME = Flag.GIVEN | Flag.SURNAME
NEVER = Flag.TITLE | Flag.DOCTOR | Flag.MONTH | Flag.CALENDAR | Flag.GREETING | Flag.HEADING
"""Words that are never a name, unless they stand among the names too."""

AFTER_NO_TITLE = (
    Flag.FILLER | Flag.AND | Flag.OF | Flag.STATE_VERB | Flag.PRONOUN | Flag.POSSESSIVE | Flag.THEIR | Flag.DOCTOR
    | Flag.DOCTOR_BEFORE | Flag.PATIENT | Flag.SUBJECT | Flag.HAVE | Flag.AT | Flag.BUT | Flag.MEANT_FOR | Flag.SINCE
    | Flag.ME | Flag.TITLE | Flag.NUMBER_WORD | Flag.SIGN_OFF | Flag.GREETING | Flag.WROTE | Flag.PATIENT_ACT
    | Flag.STAFF_ACT | Flag.DIRECTION | Flag.WHEREABOUTS | Flag.NEWBORN
)  # fmt: skip
"""Words that are no name after a title in small letters, though they be in a list of names."""

_SMALL = Flag.OF | Flag.AND | Flag.POSSESSIVE | Flag.THEIR
_ENDINGS = frozenset(".!?\n:;")


class Strength(IntEnum):
    """How much a word looks like a part of a name by itself."""

    NONE = 0
    WEAK = 1  # only after a word that announces a name
    SHAPE = 2  # an unknown word with a capital letter
    DOUBTFUL = 3  # a name that is an ordinary word too, with a capital letter
    SURE = 4  # a name that is nothing else


def is_m(reading: Reading, at: int) -> bool:
    """Whether a word is the title «M.»; in lower case only with its point, before what may be a name."""
    if reading.plain[at] != "m" or at + 1 >= len(reading.plain):
        return False
    if reading.upper[at]:
        return reading.gaps[at + 1] in {". ", ".", " "}
    alone = reading.gaps[at + 1] == ". " and not reading.gaps[at].endswith((".", "'")) and reading.gaps[at] != " "
    alone = alone or (reading.gaps[at + 1] == ". " and reading.gaps[at] == " " and reading.plain[at - 1] != "p")
    flag = reading.flags[at + 1]
    if not flag & ~(NAME | Flag.ALSO_WORD):
        return alone
    measured = at > 0 and (reading.plain[at - 1] == "a" or reading.gaps[at].rstrip(" ")[-1:].isdigit())  # «8 a. m.»
    named = flag & NAME and not flag & AFTER_NO_TITLE and not reading.upper[at + 1]
    return alone and bool(named) and not measured  # «m. petit»


class NameWords:
    """The words of one reading as possible parts of names."""

    def __init__(self, reading: Reading, lines: Lines) -> None:
        self.reading = reading
        self.lines = lines
        self._shouted: dict[int, bool] = {}
        self.led: set[int] = set()
        """Ordinary words whose capital letter within a sentence makes them the first part of a name."""
        self.spelled: dict[int, int] = {}
        """The last of two words in no list that are spelled like a name, by the first; none has a telling capital."""

    @cached_property
    def places(self) -> frozenset[str]:
        """The words that name a place or an office: «the phones at Osborne», «Osborne: 3 findings»."""
        reading = self.reading
        found = set()
        for at, word in enumerate(reading.plain):
            if reading.upper[at]:
                located = at and reading.flags[at - 1] & Flag.LOCATED and reading.gaps[at] == " "
                heads = reading.gaps[at][-1:] in {"", "\n", "\x1e"} and reading.gaps[at + 1][:1] == ":"
                if located or heads:
                    found.add(word)
        return frozenset(found)

    def strength(self, at: int) -> Strength:
        """Return how much one word looks like a part of a name."""
        flag = self.reading.flags[at]
        after = self.reading.gaps[at + 1]
        if after[:1] == "-" and after[1:2].isdigit() and self.shouts(at):
            return Strength.NONE  # «PED-2231»
        if flag & NAME:
            alone = not flag & ~NAME
            if alone and self.reading.ends[at] - self.reading.starts[at] > 2:
                return Strength.SURE
            if flag & NEVER and not flag & Flag.ALSO_WORD:
                return Strength.WEAK
            if flag & _SMALL and self._begins(at):
                return Strength.WEAK  # «To Angus …»
            return Strength.DOUBTFUL if self.capital(at) else Strength.WEAK
        if not flag:
            return Strength.SHAPE if self.capital(at) else Strength.WEAK
        return Strength.NONE

    def _begins(self, at: int) -> bool:
        return not at or not _ENDINGS.isdisjoint(self.reading.gaps[at])

    def capital(self, at: int) -> bool:
        """Whether the word has a capital letter that means something: not in a line that is all capitals."""
        return self.reading.upper[at] and not self.in_shouted_line(at)

    def in_shouted_line(self, at: int) -> bool:
        """Whether a word in capitals stands in a line that is all capitals."""
        text, start = self.reading.text, self.reading.starts[at]
        end = self.reading.ends[at]
        if end - start > 1 and not text[start + 1].isupper():
            return False
        line = self.lines.number(start)
        known = self._shouted.get(line)
        if known is None:
            first, last = self.lines.span(line)
            whole = text[first:last]
            known = whole.isupper() and whole.count(" ") >= 3
            self._shouted[line] = known
        return known

    def signs(self, at: int) -> bool:
        """Whether a word begins a line at the end of a message, below a whole sentence."""
        lines, start = self.lines, self.reading.starts[at]
        line = lines.number(start)
        if not lines.starts_with(line, start) or not lines.in_signature(line):
            return False
        above = line - 1
        while above > 0 and not lines.content(above):
            above -= 1
        return lines.content(above).rstrip('"»”')[-1:] in {".", "!", "?"}

    def shouts(self, at: int) -> bool:
        """Whether a word is all in capitals."""
        return self.reading.text[self.reading.starts[at] : self.reading.ends[at]].isupper()

    def is_initial(self, at: int) -> bool:
        """Whether a word is one capital letter."""
        return self.reading.upper[at] and self.reading.ends[at] - self.reading.starts[at] == 1
