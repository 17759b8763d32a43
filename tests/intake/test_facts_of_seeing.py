"""What somebody saw in a list, a log or a chart, or was told by a patient, said in everyday words."""

from __future__ import annotations

import pytest

from intake.wordings import facts


@pytest.mark.parametrize(
    ("fact", "value", "text"),
    [
        (
            "appointment.status_overwritten",
            True,
            "The status of the reminder is missing in Accuro; the history shows another vendor wrote over it.",
        ),
        (
            "booking.intervals_equal",
            False,
            "Online booking gives odd times; the interval in Ocean and the slots in Accuro don't match.",
        ),
        (
            "booking.schedule_licensed",
            False,
            "I can't choose Dr. Lin's schedule for online booking; it isn't licensed.",
        ),
        (
            "booking.schedule_licensed",
            True,
            (
                "Can't pick Dr. Tran's schedule for online booking. "
                "Licence Management does list his schedule under Online Booking."
            ),
        ),
        (
            "case.all_ocean_functions_down",
            True,
            "Tout Ocean est tombé chez nous et plus rien ne se synchronise : agenda, messages, borne, rappels.",
        ),
        (
            "case.complaint_is_cancelling",
            False,
            "Aucun de nos patients ne peut confirmer. Ils ne cherchent pas à annuler, juste à dire oui.",
        ),
        (
            "case.onset",
            "new-office",
            (
                "Depuis que le bureau de Magog a été ajouté dans Accuro, "
                "aucun de ses rendez-vous ne sort dans la feuille de journée."
            ),
        ),
        (
            "case.onset",
            "new-office",
            "Since our Elm Street branch opened its doors, none of its appointments are in Ocean.",
        ),
        (
            "case.onset",
            "second-site",
            "Everything stopped flowing the afternoon our Midhurst site was hooked up to Ocean.",
        ),
        (
            "confirmation.after_lock_out_cleared",
            "locks-again",
            "Mr. Roy was locked out; I used Clear Lock Out and he was locked out all over again.",
        ),
        (
            "confirmation.after_lock_out_cleared",
            "works",
            "M. Roy était verrouillé; une fois le verrou enlevé, il a pu confirmer.",
        ),
        (
            "confirmation.patient_saw",
            "call-the-clinic",
            "A patient clicked her reminder and got a notice to phone the clinic.",
        ),
        ("daysheet.missing_dates", "any-date", "No bookings in Ocean, whatever the date, near or far."),
        (
            "daysheet.missing_dates",
            "later-only",
            "La feuille de journée est correcte jusqu'à jeudi, mais vendredi et les jours d'après sont vides.",
        ),
        (
            "daysheet.missing_dates",
            "later-only",
            (
                "Les trois premiers jours sont corrects sur la feuille de journée, "
                "mais à partir du quatrième elle est blanche."
            ),
        ),
        (
            "daysheet.missing_dates",
            "later-only",
            "The Ocean day sheet shows up to Friday, but Monday or any day after that is bare.",
        ),
        (
            "daysheet.missing_dates",
            "later-only",
            "The day sheet in Ocean is fine for this week, everything after is empty.",
        ),
        (
            "incident.recovered_alone",
            True,
            "Nothing was syncing last night but this morning it was all back without any of us touching a setting.",
        ),
        (
            "kiosk.appointment_within_kiosk_window",
            False,
            "La borne a refusé une patiente; son rendez-vous était seulement le lendemain.",
        ),
        (
            "kiosk.block_rule_applies",
            False,
            "The kiosk would not check in a patient; no rule in the Check-In tab blocks her.",
        ),
        (
            "patient.consent_keyword_in_chart",
            False,
            "A lady never gets a text. Our rule only texts those whose chart has the consent word, and hers doesn't.",
        ),
        (
            "patient.consent_keyword_in_chart",
            False,
            "Mme Roy n'a pas eu son texto; le mot de consentement n'est pas dans son dossier.",
        ),
        ("patient.email_valid", False, "Le rappel de Mme Roy n'est pas arrivé; il y a une espace dans son courriel."),
        (
            "patient.has_email",
            False,
            "Le rappel de Mme Roy est à Aborted. Quand j'ouvre sa fiche, il n'y a aucune adresse.",
        ),
        (
            "patient.identity_matches_chart",
            False,
            "M. Roy est barré; la date de naissance qu'il entre n'est pas celle du dossier.",
        ),
        (
            "patient.identity_matches_chart",
            False,
            "Mr. Roy can't confirm; the birth date he types isn't the one in his chart.",
        ),
        ("patient.mobile_valid", False, "Roy didn't get his text; the cell we have for him is one digit short."),
        (
            "patient.mobile_valid",
            True,
            "Roy never got the text; his cell number is in the mobile field, complete and correct.",
        ),
        (
            "portal.fetch_outcome",
            "fails-all",
            "I want to message patients and Ocean has none of them; Fetch Patient comes back empty every time.",
        ),
        (
            "portal.fetch_outcome",
            "fails-one-provider",
            "I can't find Dr. Roy's patients in Ocean to message them; Fetch Patient fails for his only.",
        ),
        (
            "portal.readable_in_other_browser",
            False,
            "La page Patients est illisible, et c'est la même chose sur l'ordi de ma collègue.",
        ),
        (
            "portal.readable_in_other_browser",
            False,
            "My Patients page is scrambled; tried a colleague's browser, same mess.",
        ),
        ("reminders.appointment_source", "emr-schedule", "No reminders go out. Our source is EMR Schedule."),
        (
            "reminders.custom_status_name_identical",
            True,
            "The reminder status never shows in Accuro; the spelling in Cloud Connect is the same to the letter.",
        ),
        ("reminders.enabled", False, "Aucun rappel ne part; les rappels étaient désactivés dans les paramètres."),
        ("reminders.enabled", False, "No reminders at all: someone had turned reminders off in the settings."),
        ("reminders.enabled", True, "Aucun rappel ne part. Rappels : activés. Source : eReferrals."),
        (
            "reminders.enabled",
            True,
            "No reminders go out. The Enable Reminders switch is on and the rule itself is turned on too.",
        ),
        ("reminders.log_description", "phone-invalid", "Rappel en échec; le journal dit que le numéro est invalide."),
        (
            "reminders.log_description",
            "unsupported-characters",
            "Les textos sont à Aborted à cause de caractères non pris en charge.",
        ),
        ("reminders.log_late_on_busy_days", False, "Reminders leave late. On busy days the log shows no delays."),
        (
            "reminders.log_late_on_busy_days",
            False,
            "Les rappels partent tard. Les grosses journées, aucun retard au journal.",
        ),
        (
            "mail.found_in_spam",
            True,
            "Les rappels partent tard, et en plus les gens les retrouvent dans leurs indésirables.",
        ),
        ("reminders.log_status", "failed", "Son rappel est en échec (Failed) dans le journal."),
        (
            "reminders.only_referral_bookings_reminded",
            True,
            "Les rappels ne partent pas: les seuls rendez-vous qui ont un courriel sont ceux issus d'une référence.",
        ),
        (
            "reminders.requirements_met",
            False,
            "Aucun rappel ne part. Dans les exigences d'activation, il reste un X rouge.",
        ),
        (
            "reminders.requirements_met",
            True,
            "Aucun rappel ne part. Liste des exigences d'activation : toutes remplies.",
        ),
        (
            "reminders.rule_confirmation_on",
            False,
            "Pas de lien pour confirmer; dans la règle, la confirmation est désactivée.",
        ),
        ("reminders.rule_confirmation_on", True, "Pas de lien pour confirmer; la confirmation est à ON dans la règle."),
        (
            "reminders.rule_confirmation_on",
            True,
            "There's no confirm link in the reminder though confirmation is turned on in the rule.",
        ),
        (
            "reminders.schedule_licensed",
            True,
            "Mr. Roy was never e-mailed a reminder; the doctor's schedule does have its reminder licence.",
        ),
        (
            "reminders.test_mailbox_receives",
            False,
            "Not one patient gets a reminder e-mail, and even the test address stays empty.",
        ),
        (
            "reminders.test_rule_outcome",
            "nothing-listed",
            "Aucun rappel ne part. Quand je teste la règle, la liste est vide.",
        ),
        (
            "reminders.test_rule_outcome",
            "provider-absent",
            "No reminders for Dr. Wu: when I test the rule all the other doctors are listed, not her.",
        ),
    ],
)
def test_what_somebody_saw_is_stated(fact: str, value: object, text: str) -> None:
    assert facts(text)[fact] == value


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        # An office that has no day after it, a note of another list, a question, an advice, a doubt.
        ("daysheet.missing_dates", "The day sheet is empty for Dr. Roy. Everything after our meeting was fine."),
        ("reminders.enabled", "No reminders on our busy days."),
        ("reminders.enabled", "No reminders go out. Should we turn off the reminders?"),
        (
            "reminders.rule_enabled",
            "There is no confirm link in the reminder though confirmation is turned on in the rule.",
        ),
        ("patient.identity_matches_chart", "Mr. Roy is locked out. Is the date he types not the one in his chart?"),
        ("booking.intervals_equal", "Online booking gives odd times. Perhaps the slots don't match."),
        ("patient.mobile_valid", "Mr. Roy got no text. The form he filled in is one digit short."),
        ("user.is_site_admin", "Quand elle lance Ocean depuis Accuro ça dit utilisateur non reconnu."),
        ("accuro.confirmed_bookings", "No appointment is confirmed for Dr. Roy; the others have theirs."),
    ],
)
def test_words_that_come_near_state_nothing(fact: str, text: str) -> None:
    assert fact not in facts(text)
