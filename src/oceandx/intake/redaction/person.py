"""Whose a name may be."""

from __future__ import annotations

from enum import Enum, auto


class Person(Enum):
    """Whose name a run is."""

    STAFF = auto()
    ORGANISATION = auto()
    PATIENT = auto()
    SENDER = auto()
    """Who wrote a quoted message from an address that is no clinic's."""
    LIKELY = auto()
    """A name alone that does what patients do: a patient's, unless the message shows elsewhere that it is staff's."""
    UNKNOWN = auto()
