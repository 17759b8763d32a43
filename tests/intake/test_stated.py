"""Facts stated outright: what is denied, asked, wished or advised, numbers with their units, and real sentences."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.recognition.small import knowledge
from oceandx.intake.measures import MeasureReader
from oceandx.intake.message import Message
from oceandx.intake.recognising import Recogniser
from oceandx.intake.words import words_of
from oceandx.model.case import Value
from oceandx.model.recognition import Clock, ConceptKind, Measures, Recognition, Stated, Unit, Vocabulary
from oceandx.model.vocabulary import Language
from oceandx.reading import TicketReader, open_reader
from recognition import CONCEPTS, GRAMMAR, concept, pattern

STATEMENT = ConceptKind.STATEMENT
SAID = (
    concept("ticked", STATEMENT, ("ticked, box ticked", "coché, cochée"), ("unticked", "décoché")),
    concept("box", STATEMENT, ("box, her box", "case, sa case")),
    concept("ran", STATEMENT, ("ran, ran the sync", "roulé")),
    concept("api", STATEMENT, ("oceanapi", "oceanapi")),
    concept("gap", STATEMENT, ("slots", "plages")),
)
MEASURES = Measures(
    numbers={"one": 1, "un": 1, "twelve": 12, "douze": 12, "both": 2},
    units=(
        Unit("minutes", {"minutes": Fraction(1), "min": Fraction(1), "hours": Fraction(60), "h": Fraction(60)}),
        Unit("days", {"days": Fraction(1), "hours": Fraction(1, 24)}),
        Unit("megabytes", {"mb": Fraction(1), "mo": Fraction(1)}),
        Unit("rules", {"rules": Fraction(1), "regles": Fraction(1)}, apart=2),
        Unit("bare", {}),
    ),
    clock=Clock("hour", ("h", "o'clock"), ("am", "a.m.", "du matin"), ("pm", "p.m.", "du soir"), {"noon": 12}),
)
STATED = (
    Stated("ticked", True, (pattern("ticked+ box"),)),
    Stated("ticked", False, (pattern("ticked- box"),)),
    Stated("ran", True, (pattern("ran+"),), lasting=True),
    Stated("user", True, (pattern("api"),)),
    Stated("gap", None, (pattern("gap minutes"),), measure="minutes", least=5, most=60),
    Stated("size", None, (pattern("letter megabytes"),), measure="megabytes", rounded_up=True),
    Stated("whole", None, (pattern("letter days"),), measure="days"),
    Stated("state", "late", (pattern("letter late"),)),
    Stated("state", "on-time", (pattern("ran"),), about=("missing",)),
)
RECOGNISER = Recogniser(
    Vocabulary(
        (*CONCEPTS, *SAID),
        GRAMMAR,
        {"missing": Recognition((pattern("show- booking"),))},
        (),
        STATED,
        unsaid={Language.EN: ("should", "told us to", "please"), Language.FR: ("devrait", "dit de")},
        granted={Language.EN: ("why",), Language.FR: ("pourquoi",)},
        measures=MEASURES,
    )
)


def stated(text: str) -> list[tuple[str, Value]]:
    return list(dict.fromkeys(match.says for match in RECOGNISER.understand(text, 0).facts))


def measures(text: str) -> list[tuple[str, float]]:
    return [(found.unit, float(found.amount)) for found in MeasureReader(MEASURES).read(words_of(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Her box is ticked.", True),
        ("The box ticked is hers.", True),  # a phrase within another one is read as well
        ("Her box is not ticked.", False),
        ("Her box is unticked.", False),
        ("Sa case est cochée.", True),
        ("Sa case n'est pas cochée.", False),
        ("Aucun médecin n'a sa case cochée.", False),
        ("Her box is ticked because it is not new.", True),  # denied in another clause
    ],
)
def test_a_statement_is_affirmed_or_denied(text: str, value: bool) -> None:
    assert ("ticked", value) in stated(text)
    assert ("ticked", not value) not in stated(text)


@pytest.mark.parametrize(
    "text",
    [
        "Is her box ticked?",
        "Should her box be ticked?",
        "The box should be ticked.",
        "You told us to leave the box ticked.",
        "Please leave the box ticked",
        "If her box is ticked, call us.",
        "Sa case est cochée?",
        "Sa case devrait être cochée.",
        "Vous nous avez dit de la garder cochée, sa case",
    ],
)
def test_what_is_asked_wished_advised_or_supposed_is_not_stated(text: str) -> None:
    assert stated(text) == []


def test_a_question_states_what_it_takes_for_granted() -> None:
    assert stated("Why is she missing when her box is ticked?") == [("ticked", True)]
    assert stated("She is missing, is her box ticked?") == []
    assert stated("Pourquoi sa case est cochée?") == [("ticked", True)]
    # Only what stands before the question mark is asked.
    assert stated("Her box is ticked, what now?") == [("ticked", True)]


def test_words_that_say_a_fact_about_a_symptom_say_it_only_where_it_is_told() -> None:
    assert stated("We ran it.") == [("ran", True)]
    assert stated("We ran it. The bookings are missing.") == [("ran", True), ("state", "on-time")]
    assert stated("We ran it. The bookings are missing. It works now.") == [("ran", True)]


def test_words_about_a_symptom_yield_to_those_that_say_a_fact_outright() -> None:
    said = stated("We ran it. The bookings are missing. The letter is late.")
    assert said == [("ran", True), ("state", "late")]


def test_only_what_lasts_is_stated_where_the_trouble_is_over() -> None:
    assert stated("Her box is ticked. We ran it. It works now.") == [("ran", True)]


def test_a_word_with_a_number_is_read_without_it() -> None:
    assert stated("OceanAPI2231 is the one") == [("user", True)]
    assert stated("Ocean2 is the one") == []


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("The slots are 15 minutes.", [("gap", 15)]),
        ("The slots are one hours.", [("gap", 60)]),
        ("The slots are 90 minutes.", []),  # more than the fact can be
        ("The slots are 2 minutes.", []),  # less than the fact can be
        ("The slots are many.", []),
        ("The letter is 13.2 MB.", [("size", 14)]),
        ("La lettre fait 13,2 Mo", [("size", 14)]),
        ("The letter took 36 hours.", []),  # no whole number of days
        ("The letter took 48 hours.", [("whole", 2)]),
    ],
)
def test_a_measured_fact_has_the_number_of_its_unit(text: str, facts: list[tuple[str, Value]]) -> None:
    assert stated(text) == facts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("14 MB", [("megabytes", 14)]),
        ("14mb", [("megabytes", 14)]),
        ("13,6 Mo", [("megabytes", 13.6)]),
        ("1,000 MB", [("megabytes", 1000)]),  # thousands, no decimals
        ("2,880 MB", [("megabytes", 2880)]),
        ("1.000 MB", [("bare", 1), ("megabytes", 0)]),  # neither: two numbers
        ("twelve active rules", [("rules", 12)]),
        ("douze règles", [("rules", 12)]),
        ("12 of our own rules", [("bare", 12)]),
        ("12. Rules", [("bare", 12)]),
        ("7, rules", [("bare", 7)]),
        ("both", [("bare", 2)]),
        ("un", []),  # an article
        ("1", [("bare", 1)]),
        ("9 am", [("hour", 9)]),
        ("9 a.m.", [("hour", 9)]),
        ("9am", [("hour", 9)]),
        ("12 a.m.", [("hour", 0)]),
        ("12 p.m.", [("hour", 12)]),
        ("2 pm", [("hour", 14)]),
        ("14:00", [("hour", 14)]),
        ("2:30 pm", [("hour", 14)]),
        ("9 h 30", [("hour", 9)]),
        ("9h30", [("hour", 9)]),
        ("9 h 30 du soir", [("hour", 21)]),
        ("9 h", [("hour", 9), ("minutes", 540)]),  # a time, or as long
        ("9h", [("hour", 9), ("minutes", 540)]),
        ("noon", [("hour", 12)]),
        ("25 h", [("minutes", 1500)]),
        ("13.5 h", [("minutes", 810)]),
        ("14:0", [("bare", 14), ("bare", 0)]),
        ("OceanAPI2231", []),
        ("1234567 MB", []),
        ("²", []),
        ("", []),
    ],
)
def test_numbers_units_and_times_of_day(text: str, found: list[tuple[str, float]]) -> None:
    assert measures(text) == found


def test_without_a_clock_no_time_of_day_is_read() -> None:
    assert MeasureReader(Measures(units=(Unit("bare", {}),))).read(words_of("at 9 am, noon")) == [
        (1, 2, "bare", Fraction(9))
    ]


@pytest.mark.parametrize("text", ["0H00", "9h30", "à 9h30 rappels"])
def test_a_time_written_as_one_word_is_that_word(text: str) -> None:
    words = words_of(text)
    assert [found.after - found.first for found in MeasureReader(MEASURES).read(words)] == [1]


@given(st.text(alphabet="0123456789 hHap.m:,-MBminutes²٣\n", max_size=60))
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    words = words_of(text)
    for found in MeasureReader(MEASURES).read(words):
        assert 0 <= found.first < found.after <= len(words.forms)
        assert found.amount >= 0


@pytest.fixture(scope="module")
def reader() -> TicketReader:
    return open_reader(knowledge())


REAL: list[tuple[str, str, Value | None]] = [
    ("We re-ran the full sync after ticking her.", "cloud_connect.full_sync_after_last_change", True),
    ("On a relancé la synchronisation complète hier soir.", "cloud_connect.full_sync_after_last_change", True),
    ("We have not run the full sync yet.", "cloud_connect.full_sync_after_last_change", False),
    ("Should I run the full sync?", "cloud_connect.full_sync_after_last_change", None),
    ("Vous nous demandez de faire une synchronisation complète.", "cloud_connect.full_sync_after_last_change", None),
    ("If we run a full sync, will it help?", "cloud_connect.full_sync_after_last_change", None),
    ("Her name is ticked in Cloud Connect.", "cloud_connect.provider_selected", True),
    ("Sa case n'est pas cochée dans Cloud Connect.", "cloud_connect.provider_selected", False),
    ("Faut-il la cocher dans Cloud Connect?", "cloud_connect.provider_selected", None),
    ("You told us to tick her name in Cloud Connect.", "cloud_connect.provider_selected", None),
    ("The password of the API user was changed Tuesday and it stopped.", "case.onset", "credential-change"),
    ("Le mot de passe de l'API n'a pas été changé.", "case.onset", None),
    ("After our shared encryption key was reset, nothing opens.", "case.onset", "key-reset"),
    ("Faut-il réinitialiser la clé?", "case.onset", None),
    ("The names are padlocks, but it reads fine in Edge.", "portal.readable_in_other_browser", True),
    ("Sur le poste de ma collègue, les noms sont lisibles.", "portal.readable_in_other_browser", True),
    ("Should I try another browser?", "portal.readable_in_other_browser", None),
    ("Son cellulaire est bien au dossier.", "patient.has_mobile", True),
    ("There's no cell number in her chart.", "patient.has_mobile", False),
    ("Faut-il un cellulaire au dossier?", "patient.has_mobile", None),
    ("It was in her junk folder.", "mail.found_in_spam", True),
    ("Ce n'est pas dans ses pourriels non plus.", "mail.found_in_spam", False),
    ("Should she check her junk folder?", "mail.found_in_spam", None),
    ("The reminder log says Sent.", "reminders.log_status", "sent"),
    ("Le journal dit Delivered.", "reminders.log_status", "delivered"),
    ("The fax log says sent.", "reminders.log_status", None),
    ("The contract with QHR is signed.", "qhr.contract_signed", True),
    ("On n'a pas encore signé le contrat de QHR.", "qhr.contract_signed", False),
    ("Who has to sign the QHR contract?", "qhr.contract_signed", None),
    ("Enable Reminders isn't ticked.", "reminders.enabled", False),
    ("Le mode test est encore activé.", "reminders.test_mode_on", True),
    ("Le mode test est-il activé?", "reminders.test_mode_on", None),
    ("Her file is a 14 MB pdf.", "file.largest_megabytes", 14),
    ("Une pièce jointe fait 13,6 Mo.", "file.largest_megabytes", 14),
    ("What is the limit, 14 MB?", "file.largest_megabytes", None),
    ("We have 12 reminder rules.", "reminders.rule_count", 12),
    ("Il y a douze règles sur notre site.", "reminders.rule_count", 12),
    ("The clinic has 12 doctors.", "reminders.rule_count", None),
    ("Daily Run Time is 2 p.m.", "reminders.run_hour", 14),
    ("Nos rappels partent à 9 h 00.", "reminders.run_hour", 9),
    ("Her appointment is at 9:00.", "reminders.run_hour", None),
    ("The rule sends it two days before.", "reminders.rule_days_before", 2),
    ("Les rappels partent 48 heures d'avance.", "reminders.rule_days_before", 2),
    ("The last sync was 3 hours ago.", "cloud_connect.minutes_since_last_sync", 180),
    ("Schedule Days to Sync est à 30.", "cloud_connect.days_to_sync", 30),
    ("Dans Accuro, les plages sont de 15 minutes.", "booking.interval_minutes_in_accuro", 15),
    ("Elle a attendu 15 minutes.", "booking.interval_minutes_in_accuro", None),
]


@pytest.mark.parametrize(("text", "fact", "value"), REAL)
def test_sentences_of_clinics_state_facts_or_do_not(
    reader: TicketReader, text: str, fact: str, value: Value | None
) -> None:
    found = {item.name: item.value for item in reader.read(Message("", text)).facts}
    assert found.get(fact) == value
    assert type(found.get(fact)) is type(value)


def test_contradictory_statements_give_no_value(reader: TicketReader) -> None:
    text = "The log says Sent for Monday. The log says Delivered for Tuesday."
    assert "reminders.log_status" not in {item.name for item in reader.read(Message("", text)).facts}


def test_deeds_are_stated_of_a_ticket_that_is_resolved(reader: TicketReader) -> None:
    read = reader.read(Message("", "It works now, you can close this. It came back on its own."))
    assert {item.name for item in read.facts} == {"incident.recovered_alone"}
