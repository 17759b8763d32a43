"""Short chart numbers that only their place tells: «Rosa Quill (447)», «Mrs. Quill, no. 447», «4471 in Accuro»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_AFTER = re.compile(
    r"(?P<opens>[ ]?[(\[][ ]?|,[ ]|[ ][\-\u2013/|][ ]|[ ])(?:(?P<sign>#|[Nn][°º])[ ]?|"
    r"(?P<label>[^\W\d_]{1,8})(?:\.[ ]?|[ ]))?"
    r"(?P<number>\d{3,7})(?P<closes>[ ]?[)\]]|(?=[,;.]?(?:[ ]|\n|\Z)))(?![ ]?[:/hH%$°]|[.,]\d|[ ]\d)"
)
_DIRECT = re.compile(
    r"(?P<sign>[ ]?(?:#|[Nn][°º]|:)[ ]?|[ ])(?P<number>\d{3,7})(?![\w:/\-%$°]|[.,]\d|[ ]\d|[ ]?[$%h°])"
)
_WITHIN = re.compile(r"(?<![\w#:/.,\-])(?P<number>\d{4,7}) (?=[^\W\d_])")
_AHEAD = re.compile(
    r"(?P<opens>[#(\[]{0,2})[ ]?(?<![\w/.\-])(?P<number>(?:[A-Z]{1,3}-)?\d{4,7})"
    r"(?:[ ]?[\-\u2013/:|=,][ ]|[ ]?[)\]][ ]?[:\-]?[ ]?|[ ][(\[]|[ ])\Z"
)
_STARTS = frozenset("\n\x1e.:;,-*>|")
_AHEAD_REACH = 18
_CLOCK = re.compile(r"(?:0[6-9]|1\d|2[01])[0-5][05]\Z")
_YEAR = re.compile(r"(?:19\d\d|20[0-3]\d)\Z")
_SURE = frozenset({RemovalKind.NAME, RemovalKind.BIRTH_DATE, RemovalKind.HEALTH_NUMBER})
_BARE = 4
_ELSE = Flag.KEPT_NUMBER | Flag.PHONE | Flag.SECRET | Flag.STREET_BEFORE | Flag.UNIT | Flag.MONTH
_NEAR = 4


def find_beside_patients(reading: Reading, values: Iterable[Removal]) -> Iterator[Removal]:
    """Yield the numbers directly after a patient's name or value, after «pt», or before «in Accuro»."""
    text = reading.text
    for value in values:
        if value.kind not in _SURE:
            continue
        match = _AFTER.match(text, value.end)
        if match and _is_chart(reading, match, after_name=value.kind is RemovalKind.NAME):
            yield Removal(*match.span("number"), RemovalKind.CHART_NUMBER)
        start = _with_title(reading, value.start) if value.kind is RemovalKind.NAME else value.start
        ahead = _AHEAD.search(text, max(0, start - _AHEAD_REACH), start)
        if value.kind is RemovalKind.NAME and ahead and _is_ahead(reading, ahead):
            yield Removal(*ahead.span("number"), RemovalKind.CHART_NUMBER)
    for at in reading.noted(Flag.PATIENT):
        if not reading.plain[at].endswith("s"):
            match = _DIRECT.match(text, reading.ends[at])
            if (
                match
                and (match["sign"].strip() not in {"", ":"} or _is_bare(match["number"]))
                and not _counts(reading, match.end())
            ):
                yield Removal(*match.span("number"), RemovalKind.CHART_NUMBER)
    yield from _in_program(reading)


def _is_chart(reading: Reading, match: re.Match[str], *, after_name: bool) -> bool:
    """Whether a number is marked as one, stands alone in parentheses, or is long enough and set off."""
    number = match["number"]
    if _counts(reading, match.end()):
        return False
    if match["sign"]:
        return True
    if match["label"]:
        flag = reading.flags[reading.word_before(match.start("number"))]
        unknown = not flag and match["label"].isupper() and _is_bare(number)  # «Rosa Quill, HHN 8102»
        return bool(flag & Flag.NUMBER_LABEL) or unknown
    enclosed = match["opens"].strip() in {"(", "["} and match["closes"].strip() in {")", "]"}
    if enclosed and after_name:
        return not _YEAR.match(number)
    return _is_bare(number) and bool(match["opens"].strip()) and not _CLOCK.match(number)


def _is_ahead(reading: Reading, match: re.Match[str]) -> bool:
    """Whether a number that leads to a patient's name begins its line or sentence, or is marked as one."""
    number = match["number"].rpartition("-")[2]
    lead = reading.text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:]
    if not match["opens"] and ((lead and lead not in _STARTS) or not _is_bare(number) or _CLOCK.match(number)):
        return False
    before = reading.word_before(match.start())
    near = range(max(0, before - 1), before + 1) if match.start() - _end(reading, before) <= _NEAR else range(0)
    return not any(reading.flags[at] & _ELSE for at in near)


def _with_title(reading: Reading, start: int) -> int:
    """Return where a name begins, the title before it included."""
    at = reading.word_before(start)
    titled = at >= 0 and reading.flags[at] & Flag.TITLE and start - reading.ends[at] <= 2  # «Mrs. »
    return reading.starts[at] if titled else start


def _end(reading: Reading, at: int) -> int:
    return reading.ends[at] if at >= 0 else -_AHEAD_REACH


def _is_bare(number: str) -> bool:
    return len(number) >= _BARE and not _YEAR.match(number)


def _counts(reading: Reading, end: int) -> bool:
    """Whether a word that goes on a number makes it a street's or an amount: «4471 Main St», «447 patients»."""
    at = reading.word_after(end)
    if at >= len(reading.flags) or reading.text[end : reading.starts[at]] != " ":
        return False
    return bool(reading.flags[at] & (Flag.CALENDAR | Flag.AGE | Flag.STREET_BEFORE)) or reading.plain[at].endswith("s")


def _in_program(reading: Reading) -> Iterator[Removal]:
    """Yield the numbers that are looked up: «look at 4471 in Accuro», «le no 4471 dans Accuro»."""
    for start, stop in reading.clusters:
        match = _WITHIN.match(reading.text, start, min(len(reading.text), stop + 1))
        if not match or not _is_bare(match["number"]):
            continue
        at = reading.word_after(match.end("number"))
        if at + 1 >= len(reading.flags) or reading.gaps[at + 1] != " " or not reading.flags[at] & Flag.LOCATED:
            continue
        near = reading.flags[max(0, at - _NEAR) : at]
        if reading.flags[at + 1] & Flag.PRODUCT and reading.upper[at + 1] and not any(flag & _ELSE for flag in near):
            yield Removal(*match.span("number"), RemovalKind.CHART_NUMBER)
