"""The paths that the sandbox knows: those that the two systems are known to answer, and no other."""

from __future__ import annotations

import re
from dataclasses import dataclass

ACCURO, OCEAN = "accuro", "ocean"


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint; ``template`` is its path below the system's base."""

    system: str
    method: str
    template: str
    needs_token: bool = True

    @property
    def name(self) -> str:
        """Return the name that faults and call counts use."""
        return f"{self.method} {self.template}"


ACCURO_TOKEN = Route(ACCURO, "POST", "/v1/token", needs_token=False)
OFFICES = Route(ACCURO, "GET", "/rest/v1/offices")
PROVIDERS_OF_OFFICE = Route(ACCURO, "GET", "/rest/v1/providers/offices/{officeId}")
ADDRESS_BOOK = Route(ACCURO, "GET", "/rest/v1/providers")
APPOINTMENTS = Route(ACCURO, "GET", "/rest/v2/materials/appointments")
OCEAN_TOKEN = Route(OCEAN, "POST", "/svc/oauth2/token", needs_token=False)
SITE_NUMBER = Route(OCEAN, "GET", "/svc/fhir/v1/NamingSystem/id-site-number")
ROUTES = (ACCURO_TOKEN, OFFICES, PROVIDERS_OF_OFFICE, ADDRESS_BOOK, APPOINTMENTS, OCEAN_TOKEN, SITE_NUMBER)


def system_of(path: str) -> str | None:
    """Return the system that a path belongs to."""
    return next((system for system in (ACCURO, OCEAN) if path.startswith(f"/{system}/")), None)


def find_routes(path: str) -> tuple[tuple[Route, str], ...]:
    """Return every route with this path, whatever its method, with the value of its placeholder or ""."""
    found = []
    for route in ROUTES:
        pattern = re.escape(f"/{route.system}{route.template}").replace(r"\{officeId\}", "([^/]+)")
        if match := re.fullmatch(pattern, path):
            found.append((route, match[1] if match.groups() else ""))
    return tuple(found)
