"""Zendesk as a helpdesk: narrow tokens, and two endpoints to write to, for internal notes, own fields and own tags."""

from __future__ import annotations

from oceandx.tickets.zendesk.adapter import Clocks, Health, Zendesk
from oceandx.tickets.zendesk.settings import ZendeskFields, ZendeskSecrets, ZendeskSettings

__all__ = ["Clocks", "Health", "Zendesk", "ZendeskFields", "ZendeskSecrets", "ZendeskSettings"]
