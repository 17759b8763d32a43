"""Tickets that tell one trouble in several ways, or several troubles at once, read with the real knowledge base."""

from __future__ import annotations

import pytest

from intake.wordings import codes


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        # Nothing syncs: of course no booking reaches Ocean.
        (["S06"], "The sync failed last night for all doctors. Patients booked since then do not reach Ocean."),
        (["S06"], "Plus rien n'entre dans Ocean depuis hier. Les rendez-vous pris ce matin dans Accuro n'y sont pas."),
        # An aborted reminder is received by nobody.
        (["S08"], "About the reminder for Mrs. Oak: the log has it as Aborted. She got nothing."),
        (["S08"], "Pour le rappel de Mme Chêne, le journal dit Aborted. Elle a rien eu."),
        # The e-mail that a clinic waits for before it has begun is none of Ocean's.
        (
            ["S39"],
            "The email with our tenant ID has still not arrived in Dr. Oak's inbox, and nobody knows the next step.",
        ),
        (
            ["S39"],
            (
                "Notre mise en service traîne. Le courriel avec l'identifiant du locataire n'est toujours pas arrivé "
                "à la Dre Chêne."
            ),
        ),
    ],
)
def test_a_consequence_is_no_second_symptom(expected: list[str], text: str) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        # What it is not.
        (["S11"], "It isn't that patients get no reminder. They get three e-mails for the same visit."),
        (["S11"], "Ce n'est pas qu'aucun rappel ne part. Les patients reçoivent trois courriels pour la même visite."),
        # What others do not have, and what nobody has done yet.
        (["S35"], "Dr. Oak can't send messages to patients from Ocean. No other doctor sees it missing from the menu."),
        (["S35"], "La Dre Chêne ne peut pas écrire aux patients. Aucun autre médecin n'a ça dans la liste."),
        (
            ["S01"],
            "Dr. Oak isn't in the provider list on the Patients page. The full sync has not been run since Monday.",
        ),
        # Days and hours count nothing.
        (
            ["S34"],
            "La borne refuse M. Chêne. Son rendez-vous est à 10 h 30 le 4 mai, je le vois dans la feuille du jour.",
        ),
        (["S34"], "The kiosk rejects Mr. Oak. His visit is at 10 am on June 4, I see it on the day sheet."),
        # Who a patient is, is not how one looks for him.
        (
            ["S02"],
            "Missing in Ocean: Ann Oak, dob 4 May 1980. The day sheet has 4 people and Accuro 9.",
        ),
        (
            ["S02"],
            "Deux patients inscrits dans Accuro manquent à la feuille du jour d'Ocean. Date de naissance : 4 mai 80.",
        ),
        # "Not either" is no less "not".
        (["S02"], "Leurs rendez-vous ne sont pas non plus dans la feuille du jour."),
    ],
)
def test_what_is_only_mentioned_is_no_second_symptom(expected: list[str], text: str) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("File not in the chart", "I looked in his Accuro chart: no form, no picture."),
        ("Fichier pas au dossier", "J'ai regardé dans son dossier Accuro : pas de formulaire, pas de photo."),
    ],
)
def test_what_is_denied_one_after_the_other_is_missing_each_by_itself(subject: str, text: str) -> None:
    assert codes(text, subject) == ["S27", "S28"]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Reminder sent, not received", "The log says Sent for Ann Oak. She got nothing, her inbox is empty."),
        ("Rappel envoyé, jamais reçu", "Le journal dit « Sent » pour Ann Chêne. Elle n'a rien reçu dans son courriel."),
    ],
)
def test_what_is_told_far_better_is_meant(subject: str, text: str) -> None:
    assert codes(text, subject) == ["S07"]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        # Locked rows are names that cannot be read, no patient is locked out.
        (["S20"], "The list of patients in Ocean is all locked rows, we can't tell who is who."),
        (["S20"], "La liste de patients dans Ocean est verrouillée, on ne peut pas savoir qui est qui."),
        # An e-mail to the clinic is no reminder.
        (["S36"], "Nobody here gets the email from Ocean when a patient writes back."),
        (["S36"], "Personne ici ne reçoit le courriel d'Ocean quand un patient nous répond."),
        # A link that is gone is no patient.
        (["S23"], "The CDS link to Ocean was there in the menu in May, now it has vanished."),
        (["S23"], "Le lien CDS vers Ocean était dans le menu en mai, il a disparu."),
    ],
)
def test_of_look_alikes_the_one_that_is_told_is_meant(expected: list[str], text: str) -> None:
    assert codes(text) == expected
