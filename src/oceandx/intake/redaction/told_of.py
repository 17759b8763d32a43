"""What a message tells of a colleague: from where they write, that they left, are asked, show how, or get alerts."""

from __future__ import annotations

from oceandx.intake.redaction.acting import has_own_thing
from oceandx.intake.redaction.beside_writer import is_beside_writer
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_REACH = 14
_NEAR = 4
_WITHIN = frozenset({" ", "'", "-"})
_ENDS = frozenset(".;!?\n\x1e")
_BEGINS = frozenset(".!?,\n\x1e")
_CALLED = Flag.PHONE | Flag.CALL_BACK | Flag.PATIENT_ACT
_STRANGER = Flag.KIN | Flag.NAME_LABEL | Flag.ABOUT
_WORKS = Flag.DOCTOR | Flag.ROLE | Flag.DESIGNATION
_THING = Flag.RECEIVED | Flag.PATIENT_THING
_OF_PANEL = Flag.PANEL | Flag.EITHER


def is_told_of(reading: Reading, run: Run, before: int) -> bool:
    """Whether what is told of a name is told of those who work at a clinic."""
    ahead = reading.ahead(run.last)
    return bool(
        _says_from_where(reading, run, before)
        or _is_appointed(reading, run, before)
        or (ahead & Flag.GONE and _has_gone(reading, run))
        or (ahead & Flag.OWN_ACCESS and _has_own_access(reading, run))
        or _is_asked_or_shows(reading, run, before)
        or (ahead & Flag.WHENEVER and _is_alerted(reading, run))
        or (ahead & _OF_PANEL and _has_panel(reading, run))
        or (ahead & Flag.TOOL and _has_own_tool(reading, run))
        or _is_a_certain(reading, run, before)
        or is_beside_writer(reading, run, before)
        or _answered_at_vendor(reading, run, before)
    )


def _says_from_where(reading: Reading, run: Run, before: int) -> bool:
    """«It's Wanda from Truro again», «ici Luce de Matane»: a given name alone, and from where it writes."""
    flags, after = reading.flags, run.last + 1
    if run.words > 1 or before < 0 or not flags[before] & Flag.THEMSELVES or reading.gaps[run.first] != " ":
        return False
    first = before
    while first > 0 and flags[first - 1] & Flag.THEMSELVES and "\n" not in reading.gaps[first]:
        first -= 1
    begins = not first or reading.gaps[first].strip(" ")[-1:] in _BEGINS
    if not begins or after + 1 >= len(flags) or not flags[after] & Flag.AT or flags[after] & Flag.TOWARDS:
        return False
    return reading.upper[after + 1] and reading.gaps[after] == reading.gaps[after + 1] == " "


def _is_appointed(reading: Reading, run: Run, before: int) -> bool:
    """«Can you make X an admin», «mettre X administratrice»."""
    flags = reading.flags
    if before < 0 or not flags[before] & Flag.APPOINTS or reading.gaps[run.first] != " ":
        return False
    for at in range(run.last + 1, min(run.last + _NEAR, len(flags))):
        if reading.gaps[at] != " ":
            return False
        if flags[at] & _WORKS and not flags[at] & (Flag.PATIENT | _THING):
            return True
        if not flags[at] & (Flag.FILLER | Flag.POSSESSIVE | Flag.GIVEN_AS | Flag.PRODUCT):
            return False
    return False


def _has_gone(reading: Reading, run: Run) -> bool:
    """«Patients can still pick X though she left in August», «X est encore là, elle a quitté»."""
    flags = reading.flags
    for at in range(run.last + 1, min(run.last + _REACH, len(flags) - 1)):
        if not _ENDS.isdisjoint(reading.gaps[at]) or flags[at] & (Flag.PATIENT | Flag.TITLE | Flag.KIN):
            return False
        if flags[at] & Flag.PRONOUN:
            ahead = range(at + 1, min(at + _NEAR, len(flags)))
            return any(flags[each] & Flag.GONE and reading.gaps[each] in _WITHIN for each in ahead)
    return False


def _answered_at_vendor(reading: Reading, run: Run, before: int) -> bool:
    """«J'ai appelé QHR (une dame prénommée X)», «I called Telus twice, a man called X …»: who took the call there."""
    flags = reading.flags
    if run.words > 1 or before < 0 or not any(flags[at] & _STRANGER for at in range(max(0, before - 1), before + 1)):
        return False
    for at in range(before, max(0, before - _REACH), -1):
        if flags[at] & Flag.VENDOR and reading.upper[at]:
            return any(flag & _CALLED for flag in flags[max(0, at - _NEAR) : at])
        if ". " in reading.gaps[at] or "\n" in reading.gaps[at] or flags[at] & Flag.PATIENT:
            return False
    return False


def is_on_leave(reading: Reading, run: Run) -> bool:
    """«(Mme X est en congé de maladie)», «X) retired in June»: directly after a name, a title before it perhaps."""
    after = run.last + 1
    if after >= len(reading.flags) or reading.gaps[after] not in {" ", ") ", ", "}:
        return False
    return bool(reading.flags[after] & Flag.GONE)


def _has_own_access(reading: Reading, run: Run) -> bool:
    """«X y arrive avec son compte», «X gets in with her login»."""
    flags = reading.flags
    for at in range(run.last + 1, min(run.last + _REACH, len(flags) - 2)):
        if reading.gaps[at] not in _WITHIN or flags[at] & (Flag.PATIENT | Flag.TITLE):
            return False
        if flags[at] & Flag.WITH and flags[at + 1] & Flag.THEIR and flags[at + 2] & Flag.OWN_ACCESS:
            return reading.gaps[at + 1] == reading.gaps[at + 2] == " "
    return False


def _is_asked_or_shows(reading: Reading, run: Run, before: int) -> bool:
    """«If it does not sync, ask X», «like X showed me», «comme X nous l'a montré»."""
    flags, after = reading.flags, run.last + 1
    if before < 0 or reading.gaps[run.first] != " ":
        return False
    told = after < len(flags) and flags[after] & Flag.PRONOUN  # «…, he read two magazines»
    if flags[before] & Flag.ASK and reading.gaps[before] in {", ", "; "} and not told:
        return not has_own_thing(reading, run.last)
    shows = any(flags[at] & Flag.SHOWED for at in range(after, min(after + _NEAR, len(flags))))
    return bool(flags[before] & Flag.LIKE) and shows and reading.gaps[after : after + 1] == [" "]


def _is_alerted(reading: Reading, run: Run) -> bool:
    """«X gets an e-mail for every new patient message», «X reçoit un courriel quand un patient répond»."""
    flags = reading.flags
    got = alerted = False
    for at in range(run.last + 1, min(run.last + _REACH, len(flags))):
        if reading.gaps[at] not in _WITHIN or flags[at] & Flag.THEIR:
            return False
        got = got or bool(flags[at] & Flag.GET)
        alerted = alerted or bool(got and flags[at] & Flag.RECEIVED)
        if flags[at] & Flag.PATIENT:
            led = range(max(run.last + 1, at - 2), at)
            return alerted and not reading.upper[at] and any(flags[each] & Flag.WHENEVER for each in led)
    return False


def _has_panel(reading: Reading, run: Run) -> bool:
    """«All of X's list is like that», «X or Dr. Roy»: who has patients, or stands in a doctor's place."""
    flags, after = reading.flags, run.last + 1
    if after + 1 >= len(flags):
        return False
    if run.words > 1 and reading.plain[after] == "s" and reading.gaps[after] == "'":
        return bool(flags[after + 1] & Flag.PANEL) and reading.gaps[after + 1] == " "
    beside = flags[after] & Flag.EITHER and flags[after + 1] & Flag.DOCTOR_BEFORE
    return bool(beside) and reading.gaps[after] == reading.gaps[after + 1] == " "


def _has_own_tool(reading: Reading, run: Run) -> bool:
    """«X's browser updated and his patient list is scrambled»: whose list of patients or day sheet it is."""
    flags = reading.flags
    for at in range(run.last + 1, min(run.last + _REACH, len(flags) - 1)):
        if not _ENDS.isdisjoint(reading.gaps[at]) or flags[at] & (Flag.TITLE | Flag.KIN) & ~Flag.THEIR:
            return False
        if flags[at] & Flag.THEIR and flags[at + 1] & Flag.TOOL:
            return reading.gaps[at + 1] == " "
    return False


def _is_a_certain(reading: Reading, run: Run, before: int) -> bool:
    """«I spoke with a certain Devon», «mercredi, avec un certain Devon»: with whom the writer had to do."""
    flags = reading.flags
    if before < 2 or not flags[before] & flags[before - 1] & Flag.NAME_LABEL or reading.gaps[run.first] != " ":
        return False
    return bool(flags[before - 1] & (Flag.NUMBER_WORD | Flag.AT) and flags[before - 2] & Flag.WITH)
