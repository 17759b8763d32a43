"""Help texts in the user's language, read only when help is shown."""

from __future__ import annotations

import os
import sys
from functools import cache

from oceandx.language import from_locale
from oceandx.model.vocabulary import Language

_WANTS_HELP = ("--help", "-h")


def chosen_language(arguments: list[str]) -> Language:
    """Return the language that ``--lang`` names, else the locale's."""
    for index, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            word = value or (arguments[index + 1] if index + 1 < len(arguments) else "")
            if word in set(Language):
                return Language(word)
    return from_locale(os.environ)


def text(key: str) -> str:
    """Return one help text; empty when this run shows no help, so that nothing is read for it."""
    arguments = sys.argv[1:]
    if arguments and not any(word in arguments for word in _WANTS_HELP) and arguments != ["kb"]:
        return ""
    language = chosen_language(arguments)
    said = _catalogue()[key][language]
    if language is not Language.FR:
        return said
    from oceandx.report.typography import typeset

    return typeset(said)


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    """Read the wording alone: help must work even when the rest of the knowledge base does not."""
    from oceandx.knowledge.reader import read
    from oceandx.resources import knowledge_root

    file = knowledge_root() / "kb" / "wording.yaml"
    node, _ = read(str(file), file.read_bytes())
    plain = node.plain() if node else {}
    wording = plain.get("wording", {}) if isinstance(plain, dict) else {}
    return {key.removeprefix("help."): value for key, value in wording.items() if key.startswith("help.")}
