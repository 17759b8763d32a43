"""Where a name stands, alone or among others, says whose it is. Every name and number is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor, RemovalKind
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (
            "Three today: Delacroix, Mbeki and O'Shaughnessy. All booked, all missing.",
            ["Delacroix", "Mbeki", "Shaughn"],
        ),
        ("Les rendez-vous pris par Lavoie, Lemay pis Lebel tombent ailleurs.", ["Lavoie", "Lemay", "Lebel"]),
        ("Absents, aucun rappel:\n- Bouchard\n- St-Onge\n- Labonté\nMerci", ["Bouchard", "Onge", "Labonté"]),
        ("Leblanc M\nLeblanc P\nLeblanc S\nall the same household", ["Leblanc", " M\n", " P\n", " S\n"]),
        ("No-shows:\n- Baptiste, 514-555-0108\n- van Leeuwen, 438-555-0155\n", ["Baptiste", "van Leeuwen"]),
    ],
)
def test_bare_names_in_a_row_or_a_column_go(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    "text",
    [
        "All of our providers are affected: Chen, Okafor and Tremblay.",
        "Columns missing since Monday: Lavoie, Roy, Bergeron. The other two show.",
        "Les horaires de Lavoie, Lemay et Lebel sont vides dans Ocean.",
        "Users:\n- Baptiste\n- Quispe\n- van Leeuwen\nnone can sign in.",
        "Providers missing:\nLeblanc M\nLeblanc P\nSingh H",
        "Still down: Kiosk, Portal, Patient Messages.",
        "Infusion Chair A and Infusion Chair B",
    ],
)
def test_staff_and_things_in_a_row_or_a_column_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("The tablet showed Edna's address to Irene.", ["Edna", "Irene"]),
        ("For Rosalie we sent the asthma form twice.", ["Rosalie"]),
        ("It was supposed to be for Ferguson and went to Furgeson.", ["Ferguson", "Furgeson"]),
        ("Lorenzo? He's the one with two phones.", ["Lorenzo"]),
        ("Kiosk greeted Harold as Hazel.", ["Harold", "Hazel"]),
        ("She's Guadalupe on her card but Lupe in Accuro.", ["Guadalupe", "Lupe"]),
        ("Tom's appt is gone. Same for Rosalie.", ["Tom", "Rosalie"]),
        ("Re Castillo: rebooked her twice.", ["Castillo"]),
        ("Please look into the Maddox referral from Nov 2", ["Maddox"]),
        ("Sa fille Line est fâchée.", ["Line"]),
        ("Priya (daughter of one of our regulars) says it is blank.", ["Priya"]),
        ("Gracieuse et son mari ont le même courriel.", ["Gracieuse"]),
    ],
)
def test_whom_something_belongs_to_or_is_meant_for_goes(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    "text",
    [
        "Marlene tried it on her own phone and got the same thing.",
        "Spoke with Kevin on Nov 3, he told me to resync.",
        "The phones at Osborne ring once. Findings from my visit to Osborne.",
        "Kevin here, following up for Glenda. Still stuck.",
        "Comme jasé avec Patrice au téléphone, on repart demain.",
        "Julie, 20 ans d'expérience, ne comprend pas non plus.",
        "thank you so much Kevin for the fast help last time",
        "Kiosk shows the wrong clinic name (Hazel Grove Medical instead of Harbourview).",
        "You can reach me, Tobias Greenhalgh, at the clinic.",
        "Kaur and Grewal are both our family doctors.",
        "Une pièce jointe fait 13,6 Mo.",
    ],
)
def test_who_may_as_well_be_a_colleague_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Aaliyah, 4 yrs, was on the day sheet.", ["Aaliyah"]),
        ("The portal thinks Aidan is 6 but he is 16.", ["Aidan"]),
        ("my 2pm, Kowalski, never got the text", ["Kowalski"]),
        ("Arsenault at 10 and Gaudet at 10:20 are not there.", ["Arsenault", "Gaudet"]),
        ("3:30 Teo\n3:45 Marguerite V.\n4:00 Popov", ["Teo", "Marguerite V", "Popov"]),
        ("8h00 Picard L.\n8h15 Joly", ["Picard L", "Joly"]),
        ("pte leblanc m ddn 12-03-1961", ["leblanc m"]),
        ("pt obrien k ", ["obrien k"]),
        ("SAVARD, D.-", ["SAVARD, D"]),
        ("jane d. and mike r. both got somebody else's reminder", ["jane d", "mike r"]),
    ],
)
def test_an_age_an_hour_or_an_initial_beside_a_name_takes_it(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("hello my name is Ludmila Horvath i want to book for my son Oskar", ["Ludmila", "Horvath", "Oskar"]),
        ("My name is Oluwatobi. I booked with Dr. Grant on your website.", ["Oluwatobi"]),
        ("Forwarding.\n\n> It would not take my health card.\n> Thanks\n> Will Page\n\nWhy?", ["Will", "Page"]),
        ('Text from pt\n"hi its Destiny the link dont work"', ["Destiny"]),
        ('The reminder said "Hi Melvin, see you at 3"', ["Melvin"]),
    ],
)
def test_a_patient_who_writes_or_is_quoted_goes(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    "text",
    [
        "My name is Oluwatobi Fashola, I am the new office manager.",
        "This is Ludmila at the front desk. I am trying to book a patient.",
        "hi its Destiny from Stoney Creek FHT, the reminders stopped",
    ],
)
def test_staff_who_introduce_themselves_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("NAM T R E M 6 7 5 4 1 2 1 5 refusé", RemovalKind.HEALTH_NUMBER, "T R E M 6 7 5 4 1 2 1 5"),
        ("chart 55120 instead of 55102.", RemovalKind.CHART_NUMBER, "55102"),
        ("dossiers 10442 et 20771.", RemovalKind.CHART_NUMBER, "20771"),
        ("check chart number for the pt. in accuro it is 7719.", RemovalKind.CHART_NUMBER, "7719"),
        ("Charts:\n40218\n40377\n", RemovalKind.CHART_NUMBER, "40377"),
        ("look up 40218 in accuro", RemovalKind.CHART_NUMBER, "40218"),
        ("I merged it into 40377 and the chart is now blank", RemovalKind.CHART_NUMBER, "40377"),
        ("password: Clinic2026", RemovalKind.SECRET, "Clinic2026"),
        ("Apt 5B - 77 King Street West", RemovalKind.ADDRESS, "Apt 5B - 77 King Street West"),
    ],
)
def test_a_value_apart_from_its_word_goes(text: str, kind: RemovalKind, value: str) -> None:
    assert (kind, value) in [(each.kind, text[each.start : each.end]) for each in REDACTOR.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "we have 12000 patients and a chart for each",
        "The chart shows error 1045 and port 8443, IP 10.0.4.12",
        "look up article 40218",
    ],
)
def test_a_number_that_is_no_charts_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Only the other two doctors show. Ignace Beaver and Sol Ortiz both called to book.", ["Ignace", "Ortiz"]),
        ("We asked the receptionists. Wanda Kowalczyk never got a text.", ["Wanda", "Kowalczyk"]),
        ("L'usager Raymond Basque dit ne pas avoir reçu de courriel.", ["Raymond", "Basque"]),
        ("Nothing came over. Roland Fiddler, for one. Help", ["Roland", "Fiddler"]),
        ("He was trying to reach Angus Merasty about his food log.", ["Angus", "Merasty"]),
    ],
)
def test_who_is_spoken_of_in_a_sentence_of_its_own_is_no_staff(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


def test_a_patient_named_in_full_is_one_behind_a_dash_too_unless_a_title_says_otherwise() -> None:
    subject = "text reminder not received - Ruth Abernethy"
    body = "Ruth Abernethy didn't get a text for her Nov 19 cast removal. Her doctor is Dr. Ruth Abernethy."
    result = REDACTOR.redact([subject, body]).texts
    assert result[0] == "text reminder not received - «PATIENT-1»"
    assert result[1].startswith("«PATIENT-1» didn't")
    assert result[1].endswith("Dr. Ruth Abernethy.")


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Anand and PA Kelsey Ruiz don't come up on the patients page.",
        "Please call back Kelsey Ruiz.",
        "Nothing syncs.\n\nThanks. Kelsey Ruiz, Unit Clerk",
    ],
)
def test_who_works_there_stays(text: str) -> None:
    assert redacted(text) == text
