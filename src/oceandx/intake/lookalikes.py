"""Letters of other alphabets that look like Latin ones."""

from __future__ import annotations

import re

_RANGES = "\u0370-\u03ff\u0400-\u052f"  # Greek and Cyrillic
FOREIGN = re.compile(f"[{_RANGES}]")


def in_latin(text: str) -> str:
    """Return the text, as long as it was, with the look-alikes of its Latin words as Latin letters.

    A word is Latin when it has a Latin letter, or when all its letters look Latin and most of the text's are Latin.
    """
    text = _WORD.sub(_mixed, text)
    if len(_LATIN.findall(text)) > len(FOREIGN.findall(text)):
        text = _WORD.sub(_disguised, text)
    return text


def _mixed(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_LATIN_OF) if _LATIN.search(word) is not None else word


def _disguised(match: re.Match[str]) -> str:
    plain = match.group().translate(_LATIN_OF)
    return plain if FOREIGN.search(plain) is None else match.group()


# A word with such a letter; each letter is looked at once (possessive), however long the word is.
_WORD = re.compile(rf"(?<!\w)[^\W{_RANGES}]*+(?=\w)[{_RANGES}]\w*+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LATIN_OF = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf\u0432\u043d\u043a\u043c\u0442"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u050c\u051a\u051c\u04ae\u0457\u0451\u0401"
    "\u03bf\u03b1\u03b9\u03bd\u03c1\u03c5\u03c7\u03ba\u03c4\u03b5\u03f3\u03ac\u03ad\u03af\u03cc\u03cd"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03f9",
    "aeopcyxijshdqwlbhkmtABEKMHOPCTYXIJSGQWY\u00ef\u00eb\u00cboaivpuxktejáéíóúABEZHIKMNOPTYXC",
)
