"""What the tests of the sandbox share: a small clinic as text, and a caller that knows how to ask."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from oceandx.sandbox.clinic import Clinic
from oceandx.sandbox.clinic_file import read_clinic
from oceandx.sandbox.server import serving
from oceandx.sandbox.tokens import DATABASE, OCEAN, OCEANAPI, OWN, SECRETS, SUBSCRIPTION_KEY, TENANT

OFFICES = "/accuro/rest/v1/offices"
APPOINTMENTS = "/accuro/rest/v2/materials/appointments"
SITE_NUMBER = "/ocean/svc/fhir/v1/NamingSystem/id-site-number"
TODAY = datetime.date(2026, 3, 2)

SMALL = """\
clinic: small
name: Clinique Fictive
title: {fr: Petite, en: Small}
situation: {fr: Rien., en: Nothing.}
symptoms: [S02]
answers: {case.extent: one-provider}
expected: {cause: C01, status: confirmed}
access: [as_oceanapi, own_user, ocean]
exports: []
emr_user: OceanAPI1
today: "2026-03-02"
offices:
  - {id: 1, name: Nord, abbreviation: N}
  - {id: 2, name: Sud, abbreviation: S}
providers:
  - {id: 11, title: Dre, first: Ève, last: Untel}
  - {id: 12, title: Dr, first: Max, last: Autre}
bookings: {from: 0, to: 3, a_day: 10, confirmed: 0.5}
"""


def small(*changes: tuple[str, str], more: str = "") -> Clinic:
    """Return the small clinic with texts replaced and lines added."""
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_clinic("small.yaml", (text + more).encode())


class Caller:
    """Calls a running sandbox as one of its clients."""

    def __init__(self, url: str, client: str = OWN) -> None:
        self.http = httpx.Client(base_url=url, timeout=10)
        self.client = client
        self.headers: dict[str, str] = {}

    def sign_in(self) -> httpx.Response:
        """Ask for a token and keep it."""
        login = (self.client, SECRETS[self.client])
        path = "/ocean/svc/oauth2/token" if self.client == OCEAN else f"/accuro/v1/token?tenant={TENANT}"
        form = {"grant_type": "client_credentials", "scope": "sandbox-read"}
        response = self.http.post(path, auth=login, data=form)
        if response.status_code == 200:
            token = response.json()["access_token"]
            self.headers = {"Authorization": f"Bearer {token}", "X-QHR-Subscription-Key": SUBSCRIPTION_KEY}
        return response

    def get(self, path: str = OFFICES, **query: Any) -> httpx.Response:
        """Return a resource."""
        return self.http.get(path, params={"uuid": DATABASE, **query}, headers=self.headers)

    def page(self, **query: Any) -> Any:
        """Return one page of the appointments of all days."""
        response = self.get(APPOINTMENTS, **{"startDate": "2026-03-02", "endDate": "2026-03-31", **query})
        assert response.status_code == 200, response.text
        return response.json()

    def appointments(self, **query: Any) -> list[Any]:
        """Return every appointment, page after page."""
        found: list[Any] = []
        last = 0
        while contents := (page := self.page(pageSize=50, startingId=last, **query))["contents"]:
            found += contents
            last = page["lastId"]
        return found

    def inject(self, *faults: dict[str, Any], **more: Any) -> None:
        """Put faults in force."""
        assert self.http.post("/sandbox/faults", json={"faults": list(faults), **more}).status_code == 200

    def calls(self) -> Any:
        """Return what was called."""
        return self.http.get("/sandbox/calls").json()


@contextmanager
def calling(clinic: Clinic, client: str = OWN) -> Iterator[Caller]:
    """Serve a clinic and give a caller that is signed in, when it can be."""
    with serving(clinic) as url:
        caller = Caller(url, client)
        with caller.http:
            caller.sign_in()
            yield caller


def both_users(clinic: Clinic, **query: Any) -> tuple[list[Any], list[Any]]:
    """Return what the OceanAPI user sees of the appointments, and what the own user sees."""
    with calling(clinic, OCEANAPI) as oceanapi:
        own = Caller(str(oceanapi.http.base_url), OWN)
        with own.http:
            own.sign_in()
            return oceanapi.appointments(**query), own.appointments(**query)
