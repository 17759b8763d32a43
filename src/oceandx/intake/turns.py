"""Turns: where a ticket passes on to another matter, in a list or with a word that adds it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from oceandx.intake.clauses import Layout
from oceandx.intake.mention import Mention
from oceandx.intake.words import Words

ADDED = "added"
"""What adds another matter, where it opens a sentence."""
_ITEM = re.compile(
    r"^[ \t>]*(?:[-*•\u2013\u2014]|\(?[0-9]{1,2}[.):]|\(?[a-z][.)])[ \t]+(?=\S)", re.MULTILINE | re.IGNORECASE
)


def turns(text: str, words: Words, layout: Layout, adding: Iterable[Mention]) -> list[int]:
    """Return the words at which another matter begins, in order: the items of a list, and sentences that add one."""
    places = {mention.first for mention in adding if _opens(mention.first, layout)}
    if "\n" in text:
        places.update(bisect_left(words.starts, item.end()) for item in _ITEM.finditer(text))
    return sorted(places)


def items(text: str, words: Words) -> list[tuple[int, int]]:
    """Return the items of lists, each by its first word and the first one of the next line."""
    forms = words.forms
    found: list[tuple[int, int]] = []
    for item in _ITEM.finditer(text):
        first = bisect_left(words.starts, item.end())
        after = next((at for at in range(first, len(forms)) if forms[at] == "\n"), len(forms))
        found.append((first, after))
    return found


def _opens(place: int, layout: Layout) -> bool:
    return place == 0 or layout.sentences[place - 1] != layout.sentences[place]
