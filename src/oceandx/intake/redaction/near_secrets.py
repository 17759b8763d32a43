"""Secrets that no sign joins to their word: «the key? Dr. Roy thinks it was "Maple-14-Lantern"», «typed Maple2024!»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_REACH = 240
_BEFORE = 40
_OVERLAP = 70
"""As far back looks the next word's stretch into the one before, whose end may cut a secret in two."""
_MOST = 20
_DIGIT = re.compile(r"\d")
_QUOTED = re.compile(r"[\"“«'][ ]?([^\s\"“”«»']{5,64})[ ]?[\"”»']")
_JOINED = re.compile(
    r"(?<![\w@./\-])(?=[\w\-]{0,60}\d)[^\W\d_]{2,20}\d{0,4}(?:[\-_][^\W_]{1,20}){1,5}(?![\w@/\-]|\.\w)"
)
_MIXED = re.compile(
    r"(?<![\w@./\-])(?=\S{0,30}[a-zà-ÿ])(?=\S{0,30}[A-ZÀ-Ý])(?=\S{0,30}\d)[\w\-]{4,40}[!#$%^&*?+=]{1,3}(?=[\s\"”»),.]|\Z)"
)
_INTERLEAVED = re.compile(
    r"(?<![\w@./\-])(?=\S{0,30}[a-zà-ÿ])[^\W\d_]{3,20}(?:[\-_]\d{2,8}[\-_][^\W_]{1,20})(?![\w@/\-]|\.\w)"
)
_RANDOM = re.compile(r"(?<![\w@./\-])(?=(?:[^\W\d]*\d+){3})(?=\S*[a-z])[\w\-]{12,64}(?![\w@/\-]|\.\w)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_CANDIDATE = re.compile(
    r"(?<![\w@/\\.\-#])(?=\S{0,40}\d)(?=\S{0,40}[a-zà-ÿ])[^\W_][\w.\-]{3,30}[^\W_][!?#$*%&+]{0,3}(?=[\s,;:.)»\"”']|\Z)"
)
_QUOTED_WORDS = re.compile(r"[\"“«][ ]?([^\s\"“”«»](?:[^\n\"“”«»]{2,40}[^\s\"“”«»])?)[ ]?[\"”»]")
_BESIDE = re.compile(
    r"[ ]{1,2}[«\"“']?[ ]?((?=[^\s,;]{0,40}\d)(?=[^\s,;]{0,40}[a-zà-ÿ])[^\s,;:«»\"“”]{5,40}?)"
    r"(?=[.!?]?[»\"”']?(?:[\s,;:)]|\Z))"
)
_AROUND = " »\"”'"
_PARTS = re.compile(r"[^\W\d_]+|\d+")
_SENTENCE = re.compile(r"[.!?]\s|\n")
_FEW = 12
_WITHIN = 120
_LEAST_LETTERS = 3
_YEAR = 4
_RANDOM_CHANGES = 3
_THINGS = (
    Flag.KEPT_NUMBER | Flag.MONTH | Flag.CHART | Flag.HEALTH | Flag.PRODUCT | Flag.PHONE | Flag.UNIT | Flag.EXTENSION
    | Flag.VENDOR
)  # fmt: skip


def find_near_secrets(reading: Reading) -> Iterator[Removal]:
    """Yield what can only be a password close to a word for one, in the same paragraph."""
    text = reading.text
    past = -1
    for at in reading.noted(Flag.SECRET)[:_MOST]:
        start = max(past - _OVERLAP, reading.starts[at] - _BEFORE, 0)
        stop = min(len(text), reading.ends[at] + _REACH)
        if stop <= start or _DIGIT.search(text, start, stop) is None:
            continue
        past = stop
        for match in _QUOTED.finditer(text, start, stop):
            value = match[1]
            if any(map(str.isdigit, value)) and any(map(str.isalpha, value)) and not _is_named(reading, match):
                yield Removal(*match.span(1), RemovalKind.SECRET)
        for match in _JOINED.finditer(text, start, stop):
            if len(_WORD.findall(match.group())) > 1 and not _is_named(reading, match):
                yield Removal(*match.span(), RemovalKind.SECRET)
        for match in chain(
            _MIXED.finditer(text, start, stop),
            _RANDOM.finditer(text, start, stop),
            _INTERLEAVED.finditer(text, start, stop),
        ):
            if not _is_named(reading, match):
                yield Removal(*match.span(), RemovalKind.SECRET)
        yield from _other_ones(reading, start, stop)
    yield from _in_sentence(reading)


def find_beside_secrets(reading: Reading, secrets: Iterable[Removal]) -> Iterator[Removal]:
    """Yield what «and», «or» joins to a secret and is written like one: «tried Zx9kk!plover and mapleotter77quill»."""
    for secret in secrets:
        end, joint = secret.end, reading.word_after(secret.end)
        while joint < len(reading.flags) and reading.flags[joint] & (Flag.AND | Flag.EITHER):
            match = _BESIDE.match(reading.text, reading.ends[joint])
            if match is None or reading.text[end : reading.starts[joint]].strip(_AROUND) or _is_named(reading, match):
                break
            yield Removal(*match.span(1), RemovalKind.SECRET)
            end, joint = match.end(1), reading.word_after(match.end(1))


def _other_ones(reading: Reading, start: int, stop: int) -> Iterator[Removal]:
    """Yield what the old or the new one is said to be: «L'ancienne : renard.bleu.17»."""
    for match in _CANDIDATE.finditer(reading.text, start, stop):
        last = reading.word_before(match.start())
        stated = last >= 0 and reading.flags[last] & Flag.STATE_VERB
        gap = reading.text[reading.ends[last] : match.start()].strip(" «\"“'") if last >= 0 else ""
        told = reading.flags[last - 1 if stated else last] & Flag.OTHER_ONE if last > 0 else 0
        if told and gap in {"", ":"} and looks_chosen(reading, *match.span()):
            yield Removal(*match.span(), RemovalKind.SECRET)


def _in_sentence(reading: Reading) -> Iterator[Removal]:
    """Yield what is put together as passwords are, in a sentence with a word for one: «typed Maple24 as password»."""
    text = reading.text
    past = -1
    for at in reading.noted(Flag.SECRET)[:_MOST]:
        first, last = reading.starts[at], reading.ends[at]
        start = max(past - _OVERLAP, first - _WITHIN, 0)
        for end in _SENTENCE.finditer(text, start, first):
            start = end.end()
        over = _SENTENCE.search(text, last + _FEW, last + _WITHIN)
        stop = over.end() if over else min(len(text), last + _WITHIN)
        if stop <= start:
            continue
        past = stop
        joined = _CANDIDATE.match(text[last + 1 : stop]) if text[last : last + 1] == "/" else None  # «pw/maple24»
        if joined and looks_chosen(reading, last + 1, last + 1 + joined.end()):
            yield Removal(last + 1, last + 1 + joined.end(), RemovalKind.SECRET)
        yield from _set_to(reading, last, stop)
        for match in _CANDIDATE.finditer(text, start, stop):
            if looks_chosen(reading, match.start(), match.end()) and not _is_of_user(reading, match.start()):
                yield Removal(*match.span(), RemovalKind.SECRET)


def _set_to(reading: Reading, start: int, stop: int) -> Iterator[Removal]:
    """Yield the quoted words to which a password was set: «password set to "blue heron"»; no quoted message."""
    for match in _QUOTED_WORDS.finditer(reading.text, start, stop):
        before = reading.word_before(match.start())
        if before < 0 or not reading.flags[before] & Flag.TOWARDS or reading.ends[before] < match.start() - 1:
            continue
        words = range(reading.word_after(match.start(1)), reading.word_before(match.end(1)) + 1)
        if words and not any(reading.flags[at] & (Flag.SECRET | Flag.SECRET_STATE | Flag.PRODUCT) for at in words):
            yield Removal(*match.span(1), RemovalKind.SECRET)


def looks_chosen(reading: Reading, start: int, end: int) -> bool:
    """Whether one word is put together as people put passwords together: «Maple24», «maple-Leaf.12», «xk4tt9»."""
    value = reading.text[start:end]
    parts = _PARTS.findall(value)
    letters = [part for part in parts if part.isalpha()]
    digits = [part for part in parts if part.isdigit()]
    at = reading.word_after(start)
    if not letters or not digits or at >= len(reading.flags) or reading.starts[at] >= end:
        return False
    glued = value.rstrip("!?#$*%&+").isalnum()
    things = _THINGS if glued else _THINGS | Flag.CALENDAR  # «Winter24» is no day
    if any(reading.flags[each] & things for each in range(at, min(at + len(letters), len(reading.flags)))):
        return False
    cased = any(map(str.isupper, value)) and any(map(str.islower, value))
    changes = sum(1 for one, other in pairwise(parts) if one.isdigit() != other.isdigit())
    if changes >= _RANDOM_CHANGES and "." not in value:
        return True
    longest = max(map(len, letters))
    if longest < _LEAST_LETTERS or max(map(len, digits)) < 2:
        return cased and changes == 2 and longest >= _LEAST_LETTERS and not set(value) & set(".-_")  # «Snow4All»
    if parts[-1].isdigit() and len(letters) == 1:
        plain = bool(reading.flags[at] & Flag.ORDINARY) and not cased
        return (glued or "." in value or (cased and len(parts[-1]) == _YEAR)) and not (plain and len(parts[-1]) < _YEAR)
    return parts[-1].isdigit() and len(letters) > 1 and parts[0].isalpha()


def _is_of_user(reading: Reading, start: int) -> bool:
    """Whether the word before only leads to whose password it is: «the password for frontdesk12»."""
    at = reading.word_before(start)
    owned = at >= 0 and reading.ends[at] - reading.starts[at] == 1  # «the password's Maple24»
    flag = reading.flags[at] if at >= 0 and not owned else 0
    return bool(flag & Flag.MEANT_FOR or (flag & Flag.OF and not flag & Flag.TOWARDS))


def _is_named(reading: Reading, match: re.Match[str]) -> bool:
    """Whether a value begins with the name of a product, a month or a place: «OceanAPI2231», «Nov-12-Friday»."""
    start = match.start(match.re.groups)
    at = reading.word_after(start)
    if at >= len(reading.flags) or reading.starts[at] != start:
        return False
    return bool(reading.flags[at] & (Flag.KEPT_NUMBER | Flag.MONTH | Flag.CALENDAR | Flag.CHART | Flag.HEALTH))
