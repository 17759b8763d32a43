"""What comes in, as text: e-mails, pages and plain text, whole or damaged."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.mailing import APPLE, FUZZ, OUTLOOK, REPORT, damaged, mail_words
from oceandx.errors import UsageError
from oceandx.intake.cleaning import clean
from oceandx.intake.message import MOST_BYTES, MOST_CHARACTERS, Message, read_message
from oceandx.intake.parts import split_parts, to_read

HEAD = b"From: a@clinic.example\nSubject: s\nMIME-Version: 1.0\n"


def test_an_outlook_message_gives_its_decoded_subject_sender_and_plain_text_without_the_attachment() -> None:
    message = read_message(OUTLOOK)
    assert message.subject == "Rappels non envoyés"
    assert message.sender == "Julie Côté <julie@clinic.example>"
    assert "Les rappels ne sont plus envoyés depuis lundi, pour tous les médecins de la clinique" in message.body
    assert "SECRET" not in message.body
    assert "U0VD" not in message.body
    assert not message.automatic
    assert not message.cut


def test_line_ends_of_any_system_give_the_same_message() -> None:
    assert read_message(OUTLOOK.replace(b"\n", b"\r\n")) == read_message(OUTLOOK)
    assert read_message(OUTLOOK.replace(b"\n", b"\r")) == read_message(OUTLOOK)


def test_an_html_message_is_read_as_it_is_seen() -> None:
    body = read_message(APPLE).body
    assert "secret" not in body
    assert "> The patient portal shows nothing since Monday." in body


def test_a_mail_that_came_back_is_automatic_and_what_it_brings_back_is_forwarded() -> None:
    message = read_message(REPORT)
    assert message.automatic
    assert "---------- Forwarded message ---------\nFrom: bob@clinic.example\nSubject: hello" in message.body
    assert message.body.endswith("The body of the message that came back.")


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-notified; owner-email=x", "Precedence: auto_reply",
        "X-Autoreply: yes", "X-Failed-Recipients: a@clinic.example", "Content-Type: multipart/report; boundary=x",
    ],
)  # fmt: skip
def test_headers_tell_what_a_machine_answered(header: str) -> None:
    assert read_message(HEAD + header.encode() + b"\n\nhello").automatic


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-generated", "Precedence: bulk", "Precedence: junk", "Precedence: List",
        "List-Id: <desk.clinic.example>",
    ],
)  # fmt: skip
def test_headers_tell_what_a_machine_passed_on(header: str) -> None:
    message = read_message(HEAD + header.encode() + b"\n\nhello")
    assert (message.automatic, message.distributed) == (False, True)


@pytest.mark.parametrize(("method", "answers"), [("REPLY", True), ("REQUEST", False)])
def test_an_answer_to_an_invitation_is_automatic(method: str, answers: bool) -> None:
    mail = (
        HEAD
        + (
            "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee you then.\n"
            f"--x\nContent-Type: text/calendar; charset=utf-8; method={method}\n\nBEGIN:VCALENDAR\n--x--\n"
        ).encode()
    )
    assert read_message(mail).automatic is answers


def test_a_forwarded_answer_to_an_invitation_is_somebodys() -> None:
    mail = HEAD + (
        b"Content-Type: multipart/mixed; boundary=y\n\n--y\n\nShe accepted, but the kiosk is empty.\n--y\n"
        b"Content-Type: message/rfc822\n\nSubject: Accepted\nContent-Type: multipart/alternative; boundary=x\n\n--x\n\n"
        b"Yes.\n--x\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n--x--\n\n--y--\n"
    )
    assert not read_message(mail).automatic


@pytest.mark.parametrize("header", ["Auto-Submitted: no", "Precedence: first-class", "X-Mailer: Outlook"])
def test_other_headers_do_not(header: str) -> None:
    message = read_message(HEAD + header.encode() + b"\n\nhello")
    assert not (message.automatic)
    assert not (message.distributed)


@pytest.mark.parametrize(
    ("data", "body"),
    [
        ("Océan n'affiche rien".encode(), "Océan n'affiche rien"),
        ("\ufeffOcéan".encode(), "Océan"),
        ("Océan n'affiche rien".encode("cp1252"), "Océan n'affiche rien"),
        ("café".encode("cp1252"), "café"),
        ("Océan".encode("utf-16"), "Océan"),
        (b"a\r\nb\rc", "a\r\nb\rc"),  # as it came in: offsets point there
        (b"", ""),
        (b"<html><body><p>Bonjour<p>Ocean</body></html>", "Bonjour\n\nOcean"),
        (b"From: Ann\nSent: Monday\nTo: Bob\nSubject: x\n\nold", "From: Ann\nSent: Monday\nTo: Bob\nSubject: x\n\nold"),
        (b"Note: the reminders fail\n\nsince Monday", "Note: the reminders fail\n\nsince Monday"),
        (b"From: Clinic\nProvider: all\nSubject: x\n\nText", "From: Clinic\nProvider: all\nSubject: x\n\nText"),
    ],
)
def test_plain_text_is_told_from_mail_and_read_in_its_encoding(data: bytes, body: str) -> None:
    assert read_message(data) == Message("", body)


def test_one_damaged_byte_does_not_change_the_encoding_of_all_others() -> None:
    body = read_message("é è à ç ê î".encode() + b"\xff" + "ô û".encode()).body
    assert body.startswith("é è à ç ê î")
    assert body.endswith("ô û")


def test_a_subject_and_a_text_are_a_message() -> None:
    assert read_message(b"Subject: Rappels\n\nRien ne part.") == Message("Rappels", "Rien ne part.")


@pytest.mark.parametrize("charset", ["no-such-thing", "punycode", "idna", "utf-16", "undefined", "base64", "\0"])
def test_an_encoding_that_is_none_does_not_lose_the_text(charset: str) -> None:
    head = HEAD + b"Content-Type: text/plain; charset=" + charset.encode() + b"\n\n"
    assert read_message(head + b"Reminders fail").body.replace("\ufffd", "")


def test_a_plain_text_that_says_nothing_gives_way_to_the_page() -> None:
    mail = HEAD + (
        b"Content-Type: multipart/alternative; boundary=b\n\n--b\n\nSee the HTML.\n--b\n"
        b"Content-Type: text/html\n\n<p>The reminders fail since Monday\n--b--\n"
    )
    assert read_message(mail).body == "The reminders fail since Monday"


def test_an_unnamed_or_wrong_boundary_is_guessed() -> None:
    mail = HEAD + b"Content-Type: multipart/mixed\n\n--xyz123\nContent-Type: text/plain\n\nReminders fail\n--xyz123--\n"
    assert read_message(mail).body == "Reminders fail"


def test_a_long_body_is_cut_at_a_line_end_and_says_so() -> None:
    message = read_message(b"hello world\n" * 50_000)
    assert message.cut
    assert MOST_CHARACTERS - 20 < len(message.body) <= MOST_CHARACTERS
    assert message.body.endswith("hello world")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"x" * 99, b"%PDF-1.7 ", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"text with a \0 in it",
        bytes(range(256)) * 4, b"x" * (MOST_BYTES + 1), "a\U000f1234b\U00051234".encode() * 99,
    ],
)  # fmt: skip
def test_what_holds_no_text_is_refused_in_one_line_that_names_it(data: bytes) -> None:
    with pytest.raises(UsageError) as refusal:
        read_message(data, "ticket.eml")
    assert str(refusal.value).startswith("ticket.eml: ")
    assert "\n" not in str(refusal.value)


def _nested(levels: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(levels))


@pytest.mark.parametrize(
    "data",
    [
        b"hello world abc\n" * 650_000,
        HEAD + b"\n" + b"hello world abc\n" * 650_000,
        HEAD + b"Content-Type: text/html\n\n" + b"<p>hello world</p>\n" * 500_000,
        HEAD + b"Content-Type: text/html\n\n<table>" + b"<tr><td>a<td>b" * 700_000,
        HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 1_000_000,
        HEAD + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(b"hello w\xc3\xa9\n" * 1_500_000),
        HEAD + _nested(20_000),
        HEAD + _nested(12) + b"abc\n--b\n" * 3_000_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 2_000_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--bx\n" * 4_000_000,
        HEAD + b"Content-Type: message/rfc822\n\n" * 100_000,
        b"Message-ID: x\nSubject: " + b"=?" * 4_000_000 + b"\n\nx",
        HEAD + b"Content-Type: multipart/mixed" + b';"' * 4_000_000 + b"\n\nx",
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"
        + (b"--b\nContent-Type: text/html\n\n" + b'<p style="color:red">' * 4_900 + b"\n") * 190,
    ],
    ids=lambda data: f"{len(data)}-{data[50:110]!r}",
)  # fmt: skip
def test_a_message_that_is_made_to_be_slow_gives_a_bounded_text(data: bytes) -> None:
    message = read_message(data)
    assert len(message.body) <= MOST_CHARACTERS


@pytest.mark.parametrize(
    "text",
    [
        "\u63d0\u9192\u6ca1\u6709\u53d1\u9001",
        "\U0001f642" * 40,
        "\ue0a1 Rappels \uf0b7 manquants depuis le 3",
        "\ue0a1 ok",
    ],
)
def test_other_scripts_pictures_and_the_odd_icon_are_text(text: str) -> None:
    assert read_message(text.encode()).body == text


@pytest.mark.parametrize("block", range(10))
def test_a_damaged_mail_is_read_or_refused_but_never_an_error(block: int) -> None:
    split_parts("Words are made ready once.", mail_words())
    for seed in range(block, FUZZ, 10):
        data = damaged(seed)
        try:
            message = read_message(data)
        except UsageError:
            continue
        text = clean(message.body).text
        parts = split_parts(text, mail_words())
        assert "".join(text[part.start : part.end] for part in parts) == text, seed
        to_read(parts, text)
        text.encode()


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        message = read_message(data)
    except UsageError:
        return
    assert "\r" not in clean(message.body).text


@given(st.text(max_size=500), st.sampled_from(["utf-8", "utf-16"]))
def test_text_of_an_editor_comes_through(text: str, encoding: str) -> None:
    text = "é " + "".join(char for char in text if char.isprintable() or char == "\n")
    assert read_message(text.encode(encoding)).body == text


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "CP1252", "latin1"])
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_text_that_is_utf_8_is_read_so_whatever_its_label_says(charset: str, kind: str) -> None:
    text = "Élise Bélanger à Québec"
    head = f"From: a@clinic.example\nTo: b@desk.example\nContent-Type: text/{kind}; charset={charset}\n\n"
    assert read_message(head.encode() + text.encode()).body.strip() == text
    assert read_message(head.encode() + text.encode("cp1252")).body.strip() == text
