"""Figures for Prometheus: each worker counts in a file of its own, and whoever asks is answered with their sum."""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server, values
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from oceandx.errors import UsageError
from oceandx.tickets.parts import Installed
from oceandx.tickets.settings import Enriching, MetricsDoor
from oceandx.tickets.store import StoreUnavailable
from oceandx.tickets.switches import Mode
from oceandx.tickets.watching import OTHER, Ended, Step

_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)
"""In seconds: from a ticket that is left alone to one whose lease ran out."""
_BUDGET = "budget"
"""Why a ticket waits for the budget of writes."""


class Metrics:
    """Counts the tickets of one worker process."""

    def __init__(self, folder: Path, number: int) -> None:
        # By the number of the worker, not by its process: a worker that is started again goes on in the file of the
        # one that died, so that nothing that was counted is lost and no file is left behind at each start.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        values.ValueClass = values.MultiProcessValue(process_identifier=lambda: number)  # type: ignore[no-untyped-call]
        own = CollectorRegistry()
        self._tickets = Counter(
            "oceandx_tickets", "Tickets handled, by how they ended.", ["helpdesk", "outcome"], registry=own
        )
        self._seconds = Histogram(
            "oceandx_ticket_seconds", "Time that one ticket took.", ["helpdesk"], buckets=_BUCKETS, registry=own
        )
        self._steps = Histogram(
            "oceandx_step_seconds",
            "Time that one step of a ticket took.",
            ["helpdesk", "step"],
            buckets=_BUCKETS,
            registry=own,
        )
        self._waits = Counter(
            "oceandx_budget_waits", "Tickets that had to wait for the budget of writes.", ["helpdesk"], registry=own
        )
        self._helpdesk: ContextVar[str] = ContextVar("helpdesk", default=OTHER)

    @contextmanager
    def ticket(self, helpdesk: str) -> Iterator[Ended]:
        """Count a ticket by how it ended, and the time that it took."""
        token, begun = self._helpdesk.set(helpdesk), time.perf_counter()
        try:
            yield lambda outcome: self._tickets.labels(helpdesk, outcome).inc()
        finally:
            self._helpdesk.reset(token)
            self._seconds.labels(helpdesk).observe(time.perf_counter() - begun)

    @contextmanager
    def step(self, step: Step) -> Iterator[None]:
        """Count the time of a step, be it that it failed."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._steps.labels(self._helpdesk.get(), step.value).observe(time.perf_counter() - begun)

    def concluded(self, why: str, key: str = "") -> None:
        """Count a ticket that waits for the budget."""
        del key
        if why == _BUDGET:
            self._waits.labels(self._helpdesk.get()).inc()


@contextmanager
def answering(
    settings: Enriching, door: MetricsDoor, installation: Installed, folder: Path, restarts: Callable[[], int]
) -> Iterator[None]:
    """Answer who asks for the figures; a UsageError where the address cannot be listened on."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    registry.register(_Standing(installation, settings.helpdesks, restarts))
    host, _, port = door.listen.rpartition(":")
    certificate, key = (str(Path(settings.folder) / one) if one else None for one in (door.certificate, door.key))
    try:
        server, thread = start_http_server(int(port), host.strip("[]"), registry, certificate, key)
    except OSError as error:
        said = (error.strerror or "cannot be listened on").lower()
        raise UsageError(f"{settings.path}: metrics: {door.listen}: {said}") from error
    if isinstance(server.socket, ssl.SSLSocket):
        # Each connection's handshake belongs to its own thread: one that says nothing would keep all others waiting.
        # The attribute is Python's; its stubs lack it.
        server.socket.do_handshake_on_connect = False  # type: ignore[attr-defined]
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Standing(Collector):
    """What is read when somebody asks: the queue, the switches, how often workers had to be started again."""

    def __init__(self, installation: Installed, helpdesks: Sequence[str], restarts: Callable[[], int]) -> None:
        self._installation = installation
        self._helpdesks = helpdesks
        self._restarts = restarts

    def collect(self) -> Iterable[Metric]:
        """Yield the figures; those of the file are left out, not zero, while it cannot be read."""
        yield CounterMetricFamily(
            "oceandx_worker_restarts", "Workers that ended by themselves and were started again.", self._restarts()
        )
        try:
            # Who asks waits for seconds at most, and a server that is away may be waited for much longer.
            figures = [*self._queue(), *self._switches()] if self._installation.is_reachable else []
        except StoreUnavailable:
            figures = []
        yield _gauge("oceandx_store_readable", "1 where queue and ledger could be read.", bool(figures))
        yield from figures

    def _queue(self) -> Iterator[Metric]:
        counts, oldest = self._installation.queue.counts(), self._installation.queue.oldest_waiting()
        jobs = GaugeMetricFamily("oceandx_queue_jobs", "Tickets in the queue.", labels=["state"])
        jobs.add_metric(["waiting"], counts.waiting - counts.backfill)
        jobs.add_metric(["backfill"], counts.backfill)
        jobs.add_metric(["working"], counts.leased)
        jobs.add_metric(["dead"], counts.dead)
        yield jobs
        lag = max(0.0, time.time() - oldest) if oldest is not None else 0.0
        yield _gauge("oceandx_queue_lag_seconds", "Age of the oldest ticket that is not done, backfill aside.", lag)

    def _switches(self) -> Iterator[Metric]:
        position = self._installation.switches.read()
        yield _gauge("oceandx_stopped", "1 while the kill switch is on.", position.is_killed)
        yield _gauge("oceandx_write_mode", "1 in write mode, 0 in shadow.", position.mode is Mode.WRITE)
        breakers = GaugeMetricFamily("oceandx_breaker_open", "1 while the breaker is open.", labels=["helpdesk"])
        for helpdesk in self._helpdesks:
            breakers.add_metric([helpdesk], float(helpdesk in position.breakers))
        yield breakers


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, float(value))
