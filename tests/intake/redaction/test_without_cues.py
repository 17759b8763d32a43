"""Names that nothing announces, and staff who are told by what they do. Every name and number is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from oceandx.intake.redaction.likeness import Likeness
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))
NAMES = ("okonkwo", "kowalchuk", "tremblay", "boateng", "nakamura", "villanueva", "petrovna", "oyelaran")
WORDS = ("connection", "appointment", "missing", "formulaire", "configured", "reminder", "notification", "blocking")


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


def test_a_word_is_likened_to_the_words_that_it_is_spelled_like() -> None:
    likeness = Likeness(NAMES, WORDS)
    assert likeness.of("okonchuk") > 0 > likeness.of("connecting")
    assert likeness.of("okonchuk") == likeness.of("okonchuk")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("trying to send lorna zwarthoed the bp form and she doesn't come up", ["lorna", "zwarthoed"]),
        ("mostly hotmail ppl, desmond sinclair and ute hoffbauer just this morning", ["sinclair", "ute", "hoffbauer"]),
        ("today there is no rasheedi al-harthoum. not under r, not under a", ["rasheedi", "harthoum"]),
        ("hier j'ai vérifié pour zofiane krawczenko, toujours vide", ["zofiane", "krawczenko"]),
    ],
)
def test_two_words_spelled_like_a_name_go_without_capitals(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    "text",
    [
        "ocean sent our emails in among the lottery winners again",
        "on ne voit plus la pastille mauve dans la colonne",
        "they supply nitrile gloves and masks",
        "cant see dr marie zwarthoed in the list",
    ],
)
def test_words_of_the_language_and_doctors_stay_without_capitals(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("I merged Ilse Vanhoutte with Else Vanhoutte by mistake.", ["Else", "Vanhoutte"]),
        ("Please check Rain Manyfingers, she is on the waiting list.", ["Rain", "Manyfingers"]),
        ("La petite Jade Printemps est sur deux lignes.", ["Jade", "Printemps"]),
        ("See the same thing on R. Tollemache and S. Vanterpool.", ["R.", "Tollemache", "S.", "Vanterpool"]),
        ("Also Mireille T. and Jonah W.", ["Mireille", "Jonah", "W"]),
        ("khan, m and khan, z got swapped", ["khan, m", "khan, z"]),
        ("J.T. at 9 and M.K. at 9:15 are the two we lost.", ["J.T", "M.K"]),
        ("Two of them, Day and Bird, have the same cell.", ["Day", "Bird"]),
        ("Deux restent pris: Larocque et Kouassi.", ["Larocque", "Kouassi"]),
        ("Oksana tells me she clicked it three times.", ["Oksana"]),
        ("Rien pour Rosalie depuis lundi.", ["Rosalie"]),
        ("Some of our patients like Janelle can't confirm.", ["Janelle"]),
        ("I spoke to Gurpreet Sandhu this morning and she says she confirmed.", ["Gurpreet", "Sandhu"]),
        ("Aujourd'hui elle devait écrire à Mirela Popescu.", ["Mirela", "Popescu"]),
        ("Dr. Patel voulait envoyer une ordonnance de physio à Jean-Guy Lavigne.", ["Jean-Guy", "Lavigne"]),
        ("It is empty. Ebba Quaye, no phone. Comfort Quaye, no phone either.", ["Comfort", "Quaye"]),
        ("In junk. e.g. Agnieszka Wrobel, agaw@example.com found hers in spam.", ["Agnieszka", "Wrobel"]),
    ],
)
def test_patients_go_whom_no_word_announces(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    "text",
    [
        "Both Wanda and I have tried.",
        "The emails about replies go to Marlene but not to me.",
        "Ça reste à non confirmé, pour Geneviève Roy seulement. Les autres intervenants ça se met bien.",
        "Imogen Faraday only, the other doctors are fine.",
        "The two new locums are Aurelio Banting and Cyra Mukherjee.",
        "Le fournisseur c'est Ingrid Falardeau.",
        "Patricia Sioui peut toujours pas envoyer de messages.",
        "Leopold Fenner keeps getting logged out of Ocean.",
        "Bertha Klaassen has no licence yet.",
        "Can you reset Beatrix Oakley's password?",
        "Ingrid Falk has been on leave, can you hide her from the booking page?",
        "Trevor Lindahl at QHR asked us to send you the log.",
        "Elle remplace Corinne Blais, partie en octobre.",
        "Pour une urgence, écrivez à Manon Leduc.",
        "Please contact Rupert Holloway until December.",
        "Thank you kindly,\nMrs. Eunice Prosper\nSecretary",
        "Theo\nTier 1, Cedar Hill CHC helpdesk",
        "My email is dr.pillai@harbourmed.example",
        "Julie says the reminders are not going out.",
    ],
)
def test_staff_stay_whom_no_title_announces(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("The passphrase is purple cactus runs late.", "The passphrase is «SECRET-1»."),
        ("Our Wi-Fi password: correct otter marble nine", "Our Wi-Fi password: «SECRET-1»"),
        (
            "Password they gave us over the phone is Wren-Tidal-7741 now",
            "Password they gave us over the phone is «SECRET-1» now",
        ),
        ("Mail to tuyet.le@@examplemail.ca came back.", "Mail to «EMAIL-1» came back."),
        ("Chart 40218 (see also 40219) is blank.", "Chart «CHART-1» (see also «CHART-2») is blank."),
        ("She moved to RR 2, Site 5, Box 12, Okotoks AB", "She moved to «ADDRESS-1»"),
        ("Now at R.R. #4, Comp. 7, Kamsack SK", "Now at «ADDRESS-1»"),
    ],
)
def test_values_go_whole(text: str, result: str) -> None:
    assert redacted(text) == result


@pytest.mark.parametrize(
    "text",
    [
        "The passphrase is lost since the move.",
        "password: same as before for everyone",
        "mot de passe: aucun changement",
        "Please tick box 4 of the form.",
        "The clinic (site 4821) has no reminders.",
    ],
)
def test_what_only_resembles_a_value_stays(text: str) -> None:
    assert redacted(text) == text
