"""Triggers of an account, in order after each update; each fires once in an update, and webhooks are signed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tickets.zendesk_state import Comment, FakeTicket, User, stamp

DEPLOY = Path(__file__).parents[2] / "deploy" / "zendesk"
STATUSES = ("new", "open", "pending", "hold", "solved", "closed")


@dataclass(frozen=True, slots=True)
class Update:
    """What has just happened to a ticket, and who did it."""

    ticket: FakeTicket
    by: User
    kind: str  # Create or Change
    comment: Comment | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook as it is sent; the same ``invocation`` comes again when it is repeated."""

    invocation: str
    body: bytes


def shipped(name: str) -> dict[str, Any]:
    """Return a trigger as the repository ships it."""
    content: dict[str, Any] = json.loads((DEPLOY / name).read_text(encoding="utf-8"))["trigger"]
    return content


def run(triggers: list[dict[str, Any]], update: Update, invocations: int) -> list[Delivery]:
    """Let triggers act on a ticket, again from the first one whenever one fired; return the webhooks to send."""
    waiting, sent = list(triggers), list[Delivery]()
    while firing := next((trigger for trigger in waiting if _holds(trigger["conditions"], update)), None):
        waiting.remove(firing)
        for action in firing["actions"]:
            body = _act(action, update.ticket)
            if body is not None:
                sent.append(Delivery(f"01J0INVOCATION{invocations + len(sent):010d}", body))
    return sent


def signed(delivery: Delivery, secret: str, at: float) -> dict[str, str]:
    """Return the headers with which a webhook is sent at a time."""
    digest = hmac.new(secret.encode(), stamp(at).encode() + delivery.body, hashlib.sha256).digest()
    return {
        "content-type": "application/json; charset=utf-8",
        "x-zendesk-account-id": "123456",
        "x-zendesk-webhook-id": "01J0WEBHOOK0000000000000",
        "x-zendesk-webhook-invocation-id": delivery.invocation,
        "x-zendesk-webhook-signature": base64.b64encode(digest).decode(),
        "x-zendesk-webhook-signature-timestamp": stamp(at),
    }


def _holds(conditions: Mapping[str, list[Mapping[str, Any]]], update: Update) -> bool:
    any_of = conditions["any"]
    return all(_is_so(one, update) for one in conditions["all"]) and (
        not any_of or any(_is_so(one, update) for one in any_of)
    )


def _is_so(condition: Mapping[str, Any], update: Update) -> bool:
    value, ticket = str(condition["value"]), update.ticket
    match condition["field"], condition["operator"]:
        case "current_tags", "includes":
            return any(tag in ticket.tags for tag in value.split())
        case "current_tags", "not_includes":
            return not any(tag in ticket.tags for tag in value.split())
        case "status", "less_than":
            return STATUSES.index(ticket.status) < STATUSES.index(value)
        case "role", "is":
            return update.by.role == {"end_user": "end-user"}[value]
        case "update_type", "is":
            return update.kind == value
        case "comment_is_public", "is":
            return update.comment is not None and update.comment.public is (value == "true")
        case unknown:
            raise AssertionError(f"no such condition: {unknown}")


def _act(action: Mapping[str, Any], ticket: FakeTicket) -> bytes | None:
    match action["field"], action["value"]:
        case "current_tags", str(tags):
            ticket.tags.extend(tag for tag in tags.split() if tag not in ticket.tags)
        case "remove_tags", str(tags):
            ticket.tags[:] = [tag for tag in ticket.tags if tag not in tags.split()]
        case "notification_webhook", [_, str(template)]:
            body = template.replace("{{ticket.id}}", str(ticket.id))
            json.loads(body)
            assert "{{" not in body
            return body.encode()
        case unknown:
            raise AssertionError(f"no such action: {unknown}")
    return None
