"""The simulated Ocean: one token, one status."""

from __future__ import annotations

import pytest

from oceandx.sandbox.tokens import OCEAN, OWN, SECRETS
from sandboxing import SITE_NUMBER, calling, small

SIGN_IN = "/ocean/svc/oauth2/token"
FORM = {"grant_type": "client_credentials"}
IN_FORM = {**FORM, "client_id": OCEAN, "client_secret": SECRETS[OCEAN]}


def test_credentials_are_taken_in_the_header_or_in_the_form() -> None:
    with calling(small(), OCEAN) as caller:
        assert caller.get(SITE_NUMBER).status_code == 200
        token = caller.http.post(SIGN_IN, data=IN_FORM).json()["access_token"]
        answer = caller.http.get(SITE_NUMBER, headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/fhir+json; charset=utf-8")


@pytest.mark.parametrize(
    ("form", "status"), [({**IN_FORM, "client_secret": "wrong"}, 401), ({**IN_FORM, "grant_type": "password"}, 400)]
)
def test_a_token_is_refused(form: dict[str, str], status: int) -> None:
    with calling(small()) as caller:
        assert caller.http.post(SIGN_IN, data=form).status_code == status


def test_a_token_of_accuro_opens_nothing_here() -> None:
    with calling(small(), OWN) as caller:
        assert caller.get(SITE_NUMBER).status_code == 401
        assert caller.http.get(SITE_NUMBER).status_code == 401
        assert caller.http.get("/ocean/svc/fhir/v1/Patient").status_code == 404


def test_a_token_of_ocean_opens_nothing_in_accuro() -> None:
    with calling(small(), OCEAN) as caller:
        assert caller.get().status_code == 401
