"""Letters of UTF-8 that some program before us took for those of Windows: "HÃ©lÃ¨ne", "l'orthophonisteâ€™s"."""

from __future__ import annotations

import re

_FIRST = range(0x80, 0xC0)
"""The bytes that go on a character of UTF-8."""


def _shown(byte: int) -> str:
    """Return as what a program shows a byte that takes it for a letter of Windows, which has none for five of them."""
    return bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))


_BYTES = {_shown(byte): byte for byte in _FIRST} | {chr(byte): byte for byte in _FIRST}
_NEXT = "[" + re.escape("".join(_BYTES)) + "]"
# Letters with accents and the signs of Latin-1; œ; quotation marks, dashes, the euro.
_LEADS = {"\u00c2": 0xC2, "\u00c3": 0xC3, "\u00c5": 0xC5, "\u00e2": 0xE2}
MISREAD = f"[\u00c2\u00c3\u00c5]{_NEXT}|\u00e2[\u20ac\u0080\u201a\u0082]{_NEXT}"
"""What such a letter looks like, as a pattern."""
_MISREAD = re.compile(MISREAD)


def is_misread(text: str) -> bool:
    """Tell whether a text holds such letters."""
    return not text.isascii() and _MISREAD.search(text) is not None


def meant(piece: str) -> str:
    """Return the character that was meant by one of them; anything else as it is."""
    if _MISREAD.fullmatch(piece) is None:
        return piece
    try:
        return bytes([_LEADS[piece[0]], *(_BYTES[char] for char in piece[1:])]).decode()
    except UnicodeDecodeError:
        return piece
