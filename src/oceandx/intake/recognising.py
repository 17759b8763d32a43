"""Recognising: from the words of a ticket to its symptoms, facts, extent and subject."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from oceandx.intake import extent, names, resolution
from oceandx.intake.clauses import FunctionWords, Layout, lay_out, numbering
from oceandx.intake.competing import Precedence, settle
from oceandx.intake.lexicons import Lexicons, build_lexicons
from oceandx.intake.matching import Match, Matcher, NearMiss
from oceandx.intake.mentions import mentions_of
from oceandx.intake.openings import Openings, every, longest
from oceandx.intake.presence import Presence, asked_in_general, asked_of_reader
from oceandx.intake.statements import StatementReader, besides_settings, facts_of, told_by
from oceandx.intake.subject import Subjects
from oceandx.intake.text import Text
from oceandx.intake.turns import ADDED, items, turns
from oceandx.intake.whom import Weighed, Whom
from oceandx.intake.words import Words, fold, words_of
from oceandx.model.case import Value
from oceandx.model.recognition import Grammar, Vocabulary
from oceandx.model.vocabulary import Language

_NOBODY: Mapping[int, str] = {}
_PROVIDER = "provider"
_PEOPLE = frozenset({"patient", _PROVIDER, extent.OFFICE, extent.PREMISES})


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words of one text say; the matches still hold places by word (``words``)."""

    words: Words
    language: Language
    symptoms: Sequence[Match[str]]
    past: Sequence[Match[str]]
    facts: Sequence[Match[tuple[str, Value]]]
    whom: Weighed
    providers: tuple[str, ...]
    offices: tuple[str, ...]
    site_number: str
    out_of_scope: str
    over: bool
    misses: Sequence[NearMiss[str]]
    nearest: Sequence[str]

    @property
    def extent(self) -> extent.Extent:
        """Whom it is about."""
        return self.whom.extent

    @property
    def says_nothing(self) -> bool:
        """Whether it tells no symptom, of now or of before, and nothing else either."""
        return not (self.symptoms or self.past or self.out_of_scope or self.over)


class Recogniser:
    """All that recognition needs of the knowledge base, made once."""

    def __init__(self, vocabulary: Vocabulary, lexicons: Lexicons | None = None) -> None:
        """``lexicons``: those of the vocabulary, where they are made already."""
        grammar = vocabulary.grammar
        lexicons = lexicons or build_lexicons(vocabulary)
        self._kinds = {concept.id: concept.kind for concept in vocabulary.concepts}
        self._general = frozenset(concept.id for concept in vocabulary.concepts if concept.general)
        self._function = FunctionWords(_scores(grammar), frozenset(map(fold, grammar.abbreviations)))
        self._symptoms = Matcher(
            (name, pattern) for name, recognition in vocabulary.symptoms.items() for pattern in recognition.patterns
        )
        self._usual = {
            name: extent.Extent(recognition.usual_extent)
            for name, recognition in vocabulary.symptoms.items()
            if recognition.usual_extent
        }
        self._whom = Whom(vocabulary.extents) if vocabulary.extents else None
        self._precedence = Precedence(
            {name: recognition.instead_of for name, recognition in vocabulary.symptoms.items()},
            {name: recognition.covers for name, recognition in vocabulary.symptoms.items()},
            {name: recognition.beside for name, recognition in vocabulary.symptoms.items()},
        )
        self._tellers: dict[str, list[tuple[str, Collection[Value]]]] = {}
        for name, recognition in vocabulary.symptoms.items():
            for fact, values in recognition.told_by.items():
                self._tellers.setdefault(fact, []).append((name, values))
        self._statements = StatementReader(vocabulary)
        self._openings = Openings(
            [each.trees for each in (lexicons.main, lexicons.aside, lexicons.matters, lexicons.statements)],
            [str, str, str, self._statements.bare],
        )
        self._subjects = Subjects(vocabulary.subjects, vocabulary.ours, vocabulary.raised)
        self._asked = vocabulary.asked
        self._unrelated_settings = vocabulary.unrelated_settings
        self._presence = Presence(vocabulary.presence) if vocabulary.presence else None
        self._fillers = {
            language: frozenset(map(fold, (*grammar.fillers[language], *grammar.prepositions[language])))
            for language in Language
        }
        self._linking = frozenset(
            fold(word)
            for language in Language
            for words in (grammar.prepositions, grammar.joins, grammar.breaks, grammar.negators)
            for word in words[language]
        )
        denying = {fold(word) for language in Language for word in grammar.negators[language]}
        self._short = denying.intersection(self._function.abbreviations)
        self._numbers: Mapping[Language, Mapping[str, str]] = {
            language: {fold(word): name for name, words in grammar.quantifiers.items() for word in words[language]}
            for language in Language
        }

    def understand(
        self, text: str, body_begins: int, *, named: Mapping[int, str] = _NOBODY, explain: bool = False
    ) -> Understood:
        """Return what a text says; what stands before ``body_begins`` is the subject line.

        ``named`` are the places where a patient was named, and which one. Near misses are looked for to ``explain``.
        """
        words = words_of(text)
        layout, language = lay_out(text, words, self._function)
        main, secondary, matters, stated = self._openings.of(words.forms, layout.runs())
        said = longest(words.forms, main)
        if not self._short.isdisjoint(words.forms) and (numbers := numbering(text, words, layout, self._short)):
            said = [item for item in said if item.first not in numbers or item.after > item.first + 1]
        titled = names.titled(_PROVIDER, said, words, text)
        named_again = names.again(_PROVIDER, titled, said, words, text)
        aside = [*longest(words.forms, secondary), *every(words.forms, matters)]
        # "Dr. Price", "Dr. Wolf": a name speaks of nothing else.
        aside = [item for item in aside if item.first not in titled]
        systems = names.unlisted(said, aside, words, text, self._linking)
        found = sorted([*said, *aside, *named_again, *systems], key=itemgetter(0))
        mentions = mentions_of(words.forms, found, layout, self._kinds, self._general)
        ticket = Text(mentions, _subject_sentences(words, layout, body_begins))
        added = turns(text, words, layout, ticket.by_concept.get(ADDED, ()))
        settled = settle(ticket, self._symptoms.match(ticket), self._precedence, added)
        other = self._subjects.elsewhere(ticket)
        theirs = asked_of_reader(ticket, self._asked, words, layout) | asked_in_general(ticket, words, layout)
        if other or theirs:
            anchors = [(match, match.mentions[0]) for match in settled]
            settled = [match for match, at in anchors if at.clause not in other and at.sentence not in theirs]
        symptoms, past = resolution.part(ticket, settled, added, items(text, words) if added else (), titled)
        scope = self._subjects.kind_of(ticket, (*symptoms, *past), closed=resolution.is_closed(ticket))
        if scope:
            symptoms = self._subjects.apart(scope, ticket, symptoms)
            symptoms = self._presence.present(symptoms, ticket, words, layout, text) if self._presence else []
            scope, past = ("", past) if symptoms else (scope, [])
        over = resolution.is_over(ticket)
        misses: list[NearMiss[str]] = []
        if explain:
            self._symptoms.match(ticket, misses)

        def facts_beside(symptoms: Sequence[Match[str]]) -> list[Match[tuple[str, Value]]]:
            told = {match.says for match in symptoms}
            read = self._statements.read(words, stated, found, layout, ticket, told)
            return facts_of(read, over=over and not symptoms)  # what was seen before it was put right is no longer so

        facts = [] if scope else facts_beside(symptoms)
        kept = besides_settings(symptoms, facts, self._unrelated_settings)
        if len(kept) < len(symptoms):
            symptoms, facts = kept, facts_beside(kept)  # of a trouble that is none nothing is stated
        if more := [*told_by(facts, self._tellers, {match.says for match in (*symptoms, *past)})]:
            symptoms = [*symptoms, *more]
            facts = facts_beside(symptoms)
        told = symptoms or past
        return Understood(
            words=words,
            language=language,
            symptoms=symptoms,
            past=past,
            facts=facts,
            whom=self._extent(ticket, words, text, layout, told, named) if told else Weighed(extent.Extent.UNKNOWN),
            providers=names.after(ticket.by_concept.get(_PROVIDER, ()), words, text),
            offices=names.after(ticket.by_concept.get(extent.OFFICE, ()), words, text),
            site_number=names.site_number(ticket.by_concept.get("site-number", ()), words),
            out_of_scope=scope,
            over=over,
            nearest=[] if symptoms or past or scope or over else self._symptoms.nearest(ticket),
            misses=misses,
        )

    def _extent(
        self,
        ticket: Text,
        words: Words,
        text: str,
        layout: Layout,
        matches: Sequence[Match[str]],
        named: Mapping[int, str],
    ) -> Weighed:
        people = [
            extent.counted(
                mention,
                words,
                text,
                self._numbers[layout.languages[mention.sentence]],
                self._fillers[layout.languages[mention.sentence]],
                named,
            )
            for mention in ticket.mentions
            if mention.concept in _PEOPLE
        ]
        grouped: dict[str, list[Match[str]]] = {}
        for match in matches:
            grouped.setdefault(match.says, []).append(match)
        found = self._extent_told(ticket, people, grouped, matches)
        if self._whom is None:
            return Weighed(found)
        usual = {self._usual[name] for name in grouped if name in self._usual}
        nature = str(usual.pop()) if len(usual) == 1 else ""
        signs = self._whom.signs(ticket, people, matches, words, layout, named.values())
        return self._whom.weigh(grouped, found, signs, nature)

    def _extent_told(
        self,
        ticket: Text,
        people: Sequence[extent.Counted],
        grouped: Mapping[str, list[Match[str]]],
        matches: Sequence[Match[str]],
    ) -> extent.Extent:
        """Return whom the sentences of a ticket say that it is about."""
        if extent.touches_all(ticket, people):
            return extent.Extent.ALL
        by_symptom = {self._extent_of(ticket, people, {name}, found) for name, found in grouped.items()}
        if len(by_symptom - {extent.Extent.UNKNOWN}) > 1:
            return extent.wider(by_symptom)
        return self._extent_of(ticket, people, set(grouped), matches)

    def _extent_of(
        self, ticket: Text, people: Sequence[extent.Counted], symptoms: set[str], matches: Sequence[Match[str]]
    ) -> extent.Extent:
        """Return whom some symptoms are about."""
        told = {mention.sentence for match in matches for mention in match.mentions}
        clauses = {mention.clause for match in matches for mention in match.mentions}
        found = extent.judge(ticket, people, told, clauses)
        near = told | {sentence + step for sentence in told for step in (-1, 1)}
        if found is extent.Extent.UNKNOWN:
            found = extent.judge(ticket, people, near, clauses, near=True)
        usual = {self._usual[name] for name in symptoms if name in self._usual}
        return extent.by_nature(found, usual.pop(), people, near, clauses) if len(usual) == 1 else found


def _scores(grammar: Grammar) -> Mapping[str, int]:
    """Return for each function word the language that it tells; one of both languages tells none."""
    english = set(map(fold, grammar.function_words[Language.EN]))
    french = set(map(fold, grammar.function_words[Language.FR]))
    return {word: 1 if word in english else -1 for word in english ^ french}


def _subject_sentences(words: Words, layout: Layout, subject_end: int) -> int:
    """Return how many sentences the subject line has; ``subject_end`` is where the body begins."""
    place = bisect_left(words.starts, subject_end)
    while place < len(words.forms) and words.forms[place] == "\n":
        place += 1
    if place < len(words.forms):
        return layout.sentences[place]
    return layout.sentences[-1] + 1 if layout.sentences else 0
