"""The list behind a collected fact as lines: hidden bookings, shares, and what kept a system from answering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from oceandx.model.case import Detail
from oceandx.report.words import Words

_MOST = 12


def detail_lines(words: Words, detail: Detail) -> list[str]:
    """Return a line for each item of a kind that is known here; the gaps of the grid have a section of their own."""
    lines = [line for item in detail[:_MOST] for line in _line(words, item)]
    more = len(detail) - _MOST
    return [*lines, words.word("detail.more", count=more)] if lines and more > 0 else lines


def trouble_line(words: Words, item: Mapping[str, object]) -> str:
    """Return what went wrong with a call, and which call it was."""
    problem = words.word_or(f"trouble.{item['problem']}", words.name(str(item["problem"])))
    call = " ".join(str(item[part]) for part in ("call", "status") if part in item)
    return words.word("trouble.line", problem=problem, call=words.name(call)) if call else problem


def _line(words: Words, item: Mapping[str, object]) -> Iterator[str]:
    if "problem" in item:
        yield trouble_line(words, item)
    elif "confirmed" in item and "bookings" in item:
        yield words.word("detail.confirmed", **_shown(words, item))
    elif "bookings" in item:
        yield words.word("detail.hidden", **_shown(words, item))
    elif "other_file" in item:
        files = {key: words.word_or(f"source.import_{item[key]}", str(item[key])) for key in ("file", "other_file")}
        name = item.get("provider", item.get("office"))
        yield words.word("detail.near", **{**_shown(words, item), **files, "name": words.name(str(name))})
    elif "connected_user" in item:
        yield words.word("detail.users", **_shown(words, item))
    elif "value" in item:
        value = words.word_or(f"detail.value_{item['value']}".lower(), words.name(str(item["value"])))
        yield words.word("detail.value", name=_names(words, item), value=value)
    elif "missing" not in item and (names := _names(words, item)):
        yield names


def _names(words: Words, item: Mapping[str, object]) -> str:
    """Return whom or what an item is about: an office, a provider, a reminder rule, a day."""
    return ", ".join(words.name(str(item[key])) for key in ("office", "provider", "rule", "date") if key in item)


def _shown(words: Words, item: Mapping[str, object]) -> dict[str, str]:
    return {key: words.name(str(value)) for key, value in item.items()}
