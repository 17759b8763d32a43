"""The clinics that come with the sandbox: valid, fictitious, and decidable by the rules as they say."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest

from oceandx.consultation import diagnose, open_knowledge
from oceandx.facts.entry import make_fact
from oceandx.model.case import Case, ReportedSymptom
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Language, Status
from oceandx.sandbox.clinic import Clinic
from oceandx.sandbox.clinic_file import load_clinic, shipped_clinics
from oceandx.sandbox.tokens import OCEAN, OCEANAPI, OWN
from sandboxing import SITE_NUMBER, Caller, calling

NAMES = (
    "credentials-changed",
    "days-to-sync-too-short",
    "ocean-outage",
    "office-not-consented",
    "permission-expired",
    "permission-gap",
    "provider-not-selected",
    "reminder-log-aborted",
    "schedule-without-licence",
    "wrong-user-edited",
)
# What the live calls and the files of each clinic show, as facts; the answers stand in the clinic's file.
SEEN: dict[str, dict[str, Any]] = {
    "credentials-changed": {"accuro.api_answers_unauthorized": True},
    "days-to-sync-too-short": {"cloud_connect.days_to_sync": 1},
    "ocean-outage": {},
    "office-not-consented": {},
    "permission-expired": {"accuro.oceanapi.permission_expired": True},
    "permission-gap": {"accuro.oceanapi.bookings_hidden": "some-providers"},
    "provider-not-selected": {"cloud_connect.provider_offered": True, "cloud_connect.provider_selected": False},
    "reminder-log-aborted": {"reminders.log_description": "email-missing"},
    "schedule-without-licence": {"reminders.schedule_licensed": False},
    "wrong-user-edited": {
        "accuro.oceanapi.edited_user_is_connected_user": False,
        "accuro.oceanapi.permissions_complete": True,
        "accuro.oceanapi.bookings_hidden": "some-providers",
    },
}
ON = "2026-03-02"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return open_knowledge()


def load(name: str) -> Clinic:
    return load_clinic(str(shipped_clinics()[name]))


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def diagnosis_of(kb: KnowledgeBase, clinic: Clinic, seen: dict[str, Any]) -> Diagnosis:
    entered = {**clinic.answers, **seen}
    facts = {name: make_fact(kb.facts, name, value, "test", ON) for name, value in entered.items()}
    ids = [name for name, symptom in kb.symptoms.items() if symptom.code in clinic.symptoms]
    assert len(ids) == len(clinic.symptoms)
    reported = tuple(ReportedSymptom(name, "entered", name) for name in ids)
    return diagnose(kb, Case("clinic", Language.EN, reported, as_of=ON, facts=facts))


def test_ten_clinics_are_shipped_and_named_after_their_files() -> None:
    assert tuple(shipped_clinics()) == NAMES
    assert [load(name).id for name in NAMES] == list(NAMES)


def test_no_name_is_used_twice() -> None:
    clinics = [load(name) for name in NAMES]
    for names in (
        [clinic.name for clinic in clinics],
        [clinic.title[language] for clinic in clinics for language in ("fr", "en")],
        [provider.name for clinic in clinics for provider in clinic.providers],
        [office.name for clinic in clinics for office in clinic.offices],
        [clinic.grid.emr_user for clinic in clinics],
    ):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("name", NAMES)
def test_the_rules_reach_what_the_clinic_expects(kb: KnowledgeBase, name: str) -> None:
    clinic = load(name)
    found = diagnosis_of(kb, clinic, SEEN[name])
    statuses = {kb.causes[finding.cause].code: finding.status for finding in found.findings}
    causes = listed(clinic.expected["cause"])
    if "status" in clinic.expected:
        assert {statuses[code].value for code in causes} == {clinic.expected["status"]}
        others = [code for code, status in statuses.items() if status is Status.CONFIRMED and code not in causes]
        assert others == []
    else:
        assert kb.causes[found.findings[0].cause].code in causes
        assert {statuses[code] for code in causes} == {Status.UNDETERMINED}
        asked = next(step.fact for step in found.next if step.fact)
        assert asked in listed(clinic.expected["question"])


@pytest.mark.parametrize("name", [name for name in NAMES if SEEN[name]])
def test_the_answers_alone_confirm_nothing(kb: KnowledgeBase, name: str) -> None:
    found = diagnosis_of(kb, load(name), {})
    assert not [finding for finding in found.findings if finding.status is Status.CONFIRMED]


def hidden_in(name: str) -> dict[tuple[Any, Any], int]:
    """Return the bookings that the own user sees and the OceanAPI user does not, by office and provider."""
    clinic = load(name)
    days = {"startDate": clinic.today.isoformat()}
    days["endDate"] = (clinic.today + datetime.timedelta(days=13)).isoformat()
    with calling(clinic, OWN) as own:
        oceanapi = Caller(str(own.http.base_url), OCEANAPI)
        with oceanapi.http:
            assert oceanapi.sign_in().status_code == 200
            seen = [
                Counter((row["officeId"], row["providerId"]) for row in caller.appointments(**days))
                for caller in (own, oceanapi)
            ]
    return dict(seen[0] - seen[1])


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("permission-gap", {(2, 11)}),
        ("permission-expired", {(3, 31), (4, 31)}),
        ("office-not-consented", {(7, 41), (7, 42), (7, 43)}),
        ("wrong-user-edited", {(10, 71), (12, 71)}),
        ("provider-not-selected", set()),
        ("days-to-sync-too-short", set()),
        ("schedule-without-licence", set()),
        ("ocean-outage", set()),
    ],
)
def test_what_a_live_call_shows(name: str, hidden: set[tuple[int, int]]) -> None:
    assert set(hidden_in(name)) == hidden


def test_changed_credentials_give_a_token_that_opens_nothing() -> None:
    with calling(load("credentials-changed"), OCEANAPI) as oceanapi:
        assert oceanapi.headers
        assert oceanapi.get().status_code == 401
        own = Caller(str(oceanapi.http.base_url), OWN)
        with own.http:
            own.sign_in()
            assert own.get().status_code == 200


def test_in_the_outage_ocean_answers_with_a_page_of_html() -> None:
    with calling(load("ocean-outage"), OCEAN) as ocean:
        for answer in (ocean.sign_in(), ocean.get(SITE_NUMBER)):
            assert (answer.status_code, answer.headers["content-type"]) == (503, "text/html; charset=utf-8")
