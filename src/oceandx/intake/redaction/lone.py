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
    | Flag.ORGANISATION_BEFORE | Flag.LIKEWISE | Flag.LOCATED | Flag.PLACE
)  # fmt: skip
_LEADING = Flag.OF | Flag.MEANT_FOR | Flag.ABOUT | Flag.GIVEN_AS
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
    if run.words > 1 or reading.flags[at] & _NO_NAME or not words.capital(at):
        return False
    if not reading.flags[at] & NAME and not _is_foreign(words, lines, run):
        return False
    number = lines.number(reading.starts[run.first])
    if not _in_place(reading, run) or lines.in_signature(number) or lines.is_header(number):
        return False
    thanked = range(max(0, run.first - _THANKS), run.first)
    if any(reading.flags[each] & Flag.SIGN_OFF for each in thanked):
        return False
    return not (_is_located(reading, at) or tells_of_staff(reading, lines, run.first))


def _is_foreign(words: NameWords, lines: Lines, run: Run) -> bool:
    """Whether an unknown word that is no word of the language owns or is meant for what patients have."""
    reading, at = words.reading, run.last
    long = reading.ends[at] - reading.starts[at] > _SHORT - 1
    if reading.flags[at] or not long or words.shouts(at) or reading.lexicon.resembles_word(reading.plain[at]):
        return False
    owner = _owns(reading, at + 1)
    led = run.first > 0 and reading.flags[run.first - 1] & _FOR and reading.gaps[run.first] == " "
    line = lines.words(lines.number(reading.starts[at]))
    return bool(owner or led) and any(reading.flags[each] & _THING for each in in_sentence(reading, line, at))


def _in_place(reading: Reading, run: Run) -> bool:
    """Whether a name stands where a patient's does: «Edna's address», «to Irene», «Lorenzo?», «… first, then Doris»."""
    before, after = run.first - 1, run.last + 1
    gap, following = reading.gaps[run.first], reading.gaps[after]
    led = reading.flags[before] if before >= 0 and gap == " " else 0
    if led & _OTHERS:
        return False
    begins = before < 0 or gap.rstrip(" ")[-1:] in _BEGINNING
    if (begins and following[:1] == "?") or _owns(reading, after):
        return True
    if led & _LEADING:
        return True
    plain = reading.flags[run.last] & Flag.ALSO_WORD and (following == " " or len(reading.plain[run.last]) < _SHORT)
    if begins or plain or led & (Flag.TOGETHER | Flag.AND | Flag.AT):
        return False
    return following != " " or bool(reading.flags[after] & _CONTINUES and not reading.upper[after])


def _owns(reading: Reading, after: int) -> bool:
    """Whether «'s» follows a name."""
    return after < len(reading.plain) and reading.plain[after] == "s" and reading.gaps[after].strip(" ") == "'"


def _is_located(reading: Reading, at: int) -> bool:
    """Whether a name is elsewhere that of a place: «the phones at Osborne», «Osborne: 3 findings»."""
    word = reading.plain[at]
    for each, other in enumerate(reading.plain):
        if other == word:
            led = each and reading.flags[each - 1] & Flag.LOCATED and reading.gaps[each] == " "
            if led or (reading.gaps[each][-1:] in {"", "\n", "\x1e"} and reading.gaps[each + 1][:1] == ":"):
                return True
    return False
