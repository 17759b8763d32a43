"""Fictitious patients and secrets to plant, and a search that finds them in every guise."""

from __future__ import annotations

import base64
import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, quote_plus, unquote, unquote_plus

_SHORTEST_WORD, _SHORTEST_NUMBER = 6, 8


@dataclass(frozen=True, slots=True)
class Planted:
    """One value; ``words`` are unmistakable parts of it, ``number`` says to look for its digits."""

    kind: str
    text: str
    words: tuple[str, ...] = ()
    number: bool = False


@dataclass(frozen=True, slots=True)
class Leak:
    """A value that was found: which one, as what, and in which output."""

    value: str
    guise: str
    output: str


def _name(first: str, last: str) -> Iterator[Planted]:
    words = tuple(word for word in re.split(r"[ \-]", f"{first} {last}") if len(word) >= _SHORTEST_WORD)
    for text in (f"{first} {last}", f"{last}, {first}", f"{last.upper()} {first}"):
        yield Planted("name", text, words)


def _health_number(province: str, *layouts: str) -> Iterator[Planted]:
    for text in layouts:
        yield Planted(f"health number {province}", text, number=True)


PATIENTS = (
    *_name("Zéburlon", "Quackenbush-Tïrelire"),
    *_name("Philomèle", "Öxenstråhle"),
    *_health_number("ON", "9876 543 217", "9876543217", "9876-543-217-ZQ"),
    *_health_number("QC", "QUAZ 5762 0399", "QUAZ57620399", "QUAZ-5762-0399"),
    *_health_number("BC", "9698 765 431", "9698765431"),
    *_health_number("AB", "98765-4329", "987654329"),
    *_health_number("MB", "876 543 298", "876543298"),
    *_health_number("NS", "8765 432 198", "8765432198"),
    Planted("birth date", "1957-12-03", number=True),
    Planted("birth date", "03/12/1957", number=True),
    Planted("birth date", "3 décembre 1957"),
    Planted("birth date", "December 3, 1957"),
    Planted("e-mail", "zeburlon.quackenbush+rdv@courriel.invalid", ("quackenbush",)),
    Planted("telephone", "(819) 555-0199", number=True),
    Planted("telephone", "+1 819 555 0187", number=True),
)

CLIENT_SECRETS = {
    "oceanapi": "Kq7-canary/client+secret=oceanapi",
    "own": "Wz3~canary_client.secret=own",
    "ocean": "Jx9!canary client&secret%2Bocean",
}
SUBSCRIPTION_KEY = "0c4na7yc4na7y5ub5cr1pt10nk3y9d3f"
UUID = "c0ffee11-dead-4bad-8bad-feedfacecafe"
TENANT = "qxcanarytenantzz"
ISSUED = {"oceanapi": "tok.Issued-canary~AAAxx", "own": "tok.Issued-canary~BBByy", "ocean": "tok.Issued-canary~CCCzz"}
PASSWORD, ENCRYPTION_KEY = "hunter2-Canary!Passw0rd", "b64Canary+Key/Xy0Zz1AaBbCc2DdEe3Ff=="

SECRETS = tuple(
    Planted("secret", text)
    for text in (
        *CLIENT_SECRETS.values(),
        SUBSCRIPTION_KEY,
        UUID,
        TENANT,
        *ISSUED.values(),
        PASSWORD,
        ENCRYPTION_KEY,
    )
)
VALUES = PATIENTS + SECRETS
EVERYTHING = " | ".join(dict.fromkeys(value.text for value in (*PATIENTS, *SECRETS[-2:])))
"""All that a server or a file may hold, as one text."""


def search(outputs: Mapping[str, str], values: Iterable[Planted] = VALUES) -> list[Leak]:
    """Return what of the values is in the outputs, by name of the output; empty when nothing leaked."""
    wanted = tuple(values)
    return [leak for name, text in outputs.items() for leak in _found(name, text, wanted)]


def _found(name: str, text: str, values: tuple[Planted, ...]) -> Iterator[Leak]:
    unescaped = _unescaped(text)
    views = {text, unescaped, unquote(unescaped), unquote_plus(unescaped)}
    folded = set(map(_fold, views))
    digits = set(map(_joined, folded))
    for value in values:
        for guise, needle in _guises(value.text).items():
            if any(needle in content for content in views):
                yield Leak(value.text, guise, name)
        for guise, needle in _folded_guises(value).items():
            if any(needle in content for content in folded):
                yield Leak(value.text, guise, name)
        if value.number and any(_number(value.text) in content for content in digits):
            yield Leak(value.text, "separators removed", name)


@cache
def _guises(text: str) -> Mapping[str, str]:
    content = text.encode()
    return {
        "as it is": text,
        "URL-encoded": quote(text, safe=""),
        "URL-encoded, plus": quote_plus(text),
        "JSON-escaped": json.dumps(text)[1:-1],
        "HTML-escaped": html.escape(text),
        "hexadecimal": content.hex(),
        **{f"base64 at {shift}": _base64(content, shift) for shift in range(3)},
    }


def _base64(content: bytes, shift: int) -> str:
    """Return what is the same in every base64 of a text in which this one begins at a place modulo 3."""
    code = base64.b64encode(b"\0" * shift + content).decode()
    start = (0, 2, 3)[shift]
    return code[start : len(code.rstrip("=")) - (1 if (len(content) + shift) % 3 else 0)]


@cache
def _folded_guises(value: Planted) -> Mapping[str, str]:
    return {"folded": _fold(value.text), **{f"split: {word}": _fold(word) for word in value.words}}


def _unescaped(text: str) -> str:
    """Return a text with the escapes of JSON, Python, HTML and Markdown taken back."""
    plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    plain = re.sub(r"(?:\\x[0-9a-fA-F]{2})+", _bytes_of, plain)
    plain = re.sub(r"\\(.)", r"\1", plain)
    return html.unescape(plain)


def _bytes_of(match: re.Match[str]) -> str:
    content = bytes.fromhex(match[0].replace("\\x", ""))
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _fold(text: str) -> str:
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _joined(text: str) -> str:
    """Return a folded text without what may stand between the groups of one number."""
    return re.sub(r"(?<=\w)[ \u00a0\u202f.,/()+'\"|-]+(?=\w)", "", text)


def _number(text: str) -> str:
    number = "".join(char for char in _fold(text) if char.isalnum())
    assert len(number) >= _SHORTEST_NUMBER
    return number
