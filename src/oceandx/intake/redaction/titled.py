"""Names after a title where no capital letter tells them: «mr. b. grant», «mrs. lake», «mme lien hoang»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.strengths import AFTER_NO_TITLE, NAME, NameWords, is_m

_AFTER_TITLE = frozenset({" ", ". "})
_AFTER_LETTER = frozenset({". ", ".", ".-"})
_NO_NAME = AFTER_NO_TITLE | Flag.PRODUCT | Flag.CALENDAR | Flag.MONTH | Flag.ROLE | Flag.PARTICLE
_MOST_LETTERS = 2
_SHORTEST = 2


def find_titled(words: NameWords) -> dict[int, int]:
    """Return the last word of each name in small letters after a title, by its first word or initial."""
    reading = words.reading
    titles = reading.carrying(Flag.TITLE)
    if "m" in reading.plain:
        titles += [at for at, word in enumerate(reading.plain) if word == "m" and is_m(reading, at)]
    result: dict[int, int] = {}
    for title in titles:
        first = title + 1
        if first >= len(reading.flags) or reading.gaps[first] not in _AFTER_TITLE:
            continue
        last = _past_letters(words, first)
        if not _may_name(words, last):
            continue
        after = last + 1
        if after < len(reading.flags) and reading.gaps[after] in {" ", "-"} and _goes_on(words, last, after):
            last = after
        result[first] = last
    return result


def _past_letters(words: NameWords, at: int) -> int:
    """Return the word after one initial or two: «mr. a. j. quill»."""
    reading = words.reading
    for _letter in range(_MOST_LETTERS):
        after = at + 1
        letter = len(reading.plain[at]) == 1 and after < len(reading.flags)
        if letter and reading.gaps[after] in _AFTER_LETTER:
            at = after
    return at


def _may_name(words: NameWords, at: int) -> bool:
    """Whether a word in small letters may be a surname after a title."""
    reading = words.reading
    flag = reading.flags[at]
    if words.capital(at) or len(reading.plain[at]) < _SHORTEST:
        return False
    return not flag & (AFTER_NO_TITLE if flag & NAME else _NO_NAME)


def _goes_on(words: NameWords, last: int, after: int) -> bool:
    """Whether a second word is part of the name: one that is in a list of names, or spelled like none of the others."""
    reading = words.reading
    flag, plain = reading.flags[after], reading.plain[after]
    if words.capital(after) or len(plain) < _SHORTEST:
        return False
    if flag & NAME:
        sure = not flag & ~(NAME | Flag.ALSO_WORD)
        return sure or (bool(reading.flags[last] & Flag.GIVEN) and not flag & AFTER_NO_TITLE)
    return not flag and not reading.lexicon.resembles_word(plain)
