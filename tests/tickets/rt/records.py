"""What a small Request Tracker keeps, and how rows of it look in REST 2.0."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

NOW = 1_795_669_600
FIELDS = {"Oceandx diagnosis": "2", "Oceandx confidence": "3", "Oceandx run key": "4", "Oceandx tags": "5"}


@dataclass
class FakeUser:
    """A user record."""

    id: int
    name: str
    privileged: int = 1
    lang: str = ""


@dataclass
class FakeTicket:
    """A ticket."""

    id: int
    subject: str
    requestors: list[FakeUser]
    queue: str = "Intégration"
    status: str = "new"
    owner: str = "Nobody"
    updated: int = NOW
    merged_into: int = 0
    values: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in FIELDS})
    cc: list[FakeUser] = field(default_factory=list)


@dataclass
class FakePart:
    """One part of a message."""

    id: int
    transaction: int
    kind: str
    content: str | None
    filename: str = ""
    parent: int = 0
    headers: str = ""


BOT = FakeUser(35, "oceandx")
AGENT = FakeUser(37, "agente", lang="fr")
CUSTOMER = FakeUser(39, "cliente@clinique.example", privileged=0, lang="fr_ca")
STRANGER = FakeUser(40, "tierce@ailleurs.example", privileged=0)
SYSTEM = FakeUser(1, "RT_System", privileged=0)


def iso(seconds: int) -> str:
    """Return a moment as the server writes it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def person_of(user: FakeUser) -> dict[str, Any]:
    """Return a user as the server gives it inside of something else."""
    address = user.name if "@" in user.name else f"{user.name}@rt.example"
    return {"id": user.id, "type": "user", "Name": user.name, "Lang": user.lang, "EmailAddress": address}


def entry_of(one: dict[str, Any]) -> dict[str, Any]:
    """Return a row of a history."""
    plain = {name: one.get(name, "") for name in ("Type", "Field", "OldValue", "NewValue", "Data")}
    return {"id": str(one["id"]), "Created": iso(one["at"]), "Creator": person_of(one["by"]), **plain}


def row_of(part: FakePart) -> dict[str, Any]:
    """Return a row of a list of parts."""
    return {
        "id": str(part.id),
        "TransactionId": str(part.transaction),
        "ContentType": part.kind,
        "ContentLength": str(len((part.content or "").encode())),
        "Filename": part.filename,
    }


def hit_of(ticket: FakeTicket) -> dict[str, Any]:
    """Return a row of a search."""
    people = {"Requestor": ticket.requestors, "Cc": ticket.cc}
    return {
        "id": str(ticket.id),
        "type": "ticket",
        "LastUpdated": iso(ticket.updated),
        "Status": ticket.status,
        **{role: [person_of(user) for user in users] for role, users in people.items()},
    }
