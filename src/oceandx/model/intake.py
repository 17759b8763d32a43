"""The words by which intake reads a message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class MailWords:
    """Phrases of both languages by which the parts of a message are known; see kb/intake/mail.yaml for each."""

    reply_openings: tuple[str, ...]
    reply_verbs: tuple[str, ...]
    forward_lines: tuple[str, ...]
    original_lines: tuple[str, ...]
    sender_labels: tuple[str, ...]
    header_labels: tuple[str, ...]
    greetings: tuple[str, ...]
    greeting_words: tuple[str, ...]
    sign_offs: tuple[str, ...]
    sign_off_words: tuple[str, ...]
    devices: tuple[str, ...]
    titles: tuple[str, ...]
    places: tuple[str, ...]
    not_names: tuple[str, ...]
    disclaimers: tuple[str, ...]
    banners: tuple[str, ...]
    banner_lines: tuple[str, ...]
    pointers: tuple[str, ...]
    no_subject: tuple[str, ...]
    desks: tuple[str, ...]
    says_nothing: tuple[str, ...]

    def __hash__(self) -> int:
        """Hash a few words only: the words are the key of what is compiled from them, once for each message."""
        return hash(self.sender_labels)

    @classmethod
    def of(cls, lists: Mapping[str, Mapping[str, Iterable[str]]]) -> Self:
        """Return the words of a mapping from each list's name to its phrases by language; both languages are read."""
        names = [field.name for field in fields(cls)]
        return cls(**{name: tuple(phrase for phrases in lists[name].values() for phrase in phrases) for name in names})
