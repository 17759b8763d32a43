"""Judges the names of a text one after the other: by what stands around each, by those beside it, and by weighing."""

from __future__ import annotations

from collections.abc import Sequence

from oceandx.intake.redaction.alone import Alone
from oceandx.intake.redaction.colleagues import goes_by_given, is_named_alone
from oceandx.intake.redaction.companions import with_companions
from oceandx.intake.redaction.couples import with_coupled
from oceandx.intake.redaction.governed import is_governed
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.lists import (
    as_listed,
    before_listed,
    ends_doctors,
    headed,
    is_coupled,
    is_likewise,
    is_one_more,
    on_next_line,
)
from oceandx.intake.redaction.lone import is_lone_patient
from oceandx.intake.redaction.parallels import with_parallels
from oceandx.intake.redaction.people import Judge
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.rows import in_rows
from oceandx.intake.redaction.runs import Run, own_words
from oceandx.intake.redaction.senders import with_senders
from oceandx.intake.redaction.shapes import has_shape_of_name, is_full_name, is_lone_surname
from oceandx.intake.redaction.siblings import with_siblings
from oceandx.intake.redaction.strengths import NameWords


def judged(
    words: NameWords, judging: tuple[Judge, Lines], runs: list[Run], known_staff: set[str]
) -> list[tuple[Run, Person]]:
    """Return the names and whose they are; ``known_staff`` are the words of names that are always kept."""
    reading = words.reading
    judge, lines = judging
    people: list[tuple[Run, Person]] = []
    for run in runs:
        person = judge.judge(run)
        if person is Person.UNKNOWN and people:
            coupled = is_coupled(reading, people[-1], run)
            person = Person.STAFF if coupled else as_listed(reading, people[-1], run)
            if person is Person.UNKNOWN and (
                is_likewise(reading, lines, people[-1], run) or is_one_more(reading, lines, people[-2:], run)
            ):
                person = Person.LIKELY
        elif people and (
            (person is Person.PATIENT and _is_staff_beside(reading, lines, people[-1], run))
            or (person is Person.LIKELY and ends_doctors(reading, people[-1], run))
            or (person in {Person.LIKELY, Person.PATIENT} and is_governed(reading, people[-1], run))
        ):
            person = Person.STAFF
        people.append((run, person))
    people = with_senders(reading, lines, before_listed(reading, with_coupled(reading, people)), judge.own)
    people = with_parallels(reading, with_siblings(reading, with_companions(words, lines, people)))
    staff = {word for run, person in people if person is Person.STAFF for word in own_words(reading, run)}
    given = {
        reading.plain[run.first] for run, person in people if person is Person.STAFF and is_named_alone(reading, run)
    }
    told_of = any(person in {Person.PATIENT, Person.LIKELY} for _run, person in people)
    away = bool(reading.noted(Flag.AWAY)) and not told_of  # who is away names who answers instead
    alone = Alone(words, lines, people)
    result: list[tuple[Run, Person]] = []
    for run, person in people:
        own = own_words(reading, run)
        called = _is_named_as_staff(reading, run, staff)
        absent = away and not lines.in_subject(lines.number(reading.starts[run.first]))
        if known_staff and person is not Person.ORGANISATION and own and known_staff.issuperset(own):
            result.append((run, Person.STAFF))
        elif alone.weighs(run, person):
            called = called or goes_by_given(reading, run, given)
            marks = _marks(words, lines, result, run)
            patient = not called and not absent and alone.is_patient(run, person, marks=marks)
            other = Person.STAFF if called and person is Person.LIKELY else Person.UNKNOWN
            result.append((run, Person.PATIENT if patient else other))
        elif person is Person.LIKELY or (
            person is Person.UNKNOWN and result and as_listed(reading, result[-1], run) is Person.PATIENT
        ):
            result.append((run, Person.STAFF if called else Person.PATIENT))
        elif (
            person is Person.UNKNOWN
            and not (called or absent)
            and not goes_by_given(reading, run, given)
            and (
                run.first in words.spelled
                or is_full_name(words, run)
                or is_lone_surname(words, lines, run)
                or is_lone_patient(words, lines, run)
                or has_shape_of_name(words, lines, run)
                or (result and on_next_line(lines, reading, result[-1], run))
            )
        ):
            result.append((run, Person.PATIENT))
        else:
            result.append((run, person))
    settled = [
        (run, Person.PATIENT if person is Person.LIKELY and not _is_named_as_staff(reading, run, staff) else person)
        for run, person in before_listed(reading, result)
    ]
    return in_rows(words, settled, staff)


def _marks(words: NameWords, lines: Lines, before: Sequence[tuple[Run, Person]], run: Run) -> list[str]:
    """Return what the shape and the place of a name say: that it goes on a list of patients, owns something."""
    reading = words.reading
    told = {
        "listed": bool(before) and as_listed(reading, before[-1], run) is Person.PATIENT,
        "next-line": bool(before) and on_next_line(lines, reading, before[-1], run),
        "lone": is_lone_patient(words, lines, run),
        "lone-surname": is_lone_surname(words, lines, run),
        "shape": has_shape_of_name(words, lines, run),
    }
    return [mark for mark, holds in told.items() if holds]


def _is_staff_beside(reading: Reading, lines: Lines, previous: tuple[Run, Person], run: Run) -> bool:
    """Whether a name is one of two of staff, or goes on a list of them: «Nous sommes : Rosa, Luc Roy, Ève Roy»."""
    before, person = previous
    if is_coupled(reading, previous, run):
        return True
    listed = run.swapped and person is Person.STAFF and run.first == before.last + 1 and reading.gaps[run.first] == ", "
    return listed and headed(lines, reading, before) is Person.STAFF


def _is_named_as_staff(reading: Reading, run: Run, staff: set[str]) -> bool:
    """Whether a name is made of words of staff's names, and its initial is none's that the doctor does not have."""
    own = own_words(reading, run)
    if not staff.issuperset(own):
        return False
    initials = tuple(
        reading.plain[at]
        for at in range(run.first, run.last + 1)
        if reading.upper[at] and reading.ends[at] - reading.starts[at] == 1
    )
    return not initials or not own or any(word.startswith(initials) for word in staff.difference(own))
