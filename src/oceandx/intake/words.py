"""Words: where they stand in a text, and what is compared of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

import Stemmer

from oceandx.intake.remembering import Remembering
from oceandx.model.vocabulary import Language

_WORDS = re.compile(r"([^\W_]+|[.!?;:,()\[\]\n•…–—>=]|(?<=\s)-(?=\s))")  # noqa: RUF001 - marks of people
# Without what they remember themselves: to go through it, as is done at times, takes longer than to read a text.
_STEMMERS = {Language.EN: Stemmer.Stemmer("english", 0), Language.FR: Stemmer.Stemmer("french", 0)}
VERSION = f"{Stemmer.version()} {unicodedata.unidata_version}"
"""What decides what words are folded and stemmed to, beside this code: the stemmer and Unicode."""
_PLURAL_VERB = 5
"""From this length on, a French word in -ent is also read as its singular: the stemmer leaves the ending on."""
_ACCENTED = tuple(zip("éèàêçôîùûâëïüáíóúñäöãåìòõýÿ", "eeaecoiuuaeiuaiounaoaaiooyy", strict=True))
_FOREIGN = re.compile(r"[^\x00-\x7f«»’“”–—…•\u00a0]")  # noqa: RUF001 - marks of people
_DOTTED = "\u0130"
_FINAL = ("\u03c2", "\u03c3")
"""The small letter of another form at the end of a word, and its usual one."""
_LAST_COMPOSED = "\u212b"
"""No letter beyond this one is a Latin, Greek or Cyrillic one with something added."""
_TOLD_BY_ACCENT = {"la": "à", "ou": "ù"}
"""Folded words of two French words each: with this letter at the end it is the rarer one (« là », « où »)."""


EXACT = "="
"""Begins the key of a word's form, and what a phrase has in place of a word that is read in that form only."""


class Words(NamedTuple):
    """The words and marks of a text, in three lists: where each begins, where it ends (excluded), its folded form.

    Apostrophes and hyphens within a word part it and are dropped.
    """

    starts: list[int]
    ends: list[int]
    forms: list[str]


def words_of(text: str) -> Words:
    """Return the words and marks of a text in order."""
    # What stands between the words, and the words.
    parts = _WORDS.split(fold(text))
    places = list(accumulate(map(len, parts)))
    words = Words(places[0:-1:2], places[1::2], parts[1::2])
    if not text.isascii():
        forms = words.forms
        for place, form in enumerate(forms):
            if form in _TOLD_BY_ACCENT and text[words.ends[place] - 1].lower() == _TOLD_BY_ACCENT[form]:
                forms[place] = text[words.starts[place] : words.ends[place]].lower()
    return words


def fold(text: str) -> str:
    """Return a text in lower case without accents, each character at its place."""
    # The Turkish capital, which alone has two characters as a small letter, loses its dot before.
    lowered = text.replace(_DOTTED, "I").lower()
    if lowered.isascii():
        return lowered
    for accented, plain in _ACCENTED:
        lowered = lowered.replace(accented, plain)
    if _FOREIGN.search(lowered) is None:
        return lowered
    lowered = lowered.replace(*_FINAL)
    for letter in {each for each in lowered if "\x7f" < each <= _LAST_COMPOSED}:
        bare = _bare(letter)
        if bare != letter:
            lowered = lowered.replace(letter, bare)
    return lowered


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    """Return one of the other letters without its accents."""
    return unicodedata.normalize("NFD", letter)[0]


def by_word(cues: Mapping[str, Mapping[Language, Iterable[str]]]) -> dict[Language, dict[str, str]]:
    """Return, by language, the cue of each folded single word."""
    return {
        language: {fold(word): cue for cue, words in cues.items() for word in words[language]} for language in Language
    }


def keys_of(form: str, language: Language) -> tuple[str, ...]:
    """Return what a word is looked up by in a sentence of a language: its form and its stems."""
    return _KEYS[language][form]


def _keys_of(language: Language, form: str) -> tuple[str, ...]:
    keys = [exact(form), stem(form, language)]
    if language is Language.FR and form.endswith("ent") and len(form) > _PLURAL_VERB:
        keys += [stem(form[:-2], language), stem(form[:-3], language)]
    return tuple(dict.fromkeys(keys))


_KEYS = {language: Remembering(partial(_keys_of, language)) for language in Language}


def exact(form: str) -> str:
    """Return the key of a word's form."""
    return f"{EXACT}{form}"


def stem(form: str, language: Language) -> str:
    """Return the key of a word's stem."""
    return f"~{_STEMMERS[language].stemWord(form)}"
