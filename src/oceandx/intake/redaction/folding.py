"""Texts in lower case and without accents, each character at its place."""

from __future__ import annotations

import unicodedata

_PLAIN = {
    "a": "àâäáãå", "c": "ç", "e": "éèêë", "i": "îïíì", "n": "ñ", "o": "ôöóòõø", "u": "ùûüú", "y": "ÿý",
    "'": "\u2019\u2018\u02bc", "d": "đ", "l": "ł",
}  # fmt: skip
_PAIRS = tuple((accented, plain) for plain, all_accented in _PLAIN.items() for accented in all_accented)
_LAST_COMPOSED = 0xFFFF
"""No letter beyond this one is a plain one with an accent."""


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
    return lower.translate(_FOLDING)


class _Folding(dict[int, str | int]):
    """The rarer letters, each to its plain form, worked out when first met."""

    def __missing__(self, code: int) -> str | int:
        if code > _LAST_COMPOSED:
            return code
        plain = self[code] = _plain(code)
        return plain


def _plain(code: int) -> str:
    letter = chr(code)
    base = unicodedata.normalize("NFD", letter)[:1]
    return base if base.isascii() and base.isalpha() else letter


_FOLDING = _Folding()


def letters_only(text: str) -> list[str]:
    """Return the runs of letters of a text."""
    return "".join(each if each.isalpha() else " " for each in text).split()
