"""E-mail addresses without their sign: «jquill2gmail.com», «his yahoo is jquill61», «jquill61 at hotmail»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_SIGNS = frozenset("2#&\"'!^*")
_DOMAIN = re.compile(r"\.(?:com|ca|net|org)(?!\w)")
_LOCAL = re.compile(r"(?<![\w.@/:])[\w.+\-]{2,40}\Z")
_HANDLE = r"(?=[\w.\-]{0,30}[\d_.\-])[^\W\d_][\w.\-]{2,30}\w"
_BEFORE = re.compile(rf"(?<![\w@/.])({_HANDLE})[ ](?:@[ ]?)?\Z")
_AFTER = re.compile(rf"[ ]?[:=]?[ ]({_HANDLE})(?![\w@/])")
_LONGEST = 42


def find_slipped_emails(reading: Reading) -> Iterator[Removal]:
    """Yield the addresses with a free provider in which another sign, or none, stands for «@»."""
    for at in reading.noted(Flag.FREE_MAIL):
        yield from _glued(reading, at)
        if not reading.flags[at] & (Flag.VENDOR | Flag.ORDINARY):
            yield from _beside(reading, at)


def _glued(reading: Reading, at: int) -> Iterator[Removal]:
    """Yield «jquill2gmail.com»."""
    text, start = reading.text, reading.starts[at]
    domain = _DOMAIN.match(text, reading.ends[at])
    if domain and start and text[start - 1] in _SIGNS:
        local = _LOCAL.search(text, max(0, start - _LONGEST), start - 1)
        if local:
            yield Removal(local.start(), domain.end(), RemovalKind.EMAIL)


def _beside(reading: Reading, at: int) -> Iterator[Removal]:
    """Yield what is a user with a provider: «her hotmail is rquill_61», «rquill61 on yahoo»."""
    text = reading.text
    last = at
    while last + 1 < len(reading.flags) and last - at < 3 and reading.gaps[last + 1] == " ":
        if not reading.flags[last + 1] & (Flag.STATE_VERB | Flag.PATIENT_THING | Flag.THEMSELVES):
            break
        last += 1
    after = _AFTER.match(text, reading.ends[last])
    joined = last > at or text[reading.ends[at] : reading.ends[at] + 2].strip() in {":", "="}
    if after and joined and _is_user(reading, after.start(1)):
        yield Removal(*after.span(1), RemovalKind.EMAIL)
    start = reading.starts[at]
    before = reading.word_before(start)
    if (
        before >= 0
        and reading.flags[before] & (Flag.AT_SIGN | Flag.ALONG | Flag.WITH)
        and reading.gaps[before + 1] == " "
    ):
        named = _BEFORE.search(text, max(0, reading.starts[before] - _LONGEST), reading.starts[before])
        if named and _is_user(reading, named.start(1)):
            yield Removal(named.start(1), reading.ends[at], RemovalKind.EMAIL)


def _is_user(reading: Reading, start: int) -> bool:
    """Whether no program and no other number begins there: «hotmail: error404»."""
    at = reading.word_after(start)
    if at >= len(reading.flags) or reading.starts[at] != start:
        return False
    other = Flag.PRODUCT | Flag.KEPT_NUMBER | Flag.MONTH | Flag.CALENDAR
    return not reading.flags[at] & other and not (reading.flags[at] & Flag.ORDINARY and reading.upper[at])
