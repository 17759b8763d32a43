"""What redaction takes out of a message, and what it leaves. Every name and number is invented."""

from __future__ import annotations

import re
from datetime import date

import pytest

from oceandx.intake.redaction import Redactor, RemovalKind, find_personal
from oceandx.intake.redaction.names import MOST_JUDGED
from redacting import redaction_words

TODAY = date(2026, 11, 26)
REDACTOR = Redactor(redaction_words(), today=lambda: TODAY)


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("OHIP 1234567890AB", "1234567890AB"),
        ("hcn: 1234 567 890 ab", "1234 567 890 ab"),
        ("HC# 1234-567-890-XY please", "1234-567-890-XY"),
        ("her card 1234.567.890", "1234.567.890"),
        ("RAMQ tred12345678", "tred12345678"),
        ("NAM : TREM 1234-5678", "TREM 1234-5678"),
        ("elle a GAGM90511234 au dossier", "GAGM90511234"),
        ("no d'assurance maladie est TRED 1234 5678", "TRED 1234 5678"),
        ("her PHN is 9123456789", "9123456789"),
        ("he has 9123 456 789", "9123 456 789"),
        ("Alberta ULI 12345-6789", "12345-6789"),
        ("Saskatchewan 730 114 286", "730 114 286"),
        ("MHSC 123456 and PHIN 641208935", "641208935"),
        ("MSI 1234567890", "1234567890"),
        ("medicare no 123-456-789", "123-456-789"),
        ("NL MCP 123 456 789 012", "123 456 789 012"),
        ("PEI card 12345678", "12345678"),
        ("health card N1234567 (NWT)", "N1234567"),
        ("Nunavut 123456789", "123456789"),
        ("Yukon 002 123 456", "002 123 456"),
    ],
)
def test_a_health_number_of_any_province_goes(text: str, value: str) -> None:
    assert value not in redacted(text)
    assert "«HEALTH-NUMBER-" in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "site 4821, ticket 1234567, case #10482233, error 0x80070005, port 8443, OceanAPI2231",
        "version 2024.11.3.118 on Windows 11, IP 192.168.10.15",
        "invoice 2025-1187, article 360012345678, hours 0800-1700, years 2024-2025",
        "le patient a 45 ans, 12 RV sur 14 à 8h30, 7:05 et 13 h 20",
        "It broke on 2026-11-18 10:02, on Nov 3 and since 12 May 2026; avant le 1er décembre",
        "I forgot my password. The key is lost. Le mot de passe est oublié et la clé est perdue.",
        "Write to help@oceanmd.com.",
        "Cloud Connect and Online Booking show nothing. Patient Messages fails. Day Sheet is empty.",
    ],
)
def test_what_describes_the_problem_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("DOB March 2, 1978", "March 2, 1978"),
        ("né le 2 mars 1978", "2 mars 1978"),
        ("she was born 1978/03/02", "1978/03/02"),
        ("DDN 02/03/78", "02/03/78"),
        ("dob 12 MAR 1978", "12 MAR 1978"),
        ("date de naissance: 780302", "780302"),
        ("né en 1954", "1954"),
        ("née le deux mars mille neuf cent soixante-dix-huit.", "deux mars mille neuf cent soixante-dix-huit"),
        ("born on the second of March nineteen seventy-eight", "March nineteen seventy-eight"),
        ("baby Liam Tremblay (2026-08-12) is not there", "2026-08-12"),
        ("he typed 1951-02-11 three times", "1951-02-11"),
    ],
)
def test_a_birth_date_goes(text: str, value: str) -> None:
    assert value not in redacted(text)
    assert "«BIRTH-DATE-1»" in redacted(text)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("chart #48213", RemovalKind.CHART_NUMBER, "48213"),
        ("dossiers 60341, 60347 et 61005", RemovalKind.CHART_NUMBER, "61005"),
        ("MRN: A-48213", RemovalKind.CHART_NUMBER, "A-48213"),
        ("Marie Tremblay #48213", RemovalKind.CHART_NUMBER, "48213"),
        ("call (514)555-0123", RemovalKind.PHONE, "(514)555-0123"),
        ("416 555 0199 ext. 22", RemovalKind.PHONE, "416 555 0199 ext. 22"),
        ("cell 5145550188", RemovalKind.PHONE, "5145550188"),
        ("+33 6 12 34 56 78", RemovalKind.PHONE, "+33 6 12 34 56 78"),
        ("write to jean.roy@exemple.ca", RemovalKind.EMAIL, "jean.roy@exemple.ca"),
        ("marie.t at gmail dot com", RemovalKind.EMAIL, "marie.t at gmail dot com"),
        ("lives at 123 Main Street, Apt 4, Toronto ON M5V 2T6", RemovalKind.ADDRESS, "Toronto"),
        ("au 45, rue Saint-Denis, app. 3, Montréal (Québec) H2X 1K4", RemovalKind.ADDRESS, "45, rue Saint-Denis"),
        ("PO Box 123", RemovalKind.ADDRESS, "Box 123"),
        ("code postal h2x1k4", RemovalKind.ADDRESS, "h2x1k4"),
        ("password: Winter2025!", RemovalKind.SECRET, "Winter2025!"),
        ("mot de passe : «lune rousse»", RemovalKind.SECRET, "lune rousse"),
        ("mdp=soleil", RemovalKind.SECRET, "soleil"),
        ("pw\nXyz!2345\nthanks", RemovalKind.SECRET, "Xyz!2345"),
        ("the key for Ocean is Blue!Sky99", RemovalKind.SECRET, "Blue!Sky99"),
        ("passphrase: correct horse battery staple", RemovalKind.SECRET, "correct horse battery staple"),
        ("https://x.example/a?siteCredential=abc123def&x=1", RemovalKind.SECRET, "abc123def"),
        ("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----", RemovalKind.SECRET, "abc"),
    ],
)
def test_other_personal_values_go(text: str, kind: RemovalKind, value: str) -> None:
    assert value not in redacted(text)
    assert kind in {removal.kind for removal in REDACTOR.find(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mrs. Smith called", ["Smith"]),
        ("mme tremblay a appelé", ["tremblay"]),
        ("pt luc gagnon ne recoit rien", ["luc gagnon"]),
        ("TREMBLAY, Luc est absent", ["TREMBLAY, Luc"]),
        ("Tremblay Luc est absent", ["Tremblay Luc"]),
        ("Patient: O'Brien, Siobhan", ["O'Brien", "Siobhan"]),
        ("patient Maria de la Cruz and Mr. Jan van der Berg", ["Maria de la Cruz", "van der Berg"]),
        ("St-Pierre, Marie-Ève (née le 3 mai 1990)", ["St-Pierre", "Marie-Ève"]),
        ("patient J.S. and pt MT", ["J.S", "MT"]),
        ("son of Karim Haddad, mère de Fatou Diallo", ["Karim Haddad", "Fatou Diallo"]),
        ("patients Marie Roy, Luc Gagnon et Paul Côté n'ont rien reçu", ["Marie Roy", "Luc Gagnon", "Paul Côté"]),
        ("PATIENT MARIE TREMBLAY DID NOT GET HER REMINDER", ["MARIE TREMBLAY"]),
        ("- Ahmed Hassan 1980-01-02\n- Nguyen Thi Lan 1990-05-06\n", ["Ahmed Hassan", "Nguyen Thi Lan"]),
        ("Mr Long has a long wait. Long also called.", ["Mr Long", "Long also"]),
        ("Jean-François Bélanger ne peut pas confirmer", ["Jean-François", "Bélanger"]),
    ],
)
def test_a_patients_name_goes(text: str, names: list[str]) -> None:
    result = redacted(text)
    assert [name for name in names if name in result] == []


@pytest.mark.parametrize(
    "text",
    [
        "Hi Julie,\nthe schedule is empty.\nThanks,\nMarc Gagnon\nOffice manager",
        "Our manager Linda Wong tried. My name is Grace Park from Smith Family Clinic.",
        "Clinique Tremblay, GMF Beaubien, provider Chen, l'horaire de Gagnon, Chen's schedule",
        "Ask nurse Sarah Lee and Dr. Priya Patel, MD. Drs. Chen, Patel and Wong agree.",
        "From: Julie Roy\nSent: Monday\nTo: Support\nSubject: help",
        "On Tue, Nov 3, 2026 at 9:00 AM Julie Roy wrote:\n> hello",
        "Julie tried twice. May will page Rose at the banner.",
        "GMF Haute-Rive - Isabelle Drouin\nplus de rappels depuis jeudi",
    ],
)
def test_staff_and_clinics_stay(text: str) -> None:
    assert redacted(text) == text


def test_the_doctor_keeps_a_surname_that_the_patient_loses() -> None:
    text = "Dr. Tremblay's patient Luc Tremblay. Tremblay called; Dr. Tremblay is off."
    assert redacted(text) == "Dr. Tremblay's patient «PATIENT-1». «PATIENT-1» called; Dr. Tremblay is off."


def test_a_patient_named_in_the_subject_is_known_in_the_body() -> None:
    result = REDACTOR.redact(["patient Roy", "Roy called again, tel 416 555 0199, then 416-555-0199."])
    assert result.texts == ("patient «PATIENT-1»", "«PATIENT-1» called again, tel «PHONE-1», then «PHONE-1».")
    assert result.counts == {RemovalKind.NAME: 2, RemovalKind.PHONE: 2}
    assert [len(each) for each in result.removals] == [1, 3]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Patient Grace Okafor is locked out. Mrs. Okafor called twice.", ["1", "1"]),
        ("Mrs. Okafor called twice. The patient is OKAFOR, Grace.", ["1", "1"]),
        ("Patient G. Okafor is locked out; Grace Okafor called twice.", ["1", "1"]),
        ("Patients Grace Okafor and Daniel Okafor are locked out. Mrs. Okafor called.", ["1", "2", "3"]),
        ("Patient M.K. called, and so did patient L.K. about her reminder.", ["1", "2"]),
    ],
)
def test_a_short_name_is_the_one_full_name_that_it_can_mean(text: str, tokens: list[str]) -> None:
    assert re.findall(r"«PATIENT-(\d+)»", redacted(text)) == tokens


def test_a_known_staff_name_stays_without_any_word_around_it() -> None:
    text = "Luc Tremblay saw nothing in the list."
    assert find_personal(text, redaction_words()) != ()
    assert find_personal(text, redaction_words(), staff=["Luc Tremblay"]) == ()


def test_a_message_forwarded_by_staff_loses_the_name_of_the_patient_who_wrote_it() -> None:
    text = "see below\njoss\n\nFrom: Opal Redcrow <opal.r@mail.example>\nSent: Monday\n\nI cannot open it\nOpal"
    assert "Opal" not in redacted(text)
    assert "joss" in redacted(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "{} says the text never came.",
        "rappel envoyé à {}",
        "Name: {}\nDOB: 1990-01-02",
        "le patient s'appelle {}",
        "- {}: no text\n- another: no email",
        "{} - chart 48213",
    ],
)
@pytest.mark.parametrize("name", ["Xanthe Quillfeather", "Teklehaymanot Gebru", "Zbyszko Wrzesniak"])
def test_a_name_that_is_in_no_list_goes_too(sentence: str, name: str) -> None:
    result = redacted(sentence.format(name))
    assert [part for part in name.split() if part in result] == []


def test_a_message_with_more_names_than_can_be_asked_about_loses_them_all() -> None:
    text = "\n".join(["Dr. Roy"] * MOST_JUDGED + ["Marie Tremblay", "Luc Gagnon"])
    result = redacted(text)
    assert result.startswith("Dr. Roy")
    assert "Tremblay" not in result
    assert "Gagnon" not in result


def test_of_more_addresses_than_can_be_asked_about_the_rest_go() -> None:
    result = redacted("info@lakeside.example " * 300)
    assert result.startswith("info@lakeside.example")
    assert "«EMAIL-1»" in result[-12:]
    assert 150 < result.count("info@lakeside.example") < 250


def test_nothing_shows_a_value() -> None:
    result = REDACTOR.redact(["Mme Tremblay"])
    assert "Tremblay" not in repr(result) + repr(result.removals) + repr(result.counts)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("J. Okonkwo didn't get her reminder.", ["Okonkwo"]),
        ("S. Abdelkader a eu deux rappels", ["Abdelkader"]),
        ("Form came back for TJ Vandenheuvel but it is blank", ["Vandenheuvel"]),
        ("9:20 Auchterlonie F", ["Auchterlonie"]),
        ("Wachira, P. is the one I tested with.", ["Wachira"]),
        ("Fenwick, Ambrose came in at 2:30 pm", ["Fenwick", "Ambrose"]),
        ("Missing:\n\nStrachan, Mairwen\nFuentes, Odalyss", ["Strachan", "Mairwen", "Fuentes", "Odalyss"]),
        ("The Petersen boy (Lars) checked in but it froze.", ["Petersen", "Lars"]),
        ("Opened Stonechild's chart, no note.", ["Stonechild"]),
        ("Kowalchuk didn't get his reminder.", ["Kowalchuk"]),
        ("Okeke a eu le lien de sa femme.", ["Okeke"]),
        ("le dossier Habyarimana est vide", ["Habyarimana"]),
        ("patients affected: Hallorann, Doucette, Oyelaran", ["Hallorann", "Doucette", "Oyelaran"]),
        ("patients Hallorann and Doucette both have it", ["Hallorann", "Doucette"]),
        ("Pt's name is Auchterlonie", ["Auchterlonie"]),
        ("CAN'T FIND BRIDGET HALLORANN IN THE LIST", ["HALLORANN"]),
        ("pt bridget hallorann cant open it", ["bridget", "hallorann"]),
        ("examples\nReuben Skead Nov 3\nImogen Clattenburg Nov 4", ["Reuben", "Skead", "Imogen", "Clattenburg"]),
        ("Bernice Whitehorse has no chart note.", ["Bernice", "Whitehorse"]),
        ("La patiente Kahsennenhawe Deer attend", ["Kahsennenhawe", "Deer"]),
        ("Reuben Skead\nNov 3, 2026, Reuben Skead <rskead@gmail.com> wrote:\n> Hi", ["Skead"]),
        ("ruth abernathyy at 2:30 isnt on it", ["ruth", "abernathyy"]),
        ("PHN 9 871 223 614", ["9 871", "614"]),
        ("seen: 5512883904ZK", ["5512883904", "ZK"]),
        ("chart 77213-B", ["77213", "-B"]),
        ("#48213 on his chart", ["48213"]),
        ("write to jokonkwo@ gmail.com", ["jokonkwo"]),
        ("write to jokonkwo @gmail.com", ["jokonkwo"]),
        ("e-mail jokonkwo@gmail,com", ["jokonkwo", "gmail"]),
        ("it is jokonkwo at gmail.com", ["jokonkwo"]),
    ],
)
def test_a_patient_in_an_unusual_place_goes(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [value for value in gone if value in result]


@pytest.mark.parametrize(
    "text",
    [
        "J. Okonkwo, RN",
        "Dr. J. Okonkwo is missing from the provider list",
        "Marlene Oduya-Reyes here, front desk.",
        "Tamsin Ostrowski is our new nurse",
        "staff member Perrin Vale can't log in",
        "Yvan ne peut pas se connecter",
        "Infusion Chair A and Infusion Chair B",
        "Our full name is Marda Loop Walk-In Medical Centre",
        "Solo FP, Nakusp area",
        "Chen's schedule shows up, Okafor's doesn't.",
        "I look at google.com and log in at google.com",
    ],
)
def test_staff_and_places_stay_beside_such_cues(text: str) -> None:
    assert redacted(text) == text
