"""Two words in small letters, weighed by what stands in and around them. All of it is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

WORDS = redaction_words()


def redacted(text: str, words: object = WORDS) -> str:
    assert isinstance(words, type(WORDS))
    return Redactor(words, today=lambda: date(2026, 11, 26)).redact([text]).texts[0]


@pytest.mark.parametrize(
    "text",
    [
        "page wont load for anyone. latest was [heather winter], chart no 40281, she gave up",
        "reminder texts are late again, eg [rusty stone] 604 555 0144 got his at noon",
        "the kiosk is dead, [forrest field] at 9:20 had to wait an hour",
        "les textos partent pas, ex. [aube fleury] 418 555-0133, elle attend encore",
        "la borne la revire de bord, c'est arrivé à la patiente [violette blanchet] pis ça recommence",
        "rien au dossier pour [prudence page], ramq PAGP 5512 1830, merci de regarder",
        "cant see the form. its for [rose li joly] phn 9123 456 789, sent monday",
        "he never got it, its [guy st-jean], born 1961-04-02, on the old address",
        "she is [wren al-fayed], chart 55102, and the link is dead for her",
        "form missing for [r. winter], chart 55102, and he did it twice",
    ],
)
def test_names_go_by_what_is_around_them(text: str) -> None:
    name = text[text.index("[") + 1 : text.index("]")]
    result = redacted(text.replace("[", "").replace("]", ""))
    assert name not in result
    assert "«PATIENT-1»" in result


@pytest.mark.parametrize(
    "text",
    [
        "dr heather winter cant open the day sheet since noon, chart 40281 neither",
        "call heather winter, office manager, she is in till 4",
        "nothing syncs at all since monday.\nthanks,\nheather winter",
        "rien ne synchronise depuis lundi, la secrétaire aube fleury est là jusqu'à 16 h",
        "la dre aube fleury voit plus ses rendez-vous, c'est vide partout",
        "the blank page came up again at 9:20 and the bill price is wrong too",
        "une page blanche sort à 9 h 20 chaque matin, peu importe le poste",
        "Une page blanche sort (mardi, jeudi), peu importe le poste. Le petit icône bleu est parti.",
        "is there a cost to add a field, may long lists of forms be sent",
    ],
)
def test_words_and_staff_stay(text: str) -> None:
    assert "PATIENT" not in redacted(text)


def test_a_name_in_small_letters_goes_where_capitals_are_used_too() -> None:
    result = redacted("The page broke again. Saw it with Dr. Roy. Latest was heather winter, chart 40281. It is new.")
    assert "heather winter" not in result
    assert "Dr. Roy" in result


def test_the_points_of_the_knowledge_base_decide() -> None:
    text = "page wont load for anyone. latest was heather winter, chart no 40281, she gave up"
    never = replace(WORDS, name_points=replace(WORDS.name_points, enough=10_000))
    assert "heather winter" not in redacted(text)
    assert "heather winter" in redacted(text, never)
