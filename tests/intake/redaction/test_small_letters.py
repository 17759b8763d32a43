"""Names by writers who use no capitals, and the letters and apostrophes of names. All of it is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("log says sent for faith price but she swears she got no email", ["faith", "price"]),
        ("hope delorme was in ocean last week w her form, now shes gone", ["hope", "delorme"]),
        ("dr fong lost her phone and has bill summers waiting on a form", ["bill", "summers"]),
        (
            "5 aborted today in the log: amina yusuf, o. petrenko, garcia m, and d. brass too",
            ["petrenko", "garcia", "brass"],
        ),
        ("le journal dit abandonne pour savard r. et pour personne d'autre", ["savard"]),
        ("dr rao needs to get white, betty's labs out to the surgeon", ["white", "betty"]),
        ("la cliente a rappele, sa femme guerlande aussi, rien recu", ["guerlande"]),
        ("new pt (last name gebremariam) isnt in ocean when i message him", ["gebremariam"]),
        ("new pt danjavik (no card yet) isnt in ocean when i message him", ["danjavik"]),
        ("hi its tammy, mrs olivaret daughter vivecas says mom never gets the texts", ["vivecas"]),
        ("rudovan k., never came up in the list when i typed it in ocean", ["rudovan"]),
        ("could you pull up chantelle big bear's chart, it is odd again", ["chantelle", "big", "bear"]),
        ("also lou crow chief hcn 5582 114 903 XK complained of it twice", ["lou", "crow", "chief"]),
        ("le patient (prenom soo-jin) est introuvable dans ocean ce matin", ["soo", "jin"]),
        ("the list has room for the tran twins but accuro says no", ["tran"]),
        (
            "gmail junks our reminders. tony deer and mohammed found theirs in spam",
            ["deer", "mohammed"],
        ),
        ("quick q support, mr singh-lajoie was asking about his ocean form", ["singh", "lajoie"]),
    ],
)
def test_names_without_capitals_go(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    "text",
    [
        "dr hope delorme cant see her patients in ocean since this morning",
        "nothing syncs since friday, pls call back asap, thx faith price",
        "nothing syncs at all since friday, and nobody here knows why\nlinda c., cardio vallée",
        "rien ne synchronise depuis vendredi, personne sait pourquoi\njulie b.\nbureau de bourget",
        "the day sheet is short again for all of them since friday\nbeatrice v., nurse",
        "please call faith delorme about the kiosk by the front door, not before noon",
        "the april stone delivery came and the new desk is still not in place",
        "hi its tammy, the list of who comes today in ocean is short again",
        "ask faith price at reception about the kiosk by the front door",
        "the bill price went up and we will need a new quote for may",
        "our fax number and the day sheet, long lists of names, all gone",
        "e.g. the form, the link, the page and so on do not open at all",
    ],
)
def test_staff_and_words_without_capitals_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("We looked at S. O'Brien and the page is white.", "S. O'Brien"),
        ("N'Guessan Koffi waited an hour at the kiosk.", "N'"),
        ("The reminder for M'Baye Diop went to spam.", "M'"),
    ],
)
def test_the_letter_before_an_apostrophe_belongs_to_the_name(text: str, gone: str) -> None:
    assert gone not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Priya Nambiar made about fourteen rules last spring.",
        "Yvon Gagné a renommé quelques statuts la semaine dernière.",
        "Hollis Tremaine made me site admin on Tuesday.",
        "Michel Tessier a refait l'autorisation hier.",
        "Imogen Baird from our accounting saw it first.",
    ],
)
def test_who_sets_things_up_works_there(text: str) -> None:
    assert redacted(text) == text


def test_who_says_their_own_name_before_a_patients_stays() -> None:
    result = redacted("hi its tammy, mrs oliveira daughter called and says mom never gets the texts")
    assert "tammy" in result
    assert "oliveira" not in result


def test_a_month_before_a_surname_stays_where_nobody_is_named_by_both() -> None:
    assert "in april" in redacted("in april gagnon and the others still got theirs, now nobody does")
