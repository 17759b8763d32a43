"""The whole way with a real Request Tracker: the program as it is run, killed, cut off and raced, one note a ticket."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from integration.rt.machine import QUEUE, SECRET, Machine
from integration.rt.people import CUSTOMER, Account, Hooks, write_mail
from integration.rt.proxy import between
from oceandx.tickets.installation import Installation
from oceandx.tickets.ledger import State
from oceandx.tickets.queue import Put, Reason
from oceandx.tickets.switches import Listed, Mode
from tickets.making import MANQUE, MISSING
from tickets.running import Running, free_port, running, until

CONFIG = """
language = "en"
workers = 2
poll_seconds = {poll}
lease_seconds = 15
writes_per_minute = 60000
listen = "127.0.0.1:{port}"

[rt]
base_url = "{base}"
own_user = "oceandx"
queues = ["{queue}"]
token = {{file = "token.secret"}}
webhook_secret = {{file = "webhook.secret"}}
read_seconds = {read}
call_seconds = {read}
settle_seconds = 8
overlap_seconds = 2
"""
TICKETS, KILLS = 200, 20
TEXTS = (
    MISSING,
    MANQUE,
    "Reminders are not being sent to our patients any more.",
    "Les patients ne reçoivent plus de textos de rappel.",
    "Our Accuro appointments do not show up in Ocean.",
)

Start = Callable[..., Path]


@pytest.fixture
def start(machine: Machine, tmp_path: Path) -> Start:
    """Write the configuration of an installation that may write on everything, and return it."""

    def one(base: str = "", *, poll: float = 3600.0, read: float = 6.0) -> Path:
        (tmp_path / "token.secret").write_text(machine.tokens["oceandx"], encoding="utf-8")
        (tmp_path / "webhook.secret").write_text(SECRET, encoding="utf-8")
        path = tmp_path / "enrich.toml"
        values = {"base": base or machine.base, "queue": QUEUE, "port": free_port(), "poll": poll, "read": read}
        path.write_text(CONFIG.format(**values), encoding="utf-8")
        with Installation(tmp_path / "enrich.sqlite") as installation:
            installation.switches.set_mode(Mode.WRITE, "test")
            installation.switches.allow("rt", Listed.ALL, "", "test")
        return path

    return one


def make_tickets(machine: Machine, count: int) -> list[str]:
    """Let the customer open many tickets, and return their ids."""
    texts = ", ".join(f'"{text}"' for text in TEXTS)
    said = machine.perl(f"""
        use utf8; use RT -init; use MIME::Entity; use Encode;
        my @texts = ({texts});
        my $customer = RT::CurrentUser->new(RT->SystemUser); $customer->Load('{CUSTOMER}');
        for my $number (0 .. {count - 1}) {{
            my $body = MIME::Entity->build(Type => 'text/plain', Charset => 'UTF-8',
                                           Data => [Encode::encode('UTF-8', $texts[$number % @texts])]);
            my $ticket = RT::Ticket->new($customer);
            my ($id, undef, $why) = $ticket->Create(Queue => 3, Subject => "Ocean $number",
                                                    Requestor => '{CUSTOMER}', MIMEObj => $body);
            die "not made: $why" unless $id;
            print "MADE $id\\n";
        }}
    """)
    return [line.split()[1] for line in said.splitlines() if line.startswith("MADE ")]


def ask(config: Path, tickets: list[str]) -> None:
    """Have tickets enriched."""
    with Installation(config.with_name("enrich.sqlite")) as installation:
        installation.queue.put_many([Put(ticket, ticket, "rt", Reason.ASKED) for ticket in tickets])


def is_idle(config: Path) -> bool:
    """Say whether nothing waits and nothing is being worked on."""
    with Installation(config.with_name("enrich.sqlite")) as installation:
        counts = installation.queue.counts()
        assert counts.dead == 0, [letter.why for letter in installation.queue.dead_letters()]
        return not counts.waiting and not counts.leased


def written(config: Path) -> int:
    """Return how many runs stand, by the ledger."""
    with Installation(config.with_name("enrich.sqlite")) as installation:
        return installation.ledger.counts()[State.WRITTEN]


def notes(machine: Machine) -> dict[str, int]:
    """Return by ticket how many comments of enrichment there are."""
    said = machine.perl("""
        use RT -init;
        my $transactions = RT::Transactions->new(RT->SystemUser);
        $transactions->Limit(FIELD => 'ObjectType', VALUE => 'RT::Ticket');
        $transactions->Limit(FIELD => 'Type', VALUE => 'Comment');
        while (my $one = $transactions->Next) {
            print 'NOTE ', $one->ObjectId, "\\n" if $one->CreatorObj->Name eq 'oceandx';
        }
    """)
    found: dict[str, int] = {}
    for line in said.splitlines():
        if line.startswith("NOTE "):
            ticket = line.split()[1]
            found[ticket] = found.get(ticket, 0) + 1
    return found


def forward(hooks: Hooks, at: Running) -> list[int]:
    """Send on the webhooks that came in, and return how they were answered."""
    waiting, hooks.received[:] = list(hooks.received), []
    where = f"{at.address}/hooks/rt"
    return [httpx.post(where, headers=dict(h), content=b, timeout=20).status_code for h, b in waiting]


def test_a_french_ticket_gets_a_note_in_the_agents_language_and_the_customer_hears_nothing(
    machine: Machine, agent: Account, hooks: Hooks, start: Start
) -> None:
    config = start(poll=1.0)
    with running(config) as at:
        write_mail(machine, "Médecin absente de la liste «Patients»", MANQUE, f"<p>{MANQUE}</p>")
        # Taking a ticket whose owner is to be known is what an agent does first.
        assert agent.call("PUT", "/ticket/1", Owner="agente").status_code == 200
        before = len(machine.mails_to(CUSTOMER))
        until(lambda: bool(hooks.received))
        assert forward(hooks, at) == [202]
        until(lambda: is_idle(config) and agent.comments("1") != [])
        assert agent.values("1")["Oceandx diagnosis"] == ["undetermined"]
        assert {"oceandx", "oceandx_s01"} <= set(agent.values("1")["Oceandx tags"])
        # Several polls see our own write, and no webhook tells of it: nothing comes of either.
        time.sleep(5)
        assert hooks.received == []
    assert notes(machine) == {"1": 1}
    (note,) = agent.comments("1")
    text = machine.perl(f"""
        use RT -init; binmode STDOUT, ':utf8';
        my $note = RT::Transaction->new(RT->SystemUser); $note->Load({note});
        print $note->Content(Type => 'text/html');
    """)
    assert "oceandx&nbsp;: cause encore indéterminée" in text.replace("\N{NO-BREAK SPACE}", "&nbsp;")
    assert len(machine.mails_to(CUSTOMER)) == before
    assert all("oceandx" not in mail.as_string() for mail in machine.mails_to(CUSTOMER))
    assert written(config) == 1


def test_of_two_workers_one_is_killed_again_and_again_and_each_ticket_has_one_note(
    machine: Machine, start: Start
) -> None:
    tickets = make_tickets(machine, TICKETS)
    config = start()
    ask(config, tickets)
    dice = random.Random(3)  # noqa: S311 - moments, not secrets
    kills = 0
    with running(config) as at:
        while kills < KILLS:
            time.sleep(dice.uniform(0.5, 4.0))
            workers = at.workers()
            # Only one at a time: the other goes on.
            if len(workers) == 2:
                with suppress(ProcessLookupError):
                    os.kill(dice.choice(workers), signal.SIGKILL)
                    kills += 1
            if is_idle(config):
                ask(config, tickets)  # what is enriched already is asked again: nothing may come of it
        until(lambda: is_idle(config), 900)
    assert notes(machine) == dict.fromkeys(tickets, 1)
    assert written(config) == len(tickets)
    assert len(machine.mails_to(CUSTOMER)) == len(tickets)  # the helpdesk's own confirmations


def test_a_helpdesk_that_is_down_for_half_a_minute_loses_and_doubles_nothing(machine: Machine, start: Start) -> None:
    tickets = make_tickets(machine, 24)
    config = start(poll=2.0)
    ask(config, tickets)
    with running(config):
        until(lambda: written(config) >= 4)
        machine.kill()
        time.sleep(30)
        machine.start()
        until(lambda: is_idle(config), 120)
    assert notes(machine) == dict.fromkeys(tickets, 1)


def test_a_helpdesk_that_fails_is_slow_or_loses_answers_loses_and_doubles_nothing(
    machine: Machine, start: Start
) -> None:
    tickets = make_tickets(machine, 30)
    with between(machine.base, slow_seconds=4.0) as (address, way):
        config = start(address, read=3.0)
        ask(config, tickets)
        way.broken = 0.05
        with running(config):
            until(lambda: is_idle(config), 300)
    assert notes(machine) == dict.fromkeys(tickets, 1)
    assert min(way.suffered.values()) >= 1, way.suffered


def test_what_people_write_while_tickets_are_enriched_stands(machine: Machine, agent: Account, start: Start) -> None:
    tickets = make_tickets(machine, 24)
    config = start()
    dice = random.Random(5)  # noqa: S311 - moments, not secrets

    def edit(share: list[str]) -> None:
        person = Account(machine, "agente")
        for ticket in share:
            person.set(ticket, diagnosis="à moi")
            time.sleep(dice.uniform(0.0, 0.3))

    with running(config) as at:
        until(lambda: len(at.workers()) == 2)
        ask(config, tickets)
        people = [threading.Thread(target=edit, args=(tickets[number::2],)) for number in range(2)]
        for one in people:
            one.start()
        for one in people:
            one.join()
        until(lambda: is_idle(config), 180)
    for ticket in tickets:
        assert agent.values(ticket)["Oceandx diagnosis"] == ["à moi"]
    assert notes(machine) == dict.fromkeys(tickets, 1)


def test_the_kill_switch_holds_everything_without_a_restart(machine: Machine, start: Start) -> None:
    tickets = make_tickets(machine, 2)
    config = start()

    def switch(*arguments: str) -> None:
        command = [sys.executable, "-m", "oceandx", "enrich", "switch", str(config), *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=60)

    with running(config):
        switch("--stop")
        ask(config, tickets)
        time.sleep(4)
        assert notes(machine) == {}
        switch("--go")
        until(lambda: is_idle(config), 90)
    assert notes(machine) == dict.fromkeys(tickets, 1)
