"""The files with which Zendesk is set up do what the page beside them says."""

from __future__ import annotations

import json
import re
import tomllib

import msgspec

from oceandx.tickets.zendesk import ZendeskSettings
from tickets.zendesk_peer import ZendeskPeer
from tickets.zendesk_state import AGENT, OWN
from tickets.zendesk_triggers import DEPLOY, shipped

PAGE = (DEPLOY / "README.md").read_text(encoding="utf-8")


def test_the_trigger_undoes_its_own_condition() -> None:
    conditions, actions = shipped("trigger.json")["conditions"]["all"], shipped("trigger.json")["actions"]
    absent = {one["value"] for one in conditions if (one["field"], one["operator"]) == ("current_tags", "not_includes")}
    added = {one["value"] for one in actions if one["field"] == "current_tags"}
    assert absent == added == {"accuro_seen"}


def test_the_trigger_alone_fires_once_and_for_customers_only() -> None:
    peer = ZendeskPeer()
    peer.fake.triggers = [shipped("trigger.json")]
    ticket_id = peer.open("Bonjour")
    peer.write_as_customer(ticket_id, "Encore")
    assert len(peer.fake.deliveries) == 1
    peer.ticket(ticket_id).tags.clear()
    for user in (AGENT, OWN):
        peer.fake.changed(peer.ticket(ticket_id), user)
    assert len(peer.fake.deliveries) == 1


def test_a_solved_ticket_is_left_alone() -> None:
    peer = ZendeskPeer()
    ticket_id = peer.open("Bonjour")
    peer.ticket(ticket_id).status = "solved"
    peer.write_as_customer(ticket_id, "Merci")
    assert len(peer.fake.deliveries) == 1


def test_a_webhook_carries_an_id_and_nothing_else() -> None:
    peer = ZendeskPeer()
    ticket_id = peer.open("Jeanne Tremblay")
    assert [json.loads(delivery.body) for delivery in peer.fake.deliveries] == [{"ticket_id": ticket_id}]


def test_the_webhook_is_for_triggers_and_over_tls() -> None:
    webhook = json.loads((DEPLOY / "webhook.json").read_text(encoding="utf-8"))["webhook"]
    assert webhook["subscriptions"] == ["conditional_ticket_events"]
    assert webhook["endpoint"].startswith("https://")
    assert (webhook["http_method"], webhook["request_format"]) == ("POST", "json")


def test_the_settings_on_the_page_are_settings() -> None:
    found = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    settings = msgspec.convert(tomllib.loads(found[1]), ZendeskSettings)
    assert settings.export is not None
    for name, default in re.findall(r"^\| `(\w+)` \| `?(\w+)`? \| ", PAGE.partition("| Setting |")[2], re.MULTILINE):
        assert str(getattr(settings, name)).removesuffix(".0") == default


def test_every_file_is_on_the_page() -> None:
    assert all(f"`{path.name}`" in PAGE for path in DEPLOY.glob("*.json"))
