"""Capital letters within a sentence: an ordinary word that has one there belongs to a name, «to Rain Manyfingers»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.strengths import NAME, NameWords

_PLAIN = NAME | Flag.ALSO_WORD | Flag.ORDINARY | Flag.SECRET_STATE | Flag.FILLER | Flag.PLACE | Flag.HAVE | Flag.SINCE
_ARTICLE = Flag.POSSESSIVE | Flag.NUMBER_WORD | Flag.DOCTOR | Flag.ROLE | Flag.TITLE
_APART = frozenset({", ", " (", ": ", " - ", " / "})
_LEAST = 3


def begins_before(words: NameWords, first: int) -> bool:
    """Whether the ordinary word before a name is a part of it: its capital is not that of a sentence or of a label."""
    reading, before = words.reading, first - 1
    if before < 1 or reading.gaps[first] != " " or not (words.capital(first) and words.capital(before)):
        return False
    flag = reading.flags[before]
    if not flag or flag & ~_PLAIN or reading.ends[before] - reading.starts[before] < _LEAST or words.shouts(before):
        return False
    if not _is_within_sentence(words, before):
        return False
    known = reading.flags[first]
    if known:
        return bool(known & NAME) and not known & ~NAME
    return reading.lexicon.likeness.of(reading.plain[first]) > 0


def _is_within_sentence(words: NameWords, at: int) -> bool:
    """Whether a word stands in the middle of a sentence, after no article and no other word with a capital letter."""
    reading, before = words.reading, at - 1
    gap = reading.gaps[at]
    if gap in _APART:
        return True
    cased = reading.upper[before] and not reading.flags[before] & Flag.SUBJECT
    return gap == " " and not cased and not reading.flags[before] & _ARTICLE
