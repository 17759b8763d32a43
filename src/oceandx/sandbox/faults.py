"""Faults that a test or a clinic file asks for, and which of them meets a call."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SYSTEMS = ("accuro", "ocean")
TOKEN, RESOURCES = "token", "resources"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    ``on`` is a system, ``token`` (every token call), ``resources`` (every other call) or one "METHOD /template";
    ``client`` None means every client, ``times`` None always; the first ``after`` matching calls are spared.
    """

    on: str
    kind: str
    client: str | None = None
    times: int | None = None
    after: int = 0
    status: int | None = None
    shape: str | None = None
    retry_after: int | None = None
    retry_as: str = "seconds"
    seconds: float = 1.0
    page: int = 10
    bytes: int = 32_000_000
    location: str = "https://elsewhere.invalid/"

    def meets(self, system: str, route: str, client: str | None) -> bool:
        """Return whether a call on this route by this client is meant."""
        kind_of_call = TOKEN if route.endswith("/token") else RESOURCES
        return self.on in {system, route, kind_of_call} and self.client in {None, client}


def make_fault(data: Mapping[str, Any]) -> Fault:
    """Return the fault of one entry; an expired token is expired once unless the entry says how often."""
    once = data["kind"] == "expired-token" and "times" not in data
    times = data.get("times")
    return Fault(**{**data, "times": 1 if once else None if times == "always" else times})


@dataclass(frozen=True, slots=True)
class Fired:
    """A fault that meets a call, and the how-manieth time (from 1) it does."""

    fault: Fault
    time: int


class FaultBoard:
    """The faults in force; safe for calls at the same time."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self._lock = threading.Lock()
        self.replace(faults)

    def replace(self, faults: Iterable[Fault]) -> None:
        """Put other faults in force and begin to count anew."""
        with self._lock:
            self._faults = tuple(faults)
            self._met = [0] * len(self._faults)

    def meet(self, system: str, route: str, client: str | None) -> tuple[Fired, ...]:
        """Return the faults that fire at this call, in their order."""
        fired = []
        with self._lock:
            for place, fault in enumerate(self._faults):
                if not fault.meets(system, route, client):
                    continue
                self._met[place] += 1
                time = self._met[place] - fault.after
                if time >= 1 and (fault.times is None or time <= fault.times):
                    fired.append(Fired(fault, time))
        return tuple(fired)
