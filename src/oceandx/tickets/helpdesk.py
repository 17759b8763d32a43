"""What a helpdesk must be able to do for enrichment, and the closed models of what passes between.

Nothing here can hold a message for a customer: a note is internal by its type, and an adapter has no other write.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from oceandx.errors import OceandxError


class Author(StrEnum):
    """Who wrote a message, as far as enrichment minds: ``self`` is the enriching account."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SELF = "self"
    SYSTEM = "system"


class OwnField(StrEnum):
    """The fields that enrichment owns; an adapter maps them to the helpdesk's own ids or names."""

    DIAGNOSIS = "diagnosis"
    CONFIDENCE = "confidence"
    RUN_KEY = "run_key"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a ticket, as it came in: ``html`` where the helpdesk keeps HTML, else ``text``."""

    id: str
    author: Author
    public: bool
    created_at: str
    text: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as fetched; messages in the order in which they were written, the oldest first.

    ``version`` changes whenever anything of the ticket does. ``fields``: the own fields that have a value, whoever set
    it. Locales are BCP 47 tags, empty where the helpdesk has none.
    """

    id: str
    version: str
    subject: str
    queue: str
    closed: bool
    updated_at: str
    messages: tuple[Message, ...]
    fields: Mapping[OwnField, str]
    tags: frozenset[str]
    customer_locale: str = ""
    agent_locale: str = ""


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What is to be written on a ticket in one go: an internal note (none: no note), own fields, tags to add.

    ``note`` is a fragment of clean HTML and ends with the marker that holds ``key``.
    """

    key: str
    note: str | None
    fields: Mapping[OwnField, str]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that an enrichment stands on the ticket: its key, the note's id (empty: no note), when it was written."""

    key: str
    note_id: str
    written_at: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Tickets that changed after a cursor, the next cursor, and whether there are no more for now.

    ``closed``: those of them that the list itself says are closed, so that they need not be fetched.
    """

    ticket_ids: tuple[str, ...]
    cursor: str
    at_end: bool
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Event:
    """A webhook whose signature holds: which ticket, and the id by which a second delivery is known."""

    delivery_id: str
    ticket_id: str


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a helpdesk can do beyond notes and fields."""

    tags: bool
    versions: bool
    webhooks: bool


class HelpdeskError(OceandxError):
    """Base of what can go wrong between enrichment and a helpdesk; no message holds text of a ticket."""


class Unavailable(HelpdeskError):  # noqa: N818 - a state, not a mistake
    """The helpdesk cannot answer now; ``retry_after`` seconds where it says so."""

    def __init__(self, what: str, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(what)


class Refused(HelpdeskError):  # noqa: N818 - a state, not a mistake
    """The helpdesk will never accept this call as it is: wrong credentials, missing right, unknown field."""


class TicketGone(Refused):
    """The ticket does not exist any more, or was merged or deleted."""


class Outdated(HelpdeskError):  # noqa: N818 - a state, not a mistake
    """Somebody changed the ticket since it was fetched; nothing was written."""


class Uncertain(HelpdeskError):  # noqa: N818 - a state, not a mistake
    """It is not known whether the write took place: read back before anything else."""


class Exposed(HelpdeskError):  # noqa: N818 - a state, not a mistake
    """A note is not internal after the write: stop everything and tell a person."""


class Forged(HelpdeskError):  # noqa: N818 - a state, not a mistake
    """A webhook is not what it claims to be: wrong or missing signature, too old, not the agreed shape."""


class Helpdesk(Protocol):
    """One helpdesk. Calls may be slow and fail; each has its own time limit and raises a HelpdeskError."""

    @property
    def name(self) -> str:
        """Return the id under which the ledger knows this helpdesk."""

    @property
    def capabilities(self) -> Capabilities:
        """Return what this helpdesk can do."""

    def fetch(self, ticket_id: str) -> Ticket:
        """Return a ticket with its messages. Raises TicketGone, Refused, Unavailable."""

    def changes(self, cursor: str) -> Changes:
        """Return tickets that changed after ``cursor`` (empty: from now on). Raises Refused, Unavailable."""

    def since(self, date: datetime.date) -> str:
        """Return the cursor from which ``changes`` gives what changed on that day (UTC) or later; nothing is called."""

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Return what a webhook says, its signature checked. Raises Forged."""

    def write(self, ticket: Ticket, enrichment: Enrichment) -> Receipt:
        """Write on a ticket that still is as ``ticket`` says, read it back, and return the receipt.

        Raises Outdated (nothing written), Uncertain (unknown), Exposed, TicketGone, Refused, Unavailable (nothing
        written).
        """

    def find_receipt(self, ticket_id: str, key: str) -> Receipt | None:
        """Return the receipt of an enrichment that stands on the ticket already. Raises as ``fetch``."""
