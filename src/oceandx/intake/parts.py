"""Which part of a message its sender wrote now, and which is quoted, forwarded, a head, a signature or a notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from oceandx.intake.heads import head_at
from oceandx.intake.marks import Line, Mail, Mark, fold, prepare, read_mail
from oceandx.intake.signatures import DISCLAIMER, GREETING, SIGNATURE, find_kinds, points_on
from oceandx.model.intake import MailWords

OWN, QUOTED, FORWARDED, HEADERS = "own", "quoted", "forwarded", "headers"


@dataclass(frozen=True, slots=True)
class Part:
    """A range of a text, and what it is: own, quoted, forwarded, headers, greeting, signature or disclaimer.

    A line that only points to what follows ("see below") is a greeting too.
    """

    kind: str
    start: int
    end: int


def split_parts(text: str, words: MailWords) -> tuple[Part, ...]:
    """Return the parts of a text, in order and without gaps; a text is best cleaned before."""
    if not text:
        return ()
    mail = read_mail(text, prepare(words))
    if mail is None:
        return (Part(OWN, 0, len(text)),)
    lines = mail.lines
    kinds = _sources(mail)
    for begin, end in tuple(_runs(kinds)):
        if kinds[begin] != HEADERS:
            message = mail._replace(lines=lines[begin:end])
            for i, kind in find_kinds(message).items():
                kinds[begin + i] = kind
    # An empty line belongs to what stands before it.
    for i in range(1, len(lines)):
        if lines[i].mark is Mark.BLANK:
            kinds[i] = kinds[i - 1]
    return _merged(lines, kinds)


def to_read(parts: Sequence[Part], text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges that say what the problem is.

    These are what the sender wrote now; when that is next to nothing, the newest message that is quoted or forwarded
    and says something, without its heads, signature and notices, and without the marks before quoted lines.
    """
    own = tuple((part.start, part.end) for part in parts if part.kind == OWN)
    if _says_something(text, own):
        return own
    for _, message in _older(parts, text):
        return message
    # Rather too much than nothing: what looked like a name or a greeting may be all that was written.
    return own or tuple((part.start, part.end) for part in parts if part.kind not in {HEADERS, DISCLAIMER})


def older(parts: Sequence[Part], text: str, words: MailWords) -> Iterator[_Ranges]:
    """Yield the ranges of each message that is quoted or forwarded and says something, the newest first.

    What a helpdesk wrote is left out: "are the reminders not sent?" is no complaint.
    """
    by_desk = prepare(words).by_desk
    for head, message in _older(parts, text):
        if head is None or not by_desk.search(fold(text[head.start : head.end])):
            yield message


def left_out(text: str, read: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what lies between the ranges that are read."""
    last = 0
    for start, end in read:
        if start > last:
            yield last, start
        last = max(last, end)
    if last < len(text):
        yield last, len(text)


def blank(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Return the text with two line breaks in place of ranges: nothing in them is read, nothing reaches across them.

    Places stay what they are. A short range is the mark of a quoted line, over which a sentence goes on.
    """
    pieces: list[str] = []
    last = 0
    for start, end in ranges:
        gap = " " * (end - start)
        pieces += [text[last:start], f"\n{gap[2:]}\n" if len(gap) > _SHORT else gap]
        last = end
    return "".join([*pieces, text[last:]])


def is_framed_only(parts: Sequence[Part]) -> bool:
    """Say whether a message has greetings, signatures, heads and notices, and nothing within."""
    return all(part.kind in {GREETING, SIGNATURE, DISCLAIMER, HEADERS} for part in parts)


_OF_HEADS = frozenset({Mark.FORWARD, Mark.ORIGINAL, Mark.SENDER, Mark.HEADER, Mark.RULE})
_Ranges = tuple[tuple[int, int], ...]
_SHORT = 6  # characters of a range that is no more than the mark of a quoted line
_FEW = 3  # words below which a sender has said nothing of their own
_ENOUGH = 300  # characters with which a sender has surely said something
_WORD = re.compile(r"[^\W_]+")
_QUOTE = re.compile(r"[ \t]{0,8}(>(?:[ \t]{0,4}>){0,20}) ?")


def _sources(mail: Mail) -> list[str]:
    """Return for each line whether it is the sender's own, quoted, forwarded or a head."""
    lines = mail.lines
    quotes = sum([line.depth > 0 for line in lines])
    replies = any(verb in mail.low for verb in mail.words.verbs)
    if not quotes and not replies and all(line.mark not in _OF_HEADS for line in lines):
        return [OWN] * len(lines)
    kinds: list[str] = []
    around = OWN
    said = False  # whether the sender has written anything above
    i = 0
    while i < len(lines):
        line = lines[i]
        if (head := head_at(mail, i, replies=replies)) is not None:
            kinds += [HEADERS] * (head.end - i)
            if line.depth == 0:
                around = _source_after(head.forwarded, lines, head.end, said=said, reply=head.reply, around=around)
            i = head.end
            continue
        if line.depth and (around != OWN or quotes > 1 or _stands_apart(lines, kinds, i)):
            kinds.append(around if around != OWN else QUOTED)
        else:
            kinds.append(around)
            said = said or (around == OWN and line.mark is Mark.TEXT and not points_on(mail, i))
        i += 1
    return kinds


def _source_after(forwarded: bool, lines: Sequence[Line], end: int, *, said: bool, reply: bool, around: str) -> str:
    """Return what follows a head; before marked lines ("> ") only these belong to it."""
    if reply:
        after = next((line for line in lines[end : end + 3] if line.mark is not Mark.BLANK), None)
        if after is not None and after.depth:
            return around
        return QUOTED
    return FORWARDED if forwarded or not said else QUOTED


def _stands_apart(lines: Sequence[Line], kinds: Sequence[str], i: int) -> bool:
    return i == 0 or lines[i - 1].mark is Mark.BLANK or kinds[-1] == HEADERS


def _runs(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    begin = 0
    for i in range(1, len(kinds) + 1):
        if i == len(kinds) or kinds[i] != kinds[begin]:
            yield begin, i
            begin = i


def _merged(lines: Sequence[Line], kinds: Sequence[str]) -> tuple[Part, ...]:
    parts = [Part(kinds[begin], lines[begin].start, lines[end - 1].end) for begin, end in _runs(kinds)]
    return tuple(part for part in parts if part.end > part.start)


def _older(parts: Sequence[Part], text: str) -> Iterator[tuple[Part | None, _Ranges]]:
    for head, message in _messages(parts):
        if _says_something(text, message):
            yield head, tuple(piece for start, end in message for piece in _without_marks(text, start, end))


def _messages(parts: Sequence[Part]) -> Iterator[tuple[Part | None, _Ranges]]:
    """Yield the head and the ranges of each older message, in the order in which they stand."""
    head: Part | None = None
    ranges: list[tuple[int, int]] = []
    for part in parts:
        if part.kind == HEADERS:
            if ranges:
                yield head, tuple(ranges)
                ranges = []
            head = part
        elif part.kind in {QUOTED, FORWARDED}:
            ranges.append((part.start, part.end))
    if ranges:
        yield head, tuple(ranges)


def _says_something(text: str, ranges: Sequence[tuple[int, int]]) -> bool:
    said = 0
    for start, end in ranges:
        said += len(_WORD.findall(text, start, min(end, start + _ENOUGH)))
        if said >= _FEW:
            return True
    return False


def _without_marks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of quoted lines without their marks; of what is quoted within a quotation there is none."""
    if _QUOTE.match(text, start, end) is None:
        yield start, end
        return
    least = 99
    pieces: list[tuple[int, int, int]] = []
    while start < end:
        stop = text.find("\n", start, end) + 1 or end
        mark = _QUOTE.match(text, start, stop)
        depth = mark.group(1).count(">") if mark else 0
        begin = mark.end() if mark else start
        if text[begin:stop].strip():
            least = min(least, depth)
            pieces.append((begin, stop, depth))
        start = stop
    yield from ((begin, stop) for begin, stop, depth in pieces if depth == least)
