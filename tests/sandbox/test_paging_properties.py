"""Pages of appointments: whatever is asked, every row comes once, in order, and the totals say what is left."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from oceandx.sandbox.appointments import Appointments, Trap
from oceandx.sandbox.schedule import Schedule
from oceandx.sandbox.tokens import OCEANAPI, OWN
from sandboxing import small

CLINIC = small(
    ("confirmed: 0.5}", "by_resource: 0.1, without_office: 0.1}"),
    more="grid: {exceptions: [{offices: [2], providers: [11], level: none}]}\n",
)
SCHEDULE = Schedule(CLINIC)
APPOINTMENTS = Appointments(CLINIC, SCHEDULE)
DAYS = st.integers(1, 7).map(lambda day: f"2026-03-0{day}")


def page(query: dict[str, list[str]], client: str, trap: Trap) -> Any:
    answer = APPOINTMENTS.answer(query, client, trap)
    assert answer.status == 200
    return answer.content


QUERIES = st.fixed_dictionaries(
    {
        "days": st.tuples(DAYS, DAYS).map(sorted),
        "officeId": st.lists(st.sampled_from(["1", "2", "9"]), max_size=2),
        "providerId": st.lists(st.sampled_from(["11", "12"]), max_size=2),
        "includeNullOffice": st.sampled_from([["true"], ["false"]]),
    }
)


@given(QUERIES, st.sampled_from([OWN, OCEANAPI]), st.integers(1, 60), st.none() | st.integers(1, 60))
def test_every_row_comes_once(asked: dict[str, list[str]], client: str, size: int, cap: int | None) -> None:
    days, offices, providers = asked["days"], asked["officeId"], asked["providerId"]
    query = {**asked, "startDate": days[:1], "endDate": days[1:], "pageSize": [str(size)]}
    null_office = asked["includeNullOffice"][0]
    expected = [
        booking.id
        for booking in SCHEDULE.seen_by(client)
        if days[0] <= booking.date.isoformat() <= days[1]
        and (not providers or str(booking.provider_id) in providers)
        and (null_office == "true" if booking.office_id is None else not offices or str(booking.office_id) in offices)
    ]
    seen: list[int] = []
    last = 0
    while (got := page({**query, "startingId": [str(last)]}, client, Trap(page=cap)))["count"]:
        assert got["total"] == len(expected) - len(seen)
        assert got["count"] == min(size, 50, cap or 50, got["total"])
        seen += [row["appointmentId"] for row in got["contents"]]
        last = got["lastId"]
        assert last == seen[-1]
    assert seen == expected


@given(st.text(max_size=12))
def test_no_filter_breaks_the_server(text: str) -> None:
    for name in ("startDate", "endDate", "providerId", "officeId", "pageSize", "startingId", "includeNullOffice"):
        answer = APPOINTMENTS.answer({"startDate": ["2026-03-02"], name: [text]}, OWN, Trap())
        assert answer.status in {200, 400}
