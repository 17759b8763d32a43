"""Facts said of a setting, a list, a field, a log or a file that a ticket names: how it stands, and its numbers."""

from __future__ import annotations

import pytest

from intake.wordings import reader
from oceandx.intake.message import Message
from oceandx.model.case import Value

SAID: list[tuple[str, dict[str, Value]]] = [
    (
        (
            "Reminders do not go out for any doctor. Activation Requirements: all green. Test Mode: off. "
            "Enable Reminders: on. Rule: enabled."
        ),
        {
            "reminders.test_mode_on": False,
            "reminders.test_mode_shown": True,
            "reminders.enabled": True,
            "reminders.rule_enabled": True,
        },
    ),
    (
        ("Aucun rappel par courriel ne part. Test Mode : non. Enable Reminders : oui."),
        {"reminders.test_mode_on": False, "reminders.test_mode_shown": True, "reminders.enabled": True},
    ),
    (
        ("No reminder emails are being sent. The Test Mode switch is turned off."),
        {"reminders.test_mode_on": False, "reminders.test_mode_shown": True},
    ),
    (
        ("Our patients get no reminder emails at all. There is no Test Mode on our page."),
        {"reminders.test_mode_on": False, "reminders.test_mode_shown": False},
    ),
    (
        ("On ne reçoit aucun courriel de rappel. Le mode test n'existe pas chez nous."),
        {"reminders.test_mode_on": False, "reminders.test_mode_shown": False},
    ),
    (
        (
            "Reminder emails stopped for Dr. Patel. I looked at Licence Management and she is not under "
            "Patient Reminders."
        ),
        {"reminders.schedule_licensed": False},
    ),
    (
        (
            "Dr. Patel's schedule cannot be picked for online booking. In the licence page I don't see him "
            "under Online Booking."
        ),
        {"booking.schedule_licensed": False},
    ),
    (
        (
            "On ne peut pas choisir l'horaire de la Dre Roy pour la réservation en ligne. Dans Gestion des "
            "licences, elle figure sous Réservation en ligne."
        ),
        {"booking.schedule_licensed": True},
    ),
    (
        (
            "On ne peut pas choisir l'horaire de la Dre Roy pour la réservation en ligne. Elle n'a pas de "
            "licence pour la réservation en ligne."
        ),
        {"booking.schedule_licensed": False},
    ),
    (
        (
            "Reminder emails don't go out for Dr. Roy. The test of the rule shows everybody's appointments "
            "but none for Dr. Roy."
        ),
        {"reminders.test_rule_outcome": "provider-absent"},
    ),
    (
        ("Reminder emails don't go out for physicals. When I test the rule it only lists other appointment types."),
        {"reminders.test_rule_outcome": "other-types-listed"},
    ),
    (
        ("Reminder emails don't go out for physicals. Save & Test Rule gives an error."),
        {"reminders.test_rule_outcome": "test-fails"},
    ),
    (
        (
            "Patients can't confirm from the reminder. Appointment Confirmation is switched off in the rule."
            " The template does not have [weblink]."
        ),
        {"reminders.rule_confirmation_on": False, "reminders.template_has_weblink": False},
    ),
    (
        ("Patients can't cancel from the reminder. We have two rules and the second one doesn't allow cancelling."),
        {"reminders.rule_count": 2, "reminders.every_rule_allows_cancellation": False},
    ),
    (
        ("Patients can't cancel from the reminder. Both rules allow cancellation."),
        {"reminders.every_rule_allows_cancellation": True, "reminders.rule_count": 2},
    ),
    (
        ("Patients can't cancel from the reminder, there is no button. Appointment source is EMR Schedule."),
        {"reminders.appointment_source": "emr-schedule"},
    ),
    (
        (
            "Le texto de rappel n'arrive pas chez M. Roy. Le cellulaire est dans le champ maison au lieu du "
            "champ mobile."
        ),
        {"patient.mobile_in_mobile_field": False, "patient.has_mobile": True},
    ),
    (
        ("The text reminder never reaches Mr. Roy. His mobile number is in the right field and has ten digits."),
        {"patient.mobile_valid": True, "patient.has_mobile": True, "patient.mobile_in_mobile_field": True},
    ),
    (
        (
            "The text reminder never reaches Mr. Roy. He never opted out. Our rule checks for the keyword "
            "SMSYES in the comments and it is not in his chart."
        ),
        {"patient.opted_out_of_texts": False, "reminders.rule_tests_consent_keyword": True},
    ),
    (
        ("Le texto de rappel n'arrive jamais. Notre règle n'exige aucun mot-clé."),
        {"reminders.rule_tests_consent_keyword": False},
    ),
    (
        ("The log says Failed, the description is a carrier error for her text reminder."),
        {"reminders.log_status": "failed", "reminders.log_description": "carrier-error"},
    ),
    (
        (
            "Une patiente est verrouillée sur la page de confirmation. Sa date de naissance au dossier "
            "correspond à ce qu'elle tape."
        ),
        {"confirmation.patient_saw": "lock-out", "patient.identity_matches_chart": True},
    ),
    (
        ("A patient is locked out of the confirmation page. The birth date in Accuro differs from the one she types."),
        {"confirmation.patient_saw": "lock-out", "patient.identity_matches_chart": False},
    ),
    (
        (
            "Confirmations of Dr. Roy do not show in Accuro. The other doctors' confirmations turn green. "
            "Nobody has changed the status by hand."
        ),
        {"confirmation.reaching_accuro": "other-providers-only", "appointment.status_overwritten": False},
    ),
    (
        (
            "Les confirmations ne se rendent pas dans Accuro, pour aucun médecin. Le statut n'a pas été "
            "modifié par quelqu'un d'autre."
        ),
        {"confirmation.reaching_accuro": "no-provider", "appointment.status_overwritten": False},
    ),
    (
        (
            "Confirmations do not show in Accuro. The appointment has not been moved since the reminder. "
            "Another program overwrites the status."
        ),
        {"appointment.changed_after_reminder": False, "appointment.status_overwritten": True},
    ),
    (
        ("The kiosk turned her away. She is on the Day Sheet. There is a rule that blocks patients who owe a balance."),
        {"kiosk.outcome": "rejected", "kiosk.appointment_in_day_sheet": True, "kiosk.block_rule_applies": True},
    ),
    (
        (
            "La borne refuse M. Roy. Aucune règle ne bloque son arrivée dans l'onglet Check-In. Il n'est pas"
            " dans la feuille de journée."
        ),
        {"kiosk.outcome": "rejected", "kiosk.appointment_in_day_sheet": False},
    ),
    (
        ("The kiosk turned him away. He came in too early for the kiosk, outside the window."),
        {"kiosk.outcome": "rejected", "kiosk.appointment_within_kiosk_window": False},
    ),
    (
        ("Online booking shows no times for Dr. Roy. Ocean interval is 15 minutes, Accuro schedule is 10 minutes."),
        {
            "booking.times_problem": "none-shown",
            "booking.interval_minutes_in_ocean": 15,
            "booking.interval_minutes_in_accuro": 10,
        },
    ),
    (
        ("Les patients ne voient aucune plage en ligne. L'intervalle est de 15 dans Ocean et de 20 dans Accuro."),
        {
            "booking.times_problem": "none-shown",
            "booking.interval_minutes_in_ocean": 15,
            "booking.interval_minutes_in_accuro": 20,
        },
    ),
    (
        (
            "Online booking shows wrong times. Our placeholder type is called ONLINE BOOKING in capital "
            "letters. Our directory listing is still pending."
        ),
        {
            "booking.times_problem": "wrong-times",
            "booking.placeholder_type_named": False,
            "booking.directory_listing_validated": False,
        },
    ),
    (
        (
            "Online booking shows only some of the times. We did not tick all the slots. The placeholder "
            "type does not contain online booking or /ob."
        ),
        {
            "booking.times_problem": "some-missing",
            "booking.slots_selected": False,
            "booking.placeholder_type_named": False,
        },
    ),
    (
        ("Reminders land in junk. We send from our own domain and SPF and DKIM are both missing."),
        {"mail.found_in_spam": True, "mail.own_sender_address": True, "mail.sender_domain_authenticated": False},
    ),
    (
        ("Nos rappels tombent dans les indésirables. On envoie avec l'adresse par défaut d'Ocean."),
        {"mail.found_in_spam": True, "mail.own_sender_address": False},
    ),
    (
        ("Patients replies: nobody gets a notification. The notices go to the address of a doctor who retired."),
        {"notifications.address_expected": False},
    ),
    (
        ("Personne ne reçoit d'avis quand un patient répond. Les avis vont à l'ancienne adresse de la Dre Roy."),
        {"notifications.address_expected": False},
    ),
    (
        (
            "eReferral documents land as Unassigned. Auto-assign is off. No fallback provider is chosen. The"
            " referring doctor is not in Accuro."
        ),
        {
            "ereferral.auto_assign_on": False,
            "ereferral.fallback_provider_set": False,
            "ereferral.referrer_matches": False,
        },
    ),
    (
        (
            "Les documents d'eRéférence restent non assignés. L'attribution automatique est activée. "
            "Fournisseur de repli : aucun. Le médecin référent n'existe pas dans Accuro."
        ),
        {
            "ereferral.auto_assign_on": True,
            "ereferral.fallback_provider_set": False,
            "ereferral.referrer_matches": False,
        },
    ),
    (
        (
            "The website form is not in her chart. We accepted it in the portal. There is no chart with her "
            "health number. The health number question is mapped."
        ),
        {"website_form.accepted": True, "website_form.chart_matches": False, "website_form.health_number_mapped": True},
    ),
    (
        (
            "Le formulaire du site web n'est pas au dossier. La question du numéro d'assurance maladie n'est"
            " pas associée. Son dossier existe avec le même numéro d'assurance maladie."
        ),
        {"website_form.health_number_mapped": False, "website_form.chart_matches": True},
    ),
    (
        (
            "Ocean refuses the attachment on an eReferral. There are three files, the largest is 4 MB and "
            "together 9 MB, all PDFs."
        ),
        {
            "file.largest_megabytes": 4,
            "file.total_megabytes": 9,
            "file.type_accepted_by_ocean": True,
            "file.type_accepted_by_accuro": True,
        },
    ),
    (
        ("Ocean refuse la pièce jointe d'une eRéférence. Un seul fichier JPG de 12 Mo."),
        {
            "file.total_megabytes": 12,
            "file.largest_megabytes": 12,
            "file.type_accepted_by_accuro": True,
            "file.type_accepted_by_ocean": True,
        },
    ),
    (
        ("Save for Ocean doesn't work for Dr. Roy's patients. It works for the patients of the other doctors."),
        {"save_for_ocean.fails_for": "one-provider"},
    ),
    (
        ("Enregistrer pour Ocean ne fonctionne pour personne, peu importe le médecin."),
        {"save_for_ocean.fails_for": "everyone"},
    ),
    (
        ("Save for Ocean fails only with one document, a TIFF of 3 MB."),
        {
            "save_for_ocean.fails_for": "one-document",
            "file.total_megabytes": 3,
            "file.largest_megabytes": 3,
            "file.type_accepted_by_ocean": True,
            "file.type_accepted_by_accuro": False,
        },
    ),
    (
        ("Reminders come in English to French patients by text. Her preferred language is blank in the chart."),
        {"reminders.wrong_language_channel": "text", "patient.preferred_language": "empty"},
    ),
    (
        ("Les rappels par courriel arrivent en anglais. La langue préférée au dossier est le français."),
        {"reminders.wrong_language_channel": "email", "patient.preferred_language": "supported"},
    ),
    (
        (
            "The reminder sent status no longer shows in Accuro. The custom status exists in Manage "
            "Statuses. The name in Cloud Connect is spelled differently."
        ),
        {"reminders.custom_status_exists": True, "reminders.custom_status_name_identical": False},
    ),
    (
        (
            "Le statut de rappel envoyé ne paraît plus dans Accuro. Le statut personnalisé existe. Le nom "
            "est exactement le même dans Cloud Connect."
        ),
        {"reminders.custom_status_exists": True, "reminders.custom_status_name_identical": True},
    ),
    (
        ("Bookings are missing from the Day Sheet. It was booked five minutes ago."),
        {"booking.entered_in_last_30_minutes": True},
    ),
    (
        (
            "Des rendez-vous manquent dans la feuille de journée. Ils ont été pris il y a trois semaines. Ça"
            " manque peu importe la date."
        ),
        {"booking.entered_in_last_30_minutes": False, "daysheet.missing_dates": "any-date"},
    ),
    (
        (
            "Nothing syncs since last night. OceanMD had announced maintenance for last night. It has not "
            "come back by itself."
        ),
        {"incident.announced_for_that_time": True, "incident.recovered_alone": False},
    ),
    (
        (
            "Rien ne se synchronise depuis hier. Aucune panne n'était annoncée. C'est revenu tout seul ce "
            "matin puis reparti."
        ),
        {"incident.recovered_alone": True},
    ),
    (
        (
            "Reminders go out late. The rule sends 3 days before. Daily Run Time: 7 AM. We have 5 rules. On "
            "busy days the log shows them late. Time zone is right."
        ),
        {
            "reminders.rule_days_before": 3,
            "reminders.run_hour": 7,
            "reminders.rule_count": 5,
            "reminders.log_late_on_busy_days": True,
            "site.time_zone_correct": True,
        },
    ),
    (
        (
            "Les rappels partent en retard. Heure d'envoi : 9 h. Nombre de règles : 6. Le fuseau horaire "
            "n'est pas le bon."
        ),
        {"reminders.run_hour": 9, "reminders.rule_count": 6, "site.time_zone_correct": False},
    ),
    (
        (
            "Patient got two reminders for the same visit. Two of our rules match it. She only has one "
            "appointment that day."
        ),
        {"reminders.rules_overlap": True, "appointment.two_on_same_day": False},
    ),
    (
        ("Une patiente a reçu deux rappels. Une seule règle vise son rendez-vous. Elle a deux rendez-vous ce jour-là."),
        {"reminders.rules_overlap": False, "appointment.two_on_same_day": True},
    ),
    (
        ("The reminder was aborted. The log says the email address is missing. Her chart has no email."),
        {"reminders.log_status": "aborted", "reminders.log_description": "email-missing", "patient.has_email": False},
    ),
    (
        ("Le rappel est avorté. Le journal indique adresse courriel invalide. Il manque le point dans son adresse."),
        {
            "reminders.log_status": "aborted",
            "reminders.log_description": "email-invalid",
            "patient.email_valid": False,
            "patient.has_email": True,
        },
    ),
    (
        ("The log says Sent but she got nothing. She checked junk, not there. Her email in the chart is correct."),
        {
            "reminders.log_status": "sent",
            "mail.found_in_spam": False,
            "patient.has_email": True,
            "patient.email_valid": True,
        },
    ),
    (
        ("Le journal dit Delivered mais elle n'a rien reçu. Retrouvé dans ses pourriels."),
        {"reminders.log_status": "delivered", "mail.found_in_spam": True},
    ),
    (
        ("Reminders only go to patients who came from an eReferral. Appointment Source: eReferrals."),
        {"reminders.only_referral_bookings_reminded": True},
    ),
    (
        ("Les rappels ne partent que pour les rendez-vous issus d'une référence. La source est réglée à eReferrals."),
        {"reminders.appointment_source": "ereferrals"},
    ),
    (
        ("The rule found nothing for him. I copied the exact visit type text into the condition and now it shows up."),
        {"reminders.condition_fix_makes_it_appear": True},
    ),
    (
        ("Patient's link says to call the clinic. The appointment was moved the day after the reminder went out."),
        {"confirmation.patient_saw": "call-the-clinic", "appointment.changed_after_reminder": True},
    ),
    (
        ("She opened the confirm link, it says locked. I did Clear Lock Out and then it worked."),
        {"confirmation.patient_saw": "lock-out", "confirmation.after_lock_out_cleared": "works"},
    ),
    (
        ("He cannot send messages to patients. He is not listed in the Patient Messages table of Licence Management."),
        {"messages.user_licensed": False},
    ),
    (
        ("The reply's attachment isn't in the chart. It's a HEIC. We looked in both Documents and Encounter Notes."),
        {
            "file.type_accepted_by_accuro": False,
            "file.type_accepted_by_ocean": False,
            "chart.item_in_other_area": False,
        },
    ),
    (
        (
            "Our reminder e-mails don't leave. The activation checklist has everything ticked off and test "
            "mode isn't on."
        ),
        {"reminders.test_mode_on": False, "reminders.test_mode_shown": True},
    ),
    (("No reminder e-mails. The rule itself is toggled off."), {"reminders.rule_enabled": False}),
    (
        ("No reminder e-mails for Dr. Roy; no trace in the log. Her schedule shows in the Patient Reminders table."),
        {"reminders.log_status": "none"},
    ),
    (
        ("Aucun courriel de rappel. Le mode test est encore actif et c'est ma boîte qui reçoit tout."),
        {"reminders.test_mode_on": True},
    ),
    (("Reminder e-mails stopped. All reminders end up in the test inbox."), {"reminders.test_mailbox_receives": True}),
    (
        ("Only patients referred to us get reminded by e-mail; the rest get nothing. Source: eReferrals."),
        {"reminders.only_referral_bookings_reminded": True},
    ),
    (
        (
            "Impossible de choisir l'horaire du Dr Roy dans la réservation en ligne; la licence Plus n'est "
            "pas attribuée."
        ),
        {"booking.schedule_licensed": False},
    ),
    (
        (
            "Patients can't confirm, the email has no confirm button. The confirmation option in our rule is"
            " off. The reminder leaves the same day."
        ),
        {
            "confirmation.patient_saw": "no-link",
            "reminders.rule_confirmation_on": False,
            "reminders.rule_days_before": 0,
        },
    ),
    (
        (
            "Les patients ne peuvent pas confirmer. Le gabarit ne contient pas le mot-clé [weblink]. La "
            "règle envoie 3 jours avant."
        ),
        {"reminders.template_has_weblink": False, "reminders.rule_days_before": 3},
    ),
    (
        (
            "Une patiente est barrée sur la page de confirmation. Le prénom au dossier n'est pas le même que"
            " celui qu'elle entre."
        ),
        {"confirmation.patient_saw": "lock-out", "patient.identity_matches_chart": False},
    ),
    (
        ("Pt locked out of confirmation page. Cleared it and she got locked out again. Her DOB matches the chart."),
        {
            "confirmation.patient_saw": "lock-out",
            "confirmation.after_lock_out_cleared": "locks-again",
            "patient.identity_matches_chart": True,
        },
    ),
    (
        (
            "Confirmations aren't coming back to Accuro for any of our doctors. No one touched the status "
            "afterward and the visit has not been rescheduled."
        ),
        {"confirmation.reaching_accuro": "no-provider", "appointment.status_overwritten": False},
    ),
    (
        ("Patient told to phone us when she clicks confirm. The visit was bumped to another day after the text went."),
        {"confirmation.patient_saw": "call-the-clinic", "appointment.changed_after_reminder": True},
    ),
    (
        ("Reminder text not received. Log: Undelivered. The number in the cell field is correct."),
        {
            "reminders.log_status": "undelivered",
            "patient.has_mobile": True,
            "patient.mobile_in_mobile_field": True,
            "patient.mobile_valid": True,
        },
    ),
    (
        (
            "Texto non reçu. Le journal montre Failed, description : numéro invalide. Il manque un chiffre à"
            " son cellulaire."
        ),
        {"reminders.log_status": "failed", "reminders.log_description": "phone-invalid", "patient.mobile_valid": False},
    ),
    (
        ("Text never came. She unsubscribed last year. No mobile in the chart, only a landline."),
        {"patient.opted_out_of_texts": True, "patient.has_mobile": False},
    ),
    (
        ("Texto jamais reçu par M. Roy. La règle exige le mot-clé OUISMS dans la fiche et il y est."),
        {"reminders.rule_tests_consent_keyword": True},
    ),
    (
        ("E-mail reminder Sent per the log but not received. The address is misspelled in the chart."),
        {"reminders.log_status": "sent", "patient.email_valid": False},
    ),
    (
        ("Courriel de rappel envoyé selon le journal, pas reçu. Il y a deux adresses dans le champ."),
        {"reminders.log_status": "sent"},
    ),
    (
        ("Our reminder emails go to spam. The sender is ocean's default address."),
        {"mail.found_in_spam": True, "mail.own_sender_address": False},
    ),
    (
        ("Les rappels tombent dans les pourriels. SPF n'est pas configuré."),
        {"mail.found_in_spam": True, "mail.sender_domain_authenticated": False},
    ),
    (
        ("Kiosk says no appointment found. He's not on the day sheet. He was two hours early."),
        {"kiosk.outcome": "rejected", "kiosk.appointment_in_day_sheet": False, "kiosk.hours_before_appointment": 2},
    ),
    (
        (
            "La borne dit qu'elle ne trouve pas son rendez-vous. Elle est arrivée 3 heures d'avance. Aucune "
            "règle de blocage n'est activée."
        ),
        {"kiosk.outcome": "rejected", "kiosk.hours_before_appointment": 3, "kiosk.block_rule_applies": False},
    ),
    (
        ("Kiosk checks people in but Accuro doesn't mark them arrived. They come 90 minutes early."),
        {"kiosk.outcome": "accepted-not-marked", "kiosk.hours_before_appointment": 2},
    ),
    (
        ("Online booking offers the wrong times. The slots in Ocean are 20 minutes and in Accuro 15."),
        {"booking.times_problem": "wrong-times"},
    ),
    (
        ("Réservation en ligne : mauvaises heures. Intervalle de 10 minutes dans Ocean, 15 minutes dans Accuro."),
        {
            "booking.times_problem": "wrong-times",
            "booking.interval_minutes_in_ocean": 10,
            "booking.interval_minutes_in_accuro": 15,
        },
    ),
    (
        (
            "Online booking shows nothing. The directory listing isn't validated yet. The types to offer are"
            " all selected."
        ),
        {
            "booking.times_problem": "none-shown",
            "booking.directory_listing_validated": False,
            "booking.slots_selected": True,
        },
    ),
    (
        (
            "La réservation en ligne n'affiche rien. Notre fiche dans le répertoire est validée. La licence "
            "de réservation en ligne est là."
        ),
        {"booking.directory_listing_validated": True, "booking.schedule_licensed": True},
    ),
    (("Day Sheet is missing Mr. Roy's appointment, booked last week."), {"booking.entered_in_last_30_minutes": False}),
    (
        ("Le rendez-vous de M. Roy manque dans la feuille de journée, je viens de l'entrer."),
        {"booking.entered_in_last_30_minutes": True},
    ),
    (
        (
            "eReferral documents unassigned. Auto-assign box ticked, fallback blank, and the referring MD "
            "exists in Accuro with the same billing number."
        ),
        {
            "ereferral.auto_assign_on": True,
            "ereferral.fallback_provider_set": False,
            "ereferral.referrer_matches": True,
        },
    ),
    (
        ("Documents d'eRéférence non assignés. L'option d'attribution automatique est décochée."),
        {"ereferral.auto_assign_on": False},
    ),
    (
        (
            "Formulaire du site web absent du dossier; personne ne l'a accepté. Aucun dossier avec ce numéro"
            " d'assurance maladie."
        ),
        {"website_form.chart_matches": False},
    ),
    (
        ("Patient's photo is not in the chart. It is a PNG of 2 MB."),
        {"file.largest_megabytes": 2, "file.type_accepted_by_ocean": True, "file.type_accepted_by_accuro": False},
    ),
    (
        ("La pièce jointe de la patiente n'est pas au dossier. C'est un fichier Word."),
        {"file.type_accepted_by_accuro": False, "file.type_accepted_by_ocean": False},
    ),
    (
        ("eConsult attachment refused. The PDF is 60 MB."),
        {"file.largest_megabytes": 60, "file.type_accepted_by_ocean": True, "file.type_accepted_by_accuro": True},
    ),
    (
        ("Pièce jointe refusée sur l'eConsultation. Trois fichiers, 12 Mo en tout, le plus lourd est de 6 Mo."),
        {"file.total_megabytes": 12},
    ),
    (("Save for Ocean fails for all of us."), {"save_for_ocean.fails_for": "everyone"}),
    (("Enregistrer pour Ocean échoue seulement pour un document."), {"save_for_ocean.fails_for": "one-document"}),
    (
        ("Text reminders come in the wrong language for Mme Roy. The preferred language field says Spanish."),
        {"reminders.wrong_language_channel": "text", "patient.preferred_language": "unsupported"},
    ),
    (
        ("Courriels de rappel en anglais pour Mme Roy. Sa langue préférée est bien le français dans sa fiche."),
        {"reminders.wrong_language_channel": "email", "patient.preferred_language": "supported"},
    ),
    (
        ("Custom status isn't set in Accuro after a reminder. We never created it in Accuro."),
        {"reminders.custom_status_exists": False},
    ),
    (
        ("Le statut personnalisé ne s'affiche plus. Le nom n'est pas identique dans Cloud Connect."),
        {"reminders.custom_status_name_identical": False},
    ),
    (("Too many reminders for one visit. There are two rules for the same visits."), {"reminders.rules_overlap": True}),
    (("Trop de rappels: la patiente a deux rendez-vous le même jour."), {"appointment.two_on_same_day": True}),
    (
        ("Reminders late on Mondays. Time zone on the Site Account is Pacific and we are in Ontario."),
        {"reminders.log_late_on_busy_days": True},
    ),
    (
        ("Les rappels sortent en retard. On a 12 règles et l'envoi commence à 7 h."),
        {"reminders.rule_count": 12, "reminders.run_hour": 7},
    ),
    (
        ("Nothing syncs. There was an Ocean upgrade announced for last night."),
        {"incident.announced_for_that_time": True},
    ),
    (("Rien ne se synchronise. Aucun avis de panne."), {"incident.announced_for_that_time": False}),
]
UNSAID: list[tuple[str, list[str]]] = [
    (
        ("Reminder emails do not go out. Should Test Mode be off? Please tell me where Enable Reminders is."),
        ["reminders.test_mode_on", "reminders.enabled"],
    ),
    (("Reminder emails do not go out. If the rule is off, tell us how to turn it on."), ["reminders.rule_enabled"]),
    (("Aucun courriel de rappel ne part. Faut-il que le mode test soit allumé?"), ["reminders.test_mode_on"]),
    (
        (
            "Dr. Patel's schedule cannot be picked for online booking. Does she need to be under Online "
            "Booking in Licence Management?"
        ),
        ["booking.schedule_licensed"],
    ),
    (
        ("On ne peut pas choisir l'horaire de la Dre Roy pour la réservation en ligne. Doit-elle avoir une licence?"),
        ["booking.schedule_licensed"],
    ),
    (
        ("Patients can't cancel from the reminder. Can both rules allow cancellation?"),
        ["reminders.every_rule_allows_cancellation"],
    ),
    (
        ("Confirmations of Dr. Roy do not show in Accuro. The status never changes colour."),
        ["appointment.status_overwritten", "appointment.changed_after_reminder"],
    ),
    (
        ("Les confirmations de la Dre Roy ne se rendent pas dans Accuro, la couleur ne change plus."),
        ["appointment.status_overwritten", "appointment.changed_after_reminder"],
    ),
    (
        ("The text reminder never reaches Mr. Roy. Could it be that his number is in the home field?"),
        ["patient.mobile_in_mobile_field"],
    ),
    (("Le texto de rappel ne se rend pas. Est-ce que le numéro doit avoir dix chiffres?"), ["patient.mobile_valid"]),
    (("The kiosk turned her away. Do you have a rule that blocks latecomers?"), ["kiosk.block_rule_applies"]),
    (
        ("Online booking shows wrong times. Should the interval be 15 in Ocean and 20 in Accuro?"),
        ["booking.interval_minutes_in_ocean", "booking.interval_minutes_in_accuro"],
    ),
    (
        ("Online booking shows no times. There are lots of open slots in Accuro for both of them."),
        ["booking.interval_minutes_in_accuro"],
    ),
    (("Nothing syncs since last night. Was there an announced outage?"), ["incident.announced_for_that_time"]),
    (("Nothing syncs since last night. We hope it will come back by itself."), ["incident.recovered_alone"]),
    (
        ("A PDF works for other requests. Ocean refuses the attachment of this eReferral."),
        ["file.type_accepted_by_ocean"],
    ),
    (("Save for Ocean doesn't work with the lab report. Thanks, Ana, for Dr. Roy"), ["save_for_ocean.fails_for"]),
    (("Reminders land in junk. Should we send from our own address?"), ["mail.own_sender_address"]),
    (("Nobody gets a notification of replies. How do we change the address?"), ["notifications.address_expected"]),
    (
        ("The website form is not in her chart. How is the health number mapped?"),
        ["website_form.health_number_mapped", "website_form.chart_matches"],
    ),
    (
        ("eReferral documents land as Unassigned. Who can turn on auto-assign and choose a fallback provider?"),
        ["ereferral.auto_assign_on", "ereferral.fallback_provider_set", "ereferral.referrer_matches"],
    ),
    (("A patient is locked out of the confirmation page. What does she type?"), ["patient.identity_matches_chart"]),
    (
        ("The reminder sent status no longer shows in Accuro. Where do I see the statuses?"),
        ["reminders.custom_status_exists", "reminders.custom_status_name_identical"],
    ),
    (("Bookings are missing from the Day Sheet since January."), ["booking.entered_in_last_30_minutes"]),
    (("Patient got two reminders for the same visit."), ["reminders.rules_overlap", "reminders.rule_count"]),
    (("Reminders go out late. We want the rule to send 3 days before."), ["reminders.rule_days_before"]),
]


@pytest.mark.parametrize(("text", "facts"), SAID)
def test_facts_said(text: str, facts: dict[str, Value]) -> None:
    read = {fact.name: fact.value for fact in reader().read(Message("", text)).facts}
    assert {name: read.get(name) for name in facts} == facts


@pytest.mark.parametrize(("text", "facts"), UNSAID)
def test_facts_asked_wished_or_of_something_else_stay_unknown(text: str, facts: list[str]) -> None:
    read = {fact.name for fact in reader().read(Message("", text)).facts}
    assert read.isdisjoint(facts)
