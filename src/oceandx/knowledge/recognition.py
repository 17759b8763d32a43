"""From the plain data of kb/intake/ and of the symptom files to what recognition goes by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from oceandx.model.intake import MailWords
from oceandx.model.knowledge import KnowledgeBase, Text
from oceandx.model.recognition import (
    Choice,
    Concept,
    ConceptKind,
    Grammar,
    Literal,
    Pattern,
    Recognition,
    Scope,
    Stated,
    Subject,
    Vocabulary,
)
from oceandx.model.redaction import Cue, RedactionWords
from oceandx.model.vocabulary import Language

Plain = Mapping[str, Any]

_NEGATIVE = {"-": True, "+": False}
_ORDER = {">": 1, "<": -1}


def vocabulary(kb: KnowledgeBase) -> Vocabulary:
    """Return the words and patterns by which symptoms are recognised."""
    return Vocabulary(
        concepts=tuple(
            _concept(entry, data["kind"])
            for name, data in kb.intake.items()
            if name.startswith("concepts/")
            for entry in data["concepts"]
        ),
        grammar=_grammar(kb.intake["grammar"], _ordinary(kb)),
        symptoms={name: _recognition(kb.intake[f"symptoms/{name}"]) for name in kb.symptoms},
        subjects=tuple(_subject(data) for data in kb.intake["scope"]["kinds"]),
        stated=tuple(_stated(data) for data in kb.intake["stated"]["stated"]),
    )


def mail_words(kb: KnowledgeBase) -> MailWords:
    """Return the words by which the parts of a message are known."""
    return MailWords.of(kb.intake["mail"])


def redaction_words(kb: KnowledgeBase) -> RedactionWords:
    """Return the words that show what is personal, and what is not."""
    data, names = kb.intake["redaction"], kb.intake["names"]
    return RedactionWords(
        tokens=data["tokens"],
        cues={Cue(cue): _phrases(text) for cue, text in data["cues"].items()},
        months={int(number): tuple(found) for number, found in data["months"].items()},
        vendor_domains=tuple(data["vendor_domains"]),
        clinic_domains=tuple(data["clinic_domains"]),
        given_names=frozenset(word for text in names["given"].values() for word in text.split()),
        surnames=frozenset(word for text in names["surnames"].values() for word in text.split()),
        also_words=frozenset(_phrases(data["also_words"])),
        ordinary=frozenset(_ordinary(kb)),
        word_endings=tuple(data["word_endings"]),
    )


def _ordinary(kb: KnowledgeBase) -> list[str]:
    text: str = kb.intake["ordinary"]["ordinary"]
    return text.split()


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(",") if phrase.strip())


def read_literal(text: str) -> Literal:
    """Return one literal of a pattern as it is written: ``show-``, ``provider^>``, ``accuro|ocean*``."""
    return Literal(tuple(map(_choice, text.removesuffix("*").split("|"))), anywhere=text.endswith("*"))


def _choice(text: str) -> Choice:
    negative: bool | None = None
    order, head = 0, False
    while text[-1:] in {"-", "+", ">", "<", "^"}:
        negative = _NEGATIVE.get(text[-1], negative)
        order = _ORDER.get(text[-1], order)
        head = head or text[-1] == "^"
        text = text[:-1]
    return Choice(text, negative, head=head, order=order)


def _pattern(data: Plain) -> Pattern:
    return Pattern(
        all=tuple(map(read_literal, data["all"])),
        without=tuple(map(read_literal, data.get("without", ()))),
        scope=Scope(data.get("scope", Scope.NEARBY)),
        weak=data.get("weak", False),
    )


def _recognition(data: Plain) -> Recognition:
    return Recognition(
        tuple(map(_pattern, data["patterns"])), tuple(data.get("instead_of", ())), data.get("usual_extent", "")
    )


def _stated(data: Plain) -> Stated:
    return Stated(data["fact"], data["is"], tuple(map(_pattern, data["patterns"])))


def _subject(data: Plain) -> Subject:
    return Subject(
        kind=data["kind"],
        title=Text(fr=data["title"]["fr"], en=data["title"]["en"]),
        concept=data.get("concept", ""),
        unless=tuple(data.get("unless", ())),
        fine=tuple(data.get("fine", ())),
        enough=data.get("enough", 0),
        outweighs=data.get("outweighs", 0),
    )


def _concept(data: Plain, kind: str) -> Concept:
    return Concept(
        data["concept"], ConceptKind(kind), _words(data), _words(data.get("not", {})), data.get("general", False)
    )


def _grammar(data: Plain, ordinary: Iterable[str]) -> Grammar:
    return Grammar(
        negators=_words(data["negators"]["before"]),
        negators_after=_words(data["negators"]["after"]),
        negators_alone=_words(data["negators"]["alone"]),
        void=_words(data["void"]),
        noun_negators=_words(data["noun_negators"]),
        breaks=_words(data["breaks"]),
        conditionals=_words(data["conditionals"]),
        prepositions=_words(data["prepositions"]),
        fillers=_words(data["fillers"]),
        quantifiers={name: _words(words) for name, words in data["quantifiers"].items()},
        function_words=_words(data["languages"]),
        abbreviations=_phrases(data["abbreviations"]),
        ordinary=(*_phrases(data["ordinary"]), *ordinary),
    )


def _words(data: Plain) -> Mapping[Language, tuple[str, ...]]:
    return {language: _phrases(data.get(language, "")) for language in Language}
