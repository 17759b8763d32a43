"""Facts that a ticket states of its case, the set-up, the portal, accounts, files and charts, in both languages."""

from __future__ import annotations

import pytest

from intake.wordings import reader
from oceandx.intake.message import Message
from oceandx.model.case import Value

GARBLED = "On my laptop the patients page in Ocean is all padlocks and gibberish instead of names. "
BROUILLE = "Sur mon portable, la page Patients d'Ocean montre des cadenas et du charabia au lieu des noms. "
SAVE = "Dr. Hart can't use Save for Ocean to attach a lab to a message. "
ENREGISTRER = "La Dre Hamel ne peut pas utiliser Enregistrer pour Ocean pour joindre un labo. "
ONBOARDING = "We are still not set up: the Ocean onboarding with QHR is stuck and we don't know the next step. "
DEMARRAGE = "La mise en place d'Ocean avec Accuro est au point mort et on ne sait pas quelle est la prochaine étape. "
LOCKED_OUT = "I can't get into Cloud Connect. "
DEHORS = "Je n'arrive pas à entrer dans Cloud Connect. "
REFUSED = "Ocean gives an error when I add the file to an eReferral and refuses the attachment. "
REFUSE = "Ocean donne une erreur quand j'ajoute le fichier à l'eRéférence et refuse la pièce jointe. "
KEY = "We reset the shared encryption key on Monday. "
CLE = "Nous avons réinitialisé la clé de chiffrement partagée lundi. "
OLD_USER = "When I authorize Accuro again, the QHR page goes straight to Approve and shows the old user. "
VIEUX = "Quand j'autorise Accuro de nouveau, la page de QHR va directement à Approve avec l'ancien utilisateur. "
NO_NOTE = "The form that the patient completed in Ocean is not in her Accuro chart. "
PAS_DE_NOTE = "Le formulaire rempli par la patiente dans Ocean n'est pas dans son dossier Accuro. "
NO_DOCTOR = "Dr. Reid is not on the Patients page in Ocean. "
PAS_DE_MEDECIN = "La Dre Roy n'apparaît pas sur la page Patients d'Ocean. "
NO_SYNC = "Nothing syncs from Accuro to Ocean for any of our doctors since this morning. "
RIEN = "Plus rien ne se synchronise d'Accuro vers Ocean depuis ce matin, pour tous les médecins. "
NO_CDS = (
    "The CDS link for Ocean is missing from the Accuro menu. "
    "On the Manage Credentials page I looked for Configure Accuro CDS Links. "
)
PAS_DE_CDS = (
    "Le lien CDS d'Ocean est absent du menu d'Accuro. "
    "Sur la page Manage Credentials j'ai cherché Configure Accuro CDS Links. "
)
LINKAGE = "When I link my account I get Existing EMR User Account Linkage Detected. "
LIAISON = "En liant mon compte j'obtiens Existing EMR User Account Linkage Detected. "
PATIENT_LOCKED = "A patient is locked out of the secure message we sent her. "
PATIENT_BARRE = "Une patiente est verrouillée et ne peut plus ouvrir son message sécurisé. "
GONE = "A patient who was on the Patients page in Ocean yesterday has disappeared from it today. "
DISPARUE = "Une patiente qui était sur la page Patients d'Ocean hier a disparu aujourd'hui. "
NO_REPLY_NOTICE = "My nurse gets no e-mail notice from Ocean when a patient replies. "
UNASSIGNED = "The eReferral documents arrive in Accuro with the provider Unassigned. "
NON_ASSIGNE = "Les documents d'eRéférence arrivent dans Accuro avec le fournisseur Non assigné. "
LINK_ME = "When I open Ocean from Accuro a banner asks me to link my account. "
PHOTO = "The photo that a patient attached to her reply in Ocean isn't in her Accuro chart. "
NOT_IN_OCEAN = "I can't find a patient in Ocean to send him a message. "
KIOSK = "Patients check in at the kiosk but aren't marked arrived in Accuro. "


def fact(text: str, name: str) -> Value | None:
    """Return the value of a fact that a ticket states."""
    return next((stated.value for stated in reader().read(Message("", text)).facts if stated.name == name), None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She has never worked a Sunday.", "case.onset"),
        ("She has had none since the beginning of May.", "case.onset"),
        ("On a changé l'ordinateur et Ocean demande la clé de chiffrement.", "case.onset"),
        ("We got an email with the user name from QHR.", "accuro.oceanapi.user_name_changed"),
        ("I cannot change the API user name.", "accuro.oceanapi.user_name_changed"),
        ("It never asks for a code in Cloud Connect.", "cloud_connect.asks_for_two_factor"),
    ],
)
def test_words_of_something_else_state_nothing(text: str, name: str) -> None:
    assert fact(text, name) in (None, False)
