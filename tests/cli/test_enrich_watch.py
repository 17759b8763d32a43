"""What an installation at work tells of itself: figures and traces, and nothing of a ticket in either."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from commandline import Oceandx
from tickets.installing import deliver, notes, opened
from tickets.making import MISSING
from tickets.running import free_port, running, until
from tickets.tracing_peer import Collector, collecting
from tickets.zendesk_fake import FakeZendesk, Fault
from tickets.zendesk_replies import forbidden
from tickets.zendesk_state import CANARY

NAMES = ("Roy", "Tremblay", "provider list", CANARY)
Figures = dict[tuple[str, ...], float]


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as one:
        yield one


@pytest.fixture
def door(config: Path, collector: Collector) -> str:
    """The address at which the installation tells its figures, once its configuration says so."""
    address = f"127.0.0.1:{free_port()}"
    with config.open("a", encoding="utf-8") as file:
        file.write(f'\n[metrics]\nlisten = "{address}"\n\n[traces]\nendpoint = "{collector.address}"\n')
    return f"http://{address}/metrics"


def figures(door: str) -> Figures:
    """Return each figure by its name and the values of its labels."""
    text = httpx.get(door, timeout=20, trust_env=False).text
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_figures_and_spans_tell_how_tickets_end_and_nothing_of_them(
    fake: FakeZendesk, config: Path, run: Oceandx, door: str, collector: Collector
) -> None:
    run("switch", "--mode", "write", "--allow", "zendesk:all")
    with running(config) as at:
        tickets = [opened(fake, f"Jeanne Tremblay: {MISSING}") for _ in range(3)]
        deliver(fake, at)
        run("ask", "zendesk", "999999")
        until(lambda: figures(door).get(("oceandx_ticket_seconds_count", "zendesk")) == 4)
        told = figures(door)
        assert told["oceandx_tickets_total", "zendesk", "gone"] == 1
        assert told["oceandx_tickets_total", "zendesk", "written"] == 3
        assert told["oceandx_ticket_seconds_count", "zendesk"] == 4
        assert 0 < told["oceandx_ticket_seconds_sum", "zendesk"] < 60
        steps = {step: told["oceandx_step_seconds_count", "zendesk", step] for step in ("fetch", "collect", "write")}
        assert steps == {"fetch": 4, "collect": 3, "write": 3}
        assert {key[1]: value for key, value in told.items() if key[0] == "oceandx_queue_jobs"} == {
            "waiting": 0,
            "backfill": 0,
            "working": 0,
            "dead": 0,
        }
        assert told["oceandx_stopped",] == 0
        assert told["oceandx_write_mode",] == 1
        assert told["oceandx_breaker_open", "zendesk"] == 0
        text = httpx.get(door, timeout=20, trust_env=False).text
    spans = collector.spans()
    written = [one.attributes for one in spans if one.attributes.get("oceandx.outcome") == "written"]
    assert len(written) == 3
    assert all(one["oceandx.why"] == "diagnosed" and one["oceandx.helpdesk"] == "zendesk" for one in written)
    keys = {one["oceandx.run_key"] for one in written}
    assert all(any(key in notes(ticket)[0] for key in keys) for ticket in tickets)
    assert {(one.name, one.above) for one in spans} == {
        ("ticket", ""),
        *((step, "ticket") for step in ("fetch", "read", "collect", "diagnose", "write")),
    }
    assert {key for one in spans for key in one.attributes} == {
        "oceandx.helpdesk",
        "oceandx.knowledge",
        "oceandx.outcome",
        "oceandx.why",
        "oceandx.run_key",
        "error.type",
    }
    sent = b"".join(collector.bodies).decode("utf-8", "replace")
    ids = ("999999", *(f'"{ticket.id}"' for ticket in tickets))
    for word in (*NAMES, *ids, socket.gethostname()):
        assert word not in text
        assert word not in sent


def test_figures_outlive_the_worker_that_counted_and_tell_that_it_died(
    fake: FakeZendesk, config: Path, run: Oceandx, door: str
) -> None:
    run("switch", "--mode", "write", "--allow", "zendesk:all")
    with running(config) as at:
        until(lambda: len(at.workers()) == 2)
        first = opened(fake, MISSING)
        deliver(fake, at)
        until(lambda: figures(door).get(("oceandx_tickets_total", "zendesk", "written")) == 1)
        before = at.workers()
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        until(lambda: figures(door)["oceandx_worker_restarts_total",] == 2)
        assert figures(door)["oceandx_tickets_total", "zendesk", "written"] == 1
        second = opened(fake, MISSING)
        deliver(fake, at)
        until(lambda: figures(door)["oceandx_tickets_total", "zendesk", "written"] == 2)
        assert notes(first)
        assert notes(second)


def test_what_stands_still_shows(fake: FakeZendesk, config: Path, run: Oceandx, door: str) -> None:
    run("switch", "--stop")
    with running(config) as at:
        opened(fake, MISSING)
        deliver(fake, at)
        until(lambda: figures(door).get(("oceandx_tickets_total", "zendesk", "stopped")) == 1)
        time.sleep(1.1)
        told = figures(door)
        assert told["oceandx_stopped",] == 1
        assert told["oceandx_write_mode",] == 0
        assert told["oceandx_queue_jobs", "waiting"] == 1
        assert told["oceandx_queue_lag_seconds",] > 1
        run("switch", "--go", "--mode", "write", "--allow", "zendesk:all")
        fake.faults.append(Fault("ticket", 3, forbidden()))
        refused = opened(fake, MISSING)
        deliver(fake, at)
        until(lambda: figures(door).get(("oceandx_tickets_total", "zendesk", "dead")) == 1)
        assert figures(door)["oceandx_queue_jobs", "dead"] == 1
        assert figures(door)["oceandx_tickets_total", "zendesk", "retry"] == 2
        assert notes(refused) == []


def test_a_collector_that_is_down_holds_up_neither_tickets_nor_the_end(
    fake: FakeZendesk, config: Path, run: Oceandx
) -> None:
    run("switch", "--mode", "write", "--allow", "zendesk:all")
    with config.open("a", encoding="utf-8") as file:
        file.write(f'\n[traces]\nendpoint = "http://127.0.0.1:{free_port()}/v1/traces"\n')
    with running(config) as at:
        ticket = opened(fake, MISSING)
        deliver(fake, at)
        until(lambda: bool(notes(ticket)))
        begun = time.monotonic()
        assert at.end() == 0
        assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[metrics]\nlisten = "0.0.0.0:9464"', "metrics.listen: without TLS only an address of this machine"),
        ('[metrics]\ncertificate = "client.secret"', "metrics: a certificate and its key go together"),
        ('[metrics]\ncertificate = "none"\nkey = "none"', "metrics.certificate: no such file"),
        ('[metrics]\nlisten = "127.0.0.1"', "metrics.listen: "),
        ('[traces]\nendpoint = "http://traces.example/v1/traces"', "traces.endpoint: not an address over https"),
        ('[traces]\nendpoint = "https://me:hunter2@traces.example/"', "traces.endpoint: not an address over https"),
        ('[traces]\nendpoint = "http://["', "traces.endpoint: not an address over https"),
        ('[traces]\nheaders = "x"', "'headers' is no setting"),
    ],
)
def test_a_door_that_is_not_safe_is_refused_in_one_line(config: Path, oceandx: Oceandx, more: str, said: str) -> None:
    with config.open("a", encoding="utf-8") as file:
        file.write(f"\n{more}\n")
    done = oceandx("enrich", "run", str(config))
    assert done.code == 2
    assert said in done.err
    assert "hunter2" not in done.err
    assert not config.with_name("enrich.sqlite").exists()


def test_a_port_that_is_taken_is_told_in_one_line(config: Path, oceandx: Oceandx, door: str) -> None:
    address = door.removeprefix("http://").removesuffix("/metrics")
    host, _, port = address.partition(":")
    with socket.socket() as taken:
        taken.bind((host, int(port)))
        taken.listen()
        done = oceandx("enrich", "run", str(config))
    assert (done.code, done.out) == (2, "")
    assert f"metrics: {address}: " in done.err


@pytest.mark.parametrize(("library", "extra"), [("prometheus_client", "metrics"), ("opentelemetry", "traces")])
def test_a_library_that_is_missing_is_named(config: Path, door: str, library: str, extra: str) -> None:
    assert door
    without = f"import sys; sys.modules[{library!r}] = None; from oceandx.cli.main import main; main()"
    command = [sys.executable, "-c", without, "enrich", "run", str(config)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert f"{extra}: needs more packages: pip install 'oceandx[{extra}]'" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_them_neither_library_is_loaded(config: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from oceandx.tickets import service
from oceandx.tickets.overseeing import check_traces, figures_folder, scraped, watched
from oceandx.tickets.settings import read_enriching
settings = read_enriching(Path({str(config)!r}))
check_traces(settings)
with figures_folder(settings) as folder, watched(settings, "1", folder, 0) as watch, watch.ticket("zendesk") as ended:
    ended("written")
print([name for name in sys.modules if name.startswith(("prometheus_client", "opentelemetry"))])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"
