"""Texts in lower case and without accents, each character at its place."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PLAIN = {
    "a": "àâäáãå", "c": "ç", "e": "éèêë", "i": "îïíì", "n": "ñ", "o": "ôöóòõø", "u": "ùûüú", "y": "ÿý",
    "'": "\u2019\u2018\u02bc", "d": "đ", "l": "ł",
}  # fmt: skip
_PAIRS = tuple((accented, plain) for plain, all_accented in _PLAIN.items() for accented in all_accented)
_TWO = "\u0130"
_SIGMA = ("\u03a3", "\u03c3")
"""The one letter whose small form depends on what stands beside it."""
_LAST_COMPOSED = "\u212b"
"""No letter beyond this one is a plain one with an accent."""


def folded(text: str) -> str:
    """Return the text in lower case and without accents, each character at its place."""
    lower = text.lower()
    if len(lower) != len(text):  # this one capital letter becomes two characters
        lower = _TWO.join(part.lower() for part in text.replace(*_SIGMA).split(_TWO))
    if lower.isascii():
        return lower
    for accented, plain in _PAIRS:
        lower = lower.replace(accented, plain)
    if lower.isascii():
        return lower
    for letter in {each for each in lower if "\x7f" < each <= _LAST_COMPOSED}:
        plain = _plain(letter)
        if plain != letter:
            lower = lower.replace(letter, plain)
    return lower


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """Return the plain form of one of the rarer letters."""
    base = unicodedata.normalize("NFD", letter)[:1]
    return base if base.isascii() and base.isalpha() else letter


def letters_only(text: str) -> list[str]:
    """Return the runs of letters of a text."""
    return "".join(each if each.isalpha() else " " for each in text).split()
