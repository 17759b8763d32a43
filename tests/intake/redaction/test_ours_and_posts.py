"""Who is called ours, whose patients are told of, who signs, and posts with «patient» in them stay. All is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # Ours.
        ("It began when our web supplier, Tobias Quillander, moved the domain.", "Tobias Quillander"),
        ("J'ai vérifié avec notre pilote, Mathieu Quillet, et rien ne change.", "Mathieu Quillet"),
        ("Depuis que mon prédécesseur, Armand Quillet, a ajouté des règles, ça double.", "Armand Quillet"),
        ("Our two learners, Priya Quill and Callum, are told they may not send.", "Priya Quill and Callum"),
        ("It began when Mr. Quillander, our web supplier, moved the domain.", "Quillander"),
        # Whose patients are told of, and doctors in a row.
        ("Ça touche les clients de Rosa Quill et de Luc Quillet; ceux des autres arrivent.", "Luc Quillet"),
        ("Depuis lundi, les patients des Drs Mailloux, Senécal et Abboud ne reçoivent plus rien.", "Abboud"),
        ("Drs. are Yeo, Castellano and Brightwater.", "Yeo, Castellano and Brightwater"),
        ("Hortense Blais\nHealth Records, Drs. Blais & Amoako, Napanee", "Amoako, Napanee"),
        # Who came before, and who set up.
        ("Je prends la relève de Mme Kowalchuk comme gestionnaire.", "Kowalchuk"),
        ("I inherited the Site Admin role from Dawn Quillander.", "Dawn Quillander"),
        ("I was made Site Admin by Gord Quillander on Nov 5.", "Gord Quillander"),
        # Who signs.
        ("Rien ne marche.\nCordialement, Wilnise Quillet, T.S.", "Wilnise Quillet"),
        ("Your bookings will triple.\nBest, Tiffany from MedBoost", "Tiffany"),
        ("Could someone ring me? Ask for Doreen.\n\nDoreen Quill\nHumber Arm Family Practice", "Doreen Quill"),
        (
            "All other couples are fine.\n\nDimitra Quill, Patient Liaison, Pine Valley Fertility",
            "Dimitra Quill, Patient L",
        ),
        ("Merci.\n\nRosa Quill, Service aux patients, Clinique du Lac", "Rosa Quill, Service aux patients"),
        (
            "Aucun avis n'arrive.\nSecond souci : quand un patient répond, rien.\n\nIsa Quillet\nsite 2957",
            "Isa",
        ),
        (
            "Voici :\n- Le nom du bureau était écrit « Nord »; est-ce grave?\n\nMerci,\nRosa Quillet\nUrologie du Nord",
            "Rosa",
        ),
        (
            "Rien ne marche depuis hier, pour aucun de nous.\n\nMe Louise-Andrée Quillet\nDirectrice générale",
            "Louise-Andrée Q",
        ),
        ("Would be a nice feature.\nQujannamiik, Leetia Quill, Iqaluit", "Leetia Quill"),
        (
            "Femi can get in now. Please close it, nothing else is open.\n\nFemi Quill / Corinne\nLake Walk-In",
            "Femi Quill / C",
        ),
        # Clinics and places.
        ("Can you fix it for us?\n\nPearl Quill, nurse in charge, Sandy Inlet", "Sandy Inlet"),
        ("Thx\nRuthanne (front desk, Mill Family Practice, Almonte)", "Almonte"),
        ("Ça ne touche que Sainte-Adèle; à Prévost tout va bien.", "Prévost"),
        ("Bonjour, à la Clinique cardiaque Bonnie Doon, la borne accepte tout.", "Bonnie Doon"),
        ("On the Brandon Lakeview site all is scrambled.", "Brandon Lakeview"),
        ("On a branché notre deuxième site Ocean (rue Marion) hier.", "rue Marion"),
        ("Rien à voir avec notre site Accuro de la rue Elm, qui va bien.", "rue Elm"),
        ("Au plaisir,\nDre Nadège Quillet\nMédecine familiale, rue Des Meurons", "rue Des Meurons"),
        ("The receptionist position at Greene Avenue Eye Institute is open.", "Greene Avenue Eye Institute"),
        ("Day sheet for our Whyte Ave office is blank.", "Whyte Ave"),
        # Clinics with births in their names.
        ("Merci.\n\nRhéal Quillet\nCentre de naissance La Vérendrye", "Centre de naissance La Vérendrye"),
        ("Nothing works.\n\nConnie Quill\nHalton Women's & Newborn Care", "Newborn Care"),
    ],
)
def test_staff_and_clinics_stay(text: str, kept: str) -> None:
    assert kept in redacted(text)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("One of our regulars, Joybell Quillander, got five reminders.", "Joybell"),
        ("Our patient, Joybell Quillander, got five reminders.", "Joybell"),
        ("Ma sœur Joyce Quillet n'a rien reçu.", "Joyce"),
        ("Les rappels sont revenus, dont celui de Germain Quillet, mon cobaye.", "Germain"),
        ("Un bébé, née Quillander, n'est pas dans Ocean.", "Quillander"),
        ("Baby Girl Quillander is not in Ocean.", "Quillander"),
        ("Courriel de la patiente : « Bonjour, je n'ai rien reçu.\nRosa Quillet »", "Rosa Quillet"),
        ("Envoyé; à Rosa Quillet surtout.", "Rosa Quillet"),
        ("Mme Quillet, rue Marion, a appelé.", "rue Marion"),
        ("La cliente de Rosa, Mme Quillander, attend.", "Quillander"),
    ],
)
def test_patients_go(text: str, gone: str) -> None:
    assert gone not in redacted(text)
