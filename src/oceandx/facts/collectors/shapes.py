"""The parts of Accuro's answers that a count or a boolean needs; everything else is dropped before it is a value."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Raw, Struct

from oceandx.facts.collectors.caller import Endpoint
from oceandx.facts.collectors.failure import CallFailed, Failure, Trouble

_NONE = Raw(b"null")
Identifier = int | Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{1,64}$")]
"""An id of Accuro's; a text of another kind has no place in an address or in a report."""


class Token(Struct):
    """The answer of a token call; ``expires_in`` is in seconds."""

    access_token: str
    expires_in: float = 0.0
    scope: str = ""


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
    count: int | None = None
    total: int | None = None
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
    try:
        token = _TOKEN.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _wrong(endpoint) from None
    if not token.access_token.isascii() or not token.access_token.isprintable():
        raise _wrong(endpoint)
    return token


def read_offices(endpoint: Endpoint, body: bytes) -> list[OfficeAnswer]:
    """Return the offices of an answer, or raise CallFailed."""
    try:
        return _OFFICES.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _wrong(endpoint) from None


def read_providers(endpoint: Endpoint, body: bytes) -> list[ProviderAnswer]:
    """Return the providers of an answer, or raise CallFailed."""
    try:
        return _PROVIDERS.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _wrong(endpoint) from None


def read_page(endpoint: Endpoint, body: bytes) -> Page:
    """Return a page of an answer, or raise CallFailed."""
    try:
        return _PAGE.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _wrong(endpoint) from None


def provider_of(appointment: Appointment) -> Identifier | None:
    """Return whose booking it is; None when the clinic books by resource."""
    if appointment.provider_id is not None:
        return appointment.provider_id
    try:
        inner = _ONE_PROVIDER.decode(appointment.provider)
    except msgspec.MsgspecError:
        return None
    return inner.provider_id if inner else None


def office_of(appointment: Appointment) -> Identifier | None:
    """Return where the booking is; None when it names no office."""
    if appointment.office_id is not None:
        return appointment.office_id
    try:
        inner = _ONE_OFFICE.decode(appointment.office)
    except msgspec.MsgspecError:
        return None
    return inner.office_id if inner else None


def confirmed_of(appointment: Appointment) -> bool | None:
    """Say whether a patient of the booking has confirmed; None when the answer does not say."""
    said = [appointment.confirmed, *_confirmed_in(appointment.patient), *_confirmed_in(appointment.patients)]
    known = [one for one in said if one is not None]
    return any(known) if known else None


def _confirmed_in(raw: Raw) -> list[bool | None]:
    try:
        patients = _SOME_PATIENTS.decode(raw)
    except msgspec.MsgspecError:
        return []
    if patients is None:
        return []
    return [one.confirmed for one in (patients if isinstance(patients, list) else [patients])]


def _wrong(endpoint: Endpoint) -> CallFailed:
    """Return the failure of a body of another shape; the decoder's text stays behind, since it may quote the body."""
    return CallFailed(Failure(Trouble.WRONG_SHAPE, endpoint.name, 200))
