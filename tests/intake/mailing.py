"""Messages for the tests of intake, and how they are damaged."""

from __future__ import annotations

import os
import random
from functools import cache
from pathlib import Path

import yaml

from oceandx.model.intake import MailWords

# A handful in the unit lane; OCEANDX_FUZZ=10000 for a long run.
FUZZ = int(os.environ.get("OCEANDX_FUZZ", "150"))


@cache
def mail_words() -> MailWords:
    """Return the words of the knowledge base."""
    path = Path(__file__).resolve().parents[2] / "kb" / "intake" / "mail.yaml"
    lists = yaml.safe_load(path.read_text(encoding="utf-8"))
    return MailWords.of(lists)


OUTLOOK = b"""\
Received: from mail.clinic.example (192.0.2.1) by support.example; Mon, 3 Nov 2025 10:22:31 -0500
From: =?utf-8?Q?Julie_C=C3=B4t=C3=A9?= <julie@clinic.example>
To: support@support.example
Subject: =?iso-8859-1?Q?Rappels_non_envoy=E9s?=
Date: Mon, 3 Nov 2025 10:22:30 -0500
Message-ID: <1@clinic.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="outer"

This is a multi-part message.
--outer
Content-Type: multipart/alternative; boundary="inner"

--inner
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Bonjour,

Les rappels ne sont plus envoy=E9s depuis lundi, pour tous les m=E9decins de =
la clinique et pour tous les types de rendez-vous que nous avons cr=E9=E9s.

Merci
Julie

________________________________
De : Soutien <support@support.example>
Envoy=E9 : 2 novembre 2025 09:00
=C0 : Julie
Objet : Mise =E0 jour

Tout est en ordre.
--inner
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PHA+Qm9uam91ciw8L3A+PHA+TGVzIHJhcHBlbHMgbmUgc29udCBwbHVzIGVudm95w6lzLjwvcD4=
--inner--
--outer
Content-Type: application/pdf; name="guide.pdf"
Content-Disposition: attachment; filename="guide.pdf"
Content-Transfer-Encoding: base64

U0VDUkVU
--outer--
"""

APPLE = b"""\
From: Bob <bob@clinic.example>
Subject: Fwd: portal
Date: Tue, 4 Nov 2025 08:00:00 -0500
Mime-Version: 1.0 (Apple Message)
Content-Type: text/html; charset=utf-8

<html><head><style>.pre{display:none}</style></head><body><div class="pre">secret</div>
<div>Hi team,<br>FYI<br></div><div>Sent from my iPhone</div>
<blockquote type="cite"><div>Begin forwarded message:<br></div>
<div><b>From:</b> Ann &lt;ann@clinic.example&gt;<br><b>Date:</b> November 3, 2025<br><b>To:</b> Bob<br>
<b>Subject:</b> portal</div><br><div>The patient portal shows nothing since Monday.</div></blockquote></body></html>
"""

REPORT = b"""\
Return-Path: <>
From: MAILER-DAEMON@mail.example
Subject: Undelivered Mail
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/rfc822

From: bob@clinic.example
Subject: hello

The body of the message that came back.
--b--
"""

MAILS = (OUTLOOK, APPLE, REPORT)


def damaged(seed: int) -> bytes:
    """Return a mail with bytes changed, taken out, doubled or put in another place; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a fuzz, not a secret
    data = bytearray(chance.choice(MAILS))
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 1, 2, 8, 60, 400)))
        match chance.randrange(6):
            case 0:
                data[at:to] = bytes(chance.randrange(256) for _ in range(to - at))
            case 1:
                del data[at:to]
            case 2:
                data[at:at] = data[at:to] * chance.choice((1, 2, 30))
            case 3:
                data[at:at] = chance.choice(_PIECES) * chance.choice((1, 1, 3, 50))
            case 4:
                data[at:to] = bytes(data[at:to]).swapcase()
            case _:
                other = chance.choice(MAILS)
                data[at:to] = other[chance.randrange(len(other)) :][: to - at]
        if not data:
            data = bytearray(b"\n")
    return bytes(data)


_PIECES = (
    b"\r\n", b"\n\n", b"\0", b"\xff\xfe", b"--outer\n", b"--inner--\n", b"=?utf-8?B?", b"?=", b'"', b";", b"charset=",
    b"Content-Type: text/html\n\n", b"Content-Type: multipart/mixed; boundary=\n\n", b"Subject:", b"<div>", b"<!--",
    b"</blockquote>", b"&#x110000;", b"&#55555555555555555555;", b"\xf0\x9d\x90\x80", b"\xe2\x80\xae", b"\xed\xa0\x80",
    b"Content-Transfer-Encoding: base64\n", b"charset*=utf-8''%FF%00", b"name*0*=x''%", b"> ", b"From: x\nSent: y\n",
    b"boundary*9999999999=x;", b"charset=idna", b"Date: 99 99 99999999999999999999\n",
)  # fmt: skip
