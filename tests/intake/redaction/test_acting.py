"""Who does what patients do, and who does what staff do. Every name and number is invented."""

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
        ("Zenobia booked for Tuesday and got no text.", ["Zenobia"]),
        ("Zenobia keeps getting reminders.", ["Zenobia"]),
        ("Zénobie n'a toujours pas reçu son rappel.", ["Zénobie"]),
        ("Zénobie est venue ce matin.", ["Zénobie"]),
        ("Zenobia called about her appointment.", ["Zenobia"]),
        ("Maud booked Zenobia with Dr. Vray on Tuesday.", ["Zenobia"]),
        ("I have Zenobia here now.", ["Zenobia"]),
        ("I emailed Zenobia the questionnaire.", ["Zenobia"]),
        ("Typed Wrzesnik in the search.", ["Wrzesnik"]),
        ("Recherche «Wrzesnik»: aucun résultat", ["Wrzesnik"]),
        ("Last name Wrzesnik, first name Zenobia, twice", ["Wrzesnik", "Zenobia"]),
        ("née Wrzesnik", ["Wrzesnik"]),
        ("Wrzesnik, Baby Girl was added twice.", ["Wrzesnik", "Baby Girl"]),
        ("When I open Baby Girl Wrzesnik it is empty.", ["Wrzesnik"]),
        ("Both Okonkwos show under one chart.", ["Okonkwo"]),
        ("the Okonkwo family shares a phone", ["Okonkwo"]),
        ("the lady at 11, Zenobia, got the link", ["Zenobia"]),
        ("Her daughter (Zenobia, 6) has it too.", ["Zenobia"]),
        ("Then came Zenobia, his sister, with the same.", ["Zenobia"]),
        ("Zenobia Wrzesnik (patient), same thing", ["Zenobia", "Wrzesnik"]),
        ("Pour Mme Okonkwo (Zenobia), rien", ["Okonkwo", "Zenobia"]),
        ("Zenobia and Tadeus Wrzesnik share an email address.", ["Zenobia", "Tadeus"]),
        ("Zenobia's link is dead.", ["Zenobia"]),
        ("Thaddeus' wife called.", ["Thaddeus"]),
        ("m. okonkwo attend", ["okonkwo"]),
        ("same with Wrzesnik", ["Wrzesnik"]),
        ("e.g. Wrzesnik is in Accuro but not in Ocean", ["Wrzesnik"]),
        ("9h15 Okonkwo, 9h30 Wrzesnik: absents", ["Okonkwo", "Wrzesnik"]),
        ("appt Wrzesnik 2:10 vanished", ["Wrzesnik"]),
        ("It worked for Okonkwo this time.", ["Okonkwo"]),
        ("patients affected: N.W., P.K. and T.O.", ["N.W", "P.K", "T.O"]),
        ("OKEMAWISH JEAN BAPTISTE EST LA ENCORE", ["OKEMAWISH"]),
        ("Grace Love was at the desk.", ["Grace", "Love"]),
        ("J. P. Wrzesnik was here", ["J. P", "Wrzesnik"]),
        ("Patient: van der Wrzesnik, Zenobia", ["van der", "Wrzesnik", "Zenobia"]),
        ("Rutherglenn, P and Ashcomben, T have it", ["Rutherglenn, P", "Ashcomben, T"]),
        ("Marie Prud'homme et Luc Roy n'ont rien reçu", ["Prud", "homme"]),
        ("Zenobia Wrzesnik-Brand was moved", ["Zenobia", "Brand"]),
        ("My name is Zenobia Wrzesnik, I am a patient at your clinic.", ["Zenobia", "Wrzesnik"]),
        ('Patient wrote: "No link. Zenobia Wrzesnik, 416 555 0167"', ["Zenobia", "Wrzesnik"]),
        ("Courriel de la patiente:\n\nBonjour, rien ne marche.\n\nZenobia Wrzesnik", ["Zenobia", "Wrzesnik"]),
    ],
)
def test_who_acts_like_a_patient_goes(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    "text",
    [
        "Zenobia Wrzesnik starts as receptionist on Monday.",
        "Zenobia Wrzesnik can't log in since Friday.",
        "Zenobia est en vacances jusqu'au 12.",
        "Wrzesnik sees patients on Tuesdays.",
        "Zenobia booked a test patient.",
        "Zenobia cancelled the appointment.",
        "Zenobia got the same error.",
        "Zenobia received your message.",
        "Zenobia Wrzesnik, who set Ocean up for us, is gone.",
        "Zenobia Wrzesnik doesn't appear under providers.",
        "Zenobia Wrzesnik's column is empty.",
        "Users: Zenobia Wrzesnik, Tadeus Vray",
        "New users to add:\n- Zenobia Wrzesnik\n- Tadeus Vray",
        "Médecins manquants : Wrzesnik, Vray",
        "Les deux optométristes de là-bas, Mme Wrzesnik et M. Vray, sont absents.",
        "contact Zenobia Wrzesnik for access",
        "Rappeler Zenobia Wrzesnik avant 16h.",
        "Le compte de Zenobia Wrzesnik est barré.",
        "The casual at Wrzesnik tried it.",
        "Zenobia Wrzesnik\nOffice Manager",
        "the Cedar Hill location is fine, Prince George and Fort St. John are not",
        "The Smoking Cessation form is blank.",
        "Effectivement, la case est vide.",
        "Wrzesnik, Vray and Okonkwo are offered in the drop down.",
    ],
)
def test_who_acts_like_staff_stays(text: str) -> None:
    assert redacted(text) == text


def test_a_name_alone_that_signs_stays_whatever_it_does() -> None:
    text = "Zenobia received two messages.\n\nThanks,\nZenobia"
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("patient jinghwa ouyangg cannot open it", ["jinghwa", "ouyangg"]),
        ("PATIENT OYINKANN BADEMOSIH NOT SHOWING IN OCEAN", ["OYINKANN", "BADEMOSIH"]),
        ("penelope vandermeulenn says her link is dead", ["penelope", "vandermeulenn"]),
        ("pt okonjoh, tamara says no text", ["okonjoh", "tamara"]),
        ("pts smallwodh and littlejohnn got each others form", ["smallwodh", "littlejohnn"]),
        ("idk why but cordelia brightwaterr is on there", ["cordelia", "brightwaterr"]),
        ("there is no karim al-harthyy", ["karim", "harthyy"]),
    ],
)
def test_a_name_without_capitals_goes(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    "text",
    ["patient recieved nothign", "the patient porttal is dwon again", "PATIENT RECIEVED NOTHIGN TODAY AGAIN"],
)
def test_a_slip_of_the_pen_is_no_name(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("see Wrzesnik_Zenobia_form.pdf", ["Wrzesnik", "Zenobia"]),
        ("voir okonkwo_zenobia.png", ["okonkwo", "zenobia"]),
        ('attached "Wrzesnik, Zenobia - Intake.pdf"', ["Wrzesnik", "Zenobia"]),
    ],
)
def test_names_in_the_name_of_a_file_go(text: str, gone: list[str]) -> None:
    result = redacted(text)
    assert not [name for name in gone if name in result]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chart | Remark\n20417 | Wrzesnik, Zenobia\n20418 | none",
            "Chart | Remark\n«CHART-1» | «PATIENT-1»\n«CHART-2» | none",
        ),
        ("Patient;Status\nQat;sent\nunknown;failed", "Patient;Status\n«PATIENT-1»;sent\nunknown;failed"),
        ("Nom\tDDN\nQat\t2026-10-01\n", "Nom\tDDN\n«PATIENT-1»\t«BIRTH-DATE-1»\n"),
        ("first name,chart\nQat,204\n\nDone.", "first name,chart\n«PATIENT-1»,«CHART-1»\n\nDone."),
        ("Provider | Site\nWrzesnik | site 4821", "Provider | Site\nWrzesnik | site 4821"),
        ("Chart | Remark\nsite 4821 | none", "Chart | Remark\nsite 4821 | none"),
    ],
)
def test_what_heads_a_column_tells_what_is_in_it(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "All have e-mail on file according to Donna.",
        "Selon Donna, tout le monde a un courriel.",
        "C'est moi, Sandra Iannuzzi, qui devrais les avoir.",
        "Les options sont grisées pour moi et pour Amélie Sirard.",
        "It is greyed out for me and for Amelia Sirard.",
        "Les clientes de Rosalie Dufour, ça marche.",
        "Clients of Rosalie Dufour are fine.",
        "La personne qui gérait Ocean, Francine Ouellet, a pris sa retraite.",
        "Merci de me revenir, Kathleen Nadon",
        "Nothing works. Please investigate, Kathleen Nadon.",
        "Kamala and I are both stuck.\nKamala Rao had it last year but is fine now.",
        "Les docteurs Bruno Lampron, Odette Massicotte et Samuel Wong n'apparaissent pas.",
        "Josiane Polson et Martin Lord, infirmiers praticiens, ne peuvent plus envoyer de messages.",
        "Joyce Polson and Martin Lord, nurse practitioners, can't write to anybody.",
        "C'est pour Maxime Roberge la nouvelle adjointe.",
        "Oksana Hrynko, our new NP, cannot send messages.",
        "Nos infirmières Éloïse Beaudry et Camille Ashini reçoivent des plaintes.",
        "Gerald Ormsby, who minds our domain, asked me to find out.",
        "It is late again for the whole clinic.\n\nYours sincerely,\nMrs. Dorothy Haldenby",
        "Rien ne part ce matin.\n\nRecevez mes salutations,\nMme Dorothée Halde",
        "Nothing came.\nSincerely,\nMrs. Edith Pomfret\nHealth Records, North End Community Health Centre",
        "C'est mon poste partagé avec Isabelle Gélinas.",
        "On Wendy's laptop every name is a string of stars.",
        "--\nGhislaine Comeau\nCommis senior, Centre de santé de Tracadie",
        "Please call Jas @ Surrey Central Med about it.",
        "Two things:\n - it is empty\n - the link is gone\nDr. Mensah asked me to write before we start.\nLorraine P.",
    ],
)
def test_who_is_cited_counted_with_the_writer_or_signs_works_there(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize("name", ["Kathleen Nadon", "Kamala Rao"])
def test_the_same_names_go_where_they_are_patients(name: str) -> None:
    told = (
        f"Please unlock my patient, {name}.\nThe reminder for {name} did not go out.\n"
        f"It was {name}, who opened our reminder, and {name}, who never got our text."
    )
    assert name not in redacted(told)
