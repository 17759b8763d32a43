"""A collector of traces on this machine: what it received, as bytes and as spans."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from contract.transport import Call, Listener, Reply


@dataclass(frozen=True, slots=True)
class Received:
    """One span: its name, that of the span above it (empty: none), whether it failed, and its attributes."""

    name: str
    above: str
    failed: bool
    attributes: dict[str, str]


@dataclass
class Collector:
    """What was sent to a collector."""

    address: str = ""
    bodies: list[bytes] = field(default_factory=list)

    def answer(self, call: Call) -> Reply:
        """Keep a request; the path is that of the protocol."""
        if (call.method, call.path) != ("POST", "/v1/traces"):
            return Reply(404, b"")
        self.bodies.append(call.body)
        return Reply(200, b"", {"Content-Type": "application/x-protobuf"})

    def spans(self) -> list[Received]:
        """Return all spans, children before the span that holds them, as they ended."""
        found = [
            span
            for body in self.bodies
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]
        names = {span.span_id: span.name for span in found}
        return [
            Received(
                span.name,
                names.get(span.parent_span_id, ""),
                span.status.code == 2,
                {one.key: one.value.string_value for one in span.attributes},
            )
            for span in found
        ]


@contextmanager
def collecting() -> Iterator[Collector]:
    """Run a collector on a free port."""
    collector = Collector()
    listener = Listener(collector.answer)
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    collector.address = f"http://127.0.0.1:{listener.server_address[1]}/v1/traces"
    try:
        yield collector
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()
