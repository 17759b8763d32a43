"""How something is set, or what a check showed, explains a trouble and is no second one."""

from __future__ import annotations

import pytest

from intake.wordings import codes, facts


@pytest.mark.parametrize(
    ("told", "reason", "both"),
    [
        ("No schedule has updated in Ocean since Thursday.", "Cloud Connect says Accuro is not authorized.", ["S06"]),
        (
            "Plus rien ne se synchronise depuis jeudi.",
            "L'accès à Accuro n'est pas autorisé dans Cloud Connect.",
            ["S06"],
        ),
        ("Our attachment options are greyed out.", "No folder is picked for notes in Cloud Connect.", ["S29"]),
        ("The kiosk turned a patient away.", "A rule of the kiosk blocks those who are late.", ["S34"]),
    ],
)
def test_how_something_is_set_tells_no_second_trouble(told: str, reason: str, both: list[str]) -> None:
    assert codes(f"{told} {reason}") == both


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Where nothing else is told, it is what the ticket complains of.
        ("Cloud Connect says Accuro is not authorized.", ["S06"]),
        # It bears on the symptom: the rules ask for it.
        ("We signed with QHR in May. The enablement e-mail never came.", ["S39"]),
    ],
)
def test_how_something_is_set_is_told_where_it_stands_alone(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # It bears on the second one as well.
        ("Dr. Oak is missing on the Patients page. She was not on the provider list we sent QHR.", ["S01", "S39"]),
        # Other words of the sentence, or another clause, tell the second one.
        (
            (
                "M. Oak a cliqué pour confirmer et s'est fait dire d'appeler la clinique. Il a ensuite voulu annuler "
                "et il n'y a pas de bouton annuler. On avait déplacé son rdv la veille."
            ),
            ["S15", "S16"],
        ),
        (
            (
                "After the key reset on Friday: half of our browsers show the names as scrambled, the Ocean links in "
                "Accuro error out. We updated Cloud Connect itself."
            ),
            ["S20", "S22"],
        ),
        (
            (
                "A patient sent our website form (we got no e-mail about it), I accepted it, but nothing shows up in "
                "his Accuro chart."
            ),
            ["S27", "S36"],
        ),
    ],
)
def test_a_second_trouble_beside_a_setting_is_told(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_of_a_trouble_that_is_none_nothing_is_stated() -> None:
    text = (
        "Nos rappels arrivent à 8 h chez tout le monde, c'est trop tard. "
        "Notre site roule sur l'heure de Montréal au lieu de la nôtre."
    )
    assert codes(text) == ["S10"]
    assert facts(text) == {"site.time_zone_correct": False}
