"""Tickets of a helpdesk, enriched: read, diagnosed, noted where only agents see it."""
