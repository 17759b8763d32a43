"""The telephone of the clinic that asks to be called stays; that of a patient goes. Names and numbers are invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))
NUMBER = "418 555-0123"


def redacted(text: str) -> str:
    return REDACTOR.redact(["", text]).texts[1]


@pytest.mark.parametrize(
    "text",
    [
        "Plus rien ne passe.\n\nMerci,\nOdette Lavigne\nGestionnaire\nClinique du Cap\n418 555-0123",
        "Nothing syncs.\n\nRegards,\nPaula Whitlock\nOffice Manager, Little Kids Clinic\nT 418 555-0123 ext 4",
        "Nothing syncs.\n--\nWhitlock IT Services | 418 555-0123",
        "Ocean fait encore des siennes, svp rappeler Nathalie 418 555-0123 poste 3",
        "Ocean is down again. Please call 418 555-0123, ask for Bernice",
        "OCEAN IS DOWN. CALL THE FRONT DESK 418 555-0123",
        "Odette, coordonnatrice, 418 555-0123",
    ],
)
def test_where_the_clinic_asks_to_be_called_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        # Nothing says whose it is, or it is a patient's.
        "Call me at 418 555-0123.\nLeonard Comfort",
        "My number is 418 555-0123, I confirm my appointment.",
        "She never gets the text, her cell is 418 555-0123.",
        "Sa mère demande qu'on la rappelle au bureau, 418 555-0123 poste 3.",
        "Please call her at the office, 418 555-0123 ext 2.",
        "Call Mrs. Whitlock at the front desk of her building, 418 555-0123.",
        "You can reach me at my office 418 555-0123.",
        "Rappelez-moi au bureau avant midi, 418 555-0123.",
        "Le patient demande d'être rappelé, 418 555-0123 poste 12, au sujet de ses rappels.",
        # Signatures that say no post, or are a patient's.
        "Pouvez-vous me redonner un rendez-vous?\nBernard Quessy\n418 555-0123",
        "La patiente a écrit :\n« Je n'ai rien reçu.\nOdile Quessy, infirmière à la retraite\n418 555-0123 »",
        # In a list of those who were not reached.
        "Pas reçu :\n- Réjean Quessy, 418 555-0123\n- Fatou Quessy, 418 555-0124",
    ],
)
def test_any_other_telephone_goes(text: str) -> None:
    assert NUMBER not in redacted(text)


def test_a_desks_number_beside_a_patients_card_goes() -> None:
    text = "Rappelez la réception 418 555-0123, carte QUEB 6203 1418, poste 2."
    assert "QUEB" not in redacted(text)
    text = "Rappelez pour QUEB 6203 1418 à la réception 418 555-0123."
    assert NUMBER not in redacted(text)


def test_a_telephone_at_work_beside_a_birth_date_is_the_patients() -> None:
    told = "Né le lundi 7 mai 1973. Tél. trav. : 514 555-0121 ext.: 5. La Dre Roy l'a vu."
    assert "555-0121" not in redacted(told)
