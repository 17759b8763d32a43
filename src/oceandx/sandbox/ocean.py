"""The simulated Ocean: a token, and one resource that says that the credentials work."""

from __future__ import annotations

from oceandx.sandbox.refusals import refusal
from oceandx.sandbox.tokens import OCEAN, SECRETS, TokenDesk
from oceandx.sandbox.wire import FHIR, Answer, Request


def token(request: Request, desk: TokenDesk) -> Answer:
    """Return a token for credentials in HTTP Basic or in the form."""
    form = request.form
    client, secret = request.basic or (form.get("client_id", ""), form.get("client_secret", ""))
    if client != OCEAN or secret != SECRETS[OCEAN]:
        return refusal(401, "invalid_client", "bad client credentials", "oauth")
    if form.get("grant_type") != "client_credentials":
        return refusal(400, "unsupported_grant_type", "only client_credentials", "oauth")
    return Answer(200, {"token_type": "Bearer", "expires_in": desk.seconds, "access_token": desk.issue(client)})


def site_number(request: Request, desk: TokenDesk) -> Answer:
    """Return success for a valid token; the body is not documented and says nothing."""
    if desk.client_of(request.bearer) != OCEAN:
        return refusal(401, "invalid_token", "the access token is missing, unknown or expired", "oauth")
    return Answer(200, {"resourceType": "NamingSystem"}, FHIR)
