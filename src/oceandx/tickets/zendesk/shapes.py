"""What is read of Zendesk's answers: a field that is not named here never becomes an object.

``body`` and ``plain_body`` are not: they keep text that the sender hid. Nor is ``metadata``: it tells where people are.
"""

from __future__ import annotations

from msgspec import Raw, Struct


class FieldValue(Struct, frozen=True):
    """One custom field; of a field that is not ours the value stays unread."""

    id: int
    value: Raw = Raw(b"null")


class TicketRow(Struct, frozen=True):
    """A ticket without its comments."""

    id: int
    updated_at: str
    status: str
    subject: str | None = None
    requester_id: int | None = None
    assignee_id: int | None = None
    group_id: int | None = None
    brand_id: int | None = None
    ticket_form_id: int | None = None
    tags: tuple[str, ...] = ()
    custom_fields: tuple[FieldValue, ...] = ()


class TicketAnswer(Struct, frozen=True):
    """``GET /api/v2/tickets/{id}``."""

    ticket: TicketRow


class Via(Struct, frozen=True):
    """How a comment came to be."""

    channel: str | int | None = None


class CommentRow(Struct, frozen=True):
    """One comment as HTML."""

    id: int
    author_id: int
    public: bool
    created_at: str
    html_body: str = ""
    via: Via = Via()


class Meta(Struct, frozen=True):
    """Where the next page of a list begins."""

    has_more: bool = False
    after_cursor: str | None = None


class CommentsAnswer(Struct, frozen=True):
    """One page of ``GET /api/v2/tickets/{id}/comments``."""

    comments: tuple[CommentRow, ...]
    meta: Meta = Meta()


class UserRow(Struct, frozen=True):
    """Of a user, what kind of user it is and the language; never a name or an address."""

    id: int | None = None
    role: str | None = None
    locale: str | None = None


class UsersAnswer(Struct, frozen=True):
    """``GET /api/v2/users/show_many``."""

    users: tuple[UserRow, ...]


class UserAnswer(Struct, frozen=True):
    """``GET /api/v2/users/me``: of nobody the id is null."""

    user: UserRow


class Count(Struct, frozen=True):
    """A number of rows, which may be an estimate."""

    value: int | None = None


class CountAnswer(Struct, frozen=True):
    """``GET /api/v2/tickets/count``."""

    count: Count


class ChangedRow(Struct, frozen=True):
    """A ticket of the export; ``generated_timestamp`` counts, since changes by the system keep ``updated_at``."""

    id: int
    generated_timestamp: int
    status: str = ""


class ExportAnswer(Struct, frozen=True):
    """One page of ``GET /api/v2/incremental/tickets/cursor``."""

    tickets: tuple[ChangedRow, ...]
    end_of_stream: bool
    after_cursor: str | None = None


class AuditEvent(Struct, frozen=True):
    """One event of an update; ``id`` of a comment is the comment's."""

    type: str
    id: int | None = None
    public: bool | None = None


class Audit(Struct, frozen=True):
    """What an update did."""

    events: tuple[AuditEvent, ...] = ()


class UpdateAnswer(Struct, frozen=True):
    """``PUT /api/v2/tickets/{id}``."""

    ticket: TicketRow
    audit: Audit | None = None


class TagsAnswer(Struct, frozen=True):
    """``PUT /api/v2/tickets/{id}/tags``: all tags of the ticket."""

    tags: tuple[str, ...]


class TokenAnswer(Struct, frozen=True):
    """``POST /oauth/tokens``; the type shows nothing of the token."""

    access_token: str
    token_type: str = "bearer"  # noqa: S105 - the kind of token
    scope: str | None = None
    expires_in: int | None = None

    def __repr__(self) -> str:
        return "TokenAnswer()"


class TriggerBody(Struct, frozen=True, forbid_unknown_fields=True):
    """What our trigger sends: an id, and nothing else."""

    ticket_id: int | str
