"""What each kind of file says: its facts, and what stays unknown."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.imports.small import TODAY, clinic, detail, refused, shipped, told, value
from oceandx.facts.imports.dates import Moment
from oceandx.facts.imports.structures import DaySheetCount, Placement
from oceandx.facts.imports.sync_status import minutes_since
from oceandx.facts.merge import expire
from oceandx.model.case import Known, Unknown
from oceandx.model.vocabulary import UnknownReason

# Providers in Ocean


def test_each_provider_keeps_a_value_of_its_own() -> None:
    lines = ["Provider;Offered;Selected;Messages Licence;Reminders Schedule;Online Booking;On Patients Page"]
    lines += ["Roy;oui;oui;non;;non;oui", "Li;oui;non;oui;;oui;"]
    facts = clinic("ocean_providers", *lines).facts
    assert [value(fact) for fact in facts] == [None] * 5
    assert {fact.name: [item["value"] for item in fact.detail] for fact in facts} == {
        "cloud_connect.provider_offered": [True, True],
        "cloud_connect.provider_selected": [True, False],
        "messages.user_licensed": [False, True],
        "reminders.schedule_licensed": [],
        "booking.schedule_licensed": [False, True],
    }
    assert {(fact.source, fact.observed_at) for fact in facts} == {("import:ocean_providers", "2026-11-23")}


def test_a_single_provider_is_not_taken_for_the_one_that_is_meant() -> None:
    assert set(told("ocean_providers", "Provider,Offered", "Roy,no").values()) == {None}


def test_the_clinics_own_list_gives_no_fact_of_its_own() -> None:
    found = clinic("providers", "Bureau;Fournisseur;Actif", "Nord;Roy;oui", "Nord;Roy;oui", "Sud;Roy;non")
    assert not found.facts
    assert found.placements == [Placement("Nord", "Roy", True), Placement("Sud", "Roy", False)]
    assert {key: [*names] for key, names in found.listed.items()} == {"office": ["Nord", "Sud"], "provider": ["Roy"]}


# Synchronization


def status(**cells: str) -> dict[str, object]:
    facts = told("sync_status", ",".join(cells), ",".join(f'"{cell}"' for cell in cells.values()))
    return {name.removeprefix("cloud_connect."): found for name, found in facts.items() if found is not None}


def test_the_synchronization_of_a_site() -> None:
    assert status(
        integration_enabled="yes",
        authorized="no",
        last_sync_at="2026-11-23 08:00",
        last_full_sync_at="1 novembre 2026",
        last_error="none",
        days_to_sync="30",
        observed_at="2026-11-23 09:30",
    ) == {
        "enabled_on_site": True,
        "emr_authorized": False,
        "last_full_sync_on": "2026-11-01",
        "last_sync_succeeded": True,
        "days_to_sync": 30,
        "minutes_since_last_sync": 90,
    }


def test_what_is_left_out_of_a_single_row_is_unknown() -> None:
    assert status(integration_enabled="x", authorized="", last_error="", last_full_sync_at="jamais") == {
        "enabled_on_site": True
    }


def test_a_text_in_the_error_column_is_an_error() -> None:
    assert status(last_error="Timeout while reading") == {"last_sync_succeeded": False}
    assert status(last_error="Aucune", authorized="?") == {"last_sync_succeeded": True}


def test_the_facts_are_of_the_day_when_the_screen_was_read() -> None:
    facts = clinic("sync_status", "Authorized,Seen At", "yes,2026-11-20").facts
    assert {fact.observed_at for fact in facts} == {"2026-11-20"}


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("2026-11-24,,", "2:1: last_sync_at: lies after 2026-11-23, the day of the diagnosis"),
        (",2026-11-24,", "2:2: last_full_sync_at: lies after"),
        (",,2026-11-24 00:00", "2:3: observed_at: lies after"),
        ("2026-11-23 09:31,,2026-11-23 09:30", "2:1: last_sync_at: lies after the moment when the screen was read"),
        (",2026-11-23,2026-11-22 09:30", "2:2: last_full_sync_at: lies after the moment"),
    ],
)
def test_nothing_was_seen_before_it_happened(line: str, place: str) -> None:
    (problem,) = refused("sync_status", "Last Sync,Last Full Sync,Seen At", line)
    assert problem.startswith(f"sync_status.csv:{place}")


def test_there_is_one_row_for_the_site() -> None:
    assert refused("sync_status", "Authorized", "yes", "no") == [
        "sync_status.csv:3:1: sync_status: a second row; the file has one row, for the whole site"
    ]


def test_a_synchronization_of_yesterday_may_be_minutes_ago() -> None:
    yesterday = Moment(TODAY - timedelta(days=1), time(23, 50))
    assert minutes_since(yesterday, None, TODAY) is None
    assert minutes_since(yesterday, Moment(TODAY), TODAY) is None
    assert minutes_since(Moment(TODAY), None, TODAY) is None
    assert minutes_since(yesterday, Moment(TODAY, time(0, 10)), TODAY) == 20


def test_whole_days_count_for_certain() -> None:
    assert minutes_since(Moment(TODAY - timedelta(days=2)), None, TODAY) == 721
    assert minutes_since(Moment(TODAY - timedelta(days=2)), Moment(TODAY), TODAY) == 1441


def test_more_minutes_than_the_fact_can_hold_are_unknown() -> None:
    assert minutes_since(Moment(TODAY - timedelta(days=700)), None, TODAY) is None
    assert minutes_since(Moment(TODAY - timedelta(days=690)), None, TODAY) == 689 * 1440 + 1 - 720


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 11, 22)),  # noqa: DTZ001 - a clinic's clock
    st.booleans(),
    st.integers(0, 36 * 60),
)
def test_the_minutes_are_never_more_than_have_passed(synced: datetime, has_time: bool, shift: int) -> None:
    last = Moment(synced.date(), synced.time() if has_time else None)
    # The screen is read at any moment that is TODAY somewhere between twelve hours east and west of the clinic.
    read = datetime.combine(TODAY, time()) - timedelta(hours=12) + timedelta(minutes=shift)
    found = minutes_since(last, None, TODAY)
    assert found is None or 60 <= found <= (read - synced) / timedelta(minutes=1)


# Reminders

RULES = "Rule,Enabled,Days Before,Confirmation,Weblink,Cancellation"


def rules(*lines: str, header: str = RULES) -> dict[str, object]:
    facts = told("reminders", header, *lines)
    return {name.removeprefix("reminders."): found for name, found in facts.items() if found is not None}


def test_what_all_rules_share_is_known() -> None:
    assert rules("A,yes,2,yes,no,yes", "B,yes,2,yes,no,yes") == {
        "rule_count": 2,
        "rule_enabled": True,
        "rule_days_before": 2,
        "rule_confirmation_on": True,
        "template_has_weblink": False,
        "every_rule_allows_cancellation": True,
    }


def test_where_rules_differ_each_has_its_own_value() -> None:
    lines = (RULES, "A,yes,2,yes,yes,yes", "B,no,5,?,no,no")
    assert rules(*lines[1:]) == {"rule_count": 1}
    assert detail("reminders", "reminders.rule_days_before", *lines) == (
        {"rule": "A", "value": 2},
        {"rule": "B", "value": 5},
    )
    assert detail("reminders", "reminders.rule_confirmation_on", *lines) == ({"rule": "A", "value": True},)


def test_one_strict_rule_is_enough_but_a_lenient_one_is_not() -> None:
    lines = (RULES, "A,yes,2,yes,yes,yes", "B,yes,5,yes,yes,no")
    assert detail("reminders", "reminders.every_rule_allows_cancellation", *lines) == ({"rule": "B", "value": False},)


def test_rules_are_counted_when_it_is_sure_which_ones_send() -> None:
    assert rules("A", "B", "B", header="Rule")["rule_count"] == 2
    assert "rule_count" not in rules("A,yes", "B,?", header="Rule,Enabled")
    assert rules("A,x", "B,", header="Rule,Enabled")["rule_count"] == 1


SITE = "Rule,Reminders Enabled,Source,Run Time,Test Mode"


def test_settings_of_the_site_may_stand_once_or_in_every_row() -> None:
    expected = {"enabled": True, "appointment_source": "emr-schedule", "run_hour": 18, "test_mode_on": False}
    for lines in (
        ["A,yes,EMR Schedule,6:30 PM,no", "B,,,,"],
        ["A,yes,EMR Schedule,18:30,no", "B,oui,Horaire du DMÉ,18 h 30,non"],
    ):
        assert rules(*lines, header=SITE) == {**expected, "rule_count": 2}
    assert rules(",yes,emr,18:30,no", header=SITE) == expected


def test_a_tick_says_nothing_about_the_settings_of_other_rows() -> None:
    assert "test_mode_on" not in rules("A,yes,,,", header=SITE)


def test_settings_of_the_site_do_not_contradict_each_other() -> None:
    lines = refused("reminders", SITE, "A,yes,EMR,06:00,no", "B,no,eReferrals,06:30,yes")
    assert [line.split(": ")[:2] for line in lines] == [
        [f"reminders.csv:3:{place}", column]
        for place, column in ((2, "reminders_enabled"), (3, "source"), (4, "run_time"), (5, "test_mode"))
    ]


def test_a_rule_has_a_name() -> None:
    assert refused("reminders", RULES, "A,yes,2,,,", ",yes,3,,,") == [
        "reminders.csv:3:1: rule: the rule has no name; write it in every row (merged cells are not filled down)"
    ]


def test_channels_are_known_or_asked_about() -> None:
    assert rules("A,SMS", "B,Courriel", header="Rule,Channel") == {"rule_count": 2}
    assert "write one of 'email', 'text', 'both', 'phone'" in refused("reminders", "Rule,Channel", "A,pigeon")[0]
    assert "did you mean 'courriel'?" in refused("reminders", "Rule,Channel", "A,couriel")[0]


# Reminder log

LOG = "Date,Schedule,Sent,Delivered,Undelivered,Aborted,Failed,Description"


def log(*lines: str) -> list[tuple[object, list[object]]]:
    facts = clinic("reminder_log", LOG, *lines).facts
    return [(value(fact), [*fact.detail]) for fact in facts]


def test_one_status_for_all_schedules() -> None:
    items = [{"provider": "Roy", "value": "aborted"}, {"provider": "Li", "value": "aborted"}]
    reasons = [{"provider": "Roy", "value": "email-missing"}, {"provider": "Li", "value": "email-missing"}]
    assert log("2026-11-20,Roy,0,0,0,3,0,Missing email", "2026-11-20,Li,,,,1,,E-mail address missing") == [
        ("aborted", items),
        ("email-missing", reasons),
    ]


def test_each_schedule_with_one_status_keeps_it() -> None:
    found = log(",Roy,0,0,0,3,0,opted out", ",Li,0,5,0,0,0,", ",Li,0,0,2,0,0,carrier error", ",Kay,0,0,0,0,0,")
    assert found[0] == (None, [{"provider": "Roy", "value": "aborted"}, {"provider": "Kay", "value": "none"}])
    assert found[1] == (
        None,
        [{"provider": "Roy", "value": "phone-opted-out"}, {"provider": "Li", "value": "carrier-error"}],
    )


def test_no_line_at_all_is_a_status_only_where_everything_was_counted() -> None:
    assert log(",Roy,0,0,0,0,0,")[0][0] == "none"
    assert log(",Roy,0,0,0,,0,") == [(None, []), (None, [])]
    assert log(",Roy,0,0,0,0,0,", ",Roy,0,4,0,0,0,")[0][0] == "delivered"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The number +1 514 555 0199 has opted out", "phone-opted-out"),
        ("Numéro de téléphone non valide", "phone-invalid"),
        ("something new", "other"),
        ("Autre", "other"),
        ("invalid email; opted out", None),
        ("", None),
    ],
)
def test_a_description_is_kept_only_as_its_choice(text: str, meant: str | None) -> None:
    assert log(f',Roy,0,0,0,1,0,"{text}"')[1][0] == meant


def test_a_description_without_a_count_describes_nothing() -> None:
    assert log(",Roy,0,0,0,0,0,opted out")[1][0] is None


# The days of a file


@pytest.mark.parametrize(
    ("days", "observed"),
    [
        (("2019-03-01", "2019-03-04", "2019-03-02"), "2019-03-04"),
        (("2026-11-20", "2026-11-24"), "2026-11-23"),
        (("2026-11-23",), "2026-11-23"),
        (("", "2026-11-02"), "2026-11-02"),
        (("", "?"), "2026-11-23"),
    ],
)
def test_a_log_is_as_old_as_its_newest_day(days: tuple[str, ...], observed: str) -> None:
    facts = clinic("reminder_log", LOG, *(f"{day},Roy,,,,1,," for day in days)).facts
    assert {fact.observed_at for fact in facts} == {observed}


@pytest.mark.parametrize(
    ("days", "observed"),
    [(("2019-03-01", "2019-03-04"), "2019-03-04"), (("2026-11-20", "2026-12-24"), "2026-11-23")],
)
def test_bookings_are_as_old_as_their_newest_day(days: tuple[str, ...], observed: str) -> None:
    facts = clinic("daysheet_counts", DAYS, *(f"{day},N,A,5,3" for day in days)).facts
    assert {fact.observed_at for fact in facts} == {observed}


@pytest.mark.parametrize(("day", "reason"), [("2019-03-01", UnknownReason.STALE), ("2026-11-22", None)])
def test_what_a_log_of_long_ago_says_is_stale(day: str, reason: UnknownReason | None) -> None:
    (status, _) = clinic("reminder_log", LOG, f"{day},Roy,,,,1,,").facts
    (found,) = expire([status], shipped().facts, TODAY)
    assert (found.reason if isinstance(found, Unknown) else None) is reason


# Day sheet

DAYS = "Date,Office,Provider,Bookings in Accuro,Bookings in Ocean"


def days(*cells: str, header: str = DAYS) -> tuple[object, list[str]]:
    """Return the judgement over dates such as ``A1+`` (provider, day, complete or missing), and what is missing."""
    counts = {"+": "5,5", "-": "5,3", "0": "0,0", "?": "5,", "!": "5,0"}
    lines = [f"2026-11-{int(cell[1:-1]):02},N,{cell[0]},{counts[cell[-1]]}" for cell in cells]
    (fact,) = clinic("daysheet_counts", header, *lines).facts
    return value(fact), [f"{item['provider']}{str(item['date'])[-2:]}" for item in fact.detail]


@pytest.mark.parametrize(
    ("cells", "judged"),
    [
        ("A1+ A2+ A3- A4!", "later-only"),
        ("A1+ A3- B1+ B2+ B3-", "later-only"),
        ("A1- A2+", "any-date"),
        ("A1+ A2- A3+", "any-date"),
        ("A1! A2!", "any-date"),
        ("A1+ A2+ B1!", "any-date"),
        ("A1+ A2+ B3! B4!", None),
        ("A1!", None),
        ("A1! B1!", None),
        ("A1+ A2+", None),
        ("A1? A2? A3?", None),
        ("A10 A20 A3!", None),
        ("A1+ A2? A3-", "later-only"),
        ("A1+ A2- B1+ B3- B5+", "any-date"),
    ],
)
def test_which_dates_are_missing(cells: str, judged: str | None) -> None:
    assert days(*cells.split())[0] == judged


def test_the_pairs_and_dates_that_miss_bookings_are_named() -> None:
    assert days("A1+", "A2-", "B2+", "B3!")[1] == ["A02", "B03"]
    assert detail("daysheet_counts", "daysheet.missing_dates", DAYS, "2026-11-01,N,A,5,3") == (
        {"office": "N", "provider": "A", "date": "2026-11-01", "in_accuro": 5, "in_ocean": 3},
    )


def test_the_counts_are_there_to_be_compared_with() -> None:
    found = clinic("daysheet_counts", DAYS, "2026-11-24,N,A,5,", "2026-11-24,N,A,5,")
    assert found.daysheet == [DaySheetCount(date(2026, 11, 24), "N", "A", 5, None)]
    assert refused("daysheet_counts", DAYS, "2026-11-24,N,A,5,1", "2026-11-24,N,A,5,2")[0].startswith(
        "daysheet_counts.csv:3:1: date: an earlier row has other counts"
    )


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.integers(1, 6), st.sampled_from("+-")),
        unique_by=lambda c: c[:2],
        min_size=1,
    )
)
def test_later_only_means_that_nothing_complete_comes_after_a_gap(cells: list[tuple[str, int, str]]) -> None:
    judged, _ = days(*(f"{provider}{day}{mark}" for provider, day, mark in cells))
    for provider in "AB":
        complete = [day for name, day, mark in cells if (name, mark) == (provider, "+")]
        missing = [day for name, day, mark in cells if (name, mark) == (provider, "-")]
        if missing and complete and min(missing) < max(complete):
            assert judged == "any-date"
        if judged == "later-only" and missing:
            assert complete
            assert max(complete) < min(missing)
    if all(mark == "+" for *_, mark in cells):
        assert judged is None


def test_a_known_fact_of_an_import_names_its_file() -> None:
    (fact,) = [
        one for one in clinic("reminders", SITE, "A,yes,,,").facts if isinstance(one, Known) and one.value is True
    ]
    assert (fact.name, fact.source, fact.observed_at) == ("reminders.enabled", "import:reminders", "2026-11-23")
