"""The way to each system, step by step: which step holds, which one fails and how, which ones were not reached."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import httpx
import msgspec

from oceandx.facts.collectors.accuro import AccuroClient, Credentials, Mode
from oceandx.facts.collectors.caller import Caller
from oceandx.facts.collectors.failure import CallFailed, Failure, Trouble
from oceandx.facts.collectors.ocean import connect
from oceandx.facts.collectors.run import Access

_TRIES = 2


class Step(StrEnum):
    """One thing that must hold before the next one can."""

    NAME = "name"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    TOKEN = "token"  # noqa: S105 - the name of a step
    SCOPE = "scope"
    UUID = "uuid"
    SUBSCRIPTION_KEY = "subscription-key"
    ANSWER = "answer"


class Outcome(StrEnum):
    """How a step went."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_REACHED = "not-reached"


@dataclass(frozen=True, slots=True)
class Finding:
    """One step on the way to a system, from one point of view; ``failure`` says how it fails."""

    view: str
    step: Step
    outcome: Outcome
    failure: Failure | None = None


_ACCURO_STEPS = tuple(step for step in Step)
_OCEAN_STEPS = (Step.NAME, Step.CONNECTION, Step.CERTIFICATE, Step.TOKEN, Step.ANSWER)
_BEFORE_ANY_ANSWER = {
    Trouble.NAME_NOT_FOUND: Step.NAME,
    Trouble.NO_CONNECTION: Step.CONNECTION,
    Trouble.TIMED_OUT: Step.CONNECTION,
    Trouble.CUT: Step.CONNECTION,
    Trouble.NOT_TRUSTED: Step.CERTIFICATE,
}


async def examine(access: Access, transport: httpx.AsyncBaseTransport | None = None) -> list[Finding]:
    """Return every step of every point of view in order; never raises for a system that fails."""
    findings: list[Finding] = []
    async with Caller(msgspec.structs.replace(access.limits, tries=_TRIES), transport) as caller:
        for mode, own in access.accuro.items():
            findings += await _accuro(AccuroClient(caller, own, mode), own, mode)
        if access.ocean is not None:
            failed = await _failure(partial(connect, caller, access.ocean))
            findings += _way("ocean", _OCEAN_STEPS, _place(failed, Step.TOKEN, Step.ANSWER), failed)
    return findings


async def _accuro(client: AccuroClient, own: Credentials, mode: Mode) -> list[Finding]:
    failed = await _failure(client.authorize)
    if failed is not None:
        at = Step.SCOPE if "invalid_scope" in failed.words else _place(failed, Step.TOKEN, Step.TOKEN)
        return list(_way(mode.value, _ACCURO_STEPS, at, failed))
    granted = set((client.granted or own.scope).replace(",", " ").split())
    if missing := [one for one in own.scope.replace(",", " ").split() if one not in granted]:
        return list(_way(mode.value, _ACCURO_STEPS, Step.SCOPE, Failure(Trouble.FORBIDDEN, words=tuple(missing))))
    failed = await _failure(client.offices)
    return list(_way(mode.value, _ACCURO_STEPS, _resource_step(failed), failed))


async def _failure(call: Callable[[], Awaitable[object]]) -> Failure | None:
    try:
        await call()
    except CallFailed as error:
        return error.failure
    return None


def _place(failure: Failure | None, token: Step, later: Step) -> Step | None:
    """Return the step at which a failure belongs; that of the token call, when it was that call."""
    if failure is None:
        return None
    if failure.trouble in _BEFORE_ANY_ANSWER:
        return _BEFORE_ANY_ANSWER[failure.trouble]
    return token if failure.call.startswith("POST") else later


def _resource_step(failure: Failure | None) -> Step | None:
    """Return what a failed call for the offices points at: the body names the uuid, or the key is the next suspect."""
    if failure is None:
        return None
    if failure.trouble is Trouble.BAD_REQUEST:
        return Step.UUID
    if failure.trouble is Trouble.UNAUTHORIZED:
        return Step.SUBSCRIPTION_KEY
    return Step.ANSWER


def _way(view: str, steps: tuple[Step, ...], fails: Step | None, failure: Failure | None) -> Iterator[Finding]:
    reached = True
    for step in steps:
        if step is fails:
            reached = False
            yield Finding(view, step, Outcome.FAILS, failure)
        else:
            yield Finding(view, step, Outcome.HOLDS if reached else Outcome.NOT_REACHED)
