"""Keeping: the lexicons of a knowledge base between runs, beside the compiled knowledge base."""

from __future__ import annotations

from pathlib import Path

from oceandx.intake import lexicon, lexicons, packed, phrases, tree, words
from oceandx.intake.lexicons import Lexicons, build_lexicons, read_lexicons
from oceandx.knowledge import cache, recognition
from oceandx.model.recognition import Vocabulary

_KIND = "lexicons"
_MAKERS = (recognition, words, phrases, packed, tree, lexicon, lexicons)
"""All code that decides what a lexicon holds: where one of these has changed, lexicons are made anew."""


def lexicons_of(vocabulary: Vocabulary, digest: str, folder: Path | None) -> Lexicons:
    """Return the lexicons of a vocabulary as they are kept in a folder; else make them and keep them there.

    ``digest``: the hash of the knowledge base; ``folder``: None keeps nothing.
    """
    if folder is None:
        return build_lexicons(vocabulary)
    key = cache.key_of(digest, cache.code_of(*_MAKERS), words.VERSION)
    plain = cache.load(folder, key, _KIND)
    if plain is not None:
        return read_lexicons(vocabulary, plain)
    made = build_lexicons(vocabulary)
    cache.store(folder, key, made.plain(), _KIND)
    return made
