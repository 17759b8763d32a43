"""Names in company: bare names in a row or one below the other, which nothing says to be staff's, are patients'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.sentences import in_sentence, tells_of_staff
from oceandx.intake.redaction.strengths import NAME, NameWords, Strength

_BETWEEN = frozenset({", ", ",", " / ", "/", " & ", " | ", "; "})
_OPEN = (Person.UNKNOWN, Person.PATIENT, Person.LIKELY)  # a tuple compares by identity, which is faster
_ADDRESSED = (
    Flag.GREETING | Flag.SIGN_OFF | Flag.INTRODUCTION | Flag.CALL_BACK | Flag.DOCTOR | Flag.ROLE
    | Flag.ORGANISATION_BEFORE
)  # fmt: skip
_STAFF_HEAD = Flag.ROLE | Flag.DOCTOR | Flag.ROSTER | Flag.SIGN_OFF | Flag.GREETING | Flag.HEADER
_ITEM = (",", "(", "-", "\u2013", "—", ":", "|", "#", ".", "\t")
_REST = 7
_MANY = 3
_THING = Flag.RECEIVED | Flag.PATIENT_THING
_OF_STAFF = Flag.ROLE | Flag.DOCTOR | Flag.PROVIDER_THING | Flag.AS_STAFF | Flag.CLINIC | Flag.STAFF_ACT

Judged: TypeAlias = tuple[Run, Person]


def with_companions(words: NameWords, lines: Lines, people: Sequence[Judged]) -> list[Judged]:
    """Return the people, those in a row or a column of bare names being likely patients."""
    result = list(people)
    if len(result) < 2:
        return result
    for at in _in_rows(words, lines, people):
        if result[at][1] is Person.UNKNOWN:
            result[at] = (result[at][0], Person.LIKELY)
    if len(lines.starts) > 1:
        for at in _in_columns(words, lines, people):
            if result[at][1] is not Person.PATIENT:
                result[at] = (result[at][0], Person.LIKELY)
    return result


def _in_rows(words: NameWords, lines: Lines, people: Sequence[Judged]) -> Iterator[int]:
    """Yield who stands in a row: «rendez-vous pris par Lavoie, Lemay pis Lebel»."""
    reading = words.reading
    row: list[int] = []
    for at, (run, _person) in enumerate(people):
        if row and _linked(reading, people[at - 1][0], run):
            row.append(at)
            continue
        if len(row) > 1:
            yield from _row(words, lines, people, row)
        row = [at]
    if len(row) > 1:
        yield from _row(words, lines, people, row)


def _row(words: NameWords, lines: Lines, people: Sequence[Judged], row: list[int]) -> Iterable[int]:
    if any(people[at][1] not in _OPEN for at in row):
        return ()
    reading = words.reading
    runs = [people[at][0] for at in row]
    first, last = runs[0].first, runs[-1].last
    if any(not words.capital(run.first) or run.strongest < Strength.SHAPE for run in runs):
        return ()
    led = reading.flags[first - 1] if first and len(reading.gaps[first]) <= 3 else 0
    if led & _ADDRESSED or (led & Flag.HEADER and ":" in reading.gaps[first]):
        return ()
    surnames = sum(_is_surname(reading, run) for run in runs)
    goes_on = last + 1 < len(reading.flags) and reading.flags[last + 1] & Flag.AND and reading.gaps[last + 1] == " "
    many = len(runs) >= _MANY
    both = surnames > 0 and all(run.words > 1 or reading.flags[run.last] & Flag.SURNAME for run in runs)
    enough = surnames * 2 >= len(runs) if many else both and not goes_on
    start = reading.starts[first]
    number = lines.number(start)
    if not enough or (lines.starts_with(number, start) and lines.in_signature(number)):
        return ()
    return () if tells_of_staff(reading, lines, first, last=last) and not _of_things(reading, lines, first) else row


def _of_things(reading: Reading, lines: Lines, first: int) -> bool:
    """Whether what patients have, and nothing of staff, comes before a row: «les rendez-vous pris par Lavoie, …»."""
    line = lines.words(lines.number(reading.starts[first]))
    before = 0
    for at in in_sentence(reading, line, first):
        if at > first:
            break
        before |= reading.flags[at] & (_OF_STAFF | _THING)
    return bool(before & _THING) and not before & _OF_STAFF and not reading.flags[first - 1] & Flag.OF


def _linked(reading: Reading, before: Run, run: Run) -> bool:
    between = reading.text[reading.ends[before.last] : reading.starts[run.first]]
    if between in _BETWEEN:
        return True
    joined = run.first - before.last == 2 and reading.flags[before.last + 1] & Flag.AND
    return bool(joined and len(between) <= 7 and "\n" not in between)


def _is_surname(reading: Reading, run: Run) -> bool:
    """Whether a run is no given name alone: a known surname, or a name with an initial or of several words."""
    flag = reading.flags[run.last]
    if run.words > 1:
        return any(reading.flags[at] & NAME for at in range(run.first, run.last + 1))
    return bool(flag & Flag.SURNAME and not flag & Flag.GIVEN)


def _in_columns(words: NameWords, lines: Lines, people: Sequence[Judged]) -> Iterator[int]:
    """Yield who stands in a column: «- Bouchard», a line below «- St-Onge»."""
    reading = words.reading
    items = [
        (at, lines.number(reading.starts[run.first]))
        for at, (run, person) in enumerate(people)
        if _is_item(words, lines, run) and (person in _OPEN or person is Person.STAFF)
    ]
    column: list[int] = []
    for (at, number), (_after, below) in pairwise([*items, (-1, -9)]):
        column.append(at)
        if below - number != 1 or (lines.is_list_item(number) and not lines.is_list_item(below)):
            if len(column) > 1 and _of_patients(words, lines, [people[each][0] for each in column]):
                yield from column
            column = []


def _is_item(words: NameWords, lines: Lines, run: Run) -> bool:
    """Whether a line is a name and little more: a number, a few words after a comma."""
    reading = words.reading
    if run.first and "\n" not in reading.gaps[run.first]:
        return False
    start = reading.starts[run.first]
    number = lines.number(start)
    if run.strongest < Strength.SHAPE or not reading.upper[run.last] or not lines.starts_with(number, start):
        return False
    end = lines.span(number)[1]
    rest = reading.text[reading.ends[run.last] : end].strip(" ")
    inside = range(run.last + 1, reading.word_before(end) + 1)
    bare = not rest or rest.startswith(_ITEM) or rest[0].isdigit()
    staff = any(reading.flags[at] & _STAFF_HEAD and not reading.flags[at] & (_THING | Flag.AT) for at in inside)
    return bare and len(inside) <= _REST and not staff


def _of_patients(words: NameWords, lines: Lines, runs: Sequence[Run]) -> bool:
    """Whether neither the head of a column nor the lines above it speak of staff, and surnames stand in it."""
    reading = words.reading
    surnames = sum(_is_surname(reading, run) for run in runs)
    first = lines.number(reading.starts[runs[0].first])
    above = first - 1
    while above >= 0 and first - above < _MANY and not lines.content(above):
        above -= 1
    head = lines.content(above) if above >= 0 else ""
    for number in range(max(0, first - _MANY), first):
        own = lines.words(number)
        if own and reading.flags[own[0]] & Flag.SIGN_OFF:
            return False
    if any(reading.flags[at] & (_STAFF_HEAD | Flag.PROVIDER_THING) for at in (lines.words(above) if head else ())):
        return False
    numbered = any(
        reading.text[reading.ends[run.last] : reading.ends[run.last] + 4].strip(" ,(#:")[:1].isdigit() for run in runs
    )
    initials = sum(run.words > 1 and words.is_initial(run.last) for run in runs)
    listed = lines.is_list_item(first) or head.endswith(":") or len(runs) >= _MANY or numbered or initials > 1
    told = all(_tells_of_thing(reading, lines, run) for run in runs)  # «Shanelle - intake - not attached»
    return (listed and (numbered or surnames * 2 >= len(runs))) or told


def _tells_of_thing(reading: Reading, lines: Lines, run: Run) -> bool:
    """Whether the rest of a line speaks of what patients have."""
    words = lines.words(lines.number(reading.starts[run.first]))
    return any(reading.flags[at] & _THING for at in range(run.last + 1, words.stop))
