"""What was read from a ticket, as data, as one line of many, in sentences, and as a question to the clinic."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.ticket import Field, NearMissed, Reading, Recognised, Span, StatedFact
from oceandx.model.vocabulary import Language
from oceandx.report.reading import line_data, question, reading_data, reading_lines
from oceandx.resources import schema_text

LISTED = "provider-missing-from-patients-page"
SENT = "reminder-emails-not-sent"
WORDS = (Span(Field.SUBJECT, 0, 8, "Bookings"), Span(Field.BODY, 4, 17, "not «PATIENT-1»"))
FOUND = (Recognised(LISTED, "S01", 0.9249, WORDS), Recognised(SENT, "S03", 1.0, WORDS[:1]))
NOTHING = Reading(
    language=Language.EN,
    symptoms=(),
    past=(),
    extent="unknown",
    facts=(),
    providers=(),
    offices=(),
    site_number="",
    out_of_scope="",
    resolved=False,
    ask=(),
    near_misses=(),
    subject="Bookings",
    body="See «PATIENT-1».",
    removed={},
    cut=False,
)
FULL = replace(
    NOTHING,
    symptoms=FOUND[:1],
    past=FOUND[1:],
    extent="one-provider",
    facts=(StatedFact("case.onset", "new-provider", WORDS), StatedFact("accuro.ready", value=True, spans=())),
    providers=("Roy",),
    offices=("North",),
    site_number="4821",
    near_misses=(
        NearMissed(SENT, "S03", WORDS[:1], ("send", "receive"), ()),
        NearMissed(LISTED, "S01", WORDS[:1], (), ("fax",)),
    ),
    removed={"name": 2, "phone": 1},
    cut=True,
    extent_signs={"found one-provider": 7, "always": -8, "ticket everyone": 0},
)


def _said(kb: KnowledgeBase, key: str, language: Language, **values: str) -> str:
    """Return a sentence of the knowledge base as people read it; French has a no-break space before a colon."""
    said = kb.wording[key].get(language).format(**values)
    return said.replace(": ", "\u00a0: ") if language is Language.FR else said


@pytest.mark.parametrize("reading", [NOTHING, FULL, replace(NOTHING, out_of_scope="empty"), replace(FULL, ask=(SENT,))])
@pytest.mark.parametrize("explain", [False, True])
def test_data_is_as_published(kb: KnowledgeBase, reading: Reading, explain: bool) -> None:
    data = reading_data(kb, reading, explain=explain)
    jsonschema.validate(json.loads(json.dumps(data)), json.loads(schema_text("intake")))
    assert ("near_misses" in data) is explain


def test_data_holds_all_that_was_read(kb: KnowledgeBase) -> None:
    spans: list[dict[str, Any]] = [
        {"field": "subject", "start": 0, "end": 8, "text": "Bookings"},
        {"field": "body", "start": 4, "end": 17, "text": "not «PATIENT-1»"},
    ]
    assert reading_data(kb, FULL, explain=True) == {
        "schema": "oceandx.intake/1",
        "knowledge": {"version": kb.version, "hash": kb.hash},
        "language": "en",
        "symptoms": [{"id": LISTED, "code": "S01", "nearness": 0.92, "spans": spans}],
        "past": [{"id": SENT, "code": "S03", "nearness": 1.0, "spans": spans[:1]}],
        "extent": "one-provider",
        "facts": [
            {"name": "case.onset", "value": "new-provider", "spans": spans},
            {"name": "accuro.ready", "value": True, "spans": []},
        ],
        "providers": ["Roy"],
        "offices": ["North"],
        "site_number": "4821",
        "out_of_scope": None,
        "resolved": False,
        "question": None,
        "redacted": {"subject": "Bookings", "body": "See «PATIENT-1»."},
        "removed": {"name": 2, "phone": 1},
        "cut": True,
        "extent_signs": [
            {"sign": "always", "points": -8},
            {"sign": "found one-provider", "points": 7},
        ],
        "near_misses": [
            {"id": SENT, "code": "S03", "spans": spans[:1], "missing": ["send", "receive"], "forbidden": []},
            {"id": LISTED, "code": "S01", "spans": spans[:1], "missing": [], "forbidden": ["fax"]},
        ],
    }


def test_what_is_not_said_is_null(kb: KnowledgeBase) -> None:
    data = reading_data(kb, replace(NOTHING, out_of_scope="billing"))
    assert (data["site_number"], data["question"], data["out_of_scope"]) == (None, None, "billing")


@pytest.mark.parametrize("ticket_id", ["a", 7, None])
def test_a_line_has_the_keys_that_were_asked_for(ticket_id: object) -> None:
    line = line_data(FULL, ticket_id)
    keys = ["id", "language", "symptoms", "extent", "facts", "out_of_scope", "resolved", "redacted"]
    assert list(line) == [*keys, "cut"]
    assert list(line_data(replace(FULL, cut=False), ticket_id)) == keys
    assert line["id"] == ticket_id
    assert [list(symptom) for symptom in line["symptoms"]] == [["id", "code", "spans"]]
    assert line["symptoms"][0]["spans"][1]["text"] == "not «PATIENT-1»"
    assert line_data(replace(NOTHING, out_of_scope="empty"), 1)["out_of_scope"] == "empty"
    assert line_data(NOTHING, 1)["out_of_scope"] is None


@pytest.mark.parametrize("language", list(Language))
def test_what_to_ask_is_in_the_language_of_the_ticket(kb: KnowledgeBase, language: Language) -> None:
    told = replace(NOTHING, language=language)
    assert question(kb, told) == _said(kb, "intake.ask_open", language)
    lines = question(kb, replace(told, ask=(SENT, LISTED))).split("\n")
    assert lines[0] == _said(kb, "intake.ask_which", language)
    assert len(lines) == 4
    assert all(line.startswith("- ") for line in lines[1:])
    assert lines[3] == f"- {_said(kb, 'intake.ask_other', language)}"
    # In whichever language the report is.
    assert all(line in reading_lines(kb, told, other) for other in Language for line in question(kb, told).split("\n"))


def test_symptoms_to_ask_about_stand_in_their_order_and_without_marks(kb: KnowledgeBase) -> None:
    first, second = question(kb, replace(NOTHING, ask=(SENT, LISTED))).split("\n")[1:3]
    assert question(kb, replace(NOTHING, ask=(LISTED, SENT))).split("\n")[1:3] == [second, first]
    assert "*" not in first + second
    assert "{" not in first + second


@pytest.mark.parametrize(
    "reading",
    [
        replace(NOTHING, symptoms=FOUND),
        replace(NOTHING, past=FOUND),
        replace(NOTHING, out_of_scope="billing"),
        replace(NOTHING, resolved=True),
        replace(NOTHING, resolved=True, ask=(SENT,)),
    ],
)
def test_nothing_is_asked_where_the_ticket_says_what_it_is(kb: KnowledgeBase, reading: Reading) -> None:
    assert question(kb, reading) == ""
    assert _said(kb, "intake.ask_open", Language.EN) not in reading_lines(kb, reading, Language.EN)


@pytest.mark.parametrize("language", list(Language))
def test_sentences_say_all_that_was_read_in_order(kb: KnowledgeBase, language: Language) -> None:
    full = replace(FULL, facts=FULL.facts[:1])
    lines = reading_lines(kb, full, language)
    mark = "\u00a0:" if language is Language.FR else ":"
    english = {Language.EN: "English", Language.FR: "anglais"}[language]
    assert lines[0].endswith(f"{mark} {english}")
    assert lines[1].startswith("S01 ")
    assert "Bookings … not " in lines[1]
    assert "PATIENT-1" in lines[1]
    assert "S03 " in lines[2]
    assert lines[2].startswith(kb.wording["intake.past"].get(language).split(":")[0])
    assert lines[3] == kb.facts["case.extent"].meaning["one-provider"].get(language)
    assert "case.onset = new-provider" in lines[4]
    assert lines[5] == ""
    assert lines[6].endswith(f"{mark} 3")
    assert lines[7:] == ["", "Bookings", "", "See «PATIENT-1»."]


def test_yes_and_no_are_written_as_they_are_entered(kb: KnowledgeBase) -> None:
    facts = (StatedFact("accuro.ready", value=True, spans=()), StatedFact("accuro.down", value=False, spans=WORDS[:1]))
    lines = reading_lines(kb, replace(NOTHING, symptoms=FOUND, facts=facts), Language.EN)
    assert [line for line in lines if "accuro." in line] == [
        "Stated outright: accuro.ready = true (“”)",
        "Stated outright: accuro.down = false (“Bookings”)",
    ]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", ["billing", "hardware", "auto-reply", "empty"])
def test_what_else_a_ticket_is_about_is_named(kb: KnowledgeBase, language: Language, kind: str) -> None:
    lines = reading_lines(kb, replace(NOTHING, out_of_scope=kind), language)
    titles = {entry["kind"]: entry["title"][language] for entry in kb.intake["scope"]["kinds"]}
    assert titles[kind] in lines[1]
    assert _said(kb, "intake.ask_open", language) not in lines


@pytest.mark.parametrize("language", list(Language))
def test_near_misses_say_what_was_missing_or_in_the_way(kb: KnowledgeBase, language: Language) -> None:
    lines = reading_lines(kb, FULL, language, explain=True)
    plain = reading_lines(kb, FULL, language)
    signs, missing, forbidden = [line for line in lines if line not in plain]
    assert signs.endswith(" always -8, found one-provider +7")
    assert signs.startswith(_said(kb, "intake.extent_signs", language, signs=""))
    assert "S03" in missing
    said = {Language.EN: "“send”, “receive”", Language.FR: "«\u00a0envoyer\u00a0», «\u00a0recevoir\u00a0»"}
    assert said[language] in missing
    assert "S01" in forbidden
    assert forbidden.endswith("“fax”" if language is Language.EN else "«\u00a0fax\u00a0»")
    assert _said(kb, "intake.near_miss_missing", language, code="", title="", words="", concepts="")[:8] in missing


@pytest.mark.parametrize("language", list(Language))
def test_what_is_over_is_said(kb: KnowledgeBase, language: Language) -> None:
    sentence = kb.wording["intake.resolved"].get(language)
    assert sentence in reading_lines(kb, replace(NOTHING, resolved=True), language)
    assert sentence not in reading_lines(kb, NOTHING, language)
