"""Names in a row, commas or «and» between: one that is a patient's makes patients of the others, whole items long."""

from __future__ import annotations

from collections.abc import Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.posts import is_role
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import NAME, NameWords, Strength

_MARKS = frozenset(",/&;+")
_OPENS = frozenset(",/&;+(:")
_CLOSES = frozenset({"", ",", ".", ";", ")", "/", "&", ":", "\n", "\x1e", "!", "?"})
_WITHIN = frozenset({" ", "-", "'"})
_LEADS = Flag.AND | Flag.TITLE
_LONGEST_ITEM = 3
_LONGEST_GAP = 12
_FARTHEST = 30
_MANY = 3
_NO_NAME = (
    Flag.DOCTOR | Flag.ROLE | Flag.PATIENT | Flag.PRODUCT | Flag.STATE_VERB | Flag.ORGANISATION_BEFORE
    | Flag.ORGANISATION_AFTER | Flag.MONTH | Flag.CALENDAR | Flag.AND | Flag.OF | Flag.GREETING | Flag.SIGN_OFF
    | Flag.PATIENT_THING
)  # fmt: skip
_KEPT = (Person.STAFF, Person.ORGANISATION, Person.SENDER)


def in_rows(words: NameWords, people: Sequence[tuple[Run, Person]], staff: set[str]) -> list[tuple[Run, Person]]:
    """Return the people, those in one row with a patient being patients; ``staff``: words of names that are kept."""
    result: list[tuple[Run, Person]] = []
    row: list[tuple[Run, Person]] = []
    for each in people:
        if row and not _linked(words.reading, row[-1][0], each[0]):
            result.extend(_settled(words, row, staff))
            row = []
        row.append(each)
    result.extend(_settled(words, row, staff))
    return result


def _linked(reading: Reading, before: Run, run: Run) -> bool:
    """Whether nothing but a comma, «and» or a title stands between two names."""
    if reading.starts[run.first] - reading.ends[before.last] > _FARTHEST:
        return False
    between = reading.text[reading.ends[before.last] : reading.starts[run.first]]
    if len(between) > _LONGEST_GAP or "\n" in between or "\x1e" in between:
        return False
    first = run.first
    if first and reading.gaps[first] == ". " and len(reading.plain[first - 1]) == 1 and reading.upper[first - 1]:
        first -= 1  # «J. van Dijk»
    inner = range(before.last + 1, _first(reading, first, before.last + 1))
    led = reading.plain[before.first - 1] if before.first and reading.gaps[before.first] == " " else "m"
    owner = before.last + 1 < run.first and reading.plain[before.last + 1] == "s"
    if owner and reading.gaps[before.last + 1] == "'":  # «Paul's, Mary-Beth's and Xiuying's»
        inner = range(before.last + 2, inner.stop)
        sign = reading.gaps[before.last + 2].strip(" ")
    else:
        sign = reading.gaps[before.last + 1].strip(" ")
    if not all(reading.flags[at] & _LEADS or reading.plain[at] in {"m", led} for at in inner):
        return False
    if sign[:1] == "." and reading.ends[before.last] - reading.starts[before.last] == 1:
        sign = sign[1:].strip(" ")
    if sign == ";" and run.words < 2 and not (before.swapped and _ends(reading, run.last)):
        return False  # «…; Ingrid checked»
    return sign in _MARKS or (not sign and any(reading.flags[at] & Flag.AND for at in inner))


def _first(reading: Reading, first: int, least: int) -> int:
    """Return where the words with capitals before a name begin, ``least`` at most, none of which is part of no name."""
    while (
        first > least and reading.gaps[first] == " " and reading.upper[first - 1] and not _is_none(reading, first - 1)
    ):
        if reading.flags[first - 1] & Flag.TITLE:
            break
        first -= 1
    return first


def _settled(words: NameWords, row: list[tuple[Run, Person]], staff: set[str]) -> list[tuple[Run, Person]]:
    """Return a row with the names beside those of patients, or as it is where one of them is kept."""
    reading = words.reading
    if len(row) == 1:
        return [*row, *_next_items(words, row, staff)]
    if not any(person is Person.PATIENT for _run, person in row):
        return row
    if any(person in _KEPT for _run, person in row):
        return row
    if _is_address(reading, row):
        return row
    result: list[tuple[Run, Person]] = []
    for at, (run, person) in enumerate(row):
        settled = person
        led = reading.flags[run.first - 1] if not at and run.first else 0
        open_to = person is Person.UNKNOWN and run.strongest >= Strength.SHAPE
        open_to = open_to and not led & (Flag.THEMSELVES | Flag.GREETING)  # «hi its tammy, mrs Roy's daughter called»
        if open_to and not (at and _signs(reading, row, at)) and not staff.issuperset(_own(reading, run)):
            settled = Person.PATIENT
        if settled is Person.PATIENT:
            result.append((_widened(words, run), settled))
        else:
            result.append((run, settled))
    return [*result, *_next_items(words, result, staff)]


def _is_address(reading: Reading, row: Sequence[tuple[Run, Person]]) -> bool:
    """Whether a row is only whom somebody speaks to and of: «Trish, Marchuk wrote on the 19th»."""
    run = row[0][0]
    if len(row) != 2 or run.words > 1 or "," not in reading.gaps[run.last + 1]:
        return False
    begins = not run.first or reading.gaps[run.first].strip(" ")[-1:] in {"\n", ".", "!", "?", ">", "\x1e"}
    return begins and row[1][0].first == run.last + 1


def _signs(reading: Reading, row: Sequence[tuple[Run, Person]], at: int) -> bool:
    """Whether a given name at the end may be that of who writes: «… for Harold Kim, Denise»."""
    run = row[at][0]
    if run.words > 1 or at + 1 < len(row) or not reading.flags[run.first] & Flag.GIVEN:
        return False
    return "," in reading.gaps[run.first] and _ends(reading, run.last)


def _ends(reading: Reading, last: int) -> bool:
    following = reading.text[reading.ends[last] : reading.ends[last] + 1]
    return following in {"", ".", "\n", "\x1e", "!"}


def _own(reading: Reading, run: Run) -> list[str]:
    return [word for word in reading.plain[run.first : run.last + 1] if len(word) > 1] or ["\n"]


def _is_none(reading: Reading, at: int) -> bool:
    """Whether a word is no part of a name; «Ed» is no executive director."""
    flag = reading.flags[at]
    return bool(flag & _NO_NAME) and (flag & _NO_NAME != Flag.ROLE or is_role(reading, at))


def _widened(words: NameWords, run: Run) -> Run:
    """Return a name with the words before it, up to the comma: «Rock Voisine-Dubé», «Big Steve Moody»."""
    reading = words.reading
    first = run.first
    if first and reading.gaps[first] == ". " and words.is_initial(first - 1):
        first -= 1
    while first and run.last - first < _LONGEST_ITEM and reading.gaps[first] in _WITHIN and words.capital(first - 1):
        first -= 1
    bounded = first == 0 or reading.gaps[first].strip(" ")[-1:] in _OPENS
    named = not any(_is_none(reading, at) for at in range(first, run.first))
    return Run(first, run.last, run.words + run.first - first, run.strongest) if bounded and named else run


def _next_items(words: NameWords, row: Sequence[tuple[Run, Person]], staff: set[str]) -> list[tuple[Run, Person]]:
    """Return the items that go on a row of patients and that nothing else shows to be names: «, tyler, jasmine p.»."""
    reading = words.reading
    if not row or row[-1][1] is not Person.PATIENT:
        return []
    last, count = row[-1][0].last, len(row)
    result: list[tuple[Run, Person]] = []
    while last + 1 < len(reading.flags) and reading.gaps[last + 1].strip(" ") == ",":
        first = last + 1
        end = _item(words, first)
        if end is None:
            break
        whole = end > first or count >= _MANY or not _ends(reading, end)
        run = Run(first, end, end - first + 1, Strength.DOUBTFUL)
        if not whole or staff.issuperset(_own(reading, run)):
            break
        result.append((run, Person.PATIENT))
        last, count = end, count + 1
    return result


def _item(words: NameWords, first: int) -> int | None:
    """Return the last word of an item that can be a name, a title before it left out; nothing if it is none."""
    reading = words.reading
    last = first
    while last + 1 < len(reading.flags) and last - first < _LONGEST_ITEM and reading.gaps[last + 1] in _WITHIN:
        if reading.flags[last + 1] & Flag.AND:
            break
        last += 1
    joined = last + 1 < len(reading.flags) and reading.flags[last + 1] & Flag.AND and reading.gaps[last + 1] == " "
    closed = reading.text[reading.ends[last] : reading.ends[last] + 1] in _CLOSES
    if last - first >= _LONGEST_ITEM or not (joined or closed):
        return None
    named = False
    for at in range(first, last + 1):
        flag = reading.flags[at]
        letter = reading.ends[at] - reading.starts[at] == 1
        if _is_none(reading, at) and not letter:
            return None
        if not flag & NAME and not letter and (flag or not reading.upper[at]):
            return None
        named = named or bool(flag & NAME and not flag & Flag.ORDINARY)
    return last if named else None
