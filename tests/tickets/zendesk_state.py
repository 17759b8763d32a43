"""What a Zendesk account holds: users, tickets with their comments, and mail that went out to customers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

RUN_KEY, DIAGNOSIS, CONFIDENCE, OTHER_FIELD = 9001, 9002, 9003, 9050
OWN, AGENT, ADMIN, CUSTOMER, OTHER_CUSTOMER = 500, 501, 502, 601, 602
MOST_COMMENTS = 5_000
LONGEST_COMMENT = 65_535
CANARY = "canary-7f3a"
"""In everything that the adapter must not read: names, addresses, places, hidden text, other fields."""


class ManualClock:
    """A clock that goes on when somebody waits; in whole seconds at its start."""

    def __init__(self, start: float = 1_795_700_000.0) -> None:
        self.time = start
        self.waited: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.time += seconds


@dataclass(slots=True)
class User:
    id: int
    role: str
    locale: str = "en-CA"

    def row(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "role": self.role,
            "locale": self.locale,
            "name": f"{CANARY} name",
            "email": f"{CANARY}@example.com",
            "phone": "555-0100",
            "notes": CANARY,
        }


@dataclass(slots=True)
class Comment:
    id: int
    author: int
    html: str
    public: bool
    at: float
    channel: str = "web"

    def row(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "type": "Comment",
            "author_id": self.author,
            "html_body": self.html,
            "body": f"hidden {CANARY}",
            "plain_body": f"hidden {CANARY}",
            "public": self.public,
            "attachments": [],
            "audit_id": self.id + 1,
            "via": {"channel": self.channel, "source": {"from": {"address": f"{CANARY}@example.com"}}},
            "metadata": {"system": {"ip_address": CANARY, "location": CANARY, "latitude": 45.4, "longitude": -75.7}},
            "created_at": stamp(self.at),
        }


@dataclass(slots=True)
class FakeTicket:
    id: int
    requester: int
    subject: str
    updated: float
    generated: float
    status: str = "new"
    assignee: int | None = None
    tags: list[str] = field(default_factory=list)
    values: dict[int, str | None] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        values = {RUN_KEY: None, DIAGNOSIS: None, CONFIDENCE: None, OTHER_FIELD: CANARY, **self.values}
        fields = [{"id": number, "value": value} for number, value in values.items()]
        return {
            "id": self.id,
            "url": f"https://example.zendesk.com/api/v2/tickets/{self.id}.json",
            "subject": self.subject,
            "raw_subject": self.subject,
            "description": CANARY,
            "status": self.status,
            "priority": "normal",
            "requester_id": self.requester,
            "submitter_id": self.requester,
            "assignee_id": self.assignee,
            "group_id": 77,
            "brand_id": 78,
            "ticket_form_id": None,
            "external_id": CANARY,
            "tags": list(self.tags),
            "custom_fields": fields,
            "fields": fields,
            "via": {"channel": "email", "source": {"from": {"name": CANARY}}},
            "is_public": self.comments[0].public if self.comments else True,
            "from_messaging_channel": False,
            "created_at": stamp(self.comments[0].at if self.comments else self.updated),
            "updated_at": stamp(self.updated),
            "generated_timestamp": int(self.generated),
        }


def default_users() -> dict[int, User]:
    """Return the people of an account; ``OWN`` enriches, ``ADMIN`` may export."""
    rows = (
        User(OWN, "agent"),
        User(AGENT, "agent", "fr-CA"),
        User(ADMIN, "admin"),
        User(CUSTOMER, "end-user", "fr-CA"),
        User(OTHER_CUSTOMER, "end-user", "en-US"),
    )
    return {user.id: user for user in rows}


def stamp(seconds: float) -> str:
    """Return a time as Zendesk writes it: whole seconds."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def cleaned(html: str) -> str:
    """Return HTML as Zendesk keeps it: no comments in it, and cut without a word where it is too long."""
    kept = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    return kept.encode()[:LONGEST_COMMENT].decode(errors="ignore")


def custom_fields(rows: list[Mapping[str, Any]]) -> dict[int, str | None]:
    """Return values by the field's id."""
    return {row["id"]: row["value"] for row in rows}
