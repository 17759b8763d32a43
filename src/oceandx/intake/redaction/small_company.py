"""Names of one word in small letters that a name beside them or a relative makes a patient's.

«the quill twins (mila and dan)», «la famille roy : aminata et issouf», «her sister voula», «florence's mother».
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.strengths import NAME, NameWords

_JOINS = frozenset({", ", " & ", "/", " / ", " + "})
_OPENS = frozenset({" (", ", ", ": ", " : "})
_CLOSES = frozenset(",.;:()/\n\x1e!?&'-\u2013—")
_SPELLED, _SURELY = -4.0, 3.0
_SHORTEST = 3
_MOST = 4
_AT_WORK = Flag.DOCTOR | Flag.DOCTOR_BEFORE | Flag.ROLE | Flag.DESIGNATION
_NO_RELATIVE = NAME | Flag.ORGANISATION_AFTER
_CALLED = NAME | Flag.ALSO_WORD
_GOES_ON = (
    Flag.PATIENT_ACT | Flag.STATE_VERB | Flag.HAVE | Flag.FILLER | Flag.AND | Flag.PRONOUN | Flag.BUT | Flag.SPEAKS
    | Flag.ALSO | Flag.SUBJECT | Flag.RECEIVED | Flag.GET | Flag.THEIR
)  # fmt: skip

Span = tuple[int, int]


def find_in_company(words: NameWords, gone: Sequence[Span], staff: Collection[str]) -> Iterator[int]:
    """Yield further words that go; ``gone``: the first and last words of the names that do, ``staff``: kept words."""
    reading = words.reading
    taken = {at for first, last in gone for at in range(first, last + 1)}
    found = [*_beside_gone(words, gone), *_of_relatives(words), *_before_aside(words, gone)]
    yield from sorted({at for at in found if at not in taken and reading.plain[at] not in staff})


def _is_name(words: NameWords, at: int) -> bool:
    """Whether a word in small letters is a name by itself, or spelled like one and like no word of the language."""
    reading = words.reading
    flag, plain = reading.flags[at], reading.plain[at]
    if words.capital(at) or len(plain) < _SHORTEST:
        return False
    if flag:
        return bool(flag & NAME) and not flag & ~_CALLED
    return reading.lexicon.likeness.of(plain) > (_SURELY if reading.lexicon.resembles_word(plain) else _SPELLED)


def _beside_gone(words: NameWords, gone: Sequence[Span]) -> Iterator[int]:
    """Yield the names in the parentheses after a name that goes, or after a relative that follows it."""
    reading = words.reading
    for _first, last in gone:
        after = last + 1
        if after >= len(reading.flags):
            continue
        if reading.flags[after] & Flag.KIN and reading.gaps[after] == " ":
            after += 1  # «the quill twins (…)»
        if after >= len(reading.flags) or reading.gaps[after] not in _OPENS:
            continue
        family = after > last + 1
        names = _row(words, after)
        closed = names and reading.gaps[names[-1] + 1].lstrip(" ")[:1] in {")", ",", ".", ""}
        bracket = reading.gaps[after] == " (" and closed and ")" in reading.gaps[names[-1] + 1]
        if bracket or (closed and family and len(names) > 1):
            yield from names


def _row(words: NameWords, at: int) -> list[int]:
    """Return the names of one word from one on, with commas or «and» between."""
    reading = words.reading
    names: list[int] = []
    while at < len(reading.flags) and len(names) < _MOST and _is_name(words, at):
        names.append(at)
        after = at + 1
        if after >= len(reading.flags):
            break
        if reading.flags[after] & Flag.AND and reading.gaps[after] == " " and reading.gaps[after + 1] == " ":
            at = after + 1
        elif reading.gaps[after] in _JOINS:
            at = after
        else:
            break
    return names


def _of_relatives(words: NameWords) -> Iterator[int]:
    """Yield whom a relative leads to or belongs to: «her sister voula», «the daughter, marigold,», «rosa's mother»."""
    reading = words.reading
    for kin in reading.carrying(Flag.KIN):
        owner = kin - 2
        possessed = kin > 1 and reading.plain[kin - 1] == "s" and reading.gaps[kin - 1].strip(" ") in {"'", "\u2019"}
        if possessed and reading.gaps[kin] == " " and _is_name(words, owner) and not _works(reading, owner):
            yield owner
        after = kin + 1
        if after >= len(reading.flags) or not _is_name(words, after) or reading.flags[kin] & _NO_RELATIVE:
            continue
        if _is_apposed(reading, after):
            yield after


def _is_apposed(reading: Reading, at: int) -> bool:
    """Whether a word goes on a relative before it, and ends there: «her sister voula», «the daughter, marigold,»."""
    gap = reading.gaps[at]
    if gap == " ":
        return _ends(reading, at)
    return gap in {", ", " ("} and reading.gaps[at + 1].lstrip(" ")[:1] in {",", ")"}


def _before_aside(words: NameWords, gone: Sequence[Span]) -> Iterator[int]:
    """Yield a given name that parentheses with the whole name follow: «grace (grace quill, dob …) replied»."""
    reading = words.reading
    for first, last in gone:
        before = first - 1
        if before < 0 or reading.gaps[first] != " (" or not _is_name(words, before) or _works(reading, before):
            continue
        same = reading.plain[before] in reading.plain[first : last + 1]
        if same or reading.plain[first].startswith(reading.plain[before]):
            yield before


def _ends(reading: Reading, at: int) -> bool:
    """Whether a name of one word ends where a word does: a sign follows, or a word that goes on the sentence."""
    after = at + 1
    gap = reading.gaps[after].lstrip(" ")
    if not gap or gap[0] in _CLOSES:
        return True
    return after < len(reading.flags) and bool(reading.flags[after] & _GOES_ON)


def _works(reading: Reading, at: int) -> bool:
    return at > 0 and bool(reading.flags[at - 1] & _AT_WORK)
