"""What a ticket says to be over, and what it does not end: others' good fortune, another matter, a wish."""

from __future__ import annotations

import pytest

from intake.wordings import reader
from oceandx.intake.message import Message

EMPTY = "The day sheet is empty for Dr. Roy."
REFUSES = "La borne refuse les patients de la Dre Roy."


@pytest.mark.parametrize(
    ("body", "code"),
    [
        # What is well with others.
        (f"{EMPTY} Everything is fine for Dr. Blake.", "S02"),
        (f"{EMPTY} Dr. Blake's page is right as rain.", "S02"),
        (f"{EMPTY} The other two are right as rain.", "S02"),
        (f"{EMPTY} For the rest of the staff it is up and running.", "S02"),
        (f"{REFUSES} Les autres docs, c'est réglé.", "S34"),
        (f"{REFUSES} À Hull, c'est beau.", "S34"),
        (f"{REFUSES} Les petites journées, tout est beau.", "S34"),
        # Another matter, in a list or in passing.
        (f"1) {EMPTY}\n2) the printer - never mind, fixed it", "S02"),
        (f"- {EMPTY}\n- the fax: solved, thanks", "S02"),
        ("The kiosk refuses them. He also had trouble last month with being locked out but that was fixed.", "S34"),
        (f"{REFUSES} L'imprimante aussi avait un problème mais c'est réglé.", "S34"),
        (f"{REFUSES} La semaine passée c'étaient les SMS qui ne partaient pas, ça c'est réparé.", "S34"),
        (f"{REFUSES} Les textos de la semaine passée, c'est réparé.", "S34"),
        # What is told after somebody withdraws the same of another.
        (f"The day sheet is empty for Dr. Blake, never mind. {EMPTY}", "S02"),
        # What is to be, and words that only look alike.
        (f"{EMPTY} I would like this sorted before Monday.", "S02"),
        (f"{EMPTY} Dr. Roy wants it fixed.", "S02"),
        (f"{EMPTY} An error came up and I closed it.", "S02"),
        (f"{REFUSES} J'aimerais que ce soit réglé lundi.", "S34"),
        (f"{REFUSES} On a rien d'autre à signaler.", "S34"),
        ("Pas un seul courriel de rappel n'est parti depuis lundi. Même modèle de règle partout.", "S03"),
        ("She is locked out of her message. We cleared it last week and it came right back.", "S17"),
    ],
)
def test_a_complaint_goes_on(body: str, code: str) -> None:
    read = reader().read(Message("", body))
    assert code in [symptom.code for symptom in read.symptoms]
    assert not read.resolved


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("", f"{EMPTY} Dr. Roy's bookings are back after the sync, it is resolved."),
        ("", f"{EMPTY} All good now, close it."),
        ("", f"{EMPTY} That worked, thank you! We are done here."),
        ("Day sheet empty", "All good, it shows everything."),
        ("Dr. Roy missing on the Patients page", "You can close this. She is back on the Patients page."),
        ("Borne", f"{REFUSES} Finalement elle accepte à nouveau tout le monde, on ferme le billet."),
        ("Feuille de journée vide", "C'est beau, on voit tout."),
        ("", "The day sheet was empty last week. That is fixed."),
        ("", f"1) {EMPTY}\n2) The kiosk refuses everybody.\n\nAll sorted now, thanks."),
        ("", f"1) {REFUSES}\n2) La feuille de journée est vide.\n\nTout est réglé maintenant."),
        ("", f"{REFUSES} Finalement c'est réglé."),
        ("", f"{EMPTY} And now it's fixed."),
        ("", f"{EMPTY} I reset her view and it worked on the first try."),
        ("", f"{EMPTY} He logged in again, worked on first try."),
        ("", f"{EMPTY} Logged out and in, worked first try."),
        ("", f"{REFUSES} Problème terminé, merci."),
        ("", f"{REFUSES} Problème fini ce matin."),
        ("", "Elle n'arrivait pas à confirmer. Ce matin elle a réussi du premier coup."),
        ("", "Il n'arrivait pas à confirmer. Ce matin, ça a fonctionné du premier coup."),
        ("", "Il n'arrivait pas à confirmer. Ce matin, ça a marché du premier coup."),
        ("", "Il n'arrivait pas à confirmer. Ce matin, ça a passé du premier coup."),
    ],
)
def test_it_is_over(subject: str, body: str) -> None:
    read = reader().read(Message(subject, body))
    assert [symptom.code for symptom in read.symptoms] == []
    assert read.resolved


def test_who_disregards_an_item_closes_nothing_else() -> None:
    body = f"1. {EMPTY}\n2. The cordless phone... no, that is for the phone company. Disregard.\n\nThanks"
    read = reader().read(Message("", body))
    assert [symptom.code for symptom in read.symptoms] == ["S02"]
    assert not read.resolved


def test_a_list_ends_its_own_item_only() -> None:
    body = f"1. {EMPTY}\n2. The kiosk refuses everybody: fixed, thanks."
    read = reader().read(Message("", body))
    assert [symptom.code for symptom in read.symptoms] == ["S02"]


@pytest.mark.parametrize(
    "body",
    [
        "Solved, please close. Mrs. Quill (the locked out one) got in after we cleared it.",
        "Never mind my message of this morning. The kiosk finds people again and marks them arrived.",
        "C'est réglé, fermez le billet. La patiente verrouillée a pu ouvrir son message.",
        "L'été dernier, la borne refusait tout le monde. Nathan avait tout réglé ça. Merci!",
        "Last year the kiosk turned everybody away. Not one complaint since. Thank you.",
    ],
)
def test_what_begins_with_its_end_is_over(body: str) -> None:
    assert reader().read(Message("", body)).symptoms == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Closing the loop: Dr. Quill can use it again. But now her name's not in Ocean's Patients list.", "S01"),
        ("You can close the first one. The kiosk still turns everybody away, however.", "S34"),
        ("The day sheet is empty for Dr. Quill, never mind, it works again. The kiosk turns everybody away.", "S34"),
    ],
)
def test_what_goes_on_after_a_contrast_is_not(body: str, code: str) -> None:
    assert [symptom.code for symptom in reader().read(Message("", body)).symptoms] == [code]


@pytest.mark.parametrize(
    "body",
    [
        "You can close this one. Rosa Quill, who had been locked out since Tuesday, got in fine.",
        "Happy to have it closed. Nothing was syncing between Accuro and Ocean, and now all of it comes across.",
        "Bonjour, vous pouvez fermer ma demande. Les patients de la Dre Roy n'avaient plus de courriel de rappel.",
        "Vous pouvez fermer ma demande. Juste pour vous dire que les rappels de la Dre Roy partent depuis mardi.",
        "Please close my ticket, the printer jams no more and reminders come in a nice font.",
    ],
)
def test_who_asks_to_close_has_no_complaint_and_is_of_no_other_kind(body: str) -> None:
    reading = reader().read(Message("", body))
    assert (reading.symptoms, reading.resolved, reading.out_of_scope) == ((), True, "")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("You can close this one. Also, the kiosk turns everybody away since Monday.", "S34"),
        ("Vous pouvez fermer celui-là. Par contre, la borne refuse tout le monde depuis lundi.", "S34"),
        ("The kiosk turns everybody away. Do not close my ticket.", "S34"),
    ],
)
def test_what_is_told_beside_the_wish_to_close_stands(body: str, code: str) -> None:
    assert [symptom.code for symptom in reader().read(Message("", body)).symptoms] == [code]


def test_an_invoice_stays_one_where_the_ticket_asks_to_be_closed() -> None:
    body = "Please close my ticket, the invoice of October was charged twice and the credit is on the statement now."
    assert reader().read(Message("Invoice", body)).out_of_scope == "billing"
