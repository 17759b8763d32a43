"""What is known of a word by itself, worked out when a text first has it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TypeVar

_MOST = 80_000
"""As many words are remembered."""
_FORGOTTEN = 200
"""As many of the oldest are forgotten at once where there are too many: all at once, a text would wait for it."""
T = TypeVar("T")


class Remembering(dict[str, T]):
    """What a function says of each word: ``map(known.__getitem__, words)`` asks it of each word once."""

    __slots__ = ("_work",)

    def __init__(self, work: Callable[[str], T]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, word: str) -> T:
        if len(self) >= _MOST:
            for old in list(islice(self, _FORGOTTEN)):
                del self[old]
        known = self[word] = self._work(word)
        return known
