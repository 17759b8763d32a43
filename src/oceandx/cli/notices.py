"""What was noticed in imported files, told on standard error."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from oceandx.cli.options import say

if TYPE_CHECKING:
    from oceandx.facts.imports.imported import Notice
    from oceandx.report.words import Words


def notify(words: Words, notices: Iterable[Notice]) -> None:
    """Tell each notice with its place."""
    for notice in notices:
        place = f"{notice.file}:{notice.row}:{notice.column}"
        values = {
            key: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
            for key, value in notice.values.items()
        }
        say(words.word(f"message.{notice.kind}", place=place, **values))
