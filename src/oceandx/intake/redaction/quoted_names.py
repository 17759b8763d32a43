"""The name by which a patient goes, in quotation marks before a name that goes: «la réponse de « Petit » Petitpas»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading

_QUOTED = re.compile(r"[«\"“'][ ]?([^\W\d_][\w\-]{1,20})[ ]?[»\"”'][ ]\Z")
_NO_NAME = Flag.PRODUCT | Flag.PATIENT | Flag.ROLE | Flag.DOCTOR


def find_quoted(reading: Reading, starts: Iterable[int]) -> Iterator[int]:
    """Yield the words in quotation marks directly before the positions where names that go begin."""
    for start in starts:
        match = _QUOTED.search(reading.text, max(0, start - 26), start)
        if match is None:
            continue
        at = reading.word_after(match.start(1))
        if at < len(reading.flags) and reading.upper[at] and not reading.flags[at] & _NO_NAME:
            yield at
