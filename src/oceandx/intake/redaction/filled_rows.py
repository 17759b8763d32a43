"""The gaps in rows and columns of patients: what stands between names that go, or after, and can be one, goes too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.strengths import NAME, NameWords

_SEPARATOR = re.compile(
    r"[)\"»”' ]*[,;/+&][\"«“ ]*|[)\"»” ]*[,;][ ]\d{1,2}[ ]?[h:][ ]?\d\d[ ]|\.,[ ]\d{1,2}[ ]?[h:][ ]?\d\d[ ]"
)
_TIMED = re.compile(r"\d[ ]?[h:][ ]?\d\d ")
_CLOSES = frozenset({",", ".", ";", ")", "/", "+", "&", '"', "»", "”"})
_WITHIN = frozenset({" ", "-", "'", ". "})
_MARKS = " \t-•*\u2013·>()[]#:,.0123456789"
_LONGEST = 3
_MOST = 6
_MANY = 2
_QUOTES = ' "«»“”'
_ASIDE = re.compile(r"[ ]\([^()\n]{1,30}\)")
_NO_NAME = (
    Flag.DOCTOR | Flag.DOCTOR_BEFORE | Flag.PATIENT | Flag.PRODUCT | Flag.STATE_VERB | Flag.ORGANISATION_BEFORE
    | Flag.ORGANISATION_AFTER | Flag.MONTH | Flag.CALENDAR | Flag.AND | Flag.GREETING | Flag.SIGN_OFF | Flag.FILLER
    | Flag.PATIENT_THING | Flag.PRONOUN | Flag.PLACE | Flag.KIN | Flag.NUMBER_WORD | Flag.POSSESSIVE | Flag.ROLE
    | Flag.PATIENT_ACT | Flag.STAFF_ACT
)  # fmt: skip
_SPOKEN = Flag.SPEAKS | Flag.ME | Flag.SELF | Flag.PRONOUN | Flag.SUBJECT
_EXAMPLE = Flag.LIKE | Flag.ABOUT | Flag.SENT_TO | Flag.SOUGHT | Flag.PATIENT_OBJECT
_AT_WORK = Flag.ROLE | Flag.DOCTOR | Flag.DESIGNATION | Flag.CLINIC | Flag.ORGANISATION_AFTER
_GOES_ON = Flag.MINE | Flag.STATE_VERB | Flag.FILLER | Flag.AND | Flag.HAVE | Flag.PATIENT_ACT

Span = tuple[int, int]


def fill_rows(words: NameWords, lines: Lines, gone: Sequence[Span], staff: Collection[str]) -> Iterator[Span]:
    """Yield the first and last words of further names beside those that are ``gone`` (words too, in order)."""
    if not gone:
        return
    reading = words.reading
    yield from _along(reading, gone, staff)
    if len(gone) > 1 and len(lines.starts) > 1:
        yield from _below(words, lines, gone, staff)


def _along(reading: Reading, gone: Sequence[Span], staff: Collection[str]) -> Iterator[Span]:
    """Yield what goes on a row: «…, joy winter all with dr Roy», «…; p. zwicker»."""
    starts = dict(gone)
    ends = {_past_aside(reading, last): first for first, last in gone}
    for first, last in gone:
        before, count = _row_before(reading, ends, first), 1
        while before is not None and count < _MANY:
            before, count = _row_before(reading, ends, before), count + 1
        yield from _before(reading, first, staff)
        if count == 1:
            yield from _from_colon(reading, starts, first, last, staff)
        at = _past_aside(reading, last) + 1
        while at < len(reading.flags):
            at += bool(count > 1 and _is_and(reading, at))
            if at >= len(reading.flags) or not (
                _SEPARATOR.fullmatch(reading.gaps[at]) or (at and _is_and(reading, at - 1))
            ):
                break
            if at in starts:
                break  # from there on it is looked at as the row of that name
            end = _item(reading, at)
            if end < 0 or _is_of(staff, reading, at, end):
                break
            if not _fits(reading, at, end, count, between=end + 2 in starts or end + 1 in starts):
                break
            yield at, end
            at, count = end + 1, count + 1


def _is_and(reading: Reading, at: int) -> bool:
    """Whether «and» leads to the last of a row: «"Quill, Rosa" and "little bear"»."""
    if not reading.flags[at] & Flag.AND or at + 1 >= len(reading.gaps):
        return False
    return not reading.gaps[at].strip(_QUOTES) and not reading.gaps[at + 1].strip(_QUOTES)


def _row_before(reading: Reading, ends: dict[int, int], first: int) -> int | None:
    """Return where a name that goes begins, of which only a separator parts one, what is in parentheses left out."""
    if not _SEPARATOR.fullmatch(reading.gaps[first]):
        return None
    return ends.get(first - 1)


def _is_of(staff: Collection[str], reading: Reading, first: int, last: int) -> bool:
    """Whether all words of an item are of names of staff."""
    return all(word in staff for word in reading.plain[first : last + 1])


def _past_aside(reading: Reading, last: int) -> int:
    """Return the last word of the short parentheses that follow a name, or the name's own."""
    aside = _ASIDE.match(reading.text, reading.ends[last])
    return reading.word_before(aside.end()) if aside else last


def _before(reading: Reading, first: int, staff: Collection[str]) -> Iterator[Span]:
    """Yield what stands between a name and a value or another name before it: «…, PHN 9876 …, rose hope, D. Quill»."""
    pair = first - 3
    if pair > 0 and reading.flags[first - 1] & Flag.AND and reading.gaps[first] == " " == reading.gaps[first - 1]:
        named = reading.flags[pair] & NAME and reading.flags[pair + 1] & NAME and reading.gaps[pair + 1] == " "
        named = named and not (reading.flags[pair] | reading.flags[pair + 1]) & _SPOKEN  # «like you said and …»
        if named and reading.flags[pair - 1] & _EXAMPLE and not _is_of(staff, reading, pair, pair + 1):
            yield pair, pair + 1  # «like may field and GRANT QUILL»
    if not _SEPARATOR.fullmatch(reading.gaps[first]):
        return
    for at in range(first - 1, max(-1, first - 1 - _LONGEST), -1):
        sign = reading.gaps[at]
        if sign in _WITHIN:
            continue
        led = sign.endswith(", ") and (sign[:1].isdigit() or sign.strip(" ,)").replace(" ", "").isdigit())
        led = led or _TIMED.search(sign) is not None
        if led and first - at > 1 and _item(reading, at) == first - 1 and not _is_of(staff, reading, at, first - 1):
            yield at, first - 1
        return


def _from_colon(
    reading: Reading, starts: dict[int, int], first: int, last: int, staff: Collection[str]
) -> Iterator[Span]:
    """Yield what stands before several names that go, from a colon on: «by message: Hodan, little Sagal, …»."""
    goes_on = last + 1 < len(reading.gaps) and _SEPARATOR.fullmatch(reading.gaps[last + 1]) and last + 1 in starts
    if not goes_on:
        return
    if first and reading.flags[first - 1] & Flag.KIN and reading.gaps[first] == " ":
        first -= 1  # «little Sagal»
    items: list[Span] = []
    while first and reading.gaps[first] == ", " and len(items) < _MOST:
        start = first - 1
        while start and reading.gaps[start] in _WITHIN and first - start < _LONGEST:
            start -= 1
        if not reading.upper[start] or _item(reading, start) != first - 1 or _is_of(staff, reading, start, first - 1):
            return
        items.append((start, first - 1))
        first = start
    if items and reading.gaps[first].strip(" ") == ":":
        yield from items


def _item(reading: Reading, first: int) -> int:
    """Return the last of the words that can be a name, from one on; -1 if there is none."""
    last = first - 1
    named = False
    while last + 1 < len(reading.flags) and last + 1 - first < _LONGEST:
        at = last + 1
        initial = at > first and reading.gaps[at] == "." and len(reading.plain[at - 1]) == 1
        if at > first and not initial and reading.gaps[at] not in _WITHIN:
            break
        flag = reading.flags[at]
        letter = len(reading.plain[at]) == 1
        if at > first and reading.gaps[at] == ". " and len(reading.plain[at - 1]) > 1:
            break
        unknown = not flag and not letter and not reading.lexicon.resembles_word(reading.plain[at])
        known = flag & NAME and not flag & (_NO_NAME & ~Flag.CALENDAR if at > first else _NO_NAME)  # «joy winter»
        particle = flag & Flag.PARTICLE and not flag & (Flag.FILLER | Flag.POSSESSIVE)
        if not (unknown or known or letter or particle):
            break
        named = named or bool(known or unknown)
        last = at
    while last >= first and reading.flags[last] & Flag.PARTICLE and not reading.flags[last] & NAME:
        last -= 1
    return last if named and last >= first else -1


def _fits(reading: Reading, first: int, last: int, count: int, *, between: bool) -> bool:
    """Whether an item of a row is whole, and neither somebody at work nor who signs at the end."""
    after = last + 1
    gap = reading.gaps[after] if after < len(reading.gaps) else ""
    closed = gap.strip(" ")[:1] in _CLOSES or "\n" in gap or gap.startswith(" (")
    following = reading.flags[after] if after < len(reading.flags) else 0
    if following & _AT_WORK and gap.strip(" ") in {"", ",", "-", "("}:
        return False
    if not closed and not (after < len(reading.flags) and gap in {" ", " - "} and following & _GOES_ON):
        return False
    words = sum(len(reading.plain[at]) > 1 for at in range(first, last + 1))
    letter = last > first and words < last + 1 - first
    ends = not reading.text[reading.ends[last] :].strip(" .!\n")
    if ends and not letter and reading.gaps[first].strip(" )") != ";":
        return False
    if count > 1 or between:
        return closed or words > 1
    if _TIMED.search(reading.gaps[first]):
        return words > 1 or letter
    if letter and closed and words and not ends:
        return True  # «…, l. zhao»
    given = reading.flags[first] & Flag.GIVEN and not reading.flags[first] & Flag.ORDINARY
    return bool(given and words > 1 and (not closed or gap.strip(" ")[:1] == "/"))


def _below(words: NameWords, lines: Lines, gone: Sequence[Span], staff: Collection[str]) -> Iterator[Span]:
    """Yield the lines of a column of names that are a name too, whole lines long: «- petit, rose»."""
    reading = words.reading
    column: dict[int, bool] = {}
    for first, last in gone:
        number = lines.number(reading.starts[first])
        column[number] = _is_whole(reading, lines, number, first, last)
    for number in [each for each, whole in column.items() if whole]:
        for other in (number - 1, number + 1):
            if not 0 <= other < len(lines.starts) or other in column or not lines.content(other):
                continue
            inside = lines.words(other)
            if not 1 < len(inside) <= _LONGEST or _mark(lines, reading, other) != _mark(lines, reading, number):
                continue
            others = sum(column.get(each, False) for each in range(other - _LONGEST, other + _LONGEST + 1))
            if others < 2 or _is_of(staff, reading, inside.start, inside.stop - 1):
                continue
            end = _listed(reading, inside)
            if end == inside.stop - 1 and not lines.content(other).endswith((".", "!", "?", ":")):
                yield inside.start, end


def _listed(reading: Reading, inside: range) -> int:
    """Return the last word of a line that is a name, a comma perhaps within: «petit, rose»; -1 if it is none."""
    for at in inside:
        flag = reading.flags[at]
        if at > inside.start and reading.gaps[at] not in {" ", "-", "'", ", ", ". "}:
            return -1
        if not (flag & NAME or not flag or len(reading.plain[at]) == 1) or flag & _NO_NAME:
            return -1
    return inside.stop - 1


def _is_whole(reading: Reading, lines: Lines, number: int, first: int, last: int) -> bool:
    """Whether a line is little more than a name: a mark before it, a number after."""
    start, end = lines.span(number)
    before, after = reading.text[start : reading.starts[first]], reading.text[reading.ends[last] : end]
    return not before.strip(_MARKS) and not after.strip(_MARKS)


def _mark(lines: Lines, reading: Reading, number: int) -> str:
    """Return the mark of a list that a line begins with."""
    start, end = lines.span(number)
    mark = reading.text[start:end].lstrip(" ")[:1]
    return "" if mark.isalnum() else mark
