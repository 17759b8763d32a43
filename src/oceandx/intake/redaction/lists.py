"""Names in lists: what one name is, and what heads the list, says what the others are."""

from __future__ import annotations

from collections.abc import Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.sentences import tells_of_staff
from oceandx.intake.redaction.strengths import NAME, Strength, is_m

_SEPARATED = frozenset({", ", " / ", "/", " & ", " et ", ","})
_ENDS = frozenset({"", ",", ".", ";", "\n", ")", "/", "&", "\x1e"})
_HEAD_WORDS = 5
_OF_STAFF = Flag.ROLE | Flag.DOCTOR | Flag.PROVIDER_THING
_COUPLED = 16
_BEGINS = frozenset(".!?\n>;,(-\u2013")


def as_listed(reading: Reading, previous: tuple[Run, Person], run: Run) -> Person:
    """«Dr Roy, Khoury et Haddad»: a bare name in one list with a doctor's, or a patient's, is another of them."""
    before, person = previous
    if person is Person.PATIENT and _in_parentheses(reading, before, run):
        return Person.PATIENT
    if person not in {Person.STAFF, Person.PATIENT, Person.LIKELY} or (run.words > 1 and person is not Person.STAFF):
        return Person.UNKNOWN
    between = reading.text[reading.ends[before.last] : reading.starts[run.first]]
    linked = run.first - before.last == 2 and reading.flags[before.last + 1] & Flag.AND and len(between) <= 7
    if person is Person.STAFF and _is_next_to_ask(reading, before, run):
        return Person.STAFF
    if person is not Person.STAFF and _takes_place(reading, before, run):
        return Person.PATIENT
    if not (between in _SEPARATED or linked):
        return Person.UNKNOWN
    if person is Person.STAFF:
        return Person.STAFF if run.words == 1 or _goes_on_with(reading, before, run) else Person.UNKNOWN
    lower = linked and not reading.upper[before.first] and not reading.upper[run.first]
    plain = not lower and (run.strongest < Strength.SHAPE or not reading.upper[run.first])
    caller = between.startswith(",") and reading.flags[run.first] & Flag.GIVEN and not linked
    if caller and reading.text[reading.ends[run.last] : reading.ends[run.last] + 2] == ", ":
        caller = 0  # «le frère à Gilles Anctil, Roland, qui …»: nobody signs in the middle
    return Person.UNKNOWN if plain or caller else Person.PATIENT


def _is_next_to_ask(reading: Reading, before: Run, run: Run) -> bool:
    """«écrivez à Vincent Doiron; pour les horaires, à Rita Landry»: the same word leads to another who is asked."""
    if not before.first or not run.first or reading.plain[before.first - 1] != reading.plain[run.first - 1]:
        return False
    led = reading.flags[run.first - 1] & (Flag.TOWARDS | Flag.WITH)
    if not reading.flags[before.first - 1] & (Flag.CALL_BACK | Flag.INTRODUCTION) or not led:
        return False
    return reading.gaps[run.first - 1][:1] in {",", ";"} and "." not in "".join(
        reading.gaps[before.last + 1 : run.first + 1]
    )


def _takes_place(reading: Reading, before: Run, run: Run) -> bool:
    """«greeted Harold as Hazel», «for Ferguson went to Furgeson»: one patient's name stands for another's."""
    words = range(before.last + 1, run.first)
    if not 0 < len(words) <= 3 or run.strongest < Strength.SHAPE or not reading.upper[run.first]:
        return False
    if any(reading.gaps[at] not in {" ", ", ", ' "', '" '} for at in range(before.last + 1, run.first + 1)):
        return False
    flags = [reading.flags[at] for at in words]
    return any(flag & Flag.IN_PLACE_OF for flag in flags) and all(
        flag & (Flag.IN_PLACE_OF | Flag.AND) for flag in flags
    )


def is_likewise(reading: Reading, lines: Lines, previous: tuple[Run, Person], run: Run) -> bool:
    """«Tom's appt is gone. Same for Rosalie.»: what goes for a patient goes for another."""
    _before, person = previous
    if not run.first or not reading.flags[run.first - 1] & Flag.LIKEWISE or run.strongest < Strength.SHAPE:
        return False
    if person not in {Person.PATIENT, Person.LIKELY}:
        return False
    led = reading.flags[run.first - 1] & Flag.LIKEWISE and reading.gaps[run.first] == " " and reading.upper[run.first]
    return bool(led) and not tells_of_staff(reading, lines, run.first)


def is_one_more(reading: Reading, lines: Lines, previous: Sequence[tuple[Run, Person]], run: Run) -> bool:
    """«also Ali», «and now Xiomara too»: one more of those of whom a message just told, alone in its clause."""
    known = run.strongest >= Strength.DOUBTFUL or not reading.lexicon.resembles_word(reading.plain[run.first])
    if run.words > 1 or run.strongest < Strength.SHAPE or not known or not reading.upper[run.first]:
        return False
    if not any(person in {Person.PATIENT, Person.LIKELY} for _run, person in previous):
        return False
    first, last = run.first, run.last
    led = first > 0 and reading.flags[first - 1] & Flag.ALSO and reading.gaps[first] == " "
    followed = 0
    while last + 1 < len(reading.flags) and reading.flags[last + 1] & Flag.ALSO and reading.gaps[last + 1] == " ":
        last, followed = last + 1, 1
    first -= 1 if led else 0
    if first and reading.gaps[first] == " " and reading.flags[first - 1] & (Flag.AND | Flag.STATE_VERB):
        first -= 1  # «and also», «now»
    begins = not first or reading.gaps[first].strip(" ")[-1:] in _BEGINS
    ends = reading.text[reading.ends[last] : reading.ends[last] + 1] in _ENDS
    return bool(led or followed) and begins and ends and not tells_of_staff(reading, lines, run.first)


def _in_parentheses(reading: Reading, before: Run, run: Run) -> bool:
    """«Mme Héroux (Pierrette)»: a given name in parentheses directly after a patient's name goes on it."""
    if run.first != before.last + 1 or reading.gaps[run.first] != " (" or run.strongest < Strength.SHAPE:
        return False
    flag = reading.flags[run.first]
    if run.words > 2 or not (reading.upper[run.first] or (flag & NAME and not flag & ~NAME)):
        return False
    return reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] == ")"


def is_coupled(reading: Reading, previous: tuple[Run, Person], run: Run) -> bool:
    """«les optométristes, Mme Hachey et M. Blanchard, …»: «and», a title perhaps, stands after a name of staff."""
    before, person = previous
    if person is not Person.STAFF or not 1 < run.first - before.last < 5:
        return False
    if _leads_on(reading, before, run) or _has_patients_too(reading, before, run):
        return True
    flags = reading.flags[before.last + 1 : run.first]
    between = reading.text[reading.ends[before.last] : reading.starts[run.first]]
    led = reading.flags[before.first - 1] if before.first else 0
    titled = led & Flag.TITLE or (led & _OF_STAFF and reading.plain[before.first - 1].endswith("s"))
    return bool(titled and flags[0] & Flag.AND and len(between) < _COUPLED and "\n" not in between)


def _leads_on(reading: Reading, before: Run, run: Run) -> bool:
    """«depuis le départ de Mme Roy et de M. Quillet»: the same word, with a title, leads to both."""
    last = run.first - 2
    if run.first - before.last != 4 or not reading.flags[last - 1] & Flag.AND or not reading.flags[last] & Flag.OF:
        return False
    titled = reading.flags[run.first - 1] & Flag.TITLE or is_m(reading, run.first - 1)
    first = before.first - 1
    first -= bool(reading.flags[first] & Flag.TITLE)
    same = first > 0 and reading.plain[first] == reading.plain[last]
    return bool(titled and same and reading.flags[first - 1] & (Flag.INTRODUCTION | Flag.PROVIDER_THING))


def _has_patients_too(reading: Reading, before: Run, run: Run) -> bool:
    """«les clients de Luc Roy et de Rosa Quill»: whose patients are told of, the same word leading to both."""
    first, last = before.first - 1, run.first - 1
    if first < 1 or last - before.last != 2 or not reading.flags[last - 1] & Flag.AND:
        return False
    same = reading.plain[first] == reading.plain[last] and reading.flags[first] & Flag.OF
    return bool(same and reading.flags[first - 1] & Flag.PATIENT) and reading.plain[first - 1].endswith("s")


def _goes_on_with(reading: Reading, before: Run, run: Run) -> bool:
    """Whether a full name only goes on a list of staff: «users: Farida Haidari, Quentin Lachance»."""
    greeted = before.first > 0 and reading.flags[before.first - 1] & (Flag.GREETING | Flag.SIGN_OFF)
    initial = before.first == before.last and reading.ends[before.last] - reading.starts[before.last] == 1
    if greeted or initial:  # «Dr. E, Vikram Subramaniam and …»
        return False
    doctors = before.first > 0 and reading.flags[before.first - 1] & Flag.AND  # «les docteurs A, B et C sont …»
    return _ends_item(reading, run) or (
        run.first - before.last == 2 and not doctors and _led_by_doctors(reading, before)
    )


def ends_doctors(reading: Reading, previous: tuple[Run, Person], run: Run) -> bool:
    """«des Drs Mailloux, Senécal et Abboud ne reçoivent …»: the last of several doctors, whatever is told of them."""
    before, person = previous
    linked = run.first - before.last == 2 and reading.flags[before.last + 1] & Flag.AND
    linked = linked or reading.gaps[run.first] in {" & ", ", "}
    return person is Person.STAFF and run.words == 1 and bool(linked) and _led_by_doctors(reading, before)


def _led_by_doctors(reading: Reading, run: Run) -> bool:
    """Whether «les docteurs» stands before the names that a name goes on: «Les docteurs Bruno Roy et Sam Wong»."""
    at = run.first - 1
    while (
        at >= 0
        and (reading.upper[at] or reading.flags[at] & Flag.PARTICLE)
        and reading.gaps[at + 1] in {" ", ", ", "-"}
    ):
        if reading.flags[at] & Flag.DOCTOR_BEFORE:
            break
        at -= 1
    led = (
        at >= 0 and reading.flags[at] & (Flag.DOCTOR_BEFORE | Flag.ROLE) and reading.gaps[at + 1] in {" ", " : ", ": "}
    )
    return bool(led) and reading.plain[at].endswith("s")


def _ends_item(reading: Reading, run: Run) -> bool:
    after = run.last + 1
    joined = after < len(reading.flags) and reading.flags[after] & Flag.AND and reading.gaps[after] == " "
    return bool(joined) or reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] in _ENDS


def before_listed(reading: Reading, people: Sequence[tuple[Run, Person]]) -> list[tuple[Run, Person]]:
    """«Ravinder and Parminder Gill share …»: who stands beside a patient, with «and» between, is one too."""
    result = list(people)
    for at in range(len(result) - 2, -1, -1):
        run, person = result[at]
        after, other = result[at + 1]
        if person is not Person.UNKNOWN or other not in {Person.PATIENT, Person.LIKELY}:
            continue
        linked = after.first - run.last == 2 and reading.flags[run.last + 1] & Flag.AND
        linked = linked and reading.gaps[after.first] == " " == reading.gaps[run.last + 1]
        linked = linked or (after.first - run.last == 1 and reading.gaps[after.first] in {" & ", " + "})
        if linked and run.strongest >= Strength.SHAPE and reading.upper[run.first]:
            result[at] = (run, Person.LIKELY)
    return result


def on_next_line(lines: Lines, reading: Reading, previous: tuple[Run, Person], run: Run) -> bool:
    """Whether a line begins with a name of several words and the line above began with a patient's: a list of them."""
    before, person = previous
    alone = run.words < 2 and not (run.strongest >= Strength.DOUBTFUL and reading.gaps[run.last + 1][:2] == " (")
    if person is not Person.PATIENT or alone:
        return False
    above, below = reading.starts[before.first], reading.starts[run.first]
    number = lines.number(below)
    return (
        number - lines.number(above) == 1 and lines.starts_with(number, below) and lines.starts_with(number - 1, above)
    )


def headed(lines: Lines, reading: Reading, run: Run) -> Person:
    """Return what the head of a list says of a name in it: «Providers: Treadwell, Byrne», «Patients:» a line above."""
    start = reading.starts[run.first]
    if run.first and ":" in reading.gaps[run.first] and "\n" not in reading.gaps[run.first]:
        return _by_head(reading, run.first - 1, run) if _ends_item(reading, run) else Person.UNKNOWN
    number = lines.number(start)
    if not lines.starts_with(number, start) or not _ends_item(reading, run):
        return Person.UNKNOWN
    head = lines.head(number)
    words = lines.words(head) if head >= 0 else range(0)
    return _by_head(reading, words[-1], run) if words else Person.UNKNOWN


def _by_head(reading: Reading, last: int, run: Run) -> Person:
    """Return what the few words before a colon say."""
    result = Person.UNKNOWN
    filed = run.swapped and "\n" in reading.gaps[run.first]  # below each other, a file has «Roy, Rosa»
    for at in range(last, max(-1, last - _HEAD_WORDS), -1):
        flag = reading.flags[at]
        if flag & Flag.PATIENT and not flag & Flag.ROLE:
            return Person.PATIENT if run.strongest >= Strength.SHAPE else Person.UNKNOWN
        work = flag & (_OF_STAFF & ~Flag.PROVIDER_THING if filed else _OF_STAFF)
        if flag & Flag.ROSTER or (work and len(reading.plain[at]) > 3):
            result = Person.STAFF
        if any(each in reading.gaps[at] for each in ".;:\n!?("):
            break
    return result
