"""Passwords beside the name of a user: «login frontdesk / Maple24», «OceanAPI0000 (Maple24!)»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.near_secrets import looks_chosen
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_USER = re.compile(r"[^\W\d_]{3,20}\d{1,6}(?!\w)")
_PAIR = re.compile(r"[ ]?[/|:,(][ ]?([^\s/|,()\"«»]{5,40})(?=[\s,;)]|\Z)")
_JOINED = re.compile(r"[ ]([^\s/|,()\"«»]{5,40})(?=[\s,;)]|\Z)")
_FIRST = re.compile(r"[ ]?:?[ ]{1,2}[^\s/|,()\"«»]{2,40}(?=[ ]?[/|][ ]?)")
_FARTHER = re.compile(r"[^\n./]{0,60}?[ (][\w.@\-]{3,40}(?=[ ]?/[ ]?[^\s/]*\d)")
_SIGNS = frozenset("!?#$*%&+^=~")
_CLOSING = ".;:"


def find_in_sign_ins(reading: Reading) -> Iterator[Removal]:
    """Yield what can only be a password where it stands in a pair with the name of its user."""
    text = reading.text
    for start, end in reading.clusters:
        at = reading.word_before(start)
        flag = reading.flags[at] if at >= 0 and reading.ends[at] == start else 0
        if not flag & Flag.KEPT_NUMBER or not flag & Flag.PRODUCT:
            continue
        user = _USER.match(text, reading.starts[at])
        yield from _second(reading, user.end() if user else end)
    for at in reading.noted(Flag.SIGN_IN):
        first = _FIRST.match(text, reading.ends[at])
        first = first or _FARTHER.match(text, reading.ends[at])  # «his login on a card, lpelland / Maple24»
        if first:
            yield from _second(reading, first.end())


def _second(reading: Reading, start: int) -> Iterator[Removal]:
    at = reading.word_after(start)
    joined = (
        at < len(reading.flags) and reading.flags[at] & Flag.AND and reading.text[start : reading.starts[at]] == " "
    )
    pair = _JOINED.match(reading.text, reading.ends[at]) if joined else _PAIR.match(reading.text, start)
    if not pair:
        return
    first, last = pair.start(1), pair.start(1) + len(pair[1].rstrip(_CLOSING))
    value = reading.text[first:last]
    signed = any(map(str.isdigit, value)) and any(map(str.isalpha, value)) and not _SIGNS.isdisjoint(value[1:])
    if signed or looks_chosen(reading, first, last):
        yield Removal(first, last, RemovalKind.SECRET)


def is_api_user(reading: Reading, start: int, end: int) -> bool:
    """Whether a value is the name of a user of the API, digits or letters after it: «OceanAPIcgt40»."""
    value = reading.folded[start:end]
    return value.isalnum() and value.startswith(reading.lexicon.api_users)
