"""Facts that people state in plain words, in both languages."""

from __future__ import annotations

import pytest

from intake.wordings import facts

_ERROR = 'I get "Existing EMR User Account Linkage Detected".'
_NO_LINK = "The reminder email has no confirm link."


@pytest.mark.parametrize(
    "text",
    [
        "She never got the text. She never asked to stop the texts.",
        "She never got the text. She never asked us to stop the texts.",
        "He never gets our texts. He didn't ask to stop the texts.",
        "He never gets our texts and hasn't asked to stop the texts.",
        "Il ne reçoit aucun texto de rappel. Il n'a jamais demandé d'arrêter les textos.",
        "Elle ne reçoit pas ses textos de rappel. Elle n'a jamais demandé de ne plus en recevoir.",
        "Elle ne reçoit pas ses textos de rappel. Elle n'a jamais dit non aux textos.",
    ],
)
def test_who_never_asked_to_stop_did_not_opt_out(text: str) -> None:
    assert facts(text)["patient.opted_out_of_texts"] is False


@pytest.mark.parametrize(
    "text",
    [
        "The day sheet is full for today and tomorrow, and from there on it is empty.",
        "The day sheet is full today and tomorrow, from that day on there is nothing.",
        "Dans la feuille de journée, aujourd'hui et les deux jours d'après sont pleins, à partir de là c'est vide.",
        "Dans la feuille de journée, cette semaine ça va, mais à partir de ce jour-là c'est vide.",
    ],
)
def test_what_is_empty_from_a_day_on_lacks_later_dates(text: str) -> None:
    assert facts(text)["daysheet.missing_dates"] == "later-only"


@pytest.mark.parametrize(
    "text",
    [
        f"{_ERROR} I was in both with my own account in both and got the same message.",
        f"{_ERROR} I signed out of both and back in, identical message.",
        f"{_ERROR} I signed out of both and back in, the very same error.",
        "J'ai « Existing EMR User Account Linkage Detected ». Déconnectée des deux et revenue, message identique.",
    ],
)
def test_the_same_message_after_ones_own_sign_in(text: str) -> None:
    assert facts(text)["linkage.after_own_sign_in"] == "same-error"


@pytest.mark.parametrize(
    "text",
    [
        f"{_NO_LINK} The confirmation switch is on.",
        f"{_NO_LINK} The confirmation box is ticked.",
        "Le courriel de rappel n'a pas de lien pour confirmer. L'option de confirmation est activée.",
        "Le courriel de rappel n'a pas de lien pour confirmer. La case de confirmation est cochée.",
    ],
)
def test_the_switch_of_confirmation_is_on(text: str) -> None:
    assert facts(text)["reminders.rule_confirmation_on"] is True


def test_an_office_that_was_not_ticked_on_the_approval_page_was_not_consented() -> None:
    text = "No booking of West is in Ocean. West wasn't ticked on the QHR approval screen."
    assert facts(text)["accuro.oauth.office_consented"] is False


def test_who_never_sees_the_arrival_was_accepted_by_the_kiosk() -> None:
    text = "La borne prend les patients, mais l'accueil ne voit jamais l'arrivée s'inscrire."
    assert facts(text)["kiosk.outcome"] == "accepted-not-marked"


def test_a_form_that_was_accepted_is_so_though_nothing_came_of_it() -> None:
    text = "Elle a rempli le formulaire de notre site. Je l'ai accepté lundi, mais rien ne s'est rendu au dossier."
    assert facts(text)["website_form.accepted"] is True
