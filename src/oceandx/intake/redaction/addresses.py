"""Street addresses, post boxes and postal codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_POSTAL = re.compile(r"[ABCEGHJ-NPRSTVXYabceghj-nprstvxy](?<!\w.)\d[A-Za-z][ \-]{0,2}\d[A-Za-z]\d(?!\w)")
_CIVIC = re.compile(
    r"(?<![\w#.\-])(?<!\d )(?:\d{1,5}[ ]?[-\u2013][ ]?)?\d{1,5}(?:[ \-]?[A-Za-z](?!\w))?(?:[ ](?:1/2|½))?,?[ ]{1,2}"
    r"(?:\d{1,3}[a-z]{1,2}[ ])?\Z"
)
_CIVIC_AFTER = re.compile(r",?[ ](?:no?\.?°?[ ]?|#)?\d{1,5}(?![\d:h])")
_ON_ROUTE = re.compile(r"[ ]\d{1,3}(?:[ ][^\W\d_]{4,5})?,?[ ](?:no\.?|n°|#)[ ]?\d{1,5}(?![\d:h])", re.IGNORECASE)
_BOX = re.compile(r"[. ]{0,3}(?:no?\.? ?|# ?)?\d{1,6}(?!\w)")
_UNIT_BEFORE = re.compile(r"(?<!\w)[^\W\d_]{2,12}\.?[ ]?#?\d{1,5}[A-Za-z]?[ ]?[,\-\u2013][ ]\Z")
_ORDINAL = re.compile(r"(?<![\w.#\-])\d{1,5}[A-Za-z]?[ ]\d{1,3}\Z")
_NUMBERED = re.compile(r"(?<![\w.#\-:])\d{2,5}[A-Za-z]?[ ]\d{1,3}[ ]\Z")
_TAIL = 60
_TO_NUMBER = 3
_CIVIC_COMMA = re.compile(r"(?<![\w.#:\-])\d{1,5}[A-Za-z]?,?[ ]\Z")
_ROAD_NUMBER = re.compile(r"[ ]\d{1,3}(?:e|er)?(?![\w:])")
_RURAL_REACH = 40
_TOWN = 4
_BEGINS = frozenset({"", ".", "\n", "\x1e"})
_ABBREVIATED = 4
_OFFICE = 5
_TO_OFFICE = Flag.PARTICLE | Flag.OF | Flag.POSSESSIVE | Flag.AT | Flag.ALONG | Flag.PRODUCT
_ROAD = 3


def find_addresses(reading: Reading) -> Iterator[Removal]:
    """Yield streets with their number, city, province and postal code; post boxes; and postal codes alone."""
    codes = [match.span() for match in _POSTAL.finditer(reading.text)] if reading.clusters else []
    for start, end in codes:
        yield Removal(start, end, RemovalKind.ADDRESS)
    flags = reading.flags
    wanted = Flag.STREET_BEFORE | Flag.STREET_AFTER | Flag.POST_BOX
    for at in reading.noted(wanted):
        span = (
            _on_numbered_street(reading, at)
            or _street(reading, at)
            or _on_route(reading, at)
            or (_box(reading, at) if flags[at] & Flag.POST_BOX else None)
        )
        if span and not _is_sites(reading, span[0]):
            yield Removal(_before_unit(reading, span[0]), _tail(reading, span[1], codes), RemovalKind.ADDRESS)


def _is_sites(reading: Reading, start: int) -> bool:
    """Whether what seems a civic number is that of a site: «site: 6120 Gateway Walk-In»."""
    before = reading.word_before(start)
    ended = before >= 0 and reading.text[reading.ends[before]] == "." and len(reading.plain[before]) > _ABBREVIATED
    return (
        before >= 0
        and not ended  # «Our office is closed. 12 Elm St …»
        and start - reading.ends[before] <= _TO_NUMBER
        and bool(
            reading.flags[before] & Flag.KEPT_NUMBER
            and not reading.flags[before] & (Flag.UNIT | Flag.STREET_BEFORE)
            and not reading.flags[before] & Flag.ORGANISATION_BEFORE
        )
    )


def _before_unit(reading: Reading, start: int) -> int:
    """Return where the unit before a civic number begins: «Unit 5, 1200 Fairmount Dr», «Apt 5B - 77 King Street»."""
    unit = _UNIT_BEFORE.search(reading.text, max(0, start - 24), start)
    at = reading.word_after(unit.start()) if unit else len(reading.flags)
    if unit and at < len(reading.flags) and reading.starts[at] == unit.start() and reading.flags[at] & Flag.UNIT:
        return unit.start()
    return start


def _street(reading: Reading, at: int) -> tuple[int, int] | None:
    text, flags = reading.text, reading.flags
    if flags[at] & Flag.STREET_BEFORE:
        start = reading.starts[at]
        civic = _CIVIC.search(text, max(0, start - 22), start)
        last = _name_of_street(reading, at, everything=civic is not None)
        numbered = civic is not None and reading.ends[at - 1] == start - 1 and text[start - 3 : start - 2].isdigit()
        if civic and last == at and len(reading.plain[at]) >= _ROAD and not flags[at] & Flag.ORDINARY:
            number = _CIVIC_AFTER.match(text, reading.ends[at])
            if number:
                return civic.start(), number.end()  # «45 Concession 3», «55 Hwy 7»
        if last > at or numbered:
            number = None if civic else _number_after(reading, at, last)
            certain = reading.flags[at] & Flag.STREET_CERTAIN and reading.upper[last]
            certain = certain and not _of_clinic(reading, at) and not _goes_on_as_clinic(reading, at, last)
            certain = certain and not _is_verb(reading, at)
            if civic or number or certain:
                end = number.end() if number else reading.ends[last]
                return (civic.start() if civic else start), end
    if flags[at] & Flag.STREET_AFTER and not _names_clinic(reading, at + 1):
        first = at
        while first > 0 and at - first < 4 and _within_street(reading, first):
            first -= 1
            start = reading.starts[first]
            civic = _CIVIC.search(text, max(0, start - 16), start)
            if not civic and flags[first] & Flag.ORDINAL:
                civic = _ORDINAL.search(text, max(0, start - 12), start)
            if civic and not flags[first] & (Flag.CALENDAR | Flag.MONTH) and not _plain_words(reading, first, at):
                end = reading.ends[at]
                return civic.start(), end + (text[end : end + 1] == ".")
    return None


def _is_verb(reading: Reading, at: int) -> bool:
    """«Rang Clementine back», at the beginning of a sentence: somebody was called."""
    return bool(reading.flags[at] & Flag.CALL_OF) and reading.upper[at] and reading.gaps[at].strip(" ")[-1:] in _BEGINS


def _on_numbered_street(reading: Reading, at: int) -> tuple[int, int] | None:
    """Return where an address on a street with a number for a name stands: «1620 29 Ave SW»."""
    if reading.flags[at] & Flag.STREET_BEFORE and reading.flags[at] & Flag.STREET_CERTAIN:
        before = _CIVIC_COMMA.search(reading.text, max(0, reading.starts[at] - 9), reading.starts[at])
        number = _ROAD_NUMBER.match(reading.text, reading.ends[at])
        return (before.start(), number.end()) if before and number else None  # «14, rang 6»
    if not reading.flags[at] & Flag.STREET_AFTER or not reading.upper[at]:
        return None
    civic = _NUMBERED.search(reading.text, max(0, reading.starts[at] - 14), reading.starts[at])
    return (civic.start(), reading.ends[at]) if civic else None


def _on_route(reading: Reading, at: int) -> tuple[int, int] | None:
    """Return where an address on a road with a number stands: «route 132, no 455»."""
    on_route = _ON_ROUTE.match(reading.text, reading.ends[at]) if reading.flags[at] & Flag.STREET_BEFORE else None
    return (reading.starts[at], on_route.end()) if on_route else None


def _number_after(reading: Reading, at: int, last: int) -> re.Match[str] | None:
    """Return the civic number after the name of a street; not the day of a month, not after «Dr Côté»."""
    number = _CIVIC_AFTER.match(reading.text, reading.ends[last])
    if number is None or (at and reading.flags[at - 1] & Flag.DOCTOR_BEFORE):
        return None
    after = reading.word_after(number.end())
    dated = after < len(reading.flags) and reading.flags[after] & Flag.MONTH
    return None if dated and reading.starts[after] - number.end() <= 1 else number


def _names_clinic(reading: Reading, after: int) -> bool:
    """Whether a word that makes the one before it a clinic follows: «Tier 1, Cedar Hill CHC»."""
    if after >= len(reading.flags) or reading.gaps[after] != " " or not reading.upper[after]:
        return False
    return bool(reading.flags[after] & Flag.ORGANISATION_AFTER) and not reading.flags[after] & Flag.STREET_AFTER


def _of_clinic(reading: Reading, at: int) -> bool:
    """Whether a street only tells which clinic is meant: «la succursale de la rue Rachel»."""
    before = at - 1
    while before > max(0, at - _OFFICE) and reading.flags[before] & _TO_OFFICE and not _is_office(reading, before):
        before -= 1
    if before < 0 or "\n" in reading.gaps[before + 1]:
        return False
    below = reading.gaps[at] == ", " and reading.flags[before] & Flag.CLINIC_ADJECTIVE  # «Médecine familiale, rue …»
    return bool(reading.flags[before] & Flag.ORGANISATION_BEFORE or below) or _is_office(reading, before)


def _is_office(reading: Reading, at: int) -> bool:
    """Whether a word is one for an office: «notre site Ocean de la rue Rachel»."""
    flag = reading.flags[at]
    return bool(flag & Flag.KEPT_NUMBER and flag & Flag.ORGANISATION_AFTER) and not reading.upper[at]


def _within_street(reading: Reading, at: int) -> bool:
    gap = reading.gaps[at]
    if gap == ". " and reading.flags[at] & Flag.DOCTOR_BEFORE:
        return False  # «… VW. Dr. Leclair's computer too»
    return gap in {" ", "-", "'"} or (gap == ". " and reading.ends[at - 1] - reading.starts[at - 1] <= 2)


def _goes_on_as_clinic(reading: Reading, at: int, last: int) -> bool:
    """Whether what seems the name of a street is that of a clinic: «Whyte Avenue Women's Clinic»."""
    named = range(at + 1, min(last + 2, len(reading.flags)))
    if at and reading.upper[at - 1] and reading.upper[at] and reading.gaps[at] == " ":
        named = range(at + 1, min(last + 3, len(reading.flags)))  # «Greene Avenue Eye Institute»
        if any(reading.upper[each] and reading.flags[each] & Flag.ORGANISATION_AFTER for each in named):
            return True
    return any(reading.upper[each] and reading.flags[each] & Flag.CLINIC for each in named)


def _plain_words(reading: Reading, first: int, at: int) -> bool:
    """Whether a word between a number and a street word belongs to no street («2 patients in line»)."""

    def is_plain(each: int) -> bool:
        flag = reading.flags[each]
        word = reading.text[reading.starts[each] : reading.ends[each]]
        if flag & (Flag.DOCTOR | Flag.TITLE):
            return True
        return bool(flag & (Flag.ORDINARY | Flag.OF | Flag.AND)) and (
            word.islower() or (word.isupper() and len(word) > 1)
        )

    return any(is_plain(each) for each in range(first, at)) or (
        at > first and reading.plain[at] in {"dr", "st"} and not reading.upper[at - 1]
    )


def _name_of_street(reading: Reading, at: int, *, everything: bool) -> int:
    flags, gaps = reading.flags, reading.gaps
    last = at
    while last + 1 < len(flags) and last < at + 6 and gaps[last + 1] in {" ", "-", "'", ". ", "--"}:
        nearer = flags[last + 1]
        if gaps[last + 1] == ". " and reading.ends[last] - reading.starts[last] > _ABBREVIATED:
            break
        named = (
            reading.upper[last + 1]
            or nearer & (Flag.PARTICLE | Flag.SURNAME | Flag.GIVEN | Flag.PLACE)
            or (everything and last == at)
        )
        if not named or (nearer & Flag.UNIT and not reading.upper[last + 1]):
            break
        last += 1
    while last > at and flags[last] & Flag.PARTICLE and not reading.upper[last]:
        last -= 1
    return last


def _box(reading: Reading, at: int) -> tuple[int, int] | None:
    if at + 1 < len(reading.flags) and reading.flags[at + 1] & Flag.POST_BOX:
        return None
    match = _BOX.match(reading.text, reading.ends[at])
    if not match:
        return _delivery(reading, at)
    first = at
    while first > 0 and reading.flags[first - 1] & Flag.POST_BOX and len(reading.gaps[first]) <= 2:
        first -= 1
    start, end = reading.starts[first], match.end()
    before = reading.lexicon.before_rural.search(reading.text, max(0, start - _RURAL_REACH), start)
    after = reading.lexicon.rural.match(reading.text, end)
    if not before and not after and first == at and reading.flags[at] & Flag.ORDINARY and not reading.upper[at]:
        return None  # «tick box 4»
    return before.start() if before else start, _with_town(reading, after.end() if after else end)


def _delivery(reading: Reading, at: int) -> tuple[int, int] | None:
    """Return where «General Delivery» stands, a town and a postal code after it."""
    end = reading.ends[at]
    if not at or not reading.flags[at - 1] & Flag.POST_BOX or reading.text[end : end + 2] != ", ":
        return None
    coded = _POSTAL.search(reading.text, end, end + _TAIL)
    return (reading.starts[at - 1], end) if coded else None


def _with_town(reading: Reading, end: int) -> int:
    """Return where a town without a comma and its province end: «RR 3 Hanover ON»."""
    at = reading.word_after(end)
    for last in range(at, min(at + _TOWN, len(reading.flags))):
        gap = reading.gaps[last] if last > at else reading.text[end : reading.starts[last]]
        if not reading.upper[last] or gap not in {" ", ", ", "-"}:
            return end
        word = reading.text[reading.starts[last] : reading.ends[last]]
        if last > at and reading.flags[last] & Flag.PROVINCE and (word.isupper() or len(word) > 3):
            return reading.ends[last]
    return end


def _tail(reading: Reading, end: int, codes: list[tuple[int, int]]) -> int:
    """Return where an address ends: after its unit, its city and its postal code."""
    text = reading.text
    at = reading.word_after(end)
    if at < len(reading.flags) and reading.flags[at] & Flag.DIRECTION and text[end : reading.starts[at]] in {" ", ". "}:
        end = reading.ends[at] if reading.upper[at] else end
        end += text[end : end + 2] == ".," and reading.upper[at]  # «22B King St. W., Apt 3»
    for _ in range(2):
        unit = reading.lexicon.unit.match(text, end)
        if unit and any(each.isdigit() for each in unit.group()):
            end = unit.end()
    for start, stop in codes:
        if end <= start <= end + _TAIL and text.count("\n", end, start) <= 1:
            return stop
    at = reading.word_after(end)
    if text[end : end + 2] == ", ":
        last = at
        while (
            last < len(reading.flags)
            and last < at + 4
            and reading.upper[last]
            and (last == at or reading.gaps[last] in {" ", "-", ", "})
        ):
            end = reading.ends[last]
            last += 1
    return end
