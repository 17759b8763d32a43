"""Facts that people state in plain words, in both languages."""

from __future__ import annotations

import pytest

from intake.wordings import facts

_ERROR = 'I get "Existing EMR User Account Linkage Detected".'
_NO_LINK = "The reminder email has no confirm link."


@pytest.mark.parametrize(
    ("fact", "value", "texts"),
    [
        (
            "patient.opted_out_of_texts",
            False,
            [
                "She never got the text. She never asked to stop the texts.",
                "She never got the text. She never asked us to stop the texts.",
                "He never gets our texts. He didn't ask to stop the texts.",
                "He never gets our texts and hasn't asked to stop the texts.",
                "Il ne reçoit aucun texto de rappel. Il n'a jamais demandé d'arrêter les textos.",
                "Elle ne reçoit pas ses textos de rappel. Elle n'a jamais demandé de ne plus en recevoir.",
                "Elle ne reçoit pas ses textos de rappel. Elle n'a jamais dit non aux textos.",
            ],
        ),
        (
            "daysheet.missing_dates",
            "later-only",
            [
                "The day sheet is full for today and tomorrow, and from there on it is empty.",
                "The day sheet is full today and tomorrow, from that day on there is nothing.",
                "Dans la feuille de journée, aujourd'hui et les deux jours d'après ça va, à partir de là c'est vide.",
                "Dans la feuille de journée, cette semaine ça va, mais à partir de ce jour-là c'est vide.",
            ],
        ),
        (
            "linkage.after_own_sign_in",
            "same-error",
            [
                f"{_ERROR} I was in both with my own account in both and got the same message.",
                f"{_ERROR} I signed out of both and back in, identical message.",
                f"{_ERROR} I signed out of both and back in, the very same error.",
                "J'ai « Existing EMR User Account Linkage Detected ». Déconnectée des deux, message identique.",
            ],
        ),
        (
            "reminders.rule_confirmation_on",
            True,
            [
                f"{_NO_LINK} The confirmation switch is on.",
                f"{_NO_LINK} The confirmation box is ticked.",
                "Le courriel de rappel n'a pas de lien pour confirmer. L'option de confirmation est activée.",
                "Le courriel de rappel n'a pas de lien pour confirmer. La case de confirmation est cochée.",
            ],
        ),
        (
            "accuro.oauth.office_consented",
            False,
            ["No booking of West is in Ocean. West wasn't ticked on the QHR approval screen."],
        ),
        (
            "kiosk.outcome",
            "accepted-not-marked",
            ["La borne prend les patients, mais l'accueil ne voit jamais l'arrivée s'inscrire."],
        ),
        (
            "website_form.accepted",
            True,
            ["Elle a rempli le formulaire de notre site. Je l'ai accepté lundi, mais rien ne s'est rendu au dossier."],
        ),
    ],
)
def test_what_is_said_plainly_is_stated(fact: str, value: object, texts: list[str]) -> None:
    assert {text: facts(text).get(fact) for text in texts} == dict.fromkeys(texts, value)
