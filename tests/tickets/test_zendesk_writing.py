"""What Zendesk is written: one internal note, own fields and own tags, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import httpx
import msgspec
import pytest

from oceandx.tickets.helpdesk import OwnField, Refused, Unavailable, Uncertain
from oceandx.tickets.zendesk import ZendeskFields
from oceandx.tickets.zendesk.door import ALLOWED
from tickets.contract import KEY, enrichment, notes
from tickets.zendesk_fake import Fault
from tickets.zendesk_peer import SETTINGS, ZendeskPeer, opened, standing, writes
from tickets.zendesk_replies import busy
from tickets.zendesk_state import AGENT, CUSTOMER, OTHER_FIELD, RUN_KEY


@pytest.fixture
def peer() -> Iterator[ZendeskPeer]:
    peer = ZendeskPeer()
    yield peer
    assert peer.fake.violations == []


def test_no_endpoint_but_two_can_change_anything() -> None:
    changing = {(endpoint.method, endpoint.template) for endpoint in ALLOWED if endpoint.method != "GET"}
    assert changing == {
        ("POST", "/oauth/tokens"),
        ("PUT", "/api/v2/tickets/{ticket}"),
        ("PUT", "/api/v2/tickets/{ticket}/tags"),
    }


def test_the_note_is_sent_as_internal_with_own_fields_and_nothing_else(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.helpdesk.write(ticket, enrichment())
    assert writes(peer) == ["update", "tags"]
    update, tags = (json.loads(peer.fake.bodies[peer.fake.calls.index(name)]) for name in ("update", "tags"))
    assert update["ticket"]["comment"]["public"] is False
    assert set(update["ticket"]) == {"comment", "custom_fields", "updated_stamp", "safe_update"}
    assert update["ticket"]["updated_stamp"] == ticket.version
    assert tags["tags"] == ["accuro_c01"]
    assert peer.ticket(ticket.id).values.get(OTHER_FIELD) is None
    assert peer.fake.violations == []


def test_a_note_on_a_ticket_that_began_in_public_stays_internal(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    assert ticket.messages[0].public
    peer.helpdesk.write(ticket, enrichment())
    assert [comment.public for comment in standing(peer, ticket)] == [False]
    assert peer.fake.mail == []


def test_the_schema_notices_a_note_without_its_visibility() -> None:
    """The fake would publish such a note, as Zendesk does, and the violation fails the test."""
    peer = ZendeskPeer()
    ticket = opened(peer)
    body = {"ticket": {"comment": {"html_body": "x"}, "custom_fields": [{"id": RUN_KEY, "value": "x"}]}}
    token = httpx.Client(transport=peer.transport).post(
        "https://example.zendesk.com/oauth/tokens",
        json={
            "grant_type": "client_credentials",
            "client_id": "enricher",
            "client_secret": "enricher s3cret+/=",
            "scope": "tickets:write",
        },
    )
    bearer = {"Authorization": f"Bearer {token.json()['access_token']}"}
    url = f"https://example.zendesk.com/api/v2/tickets/{ticket.id}"
    httpx.Client(transport=peer.transport).put(url, json=body, headers=bearer)
    assert any("required" in violation for violation in peer.fake.violations)
    assert len(peer.fake.mail) == 1


def test_tags_alone_can_be_set_without_a_note(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    receipt = peer.helpdesk.write(ticket, replace(enrichment(), note=None))
    assert receipt.note_id == ""
    assert standing(peer, ticket) == []
    assert peer.helpdesk.find_receipt(ticket.id, KEY) is not None
    assert "accuro_c01" in peer.ticket(ticket.id).tags


def test_fields_that_the_account_does_not_have_are_not_sent() -> None:
    own = ZendeskPeer(settings=msgspec.structs.replace(SETTINGS, fields=ZendeskFields(run_key=RUN_KEY)))
    ticket = opened(own)
    own.helpdesk.write(ticket, enrichment())
    assert own.ticket(ticket.id).values == {RUN_KEY: KEY}


def test_tags_that_are_there_are_not_sent_again(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.tag_as_agent(ticket.id, "accuro_c01")
    peer.pass_time()
    peer.helpdesk.write(peer.helpdesk.fetch(ticket.id), enrichment())
    assert writes(peer) == ["update"]


def test_an_agent_between_note_and_tags_costs_one_more_try(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    edits = iter([1, 1])

    def edit(name: str) -> None:
        if name == "tags" and next(edits, None):
            peer.clock.time += 5
            peer.tag_as_agent(ticket.id, f"by_agent_{peer.clock.time:.0f}")

    peer.fake.before.append(edit)
    receipt = peer.helpdesk.write(ticket, enrichment())
    assert writes(peer) == ["update", "tags", "tags", "tags"]
    assert [str(comment.id) for comment in standing(peer, ticket)] == [receipt.note_id]
    assert {"accuro_c01"} < set(peer.ticket(ticket.id).tags)
    assert len([tag for tag in peer.ticket(ticket.id).tags if tag.startswith("by_agent")]) == 2


def test_an_agent_who_never_stops_leaves_the_note_and_no_certainty(peer: ZendeskPeer) -> None:
    ticket = opened(peer)

    def edit(name: str) -> None:
        if name == "tags":
            peer.clock.time += 5
            peer.fake.changed(peer.ticket(ticket.id), AGENT)

    peer.fake.before.append(edit)
    with pytest.raises(Uncertain):
        peer.helpdesk.write(ticket, enrichment())
    assert writes(peer).count("tags") == 5
    assert peer.helpdesk.find_receipt(ticket.id, KEY) is not None


def test_a_tag_call_without_an_answer_is_read_back_before_the_next(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.fake.faults.append(Fault("tags", 1))
    peer.helpdesk.write(ticket, enrichment())
    assert writes(peer) == ["update", "tags"]
    assert peer.ticket(ticket.id).tags.count("accuro_c01") == 1


@pytest.mark.parametrize(
    "bad",
    [
        replace(enrichment(), note="<p>no marker</p>"),
        replace(enrichment(), note=f"<p>{'é' * 31_000}</p>{KEY}"),
        replace(enrichment(), tags=frozenset({"two words"})),
        replace(enrichment(), tags=frozenset({"Upper"})),
        replace(enrichment(), tags=frozenset({""})),
        replace(enrichment(), key=""),
    ],
)
def test_what_zendesk_would_cut_or_split_is_not_sent(peer: ZendeskPeer, bad: object) -> None:
    ticket = opened(peer)
    with pytest.raises(Refused):
        peer.helpdesk.write(ticket, bad)  # type: ignore[arg-type]
    assert writes(peer) == []


def test_each_write_has_a_key_of_its_own_and_the_same_write_the_same(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    other = opened(peer)
    for one, key in ((ticket, KEY), (other, KEY), (ticket, "k-other"), (ticket, KEY)):
        peer.fake.faults.append(Fault("update", 1, busy(0)))
        with pytest.raises(Unavailable):
            peer.helpdesk.write(one, enrichment(key))
        peer.pass_time()
    keys = [headers["idempotency-key"] for headers in peer.fake.headers if "idempotency-key" in headers]
    assert keys[0] == keys[3]
    assert len(set(keys)) == 3
    assert all(len(key) <= 255 for key in keys)


def test_the_note_is_found_behind_many_others(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    receipt = peer.helpdesk.write(ticket, enrichment())
    for number in range(250):
        peer.fake.commented(peer.ticket(ticket.id), CUSTOMER, f"<p>{number}</p>", public=True)
    assert peer.helpdesk.find_receipt(ticket.id, KEY) == receipt
    peer.pass_time()
    fetched = peer.helpdesk.fetch(ticket.id)
    assert len(fetched.messages) == 252
    assert notes(fetched) == [receipt.note_id]


def test_our_write_fires_no_webhook_and_an_answer_of_the_customer_does(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    assert len(peer.fake.deliveries) == 1
    peer.helpdesk.write(ticket, enrichment())
    peer.write_as_agent(ticket.id, "Je regarde", public=True)
    peer.write_as_agent(ticket.id, "Entre nous", public=False)
    assert len(peer.fake.deliveries) == 1
    peer.write_as_customer(ticket.id, "Toujours pareil")
    assert len(peer.fake.deliveries) == 2
    assert peer.ticket(ticket.id).tags.count("accuro_seen") == 1


def test_the_key_is_written_even_when_the_fields_do_not_name_it(peer: ZendeskPeer) -> None:
    ticket = opened(peer)
    peer.helpdesk.write(ticket, replace(enrichment(), fields={OwnField.DIAGNOSIS: "C02"}))
    assert peer.ticket(ticket.id).values[RUN_KEY] == KEY
