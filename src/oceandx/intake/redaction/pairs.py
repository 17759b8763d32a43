"""Two small words directly before a health number or a birth date: «pearl whitehorse, yukon hc 002 345 671»."""

from __future__ import annotations

from collections.abc import Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.strengths import NAME

_FAR = 20
_ELSE = (
    Flag.STATE_VERB | Flag.DOCTOR | Flag.ROLE | Flag.PATIENT | Flag.OF | Flag.AT | Flag.AND | Flag.POSSESSIVE
    | Flag.PRODUCT | Flag.FILLER | Flag.ORDINARY | Flag.MONTH | Flag.CALENDAR | Flag.GREETING | Flag.SIGN_OFF
)  # fmt: skip
_BETWEEN = Flag.HEALTH | Flag.BIRTH | Flag.CHART | Flag.PROVINCE | Flag.NUMBER_LABEL | Flag.PLACE
_BEGINS = frozenset(".:;,!?\n\x1e(-")


def before_values(reading: Reading, spans: Sequence[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    """Return the first and the last word of pairs, the first a name, at the start of a clause that ends in a value.

    ``spans``: where values stand, and whether each is more than a telephone or an e-mail.
    """
    result: list[tuple[int, int]] = []
    for start, _end, strong in spans:
        if not strong:
            continue
        last = reading.word_before(start)
        while last > 0 and reading.flags[last] & _BETWEEN and start - reading.ends[last] <= _FAR:
            if reading.gaps[last].startswith(("\n", ".")):
                break
            if "," in reading.gaps[last]:
                last -= 1
                break
            last -= 1
        first = last - 1
        if first < 0 or start - reading.ends[last] > _FAR or reading.upper[first] or reading.upper[last]:
            continue
        flags = (reading.flags[first], reading.flags[last])
        if first and reading.gaps[first] == "'" and len(reading.plain[first - 1]) == 1:
            first -= 1  # «o'bomsawin theresa»
        clause = first == 0 or reading.gaps[first].strip(" ")[-1:] in _BEGINS
        plain = any(flag & _ELSE for flag in flags) or reading.gaps[last] not in {" ", "-"}
        if (
            clause
            and not plain
            and (flags[0] | flags[1]) & NAME
            and "\n" not in reading.text[reading.ends[last] : start]
        ):
            result.append((first, last))
    return result
