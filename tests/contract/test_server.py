"""The contract server answers as the document says, and records what the document does not allow."""

import ssl
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
import trustme

from contract.clinic import default_clinic
from contract.document import ERROR_BODIES
from contract.server import DROPPED, OCEAN, OCEANAPI, OWN_USER, Client, ContractServer

JSON = {"Accept": "application/json"}
GRANT = {"grant_type": "client_credentials"}
OFFICES = "/rest/v1/offices"
APPOINTMENTS = "/rest/v2/materials/appointments"


@pytest.fixture
def server() -> Iterator[ContractServer]:
    with ContractServer() as running:
        yield running


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client(headers={"Connection": "close"}) as client:
        yield client


def token(server: ContractServer, http: httpx.Client, client: Client = OWN_USER) -> str:
    answer = http.post(
        f"{server.accuro_base}/v1/token",
        params={"tenant": server.clinic.tenant},
        auth=(client.client_id, client.client_secret),
        data={**GRANT, "scope": "some scopes"},
    )
    assert answer.json()["expires_in"] in server.lifetimes
    return str(answer.json()["access_token"])


def get(server: ContractServer, http: httpx.Client, path: str, bearer: str, **query: Any) -> httpx.Response:
    return http.get(
        server.accuro_base + path,
        params={"uuid": server.clinic.uuid, **query},
        headers={**JSON, "Authorization": f"Bearer {bearer}", "X-QHR-Subscription-Key": server.subscription_key},
    )


def pages(server: ContractServer, http: httpx.Client, bearer: str, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while not found or found[-1]["total"] > 50:
        last = found[-1]["lastId"] if found else 0
        found.append(get(server, http, APPOINTMENTS, bearer, pageSize=50, startingId=last, **query).json())
    return found


@pytest.mark.parametrize(
    ("total", "totals"), [(130, [130, 80, 30]), (150, [150, 100, 50]), (50, [50]), (0, [0]), (51, [51, 1])]
)
def test_total_is_what_remains_and_starting_id_is_exclusive(http: httpx.Client, total: int, totals: list[int]) -> None:
    with ContractServer(default_clinic(appointments=total)) as server:
        found = pages(server, http, token(server, http), includeNullOffice="true")
    ids = [row["appointmentId"] for page in found for row in page["contents"]]
    assert [page["total"] for page in found] == totals
    assert ids == [appointment.appointment_id for appointment in server.clinic.appointments]
    assert total < 2 or ids != list(range(ids[0], ids[0] + total))
    assert [page["count"] for page in found] == [len(page["contents"]) for page in found]
    assert found[-1]["lastId"] == (ids[-1] if ids else 0)
    assert server.violations == []


def test_rows_without_permission_are_dropped_in_silence(server: ContractServer, http: httpx.Client) -> None:
    def counts(client: Client) -> Counter[tuple[int | None, int | None]]:
        rows = [row for page in pages(server, http, token(server, http, client)) for row in page["contents"]]
        return Counter((_ident(row, "provider"), _ident(row, "office")) for row in rows)

    everything, permitted = counts(OWN_USER), counts(OCEANAPI)
    assert everything[102, 7] > 0
    assert permitted == Counter({pair: n for pair, n in everything.items() if pair != (102, 7)})
    assert permitted[None, 7] > 0


def test_every_reading_left_open_occurs_and_holds_only_canaries(server: ContractServer, http: httpx.Client) -> None:
    rows = [row for page in pages(server, http, token(server, http, OCEANAPI)) for row in page["contents"]]
    places = {("confirmed" in row, "patients" in row, "office" in row, "provider" in row) for row in rows}
    assert len(places) == 3 * 2 * 2
    for row in rows:
        patient = row["patient"] if "patient" in row else row["patients"][0]
        assert patient["lastName"].startswith("PATIENT-CANARY-")
        assert all(isinstance(row[name], int) for name in ("startTime", "endTime"))
    assert len({tuple(row) for row in rows}) > len(places)


def test_filters_repeat_and_a_booking_without_an_office_must_be_asked_for(
    server: ContractServer, http: httpx.Client
) -> None:
    bearer = token(server, http)
    query = {"providerId": [101, 102], "officeId": 3, "startDate": "2025-03-04", "endDate": "2025-03-05"}
    for extra in ({}, {"includeNullOffice": "true"}):
        rows = get(server, http, APPOINTMENTS, bearer, **query, **extra).json()["contents"]
        assert {row["date"] for row in rows} == {"2025-03-04", "2025-03-05"}
        assert {_ident(row, "provider") for row in rows} == {101, 102}
        assert {_ident(row, "office") for row in rows} <= {3, None}
    everything = (
        pages(server, http, bearer)[0]["total"],
        pages(server, http, bearer, includeNullOffice="true")[0]["total"],
    )
    assert everything == (125, 130)
    assert server.violations == []


def test_lists_of_offices_and_providers(server: ContractServer, http: httpx.Client) -> None:
    bearer = token(server, http)
    assert [row["officeId"] for row in get(server, http, OFFICES, bearer).json()] == [3, 7]
    of_office = get(server, http, "/rest/v1/providers/offices/7", bearer).json()
    assert [row["providerId"] for row in of_office] == [102, 205]
    assert {type(row["address"]) for row in of_office} == {str, dict}
    assert 900 in [row["providerId"] for row in get(server, http, "/rest/v1/providers", bearer).json()]
    assert get(server, http, "/rest/v1/providers/offices/8", bearer).status_code == 404
    assert get(server, http, "/rest/v1/provider-portal/scheduler/availabilities", bearer, anything=1).is_success
    assert server.violations == []


@pytest.mark.parametrize(
    ("left_out", "status"), [("uuid", 400), ("Authorization", 401), ("X-QHR-Subscription-Key", 401)]
)
@pytest.mark.parametrize("wrong", [True, False])
def test_a_resource_needs_uuid_bearer_and_key(
    server: ContractServer, http: httpx.Client, left_out: str, status: int, wrong: bool
) -> None:
    sent = {
        "uuid": server.clinic.uuid,
        "Authorization": f"Bearer {token(server, http)}",
        "X-QHR-Subscription-Key": server.subscription_key,
    }
    sent.pop(left_out)
    if wrong:
        sent[left_out] = "Bearer wrong"
    query = {name: value for name, value in sent.items() if name == "uuid"}
    headers = {name: value for name, value in sent.items() if name != "uuid"}
    assert http.get(server.accuro_base + OFFICES, params=query, headers=headers | JSON).status_code == status
    assert server.violations == []


def test_what_the_document_does_not_allow_is_recorded(server: ContractServer, http: httpx.Client) -> None:
    base, bearer = server.accuro_base, token(server, http)
    assert get(server, http, "/rest/v1/patients", bearer).status_code == 404
    assert http.delete(base + OFFICES).status_code == 405
    assert http.request("BREW", base + OFFICES).status_code == 405
    assert get(server, http, APPOINTMENTS, bearer, pageSize=51).status_code == 400
    get(server, http, OFFICES, bearer, active="true")
    get(server, http, APPOINTMENTS, bearer, startingId=[0, 1])
    http.get(base + OFFICES)
    said = [violation.partition(": ")[2] for violation in server.violations]
    assert said == [
        "the document has no such path",
        "the document has only GET",
        "the document has only GET",
        "pageSize 51 is above 50",
        "the document has no parameter active",
        "parameter startingId is repeated",
        "header Accept does not name application/json",
    ]


def test_a_token_call_has_basic_authentication_form_and_tenant(server: ContractServer, http: httpx.Client) -> None:
    url = f"{server.accuro_base}/v1/token"
    basic = (OWN_USER.client_id, OWN_USER.client_secret)
    form = {**GRANT, "scope": "s"}
    tenant = {"tenant": server.clinic.tenant}
    assert http.post(url, params=tenant, data=form).status_code == 401
    plain = {"Content-Type": "text/plain"}
    assert http.post(url, params=tenant, data=form, auth=basic, headers=plain).status_code == 400
    assert http.post(url, params=tenant, data=GRANT, auth=basic).status_code == 400
    assert http.post(url, data=form, auth=basic).status_code == 400
    assert len(server.violations) == 4
    assert http.post(url, params={"tenant": "other"}, data=form, auth=basic).status_code == 400
    assert http.post(url, params=tenant, data=form, auth=("other", "other")).status_code == 401
    assert len(server.violations) == 4


def test_a_token_ends_after_its_expires_in(server: ContractServer, http: httpx.Client) -> None:
    server.lifetimes = (1,)
    bearer = token(server, http)
    assert get(server, http, OFFICES, bearer).is_success
    time.sleep(1.1)
    assert get(server, http, OFFICES, bearer).status_code == 401
    assert server.violations == [f"GET /accuro{OFFICES}: access token is used after its expires_in"]


@pytest.mark.parametrize(("most", "violations"), [(2, 0), (3, 1)])
def test_two_calls_at_once_are_allowed(server: ContractServer, http: httpx.Client, most: int, violations: int) -> None:
    bearer = token(server, http)
    server.delay = 0.3
    with ThreadPoolExecutor(most) as pool:
        list(pool.map(lambda _: get(server, http, OFFICES, bearer), range(most)))
    assert (server.most_at_once, len(server.violations)) == (most, violations)


def test_failures_come_with_every_body_and_then_end(server: ContractServer, http: httpx.Client) -> None:
    bearer = token(server, http)
    server.fail("offices", 503, len(ERROR_BODIES), {"Retry-After": "2"})
    answers = [get(server, http, OFFICES, bearer) for _ in ERROR_BODIES]
    assert {(answer.status_code, answer.headers["Retry-After"]) for answer in answers} == {(503, "2")}
    assert len({answer.text for answer in answers}) == len(ERROR_BODIES)
    server.fail("offices", DROPPED)
    with pytest.raises(httpx.RemoteProtocolError):
        get(server, http, OFFICES, bearer)
    assert get(server, http, OFFICES, bearer).is_success


def test_pages_can_be_stuck(server: ContractServer, http: httpx.Client) -> None:
    server.stuck = True
    bearer = token(server, http)
    first, second = (get(server, http, APPOINTMENTS, bearer, startingId=start).json() for start in (0, 1100))
    assert first["lastId"] == second["lastId"]
    assert first["count"] == 25


@pytest.mark.parametrize("in_form", [True, False])
def test_ocean_tells_by_the_status_that_credentials_work(
    server: ContractServer, http: httpx.Client, in_form: bool
) -> None:
    fields = {"client_id": OCEAN.client_id, "client_secret": OCEAN.client_secret}
    url = f"{server.ocean_host}/svc/oauth2/token"
    answer = (
        http.post(url, data={**GRANT, **fields})
        if in_form
        else http.post(url, data=GRANT, auth=(OCEAN.client_id, OCEAN.client_secret))
    )
    headers = {"Accept": "application/fhir+json", "Authorization": f"Bearer {answer.json()['access_token']}"}
    probe = f"{server.ocean_host}/svc/fhir/v1/NamingSystem/id-site-number"
    assert [http.get(probe, headers=headers).status_code for _ in range(3)] == [200, 204, 200]
    foreign = {**headers, "Authorization": f"Bearer {token(server, http)}"}
    assert http.get(probe, headers=foreign).status_code == 401
    assert server.violations == []
    assert http.get(f"{server.ocean_host}/svc/fhir/v1/Patient", headers=headers).status_code == 404
    assert len(server.violations) == 1


def test_it_speaks_tls() -> None:
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    with ContractServer(tls=tls) as server, httpx.Client(verify=trust, headers={"Connection": "close"}) as http:
        assert get(server, http, OFFICES, token(server, http)).is_success


def _ident(row: dict[str, Any], kind: str) -> int | None:
    found: int | None = row[kind][f"{kind}Id"] if kind in row else row[f"{kind}Id"]
    return found
