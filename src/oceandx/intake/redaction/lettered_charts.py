"""Chart numbers that begin with the letters of an office or a service: «file PED-2231», «patient # MR-4471»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

LETTERED = r"[A-Z]{1,4}-\d{3,7}(?:-?[A-Z])?(?![\w\-])"
_LETTERED = re.compile(rf"(?<![\w\-/.]){LETTERED}")
_BEFORE = 10
_AFTER = 6
_SHORT = 2
_ENDS = frozenset(".!?;\n\x1e")
_CHART = Flag.CHART | Flag.CHART_NEAR | Flag.PATIENT | Flag.THEIR | Flag.BIRTH | Flag.HEALTH
_ELSE = Flag.KEPT_NUMBER | Flag.PROVINCE | Flag.UNIT | Flag.MONTH


def find_lettered(reading: Reading) -> Iterator[Removal]:
    """Yield such numbers in sentences that speak of a chart or a patient, and of no site, ticket or article."""
    if not reading.clusters:
        return
    for match in _LETTERED.finditer(reading.text):
        at = reading.word_after(match.start())
        kept = reading.flags[at] & (_ELSE | Flag.PRODUCT) and not (at and reading.flags[at - 1] & Flag.CHART)
        if not kept and (reading.flags[at] & Flag.PATIENT or _speaks_of_chart(reading, at)):
            yield Removal(*match.span(), RemovalKind.CHART_NUMBER)


def _speaks_of_chart(reading: Reading, at: int) -> bool:
    """Whether the nearest telling word before is that of a chart or a patient, or a chart is named after."""
    for back in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
        if not _ENDS.isdisjoint(reading.gaps[back + 1]) and len(reading.plain[back]) > _SHORT:
            break  # «no. PED-2231» goes on
        if reading.flags[back] & Flag.KEPT_NUMBER:
            return False
        if reading.flags[back] & _CHART:
            return True
    for ahead in range(at + 1, min(at + 1 + _AFTER, len(reading.flags))):
        if not _ENDS.isdisjoint(reading.gaps[ahead]):
            return False
        if reading.flags[ahead] & Flag.CHART:
            return True
    return False
