"""The simulated clinic as a whole: a request in, an answer out, faults included; knows nothing of sockets."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

from oceandx.sandbox import ocean, routes
from oceandx.sandbox.accuro import Accuro
from oceandx.sandbox.appointments import Trap
from oceandx.sandbox.calls import CallLog
from oceandx.sandbox.clinic import Clinic
from oceandx.sandbox.clinic_file import read_injection
from oceandx.sandbox.effects import disturb, replacement
from oceandx.sandbox.faults import FaultBoard, Fired
from oceandx.sandbox.refusals import refusal
from oceandx.sandbox.routes import Route, find_routes, system_of
from oceandx.sandbox.schedule import Schedule
from oceandx.sandbox.tokens import SECRETS, TokenDesk
from oceandx.sandbox.wire import Answer, Request

CONTROL = "/sandbox/"


class Simulation:
    """One simulated clinic; safe for calls at the same time."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.schedule = Schedule(clinic)
        self.calls = CallLog()
        self._desk = TokenDesk(clinic.token_seconds)
        self._accuro = Accuro(clinic, self.schedule, self._desk)
        self._board = FaultBoard(clinic.faults)
        self._canary = clinic.canary
        self._closed = threading.Event()

    def close(self) -> None:
        """Let slow answers go at once."""
        self._closed.set()

    def answer(self, request: Request) -> Answer:
        """Return the answer to a call of Accuro or Ocean, counted, with the faults that meet it."""
        found = find_routes(request.path)
        fitting = [(route, value) for route, value in found if route.method == request.method]
        template = found[0][0].template if found else request.path
        client = self._client(request)
        self.calls.count(request.method, template, client)
        system = system_of(request.path)
        if system is None:
            return refusal(404, "not_found", "no such path").with_canary(self._canary)
        fired = self._board.meet(system, f"{request.method} {template}", client)
        for one in fired:
            if one.fault.kind == "slow":
                self._closed.wait(one.fault.seconds)
            elif one.fault.kind == "expired-token":
                self._desk.revoke(request.bearer)
        answer = replacement(fired, template) or self._honest(request, fitting, found, fired)
        return disturb(answer.with_canary(self._canary), fired)

    def control(self, request: Request) -> Answer:
        """Return the answer to a call of the sandbox itself, which no fault meets and nobody counts."""
        call = f"{request.method} {request.path}"
        if call == "GET /sandbox/calls":
            return Answer(200, self.calls.plain())
        if call == "POST /sandbox/faults":
            return self._inject(request.body)
        if call == "POST /sandbox/reset":
            self._board.replace(self.clinic.faults)
            self._canary = self.clinic.canary
            self._desk.reset()
            self.calls.reset()
            return Answer(200, {"faults": len(self.clinic.faults)})
        return refusal(404, "not_found", "known: GET /sandbox/calls, POST /sandbox/faults, POST /sandbox/reset")

    def _inject(self, body: bytes) -> Answer:
        faults, canary, problems = read_injection(body)
        if problems:
            return Answer(400, {"problems": [str(problem) for problem in problems]})
        self._board.replace(faults)
        if canary is not None:
            self._canary = canary
        return Answer(200, {"faults": len(faults)})

    def _client(self, request: Request) -> str | None:
        """Return who calls, as far as the request says it; an unknown name is nobody."""
        named = request.basic[0] if request.basic else request.form.get("client_id")
        return self._desk.client_of(request.bearer) or (named if named in SECRETS else None)

    def _honest(
        self, request: Request, fitting: Sequence[tuple[Route, str]], found: Sequence[object], fired: Sequence[Fired]
    ) -> Answer:
        if not fitting:
            if found:
                return refusal(405, "method_not_allowed", "this path is read only")
            return refusal(404, "not_found", "no such path")
        route, value = fitting[0]
        if route == routes.ACCURO_TOKEN:
            return self._accuro.token(request)
        if route == routes.OCEAN_TOKEN:
            return ocean.token(request, self._desk)
        if route == routes.SITE_NUMBER:
            return ocean.site_number(request, self._desk)
        return self._accuro.resource(request, route, value, _trap(fired))


def _trap(fired: Sequence[Fired]) -> Trap:
    trap = Trap()
    for one in fired:
        if one.fault.kind == "stuck-paging":
            trap = replace(trap, stuck=True)
        elif one.fault.kind == "changed-total":
            trap = replace(trap, added=one.time * one.fault.page)
        elif one.fault.kind == "short-page":
            trap = replace(trap, page=one.fault.page)
    return trap
