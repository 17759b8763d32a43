"""Whether a name at the end signs a message, tells who the message spoke of, or is of one that is quoted."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

_FAR_BEFORE = 80
_ENDS = frozenset(".!?;\n\x1e")
_LONGEST = 8
_CLOSING = 5
_OF_PATIENTS = Flag.PATIENT | Flag.KIN | Flag.TITLE | Flag.PATIENT_THING
_NEAR = 5
_FEWEST_TOLD = 2
_LONGEST_THANKS = 8
_BARRIERS = ("---", "___")
_ADDRESSED = Flag.GREETING | Flag.SIGN_OFF | Flag.HEADER | Flag.ROLE | Flag.DOCTOR | Flag.SELF | Flag.CALL_BACK
_OF_FILE = Flag.BIRTH | Flag.HEALTH | Flag.CHART | Flag.PHONE
_LABEL = 3
_FORM = 6
_NAMES = 4
_WIDE = 2


def tells_who(reading: Reading, run: Run) -> bool:
    """Whether a full name tells who was spoken of by a given name before: «Will says no text. Will Boucher, …»."""
    if run.words < 2 or not reading.flags[run.first] & Flag.GIVEN:
        return False
    given = reading.plain[run.first]
    for at in range(max(0, run.first - _FAR_BEFORE), run.first):
        if reading.plain[at] == given and reading.upper[at] and reading.plain[at + 1] != reading.plain[run.last]:
            led = reading.flags[at - 1] if at else 0
            return not led & _ADDRESSED
    return False


def closes_politely(reading: Reading, lines: Lines, first: int) -> bool:
    """Whether a short sentence of thanks or of asking comes before a name: «Please advise, Hamish», «Merci de …, X»."""
    if reading.gaps[first] != ", ":
        return False
    line = lines.words(lines.number(reading.starts[first]))
    begin = first - 1
    while begin > line.start and _ENDS.isdisjoint(reading.gaps[begin]):
        begin -= 1
    words = range(begin, first)
    if len(words) > _LONGEST or any(reading.flags[at] & _OF_PATIENTS for at in words):
        return False
    return bool(reading.flags[begin] & (Flag.SIGN_OFF | Flag.REQUEST))


def signs_formally(reading: Reading, lines: Lines, run: Run) -> bool:
    """Whether a name with its title stands alone below a formal close: «Yours sincerely,», «Mrs. Pomfret»."""
    number = lines.number(reading.starts[run.first])
    words = lines.words(number)
    if (
        words.stop != run.last + 1
        or run.first - words.start > 1
        or lines.is_quoted(number)
        or not lines.is_last(number)
    ):
        return False
    above = number - 1
    while above >= 0 and not lines.content(above):
        above -= 1
    closing = lines.words(above) if above >= 0 else range(0)
    # «Merci,» «Mme Roy» may be a patient's, and so may what is forwarded.
    formal = any(reading.flags[at] & Flag.FORMAL for at in closing)
    least = 1 if formal or _names_clinic(reading, lines, number + 1) else 2
    if not least <= len(closing) <= _CLOSING or any(lines.is_header(each) for each in range(number)):
        return False
    return lines.content(above)[-1:] == "," and any(reading.flags[at] & Flag.SIGN_OFF for at in closing)


def signs_with_m(reading: Reading, lines: Lines, run: Run) -> bool:
    """Whether «M.» and a surname sign, a place perhaps after them: «M. Perron, La Sarre»."""
    if run.words > 1 or not run.first or reading.plain[run.first - 1] != "m":
        return False
    number = lines.number(reading.starts[run.first])
    words = lines.words(number)
    placed = reading.gaps[run.last + 1] == ", " and all(reading.upper[run.last + 1 : words.stop])
    if not placed and words.stop != run.last + 1:
        return False
    above = range(words.start, run.first - 1)
    thanked = all(reading.flags[at] & Flag.SIGN_OFF for at in above)
    return thanked and lines.in_signature(number) and not lines.is_quoted(number)


def signs_otherwise(reading: Reading, lines: Lines, run: Run, before: int, *, titled: bool) -> bool:
    """Whether a member of an order signs, who writes for a doctor, or a message is addressed to somebody."""
    greeted = titled and _is_greeted_alone(reading, lines, run, before)
    return greeted or _signs_in_order(reading, lines, run, before) or _signs_for_doctor(reading, lines, run)


def _signs_in_order(reading: Reading, lines: Lines, run: Run, before: int) -> bool:
    """Whether a member of an order signs, nothing else on the line: «Sister Bernadette Halyk»."""
    if before < 0 or before != run.first - 1 or not reading.flags[before] & Flag.KIN or not reading.upper[before]:
        return False
    number = lines.number(reading.starts[before])
    if lines.words(number) != range(before, run.last + 1) or lines.is_quoted(number):
        return False
    return lines.in_signature(number) and lines.is_last(number)


def fills_form(reading: Reading, lines: Lines, run: Run, before: int) -> bool:
    """Whether a name stands in a form that asks for the clinic too: «Your name: Rosa Quill», «Clinic: Lakeside».

    The nearest line that asks for a clinic or a post, or for something of a patient's, says whose the name is.
    """
    number = lines.number(reading.starts[run.first])
    words = lines.words(number)
    led = words.start <= before <= words.start + _LABEL and _is_led(reading.gaps[run.first])
    if not led or not (words.stop == run.last + 1 or _label_follows(reading, run.last + 1)):
        return False
    label = reading.flags[words.start : before + 1]
    naming = Flag.NAME_LABEL | Flag.ABOUT
    if not any(flag & naming for flag in label) or any(
        (flag & _OF_PATIENTS and not flag & naming) or (flag & Flag.PATIENT and flag & Flag.NAME_LABEL)
        for flag in label
    ):
        return False
    if words.stop > run.last + 1:
        return True
    if _goes_on_with_values(reading, lines, number):
        return False
    for step in range(1, _FORM + 1):
        near = [lines.words(each) for each in (number + step, number - step) if 0 <= each < len(lines.starts)]
        asking = [each for each in near if _asks_for_clinic(reading, each)]
        others = [reading.flags[at] & _OF_FILE for each in near if each not in asking for at in each[:_LABEL]]
        if any(flag & ~Flag.PHONE if asking else flag for flag in others):
            return False  # a patient's form; a telephone may be anybody's
        if asking:
            return True
    return False


def _goes_on_with_values(reading: Reading, lines: Lines, number: int) -> bool:
    """Whether a name is one of several, and what only patients have follows them: «First name: …», «Last name: …»."""
    for each in range(number + 1, min(number + _NAMES, len(lines.starts))):
        label = [reading.flags[at] for at in lines.words(each)[:_LABEL]]
        if any(flag & (Flag.BIRTH | Flag.HEALTH) for flag in label):
            return True
        if not any(flag & (Flag.NAME_LABEL | Flag.ABOUT) for flag in label):
            return False
    return False


def _label_follows(reading: Reading, after: int) -> bool:
    """«Name: Rosa Quill    Clinic: Lakeside»."""
    if after >= len(reading.flags) or reading.gaps[after].strip(" |;,") or len(reading.gaps[after]) < _WIDE:
        return False
    return bool(reading.flags[after] & Flag.FORM_LABEL) and _is_led(reading.gaps[after + 1])


def _is_led(gap: str) -> bool:
    """Whether a colon or a row of points leads from a label to what was filled in."""
    return ":" in gap[:3] or "..." in gap


def _asks_for_clinic(reading: Reading, words: range) -> bool:
    """Whether a line begins with a label for a clinic or a post; a number alone may be filled in."""
    return any(
        reading.flags[at] & Flag.FORM_LABEL and at + 1 < len(reading.gaps) and _is_led(reading.gaps[at + 1])
        for at in range(words.start, min(words.start + _LABEL, words.stop))
    )


def _is_greeted_alone(reading: Reading, lines: Lines, run: Run, before: int) -> bool:
    """Whether a title and a name are all of one of the first lines: «Madame Ruel,»."""
    number = lines.number(reading.starts[run.first])
    words = lines.words(number)
    if words.start != before + 1 or words.stop != run.last + 1 or not reading.flags[words.start] & Flag.TITLE:
        return False
    start, end = lines.span(number)
    above = any(lines.content(each).strip("\x1e") for each in range(number) if not lines.in_subject(each))
    return reading.text[start:end].rstrip().endswith((",", "!", ":")) and not above


def _signs_for_doctor(reading: Reading, lines: Lines, run: Run) -> bool:
    """Whether the last line is a name, and for whom it writes: «Mariette Brazeau pour Dr Lim»."""
    after = run.last + 1
    words = lines.words(lines.number(reading.starts[run.first]))
    if words.start != run.first or words.stop < after + 2 or words.stop < len(reading.flags):
        return False
    return reading.gaps[after] == " " and bool(
        reading.flags[after] & Flag.MEANT_FOR and reading.flags[after + 1] & Flag.DOCTOR_BEFORE
    )


def _names_clinic(reading: Reading, lines: Lines, number: int) -> bool:
    """Whether a line, if there is one, begins with a capital and names a clinic."""
    words = lines.words(number) if number < len(lines.starts) else range(0)
    named = Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER | Flag.CLINIC
    return bool(words) and reading.upper[words[0]] and any(reading.flags[at] & named for at in words)


def is_of_quotation(reading: Reading, lines: Lines, number: int) -> bool:
    """Whether a line is of a patient's message that is announced above it; what stands above a forwarded one is not."""
    if not lines.quotes_patient(number):
        return False
    heads = [each for each in range(len(lines.starts)) if _heads(reading, lines, each)]
    return not heads or heads[0] < number


def _heads(reading: Reading, lines: Lines, number: int) -> bool:
    """Whether a forwarded message begins at a line."""
    return reading.text.startswith(_BARRIERS, lines.starts[number]) or lines.names_sender(number)


def stands_above_post(lines: Lines, number: int, start: int) -> bool:
    """Whether a name on a line of its own stands above its post, as no patient's does, whatever is quoted before."""
    first = lines.words(number).start
    reading = lines.reading
    master = reading.flags[first] & Flag.ME and reading.upper[first] and reading.ends[first] + 1 == start  # «Me Roy»
    begins = lines.starts_with(number, start) or master
    return lines.names_post_below(number) and bool(begins) and not lines.is_quoted(number)


def stands_above_clinic(reading: Reading, lines: Lines, number: int) -> bool:
    """Whether a line, of names alone, is followed by the last lines of a message, the first of which names a clinic."""
    words = lines.words(number)
    alone = len(words) <= _LONGEST and all(reading.upper[at] or reading.flags[at] & Flag.AND for at in words)
    return alone and _names_clinic(reading, lines, number + 1) and lines.is_last(number)


def stands_beside_clinic(reading: Reading, lines: Lines, run: Run) -> bool:
    """Whether a clinic or a role stands before a name on its line: «GMF Haute-Rive - Isabelle Drouin»."""
    gap = reading.gaps[run.first]
    if gap == "-" or gap.strip() not in {"-", "\u2013", "—", ",", "|", "/", ":", "·"}:
        return False
    words = range(max(lines.words(lines.number(reading.starts[run.first])).start, run.first - 7), run.first)
    if any(reading.flags[each] & Flag.PATIENT for each in words):
        return False
    named = Flag.ORGANISATION_AFTER | Flag.ROLE
    return any(
        reading.flags[each] & Flag.ORGANISATION_BEFORE or (reading.flags[each] & named and reading.upper[each])
        for each in words
    )


def follows_sign_off(reading: Reading, run: Run) -> bool:
    """Whether a name ends what begins with thanks: «Merci, Luc», «Thank you for your kindness, Thi Hanh»."""
    flags, at = reading.flags, run.first - 1
    if at < 0:
        return False
    if flags[at] & Flag.SIGN_OFF and len(reading.gaps[run.first]) <= _NEAR:
        return True
    if reading.gaps[run.first] != ", " or reading.text[reading.ends[run.last] :].strip(" .\n"):
        return False
    while at > max(0, run.first - _LONGEST_THANKS) and reading.gaps[at] in {" ", "'"}:
        at -= 1
    return bool(flags[at] & Flag.SIGN_OFF)


def goes_on_after_aside(rest: str) -> bool:
    """Whether a sentence goes on after an aside behind a name: «Rosa Quill (rosa@…) m'a écrit hier»."""
    closing = rest.find(")") if rest.startswith("(") else -1
    after = rest[closing + 1 :] if closing > 0 else ""
    return after.startswith(" ") and after[1:2].islower() and len(after.split()) > _FEWEST_TOLD
