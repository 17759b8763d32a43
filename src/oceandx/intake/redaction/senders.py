"""Who wrote a quoted message: a patient, from an address of their own, who may sign below as well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from oceandx.intake.redaction.clinic_domains import is_clinics
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run, own_words

_BARRIERS = ("---", "___", "\x1e")
_DOMAIN = re.compile(r"@([\w.\-]{2,80})")
_FIELD = re.compile(r"[^\W\d_]{1,12}[ ]?:")
_MOST_PARTS = 2
_MOST_MESSAGES = 12
_OPEN = (Person.STAFF, Person.UNKNOWN)
_AT_WORK = Flag.DOCTOR | Flag.ROLE
_NEAR = 7
_THING = Flag.RECEIVED | Flag.PATIENT_THING
_OF_OTHERS = (
    Flag.PATIENT | Flag.PROVIDER_THING | Flag.SETUP | Flag.AS_STAFF | Flag.STAFF_ACT | Flag.PART_OF_PROGRAM | Flag.THEIR
    | Flag.PRONOUN | Flag.TITLE
)  # fmt: skip


def with_senders(
    reading: Reading, lines: Lines, people: Sequence[tuple[Run, Person]], told: Sequence[int] = ()
) -> list[tuple[Run, Person]]:
    """Settle who wrote a quoted message: staff where the name signs above it, else a patient, who may sign below.

    ``told``: where somebody tells their own card or the like.
    """
    result = list(people)
    if any(person is Person.SENDER for _run, person in people):
        result = _settled(reading, result)
    if "@" in reading.text:
        for end in islice(_ends(reading, lines), _MOST_MESSAGES):
            result = _signed(reading, result, end)
    return _of_themselves(reading, lines, result, told)


def _of_themselves(
    reading: Reading, lines: Lines, people: Sequence[tuple[Run, Person]], told: Sequence[int]
) -> list[tuple[Run, Person]]:
    """Return the people, who heads a message about their own visit or card being the patient who wrote it."""
    spoken = [*told, *(reading.starts[at] for at in reading.noted(Flag.SELF_PATIENT))]
    result = list(people)
    for at, (run, person) in enumerate(people):
        number = lines.number(reading.starts[run.first])
        if person not in _OPEN or not lines.names_sender(number) or reading.flags[run.first - 1] & _AT_WORK:
            continue
        start, end = lines.span(number)[1], _below(reading, lines, number)
        if any(start < position < end for position in spoken) or _speaks_for_itself(reading, start, end):
            result[at] = (run, Person.PATIENT)
            own = set(own_words(reading, run))
            for later in range(at + 1, len(result)):
                signer, judged = result[later]
                if (
                    judged in _OPEN
                    and reading.starts[signer.first] < end
                    and own.issuperset(own_words(reading, signer))
                ):
                    result[later] = (signer, Person.PATIENT)
    return result


def _speaks_for_itself(reading: Reading, start: int, end: int) -> bool:
    """Whether a message says what the writer got or has as patients do, of nobody else and of nothing of clinics."""
    words = range(reading.word_after(start), reading.word_before(end) + 1)
    flags = reading.flags
    if any(flags[at] & _OF_OTHERS and not flags[at] & Flag.PATIENT_THING for at in words):
        return False
    for at in words:
        if not flags[at] & (Flag.SELF | Flag.MINE):
            continue
        near = flags[at + 1 : min(at + _NEAR, words.stop)]
        got = flags[at] & Flag.MINE or any(
            flag & (Flag.GET | Flag.HAVE) for flag in near
        )  # not «I checked the reminders»
        if any(flag & Flag.PATIENT_ACT or (got and flag & (_THING | Flag.CHART)) for flag in near):
            return True
    return False


def _settled(reading: Reading, people: Sequence[tuple[Run, Person]]) -> list[tuple[Run, Person]]:
    staff: set[str] = set()
    senders: set[str] = set()
    doctors = [
        set(own_words(reading, run))
        for run, _ in people
        if run.words > 1 and any(flag & Flag.DOCTOR for flag in reading.flags[max(run.first - 1, 0) : run.last + 2])
    ]
    result: list[tuple[Run, Person]] = []
    for run, person in people:
        own = own_words(reading, run)
        settled = person
        if person is Person.SENDER:
            # «De : Roy, Anne», and she signs «Anne Roy, MD».
            works = staff.issuperset(own) or (len(own) > 1 and any(map(set(own).__eq__, doctors)))
            settled = Person.STAFF if works else Person.PATIENT
            if settled is Person.PATIENT:
                senders.update(own)
        elif person is Person.STAFF and own and senders.issuperset(own):
            settled = Person.PATIENT
        if settled is Person.STAFF:
            staff.update(own)
        result.append((run, settled))
    return result


def _ends(reading: Reading, lines: Lines) -> Iterator[int]:
    """Yield where the messages end that came from an address that is no clinic's."""
    text = reading.text
    at = text.find("@")
    while at >= 0:
        number = lines.number(at)
        start, stop = lines.span(number)
        domain = _DOMAIN.search(text, start, stop)
        own = domain and lines.names_sender(number) and not _is_desk(reading, domain.start())
        if domain and own and not is_clinics(reading, domain[1]):
            end = _end(reading, lines, number)
            if end > 0:
                yield end
        at = text.find("@", stop)


def _is_desk(reading: Reading, at: int) -> bool:
    """Whether an address is that of a desk, by the word before its «@»: «help@…»."""
    last = reading.word_before(at)
    return last >= 0 and bool(reading.flags[last] & Flag.MAILBOX)


def _end(reading: Reading, lines: Lines, number: int) -> int:
    """Return where the message below a header ends; 0 where the words of who forwards it may go on below."""
    end = _below(reading, lines, number)
    if end < len(reading.text):
        return end
    above = (each for each in range(number) if not lines.in_subject(each) and not lines.is_header(each))
    return end if any(map(lines.content, above)) else 0


def _below(reading: Reading, lines: Lines, number: int) -> int:
    """Return where the next message begins below the header of one, or the text ends."""
    below = number + 1
    while below < len(lines.starts) and (not lines.content(below) or _FIELD.match(lines.content(below))):
        below += 1
    quoted = lines.is_quoted(number)
    while below < len(lines.starts):
        start, stop = lines.span(below)
        if reading.text.startswith(_BARRIERS, start) or (lines.is_header(below) and start < stop):
            return start
        if quoted and lines.content(below) and not lines.is_quoted(below):
            return start  # who forwards it goes on below
        below += 1
    return len(reading.text)


def _signed(reading: Reading, people: Sequence[tuple[Run, Person]], end: int) -> list[tuple[Run, Person]]:
    """Return the people, who signs a patient's message that ends somewhere being a patient."""
    last = reading.word_before(end)
    result = list(people)
    for at, (run, person) in enumerate(people):
        if not 0 <= last - run.last <= _MOST_PARTS or person not in _OPEN:
            continue
        parts = range(run.last + 1, last + 1)
        whole = all(reading.upper[each] and reading.gaps[each] in {" ", "-", "'"} for each in parts)
        apart = run.first > 0 and reading.gaps[run.first].strip(" ")[-1:] in {".", "!", "?", "\n", ",", "-"}
        if whole and apart and reading.upper[run.first] and not reading.flags[run.first - 1] & _AT_WORK:
            result[at] = (Run(run.first, last, run.words + len(parts), run.strongest), Person.PATIENT)
    return result
