"""Which values of a message are the same one, and the numbered token of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from oceandx.intake.redaction.folding import folded
from oceandx.intake.redaction.removal import RemovalKind

TOKEN = re.compile(r"«([A-Z][A-Z\-]{1,30})-(\d{1,6})»")
_PART = re.compile(r"[^\W\d_]+")
_Parts = frozenset[str]


class Numbering:
    """Hands out the tokens of one message, after those that the text already holds.

    ``names`` are all names that go: "Okafor" is Grace Okafor where no other Okafor is named.
    """

    def __init__(self, text: str, tokens: Mapping[RemovalKind, str], names: Iterable[str]) -> None:
        self._tokens = tokens
        self._last: Counter[str] = Counter()
        self._known: dict[tuple[RemovalKind, str], str] = {}
        self._written: dict[tuple[RemovalKind, str], str] = {}
        """The tokens by what the values look like in this message: one may stand there a thousand times."""
        self._named: dict[str, set[_Parts]] = {}
        for parts in map(_parts, frozenset(names)):
            for part in parts:
                self._named.setdefault(part, set()).add(parts)
        if "«" in text:
            for match in TOKEN.finditer(text):
                self._last[match[1]] = max(self._last[match[1]], int(match[2]))

    def token(self, kind: RemovalKind, value: str) -> str:
        """Return the token of a value; the same value always has the same."""
        written = self._written.get((kind, value))
        if written is None:
            key = (kind, self._essence(kind, value))
            written = self._known.get(key)
            if written is None:
                word = self._tokens[kind]
                self._last[word] += 1
                written = self._known[key] = f"«{word}-{self._last[word]}»"
            self._written[kind, value] = written
        return written

    def _essence(self, kind: RemovalKind, value: str) -> str:
        """Return what makes a value the same: a number without its spaces, a name without case, accents and order."""
        if kind is RemovalKind.SECRET:
            return value
        if kind is RemovalKind.NAME:
            return " ".join(sorted(self._whole(_parts(value))))
        return "".join(filter(str.isalnum, folded(value)))

    def _whole(self, parts: _Parts) -> _Parts:
        """Return the one full name that a short one can mean; itself where there is none, or more than one."""
        # Those of its rarest part: a message may name thousands, and each is looked up.
        alike = min((self._named.get(part, set()) for part in parts), key=len, default=set())
        longer = [name for name in alike if parts < name]
        whole = max(longer, key=len, default=parts)
        return whole if all(name <= whole for name in longer) else parts


def _parts(name: str) -> _Parts:
    """Return the parts of a name; its initials only where there is nothing else."""
    parts = _PART.findall(folded(name))
    return frozenset([part for part in parts if len(part) > 1] or parts)
