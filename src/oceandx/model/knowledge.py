"""The knowledge base as the engine, the facts and the reports receive it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oceandx.model.case import Value
from oceandx.model.vocabulary import (
    Basis,
    FactType,
    Kind,
    Language,
    LifeStatus,
    Likelihood,
    Obtain,
    Operator,
    Privacy,
    Says,
)


@dataclass(frozen=True, slots=True)
class Text:
    """One statement in both languages; label tokens and placeholders are unresolved."""

    fr: str
    en: str

    def get(self, language: Language) -> str:
        """Return the statement in one language."""
        return self.fr if language is Language.FR else self.en


@dataclass(frozen=True, slots=True)
class Condition:
    """One fact compared with one constant; ``one_of`` holds a tuple of constants."""

    fact: str
    operator: Operator
    value: Value | tuple[Value, ...]


When = tuple[Condition, ...]
"""A conjunction, in the author's order."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A conjunction and what it says of a cause; special to one symptom or (None) general."""

    id: str
    cause: str
    symptom: str | None
    when: When
    says: Says
    basis: Basis | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cause that a symptom may have, and how often, before any evidence.

    ``remediation`` takes the place of the cause's own where the symptom needs another repair; empty means the same.
    """

    cause: str
    likelihood: Likelihood
    basis: Basis
    evidence: tuple[Evidence, ...]
    sources: tuple[str, ...]
    remediation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence that tells somebody what to do or to see, and who stands behind it."""

    text: Text
    sees: Text | None = None
    note: Text | None = None
    warning: Text | None = None
    detail: str | None = None
    basis: Basis | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Symptom:
    """What a person observed, its candidate causes and how to see that it is gone.

    ``implies`` are the facts that reporting it states, so that nobody is asked what the clinic has just said.
    """

    id: str
    code: str
    status: LifeStatus
    implies: Mapping[str, Value]
    candidates: tuple[Candidate, ...]
    sources: tuple[str, ...]
    title: Text
    description: Text
    verification: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """A named explanation, who can repair it, and with which remediations."""

    id: str
    code: str
    status: LifeStatus
    kind: Kind
    owner: str
    basis: Basis
    evidence: tuple[Evidence, ...]
    remediation: tuple[str, ...]
    sources: tuple[str, ...]
    title: Text
    explanation: Text
    customer: Text


@dataclass(frozen=True, slots=True)
class Remediation:
    """What to do, step by step; ``after`` names remediations that come first if both apply."""

    id: str
    role: str
    minutes: int
    after: tuple[str, ...]
    guard: When
    side_effect: Text | None
    title: Text
    prerequisites: tuple[Statement, ...]
    steps: tuple[Statement, ...]
    verification: tuple[Statement, ...]
    not_helped: Text
    escalation: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One entry of the fact dictionary: type, privacy, how to obtain it, what it means."""

    name: str
    code: str | None
    type: FactType
    choices: tuple[str, ...]
    minimum: int | None
    maximum: int | None
    privacy: Privacy
    obtain: Obtain
    role: str
    minutes: int
    shelf_life_days: int | None
    side_effect: Text | None
    where: Text
    question: Text
    meaning: Mapping[str, Text]
    void_when: When
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two facts of one type, dates or whole numbers, compared with each other."""

    fact: str
    operator: Operator
    other: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """A fact concluded from facts: when the conjunction and the comparisons hold, the fact has the value."""

    fact: str
    value: Value
    when: When
    compare: tuple[Comparison, ...] = ()

    def premises(self) -> tuple[str, ...]:
        """Return the names of the facts that it rests on."""
        pairs = (name for item in self.compare for name in (item.fact, item.other))
        return (*(condition.fact for condition in self.when), *pairs)


@dataclass(frozen=True, slots=True)
class Label:
    """An on-screen label: its French name is the screen's own (``french_screen``), or only ours or a page's.

    ``invariant`` labels read the same in both languages.
    """

    id: str
    product: str
    text: Text
    french_screen: bool
    invariant: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A house term in both languages, and what people say for it in either."""

    id: str
    house: Text
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who can see or do things, in the order in which roles act."""

    id: str
    order: int
    name: Text
    address: Text
    fallback: Text | None


@dataclass(frozen=True, slots=True)
class Source:
    """A cited page; ``translation`` is the code of the same page in the other language."""

    code: str
    locale: str
    title: str
    url: str
    publisher: str
    translation: str | None


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers behind the words, in one place."""

    prior: Mapping[Likelihood, float]
    leak: float
    ratio: Mapping[Says, float]
    likely: float


@dataclass(frozen=True, slots=True)
class Probes:
    """The numbers that collectors conclude with.

    ``several`` is from how many bookings on a share is looked at; the maintenance window is an ISO weekday (1 is
    Monday) and two hours of the clock of ``time_zone``.
    """

    several: int
    weekday: int
    from_hour: int
    to_hour: int
    time_zone: str


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """rules/ and kb/ together, validated; ``hash`` is the digest of their bytes.

    Symptoms and causes stand in the order of their codes; ``symptom_codes`` and ``cause_codes`` give the ids.
    """

    version: str
    hash: str
    symptoms: Mapping[str, Symptom]
    symptom_codes: Mapping[str, str]
    causes: Mapping[str, Cause]
    cause_codes: Mapping[str, str]
    remediations: Mapping[str, Remediation]
    facts: Mapping[str, FactDefinition]
    derivations: tuple[Derivation, ...]
    glossary: Mapping[str, Term]
    labels: Mapping[str, Label]
    roles: Mapping[str, Role]
    sources: Mapping[str, Source]
    scale: Scale
    probes: Probes
    wording: Mapping[str, Text]
    imports: Mapping[str, Mapping[str, object]]
    intake: Mapping[str, Mapping[str, Any]]
