"""The web server that takes webhooks and agents' verdicts: it checks, keeps, answers, and does nothing else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from oceandx.tickets.helpdesk import Event, Forged, Helpdesk
from oceandx.tickets.store import StoreUnavailable

MOST_BYTES = 100_000
"""A webhook holds ids; a longer one is not ours."""
_OTHER = "~other-cause~"
"""What the link holds by which an agent names another cause."""
_LOG = logging.getLogger("oceandx.tickets")

Take = Callable[[str, Event], bool]
"""Keep an event of a helpdesk for the workers; False when this delivery is known already."""

Judge = Callable[[str, str], str | None]
"""Keep an agent's verdict: the signed link and the cause (empty: none) in, what is wrong with it out (None: kept)."""


@dataclass(frozen=True, slots=True)
class Page:
    """The words of the page on which an agent gives a verdict; ``causes``: title by code, to choose another from."""

    language: str
    title: str
    confirm: str
    kept: str
    refused: str
    later: str
    causes: Mapping[str, str]


def receiver(desks: Mapping[str, Helpdesk], take: Take, judge: Judge, page: Page) -> Starlette:
    """Return the application: ``POST /hooks/{helpdesk}``, ``GET`` and ``POST /verdict``, ``GET /health``.

    A verdict is kept by POST only: mail programs and scanners follow links by themselves.
    """
    doors = _Doors(desks, take, judge, page)
    return Starlette(
        routes=[
            Route("/hooks/{helpdesk}", doors.hook, methods=["POST"]),
            Route("/verdict", doors.ask, methods=["GET"]),
            Route("/verdict", doors.verdict, methods=["POST"]),
            Route("/health", doors.health, methods=["GET"]),
        ]
    )


@dataclass(frozen=True, slots=True)
class _Doors:
    """What answers each address."""

    desks: Mapping[str, Helpdesk]
    take: Take
    judge: Judge
    page: Page

    async def hook(self, request: Request) -> Response:
        desk = self.desks.get(request.path_params["helpdesk"])
        if desk is None:
            return PlainTextResponse("no such helpdesk", 404)
        try:
            event = desk.verify(request.headers, await _bounded(request))
        except Forged as error:
            _LOG.warning("webhook of %s refused: %s", desk.name, error)
            return PlainTextResponse("refused", 401)
        except _TooLong:
            _LOG.warning("webhook of %s refused: more than %d bytes", desk.name, MOST_BYTES)
            return PlainTextResponse("too long", 413)
        except ClientDisconnect:
            return PlainTextResponse("cut off", 400)
        try:
            fresh = await run_in_threadpool(self.take, desk.name, event)
        except StoreUnavailable as error:
            # Whoever sends it again finds the queue; what nobody sends again is found by the poll.
            _LOG.warning("webhook of %s not kept: %s", desk.name, error)
            return PlainTextResponse("not now", 503)
        return PlainTextResponse("kept" if fresh else "known", 202)

    async def ask(self, request: Request) -> Response:
        choice = self._choice(request.query_params.get("link", ""))
        return _shown(self.page, self.page.confirm, form=_form(self.page, choice))

    async def verdict(self, request: Request) -> Response:
        try:
            form = parse_qs((await _bounded(request)).decode("ascii", "replace"))
        except (_TooLong, ClientDisconnect, ValueError):
            return _shown(self.page, self.page.refused, status=400)
        cause = form.get("cause", [""])[0]
        link = request.query_params.get("link", "")
        try:
            wrong = await run_in_threadpool(self.judge, link, cause)
        except StoreUnavailable as error:
            _LOG.warning("verdict not kept: %s", error)
            return _shown(self.page, self.page.later, form=_form(self.page, self._choice(link)), status=503)
        if wrong is None:
            return _shown(self.page, self.page.kept)
        _LOG.warning("verdict refused: %s", wrong)
        return _shown(self.page, self.page.refused, status=403)

    async def health(self, _: Request) -> Response:
        return PlainTextResponse("ok")

    def _choice(self, link: str) -> Mapping[str, str]:
        """Return the causes that the page of a link lets choose from."""
        return self.page.causes if _OTHER in link else {}


class _TooLong(Exception):  # noqa: N818 - never leaves this module
    """A body of more than MOST_BYTES."""


async def _bounded(request: Request) -> bytes:
    """Return the body, read no further than a webhook of ours can be long."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise _TooLong
    return body


def _form(page: Page, causes: Mapping[str, str]) -> str:
    options = "".join(f'<option value="{escape(code)}">{escape(title)}</option>' for code, title in causes.items())
    choice = f'<select name="cause" required>{options}</select> ' if options else ""
    return f'<form method="post">{choice}<button>{escape(page.title)}</button></form>'


def _shown(page: Page, text: str, *, form: str = "", status: int = 200) -> HTMLResponse:
    content = (
        f'<!doctype html><html lang="{escape(page.language)}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(page.title)}</title>'
        f"<p>{escape(text)}</p>{form}</html>"
    )
    headers = {
        "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return HTMLResponse(content, status, headers)
