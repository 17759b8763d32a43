"""Traces by OpenTelemetry: one span a ticket and one for each step of it, sent over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, Status, StatusCode

from oceandx.tickets.watching import Ended, Step

_TIMEOUT = 5.0
"""Seconds that one sending may take: a collector that is down holds up nobody who wants to end."""


class Traces:
    """Sends the spans of one worker process in the background; what cannot be sent is dropped."""

    def __init__(self, endpoint: str, knowledge: str) -> None:
        # Only what is written here: the library's own detectors would add names of machines, processes and users.
        resource = Resource({"service.name": "oceandx-enrich"})
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint, timeout=_TIMEOUT)))
        self._knowledge = knowledge
        self._tracer = self._provider.get_tracer("oceandx.tickets")

    def close(self) -> None:
        """Send what waits, and end."""
        self._provider.shutdown()

    @contextmanager
    def ticket(self, helpdesk: str) -> Iterator[Ended]:
        """Enclose a ticket in a span."""
        with self._span("ticket") as span:
            span.set_attributes({"oceandx.helpdesk": helpdesk, "oceandx.knowledge": self._knowledge})
            yield lambda outcome: span.set_attribute("oceandx.outcome", outcome)

    @contextmanager
    def step(self, step: Step) -> Iterator[None]:
        """Enclose a step in a span below that of its ticket."""
        with self._span(step.value):
            yield

    def concluded(self, why: str, key: str = "") -> None:
        """Add to the ticket's span why it ends so, and the key of its run."""
        span = trace.get_current_span()
        span.set_attribute("oceandx.why", why)
        if key:
            span.set_attribute("oceandx.run_key", key)

    @contextmanager
    def _span(self, name: str) -> Iterator[Span]:
        # The library would keep the message and the stack of an exception, which may hold text of a ticket.
        with self._tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
            try:
                yield span
            except BaseException as error:
                span.set_status(Status(StatusCode.ERROR))
                span.set_attribute("error.type", type(error).__name__)
                raise
