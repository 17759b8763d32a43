"""The names of patients, wherever they stand; those of staff and clinics are left alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice

from oceandx.intake.redaction.acting import is_told
from oceandx.intake.redaction.cells import find_in_cells
from oceandx.intake.redaction.elsewhere import find_elsewhere
from oceandx.intake.redaction.enclosed import find_enclosed, with_enclosed
from oceandx.intake.redaction.files import find_in_file_names
from oceandx.intake.redaction.filled_rows import fill_rows
from oceandx.intake.redaction.folding import folded, letters_only
from oceandx.intake.redaction.initials import find_initials
from oceandx.intake.redaction.judging import judged
from oceandx.intake.redaction.labelled import find_labelled
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.named_in_addresses import find_named_in_addresses
from oceandx.intake.redaction.owners import find_owners
from oceandx.intake.redaction.pairs import before_values
from oceandx.intake.redaction.patients_writing import own_messages
from oceandx.intake.redaction.people import Judge
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.quoted_names import find_nicknamed, find_quoted
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.real_names import find_real_names
from oceandx.intake.redaction.removal import Removal, RemovalKind
from oceandx.intake.redaction.runs import Run, RunFinder, own_words
from oceandx.intake.redaction.short_names import find_short_names
from oceandx.intake.redaction.small_company import find_in_company
from oceandx.intake.redaction.small_pairs import find_small_names
from oceandx.intake.redaction.strengths import NAME, NameWords, Strength
from oceandx.intake.redaction.told_beside_values import find_told_beside
from oceandx.intake.redaction.weighed import find_weighed
from oceandx.intake.redaction.within_values import take_from_work

MOST_JUDGED = 100
"""A message that holds more possible names than this is a list of people: the rest go without a question."""

_REACH = 34
_REACH_BACK = 8
_TELLING = Flag.CHART | Flag.LIKEWISE | Flag.NAME_LABEL | Flag.TITLE | Flag.PATIENT | Flag.KIN | Flag.ABOUT | Flag.BIRTH
_ACTING = (
    Flag.PATIENT_ACT | Flag.STAFF_ACT | Flag.SOUGHT | Flag.PATIENT_OBJECT | Flag.SENT_TO | Flag.PRESENT | Flag.THEIR
    | Flag.RECEIVED
    | Flag.CALL_BACK
)  # fmt: skip
_ACT_REACH = 7
_THEIR_REACH = 14
_BESIDE_NUMBER = 5
_LEADING = Flag.MEANT_FOR | Flag.POSSESSIVE | Flag.AND | Flag.IN_PLACE_OF | Flag.GIVEN_AS | Flag.HEADING
_NEAR = _TELLING | _ACTING
_AT_WORK = Flag.DOCTOR | Flag.ROLE
_WEAK_VALUES = frozenset({RemovalKind.PHONE, RemovalKind.EMAIL, RemovalKind.SECRET})


def find_names(reading: Reading, values: Iterable[Removal], staff: Collection[str] = ()) -> list[Removal]:
    """Return the patients' names of a text in which ``values`` were found; names of ``staff`` are kept."""
    values = tuple(values)
    take_from_work(reading, values)
    spans = sorted((value.start, value.end, value.kind not in _WEAK_VALUES) for value in values)
    lines = Lines(reading)
    words = NameWords(reading, lines)
    finder = RunFinder(words, find_weighed(words, values))
    judge = Judge(reading, lines, spans, own_messages(reading, values))
    known_staff = {word for name in staff for word in letters_only(folded(name))}
    enclosed = list(find_enclosed(reading))
    runs = list(islice(finder.runs(_live(reading, spans)), MOST_JUDGED))
    people = with_enclosed(judged(words, (judge, lines), runs, known_staff), enclosed)
    patients = {word for run, person in people if person is Person.PATIENT for word in own_words(reading, run)}
    if patients:
        seen = {at for run, _person in people for at in range(run.first, run.last + 1)}
        alone = any(word in patients and at not in seen for at, word in enumerate(reading.plain))
        if alone and len(people) < MOST_JUDGED:  # it may be the doctor's or the patient's: now each is asked
            runs = list(islice(finder.runs(), MOST_JUDGED))
            people = with_enclosed(judged(words, (judge, lines), runs, known_staff), enclosed)
    rest = _rest(words, people[-1][0].last + 1) if len(people) >= MOST_JUDGED else []
    if patients:
        named = {frozenset(own_words(reading, run)) for run, person in people if person is Person.PATIENT}
        people = [(run, _of_the_same(reading, person, run, (named, people))) for run, person in people]
    removed = [run for run, person in people if person is Person.PATIENT]
    kept = [run for run, person in people if person in {Person.STAFF, Person.ORGANISATION}]
    result = [_removal(reading, run.first, run.last) for run in removed]
    for first, last in chain(before_values(reading, spans), find_owners(reading, spans)):
        result.append(_removal(reading, first, last))
        small = reading.plain[first]
        result.extend(
            _removal(reading, at, at)
            for at in range(1, first)
            if reading.plain[at] == small and reading.flags[at - 1] & (Flag.MEANT_FOR | Flag.OF | Flag.PATIENT)
        )
    staff_words = {word for run in kept for word in own_words(reading, run)}
    for first, last in chain(find_small_names(reading, lines, staff_words, values), find_real_names(reading)):
        result.append(_removal(reading, first, last))
        patients |= {word for word in reading.plain[first : last + 1] if len(word) > 1}
    taken = {at for run in (*removed, *kept) for at in range(run.first, run.last + 1)}
    taken.update(rest)
    result.extend(_removal(reading, *span) for span in find_elsewhere(words, patients, taken))
    result.extend(_removal(reading, *span) for span in find_told_beside(reading, values) if span[0] not in taken)
    result.extend(_removal(reading, *span) for span in find_named_in_addresses(reading, values, taken))
    result.extend(_removal(reading, at, at) for at in find_short_names(reading, patients, taken))
    result.extend([_removal(reading, at, at) for at in find_quoted(reading, [each.start for each in result])])
    gone = _spans(reading, result)
    result.extend(_removal(reading, *span) for span in fill_rows(words, lines, gone, staff_words))
    gone = _spans(reading, result)
    result.extend(_removal(reading, *span) for span in find_in_cells(reading, lines, gone, staff_words))
    gone = _spans(reading, result)
    result.extend(_removal(reading, at, at) for at in find_in_company(words, gone, staff_words))
    result.extend([_removal(reading, at, at) for at in find_nicknamed(reading, gone, staff_words)])
    result.extend(_removal(reading, at, at) for at in rest)
    return [*result, *find_initials(reading), *find_labelled(reading), *find_in_file_names(reading)]


def _spans(reading: Reading, removals: Iterable[Removal]) -> list[tuple[int, int]]:
    """Return the first and last words of removals, in order."""
    return sorted({(reading.word_after(each.start), reading.word_before(each.end)) for each in removals})


def _rest(words: NameWords, first: int) -> list[int]:
    """Return the words from one on that may be a name: nobody is asked whose, in a message that is a list of people."""
    return [at for at in range(first, len(words.reading.flags)) if words.strength(at) >= Strength.DOUBTFUL]


def _of_the_same(
    reading: Reading, person: Person, run: Run, known: tuple[set[frozenset[str]], list[tuple[Run, Person]]]
) -> Person:
    """Return whose a name is that is a patient's elsewhere, first name and surname: «no text - Ruth Abernethy»."""
    if not (person is Person.STAFF or person is Person.UNKNOWN):
        return person
    if run.words < 2:
        return Person.PATIENT if person is Person.STAFF and _is_spoken_to(reading, run, known[1]) else person
    own = frozenset(own_words(reading, run))
    if len(own) < 2 or (run.first and reading.flags[run.first - 1] & _AT_WORK):
        return person
    return Person.PATIENT if own in known[0] else person


def _is_spoken_to(reading: Reading, run: Run, people: list[tuple[Run, Person]]) -> bool:
    """Whether a given name alone, spoken to, is that of a patient named in full: «spoke to gurleen … gurleen sohi»."""
    before = run.first - 1
    if before < 0 or not reading.flags[before] & Flag.CALL_BACK or not is_told(reading, before):
        return False
    given = reading.plain[run.first]
    same = [judged for other, judged in people if other.words > 1 and reading.plain[other.first] == given]
    return bool(same) and all(judged is Person.PATIENT for judged in same)


def _live(reading: Reading, spans: list[tuple[int, int, bool]]) -> bytearray:
    """Return for each word whether something near it could make it alone a patient's name."""
    size = len(reading.flags)
    live = bytearray(size)
    _mark_single(reading, live)
    for first, last in chain(_near_words(reading), _near_numbers(reading, spans)):
        start, end = max(first, 0), min(last, size)
        if end > start:
            live[start:end] = b"\x01" * (end - start)
    return live


def _mark_single(reading: Reading, live: bytearray) -> None:
    """Mark the names with a capital letter, and what follows a word that leads to a name."""
    upper, last = reading.upper, len(live) - 1
    for at, flag in enumerate(reading.flags):
        if flag & _LEADING:
            if at < last and (flag & Flag.AND or upper[at + 1]):
                live[at + 1] = 1
                if flag & Flag.AND and at and upper[at - 1] and upper[at + 1]:
                    live[at - 1] = 1  # «Day and Bird»
        elif upper[at] and flag & NAME and not flag & Flag.ORDINARY:
            live[at] = 1
        elif flag & Flag.ALSO and at and upper[at - 1]:
            live[at - 1] = 1  # «now Radwinep too»


def _near_words(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the words around those that tell of somebody."""
    flags = reading.flags
    for at in reading.carrying(_NEAR):
        flag = flags[at]
        if flag & _TELLING:
            yield at - 3, at + 5
        if flag & _ACTING:
            yield at - (_THEIR_REACH if flag & Flag.THEIR else _ACT_REACH), at + 3
    if "m" in reading.plain:
        yield from ((at - 3, at + 5) for at, word in enumerate(reading.plain) if word == "m")


def _near_numbers(reading: Reading, spans: list[tuple[int, int, bool]]) -> Iterator[tuple[int, int]]:
    """Yield the words beside numbers, and those around the values that were found."""
    for start, end in reading.clusters:
        at = reading.word_before(start)
        yield at - bool(at > 0 and reading.flags[at] & Flag.AT), at + 1
        at = reading.word_after(end)
        if at < len(reading.starts) and reading.starts[at] - end < _BESIDE_NUMBER:
            yield at, at + 2
    for start, end, _strong in spans:
        yield reading.word_before(start - _REACH), reading.word_after(end + _REACH_BACK) + 1


def _removal(reading: Reading, first: int, last: int) -> Removal:
    return Removal(reading.starts[first], reading.ends[last], RemovalKind.NAME)
