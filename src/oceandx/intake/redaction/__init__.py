"""Redaction: what is personal leaves a text before anything is stored, logged or passed on."""

from oceandx.intake.redaction.redactor import Redacted, Redactor, find_personal
from oceandx.intake.redaction.removal import Removal, RemovalKind

__all__ = ["Redacted", "Redactor", "Removal", "RemovalKind", "find_personal"]
