"""The simulated Accuro: tokens, resources, pages, and rows that are silently dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from oceandx.sandbox.tokens import DATABASE, OCEANAPI, OWN, SECRETS, TENANT
from sandboxing import APPOINTMENTS, OFFICES, Caller, both_users, calling, small

SIGN_IN = "/accuro/v1/token"
FORM = {"grant_type": "client_credentials", "scope": "sandbox-read"}
RIGHT = (OWN, SECRETS[OWN])


@pytest.fixture(scope="module")
def caller() -> Iterator[Caller]:
    with calling(small()) as one:
        yield one


def where(appointments: list[Any]) -> Counter[tuple[int | None, int | None]]:
    return Counter((row["officeId"], row["providerId"]) for row in appointments)


def test_a_token_is_granted_and_says_how_long_it_lives(caller: Caller) -> None:
    answer = caller.http.post(f"{SIGN_IN}?tenant={TENANT}", auth=RIGHT, data=FORM).json()
    assert (answer["token_type"], answer["expires_in"], answer["scope"]) == ("Bearer", 3600, "sandbox-read")


@pytest.mark.parametrize(
    ("tenant", "login", "form", "status", "error"),
    [
        ("other", RIGHT, FORM, 400, None),
        (TENANT, (OWN, "wrong"), FORM, 401, "invalid_client"),
        (TENANT, ("sandbox-ocean", SECRETS["sandbox-ocean"]), FORM, 401, "invalid_client"),
        (TENANT, RIGHT, {**FORM, "grant_type": "password"}, 400, "unsupported_grant_type"),
        (TENANT, RIGHT, {**FORM, "scope": "sandbox-read,everything"}, 400, "invalid_scope"),
        (TENANT, RIGHT, {**FORM, "scope": ""}, 400, "invalid_scope"),
    ],
)
def test_a_token_is_refused(
    caller: Caller, tenant: str, login: tuple[str, str], form: dict[str, str], status: int, error: str | None
) -> None:
    response = caller.http.post(f"{SIGN_IN}?tenant={tenant}", auth=login, data=form)
    assert (response.status_code, response.json().get("error")) == (status, error)


@pytest.mark.parametrize("authorization", ["Basic !!!", "Basic //4=", "Bearer none", ""])
def test_credentials_that_cannot_be_read_are_refused(caller: Caller, authorization: str) -> None:
    headers = {"Authorization": authorization}
    assert caller.http.post(f"{SIGN_IN}?tenant={TENANT}", headers=headers, data=FORM).status_code == 401


@pytest.mark.parametrize(
    ("path", "query", "headers", "status", "key"),
    [
        (OFFICES, {"uuid": ""}, {}, 400, "constraintViolations"),
        (OFFICES, {"uuid": "other"}, {}, 400, "constraintViolations"),
        (OFFICES, {}, {"X-QHR-Subscription-Key": ""}, 401, "statusCode"),
        (OFFICES, {}, {"Authorization": "Bearer other"}, 401, "error_description"),
        ("/accuro/rest/v1/patients", {}, {}, 404, "code"),
        ("/accuro/rest/v1/providers/offices/99", {}, {}, 404, "code"),
        ("/elsewhere", {}, {}, 404, "code"),
    ],
)
def test_wrong_calls_are_refused(
    caller: Caller, path: str, query: dict[str, str], headers: dict[str, str], status: int, key: str
) -> None:
    query = {"uuid": DATABASE, **query}
    response = caller.http.get(path, params=query, headers={**caller.headers, **headers})
    assert response.status_code == status
    assert key in response.json()


def test_a_missing_uuid_is_refused(caller: Caller) -> None:
    assert caller.http.get(OFFICES, headers=caller.headers).status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(method: str) -> None:
    with calling(small()) as caller:
        response = caller.http.request(method, OFFICES, params={"uuid": DATABASE}, headers=caller.headers)
        assert response.status_code == 405
        assert {"method": method, "path": "/rest/v1/offices", "client": OWN, "count": 1} in caller.calls()["calls"]


def test_offices_and_their_providers(caller: Caller) -> None:
    assert [(office["officeId"], office["name"]) for office in caller.get().json()] == [(1, "Nord"), (2, "Sud")]
    providers = caller.get("/accuro/rest/v1/providers/offices/2").json()
    assert [(one["providerId"], one["lastName"]) for one in providers] == [(11, "Untel"), (12, "Autre")]
    assert {type(one["address"]) for one in providers} == {str, dict}


def test_a_provider_works_in_their_offices_only() -> None:
    with calling(small(("last: Autre}", "last: Autre, offices: [1]}"))) as caller:
        assert [one["providerId"] for one in caller.get("/accuro/rest/v1/providers/offices/2").json()] == [11]
        assert (2, 12) not in where(caller.appointments())


def test_the_address_book_holds_more_than_the_clinics_providers(caller: Caller) -> None:
    assert {11, 12} < {one["providerId"] for one in caller.get("/accuro/rest/v1/providers").json()}


def test_pages_follow_each_other_until_nothing_is_left(caller: Caller) -> None:
    seen: list[int] = []
    last, totals = 0, []
    while (page := caller.page(pageSize=50, startingId=last))["count"]:
        seen += [row["appointmentId"] for row in page["contents"]]
        totals.append(page["total"])
        last = page["lastId"]
    assert totals == [160, 110, 60, 10]
    assert seen == sorted(set(seen))
    assert page == {"contents": [], "count": 0, "total": 0, "lastId": 0}


@pytest.mark.parametrize(("asked", "given"), [({}, 25), ({"pageSize": 7}, 7), ({"pageSize": 500}, 50)])
def test_a_page_has_25_rows_and_never_more_than_50(caller: Caller, asked: dict[str, int], given: int) -> None:
    assert caller.page(**asked)["count"] == given


def test_filters(caller: Caller) -> None:
    assert set(where(caller.appointments(providerId=11))) == {(1, 11), (2, 11)}
    assert set(where(caller.appointments(officeId=2))) == {(2, 11), (2, 12)}
    assert set(where(caller.appointments(officeId=[1, 2], providerId=12))) == {(1, 12), (2, 12)}
    assert {row["date"] for row in caller.appointments(startDate="2026-03-03", endDate="2026-03-04")} == {
        "2026-03-03",
        "2026-03-04",
    }


def test_without_an_end_one_day_is_meant(caller: Caller) -> None:
    page = caller.get(APPOINTMENTS, startDate="2026-03-03", pageSize=50).json()
    assert (page["total"], {row["date"] for row in page["contents"]}) == (40, {"2026-03-03"})


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"startDate": "03/02/2026"}, "startDate"),
        ({"startDate": "2026-03-02", "endDate": "2026-03-01"}, "endDate"),
        ({"startDate": "2026-03-02", "pageSize": "0"}, "pageSize"),
        ({"startDate": "2026-03-02", "pageSize": "many"}, "pageSize"),
        ({"startDate": "2026-03-02", "includeNullOffice": "perhaps"}, "includeNullOffice"),
        ({}, "startDate"),
    ],
)
def test_a_wrong_filter_is_named(caller: Caller, query: dict[str, str], named: str) -> None:
    response = caller.get(APPOINTMENTS, **query)
    assert (response.status_code, response.json()["constraintViolations"][0]["path"]) == (400, named)


def test_a_row_is_as_documented_and_its_patient_is_fictitious(caller: Caller) -> None:
    row = caller.page()["contents"][0]
    assert (row["date"], row["startTime"], row["endTime"]) == ("2026-03-02", 800, 814)
    assert {type(row["confirmed"]), type(row["arrived"])} == {bool}
    assert row["patient"]["email"]["address"].endswith("@example.invalid")
    assert row["patient"]["lastName"] == "Fictive"


def test_bookings_are_the_same_each_time_and_about_half_are_confirmed(caller: Caller) -> None:
    first = caller.appointments()
    with calling(small()) as again:
        assert again.appointments() == first
    assert 60 <= sum(row["confirmed"] for row in first) <= 100


def test_bookings_by_resource_have_no_provider_and_are_under_no_permission() -> None:
    clinic = small(("confirmed: 0.5}", "by_resource: 1}"), more="grid: {default: none}\n")
    oceanapi, own = both_users(clinic)
    assert oceanapi == own
    assert set(where(own)) == {(1, None), (2, None)}


def test_bookings_without_an_office_come_unless_they_are_refused() -> None:
    clinic = small(
        ("confirmed: 0.5}", "without_office: 0.5}"), more="grid: {exceptions: [{offices: [1], level: none}]}\n"
    )
    oceanapi, own = both_users(clinic)
    assert {office for office, _ in where(own)} == {1, 2, None}
    # A provider whose schedule is shown in any office shows what has no office.
    assert {office for office, _ in where(oceanapi)} == {2, None}
    _, own = both_users(clinic, includeNullOffice="false")
    assert {office for office, _ in where(own)} == {1, 2}


@pytest.mark.parametrize(
    ("grid", "hidden"),
    [
        ("{offices: [2], providers: [11], columns: [scheduling], level: none}", {(2, 11)}),
        ("{offices: [2], providers: [11], columns: [scheduling], level: read-only}", set()),
        ("{columns: [visible, billing, emr], level: none}", set()),
        ("{providers: [12], row: missing}", {(1, 12), (2, 12)}),
        ("{offices: [1], access_until: -1}", {(1, 11), (1, 12)}),
        ("{offices: [1], access_until: 0}", set()),
        ("{offices: [1], access_until: '2026-03-01'}", {(1, 11), (1, 12)}),
    ],
)
def test_rows_under_a_missing_permission_are_silently_dropped(grid: str, hidden: set[tuple[int, int]]) -> None:
    oceanapi, own = both_users(small(more=f"grid: {{exceptions: [{grid}]}}\n"))
    assert where(own) == dict.fromkeys([(1, 11), (1, 12), (2, 11), (2, 12)], 40)
    assert where(own) - where(oceanapi) == dict.fromkeys(hidden, 40)


def test_an_office_without_consent_is_hidden_from_oceanapi() -> None:
    oceanapi, own = both_users(small(more="consented_offices: [1]\n"))
    assert set(where(own) - where(oceanapi)) == {(2, 11), (2, 12)}


def test_exceptions_of_the_plan() -> None:
    clinic = small(("confirmed: 0.5}", "exceptions: [{provider: 11, a_day: 0}, {provider: 11, office: 2, a_day: 1}]}"))
    with calling(clinic) as caller:
        assert where(caller.appointments()) == {(2, 11): 4, (1, 12): 40, (2, 12): 40}


def test_a_token_dies_after_its_time() -> None:
    with calling(small(more="token_seconds: 1\n"), OCEANAPI) as caller:
        assert caller.get().status_code == 200
        caller.inject({"on": "resources", "kind": "slow", "seconds": 1.1, "times": 1})
        caller.get()
        assert caller.get().status_code == 401


def test_twenty_thousand_bookings_are_quick() -> None:
    offices = "".join(f"  - {{id: {n}, name: Bureau {n}, abbreviation: B{n}}}\n" for n in range(3, 5))
    providers = "".join(f"  - {{id: {n}, title: Dr, first: F, last: L{n}}}\n" for n in range(13, 61))
    clinic = small(
        ("abbreviation: S}\n", f"abbreviation: S}}\n{offices}"),
        ("last: Autre}\n", f"last: Autre}}\n{providers}"),
        ("to: 3, a_day: 10", "to: 13, a_day: 7"),
    )
    with calling(clinic) as caller:
        assert caller.page()["total"] == 50 * 4 * 14 * 7
        assert len({row["appointmentId"] for row in caller.appointments(officeId=4, providerId=60)}) == 98
