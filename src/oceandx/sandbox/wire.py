"""Requests as they come and answers before they are sent."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import parse_qs, quote

JSON, FHIR, HTML = "application/json", "application/fhir+json", "text/html"
NOTE = "sandboxNote"  # an unknown field: a client must neither need it nor show it

Query = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Request:
    """One request; header names are in lower case."""

    method: str
    path: str
    query: Query
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def bearer(self) -> str:
        """Return the access token, or ""."""
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token if kind.lower() == "bearer" else ""

    @property
    def basic(self) -> tuple[str, str] | None:
        """Return the client and its secret from HTTP Basic, or None."""
        kind, _, code = self.headers.get("authorization", "").partition(" ")
        if kind.lower() != "basic":
            return None
        try:
            client, _, secret = base64.b64decode(code, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        return client, secret

    @property
    def form(self) -> Mapping[str, str]:
        """Return the fields of a form body."""
        fields = parse_qs(self.body.decode("latin-1"), keep_blank_values=True)
        return {name: values[-1] for name, values in fields.items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: JSON-like content or the text of a page; ``padding`` bytes make it huge, ``cut`` breaks it off."""

    status: int
    content: object
    kind: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    padding: int = 0
    cut: str = ""

    def with_canary(self, canary: str) -> Answer:
        """Return the answer with a text in its body, wherever a client might pick it up, and in a header."""
        if not canary:
            return self
        content = self.content
        if self.kind == HTML:
            content = str(content).replace("</h1>", f" {escape(canary)}</h1>")
        else:
            content = _marked(content, canary)
        return replace(
            self, content=content, headers=(*self.headers, ("X-Sandbox-Note", quote(canary, safe=" ,.;:!?")))
        )

    def encode(self) -> bytes:
        """Return the body, without its padding."""
        if self.kind == HTML:
            return str(self.content).encode()
        return json.dumps(self.content, ensure_ascii=False).encode()


def _marked(content: object, canary: str) -> object:
    if isinstance(content, list):
        return [_marked(item, canary) for item in content] or [{NOTE: canary}]
    if not isinstance(content, dict):
        return content
    marked: dict[str, object] = {NOTE: canary}
    for name, value in content.items():
        if name in {"message", "error_description", "comments"}:
            marked[name] = f"{value} {canary}"
        elif isinstance(value, dict) or (isinstance(value, list) and value):
            marked[name] = _marked(value, canary)
        else:
            marked[name] = value
    return marked
