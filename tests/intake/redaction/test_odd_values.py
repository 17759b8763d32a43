"""Numbers, dates and addresses in layouts that are seldom seen. Every one is invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.intake.redaction import Redactor, RemovalKind
from oceandx.intake.redaction.folding import folded
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def test_a_letter_that_is_no_word_may_follow_a_number() -> None:
    assert [found.kind for found in REDACTOR.find("health number 123456789 \u0130")] == [RemovalKind.HEALTH_NUMBER]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("file 20417 shows two people", RemovalKind.CHART_NUMBER, "20417"),
        ("files 20417 & 20418", RemovalKind.CHART_NUMBER, "20418"),
        ("emr# 90911", RemovalKind.CHART_NUMBER, "90911"),
        ("Pt id 5521", RemovalKind.CHART_NUMBER, "5521"),
        ("Au dossier (le 77 041), rien", RemovalKind.CHART_NUMBER, "77 041"),
        ("chart 488121A", RemovalKind.CHART_NUMBER, "488121A"),
        ('chart "3 0 5 5"', RemovalKind.CHART_NUMBER, "3 0 5 5"),
        ("[dossier : LSA/7719-3]", RemovalKind.CHART_NUMBER, "LSA/7719-3"),
        ("health no. 6666_777_888", RemovalKind.HEALTH_NUMBER, "6666_777_888"),
        ("health card number is 1234567897 ab", RemovalKind.HEALTH_NUMBER, "1234567897 ab"),
        ("the HC 7777-888-999 ver AB", RemovalKind.HEALTH_NUMBER, "7777-888-999 ver AB"),
        ("OHIP\n1234 567 897\nVK", RemovalKind.HEALTH_NUMBER, "1234 567 897\nVK"),
        ("Health card: 1234\n567 897 VK", RemovalKind.HEALTH_NUMBER, "1234\n567 897 VK"),
        ("call 416 555\n0167", RemovalKind.PHONE, "416 555\n0167"),
        ("tel: nine oh two, 555, 0174", RemovalKind.PHONE, "nine oh two, 555, 0174"),
        ("ULI five-one-eight / 220 / 946", RemovalKind.HEALTH_NUMBER, "five-one-eight / 220 / 946"),
        ("tel (416)555-0167", RemovalKind.PHONE, "416)555-0167"),
        ("born 03-XI-1948", RemovalKind.BIRTH_DATE, "03-XI-1948"),
        ("birth date 1986.VII.30", RemovalKind.BIRTH_DATE, "1986.VII.30"),
        ("naissance: 20 xii 51", RemovalKind.BIRTH_DATE, "20 xii 51"),
        ("born le 1er du 6e mois 2021", RemovalKind.BIRTH_DATE, "1er du 6e mois 2021"),
        ("d.o.b. Feb the 8th, '77", RemovalKind.BIRTH_DATE, "Feb the 8th, '77"),
        ("ne en 1938 le 14 aout", RemovalKind.BIRTH_DATE, "1938 le 14 aout"),
        ("solveig_h @ mailhost.com bounced", RemovalKind.EMAIL, "solveig_h @ mailhost.com"),
        ("odette.l@\ncourriel.example", RemovalKind.EMAIL, "odette.l@\ncourriel.example"),
        ("pelchat.h@videotron .ca", RemovalKind.EMAIL, "pelchat.h@videotron .ca"),
        ("hzimm (at) mailhost.ca", RemovalKind.EMAIL, "hzimm (at) mailhost.ca"),
        ("hilde dot zimm at mailhost dot com", RemovalKind.EMAIL, "hilde dot zimm at mailhost dot com"),
        ("gaasenn AT fjordmail.example", RemovalKind.EMAIL, "gaasenn AT fjordmail.example"),
        ("info1959@gmail.com", RemovalKind.EMAIL, "info1959@gmail.com"),
        ("info@gmail.com", RemovalKind.EMAIL, "info@gmail.com"),
        ("1200 Fairmount Dr NW, Brockhaven", RemovalKind.ADDRESS, "1200 Fairmount Dr NW, Brockhaven"),
        ("77-B, avenue Cartouche", RemovalKind.ADDRESS, "77-B, avenue Cartouche"),
        ("habite 1022, 4e avenue, Lac-Cassette", RemovalKind.ADDRESS, "1022, 4e avenue"),
        ("Rural Route 2, Brome", RemovalKind.ADDRESS, "Rural Route 2, Brome"),
    ],
)
def test_a_value_in_an_odd_layout_goes(text: str, kind: RemovalKind, value: str) -> None:
    start = text.index(value)
    found = [each for each in REDACTOR.find(text) if each.kind is kind]
    assert any(each.start <= start and start + len(value) <= each.end for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "write to frontdesk@lakeside.example or info@lakeside.example",
        "we are @ lakeside.example",
        "Sandra at lakeside.example",
        "one or two of three work, in version 1.2\n345 are left",
        "room IV-2 and 10-x-2",
        "9:10\n9:20\n9:30",
    ],
)
def test_what_only_looks_like_a_value_stays(text: str) -> None:
    assert REDACTOR.redact([text]).texts[0] == text


@given(st.text(st.sampled_from("aAÀ\u0130\u03a3\u03c3é.' -\u0307"), max_size=12))
def test_each_character_is_folded_at_its_place(text: str) -> None:
    longer = f"\u0130{text}"
    letters = "".join(each if len(each.lower()) != 1 else each.lower() for each in longer)
    assert folded(longer) == folded(letters)
    assert len(folded(longer)) == len(longer)
