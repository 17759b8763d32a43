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
    ("text", "name", "value"),
    [
        # The same entries on another screen
        (GARBLED + "The receptionist's computer shows them properly.", "portal.readable_in_other_browser", True),
        (GARBLED + "My coworker has no trouble reading hers.", "portal.readable_in_other_browser", True),
        (GARBLED + "On the other workstations it looks normal.", "portal.readable_in_other_browser", True),
        (GARBLED + "It's the same on every computer.", "portal.readable_in_other_browser", False),
        (GARBLED + "My coworker cannot read hers either.", "portal.readable_in_other_browser", None),
        (GARBLED + "Can my coworker read hers normally?", "portal.readable_in_other_browser", None),
        (BROUILLE + "Chez ma collègue, tout s'affiche correctement.", "portal.readable_in_other_browser", True),
        (BROUILLE + "Sur l'ordinateur de Nicole, on lit bien les noms.", "portal.readable_in_other_browser", True),
        (BROUILLE + "C'est pareil sur tous nos ordinateurs.", "portal.readable_in_other_browser", False),
        (BROUILLE + "Ma collègue ne lit pas bien les siens.", "portal.readable_in_other_browser", None),
        # For whom Save for Ocean fails
        (SAVE + "It works fine for the other doctors.", "save_for_ocean.fails_for", "one-provider"),
        (SAVE + "Dr. Moss in the next room has no problem.", "save_for_ocean.fails_for", "one-provider"),
        (SAVE + "Nobody in the office can use it.", "save_for_ocean.fails_for", "everyone"),
        (SAVE + "Same for me.", "save_for_ocean.fails_for", "everyone"),
        (SAVE + "It's only this one document.", "save_for_ocean.fails_for", "one-document"),
        (SAVE + "Nobody knows why.", "save_for_ocean.fails_for", None),
        (SAVE + "The other doctors should try it too.", "save_for_ocean.fails_for", None),
        (ENREGISTRER + "Ses collègues y arrivent sans problème.", "save_for_ocean.fails_for", "one-provider"),
        (ENREGISTRER + "Pour le Dr Caron ça marche.", "save_for_ocean.fails_for", "one-provider"),
        (ENREGISTRER + "Personne au bureau n'est capable de s'en servir.", "save_for_ocean.fails_for", "everyone"),
        (ENREGISTRER + "C'est juste avec ce document.", "save_for_ocean.fails_for", "one-document"),
        (ENREGISTRER + "Personne ne sait pourquoi.", "save_for_ocean.fails_for", None),
        # What QHR has sent
        (ONBOARDING + "We got the email with the tenant ID.", "qhr.enablement_email_received", True),
        (ONBOARDING + "The e-mail with our user name came last week.", "qhr.enablement_email_received", True),
        (ONBOARDING + "No email has come.", "qhr.enablement_email_received", False),
        (ONBOARDING + "The enablement e-mail has not arrived.", "qhr.enablement_email_received", False),
        (ONBOARDING + "Nobody answers my emails.", "qhr.enablement_email_received", None),
        (ONBOARDING + "Should we have received an email?", "qhr.enablement_email_received", None),
        (DEMARRAGE + "On a bien eu le courriel avec le locataire.", "qhr.enablement_email_received", True),
        (DEMARRAGE + "Le courriel d'activation n'est jamais arrivé.", "qhr.enablement_email_received", False),
        (DEMARRAGE + "Aucun courriel de QHR.", "qhr.enablement_email_received", False),
        (DEMARRAGE + "Personne ne répond à mes courriels.", "qhr.enablement_email_received", None),
        (ONBOARDING + "We never got the password.", "qhr.password_given_by_telephone", False),
        (ONBOARDING + "We are waiting for the password.", "qhr.password_given_by_telephone", False),
        (ONBOARDING + "They will not give us the password.", "qhr.password_given_by_telephone", False),
        (ONBOARDING + "My password does not work.", "qhr.password_given_by_telephone", None),
        (DEMARRAGE + "On n'a jamais reçu le mot de passe.", "qhr.password_given_by_telephone", False),
        (DEMARRAGE + "On attend encore le mot de passe.", "qhr.password_given_by_telephone", False),
        (DEMARRAGE + "Mon mot de passe ne marche pas.", "qhr.password_given_by_telephone", None),
        (ONBOARDING + "We signed everything in May.", "qhr.contract_signed", True),
        (ONBOARDING + "We signed up in May.", "qhr.contract_signed", None),
        (ONBOARDING + "We have not seen a contract.", "qhr.contract_signed", False),
        (DEMARRAGE + "Nous avons tout signé en mai.", "qhr.contract_signed", True),
        (DEMARRAGE + "On n'a pas encore vu de contrat.", "qhr.contract_signed", False),
        # Who gets into the portal, as whom, with which code
        (LOCKED_OUT + "The regular Ocean site lets me in.", "portal.sign_in_works", True),
        (LOCKED_OUT + "The portal is fine.", "portal.sign_in_works", True),
        (LOCKED_OUT + "The portal does not open.", "portal.sign_in_works", None),
        (LOCKED_OUT + "Does the portal work?", "portal.sign_in_works", None),
        (DEHORS + "Le portail, lui, marche.", "portal.sign_in_works", True),
        (DEHORS + "Le portail ne marche pas.", "portal.sign_in_works", None),
        (LOCKED_OUT + "I have the Site Admin role.", "user.is_site_admin", True),
        (LOCKED_OUT + "My role is just User.", "user.is_site_admin", False),
        (LOCKED_OUT + "Do I need to be a site admin?", "user.is_site_admin", None),
        (DEHORS + "Je suis admin de site.", "user.is_site_admin", True),
        (DEHORS + "Mon rôle est utilisateur.", "user.is_site_admin", False),
        (LOCKED_OUT + "It asks for a code and I lost my phone.", "user.two_factor", "device-lost"),
        (LOCKED_OUT + "It wants a code from an app that I never set up.", "user.two_factor", "not-enabled"),
        (LOCKED_OUT + "It keeps asking me for a verification code.", "cloud_connect.asks_for_two_factor", True),
        (LOCKED_OUT + "It never asks for a code.", "cloud_connect.asks_for_two_factor", False),
        (DEHORS + "Ça demande un code et j'ai changé de téléphone.", "user.two_factor", "device-lost"),
        (DEHORS + "Ça demande un code que je n'ai jamais configuré.", "user.two_factor", "not-enabled"),
        (DEHORS + "Ça exige un code de vérification.", "cloud_connect.asks_for_two_factor", True),
        (DEHORS + "Ça ne demande aucun code.", "cloud_connect.asks_for_two_factor", False),
        (LINKAGE + "Accuro was still open as the other nurse.", "user.own_emr_user", False),
        (LINKAGE + "I was in Accuro as myself.", "user.own_emr_user", True),
        (LIAISON + "Accuro était ouvert au nom d'une autre infirmière.", "user.own_emr_user", False),
        (LIAISON + "J'étais dans Accuro avec mon propre usager.", "user.own_emr_user", True),
        # Files
        (REFUSED + "It is a .docx.", "file.type_accepted_by_ocean", False),
        (REFUSED + "It is a PDF of 12 MB.", "file.type_accepted_by_ocean", True),
        (REFUSED + "Other PDFs go through.", "file.type_accepted_by_ocean", None),
        (REFUSE + "C'est un .heic.", "file.type_accepted_by_ocean", False),
        (REFUSE + "C'est un PDF de 12 Mo.", "file.type_accepted_by_ocean", True),
        (REFUSE + "Les autres PDF passent.", "file.type_accepted_by_ocean", None),
        # After the reset of the key
        (KEY + "Since then the Ocean link in Accuro opens an error page.", "cds.launch_works", False),
        (KEY + "Since then Ocean does not open from Accuro.", "cds.launch_works", False),
        (CLE + "Depuis, le lien Ocean dans Accuro donne une page blanche.", "cds.launch_works", False),
        (CLE + "Depuis, Ocean ne s'ouvre plus à partir d'Accuro.", "cds.launch_works", False),
        (KEY + "The new key is saved in Cloud Connect.", "cloud_connect.encryption_key_stored", True),
        (CLE + "La nouvelle clé est entrée dans Cloud Connect.", "cloud_connect.encryption_key_stored", True),
        # The authorization page
        (OLD_USER, "cloud_connect.authorization_page", "direct-approve"),
        (OLD_USER + "An incognito window does the same.", "cloud_connect.fresh_session_shows_login", False),
        (OLD_USER + "QHR gave us a new user.", "accuro.oceanapi.user_name_changed", True),
        (VIEUX, "cloud_connect.authorization_page", "direct-approve"),
        (VIEUX + "Pareil en navigation privée.", "cloud_connect.fresh_session_shows_login", False),
        # Where something was looked for
        (NO_NOTE + "I checked Documents and Encounter Notes.", "chart.item_in_other_area", False),
        (PAS_DE_NOTE + "J'ai regardé dans les documents et dans les notes.", "chart.item_in_other_area", False),
        (NO_NOTE + "She took notes and documents it well.", "chart.item_in_other_area", None),
        # When it began
        (NO_DOCTOR + "He started with us last week.", "case.onset", "new-provider"),
        (NO_DOCTOR + "It started last week.", "case.onset", None),
        (NO_DOCTOR + "He should start with us next week.", "case.onset", None),
        (PAS_DE_MEDECIN + "Elle est arrivée la semaine passée.", "case.onset", "new-provider"),
        (PAS_DE_MEDECIN + "Ça a commencé la semaine passée.", "case.onset", None),
        (NO_SYNC + "We have not changed anything.", "case.onset", "sudden"),
        (NO_SYNC + "We ran a full sync but it didn't change anything.", "case.onset", None),
        (RIEN + "Personne n'a touché à rien.", "case.onset", "sudden"),
        (
            "Since we opened the Cedar office, its bookings don't show on the Ocean day sheet.",
            "case.onset",
            "new-office",
        ),
        (
            "Depuis l'ouverture du bureau de Cap-Rouge, ses rendez-vous ne sont pas dans la feuille de jour.",
            "case.onset",
            "new-office",
        ),
        # What is offered, and what is not
        (NO_CDS + "I don't have that button.", "portal.cds_setup_button_shown", False),
        (PAS_DE_CDS + "Je ne vois pas ce bouton.", "portal.cds_setup_button_shown", False),
        (PATIENT_LOCKED + "I don't see any option to unlock her.", "portal.clear_lock_out_offered", False),
        (PATIENT_LOCKED + "Please unlock her.", "portal.clear_lock_out_offered", None),
        (PATIENT_BARRE + "Je ne vois aucun bouton pour la débloquer.", "portal.clear_lock_out_offered", False),
        (GONE + "I cleared the filters.", "portal.appears_after_view_reset", False),
        (DISPARUE + "J'ai enlevé les filtres.", "portal.appears_after_view_reset", False),
    ],
)
def test_a_fact_is_stated_of_a_symptom_that_is_told(text: str, name: str, value: Value | None) -> None:
    assert fact(text, name) == value


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("I edited the wrong OceanAPI user.", "accuro.oceanapi.edited_user_is_connected_user", False),
        (
            "The OceanAPI user I edited is the one in Cloud Connect.",
            "accuro.oceanapi.edited_user_is_connected_user",
            True,
        ),
        ("J'ai modifié le mauvais utilisateur API.", "accuro.oceanapi.edited_user_is_connected_user", False),
        ("The Access Until date of OceanAPI has passed.", "accuro.oceanapi.permission_expired", True),
        ("The Access Until date of OceanAPI is in the future.", "accuro.oceanapi.permission_expired", False),
        ("La date Access Until d'OceanAPI est passée.", "accuro.oceanapi.permission_expired", True),
        ("La date Access Until d'OceanAPI n'est pas passée.", "accuro.oceanapi.permission_expired", False),
        ("OceanAPI has no line for the Elm office.", "accuro.oceanapi.office_row_present", False),
        ("OceanAPI has a row for the Elm office.", "accuro.oceanapi.office_row_present", True),
        ("OceanAPI n'a aucune ligne pour le bureau de Granby.", "accuro.oceanapi.office_row_present", False),
        ("OceanAPI a une ligne pour le bureau de Granby.", "accuro.oceanapi.office_row_present", True),
        ("All six boxes are ticked for OceanAPI.", "accuro.oceanapi.permissions_complete", True),
        ("Les six cases sont cochées pour OceanAPI.", "accuro.oceanapi.permissions_complete", True),
        ("Should all six boxes be ticked for OceanAPI?", "accuro.oceanapi.permissions_complete", None),
        ("The role of OceanAPI is read only.", "accuro.oceanapi.role_sufficient", False),
        ("Le rôle d'OceanAPI est complet.", "accuro.oceanapi.role_sufficient", True),
        ("On QHR's consent page the Elm office was not ticked.", "accuro.oauth.office_consented", False),
        ("On QHR's consent page the Elm office was ticked.", "accuro.oauth.office_consented", True),
        ("Sur la page de consentement, le bureau de Granby n'était pas coché.", "accuro.oauth.office_consented", False),
        ("We got rid of the OceanConnect tablet.", "tablet.legacy_connector_in_use", False),
        ("We still use the OceanConnect app.", "tablet.legacy_connector_in_use", True),
        ("On s'est débarrassés de la tablette OceanConnect.", "tablet.legacy_connector_in_use", False),
        ("The OceanConnect tablet is running.", "tablet.connector_state", "running"),
        ("The OceanConnect tablet has an old version of the app.", "tablet.connector_state", "outdated"),
        ("La tablette OceanConnect est allumée.", "tablet.connector_state", "running"),
        ("La tablette OceanConnect a une vieille version.", "tablet.connector_state", "outdated"),
        ("Nothing was announced for that evening.", "incident.announced_for_that_time", False),
        ("Rien n'était annoncé pour ce soir-là.", "incident.announced_for_that_time", False),
        ("The office name on the QHR request is spelled differently from Accuro.", "qhr.office_name_matches", False),
        ("Le nom du bureau dans la demande à QHR est identique.", "qhr.office_name_matches", True),
        ("Cloud Connect shows Accuro as the EMR.", "cloud_connect.emr_type_is_accuro", True),
        ("Dans Cloud Connect, le type de DMÉ est vide.", "cloud_connect.emr_type_is_accuro", False),
        ("I had only signed in to the portal.", "cloud_connect.signed_in_separately", False),
        ("J'étais seulement connectée au portail.", "cloud_connect.signed_in_separately", False),
        ("The item is mapped to the health number.", "website_form.health_number_mapped", True),
        ("L'élément n'est pas mappé au numéro d'assurance maladie.", "website_form.health_number_mapped", False),
        ("We received the Monday e-mail.", "ocean.download_warning_received", True),
        ("We never received the Monday e-mail.", "ocean.download_warning_received", False),
        ("On a reçu le courriel d'avertissement.", "ocean.download_warning_received", True),
        (NO_NOTE + "It's a website form and the patient has no chart in Accuro.", "website_form.chart_matches", False),
        (NO_DOCTOR + "She was not on the list we sent.", "qhr.provider_in_request", False),
        (NO_DOCTOR + "She was on the list we sent.", "qhr.provider_in_request", True),
        (PAS_DE_MEDECIN + "Elle figurait dans notre demande à QHR.", "qhr.provider_in_request", True),
    ],
)
def test_a_fact_is_stated_of_what_is_named(text: str, name: str, value: Value | None) -> None:
    assert fact(text, name) == value


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("All good now, the sync came back by itself. Please close the ticket.", "incident.recovered_alone", True),
        ("The sync stopped by itself.", "incident.recovered_alone", None),
        ("C'est réglé, la synchro est repartie toute seule.", "incident.recovered_alone", True),
        ("All good now, the names are readable again.", "portal.entries_readable", True),
        ("C'est réglé, les noms se lisent de nouveau.", "portal.entries_readable", True),
        ("All good, Clear Lock Out worked. You can close the ticket.", "portal.clear_lock_out_offered", True),
        ("C'est réglé, j'avais un filtre.", "portal.appears_after_view_reset", True),
        ("Please close, I had the filter on.", "portal.appears_after_view_reset", True),
    ],
)
def test_what_put_it_right_is_stated_where_the_trouble_is_over(text: str, name: str, value: Value | None) -> None:
    assert fact(text, name) == value


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


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (
            GARBLED + "Over at the nurses' station the list comes up with real names.",
            "portal.readable_in_other_browser",
            True,
        ),
        (GARBLED + "Linda can see everyone's name on hers.", "portal.readable_in_other_browser", True),
        (GARBLED + "The girl beside me sees it fine.", "portal.readable_in_other_browser", True),
        (GARBLED + "Tried my boss's laptop, names show up there.", "portal.readable_in_other_browser", True),
        (GARBLED + "In Firefox it's good, in Chrome it isn't.", "portal.readable_in_other_browser", True),
        (GARBLED + "We all have it.", "portal.readable_in_other_browser", False),
        (GARBLED + "Same thing on both PCs.", "portal.readable_in_other_browser", False),
        (BROUILLE + "Celui de Karine est correct.", "portal.readable_in_other_browser", True),
        (BROUILLE + "Julie, elle, voit les noms.", "portal.readable_in_other_browser", True),
        (BROUILLE + "Sur le poste d'à côté c'est beau.", "portal.readable_in_other_browser", True),
        (BROUILLE + "On a tous le même problème.", "portal.readable_in_other_browser", False),
        (BROUILLE + "Même chose avec Edge et Firefox.", "portal.readable_in_other_browser", False),
        (SAVE + "Everyone else can.", "save_for_ocean.fails_for", "one-provider"),
        (SAVE + "My own patients are fine, it's just hers.", "save_for_ocean.fails_for", "one-provider"),
        (SAVE + "We all get the same error.", "save_for_ocean.fails_for", "everyone"),
        (SAVE + "It's the whole clinic.", "save_for_ocean.fails_for", "everyone"),
        (SAVE + "No doctor here can.", "save_for_ocean.fails_for", "everyone"),
        (SAVE + "Other documents go through, just not this scan.", "save_for_ocean.fails_for", "one-document"),
        (ENREGISTRER + "Les autres n'ont pas ce problème.", "save_for_ocean.fails_for", "one-provider"),
        (ENREGISTRER + "Moi je suis capable.", "save_for_ocean.fails_for", "one-provider"),
        (ENREGISTRER + "C'est comme ça pour tout le monde.", "save_for_ocean.fails_for", "everyone"),
        (ENREGISTRER + "On est tous pareils.", "save_for_ocean.fails_for", "everyone"),
        (ENREGISTRER + "Les autres documents passent.", "save_for_ocean.fails_for", "one-document"),
        (ONBOARDING + "QHR e-mailed us the tenant and the UUID.", "qhr.enablement_email_received", True),
        (ONBOARDING + "Dr. Lee has the e-mail with the IDs.", "qhr.enablement_email_received", True),
        (ONBOARDING + "I have our tenant ID and user name already.", "qhr.enablement_email_received", True),
        (ONBOARDING + "Still no sign of the enablement e-mail.", "qhr.enablement_email_received", False),
        (ONBOARDING + "They never sent us the e-mail.", "qhr.enablement_email_received", False),
        (DEMARRAGE + "QHR nous a envoyé le courriel avec le UUID.", "qhr.enablement_email_received", True),
        (DEMARRAGE + "Le courriel est rentré le 4 mai avec notre identifiant.", "qhr.enablement_email_received", True),
        (DEMARRAGE + "Toujours pas de courriel.", "qhr.enablement_email_received", False),
        (DEMARRAGE + "QHR ne nous a jamais envoyé le courriel.", "qhr.enablement_email_received", False),
        (ONBOARDING + "They gave us the password over the phone.", "qhr.password_given_by_telephone", True),
        (ONBOARDING + "I called Accuro and have the password now.", "qhr.password_given_by_telephone", True),
        (ONBOARDING + "Nobody has given us a password yet.", "qhr.password_given_by_telephone", False),
        (ONBOARDING + "The only thing missing is the password.", "qhr.password_given_by_telephone", False),
        (DEMARRAGE + "On a obtenu le mot de passe au téléphone.", "qhr.password_given_by_telephone", True),
        (DEMARRAGE + "Il nous manque seulement le mot de passe.", "qhr.password_given_by_telephone", False),
        (ONBOARDING + "The contract has been signed since June.", "qhr.contract_signed", True),
        (ONBOARDING + "The contract isn't signed yet.", "qhr.contract_signed", False),
        (ONBOARDING + "Dr. Lee still has to sign.", "qhr.contract_signed", False),
        (DEMARRAGE + "Le Dr Roy a signé en juin.", "qhr.contract_signed", True),
        (DEMARRAGE + "Le contrat n'est pas encore signé.", "qhr.contract_signed", False),
        (LOCKED_OUT + "I use Ocean every day without a hitch.", "portal.sign_in_works", True),
        (LOCKED_OUT + "My login works everywhere else in Ocean.", "portal.sign_in_works", True),
        (LOCKED_OUT + "The Ocean portal takes the same password.", "portal.sign_in_works", True),
        (LOCKED_OUT + "I can't get into the portal either.", "portal.sign_in_works", False),
        (DEHORS + "Dans Ocean j'entre sans problème.", "portal.sign_in_works", True),
        (DEHORS + "Je me connecte au portail comme d'habitude.", "portal.sign_in_works", True),
        (DEHORS + "Je ne peux pas entrer dans le portail non plus.", "portal.sign_in_works", False),
        (LOCKED_OUT + "I'm a site admin.", "user.is_site_admin", True),
        (LOCKED_OUT + "My Account says User Role: Site Admin.", "user.is_site_admin", True),
        (LOCKED_OUT + "I'm not an admin.", "user.is_site_admin", False),
        (LOCKED_OUT + "My account only says User.", "user.is_site_admin", False),
        (DEHORS + "Je ne suis pas administratrice.", "user.is_site_admin", False),
        (DEHORS + "Mon compte dit Site Admin.", "user.is_site_admin", True),
        (LOCKED_OUT + "My phone with the authenticator is broken.", "user.two_factor", "device-lost"),
        (LOCKED_OUT + "The phone that got the codes was stolen.", "user.two_factor", "device-lost"),
        (LOCKED_OUT + "I don't have two-factor turned on.", "user.two_factor", "not-enabled"),
        (LOCKED_OUT + "Two-factor is on and my codes work.", "user.two_factor", "enabled"),
        (DEHORS + "Le cellulaire qui recevait les codes est brisé.", "user.two_factor", "device-lost"),
        (DEHORS + "Je n'ai pas de double authentification.", "user.two_factor", "not-enabled"),
        (DEHORS + "Ma double authentification fonctionne.", "user.two_factor", "enabled"),
        (LINKAGE + "Accuro was open under my colleague's name.", "user.own_emr_user", False),
        (LINKAGE + "I was logged in to Accuro under my own name.", "user.own_emr_user", True),
        (LIAISON + "Accuro était ouvert sous le nom de ma collègue.", "user.own_emr_user", False),
        (LIAISON + "J'étais bien dans ma propre session Accuro.", "user.own_emr_user", True),
        (REFUSED + "It's an Excel sheet.", "file.type_accepted_by_ocean", False),
        (REFUSED + "The file is a jpg.", "file.type_accepted_by_ocean", True),
        (REFUSE + "Le fichier est en format Word.", "file.type_accepted_by_ocean", False),
        (REFUSE + "C'est une photo jpeg.", "file.type_accepted_by_ocean", True),
        (KEY + "Since then nobody can open Ocean from Accuro.", "cds.launch_works", False),
        (KEY + "The Accuro link to Ocean is dead.", "cds.launch_works", False),
        (CLE + "Le raccourci d'Accuro ne mène plus à Ocean.", "cds.launch_works", False),
        (KEY + "I have not put the new key in Cloud Connect yet.", "cloud_connect.encryption_key_current", False),
        (OLD_USER + "Same in a private window.", "cloud_connect.fresh_session_shows_login", False),
        (OLD_USER + "Our API user name was changed last week.", "accuro.oceanapi.user_name_changed", True),
        (VIEUX + "QHR nous a donné un nouvel utilisateur.", "accuro.oceanapi.user_name_changed", True),
        (NO_NOTE + "It's not in Documents and not in Notes.", "chart.item_in_other_area", False),
        (NO_NOTE + "We found it under Documents.", "chart.item_in_other_area", True),
        (PAS_DE_NOTE + "Ni dans Documents ni dans Notes.", "chart.item_in_other_area", False),
        (PAS_DE_NOTE + "Finalement je l'ai trouvé sous Documents.", "chart.item_in_other_area", True),
        (NO_DOCTOR + "He's brand new.", "case.onset", "new-provider"),
        (NO_DOCTOR + "She is our newest physician.", "case.onset", "new-provider"),
        (NO_DOCTOR + "His first day was Monday.", "case.onset", "new-provider"),
        (PAS_DE_MEDECIN + "Elle est nouvelle à la clinique.", "case.onset", "new-provider"),
        (PAS_DE_MEDECIN + "C'est notre nouvelle pédiatre.", "case.onset", "new-provider"),
        (NO_SYNC + "It was fine yesterday and nobody changed a thing.", "case.onset", "sudden"),
        (NO_SYNC + "It has never worked.", "case.onset", "always"),
        (NO_SYNC + "It began when QHR changed our password.", "case.onset", "credential-change"),
        (NO_SYNC + "It stopped right after our second Ocean site was connected.", "case.onset", "second-site"),
        (RIEN + "Hier tout allait bien et on n'a rien changé.", "case.onset", "sudden"),
        (RIEN + "Ça n'a jamais marché.", "case.onset", "always"),
        (RIEN + "Ça a arrêté quand QHR a changé le mot de passe.", "case.onset", "credential-change"),
        (RIEN + "Ça a commencé quand on a branché un deuxième site Ocean.", "case.onset", "second-site"),
        (NO_CDS + "The button isn't on my page.", "portal.cds_setup_button_shown", False),
        (PAS_DE_CDS + "Le bouton n'y est pas.", "portal.cds_setup_button_shown", False),
        (PATIENT_LOCKED + "There is no unlock button.", "portal.clear_lock_out_offered", False),
        (PATIENT_LOCKED + "Clear Lock Out is there, I see it.", "portal.clear_lock_out_offered", True),
        (PATIENT_BARRE + "L'option Clear Lock Out n'apparaît pas.", "portal.clear_lock_out_offered", False),
        (GONE + "Even with all filters off she isn't there.", "portal.appears_after_view_reset", False),
        (
            GONE + "I refreshed the page and cleared the filters and she came back.",
            "portal.appears_after_view_reset",
            True,
        ),
        (DISPARUE + "Même sans filtre, rien.", "portal.appears_after_view_reset", False),
        (NO_DOCTOR + "I checked her name in Cloud Connect.", "cloud_connect.provider_selected", True),
        (NO_DOCTOR + "She isn't ticked in Cloud Connect.", "cloud_connect.provider_selected", False),
        (PAS_DE_MEDECIN + "Elle est sélectionnée dans Cloud Connect.", "cloud_connect.provider_selected", True),
        (PAS_DE_MEDECIN + "Elle n'est pas cochée dans Cloud Connect.", "cloud_connect.provider_selected", False),
        (NO_DOCTOR + "Her name isn't even in the list of Cloud Connect.", "cloud_connect.provider_offered", False),
    ],
)
def test_a_fact_is_stated_in_everyday_words(text: str, name: str, value: Value | None) -> None:
    assert fact(text, name) == value


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("The Access Until of OceanAPI expired on Friday.", "accuro.oceanapi.permission_expired", True),
        (
            "In Manage Security, OceanAPI has no row at all for our Barrie office.",
            "accuro.oceanapi.office_row_present",
            False,
        ),
        (
            "Dans Gérer la sécurité, il n'y a pas de ligne pour le bureau de Laval pour OceanAPI.",
            "accuro.oceanapi.office_row_present",
            False,
        ),
        ("Only four of the six columns are ticked for OceanAPI.", "accuro.oceanapi.permissions_complete", False),
        ("Seulement quatre des six cases sont cochées pour OceanAPI.", "accuro.oceanapi.permissions_complete", False),
        (
            "OceanMD support asked us to update the provider permissions of OceanAPI.",
            "case.oceanmd_asked_for_permissions",
            True,
        ),
        (
            "Le soutien d'OceanMD nous a demandé de mettre à jour les autorisations d'OceanAPI.",
            "case.oceanmd_asked_for_permissions",
            True,
        ),
        ("Everything in Ocean is down, not only the reminders.", "case.all_ocean_functions_down", True),
        ("All the other Ocean functions work.", "case.all_ocean_functions_down", False),
        ("Plus rien ne fonctionne dans Ocean.", "case.all_ocean_functions_down", True),
        ("Le reste d'Ocean fonctionne.", "case.all_ocean_functions_down", False),
        ("Cloud Connect says that Accuro is authorized.", "cloud_connect.emr_authorized", True),
        ("Cloud Connect says the Accuro authorization has expired.", "cloud_connect.emr_authorized", False),
        ("Cloud Connect indique qu'Accuro est autorisé.", "cloud_connect.emr_authorized", True),
        ("Dans Cloud Connect, l'accès à Accuro n'est plus autorisé.", "cloud_connect.emr_authorized", False),
        (
            NO_SYNC + "I authorized Accuro again and it still doesn't sync.",
            "cloud_connect.reauthorization_restores_sync",
            False,
        ),
        (
            "All good now, after we authorized Accuro again everything came in. You can close.",
            "cloud_connect.reauthorization_restores_sync",
            True,
        ),
        (NO_SYNC + "The last sync failed.", "cloud_connect.last_sync_succeeded", False),
        (
            NO_SYNC + "The Sync Status panel shows the last sync as successful.",
            "cloud_connect.last_sync_succeeded",
            True,
        ),
        (RIEN + "La dernière synchro a échoué.", "cloud_connect.last_sync_succeeded", False),
        (NO_SYNC + "Last sync was 300 minutes ago.", "cloud_connect.minutes_since_last_sync", 300),
        (NO_SYNC + "It says it last synced 5 hours ago.", "cloud_connect.minutes_since_last_sync", 300),
        (RIEN + "La dernière synchro date de 3 heures.", "cloud_connect.minutes_since_last_sync", 180),
        (NO_SYNC + "Cloud Connect is turned off for our site.", "cloud_connect.enabled_on_site", False),
        (RIEN + "Cloud Connect est bien activé pour notre site.", "cloud_connect.enabled_on_site", True),
        ("Schedule Days to Sync is set to 30.", "cloud_connect.days_to_sync", 30),
        ("Days to Sync est à 14.", "cloud_connect.days_to_sync", 14),
        (NO_SYNC + "Three sites use the same API user.", "cloud_connect.sites_sharing_api_user", 3),
        (RIEN + "Deux sites se servent du même utilisateur API.", "cloud_connect.sites_sharing_api_user", 2),
        (NO_SYNC + "This site has its own API user.", "cloud_connect.api_user_shared", False),
        (OLD_USER + "After an hour the login form came up.", "cloud_connect.fresh_session_shows_login", True),
        (
            "When I authorize Accuro, QHR's page asks for a user name and password.",
            "cloud_connect.authorization_page",
            "login-form",
        ),
        (
            VIEUX + "Dans une fenêtre privée, le formulaire de connexion s'affiche.",
            "cloud_connect.fresh_session_shows_login",
            True,
        ),
        (OLD_USER + "Only the password changed, not the user name.", "accuro.oceanapi.user_name_changed", False),
        ("We already have a CDS link to Ocean in Accuro.", "accuro.ocean_cds_link_present", True),
        ("There is no CDS link to Ocean in Accuro.", "accuro.ocean_cds_link_present", False),
        ("Il y a déjà un lien CDS vers Ocean dans Accuro.", "accuro.ocean_cds_link_present", True),
        ("Il n'y a pas de lien CDS vers Ocean dans Accuro.", "accuro.ocean_cds_link_present", False),
        ("The time zone on the Site Account page is wrong.", "site.time_zone_correct", False),
        ("Le fuseau horaire du site est le bon.", "site.time_zone_correct", True),
        ("We also use another product that sends reminders.", "clinic.other_notification_product", True),
        ("Ocean is the only thing that sends our patients reminders.", "clinic.other_notification_product", False),
        ("Nous utilisons un autre logiciel de rappels.", "clinic.other_notification_product", True),
        ("Seul Ocean envoie des rappels.", "clinic.other_notification_product", False),
        (NOT_IN_OCEAN + "Fetch Patient works and brings him in.", "portal.fetch_outcome", "brings-patient"),
        (NOT_IN_OCEAN + "Fetch Patient fails for every patient.", "portal.fetch_outcome", "fails-all"),
        (
            NOT_IN_OCEAN + "Fetch Patient fails only for Dr. Reid's patients.",
            "portal.fetch_outcome",
            "fails-one-provider",
        ),
        ("I find the patient in Ocean but the To field is blank.", "portal.to_field_blank", True),
        ("Je trouve le patient dans Ocean mais le champ À est vide.", "portal.to_field_blank", True),
        (GONE + "Her note is already in the Accuro chart.", "ocean.record_was_synced", True),
        (GONE + "The form was made 40 days ago.", "ocean.item_age_days", 40),
        (GONE + "Our site removes notes after 30 days.", "ocean.retention_days", 30),
        (DISPARUE + "Notre site supprime les notes après 30 jours.", "ocean.retention_days", 30),
        (LOCKED_OUT + "I use a support site.", "user.is_support_site_user", True),
        (KEY + "The key was never stored in Cloud Connect.", "cloud_connect.encryption_key_stored", False),
        (LOCKED_OUT + "I signed in on the Cloud Connect page itself.", "cloud_connect.signed_in_separately", True),
        (NO_CDS + "Cloud Connect lists Accuro as our EMR.", "cloud_connect.emr_type_is_accuro", True),
        (LINK_ME + "The CDS link has the userId parameter.", "cds.user_id_parameter_present", True),
        (LINK_ME + "The CDS link lacks the userId parameter.", "cds.user_id_parameter_present", False),
        (LINKAGE + "I was in Ocean under my own account.", "user.own_ocean_account", True),
        (LINKAGE + "Ocean was open under someone else's account.", "user.own_ocean_account", False),
        (
            LINKAGE + "I signed out of both and back in as myself, same error.",
            "linkage.after_own_sign_in",
            "same-error",
        ),
        (
            "All good now, I signed out of both and the link was made. Please close.",
            "linkage.after_own_sign_in",
            "linked",
        ),
        (NO_REPLY_NOTICE + "The e-mail on her account is her old address.", "notifications.address_expected", False),
        (NO_REPLY_NOTICE + "The address on her account is correct.", "notifications.address_expected", True),
        (
            NO_NOTE + "In Cloud Connect no folder is chosen for the message notes.",
            "cloud_connect.notes_folder_set",
            False,
        ),
        (NO_NOTE + "It's a form from our website.", "case.item_is_website_form", True),
        (NO_NOTE + "It's a website form and we accepted it.", "website_form.accepted", True),
        (NO_NOTE + "It's a website form that nobody has accepted yet.", "website_form.accepted", False),
        (PAS_DE_NOTE + "C'est un formulaire du site web et on l'a accepté.", "website_form.accepted", True),
        (UNASSIGNED + "Automatically assign is on.", "ereferral.auto_assign_on", True),
        (UNASSIGNED + "Automatic assignment is turned off.", "ereferral.auto_assign_on", False),
        (UNASSIGNED + "The referring doctor doesn't exist in our Accuro.", "ereferral.referrer_matches", False),
        (UNASSIGNED + "The fallback provider is Dr. Lee.", "ereferral.fallback_provider_set", True),
        (UNASSIGNED + "No fallback provider is chosen.", "ereferral.fallback_provider_set", False),
        (NON_ASSIGNE + "Le médecin référent n'existe pas dans notre Accuro.", "ereferral.referrer_matches", False),
        (NON_ASSIGNE + "Aucun fournisseur de repli n'est choisi.", "ereferral.fallback_provider_set", False),
        (NON_ASSIGNE + "L'assignation automatique est activée.", "ereferral.auto_assign_on", True),
        (PHOTO + "It is a HEIC.", "file.type_accepted_by_accuro", False),
        (PHOTO + "It is a jpg.", "file.type_accepted_by_accuro", True),
        (REFUSED + "It is 12.4 MB.", "file.largest_megabytes", 13),
        (REFUSED + "All together the files are 60 MB.", "file.total_megabytes", 60),
        (REFUSE + "Le fichier pèse 14 Mo.", "file.largest_megabytes", 14),
        (REFUSE + "En tout ça fait 55 Mo.", "file.total_megabytes", 55),
        (KIOSK + "In Cloud Connect the setting is 2 hours.", "cloud_connect.arrival_window_hours", 2),
        (NO_DOCTOR + "She was left off the provider list we sent to QHR.", "qhr.provider_in_request", False),
        (NO_DOCTOR + "Her name is offered in Cloud Connect but not ticked.", "cloud_connect.provider_offered", True),
        (
            "We upgraded on Thursday evening, the maintenance was announced by Ocean.",
            "incident.announced_for_that_time",
            True,
        ),
        ("Une maintenance d'Ocean était annoncée ce soir-là.", "incident.announced_for_that_time", True),
    ],
)
def test_a_fact_is_stated_of_rarer_things(text: str, name: str, value: Value | None) -> None:
    assert fact(text, name) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SAVE + "Everyone is upset.", "save_for_ocean.fails_for"),
        (SAVE + "The reminders work fine for Dr. Moss.", "save_for_ocean.fails_for"),
        (SAVE + "Can the other doctors use it?", "save_for_ocean.fails_for"),
        (ENREGISTRER + "Personne ne nous a avisés.", "save_for_ocean.fails_for"),
        (ENREGISTRER + "Les rappels du Dr Caron fonctionnent.", "save_for_ocean.fails_for"),
        (GARBLED + "Is it normal on other computers?", "portal.readable_in_other_browser"),
        (GARBLED + "The kiosk works fine.", "portal.readable_in_other_browser"),
        (BROUILLE + "Ma collègue Julie vous rappellera.", "portal.readable_in_other_browser"),
        (ONBOARDING + "Please send us the email with the tenant.", "qhr.enablement_email_received"),
        (ONBOARDING + "I sent you an e-mail last week.", "qhr.enablement_email_received"),
        (DEMARRAGE + "Je vous ai envoyé deux courriels.", "qhr.enablement_email_received"),
        (ONBOARDING + "Who gives us the password?", "qhr.password_given_by_telephone"),
        (ONBOARDING + "We will sign the contract next week.", "qhr.contract_signed"),
        (LOCKED_OUT + "My colleague gets into the portal.", "portal.sign_in_works"),
        (LOCKED_OUT + "Our site admin is away.", "user.is_site_admin"),
        (DEHORS + "Notre admin du site est en vacances.", "user.is_site_admin"),
        (LOCKED_OUT + "I have a new phone number.", "user.two_factor"),
        (LOCKED_OUT + "Please turn on two-factor for me.", "user.two_factor"),
        (DEHORS + "Faut-il un code?", "cloud_connect.asks_for_two_factor"),
        (REFUSED + "Should I convert it to PDF?", "file.type_accepted_by_ocean"),
        (REFUSED + "The message says only pdf, jpg and png are accepted.", "file.type_accepted_by_ocean"),
        (KEY + "Should we store the new key in Cloud Connect?", "cloud_connect.encryption_key_stored"),
        (NO_NOTE + "Should it be in Documents or in Notes?", "chart.item_in_other_area"),
        (NO_DOCTOR + "We are hiring a new doctor next year.", "case.onset"),
        (NO_DOCTOR + "The new schedule starts Monday.", "case.onset"),
        (PAS_DE_MEDECIN + "Le nouveau logiciel est arrivé lundi.", "case.onset"),
        (PAS_DE_MEDECIN + "On embauchera un nouveau médecin au printemps.", "case.onset"),
        (NO_SYNC + "The office opened at 8.", "case.onset"),
        (NO_SYNC + "Did somebody change anything?", "case.onset"),
        (PATIENT_LOCKED + "How do I unlock her?", "portal.clear_lock_out_offered"),
        (GONE + "Should I clear the filters?", "portal.appears_after_view_reset"),
    ],
)
def test_what_is_asked_planned_or_of_others_is_not_stated(text: str, name: str) -> None:
    assert fact(text, name) is None
