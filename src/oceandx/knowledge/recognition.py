"""From the plain data of kb/intake/ and of the symptom files to what recognition goes by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, partial
from sys import intern
from typing import Any

from oceandx.knowledge.lazy import Lazy
from oceandx.model.bearing import bearing_on
from oceandx.model.intake import MailWords
from oceandx.model.knowledge import FactDefinition, KnowledgeBase, Text
from oceandx.model.recognition import (
    Choice,
    Clock,
    Concept,
    ConceptKind,
    ExtentPoints,
    Grammar,
    Literal,
    Measures,
    Pattern,
    PresencePoints,
    Recognition,
    Scope,
    Stated,
    Subject,
    Unit,
    Vocabulary,
)
from oceandx.model.redaction import Cue, NamePoints, RedactionWords
from oceandx.model.vocabulary import Language

Plain = Mapping[str, Any]

_NEGATIVE = {"-": True, "+": False}
_ORDER = {">": 1, "<": -1}


def vocabulary(kb: KnowledgeBase) -> Vocabulary:
    """Return the words and patterns by which symptoms are recognised."""
    settings = frozenset(kb.intake["stated"].get("settings", ()))
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
        stated=tuple(_stated(data, kb.facts) for data in kb.intake["stated"]["stated"]),
        unsaid=_words(kb.intake["stated"].get("unsaid", {})),
        granted=_words(kb.intake["stated"].get("granted", {})),
        measures=_measures(kb.intake["measures"]),
        unrelated_settings=Lazy({name: partial(_unrelated, kb, settings, name) for name in kb.symptoms}),
        raised=tuple(kb.intake["scope"].get("raised", ())),
        ours=tuple(kb.intake["scope"].get("ours", ())),
        asked=tuple(kb.intake["scope"].get("asked", ())),
        presence=_presence(kb.intake["scope"].get("present")),
        extents=_extents(kb.intake["extent"]),
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
        surnames_of_words=_phrases(names["surnames_of_words"]),
        also_words=frozenset(_phrases(data["also_words"])),
        ordinary=frozenset(_ordinary(kb)),
        word_endings=tuple(data["word_endings"]),
        name_points=NamePoints.of(data["name_points"]),
        alone_points=NamePoints.of(data["alone_points"]),
    )


def _ordinary(kb: KnowledgeBase) -> list[str]:
    text: str = kb.intake["ordinary"]["ordinary"]
    return text.split()


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split(",") if phrase.strip())


@cache
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
    return Choice(intern(text), negative, head=head, order=order)


def _pattern(data: Plain) -> Pattern:
    return Pattern(
        all=tuple(map(read_literal, data["all"])),
        without=tuple(map(read_literal, data.get("without", ()))),
        scope=Scope(data.get("scope", Scope.NEARBY)),
        weak=data.get("weak", False),
    )


def _recognition(data: Plain) -> Recognition:
    return Recognition(
        tuple(map(_pattern, data["patterns"])),
        tuple(data.get("instead_of", ())),
        data.get("usual_extent", ""),
        tuple(data.get("covers", ())),
        {symptom: frozenset(concepts) for symptom, concepts in data.get("beside", {}).items()},
        {entry["fact"]: frozenset(entry.get("is", ())) for entry in data.get("told_by", ())},
    )


def _unrelated(kb: KnowledgeBase, settings: frozenset[str], name: str) -> frozenset[str]:
    """Return the settings of which no rule says that they bear on a symptom."""
    return settings - bearing_on(kb, kb.symptoms[name])


def _stated(data: Plain, facts: Mapping[str, FactDefinition]) -> Stated:
    fact = facts.get(data["fact"])
    return Stated(
        data["fact"],
        data.get("is"),
        tuple(map(_pattern, data["patterns"])),
        measure=data.get("measured", ""),
        rounded_up=data.get("rounded_up", False),
        least=fact.minimum if fact else None,
        most=fact.maximum if fact else None,
        lasting=data.get("lasting", False),
        about=tuple(data.get("about", ())),
    )


def _measures(data: Plain) -> Measures:
    clock = data.get("clock")
    return Measures(
        numbers={word: entry["number"] for entry in data["numbers"] for word in _either(entry)},
        units=tuple(
            Unit(
                entry["unit"],
                {
                    word: Fraction(words.get("times", 1), words.get("per", 1))
                    for words in entry.get("words", ())
                    for word in _either(words)
                },
                entry.get("apart", 0),
            )
            for entry in data["units"]
        ),
        clock=clock
        and Clock(
            clock["unit"],
            _either(clock["hour"]),
            _either(clock["before_noon"]),
            _either(clock["after_noon"]),
            {word: entry["number"] for entry in clock["named"] for word in _either(entry)},
        ),
    )


def _extents(data: Plain) -> ExtentPoints:
    return ExtentPoints(
        signs=data["signs"],
        symptoms=data["symptoms"],
        concepts=frozenset(data["concepts"]),
        turned=frozenset(data["turned"]),
        cues={cue: _words(words) for cue, words in data["cues"].items()},
        ahead=data["ahead"],
    )


def _presence(data: Plain | None) -> PresencePoints | None:
    if data is None:
        return None
    cues = {cue: _words(words) for cue, words in data["cues"].items()}
    return PresencePoints(points=data["points"], cues=cues, enough=data["enough"])


def _either(data: Plain) -> tuple[str, ...]:
    """Return the words of both languages."""
    return tuple(phrase for phrases in _words(data).values() for phrase in phrases)


def _subject(data: Plain) -> Subject:
    return Subject(
        kind=data["kind"],
        title=Text(fr=data["title"]["fr"], en=data["title"]["en"]),
        concept=data.get("concept", ""),
        unless=tuple(data.get("unless", ())),
        fine=tuple(data.get("fine", ())),
        enough=data.get("enough", 0),
        outweighs=data.get("outweighs", 0),
        owns=data.get("owns", False),
        answers=data.get("answers", False),
        yields=data.get("yields", False),
        causes=data.get("causes", False),
        passing=tuple(data.get("passing", ())),
        voided=tuple(data.get("voided", ())),
        governed=tuple(data.get("governed", ())),
        beside=tuple(data.get("beside", ())),
        plainly=tuple(map(_pattern, data.get("plainly", ()))),
    )


def _concept(data: Plain, kind: str) -> Concept:
    # The words are parted when they are asked for: they are not where the lexicons are kept.
    words, opposite = (
        Lazy({language: partial(_phrases, said.get(language, "")) for language in Language})
        for said in (data, data.get("not", {}))
    )
    return Concept(intern(data["concept"]), ConceptKind(kind), words, opposite, data.get("general", False))


def _grammar(data: Plain, ordinary: Iterable[str]) -> Grammar:
    return Grammar(
        negators=_words(data["negators"]["before"]),
        negators_after=_words(data["negators"]["after"]),
        negators_alone=_words(data["negators"]["alone"]),
        void=_words(data["void"]),
        noun_negators=_words(data["noun_negators"]),
        breaks=_words(data["breaks"]),
        joins=_words(data["joins"]),
        pairs=_words(data["pairs"]),
        conditionals=_words(data["conditionals"]),
        prepositions=_words(data["prepositions"]),
        fillers=_words(data["fillers"]),
        quantifiers={name: _words(words) for name, words in data["quantifiers"].items()},
        function_words=_words(data["languages"]),
        abbreviations=_phrases(data["abbreviations"]),
        ordinary=(*_phrases(data["ordinary"]), *ordinary),
        exceptions=_words(data.get("exceptions", {})),
        relatives=_words(data.get("relatives", {})),
        dates=_words(data.get("dates", {})),
    )


def _words(data: Plain) -> Mapping[Language, tuple[str, ...]]:
    return {language: _phrases(data.get(language, "")) for language in Language}
