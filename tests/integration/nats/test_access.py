"""How a real server lets us in: over TLS and with secrets, and what is said where it does not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import nats
import pytest
import trustme

from commandline import Done, Oceandx
from integration.nats.conftest import Start
from integration.nats.machine import Server, cluster, why_not
from tickets.installing import configured
from tickets.running import until

Ask = Callable[[Server, str], Done]


@pytest.fixture
def ask(oceandx: Oceandx, tmp_path: Path) -> Ask:
    """Ask how an installation stands whose settings of NATS are these."""

    def asked(server: Server, settings: str) -> Done:
        path = configured(tmp_path, "https://account.zendesk.com")
        (tmp_path / "right.secret").write_text("of-the-server", encoding="utf-8")
        (tmp_path / "wrong.secret").write_text("of-another", encoding="utf-8")
        table = settings.replace("PORT", str(server.port))
        path.write_text(f"{path.read_text(encoding='utf-8')}\n[nats]\n{table}\n", encoding="utf-8")
        return oceandx("enrich", "status", str(path))

    return asked


def test_over_tls_by_an_authority_of_our_own_and_not_without_it(start: Start, ask: Ask, tmp_path: Path) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    issued.private_key_pem.write_to_path(tmp_path / "key.pem")
    authority.cert_pem.write_to_path(tmp_path / "own.pem")
    server = start("--tls", "--tlscert", str(tmp_path / "cert.pem"), "--tlskey", str(tmp_path / "key.pem"))
    servers = 'servers = ["tls://127.0.0.1:PORT"]'
    assert ask(server, f'{servers}\nauthority = "own.pem"').code == 0
    stranger = ask(server, servers)
    assert (stranger.code, stranger.out) == (3, "")
    assert "(nats: SSLCertVerificationError)" in stranger.err


def test_with_a_token_and_not_with_another(start: Start, ask: Ask) -> None:
    server = start("--auth", "of-the-server")
    servers = 'servers = ["nats://127.0.0.1:PORT"]'
    assert ask(server, f'{servers}\ntoken = {{file = "right.secret"}}').code == 0
    wrong = ask(server, f'{servers}\ntoken = {{file = "wrong.secret"}}')
    assert (wrong.code, wrong.out) == (3, "")
    assert "(nats: refused)" in wrong.err
    assert "of-another" not in wrong.err


def test_with_a_user_and_a_password(start: Start, ask: Ask) -> None:
    server = start("--user", "oceandx", "--pass", "of-the-server")
    settings = 'servers = ["nats://127.0.0.1:PORT"]\nuser = "oceandx"\npassword = {file = "right.secret"}'
    assert ask(server, settings).code == 0


def test_streams_that_several_servers_keep_are_refused(ask: Ask, tmp_path: Path) -> None:
    if reason := why_not():
        pytest.skip(reason)
    with ExitStack() as stack:
        servers = cluster(tmp_path, 3)
        for server in servers:
            stack.callback(server.end)
            server.start()
        settings = 'servers = ["nats://127.0.0.1:PORT"]'
        # Of a cluster each stream is on one server.
        until(lambda: ask(servers[0], settings).code == 0)
        assert ask(servers[1], settings).code == 0
        asyncio.run(copied(servers[0], "oceandx-control"))
        done = ask(servers[0], settings)
    assert (done.code, done.out) == (2, "")
    assert "nats: the server does not suit (nats: KV_oceandx-control is kept on several servers)" in done.err
    assert len(done.err.splitlines()) == 1


async def copied(server: Server, bucket: str) -> None:
    """Let three servers keep a bucket, as an operator might."""
    client = await nats.connect(f"nats://127.0.0.1:{server.port}")
    streams = client.jetstream()
    found = await streams.stream_info(f"KV_{bucket}")
    await streams.update_stream(found.config.evolve(num_replicas=3))
    await client.close()
