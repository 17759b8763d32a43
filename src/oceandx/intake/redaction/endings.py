"""How a message ends: its last words, in capitals and without a verb, tell who writes and from where."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import NAME

_LONGEST = 8
_LEAST_BEFORE = 5
_ENDS = (".", "!", "?", ")", "\u00bb", '"', "\u201d")
_STOPS = frozenset(".!?\n\x1e")
_WITHIN = frozenset({" ", "-", "'", ", ", " - ", " \u2013 ", " — ", " & ", ". "})
_CLINIC = Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER | Flag.DISCIPLINE | Flag.ROLE
_SMALL = Flag.OF | Flag.PARTICLE | Flag.AND | Flag.CLINIC_ADJECTIVE
_TOLD = (
    Flag.PATIENT | Flag.ABOUT | Flag.BIRTH | Flag.CHART | Flag.HEALTH | Flag.TITLE | Flag.HEADING | Flag.PRONOUN
    | Flag.RECEIVED | Flag.CALENDAR | Flag.MONTH
)  # fmt: skip
_SHORT = 4


def closes_message(reading: Reading, lines: Lines, run: Run) -> bool:
    """Whether a name stands in the last words of a message, which name a clinic beside it or are a word of farewell."""
    number = lines.number(reading.starts[run.first])
    words = lines.words(number)
    if run.last + _LONGEST < words.stop or not _is_end(lines, number):
        return False
    first = _begin(reading, run, words)
    fragment = range(first, words.stop)
    if first < _LEAST_BEFORE or len(fragment) > _LONGEST or not _is_nominal(reading, fragment):
        return False
    clinic = any(reading.flags[at] & _CLINIC and not reading.flags[at] & NAME for at in fragment)
    if first == words.start:
        if not lines.in_signature(number) or lines.is_quoted(number):
            return False
        above = _above(lines, number)
        if not lines.content(above).endswith(_ENDS):
            return clinic and _signs(reading, lines, above)
    if run.swapped and run.first == first:
        return _takes_leave(reading, run, fragment)  # «Quill, Rosa, Family Practice»
    return clinic or _goes_on(reading, run, fragment)


def _is_end(lines: Lines, number: int) -> bool:
    """Whether no line with content follows."""
    following = range(number + 1, len(lines.starts))
    return not lines.in_subject(number) and not any(lines.content(below) for below in following)


def _begin(reading: Reading, run: Run, words: range) -> int:
    """Return the first word of the sentence, or of the line, that a name stands in."""
    first = run.first
    while first > words.start and run.first - first <= _LONGEST:
        if _ends_sentence(reading, first):
            break
        first -= 1
    return first


def _ends_sentence(reading: Reading, at: int) -> bool:
    """Whether a sentence ends before a word; the point of «St.» and «D.» ends none."""
    gap = reading.gaps[at]
    short = reading.ends[at - 1] - reading.starts[at - 1] < _SHORT - 1 and gap == ". "
    return not short and not _STOPS.isdisjoint(gap)


def _is_nominal(reading: Reading, fragment: range) -> bool:
    """Whether capitals, and the small words between them, are all there is."""
    led = False
    for at in fragment:
        flag = reading.flags[at]
        if at > fragment.start and (reading.gaps[at] not in _WITHIN or _ends_sentence(reading, at)):
            return False
        if flag & _TOLD and not flag & NAME:
            return False
        led = led or bool(flag & Flag.ORGANISATION_BEFORE)
        if not (
            reading.upper[at] or flag & _SMALL or (led and reading.gaps[at] == " " and reading.plain[at][-1] == "e")
        ):
            return False
    rest = reading.text[reading.ends[fragment[-1]] :].strip()
    return reading.upper[fragment[0]] and rest in {"", "."}


def _above(lines: Lines, number: int) -> int:
    """Return the next line above one that has content."""
    above = number - 1
    while above > 0 and not lines.content(above):
        above -= 1
    return above


def _signs(reading: Reading, lines: Lines, number: int) -> bool:
    """Whether a line names somebody with a post or a designation: «Rosa Quill, RN»."""
    posts = Flag.DOCTOR | Flag.ROLE | Flag.DESIGNATION
    named = reading.upper[lines.words(number)[0]] if lines.words(number) else False
    return named and not lines.has_time(number) and any(reading.flags[at] & posts for at in lines.words(number)[1:])


def _takes_leave(reading: Reading, run: Run, fragment: range) -> bool:
    """«Best, Wanda», «Tiawenhk, Wanda»: a farewell, or a word that is no name, and a given name alone."""
    flags = reading.flags
    if not run.swapped or run.first != fragment.start or run.last != fragment[-1]:
        return False
    given = next((at for at in fragment if reading.gaps[at] == ", "), -1)
    if given < 0 or not flags[given] & Flag.GIVEN:
        return False
    before = range(fragment.start, given)
    closing = any(flags[at] & Flag.SIGN_OFF for at in before)
    return closing or all(not flags[at] & NAME for at in before)


def _goes_on(reading: Reading, run: Run, fragment: range) -> bool:
    """«Halifax Kids Smiles Wanda», «Rock Hay, ORL Matane»: among the capitals are words that are no person's."""
    if run.swapped or len(fragment) < _SHORT - 1 or len(fragment) == run.last - run.first + 1:
        return False
    if any(reading.flags[at] & (Flag.MEANT_FOR | Flag.LIKEWISE) for at in fragment):
        return False  # «Same for Rosalie.»
    return any(_is_no_persons(reading, at) for at in fragment)


def _is_no_persons(reading: Reading, at: int) -> bool:
    """Whether a word with a capital is known and no name, or an abbreviation."""
    flag, size = reading.flags[at], reading.ends[at] - reading.starts[at]
    if not reading.upper[at] or flag & NAME or size == 1:
        return False
    if flag & Flag.SIGN_OFF and at + 1 < len(reading.flags) and reading.gaps[at + 1] == ", ":
        return False  # «Merci, G. Quill» may be a patient's
    return bool(flag & ~_SMALL) or (size < _SHORT + 1 and reading.text[reading.starts[at] : reading.ends[at]].isupper())
