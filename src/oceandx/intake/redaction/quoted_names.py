"""The name by which a patient goes, in quotation marks: «la réponse de « Petit » Petitpas», «angus "sonny" quill»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading

_QUOTED = re.compile(r"[«\"“'][ ]?([^\W\d_][\w\-]{1,20})[ ]?[»\"”'][ ]\Z")
_NICKNAMED = re.compile(r"([^\W\d_]+)[ ][\"\u201c«][ ]?([^\W\d_][\w\-]{1,20})[ ]?[\"\u201d»][ ]([^\W\d_]{3,})")
_NO_NAME = Flag.PRODUCT | Flag.PATIENT | Flag.ROLE | Flag.DOCTOR
_NO_SMALL_NAME = _NO_NAME | Flag.PATIENT_THING | Flag.STATE_VERB | Flag.PART_OF_PROGRAM | Flag.SECRET_STATE


def find_quoted(reading: Reading, starts: Iterable[int]) -> Iterator[int]:
    """Yield the words in quotation marks directly before the positions where names that go begin."""
    for start in starts:
        match = _QUOTED.search(reading.text, max(0, start - 26), start)
        if match is None:
            continue
        at = reading.word_after(match.start(1))
        if at < len(reading.flags) and not reading.flags[at] & (_NO_NAME if reading.upper[at] else _NO_SMALL_NAME):
            yield at


def find_nicknamed(reading: Reading, gone: Sequence[tuple[int, int]], staff: Collection[str]) -> Iterator[int]:
    """Yield given name, nickname and surname in small letters where one of them goes, or where they stand as a name."""
    if _NICKNAMED.search(reading.text) is None:
        return
    taken = {at for first, last in gone for at in range(first, last + 1)}
    for match in _NICKNAMED.finditer(reading.text):
        first, nick, last = (reading.word_after(match.start(group)) for group in (1, 2, 3))
        if not {first, last} & taken and not _is_whole_name(reading, first, last):
            continue
        words = (first, *range(nick, last + 1))
        if not any(reading.plain[at] in staff for at in words):
            yield from (at for at in words if at in {first, last} or not reading.flags[at] & _NO_NAME)


def _is_whole_name(reading: Reading, first: int, last: int) -> bool:
    """Whether a given name stands before the quotation marks, a surname or an unknown word after them."""
    flags = reading.flags
    unknown = not flags[last] and not reading.lexicon.resembles_word(reading.plain[last])
    surname = unknown or flags[last] & Flag.SURNAME
    given = flags[first] & Flag.GIVEN and not flags[first] & Flag.ORDINARY
    return bool(given and surname)
