"""One spelling for each character: what nobody sees is taken out, what looks like a letter becomes that letter.

A character that is taken out or composed moves all that follow; `Cleaned.origin` leads back to where they were.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from oceandx.intake.lookalikes import FOREIGN, in_latin
from oceandx.intake.misread import MISREAD, is_misread, meant


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text, and where its characters stood; no breakpoints when none has moved.

    `_here` and `_there` are the offsets, in the cleaned and in the original text, from which a run is copied as it is;
    the original of a text that was cleaned again is the one cleaned `_before`.
    """

    text: str
    _here: tuple[int, ...] = ()
    _there: tuple[int, ...] = ()
    _before: Cleaned | None = None

    def origin(self, offset: int) -> int:
        """Return where the character at an offset of the cleaned text stood; the end stands at the end."""
        moved = self._moved(offset)
        return moved if self._before is None else self._before.origin(moved)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the original text that a range of the cleaned one came from, whole characters only."""
        if end <= start:
            return self.origin(start), self.origin(start)
        first, last = self._moved(start), self._moved(end)
        whole = first, last if last > self._moved(end - 1) else self._next(end)
        return whole if self._before is None else self._before.span(*whole)

    def _moved(self, offset: int) -> int:
        if not self._here:
            return offset
        run = bisect_right(self._here, offset) - 1
        moved = self._there[run] + offset - self._here[run]
        # Two letters may stand for one character: both came from there.
        return min(moved, self._there[run + 1] - 1) if run + 1 < len(self._there) else moved

    def _next(self, offset: int) -> int:
        run = bisect_right(self._here, offset)
        return self._there[min(run, len(self._there) - 1)]


def clean(text: str) -> Cleaned:
    r"""Return the text with one spelling for each character.

    Out go: zero-width characters, bidirectional controls, soft hyphens, tags, variation selectors, controls other
    than \n and \t, marks that compose with no letter. Line ends and separators become \n, spaces of any width a
    space, quotation marks and apostrophes straight (« » stay), fullwidth and mathematical letters and digits of any
    script plain, Cyrillic and Greek look-alikes Latin, letters of UTF-8 that were taken for others ("Ã©") what they
    are, even three times over. A text with none of these comes back as the same object.
    """
    cleaned = _cleaned(text)
    for _ in range(_TIMES_MISREAD):
        if cleaned.text is text or not is_misread(cleaned.text):
            break
        # "ÃƒÂ©" was taken for others twice, and what is taken out may have kept two halves of a letter apart.
        cleaned = replace(_cleaned(cleaned.text), _before=cleaned)
    return cleaned


_TIMES_MISREAD = 2


def _cleaned(text: str) -> Cleaned:
    misread = is_misread(text)
    if not misread:  # of those a space or a quotation mark is a part
        for curly, straight in _COMMON:
            text = text.replace(curly, straight)
    if text.isascii():
        if _CONTROL.search(text) is None:
            return Cleaned(text)
    elif not misread and _SUSPECT.search(text) is None:
        return Cleaned(text)
    plain, here, there = _rewrite(text, _MISREAD_PIECE if misread else _PIECE)
    if FOREIGN.search(plain) is not None:
        plain = in_latin(plain)
    return Cleaned(plain, here, there)


# One for one, and frequent in Canadian texts: replaced without a look at each character.
_COMMON = (
    ("\u00a0", " "), ("\u202f", " "), ("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"'),
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Written as they stand: a sign for a word or a syllable is nothing else in disguise.
_SIGNS = (
    "\u3400-\u9fff\ua000-\ua48c\uac00-\ud7a3"
    "\U00012000-\U00012543\U00013000-\U0001342f\U00013460-\U0001467f\U00017000-\U00018d08"
    "\U00020000-\U0002f7ff\U00030000-\U0003ffff"
)
# All but: Latin with its accents, the punctuation of office programs, bullets and arrows, emoji.
_PLAIN = (
    "\\t\\n -~\u00a1-\u00ac\u00ae-\u00b3\u00b5-\u017e\u0180-\u02af"
    "\u2013\u2014\u2020-\u2023\u2026\u2030\u20ac\u2122\u2190-\u21ff\u2500-\u2775\u2794-\u27ff"
    f"\U0001f300-\U0001faff{_SIGNS}"
)
_SUSPECT = re.compile(f"[^{_PLAIN}]")
# A mark belongs to the letter before it. More than eight on a letter are nobody's writing, and putting them in
# order takes time that grows with the square of their number.
# Whole planes have no characters, or none but a program's own: nothing is known of them.
_EMPTY = "\U00040000-\U000dffff\U000f0000-\U0010ffff"
_PIECE = re.compile(f"\r\n?|[A-Za-z\u00c0-\u024f]?[\u0300-\u036f]+|[^{_PLAIN}\u0370-\u052f{_EMPTY}]")
_MISREAD_PIECE = re.compile(f"{MISREAD}|{_PIECE.pattern}")
_MOST_MARKS = 8

_SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000\u2800" + "".join(map(chr, range(0x2000, 0x200B))))
_BREAKS = frozenset("\x0b\x0c\x85\u2028\u2029")
_SINGLE = {
    "\u02bc": "'", "\u02b9": "'", "\u2032": "'", "\u00b4": "'", "\u201b": "'", "\u201a": "'", "\u201e": '"',
    "\u201f": '"', "\u2033": '"', "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2212": "-", "\u2015": "\u2014",
    **{curly: straight for curly, straight in _COMMON if straight != " "},
}  # fmt: skip
# Invisible, and of no category that says so.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\ufffc")


def rewritten(cleaned: Cleaned, pieces: Iterable[tuple[int, int, str]]) -> Cleaned:
    """Return a cleaned text with other text in place of some ranges, which are in order and apart."""
    return Cleaned(*_replaced(cleaned.text, pieces), cleaned)


def _rewrite(text: str, suspects: re.Pattern[str]) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    pieces = ((match, _written(match.group()[: _MOST_MARKS + 1])) for match in suspects.finditer(text))
    return _replaced(text, ((*match.span(), plain) for match, plain in pieces if plain != match.group()))


def _replaced(text: str, pieces: Iterable[tuple[int, int, str]]) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    out: list[str] = []
    here, there = [0], [0]
    done = shift = 0
    for start, end, plain in pieces:
        out += text[done:start], plain
        done = end
        if len(plain) != end - start:
            if plain:
                # The piece itself begins a run too, so that its first character is held against its own beginning.
                here.append(start - shift)
                there.append(start)
            shift += end - start - len(plain)
            here.append(end - shift)
            there.append(end)
    out.append(text[done:])
    return "".join(out), *((tuple(here), tuple(there)) if len(here) > 1 else ((), ()))


@lru_cache(maxsize=4096)
def _written(piece: str) -> str:
    """Return what is written for a piece: a line end, a letter with its marks, or one suspect character."""
    if piece[0] == "\r":
        return "\n"
    if (letter := meant(piece)) != piece:
        return _written(letter) if _SUSPECT.match(letter) else letter
    if len(piece) > 1 or "\u0300" <= piece <= "\u036f":
        # A mark left over would hide the word: "r\u0336appel" is read as "rappel".
        return "".join(c for c in unicodedata.normalize("NFC", piece) if not "\u0300" <= c <= "\u036f")
    if piece in _SPACES:
        return " "
    if piece in _BREAKS:
        return "\n"
    if piece in _SINGLE:
        return _SINGLE[piece]
    return _by_category(piece)


def _by_category(char: str) -> str:
    category = unicodedata.category(char)
    if (
        category in {"Cc", "Cf"}
        or char in _BLANK
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0000" <= char <= "\U000e0fff"
    ):
        return ""
    if category == "Cs":
        return "\ufffd"  # half a character: it could not be written to a file
    if category == "Nd":
        return str(unicodedata.decimal(char))
    compatible = unicodedata.normalize("NFKC", char)
    # Ligatures and letters in circles, not the presentation forms of other scripts, which may be a sentence long.
    if len(compatible) <= 4 and compatible != char and not _SUSPECT.search(FOREIGN.sub("", compatible)):
        return compatible
    return char
