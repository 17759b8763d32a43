"""Refusals in the envelopes in which Zendesk sends them."""

from __future__ import annotations

from contract.transport import Reply, json_reply


def error(status: int, word: str, said: str) -> Reply:
    """Reply with the commonest envelope."""
    return json_reply({"error": word, "description": said}, status)


def gone() -> Reply:
    """Reply that there is no such ticket."""
    return error(404, "RecordNotFound", "Not found")


def invalid(where: str, said: str) -> Reply:
    """Reply that a ticket cannot be so."""
    details = {where: [{"description": said, "error": "InvalidValue"}]}
    return json_reply({"error": "RecordInvalid", "description": "Record validation errors", "details": details}, 422)


def busy(seconds: int) -> Reply:
    """Reply that a limit is reached."""
    body = {"error": "APIRateLimitExceeded", "description": "Number of allowed API requests per minute exceeded"}
    return json_reply(body, 429, {"Retry-After": str(seconds)})


def forbidden() -> Reply:
    """Reply that a token or its user may not do this."""
    return json_reply({"error": {"title": "Forbidden", "message": "You do not have access to this page."}}, 403)
