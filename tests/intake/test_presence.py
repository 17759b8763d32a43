"""Troubles of the moment within messages about something else, and questions about the reader's own."""

from __future__ import annotations

import pytest

from intake.wordings import reader
from oceandx.intake.message import Message
from oceandx.intake.recognising import Understood
from oceandx.model.recognition import PresencePoints
from oceandx.model.ticket import Reading
from oceandx.model.vocabulary import Language
from recognition import pattern, recogniser, said


def read(text: str, subject: str = "") -> Reading:
    return reader().read(Message(subject, text))


def codes(reading: Reading) -> list[str]:
    return [symptom.code for symptom in reading.symptoms]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            (
                "Question about our last invoice: do we pay for a doctor whose patients, since she is back this week, "
                "still never get their reminder e-mails, while the other six doctors' patients do?"
            ),
            "S03",
        ),
        (
            (
                "Ce serait bien que les patients puissent confirmer, mais depuis lundi la page de confirmation affiche "
                "« une erreur est survenue », encore ce matin, pour tous nos patients."
            ),
            "S04",
        ),
        (
            (
                "Suggestion pour vous : synchronisez plus souvent! Depuis mercredi rien ne se synchronise plus "
                "entre Accuro et Ocean, toujours rien ce matin, pour aucun de nos médecins."
            ),
            "S06",
        ),
    ],
)
def test_a_trouble_of_the_moment_is_read_within_another_matter(text: str, code: str) -> None:
    reading = read(text)
    assert (codes(reading), reading.out_of_scope) == ([code], "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It would be great if patients could confirm by text, please add this as a feature.", "feature-request"),
        ("Question about your last invoice: do we pay for the reminders that were not sent?", "billing"),
        (
            "Please add a feature: last winter our reminders all came twice, since then we would like a limit.",
            "feature-request",
        ),
        (
            "The printer is broken since Monday, so none of the forms are printed and nothing is in the charts today.",
            "hardware",
        ),
    ],
)
def test_a_symptom_that_belongs_to_another_matter_is_none(text: str, kind: str) -> None:
    reading = read(text)
    assert (codes(reading), reading.out_of_scope) == ([], kind)


@pytest.mark.parametrize(
    "text",
    [
        "Are your patients not getting their reminders?",
        "Vos patients ne reçoivent pas leurs rappels ?",
        "Avez-vous déjà perdu votre clé de chiffrement ?",
        "Votre borne refuse des patients ?",
    ],
)
def test_a_question_about_the_readers_own_is_no_complaint(text: str) -> None:
    assert codes(read(text)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Why are our patients not getting their reminders?", "S03"),
        ("Nos patients ne reçoivent pas leurs rappels, savez-vous pourquoi ?", "S03"),
        ("La borne refuse des patients. Votre équipe peut-elle regarder ?", "S34"),
    ],
)
def test_a_question_about_ones_own_is_a_complaint(text: str, code: str) -> None:
    assert codes(read(text)) == [code]


def weighed(text: str, points: dict[str, int], enough: int = 10, subject: str = "Invoice") -> Understood:
    """Return what a small vocabulary reads in a ticket of which the subject line is about an invoice."""
    cues = {"lately": {Language.EN: ("today",), Language.FR: ("hier",)}}
    presence = PresencePoints(points, cues, enough)
    symptoms = {"missing": [pattern("show- booking"), pattern("show-")]}
    return recogniser(symptoms, presence=presence).understand(f"{subject}\n\n{text}", len(subject) + 2)


@pytest.mark.parametrize(
    ("sign", "seen", "not_seen"),
    [
        ("lately", "The bookings are missing today.", "The bookings are missing."),
        ("quotation", 'The bookings say "error" and are missing.', "The bookings say error and are missing."),
        ("digit", "The bookings of 9 are missing.", "The bookings of nine are missing."),
        ("question", "Are the bookings missing?", "The bookings are missing."),
        ("long", f"The bookings are missing {'so ' * 30}far.", "The bookings are missing so far."),
        ("complaint", "The bookings don't appear.", "The invoice is here."),
        ("everyone", "The bookings are missing for everybody.", "The bookings are missing."),
    ],
)
def test_each_sign_of_the_moment_counts_where_it_stands_in_the_sentence(sign: str, seen: str, not_seen: str) -> None:
    rest = "Send the invoice."
    assert weighed(f"{seen} {rest}", {sign: 10}).out_of_scope == ""
    assert weighed(f"{not_seen} {rest}", {sign: 10}).out_of_scope == "billing"
    assert weighed(f"{seen} {rest}", {sign: 9}).out_of_scope == "billing"


def test_patterns_and_their_words_count_each() -> None:
    text = "The bookings are missing. Send the invoice."
    assert [weighed(text, {"claim": 5}, enough).out_of_scope for enough in (10, 11)] == ["", "billing"]
    assert [weighed(text, {"mention": 5}, enough).out_of_scope for enough in (10, 11)] == ["", "billing"]


def test_a_symptom_of_the_subject_line_is_told_there() -> None:
    text, line = "Send the invoice. Where is the invoice? The invoice!", "Bookings are missing"
    assert weighed(text, {"claim": 10}, subject=line).out_of_scope == ""
    assert weighed(text, {"claim": 10, "subject": -20}, subject=line).out_of_scope == "billing"


def test_only_the_symptoms_of_the_moment_are_read() -> None:
    text = "The bookings are missing today. Send the invoice."
    assert said(weighed(text, {"lately": 10})) == ["missing"]
    assert said(weighed(text, {"lately": 9})) == []
    assert weighed("In Oscar the bookings are missing today.", {"lately": 10}, subject="x").out_of_scope == "other-emr"


def test_a_question_with_what_is_the_readers_tells_no_symptom() -> None:
    for text, found in (
        ("Are bookings missing for your patients?", []),
        ("Bookings are missing for your patients.", ["missing"]),
        ("Are bookings missing? Ask your patients.", ["missing"]),
    ):
        assert said(weighed(text, {}, subject="Hello")) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Are you looking into why none of Dr. Roy's bookings show in Ocean?", "S02"),
        ("Are you still aware that our patients do not get their reminders?", "S03"),
        ("I'm tired of the kiosk rejecting patients, can you help?", "S34"),
        ("Her e-mail preferences say yes but our patients do not get their reminders", "S03"),
        (
            "On cherche une réceptionniste, donc c'est moi qui écris : rien ne se synchronise entre Accuro et Ocean",
            "S06",
        ),
        ("Can you help in this issue, none of the bookings show in Ocean", "S06"),
        ("Nos patients ne reçoivent pas de rappels. Je suis analyste en intégration au réseau.", "S03"),
    ],
)
def test_everyday_words_beside_a_trouble_make_no_mailing_of_it(text: str, code: str) -> None:
    reading = read(text)
    assert (codes(reading), reading.out_of_scope) == ([code], "")


@pytest.mark.parametrize(
    "text",
    [
        "Not reporting a fault. What happens when a patient is locked out, and who unlocks them?",
        "Nothing is broken. Do patients get their reminders late if they book the day before?",
        "Après combien d'essais un patient est-il verrouillé? Personne n'est bloqué, c'est pour notre procédure.",
        "On n'a pas de problème, on veut juste éviter que la Dre Roy soit absente de la page Patients.",
    ],
)
def test_what_is_asked_where_nothing_is_wrong_is_no_symptom(text: str) -> None:
    assert codes(read(text)) == []


def test_what_heads_a_question_is_no_symptom() -> None:
    body = "Not reporting a fault, only writing it down for our handbook."
    assert codes(read(body, "Patient locked out")) == []
    assert codes(read("See the subject, please.", "Patient locked out")) == ["S17"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The kiosk turns everybody away since Monday. Nothing is broken on the tablet. Can you look?", "S34"),
        ("Nos patients ne reçoivent pas de rappels depuis lundi. Est-ce votre côté? Rien de brisé chez nous.", "S03"),
        ("What happens when a patient is locked out? One of ours is, and she cannot get in.", "S17"),
    ],
)
def test_a_trouble_that_is_told_stands_beside_questions(text: str, code: str) -> None:
    assert codes(read(text)) == [code]
