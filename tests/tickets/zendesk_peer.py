"""The Zendesk adapter before the fake account, with its people, as the contract asks for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from contract.transport import json_reply
from oceandx.settings import Client, SecretPlace
from oceandx.tickets.helpdesk import Ticket
from oceandx.tickets.zendesk import Clocks, Zendesk, ZendeskFields, ZendeskSecrets, ZendeskSettings
from tickets.zendesk_fake import CLIENTS, SIGNING_SECRET, FakeZendesk, Fault
from tickets.zendesk_replies import busy
from tickets.zendesk_serving import FakeTransport
from tickets.zendesk_state import AGENT, CONFIDENCE, DIAGNOSIS, OWN, RUN_KEY, Comment, FakeTicket, ManualClock

PLACE = SecretPlace(env="ZENDESK_SECRET")
SETTINGS = ZendeskSettings(
    base="https://example.zendesk.com",
    client_id="enricher",
    client_secret=PLACE,
    user_id=OWN,
    fields=ZendeskFields(run_key=RUN_KEY, diagnosis=DIAGNOSIS, confidence=CONFIDENCE),
    signing_secret=PLACE,
    export=Client("exporter", PLACE),
)
SECRETS = ZendeskSecrets(
    client_secret=CLIENTS["enricher"][0],
    signing_secret=SIGNING_SECRET,
    export_client_secret=CLIENTS["exporter"][0],
)


@dataclass
class ZendeskPeer:
    """An adapter, the account behind it and a clock that both follow."""

    settings: ZendeskSettings = SETTINGS
    secrets: ZendeskSecrets = SECRETS
    clock: ManualClock = field(default_factory=ManualClock)

    def __post_init__(self) -> None:
        self.fake = FakeZendesk(self.clock.now)
        self.transport = FakeTransport(self.fake)
        clocks = Clocks(self.clock.now, self.clock.now, self.clock.sleep)
        self.helpdesk = Zendesk(self.settings, self.secrets, self.transport, clocks)

    def open(self, text: str) -> str:
        return str(self.fake.opened(f"<p>{text}</p>").id)

    def ticket(self, ticket_id: str) -> FakeTicket:
        """Return a ticket as the account holds it."""
        return self.fake.tickets[int(ticket_id)]

    def write_as_customer(self, ticket_id: str, text: str) -> None:
        ticket = self.ticket(ticket_id)
        self.fake.commented(ticket, ticket.requester, f"<p>{text}</p>", public=True)

    def write_as_agent(self, ticket_id: str, text: str, *, public: bool) -> None:
        ticket = self.ticket(ticket_id)
        self.fake.commented(ticket, AGENT, f"<p>{text}</p>", public=public)

    def tag_as_agent(self, ticket_id: str, tag: str) -> None:
        self.ticket(ticket_id).tags.append(tag)
        self.fake.changed(self.ticket(ticket_id), AGENT)

    def close(self, ticket_id: str) -> None:
        self.ticket(ticket_id).status = "closed"
        self.fake.changed(self.ticket(ticket_id), AGENT)

    def delete(self, ticket_id: str) -> None:
        self.ticket(ticket_id).status = "deleted"
        self.fake.changed(self.ticket(ticket_id), AGENT)

    def mail(self) -> list[str]:
        return [html for _, html in self.fake.mail]

    def pass_time(self) -> None:
        self.clock.time += 120

    def lose_next_write(self) -> None:
        self.fake.faults.append(Fault("update", 1))

    def go_down(self, calls: int) -> None:
        self.fake.faults.append(Fault("", calls, json_reply({"error": "Service Unavailable"}, 503)))

    def refuse_for(self, seconds: int) -> None:
        self.fake.faults.append(Fault("update", 1, busy(seconds)))


def opened(peer: ZendeskPeer, text: str = "Bonjour") -> Ticket:
    """Return a ticket that a customer opened some time ago, as the adapter reads it."""
    ticket_id = peer.open(text)
    peer.pass_time()
    return peer.helpdesk.fetch(ticket_id)


def writes(peer: ZendeskPeer) -> list[str]:
    """Return the writes that arrived, in order."""
    return [call for call in peer.fake.calls if call in {"update", "tags"}]


def standing(peer: ZendeskPeer, ticket: Ticket) -> list[Comment]:
    """Return our comments that stand on a ticket."""
    return [comment for comment in peer.ticket(ticket.id).comments if comment.author == OWN]
