"""Calls with a token: reads are tried again when that helps, a write is sent once."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Generic, TypeVar

import msgspec
import tenacity

from oceandx.tickets.helpdesk import HelpdeskError, Unavailable
from oceandx.tickets.zendesk.door import Answer, Call, Door, Lost
from oceandx.tickets.zendesk.failure import of_answer, of_lost, of_shape
from oceandx.tickets.zendesk.oauth import Tokens
from oceandx.tickets.zendesk.rate import Kind, Meter, retry_after

LONGEST_WAIT = 5.0
"""Seconds that a call waits at most before it is tried again; who is told to wait longer hands that on."""
_FIRST_WAIT = 0.25
_CLOSED_FOR = 5.0

T = TypeVar("T", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """An answer and the helpdesk's clock when it gave it, in seconds since 1970; None when it did not say."""

    content: T
    at: float | None


class Calls:
    """The calls of one account. Safe between threads."""

    def __init__(
        self,
        door: Door,
        tokens: Tokens,
        export_tokens: Tokens,
        meter: Meter,
        tries: int,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._door, self._meter = door, meter
        self._tokens = {Kind.READ: tokens, Kind.WRITE: tokens, Kind.EXPORT: export_tokens}
        self._tries, self._sleep = tries, sleep

    def read(self, call: Call, shape: type[T]) -> T:
        """Return what a read answers. Raises TicketGone, Refused, Unavailable."""
        return self.read_dated(call, shape).content

    def read_dated(self, call: Call, shape: type[T]) -> Dated[T]:
        """Return what a read answers, and when. Raises as ``read``."""
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_result(lambda found: isinstance(found, Unavailable)),
            stop=self._stop,
            wait=_wait,
            sleep=self._sleep,
            retry_error_callback=_last,
        )
        found: Dated[T] | HelpdeskError = retrying(self._once, call, shape)
        if isinstance(found, HelpdeskError):
            raise found
        return found

    def write(self, call: Call, shape: type[T]) -> T:
        """Return what a write answers; it is sent once.

        Raises Outdated, Refused, TicketGone, Unavailable (all: nothing was written), Uncertain.
        """
        found = self._once(call, shape)
        if isinstance(found, HelpdeskError):
            raise found
        return found.content

    def _once(self, call: Call, shape: type[T]) -> Dated[T] | HelpdeskError:
        try:
            answer = self._authorized(call)
        except HelpdeskError as error:  # there is no token, so the call itself was not sent
            return error
        if not isinstance(answer, Answer):
            return of_lost(call.endpoint, answer)
        if (failure := of_answer(call.endpoint, answer)) is not None:
            return failure
        try:
            return Dated(msgspec.json.decode(answer.body, type=shape), _date(answer))
        except (msgspec.DecodeError, UnicodeDecodeError):
            return of_shape(call.endpoint)

    def _authorized(self, call: Call) -> Answer | Lost:
        """Exchange a call; a refused token is renewed once, since a call that it refuses is not carried out."""
        kind = call.endpoint.kind
        tokens = self._tokens[kind]
        for is_last in (False, True):
            token = tokens.get()
            answer = self._door.send(replace(call, headers={**call.headers, "Authorization": f"Bearer {token}"}))
            if isinstance(answer, Answer):
                self._meter.saw(kind, answer.headers)
                if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
                    wait = retry_after(answer.headers)
                    self._meter.close(kind, _CLOSED_FOR if wait is None else wait)
                if answer.status == HTTPStatus.UNAUTHORIZED and not is_last:
                    tokens.drop(token)
                    continue
            break
        return answer

    def _stop(self, state: tenacity.RetryCallState) -> bool:
        return state.attempt_number >= self._tries or state.upcoming_sleep > LONGEST_WAIT


def _wait(state: tenacity.RetryCallState) -> float:
    """Return the seconds until the next try: what the helpdesk asks for, else longer each time, with jitter."""
    found = state.outcome.result() if state.outcome else None
    if isinstance(found, Unavailable) and found.retry_after is not None:
        return found.retry_after
    return tenacity.wait_random_exponential(multiplier=_FIRST_WAIT, max=LONGEST_WAIT)(state)


def _last(state: tenacity.RetryCallState) -> object:
    return state.outcome.result() if state.outcome else None


def _date(answer: Answer) -> float | None:
    text = next((value for name, value in answer.headers.items() if name.lower() == "date"), "")
    try:
        return email.utils.parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None
