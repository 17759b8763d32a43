"""The simulated Accuro REST API."""

from __future__ import annotations

import re

from oceandx.sandbox import routes
from oceandx.sandbox.appointments import Appointments, Trap
from oceandx.sandbox.clinic import Clinic, Provider
from oceandx.sandbox.refusals import refusal
from oceandx.sandbox.routes import Route
from oceandx.sandbox.schedule import Schedule
from oceandx.sandbox.tokens import DATABASE, OCEANAPI, OWN, SCOPES, SECRETS, SUBSCRIPTION_KEY, TENANT, TokenDesk
from oceandx.sandbox.wire import Answer, Request

_REFERRERS = 5


class Accuro:
    """Answers the calls of one clinic's Accuro."""

    def __init__(self, clinic: Clinic, schedule: Schedule, desk: TokenDesk) -> None:
        self._clinic = clinic
        self._desk = desk
        self._appointments = Appointments(clinic, schedule)

    def token(self, request: Request) -> Answer:
        """Return a token for HTTP Basic credentials, a tenant, a grant type and known scopes."""
        if request.query.get("tenant", [""])[-1] != TENANT:
            return refusal(400, "invalid_tenant", "the tenant is missing or unknown")
        client, secret = request.basic or ("", "")
        if client not in {OCEANAPI, OWN} or SECRETS[client] != secret:
            return refusal(401, "invalid_client", "bad client credentials", "oauth")
        form = request.form
        if form.get("grant_type") != "client_credentials":
            return refusal(400, "unsupported_grant_type", "only client_credentials", "oauth")
        scopes = [scope for scope in re.split("[, ]+", form.get("scope", "")) if scope]
        if not scopes or not set(scopes) <= set(SCOPES):
            return refusal(400, "invalid_scope", "the scope is missing or unknown", "oauth")
        token = self._desk.issue(client)
        answer = {"token_type": "Bearer", "expires_in": self._desk.seconds, "access_token": token}
        return Answer(200, {**answer, "scope": " ".join(scopes)})

    def resource(self, request: Request, route: Route, value: str, trap: Trap) -> Answer:
        """Return a resource: the gateway asks for its key first, then the API for the token and the database."""
        if request.headers.get("x-qhr-subscription-key") != SUBSCRIPTION_KEY:
            return refusal(401, "", "access denied: missing or invalid subscription key", "gateway")
        client = self._desk.client_of(request.bearer)
        if client not in {OCEANAPI, OWN}:
            return refusal(401, "invalid_token", "the access token is missing, unknown or expired", "oauth")
        if request.query.get("uuid", [""])[-1] != DATABASE:
            return refusal(400, "uuid", "the uuid is missing or unknown", "constraint")
        if route == routes.APPOINTMENTS:
            return self._appointments.answer(request.query, client or "", trap)
        if route == routes.OFFICES:
            return Answer(200, self._offices())
        if route == routes.ADDRESS_BOOK:
            return Answer(200, self._address_book())
        return self._providers_of(value)

    def _offices(self) -> list[dict[str, object]]:
        return [
            {
                "officeId": office.id,
                "name": office.name,
                "abbreviation": office.abbreviation,
                "facilityNumber": f"F{office.id:04d}",
                "active": office.active,
            }
            for office in self._clinic.offices
        ]

    def _providers_of(self, office: str) -> Answer:
        if office not in {str(known.id) for known in self._clinic.offices}:
            return refusal(404, "not_found", "no such office")
        return Answer(200, [_plain(p) for p in self._clinic.providers if int(office) in p.offices])

    def _address_book(self) -> list[dict[str, object]]:
        """Return the clinic's providers among people who only refer patients to it."""
        referrers = (Provider(800_000 + n, "Référente", f"Externe {n}", "Dre", ()) for n in range(1, _REFERRERS + 1))
        return [_plain(provider) for provider in (*self._clinic.providers, *referrers)]


def _plain(provider: Provider) -> dict[str, object]:
    address = "1, rue Fictive"
    return {
        "providerId": provider.id,
        "firstName": provider.first,
        "lastName": provider.last,
        "title": provider.title,
        "specialty": "Fictive",
        "defaultOffice": provider.offices[0] if provider.offices else None,
        # Both forms are known to exist.
        "address": address if provider.id % 2 else {"street": address, "city": "Ville Fictive"},
        "active": provider.active,
    }
