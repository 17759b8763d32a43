"""A map whose values are made when they are first asked for: a short run makes few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")


class Lazy(Mapping[K, T]):
    """Keys in a fixed order, each with the call that makes its value once."""

    def __init__(self, makers: Mapping[K, Callable[[], T]]) -> None:
        self._makers = makers
        self._made: dict[K, T] = {}

    def __getitem__(self, key: K) -> T:
        if key not in self._made:
            self._made[key] = self._makers[key]()
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._makers

    def __iter__(self) -> Iterator[K]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and dict(self) == dict(other)

    __hash__ = None  # type: ignore[assignment]  # equal maps have no common hash

    def __repr__(self) -> str:
        return repr(dict(self))
