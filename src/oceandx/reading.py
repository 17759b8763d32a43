"""Reading: one ticket, from its text or e-mail to what it says without patient data."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from pathlib import Path

from oceandx.facts.entry import make_fact
from oceandx.intake.cleaning import clean
from oceandx.intake.garbage import keep_for_good, uninterrupted
from oceandx.intake.matching import Match, NearMiss
from oceandx.intake.message import Message, read_message
from oceandx.intake.parts import blank, is_framed_only, left_out, older, split_parts, to_read
from oceandx.intake.recognising import Recogniser, Understood
from oceandx.intake.redaction import Redactor
from oceandx.intake.signatures import DISCLAIMER
from oceandx.intake.subject import AUTOMATIC, EMPTY
from oceandx.intake.ticket import Ticket, make_ticket
from oceandx.intake.words import fold
from oceandx.intake.wrapping import unwrapped
from oceandx.keeping import lexicons_of
from oceandx.knowledge.recognition import mail_words, redaction_words, vocabulary
from oceandx.model.case import Known, ReportedSymptom, Unknown
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.ticket import NearMissed, Reading, Recognised, StatedFact
from oceandx.resources import cache_folder

LONGEST = 60_000
"""As many characters of a body are read: what is longer is a log or a book, and its complaint stands at the top."""
_CUT_WITHIN = 5_000
"""So far before that a body is cut, where a line ends there."""
_SHOWN, _HALF = 5, 0.5
"""As many symptoms are shown as nearly told, each by a pattern of which more than this share was said."""
_ASKED, _OLDER = 3, 2
"""As many symptoms are asked about, and messages below one that itself says nothing looked into, each anew."""
_WORD = re.compile(r"[^\W\d_]+")
_READABLE = re.compile(r"[^\W\d_]{2}")
_NOT_SAID = "unknown"


def open_reader(kb: KnowledgeBase, *, many: bool = False) -> TicketReader:
    """Return a reader of tickets, or of ``many``; the lexicons are kept in the user's cache folder."""
    reader = TicketReader(kb, folder=cache_folder(), many=many)
    if many:
        keep_for_good()
    return reader


class TicketReader:
    """All that reading tickets needs of the knowledge base, made once.

    ``staff``: names that are no patient's; ``folder``: where the lexicons are kept, by the hash of the knowledge base;
    ``many``: what else is made as tickets need it is made at once, which takes a second and saves one in a thousand.
    """

    def __init__(
        self, kb: KnowledgeBase, staff: Collection[str] = (), folder: Path | None = None, *, many: bool = False
    ) -> None:
        self._codes = {name: code for code, name in kb.symptom_codes.items()}
        words = vocabulary(kb)
        lexicons = lexicons_of(words, kb.hash, folder)
        self._recogniser = Recogniser(words, lexicons)
        self._redactor = Redactor(redaction_words(kb), staff=staff)
        if many:
            lexicons.unpack()
            self._redactor.unpack()
        self._mail = mail_words(kb)
        self._no_subject = {fold(phrase) for phrase in self._mail.no_subject}
        self._says_nothing = {fold(word) for word in self._mail.says_nothing}

    def read_bytes(self, data: bytes, name: str = "-", *, explain: bool = False) -> Reading:
        """Return what an e-mail or a plain text says; ``name`` is its place. Raises UsageError for what is neither."""
        return self.read(read_message(data, name), explain=explain)

    @uninterrupted()
    def read(self, message: Message, *, explain: bool = False) -> Reading:
        """Return what a message says."""
        subject, body = clean(_begun(message.subject)), unwrapped(clean(_begun(message.body)), self._notices)
        redacted = self._redactor.redact((subject.text, body.text))
        ticket = make_ticket(subject, body, redacted)
        whole, named = ticket.without_patients()
        parts = split_parts(body.text, self._mail)
        own = to_read(parts, body.text)
        understood, text = self._understood(ticket, whole, own, named, explain=explain)
        if understood.says_nothing:
            # "See below", "still the same": then the complaint is in what is forwarded or quoted.
            for ranges in islice(older(parts, body.text, self._mail), _OLDER):
                again, _ = self._understood(ticket, whole, sorted({*own, *ranges}), named, explain=explain)
                if again.symptoms or again.out_of_scope:
                    understood = again
                    break
        scope = AUTOMATIC if message.automatic else understood.out_of_scope
        if message.distributed and understood.says_nothing:
            scope = AUTOMATIC
        if (
            not scope
            and self._holds_nothing(subject.text)
            and (
                self._holds_nothing(text[ticket.body_begins :])  # «(no text)» is no complaint about texts
                or (is_framed_only(parts) and not understood.symptoms)
            )
        ):
            scope = EMPTY
        return self._reading(ticket, understood, scope, cut=message.cut or len(message.body) > LONGEST)

    def _notices(self, text: str) -> list[tuple[int, int]]:
        """Return the ranges of a text that servers add."""
        return [(part.start, part.end) for part in split_parts(text, self._mail) if part.kind == DISCLAIMER]

    def _understood(
        self,
        ticket: Ticket,
        whole: str,
        read: Sequence[tuple[int, int]],
        named: Mapping[int, str],
        *,
        explain: bool,
    ) -> tuple[Understood, str]:
        """Return what the subject and some ranges of the body say, and the text with nothing else in it."""
        begins = ticket.body_begins
        unread = left_out(ticket.body.text, read)
        text = blank(whole, ((begins + start, begins + end) for start, end in unread))
        return self._recogniser.understand(text, begins, named=named, explain=explain), text

    def _holds_nothing(self, text: str) -> bool:
        """Say whether a text has no word that says anything; which of two lines are empty does not matter."""
        plain = fold(text)
        if not _READABLE.search(text) or plain.strip(" ()[]<>-.\n") in self._no_subject:
            return True
        return all(word.group() in self._says_nothing for word in _WORD.finditer(plain))

    def _reading(self, ticket: Ticket, understood: Understood, scope: str, *, cut: bool) -> Reading:
        symptoms = () if scope else self._recognised(ticket, understood, understood.symptoms)
        past = () if scope else self._recognised(ticket, understood, understood.past)
        misses = self._near_misses(ticket, understood, {symptom.id for symptom in (*symptoms, *past)})
        return Reading(
            language=understood.language,
            symptoms=symptoms,
            past=past,
            extent=understood.extent,
            facts=() if scope else _facts(ticket, understood),
            providers=understood.providers,
            offices=understood.offices,
            site_number=understood.site_number,
            out_of_scope=scope,
            resolved=understood.over and not symptoms and not scope,
            ask=() if scope else tuple(understood.nearest[:_ASKED]),
            near_misses=misses,
            subject=ticket.redacted.texts[0],
            body=ticket.redacted.texts[1],
            removed={kind.value: count for kind, count in ticket.redacted.counts.items()},
            cut=cut,
            extent_signs=understood.whom.signs,
        )

    def _recognised(
        self, ticket: Ticket, understood: Understood, matches: Sequence[Match[str]]
    ) -> tuple[Recognised, ...]:
        best: dict[str, list[Match[str]]] = {}
        for match in matches:
            best.setdefault(match.says, []).append(match)
        return tuple(
            Recognised(
                name,
                self._codes[name],
                max(match.nearness for match in best[name]),
                ticket.spans(understood.words, [mention for match in best[name] for mention in match.mentions]),
            )
            for name in self._codes
            if name in best
        )

    def _near_misses(self, ticket: Ticket, understood: Understood, found: Collection[str]) -> tuple[NearMissed, ...]:
        """Return the few symptoms of which the most was said, without those that are recognised."""
        seen: dict[str, NearMissed] = {}
        for miss in sorted(understood.misses, key=_said_of, reverse=True):
            if len(seen) == _SHOWN:
                break
            if miss.says not in found and miss.says not in seen and _said_of(miss)[0] > _HALF:
                seen[miss.says] = NearMissed(
                    miss.says,
                    self._codes[miss.says],
                    ticket.spans(understood.words, miss.mentions),
                    tuple(choice.concept for choice in miss.missing.choices) if miss.missing else (),
                    tuple(choice.concept for choice in miss.forbidden.choices) if miss.forbidden else (),
                )
        return tuple(seen.values())


def _begun(text: str) -> str:
    """Return as much of a text as is read, to the end of a line, a sentence or a word: no identifier is cut in two."""
    if len(text) <= LONGEST:
        return text
    ends = (text.rfind(mark, LONGEST - _CUT_WITHIN, LONGEST) for mark in ("\n", ". ", " "))
    return text[: next((end + 1 for end in ends if end >= 0), LONGEST)]


def _said_of(miss: NearMiss[str]) -> tuple[float, int]:
    """Return how much of a pattern was said: which share of it, and how many of its concepts."""
    return len(miss.mentions) / len(miss.pattern.all), len(miss.mentions)


def _facts(ticket: Ticket, understood: Understood) -> tuple[StatedFact, ...]:
    stated: dict[str, StatedFact] = {}
    contradicted: set[str] = set()
    for match in understood.facts:
        name, value = match.says
        if name in stated and stated[name].value != value:
            contradicted.add(name)
        stated.setdefault(name, StatedFact(name, value, ticket.spans(understood.words, match.mentions)))
    return tuple(fact for name, fact in stated.items() if name not in contradicted)


def reported_symptoms(reading: Reading) -> tuple[ReportedSymptom, ...]:
    """Return the symptoms that a ticket reports, each with the words that show it."""
    return tuple(
        ReportedSymptom(symptom.id, "text", " … ".join(span.text for span in symptom.spans))
        for symptom in reading.symptoms
    )


def stated_facts(kb: KnowledgeBase, reading: Reading, today: datetime.date) -> list[Known | Unknown]:
    """Return the facts that a ticket states outright, whom it is about among them."""
    stated = {fact.name: fact.value for fact in reading.facts}
    if reading.extent != _NOT_SAID:
        stated["case.extent"] = reading.extent
    return [make_fact(kb.facts, name, value, "ticket", today.isoformat()) for name, value in stated.items()]
