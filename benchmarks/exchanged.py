"""How many names redaction leaves in when those of the development tickets are exchanged or written otherwise.

Usage: python -m benchmarks.exchanged [--seed N], from the folder that holds this one

Each ticket keeps its sentences; only its patients' names change (the same everywhere in it), or how it is written. What
is left in shows which places and habits rules do not know, whatever the names that they were made with.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.intake import leaked, read_tickets

from oceandx.consultation import open_knowledge
from oceandx.intake.message import Message
from oceandx.knowledge.recognition import redaction_words
from oceandx.model.redaction import Cue
from oceandx.reading import TicketReader

_WORD = re.compile(r"(?<![\w@.])[^\W\d_]{3,}(?![\w@]|\.\w)")
_PART = re.compile(r"[^\W\d_]{3,}")
_SHARE = 0.75
_SEPARATOR = "\x1f"

Change = Callable[[str], str]


class Names:
    """The names of patients in the tickets, by whether each is an ordinary word too and a given name."""

    def __init__(self, tickets: list[dict[str, Any]], chance: random.Random) -> None:
        words = redaction_words(open_knowledge())
        self._given = {name.lower() for name in words.given_names}
        self._surnames = {name.lower() for name in words.surnames}
        titles = "|".join(map(re.escape, ("m", *words.cues[Cue.TITLE])))
        self.titles = rf"\b(?i:{titles})\b\.? "
        plain = words.also_words | words.ordinary
        self._chance = chance
        self._pools: dict[tuple[bool, bool], list[str]] = {(a, b): [] for a in (False, True) for b in (False, True)}
        for name in sorted({part for ticket in tickets for value in _names(ticket) for part in _PART.findall(value)}):
            if name.istitle() and name.lower() in self._given | self._surnames:
                self._pools[name.lower() in plain, name.lower() in self._given].append(name)

    def exchanged(self, ticket: dict[str, Any], *, ordinary: bool) -> Change:
        """Return what exchanges three of four names of a ticket, ordinary words for them or not."""
        new: dict[str, str] = {}
        for part in (part.lower() for value in _names(ticket) for part in _PART.findall(value)):
            if part in self._given | self._surnames and part not in new and self._chance.random() < _SHARE:
                given = part in self._given and (part not in self._surnames or self._chance.random() < 0.5)
                new[part] = self._chance.choice(self._pools[ordinary, given])

        def other(match: re.Match[str]) -> str:
            word = match.group()
            name = new.get(word.lower(), word)
            return name.upper() if word.isupper() else name if word[0].isupper() else name.lower()

        return lambda text: _WORD.sub(other, text)


def main() -> None:
    """Print, for each way of writing, how many names are left in and how many kept terms are lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    chance = random.Random(parser.parse_args().seed)  # noqa: S311 - a choice of names, not a secret
    tickets = [ticket for ticket in read_tickets("dev") if _names(ticket)]
    names, reader = Names(tickets, chance), TicketReader(open_knowledge())
    ways: dict[str, Callable[[dict[str, Any]], Change]] = {
        "as written": lambda _ticket: str,
        "names that are ordinary words": lambda ticket: names.exchanged(ticket, ordinary=True),
        "other names": lambda ticket: names.exchanged(ticket, ordinary=False),
        "all in small letters": lambda _ticket: str.lower,
        "names in small letters": lambda ticket: _each_name(ticket, "", lambda match: match.group().lower()),
        "all in capitals": lambda _ticket: str.upper,
        "without titles": lambda ticket: _each_name(ticket, names.titles, lambda match: match["name"]),
    }
    for title, way in ways.items():
        left, named, lost, kept = map(sum, zip(*_counts(tickets, way, reader), strict=True))
        print(f"{title}: {left} of {named} names left in ({left / named:.1%}), {lost} of {kept} kept terms lost")


def _counts(
    tickets: list[dict[str, Any]], way: Callable[[dict[str, Any]], Change], reader: TicketReader
) -> Iterator[tuple[int, int, int, int]]:
    for ticket in tickets:
        change = way(ticket)
        subject, body = change(ticket["subject"] + _SEPARATOR + ticket["body"]).split(_SEPARATOR)
        names, keep = [change(value) for value in _names(ticket)], [change(value) for value in ticket["keep"]]
        reading = reader.read(Message(subject, body))
        data = [{"value": value, "kind": "name"} for value in names]
        left = leaked({**ticket, "patient_data": data, "keep": keep}, reading)
        lost = sum(term not in reading.subject and term not in reading.body for term in keep)
        yield sum(value in left for value in names), len(names), lost, len(keep)


def _names(ticket: dict[str, Any]) -> list[str]:
    return [item["value"] for item in ticket["patient_data"] if item["kind"] == "name"]


def _each_name(ticket: dict[str, Any], before: str, change: Callable[[re.Match[str]], str]) -> Change:
    """Return what changes each name of a ticket's patients, with what stands before it."""
    longest = sorted(map(re.escape, _names(ticket)), key=len, reverse=True)
    pattern = re.compile(rf"{before}(?P<name>{'|'.join(longest)})")
    return lambda text: pattern.sub(change, text)


if __name__ == "__main__":
    main()
