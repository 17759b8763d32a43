"""The parts of REST 2.0's answers that are read; everything else is dropped before it is a value."""

from __future__ import annotations

from msgspec import Struct, field


class _Part(Struct, rename="pascal"):
    """A part of an answer; ``repr`` shows nothing of it."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class Person(_Part):
    """A user; what the account may not see is missing or empty."""

    key: int | str = field(default="", name="id")
    name: str | None = None
    lang: str | None = None
    email_address: str | None = None


class UserRecord(_Part):
    """What is read of a user's own record: whether staff."""

    privileged: int | None = None


class Link(_Part, rename=None):
    """Something that the account may do next."""

    ref: str = ""


class FieldValues(_Part, rename=None):
    """One custom field of a ticket that the account can see, with its values."""

    id: int
    name: str = ""
    values: list[str | dict[str, object] | None] = []


class QueueName(_Part):
    """The queue of a ticket; its name only where the account may see queues."""

    key: int | str = field(default="", name="id")
    name: str | None = None


class TicketRecord(_Part):
    """One ticket."""

    id: int = field(name="id")
    status: str = ""
    subject: str | None = None
    last_updated: str = ""
    queue: QueueName = field(default_factory=QueueName)
    owner: Person = field(default_factory=Person)
    custom_fields: list[FieldValues] = []
    links: list[Link] = field(default=[], name="_hyperlinks")


class TicketRow(_Part):
    """One ticket of a search."""

    id: int = field(name="id")
    last_updated: str = ""
    status: str = ""
    requestor: list[Person] = []
    cc: list[Person] = []


class TicketRows(_Part, rename=None):
    """A page of a search; ``total`` is missing where the server does not count for the account."""

    items: list[TicketRow]
    total: int | None = None


class Transaction(_Part):
    """One entry of a ticket's history; ``data`` is the subject line where it is a message."""

    id: int = field(name="id")
    type: str = field(name="Type", default="")
    created: str = ""
    creator: Person = field(default_factory=Person)
    field_id: str | None = field(name="Field", default=None)
    old_value: str | None = None
    new_value: str | None = None
    data: str | None = None


class Transactions(_Part, rename=None):
    """A page of a history; what the account may not see is left out of it."""

    items: list[Transaction]


class PartRow(_Part):
    """One part of a message, without its content."""

    id: int = field(name="id")
    transaction_id: int | str = ""
    content_type: str | None = None
    content_length: int | str | None = None
    filename: str | None = None


class PartRows(_Part, rename=None):
    """A page of the parts of a ticket's messages."""

    items: list[PartRow]


class Whole(_Part, rename=None):
    """The part of a message that holds another."""

    id: int


class PartRecord(_Part):
    """One part of a message; ``content`` is base 64, ``parent`` is 0 where no other part holds it."""

    id: int = field(name="id")
    parent: Whole | int | str | None = None
    content: str | None = None
    headers: str | None = None
