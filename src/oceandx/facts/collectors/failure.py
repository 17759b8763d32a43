"""Why a call did not give what was asked: each outcome as a trouble, and the reason that a fact then carries."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from enum import StrEnum

import httpx

from oceandx.model.vocabulary import UnknownReason


class Trouble(StrEnum):
    """What went wrong with a call or a run."""

    TIMED_OUT = "timed-out"
    DEADLINE = "deadline-reached"
    NAME_NOT_FOUND = "host-name-not-found"
    NO_CONNECTION = "no-connection"
    NOT_TRUSTED = "certificate-not-trusted"
    CUT = "connection-cut"
    SERVER_ERROR = "server-error"
    RATE_LIMITED = "rate-limited"
    BAD_REQUEST = "bad-request"
    CLIENT_REFUSED = "client-refused"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    REDIRECTED = "redirected"
    NOT_JSON = "not-json"
    WRONG_SHAPE = "wrong-shape"
    TOO_LARGE = "too-large"
    PAGING = "paging-inconsistent"
    CALL_CAP = "call-cap-reached"
    INTERRUPTED = "interrupted"
    NOT_CONFIGURED = "not-configured"
    NO_USER = "no-user-behind-token"
    PARTIAL_VIEW = "partial-view"
    NOTHING_TO_COMPARE = "nothing-to-compare"


REASONS = {
    Trouble.TIMED_OUT: UnknownReason.TIMED_OUT,
    Trouble.DEADLINE: UnknownReason.TIMED_OUT,
    Trouble.NAME_NOT_FOUND: UnknownReason.UNREACHABLE,
    Trouble.NO_CONNECTION: UnknownReason.UNREACHABLE,
    Trouble.NOT_TRUSTED: UnknownReason.UNREACHABLE,
    Trouble.CUT: UnknownReason.UNREACHABLE,
    Trouble.SERVER_ERROR: UnknownReason.UNREACHABLE,
    Trouble.RATE_LIMITED: UnknownReason.RATE_LIMITED,
    Trouble.BAD_REQUEST: UnknownReason.MISCONFIGURED,
    Trouble.CLIENT_REFUSED: UnknownReason.REFUSED,
    Trouble.UNAUTHORIZED: UnknownReason.REFUSED,
    Trouble.FORBIDDEN: UnknownReason.REFUSED,
    Trouble.NOT_FOUND: UnknownReason.MISCONFIGURED,
    Trouble.REDIRECTED: UnknownReason.MISCONFIGURED,
    Trouble.NOT_JSON: UnknownReason.UNREADABLE,
    Trouble.WRONG_SHAPE: UnknownReason.UNREADABLE,
    Trouble.TOO_LARGE: UnknownReason.UNREADABLE,
    Trouble.PAGING: UnknownReason.INCOMPLETE,
    Trouble.CALL_CAP: UnknownReason.INCOMPLETE,
    Trouble.INTERRUPTED: UnknownReason.INCOMPLETE,
    Trouble.NOT_CONFIGURED: UnknownReason.NOT_ASKED,
    Trouble.NO_USER: UnknownReason.INCONCLUSIVE,
    Trouble.PARTIAL_VIEW: UnknownReason.INCONCLUSIVE,
    Trouble.NOTHING_TO_COMPARE: UnknownReason.INCONCLUSIVE,
}

# Worth another try: the same call may be answered a moment later.
PASSING = {
    Trouble.TIMED_OUT,
    Trouble.NAME_NOT_FOUND,
    Trouble.NO_CONNECTION,
    Trouble.CUT,
    Trouble.SERVER_ERROR,
    Trouble.RATE_LIMITED,
}

# What an error body may be quoted with: words of the protocol, never a text of somebody's.
_OAUTH_ERRORS = {
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
}
_PARAMETERS = ("uuid", "tenant", "scope", "startDate", "endDate", "providerId", "officeId", "pageSize", "startingId")


@dataclass(frozen=True, slots=True)
class Failure:
    """One call that failed: which, how, and the words of the protocol that its error body held.

    ``is_page`` says that a web page came back: something in between may have answered in place of the system.
    """

    trouble: Trouble
    call: str = ""
    status: int | None = None
    words: tuple[str, ...] = ()
    is_page: bool = False

    @property
    def reason(self) -> UnknownReason:
        """Return why the facts behind this call are unknown."""
        return REASONS[self.trouble]

    @property
    def detail(self) -> dict[str, object]:
        """Return the failure as one item of a fact's detail."""
        plain: dict[str, object] = {"problem": self.trouble.value}
        if self.call:
            plain["call"] = self.call
        if self.status is not None:
            plain["status"] = self.status
        if self.words:
            plain["words"] = list(self.words)
        return plain


class CallFailed(Exception):  # noqa: N818 - it never leaves the collectors; Failure is what the others see
    """A call failed; the exception never carries a response."""

    def __init__(self, failure: Failure, retry_after: float | None = None) -> None:
        self.failure = failure
        self.retry_after = retry_after
        super().__init__(failure.trouble.value)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a failure is read from: the status, the body, and whether the body is a web page or good for the call."""

    status: int
    body: bytes
    is_page: bool
    is_good: bool


def of_answer(call: str, answer: Answer, *, token_call: bool) -> Failure | None:
    """Return the failure that an answer means, or None for a good one."""
    status, words = answer.status, _words(answer.body)
    if 200 <= status < 300:
        return None if answer.is_good else Failure(Trouble.NOT_JSON, call, status)
    if 300 <= status < 400:
        return Failure(Trouble.REDIRECTED, call, status)
    if status == 429:
        return Failure(Trouble.RATE_LIMITED, call, status)
    if status >= 500:
        return Failure(Trouble.SERVER_ERROR, call, status)
    is_client = status == 401 or "invalid_client" in words or "unauthorized_client" in words
    if token_call and is_client and not answer.is_page:
        return Failure(Trouble.CLIENT_REFUSED, call, status, words)
    known = {401: Trouble.UNAUTHORIZED, 403: Trouble.FORBIDDEN, 404: Trouble.NOT_FOUND}
    return Failure(known.get(status, Trouble.BAD_REQUEST), call, status, words, answer.is_page)


def of_transport(call: str, error: httpx.TransportError | httpx.InvalidURL | httpx.DecodingError) -> Failure:
    """Return what kept a call from being answered at all."""
    if isinstance(error, httpx.TimeoutException):
        return Failure(Trouble.TIMED_OUT, call)
    if isinstance(error, httpx.ConnectError):
        causes = list(_causes(error))
        if any(isinstance(cause, ssl.SSLError) for cause in causes):
            return Failure(Trouble.NOT_TRUSTED, call)
        # socket.gaierror does not survive every layer below; its class name and text do.
        if any(type(cause).__name__ == "gaierror" or "[Errno -" in str(cause) for cause in causes):
            return Failure(Trouble.NAME_NOT_FOUND, call)
        return Failure(Trouble.NO_CONNECTION, call)
    return Failure(Trouble.CUT, call)


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    seen: BaseException | None = error
    while seen is not None and len(found) < 20:
        found.append(seen)
        if isinstance(seen, BaseExceptionGroup):
            found.extend(seen.exceptions)
        seen = seen.__cause__ or seen.__context__
    return found


def _words(body: bytes) -> tuple[str, ...]:
    text = body[:20_000].decode("utf-8", "replace")
    lowered = text.lower()
    errors = [word for word in sorted(_OAUTH_ERRORS) if f'"{word}"' in lowered]
    return (*errors, *(name for name in _PARAMETERS if name.lower() in lowered))
