"""An installation at work, as a program of its own: webhooks in, notes out, switches and verdicts heeded."""

from __future__ import annotations

import html
import os
import re
import signal
import socket
import time
from pathlib import Path

import httpx
import pytest

from commandline import Oceandx
from tickets.installing import deliver, hook, notes, opened
from tickets.making import MANQUE, MISSING
from tickets.running import lives, running, until
from tickets.zendesk_fake import SIGNING_SECRET, FakeZendesk, Fault
from tickets.zendesk_replies import forbidden
from tickets.zendesk_state import AGENT, DIAGNOSIS, OWN
from tickets.zendesk_triggers import signed


def test_tickets_are_enriched_judged_and_reported(fake: FakeZendesk, config: Path, run: Oceandx) -> None:
    assert run("switch", "--mode", "write", "--allow", "zendesk:all").code == 0
    with running(config) as at:
        first, second = opened(fake, MANQUE), opened(fake, MISSING)
        second.assignee = AGENT
        assert deliver(fake, at) == [202, 202]
        # The tags are written after the note.
        until(lambda: bool(notes(second)) and {"oceandx", "oceandx_s01"} <= set(first.tags))
        assert "Symptoms:" in notes(first)[0]  # in the language of the installation: nobody has the ticket yet
        assert "Symptômes&nbsp;:" in notes(second)[0]  # in that of the agent who has it
        assert first.values[DIAGNOSIS] == "undetermined"
        assert not any(comment.public for comment in first.comments if comment.author == OWN)
        # The account's own note fires no trigger, and says nothing new where it does come.
        assert fake.deliveries == []

        links = re.findall(r'href="https://enrichment.example(/verdict[^"]*)"', notes(first)[0])
        link = next(html.unescape(one) for one in links if "other-cause" in one)
        page = httpx.get(at.address + link, timeout=20)
        assert 'value="C06"' in page.text
        assert run("status", "--format", "json").json["verdicts"] == {"right": 0, "wrong": 0, "other-cause": 0}
        assert httpx.post(at.address + link, data={"cause": "C06"}, timeout=20).status_code == 200
    status = run("status", "--format", "json").json
    assert status["verdicts"] == {"right": 0, "wrong": 0, "other-cause": 1}
    assert status["runs"] == {"planned": 0, "written": 2, "shadowed": 0, "skipped": 0}
    assert (status["mode"], status["waiting"], status["working"], status["dead"]) == ("write", 0, 0, 0)
    (row,) = [line for line in run("report", "--lang", "en").out.splitlines() if line.startswith(f"| {first.id} ")]
    assert row.rstrip(" |").endswith("C06")
    audit = run("audit").out
    assert audit.count('"written"') == 2
    assert "Roy" not in audit
    assert "Roy" not in at.log.read_text(encoding="utf-8")


def test_nothing_is_written_until_somebody_says_so_and_nothing_after_the_stop(
    fake: FakeZendesk, config: Path, run: Oceandx
) -> None:
    with running(config) as at:
        ticket = opened(fake, MISSING)
        deliver(fake, at)
        until(lambda: run("status", "--format", "json").json["runs"]["shadowed"] == 1)
        assert notes(ticket) == []
        assert run("switch", "--mode", "write", "--allow", "zendesk:queue:77").code == 0
        assert run("ask", "zendesk", str(ticket.id)).code == 0
        until(lambda: len(notes(ticket)) == 1)
        assert "stopped: yes" in run("switch", "--stop").out
        other = opened(fake, MISSING)
        deliver(fake, at)
        time.sleep(2.0)
        assert notes(other) == []
        assert "stopped: no" in run("switch", "--go").out
    assert run("status", "--format", "json").json["waiting"] == 1


def test_a_worker_that_dies_is_started_again_and_webhooks_are_believed_by_their_signature(
    fake: FakeZendesk, config: Path, run: Oceandx
) -> None:
    run("switch", "--mode", "write", "--allow", "zendesk:all")
    with running(config) as at:
        until(lambda: len(at.workers()) == 2)
        before = at.workers()
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        until(lambda: len(at.workers()) == 2 and not set(before) & set(at.workers()))
        ticket = opened(fake, MISSING)
        headers = signed(fake.deliveries[0], SIGNING_SECRET, time.time())
        forged = signed(fake.deliveries[0], "another secret", time.time())
        assert hook(at, forged, fake.deliveries[0].body) == 401
        assert hook(at, headers, b"{}") == 401
        assert hook(at, headers, fake.deliveries[0].body, "other") == 404
        assert deliver(fake, at) == [202]
        until(lambda: len(notes(ticket)) == 1)
    assert "is started again" in at.log.read_text(encoding="utf-8")


def test_workers_end_with_the_program_that_started_them(config: Path) -> None:
    with running(config, code=-signal.SIGKILL) as at:
        until(lambda: len(at.workers()) == 2)
        workers = at.workers()
        os.kill(at.process.pid, signal.SIGKILL)
        until(lambda: not any(map(lives, workers)))


@pytest.mark.parametrize(
    ("line", "by", "said"),
    [
        ('base = "http', 'base = "gopher', "zendesk.base: not an address"),
        ('address = "https:', 'address = "http:', "feedback.address: not an address over https"),
        ('language = "en"', 'language = "de"', "language: "),
        ("workers = 2", "workers = 2\nwriters = 1", "'writers' is no setting; did you mean 'workers'?"),
        ("workers = 2", 'workers = 2\nsites = {"1" = "none.toml"}', "sites.1: no such file"),
        ('client_secret = {file = "client.secret"}', "client_secret = {}", "name one place: env, file or keyring"),
        ("client.secret", "none/client.secret", "zendesk.client_secret: "),
    ],
)
def test_a_configuration_that_is_wrong_is_one_line_before_anything_starts(
    config: Path, oceandx: Oceandx, line: str, by: str, said: str
) -> None:
    content = config.read_text(encoding="utf-8")
    assert line in content
    config.write_text(content.replace(line, by), encoding="utf-8")
    done = oceandx("enrich", "run", str(config))
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert not config.with_name("enrich.sqlite").exists()


def test_an_address_that_is_taken_is_one_line_before_anything_starts(config: Path, oceandx: Oceandx) -> None:
    found = re.search(r'^listen = "127.0.0.1:(.*)"$', config.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    with socket.create_server(("127.0.0.1", int(found[1]))):
        done = oceandx("enrich", "run", str(config))
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith(f": listen: 127.0.0.1:{found[1]}: address already in use\n")


def test_dead_letters_are_retried_and_given_up_by_name(fake: FakeZendesk, config: Path, run: Oceandx) -> None:
    run("switch", "--mode", "write", "--allow", "zendesk:all")
    ticket = str(opened(fake, MISSING).id)
    fake.faults.append(Fault("ticket", 3, forbidden()))
    assert run("ask", "zendesk", ticket).code == 0
    with running(config):
        until(lambda: run("status", "--format", "json").json["dead"] == 1)
    (letter,) = run("status", "--format", "json").json["dead_letters"]
    number = letter.partition(":")[0]
    assert f"zendesk {ticket} refused" in letter
    assert run("retry", number).out == "retried: 1\n"
    assert run("discard", number).out == "discarded: 0\n"
    audit = run("audit").out
    assert '"dead-retried"' in audit
    assert '"dead-discarded"' in audit
    assert run("ask", "zendesk", "a\nb").code == 2
    assert "no helpdesk of" in run("ask", "other", "1").err
