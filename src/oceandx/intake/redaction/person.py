"""Whose a name may be."""

from __future__ import annotations

from enum import IntEnum, auto


class Person(IntEnum):
    """Whose name a run is; numbers, because a plain member is slow to look up in a set."""

    STAFF = auto()
    ORGANISATION = auto()
    PATIENT = auto()
    SENDER = auto()
    """Who wrote a quoted message from an address that is no clinic's."""
    LIKELY = auto()
    """A name alone that does what patients do: a patient's, unless the message shows elsewhere that it is staff's."""
    UNKNOWN = auto()
