"""Facts that a person enters: one typed value, or unknown with its reason."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from oceandx.errors import UsageError
from oceandx.model.case import Known, Unknown, Value
from oceandx.model.knowledge import FactDefinition
from oceandx.model.vocabulary import FactType, UnknownReason

Definitions = Mapping[str, FactDefinition]

_YES = ("true", "yes", "oui", "vrai")
_NO = ("false", "no", "non", "faux")
_UNKNOWN = ("unknown", "inconnu", "?")


def enter_fact(definitions: Definitions, text: str, as_of: datetime.date) -> Known | Unknown:
    """Return the fact of one ``name=value``.

    The name is a fact's name, or the code of a check that only one fact answers; ``unknown`` says that the person
    does not know, ``unknown:REASON`` why else it is not known. Raises UsageError with what would be right.
    """
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--fact {text}: write --fact NAME=VALUE")
    try:
        return make_fact(definitions, name.strip(), value.strip(), "answer", as_of.isoformat())
    except UsageError as error:
        raise UsageError(f"--fact {text}: {error}") from error


def make_fact(definitions: Definitions, name: str, value: object, source: str, observed_at: str) -> Known | Unknown:
    """Return a fact with a value of its type; texts are read, other values must have the type already."""
    definition = definitions[find_fact(definitions, name)]
    word = str(value).lower()
    head, _, reason = word.partition(":")
    if isinstance(value, str) and head in _UNKNOWN:
        return Unknown(definition.name, read_reason(reason), source, observed_at)
    return Known(definition.name, read_value(definition, value), source, observed_at)


def find_fact(definitions: Definitions, name: str) -> str:
    """Return the name of the fact that a name or a check's code means."""
    if name in definitions:
        return name
    coded = [d.name for d in definitions.values() if d.code is not None and d.code == name.upper()]
    if len(coded) == 1:
        return coded[0]
    if coded:
        raise UsageError(f"'{name}' is answered by several facts: {', '.join(coded)}; name one")
    near = _nearest(name, definitions)
    hint = f"; did you mean '{near[0]}'?" if near else "; see 'oceandx kb list --kind fact'"
    raise UsageError(f"unknown fact '{name}'{hint}")


def read_reason(word: str) -> UnknownReason:
    """Return the reason why a fact is not known; none given means that the person does not know."""
    if not word:
        return UnknownReason.NOT_KNOWN
    if word not in set(UnknownReason):
        raise UsageError(f"'{word}' is no reason; one of {', '.join(UnknownReason)}")
    return UnknownReason(word)


def read_value(definition: FactDefinition, value: object) -> Value:
    """Return a value of the fact's type, or raise UsageError with what would be right."""
    match definition.type:
        case FactType.BOOLEAN:
            return _boolean(value)
        case FactType.INTEGER:
            return _integer(definition, value)
        case FactType.CHOICE:
            return _choice(definition, value)
        case FactType.DATE:
            return _date(value)


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = value.lower() if isinstance(value, str) else ""
    if word in _YES or word in _NO:
        return word in _YES
    raise UsageError(f"'{value}' where true or false is needed")


def _integer(definition: FactDefinition, value: object) -> int:
    number = value
    if isinstance(value, str) and value.lstrip("-").isdecimal() and len(value) < len("-9007199254740992"):
        number = int(value)
    if isinstance(number, bool) or not isinstance(number, int):
        raise UsageError(f"'{value}' where a whole number is needed")
    low, high = definition.minimum, definition.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise UsageError(f"{number} is outside {low} to {high}")
    return number


def _choice(definition: FactDefinition, value: object) -> str:
    word = str(value).lower().replace("_", "-")
    if word in definition.choices:
        return word
    near = _nearest(word, definition.choices)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    raise UsageError(f"'{value}' is not one of {', '.join(definition.choices)}{hint}")


def _nearest(word: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(word, list(known), n=1)


def _date(value: object) -> str:
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise UsageError(f"'{value}' where a date such as 2026-11-22 is needed") from error
