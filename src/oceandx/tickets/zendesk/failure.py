"""What an answer that is no success means; Zendesk's own texts are never repeated, only words of its protocol."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import msgspec

from oceandx.tickets.helpdesk import HelpdeskError, Outdated, Refused, TicketGone, Unavailable, Uncertain
from oceandx.tickets.zendesk.door import COMMENTS, TAGS, TICKET, UPDATE, Answer, Endpoint, Lost
from oceandx.tickets.zendesk.rate import Kind, retry_after

_OF_A_TICKET = frozenset({TICKET, COMMENTS, UPDATE, TAGS})
_MAY_STAND = frozenset({"IdempotentRequestError", "IdempotentRequestInProgress", "DatabaseConflict"})
_KNOWN = _MAY_STAND | {
    "APIRateLimitExceeded",
    "Forbidden",
    "InvalidCursor",
    "InvalidEndpoint",
    "InvalidPaginationDepth",
    "InvalidValue",
    "RecordInvalid",
    "RecordNotFound",
    "StartTimeTooRecent",
    "TicketAccessDenied",
    "TooManyRequests",
    "Unauthorized",
    "UpdateConflict",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "invalid_token",
    "unauthorized_client",
    "unsupported_grant_type",
}
_CLOSED = b"prevents ticket update"


def of_lost(endpoint: Endpoint, lost: Lost) -> HelpdeskError:
    """Return what it means that a call got no answer: a write that was sent may stand."""
    what = f"{endpoint.name}: the helpdesk {lost.value}"
    return Uncertain(what) if endpoint.kind is Kind.WRITE and lost is Lost.UNKNOWN else Unavailable(what)


def of_answer(endpoint: Endpoint, answer: Answer) -> HelpdeskError | None:
    """Return what an answer means, None for a success with JSON in it."""
    status, is_write = answer.status, endpoint.kind is Kind.WRITE
    what = _said(endpoint, answer)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Unavailable(what, retry_after(answer.headers))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Uncertain(what) if is_write else Unavailable(what, retry_after(answer.headers))
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        if answer.body.lstrip()[:1] == b"{":
            return None
        return Uncertain(f"{what}: no JSON came back") if is_write else Unavailable(f"{what}: no JSON came back")
    return _of_refusal(endpoint, answer, what)


def of_shape(endpoint: Endpoint) -> HelpdeskError:
    """Return what it means that a success does not have the documented shape."""
    what = f"{endpoint.name}: the answer is not of the documented shape"
    return Uncertain(what) if endpoint.kind is Kind.WRITE else Refused(what)


def error_word(body: bytes) -> str:
    """Return the protocol's word for an error out of any of its envelopes; empty when it has none that we know."""
    try:
        content: Any = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    found = [word for word in _words(content) if word in _KNOWN]
    return found[0] if found else ""


def _of_refusal(endpoint: Endpoint, answer: Answer, what: str) -> HelpdeskError:
    status, word, is_write = answer.status, error_word(answer.body), endpoint.kind is Kind.WRITE
    if is_write and word in _MAY_STAND:
        # The same key was used for another write, or for one under way; or the database gave up in the middle.
        return Uncertain(what)
    if status == HTTPStatus.CONFLICT:
        return Outdated(what) if is_write else Unavailable(what)
    if status == HTTPStatus.REQUEST_TIMEOUT:
        return Uncertain(what) if is_write else Unavailable(what)
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} and endpoint in _OF_A_TICKET and word == "RecordNotFound":
        return TicketGone(what)
    if status == HTTPStatus.UNPROCESSABLE_ENTITY and is_write:
        why = "is closed" if _CLOSED in answer.body else "holds all the comments it can, or a field is not as agreed"
        return Refused(f"{what}: the ticket {why}")
    return Refused(what)


def _said(endpoint: Endpoint, answer: Answer) -> str:
    word = error_word(answer.body) if answer.status >= HTTPStatus.BAD_REQUEST else ""
    return f"{endpoint.name}: {answer.status} {word}".rstrip()


def _words(content: Any) -> list[str]:
    """Return the words of {"error": word}, {"error": {"title": word}}, {"errors": [{"code": word}]} and their like."""
    if not isinstance(content, dict):
        return []
    parts: list[Any] = [content.get("error"), content.get("code"), content.get("title")]
    errors = content.get("errors")
    parts.extend(errors[:10] if isinstance(errors, list) else [errors])
    words: list[str] = []
    for part in parts:
        if isinstance(part, dict):
            words.extend(value for key in ("code", "title", "error") if isinstance(value := part.get(key), str))
        elif isinstance(part, str):
            words.append(part)
    return words
