"""The parts of Accuro's answers that a count or a boolean needs; everything else is dropped before it is a value."""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Raw, Struct

from oceandx.facts.collectors.caller import Endpoint
from oceandx.facts.collectors.failure import CallFailed, Failure, Trouble

_T = TypeVar("_T")
_NONE = Raw(b"null")
Identifier = int | Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{1,64}$")]
"""An id of Accuro's; a text of another kind has no place in an address or in a report."""
Count = Annotated[int, Meta(ge=0, le=100_000_000)]


class Token(Struct):
    """The answer of a token call; ``expires_in`` is in seconds, and ``repr`` does not show the token."""

    access_token: str
    expires_in: float = 0.0
    scope: str = ""

    def __repr__(self) -> str:
        return "Token(…)"


class OfficeAnswer(Struct, rename="camel"):
    """One office."""

    office_id: Identifier
    name: str = ""
    abbreviation: str | None = None
    active: bool | None = True


class ProviderAnswer(Struct, rename="camel"):
    """One provider of an office; the names are those of staff."""

    provider_id: Identifier
    first_name: str | None = None
    last_name: str | None = None
    title: str | None = None


class Appointment(Struct, rename="camel"):
    """One appointment; what may hold patient data stays raw and unread."""

    date: str | None = None
    provider_id: Identifier | None = None
    office_id: Identifier | None = None
    confirmed: bool | None = None
    provider: Raw = _NONE
    office: Raw = _NONE
    patient: Raw = _NONE
    patients: Raw = _NONE


class Page(Struct, rename="camel"):
    """One page; ``total`` is what remains, this page included."""

    contents: list[Appointment] | None = None
    count: Count | None = None
    total: Count | None = None
    last_id: Identifier | None = None


class _Provider(Struct, rename="camel"):
    provider_id: Identifier | None = None


class _Office(Struct, rename="camel"):
    office_id: Identifier | None = None


class _Patient(Struct):
    confirmed: bool | None = None


_TOKEN = msgspec.json.Decoder(Token)
_OFFICES = msgspec.json.Decoder(list[OfficeAnswer])
_PROVIDERS = msgspec.json.Decoder(list[ProviderAnswer])
_PAGE = msgspec.json.Decoder(Page)
_ONE_PROVIDER = msgspec.json.Decoder(_Provider | None)
_ONE_OFFICE = msgspec.json.Decoder(_Office | None)
_SOME_PATIENTS = msgspec.json.Decoder(_Patient | list[_Patient] | None)


def read_token(endpoint: Endpoint, body: bytes) -> Token:
    """Return a token answer, or raise CallFailed."""
    token = _whole(_TOKEN, endpoint, body)
    if not token.access_token.isascii() or not token.access_token.isprintable():
        raise _wrong(endpoint)
    return token


def read_offices(endpoint: Endpoint, body: bytes) -> list[OfficeAnswer]:
    """Return the offices of an answer, or raise CallFailed."""
    return _whole(_OFFICES, endpoint, body)


def read_providers(endpoint: Endpoint, body: bytes) -> list[ProviderAnswer]:
    """Return the providers of an answer, or raise CallFailed."""
    return _whole(_PROVIDERS, endpoint, body)


def read_page(endpoint: Endpoint, body: bytes) -> Page:
    """Return a page of an answer, or raise CallFailed; an object that says nothing of a list is no empty page."""
    page = _whole(_PAGE, endpoint, body)
    counts = (page.count, page.total, page.last_id)
    if all(one is None for one in counts) or (page.contents is None and page.count != 0):
        raise _wrong(endpoint)
    return page


def provider_of(appointment: Appointment) -> Identifier | None:
    """Return whose booking it is; None when the clinic books by resource."""
    if appointment.provider_id is not None:
        return appointment.provider_id
    inner = _decoded(_ONE_PROVIDER, appointment.provider)
    return inner.provider_id if inner else None


def office_of(appointment: Appointment) -> Identifier | None:
    """Return where the booking is; None when it names no office."""
    if appointment.office_id is not None:
        return appointment.office_id
    inner = _decoded(_ONE_OFFICE, appointment.office)
    return inner.office_id if inner else None


def confirmed_of(appointment: Appointment) -> bool | None:
    """Say whether a patient of the booking has confirmed; None when the answer does not say."""
    said = [appointment.confirmed, *_confirmed_in(appointment.patient), *_confirmed_in(appointment.patients)]
    known = [one for one in said if one is not None]
    return any(known) if known else None


def _confirmed_in(raw: Raw) -> list[bool | None]:
    patients = _decoded(_SOME_PATIENTS, raw)
    if patients is None:
        return []
    return [one.confirmed for one in (patients if isinstance(patients, list) else [patients])]


def _whole(decoder: msgspec.json.Decoder[_T], endpoint: Endpoint, body: bytes) -> _T:
    """Return a body as its type.

    Raises CallFailed outside of the handler: the decoder's error may hold the whole body and must not be its context.
    """
    found = _decoded(decoder, body)
    if found is None:
        raise _wrong(endpoint)
    return found


def _decoded(decoder: msgspec.json.Decoder[_T], content: bytes | Raw) -> _T | None:
    """Return what is decoded, or None for what has another shape, is no UTF-8 or is nested without end."""
    try:
        return decoder.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _wrong(endpoint: Endpoint) -> CallFailed:
    return CallFailed(Failure(Trouble.WRONG_SHAPE, endpoint.name, 200))
