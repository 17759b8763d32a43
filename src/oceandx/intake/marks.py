"""What a single line of a message shows of its part: a quotation, a head, a greeting, a sign-off, a notice.

Lines are compared without case or accents, and only by their first characters: no line costs more than a short one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import lru_cache
from typing import NamedTuple

from oceandx.model.intake import MailWords

LOOK = 100  # characters of a line that are looked at
_NAME = 60  # characters of a line that may be a name and a title
_AROUND = " \t\n*_|\u00a0"
TOKEN = re.compile(r"[^\W\d_](?:[\w.'\u2019-]*\w)?")


class Mark(IntEnum):
    """What a line shows; numbers, because a plain member is slow to look up in a set."""

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
    verbs: tuple[str, ...]
    wrote: re.Pattern[str]
    greeting: re.Pattern[str]
    greeting_words: frozenset[str]
    sign_off: re.Pattern[str]
    sign_off_words: frozenset[str]
    titles: frozenset[str]
    title_phrases: tuple[str, ...]
    places: frozenset[str]
    not_names: frozenset[str]
    banner_line: re.Pattern[str]
    pointer_words: frozenset[str]
    by_desk: re.Pattern[str]
    """The line of a head that names a helpdesk as the sender, in a folded text."""


class Mail(NamedTuple):
    """A text, the same folded, its lines, and the words to read it by."""

    text: str
    low: str
    lines: Sequence[Line]
    words: Words

    def shown(self, i: int) -> str:
        """Return the beginning of a line, without its marks."""
        line = self.lines[i]
        return self.text[line.content : min(line.end, line.content + LOOK)].strip(_AROUND)

    def shown_low(self, i: int) -> str:
        """Return the beginning of a line, folded, without its marks."""
        line = self.lines[i]
        return self.low[line.content : min(line.end, line.content + LOOK)].strip(_AROUND)


def fold(text: str) -> str:
    """Return a text, as long as it was, in lower case, without accents, with plain spaces and apostrophes."""
    if text.isascii():
        return text.lower()
    low = text.replace("\u0130", "I").lower()  # the one capital that is two characters in lower case
    for accented, plain in _FOLDED:
        low = low.replace(accented, plain)
    return low


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
            first = _FIRST.match(folded)
            # "[External" begins with no letter: it is kept under its bracket.
            starts.setdefault(first.group() if first else folded[0], []).append((folded, mark))
    titles = [fold(phrase) for phrase in words.titles]
    return Words(
        {first: tuple(found) for first, found in starts.items()},
        tuple(map(fold, words.reply_verbs)),
        re.compile(rf"(?:{_any(words.reply_verbs)})\s*:\s*$"),
        re.compile(rf"(?:{_any(words.greetings)})(?!\w)"),
        frozenset(map(fold, words.greeting_words)),
        re.compile(rf"(?:{_any(words.sign_offs)})(?!\w)"),
        frozenset(map(fold, words.sign_off_words)),
        frozenset(phrase for phrase in titles if _FIRST.fullmatch(phrase)),
        tuple(phrase for phrase in titles if not _FIRST.fullmatch(phrase)),
        frozenset(map(fold, words.places)),
        frozenset(map(fold, words.not_names)),
        re.compile(rf"\W{{0,3}}(?:{_any(words.banner_lines)})(?!\w)"),
        frozenset(word for phrase in words.pointers for word in TOKEN.findall(fold(phrase))),
        re.compile(
            rf"^[>\s]{{0,9}}(?:(?:{_any(words.sender_labels)})\s?:|(?=.{{0,{LOOK}}}(?:{_any(words.reply_verbs)})\s?:))"
            rf".{{0,{LOOK}}}?\b(?:{_any(words.desks)})\b",
            re.MULTILINE,
        ),
    )


def read_mail(text: str, words: Words) -> Mail | None:
    """Return a text with what its lines show; None, at little cost, when none shows anything: all was written now."""
    low = fold(text)
    if _shows_nothing(low, words):
        return None
    return Mail(text, low, _read_lines(low, words.starts), words)


def _shows_nothing(low: str, words: Words) -> bool:
    starts = words.starts
    for line in low.split("\n"):
        if word := _FIRST.match(line):
            known = starts.get(word.group())
            if known and _mark_of(line[:LOOK], known) not in _NOTHING:
                return False
        elif line and not line[0].isdigit() and not line.isspace():
            return False
    return not any(verb in low for verb in words.verbs) and not _may_end_with_name(low)


def _may_end_with_name(low: str) -> bool:
    last = low.rstrip()
    place = last.rfind("\n")
    return place > 0 and len(last) - place < _NAME and last[-1] not in ".!?"


def _read_lines(low: str, starts: Mapping[str, tuple[tuple[str, Mark], ...]]) -> list[Line]:
    lines: list[Line] = []
    start = 0
    for line in low.split("\n"):
        end = start + len(line) + 1
        mark = Mark.TEXT
        if word := _FIRST.match(line):
            if known := starts.get(word.group()):
                mark = _mark_of(line[:LOOK], known)
        elif not line or line.isspace():
            mark = Mark.BLANK
        else:
            lines.append(_marked(line, start, end, starts))
            start = end
            continue
        lines.append(Line(start, end, 0, start, mark))
        start = end
    lines[-1] = lines[-1]._replace(end=len(low))
    return lines


_FIRST = re.compile(r"[^\W\d_]{1,40}")
_QUOTES = re.compile(r"[ \t]{0,8}>(?:[ \t]{0,4}>){0,20} ?")
_BULLETS = re.compile(r"[ \t*\u2022]{1,9}")
_RULE = re.compile(r"[ \t]*(?:_{5,}|-{10,}|={5,}|\*{5,})[ \t]*$")
_DASHES = re.compile(r"[ \t]{0,4}(?:-{2,9}|\u2014{1,3}|_{2,4})[ \t]*$")
_BANNERS = re.compile(r"[-=_*+# ]{2,40}")
_FOLDED = tuple(
    zip(
        "\u00a0\u202f\u2019\u2018àâäáãçéèêëíîïìñóôöòõúûüùÿœ",
        "  ''aaaaaceeeeiiiinooooouuuuyo",
        strict=True,
    )
)
_NOTHING = frozenset({Mark.TEXT, Mark.REPLY})
_LABELS = frozenset({Mark.SENDER, Mark.HEADER})


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(map(fold, phrases), key=len, reverse=True))


def _marked(line: str, start: int, end: int, starts: Mapping[str, tuple[tuple[str, Mark], ...]]) -> Line:
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
    folded = head[begin.end() :] if begin else head
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
