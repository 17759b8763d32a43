"""What a single line of a message shows of its part: a quotation, a head, a greeting, a sign-off, a notice.

Lines are compared without case or accents, and only by their first characters: no line costs more than a short one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from oceandx.model.intake import MailWords

LOOK = 100  # characters of a line that are looked at


class Mark(Enum):
    """What a line shows."""

    TEXT = auto()
    BLANK = auto()
    REPLY = auto()  # how a line begins that may say who wrote what follows
    FORWARD = auto()
    ORIGINAL = auto()
    SENDER = auto()
    HEADER = auto()
    RULE = auto()
    DASHES = auto()
    GREETING = auto()
    SIGN_OFF = auto()
    DEVICE = auto()
    DISCLAIMER = auto()
    BANNER = auto()


class Line(NamedTuple):
    """A line: its range with its line end, its quotation depth, where it begins after the marks, what it shows."""

    start: int
    end: int
    depth: int
    content: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `MailWords`, ready to be looked up."""

    starts: dict[str, tuple[tuple[str, Mark], ...]]
    verbs: re.Pattern[str]
    greeting: re.Pattern[str]
    greeting_words: frozenset[str]
    sign_off: re.Pattern[str]
    sign_off_words: frozenset[str]
    signature: re.Pattern[str]
    not_names: frozenset[str]
    banner_line: re.Pattern[str]
    pointer: re.Pattern[str]


def fold(text: str) -> str:
    """Return a text, as long as it was, in lower case, without accents, with plain spaces and apostrophes."""
    lower = text.lower()
    if lower.isascii():
        return lower
    # A capital may be two letters in lower case: such a text is left as long as it was.
    return _ACCENT.sub(_plain, lower if len(lower) == len(text) else text)


@lru_cache(maxsize=8)
def prepare(words: MailWords) -> Words:
    """Return the words ready to be looked up; done once for each set."""
    starts: dict[str, list[tuple[str, Mark]]] = {}
    for phrases, mark in (
        (words.banners, Mark.BANNER),
        (words.disclaimers, Mark.DISCLAIMER),
        (words.devices, Mark.DEVICE),
        (words.forward_lines, Mark.FORWARD),
        (words.original_lines, Mark.ORIGINAL),
        (words.sender_labels, Mark.SENDER),
        (words.header_labels, Mark.HEADER),
        (words.greetings, Mark.GREETING),
        (words.sign_offs, Mark.SIGN_OFF),
        (words.reply_openings, Mark.REPLY),
    ):
        for phrase in phrases:
            folded = fold(phrase)
            # Under its first word, with accents and without; "[External" begins with no letter, but its bracket.
            for spelled in {phrase.lower(), folded}:
                first = _FIRST.match(spelled)
                starts.setdefault(first.group() if first else spelled[0], []).append((folded, mark))
    return Words(
        {first: tuple(found) for first, found in starts.items()},
        re.compile(rf"(?:{_any(words.reply_verbs)})\s*:\s*$"),
        re.compile(rf"(?:{_any(words.greetings)})(?!\w)"),
        frozenset(map(fold, words.greeting_words)),
        re.compile(rf"(?:{_any(words.sign_offs)})(?!\w)"),
        frozenset(map(fold, words.sign_off_words)),
        re.compile(rf"(?<!\w)(?:{_any((*words.titles, *words.places))})(?!\w)"),
        frozenset(map(fold, words.not_names)),
        re.compile(rf"\W{{0,3}}(?:{_any(words.banner_lines)})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{_any(words.pointers)})(?!\w)"),
    )


def read_lines(text: str, words: Words) -> list[Line]:
    """Return all lines with what they show."""
    lines: list[Line] = []
    start = 0
    starts = words.starts
    for line in text.split("\n"):
        end = start + len(line) + 1
        mark = Mark.TEXT
        if word := _FIRST.match(line):
            if known := starts.get(word.group().lower()):
                mark = _mark_of(fold(line[:LOOK]), known)
        elif not line or line.isspace():
            mark = Mark.BLANK
        else:
            lines.append(_marked(line, start, end, starts))
            start = end
            continue
        lines.append(Line(start, end, 0, start, mark))
        start = end
    lines[-1] = lines[-1]._replace(end=len(text))
    return lines


def shows_nothing(text: str, words: Words) -> bool:
    """Tell, at little cost, that no line of a text can show anything: all of it is what somebody wrote now."""
    starts = words.starts
    for line in text.split("\n"):
        if word := _FIRST.match(line):
            known = starts.get(word.group().lower())
            if known and _mark_of(fold(line[:LOOK]), known) not in _NOTHING:
                return False
        elif line and not line[0].isdigit() and not line.isspace():
            return False
        if line.endswith((":", ": ")):  # somebody may have written what follows
            return False
    return True


_FIRST = re.compile(r"[^\W\d_]{1,40}")
_QUOTES = re.compile(r"[ \t]{0,8}>(?:[ \t]{0,4}>){0,20} ?")
_BULLETS = re.compile(r"[ \t*\u2022]{1,9}")
_RULE = re.compile(r"[ \t]*(?:_{5,}|-{10,}|={5,}|\*{5,})[ \t]*$")
_DASHES = re.compile(r"[ \t]{0,4}(?:--|\u2014|__)[ \t]*$")
_BANNERS = re.compile(r"[-=_*+ ]{2,40}")
_ACCENT = re.compile(r"[^\x00-\x7f]")
_FOLDED = dict(
    zip(
        "\u00a0\u202f\u2019\u2018àâäáãåçéèêëíîïìñóôöòõúûüùýÿœ",
        "  ''aaaaaaceeeeiiiinooooouuuuyyo",
        strict=True,
    )
)
_NOTHING = frozenset({Mark.TEXT, Mark.REPLY})
_LABELS = frozenset({Mark.SENDER, Mark.HEADER})


def _plain(match: re.Match[str]) -> str:
    return _FOLDED.get(match.group(), match.group())


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(map(fold, phrases), key=len, reverse=True))


def _marked(line: str, start: int, end: int, starts: dict[str, tuple[tuple[str, Mark], ...]]) -> Line:
    """Return a line that does not begin with a letter."""
    head = line[:LOOK]
    content, depth = 0, 0
    if quotes := _QUOTES.match(head):
        content, depth = quotes.end(), quotes.group().count(">")
        head = head[content:]
    if not head or head.isspace():
        return Line(start, end, depth, start + content, Mark.BLANK)
    if _DASHES.match(head):
        return Line(start, end, depth, start + content, Mark.DASHES)
    if _RULE.match(head):
        return Line(start, end, depth, start + content, Mark.RULE)
    mark = Mark.TEXT
    begin = _BANNERS.match(head) or _BULLETS.match(head)
    folded = fold(head[begin.end() :] if begin else head)
    first = _FIRST.match(folded)
    known = starts.get(first.group() if first else folded[:1])
    if known:
        mark = _mark_of(folded, known)
    return Line(start, end, depth, start + content, mark)


def _mark_of(folded: str, known: tuple[tuple[str, Mark], ...]) -> Mark:
    """Return what a line shows that begins with the first word of some phrases."""
    for phrase, mark in known:
        if not folded.startswith(phrase):
            continue
        rest = folded[len(phrase) : len(phrase) + 40]
        if mark in _LABELS:
            if rest.lstrip(" *\t")[:1] == ":":
                return mark
        elif mark in {Mark.FORWARD, Mark.ORIGINAL}:
            # Alone in its line, between dashes or before a colon.
            if not rest.strip(" -_=*:\t.>") or phrase.endswith(" by"):
                return mark
        elif not rest[:1].isalnum() or not phrase[-1].isalnum():
            return mark
    return Mark.TEXT
