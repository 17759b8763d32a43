"""The collectors against a server that somebody wrote from the vendors' document alone, without reading our code."""

import asyncio
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from contract.clinic import default_clinic
from contract.document import ERROR_BODIES
from contract.server import DROPPED, OCEAN, OCEANAPI, OWN_USER, Client, ContractServer
from oceandx.facts.collectors.accuro import Credentials, Mode
from oceandx.facts.collectors.ocean import OceanCredentials
from oceandx.facts.collectors.run import Access, Collected, collect
from oceandx.model.case import Known, Unknown
from oceandx.model.knowledge import Probes
from oceandx.model.vocabulary import UnknownReason
from oceandx.settings import Limits

FIRST = date(2025, 3, 3)
NOW = datetime(2025, 3, 3, 15, 0, tzinfo=UTC)
PROBES = Probes(several=5, weekday=4, from_hour=21, to_hour=23, time_zone="America/Toronto")
HIDDEN, CONFIRMED = "accuro.oceanapi.bookings_hidden", "accuro.confirmed_bookings"
UNAUTHORIZED, ANSWERS = "accuro.api_answers_unauthorized", "ocean.service_answers"
ACCEPTED = "ocean.credentials_accepted"


@pytest.fixture
def server() -> Iterator[ContractServer]:
    with ContractServer() as running:
        yield running


def access(server: ContractServer, *modes: Mode, in_form: bool = True, tries: int = 3) -> Access:
    clients = {Mode.AS_OCEANAPI: OCEANAPI, Mode.OWN_USER: OWN_USER}
    accuro = {
        mode: Credentials(
            server.accuro_base,
            server.clinic.tenant,
            server.clinic.uuid,
            server.subscription_key,
            clients[mode].client_id,
            clients[mode].client_secret,
            "user/offices.read user/appointments.read",
        )
        for mode in modes or (Mode.AS_OCEANAPI, Mode.OWN_USER)
    }
    ocean = OceanCredentials(server.ocean_host, OCEAN.client_id, OCEAN.client_secret, in_form)
    return Access(accuro, ocean, limits=Limits(tries=tries, read_seconds=5.0))


def run(access: Access, **others: Any) -> Collected:
    return asyncio.run(collect(access, PROBES, now=lambda: NOW, **others))


def value(collected: Collected, name: str) -> object:
    fact = next(fact for fact in collected.facts if fact.name == name)
    return fact.value if isinstance(fact, Known) else fact.reason


def detail(collected: Collected, name: str) -> list[dict[str, object]]:
    return [dict(item) for item in next(fact for fact in collected.facts if fact.name == name).detail]


@pytest.mark.parametrize("in_form", [True, False])
def test_every_answer_is_understood_and_nothing_undocumented_is_asked(server: ContractServer, in_form: bool) -> None:
    collected = run(access(server, in_form=in_form))

    assert server.violations == []
    assert {name: value(collected, name) for name in (HIDDEN, UNAUTHORIZED, ANSWERS, ACCEPTED)} == {
        HIDDEN: "some-providers",
        UNAUTHORIZED: False,
        ANSWERS: True,
        ACCEPTED: True,
    }


def test_the_hidden_provider_and_office_are_named_with_the_bookings_known_there(server: ContractServer) -> None:
    truth = sum(a.provider_id == 102 and a.office_id == 7 for a in server.clinic.appointments)

    assert detail(run(access(server)), HIDDEN) == [
        {"office": "Clinique Exemple Sud", "provider": "Dr Robin Exemple", "bookings": truth}
    ]


def test_each_list_is_read_once_and_each_page_once(server: ContractServer) -> None:
    collected = run(access(server))
    calls = {key: tally.calls for key, tally in collected.tallies.items()}
    of_office = sum(a.office_id is not None for a in server.clinic.appointments)
    seen = sum(a.office_id is not None for a in server.clinic.visible_to(OCEANAPI.sees))

    assert calls == {
        ("as_oceanapi", "POST /v1/token"): 1,
        ("as_oceanapi", "GET /rest/v2/materials/appointments"): -(-seen // 50) + 1,  # and one look at the hidden place
        ("own_user", "POST /v1/token"): 1,
        ("own_user", "GET /rest/v1/offices"): 1,
        ("own_user", "GET /rest/v1/providers/offices/{office}"): 2,
        ("own_user", "GET /rest/v2/materials/appointments"): -(-of_office // 50),
        ("ocean", "POST /svc/oauth2/token"): 1,
        ("ocean", "GET /svc/fhir/v1/NamingSystem/id-site-number"): 1,
    }


def test_a_last_page_that_is_full_is_the_last() -> None:
    with ContractServer(default_clinic(appointments=150)) as full:
        collected = run(access(full))
        assert full.violations == []
    assert value(collected, HIDDEN) == "some-providers"


@pytest.mark.parametrize("lifetime", [1, 2, 40])
def test_a_token_is_renewed_before_it_ends(lifetime: int) -> None:
    with ContractServer() as server:
        server.lifetimes = (lifetime,)
        server.delay = 0.15
        collected = run(access(server))
        assert [one for one in server.violations if "token" in one] == []
    assert value(collected, HIDDEN) == "some-providers"


def test_a_user_who_sees_nothing_proves_nothing() -> None:
    nobody = replace(OCEANAPI, sees=frozenset())
    with ContractServer(clients=(nobody, OWN_USER, OCEAN)) as server:
        collected = run(access(server))
    assert value(collected, HIDDEN) is UnknownReason.INCONCLUSIVE


def test_a_user_who_sees_everything_hides_nothing() -> None:
    everything = replace(OCEANAPI, sees=None)
    with ContractServer(clients=(everything, OWN_USER, OCEAN)) as server:
        collected = run(access(server))
    assert value(collected, HIDDEN) == "none"


def test_a_whole_office_is_told_from_a_provider() -> None:
    north_only: Client = replace(OCEANAPI, sees=frozenset({(101, 3), (102, 3)}))
    with ContractServer(clients=(north_only, OWN_USER, OCEAN)) as server:
        collected = run(access(server))
    assert value(collected, HIDDEN) == "whole-office"
    assert {item["office"] for item in detail(collected, HIDDEN)} == {"Clinique Exemple Sud"}
    assert len(detail(collected, HIDDEN)) == 2


def test_one_point_of_view_alone_proves_no_permission_missing(server: ContractServer) -> None:
    alone = run(access(server, Mode.AS_OCEANAPI))
    assert value(alone, HIDDEN) is UnknownReason.NOT_ASKED
    assert value(alone, UNAUTHORIZED) is False
    own = run(access(server, Mode.OWN_USER))
    assert value(own, HIDDEN) is UnknownReason.NOT_ASKED
    assert value(own, UNAUTHORIZED) is UnknownReason.NOT_ASKED
    assert server.violations == []


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, UnknownReason.MISCONFIGURED),
        (403, UnknownReason.REFUSED),
        (404, UnknownReason.MISCONFIGURED),
        (429, UnknownReason.RATE_LIMITED),
        (500, UnknownReason.UNREACHABLE),
        (503, UnknownReason.UNREACHABLE),
        (DROPPED, UnknownReason.UNREACHABLE),
        (302, UnknownReason.MISCONFIGURED),
    ],
)
def test_a_failure_leaves_its_reason_and_never_a_missing_permission(
    server: ContractServer, status: int, reason: UnknownReason
) -> None:
    for _ in ERROR_BODIES:
        headers = {"Location": "https://elsewhere.invalid/"} if status == 302 else None
        server.fail("appointments", status, times=50, headers=headers)
        collected = run(access(server, tries=1))
        assert value(collected, HIDDEN) is reason
        assert value(collected, CONFIRMED) is reason
        assert value(collected, ANSWERS) is True
    assert server.violations == []


def test_a_401_is_met_with_one_new_token_and_says_nothing_of_oceanapi_by_itself(server: ContractServer) -> None:
    server.fail("appointments", 401, times=50)
    both = run(access(server))
    # Our own user gets it, too: the key or the uuid that both share may be at fault.
    assert value(both, UNAUTHORIZED) is UnknownReason.REFUSED
    with ContractServer() as alone:
        alone.fail("appointments", 401, times=50)
        collected = run(access(alone, Mode.AS_OCEANAPI))
        tokens = [line for line in alone.requests if line == "POST /accuro/v1/token"]
    # Alone it may be our own subscription key.
    assert value(collected, UNAUTHORIZED) is UnknownReason.REFUSED
    assert len(tokens) == 2


@pytest.mark.parametrize("status", [429, 500, 502, DROPPED])
def test_what_passes_is_tried_again(server: ContractServer, status: int) -> None:
    server.fail("appointments", status, times=2, headers={"Retry-After": "0"})
    server.fail("ocean-token", status, times=1)
    collected = run(access(server, tries=4))
    assert value(collected, HIDDEN) == "some-providers"
    assert value(collected, ANSWERS) is True
    assert server.violations == []


def test_pages_that_do_not_advance_end_the_reading(server: ContractServer) -> None:
    server.stuck = True
    collected = run(access(server))
    assert value(collected, HIDDEN) is UnknownReason.INCOMPLETE
    assert detail(collected, HIDDEN)[0]["problem"] == "paging-inconsistent"


def test_at_most_two_calls_at_once(server: ContractServer) -> None:
    server.delay = 0.02
    run(access(server))
    assert server.most_at_once == 2
    assert server.violations == []


def test_nothing_of_a_patient_is_kept(server: ContractServer) -> None:
    collected = run(access(server))
    assert "PATIENT-CANARY" not in repr(collected)


def test_wrong_credentials_are_refused_and_said(server: ContractServer) -> None:
    good = access(server)
    wrong = {mode: replace(own, client_secret="wrong") for mode, own in good.accuro.items()}  # noqa: S106
    assert good.ocean is not None
    collected = run(replace(good, accuro=wrong, ocean=replace(good.ocean, client_secret="wrong")))  # noqa: S106
    assert value(collected, HIDDEN) is UnknownReason.REFUSED
    assert value(collected, UNAUTHORIZED) is UnknownReason.REFUSED  # ours were refused: nothing is known of OceanAPI
    assert value(collected, ACCEPTED) is False
    assert value(collected, ANSWERS) is True
    assert isinstance(next(f for f in collected.facts if f.name == CONFIRMED), Unknown)


def test_the_days_read_begin_today_and_are_as_many_as_configured() -> None:
    later = default_clinic(first=FIRST + timedelta(days=14), last=FIRST + timedelta(days=20))
    with ContractServer(later) as server:
        collected = run(access(server))
    assert value(collected, HIDDEN) is UnknownReason.INCONCLUSIVE
    assert detail(collected, HIDDEN)[0]["problem"] == "nothing-to-compare"


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[ContractServer, Path]]:
    """A server behind TLS, and the certificate of the authority that signed its own."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with ContractServer(tls=context) as running:
        yield running, tmp_path / "authority.pem"


def test_an_unknown_certificate_ends_it_before_any_credential_is_sent(secure: tuple[ContractServer, Path]) -> None:
    server, _ = secure
    collected = run(access(server, tries=1))
    assert server.requests == []
    assert value(collected, HIDDEN) is UnknownReason.UNREACHABLE
    assert detail(collected, HIDDEN)[0]["problem"] == "certificate-not-trusted"


def test_a_certificate_of_an_authority_of_the_machine_is_trusted(
    secure: tuple[ContractServer, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, authority = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    assert value(run(access(server)), HIDDEN) == "some-providers"


def test_a_host_that_does_not_exist_is_told_from_one_that_does_not_listen(server: ContractServer) -> None:
    good = access(server, tries=1)
    nowhere = {mode: replace(own, base="https://accuro.invalid") for mode, own in good.accuro.items()}
    silent = {mode: replace(own, base="https://127.0.0.1:9") for mode, own in good.accuro.items()}
    for accuro, problem in ((nowhere, "host-name-not-found"), (silent, "no-connection")):
        collected = run(replace(good, accuro=accuro))
        assert value(collected, HIDDEN) is UnknownReason.UNREACHABLE
        assert detail(collected, HIDDEN)[0]["problem"] == problem
