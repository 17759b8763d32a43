"""What a fault does to an answer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from email.utils import format_datetime

from oceandx.sandbox.faults import Fault, Fired
from oceandx.sandbox.refusals import page, refusal
from oceandx.sandbox.wire import Answer

_REFUSALS = {
    "unauthorized": (401, "unauthorized", "not authorized"),
    "forbidden": (403, "forbidden", "the provider permission is insufficient or the module is not enabled"),
    "rate-limited": (429, "too_many_requests", "too many requests"),
    "server-error": (500, "server_error", "the service failed"),
    "bad-request": (400, "bad_request", "the request is not valid"),
    "not-found": (404, "not_found", "not found"),
}


def replacement(fired: Sequence[Fired], template: str) -> Answer | None:
    """Return the answer that stands in for the honest one, after the first fault that asks for one, or None."""
    for one in fired:
        fault = one.fault
        if fault.kind in _REFUSALS:
            return _refuse(fault, "oauth" if template.endswith("/token") else "code-message")
        if fault.kind == "html":
            return page(fault.status or 502, "This page is not the answer of the service.")
        if fault.kind == "redirect":
            return replace(page(302, "Moved"), headers=(("Location", fault.location),))
        if fault.kind == "huge-body":
            return Answer(200, {"contents": [], "count": 0, "total": 0, "lastId": 0}, padding=fault.bytes)
    return None


def disturb(answer: Answer, fired: Sequence[Fired]) -> Answer:
    """Return the answer, to be broken off when a fault asks for it."""
    for one in fired:
        if one.fault.kind in {"cut", "truncated-json"}:
            return replace(answer, cut=one.fault.kind)
    return answer


def _refuse(fault: Fault, usual_shape: str) -> Answer:
    status, code, message = _REFUSALS[fault.kind]
    answer = refusal(fault.status or status, code, message, fault.shape or usual_shape)
    if fault.retry_after is None:
        return answer
    later = str(fault.retry_after)
    if fault.retry_as == "date":
        moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=fault.retry_after)
        later = format_datetime(moment, usegmt=True)
    return replace(answer, headers=(("Retry-After", later),))
