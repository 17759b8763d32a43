"""Ocean: do the site's credentials work, does the service answer; nothing else can be read from outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from oceandx.facts.collectors.accuro import basic
from oceandx.facts.collectors.caller import OCEAN_SITE_NUMBER, OCEAN_TOKEN, Call, Caller
from oceandx.facts.collectors.failure import Failure, Trouble
from oceandx.facts.collectors.shapes import read_token
from oceandx.model.case import Known, Unknown
from oceandx.model.knowledge import Probes

ANSWERS = "ocean.service_answers"
ACCEPTED = "ocean.credentials_accepted"
MAINTENANCE = "ocean.in_maintenance_window"
_WHO = "ocean"
# Ocean itself has answered when it judged the credentials; a web page may be a gateway's.
_JUDGED = {Trouble.CLIENT_REFUSED}


@dataclass(frozen=True, slots=True)
class OceanCredentials:
    """The credentials of one site; ``repr`` shows none of them. ``in_form`` says where the token call carries them."""

    host: str
    client_id: str
    client_secret: str
    in_form: bool = True

    def __repr__(self) -> str:
        return "OceanCredentials(…)"


async def connect(caller: Caller, own: OceanCredentials) -> None:
    """Sign in and make the documented connection test; raises CallFailed. Its answer is not kept: only that it came."""
    form = {"grant_type": "client_credentials"}
    headers = {}
    if own.in_form:
        form |= {"client_id": own.client_id, "client_secret": own.client_secret}
    else:
        headers["Authorization"] = basic(own.client_id, own.client_secret)
    answer = await caller.call(Call(OCEAN_TOKEN, own.host, _WHO, headers=headers, form=form))
    token = read_token(OCEAN_TOKEN, answer)
    headers = {"Authorization": f"Bearer {token.access_token}", "Accept": "application/fhir+json"}
    await caller.call(Call(OCEAN_SITE_NUMBER, own.host, _WHO, headers=headers))


def judge(failure: Failure | None, observed_at: str) -> Iterable[Known | Unknown]:
    """Return what the connection test says; None means that it succeeded."""
    if failure is None:
        return tuple(Known(name, value=True, source=_WHO, observed_at=observed_at) for name in (ANSWERS, ACCEPTED))
    detail = (failure.detail,)
    if failure.trouble in _JUDGED:
        values = {ANSWERS: True, ACCEPTED: False}
        return tuple(Known(name, value, _WHO, observed_at, detail) for name, value in values.items())
    return tuple(Unknown(name, failure.reason, _WHO, observed_at, detail) for name in (ANSWERS, ACCEPTED))


def maintenance(moment: datetime, probes: Probes, observed_at: str) -> Known:
    """Say whether a moment (with its time zone) lies in Ocean's usual maintenance window."""
    there = moment.astimezone(ZoneInfo(probes.time_zone))
    inside = there.isoweekday() == probes.weekday and probes.from_hour <= there.hour < probes.to_hour
    return Known(MAINTENANCE, inside, "clock", observed_at)
