"""Patients named by a writer who uses no capitals: «faith price», «grewal h», «s. laroque, w. fox», «white, betty»."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from oceandx.intake.redaction.acting import act_after
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.strengths import NAME

_OF_PATIENT = Flag.PATIENT | Flag.BIRTH | Flag.HEALTH | Flag.CHART | Flag.PATIENT_ACT | Flag.PHONE
_MOST_CAPITALS = 0.06
_FEWEST_WORDS = 6
_LIKE = 2.0
"""From this likeness on a word that is in no list is spelled like a name."""
_CLOSES = frozenset(",;.)/\n?!")
_AT_WORK = (
    Flag.DOCTOR | Flag.ROLE | Flag.ORGANISATION_AFTER | Flag.CLINIC | Flag.DESIGNATION | Flag.STREET_AFTER
    | Flag.PROVIDER_THING | Flag.STAFF_ACT | Flag.AS_STAFF
)  # fmt: skip
_LEADING = (
    Flag.MEANT_FOR | Flag.WITH | Flag.HAVE | Flag.SENT_TO | Flag.PATIENT | Flag.ABOUT | Flag.AND | Flag.OF | Flag.SOUGHT
    | Flag.PATIENT_OBJECT | Flag.KIN | Flag.CHART
)  # fmt: skip
_GOING_ON = (
    Flag.PATIENT_ACT | Flag.STATE_VERB | Flag.FILLER | Flag.HAVE | Flag.THEIR | Flag.AND | Flag.PATIENT_THING
    | Flag.SPEAKS | Flag.BUT | Flag.ALSO
)  # fmt: skip
_NO_NAME = (
    Flag.FILLER | Flag.PRODUCT | Flag.PATIENT_THING | Flag.AND | Flag.STATE_VERB | Flag.PRONOUN | Flag.POSSESSIVE
    | Flag.TITLE
)  # fmt: skip
_BEGINNING = frozenset({"", "\n", ".", "!", "?", ",", ":", ";", "(", "-", "\x1e", "/"})


def find_in_small_letters(reading: Reading, lines: Lines, staff: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and last words of such names, but for those made of ``staff``'s words and those who sign."""
    words = len(reading.flags)
    if words < _FEWEST_WORDS or sum(reading.upper) > _MOST_CAPITALS * words:
        return
    past = 0
    for at in range(words):
        if at < past or reading.flags[at] & Flag.DOCTOR_BEFORE:
            continue
        last = _last(reading, at)
        if last > at and _signs(reading, lines, at):
            continue
        if last >= at and not set(reading.plain[at : last + 1]) <= set(staff):
            yield at, last
            yield from _beside(reading, at, last, staff)
            past = last + 1


def _signs(reading: Reading, lines: Lines, first: int) -> bool:
    """Whether a name begins one of the last lines, and nothing of a patient stands on it: «linda c., cardio vallée»."""
    start = reading.starts[first]
    number = lines.number(start)
    if not number or not lines.starts_with(number, start) or not lines.in_signature(number):
        return False
    return not any(reading.flags[at] & _OF_PATIENT for at in lines.words(number))


def _last(reading: Reading, first: int) -> int:
    """Return the last word of a patient's name; -1 if a word begins none."""
    if _is_told(reading, first):
        last = first
        while last + 1 < len(reading.flags) and reading.gaps[last + 1] == "-":
            last += 1
        return last
    if first + 1 == len(reading.flags):
        return -1
    last = _with_second_word(reading, _whole(reading, first)) or _with_initial(reading, first)
    return last if last and not _works(reading, first, last) else -1


def _with_second_word(reading: Reading, last: int) -> int:
    """Return the last word of a name whose surname goes on with another ordinary word: «chantelle big bear»."""
    after = last + 1
    if not last or after >= len(reading.flags) or reading.gaps[after] != " ":
        return last
    both = reading.flags[last] & Flag.ORDINARY and reading.flags[after] & Flag.ALSO_WORD
    goes_on = both and reading.flags[last] & reading.flags[after] & Flag.SURNAME
    return after if goes_on and not reading.flags[after] & _NO_NAME else last


def _is_told(reading: Reading, at: int) -> bool:
    """Whether a word alone is said to be a name, is a relative's, or does what only patients do."""
    flag = reading.flags[at]
    if at and flag & ~(NAME | Flag.ALSO_WORD) == 0 and len(reading.plain[at]) > 2:
        before, gap = reading.flags[at - 1], reading.gaps[at]
        if before & Flag.NAME_LABEL and not before & Flag.GIVEN and gap in {" ", ": "} and not _works(reading, at, at):
            return True  # «first name soo-jin»
        theirs = reading.flags[at - 2] & (Flag.THEIR | Flag.ME | NAME) if at > 1 else 0
        theirs = theirs or (reading.flags[at - 3] & Flag.TITLE if at > 2 else 0)
        related = before & Flag.KIN and theirs
        called = before & Flag.PATIENT and not reading.plain[at - 1].endswith("s") and not flag
        stated = before & Flag.STATE_VERB and at > 1 and reading.flags[at - 2] & Flag.PATIENT and gap == " "
        if stated and reading.gaps[at - 1] == " " and not reading.lexicon.resembles_word(reading.plain[at]):
            return True  # «patient is wren, first name only»
        if (related or called) and gap == " " and not reading.lexicon.resembles_word(reading.plain[at]):
            return True  # «sa femme guerlande», «new pt danja»
        kin = reading.flags[at + 1] & Flag.KIN if at + 1 < len(reading.flags) and reading.gaps[at + 1] == " " else 0
        if flag & NAME and kin and before & Flag.POSSESSIVE:
            return True  # «the tran twins»
    sure = flag & Flag.GIVEN and not flag & ~NAME
    begins = not at or reading.gaps[at].rstrip(" ")[-1:] in _BEGINNING - {""}
    return bool(sure and begins and act_after(reading, at) == Flag.PATIENT_ACT)


def _beside(reading: Reading, first: int, last: int, staff: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the names alone that stand before or after one in a row: «ivanka, tony deer», «zsofia n. and mohammed»."""
    before, after = first - 1, last + 1
    if before >= 0 and reading.gaps[first] == ", " and _is_alone(reading, before, staff):
        yield before, before
    if after < len(reading.flags) and reading.flags[after] & Flag.AND and reading.gaps[after] in {" ", ". "}:
        after += 1
    linked = after < len(reading.flags) and reading.gaps[after] in {", ", " + ", " "}
    if linked and (after > last + 1 or reading.gaps[after] != " ") and _is_alone(reading, after, staff):
        yield after, after


def _is_alone(reading: Reading, at: int, staff: Collection[str]) -> bool:
    """Whether a word can only be a name, and not that of who signs at the end."""
    known = reading.flags[at] & NAME and not reading.flags[at] & ~NAME
    ends = not reading.text[reading.ends[at] :].strip(" .\n!")
    return bool(known) and not ends and reading.plain[at] not in staff and not _works(reading, at, at)


def _whole(reading: Reading, first: int) -> int:
    """Return the last word of a given name and a surname, in either order; 0 if there are none."""
    flags, last = reading.flags, first + 1
    gap = reading.gaps[last]
    dated = (flags[first] | flags[last]) & (Flag.MONTH | Flag.CALENDAR)
    if gap not in {" ", ", "} or len(reading.plain[first]) < 3 or len(reading.plain[last]) < 3:
        return 0
    called = gap == " " and _directly_after_patient(reading, first)
    if (flags[first] & ~(Flag.FILLER * called) | flags[last]) & _NO_NAME:
        return 0
    if not flags[first] & NAME or not flags[last] & NAME:
        return 0
    if called and not flags[last] & (Flag.PATIENT_ACT | Flag.HAVE):
        return last
    swapped = flags[first] & Flag.SURNAME and flags[last] & Flag.GIVEN
    ordered = flags[first] & Flag.GIVEN and flags[last] & Flag.SURNAME
    sure = not flags[first] & ~NAME or not flags[last] & ~NAME
    if gap == ", ":
        led = first == 0 or bool(
            flags[first - 1] & (Flag.MEANT_FOR | Flag.SENT_TO | Flag.CHART | Flag.PATIENT | Flag.TOWARDS)
        )
        owned = _owns_or_ends(reading, last) and "'" in reading.gaps[last + 1]
        return last if swapped and (owned or (led and _owns_or_ends(reading, last))) else 0
    if not (ordered or (swapped and sure)):
        return 0
    return last if (sure and not dated) or (_is_led(reading, first) and _goes_on(reading, last)) else 0


def _directly_after_patient(reading: Reading, first: int) -> bool:
    """Whether «pt» or «la cliente», one and no «patient of», stands before a word: «pt may grace locked out»."""
    if not first or reading.gaps[first] not in {" ", ". ", ": ", " : "}:
        return False
    return bool(reading.flags[first - 1] & Flag.PATIENT) and not reading.plain[first - 1].endswith("s")


def _with_initial(reading: Reading, first: int) -> int:
    """Return the last word of a surname and an initial, or of an initial and a word; 0 if there are none."""
    flags, gaps, last = reading.flags, reading.gaps, first + 1
    if len(reading.plain[first]) > 2 and len(reading.plain[last]) == 1:
        named = flags[first] & NAME and not flags[first] & (_NO_NAME | Flag.ORDINARY)
        named = named or (not flags[first] and not reading.lexicon.resembles_word(reading.plain[first]))
        letter = gaps[last] == " " and gaps[last + 1].strip(" ")[:1] in _CLOSES
        return last if named and letter and reading.plain[last] not in {"a", "y"} and _is_led(reading, first) else 0
    if len(reading.plain[first]) == 1 and gaps[last] == ". " and len(reading.plain[last]) > 2:
        listed = gaps[first].endswith((", ", ": ", "\n", "(")) or bool(first and flags[first - 1] & Flag.AND)
        known = bool(flags[last] & NAME) or not flags[last]
        goes_on = gaps[last + 1][:1] in {",", ")"} or bool(
            last + 1 < len(flags) and flags[last + 1] & (Flag.AND | Flag.FILLER | Flag.ALSO)
        )
        led = first and gaps[first] == " " and flags[first - 1] & (Flag.OF | Flag.MEANT_FOR | Flag.ABOUT)
        strange = flags[last] & ~NAME == 0 and reading.lexicon.likeness.of(reading.plain[last]) > _LIKE
        told = (listed and known and goes_on) or (led and strange)  # «rdv of t. abramovic fri»
        return last if told and reading.plain[first] != "m" else 0
    return 0


def _is_led(reading: Reading, first: int) -> bool:
    """Whether a clause begins with a word, or what patients are led by stands before it."""
    gap = reading.gaps[first].rstrip(" ")[-1:]
    return not first or gap in _BEGINNING - {""} or bool(reading.flags[first - 1] & _LEADING)


def _goes_on(reading: Reading, last: int) -> bool:
    """Whether a name ends its clause, or what a patient does or has goes on after it."""
    after = last + 1
    if after >= len(reading.flags) or reading.gaps[after].strip(" ")[:1] in _CLOSES:
        return True
    return _owns_or_ends(reading, last) or bool(reading.flags[after] & _GOING_ON)


def _owns_or_ends(reading: Reading, last: int) -> bool:
    after = last + 1
    if after >= len(reading.flags) or reading.gaps[after].strip(" ")[:1] in _CLOSES:
        return True
    return reading.gaps[after].strip(" ") == "'" and reading.plain[after] == "s"


def _works(reading: Reading, first: int, last: int) -> bool:
    """Whether a post follows a name, or it stands at the end, where who writes signs."""
    led = reading.flags[first - 1] if first and len(reading.gaps[first]) <= 2 else 0
    after = reading.flags[last + 1 : last + 4]
    owner = last + 1 < len(reading.plain) and reading.plain[last + 1] == "s" and "'" in reading.gaps[last + 1]
    after = [] if owner else after  # «betty's labs»
    gaps = [gap.replace(".,", ",") for gap in reading.gaps[last + 1 : last + 1 + len(after)]]  # «chantal v., nurse»
    near = [flag for flag, gap in zip(after, gaps, strict=True) if not set(gap) & set(".;\n!?")]
    if any(flag & _AT_WORK for flag in near):
        return True
    ends = not reading.text[reading.ends[last] :].strip(" .\n!")
    return ends and not led & (Flag.MEANT_FOR | Flag.AND | Flag.PATIENT)
