"""Request Tracker 5 by its REST 2.0: tickets read, internal notes written, never a word to a customer."""

from oceandx.tickets.rt.settings import FieldNames, RtSettings
from oceandx.tickets.rt.tracker import RequestTracker

__all__ = ["FieldNames", "RequestTracker", "RtSettings"]
