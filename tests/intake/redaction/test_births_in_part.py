"""Birth dates without their year, years without their day, and dates beside a name. Every one is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact(["", text]).texts[1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ddn dans accuro 02-08-1990 mais lui dit que c'est le 9 mai", "9 mai"),
        ("sa date de naissance est le 9 mai 1990, pas le 5 septembre", "5 septembre"),
        ("date de naissance 9 mai, l'année c'est 1990", "1990"),
        ("année de naissance 1990", "1990"),
        ("sa fête c'est le 9 mai", "9 mai"),
        ("fête le 9 mai", "9 mai"),
        ("elle aura 65 ans le 9 mai", "9 mai"),
        ("quessy rosa, 15 06 88", "15 06 88"),
        ("DOB is off by one day, the real one is May 9", "May 9"),
        ("birth year typed as 1916 instead of 1961", "1961"),
        ("year of birth 1961", "1961"),
        ("born May '61", "May '61"),
        ("turned 64 on May 9", "May 9"),
        ("bday is 5/9", "5/9"),
        ("Rosa Quill, 15 06 88", "15 06 88"),
        ("Rosa Quill (15 06 88) waited", "15 06 88"),
    ],
)
def test_a_part_of_a_birth_date_goes(text: str, value: str) -> None:
    assert value not in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "the date of birth box is grey and her appointment is May 9",
        "la date de naissance ne s'affiche plus depuis le 9 mai",
        "the DOB field broke in the 2019 version",
        "birthdays are blank since 2010",
        "version 4 came on May 9",
        "the reminder said May '26",
    ],
)
def test_a_day_of_the_problem_stays_beside_a_word_for_a_birth(text: str) -> None:
    assert redacted(text) == text


def test_a_day_after_a_whole_birth_date_stays() -> None:
    assert "May 9" in redacted("DOB 19/08/1957, if it helps the day was May 9")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("né en mille neuf cent quarante-huit, le 2 juillet.", "né en «BIRTH-DATE-1»."),
        ("née en mil neuf cent soixante et un, elle attend", "née en «BIRTH-DATE-1», elle attend"),
        ("born in nineteen forty-eight and still sharp", "born in «BIRTH-DATE-1» and still sharp"),
    ],
)
def test_a_year_of_birth_in_words_goes_with_its_day(text: str, kept: str) -> None:
    assert redacted(text) == kept


@pytest.mark.parametrize("text", ["twins born in thirty two weeks", "nées en trente-deux semaines", "born in two"])
def test_what_is_counted_after_a_birth_stays(text: str) -> None:
    assert redacted(text) == text


def test_a_word_that_only_looks_like_one_for_a_birth_leads_to_no_year() -> None:
    told = "Les rappels ne vont pas aux 1998 familles"
    assert redacted(told) == told
