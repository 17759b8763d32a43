"""Telephones and addresses of a clinic: those below a post in a signature, and where its desk asks to be rung."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind, joined

_POST = Flag.ROLE | Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER
_OF_OTHERS = (
    Flag.PATIENT | Flag.KIN | Flag.TITLE | Flag.THEIR | Flag.PRONOUN | Flag.CHART | Flag.BIRTH | Flag.HEALTH
    | Flag.NEWBORN | Flag.SELF_PATIENT
)  # fmt: skip
_LABEL = Flag.PHONE | Flag.NUMBER_LABEL
_START = attrgetter("start")
_BLOCK = 4
_NEAR = 4
_LONGEST = 11
_FARTHEST = 14
_ENDS = frozenset(".!?;\n\x1e")
_CONTACT = frozenset({RemovalKind.PHONE, RemovalKind.EMAIL})


def without_desk_numbers(reading: Reading, values: Sequence[Removal]) -> list[Removal]:
    """Return the removals without a clinic's own telephones and e-mails; those beside a patient's value stay."""
    if not any(each.kind in _CONTACT for each in values):
        return list(values)
    lines = Lines(reading)
    personal = joined(each for each in values if each.kind not in _CONTACT)
    return [each for each in values if each.kind not in _CONTACT or not _is_desk(reading, lines, each, personal)]


def office_addresses(reading: Reading, addresses: Sequence[Removal], values: Sequence[Removal]) -> list[Removal]:
    """Return those of the addresses found that end a signature, below a post or the name of a clinic."""
    if not addresses:
        return []
    lines = Lines(reading)
    personal = joined(each for each in values if each.kind not in _CONTACT)
    return [
        each
        for each in addresses
        if not lines.quotes_patient(lines.number(each.start)) and _stands_below_post(reading, lines, each, personal)
    ]


def _is_desk(reading: Reading, lines: Lines, phone: Removal, personal: Sequence[Removal]) -> bool:
    if lines.quotes_patient(lines.number(phone.start)):
        return False
    if phone.kind is RemovalKind.EMAIL:
        return not _is_with_provider(reading, phone) and _stands_below_post(reading, lines, phone, personal)
    return _stands_below_post(reading, lines, phone, personal) or _rings_desk(reading, phone, personal)


def _is_with_provider(reading: Reading, email: Removal) -> bool:
    """Whether an address is one that anybody may have: «…@gmail.com»."""
    return any(
        reading.flags[at] & (Flag.PRODUCT | Flag.FREE_MAIL)
        for at in range(reading.word_after(email.start), reading.word_before(email.end) + 1)
    )


def _stands_below_post(reading: Reading, lines: Lines, phone: Removal, personal: Sequence[Removal]) -> bool:
    """Whether a value ends the lines of a signature that say what somebody is and where: «Gestionnaire», «GMF …»."""
    number = lines.number(phone.start)
    if not lines.in_signature(number) or lines.is_quoted(number):
        return False
    own = range(lines.words(number).start, reading.word_before(phone.start) + 1)
    if _names_post(reading, own) and not _tells_of_others(reading, own, lines.span(number)[1], personal):
        return True  # «Harjit, Fraser Crossing Clinic, 604 555-0106», whatever the lines above hold
    first = last_told = number
    while number - first < _BLOCK - 1 and first > 0 and lines.content(first - 1) and not lines.is_header(first - 1):
        first -= 1
        if len(lines.words(first)) <= _LONGEST and last_told == first + 1:
            last_told = first  # a sentence above tells of no post: «Je suis absente du bureau jusqu'au 2 avril»
    before = reading.word_before(phone.start) + 1
    if _tells_of_others(reading, range(lines.words(first).start, before), lines.span(number)[1], personal):
        return False
    return _names_post(reading, range(lines.words(last_told).start, before))


def _names_post(reading: Reading, words: range) -> bool:
    return any(reading.flags[at] & Flag.ROLE or (reading.flags[at] & _POST and reading.upper[at]) for at in words)


def _rings_desk(reading: Reading, phone: Removal, personal: Sequence[Removal]) -> bool:
    """Whether a call is asked for at a desk, for somebody to be asked for, or at an extension: «rappelez … poste 3»."""
    before, after = reading.word_before(phone.start), reading.word_after(phone.end)
    flags = reading.flags
    last = _sentences(reading, before, 1)
    if not last or _tells_of_others(reading, last, phone.end, personal):
        return False
    if all(flags[at] & _LABEL for at in last):
        return False  # «Ph: (705) 555-0176 ext 9»: a line of somebody's data
    near = range(max(last.start, before - _NEAR + 1), before + 1)
    if any(flags[at] & Flag.DESK and not flags[at - 1] & Flag.MINE for at in near):
        return True
    between = reading.text[reading.ends[before] : phone.start]
    if between.strip(" (") == "," and flags[before] & Flag.ROLE and len(last) <= _NEAR:
        return True  # «Tracy-Lynn, reception, 780 555-0113»
    if any(flags[at] & Flag.PRIVATE_LINE for at in near):
        return False  # «home 613-555-0142, work 613-555-0143 ext. 4»
    both = _sentences(reading, before, 2)
    if _tells_of_others(reading, both, phone.end, personal):
        return False
    asked = any(flags[at] & Flag.ASK for at in (*range(after, min(after + 3, len(flags))), *both))
    extended = reading.lexicon.extension.search(reading.text, phone.start, phone.end + 1) is not None
    called = any(flags[at] & (Flag.PHONE | Flag.REQUEST | Flag.CALL_BACK | Flag.CALLS) for at in both)
    return called and (asked or extended)


def _tells_of_others(reading: Reading, words: range, end: int, personal: Sequence[Removal]) -> bool:
    """Whether some words, up to ``end``, speak of a patient or hold a patient's value."""
    if not words:
        return False
    start = reading.starts[words.start]
    following = bisect_left(personal, end, key=_START)
    if following and start < personal[following - 1].end:
        return True
    for at in words:
        flag = reading.flags[at]
        if flag & _OF_OTHERS and not (flag & _POST) and not (flag & Flag.KIN and _is_of_clinic(reading, at)):
            return True
    return False


def _is_of_clinic(reading: Reading, at: int) -> bool:
    """Whether a word is part of a clinic's name: «Maple Kids Clinic», «Clinique mère-enfant»."""
    around = reading.flags[max(0, at - 2) : at + 3]
    return any(flag & (Flag.CLINIC | Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER) for flag in around)


def _sentences(reading: Reading, before: int, count: int) -> range:
    """Return the words of the last ``count`` sentences up to a word, fourteen at most."""
    at = before
    while at >= 0 and before - at < _FARTHEST:
        if not _ENDS.isdisjoint(reading.gaps[at]):
            count -= 1
            if count == 0 or "\x1e" in reading.gaps[at]:
                return range(at, before + 1)
        at -= 1
    return range(at + 1, before + 1)
