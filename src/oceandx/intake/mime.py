"""The parts of an e-mail, and its headers.

The parts are found by their boundaries alone: the parser of the standard library holds each line against each open
boundary and calls itself for each level, and its header policies raise on what it takes for a date or an address.
Only its decoders and its reading of one short header are used.
"""

from __future__ import annotations

import binascii
import codecs
import email.header
import quopri
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message as StandardMessage
from email.utils import collapse_rfc2231_value
from itertools import chain, islice

MOST_PARTS = 200  # of one multipart, and of a whole e-mail; a digest of a month has about a hundred
DEEPEST = 10  # multiparts within multiparts; forwarded five times with signatures makes eight
MOST_HEADERS = 65_536  # bytes of one header block, as much as large mail services accept
MOST_VALUE = 2_000  # characters of one header; a list of recipients may be longer and says nothing here
MOST_TEXT = 12_000_000  # bytes of a part before decoding: a long thread with its pictures written into the HTML


@dataclass(frozen=True, slots=True)
class Entity:
    """One part: its headers by their names in lower case, the first of each name; and its body as it was sent."""

    headers: Mapping[str, str]
    body: memoryview
    depth: int = 0

    @property
    def kind(self) -> str:
        """Return the content type, in lower case; text/plain when none is given or understood."""
        return _standard(self.headers).get_content_type()

    @property
    def attached(self) -> bool:
        """Tell whether the part is a file that somebody attached."""
        placed = self.headers.get("content-disposition", "").lower()
        return placed.startswith("attachment") or "filename" in placed or bool(_parameter(self.headers, "name"))

    @property
    def charset(self) -> str:
        """Return the declared encoding of the text, or nothing."""
        return _parameter(self.headers, "charset")

    @property
    def boundary(self) -> str:
        """Return what stands between the parts, or nothing."""
        return _parameter(self.headers, "boundary").rstrip()

    @property
    def replies(self) -> bool:
        """Tell whether the part is a calendar's answer to an invitation."""
        return self.kind == "text/calendar" and _parameter(self.headers, "method").lower() == "reply"

    def decoded(self) -> bytes:
        """Return the body without its transfer encoding; what is damaged comes as far as it can be read."""
        body = bytes(self.body[:MOST_TEXT])
        encoding = self.headers.get("content-transfer-encoding", "").strip().lower()
        if encoding == "quoted-printable":
            return quopri.decodestring(body)
        if encoding == "base64":
            letters = _NO_BASE64.sub(b"", body)
            try:
                return b64decode(letters[: len(letters) // 4 * 4] if len(letters) % 4 == 1 else letters + b"==")
            except binascii.Error:
                return b""
        return body


def read_entity(data: memoryview, depth: int = 0) -> Entity:
    r"""Return the headers and the body of an e-mail or of one of its parts; lines must end with \n."""
    block = bytes(data[: MOST_HEADERS + 1])
    if block.startswith(b"\n"):
        return Entity({}, data[1:], depth)
    end = block.find(b"\n\n")
    if end >= 0:
        return Entity(_headers(block[:end]), data[end + 2 :], depth)
    if len(block) <= MOST_HEADERS:
        return Entity(_headers(block), data[len(data) :], depth)
    # Headers that are longer than any: the first lines are read, and the body is looked for further on.
    after = _EMPTY_LINE.search(data, MOST_HEADERS)
    return Entity(_headers(block[: block.rfind(b"\n")]), data[after.end() if after else len(data) :], depth)


def parts_of(entity: Entity) -> Iterator[Entity]:
    """Yield the parts of a multipart, in order; none when it goes too deep."""
    if entity.depth >= DEEPEST:
        return
    boundary = entity.boundary.encode("utf-8", "replace")
    places = _delimiters(entity.body, boundary) if boundary else []
    if not places and (guess := _SOME_DELIMITER.search(entity.body[:MOST_HEADERS])):
        places = _delimiters(entity.body, guess[1])
    ends = [begin for begin, _ in places[1:]] + [len(entity.body)]
    for (_, start), stop in zip(places, ends, strict=False):
        if stop > start:
            yield read_entity(entity.body[start:stop], entity.depth + 1)


def decode_words(value: str) -> str:
    """Return a header's text with its encoded words decoded; what cannot be decoded stays."""
    return " ".join(_ENCODED.sub(_decoded_run, value[:MOST_VALUE]).split())


def decode_text(data: bytes, charset: str) -> str:
    """Return text in its declared encoding, or in the one that fits: UTF-8, else that of Windows."""
    name = charset.strip().lower()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "utf-16"
    if name in _MISNAMED:
        name = "cp1252" if name.startswith(("iso", "latin")) else ""
    if name in _ONE_BYTE and (text := _as_utf_8(data)) is not None:
        return text
    if name and name not in _NO_CHARSETS:
        try:
            return data.decode(name, "strict" if name.startswith("utf") else "replace")
        except (LookupError, ValueError):
            pass
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A damaged byte, or a last character that was cut, makes no other encoding of it.
        loose = data.decode("utf-8-sig", "replace")
        if len(data) - len(loose) > 4 * loose.count("\ufffd"):
            return loose
        return data.decode("cp1252", "replace")


def _as_utf_8(data: bytes) -> str | None:
    """Return a text that is UTF-8 whatever its label says, or None: no other text happens to be well-formed UTF-8."""
    if data.isascii():
        return None
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)  # the last character may be cut
    except UnicodeDecodeError:
        return None


# Encodings that are none of texts, or that take time with the square of the length.
_NO_CHARSETS = frozenset(
    {
        "punycode", "idna", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape",
        "undefined", "mbcs", "oem", "utf-7", "utf7", "utf_7",
    }
)  # fmt: skip
# Senders that say ASCII or Latin-1 send what Windows has: every mail program reads it so.
_MISNAMED = frozenset({"us-ascii", "ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1", "iso-8859-15"})
_ONE_BYTE = frozenset({"cp1252", "windows-1252", "cp-1252", "windows-1250", "windows-1254", "macintosh", "cp850"})
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_EMPTY_LINE = re.compile(rb"\n\n")
_SOME_DELIMITER = re.compile(rb"(?:^|\n)--([^\n]{4,70})\n[Cc]ontent-")
_FOLD = re.compile(r"\n[ \t]+")
_FIELD = re.compile(r"([!-9;-~]{1,76})[ \t]*:(.*)", re.DOTALL)
_ENCODED = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]*\?=(?:\s+=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]*\?=)*")


def _headers(block: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _FOLD.sub(" ", decode_text(block, "")).split("\n"):
        if field := _FIELD.match(line):
            found.setdefault(field[1].lower(), field[2][:MOST_VALUE].strip())
    return found


def _delimiters(body: memoryview, boundary: bytes) -> list[tuple[int, int]]:
    """Return where each delimiter line begins and where its part begins; the closing one begins nothing."""
    rest = re.escape(boundary[:200]) + rb"(--)?[ \t]{0,9}(?:\n|\Z)"
    first = re.compile(b"--" + rest).match(body)
    found: list[tuple[int, int]] = []
    # A pattern that begins with fixed bytes is looked for ten times as fast as one with a choice.
    others = re.compile(b"\n--" + rest).finditer(body, first.end() - 1 if first else 0)
    for match in islice(others if first is None else chain((first,), others), MOST_PARTS):
        if match[1]:
            found.append((match.start(), len(body)))
            break
        # The line end before the next delimiter may be this one's own.
        found.append((match.start(), match.end()))
    return found


def _standard(headers: Mapping[str, str]) -> StandardMessage:
    """Return the content type in the form that the standard library reads it from."""
    message = StandardMessage()
    if value := headers.get("content-type"):
        message["content-type"] = value
    return message


def _parameter(headers: Mapping[str, str], name: str) -> str:
    """Return a parameter of the content type, or nothing."""
    try:
        value = _standard(headers).get_param(name)
        return "" if value is None else collapse_rfc2231_value(value)
    except (ValueError, LookupError, TypeError):
        return ""


def _decoded_run(match: re.Match[str]) -> str:
    try:
        words = email.header.decode_header(match.group())
        return "".join(decode_text(word, charset or "") if isinstance(word, bytes) else word for word, charset in words)
    except (MessageError, ValueError):
        return match.group()
