"""Two machines before one Zendesk and one NATS server: programs of their own with folders of their own."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import httpx

from integration.nats.machine import Server
from oceandx.tickets.installation import Installation
from oceandx.tickets.opening import open_installation
from oceandx.tickets.parts import Installed
from oceandx.tickets.settings import read_enriching
from tickets.installing import configured, hook
from tickets.running import Running, lives, running, until
from tickets.zendesk_fake import SIGNING_SECRET, FakeZendesk
from tickets.zendesk_serving import served
from tickets.zendesk_triggers import Delivery, signed

LEASE_SECONDS = 15
_PATIENCE = 240.0
SHARED = """
[nats]
servers = ["nats://127.0.0.1:{port}"]
prefix = "{prefix}"
"""


class Estate:
    """The machines by number, each running or not; ``waiting`` are webhooks that nobody took yet."""

    def __init__(self, folder: Path, base: str, server: Server, fake: FakeZendesk, *, poll: float) -> None:
        self.fake = fake
        self.waiting: list[Delivery] = []
        prefix = f"t{uuid4().hex[:12]}"
        self.configs = [_configured(folder / f"m{number}", base, server, prefix, poll) for number in (0, 1)]
        self.at: list[Running | None] = [None, None]
        self._stacks = [ExitStack(), ExitStack()]

    def start(self, number: int, *, code: int = 0) -> Running:
        """Start a machine; ``code``: with which it will end."""
        at = self._stacks[number].enter_context(running(self.configs[number], code=code))
        self.at[number] = at
        return at

    def stop(self, number: int) -> None:
        """Ask a machine to end, and check how it did."""
        self.at[number] = None
        self._stacks[number].close()

    def kill(self, number: int) -> None:
        """Kill a whole program; its workers end by themselves."""
        at = self.at[number]
        assert at is not None
        workers = at.workers()
        os.kill(at.process.pid, signal.SIGKILL)
        at.process.wait()
        self.at[number] = None
        with suppress(AssertionError):  # killed is not how it is to end
            self._stacks[number].close()
        until(lambda: not any(map(lives, workers)))

    def kill_worker(self, number: int, dice: random.Random) -> bool:
        """Kill a worker of a machine that runs; say whether there was one."""
        at = self.at[number]
        workers = at.workers() if at is not None else []
        if workers:
            os.kill(dice.choice(workers), signal.SIGKILL)
        return bool(workers)

    def deliver(self) -> None:
        """Send webhooks to the machines by turns; those that are not taken wait, as the sender tries again."""
        self.waiting += self.fake.deliveries
        self.fake.deliveries = []
        self.waiting = [one for place, one in enumerate(self.waiting) if not self._taken(one, place % 2)]

    @contextmanager
    def opened(self, number: int = 1) -> Iterator[Installed]:
        """Give what the machines share, as one of them sees it."""
        with open_installation(read_enriching(self.configs[number])) as installation:
            assert not isinstance(installation, Installation)
            yield installation

    def is_idle(self, number: int = 1) -> bool:
        """Say whether no ticket waits or is in work."""
        with self.opened(number) as installation:
            counts = installation.queue.counts()
        return not counts.waiting and not counts.leased

    def until_idle(self) -> None:
        """Wait until nobody has anything to do."""
        end = time.monotonic() + _PATIENCE
        while self.waiting or not self.is_idle():
            assert time.monotonic() < end, "the machines never finished"
            self.deliver()
            time.sleep(0.5)

    def logs(self) -> str:
        """Return what the machines wrote."""
        return "".join(
            config.with_suffix(".log").read_text(encoding="utf-8")
            for config in self.configs
            if config.with_suffix(".log").exists()
        )

    def close(self) -> None:
        """End what runs, the one though the other ends as it should not."""
        with self._stacks[0], self._stacks[1]:
            self.at = [None, None]

    def _taken(self, delivery: Delivery, number: int) -> bool:
        at = self.at[number] or self.at[1 - number]
        if at is None:
            return False
        try:
            return hook(at, signed(delivery, SIGNING_SECRET, time.time()), delivery.body) == 202
        except httpx.TransportError:
            return False


@contextmanager
def estate(folder: Path, server: Server, fake: FakeZendesk, *, poll: float = 3600.0) -> Iterator[Estate]:
    """Give two machines that do not run yet."""
    with served(fake) as base:
        one = Estate(folder, base, server, fake, poll=poll)
        try:
            yield one
        finally:
            one.close()


def _configured(folder: Path, base: str, server: Server, prefix: str, poll: float) -> Path:
    folder.mkdir()
    path = configured(folder, base)
    text = re.sub(
        "^workers = 2$",
        f"workers = 2\npoll_seconds = {poll}\nlease_seconds = {LEASE_SECONDS}",
        path.read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    text = text.replace("writes_a_minute = 6000", "writes_a_minute = 6000\nexports_a_minute = 6000")
    path.write_text(text + SHARED.format(port=server.port, prefix=prefix), encoding="utf-8")
    return path
