"""A name alone of which nothing says whose it is: by its place in the sentence, a patient's or left alone.

Who does something at the beginning of a sentence may be anybody («Priya writes to patients»); what belongs to somebody,
is meant for them or asked about them is a patient's where nothing in the sentence tells of staff.
"""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.sentences import in_sentence, tells_of_staff
from oceandx.intake.redaction.strengths import NAME, NEVER, NameWords

_NO_NAME = NEVER | Flag.ORDINARY | Flag.PLACE | Flag.PRODUCT | Flag.ROLE | Flag.DOCTOR
_OTHERS = (
    Flag.GREETING | Flag.SIGN_OFF | Flag.INTRODUCTION | Flag.CALL_BACK | Flag.ROLE | Flag.DOCTOR
    | Flag.ORGANISATION_BEFORE | Flag.LIKEWISE | Flag.LOCATED | Flag.ALONG | Flag.PLACE | Flag.SPEAKS
)  # fmt: skip
_LEADING = Flag.MEANT_FOR | Flag.ABOUT | Flag.GIVEN_AS
_CONTINUES = Flag.OF | Flag.AT | Flag.AND | Flag.MEANT_FOR | Flag.LOCATED | Flag.GIVEN_AS | Flag.IN_PLACE_OF
_THANKS = 4
_SHORT = 4
_FOR = Flag.MEANT_FOR | Flag.OF
_THING = Flag.RECEIVED | Flag.PATIENT_THING
_BEGINNING = frozenset(".!?\n:;,-\u2013—\x1e")


def is_lone_patient(words: NameWords, lines: Lines, run: Run) -> bool:
    """Whether a name alone owns something, is meant, or is asked about, and nothing in its sentence tells of staff."""
    reading = words.reading
    at = run.last
    if run.first < at and reading.flags[run.first] & Flag.PLACE:
        return False  # «Saint John»
    compound = all(reading.gaps[each] == "-" for each in range(run.first + 1, at + 1))
    if (run.words > 1 and not compound) or reading.flags[at] & _NO_NAME or not words.capital(at):
        return False
    if not reading.flags[at] & NAME and not _is_foreign(words, lines, run):
        return False
    number = lines.number(reading.starts[run.first])
    if (
        not (_in_place(reading, lines, run) or _speaks(reading, lines, run))
        or lines.in_signature(number)
        or lines.is_header(number)
    ):
        return False
    thanked = range(max(0, run.first - _THANKS), run.first)
    if any(reading.flags[each] & Flag.SIGN_OFF for each in thanked):
        return False
    return not (reading.plain[at] in words.places or tells_of_staff(reading, lines, run.first))


def _is_foreign(words: NameWords, lines: Lines, run: Run) -> bool:
    """Whether an unknown word that is no word of the language owns or is meant for what patients have."""
    reading, at = words.reading, run.last
    long = reading.ends[at] - reading.starts[at] > _SHORT - 1
    if reading.flags[at] or not long or words.shouts(at) or reading.lexicon.resembles_word(reading.plain[at]):
        return False
    owner = _owns(reading, at + 1)
    led = run.first > 0 and reading.flags[run.first - 1] & _FOR and reading.gaps[run.first] == " "
    return bool(owner or led) and _speaks_of_things(reading, lines, run)


def _in_place(reading: Reading, lines: Lines, run: Run) -> bool:
    """Whether a name stands where a patient's does: «Edna's address», «to Irene», «Lorenzo?», «… first, then Doris»."""
    before, after = run.first - 1, run.last + 1
    gap, following = reading.gaps[run.first], reading.gaps[after]
    led = reading.flags[before] if before >= 0 and gap == " " else 0
    if led & _OTHERS:
        return False
    begins = before < 0 or gap.rstrip(" ")[-1:] in _BEGINNING or bool(led & (Flag.CALENDAR | Flag.STATE_VERB))
    if (begins and following[:1] == "?") or _owns(reading, after):
        return True
    if (
        led & _LEADING
        or (led & Flag.OF and _speaks_of_things(reading, lines, run))
        or (led & Flag.AT and before > 0 and _is_theirs(reading.flags[before - 1]))
    ):
        return True
    plain = reading.flags[run.last] & Flag.ALSO_WORD and (following == " " or len(reading.plain[run.last]) < _SHORT)
    if begins or plain or led & (Flag.TOGETHER | Flag.AND | Flag.AT):
        return False
    if after >= len(reading.flags) or following != " ":
        return True
    return bool(reading.flags[after] & _CONTINUES and not reading.upper[after])


def _is_theirs(flag: int) -> bool:
    """Whether patients send such a thing, and staff do not: «the consent from Sylvester», no «e-mail from Julie»."""
    return bool(flag & Flag.PATIENT_THING) and not flag & (Flag.PATIENT_MESSAGE | Flag.PROVIDER_THING)


def _speaks_of_things(reading: Reading, lines: Lines, run: Run) -> bool:
    """Whether the sentence of a name speaks of what patients have or do, or the name is a surname only."""
    if reading.flags[run.last] & NAME == Flag.SURNAME:
        return True
    line = lines.words(lines.number(reading.starts[run.last]))
    return any(reading.flags[each] & _THING for each in in_sentence(reading, line, run.last))


def _owns(reading: Reading, after: int) -> bool:
    """Whether «'s» follows a name."""
    return after < len(reading.plain) and reading.plain[after] == "s" and reading.gaps[after].strip(" ") == "'"


def _speaks(reading: Reading, lines: Lines, run: Run) -> bool:
    """Whether somebody says what happened to what they got: «Rosalie says the page is white», «… she clicked it»."""
    after = run.last + 1
    if after >= len(reading.flags) or not reading.flags[after] & Flag.SPEAKS or reading.gaps[after] != " ":
        return False
    line = lines.words(lines.number(reading.starts[run.last]))
    for at in in_sentence(reading, line, after):
        if at <= after + 1:
            continue
        one = reading.flags[at] & (_THING) and not reading.plain[at].endswith("s")
        pronoun = reading.flags[at] & Flag.PRONOUN
        did = pronoun and any(flag & Flag.PATIENT_ACT for flag in reading.flags[at + 1 : at + _SHORT])
        if did or (one and reading.flags[at - 1] & (Flag.POSSESSIVE | Flag.THEIR)):
            return True
    return False
