"""The web server that takes webhooks and agents' verdicts: it checks, keeps, answers, and does nothing else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from html import escape

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from oceandx.tickets.helpdesk import Event, Forged, Helpdesk

MOST_BYTES = 100_000
"""A webhook holds ids; a longer one is not ours."""
_LOG = logging.getLogger("oceandx.tickets")

Take = Callable[[str, Event], bool]
"""Keep an event of a helpdesk for the workers; False when this delivery is known already."""

Judge = Callable[[Mapping[str, str]], str | None]
"""Keep an agent's verdict; the query of its link in, what is wrong with it out (None: kept)."""


def receiver(desks: Mapping[str, Helpdesk], take: Take, judge: Judge, words: Mapping[str, str]) -> Starlette:
    """Return the application: ``POST /hooks/{helpdesk}``, ``GET`` and ``POST /verdict``, ``GET /health``.

    A verdict is kept by POST only: mail programs and scanners follow links by themselves. ``words``: the sentences of
    the page (``language``, ``title``, ``confirm``, ``kept``, ``refused``).
    """

    async def hook(request: Request) -> Response:
        desk = desks.get(request.path_params["helpdesk"])
        if desk is None:
            return PlainTextResponse("no such helpdesk", 404)
        try:
            body = await _bounded(request)
            event = desk.verify(request.headers, body)
        except Forged as error:
            _LOG.warning("webhook of %s refused: %s", desk.name, error)
            return PlainTextResponse("refused", 401)
        except _TooLong:
            _LOG.warning("webhook of %s refused: more than %d bytes", desk.name, MOST_BYTES)
            return PlainTextResponse("too long", 413)
        except ClientDisconnect:
            return PlainTextResponse("cut off", 400)
        fresh = await run_in_threadpool(take, desk.name, event)
        return PlainTextResponse("kept" if fresh else "known", 202)

    async def ask(_: Request) -> Response:
        return _page(words, words["confirm"], form=True)

    async def verdict(request: Request) -> Response:
        wrong = await run_in_threadpool(judge, dict(request.query_params))
        if wrong is None:
            return _page(words, words["kept"])
        _LOG.warning("verdict refused: %s", wrong)
        return _page(words, words["refused"], status=403)

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(
        routes=[
            Route("/hooks/{helpdesk}", hook, methods=["POST"]),
            Route("/verdict", ask, methods=["GET"]),
            Route("/verdict", verdict, methods=["POST"]),
            Route("/health", health, methods=["GET"]),
        ]
    )


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


def _page(words: Mapping[str, str], text: str, *, form: bool = False, status: int = 200) -> HTMLResponse:
    button = f'<form method="post"><button>{escape(words["title"])}</button></form>' if form else ""
    page = (
        f'<!doctype html><html lang="{escape(words["language"])}"><meta charset="utf-8">'
        f"<title>{escape(words['title'])}</title><p>{escape(text)}</p>{button}</html>"
    )
    headers = {
        "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return HTMLResponse(page, status, headers)
