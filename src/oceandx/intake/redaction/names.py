"""The names of patients, wherever they stand; those of staff and clinics are left alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from oceandx.intake.redaction.lexicon import Flag, folded, letters_only
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.people import Judge, Person
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind
from oceandx.intake.redaction.runs import NAME, Run, RunFinder, Strength
from oceandx.intake.redaction.surroundings import PUNCTUATED

_LISTED = frozenset({", ", " / ", "/", " & ", " et ", ","})
MOST_JUDGED = 250
"""A message that holds more possible names than this is a list of people: the rest go without a question."""

_REACH = 34
_REACH_BACK = 8
_TELLING = Flag.CHART | Flag.TITLE | Flag.PATIENT | Flag.KIN | Flag.ABOUT | Flag.BIRTH
_WEAK_VALUES = frozenset({RemovalKind.PHONE, RemovalKind.EMAIL, RemovalKind.SECRET})


def find_names(reading: Reading, values: Iterable[Removal], staff: Collection[str] = ()) -> list[Removal]:
    """Return the patients' names of a text in which ``values`` were found; names of ``staff`` are kept."""
    spans = sorted((value.start, value.end, value.kind not in _WEAK_VALUES) for value in values)
    lines = Lines(reading)
    finder = RunFinder(reading, lines)
    judge = Judge(reading, lines, spans)
    known_staff = {word for name in staff for word in letters_only(folded(name))}
    people = _judged(reading, finder, (judge, lines), list(finder.runs(_live(reading, spans))), known_staff)
    patients = {word for run, person in people if person is Person.PATIENT for word in _own_words(reading, run)}
    if patients:
        judged = {at for run, _person in people for at in range(run.first, run.last + 1)}
        if any(word in patients and at not in judged for at, word in enumerate(reading.plain)):
            # A name alone may be the doctor's or the patient's: now each is asked.
            people = _judged(reading, finder, (judge, lines), list(finder.runs()), known_staff)
    removed = [run for run, person in people if person is Person.PATIENT]
    kept = [run for run, person in people if person in {Person.STAFF, Person.ORGANISATION}]
    result = [_removal(reading, run.first, run.last) for run in removed]
    result.extend(_elsewhere(reading, finder, patients, [*removed, *kept]))
    result.extend(_initials(reading))
    return result


def _live(reading: Reading, spans: list[tuple[int, int, bool]]) -> set[int]:
    """Return the words that have something near them that could make a single word a patient's name."""
    live: set[int] = set()
    for at, flag in enumerate(reading.flags):
        if flag & _TELLING or (reading.plain[at] == "m" and reading.upper[at]):
            live.update(range(at - 3, at + 5))
    for start, end, _strong in spans:
        live.update(range(reading.word_before(start - _REACH), reading.word_after(end + _REACH_BACK) + 1))
    return live


def _judged(
    reading: Reading, finder: RunFinder, judging: tuple[Judge, Lines], runs: list[Run], known_staff: set[str]
) -> list[tuple[Run, Person]]:
    judge, lines = judging
    people: list[tuple[Run, Person]] = []
    for count, run in enumerate(runs):
        if count >= MOST_JUDGED:
            people.append((run, Person.PATIENT if run.strongest >= Strength.DOUBTFUL else Person.UNKNOWN))
            continue
        person = judge.judge(run)
        if person is Person.UNKNOWN and people:
            person = _as_listed(reading, people[-1], run)
        people.append((run, person))
    people = _with_senders(reading, people)
    staff = {word for run, person in people if person is Person.STAFF for word in _own_words(reading, run)}
    result: list[tuple[Run, Person]] = []
    for run, person in people:
        words = _own_words(reading, run)
        if known_staff and person is not Person.ORGANISATION and words and known_staff.issuperset(words):
            result.append((run, Person.STAFF))
        elif (
            person is Person.UNKNOWN
            and not staff.issuperset(words)
            and (
                _is_full_name(reading, finder, run)
                or _has_shape_of_name(reading, finder, lines, run)
                or (result and _on_next_line(lines, reading, result[-1], run))
            )
        ):
            result.append((run, Person.PATIENT))
        else:
            result.append((run, person))
    return result


def _with_senders(reading: Reading, people: list[tuple[Run, Person]]) -> list[tuple[Run, Person]]:
    """Settle who wrote a quoted message: staff where the name signs above it, else a patient, who may sign below."""
    if not any(person is Person.SENDER for _run, person in people):
        return people
    staff: set[str] = set()
    senders: set[str] = set()
    result: list[tuple[Run, Person]] = []
    for run, person in people:
        words = _own_words(reading, run)
        settled = person
        if person is Person.SENDER:
            settled = Person.STAFF if staff.issuperset(words) else Person.PATIENT
            if settled is Person.PATIENT:
                senders.update(words)
        elif person is Person.STAFF and words and senders.issuperset(words):
            settled = Person.PATIENT
        if settled is Person.STAFF:
            staff.update(words)
        result.append((run, settled))
    return result


def _as_listed(reading: Reading, previous: tuple[Run, Person], run: Run) -> Person:
    """«Dr Roy, Khoury et Haddad»: a bare name in one list with a doctor's, or a patient's, is another of them."""
    before, person = previous
    if person not in {Person.STAFF, Person.PATIENT} or run.words > 1:
        return Person.UNKNOWN
    between = reading.text[reading.ends[before.last] : reading.starts[run.first]]
    linked = run.first - before.last == 2 and reading.flags[before.last + 1] & Flag.AND and len(between) <= 7
    if not (between in _LISTED or linked):
        return Person.UNKNOWN
    if person is Person.PATIENT:
        plain = run.strongest < Strength.SHAPE or not reading.upper[run.first]
        caller = between.startswith(",") and reading.flags[run.first] & Flag.GIVEN
        return Person.UNKNOWN if plain or caller else Person.PATIENT
    return Person.STAFF


def _on_next_line(lines: Lines, reading: Reading, previous: tuple[Run, Person], run: Run) -> bool:
    """Whether a line begins with a name of several words and the line above began with a patient's: a list of them."""
    before, person = previous
    if person is not Person.PATIENT or run.words < 2:
        return False
    above, below = reading.starts[before.first], reading.starts[run.first]
    number = lines.number(below)
    return (
        number - lines.number(above) == 1 and lines.starts_with(number, below) and lines.starts_with(number - 1, above)
    )


def _is_full_name(reading: Reading, finder: RunFinder, run: Run) -> bool:
    """Whether a run is a given name and a surname, one of them known for sure."""
    if run.words < 2 or run.strongest < Strength.DOUBTFUL:
        return False
    flags = [reading.flags[at] for at in range(run.first, run.last + 1)]
    given = any(flag & Flag.GIVEN for flag in flags)
    sure = sum(1 for at in range(run.first, run.last + 1) if finder.strength(at) is Strength.SURE)
    if any(flag & (Flag.PRODUCT | Flag.PLACE) for flag in flags) and sure == 0:
        return False
    hyphenated = all(reading.gaps[at] == "-" for at in range(run.first + 1, run.last + 1))
    if hyphenated and run.words == 2:
        return False  # one compound name, as lone as a single one
    if sure == 0 and all(flag & Flag.ORDINARY for flag in flags):
        return False
    named = sum(1 for flag in flags if flag & NAME)
    return sure > 1 or (given and (sure > 0 or named > 1 or len(flags) == 2))


def _has_shape_of_name(reading: Reading, finder: RunFinder, lines: Lines, run: Run) -> bool:
    """Whether two to four words with capital letters that are in no list stand side by side, not in a signature."""
    if not 2 <= run.words <= 4 or all(reading.gaps[at] == "-" for at in range(run.first + 1, run.last + 1)):
        return False
    if reading.flags[run.first] & Flag.PARTICLE:
        return False  # «St. Boniface»
    start = reading.starts[run.first]
    number = lines.number(start)
    set_apart = lines.starts_with(number, start) or reading.gaps[run.first].strip().startswith(PUNCTUATED)
    if set_apart and lines.in_signature(number):
        return False  # a clinic below or after who signs
    whole = 0
    for at in range(run.first, run.last + 1):
        word = reading.text[reading.starts[at] : reading.ends[at]]
        if reading.flags[at] & Flag.PARTICLE and len(word) > 1:
            continue
        if _is_initials(reading, at):
            timed = reading.gaps[at + 1].strip(" .,-(")[:1].isdigit() or reading.gaps[run.first].strip()[-1:].isdigit()
            if at == run.last and not (run.words == 2 and (timed or reading.flags[run.first] & NAME)):
                return False  # «Infusion Chair A»
            continue
        if len(word) < 3 or word.isupper() or finder.strength(at) < Strength.SHAPE:
            return False
        whole += 1
    return whole > 0


def _is_initials(reading: Reading, at: int) -> bool:
    """Whether a word of a name is its initial: «J. Okonkwo», «TJ Vandenheuvel», «Wanjiru M»."""
    word = reading.text[reading.starts[at] : reading.ends[at]]
    return word.isupper() and (len(word) == 1 or (len(word) == 2 and not reading.flags[at]))


def _own_words(reading: Reading, run: Run) -> list[str]:
    return [
        reading.plain[at]
        for at in range(run.first, run.last + 1)
        if len(reading.plain[at]) > 1 and not (reading.flags[at] & Flag.PARTICLE and not reading.flags[at] & NAME)
    ]


def _elsewhere(reading: Reading, finder: RunFinder, patients: set[str], settled: list[Run]) -> list[Removal]:
    """Remove each part of a patient's name wherever else it stands, unless it is part of a name that is kept."""
    if patients.isdisjoint(reading.plain):
        return []
    taken = {at for run in settled for at in range(run.first, run.last + 1)}
    result = []
    for at, word in enumerate(reading.plain):
        if word in patients and at not in taken:
            flag = reading.flags[at]
            if finder.capital(at) or not flag & (Flag.ORDINARY | Flag.ALSO_WORD | Flag.PARTICLE | Flag.OF | Flag.AND):
                result.append(_removal(reading, at, at))
    return result


def _initials(reading: Reading) -> list[Removal]:
    """«patient J.S.», «pte M-C T.»: initials directly after the word patient."""
    result = []
    for at in reading.noted(Flag.PATIENT):
        if at + 1 < len(reading.flags) and reading.gaps[at + 1] in {" ", ": ", " : ", " ("}:
            last = at
            while (
                last + 1 < len(reading.flags)
                and last < at + 4
                and _is_initial(reading, last + 1)
                and (last == at or reading.gaps[last + 1] in {".", ". ", "-", " ", ".-"})
            ):
                last += 1
            if last > at + 1 or (last == at + 1 and _is_pair(reading, last)):
                result.append(_removal(reading, at + 1, last))
    return result


def _is_initial(reading: Reading, at: int) -> bool:
    return reading.upper[at] and (reading.ends[at] - reading.starts[at] == 1 or _is_pair(reading, at))


def _is_pair(reading: Reading, at: int) -> bool:
    word = reading.text[reading.starts[at] : reading.ends[at]]
    return 2 <= len(word) <= 3 and word.isupper() and not reading.flags[at]


def _removal(reading: Reading, first: int, last: int) -> Removal:
    return Removal(reading.starts[first], reading.ends[last], RemovalKind.NAME)
