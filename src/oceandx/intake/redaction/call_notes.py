"""Who turned to support, in support's own note of it: «Caller Rosa Quill reports», «Appel de Luc Roy, Clinique X»."""

from __future__ import annotations

import re

from oceandx.intake.redaction.callers import calls_as_patient, has_file
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_LEADING = frozenset({" ", ": ", " : ", ", ", " (", " = ", " - "})
_BESIDE = frozenset({" ", ", ", " (", " - ", " \u2013 ", " / ", " @ ", "/"})
_SMALL = 2
_LONGEST = 6
_REACH = 12
_SHORTENED = 3
_WITHIN = frozenset({" ", "-", "'", ". ", " & "})
_LINKS = Flag.OF | Flag.AT | Flag.LOCATED | Flag.PARTICLE | Flag.POSSESSIVE | Flag.AND
_CLINIC = Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER | Flag.CLINIC | Flag.DISCIPLINE
_CALLS = Flag.RINGS | Flag.CALL_OF
_TIME = r"[ \t>]*[\[(]?\d{1,2}[:h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?[\])]?[ \-\u2013]*"
_TURN = re.compile(rf"^({_TIME})?(?:[^\W\d_]{{3,12}} \()?([^\W\d_][\w.' \-]{{1,30}}?)(?:\)|\b)? ?: ", re.MULTILINE)
_MOST = 60
"""As many turns of a conversation are looked at."""


def is_of_call(reading: Reading, lines: Lines, run: Run, before: int) -> bool:
    """Whether a name is that of who called or wrote to support, by its note; ``before`` stands before its title."""
    return _turns_to_support(reading, run, before) or _speaks_in_chat(reading, lines, run)


def _turns_to_support(reading: Reading, run: Run, before: int) -> bool:
    """«Caller Rosa Quill», «Call from Rosa Quill, Lakeside Clinic», «la cliente (Rosa Quill, Clinique du Lac)»."""
    flags = reading.flags
    if before < 0 or reading.gaps[before + 1] not in _LEADING:
        return False
    at = before - bool(flags[before] & Flag.STATE_VERB and before > 0)
    called = flags[at] & _CALLS
    if not called or has_file(reading, run) or _is_of_family(reading, run) or calls_as_patient(reading, run):
        return False
    if called & Flag.RINGS:
        return True
    if flags[at] & Flag.PATIENT and not _client_speaks(reading):
        return False
    return _is_of_clinic(reading, run)


def _is_of_family(reading: Reading, run: Run) -> bool:
    """Whether a relative is told of on the same line: «Caller: Rosa Quill, for her husband»."""
    for at in range(run.last + 1, min(run.last + 1 + _REACH, len(reading.flags))):
        if "\n" in reading.gaps[at] or (". " in reading.gaps[at] and len(reading.plain[at - 1]) > _SHORTENED):
            return False
        if reading.flags[at] & Flag.KIN and not reading.upper[at]:
            return True
    return False


def _client_speaks(reading: Reading) -> bool:
    """Whether the client of a note is who explains something to support: «la cliente mentionne …»."""
    return any(
        flag & Flag.CALL_OF and flag & Flag.PATIENT and following & Flag.SPEAKS
        for flag, following in zip(reading.flags, reading.flags[1:], strict=False)
    ) or any(
        flag & Flag.CALL_OF and flag & Flag.PATIENT and reading.gaps[at + 1] == " ("
        for at, flag in enumerate(reading.flags[:-1])
    )


def _is_of_clinic(reading: Reading, run: Run) -> bool:
    """Whether the name of a clinic follows: «…, Lakeside Clinic», «… of Lakeside Wellness», «… de la Clinique X»."""
    flags, at = reading.flags, run.last + 1
    if at >= len(flags) or reading.gaps[at] not in _BESIDE:
        return False
    for _ in range(_SMALL):
        if at < len(flags) and flags[at] & _LINKS and not reading.upper[at]:
            at += 1
    for word in range(at, min(at + _LONGEST, len(flags))):
        if not reading.upper[word] and not flags[word] & _LINKS:
            return False
        if word > at and reading.gaps[word] not in _WITHIN:
            return False
        if reading.upper[word] and flags[word] & _CLINIC:
            return True
    return False


def _speaks_in_chat(reading: Reading, lines: Lines, run: Run) -> bool:
    """Whether a name heads its turn in a conversation with support: «(13:02) Jasmeet: hi / (13:03) agent: …»."""
    end = reading.ends[run.last]
    if reading.gaps[run.last + 1].lstrip(" )")[:1] != ":" or end >= len(reading.text):
        return False
    start = lines.span(lines.number(reading.starts[run.first]))[0]
    turn = _TURN.match(reading.text, start)
    if turn is None or turn.end(2) != end:
        return False
    turns = [each for each, _ in zip(_TURN.finditer(reading.text), range(_MOST), strict=False)]
    labels = [reading.flags[reading.word_after(max(each.end(1), each.start()))] for each in turns]
    supported = any(flag & Flag.ROLE and not flag & Flag.PATIENT for flag in labels)
    again = sum(each[2].casefold() == turn[2].casefold() for each in turns) > 1
    return supported and (again or bool(turn[1]))
