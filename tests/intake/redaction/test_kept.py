"""What a clinic needs to find the trouble stays: days of the trouble, staff, clinics, places. Names are invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from oceandx.intake.redaction.lexicon import Flag
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    "text",
    [
        "Les derniers ne partent jamais (le 11 novembre, par exemple).",
        "Est-ce que ça ne devait pas être réglé le 9 novembre?",
        "Il manque le rdv du 3 déc 14 h et celui du 26 nov 11 h.",
        "The visit of Nov 26 11 am is missing, that of 3 Dec 10 p.m. too.",
    ],
)
def test_the_day_of_the_trouble_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Gaétan Roy, ne le premier mai mil neuf cent quarante", "premier mai"),
        ("Patient ne 3 mai 1961", "3 mai 1961"),
        ("DDN 26 nov 41", "26 nov 41"),
        ("born Nov 26 41 here", "Nov 26 41"),
    ],
)
def test_a_birth_without_its_accent_goes(text: str, day: str) -> None:
    assert day not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Reminders are late on clinic days (Tuesdays and Thursdays).",
        "Toujours en retard, les Mardis et les Jeudis.",
        "Three doctors (Duquette, Fortier, Chen) are affected.",
        "Chez quatre physios (Aubin, Duquette, Gill), rien.",
    ],
)
def test_plain_words_and_lists_of_staff_stay(text: str) -> None:
    assert redacted(text) == text


def test_whoever_is_so_old_is_a_patient_and_no_pronoun() -> None:
    assert redacted("Rose Quispe got it in English. She is 84.") == "«PATIENT-1» got it in English. She is 84."


@pytest.mark.parametrize(
    "text",
    [
        "No times online for Imogen Faraday PT, why?",
        "Our RMT Imogen Faraday has no times.",
        "Notre TRP, Ludovic Massé, a tout perdu.",
        "Rien ne marche.\n\nLudovic Massé pht",
    ],
)
def test_who_has_the_designation_of_a_profession_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize("text", ["Imogen Faraday pt of Dr. Roy", "Ludovic Massé PT DU DR ROY"])
def test_who_is_called_a_patient_has_no_designation(text: str) -> None:
    assert redacted(text).startswith("«PATIENT-1»")


@pytest.mark.parametrize(
    "text",
    [
        "Client: Pic Grove River Family Health Team",
        "Kiosk frozen - Strathnaver Performance",
        "Jayden @ Otter Grove Athletic Therapy",
        "Key reset at Wascanash Psychological - fallout",
        "Our sister clinic on Princess St has no kiosk.",
        "My phone went through the ice at Emma Lake.",
        "The clinic near Lac Imogen is closed.",
    ],
)
def test_clinics_streets_and_lakes_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mrs. Rose Quispe (chart 11862) is from Gravelbank, no texts.", "Gravelbank"),
        ("Mme Rose Quispe habite à Forestbourg, aucun texto.", "Forestbourg"),
    ],
)
def test_where_a_patient_is_from_stays(text: str, place: str) -> None:
    assert place in redacted(text)
    assert "Quispe" not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "The message is from Imogen Faraday",
        "Le message vient d'Imogen Faraday",
        "We are looking at Wanjirush Otienos",
        "Imogen Faraday Massage form",
        "Imogen Faraday Health Card 1234 567 890",
    ],
)
def test_whom_a_message_is_from_and_who_has_a_form_are_no_places(text: str) -> None:
    assert not {"Imogen", "Otienos"} & set(redacted(text).split())


@pytest.mark.parametrize(
    "text",
    [
        "Accuro was probably still open as Wadena when I linked it.",
        "We are logged in as Imogen Faraday but it says no permission.",
        "Le poste était connecté avec le compte de Ludovic Massé.",
        "Accuro est resté ouvert au nom de Ludovic Massé.",
        "The account belongs to Imogen Faraday.",
        "Le compte est au nom de Ludovic Massé.",
        "Please give Imogen Faraday access to Cloud Connect.",
        "Pouvez-vous donner un accès à Ludovic Massé?",
    ],
)
def test_whose_session_or_account_it_is_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "The chart is open as Imogen Faraday but shows somebody else.",
        "The chart belongs to Imogen Faraday.",
        "Le dossier est au nom d'Imogen Faraday.",
        "On a ouvert le dossier au nom d'Imogen Faraday.",
        "Give Imogen Faraday access to her results.",
        "Donner accès au formulaire à Imogen Faraday.",
        "She is registered in Ocean as Imogen Faraday.",
    ],
)
def test_whose_chart_or_results_it_is_goes(text: str) -> None:
    assert "Faraday" not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Online we see no times for Imogen Faraday, why?",
        "Aucune plage en ligne pour Ludovic Massé depuis hier.",
        "Imogen Faraday has loads of openings in December.",
        "Ludovic Massé a plein de trous en janvier.",
        "On choisit l'horaire, mais celui de Ludovic Massé n'y est pas.",
        "All calendars sync but the one for Imogen Faraday.",
        "She booked Friday with Imogen Faraday and it is gone.",
        "The appointment with Imogen Faraday is missing, the patient came.",
    ],
)
def test_with_whom_patients_book_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "staff"),
    [
        ("Rose Quispe, Nov 12 at 9:15 with Imogen Faraday, no text.", "with Imogen Faraday,"),
        ("Mme Rose Quispe, 14 h 15 avec Ludovic Massé, aucun rappel.", "avec Ludovic Massé,"),
    ],
)
def test_with_whom_a_patient_has_an_appointment_stays(text: str, staff: str) -> None:
    result = redacted(text)
    assert staff in result
    assert "Quispe" not in result


@pytest.mark.parametrize(
    "text",
    [
        "My 9:15 with Imogen Faraday did not show.",
        "Notre rdv avec Imogen Faraday n'est pas dans Ocean.",
        "I had an appointment with Imogen Faraday at 9.",
        "Karen spoke at 9:15 with Imogen Faraday.",
        "Ludovic Massé partage son rdv avec Imogen Faraday.",
        "All reminders went but the one for Imogen Faraday.",
        "L'horaire a tous les rendez-vous, sauf celui d'Imogen Faraday.",
        "The online booking for Imogen Faraday is there twice.",
    ],
)
def test_whom_a_provider_sees_goes(text: str) -> None:
    assert "Faraday" not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Imogen Faraday wants to send exercises thru Ocean and can't.",
        "Ludovic Massé n'arrive pas à envoyer de questionnaire.",
        "Imogen Faraday cannot see the Ocean tab.",
        "Ludovic Massé ne voit plus l'icône Ocean.",
        "Le technicien s'appelait Ludovic.",
        "It works for Imogen Faraday but not for the other physios.",
    ],
)
def test_who_sends_to_patients_or_sees_the_program_stays(text: str) -> None:
    assert redacted(text) == text


def test_whom_a_patient_answers_stays() -> None:
    assert "Faraday" in redacted("Tomasz replied to Imogen Faraday's message with a photo of his ankle.")
    assert "Faraday" not in redacted("Tomasz replied to Imogen Faraday's message with the link.")
    assert "Imogen" in redacted("Mr. Quispe answered Imogen's message with a photo.")
    assert "Imogen" in redacted("M. Quispe a répondu au message d'Imogen avec une photo.")


@pytest.mark.parametrize(
    "text",
    [
        "Imogen Faraday wants to send a picture through Ocean.",
        "Imogen Faraday n'arrive pas à envoyer le questionnaire.",
        "Imogen Faraday can't see the confirm button.",
        "Imogen Faraday can't find the link.",
        "Imogen Faraday can't open the questionnaires.",
        "Imogen Faraday ne voit pas les pièces jointes.",
        "Reminders work for Imogen Faraday but not for other patients.",
        "A patient named Imogen Faraday is missing.",
    ],
)
def test_what_patients_send_and_open_tells_of_no_staff(text: str) -> None:
    assert "Faraday" not in redacted(text)


def test_who_forwards_a_patients_message_stays() -> None:
    text = (
        "TR: plainte patient\n\x1e\nJe vous transfère.\nMerci, Imogen Faraday\nClinique Horizon\n\n"
        "-----Message d'origine-----\nDe : Rose Quispe <rquispe@exemple.ca>\nObjet : rappels\n\nTrop de rappels.\n"
        "Rose Quispe"
    )
    result = redacted(text)
    assert "Merci, Imogen Faraday\n" in result
    assert "Quispe" not in result


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Ma cliente, Mme Imogen Faraday (CRM Horizon, site 2954), ne peut entrer.", True),
        ("My client Ludovic Massé (Horizon, site 1182) is locked out.", True),
        ("Ma cliente, Mme Imogen Faraday (dossier 29541), ne peut entrer.", False),
        ("My client Ludovic Massé (chart 11822) is locked out.", False),
    ],
)
def test_who_is_named_with_a_site_stays_and_who_is_with_a_chart_goes(text: str, *, stays: bool) -> None:
    assert bool({"Faraday", "Massé"} & set(redacted(text).split())) is stays


@pytest.mark.parametrize(
    "text",
    [
        "We send from our own address contact.us@horizonphysio.example",
        "Notre adresse d'envoi est rv@physiohorizon.example",
    ],
)
def test_the_address_of_a_clinic_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    ["Our patient's address rose.quispe@horizonphysio.example", "It went to rose.quispe@exemple.ca"],
)
def test_the_address_of_a_person_goes(text: str) -> None:
    assert "@" not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was set for the week of Oct 26-30.",
        "Hi,\nIt's Wandalyn from Truroville again. Same trouble.",
        "Bonjour,\nC'est Ludovic de Matanebourg. Même problème.",
        "eReferrals sent to Imogen Faraday arrive unassigned.",
        "Les références envoyées à Ludovic Massé arrivent sans nom.",
        'The text says "appointment with Imogen Faraday" for all.',
        "Le rappel dit « rendez-vous avec Ludovic Massé » pour tous.",
        "Imogen Faraday et Ludovic Massé, nos deux nutritionnistes, ne voient rien.",
        "Imogen Faraday and Ludovic Massé are our dietitians.",
        "Our clinic, Grovemount, has one kiosk.",
        "Nos cliniques de Birchbourg et de Kingsbourg sont fermées.",
        "Imogen Faraday took over the practice in May.",
        "La dernière fois, c'est Ludovic Massé qui a réglé ça.",
        "Rien ne marche.\n\nImogen Faraday MSc SLP",
        "Nothing works.\nCheers, M. Faraday",
    ],
)
def test_what_tells_of_colleagues_and_sites_is_seen(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Wanda can find Imogen Faraday but I can't.",
        "Wanda trouve Imogen Faraday mais pas moi.",
        "Wanda gets the message from Imogen Faraday and I don't.",
        "The eReferral for Imogen Faraday went to Dr. Roy.",
    ],
)
def test_whom_a_colleague_finds_goes(text: str) -> None:
    assert "Faraday" not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "No times show for Imogen Faraday when she tries to book.",
        "Imogen Faraday had no slots to choose from.",
        "Aucune plage offerte à Imogen Faraday hier.",
        "The booking page did not work for Imogen Faraday.",
        "La page de réservation ne marche pas pour Imogen Faraday.",
        "Two patients booked 9:15 with Imogen Faraday's name.",
        "Imogen Faraday opens the schedule page and it is blank.",
        "Imogen Faraday can't get into the menu of the kiosk.",
        "Please remove Imogen Faraday's second account, she is a patient.",
        "Give Imogen Faraday an account on the portal so she can see her chart.",
        "Donnez un code d'accès à Imogen Faraday pour son formulaire.",
        "The referral was sent to Imogen Faraday by mistake.",
        "This came from Imogen Faraday.",
        "I clicked on Imogen Lake Faraday and nothing opened.",
        "Imogen Faraday OT appointment is gone.",
        "Missing today\n\nQuobrim, Faraday\nchart 11202",
    ],
)
def test_what_happens_to_patients_makes_no_staff_of_them(text: str) -> None:
    assert "Faraday" not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "The tablet is dead, can we buy one?\n\nQuobrim, Hearstowe",
        "We only have the stand. Merci pour votre patience et bonne journée, Quobrim Faraday",
        "Rien ne marche. Bien à vous, Imogen Faraday, bénévole",
    ],
)
def test_who_signs_below_a_sentence_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Patients can still pick Imogen Faraday though she left in August.",
        "On peut encore choisir Imogen Faraday, elle a quitté la clinique.",
        "Can you make Imogen Faraday an admin?",
        "Pouvez-vous mettre Ludovic Massé administrateur du site?",
        "Our site admin used to be Imogen Faraday.",
        "Imogen (OT) can't see the referrals.",
        "It went to St. Martha's by mistake.",
        "From Nov 2 to 6, then Nov 9/10, then Dec 7, 14 and 21.",
    ],
)
def test_who_has_gone_or_is_made_something_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Imogen Faraday called, she left a message.",
        "Imogen Faraday did not wait, elle est partie fâchée.",
        "The nurse has Imogen Faraday twice.",
        "Make Imogen Faraday a patient of Dr. Roy.",
    ],
)
def test_who_leaves_a_message_goes(text: str) -> None:
    assert "Faraday" not in redacted(text)


@pytest.mark.parametrize("text", ["Rose Quispe (Mar 2, 48)", "DOB Mar 2, 14", "born Nov 9/10"])
def test_a_short_year_of_birth_goes(text: str) -> None:
    assert "«BIRTH-DATE-1»" in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Imogen Faraday y arrive avec son compte, moi non.",
        "Imogen Faraday gets in with her login and I cannot.",
        "Pour un rendez-vous, communiquez avec Imogen Faraday; pour Cloud Connect, avec Ludovic Massé.",
        "If Ocean is not syncing, ask Imogen Faraday.",
        "I went in the log like Imogen Faraday showed me.",
        "J'ai ouvert le journal comme Imogen Faraday nous l'a montré.",
        "For Elmsgrove Mines office only, nothing works.",
        "It works.\nDana, Prince Albert Children's",
        "Rien ne va. Clinique Horizon, Wellingtonne, Î.-P.-É.",
        "Two offices, one is gone.\n\nImogen Faraday (I run both)\nP.S. Somebody was sent away and went home.",
    ],
)
def test_who_is_asked_and_where_an_office_is_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "All week. Ask Imogen Faraday, she waited an hour.",
        "Ask Imogen Faraday about her form.",
        "She looks like Imogen Faraday showed up twice.",
        "Imogen Faraday y arrive avec son téléphone.",
    ],
)
def test_whom_one_may_ask_about_their_own_goes(text: str) -> None:
    assert "Faraday" not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Imogen Faraday gets an e-mail for every new patient message, I get none.",
        "Imogen Faraday reçoit un courriel quand un patient répond.",
        "It was only one as far as Wandalyn can tell.",
    ],
)
def test_who_is_alerted_or_can_tell_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Imogen Faraday gets an e-mail for another patient.",
        "Imogen Faraday gets a text every day.",
        "No text for these:\n\nQuispe, Rose\nFaraday, Imogen\nMerci",
    ],
)
def test_who_gets_what_is_meant_for_patients_goes(text: str) -> None:
    assert "Faraday" not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "It is everybody booked with Imogen Faraday this week.",
        "Quatre rappels pour un seul rendez-vous avec Ludovic Massé.",
        "When Imogen Faraday opens Ocean it asks who she is.",
        "Ludovic Massé essaie de joindre une échographie à une référence.",
        "All of Imogen Faraday's list is like that.",
        "Wandalyn's browser updated and his patient list is scrambled.",
        "They were to see Imogen Faraday or Dr. Roy.",
        "The girl at the front, Wandalyn, rebooted it.",
        "Imogen Faraday said to e-mail you.",
        "Docs came in unassigned.\n\nImogen Faraday\nSeniors' Outreach, Skeenamouth Geriatric Clinic",
    ],
)
def test_who_is_booked_with_and_who_works_in_ocean_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Rose Quispe was double booked with Imogen Faraday.",
        "Dr. Roy had an appointment with Imogen Faraday.",
        "Her appointment with her son Oscar Faraday is gone.",
        "Imogen Faraday voulait joindre une photo.",
        "Imogen Faraday opens the link in Ocean.",
        "Quispe, Rose Faraday and her mother",
    ],
)
def test_who_shares_a_time_goes(text: str) -> None:
    assert "Faraday" not in redacted(text)


def test_each_flag_has_a_bit_of_its_own() -> None:
    bits = [value for name, value in vars(Flag).items() if name.isupper()]
    assert len(bits) == len(set(bits))
    assert all(bit.bit_count() == 1 for bit in bits)


@pytest.mark.parametrize(
    "text",
    [
        "Je suis absente jusqu'au 8 août. Pour une urgence Ocean, voir Mathilde Groleau.\n\nFrancine Bédard",
        "Je suis en congé jusqu'au 21 juillet. Urgences : Nathalie Roussel.",
        "I am on leave until March. Duncan Quillian is looking after Ocean.",
        "La personne qui gardait la clé (Mme Gaétane Roussel) a pris sa retraite en juin.",
        "Je suis la gestionnaire par intérim (Mme Rousseau est en congé de maladie).",
        "On a retrouvé la clé (dans le tiroir de la Dre Lussier...). Tout se lit.",
        "We found the key (in Dr. Lussier's drawer). Names read fine.",
        "Trying to re-authorize.\n\nClient: Strathcona Family Docs\nTech: Noor Aziz",
    ],
)
def test_who_is_away_and_who_answers_instead_stay(text: str) -> None:
    assert redacted(text) == text


def test_a_patient_named_as_one_in_the_reply_of_who_is_away_goes() -> None:
    text = "I am on leave until March. Please tell my patient Duncan Quillian so."
    assert "Quillian" not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nous sommes : Manon Girouard, Abdou Diallo, Ève-Lyne Potvin.\n\nManon Girouard, inf. clin.",
        "Merci!\n\nSœurette Benoît\nCentre de réadaptation L'Envol",
        "La Dre Gamelin et M. Soucy ont quitté en août.",
        "Hélène Turgeon-Savoie n'est pas là cette semaine.",
        "Still the same as I described on the phone to Kyle.",
        "From phone notes, 27 Nov.\n\nPassed on by R. Castellano",
    ],
)
def test_who_is_one_of_us_who_left_and_who_took_the_call_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("subject", "signer"),
    [
        ("Avis de réponse + patient effacé", "Katia Bourassa"),
        ("Patient introuvable pour un message", "Huguette Rainville"),
        ("Message patient", "Solange Robichaud"),
    ],
)
def test_a_subject_about_patients_messages_makes_nobody_a_patient(subject: str, signer: str) -> None:
    texts = REDACTOR.redact([subject, f"Bonjour, rien ne va.\n\nBien cordialement,\n{signer}"]).texts
    assert signer in texts[1]


def test_what_a_button_says_makes_nobody_a_patient() -> None:
    text = 'People press "Confirm My Appointment" and nothing happens.\n\nBest,\nAlastair McCrae\nBooking Supervisor'
    assert redacted(text) == text


def test_a_subject_that_announces_a_patients_message_makes_its_signer_a_patient() -> None:
    texts = REDACTOR.redact(["Fwd: message d'une patiente", "Je n'ai rien reçu.\nPerpetua Quillian"]).texts
    assert "Quillian" not in texts[1]


@pytest.mark.parametrize(
    "text",
    [
        "À Lebel-sur-Quévillon tout est normal.",
        "Our IT fella Gord Penney set us up to send from our own domain.",
        "Book a free demo with Chad Winters.",
        "Contact there is Hughie MacLellan.",
        "It was there.\n\nMarlene Tsetso\n(my english is not the best, my first language is Slavey, sorry for this)",
        "Bouton « Confirmer mon rendez-vous » en panne.\n\nMerci de votre aide,\n\nSolange Bordeleau\nAgente",
        "Hamza at the next desk sees all of it fine.",
    ],
)
def test_places_helpers_and_who_signs_above_an_aside_stay(text: str) -> None:
    assert redacted(text) == text


def test_the_name_in_quotation_marks_before_a_patients_goes() -> None:
    assert "Petit »" not in redacted("La réponse du patient est là (ex. celle de « Petit » Jean-Eudes Petitpas hier).")
    assert "7719" not in redacted("Il est dans Accuro (fiche no. 7719, rien).")


@pytest.mark.parametrize(
    "text",
    [
        "Les options sont grises. Tout le bureau.\nM. Perron, La Sarre",
        "C'est depuis septembre.\n\nMme Lucille Veilleux\nSecrétaire depuis 31 ans (et pas tannée)\nClinique Nord-Aski",
        "It has been so since Monday.\n\nWith thanks,\nSister Bernadette Halyk\nVolunteer desk, Wynyard",
        "Hélène Dubé-Authier\nAdjointe aux soins, Clinique du Lac Osisko\nRouyn-Noranda (Québec)",
        "---------- Forwarded message ---------\nFrom: Farouk Benhaddou (R2)\n\nI can't send patient messages.",
    ],
)
def test_who_signs_in_rarer_ways_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour de Beaumont!\n\nLa borne refuse tout le monde.",
        "J'ai appelé QHR deux fois (une dame prénommée Shauna). Rien n'est branché.",
    ],
)
def test_from_where_and_who_answered_at_the_vendor_stay(text: str) -> None:
    assert redacted(text) == text


def test_who_says_that_a_name_is_their_own_stays() -> None:
    text = "It is greyed out.\n\nThanks,\nCaptain (that is my real name) Brown\nMOA, Islands Midwifery"
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "La personne-ressource reste Corinne Houle.",
        "Our cultural interpreter Dilnoza Karimova can open patients in Ocean.",
        "Mon ancienne supérieure, Lise Archambault, peut en témoigner.",
        "Deux choses depuis le départ de Maxime.",
    ],
)
def test_who_is_named_by_what_they_are_to_the_clinic_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("La borne est vide.\n\nLucien Abitbol\nDirecteur, Clinique Rive\nlucien.abitbol@rive.example", []),
        ("The kiosk is empty.\n\nDana Hart\nManager\ndana.hart@lakeside.example | 705-555-0100", []),
        ("The kiosk is empty.\n\nDana Hart\nManager\ndana.hart@gmail.com", ["dana.hart@gmail.com"]),
        ("The kiosk is empty.\n\nDana Hart\nManager\ndana@nb.sympatico.ca", ["dana@nb.sympatico.ca"]),
        ("The kiosk is empty.\n\nDana Hart\nManager\ndana@me.com", ["dana@me.com"]),
        ("Reach the patient at dana.hart@lakeside.example", ["dana.hart@lakeside.example"]),
    ],
)
def test_an_address_below_a_post_stays_unless_anybody_may_have_it(text: str, goes: list[str]) -> None:
    assert [text[each.start : each.end] for each in REDACTOR.find(text)] == goes


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        (
            (
                "De : Bédard, Normand <nb@stefoy.example>\nEnvoyé : 15 octobre 2025\nÀ : Soutien\nObjet : borne\n\n"
                "La borne est vide.\n\nNormand Bédard, MD"
            ),
            ["nb@stefoy.example"],
        ),
        (
            (
                "De : Bédard, Normand <nb@stefoy.example>\nEnvoyé : 15 octobre 2025\nÀ : Soutien\nObjet : borne\n\n"
                "La borne est vide.\n\nNormand Bédard"
            ),
            ["Bédard, Normand", "nb@stefoy.example", "Normand Bédard"],
        ),
        (
            (
                "C'est autre chose.\n\nLyne Arsenault\nGMF de la Pointe\n\n"
                "Le mar. 23 sept. 2025, à 09 h 12, Soutien Accuro-Ocean <soutien@desk.example> a\nécrit :\n\n> Bonjour"
            ),
            ["soutien@desk.example"],
        ),
    ],
)
def test_who_signs_as_a_doctor_or_above_a_wrapped_head_is_no_patient(text: str, goes: list[str]) -> None:
    assert [text[each.start : each.end] for each in REDACTOR.find(text)] == goes


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("No text came for a Mr.\nQuill, nor for\nus.", ["Quill"]),
        ("Même chose pour M.\nChêne, qui attend.", ["Chêne"]),
        ("> Photo from D.\n> Yellowhorn didn't reach the chart.", ["D.\n> Yellowhorn"]),
        ("The lists of Dr. Hart and Dr.\nTavish Muir are empty.", []),
        ("The kiosk is empty.\n\nNicole M.\nLakeside Clinic", []),
    ],
)
def test_a_title_at_the_end_of_a_line_is_that_of_the_name_in_the_next(text: str, goes: list[str]) -> None:
    assert [text[each.start : each.end] for each in REDACTOR.find(text)] == goes
