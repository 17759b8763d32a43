"""Facts that a ticket states of options, lists, permissions, accounts and links, by the state they are in."""

from __future__ import annotations

import pytest

from intake.wordings import reader
from oceandx.intake.message import Message
from oceandx.model.case import Value

NO_DOCTOR = "Dr. Reid is not on the Patients page in Ocean. "
PAS_DE_MEDECIN = "La Dre Roy n'apparaît pas sur la page Patients d'Ocean. "
NO_SYNC = "Nothing syncs from Accuro to Ocean for any of our doctors since this morning. "
RIEN = "Plus rien ne se synchronise d'Accuro vers Ocean depuis ce matin, pour tous les médecins. "
NO_CONFIRM = "Patients tap confirm in the reminder email but nothing happens. "
PAS_CONFIRMER = "Les patients ne peuvent pas confirmer à partir du rappel. "


def fact(text: str, name: str) -> Value | None:
    """Return the value of a fact that a ticket states."""
    return next((stated.value for stated in reader().read(Message("", text)).facts if stated.name == name), None)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (NO_DOCTOR + "It began after we opened the Kelso office.", "case.onset", "new-office"),
        (PAS_DE_MEDECIN + "C'est ainsi depuis l'ouverture du bureau de Verdun.", "case.onset", "new-office"),
        (NO_SYNC + "It just stopped at noon.", "case.onset", "sudden"),
        (RIEN + "Ça a arrêté d'un coup.", "case.onset", "sudden"),
        (NO_SYNC + "Everything was good when we hooked up the second site.", "case.onset", "second-site"),
        (NO_CONFIRM + "Nobody wants to cancel.", "case.complaint_is_cancelling", False),
        (PAS_CONFIRMER + "Ils ne veulent pas annuler.", "case.complaint_is_cancelling", False),
        (NO_DOCTOR + "OceanMD never asked us to edit the permissions.", "case.oceanmd_asked_for_permissions", False),
        (NO_SYNC + "Reminders, kiosk and messages are all down.", "case.all_ocean_functions_down", True),
        (NO_SYNC + "Cloud Connect says authorized.", "cloud_connect.emr_authorized", True),
        (RIEN + "Cloud Connect indique autorisé.", "cloud_connect.emr_authorized", True),
        (RIEN + "Cloud Connect n'est plus autorisé.", "cloud_connect.emr_authorized", False),
        (
            NO_SYNC + "We authorized it again but the sync still fails.",
            "cloud_connect.reauthorization_restores_sync",
            False,
        ),
        (
            RIEN + "On a réautorisé Accuro et la synchro roule de nouveau.",
            "cloud_connect.reauthorization_restores_sync",
            True,
        ),
        (NO_DOCTOR + "She is absent from the list in Cloud Connect.", "cloud_connect.provider_offered", False),
        (NO_DOCTOR + "In Cloud Connect she is listed and ticked.", "cloud_connect.provider_offered", True),
        (NO_SYNC + "That API user is used nowhere else.", "cloud_connect.api_user_shared", False),
        (NO_SYNC + "Cloud Connect is not enabled for our clinic.", "cloud_connect.enabled_on_site", False),
        (
            PAS_DE_MEDECIN + "Dans Cloud Connect, le nombre de jours est à 9.",
            "cloud_connect.days_to_sync",
            9,
        ),
        (
            "The photo that a patient attached isn't in her chart. In Cloud Connect there is no subfolder.",
            "cloud_connect.notes_folder_set",
            False,
        ),
        (
            "Une photo reçue n'est pas au dossier. Dans Cloud Connect, un dossier et un sous-dossier sont choisis.",
            "cloud_connect.notes_folder_set",
            True,
        ),
        (NO_DOCTOR + "She was left off the request to QHR.", "qhr.provider_in_request", False),
        (PAS_DE_MEDECIN + "On l'a oubliée dans la demande à QHR.", "qhr.provider_in_request", False),
        (
            NO_DOCTOR + "For OceanAPI all six columns are ticked for every doctor.",
            "accuro.oceanapi.permissions_complete",
            True,
        ),
        (
            NO_DOCTOR + "The end date on her OceanAPI permission has run out.",
            "accuro.oceanapi.permission_expired",
            True,
        ),
        (NO_DOCTOR + "Each office has a row for OceanAPI.", "accuro.oceanapi.every_office_in_grid", True),
        (
            PAS_DE_MEDECIN + "L'utilisateur OceanAPI n'a aucune ligne pour le bureau de Verdun.",
            "accuro.oceanapi.every_office_in_grid",
            False,
        ),
        (
            NO_SYNC + "The API password changed; the user name stayed the same.",
            "accuro.oceanapi.user_name_changed",
            False,
        ),
        (NO_SYNC + "The Accuro API does not answer 401.", "accuro.api_answers_unauthorized", False),
        (
            "She cannot send messages. Her EMR Username in Ocean matches the one in Accuro.",
            "ocean.emr_user_linked",
            True,
        ),
        (
            "Elle ne peut pas envoyer de messages. Ocean s'ouvre d'Accuro et aucune bannière n'est là.",
            "ocean.emr_user_linked",
            True,
        ),
        ("Save for Ocean fails. The CDS link opens fine.", "cds.launch_works", True),
        ("Enregistrer pour Ocean échoue. Le lien CDS s'ouvre normalement.", "cds.launch_works", True),
        (
            "The CDS links fail since the reset. The site key in the link isn't the same.",
            "cds.link_parameters_current",
            False,
        ),
        ("Names are garbled. I'm a regular member of the site.", "user.is_support_site_user", False),
        ("A patient vanished from Ocean. Our site cleans up after 60 days.", "ocean.retention_days", 60),
        (NO_SYNC + "We are still on the OceanConnect app.", "tablet.legacy_connector_in_use", True),
        (RIEN + "La tablette OceanConnect n'a plus de réseau.", "tablet.connector_state", "offline"),
    ],
)
def test_a_state_is_stated(text: str, name: str, value: Value) -> None:
    assert fact(text, name) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (NO_DOCTOR + "Should we ask whether it started when you opened an account for us?", "case.onset"),
        ("The onboarding has just stopped; the contract is signed.", "case.onset"),
        (NO_SYNC + "Should Cloud Connect say authorized?", "cloud_connect.emr_authorized"),
        (
            NO_DOCTOR + "She is ticked in Cloud Connect but missing from the Patients page.",
            "cloud_connect.emr_authorized",
        ),
        (
            RIEN + "QHR a changé l'utilisateur OceanAPI la semaine passée.",
            "accuro.oceanapi.permission_expired",
        ),
        (NO_DOCTOR + "Do the six columns have to be ticked for every doctor?", "accuro.oceanapi.permissions_complete"),
        (NO_SYNC + "Should the user name stay the same?", "accuro.oceanapi.user_name_changed"),
        ("Does the CDS link open fine for you?", "cds.launch_works"),
        (
            "We filter by date on the Patients page. No filter is on and she is not there.",
            "cloud_connect.provider_offered",
        ),
    ],
)
def test_what_is_asked_or_said_of_something_else_states_nothing(text: str, name: str) -> None:
    assert fact(text, name) is None
