"""French and English: which one to use when nobody says."""

from __future__ import annotations

from collections.abc import Mapping

from oceandx.model.vocabulary import Language


def from_locale(environment: Mapping[str, str]) -> Language:
    """Return the language of the locale (LC_ALL, LC_MESSAGES, LANG in that order); English when it is another."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return Language.FR if environment[name].lower().startswith("fr") else Language.EN
    return Language.EN
