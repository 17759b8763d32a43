"""One case: the symptoms that were reported and what is known of the clinic's systems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from oceandx.model.vocabulary import Language, UnknownReason

Value = bool | int | str
"""A fact's value; a date is its ISO 8601 text until the engine encodes it."""

Detail = tuple[Mapping[str, object], ...]
"""The list behind an aggregate: which office, which provider, which columns."""


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that has a value: where it came from and when it was observed (ISO 8601)."""

    name: str
    value: Value
    source: str
    observed_at: str
    detail: Detail = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that has no value, and why."""

    name: str
    reason: UnknownReason
    source: str = ""
    observed_at: str = ""
    detail: Detail = ()


Facts = Mapping[str, Known | Unknown]


@dataclass(frozen=True, slots=True)
class ReportedSymptom:
    """A symptom of the case, how it came in (``entered`` or ``text``) and what matched."""

    id: str
    source: str
    match: str


@dataclass(frozen=True, slots=True)
class Case:
    """What one consultation is about; there is no field to put patient data in.

    ``as_of`` is the day on which the symptoms were reported (ISO 8601).
    """

    id: str
    language: Language
    symptoms: tuple[ReportedSymptom, ...]
    facts: Facts = field(default_factory=dict)
    as_of: str = ""
