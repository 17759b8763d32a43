"""Names in a text that does not tell names by their capitals: «pt jinghua ouyang cannot open it», «CAN'T FIND …»."""

from __future__ import annotations

from itertools import compress
from operator import not_

from oceandx.intake.redaction.acting import act_after
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.strengths import NAME, NameWords

_NO_NAME = ~(NAME | Flag.ALSO_WORD)
_FARTHEST = 7
_SHORT = 3
_JOINED = frozenset({" ", "-"})
_SURE = 6.0
_ENOUGH = 3.0
_LEAST = -3.0
_LIKELY = -1.0
_LEADING = (
    Flag.OF | Flag.MEANT_FOR | Flag.AND | Flag.AT | Flag.STATE_VERB | Flag.FILLER | Flag.ABOUT | Flag.SOUGHT
    | Flag.SENT_TO | Flag.PATIENT_OBJECT | Flag.HAVE | Flag.TOGETHER | Flag.KIN | Flag.PATIENT | Flag.CHART
)  # fmt: skip
_COUNTING = Flag.POSSESSIVE | Flag.DOCTOR | Flag.ROLE | Flag.LOCATED
_SPOKEN = Flag.OF | Flag.AT | Flag.POSSESSIVE
_BEFORE = frozenset({" ", ": ", " : ", " = ", "=", " - ", ' "', " («", " «", "  "})
_LEAD = Flag.FILLER | Flag.AND | Flag.OF | Flag.PATIENT | Flag.CHART | Flag.ABOUT


class UncasedNames:
    """Where a name without a meaningful capital letter begins, as far as the words around it show."""

    def __init__(self, words: NameWords) -> None:
        self._words = words
        self._reading = words.reading
        words.spelled = self._bare()
        self.lasts = {**words.spelled, **self._before_acts(), **self._after_patient()}
        """The last word of the first two, by the first word; the word itself where it is announced alone."""

    def _foreign(self, at: int) -> bool:
        """Whether a word may be a name and no word of the language, not even one with a slip."""
        reading = self._reading
        flag = reading.flags[at]
        if flag:
            return bool(flag & NAME) and not flag & _NO_NAME
        return reading.ends[at] - reading.starts[at] > 2 and not reading.lexicon.resembles_word(reading.plain[at])

    def _pair(self, at: int) -> int:
        """Return the last of two such words that begin at one, a particle perhaps between; 0 if there are none."""
        reading = self._reading
        after = at + 1
        if at < 0 or after >= len(reading.flags) or reading.gaps[after] not in {" ", "-"}:
            return 0
        if reading.flags[after] & Flag.PARTICLE and not reading.flags[after] & _SPOKEN:
            after += 1  # «rasheed al-harthy»
            if after >= len(reading.flags) or reading.gaps[after] not in {" ", "-"}:
                return 0
        either = reading.flags[at] & reading.flags[after] & NAME == 0  # two known names are found by themselves
        return after if either and self._foreign(at) and self._foreign(after) else 0

    def _bare(self) -> dict[int, int]:
        """«sent lorna whitecloud the form», «and ute hoffmann»: two words spelled like names, no article before."""
        result: dict[int, int] = {}
        for at in compress(range(len(self._reading.flags)), map(not_, self._reading.flags)):
            for first, last in ((at, self._second(at)), (at - 1, at)):
                if (
                    first >= 0
                    and first not in result
                    and last == self._second(first)
                    and self._are_spelled(first, last)
                ):
                    result[first] = last
        return result

    def _second(self, first: int) -> int:
        """Return the word that would end a name of two, a particle perhaps between; 0 if none follows directly."""
        flags, gaps = self._reading.flags, self._reading.gaps
        last = first + 1
        if last >= len(flags) or gaps[last] not in _JOINED:
            return 0
        if flags[last] & Flag.PARTICLE and not flags[last] & _SPOKEN:
            last += 1  # «rasheed al-harthy»
        return last if last < len(flags) and gaps[last] in _JOINED else 0

    def _are_spelled(self, first: int, last: int) -> bool:
        """Whether two words, each unknown or a sure name, are spelled like names and stand where a name does."""
        reading = self._reading
        if not last or not (first == 0 or self._led(first)):
            return False
        all_odds = []
        for at in (first, last):
            flag = reading.flags[at]
            length = reading.ends[at] - reading.starts[at]
            if flag & _NO_NAME or flag == Flag.ALSO_WORD or self._words.capital(at) or length < _SHORT:
                return False
            odds = reading.lexicon.likeness.of(reading.plain[at])
            if flag:
                odds = 0.0 if flag & Flag.ALSO_WORD else _SURE
            elif length <= _SHORT + 1:
                odds = max(odds, _LEAST)  # a short word tells little
            elif odds < _LIKELY and reading.lexicon.resembles_word(reading.plain[at]):
                return False
            all_odds.append(odds)
        return min(all_odds) >= _LEAST and sum(all_odds) > _ENOUGH

    def _led(self, first: int) -> bool:
        """Whether a clause begins with a word, or a word before it leads to somebody: «for», «and», «is»."""
        before = self._reading.flags[first - 1]
        return self._reading.gaps[first] not in {" ", "'"} or (bool(before & _LEADING) and not before & _COUNTING)

    def _after_patient(self) -> dict[int, int]:
        """«patient jinghua ouyang», «pt okonjo, tamara»: unknown words directly after the word patient."""
        reading = self._reading
        result: dict[int, int] = {}
        for before in reading.noted(Flag.PATIENT | Flag.SOUGHT):
            at = before + 1
            if at >= len(reading.flags) or reading.gaps[at] not in _BEFORE or self._words.capital(at):
                continue
            flag = reading.flags[before]
            alone = flag & Flag.PATIENT and not flag & Flag.ROLE and not reading.plain[before].endswith("s")
            if not alone and flag & Flag.PATIENT and self._linked(at):
                result |= {at: at, at + 2: at + 2}
            last = self._pair(at)
            if flag & Flag.SOUGHT and not last and self._is_found(at):
                self._words.spelled[at] = result[at] = at
            if last or (alone and not reading.flags[at] and self._foreign(at) and self._alone(at)):
                result[at] = last or at
        return result

    def _is_found(self, at: int) -> bool:
        """«CANNOT FIND MCGILLICUDDY IN OCEAN»: one long word that is spelled like a name and like no other word."""
        reading = self._reading
        plain = reading.plain[at]
        if reading.flags[at] or len(plain) <= _SHORT + 1 or reading.gaps[at] != " ":
            return False
        return reading.lexicon.likeness.of(plain) > _ENOUGH and not reading.lexicon.resembles_word(plain)

    def _called(self, at: int) -> bool:
        """«cordelia brightwater is on there»: a sure given name, and an unknown word that a verb follows."""
        flags = self._reading.flags
        sure = flags[at] & Flag.GIVEN and not flags[at] & _NO_NAME and not flags[at] & Flag.ALSO_WORD
        return bool(sure) and not flags[at + 1] and not self._words.capital(at) and self._pair(at) > 0

    def _initialled(self, at: int) -> bool:
        """«jane d. and mike r. both got …»: a sure name and a letter with its point."""
        if at < 0:
            return False
        reading = self._reading
        letter = reading.ends[at + 1] - reading.starts[at + 1] == 1
        named = reading.flags[at] & NAME and not reading.flags[at] & _NO_NAME
        return bool(letter and named) and reading.gaps[at + 1] == " " and reading.gaps[at + 2][:1] == "."

    def _linked(self, at: int) -> bool:
        """«pts smallwood and littlejohn got each other's form»."""
        flags, gaps = self._reading.flags, self._reading.gaps
        if at + 2 >= len(flags) or not flags[at + 1] & Flag.AND or gaps[at + 1] != " " or gaps[at + 2] != " ":
            return False
        return self._foreign(at) and self._foreign(at + 2) and act_after(self._reading, at + 2) == Flag.PATIENT_ACT

    def _alone(self, at: int) -> bool:
        """Whether one unknown word is a name by what follows: a given name after a comma, or what patients do."""
        reading = self._reading
        after = at + 1
        if after < len(reading.flags) and reading.gaps[after] in {", ", ","} and reading.flags[after] & Flag.GIVEN:
            return True
        return reading.ends[at] - reading.starts[at] > 4 and act_after(reading, at) == Flag.PATIENT_ACT

    def _before_acts(self) -> dict[int, int]:
        """«penelope vandermeulen says her …»: two such words before what only patients do."""
        reading = self._reading
        flags, gaps = reading.flags, reading.gaps
        result: dict[int, int] = {}
        for act in reading.noted(Flag.PATIENT_ACT | Flag.PRONOUN | Flag.STATE_VERB | Flag.RECEIVED | Flag.GET):
            at = act
            if not flags[act] & Flag.PATIENT_ACT:
                if act > 1 and gaps[act] == " " == gaps[act - 1] and self._called(act - 2):
                    result[act - 2] = act - 1
                continue
            while at > 0 and act - at < _FARTHEST and flags[at] & (Flag.FILLER | Flag.PATIENT_ACT):
                at -= 1
            first = at - 1
            while self._initialled(first):
                result[first] = first + 1
                first -= 3 if first > 2 and flags[first - 1] & Flag.AND else len(flags)
            first = at - 1
            if at == act or first < 0 or gaps[at + 1] not in {" ", "'"} or self._words.capital(first):
                continue
            led = first == 0 or gaps[first] != " " or flags[first - 1] & _LEAD
            if led and self._pair(first):
                result[first] = at
        return result
