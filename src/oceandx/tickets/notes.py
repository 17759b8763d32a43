"""The internal note: what the diagnosis says for agents, as a small fragment of clean HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nh3
import pyromark

from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Audience, Language
from oceandx.report.reading import question
from oceandx.report.render import render
from oceandx.report.words import Words
from oceandx.tickets.consulting import Consulted
from oceandx.tickets.summary import Summary, summary_of

_ALLOWED = {"p", "strong", "em", "ul", "ol", "li", "a", "code", "br", "h3", "blockquote"}
_SCHEMES = {"https", "http"}
MARK = "oceandx:"
"""What stands before the key at the end of each note, so that a note is known as ours."""


@dataclass(frozen=True, slots=True)
class NoteContext:
    """What a note needs beside the diagnosis.

    ``root`` holds reports/; ``language`` is the agent's; ``before``: what the last note told, or None; ``links``:
    addresses for the agent's verdict by its wording key, none where no feedback is taken.
    """

    root: Path
    language: Language
    key: str
    before: Summary | None
    links: Mapping[str, str]


def note_of(kb: KnowledgeBase, consulted: Consulted, context: NoteContext) -> str:
    """Return the note of a ticket: at most a dozen lines, the marker with the key last."""
    words = Words(kb, context.language, markdown=True)
    if consulted.diagnosis is None:
        text = _asking(kb, words, consulted)
    else:
        text = render(kb, consulted.diagnosis, Audience.TICKET, context.language, context.root)
    lines = [text.rstrip("\n")]
    changes = _changes(words, context.before, summary_of(consulted)) if context.before else []
    if changes:
        lines.append("- " + words.word("note.changed", changes="; ".join(changes)))
    if context.links:
        chosen = " · ".join(f"[{words.word(key)}]({address})" for key, address in context.links.items())
        lines.append("- " + words.word("note.feedback", links=chosen))
    lines.append("- " + words.word("note.key", key=MARK + context.key))
    return to_html("\n".join(lines))


def to_html(markdown: str) -> str:
    """Return Markdown as a fragment of HTML that holds nothing but a few plain elements."""
    html = pyromark.html(markdown)
    return nh3.clean(html, tags=_ALLOWED, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None).strip()


def _asking(kb: KnowledgeBase, words: Words, consulted: Consulted) -> str:
    """Return that nothing was recognised, and what to ask the clinic, in its own language."""
    asked: Sequence[str] = question(kb, consulted.reading).split("\n")
    head = f"**{words.word('note.nothing')}**"
    return "\n".join([head, "", "- " + words.word("note.ask", question=asked[0]), *asked[1:]])


def _changes(words: Words, before: Summary, now: Summary) -> list[str]:
    """Return what is new since the last note, in words."""
    changes = [words.word("note.symptom_new", code=code) for code in now.symptoms if code not in before.symptoms]
    changes += [words.word("note.symptom_gone", code=code) for code in before.symptoms if code not in now.symptoms]
    for code, status in now.causes.items():
        earlier = before.causes.get(code)
        if earlier is not None and earlier != status:
            changes.append(
                words.word(
                    "note.cause",
                    code=code,
                    before=words.inside(f"status.{earlier}"),
                    after=words.inside(f"status.{status}"),
                )
            )
    learned = len(now.known - before.known)
    if learned:
        changes.append(words.word("note.facts", count=learned))
    return changes
