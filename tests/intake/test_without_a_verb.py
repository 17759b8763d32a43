"""Bookings, offices and a link of which is said where they are not, or that they come and go, with few words."""

from __future__ import annotations

import pytest

from intake.wordings import codes, kind


@pytest.mark.parametrize(
    "text",
    [
        "No bookings in Ocean. It is our third day.",
        "Dr. Oak has no appointments in Ocean tomorrow, yet Accuro is full.",
        "Aucune réservation dans Ocean pour la Dre Lafleur.",
        "Since our Pine Street branch opened its doors, none of its appointments are in Ocean.",
        "There isn't a single visit in Ocean for Dr. Oak.",
        "Bookings are not in Ocean but reminders, kiosks and forms work.",
        "West office is missing in Ocean; we ticked it twice.",
        "Half of Tuesday's patients are missing in Ocean.",
        "Ocean has none of the appointments we booked for Dr. Oak this week.",
        "Le bureau ouest n'est pas dans Ocean.",
        "Sur la feuille de journée d'Ocean il manque du monde pour tous les docteurs, alors que l'agenda est plein.",
    ],
)
def test_bookings_that_are_nowhere_in_ocean_are_missing_from_the_day_sheet(text: str) -> None:
    assert codes(text) == ["S02"]


@pytest.mark.parametrize(
    "text",
    [
        "No appointments in Ocean are confirmed yet, that is normal.",
        "No reminders for the appointments in Ocean.",
        "There are no bookings in Ocean on holidays, that is as it should be.",
        "No appointments in Ocean until we go live in May.",
        "No bookings in Ocean were lost during the upgrade, great job.",
        "Our Pine Street office has a CDS link missing in Ocean.",
    ],
)
def test_other_things_that_bookings_lack_there_are_no_missing_bookings(text: str) -> None:
    assert "S02" not in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The sync keeps dropping since Monday.",
        "Ocean and Accuro keep losing their connection.",
        "La connexion entre Accuro et Ocean tombe tout le temps.",
        "Accuro and Ocean aren't talking to each other.",
        "Accuro et Ocean ne se parlent plus depuis jeudi.",
        "I reauthorized Accuro in Cloud Connect and still nothing syncs.",
        "Depuis hier il n'y a plus rien d'Accuro qui se rend dans Ocean.",
    ],
)
def test_a_link_that_comes_and_goes_is_one_that_fails(text: str) -> None:
    assert codes(text) == ["S06"]


def test_a_telephone_line_that_comes_and_goes_is_none() -> None:
    assert codes("Our phone line keeps losing the connection.") == []


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["S36"], "Nobody is told when patients reply."),
        (["S36"], "On n'a plus d'avis quand un patient répond."),
        (["S03"], "Nobody has had a reminder for a week."),
        (["S15"], "A patient clicked her reminder and got a notice to phone the clinic."),
        (["S05"], "« Enregistrer pour Ocean » reste sans effet dès que c'est un de mes patients."),
        (["S29"], "I can't attach anything to a message in Ocean."),
        (["S39"], "We're still waiting for QHR to turn on the integration."),
        (["S13"], "The reminder status isn't showing in Accuro."),
        (["S25"], "J'ai l'erreur de liaison quand je veux lier mon compte."),
        (["S35"], "Pour écrire à un patient par Ocean, l'option est absente de mon écran, ma collègue l'a."),
        (["S18"], "Je veux écrire à une patiente par messagerie. Son nom ne ressort nulle part dans Ocean."),
        (["S27"], "A form came in, but it vanished between Ocean and the chart."),
        (["S04"], "Nos patients ne peuvent pas confirmer. Ils ne cherchent pas à annuler, juste à dire oui."),
        (["S06"], "Rien ne synchronise; la tablette OceanConnect est éteinte."),
    ],
)
def test_a_trouble_told_in_few_words_is_told(expected: list[str], text: str) -> None:
    assert codes(text) == expected


def test_a_program_that_fell_is_no_broken_kiosk() -> None:
    text = "Tout Ocean est tombé chez nous et plus rien ne se synchronise : agenda, borne, rappels."
    assert (codes(text), kind(text)) == (["S06"], "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("La feuille de journée d'Ocean saute par-dessus les rendez-vous de la Dre Lafleur.", "S02"),
        ("Les rendez-vous de mardi, la feuille de journée d'Ocean passe par-dessus.", "S02"),
        ("Depuis qu'on a changé la clé de chiffrement, toute la clinique a des ratés.", "S22"),
        ("Depuis la réinitialisation de la clé, Ocean et la borne ont des ratés.", "S22"),
        ("Plus rien de bon depuis la réinitialisation de la clé.", "S22"),
    ],
)
def test_what_is_passed_over_or_misfires_is_wrong(text: str, code: str) -> None:
    assert codes(text) == [code]
