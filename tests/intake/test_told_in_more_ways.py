"""Symptoms told beside another of the same kind, with broad words, or by what a ticket states outright."""

from __future__ import annotations

import pytest

from intake.wordings import codes, facts
from oceandx.model.case import Value


@pytest.mark.parametrize(
    ("told", "body"),
    [
        (
            ["S04", "S16"],
            "The confirm link gives an error page, and our patients can't cancel: there is no cancel choice.",
        ),
        (["S16"], "Patients want to cancel from the reminder but there is no cancel button, only confirm."),
        (["S09", "S12"], "Mr. Oak never gets his reminder texts, and his wife's text came in French."),
        (["S09", "S12"], "Monsieur Lachance ne reçoit aucun texto de rappel et celui de sa femme arrive en anglais."),
        (["S12"], "Mr. Oak gets his reminder texts in French and he speaks English."),
        (
            ["S05", "S31"],
            "Save for Ocean does nothing on a referral, and when I upload the scan the file is refused: too large.",
        ),
        (["S18"], "Dre Lafleur veut écrire à Mme Tardif mais Ocean ne la trouve pas."),
        (["S18"], "When we want to message a patient of Dr. Oak, Ocean says there is no such patient."),
        (["S18"], "Lorsque nous voulons écrire aux patients du Dr Lafleur, Ocean ne les a pas."),
        (["S01"], "Dr. Oak does not appear on the Patients page of Ocean."),
        (["S33"], "Online booking offers people 7 pm, and Dr. Oak finishes at 4."),
        (["S33"], "Les patients se font offrir en ligne 12 h 20 alors qu'on est fermé le midi."),
        (["S33"], "People booking online are offered times that are already taken."),
        (["S34"], "The kiosk told everybody to see reception, it could not find their appointment."),
        (["S34"], "La borne dit aux gens qu'ils n'ont pas de rendez-vous."),
        (["S34"], "Il s'est enregistré à la borne, mais il n'est jamais passé à « arrivé » dans Accuro."),
        (["S34"], "They check in at the kiosk and get the thank you screen, but in Accuro they never flip to arrived."),
        (
            ["S14"],
            "People hit the button, they get the thank-you page, and then nothing changes in our Accuro schedule.",
        ),
        (
            ["S14"],
            "Les patients cliquent, voient la page de remerciement, puis rien ne change dans notre horaire Accuro.",
        ),
        (
            ["S04"],
            "Ils cliquent pour dire qu'ils vont venir et tombent sur une page d'erreur. Ils n'arrivent jamais au bout.",
        ),
        (["S34"], "La borne a refusé une patiente. Une règle bloque les gens qui arrivent en retard."),
        (
            ["S28"],
            "A patient replied with a letter. I see it in Ocean. In Accuro: the reply, no letter.",
        ),
        # A relative clause stands between what does not come and that it does not.
        (["S28"], "Les fichiers que les patients ajoutent à leur réponse ne se rendent pas au dossier."),
        (["S28"], "The photos that patients attach to their replies never reach the chart."),
        (
            ["S27", "S28"],
            (
                "Les formulaires web remplis ne se rendent pas dans le dossier, et les photos que les patients "
                "joignent à leurs réponses non plus."
            ),
        ),
        (["S28"], "Il m'a répondu avec le texte et la photo. Son texte est rendu dans Accuro. La photo, non."),
        (["S28"], "She sent us a picture in her reply. The reply is in his Accuro chart. The picture isn't."),
        (
            ["S28", "S29"],
            (
                "Les photos que les patients ajoutent à leurs réponses n'arrivent jamais dans Accuro. Les options pour "
                "enregistrer les pièces jointes sont grisées."
            ),
        ),
        (["S18"], "Quand j'veux envoyer un message à un patient du Dr Roy, Ocean le connaît pas."),
        (["S06"], "Nothing comes across from Accuro to Ocean. Cloud Connect says Accuro is not authorized."),
        (["S06"], "Plus rien ne passe d'Accuro à Ocean. Cloud Connect dit que l'accès à Accuro n'est pas autorisé."),
        (["S34"], "The kiosk thanked her, but in Accuro she was never arrived."),
        (["S21"], "Nobody knows our encryption key. Is there a way of getting it back without resetting everything?"),
        (["S18"], "Je veux envoyer un questionnaire à Rosa Quill, mais je tape son nom dans Ocean et y a personne."),
        ([], "Can someone look at Rosa Quill's record please? Something isn't right in Ocean."),
        (["S34"], "La borne lui a dit qu'il était trop tôt pour s'enregistrer."),
        (["S11"], "She got the reminder three times for one appointment."),
        (["S11"], "Chaque patient reçoit son rappel en double."),
        (["S06"], "Nothing has moved from Accuro to Ocean since 9 this morning."),
        (["S06"], "Plus rien ne se synchronise entre Accuro et Ocean, pour aucun médecin."),
        (["S06"], "Not a single thing has come over from Accuro since Monday."),
        (["S22"], "We reset the shared encryption key on Friday, and since then the forms fail for all of us."),
        (["S39"], "We signed the contract with QHR in May and have been sent no user name."),
        (["S27"], "Les demandes de renouvellement remplies sur notre site n'arrivent pas au dossier Accuro."),
        (["S27"], "La réponse du patient ne se rend pas au dossier dans Accuro."),
        (["S31"], "Le PDF est refusé, il est trop lourd. C'était pour une eRéférence en cardiologie."),
        (
            ["S13", "S14"],
            "Le statut « rappel envoyé » ne s'affiche pas dans Accuro, et les confirmations des patients non plus.",
        ),
        (
            ["S13"],
            "Reminders do go out, but the appointments stay on booked and never turn to our Reminder Sent status.",
        ),
        (["S04"], "Les patients cliquent sur confirmer et tombent sur un message d'erreur et ça ne va pas plus loin."),
        (["S36"], "Nobody here gets the notice when a patient replies to a message."),
        ([], "The reminders come once, as they should."),
    ],
)
def test_what_a_ticket_tells_is_recognised(told: list[str], body: str) -> None:
    assert codes(body) == told


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("Our booking page offers people 8 pm when the clinic shuts at 5.", "wrong-times"),
        ("En ligne, les plages offertes tombent pendant le dîner de la Dre Lafleur, à 12 h 15.", "wrong-times"),
        ("On the booking page patients see only the mornings, the afternoon slots are never offered.", "some-missing"),
    ],
)
def test_what_is_wrong_with_the_times_offered_is_stated(body: str, value: str) -> None:
    assert facts(body)["booking.times_problem"] == value
    assert codes(body) == ["S33"]


@pytest.mark.parametrize(
    "body",
    [
        "The new tablet won't take our encryption key.",
        "On ne trouve plus la clé de chiffrement sur aucune machine.",
        "The page shows Dr. Oak twice and a name that doesn't exist.",
    ],
)
def test_no_kiosk_and_no_booking_page_is_spoken_of(body: str) -> None:
    assert not {"kiosk.outcome", "booking.times_problem"} & facts(body).keys()
    assert not {"S33", "S34"} & set(codes(body))


def test_a_form_for_renewing_a_medicine_is_no_bill() -> None:
    body = "Les demandes de renouvellement remplies en ligne n'entrent pas au dossier d'Accuro."
    assert codes(body) == ["S27"]


def test_who_is_not_sure_denies_nothing_and_what_is_not_on_a_page_is_denied() -> None:
    assert codes("La Dre Lafleur n'apparaît pas sur la page Patients.") == ["S01"]
    assert codes("La Dre Lafleur apparaît pas sur la page Patients.") == ["S01"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "The tablet told everybody to see reception. The window is 2 hours.",
            {"cloud_connect.arrival_window_hours": 2},
        ),
        (
            "We signed the contract with QHR in May. Nobody gave us the password.",
            {"qhr.password_given_by_telephone": False},
        ),
    ],
)
def test_what_is_said_of_a_symptom_is_stated_where_a_fact_tells_it(body: str, told: dict[str, Value]) -> None:
    assert told.items() <= facts(body).items()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Le statut « rappel envoyé » ne s'affiche pas, les confirmations reçues non plus.", True),
        ("Le statut « rappel envoyé » ne s'affiche pas, tout le reste est là.", False),
        ("Reminders go out fine and the patient said no.", False),
        ("Les rappels partent bien, la patiente a dit non.", False),
    ],
)
def test_what_ends_a_clause_denies_what_was_said_before(body: str, told: bool) -> None:
    assert bool({"S14", "S03"} & set(codes(body))) is told
