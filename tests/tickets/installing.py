"""The configuration of an installation before a fake Zendesk, and the people and webhooks there."""

from __future__ import annotations

import time
from pathlib import Path

import httpx

from tickets.running import Running, free_port
from tickets.zendesk_fake import CLIENTS, SIGNING_SECRET, FakeZendesk
from tickets.zendesk_state import CONFIDENCE, DIAGNOSIS, OWN, RUN_KEY, FakeTicket
from tickets.zendesk_triggers import signed

CONFIG = """
language = "en"
workers = 2
writes_per_minute = 6000
listen = "127.0.0.1:{port}"

[zendesk]
base = "{base}"
client_id = "enricher"
client_secret = {{file = "client.secret"}}
signing_secret = {{file = "signing.secret"}}
user_id = {own}
fields = {{run_key = {run_key}, diagnosis = {diagnosis}, confidence = {confidence}}}
export = {{client_id = "exporter", client_secret = {{file = "export.secret"}}}}
writes_a_minute = 6000

[feedback]
address = "https://enrichment.example"
secret = {{file = "feedback.secret"}}
"""


def configured(folder: Path, base: str) -> Path:
    """Write the configuration of an installation before anything was switched on, with its secrets beside it."""
    secrets = {"client": CLIENTS["enricher"][0], "export": CLIENTS["exporter"][0], "signing": SIGNING_SECRET}
    for name, secret in {**secrets, "feedback": "secret of the links in a note"}.items():
        (folder / f"{name}.secret").write_text(secret, encoding="utf-8")
    path = folder / "enrich.toml"
    ids = {"own": OWN, "run_key": RUN_KEY, "diagnosis": DIAGNOSIS, "confidence": CONFIDENCE}
    path.write_text(CONFIG.format(base=base, port=free_port(), **ids), encoding="utf-8")
    return path


def opened(fake: FakeZendesk, text: str) -> FakeTicket:
    """Return a ticket of a customer that was opened some minutes ago."""
    ticket = fake.opened(f"<p>{text}</p>")
    ticket.updated = ticket.generated = time.time() - 600
    return ticket


def deliver(fake: FakeZendesk, at: Running) -> list[int]:
    """Send the webhooks that wait, and return how they were answered."""
    waiting, fake.deliveries = fake.deliveries, []
    return [hook(at, signed(one, SIGNING_SECRET, time.time()), one.body) for one in waiting]


def hook(at: Running, headers: dict[str, str], body: bytes, helpdesk: str = "zendesk") -> int:
    """Send one webhook, and return how it was answered."""
    return httpx.post(f"{at.address}/hooks/{helpdesk}", headers=headers, content=body, timeout=20).status_code


def notes(ticket: FakeTicket) -> list[str]:
    """Return what enrichment wrote on a ticket."""
    return [comment.html for comment in ticket.comments if comment.author == OWN]
