"""Facts of reminders, confirmations, bookings and the kiosk that words say only where the symptom is told."""

from __future__ import annotations

import pytest

from intake.wordings import reader
from oceandx.intake.message import Message
from oceandx.model.case import Value

CASES: list[tuple[str, str, Value | None]] = [
    # What the patient saw
    (
        "Our patient opened the link of her reminder and it told her to ring the office to confirm.",
        "confirmation.patient_saw",
        "call-the-clinic",
    ),
    (
        "Le patient ouvre le lien du rappel pour confirmer et on lui écrit de communiquer avec notre bureau.",
        "confirmation.patient_saw",
        "call-the-clinic",
    ),
    (
        "Nothing syncs from Accuro to Ocean. You can call us at the clinic.",
        "confirmation.patient_saw",
        None,
    ),
    (
        "Our patient typed her birthday wrong three times and her message is locked.",
        "confirmation.patient_saw",
        "lock-out",
    ),
    (
        "Ma patiente ne peut plus lire son message, son accès est bloqué.",
        "confirmation.patient_saw",
        "lock-out",
    ),
    (
        ("Patients confirm from the reminder and get a page that says thanks, but in Accuro they stay unconfirmed."),
        "confirmation.patient_saw",
        "confirmed",
    ),
    (
        ("Les patients confirment par le courriel, leur écran affiche merci, mais Accuro les montre non confirmés."),
        "confirmation.patient_saw",
        "confirmed",
    ),
    (
        ("She says that she confirmed from the reminder, but in Accuro the visit is still not confirmed. Thanks, Ana"),
        "confirmation.patient_saw",
        None,
    ),
    (
        ("Patients get the reminder email but there is no place to press to say that they come. They cannot confirm."),
        "confirmation.patient_saw",
        "no-link",
    ),
    (
        "Les patients reçoivent le rappel mais ne peuvent pas confirmer, il n'y a rien où cliquer.",
        "confirmation.patient_saw",
        "no-link",
    ),
    (
        ("Les patients ne peuvent pas confirmer par le rappel. M. Roy (aucun lien de parenté avec Dr Roy) a essayé."),
        "confirmation.patient_saw",
        None,
    ),
    (
        ("Patients cannot confirm from the reminder email, they press the button and the page says an error occurred."),
        "confirmation.patient_saw",
        "something-else",
    ),
    (
        "Impossible de confirmer à partir du rappel, le bouton mène à une page blanche.",
        "confirmation.patient_saw",
        "something-else",
    ),
    (
        "When I open Ocean from Accuro I am not recognized and a banner asks me to link my account.",
        "confirmation.patient_saw",
        None,
    ),
    # A lock-out that comes back
    (
        "Her message is locked. We cleared the lock and it is the same thing again.",
        "confirmation.after_lock_out_cleared",
        "locks-again",
    ),
    (
        "Mon patient est barré de son message. On l'a déverrouillé hier, il est encore verrouillé.",
        "confirmation.after_lock_out_cleared",
        "locks-again",
    ),
    (
        "Her message is locked, how do I unlock it?",
        "confirmation.after_lock_out_cleared",
        None,
    ),
    # Whose confirmations arrive
    (
        ("Patients of Dr. Low confirm but Accuro leaves them unconfirmed. Those of the other doctors turn green."),
        "confirmation.reaching_accuro",
        "other-providers-only",
    ),
    (
        (
            "Les patients confirment par le rappel mais dans Accuro ils restent non confirmés. C'est juste "
            "chez la Dre Roy."
        ),
        "confirmation.reaching_accuro",
        "other-providers-only",
    ),
    (
        "Patients confirm from the reminder but Accuro does not show it, for all four doctors.",
        "confirmation.reaching_accuro",
        "no-provider",
    ),
    (
        "Les confirmations des patients ne se rendent pas dans Accuro, peu importe le médecin.",
        "confirmation.reaching_accuro",
        "no-provider",
    ),
    (
        "Nothing has synced between Accuro and Ocean since noon, for every doctor.",
        "confirmation.reaching_accuro",
        None,
    ),
    # A visit that was moved, and one who wants to cancel
    (
        ("The reminder's page told her to call the clinic instead of confirming. We had pushed her to ten o'clock."),
        "appointment.changed_after_reminder",
        True,
    ),
    (
        "Le lien du rappel lui dit d'appeler la clinique. On avait changé son heure la veille.",
        "appointment.changed_after_reminder",
        True,
    ),
    (
        "The reminder's page told her to call the clinic. Her visit has not been moved.",
        "appointment.changed_after_reminder",
        False,
    ),
    (
        "Reminders for Dr. Low are not going out. He moved to another office.",
        "appointment.changed_after_reminder",
        None,
    ),
    (
        "A patient can't make it on Friday but the reminder gives her no way to say so, she cannot cancel.",
        "case.complaint_is_cancelling",
        True,
    ),
    (
        "Le patient veut se désister à partir du rappel et il n'y a aucun bouton pour annuler.",
        "case.complaint_is_cancelling",
        True,
    ),
    (
        "Patients cannot confirm from the reminder, the page gives an error.",
        "case.complaint_is_cancelling",
        False,
    ),
    # Junk mail and the sender
    (
        "Our patients tell us that the reminders land in their spam.",
        "mail.found_in_spam",
        True,
    ),
    (
        "Nos rappels aboutissent dans le courrier indésirable des patients.",
        "mail.found_in_spam",
        True,
    ),
    (
        "The log says that the reminder was sent but she did not receive it. She also checked her junk mail.",
        "mail.found_in_spam",
        False,
    ),
    (
        "Le journal dit que le rappel est envoyé mais il n'a rien reçu. Il a fouillé dans ses pourriels.",
        "mail.found_in_spam",
        False,
    ),
    (
        "The reminders land in the patients' spam. We switched to our own domain in May.",
        "mail.own_sender_address",
        True,
    ),
    (
        "Les rappels tombent dans les pourriels des patients. On envoie avec notre propre adresse.",
        "mail.own_sender_address",
        True,
    ),
    (
        "Les courriels de rappel tombent dans les pourriels des patients.",
        "mail.own_sender_address",
        None,
    ),
    # The reminder log
    (
        "What does aborted mean? I see it beside two reminders of today.",
        "reminders.log_status",
        "aborted",
    ),
    (
        "Que veut dire abandonné? J'ai trois lignes comme ça dans le journal des rappels.",
        "reminders.log_status",
        "aborted",
    ),
    (
        "The log claims the reminder was sent on Monday, yet the patient got nothing.",
        "reminders.log_status",
        "sent",
    ),
    (
        "The patient sent us a history form.",
        "reminders.log_status",
        None,
    ),
    (
        "A reminder is aborted in the log, it says no email address.",
        "reminders.log_description",
        "email-missing",
    ),
    (
        "Un rappel est abandonné dans le journal, la raison: adresse courriel invalide.",
        "reminders.log_description",
        "email-invalid",
    ),
    (
        "The reminder is aborted. In the chart there are two addresses in the same box.",
        "patient.email_valid",
        False,
    ),
    (
        "Le rappel est abandonné, le courriel est écrit sans arobas.",
        "patient.email_valid",
        False,
    ),
    (
        "A reminder is aborted in the log, the email address is missing.",
        "patient.email_valid",
        None,
    ),
    (
        ("The log says the reminder was sent but she got nothing. I read the address back to her and it is correct."),
        "patient.email_valid",
        True,
    ),
    (
        "Le journal dit envoyé mais elle n'a pas reçu son rappel. Son adresse est la bonne.",
        "patient.has_email",
        True,
    ),
    (
        "He never gets our text reminders. His number is right, we called it.",
        "patient.mobile_valid",
        True,
    ),
    (
        "Elle ne reçoit pas nos textos de rappel, son numéro est pourtant bon.",
        "patient.mobile_valid",
        True,
    ),
    # Busy days
    (
        "On our busy days the reminders leave hours late. On the other days they are on time.",
        "reminders.log_late_on_busy_days",
        True,
    ),
    (
        "Les grosses journées, les rappels partent en retard. Les autres jours ils partent à l'heure.",
        "reminders.log_late_on_busy_days",
        True,
    ),
    (
        "On busy days the reminders leave hours late. They are scheduled for 7 am.",
        "reminders.run_hour",
        7,
    ),
    (
        "Les grosses journées, les rappels prévus à 9 h partent en retard, vers 14 h.",
        "reminders.run_hour",
        9,
    ),
    (
        "Online booking offers her at 7 am but she starts at 10 am.",
        "reminders.run_hour",
        None,
    ),
    # Languages and the custom status
    (
        "She speaks French and her chart is set to French but the text reminder is in English.",
        "patient.preferred_language",
        "supported",
    ),
    (
        "Le texto de rappel est en anglais alors que sa fiche dit français.",
        "patient.preferred_language",
        "supported",
    ),
    (
        "Le texto de rappel est en anglais. La langue est vide à son dossier.",
        "patient.preferred_language",
        "empty",
    ),
    (
        "She is francophone and the reminder on her cell was in English.",
        "reminders.wrong_language_channel",
        "text",
    ),
    (
        ("Elle est francophone et son texto de rappel est en anglais. Son courriel est en français comme il faut."),
        "reminders.wrong_language_channel",
        "text",
    ),
    (
        "Le courriel de rappel de nos anglophones est en français.",
        "reminders.wrong_language_channel",
        "email",
    ),
    (
        ("We use a status of our own in Accuro for sent reminders. Reminders go out but the status no longer appears."),
        "reminders.custom_status_exists",
        True,
    ),
    (
        "On avait créé un statut maison dans Accuro. Les rappels partent mais le statut ne s'affiche plus.",
        "reminders.custom_status_exists",
        True,
    ),
    (
        "The reminder sent status no longer shows in Accuro. Its name is identical in Cloud Connect.",
        "reminders.custom_status_name_identical",
        True,
    ),
    # Online booking
    (
        (
            "Online booking shows the wrong times. The interval in Ocean is 10 minutes, her slots in Accuro "
            "are 15 minutes."
        ),
        "booking.interval_minutes_in_ocean",
        10,
    ),
    (
        (
            "La réservation en ligne montre de mauvaises heures. Dans Ocean c'est réglé à 20 min, nos "
            "plages sont aux 30 minutes."
        ),
        "booking.interval_minutes_in_accuro",
        30,
    ),
    (
        "En ligne, les patients voient des plages aux 15 minutes, ce sont de mauvaises heures.",
        "booking.interval_minutes_in_accuro",
        None,
    ),
    (
        "Online booking shows no times for Dr. Low. He has fifteen openings in Accuro.",
        "booking.interval_minutes_in_accuro",
        None,
    ),
    (
        "Online booking offers Dr. Low at 7 pm when the clinic closes at 5.",
        "booking.times_problem",
        "wrong-times",
    ),
    (
        (
            "Patients who book online see times only until December 10 although his schedule is open for "
            "the whole winter."
        ),
        "booking.times_problem",
        "later-dates-missing",
    ),
    (
        (
            "En ligne, les patients voient les plages de cette semaine, puis plus rien, alors que son "
            "horaire est ouvert dans Accuro."
        ),
        "booking.times_problem",
        "later-dates-missing",
    ),
    (
        "En ligne, les patients voient juste les avant-midi alors que les après-midi sont libres dans Accuro.",
        "booking.times_problem",
        "some-missing",
    ),
    # The kiosk and the day sheet
    (
        "The kiosk turns people away, and those same people aren't on the day sheet in Ocean.",
        "kiosk.appointment_in_day_sheet",
        False,
    ),
    (
        "La borne refuse un patient, pourtant je le vois dans la feuille de journée.",
        "kiosk.appointment_in_day_sheet",
        True,
    ),
    (
        "The kiosk refused her. She came 2 hours early.",
        "kiosk.hours_before_appointment",
        2,
    ),
    (
        "La borne a refusé un patient. Il est arrivé 3 heures d'avance.",
        "kiosk.hours_before_appointment",
        3,
    ),
    (
        "La borne refuse un patient qui est arrivé à 9 h.",
        "kiosk.hours_before_appointment",
        None,
    ),
    (
        "Bookings are missing from the day sheet in Ocean. They were scheduled last week.",
        "booking.entered_in_last_30_minutes",
        False,
    ),
    (
        "Il manque des rendez-vous dans la feuille de journée. Ils étaient pris depuis deux semaines.",
        "booking.entered_in_last_30_minutes",
        False,
    ),
    (
        "Nothing has moved into Ocean since yesterday. We booked the patients and nothing shows.",
        "booking.entered_in_last_30_minutes",
        None,
    ),
    (
        ("The day sheet is fine today and tomorrow but from next week on it is empty, the bookings are missing."),
        "daysheet.missing_dates",
        "later-only",
    ),
    # Licences, rules and forms
    (
        "Patients of Dr. Low get no reminder emails. His schedule is ticked on the licence page.",
        "reminders.schedule_licensed",
        True,
    ),
    (
        "Les patients du Dr Roy ne reçoivent pas leurs courriels de rappel. Son horaire a une licence.",
        "reminders.schedule_licensed",
        True,
    ),
    (
        "Our nurse cannot send messages to patients, it tells her that she is not licensed.",
        "messages.user_licensed",
        False,
    ),
    (
        "L'infirmière ne peut pas envoyer de message, ça lui dit qu'elle n'a pas de licence.",
        "messages.user_licensed",
        False,
    ),
    (
        "Our nurse cannot send patient messages, the option isn't there.",
        "messages.user_licensed",
        None,
    ),
    (
        "She got four reminders for the same visit. She has only one appointment that day.",
        "appointment.two_on_same_day",
        False,
    ),
    (
        "She got four reminders for one appointment.",
        "appointment.two_on_same_day",
        None,
    ),
    (
        "He got three reminders for one visit because two rules overlap.",
        "reminders.rules_overlap",
        True,
    ),
    (
        "Il reçoit quatre rappels pour le même rendez-vous, nos règles se chevauchent.",
        "reminders.rules_overlap",
        True,
    ),
    (
        "A patient filled in the form on our website, we accepted it in Ocean, and it is not in her chart.",
        "website_form.accepted",
        True,
    ),
    # Said otherwise
    (
        (
            "My 10:30 lady clicked on the reminder to say she's coming and the page asked her to get in "
            "touch with reception."
        ),
        "confirmation.patient_saw",
        "call-the-clinic",
    ),
    (
        (
            "Le lien du rappel invite nos patients à contacter le secrétariat plutôt que de confirmer. On "
            "avait tassé ces rendez-vous à jeudi."
        ),
        "appointment.changed_after_reminder",
        True,
    ),
    (
        "When pts click the confirmation link it reads please call. I had slid those visits to the Tuesday.",
        "appointment.changed_after_reminder",
        True,
    ),
    (
        "Pt says Ocean blocked her after too many attempts, she can't open the message from Dr Wu.",
        "confirmation.patient_saw",
        "lock-out",
    ),
    (
        "Mme Paré s'est fait embarrer hors de son message Ocean.",
        "confirmation.patient_saw",
        "lock-out",
    ),
    (
        "On a débarré M. Silva lundi et il est rebarré aujourd'hui, il ne peut pas ouvrir son message.",
        "confirmation.after_lock_out_cleared",
        "locks-again",
    ),
    (
        (
            "Patients hit confirm and see a nice thank-you message, but the slots in Accuro don't turn "
            "green. It's the same for all our docs."
        ),
        "confirmation.reaching_accuro",
        "no-provider",
    ),
    (
        "Patients hit confirm and see a nice thank-you message, but the slots in Accuro don't turn green.",
        "confirmation.patient_saw",
        "confirmed",
    ),
    (
        (
            "Les patientes confirment, elles ont un beau merci à l'écran, mais dans Accuro le rendez-vous "
            "reste non confirmé. Chez Dre Caron ça passe au vert."
        ),
        "confirmation.reaching_accuro",
        "other-providers-only",
    ),
    (
        (
            "Les patientes confirment, elles ont un beau merci à l'écran, mais dans Accuro le rendez-vous "
            "reste non confirmé."
        ),
        "confirmation.patient_saw",
        "confirmed",
    ),
    (
        "Only Dr. Patel's confirmations never show up in Accuro, patients confirm by email fine.",
        "confirmation.reaching_accuro",
        "other-providers-only",
    ),
    (
        "Reminder emails come but there isn't any button to confirm with, patients can't confirm.",
        "confirmation.patient_saw",
        "no-link",
    ),
    (
        "Le rappel arrive mais sans bouton, les patients ne peuvent pas confirmer.",
        "confirmation.patient_saw",
        "no-link",
    ),
    (
        "Clicking confirm in the reminder just gives an error message, nobody can confirm.",
        "confirmation.patient_saw",
        "something-else",
    ),
    (
        ("Patients report our reminder emails get filtered to junk in Outlook. They're sent from our own domain."),
        "mail.own_sender_address",
        True,
    ),
    (
        "Gmail classe nos rappels comme pourriels.",
        "mail.found_in_spam",
        True,
    ),
    (
        "Log shows Sent for Monday's reminder, patient swears nothing came, junk folder is empty too.",
        "mail.found_in_spam",
        False,
    ),
    (
        (
            "Le rappel est à l'état Sent dans le journal mais la patiente n'a rien, ni dans sa boîte ni "
            "dans ses indésirables."
        ),
        "mail.found_in_spam",
        False,
    ),
    (
        ("Le rappel est à l'état Sent dans le journal mais la patiente n'a rien. On a validé l'adresse avec elle."),
        "patient.email_valid",
        True,
    ),
    (
        "Reminder log says sent, patient got nothing. Her e-mail in the chart is accurate.",
        "patient.email_valid",
        True,
    ),
    (
        "Three reminders show as aborted this morning. Why?",
        "reminders.log_status",
        "aborted",
    ),
    (
        "J'ai un rappel avorté dans le journal, raison: aucune adresse courriel.",
        "reminders.log_description",
        "email-missing",
    ),
    (
        ("Aborted reminder in the log: invalid email address. There's a typo in the email on file, it ends with .con"),
        "patient.email_valid",
        False,
    ),
    (
        (
            "Mondays are our heaviest, over 200 visits, and reminders only start leaving after noon. Other "
            "days they leave at 8."
        ),
        "reminders.log_late_on_busy_days",
        True,
    ),
    (
        (
            "Quand on a une grosse journée, les rappels sortent avec trois heures de retard. L'heure "
            "d'envoi est fixée à 7 h."
        ),
        "reminders.run_hour",
        7,
    ),
    (
        "Our Portuguese patient gets her text in French. Her language in the chart is English.",
        "patient.preferred_language",
        "supported",
    ),
    (
        "M. Hébert reçoit son texto en anglais. Le champ de la langue n'est pas rempli dans son dossier.",
        "patient.preferred_language",
        "empty",
    ),
    (
        "Our French-speaking clients get the SMS reminder in English.",
        "reminders.wrong_language_channel",
        "text",
    ),
    (
        "Nos francophones ont leur courriel de rappel en anglais.",
        "reminders.wrong_language_channel",
        "email",
    ),
    (
        ("We created a status named RemOK in Accuro, it stopped appearing on appointments though reminders go out."),
        "reminders.custom_status_exists",
        True,
    ),
    (
        (
            "Les gens qui réservent en ligne voient des heures décalées. Notre intervalle est de 15 minutes "
            "dans Accuro et de 10 dans Ocean."
        ),
        "booking.interval_minutes_in_accuro",
        15,
    ),
    (
        (
            "Online booking times are off. Ocean's time slot interval is set to 20 but Dr. Ng's schedule "
            "uses 15 minute slots."
        ),
        "booking.interval_minutes_in_ocean",
        20,
    ),
    (
        (
            "Online booking times are off. Ocean's time slot interval is set to 20 but Dr. Ng's schedule "
            "uses 15 minute slots."
        ),
        "booking.interval_minutes_in_accuro",
        15,
    ),
    (
        (
            "Patients booking online only see openings for the coming two weeks, nothing past that, though "
            "she's open till March."
        ),
        "booking.times_problem",
        "later-dates-missing",
    ),
    (
        "Online booking only lets people pick mornings, her afternoons are wide open in Accuro.",
        "booking.times_problem",
        "some-missing",
    ),
    (
        "La page de réservation en ligne offre 19 h alors qu'on ferme à 17 h.",
        "booking.times_problem",
        "wrong-times",
    ),
    (
        (
            "Nobody can find a spot online for Dr. Cho, the booking page says no availability, she is half "
            "empty in Accuro."
        ),
        "booking.times_problem",
        "none-shown",
    ),
    (
        "Kiosk says no appointment found. Her visit isn't on Ocean's day sheet.",
        "kiosk.appointment_in_day_sheet",
        False,
    ),
    (
        "La borne ne reconnaît pas M. Roy. Il n'est pas dans la feuille de journée d'Ocean.",
        "kiosk.appointment_in_day_sheet",
        False,
    ),
    (
        "Kiosk turned him away, he had come four hours early.",
        "kiosk.hours_before_appointment",
        4,
    ),
    (
        "Patients check in at the kiosk, it says welcome, but Accuro never marks them arrived.",
        "kiosk.outcome",
        "accepted-not-marked",
    ),
    (
        "La borne dit aux gens d'aller à la réception.",
        "kiosk.outcome",
        "rejected",
    ),
    (
        ("Dr. Ito's patients get no reminder emails. He is listed under Patient Reminders in Licence Management."),
        "reminders.schedule_licensed",
        True,
    ),
    (
        ("Les patients du Dr Ito n'ont pas leurs courriels de rappel, son agenda est coché dans la page des licences."),
        "reminders.schedule_licensed",
        True,
    ),
    (
        "New RN can't message patients in Ocean, says she has no licence.",
        "messages.user_licensed",
        False,
    ),
    (
        "Il n'y a rien pour annuler dans le courriel de rappel, juste confirmer.",
        "case.complaint_is_cancelling",
        True,
    ),
    (
        "Folks can't back out of a visit from the reminder.",
        "case.complaint_is_cancelling",
        True,
    ),
    (
        "Il a reçu quatre rappels pour la même visite et il n'a qu'un rendez-vous cette journée-là.",
        "appointment.two_on_same_day",
        False,
    ),
    (
        "Day sheet shows this week perfectly but next week is blank, bookings are missing.",
        "daysheet.missing_dates",
        "later-only",
    ),
    (
        (
            "La feuille de journée est correcte pour aujourd'hui et demain, mais vide à partir de jeudi, "
            "les rendez-vous manquent."
        ),
        "daysheet.missing_dates",
        "later-only",
    ),
    # What only seemed to say it
    (
        "He got three reminders for a single visit, his chart has only the one address.",
        "appointment.two_on_same_day",
        None,
    ),
    (
        "Il a reçu trois rappels pour un seul rendez-vous.",
        "appointment.two_on_same_day",
        None,
    ),
    (
        "She gets three reminders each time. She only has one visit that day.",
        "appointment.two_on_same_day",
        False,
    ),
    (
        "En ligne, les heures offertes sont décalées de 10 minutes par rapport à Accuro.",
        "booking.interval_minutes_in_accuro",
        None,
    ),
    (
        "Online booking shows wrong times. We changed the interval from 10 to 15 in Accuro.",
        "booking.interval_minutes_in_accuro",
        None,
    ),
    (
        "Online booking shows wrong times. Accuro is at 20, Ocean is at 15.",
        "booking.interval_minutes_in_ocean",
        15,
    ),
    (
        "En ligne les heures sont mauvaises. Dans Accuro l'intervalle est à 20, dans Ocean il est à 15.",
        "booking.interval_minutes_in_accuro",
        20,
    ),
    (
        "Since Tuesday half of what we booked in Accuro isn't on the Ocean day sheet.",
        "booking.entered_in_last_30_minutes",
        None,
    ),
    (
        "Online booking shows the wrong times, it offers nothing after 2 pm.",
        "booking.times_problem",
        "wrong-times",
    ),
    (
        "Forms from our website are accepted in Ocean and then nothing shows in the chart.",
        "booking.times_problem",
        None,
    ),
    (
        "La borne dit merci à M. Roy à 8 h 50 pour son rendez-vous de 9 h mais il n'est pas marqué arrivé.",
        "kiosk.hours_before_appointment",
        None,
    ),
    (
        "Her message is locked. She tried again and again. Please unlock her.",
        "confirmation.after_lock_out_cleared",
        None,
    ),
    (
        "She can't send patient messages, it says that she has no licence.",
        "messages.user_licensed",
        False,
    ),
    (
        "When she hits send on a patient message it says that she is not licensed.",
        "messages.user_licensed",
        False,
    ),
    (
        "Patients can't confirm, the button in the email gives an error.",
        "patient.email_valid",
        None,
    ),
    (
        "Dr. Low's day sheet is blank and his patients get no email reminders.",
        "patient.has_email",
        None,
    ),
    (
        "He never gets the text reminder although he never replied STOP.",
        "patient.opted_out_of_texts",
        False,
    ),
    (
        "Elle ne reçoit pas nos textos de rappel, elle n'a jamais répondu STOP.",
        "patient.opted_out_of_texts",
        False,
    ),
    (
        "She gets no text reminders, she replied STOP last year.",
        "patient.opted_out_of_texts",
        True,
    ),
    (
        "Our reminders go to spam. We changed neither SPF nor DKIM.",
        "mail.sender_domain_authenticated",
        None,
    ),
    (
        "Le journal dit envoyé mais il n'a rien reçu, il a regardé dans les indésirables.",
        "mail.found_in_spam",
        False,
    ),
    (
        "Les grosses journées les rappels partent en retard. On a une quinzaine de règles.",
        "reminders.rule_count",
        None,
    ),
    (
        "On busy days reminders leave late. We have eleven rules.",
        "reminders.rule_count",
        11,
    ),
    (
        "Les rappels de la Dre Carrier ne sont pas dans le journal.",
        "reminders.log_description",
        None,
    ),
]


@pytest.mark.parametrize(("text", "fact", "value"), CASES)
def test_facts(text: str, fact: str, value: Value | None) -> None:
    facts = {fact.name: fact.value for fact in reader().read(Message("", text)).facts}
    assert facts.get(fact) == value
