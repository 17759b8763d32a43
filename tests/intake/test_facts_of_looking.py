"""How something is set, who was asked for what, and what a second try showed, said in everyday words."""

from __future__ import annotations

import pytest

from intake.wordings import facts


@pytest.mark.parametrize(
    ("fact", "value", "text"),
    [
        ("accuro.confirmed_bookings", "none", "Patients confirm, but not a single appointment is confirmed in Accuro."),
        (
            "accuro.oceanapi.edited_user_is_connected_user",
            False,
            (
                "Le Dr Gagné manque dans Ocean. "
                "Les permissions ont été changées sur OceanAPI_TEST, mais Cloud Connect est relié à OceanAPI6021."
            ),
        ),
        (
            "accuro.oceanapi.office_row_present",
            False,
            (
                "Bookings of the east office are missing in Ocean. "
                "OceanAPI has a row for the main office and none for the east one."
            ),
        ),
        (
            "accuro.oceanapi.permission_expired",
            False,
            "Dr. Wu is missing in Ocean; none of the access-until dates of OceanAPI has gone by.",
        ),
        (
            "accuro.oceanapi.permission_expired",
            False,
            "La Dre Benali ne figure pas sur la page Patients. Aucune de ses permissions OceanAPI n'est échue.",
        ),
        (
            "accuro.oceanapi.permissions_complete",
            False,
            "Dr. Wu is missing in Ocean. The OceanAPI user lacks the Scheduling box for her.",
        ),
        (
            "accuro.oceanapi.role_sufficient",
            False,
            "Save for Ocean fails for all; the role of OceanAPI has no Documents feature.",
        ),
        (
            "cds.link_parameters_current",
            True,
            "Depuis la nouvelle clé ça plante; les paramètres des liens CDS sont à jour.",
        ),
        (
            "cloud_connect.api_user_shared",
            True,
            "Rien ne synchronise. Les deux sites, le leur pis le nôtre, roulent avec le même nom d'utilisateur API.",
        ),
        ("cloud_connect.emr_authorized", False, "Nothing syncs. Status of Accuro access: NOT authorized."),
        (
            "cloud_connect.emr_type_is_accuro",
            False,
            "The Configure Accuro CDS Links button isn't shown. Cloud Connect doesn't show Accuro as our EMR.",
        ),
        (
            "cloud_connect.encryption_key_current",
            False,
            "Since the key reset forms fail; the new key isn't in Cloud Connect yet.",
        ),
        (
            "cloud_connect.provider_offered",
            False,
            "Le Dr Gagné n'est pas dans Ocean; son nom n'est même pas proposé dans Cloud Connect.",
        ),
        (
            "cloud_connect.reauthorization_restores_sync",
            True,
            (
                "Nothing was coming over yesterday; "
                "I authorized Accuro again in Cloud Connect and everything has been syncing since."
            ),
        ),
        (
            "ereferral.referrer_matches",
            False,
            "The eReferral document lands in Unassigned; the referring doctor matches no provider of ours.",
        ),
        (
            "file.type_accepted_by_accuro",
            False,
            "A patient sent a file that is neither a pdf nor a jpg, it isn't in the chart.",
        ),
        (
            "file.type_accepted_by_accuro",
            False,
            "« Save for Ocean » bloque sur un seul document, qui n'est ni un pdf ni un jpg.",
        ),
        (
            "file.type_accepted_by_ocean",
            False,
            "Ocean refuse la pièce jointe de ma référence, c'est un type de fichier qu'Ocean ne prend pas.",
        ),
        (
            "file.type_accepted_by_ocean",
            True,
            "Ocean refused the attachments on my referral. Every file is of a type it takes.",
        ),
        (
            "linkage.after_own_sign_in",
            "linked",
            "J'avais l'erreur de liaison; reconnectée avec mes propres comptes, le lien s'est fait.",
        ),
        (
            "linkage.after_own_sign_in",
            "same-error",
            "I get the linkage error; signed in again with my own accounts, same error.",
        ),
        (
            "messages.user_licensed",
            True,
            "I can't message patients although I'm on the Patient Messages table in Licence Management.",
        ),
        ("messages.user_licensed", True, "Je ne peux pas écrire aux patients; j'ai pourtant une licence de messages."),
        (
            "notifications.address_expected",
            False,
            "Nobody is told when patients reply; the notices go to the address of someone who left.",
        ),
        (
            "notifications.address_expected",
            False,
            "On n'a plus d'avis quand un patient répond; ils partent à mon ancienne adresse.",
        ),
        (
            "ocean.credentials_accepted",
            False,
            "La synchronisation est arrêtée. Ocean refuse les identifiants API de notre site.",
        ),
        (
            "ocean.credentials_accepted",
            True,
            "Schedules have stopped syncing. Ocean accepts our site's API credentials.",
        ),
        (
            "ocean.download_warning_received",
            True,
            "Questionnaires don't land in the chart. We did get that Monday warning e-mail about notes to download.",
        ),
        (
            "ocean.record_was_synced",
            True,
            "A patient is gone from Ocean; her visit is done and the form did land in her chart.",
        ),
        ("ocean.retention_days", 30, "Une patiente a disparu d'Ocean; notre site garde les formulaires 30 jours."),
        ("ocean.service_answers", False, "Nothing is syncing. Ocean didn't answer the test of our API credentials."),
        (
            "qhr.api_enablement_complete",
            False,
            "Toujours pas de branchement avec Ocean; QHR dit que l'activation n'est pas terminée.",
        ),
        (
            "qhr.office_name_matches",
            True,
            "Notre branchement traîne; le nom de bureau de la demande est exactement celui d'Accuro.",
        ),
        (
            "qhr.provider_in_request",
            False,
            "Dr. Roy is not in the Cloud Connect list; we left him off the request to QHR.",
        ),
        (
            "user.own_ocean_account",
            False,
            "J'ai l'erreur de liaison; Ocean était ouvert sous le compte d'une collègue.",
        ),
        ("user.two_factor", "enabled", "Cloud Connect won't let me in, even though my two-factor works."),
    ],
)
def test_how_something_is_set_is_stated(fact: str, value: object, text: str) -> None:
    assert facts(text)[fact] == value


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("accuro.oceanapi.user_name_changed", "Dr. Roy is missing in Ocean. We changed the permissions of OceanAPI12."),
        ("cloud_connect.provider_offered", "Since the key reset forms fail; the new key isn't in Cloud Connect yet."),
        ("incident.recovered_alone", "Nothing syncs, and we did it all without touching a setting."),
        ("messages.user_licensed", "I can't message patients. Do I have a licence for messages?"),
        ("booking.schedule_licensed", "I can't choose the schedule for online booking. Our wifi box isn't paid for."),
        ("ocean.credentials_accepted", "Nothing syncs. Maybe Ocean refuses our API credentials."),
        ("user.own_ocean_account", "I get the linkage error. A colleague has none."),
    ],
)
def test_words_that_come_near_state_nothing(fact: str, text: str) -> None:
    assert fact not in facts(text)


def test_a_doctor_to_fall_back_on_and_where_visits_are_taken_from() -> None:
    assert facts("Les eRéférences entrent sans médecin. On n'a jamais choisi de médecin de rechange.") == {
        "ereferral.fallback_provider_set": False
    }
    assert facts("No reminders go out. Ocean takes the visits from Accuro's schedule.") == {
        "reminders.appointment_source": "emr-schedule"
    }
