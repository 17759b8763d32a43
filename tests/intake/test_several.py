"""Tickets that tell one trouble in several ways, or several troubles at once, read with the real knowledge base."""

from __future__ import annotations

import pytest

from intake.wordings import codes


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        # Nothing syncs: of course no booking reaches Ocean.
        (["S06"], "The sync failed last night for all doctors. Patients booked since then do not reach Ocean."),
        (["S06"], "Plus rien n'entre dans Ocean depuis hier. Les rendez-vous pris ce matin dans Accuro n'y sont pas."),
        # An aborted reminder is received by nobody.
        (["S08"], "About the reminder for Mrs. Oak: the log has it as Aborted. She got nothing."),
        (["S08"], "Pour le rappel de Mme Chêne, le journal dit Aborted. Elle a rien eu."),
        # The e-mail that a clinic waits for before it has begun is none of Ocean's.
        (
            ["S39"],
            "The email with our tenant ID has still not arrived in Dr. Oak's inbox, and nobody knows the next step.",
        ),
        (
            ["S39"],
            (
                "Notre mise en service traîne. Le courriel avec l'identifiant du locataire n'est toujours pas arrivé "
                "à la Dre Chêne."
            ),
        ),
    ],
)
def test_a_consequence_is_no_second_symptom(expected: list[str], text: str) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        # What it is not.
        (["S11"], "It isn't that patients get no reminder. They get three e-mails for the same visit."),
        (["S11"], "Ce n'est pas qu'aucun rappel ne part. Les patients reçoivent trois courriels pour la même visite."),
        # What others do not have, and what nobody has done yet.
        (["S35"], "Dr. Oak can't send messages to patients from Ocean. No other doctor sees it missing from the menu."),
        (["S35"], "La Dre Chêne ne peut pas écrire aux patients. Aucun autre médecin n'a ça dans la liste."),
        (
            ["S01"],
            "Dr. Oak isn't in the provider list on the Patients page. The full sync has not been run since Monday.",
        ),
        # Days and hours count nothing.
        (
            ["S34"],
            "La borne refuse M. Chêne. Son rendez-vous est à 10 h 30 le 4 mai, je le vois dans la feuille du jour.",
        ),
        (["S34"], "The kiosk rejects Mr. Oak. His visit is at 10 am on June 4, I see it on the day sheet."),
        # Who a patient is, is not how one looks for him.
        (
            ["S02"],
            "Missing in Ocean: Ann Oak, dob 4 May 1980. The day sheet has 4 people and Accuro 9.",
        ),
        (
            ["S02"],
            "Deux patients inscrits dans Accuro manquent à la feuille du jour d'Ocean. Date de naissance : 4 mai 80.",
        ),
        # "Not either" is no less "not".
        (["S02"], "Leurs rendez-vous ne sont pas non plus dans la feuille du jour."),
    ],
)
def test_what_is_only_mentioned_is_no_second_symptom(expected: list[str], text: str) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("File not in the chart", "I looked in his Accuro chart: no form, no picture."),
        ("Fichier pas au dossier", "J'ai regardé dans son dossier Accuro : pas de formulaire, pas de photo."),
    ],
)
def test_what_is_denied_one_after_the_other_is_missing_each_by_itself(subject: str, text: str) -> None:
    assert codes(text, subject) == ["S27", "S28"]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Reminder sent, not received", "The log says Sent for Ann Oak. She got nothing, her inbox is empty."),
        ("Rappel envoyé, jamais reçu", "Le journal dit « Sent » pour Ann Chêne. Elle n'a rien reçu dans son courriel."),
    ],
)
def test_what_is_told_far_better_is_meant(subject: str, text: str) -> None:
    assert codes(text, subject) == ["S07"]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        # Locked rows are names that cannot be read, no patient is locked out.
        (["S20"], "The list of patients in Ocean is all locked rows, we can't tell who is who."),
        (["S20"], "La liste de patients dans Ocean est verrouillée, on ne peut pas savoir qui est qui."),
        # An e-mail to the clinic is no reminder.
        (["S36"], "Nobody here gets the email from Ocean when a patient writes back."),
        (["S36"], "Personne ici ne reçoit le courriel d'Ocean quand un patient nous répond."),
        # A link that is gone is no patient.
        (["S23"], "The CDS link to Ocean was there in the menu in May, now it has vanished."),
        (["S23"], "Le lien CDS vers Ocean était dans le menu en mai, il a disparu."),
    ],
)
def test_of_look_alikes_the_one_that_is_told_is_meant(expected: list[str], text: str) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        # What a patient tells the clinic by telephone tells nobody to call.
        (["S14"], "Three patients told us over the phone they hit Confirm. In Accuro they still look unconfirmed."),
        (["S14"], "Des patients l'ont dit au téléphone : ils ont confirmé par le lien. Dans Accuro, rien de confirmé."),
        # That a log says what is missing is not that it says sent.
        (["S08"], "The reminder log has Aborted and says email missing. He didn't get anything."),
        # What nobody may do, and what was done to look for it.
        (["S06"], "Nothing syncs since Monday. It is to be approved in Cloud Connect. I do not have access to do it."),
        (["S01"], "La Dre Chêne n'est pas dans la liste des fournisseurs de la page Patients. Cherché, filtres vidés."),
        # Visits that nobody called off are no notices.
        (["S03"], "Aucun courriel de rappel n'est envoyé aux patients. Je vois plus d'absences non avisées."),
    ],
)
def test_what_is_told_around_a_symptom_is_no_second_one(expected: list[str], text: str) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Over, by its own words.
        "Ann Oak was getting six reminders for the same visit. The second rule is off, so that part is done.",
        "La patiente est barrée, elle ne peut pas ouvrir son rappel. Fermez s.v.p.",
        # Nothing said yet.
        "Small problem with the reminders of one client, easier to explain by phone.",
        "Petit problème avec les rappels d'une cliente, plus facile à expliquer au téléphone.",
        "Problem with the integration. I still have to find out what exactly.",
        "Problème avec l'intégration entre Accuro et Ocean. C'est compliqué par écrit.",
        # Whom to ask meanwhile.
        "I am out of the office until May 7. For questions about reminders, please call the front desk.",
        "Je suis absente du bureau jusqu'au 7 mai. Pour les rappels, veuillez communiquer avec la réception.",
    ],
)
def test_what_is_over_or_still_to_be_told_is_no_symptom(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        # "And not" denies what it names.
        (["S07"], "Two patients got nothing although the log shows Sent (and not Aborted)."),
        (["S07"], "Deux patients n'ont rien reçu alors que le journal affiche « Sent » (et non « Aborted »)."),
        # The error on the way to a link covers that the link opens nothing.
        (["S25"], "Existing EMR User Account Linkage Detected, it says. Kim can't launch Ocean for anybody."),
        # What the sender waits for from the desk.
        (["S17"], "Never got a reply. Ann Oak is locked out of the message, too many tries."),
        (["S17"], "Jamais eu de réponse. Ann Chêne est barrée du message, trop d'essais."),
        # A wish is no end.
        (["S34"], "The kiosk rejects everybody at our second office, would love this fixed."),
        # What was sorted was another's.
        (
            ["S25"],
            "I get Existing EMR User Account Linkage Detected. Kim had a link error too but hers was sorted out.",
        ),
        # After a day nothing is shown for anybody: that is no sync that stopped.
        (["S02"], "La feuille de journée est bonne, après le 4 mai c'est vide pour tous les médecins."),
    ],
)
def test_what_stands_beside_a_symptom_does_not_change_it(expected: list[str], text: str) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("S01", "All the providers of our second location have dropped off the Patients page."),
        ("S01", "Tous les médecins du deuxième bureau ont disparu de la page Patients."),
        ("S03", "None of Dr. Oak's patients have had a reminder e-mail since May."),
        ("S03", "Les patients de la Dre Chêne n'ont pas eu de courriel de rappel depuis mai."),
        ("S05", "Save for Ocean isn't showing for anyone."),
        ("S05", "« Enregistrer pour Ocean » n'apparaît chez personne."),
    ],
)
def test_what_everybody_misses_is_told(code: str, text: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        # Options that are grey for all are no user who may not write.
        (["S29"], "All the attach stuff in patient messages is greyed out for all of us."),
        (["S29"], "Le trombone pour joindre des fichiers aux messages aux patients est grisé pour nous tous."),
        # The patients of a provider who is not there cannot be found under that name.
        (
            ["S01"],
            (
                "La Dre Chêne n'apparaît pas dans la page Patients d'Ocean. Sa patiente (dossier 12) est introuvable "
                "sous son nom à elle."
            ),
        ),
        # What is attached with Save for Ocean, to a referral or not, fails with it.
        (
            ["S05"],
            "I would like to attach a document to my referral with Save for Ocean. The function is down for me only.",
        ),
        (
            ["S05"],
            (
                "J'aimerais joindre un document à ma référence avec Enregistrer pour Ocean. La fonction est inopérante "
                "pour moi seulement."
            ),
        ),
        # What is not in the chart is not missing from Ocean, though Ocean is named.
        (["S27"], "Ocean shows the questionnaire of Mrs. Oak as complete but it is not in her Accuro chart."),
        (["S27"], "On voit le questionnaire de Mme Chêne dans Ocean, mais il n'est pas dans son dossier Accuro."),
        # Options of attachments that are greyed out refuse no file, though they are about referrals.
        (["S29"], "The drop downs for attachments of referrals are greyed out in the settings."),
        (["S29"], "Dans les réglages, les menus des pièces jointes des références sont grisés."),
        # After a reset of the key, what no longer attaches is one of the things that it broke.
        (
            ["S22"],
            "Since the reset of our key, Ocean won't open from the chart and letters won't attach to referrals.",
        ),
        # Who can send none sends none.
        (["S35"], "Nurse Oak can send no messages at all. I can do everything."),
        # What is not missing, what a thing looks like, and how it usually is.
        ([], "Nothing is missing from the day sheet in Ocean."),
        ([], "Il ne manque rien sur la feuille de journée dans Ocean."),
        (
            ["S06"],
            "Nothing moves in Ocean any more: on its side it is stuck like a photo, whatever we enter in Accuro.",
        ),
        (["S06"], "Plus rien ne bouge dans Ocean. C'est figé comme une photo, quoi qu'on entre dans Accuro."),
        (["S08"], "Many texts and mails have the status Aborted. Those folks were never notified. Usually it's zero."),
        # An e-mail that tells staff of an answer reminds nobody of a visit.
        (["S36"], "Quand un patient répond, aucune de nous deux ne reçoit le courriel d'avis."),
        # What stays as it was booked, though patients confirm, and what is not written into the schedule.
        (["S14"], "Nos patients confirment par courriel, mais dans Accuro le rendez-vous reste « prévu »."),
        (["S13"], "La marque « rappel envoyé » ne s'inscrit plus dans l'agenda d'Accuro depuis lundi."),
        # To whom one spells an address over the telephone, and a door that is locked.
        (["S07"], "The log says Sent for Mrs. Oak, but she got no reminder. I spelled it to her over the phone."),
        (["S33"], "Online booking offers patients 7:00 though we open at 9. One of them stood at a locked door."),
        (
            ["S33"],
            "La réservation en ligne offre 7 h aux patients, on ouvre à 9 h. L'un a trouvé la porte verrouillée.",
        ),
        # An error that is gone.
        ([], "The linkage error is gone since you unlinked the account."),
        ([], "L'erreur de liaison a disparu depuis que vous avez délié le compte."),
        # Whose help is praised has mended what is named.
        ([], "A big thank you to Steve who sorted out our sync problem in ten minutes."),
        ([], "Un beau merci à Stéphane qui a réglé notre problème de sync en dix minutes."),
        # The number of a chart denies nothing.
        (["S11"], "Mme Chêne (dossier no 118-402) a eu trois rappels pour un rendez-vous, même si elle a confirmé."),
        # What goes wrong in a patient's message keeps nobody from writing one.
        (["S17"], "She typed her birth date wrong too many times in the patient message and is locked out."),
        (["S36"], "Un souci avec la messagerie: je n'ai plus aucun avis par courriel quand un patient répond."),
        # That something is wrong with the connection says nothing yet.
        ([], "The integration is acting up again, please advise."),
        ([], "L'intégration fait encore des siennes, pouvez-vous regarder?"),
    ],
)
def test_what_tells_less_adds_nothing(expected: list[str], text: str) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["S11", "S12"], "Mr. Oak gets each reminder twice, and they come in English although his language is French."),
        (
            ["S11", "S12"],
            "M. Chêne reçoit des rappels en double, en plus ils sont en anglais, sa langue est le français.",
        ),
        (
            ["S28", "S36"],
            (
                "A couple of attachments patients sent us (jpg) don't show up in the Accuro charts, "
                "and also I am no longer told by email when somebody answers."
            ),
        ),
        (["S06", "S34"], "No appointment has come into Ocean since 7, and the kiosk says no to everyone."),
        (
            ["S06", "S34"],
            "Plus aucun rendez-vous n'arrive dans Ocean depuis 7 h, et les patients sont refusés à la borne.",
        ),
    ],
)
def test_what_is_told_besides_is_a_second_symptom(expected: list[str], text: str) -> None:
    assert sorted(codes(text)) == expected
