"""Parts of a patient's number: «her phone ends in 4471», «les 4 derniers chiffres de sa carte : 4471», «version XK»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_PART = re.compile(r"[ ]{0,2}[:=(\"«]?[ ]?(?:(\d{2,6})(?![\w:/%$°]|[.,]\d|[ ]?[$%]|-\d)|([A-Z]{2})(?!\w))")
_CODE = re.compile(r"\.?[ ]?[:=(]?[ ]?([A-Z]{2})(?![\w'])")
_ENDS = frozenset(".!?;\n\x1e")
_MOST_BETWEEN = 7
_REACH = 8
_LEADS = (
    Flag.OF | Flag.THEIR | Flag.POSSESSIVE | Flag.PHONE | Flag.HEALTH | Flag.CHART | Flag.STATE_VERB | Flag.NUMBER_LABEL
    | Flag.FILLER | Flag.ENDS_IN | Flag.CHART_NEAR | Flag.PATIENT_THING | Flag.PATIENT | Flag.THEMSELVES
)  # fmt: skip
_ELSE = Flag.KEPT_NUMBER | Flag.EXTENSION
_KINDS = (
    (Flag.HEALTH, RemovalKind.HEALTH_NUMBER),
    (Flag.CHART | Flag.CHART_NEAR, RemovalKind.CHART_NUMBER),
    (Flag.PHONE, RemovalKind.PHONE),
    (Flag.PATIENT | Flag.THEIR, RemovalKind.CHART_NUMBER),
)


def find_parts_of_numbers(reading: Reading) -> Iterator[Removal]:
    """Yield the last digits or letters of a number that a word says to be a patient's, and the version of a card."""
    past = -1
    for at in reading.noted(Flag.ENDS_IN):
        if at <= past:
            continue
        last = at
        while last + 1 < len(reading.flags) and last - at < _MOST_BETWEEN:
            if any(map(str.isdigit, reading.gaps[last + 1])) or not _ENDS.isdisjoint(reading.gaps[last + 1]):
                break
            if not reading.flags[last + 1] & _LEADS:
                break
            last += 1
        past = last
        match = _PART.match(reading.text, reading.ends[last])
        kind = _kind(reading, at, last) if match else None
        if match and kind and (match[1] or kind is RemovalKind.HEALTH_NUMBER):
            yield Removal(*match.span(1 if match[1] else 2), kind)
    for at in reading.noted(Flag.VERSION_CODE):
        match = _CODE.match(reading.text, reading.ends[at])
        if match and _of_card(reading, at):
            yield Removal(*match.span(1), RemovalKind.HEALTH_NUMBER)


def _kind(reading: Reading, at: int, last: int) -> RemovalKind | None:
    """Return of which number a part is, as the words around say; none where they say ticket or extension."""
    first = at
    while first > 0 and at - first < _REACH and _ENDS.isdisjoint(reading.gaps[first]):
        first -= 1
    flags = [reading.flags[each] for each in range(first, last + 1)]
    if any(flag & _ELSE and not flag & (Flag.HEALTH | Flag.PHONE) for flag in flags):
        return None
    for wanted, kind in _KINDS:
        if any(flag & wanted for flag in flags):
            return kind
    card = (reading.flags[at] | reading.flags[max(at - 1, 0)]) & Flag.PATIENT_THING
    return RemovalKind.HEALTH_NUMBER if card else None


def _of_card(reading: Reading, at: int) -> bool:
    """Whether a health card is spoken of some words before, in the same sentence."""
    for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if not _ENDS.isdisjoint(reading.gaps[back + 1]):
            return False
        if reading.flags[back] & Flag.HEALTH:
            return True
    return False
