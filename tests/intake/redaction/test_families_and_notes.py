"""Families, ages, notes of calls, asides and posts that look like somebody's: names that go. All of it is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        # A family and who is of it.
        (
            "Siblings could book together (think of the Quillander twins, Otto and Brita, in a row).",
            "Otto Brita",
        ),
        ("Manque à la liste : les jumeaux Quillander (Otto et Brita), 10 h.", "Otto Brita"),
        ("Nothing came for the Wolf twins or that Hill girl.", "Wolf Hill"),
        ("Rien reçu pour la dame Small, ni pour sa bru, Vianne, qui nous a rappelés.", "Small Vianne"),
        ("The glass is in bits (no blame, Brayden, age 3) and it won't turn on.", "Brayden"),
        ("La vitre est en miettes (Brayden, âgé de 3 ans, y est pour rien).", "Brayden"),
        ("Tried it for a baby, Hope, chart number 30077, and found nothing.", "Hope"),
        # Whose date or card is told.
        ("She got back in after we corrected Brook's birth date (30 Nov. 2012).", "Brook"),
        ("Old Mr. Friday was furious, the page told him to phone us.", "Friday"),
        # Notes of calls.
        ("Caller: Ottilie, Perth Road FHO. Says the gentleman (Mr. Vanderkooy) got in right away.", "Vanderkooy"),
        ("Caller: Mr. Winter (Hollis Winter, chart no. A-3092)\nCell: in the chart", "Hollis Winter"),
        (
            "Problem A: reminders. The log says Sent yet Mr. Li Weimar and Ms. Bukola Fash got nothing.",
            "Weimar Bukola",
        ),
        # What stands behind a name is no post of its own.
        ("One of our patients, ROSE POTTER, came to the desk with her phone this morning.", "ROSE POTTER"),
        ("One of ours, Theodora Vlahosta (PT-1180), was marked arrived.", "Theodora"),
        ("Je n'arrive pas à envoyer la référence pour Mme Fleurette Ste-Marie à l'Hôpital du Lac.", "Fleurette"),
        ("This morning's first: April Summers, Manitoba Health reg. 204417, PHIN 550 721 934.", "April Summers"),
        ("Exemples : GAGNÉ Lucille (RAMQ GAGL-4852-1306), Mohamed Aït-Saïd, p'tite Rosalie Chum.", "Mohamed Rosalie"),
        ("It used to go to the MOA. Joy Wintersby (file 40218) waited since Friday for an answer.", "Joy Wintersby"),
        ("No news for D. Nakogee. RN = me, Steph", "Nakogee"),
        ("CAN SOMEONE LOOK AT OCEAN FOR GARETH QUILLANDER, IT ISN'T RIGHT. CHART 40218.", "GARETH QUILLANDER"),
        # Alone, by what is done and whose things are told of.
        ("We had Reimer-Koop open in the Ocean portal on Friday. Gone now.", "Reimer Koop"),
        ("Cho-Ferguson went to confirm her Dec 2 visit and the page failed.", "Cho-Ferguson"),
        ("Tkachenko a pesé sur le lien et rien ne s'est passé.", "Tkachenko"),
        ("Quispe is locked out again since this morning.", "Quispe"),
        # Who is told of, and does not sign.
        (
            "Des courriels se perdent.\nPascale Wong-Roy (pascale@poste.example) m'a même envoyé une image.",
            "Pascale",
        ),
        ("Families, if needed: Kabongo, Ngalula M., Fatoumata Diallo.\n\nRosa Quill, Volunteer", "Fatoumata"),
        ("Allô, M. Wilfrid Ntakiruti pis Mme Anne-Lise Cloutier-Fong ont eu la page « appelez ».", "Wilfrid"),
        (
            "Des Aborted, et que dit la colonne de droite :\n- Ouellette, Fernand\n- Nguyen, Thi Mai\n",
            "Ouellette Nguyen",
        ),
        ("Trois attendent leur appel :\nIkram Benalister\nJade (elle n'a pas mis son nom de famille)\n", "Ikram Jade"),
        ("We had 60 calls, one from april may (that is her name, DOB 1961-04-02) who shouted.", "april may"),
    ],
)
def test_names_go(text: str, gone: str) -> None:
    result = redacted(text)
    assert not [name for name in gone.split() if name in result]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Le 4 nov. à 10:12, Vincent Ladouceur a écrit :\n> Merci de rappeler.", "Vincent Ladouceur"),
        ("Caller: Ottilie, Perth Road FHO. Says nothing works.", "Ottilie"),
        ("Columns missing since Monday: Lavoie, Roy, Bergeron. The other two show.", "Lavoie, Roy, Bergeron"),
        ("Bonjour Marc et Luce,\nrien ne marche.", "Marc et Luce"),
        ("Our nurse Brayden, 3 years here, cannot log in.", "Brayden"),
        ("The kiosk is old. The chart's birth date (30 Nov. 2012) is wrong.", "The chart's"),
        ("Ask Lorna, at the front desk, about the tablet.", "Lorna"),
        ("Kevin Marsh, PT, cannot send forms.", "Kevin Marsh, PT"),
        ("See you Friday. Mr. Quill will be there.", "Friday"),
        ("Reimer-Koop cannot see the day sheet, nor the other doctors.", "Reimer-Koop"),
    ],
)
def test_staff_and_words_stay(text: str, kept: str) -> None:
    assert kept in redacted(text)
