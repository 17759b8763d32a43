"""A whole run in this process: its deadline, its interruption, its points of view, its reasons."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from oceandx.facts.collectors.accuro import Credentials, Mode
from oceandx.facts.collectors.failure import Trouble
from oceandx.facts.collectors.ocean import OceanCredentials
from oceandx.facts.collectors.run import Access, Collected, Progress, collect
from oceandx.facts.collectors.session import Typed, TypedCount
from oceandx.model.case import Known
from oceandx.model.knowledge import Probes
from oceandx.model.vocabulary import UnknownReason
from oceandx.settings import Limits

HIDDEN, CONFIRMED = "accuro.oceanapi.bookings_hidden", "accuro.confirmed_bookings"
UNAUTHORIZED, ANSWERS = "accuro.api_answers_unauthorized", "ocean.service_answers"
ACCEPTED, MAINTENANCE = "ocean.credentials_accepted", "ocean.in_maintenance_window"
PROBES = Probes(several=5, weekday=4, from_hour=21, to_hour=23, time_zone="America/Toronto")
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
OWN = Credentials("https://accuro.example", "acme", "u-1", "key", "own", "secret", "")
OCEANAPI = replace(OWN, client_id="oceanapi")
OCEAN = OceanCredentials("https://ocean.example", "id", "secret")
LIMITS = Limits(tries=1, deadline_seconds=0.5)
LOADED = 1.0
"""Seconds more on a machine that does something else as well: whoever is waited for hangs far longer."""
BOTH = Access({Mode.AS_OCEANAPI: OCEANAPI, Mode.OWN_USER: OWN}, OCEAN, limits=LIMITS)


def counted(office: str, provider: str, bookings: int, day: int = 2) -> TypedCount:
    return TypedCount(date(2026, 3, day), office, provider, bookings)


TYPED = Typed(
    (
        counted("bureau nord", "DRE EVE FICTIVE", 3),
        counted("Bureau Sud", "Dre Ève Fictive", 3),
        counted("Bureau Sud", "Max Modèle", 3),
    )
)
ALONE = replace(BOTH, accuro={Mode.AS_OCEANAPI: OCEANAPI})

Handler = Callable[[httpx.Request], Awaitable[httpx.Response]]


def response(data: object, status: int = 200) -> httpx.Response:
    return httpx.Response(status, stream=httpx.ByteStream(json.dumps(data).encode()))


OFFICES = [{"officeId": 1, "name": "Bureau Nord"}, {"officeId": 2, "name": "Bureau Sud"}]
PROVIDERS = [
    {"providerId": 11, "title": "Dre", "firstName": "Ève", "lastName": "Fictive"},
    {"providerId": 12, "firstName": "Max", "lastName": "Modèle"},
]
ROWS: list[dict[str, Any]] = [
    {"date": "2026-03-02", "officeId": o, "providerId": p, "confirmed": True} for o in (1, 2) for p in (11, 12)
] * 3


class Clinic:
    """Both systems in this process; ``rows`` are what each token sees, ``slow`` paths hang, ``refused`` ones fail."""

    refused: tuple[str, ...] = ()

    def __init__(
        self, *, oceanapi: list[dict[str, Any]], own: list[dict[str, Any]], slow: tuple[str, ...] = ()
    ) -> None:
        self.rows = {"oceanapi": oceanapi, "own": own}
        self.slow = slow
        self.asked: list[str] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append(path)
        if any(part in path for part in self.slow):
            await asyncio.sleep(60)
        if path.endswith("/token"):
            authorization = request.headers.get("authorization", "")
            return response(
                {"access_token": "oceanapi" if "b2NlYW5hcGk" in authorization else "own", "expires_in": 3600}
            )
        if "providers" in path:
            return response(PROVIDERS)
        if "offices" in path:
            return response(OFFICES)
        if request.headers.get("authorization") in self.refused:
            return response({"error": "unauthorized"}, 401)
        if "NamingSystem" in path:
            return response({})
        rows = self.rows[request.headers["authorization"].removeprefix("Bearer ")]
        offices, providers = (set(request.url.params.get_list(name)) for name in ("officeId", "providerId"))
        rows = [
            row
            for row in rows
            if (not offices or str(row["officeId"]) in offices)
            and (not providers or str(row["providerId"]) in providers)
        ]
        return response({"contents": rows, "count": len(rows), "total": len(rows), "lastId": len(rows)})


def run(clinic: Clinic, access: Access = BOTH, typed: Typed | None = None, **others: Any) -> Collected:
    transport = httpx.MockTransport(clinic)
    return asyncio.run(collect(access, PROBES, typed=typed, transport=transport, now=lambda: NOW, **others))


def values(collected: Collected) -> dict[str, object]:
    return {fact.name: fact.value if isinstance(fact, Known) else fact.reason for fact in collected.facts}


def detail(collected: Collected, name: str) -> list[dict[str, object]]:
    return [dict(item) for item in next(fact for fact in collected.facts if fact.name == name).detail]


def without(office: int, provider: int) -> list[dict[str, Any]]:
    return [row for row in ROWS if (row["officeId"], row["providerId"]) != (office, provider)]


def test_a_clinic_without_a_fault() -> None:
    collected = run(Clinic(oceanapi=ROWS, own=ROWS))
    assert values(collected) == {
        UNAUTHORIZED: False,
        CONFIRMED: "all-providers",
        HIDDEN: "none",
        ACCEPTED: True,
        MAINTENANCE: False,
        ANSWERS: True,
    }
    assert {fact.source for fact in collected.facts} == {
        "accuro:as_oceanapi",
        "accuro:own_user",
        "accuro:as_oceanapi+own_user",
        "ocean",
        "clock",
    }
    assert {fact.observed_at for fact in collected.facts} == {"2026-03-02T15:00:00Z"}
    assert collected.roster is not None
    assert collected.roster.pairs()[0] == ("Bureau Nord", "Dre Ève Fictive")
    assert collected.stopped is None


def test_a_401_for_oceanapi_alone_is_a_fact() -> None:
    clinic = Clinic(oceanapi=ROWS, own=ROWS)
    clinic.refused = ("Bearer oceanapi",)
    collected = run(clinic)
    assert values(collected)[UNAUTHORIZED] is True
    assert values(collected)[HIDDEN] is UnknownReason.REFUSED
    clinic.refused = ("Bearer oceanapi", "Bearer own")
    assert values(run(clinic))[UNAUTHORIZED] is UnknownReason.REFUSED
    clinic.refused = ("Bearer oceanapi",)
    assert values(run(clinic, ALONE))[UNAUTHORIZED] is UnknownReason.REFUSED


def test_a_401_after_good_answers_is_a_token_that_ended_too_early() -> None:
    class Ending(Clinic):
        async def __call__(self, request: httpx.Request) -> httpx.Response:
            if request.headers.get("authorization") == "Bearer oceanapi" and "appointments" in request.url.path:
                if request.url.params["startingId"] != "0":
                    return response({"error": "unauthorized"}, 401)
                rows = [dict(row) for row in ROWS]
                return response({"contents": rows, "count": len(rows), "total": 99, "lastId": 12})
            return await super().__call__(request)

    assert values(run(Ending(oceanapi=ROWS, own=ROWS)))[UNAUTHORIZED] is UnknownReason.REFUSED


@pytest.mark.parametrize("number", [39, 40, 41, 90])
def test_a_large_office_that_is_hidden_is_hidden_as_a_whole(number: int) -> None:
    north = [{"date": "2026-03-02", "officeId": 1, "providerId": p} for p in range(number)]
    south = [{"date": "2026-03-02", "officeId": 2, "providerId": p} for p in range(number)]
    collected = run(Clinic(oceanapi=north, own=[*north, *south]))
    assert values(collected)[HIDDEN] == "whole-office"
    assert len(detail(collected, HIDDEN)) == number


def test_every_office_is_looked_at_again() -> None:
    rows = [{"date": "2026-03-02", "officeId": o, "providerId": 1} for o in range(1, 21)]
    collected = run(Clinic(oceanapi=rows[:2], own=rows))
    assert {item["office"] for item in detail(collected, HIDDEN)} == {str(o) for o in range(3, 21)}


def test_what_oceanapi_sees_says_nothing_of_every_provider() -> None:
    rows = [{"date": "2026-03-02", "officeId": 1, "providerId": p, "confirmed": True} for p in (11, 12)] * 5
    mixed = [row | {"confirmed": row["providerId"] == 11} for row in rows]
    assert values(run(Clinic(oceanapi=rows, own=rows)))[CONFIRMED] == "all-providers"
    assert values(run(Clinic(oceanapi=rows, own=rows), ALONE))[CONFIRMED] is UnknownReason.INCONCLUSIVE
    assert values(run(Clinic(oceanapi=mixed, own=rows), ALONE))[CONFIRMED] == "some-providers"


def test_a_day_that_is_not_read_counts_for_nothing() -> None:
    old = TypedCount(date(2025, 12, 1), "Bureau Nord", "Max Modèle", 5)
    collected = run(Clinic(oceanapi=without(1, 12), own=[]), ALONE, Typed((*TYPED.counts, old)))
    assert values(collected)[HIDDEN] == "none"


def test_a_booking_that_came_between_the_two_readings_is_not_hidden() -> None:
    class Moving(Clinic):
        async def __call__(self, request: httpx.Request) -> httpx.Response:
            if "providerId" in request.url.params:
                self.rows["oceanapi"] = ROWS
            return await super().__call__(request)

    assert values(run(Moving(oceanapi=without(2, 11), own=ROWS)))[HIDDEN] == "none"
    assert values(run(Clinic(oceanapi=without(2, 11), own=ROWS)))[HIDDEN] == "some-providers"


@pytest.mark.parametrize("slow", ["appointments", "offices", "accuro", "token", "NamingSystem"])
def test_the_deadline_holds_and_what_is_missing_says_so(slow: str) -> None:
    started = time.monotonic()
    collected = run(Clinic(oceanapi=ROWS, own=ROWS, slow=(slow if slow != "accuro" else "v1/token",)))
    assert time.monotonic() - started < LIMITS.deadline_seconds * 1.1 + LOADED
    assert collected.stopped is Trouble.DEADLINE
    found = values(collected)
    late = {name for name, value in found.items() if value is UnknownReason.TIMED_OUT}
    assert late
    assert {name for name in late if detail(collected, name)[0]["problem"] != "deadline-reached"} == set()
    if slow == "NamingSystem":
        assert late == {ANSWERS, ACCEPTED}
        assert found[HIDDEN] == "none"
    if slow == "appointments":
        assert found[ANSWERS] is True


def test_a_name_server_that_hangs_does_not_hold_up_the_end() -> None:
    class Hanging(Clinic):
        async def __call__(self, request: httpx.Request) -> httpx.Response:
            await asyncio.get_running_loop().run_in_executor(None, time.sleep, 3)
            return await super().__call__(request)

    started = time.monotonic()
    collected = run(Hanging(oceanapi=ROWS, own=ROWS))
    assert time.monotonic() - started < LIMITS.deadline_seconds * 1.1 + LOADED
    assert collected.stopped is Trouble.DEADLINE


def test_an_interruption_leaves_what_is_known() -> None:
    async def interrupted() -> Collected:
        transport = httpx.MockTransport(Clinic(oceanapi=ROWS, own=ROWS, slow=("appointments",)))
        access = replace(BOTH, limits=Limits(tries=1))
        task = asyncio.create_task(collect(access, PROBES, transport=transport, now=lambda: NOW))
        await asyncio.sleep(0.2)
        task.cancel()
        return await task

    collected = asyncio.run(interrupted())
    assert collected.stopped is Trouble.INTERRUPTED
    assert values(collected) == {
        UNAUTHORIZED: UnknownReason.INCOMPLETE,
        CONFIRMED: UnknownReason.INCOMPLETE,
        HIDDEN: UnknownReason.INCOMPLETE,
        ACCEPTED: True,
        MAINTENANCE: False,
        ANSWERS: True,
    }
    assert detail(collected, HIDDEN) == [{"problem": "interrupted", "before": {"ok": 1}}]


def test_without_any_access_nothing_is_asked() -> None:
    clinic = Clinic(oceanapi=ROWS, own=ROWS)
    collected = run(clinic, Access(limits=LIMITS))
    assert clinic.asked == []
    assert set(values(collected).values()) == {UnknownReason.NOT_ASKED}
    assert {fact.source for fact in collected.facts} == {"accuro:offline", "ocean:offline"}


def test_what_a_person_counted_takes_the_place_of_our_own_user() -> None:
    collected = run(Clinic(oceanapi=without(2, 11), own=[]), ALONE, TYPED)
    assert values(collected)[HIDDEN] == "some-providers"
    assert detail(collected, HIDDEN) == [{"office": "Bureau Sud", "provider": "Dre Ève Fictive", "bookings": 3}]
    assert next(fact.source for fact in collected.facts if fact.name == HIDDEN) == "accuro:as_oceanapi+import"


def test_a_typed_name_that_accuro_does_not_have_says_nothing() -> None:
    strangers = Typed((counted("Bureau Sud", "Dr Inconnu", 3), counted("Bureau Est", "Max Modèle", 3)))
    assert values(run(Clinic(oceanapi=ROWS, own=[]), ALONE, strangers))[HIDDEN] is UnknownReason.INCONCLUSIVE


def test_only_the_days_that_were_counted_are_compared() -> None:
    rows = [*without(2, 11), {"date": "2026-03-03", "officeId": 2, "providerId": 11, "confirmed": None}]
    assert values(run(Clinic(oceanapi=rows, own=[]), ALONE, TYPED))[HIDDEN] == "none"  # looked at again by itself
    counts = Typed((*TYPED.counts, counted("Bureau Sud", "Dre Ève Fictive", 1, day=3)))
    assert values(run(Clinic(oceanapi=rows, own=[]), ALONE, counts))[HIDDEN] == "none"


def test_progress_only_grows_and_ends_with_all_calls() -> None:
    told: list[Progress] = []
    collected = run(Clinic(oceanapi=ROWS, own=ROWS), on_progress=told.append)
    done = [one.done for one in told]
    assert done == sorted(done)
    assert all(one.done <= one.expected for one in told)
    assert done[-1] == sum(tally.calls for tally in collected.tallies.values())


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        (datetime(2026, 3, 6, 1, 59, tzinfo=UTC), False),  # Thursday 20:59 in Toronto
        (datetime(2026, 3, 6, 2, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 6, 3, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 6, 4, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 7, 3, 0, tzinfo=UTC), False),  # Friday
        (datetime(2026, 7, 3, 1, 30, tzinfo=UTC), True),  # Thursday 21:30, in summer
    ],
)
def test_the_maintenance_window_is_told_by_its_own_clock(moment: datetime, inside: bool) -> None:
    transport = httpx.MockTransport(Clinic(oceanapi=ROWS, own=ROWS))
    collected = asyncio.run(collect(BOTH, PROBES, transport=transport, now=lambda: moment))
    assert values(collected)[MAINTENANCE] is inside


def test_a_process_ends_although_a_name_server_hangs() -> None:
    program = """
import asyncio, time
from oceandx.facts.collectors.threads import Unawaited
async def main():
    loop = asyncio.get_running_loop()
    loop.set_default_executor(Unawaited())
    assert await loop.run_in_executor(None, lambda: 7) == 7
    loop.run_in_executor(None, time.sleep, 30)
    await asyncio.sleep(0.1)
asyncio.run(main())
"""
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", program], check=True)
    assert time.monotonic() - started < 20
