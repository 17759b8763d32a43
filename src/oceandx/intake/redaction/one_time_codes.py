"""Codes that are sent once and typed in at once: «my 2FA is 905 118», «le code reçu par texto, 771204, est expiré»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_CODE = re.compile(r"(?<![\w.,:/\-#])(?:\d{3}[ \-]\d{3}|\d\d[ \-]\d\d[ \-]\d\d|\d{6})(?![\w/\-]|[.,:]\d)")
_REACH = 60
_ENDS = re.compile(r"[.!?;]\s|\n[ >]{0,4}\n")
_OTHER = (
    Flag.KEPT_NUMBER | Flag.PHONE | Flag.CHART | Flag.HEALTH | Flag.BIRTH | Flag.MONTH | Flag.UNIT | Flag.EXTENSION
    | Flag.PATIENT
)  # fmt: skip


def find_one_time_codes(reading: Reading) -> Iterator[Removal]:
    """Yield the numbers of six digits, in groups or not, after a word for such a code in the same sentence."""
    text = reading.text
    for at in reading.carrying(Flag.ONE_TIME) if reading.clusters else ():
        end = reading.ends[at]
        over = _ENDS.search(text, end, end + _REACH)
        for match in _CODE.finditer(text, end, over.start() if over else end + _REACH):
            between = range(at + 1, reading.word_before(match.start()) + 1)
            if any(reading.flags[each] & _OTHER for each in between):
                break
            yield Removal(*match.span(), RemovalKind.SECRET)
