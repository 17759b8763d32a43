"""What was read from one ticket; there is no field for what was removed from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from oceandx.model.case import Value
from oceandx.model.vocabulary import Language


class Field(StrEnum):
    """The two texts of a ticket."""

    SUBJECT = "subject"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a ticket, redacted, and where they stood in the text as it came in (characters, the end excluded)."""

    field: Field
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """A symptom with the words that show it, and how near they stand (at most 1)."""

    id: str
    code: str
    nearness: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact that the ticket states outright."""

    name: str
    value: Value
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class NearMissed:
    """A symptom of which only a part was said: the words, and the concepts of which one was missing or in the way."""

    id: str
    code: str
    spans: tuple[Span, ...]
    missing: tuple[str, ...]
    forbidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one ticket says, without patient data.

    ``past``: symptoms that the ticket says are over. ``ask``: where no symptom is recognised, those that the clinic
    should be asked about (none: an open question). ``removed`` counts removals by kind. ``cut``: the text was too long
    to be read whole. ``extent_signs``: what was weighed to tell the extent, with its points for this extent.
    """

    language: Language
    symptoms: tuple[Recognised, ...]
    past: tuple[Recognised, ...]
    extent: str
    facts: tuple[StatedFact, ...]
    providers: tuple[str, ...]
    offices: tuple[str, ...]
    site_number: str
    out_of_scope: str
    resolved: bool
    ask: tuple[str, ...]
    near_misses: tuple[NearMissed, ...]
    subject: str
    body: str
    removed: Mapping[str, int]
    cut: bool
    extent_signs: Mapping[str, int] = field(default_factory=dict)
