"""What is heard of tickets inside a process: which step failed, who waits, and never what a ticket or an error says."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
import trustme
from prometheus_client import values
from prometheus_client.parser import text_string_to_metric_families

from oceandx.model.vocabulary import Language
from oceandx.resources import knowledge_root
from oceandx.tickets.helpdesk import Unavailable
from oceandx.tickets.installation import Installation
from oceandx.tickets.metrics import Metrics, answering
from oceandx.tickets.overseeing import watched
from oceandx.tickets.pipeline import Enricher, Manner
from oceandx.tickets.queue import Reason
from oceandx.tickets.settings import Enriching, MetricsDoor, TracesDoor
from oceandx.tickets.watching import Watch
from oceandx.tickets.worker import Worker
from oceandx.tickets.zendesk import ZendeskSettings
from tickets.desk import MemoryDesk, MemoryGate
from tickets.making import MISSING, TODAY, knowledge, reader, said, ticket
from tickets.running import free_port
from tickets.tracing_peer import Collector, Received, collecting
from tickets.zendesk_peer import SETTINGS

CANARY = "Jeanne Tremblay, 1234 567 890"


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with Installation(tmp_path / "enrich.sqlite") as made:
        yield made


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as one:
        yield one


@pytest.fixture
def _counted_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back what a worker sets for its whole process."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""))
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)


def settings(**more: object) -> Enriching:
    """Return an installation with the helpdesk that the tests have in memory."""
    desk: ZendeskSettings = msgspec.structs.replace(SETTINGS, name="memory")
    return Enriching(zendesk=desk, **more)  # type: ignore[arg-type]


def worker(installation: Installation, desk: MemoryDesk, watch: Watch, gate: MemoryGate | None = None) -> Worker:
    manner = Manner(Path(knowledge_root()), Language.EN, lambda key: {}, lambda: TODAY, watch)
    enricher = Enricher(knowledge(), reader(), desk, installation.ledger, gate or MemoryGate(), manner)
    return Worker(installation.queue, {"memory": enricher}, lambda reading: (), "w", watch=watch)


def handled(installation: Installation, collector: Collector, desk: MemoryDesk, helpdesk: str) -> list[Received]:
    """Return the spans of one ticket."""
    installation.queue.put("7", "7", helpdesk, Reason.ASKED)
    with watched(settings(traces=TracesDoor(collector.address)), "2026.11", None, 0) as watch:
        assert worker(installation, desk, watch).step()
    return collector.spans()


def test_what_an_error_says_is_not_sent(installation: Installation, collector: Collector) -> None:
    desk = MemoryDesk({"7": ticket(said(MISSING), subject=CANARY)}, fails=[Unavailable(CANARY)])
    spans = {one.name: one for one in handled(installation, collector, desk, "memory")}
    assert list(spans) == ["fetch", "read", "collect", "diagnose", "write", "ticket"]
    assert [name for name, span in spans.items() if span.failed] == ["write"]
    assert spans["write"].attributes == {"error.type": "Unavailable"}
    assert spans["ticket"].attributes == {
        "oceandx.helpdesk": "memory",
        "oceandx.knowledge": "2026.11",
        "oceandx.outcome": "retry",
        "oceandx.why": "unavailable",
    }
    sent = b"".join(collector.bodies).decode("utf-8", "replace")
    assert "Tremblay" not in sent
    assert "Traceback" not in sent


def test_a_helpdesk_that_is_not_set_up_is_not_named(installation: Installation, collector: Collector) -> None:
    (span,) = handled(installation, collector, MemoryDesk(), "jeanne-tremblay")
    assert span.attributes["oceandx.helpdesk"] == "other"
    assert b"tremblay" not in b"".join(collector.bodies)


def sample(text: str, name: str, **labels: str) -> float | None:
    """Return one figure, or None."""
    found = [
        one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
        if (one.name, one.labels) == (name, labels)
    ]
    return found[0] if found else None


@pytest.mark.usefixtures("_counted_here")
def test_who_waits_for_the_budget_is_counted(installation: Installation, tmp_path: Path) -> None:
    door = MetricsDoor(f"127.0.0.1:{free_port()}")
    shop = worker(installation, MemoryDesk({"7": ticket(said(MISSING))}), Metrics(tmp_path, 0), MemoryGate(waits=30.0))
    installation.queue.put("7", "7", "memory", Reason.ASKED)
    shop.step()
    with answering(settings(), door, installation, tmp_path, lambda: 0):
        text = httpx.get(f"http://{door.listen}/metrics", trust_env=False).text
    assert sample(text, "oceandx_budget_waits_total", helpdesk="memory") == 1
    assert sample(text, "oceandx_tickets_total", helpdesk="memory", outcome="later") == 1


@pytest.mark.usefixtures("_counted_here")
def test_a_worker_that_is_started_again_goes_on_counting(tmp_path: Path, installation: Installation) -> None:
    for _ in range(2):
        with Metrics(tmp_path, 3).ticket("memory") as ended:
            ended("written")
    with Metrics(tmp_path, 4).ticket("memory") as ended:
        ended("written")
    door = MetricsDoor(f"127.0.0.1:{free_port()}")
    with answering(settings(), door, installation, tmp_path, lambda: 0):
        text = httpx.get(f"http://{door.listen}/metrics", trust_env=False).text
    assert sample(text, "oceandx_tickets_total", helpdesk="memory", outcome="written") == 3
    assert len(list(tmp_path.glob("counter_*.db"))) == 2


def test_a_breaker_shows_and_a_file_that_cannot_be_read_gives_no_figures(
    installation: Installation, tmp_path: Path
) -> None:
    installation.switches.open_breaker("memory", "too-many-writes", "test")
    door = MetricsDoor(f"127.0.0.1:{free_port()}")
    with answering(settings(), door, installation, tmp_path, lambda: 4):
        text = httpx.get(f"http://{door.listen}/metrics", trust_env=False).text
        installation.store.close()
        blind = httpx.get(f"http://{door.listen}/metrics", trust_env=False).text
    assert sample(text, "oceandx_breaker_open", helpdesk="memory") == 1
    assert sample(text, "oceandx_worker_restarts_total") == 4
    assert [sample(one, "oceandx_store_readable") for one in (text, blind)] == [1, 0]
    assert sample(blind, "oceandx_queue_jobs", state="dead") is None
    assert sample(blind, "oceandx_stopped") is None
    assert sample(blind, "oceandx_worker_restarts_total") == 4


def test_figures_are_told_over_tls(installation: Installation, tmp_path: Path) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    issued.private_key_pem.write_to_path(tmp_path / "key.pem")
    context = ssl.create_default_context()
    authority.configure_trust(context)
    door = MetricsDoor(f"127.0.0.1:{free_port()}", "cert.pem", "key.pem")
    with answering(settings(folder=str(tmp_path)), door, installation, tmp_path, lambda: 0):
        url = f"https://{door.listen}/metrics"
        assert sample(httpx.get(url, verify=context, trust_env=False).text, "oceandx_store_readable") == 1
        with pytest.raises(httpx.TransportError):
            httpx.get(url.replace("https", "http"), trust_env=False)
