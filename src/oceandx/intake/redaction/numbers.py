"""Health numbers, chart numbers and telephone numbers: every run of digits is judged once.

When in doubt a number of eight digits or more goes, unless the word before it says site, ticket, case, version or the
like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from oceandx.intake.redaction.cues_before import directly_before, is_charted, nearest_cue
from oceandx.intake.redaction.dates import NUMERIC, is_date
from oceandx.intake.redaction.distant_charts import is_distant_chart
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_PHONE = (
    r"(?<![\d.])(?:\+?1[ .\-]{0,2})?\(?[2-9]\d\d(?:\)[ .\-/\u2013]{0,3}|[ .\-/\u2013]{1,3})"
    r"\d{3}[ .\-\u2013]{1,2}\d{4}(?!\d)|(?<![\d.])\([2-9]\d\d\)[ ]?\d{7}(?!\d)"
)
_ABROAD = r"\+\d[\d ().\-\u2013]{6,22}\d|(?<![\d.\-])0[1-9](?:[ .\-]\d\d){4}(?![\d.\-])"
_DATE = re.sub(r"\?P<\w+>", "?:", NUMERIC.pattern)
_GAP = r"[ .\-\u2013/_]{1,3}"
_LAYOUT = re.compile(
    rf"(?P<date>{_DATE})|(?P<phone>{_PHONE})|(?P<abroad>{_ABROAD})"
    rf"|(?P<health>(?<!\d)(?:\d{{4}}{_GAP}\d{{3}}{_GAP}\d{{3}}|\d(?:{_GAP}\d{{3}}){{3}}|\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{4}}"
    rf"|\d{{3}}(?:{_GAP}\d{{3}}){{2,3}}|\d{{5}}{_GAP}\d{{4}})(?!\d))"
    r"|(?P<local>(?<!\d)\d{3}[\-.]\d{4}(?!\d))"
    r"|(?P<number>\d+(?:[ .\-\u2013/_]{1,3}\d+){0,5})"
)
_OWN_LETTER = re.compile(r"[A-Z](?!\w)")
_CODE_BELOW = re.compile(r"[ ]?\n[> ]{0,4}[A-Z]{2}(?=[ .,;)]{0,2}(?:\n|\Z))")
_ADDRESS_OF_MACHINE = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\Z")
_YEARS = re.compile(r"(?:19|20)\d\d[ ]?[-\u2013/][ ]?(?:19|20)\d\d\Z")
_HOURS = re.compile(r"(?:[01]\d|2[0-3])[0-5][05][ ]?[-\u2013][ ]?(?:[01]\d|2[0-3])[0-5][05]\Z")
_DIGIT = re.compile(r"\d+")
_LISTED = re.compile(
    r"[ ]?(?:[,&/()]|[^\W\d]{2,8}[ ]){1,4}[ ]{0,2}(?:#[ ]?)?(\d{3,9}|\d{2,3}[ ]\d{3})(?!\d|[:h/.\-]\d)"
)
_LISTING = Flag.AND | Flag.IN_PLACE_OF | Flag.FILLER
_THOUSANDS = re.compile(r"[ ]\d{3}(?![\dh]|[:/.\-]\d)")
_FAR = 4
_SENTENCE = 10
_FORMED = frozenset({"phone", "health"})
_SPELLED = re.compile(r"\d(?:[ ]\d){3,11}(?![\d:])")
_GROUPED = re.compile(r"(?:\d{2,3}[ ]\d{3,4}|\d{2}[ ]\d{2}[ ]\d{2})(?![\dhH]|[:/.\-]\d|[ ]?[:hH]\d)")
_CODED = re.compile(r" ?[A-Z]{2}(?!\w)|[A-Za-z]{2}(?!\w)")
_CHART_SUFFIX = re.compile(r"-[A-Za-z]{1,2}\d{0,3}(?!\w)|[A-Z](?!\w)")
_PLAIN_YEAR = re.compile(r"(?:19\d\d|20[0-3]\d)\Z")
NUMBER_CUES = Flag.HEALTH | Flag.CHART | Flag.BIRTH | Flag.PHONE | Flag.KEPT_NUMBER | Flag.PATIENT | Flag.SECRET
_GROUP = re.compile(r"[\d.\-\u2013/]*\d")


def find_numbers(reading: Reading, today: date) -> Iterator[Removal]:
    """Yield the health, chart and telephone numbers of a text."""
    text = reading.text
    for start, stop in reading.clusters:
        if stop - start < 3:
            continue
        position = start - (start > 0 and text[start - 1] == "(")
        position -= position > 0 and text[position - 1] == "+"
        while position < stop:
            match = _LAYOUT.search(text, position, stop)
            if match is None:
                break
            if match.lastgroup == "date" and is_date(text, *match.span(), today):
                removal, position = None, match.end()
            else:
                removal, position = _judge(reading, match)
            if removal:
                yield removal
                if removal.kind is RemovalKind.CHART_NUMBER:
                    yield from _more_charts(reading, removal)


def _more_charts(reading: Reading, first: Removal) -> Iterator[Removal]:
    """«dossiers 60341, 60347 et 61005», «chart 55120 instead of 55102»: numbers of about the same length that go on."""
    length = first.end - first.start
    match = _LISTED.match(reading.text, first.end)
    while match and abs(match.end(1) - match.start(1) - length) <= 1:
        words = range(reading.word_after(match.start()), reading.word_before(match.start(1)) + 1)
        if not all(reading.flags[at] & _LISTING for at in words):
            return
        yield Removal(match.start(1), match.end(1), RemovalKind.CHART_NUMBER)
        match = _LISTED.match(reading.text, match.end(1))


def _judge(reading: Reading, match: re.Match[str]) -> tuple[Removal | None, int]:
    """Return what to remove of one layout, if anything, and where to read on."""
    text = reading.text
    start, end = match.span()
    prefix, attached = _prefix(reading, start)
    cue = attached or _near_chart(reading, prefix) or _cue_before(reading, prefix)
    if match.lastgroup in _FORMED and not attached and not directly_before(reading, prefix, Flag.KEPT_NUMBER):
        cue &= ~Flag.KEPT_NUMBER  # «nous demande quand (581-555-0160)», «un cas : …, 2095-664-118»
    elif match.lastgroup == "phone" and cue & Flag.KEPT_NUMBER:
        cue = nearest_cue(reading, start, Flag.PHONE, words=_SENTENCE) or cue  # «le cell est dans la bonne case : …»
    if (cue & Flag.KEPT_NUMBER or text[start - 2 : start] in {"0x", "0X"}) and not cue & (Flag.HEALTH | Flag.CHART):
        group = _GROUP.match(text, start)
        return None, max(group.end() if group else end, start + 1)
    if match.lastgroup in {"phone", "abroad", "local"}:
        return _telephone(reading, start, end, cue)
    digits = sum(map(len, _DIGIT.findall(text, start, end)))
    if digits < 8:
        return _short(reading, start, end, cue, prefix, digits)
    if match.lastgroup == "number":
        inner = _inner(text, start, end) if digits > 8 else start
        harmless = prefix == start and not cue & Flag.HEALTH and _harmless(text[start:end])
        if inner > start or harmless:
            return _before_inner(text, prefix, inner, cue), inner if inner > start else end
    if cue & Flag.CHART:
        return Removal(prefix, end, RemovalKind.CHART_NUMBER), end
    if (
        digits in {10, 11}
        and text[start:end].isdigit()
        and not _CODED.match(text, end)
        and _is_phone(text[start:end], cue)
    ):
        return Removal(start, end, RemovalKind.PHONE), end
    end = with_version_code(reading, end, digits)
    return Removal(prefix, end, RemovalKind.HEALTH_NUMBER), end


def _before_inner(text: str, prefix: int, inner: int, cue: int) -> Removal | None:
    """Return the health number before a layout in a run of groups: «PHIN 887412093 - 11/02/1980»."""
    end = len(text[:inner].rstrip(" -\u2013/"))
    return Removal(prefix, end, RemovalKind.HEALTH_NUMBER) if cue & Flag.HEALTH and end > prefix else None


def _cue_before(reading: Reading, start: int) -> int:
    """Return the flags of the nearest cue; «number» alone says nothing where «health card» stands before it."""
    cue = nearest_cue(reading, start, NUMBER_CUES)
    label = reading.word_before(start)
    if label > 0 and reading.flags[label] & Flag.NUMBER_LABEL and reading.gaps[label] == " ":
        cue |= reading.flags[label - 1] & Flag.CHART  # «fiche no. 7719»
    if cue & Flag.PHONE and nearest_cue(reading, start, Flag.PHONE | Flag.NUMBER_LABEL) & Flag.NUMBER_LABEL:
        return nearest_cue(reading, start, Flag.HEALTH | Flag.CHART | Flag.KEPT_NUMBER) or cue
    return cue


def _near_chart(reading: Reading, start: int) -> int:
    """Return the flag of charts where a word stands directly before that only then means one: «file # 20417»."""
    at = reading.word_before(start)
    if at < 0 or not reading.flags[at] & Flag.CHART_NEAR or start - reading.ends[at] > _FAR:
        return 0
    return 0 if "\n" in reading.text[reading.ends[at] : start] else Flag.CHART


def _telephone(reading: Reading, start: int, end: int, cue: int) -> tuple[Removal, int]:
    """Remove a number that has the layout of a telephone's, with its extension, unless its word says otherwise."""
    if cue & Flag.HEALTH:
        return Removal(start, with_version_code(reading, end, 10), RemovalKind.HEALTH_NUMBER), end
    if cue & Flag.CHART:
        return Removal(start, end, RemovalKind.CHART_NUMBER), end
    extension = reading.lexicon.extension.match(reading.text, end)
    end = extension.end() if extension else end
    return Removal(start, end, RemovalKind.PHONE), end


def _inner(text: str, start: int, end: int) -> int:
    """Return where a known layout begins inside a run of groups that is none itself; ``start`` if nowhere."""
    for group in _DIGIT.finditer(text, start + 1, end):
        if not text[group.start() - 1].isdigit():
            found = _LAYOUT.match(text, group.start(), end)
            if found and found.lastgroup in {"date", "phone", "health"} and found.end() == end:
                return group.start()
    return start


def _short(reading: Reading, start: int, end: int, cue: int, prefix: int, digits: int) -> tuple[Removal | None, int]:
    """Judge a number of fewer than eight digits: only a cue makes it personal."""
    text = reading.text
    group = _GROUP.match(text, start, end)
    stop = group.end() if group else end
    own = sum(map(len, _DIGIT.findall(text, start, stop)))
    before = reading.word_before(start)
    if before >= 0 and reading.flags[before] & Flag.HAVE and stop == end and _counts(reading, end):
        cue &= ~Flag.CHART  # «the chart has 340 documents»
    year = _PLAIN_YEAR.match(text[start:stop]) and before >= 0 and not is_charted(reading, before)
    spaced = None
    beside = cue & Flag.PATIENT and start - _end_before(reading, start) <= 1 and own == 2  # «pt 12 345»
    if (cue & Flag.CHART or beside) and own < 4:
        spaced = _SPELLED.match(text, start) or _grouped(reading, start) or _THOUSANDS.match(text, stop)
    if spaced or (cue & Flag.CHART and own >= 3 and not year):
        suffix = spaced or _CHART_SUFFIX.match(text, stop)
        stop = suffix.end() if suffix else stop
        return Removal(prefix, stop, RemovalKind.CHART_NUMBER), stop
    if cue & Flag.HEALTH and digits >= 4:
        return Removal(prefix, with_version_code(reading, end, digits), RemovalKind.HEALTH_NUMBER), end
    if own >= 4 and not cue and is_distant_chart(reading, start, stop, year=bool(year)):
        return Removal(prefix, stop, RemovalKind.CHART_NUMBER), stop
    if digits == 7 and prefix < start and own == 7:
        return Removal(prefix, end, RemovalKind.HEALTH_NUMBER), end
    if digits == 7 and cue & Flag.PHONE:
        return Removal(start, end, RemovalKind.PHONE), end
    if (
        cue & Flag.PATIENT
        and own >= 4
        and (own > 4 or text[start - 1 : start] == "#")
        and start - _end_before(reading, start) <= 4
    ):
        return Removal(prefix, stop, RemovalKind.CHART_NUMBER), stop
    return None, max(stop, start + 1)


def _counts(reading: Reading, end: int) -> bool:
    at = reading.word_after(end)
    if at >= len(reading.flags) or reading.text[end : reading.starts[at]] != " ":
        return False
    return not reading.flags[at] & (Flag.AND | Flag.OF | Flag.AT | Flag.STATE_VERB | Flag.CHART)


def _grouped(reading: Reading, start: int) -> re.Match[str] | None:
    """Return a chart number in groups directly after its word: «dossier 77 0415», «no de dossier 77 04 15»."""
    match = _GROUPED.match(reading.text, start)
    directly = directly_before(reading, start, Flag.CHART) and start - _end_before(reading, start) <= _FAR
    after = reading.word_after(match.end()) if match else 0
    counted = after < len(reading.flags) and reading.flags[after] & (Flag.MONTH | Flag.CALENDAR)
    return match if match and directly and not (counted and reading.starts[after] == match.end() + 1) else None


def _end_before(reading: Reading, position: int) -> int:
    at = reading.word_before(position)
    return reading.ends[at] if at >= 0 else -99


def _prefix(reading: Reading, start: int) -> tuple[int, int]:
    """Return where the letters that belong to a number begin (RAMQ, NWT, a chart's), and their cue flags."""
    at = reading.word_before(start)
    if at < 0:
        return start, 0
    gap = start - reading.ends[at]
    length = reading.ends[at] - reading.starts[at]
    flags = reading.flags[at]
    if gap == 0 and flags & (Flag.PRODUCT | Flag.KEPT_NUMBER) and length > 1:
        return start, Flag.KEPT_NUMBER
    if gap == 0 and flags & NUMBER_CUES and length > 1:
        return start, flags & NUMBER_CUES
    between = reading.text[reading.ends[at] : start]
    if (
        gap <= 3
        and length == 4
        and not between.strip(" .-\u2013")
        and "\n" not in between
        and not flags & ~(Flag.GIVEN | Flag.SURNAME | Flag.ALSO_WORD)
    ):
        return reading.starts[at], 0
    lettered = length == 1 and between == "-" and reading.upper[at]  # «V-3321» is no version
    if length <= 3 and between in {"", "-", "/"} and (lettered or not flags & NUMBER_CUES):
        return reading.starts[at], 0
    return start, 0


def with_version_code(reading: Reading, end: int, digits: int) -> int:
    """Return where a health number ends: one of nine or ten digits after its version, any after a letter of its own."""
    if digits not in {9, 10}:
        return end + 1 if _OWN_LETTER.match(reading.text, end) else end
    match = reading.lexicon.version_code.match(reading.text, end)
    if not match:
        match = _CODE_BELOW.match(reading.text, end)
        return match.end() if match else end
    code = match.group(1)
    at = reading.word_after(match.start(1))
    if reading.text[match.end() : match.end() + 1] in {"", ".", ",", ";", ")", "\n"} and len(code) == 2:
        return match.end()  # nothing goes on after it
    ordinary = at < len(reading.flags) and reading.flags[at] & (
        Flag.ORDINARY | Flag.ALSO_WORD | Flag.OF | Flag.AND | Flag.PARTICLE
    )
    return match.end() if code.isupper() or (match.start(1) == end or not ordinary) else end


def _harmless(value: str) -> bool:
    return bool(_ADDRESS_OF_MACHINE.match(value) or _YEARS.match(value) or _HOURS.match(value)) or _is_version(value)


def _is_version(value: str) -> bool:
    return value.count(".") >= 2 and any(len(each) <= 2 for each in value.split(".")) and " " not in value


def _is_phone(value: str, cue: int) -> bool:
    if cue & Flag.HEALTH:
        return False
    if cue & Flag.PHONE:
        return True
    return is_valid(value)


def is_valid(value: str) -> bool:
    """Whether ten digits, one perhaps before them, are a telephone number that somebody may have."""
    import phonenumbers

    number = phonenumbers.PhoneNumber(country_code=1, national_number=int(value[-10:]))
    return bool(phonenumbers.is_valid_number(number))
