"""The words of redaction compiled for one pass over a text: each word to a set of flags."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import IntFlag, auto
from functools import lru_cache

from oceandx.model.redaction import Cue, RedactionWords

_PLAIN = {
    "a": "àâäáãå", "c": "ç", "e": "éèêë", "i": "îïíì", "n": "ñ", "o": "ôöóòõø", "u": "ùûüú", "y": "ÿý",
    "'": "’‘ʼ", "d": "đ", "l": "ł",
}  # fmt: skip
_PAIRS = tuple((accented, plain) for plain, all_accented in _PLAIN.items() for accented in all_accented)


class Flag(IntFlag):
    """What is known of a word by itself: its cues, and whether it is a name or an ordinary word."""

    GIVEN = auto()
    SURNAME = auto()
    ALSO_WORD = auto()
    ORDINARY = auto()
    MONTH = auto()
    HEALTH = auto()
    CHART = auto()
    BIRTH = auto()
    PHONE = auto()
    KEPT_NUMBER = auto()
    SECRET = auto()
    SECRET_STATE = auto()
    STREET_BEFORE = auto()
    STREET_AFTER = auto()
    UNIT = auto()
    PROVINCE = auto()
    POST_BOX = auto()
    TITLE = auto()
    DOCTOR = auto()
    ROLE = auto()
    PATIENT = auto()
    KIN = auto()
    ABOUT = auto()
    GREETING = auto()
    SIGN_OFF = auto()
    INTRODUCTION = auto()
    HEADER = auto()
    WROTE = auto()
    ORGANISATION_BEFORE = auto()
    ORGANISATION_AFTER = auto()
    PROVIDER_THING = auto()
    PARTICLE = auto()
    AND = auto()
    OF = auto()
    NUMBER_WORD = auto()
    SINCE = auto()
    PRODUCT = auto()
    PLACE = auto()
    CALENDAR = auto()
    HEADING = auto()
    UNKNOWN_SHAPE = auto()


def folded(text: str) -> str:
    """Return the text in lower case and without accents, each character at its place."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capital letters become two characters
        lower = "".join(each if len(each.lower()) != 1 else each.lower() for each in text)
    if lower.isascii():
        return lower
    for accented, plain in _PAIRS:
        lower = lower.replace(accented, plain)
    if lower.isascii():
        return lower
    return lower.translate(_Folding())


class _Folding(dict[int, str]):
    """The rarer letters, each to its plain form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        return _plain(code)


@lru_cache(maxsize=4096)
def _plain(code: int) -> str:
    letter = chr(code)
    base = unicodedata.normalize("NFD", letter)[:1]
    return base if base.isascii() and base.isalpha() else letter


class Lexicon:
    """The flags of single words, and the phrases by their last word."""

    def __init__(self, words: RedactionWords) -> None:
        single: dict[str, int] = {}
        phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}

        def note(entries: Iterable[str], flag: Flag) -> None:
            for entry in entries:
                parts = tuple(letters_only(folded(entry)))
                if len(parts) == 1:
                    single[parts[0]] = single.get(parts[0], 0) | int(flag)
                elif parts:
                    phrases.setdefault(parts[-1], []).append((parts, int(flag)))

        note(words.given_names, Flag.GIVEN)
        note(words.surnames, Flag.SURNAME)
        note(words.also_words, Flag.ALSO_WORD)
        note(words.ordinary, Flag.ORDINARY)
        for names in words.months.values():
            note(names, Flag.MONTH)
        for cue, entries in words.cues.items():
            note(entries, Flag[Cue(cue).name])
        self.single = single
        self.phrases = {last: tuple(sorted(found, key=lambda item: -len(item[0]))) for last, found in phrases.items()}
        self.last_words = frozenset(phrases)
        self.months = {folded(name): number for number, names in words.months.items() for name in names}
        self.vendor_domains = tuple(domain.lower() for domain in words.vendor_domains)


def letters_only(text: str) -> list[str]:
    """Return the runs of letters of a text."""
    return "".join(each if each.isalpha() else " " for each in text).split()
