"""Answers that refuse, in every shape that a client must be able to read."""

from __future__ import annotations

from oceandx.sandbox.wire import HTML, Answer

SHAPES = ("code-message", "constraint", "oauth", "html", "gateway")


def refusal(status: int, code: str, message: str, shape: str = "code-message") -> Answer:
    """Return an error answer: Accuro's two shapes, OAuth's, a page of HTML, or a gateway's own JSON."""
    if shape == "html":
        return page(status, f"{status} {message}")
    bodies: dict[str, dict[str, object]] = {
        "code-message": {"code": code, "message": message},
        "constraint": {"error": code, "constraintViolations": [{"path": code, "message": message}]},
        "oauth": {"error": code, "error_description": message},
        "gateway": {"statusCode": status, "message": message},
    }
    return Answer(status, bodies[shape])


def page(status: int, heading: str) -> Answer:
    """Return a page of HTML."""
    text = f"<!DOCTYPE html>\n<html><head><title>{status}</title></head><body><h1>{heading}</h1></body></html>\n"
    return Answer(status, text, HTML)
