"""How well the development tickets are read when mail programs and people set them otherwise.

Usage: python -m benchmarks.mailed [--every N], from the folder that holds this one

The words of a ticket stay; its lines, marks, accents or markup change, as they do on their way to a helpdesk. What a
change costs shows what reading takes for said that is only set.
"""

from __future__ import annotations

import argparse
import html
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Any

from benchmarks.intake import read_tickets

from oceandx.consultation import open_knowledge
from oceandx.intake.message import Message, read_message
from oceandx.model.ticket import Reading
from oceandx.reading import TicketReader

_WIDTH = 72
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-ZÀ-Ý«])")
_FORWARDED = (
    "---------- Forwarded message ---------\nFrom: Ann Roy <ann@clinic.example>\nDate: Mon, Nov 23, 2026\nTo: Bob"
)
_NOTICE = (
    "\n\nThis e-mail and any attachments are confidential. If you are not the intended recipient you cannot use, copy"
    " or disclose it; it may not be delivered to anyone else.\n\nCe courriel est confidentiel. S'il vous est parvenu"
    " par erreur, vous n'êtes pas autorisé à le lire."
)

Ticket = dict[str, Any]
Way = Callable[[Ticket], Message]


def main() -> None:
    """Print, for each way, how well symptoms are told, what is left in of patients and what is lost of kept terms."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=5, help="read one ticket of so many")
    tickets = list(read_tickets("dev"))[:: parser.parse_args().every]
    kb = open_knowledge()
    reader = TicketReader(kb, many=True)
    for title, way in _WAYS.items():
        counts: Counter[str] = Counter()
        for ticket in tickets:
            counts += _counted(ticket, reader.read(way(ticket)))
        score = 2 * counts["right"] / max(1, counts["meant"] + counts["told"])
        print(
            f"{title}: F1 {score:.3f}, {counts['left']} of patients' values left in, {counts['lost']} kept terms lost"
        )


def _counted(ticket: Ticket, reading: Reading) -> Counter[str]:
    told, meant = {symptom.code for symptom in reading.symptoms}, set(ticket["symptoms"])
    text = _folded(f"{reading.subject}\n{reading.body}")
    values = [item["value"] for item in ticket["patient_data"] if item["value"].strip()]
    return Counter(
        right=len(told & meant),
        told=len(told),
        meant=len(meant),
        left=sum(re.search(rf"(?<!\w){_pattern(value)}(?!\w)", text) is not None for value in values),
        lost=sum(re.search(_pattern(term), text) is None for term in ticket["keep"]),
    )


def _pattern(term: str) -> str:
    """Return the pattern of a term, broken between any of its words."""
    return r"[\s>]+".join(map(re.escape, _folded(term).split()))


def _folded(text: str) -> str:
    return _without_accents(text).lower()


def _without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _changed(change: Callable[[str], str], *, body_only: bool = True) -> Way:
    return lambda ticket: Message(ticket["subject"] if body_only else change(ticket["subject"]), change(ticket["body"]))


def _wrapped(text: str) -> str:
    """Return a text whose long lines are broken as mail programs break them."""
    lines = (textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join("\n".join(pieces) for pieces in lines)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _page(element: str, empty: str) -> Way:
    """Return what sends a ticket as a page with one element for each line."""

    def send(ticket: Ticket) -> Message:
        name = element.partition(" ")[0]
        lines = (f"<{element}>{html.escape(line) or empty}</{name}>" for line in ticket["body"].split("\n"))
        head = f"From: a@clinic.example\nSubject: {ticket['subject']}\nContent-Type: text/html; charset=utf-8\n\n"
        return read_message(f"{head}<html><body>{''.join(lines)}</body></html>".encode())

    return send


_WAYS: dict[str, Way] = {
    "as written": _changed(str),
    f"lines broken at {_WIDTH}": _changed(_wrapped),
    "a sentence on each line": _changed(lambda text: _SENTENCE.sub("\n", text)),
    "forwarded": _changed(lambda text: f"Voir plus bas svp.\n\n{_FORWARDED}\n\n{text}"),
    "quoted": _changed(lambda text: f"FYI\n\nOn Nov 23, 2026 Ann <ann@clinic.example> wrote:\n\n{_quoted(text)}"),
    "quoted, lines broken": _changed(
        lambda text: f"FYI\n\nOn Nov 23, 2026 Ann <ann@clinic.example> wrote:\n\n{_quoted(_wrapped(text))}"
    ),
    "above the notice of a server": _changed(lambda text: text + _NOTICE),
    "broken, above a notice": _changed(lambda text: _wrapped(text) + _NOTICE),
    "HTML": _page("div", "<br>"),
    "HTML of Outlook": _page('p class="MsoNormal"', "<o:p>&nbsp;</o:p>"),
    "without accents": _changed(_without_accents, body_only=False),
    "all in small letters": _changed(str.lower, body_only=False),
    "all in capitals": _changed(str.upper, body_only=False),
}


if __name__ == "__main__":
    main()
