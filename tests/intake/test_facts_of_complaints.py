"""Facts that the complaint of a ticket states itself, or words beside it, read only where its symptom is told."""

from __future__ import annotations

import pytest

from intake.wordings import reader
from oceandx.intake.message import Message
from oceandx.model.case import Value

CASES: list[tuple[str, str, Value | None]] = [
    (
        "The Day Sheet is empty for every doctor once I get to next Wednesday. The next five days look fine.",
        "daysheet.missing_dates",
        "later-only",
    ),
    (
        "La Feuille de journée est vide pour tous les médecins passé vendredi; les premiers jours sont là.",
        "daysheet.missing_dates",
        "later-only",
    ),
    ("None of Dr. Lemke's bookings show on the Day Sheet, today's included.", "daysheet.missing_dates", "any-date"),
    (
        "Aucun rendez-vous du Dr Lemke n'apparaît dans la Feuille de journée, même ceux d'aujourd'hui.",
        "daysheet.missing_dates",
        "any-date",
    ),
    ("The bookings of next month do not show on the Day Sheet, near dates do.", "daysheet.missing_dates", "later-only"),
    (
        "Patients can't confirm their appointment, there is no button in the reminder e-mail.",
        "case.complaint_is_cancelling",
        False,
    ),
    (
        "Les patients ne peuvent pas confirmer, le courriel de rappel n'a aucun lien.",
        "case.complaint_is_cancelling",
        False,
    ),
    ("Save for Ocean is dead. I tried it, Tom tried it, Dr. Lemke tried it.", "save_for_ocean.fails_for", "everyone"),
    (
        "Enregistrer pour Ocean ne marche plus. J'ai essayé, Sylvie a essayé, le Dr Hubert a essayé.",
        "save_for_ocean.fails_for",
        "everyone",
    ),
    (
        "Save for Ocean does nothing for anyone. Reminders and the kiosk are working fine.",
        "case.all_ocean_functions_down",
        False,
    ),
    (
        "Enregistrer pour Ocean ne fait rien pour personne. Les rappels et la borne fonctionnent bien.",
        "case.all_ocean_functions_down",
        False,
    ),
    ("Nothing syncs from Accuro, but messages still go out.", "case.all_ocean_functions_down", False),
    ("The reminder log says Aborted, e-mail missing, but her address is in the chart.", "patient.has_email", True),
    ("Le journal dit Aborted, courriel manquant, mais son adresse est bien au dossier.", "patient.has_email", True),
    (
        "Her reminder is Aborted for a missing e-mail. I looked and there is no e-mail in the chart.",
        "patient.has_email",
        False,
    ),
    (
        "Le rappel est à Aborted, courriel manquant. J'ai regardé sa fiche : il n'y a pas de courriel.",
        "patient.has_email",
        False,
    ),
    (
        "No status in Accuro after a reminder. It is called RemSent, in Cloud Connect the field reads Sent.",
        "reminders.custom_status_name_identical",
        False,
    ),
    (
        "Le statut ne s'affiche pas dans Accuro après le rappel. Dans Cloud Connect il est écrit sans espace.",
        "reminders.custom_status_name_identical",
        False,
    ),
    (
        "Confirmations do not show in Accuro for Dr. Roy. Those of the other doctors come through fine.",
        "confirmation.reaching_accuro",
        "other-providers-only",
    ),
    (
        "Les confirmations du Dr Roy n'entrent pas dans Accuro. Celles des autres s'affichent normalement.",
        "confirmation.reaching_accuro",
        "other-providers-only",
    ),
    (
        "She is locked out of her reminder. She enters 1974 and our chart says 1947.",
        "patient.identity_matches_chart",
        False,
    ),
    (
        "Elle est verrouillée à l'ouverture de son rappel. Elle tape 1974 et le dossier dit 1947.",
        "patient.identity_matches_chart",
        False,
    ),
    ("A patient vanished from Ocean. The form is in his Accuro chart.", "ocean.record_was_synced", True),
    (
        "Une patiente a disparu d'Ocean. Le formulaire est bien dans son dossier Accuro.",
        "ocean.record_was_synced",
        True,
    ),
    ("A patient vanished from Ocean and I cannot find the questionnaire in Accuro.", "ocean.record_was_synced", False),
    (
        "Un patient a disparu d'Ocean et je ne trouve pas son questionnaire dans Accuro.",
        "ocean.record_was_synced",
        False,
    ),
    (
        "The button Configure Accuro CDS Links isn't shown. There is no Ocean link in Accuro yet.",
        "accuro.ocean_cds_link_present",
        False,
    ),
    (
        "Le bouton Configure Accuro CDS Links manque. Il n'y a pas encore de lien Ocean dans Accuro.",
        "accuro.ocean_cds_link_present",
        False,
    ),
    (
        "Since the key was reset, the Ocean link in Accuro opens on an error for everyone.",
        "accuro.ocean_cds_link_present",
        True,
    ),
    (
        "Depuis la réinitialisation de la clé, le lien CDS donne une erreur à tout le monde.",
        "accuro.ocean_cds_link_present",
        True,
    ),
    (
        "I get Existing EMR User Account Linkage Detected. Ocean was still signed in as Dr. Roy.",
        "user.own_ocean_account",
        False,
    ),
    (
        "J'ai le message Existing EMR User Account Linkage Detected. Ocean était resté ouvert au nom du Dr Roy.",
        "user.own_ocean_account",
        False,
    ),
    (
        "I get Existing EMR User Account Linkage Detected. Accuro was open under Dr. Roy, Ocean was under me.",
        "user.own_ocean_account",
        True,
    ),
    (
        "I get Existing EMR User Account Linkage Detected. Accuro was open under Dr. Roy, Ocean was under me.",
        "user.own_emr_user",
        False,
    ),
    ("The attachment options are greyed out. We have never been able to use them.", "case.onset", "always"),
    ("Les options de pièce jointe sont grisées. On n'a jamais pu s'en servir.", "case.onset", "always"),
    (
        "Since Monday patients confirm but Accuro does not show it, without us changing anything.",
        "case.onset",
        "sudden",
    ),
    (
        "Depuis lundi les patients confirment mais Accuro ne le montre pas, sans qu'on ait rien changé.",
        "case.onset",
        "sudden",
    ),
    (
        "Since our sister clinic's separate Ocean site went live, nothing syncs from Accuro any more.",
        "case.onset",
        "second-site",
    ),
    (
        "Depuis que le deuxième site Ocean a été branché, plus rien ne se synchronise chez nous.",
        "case.onset",
        "second-site",
    ),
    ("Nothing syncs. Both sites are connected with the same API user name.", "cloud_connect.sites_sharing_api_user", 2),
    (
        "Rien ne se synchronise. Les deux sites sont branchés avec le même utilisateur API.",
        "cloud_connect.sites_sharing_api_user",
        2,
    ),
    (
        "eReferral documents of Dr. Roy land in Unassigned. Dr. Roy does not exist in our Accuro.",
        "ereferral.referrer_matches",
        False,
    ),
    (
        "Les documents d'eRéférence du Dr Roy tombent dans Non assigné. Le Dr Roy n'existe pas dans notre Accuro.",
        "ereferral.referrer_matches",
        False,
    ),
    (
        "eReferral documents all land in Unassigned. The option that automatically assigns them is turned on.",
        "ereferral.auto_assign_on",
        True,
    ),
    (
        "Les eRéférences tombent dans Non assigné. L'option pour les assigner automatiquement est désactivée.",
        "ereferral.auto_assign_on",
        False,
    ),
    (
        "Les eRéférences tombent dans Non assigné. Le fournisseur de secours (Fallback Provider) n'a pas été choisi.",
        "ereferral.fallback_provider_set",
        False,
    ),
    (
        "eReferral documents land in Unassigned. No fallback provider has been chosen.",
        "ereferral.fallback_provider_set",
        False,
    ),
    (
        "His schedule can't be selected for online booking. He is ticked in Cloud Connect.",
        "cloud_connect.provider_offered",
        True,
    ),
    (
        "Son horaire n'est pas dans la liste de la prise de rendez-vous en ligne. Il est coché dans Cloud Connect.",
        "cloud_connect.provider_offered",
        True,
    ),
    (
        "Patients booking online see times that don't exist. In Ocean the Time Slot Interval is 15.",
        "booking.interval_minutes_in_ocean",
        15,
    ),
    (
        "Les patients voient en ligne des plages qui n'existent pas. L'intervalle côté Ocean est de 15 minutes.",
        "booking.interval_minutes_in_ocean",
        15,
    ),
    (
        "No reminders go out. Test Mode is on and they all end up in the test mailbox.",
        "reminders.test_mailbox_receives",
        True,
    ),
    (
        "Aucun rappel ne part. Le mode test est activé et ils aboutissent tous dans la boîte de test.",
        "reminders.test_mailbox_receives",
        True,
    ),
    ("His form isn't under Encounter Notes in Accuro. I found it under Documents.", "chart.item_in_other_area", True),
    (
        "Son formulaire n'est pas sous Encounter Notes dans Accuro. Je l'ai retrouvé sous Documents.",
        "chart.item_in_other_area",
        True,
    ),
    (
        "His form is not in Accuro, neither under Documents nor under Encounter Notes.",
        "chart.item_in_other_area",
        False,
    ),
    ("The form that she filled in on the website isn't in her Accuro chart.", "case.item_is_website_form", True),
    ("Le questionnaire rempli sur le site web n'est pas dans son dossier Accuro.", "case.item_is_website_form", True),
    ("Her form isn't in the Accuro chart. It is not a website form.", "case.item_is_website_form", False),
    (
        "Son formulaire n'est pas dans le dossier Accuro. Ce n'est pas un formulaire du site web.",
        "case.item_is_website_form",
        False,
    ),
    (
        "The form filled on the tablet in the waiting room isn't in her Accuro chart.",
        "case.item_is_website_form",
        False,
    ),
    ("The website form isn't in the chart; nobody has accepted it in the portal.", "website_form.accepted", False),
    ("I can't get into Cloud Connect. I am a Site Admin.", "user.is_site_admin", True),
    ("Je n'arrive pas à entrer dans Cloud Connect. Nous sommes tous deux Site Admin.", "user.is_site_admin", True),
    (
        "Nobody gets an e-mail when a patient answers. They go to our former manager's address.",
        "notifications.address_expected",
        False,
    ),
    (
        "Personne ne reçoit de courriel quand un patient répond. Les avis vont à l'ancienne gestionnaire.",
        "notifications.address_expected",
        False,
    ),
    (
        "No status appears in Accuro after a reminder. We use another texting service too for reminders.",
        "clinic.other_notification_product",
        True,
    ),
    (
        "Le statut ne s'affiche pas dans Accuro après le rappel. Nous n'utilisons aucun autre logiciel de rappels.",
        "clinic.other_notification_product",
        False,
    ),
    (
        "Nothing syncs any more. We still run the OceanConnect tablet and it says the app is out of date.",
        "tablet.connector_state",
        "outdated",
    ),
    ("Plus rien ne se synchronise. La tablette OceanConnect n'a plus de réseau.", "tablet.connector_state", "offline"),
    ("She got no reminder. Our rule sends two days ahead.", "reminders.rule_days_before", 2),
    ("Elle n'a pas eu de rappel. La règle part trois jours avant.", "reminders.rule_days_before", 3),
    (
        "She got no reminder. Her appointment was booked after the rule had run.",
        "reminders.rule_timing_covers_appointment",
        False,
    ),
    (
        "Elle n'a pas eu de rappel. Son rendez-vous a été pris après que la règle était passée.",
        "reminders.rule_timing_covers_appointment",
        False,
    ),
    ("Reminders go out two hours too late. The site's time zone says Pacific.", "site.time_zone_correct", False),
    (
        "Les rappels partent deux heures trop tard. Le fuseau du site indique Vancouver.",
        "site.time_zone_correct",
        False,
    ),
    (
        "He gets no text reminders. His cell is in the home field instead of mobile.",
        "patient.mobile_in_mobile_field",
        False,
    ),
    (
        "Il ne reçoit pas ses textos de rappel. Son cellulaire est dans le champ domicile et non mobile.",
        "patient.mobile_in_mobile_field",
        False,
    ),
    ("He gets no text reminders. His cell number is in the mobile field.", "patient.has_mobile", True),
    (
        "She got three reminders for one appointment. Two of our rules are on and both catch it.",
        "reminders.rules_overlap",
        True,
    ),
    ("Elle a reçu trois rappels. Elle n'a qu'un seul rendez-vous ce jour-là.", "appointment.two_on_same_day", False),
    (
        "Patients can't cancel from the reminder. The one at 2 days does not allow cancelling.",
        "reminders.every_rule_allows_cancellation",
        False,
    ),
    (
        "Les patients ne peuvent pas annuler par le rappel. Celle à 2 jours ne permet pas d'annuler.",
        "reminders.every_rule_allows_cancellation",
        False,
    ),
    ("We lost the encryption key. It was never stored in Cloud Connect.", "cloud_connect.encryption_key_stored", False),
    (
        "On a perdu la clé de chiffrement. Elle n'a jamais été enregistrée dans Cloud Connect.",
        "cloud_connect.encryption_key_stored",
        False,
    ),
    (
        "I can't get into Cloud Connect. It asks me to set up two-factor authentication.",
        "user.two_factor",
        "not-enabled",
    ),
    (
        "Je n'arrive pas à entrer dans Cloud Connect. Il me demande d'activer la double authentification.",
        "user.two_factor",
        "not-enabled",
    ),
    ("I can't add the file to the referral, it is refused. It's a single PDF of 22 MB.", "file.total_megabytes", 22),
    ("Ocean refuse la pièce jointe de la référence. C'est un seul PDF de 22 Mo.", "file.total_megabytes", 22),
    ("Our reminders land in junk. We send them from our own domain.", "mail.own_sender_address", True),
    (
        "Nos rappels tombent dans les indésirables. On les envoie depuis notre propre domaine.",
        "mail.own_sender_address",
        True,
    ),
    (
        "We are stuck at QHR. The office name on the request reads Lake Clinic, whereas Accuro shows Lake.",
        "qhr.office_name_matches",
        False,
    ),
    (
        "On attend QHR. Le nom du bureau dans la demande est Lac, alors qu'Accuro affiche Clinique du Lac.",
        "qhr.office_name_matches",
        False,
    ),
    (
        "Save for Ocean fails for Dr. Roy only. In the OceanAPI permissions, a box isn't ticked on his row.",
        "accuro.oceanapi.permissions_complete",
        False,
    ),
    ("Texts never reach him. Log: Failed.", "reminders.log_status", "failed"),
    (
        "Dr. Roy isn't on the Patients page. OceanMD wrote asking us to update the OceanAPI permissions.",
        "case.oceanmd_asked_for_permissions",
        True,
    ),
    (
        "Dr. Roy isn't on the Patients page. The OceanAPI permission for him had an end date in October.",
        "accuro.oceanapi.permission_expired",
        True,
    ),
    (
        "La Dre Roy n'est pas dans la page Patients. La permission OceanAPI avait une date de fin en octobre.",
        "accuro.oceanapi.permission_expired",
        True,
    ),
    ("Reminders leave late on Mondays. The run is set for 6 a.m.", "reminders.run_hour", 6),
    ("Les rappels partent en retard le lundi. L'exécution est à 6 h.", "reminders.run_hour", 6),
    (
        "Dr. Roy isn't on the Patients page. I cleared all filters, picked the date and refreshed.",
        "portal.appears_after_view_reset",
        False,
    ),
    (
        "Le Dr Roy n'est pas dans la page Patients. J'ai enlevé tous les filtres et actualisé.",
        "portal.appears_after_view_reset",
        False,
    ),
    ("The kiosk would not take her this morning.", "kiosk.outcome", "rejected"),
    ("La borne ne veut rien savoir de lui ce matin.", "kiosk.outcome", "rejected"),
    ("The kiosk thanked her but in Accuro she was never arrived.", "kiosk.outcome", "accepted-not-marked"),
    ("La borne lui a dit merci mais dans Accuro il ne passe pas en arrivé.", "kiosk.outcome", "accepted-not-marked"),
    (
        "Patients confirm and their screen says thank you, but Accuro does not show it.",
        "confirmation.patient_saw",
        "confirmed",
    ),
    (
        "Les patients confirment, leur écran le dit, mais Accuro ne montre rien.",
        "confirmation.patient_saw",
        "confirmed",
    ),
    (
        "I can't find the patient in Ocean to message him. Fetch Patient fails too, but only for her patients.",
        "portal.fetch_outcome",
        "fails-one-provider",
    ),
    (
        "Le patient est introuvable dans Ocean. Fetch Patient échoue, mais seulement pour ses patients.",
        "portal.fetch_outcome",
        "fails-one-provider",
    ),
    (
        "She never got her reminder e-mail, the log says Sent. We went through her junk folder, there is nothing.",
        "mail.found_in_spam",
        False,
    ),
    ("Her reminder is Aborted, e-mail missing, but she has one in her chart.", "patient.has_email", True),
    (
        "She is locked out of her reminder. The chart says May 1970 and that's what she typed.",
        "patient.identity_matches_chart",
        True,
    ),
    (
        "Elle est verrouillée à l'ouverture de son rappel. Au dossier c'est mai 1970 et c'est bien ce qu'elle tape.",
        "patient.identity_matches_chart",
        True,
    ),
    ("I can't get into Cloud Connect, but I am still signed in to the portal.", "portal.sign_in_works", True),
    ("Je n'arrive pas à entrer dans Cloud Connect. Le portail fonctionne encore.", "portal.sign_in_works", True),
    (
        "We are still waiting to be set up with QHR's API. No one will give us the password.",
        "qhr.password_given_by_telephone",
        False,
    ),
    (
        "Notre mise en service avec QHR n'avance pas. Personne ne nous a donné le mot de passe.",
        "qhr.password_given_by_telephone",
        False,
    ),
    (
        "Nothing syncs from Accuro. Cloud Connect says the last sync was not successful.",
        "cloud_connect.last_sync_succeeded",
        False,
    ),
    (
        "Nothing syncs from Accuro. Cloud Connect says the last sync was 1,440 minutes ago.",
        "cloud_connect.minutes_since_last_sync",
        1440,
    ),
    ("I can't get into Cloud Connect. Both of us are Site Admins.", "user.is_site_admin", True),
    ("Les rappels partent trop tard. Le fuseau du site est celui du Pacifique.", "site.time_zone_correct", False),
    (
        "Chez le Dr Tran, les patients confirment et rien ne change dans Accuro. Pour ses collègues, tout rentre.",
        "confirmation.reaching_accuro",
        "other-providers-only",
    ),
    (
        "Mr. H is gone from the Patients page. His intake form did make it to the chart.",
        "ocean.record_was_synced",
        True,
    ),
    ("Since our Kanata office opened, none of its bookings show in the Day Sheet.", "case.onset", "new-office"),
    ("Texts never reach her. Her cell number is correct and she never opted out.", "patient.opted_out_of_texts", False),
    ("Texts never reach her. Her cell number is correct and she never opted out.", "patient.has_mobile", True),
    ("Elle ne reçoit pas les textos. Son numéro de cellulaire est le bon.", "patient.mobile_valid", True),
    ("Elle ne reçoit pas les textos. Son numéro de cellulaire est le bon.", "patient.has_mobile", True),
    ("The kiosk says no appointment found, yet she's on the Day Sheet.", "kiosk.appointment_in_day_sheet", True),
    ("La borne l'a refusé, pourtant il est dans la Feuille de journée.", "kiosk.appointment_in_day_sheet", True),
    (
        "Nobody gets an e-mail when a patient answers. They go to a mailbox nobody checks.",
        "notifications.address_expected",
        False,
    ),
    (
        "Le personnel n'a aucun courriel quand un patient répond. Ça va à une adresse qu'on n'utilise plus.",
        "notifications.address_expected",
        False,
    ),
    (
        "Ocean doesn't recognise me when I open it from Accuro. I asked our IT for the link.",
        "ocean.emr_user_linked",
        None,
    ),
    ("I can't get into Cloud Connect. The Ocean portal opens without a problem.", "cds.launch_works", None),
    (
        "She never got her reminder e-mail although the log says Sent. I haven't had her check her junk folder.",
        "mail.found_in_spam",
        None,
    ),
    (
        "Patients can't confirm, there is no link. The confirmation option is switched on in the rule.",
        "reminders.rule_enabled",
        None,
    ),
    (
        "She is locked out of her reminder. I see Clear Lock Out is offered but she is still locked out.",
        "confirmation.after_lock_out_cleared",
        None,
    ),
    ("I get no e-mail when a patient answers. I also can't attach her file.", "patient.has_email", None),
    (
        "She is locked out of her reminder. Her birth date was wrong in the chart and I corrected it.",
        "patient.identity_matches_chart",
        None,
    ),
    ("The Ocean link is missing from my Accuro menu. The others have it.", "accuro.ocean_cds_link_present", None),
    ("Nothing is left of the log. No change made in Accuro reaches Ocean.", "case.onset", None),
    ("Two rules that match the same visits send her reminders, she gets too many.", "reminders.rule_count", None),
]


@pytest.mark.parametrize(("text", "fact", "value"), CASES)
def test_facts(text: str, fact: str, value: Value | None) -> None:
    facts = {fact.name: fact.value for fact in reader().read(Message("", text)).facts}
    assert facts.get(fact) == value
