"""The way to each system, step by step: which step holds, which one fails and how, which ones were not reached."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import httpx
import msgspec

from oceandx.facts.collectors.accuro import AccuroClient, Credentials, Mode
from oceandx.facts.collectors.caller import OCEAN_TOKEN, Caller
from oceandx.facts.collectors.failure import CallFailed, Failure, Trouble
from oceandx.facts.collectors.ocean import OceanCredentials, connect
from oceandx.facts.collectors.run import Access
from oceandx.facts.collectors.threads import Unawaited

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
    Trouble.DEADLINE: Step.CONNECTION,
    Trouble.CUT: Step.CONNECTION,
    Trouble.NOT_TRUSTED: Step.CERTIFICATE,
}
_RESOURCE_STEPS = {Trouble.BAD_REQUEST: Step.UUID, Trouble.UNAUTHORIZED: Step.SUBSCRIPTION_KEY}
# Which of the two is wrong can be said; that the other is right cannot.
_UNSEEN = {Step.UUID, Step.SUBSCRIPTION_KEY}


async def examine(access: Access, transport: httpx.AsyncBaseTransport | None = None) -> list[Finding]:
    """Return every step of every point of view in order, within the site's deadline; never raises for a system."""
    asyncio.get_running_loop().set_default_executor(Unawaited())
    ends = asyncio.get_running_loop().time() + access.limits.deadline_seconds
    findings: list[Finding] = []
    async with Caller(msgspec.structs.replace(access.limits, tries=_TRIES), transport) as caller:
        for mode, own in access.accuro.items():
            findings += await _by(ends, mode.value, _ACCURO_STEPS, _accuro(AccuroClient(caller, own, mode), own, mode))
        if access.ocean is not None:
            findings += await _by(ends, "ocean", _OCEAN_STEPS, _ocean(caller, access.ocean))
    return findings


async def _by(ends: float, view: str, steps: tuple[Step, ...], look: Awaitable[list[Finding]]) -> list[Finding]:
    """Return what a look finds until a moment of the loop's clock; what takes longer fails to connect."""
    try:
        async with asyncio.timeout_at(ends):
            return await look
    except TimeoutError:
        return _way(view, steps, Step.CONNECTION, Failure(Trouble.DEADLINE))


async def _accuro(client: AccuroClient, own: Credentials, mode: Mode) -> list[Finding]:
    failed = await _failure(client.authorize)
    if failed is not None:
        is_scope = "invalid_scope" in failed.words
        early = Step.SCOPE if is_scope else _BEFORE_ANY_ANSWER.get(failed.trouble, Step.TOKEN)
        return _way(mode.value, _ACCURO_STEPS, early, failed)
    granted = set((client.granted or own.scope).replace(",", " ").split())
    if missing := [one for one in own.scope.replace(",", " ").split() if one not in granted]:
        return _way(mode.value, _ACCURO_STEPS, Step.SCOPE, Failure(Trouble.FORBIDDEN, words=tuple(missing)))
    failed = await _failure(client.offices)
    at = _RESOURCE_STEPS.get(failed.trouble, Step.ANSWER) if failed else None
    return _way(mode.value, _ACCURO_STEPS, at, failed)


async def _ocean(caller: Caller, own: OceanCredentials) -> list[Finding]:
    failed = await _failure(partial(connect, caller, own))
    if failed is None:
        return _way("ocean", _OCEAN_STEPS, None, None)
    is_token = failed.call == OCEAN_TOKEN.name
    at = _BEFORE_ANY_ANSWER.get(failed.trouble, Step.TOKEN) if is_token else Step.ANSWER
    return _way("ocean", _OCEAN_STEPS, at, failed)


async def _failure(call: Callable[[], Awaitable[object]]) -> Failure | None:
    try:
        await call()
    except CallFailed as error:
        return error.failure
    return None


def _way(view: str, steps: tuple[Step, ...], fails: Step | None, failure: Failure | None) -> list[Finding]:
    """Return each step: it holds up to the one that fails, unless nothing was seen of it."""
    found = []
    reached = True
    for step in steps:
        if step is fails:
            reached = False
            found.append(Finding(view, step, Outcome.FAILS, failure))
        else:
            is_seen = reached and (fails is None or step not in _UNSEEN)
            found.append(Finding(view, step, Outcome.HOLDS if is_seen else Outcome.NOT_REACHED))
    return found
