"""Names of the clinic's own in a ticket: the providers and offices that it speaks of, and the site's number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from oceandx.intake.mention import Mention
from oceandx.intake.phrases import Entry, Found, Sign, meaning_of
from oceandx.intake.words import Words

_RUNS_ON, _UNLISTED = "runs-on", "unlisted-system"
_MOST = 3
"""As many capitalised words after a title are one name."""
_DIGITS = (3, 6)
_NEAR = 4
_NAME = 3


def after(mentions: Sequence[Mention], words: Words, text: str) -> tuple[str, ...]:
    """Return the names that stand right after these mentions ("Dr. Roy"), each once, as they are written."""
    found: dict[str, None] = {}
    for mention in mentions:
        place = mention.after
        while place < len(words.forms) and words.forms[place] == ".":
            place += 1
        last = place
        while last < len(words.forms) and last < place + _MOST and _goes_on(words, text, last, last == place):
            last += 1
        if last > place:
            found[text[words.starts[place] : words.ends[last - 1]]] = None
    return tuple(found)


def _goes_on(words: Words, text: str, place: int, first: bool) -> bool:
    start = words.starts[place]
    if not text[start].isupper() or (text[start : words.ends[place]].isupper() and words.ends[place] - start > 1):
        return False
    return first or text[words.ends[place - 1] : start] in {" ", "-", "'"}


def titled(concept: str, found: Sequence[Found], words: Words, text: str) -> dict[int, str]:
    """Return the words of the names that stand right after a title ("Dr. Roy"), by their places."""
    forms = words.forms
    names: dict[int, str] = {}
    for title_ends in [item.after for item in found for name, _, _ in item.meaning.concepts if name == concept]:
        place = title_ends
        while place < len(forms) and forms[place] == ".":
            place += 1
        last = place
        while last < len(forms) and last < place + _MOST and _goes_on(words, text, last, last == place):
            names[last] = forms[last]
            last += 1
    return names


def again(concept: str, titled: Mapping[int, str], found: Sequence[Found], words: Words, text: str) -> list[Found]:
    """Return where somebody who is ``titled`` once ("Dr. Roy") is named without it ("no Roy in the list")."""
    forms, starts = words.forms, words.starts
    if not titled:
        return []
    names = {name for name in titled.values() if len(name) >= _NAME}
    taken = {place for item in found for place in range(item.first, item.after)}
    meaning = meaning_of((Entry(Sign.CONCEPT, concept),))
    return [
        Found(place, place + 1, meaning)
        for place, form in enumerate(forms)
        if form in names and place not in titled and place not in taken and text[starts[place]].isupper()
    ]


def unlisted(
    said: Sequence[Found], aside: Sequence[Found], words: Words, text: str, ordinary: Collection[str]
) -> list[Found]:
    """Return the systems that are in no list: "our office runs Abacus", not "is on Toronto time".

    ``ordinary``: the words that may follow such a name.
    """
    forms, starts = words.forms, words.starts
    places = {item.after for item in aside for name, _, _ in item.meaning.concepts if name == _RUNS_ON}
    if not places:
        return []
    concepts = [item for item in (*said, *aside) if all(entry.sign is Sign.CONCEPT for entry in item.meaning.entries)]
    known = {item.first for item in concepts}
    named: list[Found] = []
    for place in sorted(places - known):
        last = place
        while last < min(len(forms), place + _MOST) and text[starts[last]].isupper() and last not in known:
            last += 1
        ends = last == len(forms) or not forms[last].isalpha() or forms[last] in ordinary
        if last > place and ends:
            named.append(Found(place, last, meaning_of((Entry(Sign.CONCEPT, _UNLISTED),))))
    return named


def site_number(mentions: Sequence[Mention], words: Words) -> str:
    """Return the first number of three to six digits that follows the words for it, or nothing."""
    for mention in mentions:
        for form in words.forms[mention.after : mention.after + _NEAR]:
            if form.isdecimal() and _DIGITS[0] <= len(form) <= _DIGITS[1]:
                return form
    return ""
