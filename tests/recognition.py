"""A small vocabulary for the tests of recognition, which do not depend on the words of the knowledge base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oceandx.intake.recognising import Recogniser, Understood
from oceandx.knowledge.recognition import read_literal
from oceandx.model.case import Value
from oceandx.model.knowledge import Text
from oceandx.model.recognition import (
    Concept,
    ConceptKind,
    ExtentPoints,
    Grammar,
    Pattern,
    PresencePoints,
    Recognition,
    Scope,
    Stated,
    Subject,
    Vocabulary,
)
from oceandx.model.vocabulary import Language

Both = tuple[str, str]
"""English and French words, a comma between them."""

GRAMMAR = Grammar(
    negators={
        Language.EN: ("not", "don't", "isn't", "aren't", "nobody", "no"),
        Language.FR: ("ne", "n", "aucun", "pas"),
    },
    negators_after={Language.EN: (), Language.FR: ("pas", "plus", "pas de")},
    negators_alone={Language.EN: ("no", "not", "don't", "isn't"), Language.FR: ("non", "pas")},
    void={Language.EN: ("not only", "missed her"), Language.FR: ("pas seulement",)},
    noun_negators={Language.EN: ("no", "zero", "missing"), Language.FR: ("aucun", "pas de")},
    breaks={
        Language.EN: ("but", "because", "when", "how", "which", "except"),
        Language.FR: ("mais", "que", "quand", "qui", "sauf"),
    },
    exceptions={Language.EN: ("except",), Language.FR: ("sauf",)},
    joins={Language.EN: ("and",), Language.FR: ("et",)},
    pairs={Language.EN: ("neither", "nor"), Language.FR: ("ni",)},
    conditionals={Language.EN: ("if", "wondering"), Language.FR: ("si",)},
    prepositions={Language.EN: ("of", "for"), Language.FR: ("de", "du", "pour")},
    fillers={Language.EN: ("still", "the", "our", "all"), Language.FR: ("encore", "les", "nos", "pas")},
    quantifiers={
        "one": {Language.EN: ("a", "one"), Language.FR: ("un", "une")},
        "several": {Language.EN: ("some", "two"), Language.FR: ("certains", "deux")},
        "others": {Language.EN: ("other",), Language.FR: ("autres",)},
        "not": {Language.EN: ("not",), Language.FR: ("pas",)},
        "all": {Language.EN: ("all", "every"), Language.FR: ("tous",)},
    },
    function_words={
        Language.EN: ("the", "is", "not", "they", "are", "our", "for", "but", "it", "and", "to", "in", "we"),
        Language.FR: ("le", "la", "les", "ne", "pas", "nos", "mais", "et", "est", "sont", "de", "du", "il"),
    },
    abbreviations=("dr",),
    ordinary=("remainder",),
    dates={Language.EN: ("may", "am"), Language.FR: ("mai", "h")},
)

_PREDICATE, _THING, _PERSON = ConceptKind.PREDICATE, ConceptKind.THING, ConceptKind.PERSON
_CUE, _ASIDE = ConceptKind.CUE, ConceptKind.ASIDE


def _by_language(words: Both) -> Mapping[Language, tuple[str, ...]]:
    english, french = (tuple(word.strip() for word in text.split(",") if word.strip()) for text in words)
    return {Language.EN: english, Language.FR: french}


def concept(name: str, kind: ConceptKind, words: Both, opposite: Both = ("", ""), *, general: bool = False) -> Concept:
    """Return a concept; words of each language stand in one text, a comma between them."""
    return Concept(name, kind, _by_language(words), _by_language(opposite), general)


CONCEPTS = (
    concept("show", _PREDICATE, ("show, appear, see", "afficher, affiche, voit, est là"),
            ("missing, no sign of", "absent"), general=True),
    concept("send", _PREDICATE, ("send, sent, go out", "partir, envoyer, envoi")),
    concept("work", _PREDICATE, ("work, fine", "fonctionner, fonctionne"),
            ("broken, problem", "panne, problème"), general=True),
    concept("resolved", _PREDICATE, ("resolved, works now", "réglé")),
    concept("mended", _PREDICATE, ("fixed", "corrigé")),
    concept("closed", _PREDICATE, ("close this, never mind", "fermez le dossier")),
    concept("again", _CUE, ("again", "de nouveau")),
    concept("grey", _PREDICATE, ("grey, not available", "grise, pas disponible, ne reste que")),
    concept("reminder", _THING, ("reminder, reminders", "rappel, rappels")),
    concept("booking", _THING, ("booking, bookings, appointment, appointments", "rendez-vous, réservation")),
    concept("day-sheet", _THING, ("day sheet", "feuille de journée")),
    concept("letter", _THING, ("letter, letters", "lettre, lettres")),
    concept("text", _THING, ("text message", "texto")),
    concept("provider", _PERSON,
            ("provider, providers, doctor, doctors, dr", "fournisseur, médecin, médecins, dr, dre")),
    concept("patient", _PERSON, ("patient, patients, pt", "patient, patiente, patients, pt")),
    concept("staff", _CUE, ("we", "on, nous")),
    concept("log", _CUE, ("log says sent", "journal dit envoyé")),
    concept("number", _CUE, ("2, 5, 10, two", "2, 5, 10, deux")),
    concept("late", _CUE, ("late, but late", "tard")),
    concept("invoice", _ASIDE, ("invoice, invoices", "facture")),
    concept("emr", _CUE, ("accuro", "accuro")),
    concept("other-emr", _ASIDE, ("oscar", "oscar")),
    concept("runs-on", _ASIDE, ("we use, office runs", "on utilise")),
    concept("unlisted-system", _ASIDE, ("other system", "autre système")),
    concept("everyone", _ASIDE, ("everybody", "tout le monde")),
    concept("everyone-else", _ASIDE, ("everybody else, all the others", "tous les autres")),
    concept("own-screen", _ASIDE, ("my screen", "mon écran")),
    concept("one-office", _ASIDE, ("second office", "deuxième bureau")),
    concept("touches", _ASIDE, ("affects", "touche")),
    concept("premises", _ASIDE, ("office, offices", "bureau, bureaux")),
    concept("more-of-them", _ASIDE, ("same for", "pareil pour")),
    concept("another", _ASIDE, ("another", "une autre")),
    concept("old-letter", _ASIDE, ("old letter", "vieille lettre")),
    concept("added", _ASIDE, ("also, and", "aussi, et")),
    concept("example", _ASIDE, ("for example", "par exemple")),
    concept("site-number", _ASIDE, ("site", "site")),
    concept("left-aside", ConceptKind.MATTER, ("is settled", "est payée")),
    concept("charge", ConceptKind.MATTER, ("charge, invoice the charge", "frais")),
    concept("refund", ConceptKind.MATTER, ("refund", "remboursement")),
    concept("since", ConceptKind.MATTER, ("since the", "depuis la")),
    concept("no-thanks", ConceptKind.MATTER, ("want no", "ne veux pas")),
    concept("by-the-way", ConceptKind.MATTER, ("by the way", "en passant")),
    concept("theirs", ConceptKind.MATTER, ("your patients", "vos patients")),
    concept("last-month", ConceptKind.MATTER, ("last month", "le mois passé")),
)  # fmt: skip


def pattern(written: str, without: str = "", scope: Scope = Scope.NEARBY, *, weak: bool = False) -> Pattern:
    """Return a pattern; its literals stand in one text, a blank between them."""
    return Pattern(
        tuple(map(read_literal, written.split())), tuple(map(read_literal, without.split())), scope, weak=weak
    )


def recogniser(
    symptoms: Mapping[str, Sequence[Pattern]],
    *,
    instead_of: Mapping[str, tuple[str, ...]] | None = None,
    covers: Mapping[str, tuple[str, ...]] | None = None,
    beside: Mapping[str, Mapping[str, frozenset[str]]] | None = None,
    told_by: Mapping[str, Mapping[str, frozenset[Value]]] | None = None,
    usual: Mapping[str, str] | None = None,
    stated: Sequence[tuple[str, Value, Pattern]] = (),
    extents: ExtentPoints | None = None,
    presence: PresencePoints | None = None,
) -> Recogniser:
    """Return a recogniser of these symptoms with the small vocabulary."""
    return Recogniser(
        Vocabulary(
            CONCEPTS,
            GRAMMAR,
            {
                name: Recognition(
                    tuple(patterns),
                    (instead_of or {}).get(name, ()),
                    (usual or {}).get(name, ""),
                    (covers or {}).get(name, ()),
                    (beside or {}).get(name, {}),
                    (told_by or {}).get(name, {}),
                )
                for name, patterns in symptoms.items()
            },
            (
                Subject(
                    "billing",
                    Text(fr="Facturation", en="Billing"),
                    "invoice",
                    (),
                    (),
                    1,
                    3,
                    owns=True,
                    passing=("left-aside",),
                    voided=("no-thanks",),
                    governed=("since",),
                    beside=("last-month",),
                    plainly=(pattern("charge", weak=True), pattern("refund")),
                ),
                Subject(
                    "other-emr",
                    Text(fr="Autre", en="Other"),
                    "other-emr",
                    ("emr",),
                    ("show",),
                    1,
                    1,
                    plainly=(pattern("unlisted-system", "emr*"),),
                ),
                Subject("empty", Text(fr="Vide", en="Empty"), "", (), (), 0, 0),
            ),
            tuple(Stated(name, value, (one,)) for name, value, one in stated),
            ours=("letter", "reminder"),
            raised=("by-the-way",),
            asked=("theirs",),
            extents=extents,
            presence=presence,
        )
    )


def said(understood: Understood) -> list[str]:
    """Return the symptoms that are present, each once, in the order of the text."""
    return list(dict.fromkeys(match.says for match in understood.symptoms))


def read(symptoms: Mapping[str, Sequence[Pattern]], body: str, subject: str = "") -> list[str]:
    """Return the symptoms that a ticket reports, by these patterns."""
    return said(recogniser(symptoms).understand(f"{subject}\n\n{body}", len(subject) + 2))
