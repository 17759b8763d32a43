"""How far a name goes on: given names, particles, hyphens and surnames after its first word."""

from __future__ import annotations

import re

from oceandx.intake.redaction.acting import act_after
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.strengths import NAME, NEVER, NameWords, Strength

_HOUR = re.compile(r"[ ,(\-]{1,3}\d{1,2}[:h]\d\d(?!\d)|[ ,(\-]{1,3}\d{1,2}h(?!\w)")
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_JOINS = _HYPHENS | {" ", "'", "  ", '" ', ' "', "» ", " «"}
_AFTER_INITIAL = frozenset({". ", ".", " ", ".-"})
_OF_FILE = Flag.BIRTH | Flag.CHART | Flag.HEALTH
_SOUGHT = Flag.SOUGHT | Flag.PATIENT_OBJECT | Flag.SENT_TO | Flag.WITH | Flag.MEANT_FOR
_NO_PART = (
    NEVER & ~Flag.GREETING | Flag.PRODUCT | Flag.ROLE | Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER
    | Flag.PATIENT | Flag.SIGN_OFF | Flag.INTRODUCTION | Flag.AND | Flag.OF | Flag.STATE_VERB | Flag.WROTE
    | Flag.STREET_AFTER | Flag.DESIGNATION
)  # fmt: skip


def continued(words: NameWords, first: int, last: int, *, announced: bool) -> int | None:
    """Return the last word of a run that goes on after ``last``, or nothing."""
    reading = words.reading
    following = last + 1
    if following >= len(reading.flags) or not _joins(words, last):
        return None
    gap = reading.gaps[following]
    cased = words.capital(first)
    if _goes_on(words, last, cased=cased, announced=announced):
        return following
    if announced and not cased and _is_small_initial(reading, following):
        return following
    particle = reading.flags[following] & Flag.PARTICLE and not (
        gap == " " and cased and _is_last_initial(words, following)
    )
    if particle and (gap in {" ", "-", "'"} or (gap == ". " and words.is_initial(last))):
        return _past_particles(words, following, cased=cased)
    initial = reading.upper[following] and reading.ends[following] - reading.starts[following] == 1
    if initial and gap == " " and _is_spoken(reading, following):
        return None  # «it was Siobhan MacIsaac I was trying to reach»
    if initial and cased and (gap == " " or (gap in _AFTER_INITIAL and words.is_initial(last))):
        return following  # «Chantal V.», «J. P. Arbuckle»
    return following if cased and gap == " " and _names_as_word(words, first, following) else None


def _is_spoken(reading: Reading, at: int) -> bool:
    """Whether a letter is a word of the sentence: «I», before a verb."""
    after = at + 1
    if not reading.flags[at] & Flag.SUBJECT or after >= len(reading.flags) or reading.gaps[after] not in {" ", "'"}:
        return False
    return not reading.upper[after] and bool(reading.flags[after])


def _is_last_initial(words: NameWords, at: int) -> bool:
    """Whether a letter that may be a particle is an initial: «Picard L.», «Jane D. is …», not «Nadia D'Amico»."""
    following = words.reading.gaps[at + 1] if at + 1 < len(words.reading.gaps) else ""
    return words.is_initial(at) and following[:1] not in {"'", "-"}


def _is_small_initial(reading: Reading, at: int) -> bool:
    """Whether a letter in lower case ends a name: «pt obrien k   dob», «pte leblanc m ddn», not «patient leblanc a»."""
    if reading.ends[at] - reading.starts[at] > 1 or reading.gaps[at] != " ":
        return False
    following = reading.gaps[at + 1]
    if following != " " or at + 1 == len(reading.flags):
        return not following.startswith("'")
    return bool(reading.flags[at + 1] & _OF_FILE)


def _names_as_word(words: NameWords, first: int, at: int) -> bool:
    """Whether an ordinary word with a capital goes on a sure given name: «Delia Running Rabbit»."""
    reading = words.reading
    flag = reading.flags[at]
    called = first > 0 and reading.flags[first - 1] & (Flag.PATIENT | Flag.KIN) and reading.gaps[first] == " "
    called = called or (first > 0 and reading.flags[first - 1] & Flag.TITLE and reading.gaps[first] in {" ", ". "})
    surname = called or flag & Flag.SURNAME  # «la petite Jade Printemps», «Huguette Mercredi»
    no_part = flag & _NO_PART & ~Flag.CALENDAR if surname else flag & _NO_PART
    if _is_sought_under(reading, first):
        called, no_part = True, no_part & ~Flag.PRODUCT  # «can't find Trevor Nightingale»
    if not words.capital(at) or reading.ends[at] - reading.starts[at] < 3 or no_part:
        return False
    sure = reading.flags[first] & Flag.GIVEN and words.strength(first) is Strength.SURE
    if not called and not sure and not _does(words, first, at):
        return False
    after = at
    while after < at + 3 and after + 1 < len(reading.flags) and reading.gaps[after + 1] == " ":
        after += 1
        if not reading.upper[after]:
            return True
    return after < at + 3


def _is_sought_under(reading: Reading, first: int) -> bool:
    """Whether a given name stands directly after what one does to patients: «find Alma …», «sent to Alma …»."""
    if not first or reading.gaps[first] != " " or not reading.flags[first] & Flag.GIVEN:
        return False
    led = reading.flags[first - 1]
    return bool(led & _SOUGHT) and not (led & Flag.CALL_BACK or reading.flags[first] & Flag.ORDINARY)


def _does(words: NameWords, first: int, at: int) -> bool:
    """Whether two words of which one may be a name do what only patients do: «Grace Love was at the desk»."""
    reading = words.reading
    flag = reading.flags[first] & reading.flags[at] if reading.flags[first] else 0
    named = not reading.flags[first] or reading.flags[first] & Flag.GIVEN
    plain = flag & Flag.ORDINARY
    return bool(named) and not plain and act_after(reading, at) == Flag.PATIENT_ACT


def _joins(words: NameWords, last: int) -> bool:
    """Whether what stands after a word may stand inside a name."""
    reading = words.reading
    gap = reading.gaps[last + 1]
    length = reading.ends[last] - reading.starts[last]
    short = length == 2 and reading.upper[last] and not reading.gaps[last].rstrip("-")[-1:].isdigit()
    return gap in _JOINS or (length == 1 and gap in _AFTER_INITIAL) or (short and gap == ". ")


def _goes_on(words: NameWords, last: int, *, cased: bool, announced: bool) -> bool:
    """Whether the word after ``last`` belongs to the same name."""
    following = last + 1
    flag, gap = words.reading.flags[following], words.reading.gaps[following]
    if _is_compound(words, last):
        return True
    strength = words.strength(following)
    if strength >= Strength.SHAPE:
        return strength is Strength.SURE or cased or announced or gap != " "
    if strength is not Strength.WEAK:
        return False
    if announced and gap == " " and words.reading.upper[following] and (not flag or flag & Flag.SURNAME):
        return not flag & Flag.PARTICLE  # «MME KISTABISH WAPACHEE» in a line of capitals
    named = words.reading.flags[last] & Flag.GIVEN and words.strength(last) is Strength.SURE
    unknown = not flag and gap == " " and words.reading.ends[following] - words.reading.starts[following] > 4
    if named and unknown and (announced or words.reading.upper[following] or time_follows(words, following)):
        return not cased  # «CAN'T FIND BRIDGET HALLORAN», «pt bridget halloran», «ruth abernathy at 2:30»
    if gap in {"-", "'"}:
        return not flag & Flag.OF and words.reading.plain[following] != "s"
    doubtful = (
        flag & Flag.ALSO_WORD and words.reading.ends[following] - words.reading.starts[following] < 3
    ) or flag & (Flag.ORDINARY | Flag.PARTICLE | NEVER | Flag.AND | Flag.OF)
    named = bool(flag & NAME) and not doubtful and words.strength(last) is Strength.SURE
    return gap == " " and not cased and named


def time_follows(words: NameWords, at: int) -> bool:
    """Whether a time of day stands directly after a word, «at» perhaps between."""
    reading = words.reading
    after = reading.ends[at]
    if at + 1 < len(reading.flags) and reading.flags[at + 1] & Flag.AT and reading.gaps[at + 1] == " ":
        after = reading.ends[at + 1]
    return _HOUR.match(reading.text, after) is not None


def _is_compound(words: NameWords, last: int) -> bool:
    """Whether two words are one by a hyphen or an apostrophe: «Jean-Guy», «Prud'homme»."""
    following = last + 1
    gap = words.reading.gaps[following]
    if gap in _HYPHENS:
        return words.capital(following) and words.capital(last)
    if gap != "'" or not words.capital(last) or words.reading.flags[last] & Flag.ORDINARY:
        return False
    return _is_long(words, last, 2) and _is_long(words, following, 3)


def _is_long(words: NameWords, at: int, least: int) -> bool:
    return words.reading.ends[at] - words.reading.starts[at] > least


def _past_particles(words: NameWords, at: int, *, cased: bool) -> int | None:
    """Return the name after one to three particles, if there is one."""
    reading = words.reading
    after = at
    while after < at + 3 and after < len(reading.flags) and reading.flags[after] & Flag.PARTICLE:
        after += 1
    if after >= len(reading.flags) or reading.gaps[after] not in {" ", "-", "'", ". "}:
        return None
    strength = words.strength(after)
    french = reading.plain[at] in {"de", "la", "le", "du", "des", "d", "l", "s", "o"} and not reading.upper[at]
    if french and reading.plain[at] != "o":
        nobiliary = (
            reading.plain[at] in {"de", "d"}
            and strength is Strength.SURE
            and not reading.flags[after] & Flag.GIVEN
            and cased
            and words.capital(after)
        )
        return after if nobiliary else None
    if strength is Strength.SURE or (cased and strength >= Strength.SHAPE):
        return after
    return None
