"""The adapter with a real Request Tracker: read, enriched, and nothing that reaches a customer."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable

import pytest

from integration.rt.machine import Machine
from integration.rt.people import CUSTOMER, Account, Hooks, write_mail
from oceandx.tickets.helpdesk import (
    Author,
    Enrichment,
    Exposed,
    Forged,
    Outdated,
    OwnField,
    Refused,
    TicketGone,
)
from oceandx.tickets.rt import RequestTracker

Connect = Callable[..., RequestTracker]
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
NBSP = "\N{NO-BREAK SPACE}"
FRENCH = (
    f"Bonjour, l{APOSTROPHE}agenda n{APOSTROPHE}est plus à jour \N{EM DASH} «{NBSP}erreur 401{NBSP}» où ça"
    " \N{SMILING FACE WITH OPEN MOUTH}"
)
NOTE = (
    f"<p>Cause probable{NBSP}: l{APOSTROPHE}accès à Ocean a expiré («{NBSP}C01{NBSP}»).</p>"
    "<p><code>oceandx k:9f2c</code></p>"
)
FIELDS = {OwnField.DIAGNOSIS: "C01 \N{EN DASH} l'accès a expiré", OwnField.CONFIDENCE: "élevée"}
TAGS = frozenset({"oceandx-s02", "oceandx-accès"})
ENRICHMENT = Enrichment("k:9f2c", NOTE, FIELDS, TAGS)


def test_a_french_ticket_is_read_and_enriched_and_the_customer_hears_nothing(
    machine: Machine, agent: Account, connect: Connect
) -> None:
    write_mail(machine, "«Échec» de la synchro", FRENCH, f"<p>{FRENCH}</p>")
    rt = connect()
    ticket = rt.fetch("1")
    assert (ticket.subject, ticket.queue, ticket.closed) == ("«Échec» de la synchro", "Intégration", False)
    assert [(one.author, one.public, one.html.strip()) for one in ticket.messages] == [
        (Author.CUSTOMER, True, f"<p>{FRENCH}</p>")
    ]
    assert (ticket.customer_locale, ticket.agent_locale) == ("fr", "")
    assert len(machine.mails()) == len(machine.mails_to(CUSTOMER)) == 1  # the helpdesk's own confirmation

    receipt = rt.write(ticket, ENRICHMENT)

    read = rt.fetch("1")
    note = read.messages[-1]
    assert (note.id, note.author, note.public, note.html) == (receipt.note_id, Author.SELF, False, NOTE)
    assert read.fields == {**FIELDS, OwnField.RUN_KEY: "k:9f2c"}
    assert read.tags == TAGS
    assert len(machine.mails()) == 1
    # When it was written may be told by the second after: the ticket's last change comes after the seal's own entry.
    found = rt.find_receipt("1", "k:9f2c")
    assert found is not None
    assert (found.key, found.note_id) == (receipt.key, receipt.note_id)
    assert rt.write(read, ENRICHMENT) == found
    assert agent.comments("1") == [receipt.note_id]
    # An answer of the agent does reach the customer: the mailbox would have shown the note.
    agent.say("1", "correspond", "Nous regardons")
    assert len(machine.mails()) == len(machine.mails_to(CUSTOMER)) == 2
    assert all("oceandx" not in mail.as_string() for mail in machine.mails())


def test_who_wrote_what_and_to_whom(machine: Machine, agent: Account, connect: Connect) -> None:
    ticket = agent.open(text=FRENCH)
    agent.say(ticket, "comment", "entre nous")
    agent.say(ticket, "correspond", "à vous")
    agent.call("PUT", f"/ticket/{ticket}", Owner="agente", Status="resolved")
    read = connect().fetch(ticket)
    assert [(one.author, one.public, one.text) for one in read.messages] == [
        (Author.AGENT, True, FRENCH),
        (Author.AGENT, False, "entre nous"),
        (Author.AGENT, True, "à vous"),
    ]
    assert (read.closed, read.agent_locale) == (True, "fr")
    assert machine.mails()


def test_a_long_history_of_which_much_is_hidden(machine: Machine, agent: Account, connect: Connect) -> None:
    ticket = agent.open()
    machine.perl(f"""
        use RT -init;
        my $ticket = RT::Ticket->new(RT->SystemUser); $ticket->Load({ticket});
        $ticket->AddCustomFieldValue(Field => 'Bureau', Value => $_) for 1 .. 130;
    """)
    agent.say(ticket, "comment", "enfin")
    rt = connect()
    read = rt.fetch(ticket)
    assert [one.text for one in read.messages] == ["Bonjour", "enfin"]
    written, found = rt.write(read, ENRICHMENT), rt.find_receipt(ticket, ENRICHMENT.key)
    assert found is not None
    assert (found.key, found.note_id) == (written.key, written.note_id)
    assert agent.values(ticket)["Bureau"] == ["130"]


def test_the_account_cannot_reply_and_is_refused_where_it_could(
    machine: Machine, agent: Account, connect: Connect
) -> None:
    ticket = agent.open()
    before = len(machine.mails())
    answer = Account(machine, "oceandx").say(ticket, "correspond", "jamais")
    assert answer.status_code == 400
    assert len(machine.mails()) == before
    machine.perl("""
        use RT -init;
        my $user = RT::User->new(RT->SystemUser); $user->Load('oceandx');
        my $queue = RT::Queue->new(RT->SystemUser); $queue->Load(3);
        my ($id, $said) = $user->PrincipalObj->GrantRight(Right => 'ModifyTicket', Object => $queue);
        die $said unless $id;
    """)
    rt = connect()
    with pytest.raises(Refused, match="may reply"):
        rt.write(rt.fetch(ticket), ENRICHMENT)
    assert agent.comments(ticket) == []


def test_a_scrip_that_mails_comments_to_customers_is_an_alarm(
    machine: Machine, agent: Account, connect: Connect
) -> None:
    machine.perl("""
        use RT -init;
        my ($id, $said) = RT::Scrip->new(RT->SystemUser)->Create(Queue => 3, ScripCondition => 'On Comment',
          ScripAction => 'Notify Requestors', Template => 'Correspondence in HTML');
        die $said unless $id;
    """)
    ticket = agent.open()
    rt = connect()
    with pytest.raises(Exposed):
        rt.write(rt.fetch(ticket), ENRICHMENT)
    assert len(machine.mails_to(CUSTOMER)) == 2
    assert rt.find_receipt(ticket, ENRICHMENT.key) is None


def test_staff_may_hear_of_a_note(machine: Machine, agent: Account, connect: Connect) -> None:
    ticket = agent.open(AdminCc="chef@rt.example")
    rt = connect()
    rt.write(rt.fetch(ticket), ENRICHMENT)
    assert len(machine.mails_to("chef@rt.example")) == 2
    assert len(machine.mails_to(CUSTOMER)) == 1


def test_webhooks_come_signed_and_never_for_our_own_note(agent: Account, connect: Connect, hooks: Hooks) -> None:
    ticket = agent.open()
    rt = connect()
    (told,) = hooks.received
    event = rt.verify(*told)
    assert (event.ticket_id, event.delivery_id.isdigit()) == (ticket, True)
    assert b"Bonjour" not in told[1]
    assert b"Rien" not in told[1]
    with pytest.raises(Forged):
        rt.verify(told[0], told[1].replace(b"1", b"2"))
    rt.write(rt.fetch(ticket), ENRICHMENT)
    assert len(hooks.received) == 1
    agent.say(ticket, "comment", "vu")
    assert len(hooks.received) == 2


def test_polling_whatever_the_time_zone(agent: Account, connect: Connect) -> None:
    rt = connect()
    old = agent.open("déjà là")
    time.sleep(1.1)
    cursor = rt.changes("").cursor
    assert rt.changes(cursor).ticket_ids == ()
    new = [agent.open(str(number)) for number in range(3)]
    agent.open("ailleurs", Queue="Autre")
    assert set(rt.changes(cursor).ticket_ids) == set(new)
    agent.say(old, "comment", "encore")
    changes = rt.changes(cursor)
    assert (set(changes.ticket_ids), changes.at_end) == ({old, *new}, True)
    rt.write(rt.fetch(new[0]), ENRICHMENT)
    assert new[0] in rt.changes(changes.cursor).ticket_ids
    time.sleep(4)
    cursor = rt.changes(changes.cursor).cursor
    assert rt.changes(cursor).ticket_ids == ()


def test_from_a_day_on_all_that_changed_comes_and_which_is_closed(agent: Account, connect: Connect) -> None:
    rt = connect()
    first, second = agent.open("déjà là"), agent.open("réglé")
    agent.call("PUT", f"/ticket/{second}", Status="resolved")
    changes = rt.changes(rt.since(datetime.datetime.now(tz=datetime.UTC).date()))
    assert (set(changes.ticket_ids), changes.closed, changes.at_end) == ({first, second}, frozenset({second}), True)
    assert rt.changes(rt.since(datetime.date(2199, 1, 1))).ticket_ids == ()
    time.sleep(4)
    third = agent.open("après")
    assert third in rt.changes(changes.cursor).ticket_ids


def test_gone_and_closed_doors(machine: Machine, agent: Account, connect: Connect) -> None:
    rt = connect()
    first, second, third = agent.open(), agent.open(), agent.open()
    agent.call("PUT", f"/ticket/{first}", MergeInto=second)
    agent.call("DELETE", f"/ticket/{third}")
    for gone in (first, third, "999"):
        with pytest.raises(TicketGone):
            rt.fetch(gone)
    assert len(rt.fetch(second).messages) == 2
    with pytest.raises(Refused, match="no right"):
        rt.fetch(agent.open(Queue="Autre"))
    machine.tokens["oceandx"], token = "1-35-0000", machine.tokens["oceandx"]
    try:
        with pytest.raises(Refused, match="token"):
            connect().fetch(second)
    finally:
        machine.tokens["oceandx"] = token


def test_a_person_who_wrote_since_is_respected(agent: Account, connect: Connect) -> None:
    ticket = agent.open()
    rt = connect()
    read = rt.fetch(ticket)
    agent.set(ticket, diagnosis="à moi")
    with pytest.raises(Outdated):
        rt.write(read, ENRICHMENT)
    assert (agent.comments(ticket), agent.values(ticket)["Oceandx diagnosis"]) == ([], ["à moi"])
