"""Secrets that no sign joins to their word: «the key? Dr. Roy thinks it was "Maple-14-Lantern"», «typed Maple2024!»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_REACH = 240
_BEFORE = 40
_MOST = 20
_DIGIT = re.compile(r"\d")
_QUOTED = re.compile(r"[\"“«'][ ]?([^\s\"“”«»']{5,64})[ ]?[\"”»']")
_JOINED = re.compile(
    r"(?<![\w@./\-])(?=[\w\-]{0,60}\d)[^\W\d_]{2,20}\d{0,4}(?:[\-_][^\W_]{1,20}){1,5}(?![\w@/\-]|\.\w)"
)
_MIXED = re.compile(
    r"(?<![\w@./\-])(?=\S{0,30}[a-zà-ÿ])(?=\S{0,30}[A-ZÀ-Ý])(?=\S{0,30}\d)[\w\-]{4,40}[!#$%^&*?+=]{1,3}(?=[\s\"”»),.]|\Z)"
)
_RANDOM = re.compile(r"(?<![\w@./\-])(?=(?:[^\W\d]*\d+){3})(?=\S*[a-z])[\w\-]{12,64}(?![\w@/\-]|\.\w)")
_WORD = re.compile(r"[^\W\d_]{3,}")


def find_near_secrets(reading: Reading) -> Iterator[Removal]:
    """Yield what can only be a password close to a word for one, in the same paragraph."""
    text = reading.text
    past = -1
    for at in reading.noted(Flag.SECRET)[:_MOST]:
        start = max(past, reading.starts[at] - _BEFORE, 0)
        stop = min(len(text), reading.ends[at] + _REACH)
        if stop <= start or _DIGIT.search(text, start, stop) is None:
            continue
        past = stop
        for match in _QUOTED.finditer(text, start, stop):
            value = match[1]
            if any(map(str.isdigit, value)) and any(map(str.isalpha, value)) and not _is_named(reading, match.start(1)):
                yield Removal(*match.span(1), RemovalKind.SECRET)
        for match in _JOINED.finditer(text, start, stop):
            if len(_WORD.findall(match.group())) > 1 and not _is_named(reading, match.start()):
                yield Removal(*match.span(), RemovalKind.SECRET)
        for match in chain(_MIXED.finditer(text, start, stop), _RANDOM.finditer(text, start, stop)):
            if not _is_named(reading, match.start()):
                yield Removal(*match.span(), RemovalKind.SECRET)


def _is_named(reading: Reading, start: int) -> bool:
    """Whether a value begins with the name of a product, a month or a place: «OceanAPI2231», «Nov-12-Friday»."""
    at = reading.word_after(start)
    if at >= len(reading.flags) or reading.starts[at] != start:
        return False
    return bool(reading.flags[at] & (Flag.KEPT_NUMBER | Flag.MONTH | Flag.CALENDAR | Flag.CHART | Flag.HEALTH))
