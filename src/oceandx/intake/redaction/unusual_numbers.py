"""What no layout shows: numbers that a line break parts, numbers and names whose characters stand apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from oceandx.intake.redaction.cues_before import nearest_cue
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.numbers import NUMBER_CUES, with_version_code
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_WRAPPED = re.compile(
    r"(?<!\d)(?:\d{4}[ .\-]?\n[> ]{0,4}\d{3}[ .\-]{0,2}\d{3}|\d{4}[ .\-]{0,2}\d{3}[ .\-]?\n[> ]{0,4}\d{3}"
    r"|\d{3}[ .\-]?\n[> ]{0,4}\d{3}[ .\-]{0,2}\d{3}|\d{3}[ .\-]{0,2}\d{3}[ .\-]?\n[> ]{0,4}\d{3,4})(?!\d)"
)
_BROKEN = re.compile(r"\d[ .\-]?\n[> ]{0,4}\d{3}")
_SPELLED = re.compile(r"\d(?:[ .\-]{1,5}\d){7,11}(?!\d)")
_OF_SERVICE = re.compile(
    r"(?<![\w\-.])[A-Z](?:\d\d[ \-]\d{3}[ \-]\d{3}|\d{4}[ \-]\d{3}|\d[ \-]\d{3}[ \-]\d{3})(?![\w\-])"
    r"|(?<![\w\-.])[NDMT][ ]?\d{3}[ ]\d{4}(?![\w\-])"
)
_OF_DRIVER = re.compile(r"(?<![\w\-.])[A-Z]\d{4}(?:[ \-]\d{6}[ \-]\d{2}|[ \-]\d{5}[ \-]\d{5})(?![\w\-])")
"""Of Québec and of Ontario: « permis A1234-567890-12 » is no doctor's."""
_SPELLED_NAME = re.compile(
    r"(?<![\w\-])(?:[A-ZÀ-Ý]-){3,24}[A-ZÀ-Ý](?![\w\-])|(?<![\w\-])[A-ZÀ-Ý](?:-[a-zà-ÿ]){3,24}(?![\w\-])"
)
_SHORTEST_SPELLED = 15
_EIGHT = re.compile(r"\d(?:[ .\-]?\d){7}(?!\d)")
_LETTERS_BEFORE = re.compile(r"(?<!\w)(?:[A-Za-z][ .\-]{1,2}){4}\Z")
_RAMQ = re.compile(  # four letters of the name, year, month (plus 50 for women), day, two more digits
    r"(?<![\w\-])[A-Z]{4}[ .\-]{0,2}\d\d[ .\-]?(?:[05][1-9]|[16][0-2])[ .\-]?(?:0[1-9]|[12]\d|3[01])[ .\-]?\d\d(?!\w)"
)
_MISTYPED = re.compile(  # letters that look like digits in the layout of a telephone or a date
    r"(?<![\w\-/])(?=[^\n]{0,12}[OoIl])\(?(?:[2-9OoIl][\dOoIl]{2}[ .\-)]{1,3}[\dOoIl]{3}[ .\-]{1,2}[\dOoIl]{4}"
    r"|[\dOoIl]{1,2}[/\-][\dOoIl]{1,2}[/\-][\dOoIl]{4}|[12][\dOoIl]{3}[/\-][\dOoIl]{1,2}[/\-][\dOoIl]{1,2})(?![\w/\-])"
)
_MOST_MISTYPED = 3
_DATE = 10
_DIGIT = re.compile(r"\d+")
_ODDLY_SET = re.compile(
    r"(?<![\d.,])(?:[2-9]\d\d[ ]?(?P<sign>[\u2022\u00b7,])[ ]?\d{3}[ ]?(?P=sign)[ ]?\d{4}"
    r"|\([2-9]\d\d\)-?\(\d{3}\)-?\(\d{4}\))(?![\d.,]\d|\d)"
)


def find_wrapped(reading: Reading) -> Iterator[Removal]:
    """Yield the health and telephone numbers that a line break parts, after a word that says what they are."""
    for match in _WRAPPED.finditer(reading.text) if _BROKEN.search(reading.text) else ():
        cue = nearest_cue(reading, match.start(), NUMBER_CUES)
        if cue & (Flag.HEALTH | Flag.PHONE):
            digits = sum(map(len, _DIGIT.findall(match.group())))
            end = with_version_code(reading, match.end(), digits) if cue & Flag.HEALTH else match.end()
            yield Removal(match.start(), end, RemovalKind.HEALTH_NUMBER if cue & Flag.HEALTH else RemovalKind.PHONE)


def find_mistyped(reading: Reading) -> Iterator[Removal]:
    """Yield telephones and birth dates with a letter in place of a digit: «613-555-O142», «DOB 1961-O8-07»."""
    for match in _MISTYPED.finditer(reading.text):
        letters = sum(map(str.isalpha, match.group()))
        date = match.group().count("/") == 2 or not match.group()[-4:].isalnum() or len(match.group()) <= _DATE
        if 0 < letters <= _MOST_MISTYPED and (not date or nearest_cue(reading, match.start(), Flag.BIRTH, words=6)):
            yield Removal(*match.span(), RemovalKind.BIRTH_DATE if date else RemovalKind.PHONE)


def find_oddly_set(reading: Reading) -> Iterator[Removal]:
    """Yield telephones with other signs between their groups: «367•555•0125», «(519)-(555)-(0187)»."""
    if reading.clusters:
        for match in _ODDLY_SET.finditer(reading.text):
            yield Removal(*match.span(), RemovalKind.PHONE)


def find_named(reading: Reading) -> Iterator[Removal]:
    """Yield the health numbers of Québec whose letters may be a word, too: «SAVE48071412», and drivers' licences."""
    for match in chain(_RAMQ.finditer(reading.text), _OF_DRIVER.finditer(reading.text)):
        yield Removal(*match.span(), RemovalKind.HEALTH_NUMBER)


def find_service_numbers(reading: Reading) -> Iterator[Removal]:
    """Yield numbers of a letter and groups of digits, of soldiers and of the Northwest Territories: «V12 345 678»."""
    for match in _OF_SERVICE.finditer(reading.text) if reading.clusters else ():
        if not nearest_cue(reading, match.start(), NUMBER_CUES) & (Flag.KEPT_NUMBER | Flag.SECRET):
            yield Removal(*match.span(), RemovalKind.HEALTH_NUMBER)


def find_spelled(reading: Reading) -> Iterator[Removal]:
    """Yield the numbers whose characters stand apart: «T R E M 6 7 5 4 1 2 1 5», «9 8 7 6 5 4 3 2 1 0»."""
    for start, end in reading.clusters:
        match = _SPELLED.match(reading.text, start, end) if end - start >= _SHORTEST_SPELLED else None
        spelled = any(map(str.isalpha, reading.text[max(0, start - 3) : start]))
        letters = _LETTERS_BEFORE.search(reading.text, max(0, start - 12), start) if spelled else None
        if letters and not match:
            match = _EIGHT.match(reading.text, start, end)
        if match:
            cue = nearest_cue(reading, letters.start() if letters else start, NUMBER_CUES)
            if letters or not cue & Flag.KEPT_NUMBER:
                kind = RemovalKind.PHONE if cue & Flag.PHONE else RemovalKind.HEALTH_NUMBER
                yield Removal(letters.start() if letters else start, match.end(), kind)


def find_spelled_names(reading: Reading) -> Iterator[Removal]:
    """Yield the names that are spelled: «épelé S-A-V-O-I-E»; no word or product is, «O-C-E-A-N»."""
    for match in _SPELLED_NAME.finditer(reading.text):
        word = reading.folded[match.start() : match.end()].replace("-", "")
        if not reading.lexicon.single.get(word, 0) & (Flag.PRODUCT | Flag.ORDINARY):
            yield Removal(*match.span(), RemovalKind.NAME)
