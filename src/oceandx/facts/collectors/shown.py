"""What of an answer may be shown: names of offices and staff, made harmless, and ids that can be nobody's number."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 120
NAMELESS = "?"

# Accuro counts its records; a health number, a telephone number or a date of birth is longer.
_OWN_ID = re.compile(r"\d{1,7}", re.ASCII)
_LOOKED_AT = 1_000


def shown_name(*parts: str | None) -> str:
    """Return the parts of a name as one line of printable text, cut when no name is that long; "" without any."""
    text = " ".join(part[:_LOOKED_AT] for part in parts if part)
    # Controls, formats (direction marks among them), surrogates, private and unassigned code points are no letters.
    plain = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    name = " ".join(plain.split())
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def shown_id(key: str) -> str:
    """Return an id of Accuro's, or a sign for what is no such id: it may be anything about anybody."""
    return key if _OWN_ID.fullmatch(key) else NAMELESS
