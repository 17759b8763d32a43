"""From the bytes that came in to a subject and the text of a message."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from oceandx.errors import UsageError
from oceandx.intake.html import MOST_TAGS, read_page
from oceandx.intake.mime import DEEPEST, MOST_PARTS, Entity, decode_text, decode_words, parts_of, read_entity

MOST_BYTES = 25_000_000  # of an e-mail or a file: what mail services carry at most
MOST_CHARACTERS = 200_000  # of a body: a hundred pages; what somebody wrote now stands before


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody sent: subject, text, sender; whether the text goes on (`cut`).

    `automatic`: a machine answered; `distributed`: one sent it to many or passed it on, perhaps with a person's words
    in it, as the lists do that clinics share an address with, and the portals of other helpdesks.
    """

    subject: str
    body: str
    sender: str = ""
    automatic: bool = False
    distributed: bool = False
    cut: bool = False


def read_message(data: bytes, name: str = "-") -> Message:
    """Read an e-mail, a page of HTML or plain text, told apart by their look.

    Text is UTF-8, UTF-16 with its mark, or that of Windows. Attached files are never read; forwarded messages follow
    the text. Raises UsageError, in one line, for what holds no text or more than 25 MB.
    """
    if len(data) > MOST_BYTES:
        raise UsageError(f"{name}: too large; a message has at most {MOST_BYTES // 1_000_000} MB")
    if (kind := _kind_of_file(data)) is not None:
        raise UsageError(f"{name}: this is {kind}; give a message as text or as an .eml file")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _text_message("", data.decode("utf-16", "replace"))
    if _looks_like_mail(data):
        return _read_mail(data)
    head = data[:_HEAD]
    if b"\0" in head or len(_CONTROLS.findall(head)) > len(head) // 20:
        raise _no_text(name)
    # No character takes more than four bytes; markup may be many times its text.
    page = _PAGE.match(head) is not None
    if page:
        shown = read_page(decode_text(data, ""))
        text, longer = shown.text, shown.cut
    else:
        text, longer = decode_text(data[: 4 * MOST_CHARACTERS + 4], ""), len(data) > 4 * MOST_CHARACTERS
        if _is_noise(text[:_HEAD]):
            raise _no_text(name)
    return _text_message("", text, longer=longer)


# What files begin with that people drop by mistake.
_FILES = (
    (b"PK\x03\x04", "a compressed or Office file"), (b"%PDF", "a PDF file"), (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"\xd0\xcf\x11\xe0", "an Outlook .msg or Office file"),
    (b"{\\rtf", "an RTF file"), (b"\x1f\x8b", "a compressed file"), (b"7z\xbc\xaf", "a compressed file"),
)  # fmt: skip
_HEAD = 65_536  # bytes that tell what a file is
_SCRIPTS_END = "\u2e00"  # before this stand the letters and signs that messages here are written with
_NOISY = 8  # as many characters, and one in so many, that are assigned to nothing: then it is no text
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<!--[^>]{0,999}-->\s{0,99})?<(?:!doctype html|html|head|body)\b", re.IGNORECASE
)
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}(?:From [^\n]{0,200}\n)?")
_FIELD = re.compile(rb"([!-9;-~]{1,76}):[ \t]?")
# A block of two of these is the head of an e-mail; "Sent" is not among them: it heads what is pasted from Outlook.
_OF_MAIL = frozenset({b"from", b"to", b"cc", b"subject", b"date", b"reply-to", b"sender"})
_NEVER_BY_HAND = frozenset(
    {
        b"message-id", b"mime-version", b"content-type", b"received", b"return-path", b"delivered-to", b"precedence",
        b"content-transfer-encoding", b"auto-submitted", b"list-id", b"references", b"in-reply-to", b"thread-topic",
        b"dkim-signature",
    }
)  # fmt: skip
_META_CHARSET = re.compile(rb"<meta[^>]{1,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_FEW_WORDS = 30  # of a plain text beside which the HTML is looked at: it may say only that there is HTML
FORWARDED = "---------- Forwarded message ---------"  # how Gmail begins a forwarded message in plain text


def _no_text(name: str) -> UsageError:
    return UsageError(f"{name}: this is no text; give a message as text or as an .eml file")


def _is_noise(text: str) -> bool:
    """Whether many characters are none that any script has: bytes of something else that happen to decode."""
    high = [char for char in text if char > _SCRIPTS_END] if not text.isascii() else []
    most = max(_NOISY, len(text) // _NOISY)
    return len(high) > most and sum(unicodedata.category(char) in {"Cn", "Co"} for char in high) > most


def _kind_of_file(data: bytes) -> str | None:
    return next((kind for start, kind in _FILES if data.startswith(start)), None)


def _looks_like_mail(data: bytes) -> bool:
    """Tell whether a text begins with a block of headers, two of them an e-mail's, or with a subject alone."""
    start = _FIRST.match(data)
    known: set[bytes] = set()
    others = 0
    begin = start.end() if start else 0
    for line in data[begin : begin + _HEAD].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        if not line.strip():
            return bool(known & _NEVER_BY_HAND) or (not others and (len(known) > 1 or known == {b"subject"}))
        if line[:1] in b" \t" and (known or others):
            continue
        field = _FIELD.match(line)
        key = field[1].lower() if field else b""
        if field is None or key == b"sent":
            break
        if key in _OF_MAIL or key in _NEVER_BY_HAND:
            known.add(key)
        elif not key.startswith(b"x-"):
            others += 1
    return len(known & _NEVER_BY_HAND) > 1  # damaged, or headers alone


def _read_mail(data: bytes) -> Message:
    start = _FIRST.match(data)
    lines = data[start.end() if start else 0 :].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    mail = read_entity(memoryview(lines))
    texts = _Texts()
    texts.read(mail)
    return _text_message(
        decode_words(mail.headers.get("subject", "")),
        "\n\n".join(texts.found),
        sender=decode_words(mail.headers.get("from", "")),
        automatic=texts.replies or _answered_by_machine(mail),
        distributed=_distributed(mail),
        longer=texts.cut,
    )


def _text_message(
    subject: str,
    text: str,
    *,
    sender: str = "",
    automatic: bool = False,
    distributed: bool = False,
    longer: bool = False,
) -> Message:
    body = text.removeprefix("\ufeff")
    if len(body) > MOST_CHARACTERS:
        end = body.rfind("\n", MOST_CHARACTERS // 2, MOST_CHARACTERS + 1)
        body, longer = body[: end if end >= 0 else MOST_CHARACTERS], True
    return Message(subject, body, sender=sender, automatic=automatic, distributed=distributed, cut=longer)


def _answered_by_machine(mail: Entity) -> bool:
    headers = mail.headers
    return (
        _submitted(headers).startswith(("auto-replied", "auto-notified"))
        or _precedence(headers) == "auto_reply"
        or any(name in headers for name in ("x-autoreply", "x-autorespond", "x-failed-recipients"))
        or mail.kind == "multipart/report"
    )


def _distributed(mail: Entity) -> bool:
    headers = mail.headers
    return (
        _submitted(headers) not in {"no", ""}
        or _precedence(headers) in {"bulk", "junk", "list"}
        or "list-id" in headers
    )


def _submitted(headers: Mapping[str, str]) -> str:
    return headers.get("auto-submitted", "").split(";")[0].strip().lower()


def _precedence(headers: Mapping[str, str]) -> str:
    return headers.get("precedence", "").strip().lower()


class _Texts:
    """The texts of an e-mail, in the order in which they are read."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.cut = False
        self.replies = False
        """Whether it answers an invitation: whose words those are is seen in the invitation alone."""
        self._left = MOST_PARTS
        self._tags = MOST_TAGS  # of all pages together
        self._length = 0

    def read(self, entity: Entity) -> None:
        """Take the text of a part and of the parts within it."""
        self._left -= 1
        if self._left < 0 or self._length > MOST_CHARACTERS:
            self.cut = True
            return
        kind = entity.kind
        if kind == "multipart/alternative":
            choices = tuple(parts_of(entity))
            self.replies = self.replies or any(part.replies for part in choices)
            self._read_one(choices)
        elif kind.startswith("multipart/"):
            for part in parts_of(entity):
                self.read(part)
        elif kind == "message/rfc822":
            self._read_forwarded(entity)
        elif not entity.attached:
            self._add(self._text_of(entity))

    def _read_one(self, choices: tuple[Entity, ...]) -> None:
        """Take one of several forms of a text: the plain one, unless it says next to nothing."""
        plain = next((part for part in choices if part.kind == "text/plain"), None)
        others = tuple(part for part in choices if part.kind not in {"text/plain", "text/calendar"})
        text = "" if plain is None else self._text_of(plain)
        if others and len(_WORD.findall(text[:1000])) < _FEW_WORDS:
            before, length = len(self.found), self._length
            # The last form is the richest one.
            self.read(others[-1])
            rich = "\n\n".join(self.found[before:])
            if len(_WORD.findall(rich[:1000])) > len(_WORD.findall(text[:1000])):
                return
            del self.found[before:]
            self._length = length
        self._add(text)

    def _read_forwarded(self, entity: Entity) -> None:
        body = memoryview(entity.decoded()) if entity.headers.get("content-transfer-encoding") else entity.body
        inner = read_entity(body, entity.depth + 1)
        if inner.depth >= DEEPEST:
            return
        head = [f"{key}: {decode_words(inner.headers[key.lower()])}" for key in _SHOWN if key.lower() in inner.headers]
        self._add("\n".join([FORWARDED, *head]))
        replies = self.replies
        self.read(inner)
        self.replies = replies  # whoever forwards an answer says something about it

    def _text_of(self, entity: Entity) -> str:
        """Return the text of a part; of what is neither plain nor HTML there is none."""
        if entity.kind == "text/plain":
            return decode_text(entity.decoded()[: 4 * MOST_CHARACTERS + 4], entity.charset)
        if entity.kind != "text/html":
            return ""
        data = entity.decoded()
        declared = _META_CHARSET.search(data[:2000])
        charset = entity.charset or (declared[1].decode("ascii") if declared else "")
        page = read_page(decode_text(data, charset), self._tags)
        self._tags -= page.tags
        self.cut = self.cut or page.cut
        return page.text

    def _add(self, text: str) -> None:
        if text.strip():
            self.found.append(text[: MOST_CHARACTERS + 1])
            self._length += len(text)


_SHOWN = ("From", "Date", "Subject", "To")
