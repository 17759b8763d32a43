"""The web server of an installation: its webhooks go to the queue, agents' verdicts to the feedback."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial

import uvicorn

from oceandx.errors import UsageError
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.vocabulary import LifeStatus
from oceandx.report.words import Words
from oceandx.settings import read_secret
from oceandx.tickets.feedback import Judgement, LinkRefused, check_link
from oceandx.tickets.helpdesk import Event, Helpdesk
from oceandx.tickets.parts import Installed
from oceandx.tickets.queue import Reason
from oceandx.tickets.receiving import Page, receiver
from oceandx.tickets.settings import Enriching


def serve(
    settings: Enriching, desks: Mapping[str, Helpdesk], kb: KnowledgeBase, installation: Installed, address: str
) -> Callable[[threading.Event], None]:
    """Return what runs the web server on ``address`` (host:port), which is taken now, until an event is set.

    Raises UsageError where the address cannot be listened on.
    """
    feedback = settings.feedback
    # Without feedback there is no secret, and no link can be signed with one that nobody knows.
    secret = read_secret(settings, "feedback.secret", feedback.secret).encode() if feedback else os.urandom(32)
    codes = frozenset(_causes(kb))
    app = receiver(
        desks, partial(take, installation), partial(judge, installation, secret, codes), page_of(kb, settings)
    )
    door = _door(settings, address)
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False)

    def run(stopping: threading.Event) -> None:
        server = uvicorn.Server(config)
        threading.Thread(target=_end_with, args=(server, stopping), daemon=True).start()
        with door:
            server.run(sockets=[door])

    return run


def page_of(kb: KnowledgeBase, settings: Enriching) -> Page:
    """Return the words of the page for verdicts, in the agents' language."""
    words = Words(kb, settings.language, markdown=False)
    return Page(
        language=settings.language.value,
        title=words.word("verdict.title"),
        confirm=words.word("verdict.confirm"),
        kept=words.word("verdict.kept"),
        refused=words.word("verdict.refused"),
        later=words.word("verdict.later"),
        causes={code: f"{code} {words.say(kb.causes[name].title)}" for code, name in _causes(kb).items()},
    )


def take(installation: Installed, helpdesk: str, event: Event) -> bool:
    """Keep an event for the workers; return False where one of its ticket waits already."""
    return installation.queue.put(event.ticket_id, event.ticket_id, helpdesk, Reason.WEBHOOK)


def judge(installation: Installed, secret: bytes, codes: frozenset[str], link: str, cause: str) -> str | None:
    """Keep an agent's verdict, or return what is wrong with it."""
    try:
        checked = check_link(secret, link, time.time())
    except LinkRefused as error:
        return str(error)
    named = cause if checked.judgement is Judgement.OTHER_CAUSE else ""
    if checked.judgement is Judgement.OTHER_CAUSE and named not in codes:
        return "no such cause"
    installation.feedback.give(checked, named)
    return None


def _door(settings: Enriching, address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), int(port)), family=family)
    except OSError as error:
        said = os.strerror(error.errno).lower() if error.errno else "no such address"
        raise UsageError(f"{settings.path}: listen: {address}: {said}") from error


def _causes(kb: KnowledgeBase) -> dict[str, str]:
    return {cause.code: name for name, cause in kb.causes.items() if cause.status is not LifeStatus.RETIRED}


def _end_with(server: uvicorn.Server, stopping: threading.Event) -> None:
    stopping.wait()
    server.should_exit = True
