"""The real knowledge base, and cases that show every part of the reports."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from oceandx.consultation import diagnose, open_knowledge
from oceandx.model.case import Case, Detail, Known, ReportedSymptom, Unknown, Value
from oceandx.model.diagnosis import Diagnosis
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import Audience, Language, UnknownReason
from oceandx.report.render import render

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = "accuro.oceanapi.permissions_complete"
EXPIRED = "accuro.oceanapi.permission_expired"

Given = Mapping[str, Value | UnknownReason]
Consult = Callable[..., Diagnosis]
Report = Callable[[Diagnosis, Audience, Language], str]


def gap(office: str, provider: str, **state: object) -> dict[str, object]:
    names = {"emr_user": "OceanAPI", "office": office, "provider": provider}
    return {**names, "missing": [], "read_only": [], "expired_since": None, **state}


GAPS = (
    gap("Nord", "Roy, Anne", missing=["labs", "visible"]),
    gap("Sud", "Tremblay", read_only=["patient"], expired_since="2026-01-02"),
    gap("Bureau Est", "Dr Gagnon", missing=["emr"]),
    gap("West Office", "Lee", missing=["billing"]),
)
_SAVE_WORKS: Given = {
    COMPLETE: True,
    EXPIRED: False,
    "accuro.oceanapi.edited_user_is_connected_user": True,
    "accuro.oceanapi.office_row_present": True,
    "accuro.oceanapi.role_sufficient": True,
    "cds.link_parameters_current": True,
    "ocean.emr_user_linked": True,
    "file.within_ocean_limits": True,
    "cloud_connect.emr_authorized": True,
    "cloud_connect.sync_current": True,
}
_ONLY_IDENTITY_IS_OPEN: Given = {
    COMPLETE: True,
    EXPIRED: False,
    "accuro.oceanapi.edited_user_is_connected_user": True,
    "reminders.rule_confirmation_on": True,
    "reminders.template_has_weblink": True,
    "reminders.rule_days_before": 2,
    "appointment.changed_after_reminder": False,
    "case.complaint_is_cancelling": False,
    "cloud_connect.emr_authorized": True,
    "cloud_connect.sync_current": True,
}
_REMINDERS_BROKEN: Given = {
    COMPLETE: False,
    EXPIRED: True,
    "reminders.schedule_licensed": False,
    "reminders.enabled": False,
    "reminders.rule_enabled": False,
    "reminders.test_mode_on": True,
    "reminders.rule_timing_covers_appointment": False,
    "reminders.appointment_source": "ereferrals",
    "reminders.rule_count": 12,
    "reminders.run_hour": 9,
    "reminders.log_late_on_busy_days": True,
}
CASES: dict[str, tuple[str, Given, Detail]] = {
    "nothing-known": ("S01", {}, ()),
    "every-symptom": ("S01 S02 S03 S04 S05", {}, ()),
    "gaps": ("S01 S03", {COMPLETE: False, "reminders.schedule_licensed": False}, GAPS),
    "hundred-gaps": (
        "S02",
        {COMPLETE: False},
        tuple(gap(f"Étage {n}", "Roy", missing=["emr"]) for n in range(100)),
    ),
    "expired": ("S05", {EXPIRED: True, COMPLETE: False}, GAPS),
    "many-causes": ("S03 S04 S05", _REMINDERS_BROKEN, GAPS),
    "one-explained": ("S01 S05", {"cloud_connect.full_sync_after_last_change": False}, ()),
    "expected": ("S04", {"reminders.rule_days_before": 0, "case.extent": "several"}, ()),
    "contradicted": (
        "S03",
        {
            "mail.found_in_spam": True,
            "mail.sender_domain_authenticated": False,
            "reminders.log_status": "none",
        },
        (),
    ),
    "no-known-cause": ("S05", {**_SAVE_WORKS, "file.type_accepted_by_accuro": True}, ()),
    "nothing-left": (
        "S05",
        {
            **_SAVE_WORKS,
            "file.type_accepted_by_accuro": UnknownReason.NOT_KNOWN,
            "save_for_ocean.fails_for": UnknownReason.NOT_KNOWN,
        },
        (),
    ),
    "nobody-answers": (
        "S03",
        dict(zip((*_REMINDERS_BROKEN, "patient.has_email", "patient.email_valid"), UnknownReason, strict=True)),
        (),
    ),
    "weighed": (
        "S02",
        {"case.extent": "one-user", "case.onset": "sudden", "cloud_connect.provider_offered": False},
        (),
    ),
    "side-effect-question": ("S04", _ONLY_IDENTITY_IS_OPEN, ()),
}


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    root = tmp_path_factory.mktemp("knowledge")
    for folder in ("rules", "kb"):
        shutil.copytree(ROOT / folder, root / folder)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OCEANDX_CACHE", "")
        return open_knowledge(root)


@pytest.fixture(scope="session")
def consult(kb: KnowledgeBase) -> Consult:
    """Return a function that diagnoses symptoms (codes, in one text) with facts and the grid's gaps."""

    def consult_with(
        symptoms: str, given: Given, detail: Detail = (), *, base: KnowledgeBase = kb, case_id: str = "t-1"
    ) -> Diagnosis:
        ids = {symptom.code: symptom.id for symptom in base.symptoms.values()}
        facts: dict[str, Known | Unknown] = {}
        for name, value in given.items():
            found = detail if name in {COMPLETE, EXPIRED} and value is (name == EXPIRED) else ()
            if isinstance(value, UnknownReason):
                facts[name] = Unknown(name, value, "answer", "2026-11-23")
            else:
                facts[name] = Known(name, value, "answer", "2026-11-23", found)
        reported = tuple(ReportedSymptom(ids[code], "entered", code) for code in symptoms.split())
        return diagnose(base, Case(case_id, Language.FR, reported, facts))

    return consult_with


@pytest.fixture(scope="session")
def diagnoses(consult: Consult) -> dict[str, Diagnosis]:
    return {name: consult(*case) for name, case in CASES.items()}


@pytest.fixture(params=sorted(CASES))
def every(request: pytest.FixtureRequest, diagnoses: dict[str, Diagnosis]) -> Diagnosis:
    return diagnoses[request.param]


@pytest.fixture(scope="session")
def report(kb: KnowledgeBase) -> Report:
    return lambda diagnosis, audience, language: render(kb, diagnosis, audience, language, ROOT)
