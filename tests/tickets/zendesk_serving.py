"""The fake account behind an httpx client without a network, or on a port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.utils import formatdate
from urllib.parse import parse_qs

import httpx

from contract.transport import Call, Listener, Reply
from tickets.zendesk_fake import AnswerLost, FakeZendesk


class FakeTransport(httpx.BaseTransport):
    """Hands each request to the account; a lost answer is a time-out while reading."""

    def __init__(self, fake: FakeZendesk) -> None:
        self.fake = fake
        self.unreachable = 0  # so many of the next calls never arrive
        self.raises: list[Exception] = []  # what the next calls end in, after they took place

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.unreachable > 0:
            self.unreachable -= 1
            raise httpx.ConnectError("no route")
        headers = Message()
        for name, value in request.headers.items():
            headers[name] = value
        query = parse_qs(request.url.query.decode(), keep_blank_values=True)
        try:
            reply = self.fake.answer(Call(request.method, request.url.path, query, headers, request.read()))
        except AnswerLost:
            raise httpx.ReadTimeout("too slow", request=request) from None
        if self.raises:
            raise self.raises.pop(0)
        return response(reply, self.fake.now())


def response(reply: Reply, at: float) -> httpx.Response:
    """Return a reply as the network would bring it: its body is a stream."""
    headers = {"Date": formatdate(at, usegmt=True), "Content-Length": str(len(reply.body)), **reply.headers}
    return httpx.Response(reply.status, headers=headers, stream=httpx.ByteStream(reply.body))


@contextmanager
def served(fake: FakeZendesk) -> Iterator[str]:
    """Serve an account on a free port of this machine, and give its address; a lost answer closes the connection."""

    def answer(call: Call) -> Reply | None:
        try:
            return fake.answer(call)
        except AnswerLost:
            return None

    listener = Listener(answer)
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.server_address[1]}"
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()
