"""Names in company with others, of senders and signers, and values written in less common ways."""

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
        ("The mail went to the junk folder: Joy, Grace Adeleke and Melody Cruz.", ["Joy", "Grace", "Melody"]),
        ("Bob, Terry K. and Mrs. Lachance all got theirs, the status is missing.", ["Bob", "Terry", "Lachance"]),
        ("no texts going out. mrs lavoie, mr. malik, brandon, crystal t.. since monday", ["brandon", "crystal"]),
        ("il manque du monde: gagnon lise, lapointe yves, côté ginette. merci", ["lise", "yves", "côté", "ginette"]),
        ("Deux plaintes (Aline, Karim et Mme de la Chevrotière l'ont eu).", ["Aline", "Karim", "Chevrotière"]),
        ("T. Duncan and R. Duncan-Hill got no text from Dr. Duncan, also Omar.", ["T.", "R.", "Hill", "Omar"]),
        (
            "Aborted again: L. Bouchard, M. da Costa, J. van Dijk. Provider Dr. Greenwood.",
            ["Bouchard", "Costa", "Dijk"],
        ),
    ],
)
def test_who_stands_in_one_row_with_a_patient_is_a_patient(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    "text",
    [
        "Our new hires Farida Quist and Owen Bleak need accounts.",
        "Nos infirmières Sophie Roy et Annie Morin ne voient pas les photos.",
        "Les nouvelles IPS (Karine Boutin et Solène Lemire) ne sont pas dans la liste.",
        "Booked with Nolan Pryce, DC on Monday.",
        "Nothing opens. I (Wilma) tried it twice.",
        "Personne y a touché, dit Chantale. Médecin: Dr Côté. Site 3312.",
        "Please direct all questions to Monique.",
        "The key was lost, and I had three calls this morning. Dr. Roy's computer too.",
    ],
)
def test_who_works_there_stays_in_company_too(text: str) -> None:
    assert redacted(text) == text


def test_a_name_behind_a_dash_in_the_subject_signs_nothing() -> None:
    result = REDACTOR.redact(["form missing - Milo B.", "Dad Trevor Maslanka filled in the form for Milo."]).texts
    assert "Milo" not in " ".join(result)


def test_who_signs_the_message_of_a_patient_is_the_patient() -> None:
    text = (
        "From: j.wildman@outlook.com\nTo: Westhill Clinic\nPlease stop writing to me!! Jo Wildman\n---\nSee above. Ann"
    )
    result = redacted(text)
    assert "Wildman" not in result
    assert result.endswith("See above. Ann")


def test_a_month_stays_a_month_though_a_patient_is_called_so() -> None:
    result = redacted("May Ling Poon is not in the list for May 12. Patient May was there yesterday.")
    assert "May Ling" not in result
    assert "for May 12" in result
    assert "Patient May" not in result


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('Nobody knows the key. Dr. Finch thinks it was "Maplewood-14-Lantern".', "Maplewood-14-Lantern"),
        ("She typed the password wrong, Willow2031! too many times.", "Willow2031!"),
        ("Même M. Lajoie nous demande quand (581-555-0160)!", "581-555-0160"),
        ("date de naissance 4 mars mil neuf cent soixante et un", "soixante et un"),
        ("She was born the ninth of May 1947.", "ninth"),
        ("He lives at 1250 10th Ave NW", "1250 10th Ave"),
        ("He lives at 45 Concession 3", "45 Concession 3"),
        ("Send it to General Delivery, Old Crow YT Y0B 1N0", "Old Crow"),
        ("Two are empty (Réal Fecteau, A-2281).", "A-2281"),
    ],
)
def test_values_in_less_common_layouts_go(text: str, value: str) -> None:
    assert value not in redacted(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("HC 2290 118 764 VW. Dr. Leclair's computer too.", "Dr. Leclair's computer"),
        ("RV à la Clinique Côte-Saint-Luc, 16 novembre.", "Clinique Côte-Saint-Luc, 16 novembre"),
        ("Dossier de Victor Houle, 28-10-2003. Le 20 novembre, rien.", "Le 20 novembre"),
    ],
)
def test_no_value_swallows_what_stands_beside_it(text: str, kept: str) -> None:
    assert kept in redacted(text)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Neuf adultes n'ont rien reçu (Pruneau, Maltais, Saint-Fleur, etc.).", ["Pruneau", "Maltais", "Fleur"]),
        ("Three patients never got it (Okafor, Bea Young and Tran).", ["Okafor", "Young", "Tran"]),
        ("Mrs. Roy books her four kids (Vaspetter, Jelebin, Alcottat) together.", ["Vaspetter", "Jelebin", "Alcottat"]),
        ("Roy and Mrs. Diallo got no text. Following up, now Radwinep too.", ["Radwinep"]),
        ("Harstine (Mrs. Obi) replied on Thursday.", ["Harstine", "Obi"]),
        ("One of them: Chevellen Mcdon, c.m@mailbox.example, never got it.", ["Chevellen"]),
        ("I can read all the names again (Bodhi, Precious Adeyemi, etc).", ["Bodhi", "Adeyemi"]),
        ("I see Paul's, Mary-Beth's and Xiuying Zhao's form as complete.", ["Paul", "Beth", "Zhao"]),
    ],
)
def test_a_list_in_parentheses_or_of_owners_is_whose_it_is_said_to_be(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    "text",
    [
        "46 lignes à l'état Aborted chez trois médecins (Lalonde, Fortier, Chen).",
        "All the docs (Roy, Khoury, Haddad) are affected.",
        "The MOAs (Jas, Priya and Dawn) can't send messages.",
        "Two offices (Moncton, Dieppe) are empty.",
        "It fails in every browser (Chrome, Edge, Firefox) for Dr. Roy's patients (Monday, Tuesday).",
    ],
)
def test_a_list_of_staff_or_of_things_in_parentheses_stays(text: str) -> None:
    assert redacted(text) == text
