"""What a second try, another name or another place showed, and two settings that are held against each other."""

from __future__ import annotations

import pytest

from intake.wordings import codes, facts


@pytest.mark.parametrize(
    ("fact", "value", "trouble", "told"),
    [
        ("user.own_emr_user", True, "I get the linkage error.", "Accuro was open under my own user name."),
        ("user.own_emr_user", False, "I get the linkage error.", "Accuro was open under a colleague's name, not mine."),
        ("user.own_ocean_account", True, "I get the linkage error.", "In Ocean I was under my own account."),
        (
            "cloud_connect.fresh_session_shows_login",
            False,
            "The authorization page shows the old user.",
            "I tried a private window, still no login form.",
        ),
        (
            "cloud_connect.fresh_session_shows_login",
            False,
            "La page d'autorisation montre l'ancien utilisateur.",
            "Pas de page de connexion, même en navigation privée.",
        ),
        (
            "cloud_connect.fresh_session_shows_login",
            True,
            "The authorization page shows the old user.",
            "In a fresh session I do get the login form.",
        ),
        (
            "accuro.oceanapi.permissions_complete",
            True,
            "Dr. Oak is missing in Ocean.",
            "She has all six permissions under OceanAPI.",
        ),
        (
            "chart.item_in_other_area",
            True,
            "A completed form isn't in the chart.",
            "We found it under Encounter Notes.",
        ),
        ("booking.schedule_licensed", True, "La réservation en ligne n'offre aucune heure.", "L'horaire a sa licence."),
        (
            "qhr.office_name_matches",
            False,
            "We're still waiting for QHR to turn on the integration.",
            "The office name on our request isn't the one Accuro displays.",
        ),
        ("ocean.service_answers", True, "La synchronisation est arrêtée.", "Ocean répond au test."),
        (
            "cloud_connect.encryption_key_stored",
            False,
            "Nous avons perdu la clé de chiffrement.",
            "Elle n'a jamais été mise dans Cloud Connect.",
        ),
        # What neither system takes is said of the one as well as of the other.
        (
            "file.type_accepted_by_ocean",
            False,
            "Ocean refused a file on my referral.",
            "It is a .mov, which is neither a pdf nor a jpg.",
        ),
    ],
)
def test_what_is_told_beside_a_trouble_is_stated(fact: str, value: object, trouble: str, told: str) -> None:
    assert facts(f"{trouble} {told}")[fact] == value
    assert fact not in facts(trouble)


@pytest.mark.parametrize(
    "text",
    [
        "Online booking gives odd times. The interval is 15 minutes in Accuro and 10 minutes in Ocean.",
        "Online booking gives odd times. The interval is 10 minutes in Ocean and 15 minutes in Accuro, not the same.",
        (
            "La réservation en ligne offre de mauvaises heures. L'intervalle est de 10 minutes dans Ocean et de "
            "15 minutes dans Accuro, ce n'est pas le même."
        ),
    ],
)
def test_each_of_two_intervals_goes_to_its_own_system(text: str) -> None:
    stated = facts(text)
    assert (stated["booking.interval_minutes_in_ocean"], stated["booking.interval_minutes_in_accuro"]) == (10, 15)
    assert codes(text) == ["S33"]
