"""Whole tickets with the small vocabulary: places and words of what was found, facts, and what is asked."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.recognition.small import reader
from oceandx.errors import UsageError
from oceandx.intake.message import Message
from oceandx.model.ticket import Field, Reading, Span
from oceandx.reading import LONGEST

# A handful in the unit lane; OCEANDX_FUZZ=10000 for a long run.
_FUZZ = int(os.environ.get("OCEANDX_FUZZ", "300"))

READER = reader(
    {
        "S02": [{"all": ["show-", "booking"]}],
        "S03": [{"all": ["send-", "reminder"], "without": ["text"]}],
        "S18": [{"all": ["show-", "provider^"]}],
    },
    stated=[
        {
            "fact": "reminders.test_rule_outcome",
            "is": "sent",
            "patterns": [{"all": ["send+", "reminder"], "scope": "clause"}],
        },
        {"fact": "case.onset", "is": "sudden", "patterns": [{"all": ["late", "letter"]}]},
        {"fact": "case.onset", "is": "new-office", "patterns": [{"all": ["text", "letter"]}]},
        {"fact": "case.onset", "is": "new-office", "patterns": [{"all": ["invoice", "letter"]}]},
    ],
    billing="invoice",
)  # fmt: skip


def read(body: str, subject: str = "", *, explain: bool = False) -> Reading:
    return READER.read(Message(subject, body), explain=explain)


def codes(reading: Reading) -> list[str]:
    return [symptom.code for symptom in reading.symptoms]


def spans(reading: Reading) -> tuple[Span, ...]:
    (symptom,) = reading.symptoms
    return symptom.spans


def shown(reading: Reading) -> list[str]:
    return [span.text for span in spans(reading)]


@pytest.mark.parametrize(
    "body",
    [
        "The bookings don't show",
        "The bookings don\u2019t show",
        "The\u00a0bookings don't\u202fshow",
        "T\u200bhe boo\u200bk\u2060ings don't s\ufeffhow",
        "\ufeffThe bookings don't show",
        "Hi\r\n\r\nThe bookings don't show\r\n",
        "Hi\rThe bookings don't show",
        "The \u202ebookings\u202c don't show",
        "Oui: les\u00a0re\u0301servations ne s\u2019affichent pas",
        "The book\u00adings don't show",
        "\U0001f44d\U0001f44d The bookings don't show",
        "The \uff42\uff4f\uff4f\uff4b\uff49\uff4e\uff47\uff53 don't show",
        "The b\u043e\u043ekings don't show",
    ],
)
def test_places_are_those_of_the_text_as_it_came(body: str) -> None:
    reading = read(body)
    assert codes(reading) == ["S02"]
    # What stands at the place is the word that is shown, however it was spelled.
    for span in spans(reading):
        there = read(body[span.start : span.end]).body.strip()
        assert there == span.text
        assert body[span.start : span.end].strip() == body[span.start : span.end]
    assert {word.lower() for word in shown(reading)} <= {"bookings", "show", "réservations", "affichent"}


def test_neighbouring_words_are_one_span() -> None:
    assert shown(read("There is no sign of bookings")) == ["no sign of bookings"]
    assert shown(read("There is no sign of the bookings")) == ["no sign of", "bookings"]
    assert shown(read("Missing: bookings")) == ["Missing", "bookings"]


def test_a_word_that_shows_a_symptom_twice_is_shown_once() -> None:
    assert shown(read("The bookings and appointments are missing, missing")) == ["bookings", "missing", "missing"]


def test_subject_and_body_never_share_a_span() -> None:
    reading = read("missing", "Bookings")
    assert [(span.field, span.start, span.end, span.text) for span in spans(reading)] == [
        (Field.SUBJECT, 0, 8, "Bookings"),
        (Field.BODY, 0, 7, "missing"),
    ]
    reading = read("\u200bmissing", "\u200b Bookings")
    assert [(span.field, span.start, span.end) for span in spans(reading)] == [
        (Field.SUBJECT, 2, 10),
        (Field.BODY, 1, 8),
    ]


def test_symptoms_come_in_the_order_of_their_codes() -> None:
    reading = read("The reminders are not sent. The bookings are missing. Dr. Roy is missing.")
    assert codes(reading) == ["S02", "S03", "S18"]


@pytest.mark.parametrize(
    ("body", "nearness"),
    [
        ("The bookings are missing", 1.0),
        ("The bookings are here. They are missing", 0.8),
        ("The bookings are here. They are missing. The bookings are missing", 1.0),
    ],
)
def test_the_nearest_of_several_matches_tells_how_sure_a_symptom_is(body: str, nearness: float) -> None:
    (symptom,) = read(body).symptoms
    assert symptom.nearness == nearness


def test_a_patient_who_is_named_counts_as_a_patient() -> None:
    reading = read("The booking of Mrs. Jane Desormeaux is missing")
    assert reading.extent == "one-patient"
    assert "Desormeaux" not in reading.body
    reading = read("The bookings of patient Jane Desormeaux and patient Aline Bouchard are missing")
    assert reading.extent == "unknown"
    assert reading.removed == {"name": 2}


@pytest.mark.parametrize("filler", ["", "\u200b", "\r\n\r\n", "Mrs. Aline Bouchard (514 555-0142) is here. "])
def test_the_places_after_what_was_removed_hold(filler: str) -> None:
    body = f"Mrs. Jane Desormeaux, jane@mail.example, 514 555-0199. {filler}The bookings are missing."
    reading = read(body)
    assert codes(reading) == ["S02"]
    assert [body[span.start : span.end] for span in spans(reading)] == shown(reading) == ["bookings", "missing"]
    assert not [word for word in ("Desormeaux", "Bouchard", "mail.example", "555") if word in reading.body]


def test_a_name_among_the_words_that_show_a_symptom_is_shown_as_its_token() -> None:
    made = reader({"S02": [{"all": ["show-", "patient", "booking"]}]})
    body = "Mrs Jane Desormeaux: the booking is missing"
    reading = made.read(Message("", body))
    assert codes(reading) == ["S02"]
    assert shown(reading) == ["«PATIENT-1»", "booking", "missing"]
    # Where it stood is told, and what was there is not.
    assert body[spans(reading)[0].start :].startswith("Jane")


def test_what_is_removed_ends_nothing_and_says_nothing() -> None:
    assert codes(read("The bookings jane@mail.example are missing")) == ["S02"]
    assert codes(read("missing@booking.example")) == []


def facts(body: str) -> Sequence[tuple[str, Any]]:
    return [(fact.name, fact.value) for fact in read(body).facts]


def test_facts_are_told_with_their_words() -> None:
    (fact,) = read("The reminders are sent").facts
    assert (fact.name, fact.value) == ("reminders.test_rule_outcome", "sent")
    assert [span.text for span in fact.spans] == ["reminders", "sent"]


def test_a_fact_that_the_ticket_contradicts_is_not_told() -> None:
    assert facts("The letter is late") == [("case.onset", "sudden")]
    assert facts("The letter is late. The letter is a text message") == []
    assert facts("The letter is late. The letter is a text message. The letter is late") == []
    assert facts("The text message letter. The letter is a text message") == [("case.onset", "new-office")]
    assert facts("The letter is late. The letter is a text message. The reminders are sent") == [
        ("reminders.test_rule_outcome", "sent")
    ]


def test_a_ticket_about_something_else_states_nothing() -> None:
    reading = read("The invoice. The letter is late.", explain=True)
    assert reading.out_of_scope == "billing"
    assert reading.facts == ()
    assert reading.ask == ()
    assert not reading.resolved


@pytest.mark.parametrize(
    ("subject", "body"), [("", ""), ("  ", "\n\t\r\n"), ("", "\u200b\u2060"), ("-- !", "4821 ? \u2026"), ("a", "b")]
)
def test_what_holds_no_word_is_empty(subject: str, body: str) -> None:
    reading = read(body, subject)
    assert reading.out_of_scope == "empty"
    assert (reading.symptoms, reading.past, reading.facts, reading.ask) == ((), (), (), ())


def test_what_is_removed_whole_leaves_nothing_to_read() -> None:
    reading = read("jane.desormeaux@mail.example 514 555-0142")
    assert reading.out_of_scope == "empty"
    assert reading.removed == {"email": 1, "phone": 1}


def test_an_automatic_mail_reports_nothing_but_is_redacted() -> None:
    mail = (
        b"From: a@clinic.example\nSubject: Away\nAuto-Submitted: auto-replied\n\n"
        b"The bookings of Mrs. Jane Desormeaux are missing. The reminders are sent.\n"
    )
    reading = READER.read_bytes(mail)
    assert reading.out_of_scope == "auto-reply"
    assert (reading.symptoms, reading.past, reading.facts, reading.ask) == ((), (), (), ())
    assert not reading.resolved
    assert "Desormeaux" not in reading.body


def test_what_is_resolved_is_past_and_what_is_left_is_not_resolved() -> None:
    reading = read("The bookings are missing. It works now.")
    assert (codes(reading), [symptom.code for symptom in reading.past], reading.resolved) == ([], ["S02"], True)
    reading = read("The bookings are missing. It works now. The reminders are not sent.")
    assert (codes(reading), [symptom.code for symptom in reading.past], reading.resolved) == (["S03"], ["S02"], False)
    assert read("It works now.").resolved


def test_at_most_three_are_to_be_asked_about() -> None:
    half = {code: [{"all": ["show-", "letter", "text"]}] for code in ("S01", "S02", "S03", "S04", "S05")}
    reading = reader(half).read(Message("", "The letters are missing"))
    assert len(reading.ask) == 3
    assert reading.symptoms == ()


def test_near_misses_are_told_once_each_the_fullest_first_and_none_that_was_found() -> None:
    made = reader(
        {
            "S01": [{"all": ["show-", "letter"]}],
            "S02": [{"all": ["show-", "booking"]}, {"all": ["show-", "late"]}],
            "S03": [{"all": ["show-", "text"]}, {"all": ["show-", "letter", "text|late"]}],
            "S04": [{"all": ["show-", "letter", "booking"], "without": ["reminder|patient"]}],
            "S05": [{"all": ["show-", "log"]}],
        }
    )
    reading = made.read(Message("", "The letters and bookings are missing for the patients"), explain=True)
    assert codes(reading) == ["S01", "S02"]
    assert [(miss.code, miss.missing, miss.forbidden) for miss in reading.near_misses] == [
        ("S04", (), ("reminder", "patient")),
        ("S03", ("text", "late"), ()),
    ]  # of S05 one word of two was said
    assert [span.text for span in reading.near_misses[1].spans] == ["letters", "missing"]


@pytest.mark.parametrize(("length", "cut"), [(LONGEST, False), (LONGEST + 1, True)])
def test_a_body_is_cut_after_so_many_characters(length: int, cut: bool) -> None:
    end = " The bookings are missing.\n"
    reading = read("x" * (LONGEST - len(end)) + end + "y" * (length - LONGEST))
    assert reading.cut is cut
    assert codes(reading) == ["S02"]
    assert len(reading.body) == LONGEST


def test_what_stands_after_the_cut_is_not_read() -> None:
    reading = read("x " * (LONGEST // 2) + "The bookings are missing. Mrs. Jane Desormeaux")
    assert codes(reading) == []
    assert "Desormeaux" not in reading.body


@pytest.mark.parametrize("subject", ["", "Bookings"])
def test_what_is_quoted_is_neither_read_nor_carried_over(subject: str) -> None:
    quoted = "On Mon, Nov 3, 2026 at 9:00 AM, Support wrote:\n> Are the reminders not sent?\n"
    reading = read(f"The bookings are missing.\n\n{quoted}", subject)
    assert codes(reading) == ["S02"]
    assert "Are the reminders not sent?" in reading.body
    assert codes(read(f"They are not sent and it is for the doctor here.\n\n{quoted}")) == []


_WORDS = st.lists(
    st.sampled_from(
        (
            *(
                "The bookings ",
                "don't ",
                "show ",
                "reminders ",
                "not ",
                "sent ",
                "Les rendez-vous ",
                "ne s'affichent pas ",
            ),
            *(". ", ", ", "but ", "mais ", "\n", "if ", "again ", "works now ", "Dr. Roy ", "Mrs. Jane Desormeaux "),
            *(
                "jane@mail.example ",
                "514 555-0142 ",
                "\u200b",
                "\r\n",
                "\u2019",
                "\u00ad",
                "> ",
                "site 4821 ",
                "\u0130",
            ),
        )
    ),
    max_size=40,
).map("".join)
_TEXTS = st.text(max_size=150) | _WORDS


def _places_hold(reading: Reading, subject: str, body: str) -> None:
    found = [
        *(span for symptom in (*reading.symptoms, *reading.past) for span in symptom.spans),
        *(span for fact in reading.facts for span in fact.spans),
        *(span for miss in reading.near_misses for span in miss.spans),
    ]
    for span in found:
        text = subject if span.field is Field.SUBJECT else body
        assert 0 <= span.start < span.end <= len(text)
        assert span.text.strip()


@given(subject=_TEXTS, body=_TEXTS)
def test_any_ticket_is_read_and_its_places_lie_within(subject: str, body: str) -> None:
    reading = read(body, subject, explain=True)
    _places_hold(reading, subject, body)
    assert not {symptom.id for symptom in reading.symptoms} & {miss.id for miss in reading.near_misses}
    assert not (reading.out_of_scope and (reading.symptoms or reading.past or reading.facts or reading.resolved))
    assert not (reading.resolved and reading.symptoms)


@given(body=_WORDS, others=st.lists(_WORDS, max_size=3))
def test_what_was_read_before_changes_nothing(body: str, others: list[str]) -> None:
    first = read(body, explain=True)
    for other in others:
        read(other)
    assert read(body, explain=True) == first


@given(body=_WORDS, data=st.data())
def test_what_nobody_sees_changes_places_only(body: str, data: st.DataObject) -> None:
    letters = list(body)
    moved = [0]
    for place in range(len(letters)):
        unseen = data.draw(st.sampled_from(("", "", "", "\u200b", "\u2060", "\u00ad", "\ufeff")))
        # Between the two halves of a line end it would make two of one.
        if body[place] == "\n" and body[place - 1 : place] == "\r":
            unseen = ""
        letters[place] = unseen + letters[place]
        moved.append(moved[-1] + len(unseen))
    plain, strewn = read(body), read("".join(letters))
    assert strewn.body == plain.body
    assert codes(strewn) == codes(plain)
    assert (strewn.extent, strewn.out_of_scope, strewn.removed) == (plain.extent, plain.out_of_scope, plain.removed)
    for before, after in zip(plain.symptoms, strewn.symptoms, strict=True):
        assert [(span.start + moved[span.start + 1], span.text) for span in before.spans] == [
            (span.start, span.text) for span in after.spans
        ]


@settings(max_examples=_FUZZ)
@given(
    head=st.sampled_from(
        (
            b"",
            b"Subject: Bookings\n\n",
            b"From: a@clinic.example\nSubject: =?utf-8?B?UmVtaW5kZXJz?=\nMIME-Version: 1.0\n",
            b"Content-Type: text/html; charset=utf-8\n\n",
            b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n",
            b"Content-Transfer-Encoding: base64\n\n",
            b"Auto-Submitted: auto-replied\n\n",
        )
    ),
    body=_WORDS.map(str.encode) | st.binary(max_size=200),
    damage=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=8),
)
def test_fuzz_whole_tickets_are_read_or_refused(head: bytes, body: bytes, damage: list[tuple[int, int]]) -> None:
    data = bytearray(head + body)
    for place, value in damage:
        if data:
            data[place % len(data)] = value
    refusal = None
    try:
        reading = READER.read_bytes(bytes(data), "ticket.eml", explain=True)
    except UsageError as error:
        refusal = str(error)
    else:
        assert READER.read_bytes(bytes(data), explain=True) == reading
        reading.body.encode()
        reading.subject.encode()
    assert refusal is None or (refusal.startswith("ticket.eml: ") and "\n" not in refusal)


@pytest.mark.parametrize("block", range(3))
def test_fuzz_tickets_of_real_words_lose_no_removal(block: int) -> None:
    chance = random.Random(block)  # noqa: S311 - a fuzz, not a secret
    pieces = [
        "The bookings are missing. ",
        "patient Jane Desormeaux ",
        "RAMQ DESJ 8053 1234 ",
        "jane@mail.example ",
        "\n",
    ]
    for _ in range(max(_FUZZ // 30, 1)):
        body = "".join(chance.choice(pieces) for _ in range(chance.randint(1, 30)))
        reading = read(body)
        assert "@mail.example" not in reading.body
        assert "patient Jane Desormeaux" not in reading.body


@pytest.mark.parametrize("body", ["(no text)\n--\nSent from my iPad", "[aucun texte]"])
def test_what_says_that_it_has_no_text_is_empty_and_complains_of_none(body: str) -> None:
    reading = READER.read(Message("", body))
    assert (reading.out_of_scope, reading.symptoms) == ("empty", ())
