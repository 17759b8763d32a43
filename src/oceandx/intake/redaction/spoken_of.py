"""How a message speaks of a patient: by age, by what is meant for them, by what they stand as, or as themselves."""

from __future__ import annotations

import re

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.posts import has_role_after, is_role
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.sentences import in_sentence, tells_of_staff
from oceandx.intake.redaction.strengths import NAME, Strength, is_m

_AGE = re.compile(r"(?:[ ]?[,(][ ]?|[ ](?:[^\W\d]{1,4}[ ])?)(\d{1,3})[ \-]?")
_SEX_AND_AGE = re.compile(r"[ ]\([FfHhMm][ ,/]{0,2}\d{1,3}\)")
_AFTER_AGED = re.compile(r":? (?:[^\W\d_]{1,3} )?\d{1,3}(?!\d)")
_OLDEST = 115
_LETTER_OF_SEX = re.compile(r"[FfMm](?=[ ]?(?:[,;).]|\Z))")
_GOES_ON = Flag.AT | Flag.OF | Flag.ROLE
_AFTER_SIGNED = frozenset({"", "\n", '"', "»", "”", "'"})
_MARKS_OF_QUOTE = "\"»”'"
_THING = Flag.RECEIVED | Flag.PATIENT_THING
_IN = 4
_ENTERED = Flag.PATIENT_OBJECT | Flag.PATIENT_ACT
_MESSAGE = 90
_BORN = 18


def is_aged(reading: Reading, run: Run) -> bool:
    """Whether an age follows a name: «Aaliyah, 4 yrs, and …», «Zoé (7 ans)», not «Julie, 20 ans d'expérience»."""
    led = reading.flags[run.first - 1] if run.first and reading.gaps[run.first] == " " else 0
    if not reading.clusters or reading.flags[run.first] & Flag.PRONOUN or led & Flag.ROLE:
        return False  # «She is 84», «Our nurse Rosa, 3 years here, …»
    gap = reading.gaps[run.last + 1]
    if _is_labelled_age(reading, run.last + 1) or (
        gap.startswith(" (") and _SEX_AND_AGE.match(reading.text, reading.ends[run.last])
    ):
        return True
    match = _AGE.match(reading.text, reading.ends[run.last])
    if match is None or int(match[1]) > _OLDEST or _lasts(reading, run, match.end()):
        return False
    if _LETTER_OF_SEX.match(reading.text, match.end()):
        return True
    if _is_stated(reading, run, match) or _is_child_of(reading, match):
        return True
    unit = reading.word_after(match.end())
    if unit >= len(reading.flags) or reading.starts[unit] != match.end() or not reading.flags[unit] & Flag.AGE:
        return False
    while unit + 1 < len(reading.flags) and reading.flags[unit + 1] & Flag.AGE:
        unit += 1
    return not _goes_on(reading, unit + 1)


def _is_labelled_age(reading: Reading, after: int) -> bool:
    """Whether an age follows its own word: «…, age 3», «… (âgée de 3 ans)»."""
    if after >= len(reading.flags) or reading.gaps[after] not in {", ", " (", " "}:
        return False
    aged = reading.flags[after] & Flag.AGED
    return bool(aged and _AFTER_AGED.match(reading.text, reading.ends[after]))


def _goes_on(reading: Reading, after: int) -> bool:
    """Whether a span of time is no age: «20 ans d'expérience», «we hired Rosa 3 weeks ago»."""
    if after >= len(reading.flags):
        return False
    flag, gap = reading.flags[after], reading.gaps[after]
    return bool(flag & Flag.AGO or (gap in {" ", " d'"} and flag & _GOES_ON))


def is_born(reading: Reading, run: Run) -> bool:
    """Whether a birth date is told directly after a name: «je m'appelle Lorraine Pagé, née le …»."""
    after = run.last + 1
    if after >= len(reading.flags) or reading.gaps[after] not in {", ", " (", ",", " "}:
        return False
    if not reading.flags[after] & Flag.BIRTH:
        return False
    end = reading.ends[after]
    return any(end <= start <= end + _BORN for start, _end in reading.clusters)


def _lasts(reading: Reading, run: Run, end: int) -> bool:
    """Whether a number after a name tells how long something lasts: «je remplace Lucie pour 3 mois»."""
    between = reading.flags[run.last + 1] if reading.word_before(end) > run.last else 0
    return bool(between & (Flag.MEANT_FOR | Flag.SINCE | Flag.LOCATED))


def _is_child_of(reading: Reading, age: re.Match[str]) -> bool:
    """«Ezekiel, 4, son of …»: a relative after a bare number."""
    if reading.text[age.end(1) : age.end(1) + 2] != ", ":
        return False
    kin = reading.word_after(age.end(1))
    return kin + 1 < len(reading.flags) and bool(reading.flags[kin] & Flag.KIN and reading.flags[kin + 1] & Flag.OF)


def _is_stated(reading: Reading, run: Run, age: re.Match[str]) -> bool:
    """Whether a bare number is the age that somebody is: «Aidan is 6 but …», «Rose is 84.»."""
    verb, after = run.last + 1, run.last + 2
    if verb >= len(reading.flags) or not reading.flags[verb] & Flag.STATE_VERB or reading.gaps[verb] != " ":
        return False
    if reading.text[age.end(1) : age.end(1) + 1] in {",", ".", ""}:
        return not reading.text[age.end(1) + 1 : age.end(1) + 2].isdigit()
    return after < len(reading.flags) and bool(reading.flags[after] & (Flag.AND | Flag.GIVEN_AS))


def _ends_name(reading: Reading, at: int) -> bool:
    """Whether a word with a capital is a name."""
    return reading.upper[at] and bool(not reading.flags[at] or reading.flags[at] & NAME)


def is_greeted_in_quotation(reading: Reading, run: Run, before: int) -> bool:
    """Whether the message that somebody quotes greets a name: «the reminder said "Hi Melvin, see you at 3"»."""
    if before <= 0 or not reading.flags[before] & Flag.GREETING or reading.gaps[run.first] != " ":
        return False
    return reading.gaps[before][-1:] in {'"', "«", "“"} and "\n" not in reading.gaps[before]


def introduces_self(reading: Reading, lines: Lines, run: Run, before: int) -> bool:
    """Whether a patient who writes says a name: «My name is Ludmila Horvath … for my son», «"hi its Destiny …"»."""
    if before < 0 or not reading.flags[before] & Flag.THEMSELVES or reading.gaps[run.first] not in {" ", ": ", "'"}:
        return False
    if has_role_after(reading, run):
        return False
    number = lines.number(reading.starts[run.first])
    return lines.quotes_patient(number) or _is_told_by_patient(reading, run.last)


def _is_told_by_patient(reading: Reading, last: int) -> bool:
    """Whether what comes after a name is said by a patient, nobody at work and no other patient being named before."""
    after = next((at for at in reading.noted(Flag.SELF_PATIENT | Flag.BIRTH) if at > last), len(reading.flags))
    if after - last > _MESSAGE or after >= len(reading.flags):
        return False
    if after > last + 1 and reading.flags[after] & Flag.BIRTH and _ends_name(reading, after - 1):
        return False  # «c'est Luc qui l'a vérifié, mais le PDF de Rosa Quill (née le …)»
    between = range(last + 1, after)
    return not any(
        reading.flags[at] & (Flag.PATIENT | Flag.TITLE)
        or is_m(reading, at)
        or (reading.flags[at] & Flag.ROLE and is_role(reading, at))
        for at in between
    )


def signs_as_patient(reading: Reading, lines: Lines, run: Run) -> bool:
    """Whether a name ends what a patient wrote: alone on a quoted line, or before the quotation marks close."""
    start, end = reading.starts[run.first], reading.ends[run.last]
    if reading.text[end : end + 3].strip(" .,")[:1] not in _AFTER_SIGNED:
        return False
    number = lines.number(start)
    rest = reading.text[end : lines.span(number)[1]].strip(" .,")
    closed = bool(rest) and not rest.strip(_MARKS_OF_QUOTE)
    quoted = lines.is_quoted(number) and not rest
    signed = run.first > 0 and bool(reading.flags[run.first - 1] & Flag.SIGN_OFF) and len(reading.gaps[run.first]) <= 9
    alone = lines.starts_with(number, start)
    return (closed or quoted) and (signed or alone) and run.strongest >= Strength.SHAPE and lines.quotes_patient(number)


def is_spoken_of(reading: Reading, lines: Lines, run: Run, before: int) -> bool:
    """Whether a name is that of whom something is meant for, who stands as it somewhere, or what a line is about."""
    if before < 0 or run.strongest < Strength.SHAPE:
        return False
    meant = _is_meant(reading, lines, run, before) or _is_registered(reading, run, before)
    return (meant or _is_subject(reading, lines, run, before)) and not tells_of_staff(reading, lines, run.first)


def _is_meant(reading: Reading, lines: Lines, run: Run, before: int) -> bool:
    """«For Rosalie we sent the asthma form», «the text supposed to be for Ferguson»."""
    if reading.flags[before] & Flag.CALL_BACK:
        return False  # «ask for Rosalie»
    if not reading.flags[before] & Flag.MEANT_FOR or reading.gaps[run.first] not in {" ", ' "', " «"}:
        return False
    line = lines.words(lines.number(reading.starts[run.first]))
    return any(reading.flags[at] & _THING for at in in_sentence(reading, line, run.first))


def _is_registered(reading: Reading, run: Run, before: int) -> bool:
    """«She's Guadalupe on her card but Lupe in Accuro»."""
    flags, gaps = reading.flags, reading.gaps
    stated = before > 0 and reading.flags[before - 1] & Flag.PRONOUN
    stated = stated and (flags[before] & Flag.STATE_VERB or reading.plain[before] == "s")
    after = run.last + 1
    entered = flags[before] & Flag.GIVEN_AS and before > 0 and flags[before - 1] & _ENTERED and gaps[before] == " "
    if entered and gaps[run.first] in {" ", ' "', " «"}:
        return True  # «inscrit sous Noa»
    if not (flags[before] & Flag.GIVEN_AS or stated) or gaps[run.first] not in {" ", ' "', " «"}:
        return False
    if after + 1 >= len(flags) or gaps[after].strip('"» ') or gaps[after + 1] != " ":
        return False
    if reading.ends[after] - reading.starts[after] > _IN or reading.upper[after]:
        return False
    card = after + 2 < len(flags) and flags[after + 1] & Flag.THEIR and flags[after + 2] & Flag.PATIENT_THING
    return bool(card or (flags[after + 1] & Flag.PRODUCT and not flags[after + 1] & Flag.PATIENT_THING))


def _is_subject(reading: Reading, lines: Lines, run: Run, before: int) -> bool:
    """«Re Castillo: rebooked her twice», «Objet: Da Silva»: a surname that a heading names."""
    if not reading.flags[before] & Flag.HEADING or not lines.starts_with_word(before):
        return False
    flag = reading.flags[run.last]
    known = flag & Flag.SURNAME and not reading.flags[run.first] & Flag.GIVEN
    colon = reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] == ":" and not flag
    return bool((known and reading.gaps[run.first] in {" ", ": "}) or (colon and reading.gaps[run.first] == " "))
