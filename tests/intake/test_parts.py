"""What the sender wrote now, and what is not."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.mailing import APPLE, OUTLOOK, mail_words
from oceandx.intake.cleaning import clean
from oceandx.intake.message import read_message
from oceandx.intake.parts import blank, split_parts, to_read


def kinds(text: str) -> list[tuple[str, str]]:
    """Return the parts of a text: what they are, and their text without the white space around it."""
    return [(part.kind, text[part.start : part.end].strip()) for part in split_parts(text, mail_words())]


def read(text: str) -> str:
    """Return what is to be read of a text."""
    return " ".join(text[start:end].strip() for start, end in to_read(split_parts(text, mail_words()), text))


def test_a_whole_french_message_falls_into_its_parts() -> None:
    text = (
        "Bonjour à tous,\n\nNos rappels ne partent plus depuis lundi. Merci de regarder ça rapidement.\n"
        "Tout le monde est touché.\n\nMerci beaucoup et bonne journée!\n\nJulie Exemple\nAdjointe administrative\n"
        "Clinique Exemple\n514-555-0123\n\nAvis de confidentialité: ce courriel\nest privé.\n\n"
        "This e-mail and any attachments are private."
    )
    assert [kind for kind, _ in kinds(text)] == ["greeting", "own", "signature", "disclaimer"]
    assert read(text).startswith("Nos rappels")
    assert read(text).endswith("touché.")


def test_a_whole_english_message_falls_into_its_parts() -> None:
    text = (
        "CAUTION: This email originated from outside of the organization. Do not click links unless you\n"
        "recognize the sender and know the content is safe.\nHello team\nCloud Connect is red.\n\nKind regards,\n"
        "Mary-Ann Sample (she/her)\nOffice Manager | Lakeside Family Practice\n123 Main Street, Kingston ON K7L 1A1\n"
        "T: 613-555-0142\nwww.lakeside.example\n\nSent from my iPhone"
    )
    assert [kind for kind, _ in kinds(text)] == ["disclaimer", "greeting", "own", "signature"]
    assert read(text) == "Cloud Connect is red."


FRENCH_HEAD = (
    "De\u00a0: Julie <j@clinique.example>\nEnvoyé\u00a0: 3 novembre 2025 10:22\nÀ\u00a0: Soutien\nObjet\u00a0: Rappels"
)


@pytest.mark.parametrize(
    "head",
    [
        FRENCH_HEAD,
        clean(FRENCH_HEAD).text,
        "*De :* Julie\n*Envoyé :* lundi\n*À :* Soutien\n*Objet :* Rappels",
        "From: Ann <ann@clinic.example>\nSent: Monday, November 3, 2025 10:22 AM\nTo: Support\nSubject: Reminders",
        "________________________________\nFrom: Ann\nSent: Monday\nTo: Support;\n Bob\nSubject: Reminders",
        "From: Ann\n\nSent: Monday\n\nTo: Support\n\nSubject: Reminders",
        "-----Message d'origine-----\nDe : Julie\nEnvoyé : lundi\nÀ : Soutien",
        "-----Original Message-----",
        "---------- Forwarded message ---------\nFrom: Ann\nDate: Monday\nSubject: Reminders\nTo: Bob",
        "---------- Message transféré ---------\nDe : Julie\nDate: lundi\nObjet: Rappels",
        "Début du message transféré :\n\nDe: Julie\nObjet: Rappels\nDate: lundi\nÀ: Soutien",
        "Begin forwarded message:\n\nFrom: Ann\nSubject: Reminders\nDate: Monday\nTo: Bob",
        "Le lun. 3 nov. 2025, à 10 h 22, Julie Exemple <j@clinique.example> a écrit\u00a0:",
        "Le lun. 3 nov. 2025, à 10 h 22, Julie\nExemple <j@clinique.example> a écrit :",
        "On Mon, Nov 3, 2025 at 10:22 AM Ann <ann@clinic.example> wrote:",
        "On Mon, Nov 3, 2025 at 10:22 AM Ann\n<ann@clinic.example>\nwrote:",
        "DME-318 - Anne Roy a ajouté un commentaire :",
        "DME-318 - Ann Roy added a comment:",
        "------------------------------\n\nAnn Roy, Nov 3, 2025, 10:22 AM EST:",
        "______________________________\nAnne Roy, le 3 nov. 2025, 10 h 22 :",
    ],
)
def test_heads_of_all_mail_programs_part_the_older_message_from_the_new_one(head: str) -> None:
    text = f"Le portail reste vide depuis hier.\n\n{head}\n\nThe old message was about something else.\n"
    assert [kind for kind, _ in kinds(text)][:2] == ["own", "headers"]
    assert [kind for kind, _ in kinds(text)][2] in {"quoted", "forwarded"}
    assert kinds(text)[1][1] == head
    assert read(text) == "Le portail reste vide depuis hier."


@pytest.mark.parametrize(
    "pointer", ["FYI", "Voir ci-dessous svp, merci", "Please see below, thanks", "", "Hi Bob,\nFYI\nThanks\nAnn"]
)
@pytest.mark.parametrize("marks", ["", "> "])
def test_when_the_sender_says_next_to_nothing_the_newest_older_message_is_read(pointer: str, marks: str) -> None:
    older = (
        "From: Ann\nSent: Monday\nTo: Bob\nSubject: x\n\nHello,\nReminders fail since Monday.\n\nThanks,\nAnn\n\n"
        "From: Bob\nSent: Sunday\nTo: Ann\nSubject: x\n\nThe oldest message of all."
    )
    quoted = "".join(f"{marks}{line}\n" for line in older.split("\n"))
    assert read(f"{pointer}\n\n{quoted}") == "Reminders fail since Monday."


def test_a_forward_of_a_forward_is_read_where_something_is_said() -> None:
    head = "From: A\nSent: Monday\nTo: B\nSubject: x\n\n"
    assert read(f"FYI\n\n{head}see below\n\n{head}The portal stays empty.") == "The portal stays empty."


def test_answers_between_quoted_questions_are_the_senders_own() -> None:
    text = (
        "> Did you run the sync?\n\nYes we did on Tuesday.\n\n> Which provider?\n> Which office?\n\nDr. Sample only.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["quoted", "own", "quoted", "own"]
    assert read(text) == "Yes we did on Tuesday. Dr. Sample only."


def test_an_answer_below_a_quotation_is_the_senders_own() -> None:
    text = (
        "On Mon, Nov 3, 2025, Ann <a@clinic.example> wrote:\n> Did you run\n> the sync?\n\nYes, and it still fails.\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["headers", "quoted", "own"]
    assert read(text) == "Yes, and it still fails."


def test_of_nested_quotations_the_newest_is_read() -> None:
    assert (
        read("FYI\n\n> It still fails today.\n> > Is it better?\n> Every time.\n")
        == "It still fails today. Every time."
    )


@pytest.mark.parametrize(
    "text",
    [
        "The reminders do not go out.\nThanks for looking at it, the provider is missing too.\nIt is urgent",
        "Les rappels ne partent plus.\nMerci\nAussi, le médecin manque dans la liste des patients.",
        "Thanks for fixing the reminders",
        "Merci, ça marche maintenant",
        "The following providers are missing:\n\nDr. Sample\nDr. Example\n",
        "Reminders Not Working",
        "This email is not sent to any patient since Monday.\nThis message stays in the queue.",
        "Le médecin a écrit :\nrien ne va plus ici",
        "------------------------------\nOn Nov 3, 2025, 10:22 the kiosk died",
        "On Nov 3, 2025, at 10:22 the kiosk said:\nno appointment found",
        "De plus, rien ne va.\nÀ notre avis: c'est le serveur.\nDate: lundi",
        "On the page we see nothing\nLe portail est vide",
        "We open the menu\n> Settings and nothing shows",
        "Besoin d'aide\n\nUrgent",
        "Rien ne va\n\nMerci\nno fax sent to the other office",
        "Le portail est vide\n\nDr Exemple n'est pas dans la liste\nOn a fait la synchro deux fois à notre bureau",
    ],
)
def test_what_only_looks_like_an_end_or_a_head_stays_the_senders_own(text: str) -> None:
    assert [kind for kind, _ in kinds(text)] == ["own"]


@pytest.mark.parametrize(
    "end",
    [
        "Thanks", "Thanks,\nAnn", "Merci!\nJulie", "Merci d'avance pour votre aide,\n\nJulie Exemple", "Cordialement,",
        "Ann", "Ann Sample\nOffice Manager\n613-555-0142", "-- \nAnn\nOffice hours are nine to five on all days.",
        "Envoyé de mon iPhone", "Regards,\nDr. A. Sample, MD CCFP", "Bonne journée!\nJulie", "Merci Julie",
        "Thank you very much for your help and have a great day!\nAnn\nMOA", "_____\nAnn\nann@clinic.example",
    ],
)  # fmt: skip
def test_signatures_of_many_kinds_are_cut(end: str) -> None:
    text = f"Les rappels ne partent plus.\n\n{end}\n"
    assert kinds(text) == [("own", "Les rappels ne partent plus."), ("signature", end)]


def test_what_is_added_below_a_signature_is_read() -> None:
    assert read("Reminders fail.\n\nThanks,\nAnn\n\nPS: the faxes fail too since yesterday.").endswith(
        "since yesterday."
    )


def test_when_only_a_signature_or_a_greeting_is_there_it_is_read() -> None:
    assert read("Merci\nJulie") == "Merci\nJulie"
    assert read("Bonjour") == "Bonjour"
    assert split_parts("", mail_words()) == ()
    assert to_read((), "") == ()


def test_whole_mails_are_read_down_to_what_is_said() -> None:
    outlook = clean(read_message(OUTLOOK).body).text
    assert read(outlook).startswith("Les rappels ne sont plus envoyés depuis lundi")
    assert read(outlook).endswith("créés.")
    assert read(clean(read_message(APPLE).body).text) == "The patient portal shows nothing since Monday."


def test_what_is_left_out_leaves_two_line_breaks_however_long_it_was_and_moves_nothing() -> None:
    assert blank("One. 0123456789 Two.", [(5, 15)]) == "One. \n        \n Two."
    assert blank("> a sentence\n> goes on", [(0, 2), (13, 15)]) == "  a sentence\n  goes on"


PIECES = (
    "On ", "Le ", "> ", ">>", "From: a\n", "De : x\n", "Sent: y\n", "Thanks\n", "Merci\n", "--\n", "\n",
    "_____________\n", "CAUTION: this email\n", "Julie\n", "a écrit :\n", "wrote:\n", "This e-mail and any\n",
    "-----Original Message-----\n", "2025 ", "FYI\n", " ", "a@b.example ", "Bonjour,\n", "rien ne va plus ici.\n",
    "\t", "*", "Sent from my iPhone\n", "İ",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join))
def test_parts_cover_any_text_without_gaps_and_what_is_read_lies_within(text: str) -> None:
    parts = split_parts(text, mail_words())
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert all(part.start < part.end for part in parts)
    assert all(one.kind != other.kind for one, other in pairwise(parts))
    ranges = to_read(parts, text)
    flat = [offset for pair in ranges for offset in pair]
    assert flat == sorted(flat)
    assert all(0 <= offset <= len(text) for offset in flat)
    assert bool(ranges) or not any(part.kind in {"own", "greeting", "signature"} for part in parts)


CHANCE = random.Random(2)  # noqa: S311 - a fuzz, not a secret
HOSTILE = [
    *((piece * 10_000)[:10_000] for piece in PIECES),
    "--\n" * 3_000 + "A long sentence that says things of interest to all of us here.\n",
    "Thanks\n\n" * 1_250, ("Thanks" + "\n" * 50) * 180, "Bob\n" * 2_500, "On 1\n" * 2_000, "> On 1\n" * 1_400,
    "a" * 10_000,
    "".join(CHANCE.choice(PIECES) for _ in range(2_000))[:10_000],
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_ten_thousand_characters_made_to_be_slow_fall_into_parts(text: str) -> None:
    parts = split_parts(text, mail_words())
    assert "".join(text[part.start : part.end] for part in parts) == text
    assert all(start < end <= len(text) for start, end in to_read(parts, text))
