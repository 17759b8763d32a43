"""Letters about something else that name troubles on their way, and troubles told in the words of such letters."""

from __future__ import annotations

import pytest

from intake.wordings import codes, kind, reader
from oceandx.intake.message import Message


@pytest.mark.parametrize(
    "body",
    [
        "We have been asked what to do in the event that a patient gets locked out.",
        "Procedure when a patient is locked out: call the desk.",
        "En cas de panne de synchronisation, voir Gilles au poste 12.",
        "Comment réagir quand un patient est barré?",
        "Advenant une perte de la clé de chiffrement, qui appelle-t-on?",
    ],
)
def test_what_only_might_happen_is_no_trouble(body: str) -> None:
    assert codes(body) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("No reminders have gone out to any of our patients since Monday. In case of questions call me.", "S03"),
        ("Aucun rappel ne part depuis lundi, pour aucun médecin. En cas de besoin, je suis au poste 3.", "S03"),
    ],
)
def test_whom_to_call_in_case_takes_nothing_from_a_trouble(body: str, code: str) -> None:
    assert code in codes(body)


@pytest.mark.parametrize(
    "body",
    [
        "No patient of Dr. Roy got a reminder in May. Someone ticked her box, and since then not a hiccup.",
        "The kiosk sent everyone to the desk. Lena fixed the rule; it never happened again.",
        "Les patients de la Dre Roy ne recevaient aucun rappel. Léna a coché sa case. Depuis, pas une plainte.",
        "La borne envoyait tout le monde au comptoir. Une case à cocher, et ça ne s'est jamais reproduit.",
    ],
)
def test_what_is_long_over_in_everyday_words_is_past(body: str) -> None:
    reading = reader().read(Message("", body))
    assert not reading.symptoms
    assert reading.past or reading.out_of_scope


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("After years without a problem, no reminders go out to any patient of Dr. Roy this week.", "S03"),
        ("Après trois ans sans un pépin, aucun rappel ne part depuis lundi pour la Dre Roy.", "S03"),
    ],
)
def test_what_ran_well_before_does_not_end_what_comes_after(body: str, code: str) -> None:
    assert code in codes(body)


@pytest.mark.parametrize(
    ("about", "subject", "body"),
    [
        # Other programs
        ("other", "Backup failed", "Veeam job CLINIC-01 failed at 2:10. 14 files were not synchronized. Disk is full."),
        ("other", "Échec de la sauvegarde", "Espace disque insuffisant. 9 fichiers n'ont pas été synchronisés."),
        ("other", "OneDrive", "My OneDrive isn't syncing."),
        # Equipment and what it uses up
        ("hardware", "Scanner", "The scanner at the desk died, so the forms of two patients aren't in their charts."),
        (
            "hardware",
            "Numériseur",
            "Le numériseur avale les feuilles, les pièces de M. Roy ne sont donc pas dans son dossier.",
        ),
        # People who look for people, and for work
        (
            "spam",
            "Analyst",
            "I came across your profile. My client needs someone who fixes failed syncs and locked out patients.",
        ),
        (
            "spam",
            "Nouveau défi",
            "J'ai vu votre profil. Mon client recherche une personne pour corriger des rappels qui ne partent pas.",
        ),
        (
            "other",
            "Application",
            "I am applying for your desk job. I know how to handle reminders that failed and patients locked out.",
        ),
        (
            "other",
            "Emploi",
            "Je pose ma candidature. Je sais quoi faire des patients barrés et des rappels en double.",
        ),
        # Surveys, studies, the press
        (
            "spam",
            "Five questions",
            "Take our survey: do your reminders arrive late? Have you lost your encryption key? A chance to win $100.",
        ),
        (
            "spam",
            "Sondage",
            "Notre firme mène un sondage auprès des cliniques : vos rappels arrivent-ils en retard?",
        ),
        (
            "other",
            "Research",
            "For my dissertation I collect cases in which reminders went out late or patients were locked out.",
        ),
        ("other", "Entrevue", "Je suis journaliste au Matin et j'écris sur les rappels envoyés deux fois."),
        # Those who have no contract
        ("other", "A question", "We are thinking of getting Ocean. Can a patient be locked out by a wrong birthday?"),
        ("other", "Avant de signer", "Nous n'avons rien signé. Des patients sont-ils effacés d'Ocean un jour?"),
        # Training
        ("other", "New clerk", "Do you have a video on what one does with a patient who is locked out?"),
        ("other", "Formation", "Auriez-vous une vidéo sur ce qu'on fait d'un patient barré?"),
        # Thanks and old stories
        (
            "other",
            "A note of thanks",
            "Back in 2021 we lost our encryption key. Ada stayed on the line for hours. What a treasure.",
        ),
        (
            "other",
            "Mot de remerciement",
            "À l'automne 2021, notre clé de chiffrement était perdue. Ada est un ange.",
        ),
        # Employers and employees
        ("other", "Days off", "The HR app sends me no confirmation and tells me to call the clinic. It's my pay stub."),
        ("other", "Paie", "Le portail RH ne confirme pas ma demande de vacances et dit d'appeler la clinique."),
        # Wishes
        (
            "feature-request",
            "Inuktitut",
            "Reminders come in English only, which is as designed. Would it be feasible to add Inuktitut?",
        ),
        (
            "feature-request",
            "Inuktitut",
            "Les rappels partent en anglais, c'est voulu. Serait-il envisageable d'ajouter l'inuktitut?",
        ),
        # Other systems, absences
        ("other-emr", "Rendez-vous", "Ici c'est le DMÉ Medesync. Les rendez-vous ne s'affichent plus à l'horaire."),
        ("auto-reply", "Rép. auto. : synchro", "En cas de panne de la synchronisation, voir Gilles."),
    ],
)
def test_a_letter_about_something_else_tells_no_trouble(about: str, subject: str, body: str) -> None:
    assert (kind(body, subject), codes(body, subject)) == (about, [])


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("S03", "Disk space was low on the server, we fixed it. No reminders go out to anybody since."),
        ("S06", "Veeam ran all night. Since this morning nothing syncs from Accuro to Ocean, for any doctor."),
        ("S35", "Our new nurse came from a staffing agency. She can't send messages to patients."),
        ("S36", "Je ne reçois plus d'avis par courriel quand un patient répond à un message."),
        ("S27", "Our satisfaction survey form, filled in by patients, doesn't get into the chart in Accuro."),
        ("S03", "Le rapport annuel m'a appris que les patients de la Dre Roy ne reçoivent aucun rappel."),
        ("S03", "Pendant mes vacances, les rappels ont cessé de partir pour tous les médecins."),
        ("S29", "J'ai suivi la vidéo qui explique comment joindre un fichier, mais l'option est grise."),
        (
            "S03",
            "Thank you for your help last spring! However, no reminders go out to Dr. Roy's patients since Monday.",
        ),
        ("S03", "Un gros merci pour l'an dernier. Par contre, aucun rappel ne part pour la Dre Roy depuis lundi."),
        ("S11", "Is it by design that patients get their reminder twice? Mrs. Chan got two identical e-mails."),
        ("S03", "Rien au journal pour le Dr Roy : ses patients ne reçoivent aucun courriel de rappel."),
        (
            "S11",
            "Une maman écrit : « Je suis la mère de Léo, j'ai eu trois fois le même rappel ». Le journal le montre.",
        ),
        ("S01", "Kudos to Ada for last spring. Dr. Roy is missing from the list on the Patients page."),
        ("S34", "Help us improve our kiosk: it tells half of the patients to see the front desk."),
    ],
)
def test_a_trouble_in_such_words_stays_one(code: str, body: str) -> None:
    assert kind(body) == ""
    assert code in codes(body)


@pytest.mark.parametrize(
    "body",
    [
        "Her note is in her Accuro chart, so nothing lost.",
        "His form is in his Accuro chart, so we didn't lose anything.",
        "Sa note est au dossier dans Accuro, donc rien de perdu.",
        "Mme Roy est bien dans la feuille de journée d'Ocean et aucune règle de blocage ne s'applique à elle.",
        "Le rendez-vous est dans Ocean et pas de règle ne s'applique.",
    ],
)
def test_what_is_there_and_what_is_not_wrong_are_no_trouble(body: str) -> None:
    assert codes(body) == []
