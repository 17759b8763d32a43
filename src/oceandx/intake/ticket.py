"""One ticket: its two texts, cleaned, what was removed from them, and where words of it stood as it came in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from oceandx.intake.cleaning import Cleaned
from oceandx.intake.mention import Mention
from oceandx.intake.redaction import Redacted, Removal, RemovalKind
from oceandx.intake.words import Words
from oceandx.model.ticket import Field, Span

_GAP = "\n\n"
_TOKEN = re.compile(r"«[A-Z-]+-[0-9]+»")


@dataclass(frozen=True, slots=True)
class Ticket:
    """The two texts of a ticket: cleaned, and what was removed from them."""

    subject: Cleaned
    body: Cleaned
    redacted: Redacted
    tokens: tuple[tuple[str, ...], ...]
    """What stands in place of each removal."""
    body_begins: int
    """Where the body begins in the text that is recognised."""

    def without_patients(self) -> tuple[str, dict[int, str]]:
        """Return the whole text with "patient" in place of each patient's name and nothing in place of what else goes.

        Places stay what they are. The second value is where those names stood, and the token of each.
        """
        pieces: list[str] = []
        named: dict[int, str] = {}
        begins = 0
        texts = (self.subject.text, self.body.text)
        for number, (text, removals) in enumerate(zip(texts, self.redacted.removals, strict=True)):
            last = 0
            for removal, token in zip(removals, self.tokens[number], strict=True):
                pieces.append(text[last : removal.start])
                length = removal.end - removal.start
                if removal.kind is RemovalKind.NAME:
                    named[begins + removal.start] = token
                    pieces.append(
                        "patient"[:length].ljust(length) if length >= len("patient") else "pt"[:length].ljust(length)
                    )
                else:
                    pieces.append(" " * length)
                last = removal.end
            pieces += [text[last:], _GAP]
            begins += len(text) + len(_GAP)
        return "".join(pieces), named

    def spans(self, words: Words, mentions: Sequence[Mention]) -> tuple[Span, ...]:
        """Return the words of mentions, neighbours joined, in the order of the text."""
        starts, ends = words.starts, words.ends
        ranges = sorted({(starts[mention.first], ends[mention.after - 1]) for mention in mentions})
        joined: list[list[int]] = []
        for start, end in ranges:
            if joined and start <= joined[-1][1] + 1:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        return tuple(self._span(start, end) for start, end in joined)

    def _span(self, start: int, end: int) -> Span:
        in_body = start >= self.body_begins
        cleaned = self.body if in_body else self.subject
        if in_body:
            start, end = start - self.body_begins, end - self.body_begins
        words = self._excerpt(1 if in_body else 0, cleaned.text, start, end)
        first, last = cleaned.span(start, end)
        return Span(Field.BODY if in_body else Field.SUBJECT, first, last, words)

    def _excerpt(self, number: int, text: str, start: int, end: int) -> str:
        """Return a range of a text with the tokens of what was removed from it."""
        removals, tokens = self.redacted.removals[number], self.tokens[number]
        pieces: list[str] = []
        for place in range(bisect_right(removals, start, key=attrgetter("end")), len(removals)):
            removal = removals[place]
            if removal.start >= end:
                break
            pieces += [text[start : max(start, removal.start)], tokens[place]]
            start = removal.end
        return "".join([*pieces, text[start : max(start, end)]])


def make_ticket(subject: Cleaned, body: Cleaned, redacted: Redacted) -> Ticket:
    """Return a ticket of its cleaned texts and of what redaction made of them."""
    tokens = tuple(map(_tokens, redacted.texts, redacted.removals))
    return Ticket(subject, body, redacted, tokens, len(subject.text) + len(_GAP))


def _tokens(redacted: str, removals: Sequence[Removal]) -> tuple[str, ...]:
    """Return what stands in a redacted text in place of each removal."""
    tokens: list[str] = []
    moved = 0
    for removal in removals:
        token = _TOKEN.match(redacted, removal.start + moved)
        tokens.append(token.group() if token else "")
        moved += len(tokens[-1]) - (removal.end - removal.start)
    return tuple(tokens)
