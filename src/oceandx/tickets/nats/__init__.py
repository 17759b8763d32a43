"""Enrichment on several machines: what they share is in NATS JetStream (the extra ``nats``)."""
