"""Accuro and Ocean over HTTP as their document says, strict where it is: what a client may not do is recorded."""

import base64
import binascii
import itertools
import re
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Self
from urllib.parse import parse_qsl

from contract.clinic import Appointment, Clinic, appointment_row, default_clinic, office_rows, provider_rows
from contract.document import (
    DEFAULT_PAGE,
    ERROR_BODIES,
    LARGEST_PAGE,
    MOST_AT_ONCE,
    OCEAN_TEST_ANSWERS,
    REPEATABLE,
    ROUTES,
)
from contract.transport import Call, Listener, Reply, json_reply

DROPPED = 0
"""Status of a failure that closes the connection without an answer."""


@dataclass(frozen=True, slots=True)
class Client:
    """Credentials of one service; `sees` holds (provider, office) permissions: None is all, empty is no user."""

    service: str
    client_id: str
    client_secret: str
    sees: frozenset[tuple[int, int]] | None = None


OCEANAPI = Client("accuro", "oceanapi-client", "oceanapi:s3cret+/=", frozenset({(101, 3), (102, 3), (205, 7)}))
OWN_USER = Client("accuro", "own-client", "own s3cret&%2B")
OCEAN = Client("ocean", "ocean-client", "ocean:s3cret+&%2B")


class ContractServer:
    """Server in a thread; `violations` says all that clients did against the document, `requests` all they called."""

    subscription_key = "subscription-1"

    def __init__(
        self,
        clinic: Clinic | None = None,
        clients: tuple[Client, ...] = (OCEANAPI, OWN_USER, OCEAN),
        base_path: str = "/accuro",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.clinic = clinic or default_clinic()
        self.violations: list[str] = []
        self.requests: list[str] = []
        self.lifetimes: tuple[int, ...] = (3000, 3600)  # expires_in of the tokens, used in turn; seconds
        self.delay = 0.0  # seconds before each answer
        self.stuck = False  # pages ignore startingId: lastId does not advance
        self.most_at_once = 0
        self._clients = clients
        self._routes = tuple((route, re.compile(route.path.format(base=re.escape(base_path)))) for route in ROUTES)
        self._failures: dict[str, deque[tuple[int, Mapping[str, str]]]] = {route.name: deque() for route in ROUTES}
        self._tokens: dict[str, tuple[Client, float]] = {}
        self._error_bodies = itertools.cycle(ERROR_BODIES)
        self._test_answers = itertools.cycle(OCEAN_TEST_ANSWERS)
        self._at_once = 0
        self._lock = threading.RLock()
        self._listener = Listener(self._answer)
        if tls:
            self._listener.socket = tls.wrap_socket(
                self._listener.socket, server_side=True, do_handshake_on_connect=False
            )
        self.ocean_host = f"{'https' if tls else 'http'}://127.0.0.1:{self._listener.server_address[1]}"
        self.accuro_base = self.ocean_host + base_path

    def __enter__(self) -> Self:
        threading.Thread(target=self._listener.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown()
        self._listener.server_close()

    def fail(self, route: str, status: int, times: int = 1, headers: Mapping[str, str] | None = None) -> None:
        """Answer the next calls of a route (its name in ROUTES) with this status, or drop the connection."""
        self._failures[route].extend([(status, headers or {})] * times)

    def _answer(self, call: Call) -> Reply | None:
        with self._counted(call):
            time.sleep(self.delay)
            with self._lock:
                try:
                    return self._routed(call)
                except _Refused as refusal:
                    return self._refusal(refusal.status, str(refusal))

    @contextmanager
    def _counted(self, call: Call) -> Iterator[None]:
        """Count the call until its answer is ready: a client that has the answer may call again."""
        with self._lock:
            self.requests.append(f"{call.method} {call.path}")
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            if self._at_once > MOST_AT_ONCE:
                self._violated(call, f"{self._at_once} requests at once")
        try:
            yield
        finally:
            with self._lock:
                self._at_once -= 1

    def _violated(self, call: Call, what: str) -> None:
        self.violations.append(f"{call.method} {call.path}: {what}")

    def _refusal(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> Reply:
        body = next(self._error_bodies)(status, message)
        if isinstance(body, str):
            return Reply(status, body.encode(), {"Content-Type": "text/html", **(headers or {})})
        return json_reply({"notInTheDocument": 1, **body}, status, headers)

    def _routed(self, call: Call) -> Reply | None:
        found = [(route, match) for route, path in self._routes if (match := path.fullmatch(call.path))]
        if not found:
            self._violated(call, "the document has no such path")
            raise _Refused(404, "no such path")
        route, match = found[0]
        if call.method != route.method:
            self._violated(call, f"the document has only {route.method}")
            return self._refusal(405, "method not allowed", {"Allow": route.method})
        for name, values in call.query.items() if route.query is not None else ():
            if name not in (route.query or ()):
                self._violated(call, f"the document has no parameter {name}")
            elif len(values) > 1 and name not in REPEATABLE:
                self._violated(call, f"parameter {name} is repeated")
        if route.accept and route.accept not in ",".join(call.headers.get_all("Accept", [])):
            self._violated(call, f"header Accept does not name {route.accept}")
        if not self._failures[route.name]:
            return self._served(route.name, call, *match.groups())
        with suppress(_Refused):  # a call that is set to fail is checked all the same
            self._served(route.name, call, *match.groups())
        status, headers = self._failures[route.name].popleft()
        return None if status == DROPPED else self._refusal(status, "set to fail", headers)

    def _served(self, route: str, call: Call, office: str = "") -> Reply:
        if route == "token":
            return self._accuro_token(call)
        if route == "ocean-token":
            return self._ocean_token(call)
        if route == "ocean-test":
            self._bearer(call, "ocean")
            status, body = next(self._test_answers)
            return Reply(status, body, {"Content-Type": "application/fhir+json"} if body else {})
        client = self._accuro_user(call)
        if route == "appointments":
            return json_reply(self._page(call, client))
        if route == "offices":
            return json_reply(office_rows(self.clinic))
        if route == "scheduler":
            return json_reply([{"notInTheDocument": 1}])
        if office and int(office) not in {known.office_id for known in self.clinic.offices}:
            raise _Refused(404, f"office {office} is unknown")
        return json_reply(provider_rows(self.clinic, int(office) if office else None))

    def _accuro_token(self, call: Call) -> Reply:
        basic, form = _basic(call), _form(call)
        form_right = form.keys() == {"grant_type", "scope"} and form["grant_type"] == "client_credentials"
        if basic is None:
            self._violated(call, "token call without Basic authentication")
        if not (form_right and form["scope"]):
            self._violated(call, "token call's form is not grant_type=client_credentials and scope")
        if not call.one("tenant"):
            self._violated(call, "token call without tenant")
        client = self._client("accuro", basic)
        if call.one("tenant") != self.clinic.tenant:
            raise _Refused(400, "tenant is missing or wrong")
        if not (form_right and form["scope"]):
            raise _Refused(400, "form is wrong")
        return self._issued(client, form["scope"])

    def _ocean_token(self, call: Call) -> Reply:
        basic, form = _basic(call), _form(call)
        fields = {"grant_type"} if basic else {"grant_type", "client_id", "client_secret"}
        if form.keys() != fields or form["grant_type"] != "client_credentials":
            self._violated(call, f"token call's form is not {' '.join(sorted(fields))}")
            raise _Refused(400, "form is wrong")
        return self._issued(self._client("ocean", basic or (form["client_id"], form["client_secret"])), "")

    def _client(self, service: str, credentials: tuple[str, str] | None) -> Client:
        for client in self._clients:
            if client.service == service and (client.client_id, client.client_secret) == credentials:
                return client
        raise _Refused(401, "client is unknown")

    def _issued(self, client: Client, scope: str) -> Reply:
        number = len(self._tokens)
        lifetime = self.lifetimes[number % len(self.lifetimes)]
        self._tokens[f"{client.service}-{number}"] = client, time.monotonic() + lifetime
        answer = {"scope": scope, "expires_in": lifetime, "expires_on": "2001-01-01", "token_type": "Bearer"}
        token = {"access_token": f"{client.service}-{number}"}
        return json_reply({**token, **answer} if number % 2 else {**answer, **token})

    def _bearer(self, call: Call, service: str) -> Client:
        scheme, _, token = call.headers.get("Authorization", "").partition(" ")
        client, end = self._tokens.get(token, (None, 0.0))
        if scheme != "Bearer" or client is None or client.service != service:
            raise _Refused(401, "bearer token is missing or wrong")
        if time.monotonic() > end:
            self._violated(call, "access token is used after its expires_in")
            raise _Refused(401, "bearer token has expired")
        return client

    def _accuro_user(self, call: Call) -> Client:
        if call.headers.get("X-QHR-Subscription-Key") != self.subscription_key:
            raise _Refused(401, "subscription key is missing or wrong")
        client = self._bearer(call, "accuro")
        if call.one("uuid") != self.clinic.uuid:
            raise _Refused(400, "uuid is missing or wrong")
        return client

    def _page(self, call: Call, client: Client) -> dict[str, object]:
        size = _number(call.one("pageSize") or str(DEFAULT_PAGE))
        if size > LARGEST_PAGE:
            self._violated(call, f"pageSize {size} is above {LARGEST_PAGE}")
        if not 1 <= size <= LARGEST_PAGE:
            raise _Refused(400, "pageSize is out of bounds")
        after = 0 if self.stuck else _number(call.one("startingId") or "0")
        chosen = _filter(call)
        rest = [a for a in self.clinic.visible_to(client.sees) if chosen(a) and a.appointment_id > after]
        page = rest[:size]
        last = page[-1].appointment_id if page else 0
        rows = [appointment_row(appointment) for appointment in page]
        return {"total": len(rest), "contents": rows, "notInTheDocument": "", "lastId": last, "count": len(page)}


class _Refused(Exception):  # noqa: N818 (an answer, not an error of the server)
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def _filter(call: Call) -> Callable[[Appointment], bool]:
    """Whether the query asks for an appointment; one without an office comes with includeNullOffice only."""
    first, last = call.one("startDate"), call.one("endDate")
    from_day = date.min if first is None else _day(first)
    to_day = date.max if last is None else _day(last)
    providers = [_number(value) for value in call.query.get("providerId", ())]
    offices = [_number(value) for value in call.query.get("officeId", ())]
    without_office = call.one("includeNullOffice") == "true"
    return lambda a: (
        from_day <= a.day <= to_day
        and (not providers or a.provider_id in providers)
        and (without_office if a.office_id is None else not offices or a.office_id in offices)
    )


def _number(text: str) -> int:
    if not re.fullmatch("[0-9]+", text):
        raise _Refused(400, f"{text} is not a number")
    return int(text)


def _day(text: str) -> date:
    with suppress(ValueError):
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    raise _Refused(400, f"{text} is not a date YYYY-MM-DD")


def _basic(call: Call) -> tuple[str, str] | None:
    scheme, _, coded = call.headers.get("Authorization", "").partition(" ")
    with suppress(binascii.Error, UnicodeDecodeError):
        user, colon, password = base64.b64decode(coded, validate=True).decode().partition(":")
        if scheme == "Basic" and colon:
            return user, password
    return None


def _form(call: Call) -> dict[str, str]:
    """Fields of a form body; empty when it is none, or a field is repeated."""
    fields = parse_qsl(call.body.decode("ascii", "replace"), keep_blank_values=True)
    is_form = call.headers.get_content_type() == "application/x-www-form-urlencoded"
    return dict(fields) if is_form and len(dict(fields)) == len(fields) else {}
