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
