"""Reading a ticket with the real knowledge base: symptoms, places of words, what is removed, what is asked."""

from __future__ import annotations

import os
import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.consultation import open_knowledge
from oceandx.errors import UsageError
from oceandx.intake.message import Message
from oceandx.model.ticket import Field, Reading
from oceandx.model.vocabulary import Language
from oceandx.reading import LONGEST, TicketReader, open_reader
from oceandx.resources import knowledge_root

# A handful in the unit lane; OCEANDX_FUZZ=10000 for a long run.
_FUZZ = int(os.environ.get("OCEANDX_FUZZ", "150"))

SEED = {
    "S01": (
        (
            "Après avoir configuré et activé avec succès les fournisseurs dans Ocean Cloud Connect, un ou plusieurs "
            "fournisseurs ne s'affichent pas sur la page Patients dans le portail Ocean."
        ),
        (
            "After successfully setting up and enabling providers in Ocean Cloud Connect, one or more providers are "
            "not displayed on the Patients page in the Ocean Portal."
        ),
    ),
    "S02": (
        "Quelques-unes ou toutes les réservations de patients ne s'affichent pas dans la Feuille de Journée d'Ocean.",
        "Some or all patient bookings do not appear in Ocean's Day Sheet.",
    ),
    "S03": (
        (
            "Les plannings des fournisseurs ont été activés pour les messages et rappels, mais certains patients des "
            "fournisseurs ne reçoivent pas d'e-mails de rappel automatisés."
        ),
        (
            "Provider schedules have been enabled for messages and reminders, but certain providers' patients do not "
            "receive automated reminder emails."
        ),
    ),
    "S04": (
        "Les patients ne peuvent pas confirmer un rendez-vous à partir de leurs e-mails de rappel automatisés.",
        "Patients cannot confirm an appointment from their automated reminder emails.",
    ),
    "S05": (
        (
            "Les fournisseurs ne peuvent pas utiliser la méthode de pièce jointe de fichier 'Enregistrer pour Ocean' "
            "lors de l'inclusion d'une pièce jointe dans un message au patient ou référence."
        ),
        (
            "Providers cannot use the 'Save for Ocean' file attachment method when including an attachment in a "
            "patient message or referral."
        ),
    ),
}


@cache
def reader() -> TicketReader:
    return open_reader(open_knowledge())


def read(body: str, subject: str = "") -> Reading:
    return reader().read(Message(subject, body))


def codes(reading: Reading) -> list[str]:
    return [symptom.code for symptom in reading.symptoms]


@pytest.mark.parametrize("code", SEED)
@pytest.mark.parametrize("language", [0, 1], ids=["fr", "en"])
def test_each_sentence_of_the_seed_article_gives_exactly_its_symptom(code: str, language: int) -> None:
    reading = read(SEED[code][language])
    assert codes(reading) == [code]
    assert reading.language is (Language.EN if language else Language.FR)


@pytest.mark.parametrize("language", Language)
def test_the_demonstration_ticket_is_read_without_its_patient(language: Language) -> None:
    file = knowledge_root() / "kb" / "demo" / f"ticket.{language}.eml"
    reading = reader().read_bytes(file.read_bytes(), str(file))
    assert codes(reading) == ["S01", "S02"]
    assert reading.extent == "one-provider"
    assert reading.providers[0] == "Roy"
    assert reading.site_number == "4821"
    assert reading.language is language
    for gone in ("Desormeaux", "Jeanne", "Jane", "48213", "555-0142", "@"):
        assert gone not in reading.body
    for kept in ("Lucie Marchand", "4821", "Roy"):
        assert kept in reading.body
    assert reading.removed == {"name": 1, "chart-number": 1, "phone": 1, "email": 1}
    assert [
        (fact.name, fact.value) for fact in reading.facts if fact.name == "cloud_connect.full_sync_after_last_change"
    ]


def test_words_are_found_where_they_stood_in_the_text_as_it_came() -> None:
    body = "Hi\u200b there,\r\nthe re\u00admin\u200bders don\u2019t go out \u2013 to anybody."
    reading = read(body)
    assert codes(reading) == ["S03"]
    found = [body[span.start : span.end] for span in reading.symptoms[0].spans]
    assert all(span.field is Field.BODY for span in reading.symptoms[0].spans)
    assert any("re\u00admin\u200bders" in words for words in found)
    assert "reminders" in " ".join(span.text for span in reading.symptoms[0].spans)


def test_words_that_show_a_symptom_never_show_a_patient() -> None:
    reading = read("The reminder of patient Marie Tremblay was not sent to marie.tremblay@mail.example.")
    shown = " ".join(span.text for symptom in reading.symptoms for span in symptom.spans)
    assert codes(reading) == ["S03"]
    assert "Tremblay" not in shown
    assert "Tremblay" not in reading.body


def test_the_subject_line_and_the_body_have_places_of_their_own() -> None:
    reading = read("They don't go out since Monday.", "Reminders")
    assert codes(reading) == ["S03"]
    assert {span.field for span in reading.symptoms[0].spans} == {Field.SUBJECT, Field.BODY}
    assert reading.symptoms[0].spans[0].text == "Reminders"


def test_what_is_quoted_is_not_read_but_redacted() -> None:
    reading = read(
        "The bookings of Dr. Roy are missing from the Day Sheet.\n\n"
        "On Mon, Nov 3, 2026 at 9:00 AM, Support wrote:\n"
        "> Do the reminders of patient Luc Gagnon, DOB 1980-02-03, not go out?\n"
    )
    assert codes(reading) == ["S02"]
    assert "Gagnon" not in reading.body
    assert "1980" not in reading.body


def test_where_nothing_is_recognised_nothing_is_claimed() -> None:
    reading = read("Good morning, please call me back about Ocean.")
    assert reading.symptoms == ()
    assert reading.past == ()
    assert not reading.out_of_scope


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        ("", "", "empty"),
        ("", " \n\n ", "empty"),
        ("Invoice 4431", "Hello, the amount on our invoice is wrong.", "billing"),
        ("", "The printer is out of toner again.", "hardware"),
        ("(no subject)", "--\nDana Whitfield, LPN\nHillcrest Clinic\nSent from my phone", "empty"),
        ("", "Envoyé de mon iPhone", "empty"),
        ("Sans objet", "Bonjour,\n\nMerci\nJulie", "empty"),
        ("", "Combien coûte une licence de plus pour un nouveau médecin?", "billing"),
        ("", "Nos réclamations ont été refusées par la RAMQ.", "billing"),
        ("Card reader", "The card reader at the desk reads nothing. Where do we buy another one?", "hardware"),
        (
            "Out of office: Re: Reminders don't go out",
            "I am on parental leave. This mailbox is not monitored.",
            "auto-reply",
        ),
        ("", "Your mailbox has reached its limit. Verify your account within 24 hours to keep it.", "spam"),
        ("", "Votre colis n'a pu être livré. Confirmez votre adresse dans les 24 h.", "spam"),
        ("Merci!", "Un petit mot pour vous remercier de la patience de Sophie avec nos rappels.", "other"),
        ("", "Just wanted to thank Priya for her help with the reminders yesterday.", "other"),
        ("", "Nous cherchons une date de formation pour trois nouvelles secrétaires?", "other"),
        ("", "Où puis-je changer le texte des rappels?", "feature-request"),
    ],
)
def test_what_is_about_something_else_has_no_symptom(subject: str, body: str, kind: str) -> None:
    reading = read(body, subject)
    assert reading.out_of_scope == kind
    assert reading.symptoms == ()
    assert reading.extent == "unknown"


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Ocean down", "--\nDana Whitfield, LPN\nHillcrest Clinic"),  # the subject line may be all that was written
        ("RE: Problème de rappels", "Merci\nJulie"),
        ("", "Julie"),
        ("", "Ma patiente jure ne rien avoir eu."),
        ("", "Les avoirs de la journée."),
    ],
)
def test_little_said_is_not_nothing_and_not_another_subject(subject: str, body: str) -> None:
    assert not read(body, subject).out_of_scope


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Ocean", "--\nDana Whitfield, LPN\nHillcrest Clinic"),  # a name without a word about it
        ("RE: Rappels", "Merci\nJulie"),
        ("test", "Test!"),
        ("", "Voir pièce jointe."),
        ("Scan", "IMG_2231.jpg"),
        ("FW: Ocean", "Begin forwarded message:"),
        ("", "Dana Whitfield\nOffice manager\nHillcrest Clinic\nTel. 705-555-0100"),
    ],
)
def test_what_says_nothing_of_anything_is_empty(subject: str, body: str) -> None:
    reading = read(body, subject)
    assert (reading.out_of_scope, reading.symptoms, reading.ask) == ("empty", (), ())


def test_a_mail_that_a_machine_sent_is_automatic() -> None:
    mail = b"From: a@clinic.example\nSubject: Away\nAuto-Submitted: auto-replied\n\nThe reminders don't go out.\n"
    assert reader().read_bytes(mail).out_of_scope == "auto-reply"


@pytest.mark.parametrize("header", ["Auto-Submitted: auto-generated", "List-Id: <desk.clinic.example>"])
@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("DME-318 - Ann Roy added a comment:\n\nThe reminder e-mails don't go out.", (["S03"], "")),
        ("Your request has a new number.", ([], "auto-reply")),
        ("Our toner is empty and the printer jams.", ([], "hardware")),
    ],
)
def test_a_mail_that_a_machine_passed_on_is_automatic_where_nobody_says_anything(
    header: str, body: str, told: tuple[list[str], str]
) -> None:
    mail = f"From: desk@clinic.example\nSubject: Update\n{header}\n\n{body}\n".encode()
    reading = reader().read_bytes(mail)
    assert ([symptom.code for symptom in reading.symptoms], reading.out_of_scope) == told


def test_of_a_portals_comments_the_newest_is_read_and_its_notices_are_not() -> None:
    reading = read(
        "##- Please type your reply above this line -##\n\nYou are registered as a CC on request #7734.\n\n"
        "----------------------------------------------\n\nAnn Roy, Nov 10, 2025, 9:14 AM CST:\n\n"
        "The reminder e-mails don't go out for Dr. Hart.\n\n"
        "----------------------------------------------\n\nDesk Bot, 9 nov. 2025 à 18 h 00 :\n\n"
        "Your earlier request (patients cannot confirm) was closed.\n\n"
        "Related articles: the kiosk turned a patient away\nThis email is a service from the clinic's desk."
    )
    assert [symptom.code for symptom in reading.symptoms] == ["S03"]


def test_a_name_and_a_number_that_a_mail_program_broke_go_and_a_doctor_stays() -> None:
    reading = read(
        "Hello,\n\nThe reminder e-mails for our clinic did not go out this week, and Rosa\n"
        "Quill was not told about her visit to Dr. Hart. Her telephone number is 705\n"
        "555 0100. The patients of Dr. Eun-ji Park, of Dr. Marlowe Penner and of Dr.\n"
        "Tavish Muir got theirs.\n\nAnn Roy\nLakeside Clinic\n\n"
        "This e-mail and any attachments are confidential and meant for the person to whom they are addressed alone."
    )
    assert "Quill" not in reading.body
    assert "0100" not in reading.body
    assert "Dr. Tavish Muir got theirs.\n\nAnn Roy" in reading.body
    assert [symptom.code for symptom in reading.symptoms] == ["S03"]


def test_a_ticket_may_say_that_it_is_over() -> None:
    reading = read("The reminders were not going out this morning. It works now, you can close the ticket.")
    assert reading.symptoms == ()
    assert [symptom.code for symptom in reading.past] == ["S03"]
    assert reading.resolved


def test_near_misses_are_explained_when_asked_for() -> None:
    reading = reader().read(Message("", "The reminders go out fine, but the text messages do not."), explain=True)
    assert all(miss.missing or miss.forbidden or miss.spans for miss in reading.near_misses)
    assert read("The reminders go out fine.").near_misses == ()


def test_what_is_too_long_is_read_from_its_top() -> None:
    reading = read("The reminders don't go out.\n" + "And so on and on. " * 8_000)
    assert reading.cut
    assert len(reading.body) <= LONGEST
    assert codes(reading) == ["S03"]
    assert not read("The reminders don't go out.").cut


def test_staff_that_is_known_stays() -> None:
    known = TicketReader(open_knowledge(), staff=["Odalys Quintero"])
    body = "patient Odalys Quintero and patient Marie Tremblay"
    assert "Odalys Quintero" in known.read(Message("", body)).body
    assert "Tremblay" not in known.read(Message("", body)).body


@given(st.text(max_size=400))
def test_any_text_is_read_and_its_places_lie_within(body: str) -> None:
    reading = read(body)
    for symptom in (*reading.symptoms, *reading.past):
        for span in symptom.spans:
            assert 0 <= span.start <= span.end <= len(body)


@pytest.mark.parametrize("block", range(5))
def test_fuzzed_bytes_are_read_or_refused(block: int) -> None:
    for seed in range(block, _FUZZ, 5):
        chance = random.Random(seed)  # noqa: S311 - a fuzz, not a secret
        pieces = [
            SEED["S03"][1],
            "patient Marie Tremblay ",
            "\n> ",
            "not ",
            "514 555-0142 ",
            "\u202e",
            "<div>",
            "From: x\n",
            "é",
        ]
        data = bytearray("".join(chance.choice(pieces) for _ in range(chance.randint(1, 40))).encode())
        for _ in range(chance.randint(0, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            reading = reader().read_bytes(bytes(data))
        except UsageError:
            continue
        assert "marie.tremblay@mail.example" not in reading.body


@pytest.mark.parametrize(
    ("body", "codes", "past", "resolved"),
    [
        ("The reminders are not going out. Never mind, false alarm, you can close this ticket.", [], ["S03"], True),
        ("Never mind my message about the reminders that are not sent.", [], ["S03"], True),
        ("Les rappels ne partent pas. Fausse alarme: fermez le dossier.", [], ["S03"], True),
        ("Les rappels ne partent pas. Comment ça se règle?", ["S03"], [], False),
        ("Les rappels ne partent pas. La synchro, c'est réglé à 15 min.", ["S03"], [], False),
        ("Les rappels ne partaient pas. C'est réglé.", [], ["S03"], True),
        ("The reminders are not going out. No need to call me back, email is fine.", ["S03"], [], False),
    ],
)
def test_what_a_clinic_says_at_the_end(body: str, codes: list[str], past: list[str], resolved: bool) -> None:
    reading = reader().read(Message("", body))
    assert [symptom.code for symptom in reading.symptoms] == codes
    assert [symptom.code for symptom in reading.past] == past
    assert reading.resolved is resolved


_QUOTED = (
    "\n\nOn Tue, Nov 17, 2026 at 9:12 AM Lori wrote:\n> The patients of Dr. Campbell do not get their reminders.\n"
)
_FORWARDED = (
    "\n\n---------- Message transféré ----------\nDe : Dre Sabine Haddad\nEnvoyé : 18 novembre\nObjet : problème\n\n"
    "La borne refuse les patients.\n"
)


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("Following up on this, it is still the same today." + _QUOTED, ["S03"]),
        ("Bonjour, je vous transfère ceci pour suivi. Marjolaine, adj." + _FORWARDED, ["S34"]),
        ("The kiosk turns away our patients." + _QUOTED, ["S34"]),
        ("See what she says here please." + _QUOTED.replace("Lori", "Ocean Support"), []),
        ("Voyez ce qu'elle dit ici." + _FORWARDED.replace("Dre Sabine Haddad", "Soutien <soutien@a.example>"), []),
        ("Voyez ce qu'elle dit ici." + _FORWARDED.replace("Objet", "À : soutien@a.example\nObjet"), ["S34"]),
        ("It works now, you can close this." + _QUOTED, []),
        ("Could you send us the invoice of October?" + _QUOTED, []),
    ],
)
def test_what_is_below_is_read_where_the_message_itself_tells_nothing(body: str, codes: list[str]) -> None:
    assert [symptom.code for symptom in reader().read(Message("", body)).symptoms] == codes


def test_what_is_below_may_be_about_something_else() -> None:
    invoice = _QUOTED.replace(
        "The patients of Dr. Campbell do not get their reminders", "Please send us the unpaid invoice"
    )
    assert reader().read(Message("", "See what she says here please." + invoice)).out_of_scope == "billing"
    over = _QUOTED.replace("The patients of Dr. Campbell do not get their reminders", "All is resolved")
    assert not reader().read(Message("", "See what she says here please." + over)).resolved


@pytest.mark.parametrize("mark", ["\n", ". ", " "])
@pytest.mark.parametrize("inside", range(1, 44, 3))
def test_no_identifier_is_cut_in_two(mark: str, inside: int) -> None:
    own = "zoe.tremblay@mailbox.example" if mark == " " else "514 555-0142, zoe.tremblay@mailbox.example"
    filler = f"Ocean{mark}" * 20_000
    body = filler[: (LONGEST - inside) // len(f"Ocean{mark}") * len(f"Ocean{mark}")] + f"Patient Zoe Tremblay {own} end"
    reading = reader().read(Message("", body + " x" * 40))
    assert reading.cut
    assert all(part not in reading.body for part in ("zoe.", "tremblay@", "514", "555"))


def test_few_symptoms_are_shown_as_nearly_told() -> None:
    body = (
        "The patient does not appear. Dr. Oak sees nothing. La clé; la borne? Reminders, bookings, a form, a referral."
    )
    misses = reader().read(Message("", body), explain=True).near_misses
    assert 0 < len(misses) <= 5
    assert len({miss.id for miss in misses}) == len(misses)
