"""Request Tracker as a helpdesk: what enrichment may do with it, and nothing else."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Mapping

import httpx

from oceandx.tickets.helpdesk import Capabilities, Changes, Enrichment, Event, Receipt, Ticket
from oceandx.tickets.rt import settings as settings_of_rt
from oceandx.tickets.rt import webhook
from oceandx.tickets.rt.calls import Calls, Secret
from oceandx.tickets.rt.changes import Polling
from oceandx.tickets.rt.history import Histories
from oceandx.tickets.rt.reading import Reader
from oceandx.tickets.rt.settings import RtSettings
from oceandx.tickets.rt.writing import Writer


class RequestTracker:
    """One Request Tracker 5, seen by one account; safe to share among threads.

    ``token`` and ``webhook_secret`` are given as they are or by a function that fetches them; without the latter no
    webhook is believed. ``transport`` takes the place of the network, ``now`` gives seconds of the epoch.
    """

    def __init__(
        self,
        settings: RtSettings,
        token: Secret,
        webhook_secret: Secret = "",
        transport: httpx.BaseTransport | None = None,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        settings_of_rt.check(settings)
        self._settings = settings
        self._secret, self._now = webhook_secret if callable(webhook_secret) else lambda: webhook_secret, now
        self._has_secret = bool(webhook_secret)
        self._calls = Calls(settings, token, transport, sleep=sleep)
        histories = Histories(self._calls, settings)
        self._reader = Reader(self._calls, settings, histories)
        self._writer = Writer(self._calls, settings, histories, self._reader)
        self._polling = Polling(self._calls, settings)

    @property
    def name(self) -> str:
        """Return the id under which the ledger knows this helpdesk."""
        return self._settings.name

    @property
    def capabilities(self) -> Capabilities:
        """Return what Request Tracker can do: all of it; webhooks where a secret is given."""
        return Capabilities(tags=True, versions=True, webhooks=self._has_secret)

    def fetch(self, ticket_id: str) -> Ticket:
        """Return a ticket with its messages. Raises TicketGone, Refused, Unavailable."""
        return self._reader.ticket(ticket_id)

    def changes(self, cursor: str) -> Changes:
        """Return tickets that changed after ``cursor`` (empty: from now on). Raises Refused, Unavailable.

        A ticket may come more than once: its version tells whether it is new.
        """
        return self._polling.after(cursor)

    def since(self, date: datetime.date) -> str:
        """Return the cursor of what changed on a day (UTC) or later; nothing is called."""
        return self._polling.since(date)

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Return what a webhook says, its signature checked. Raises Forged."""
        return webhook.verify(headers, body, self._secret(), self._settings.webhook_age_seconds, self._now)

    def write(self, ticket: Ticket, enrichment: Enrichment) -> Receipt:
        """Write on a ticket that still is as ``ticket`` says, read it back, and return the receipt.

        Raises Outdated or Unavailable when no note was written, Uncertain when it is unknown or not complete, Exposed,
        TicketGone, Refused. Safe to call again: a note that stands is not written twice.
        """
        return self._writer.write(ticket, enrichment, self._now)

    def find_receipt(self, ticket_id: str, key: str) -> Receipt | None:
        """Return the receipt of an enrichment that is complete on the ticket. Raises as ``fetch``.

        None may also mean that one was begun: ``write`` completes it.
        """
        return self._writer.find(ticket_id, key)

    def close(self) -> None:
        """Close the connections."""
        self._calls.close()
