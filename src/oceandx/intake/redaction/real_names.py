"""Names of which a message says that they are real: «Hope Christmas (yes that's her real name)», «… (vrai nom!)»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.strengths import NAME

_OPENED = re.compile(r"[\"»”]?[ ]\((?=[^()\n]{0,60}\Z)")
_REACH = 64
_LONGEST = 3
_JOINED = frozenset({" ", "-", "'"})


def find_real_names(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the first and last of the words with capitals before such a parenthesis, but for a doctor's."""
    for at in reading.noted(Flag.REAL_NAME):
        if at and reading.flags[at - 1] & (Flag.MINE | Flag.REAL_NAME):
            continue  # who writes: «Captain (that is my real name) Brown»; the phrase's second word
        start = reading.starts[at]
        opened = _OPENED.search(reading.text, max(0, start - _REACH), start)
        last = reading.word_before(opened.start()) if opened else -1
        if opened is None or last < 0 or reading.ends[last] != opened.start():
            continue
        if not reading.upper[last]:
            if last and reading.gaps[last] == " " and reading.flags[last] & reading.flags[last - 1] & NAME:
                yield last - 1, last  # «april may (that is her name)»
            continue
        first = last
        while first > 0 and last - first < _LONGEST - 1 and reading.gaps[first] in _JOINED and reading.upper[first - 1]:
            if reading.flags[first - 1] & (Flag.TITLE | Flag.DOCTOR):
                break
            first -= 1
        if not (first and reading.flags[first - 1] & Flag.DOCTOR):
            yield first, last
