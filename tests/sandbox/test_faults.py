"""Each kind of fault, over real HTTP, and what the sandbox tells of the calls it got."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from oceandx.sandbox.faults import Fault, FaultBoard
from oceandx.sandbox.refusals import SHAPES
from oceandx.sandbox.server import HOST, serving
from oceandx.sandbox.tokens import OCEAN, OCEANAPI, OWN
from sandboxing import APPOINTMENTS, OFFICES, SITE_NUMBER, Caller, calling, small

CANARY = "CANARY-7f3a <é>"
ESCAPED = "CANARY-7f3a"


@pytest.mark.parametrize(
    ("fault", "status", "keys"),
    [
        ({"kind": "unauthorized"}, 401, {"code", "message"}),
        ({"kind": "forbidden"}, 403, {"code", "message"}),
        ({"kind": "bad-request", "shape": "constraint"}, 400, {"error", "constraintViolations"}),
        ({"kind": "not-found", "shape": "oauth"}, 404, {"error", "error_description"}),
        ({"kind": "server-error"}, 500, {"code", "message"}),
        ({"kind": "server-error", "status": 503, "shape": "gateway"}, 503, {"statusCode", "message"}),
        ({"kind": "rate-limited"}, 429, {"code", "message"}),
    ],
)
def test_refusals_in_every_shape(fault: dict[str, Any], status: int, keys: set[str]) -> None:
    with calling(small()) as caller:
        caller.inject({"on": "resources", **fault})
        response = caller.get()
        assert (response.status_code, set(response.json())) == (status, keys)
        assert response.headers["content-type"] == "application/json; charset=utf-8"


def test_a_page_of_html_instead_of_an_answer() -> None:
    with calling(small()) as caller:
        for fault, status in (
            ({"kind": "html"}, 502),
            ({"kind": "html", "status": 200}, 200),
            ({"kind": "unauthorized", "shape": "html"}, 401),
        ):
            caller.inject({"on": "accuro", **fault})
            response = caller.get()
            assert (response.status_code, response.headers["content-type"]) == (status, "text/html; charset=utf-8")
            assert response.text.startswith("<!DOCTYPE html>")


def test_a_rate_limit_says_when_to_come_back_in_seconds_or_as_a_date() -> None:
    with calling(small()) as caller:
        caller.inject({"on": "accuro", "kind": "rate-limited", "retry_after": 7})
        assert caller.get().headers["retry-after"] == "7"
        caller.inject({"on": "accuro", "kind": "server-error", "retry_after": 60, "retry_as": "date"})
        ahead = parsedate_to_datetime(caller.get().headers["retry-after"]).timestamp() - time.time()
        assert 55 < ahead <= 60


def test_a_slow_answer_is_slow_and_right() -> None:
    with calling(small()) as caller:
        caller.inject({"on": "accuro", "kind": "slow", "seconds": 0.3, "times": 1})
        begin = time.monotonic()
        assert len(caller.get().json()) == 2
        assert time.monotonic() - begin >= 0.3


def test_closing_lets_slow_answers_go() -> None:
    with serving(small(more="faults: [{on: accuro, kind: slow, seconds: 60}]\n")) as url:
        waiting = threading.Thread(target=abandoned, args=(url,))
        waiting.start()
        while not httpx.get(f"{url}/sandbox/calls").json()["calls"]:
            time.sleep(0.01)
        assert waiting.is_alive()
    waiting.join(timeout=10)
    assert not waiting.is_alive()


def abandoned(url: str) -> None:
    with contextlib.suppress(httpx.HTTPError):  # it may get its answer before the process ends, or not
        httpx.get(f"{url}{OFFICES}", timeout=30)


def test_a_connection_that_is_cut_in_the_middle_of_a_body() -> None:
    with calling(small()) as caller:
        caller.inject({"on": "accuro", "kind": "cut", "times": 1})
        with pytest.raises(httpx.RemoteProtocolError, match="received 128 bytes, expected 193"):
            caller.get()
        assert caller.get().status_code == 200


def test_json_that_is_truncated() -> None:
    with calling(small()) as caller:
        caller.inject({"on": "accuro", "kind": "truncated-json", "times": 1})
        response = caller.get()
        assert (response.status_code, int(response.headers["content-length"])) == (200, len(response.content))
        with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
            response.json()
        assert caller.get().json()


def test_a_token_that_dies_early_stays_dead_until_a_new_one() -> None:
    with calling(small()) as caller:
        caller.inject({"on": "accuro", "kind": "expired-token"})
        caller.sign_in()
        assert [caller.get().status_code, caller.get().status_code] == [200, 200], "the fault met the token call"
        caller.inject({"on": "resources", "kind": "expired-token"})
        assert [caller.get().status_code, caller.get().status_code] == [401, 401]
        caller.sign_in()
        assert [caller.get().status_code, caller.get().status_code] == [200, 200]


def test_paging_that_is_stuck_gives_the_same_page_again() -> None:
    with calling(small()) as caller:
        caller.inject({"on": "accuro", "kind": "stuck-paging"})
        first = caller.page(pageSize=50)
        assert first["total"] > 50
        assert caller.page(pageSize=50, startingId=first["lastId"]) == first


def test_a_total_that_changes_between_pages() -> None:
    with calling(small()) as caller:
        caller.inject({"on": "accuro", "kind": "changed-total", "page": 9})
        assert [caller.page()["total"] for _ in range(3)] == [169, 178, 187]


def test_a_page_that_is_shorter_than_asked() -> None:
    with calling(small()) as caller:
        caller.inject({"on": "accuro", "kind": "short-page", "page": 3})
        page = caller.page(pageSize=50)
        assert (page["count"], len(page["contents"]), page["total"]) == (3, 3, 160)
        assert len(caller.appointments()) == 160


def test_a_redirect_to_another_host() -> None:
    with calling(small()) as caller:
        caller.inject({"on": "accuro", "kind": "redirect"})
        response = caller.get()
        assert (response.status_code, response.headers["location"]) == (302, "https://elsewhere.invalid/")
        caller.inject({"on": "accuro", "kind": "redirect", "location": "http://127.0.0.2/"})
        assert caller.get().headers["location"] == "http://127.0.0.2/"


def test_a_huge_body_is_sent_whole_or_until_the_client_leaves() -> None:
    with calling(small()) as caller:
        caller.inject({"on": "accuro", "kind": "huge-body", "bytes": 300_000})
        response = caller.get()
        assert len(response.content) > 300_000
        assert response.json()["contents"] == []
        caller.inject({"on": "accuro", "kind": "huge-body"})
        with caller.http.stream("GET", OFFICES, headers=caller.headers) as stream:
            assert int(stream.headers["content-length"]) > 32_000_000
            next(stream.iter_raw())
        caller.inject()
        assert caller.get().status_code == 200


@pytest.mark.parametrize(
    ("on", "client", "met"),
    [
        ("accuro", OWN, {"token", "offices"}),
        ("token", OWN, {"token"}),
        ("token", OCEAN, {"ocean token"}),
        ("resources", OWN, {"offices"}),
        ("resources", None, {"offices", "site number"}),
        ("ocean", None, {"ocean token", "site number"}),
        ("accuro", OCEANAPI, set()),
        ("GET /rest/v1/offices", None, {"offices"}),
        ("POST /svc/oauth2/token", None, {"ocean token"}),
    ],
)
def test_where_a_fault_is(on: str, client: str | None, met: set[str]) -> None:
    with calling(small()) as own, calling(small(), OCEAN) as ocean:
        for caller in (own, ocean):
            caller.inject({"on": on, "kind": "server-error", **({"client": client} if client else {})})
        failed = {
            "offices": own.get().is_server_error,
            "token": own.sign_in().is_server_error,
            "site number": ocean.get(SITE_NUMBER).is_server_error,
            "ocean token": ocean.sign_in().is_server_error,
        }
    assert {name for name, wrong in failed.items() if wrong} == met


def test_how_often_and_after_how_many_calls() -> None:
    with calling(small()) as caller:
        caller.inject({"on": "resources", "kind": "not-found", "after": 2, "times": 3})
        assert [caller.get().status_code for _ in range(7)] == [200, 200, 404, 404, 404, 200, 200]


def test_the_first_fault_that_refuses_wins_and_the_next_follows() -> None:
    with calling(small()) as caller:
        caller.inject(
            {"on": "accuro", "kind": "rate-limited", "times": 1}, {"on": "accuro", "kind": "forbidden", "times": 2}
        )
        assert [caller.get().status_code for _ in range(3)] == [429, 403, 200]


def test_faults_of_the_file_come_back_with_a_reset() -> None:
    clinic = small(more="faults: [{on: resources, kind: forbidden, times: always}]\ncanary: from-the-file\n")
    with calling(clinic) as caller:
        assert (caller.get().status_code, "from-the-file" in caller.get().text) == (403, True)
        caller.inject(canary="another")
        assert (caller.get().status_code, "another" in caller.get().text) == (200, True)
        assert caller.http.post("/sandbox/reset").json() == {"faults": 1}
        assert caller.calls()["calls"] == []
        response = caller.get()
        assert (response.status_code, "from-the-file" in response.text) == (403, True)
        caller.inject()
        assert caller.get().status_code == 401, "a reset ends every token"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('[{"on": "acuro", "kind": "cut"}]', "faults:1:9: unknown target 'acuro'; did you mean 'accuro'?"),
        ('[{"on": "accuro", "kind": "cutt"}]', "faults:1:27: 'cutt' is not one of "),
        ('{"fault": []}', "faults:1:2: unknown key 'fault'; did you mean 'faults'?"),
        ('[{"on": "accuro"', "faults:2:1: not valid YAML"),
        ('[{"on": "ocean", "kind": "html", "status": 999}]', "faults:1:44: a status is at most 599"),
        ('[{"on": "ocean", "kind": "redirect", "location": "http://é/"}]', "faults:1:50: a location is plain ASCII"),
        ('"cut"', "faults:1:1: 'cut' where a map is needed"),
    ],
)
def test_bad_faults_are_refused_and_the_old_ones_stay(body: str, problem: str) -> None:
    with calling(small()) as caller:
        caller.inject({"on": "resources", "kind": "forbidden"})
        response = caller.http.post("/sandbox/faults", content=body.encode())
        assert response.status_code == 400
        assert response.json()["problems"][0].startswith(problem)
        assert caller.get().status_code == 403


def test_a_bare_list_is_enough() -> None:
    with calling(small()) as caller:
        assert caller.http.post("/sandbox/faults", json=[{"on": "accuro", "kind": "cut"}]).json() == {"faults": 1}
        assert caller.http.get("/sandbox/other").status_code == 404


@pytest.mark.parametrize(
    "fault",
    [
        None,
        {"kind": "html"},
        {"kind": "redirect"},
        {"kind": "huge-body", "bytes": 10},
        {"kind": "truncated-json"},
        *({"kind": "server-error", "shape": shape} for shape in SHAPES),
    ],
)
def test_the_canary_is_in_every_body_and_in_a_header(fault: dict[str, Any] | None) -> None:
    with calling(small(), OCEAN) as ocean, calling(small()) as own:
        for caller in (ocean, own):
            caller.inject(*([{"on": "resources", **fault}] if fault else []), canary=CANARY)
        responses = [
            own.get(),
            own.get("/accuro/rest/v1/providers"),
            own.get("/accuro/rest/v1/providers/offices/1"),
            own.get(APPOINTMENTS, startDate="2026-03-02"),
            own.get(APPOINTMENTS),
            own.get("/accuro/other"),
            own.get("/other"),
            own.sign_in(),
            ocean.get(SITE_NUMBER),
            ocean.sign_in(),
        ]
    for response in responses:
        assert ESCAPED in response.text, response.url
        assert ESCAPED in response.headers["x-sandbox-note"]


def test_the_canary_is_in_unknown_fields_and_in_error_texts() -> None:
    with calling(small()) as caller:
        caller.inject(canary=CANARY)
        row = caller.page()["contents"][0]
        assert [row["sandboxNote"], row["patient"]["sandboxNote"]] == [CANARY, CANARY]
        assert CANARY in row["patient"]["comments"]
        assert caller.get(APPOINTMENTS).json()["constraintViolations"][0]["message"].endswith(CANARY)
        caller.headers = {}
        assert caller.get().json()["message"].endswith(CANARY)
        assert CANARY in str(caller.get("/accuro/rest/v1/offices", uuid="").json())


def test_calls_are_counted_by_method_path_and_client() -> None:
    with calling(small()) as caller:
        caller.get()
        caller.get("/accuro/rest/v1/providers/offices/1")
        caller.get("/accuro/rest/v1/providers/offices/2")
        caller.headers = {}
        caller.get()
        caller.http.get("/accuro/rest/v1/letters", params={"secret": "x"})
        calls = {(one["method"], one["path"], one["client"]): one["count"] for one in caller.calls()["calls"]}
    assert calls == {
        ("POST", "/v1/token", OWN): 1,
        ("GET", "/rest/v1/offices", OWN): 1,
        ("GET", "/rest/v1/providers/offices/{officeId}", OWN): 2,
        ("GET", "/rest/v1/offices", ""): 1,
        ("GET", "/accuro/rest/v1/letters", ""): 1,
    }


def test_the_largest_number_of_calls_at_once_is_told() -> None:
    with calling(small()) as caller, calling(small(), OCEAN) as other:
        assert caller.calls()["most_at_once"] == 1
        caller.inject({"on": "accuro", "kind": "slow", "seconds": 0.4})
        with ThreadPoolExecutor(5) as pool:
            list(pool.map(lambda _: caller.get().status_code, range(5)))
        calls = caller.calls()
        assert (calls["most_at_once"], calls["most_at_once_by_system"]) == (5, {"accuro": 5, "ocean": 0})
        assert other.calls()["most_at_once_by_system"] == {"accuro": 0, "ocean": 1}


def test_a_connection_is_kept_for_the_next_call() -> None:
    with calling(small()) as caller:
        streams = {caller.get().extensions["network_stream"].get_extra_info("client_addr") for _ in range(3)}
        assert len(streams) == 1


@pytest.mark.parametrize("header", ["Content-Length: 9000000", "Content-Length: -1", "Transfer-Encoding: chunked"])
def test_a_body_without_a_reasonable_length_is_refused(header: str) -> None:
    with serving(small()) as url, socket.create_connection((HOST, int(url.rpartition(":")[2])), timeout=5) as line:
        line.sendall(f"POST /ocean/svc/oauth2/token HTTP/1.1\r\nHost: x\r\n{header}\r\n\r\n".encode())
        with line.makefile("rb") as answer:
            assert answer.readline().startswith(b"HTTP/1.1 413 ")  # the words differ between versions of Python


def test_faults_are_counted_right_when_calls_come_at_the_same_time() -> None:
    board = FaultBoard([Fault("accuro", "cut", times=50, after=10)])
    with ThreadPoolExecutor(8) as pool:
        fired = list(pool.map(lambda _: len(board.meet("accuro", "GET /x", None)), range(400)))
    assert sum(fired) == 50


def test_many_clients_at_once_get_whole_answers() -> None:
    with calling(small()) as caller, ThreadPoolExecutor(6) as pool:

        def count(_: int) -> int:
            one = Caller(str(caller.http.base_url))
            with one.http:
                one.sign_in()
                return len(one.appointments())

        assert list(pool.map(count, range(12))) == [160] * 12
