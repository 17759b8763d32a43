"""What may be sent to Zendesk, closed: an unknown endpoint, parameter or field is a violation that fails the test."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema

ID_LIST = r"[1-9]\d*(,[1-9]\d*){0,99}"
STAMP = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"

TOKEN: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["grant_type", "client_id", "client_secret", "scope"],
    "properties": {
        "grant_type": {"const": "client_credentials"},
        "client_id": {"type": "string", "minLength": 1},
        "client_secret": {"type": "string", "minLength": 1},
        "scope": {"type": "string", "minLength": 1},
        "expires_in": {"type": "integer", "exclusiveMinimum": 300, "exclusiveMaximum": 172_800},
    },
}
# `public` must be there and false: without it a comment takes the visibility of the first one.
UPDATE: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ticket"],
    "properties": {
        "ticket": {
            "type": "object",
            "additionalProperties": False,
            "required": ["custom_fields", "updated_stamp", "safe_update"],
            "properties": {
                "comment": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["html_body", "public"],
                    "properties": {"html_body": {"type": "string", "minLength": 1}, "public": {"const": False}},
                },
                "custom_fields": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["id", "value"],
                        "properties": {"id": {"type": "integer"}, "value": {"type": "string"}},
                    },
                },
                "updated_stamp": {"type": "string", "pattern": STAMP},
                "safe_update": {"const": True},
            },
        }
    },
}
TAGS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["tags", "updated_stamp", "safe_update"],
    "properties": {
        "tags": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": r"^[^\s,]+$"}},
        "updated_stamp": {"type": "string", "pattern": STAMP},
        "safe_update": {"const": "true"},
    },
}


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint that exists: its query by name and pattern, the schema of its body, the scope it takes."""

    name: str
    method: str
    path: re.Pattern[str]
    query: Mapping[str, str]
    body: dict[str, Any] | None = None
    scope: str = ""


def _route(name: str, at: str, query: Mapping[str, str], body: dict[str, Any] | None = None, scope: str = "") -> Route:
    method, path = at.split(" ")
    pattern = re.compile(re.escape(path).replace(r"\{ticket\}", r"(?P<ticket>\d+)"))
    return Route(name, method, pattern, query, body, scope)


ROUTES = (
    _route("token", "POST /oauth/tokens", {}, TOKEN),
    _route("ticket", "GET /api/v2/tickets/{ticket}", {}, scope="tickets:read"),
    _route(
        "comments",
        "GET /api/v2/tickets/{ticket}/comments",
        {"page[size]": r"[1-9]\d?|100", "page[after]": r"\S+", "sort": r"-?created_at"},
        scope="tickets:read",
    ),
    _route("count", "GET /api/v2/tickets/count", {}, scope="tickets:read"),
    _route("users", "GET /api/v2/users/show_many", {"ids": ID_LIST}, scope="users:read"),
    _route("me", "GET /api/v2/users/me", {}),
    _route(
        "export",
        "GET /api/v2/incremental/tickets/cursor",
        {"start_time": r"\d+", "cursor": r"\S+", "per_page": r"[1-9]\d{0,2}|1000"},
        scope="tickets:read",
    ),
    _route("update", "PUT /api/v2/tickets/{ticket}", {}, UPDATE, "tickets:write"),
    _route("tags", "PUT /api/v2/tickets/{ticket}/tags", {}, TAGS, "tickets:write"),
)


def route_of(method: str, path: str) -> tuple[Route, int] | None:
    """Return the endpoint of a call and the id of its ticket (0: none); None for a call that does not exist."""
    for route in ROUTES:
        match = route.path.fullmatch(path) if route.method == method else None
        if match:
            return route, int(match.groupdict().get("ticket") or 0)
    return None


def violations(route: Route, query: Mapping[str, list[str]], body: bytes) -> list[str]:
    """Return what a call does that the vendor's documents or our rules do not allow."""
    found = [
        f"{route.name}: the query {name} is not allowed so"
        for name, values in query.items()
        if name not in route.query or len(values) != 1 or not re.fullmatch(route.query[name], values[0])
    ]
    if route.body is None:
        return [*found, *([f"{route.name}: a body"] if body else [])]
    try:
        content = json.loads(body)
    except ValueError:
        return [*found, f"{route.name}: the body is not JSON"]
    errors = jsonschema.Draft202012Validator(route.body).iter_errors(content)
    return [*found, *(f"{route.name}: {error.json_path}: {error.validator}" for error in errors)]
