"""Request Tracker read: who said what and to whom, what changed since the last poll, and which webhook to believe."""

from dataclasses import replace

import httpx
import pytest

from oceandx.tickets.helpdesk import Author, OwnField, TicketGone
from tickets.rt.records import AGENT, BOT, CUSTOMER, STRANGER, SYSTEM, FakeUser
from tickets.rt.server import FIRST, SECRET, TOKEN, FakeRt, tracker


def test_a_ticket_with_its_messages() -> None:
    server = FakeRt()
    server.ticket(owner="agente", values={"Oceandx diagnosis": ["C02"], "Oceandx tags": ["a", "é"]})
    server.say(1, "Correspond", "<p>Réponse</p>", html=True)
    server.enter(1, "EmailRecord", SYSTEM)
    server.say(1, "Comment", "entre nous")
    server.say(1, "Comment", "note", by=BOT)
    server.say(1, "Correspond", "moi aussi", by=STRANGER)
    server.say(1, "Correspond", "réponse automatique", by=SYSTEM)
    ticket = tracker(server).fetch("1")
    said = [(one.author, one.public, one.text, one.html) for one in ticket.messages]
    assert said == [
        (Author.CUSTOMER, True, FIRST, ""),
        (Author.AGENT, True, "", "<p>Réponse</p>"),
        (Author.AGENT, False, "entre nous", ""),
        (Author.SELF, False, "note", ""),
        (Author.CUSTOMER, True, "moi aussi", ""),
        (Author.SYSTEM, True, "réponse automatique", ""),
    ]
    assert (ticket.id, ticket.version, ticket.queue, ticket.closed) == ("1", '"47"', "Intégration", False)
    assert (ticket.subject, ticket.updated_at) == ("Rien ne se synchronise", "2026-11-26T05:06:40Z")
    assert (ticket.customer_locale, ticket.agent_locale) == ("fr-CA", "fr")
    assert (ticket.fields, ticket.tags) == ({OwnField.DIAGNOSIS: "C02"}, frozenset({"a", "é"}))


def test_an_agent_who_asks_is_a_customer_here() -> None:
    server = FakeRt()
    server.ticket(by=AGENT).requestors = [AGENT]
    server.ticket(by=AGENT)
    authors = [tracker(server).fetch(one).messages[0].author for one in ("1", "2")]
    assert authors == [Author.CUSTOMER, Author.AGENT]


def test_where_user_records_are_closed_staff_is_known_by_its_comments() -> None:
    server = FakeRt()
    server.ticket()
    server.say(1, "Correspond", "?", by=AGENT)
    server.say(1, "Comment", "!", by=AGENT)
    server.on = lambda request: httpx.Response(403, json={}) if "/user/" in request.url.path else None
    assert [one.author for one in tracker(server).fetch("1").messages[1:]] == [Author.CUSTOMER, Author.AGENT]


def test_a_user_record_is_read_once() -> None:
    server = FakeRt()
    server.ticket()
    server.say(1, "Comment", "!", by=AGENT)
    rt = tracker(server)
    rt.fetch("1")
    rt.fetch("1")
    assert [path for _, path in server.calls].count("/user/37") == 1


@pytest.mark.parametrize(
    ("status", "closed"), [("new", False), ("open", False), ("stalled", False), ("resolved", True), ("rejected", True)]
)
def test_which_tickets_are_closed(status: str, closed: bool) -> None:
    server = FakeRt()
    server.ticket(status=status)
    assert tracker(server).fetch("1").closed is closed


@pytest.mark.parametrize(
    "ticket_id", ["9", "0", "-1", "1/comment", "../user", "1?x", "", "x", "\N{ARABIC-INDIC DIGIT ONE}"]
)
def test_a_ticket_that_is_not_there(ticket_id: str) -> None:
    server = FakeRt()
    server.ticket()
    with pytest.raises(TicketGone):
        tracker(server).fetch(ticket_id)
    assert all(path == "/ticket/9" for _, path in server.calls)


def test_deleted_and_merged_tickets_are_gone() -> None:
    server = FakeRt()
    server.ticket(status="deleted")
    server.ticket(merged_into=3)
    server.ticket()
    rt = tracker(server)
    for ticket_id in ("1", "2"):
        with pytest.raises(TicketGone):
            rt.fetch(ticket_id)


def mail(server: FakeRt, *parts: tuple[str, str | None, int, str]) -> None:
    """Add a message of several parts: kind, content, which part holds it (counted from 1, 0: none), file name."""
    entry = server.enter(1, "Correspond", CUSTOMER)
    first = len(server.parts)
    for kind, content, parent, filename in parts:
        server.part(entry, kind, content, parent=first + parent if parent else 0, filename=filename)


def test_of_two_versions_of_one_message_the_html_is_read_and_no_file() -> None:
    server = FakeRt()
    server.ticket()
    mail(
        server,
        ("multipart/mixed", None, 0, ""),
        ("multipart/alternative", None, 1, ""),
        ("text/plain", "Voyez l'annexe", 2, ""),
        ("text/html", "<p>Voyez l'annexe</p>", 2, ""),
        ("image/png", "PNG" * 10, 1, "capture.png"),
        ("text/plain", "x" * 3_000_000, 1, "journal.txt"),
        ("text/plain", "-- \nSignature <1>", 1, ""),
    )
    (message,) = tracker(server).fetch("1").messages[1:]
    assert message.html == "<p>Voyez l'annexe</p>\n<p>-- <br>Signature &lt;1&gt;</p>"
    assert message.text == ""


def test_a_mail_inside_a_mail_is_not_the_senders_own_words() -> None:
    server = FakeRt()
    server.ticket()
    mail(
        server,
        ("multipart/mixed", None, 0, ""),
        ("text/plain", "Je fais suivre", 1, ""),
        ("message/rfc822", None, 1, ""),
        ("multipart/alternative", None, 3, ""),
        ("text/plain", "d'une autre", 4, ""),
        ("text/plain", "directement", 3, ""),
    )
    (message,) = tracker(server).fetch("1").messages[1:]
    assert message.text == "Je fais suivre"


def test_text_that_is_too_large_is_not_fetched() -> None:
    server = FakeRt()
    server.ticket("x" * 3_000)
    server.say(1, "Correspond", "court")
    ticket = tracker(server, text_bytes=2_000).fetch("1")
    assert [one.text for one in ticket.messages] == ["", "court"]
    assert ("GET", "/attachment/1") not in server.calls


def test_of_a_long_ticket_the_first_message_and_the_newest_are_read() -> None:
    server = FakeRt()
    server.ticket("premier")
    for number in range(250):
        server.say(1, "Correspond", str(number))
    ticket = tracker(server, messages=3).fetch("1")
    assert [one.text for one in ticket.messages] == ["premier", "248", "249"]


def test_what_the_account_may_not_see_hides_nothing_that_comes_after_it() -> None:
    server = FakeRt()
    server.ticket()
    for _ in range(250):
        server.hidden.add(server.enter(1, "CustomField", AGENT, Field="9"))
    server.say(1, "Correspond", "enfin")
    assert [one.text for one in tracker(server).fetch("1").messages][1:] == ["enfin"]


def test_nothing_of_a_ticket_shows_in_what_is_printed() -> None:
    server = FakeRt()
    said = "TICKET-CANARY"  # no digits alone: they would stand in the address of an object now and then
    server.ticket(said)
    rt = tracker(server)
    assert rt.fetch("1").messages[0].text == said
    shown = repr(rt) + "".join(repr(vars(part)) for part in [rt, *vars(rt).values()] if hasattr(part, "__dict__"))
    assert "RtSettings" in shown
    assert not any(text in shown for text in (said, "agenda", "cliente", TOKEN, SECRET))


def test_users_with_the_number_of_another_as_their_name_are_not_taken_for_it() -> None:
    server = FakeRt()
    server.users[41] = FakeUser(41, "37", privileged=0)
    server.ticket()
    server.say(1, "Correspond", "je suis agente", by=replace(server.users[41]))
    assert tracker(server).fetch("1").messages[1].author is Author.CUSTOMER
