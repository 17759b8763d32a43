"""The closed vocabularies: every word that a file, a fact or a verdict may use."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language that every text exists in."""

    FR = "fr"
    EN = "en"


class Audience(StrEnum):
    """A reader that a report is written for."""

    AGENT = "agent"
    TICKET = "ticket"
    CUSTOMER = "customer"


class Truth(StrEnum):
    """What is known of a condition."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class UnknownReason(StrEnum):
    """Why a fact has no value."""

    NOT_ASKED = "not-asked"
    NOT_KNOWN = "person-does-not-know"
    TIMED_OUT = "timed-out"
    UNREACHABLE = "unreachable"
    RATE_LIMITED = "rate-limited"
    REFUSED = "refused"
    MISCONFIGURED = "misconfigured"
    UNREADABLE = "unreadable"
    INCOMPLETE = "incomplete"
    INCONCLUSIVE = "inconclusive"
    STALE = "stale"
    WITHHELD = "withheld-for-privacy"
    CONTRADICTORY = "contradictory"


class FactType(StrEnum):
    """The type of a fact's value."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    CHOICE = "choice"
    DATE = "date"


class Privacy(StrEnum):
    """What a fact's value would reveal."""

    OPERATIONAL = "operational"
    SITE = "site"
    STAFF = "staff"
    PATIENT = "patient"
    SECRET = "secret"  # noqa: S105 - a label, not a secret


class Obtain(StrEnum):
    """How a fact is had: from a person's memory, from a screen, or by a collector."""

    ASK = "ask"
    CHECK = "check"
    COLLECT = "collect"


class Operator(StrEnum):
    """How a condition compares a fact with its constant."""

    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ONE_OF = "one_of"
    BEFORE = "before"
    AFTER = "after"


class Says(StrEnum):
    """What a piece of evidence says of a cause when it holds."""

    PROVES = "proves"
    STRONGLY_SUPPORTS = "strongly_supports"
    SUPPORTS = "supports"
    WEAKENS = "weakens"
    STRONGLY_WEAKENS = "strongly_weakens"
    RULES_OUT = "rules_out"

    @property
    def favours(self) -> bool:
        """Say whether it speaks for the cause."""
        return self in {Says.PROVES, Says.STRONGLY_SUPPORTS, Says.SUPPORTS}

    @property
    def decides(self) -> bool:
        """Say whether it settles the verdict."""
        return self in {Says.PROVES, Says.RULES_OUT}


class Likelihood(StrEnum):
    """How often a cause is behind a symptom, before any evidence."""

    COMMON = "common"
    OCCASIONAL = "occasional"
    RARE = "rare"


class LifeStatus(StrEnum):
    """Where a symptom or a cause stands in its life."""

    DRAFT = "draft"
    STABLE = "stable"
    RETIRED = "retired"


class Kind(StrEnum):
    """Whether a cause is a fault or the way the product works."""

    FAULT = "fault"
    EXPECTED = "expected-behaviour"


class Basis(StrEnum):
    """Who stands behind a statement."""

    OCEANMD = "documented-oceanmd"
    QHR = "documented-qhr"
    ANALOGY = "analogy"
    VENDOR = "other-vendor"
    INFERENCE = "inference"


class Status(StrEnum):
    """The verdict of one cause."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    UNDETERMINED = "undetermined"
    RULED_OUT = "ruled_out"


class Verdict(StrEnum):
    """The verdict of a whole diagnosis."""

    FAULT = "fault"
    EXPECTED = "expected-behaviour"
    UNDETERMINED = "undetermined"
    NO_KNOWN_CAUSE = "no-known-cause"


class StepKind(StrEnum):
    """What a proposed next step is."""

    ASK = "ask"
    COLLECT = "collect"
    CHECK = "check"
    REPAIR = "repair"
