"""The adapter itself: one Zendesk account behind the interface of a helpdesk."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

import httpx

from oceandx.errors import UsageError
from oceandx.tickets.helpdesk import Capabilities, Changes, Enrichment, Event, Receipt, Refused, Ticket
from oceandx.tickets.zendesk import webhooks
from oceandx.tickets.zendesk.calls import Calls
from oceandx.tickets.zendesk.door import COUNT, ME, USERS, Call, Door
from oceandx.tickets.zendesk.export import Export
from oceandx.tickets.zendesk.oauth import Grant, Tokens
from oceandx.tickets.zendesk.rate import Kind, Meter
from oceandx.tickets.zendesk.reading import Reader
from oceandx.tickets.zendesk.settings import ZendeskSecrets, ZendeskSettings
from oceandx.tickets.zendesk.shapes import CountAnswer, UserAnswer, UsersAnswer
from oceandx.tickets.zendesk.writing import Writer


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found: how many tickets the account can see, and whether its user may do more than it needs."""

    tickets: int | None
    is_admin: bool


@dataclass(frozen=True, slots=True)
class Clocks:
    """The time since 1970, seconds that only grow, and how to wait for some."""

    now: Callable[[], float] = time.time
    ticks: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Zendesk:
    """One Zendesk account. Safe between threads; a context manager that closes its connections.

    ``transport`` takes the place of the network. Raises UsageError for an address that is not used.
    """

    def __init__(
        self,
        settings: ZendeskSettings,
        secrets: ZendeskSecrets,
        transport: httpx.BaseTransport | None = None,
        clocks: Clocks | None = None,
    ) -> None:
        clocks = clocks or Clocks()
        self._settings, self._signing_secret, self._now = settings, secrets.signing_secret, clocks.now
        self._door = Door(settings, transport, clocks.ticks)
        caps = {Kind.WRITE: settings.writes_a_minute, Kind.EXPORT: settings.exports_a_minute}
        self._meter = Meter(caps, settings.reserve, clocks.ticks)
        grants = _grants(settings, secrets)
        tokens = Tokens(self._door, grants[0], clocks.ticks)
        export_tokens = tokens if settings.export is None else Tokens(self._door, grants[1], clocks.ticks)
        self._calls = Calls(self._door, tokens, export_tokens, self._meter, settings.tries, clocks.sleep)
        self._reader = Reader(self._calls, settings, clocks.sleep)
        self._writer = Writer(self._calls, self._reader, self._meter, settings, clocks.sleep)
        self._export = Export(self._calls, self._meter, clocks.now)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._door.close()

    @property
    def name(self) -> str:
        """Return the id under which the ledger knows this account."""
        return self._settings.name

    @property
    def capabilities(self) -> Capabilities:
        """Return what Zendesk can do; webhooks only where there is a secret to check them with."""
        return Capabilities(tags=True, versions=True, webhooks=bool(self._signing_secret))

    def check(self) -> Health:
        """Return how the account is, after reading a resource: that a token was given proves nothing yet.

        Raises Refused when the token is another user's than ``user_id``, when a scope is missing, and as ``fetch``.
        """
        tickets = self._calls.read(Call(COUNT), CountAnswer).count.value
        own = self._settings.user_id
        if self._calls.read(Call(ME), UserAnswer).user.id != own:
            raise Refused(f"{ME.name}: the token belongs to another user than zendesk.user_id")
        users = self._calls.read(Call(USERS, params={"ids": str(own)}), UsersAnswer).users
        roles = [user.role for user in users if user.id == own]
        if not roles:
            raise Refused(f"{USERS.name}: the account cannot see users")
        return Health(tickets, is_admin=roles[0] == "admin")

    def fetch(self, ticket_id: str) -> Ticket:
        """Return a ticket with its messages. Raises TicketGone, Refused, Unavailable."""
        self._meter.take(Kind.READ)
        return self._reader.fetch(ticket_id)

    def changes(self, cursor: str) -> Changes:
        """Return tickets that changed after ``cursor`` (empty: from now on). Raises Refused, Unavailable."""
        return self._export.changes(cursor)

    def since(self, date: datetime.date) -> str:
        """Return the cursor of what changed on a day (UTC) or later; nothing is called."""
        return self._export.since(date)

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Return what a webhook says, its signature checked. Raises Forged."""
        return webhooks.verify(headers, body, self._signing_secret, self._now(), self._settings.webhook_seconds)

    def write(self, ticket: Ticket, enrichment: Enrichment) -> Receipt:
        """Write an internal note, our fields and our tags, read them back, and return the receipt.

        Raises Outdated (nothing written), Uncertain (unknown), Exposed, TicketGone, Refused, Unavailable (nothing
        written).
        """
        return self._writer.write(ticket, enrichment)

    def find_receipt(self, ticket_id: str, key: str) -> Receipt | None:
        """Return the receipt of an enrichment that stands on the ticket already.

        Raises as ``fetch``, and Exposed when what stands there can be seen by the customer.
        """
        self._meter.take(Kind.READ)
        return self._reader.receipt(ticket_id, key)


def _grants(settings: ZendeskSettings, secrets: ZendeskSecrets) -> tuple[Grant, Grant]:
    """Return what the tokens are asked for with: of the enriching client, and of the one that exports."""
    first = Grant(settings.client_id, secrets.client_secret, settings.scopes, settings.token_seconds)
    if not secrets.client_secret:
        raise UsageError("zendesk.client_secret: is empty")
    if settings.export is None:
        return first, first
    if not secrets.export_client_secret:
        raise UsageError("zendesk.export.client_secret: is empty")
    client_id, secret = settings.export.client_id, secrets.export_client_secret
    return first, Grant(client_id, secret, settings.export_scopes, settings.token_seconds)
