"""Words in one language: texts with their label tokens, the wording of reports, names made safe."""

from __future__ import annotations

import re

from oceandx.model.knowledge import KnowledgeBase, Label, Source, Text
from oceandx.model.vocabulary import Basis, Language
from oceandx.report.typography import NO_BREAK, typeset

_LABEL = re.compile(r"\{label:([^{}]+)\}")
# What Markdown may take for markup: anywhere, in an address, and at the start of a line.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&@]|(?<=:)/(?=/)|(?<=\bwww)\.)", re.IGNORECASE)
_LEADING = re.compile(r"^(?=[-+=])|(?<=^\d)(?=[.)])|(?<=^\d\d)(?=[.)])")
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Words:
    """The words of one knowledge base in one language, for Markdown or for plain text."""

    def __init__(self, kb: KnowledgeBase, language: Language, *, markdown: bool) -> None:
        self._kb = kb
        self._markdown = markdown
        self.language = language

    def say(self, text: Text, /, **values: object) -> str:
        """Return a text with its labels rendered and its placeholders filled in."""
        sentence = _LABEL.sub(lambda match: self.label(match[1]), text.get(self.language))
        for name, value in values.items():
            sentence = sentence.replace(f"{{{name}}}", str(value))
        return self.typeset(sentence)

    def word(self, key: str, /, **values: object) -> str:
        """Return an entry of kb/wording.yaml."""
        return self.say(self._kb.wording[key], **values)

    def inside(self, key: str) -> str:
        """Return an entry of kb/wording.yaml with a small first letter, for the middle of a sentence."""
        entry = self.word(key)
        return entry[0].lower() + entry[1:]

    def lead(self, key: str) -> str:
        """Return what an entry of kb/wording.yaml says before its text, as a lead-in that stands out."""
        return f"**{self.word(key, text='').strip()}**"

    def decimal(self, number: float) -> str:
        """Return a number with two decimals."""
        text = f"{number:.2f}"
        return text.replace(".", ",") if self.language is Language.FR else text

    def word_or(self, key: str, fallback: str) -> str:
        """Return an entry of kb/wording.yaml, or the fallback where there is none."""
        return self.word(key) if key in self._kb.wording else fallback

    def label(self, name: str) -> str:
        """Return an on-screen label: as the screen shows it, or its French name with the English in parentheses."""
        label = self._kb.labels[name]
        if self.language is Language.EN or label.invariant:
            return self._strong(label.text.get(self.language))
        if label.french_screen:
            return _quoted(label.text.fr)
        return f"{_quoted(label.text.fr)} ({self._english(label)})"

    def name(self, name: str) -> str:
        """Return a name from the clinic's own files so that it cannot act as markup."""
        clean = _UNPRINTED.sub(" ", name).strip()
        return _LEADING.sub(r"\\", _MARKDOWN.sub(r"\\\1", clean)) if self._markdown else clean

    def basis(self, basis: Basis) -> str:
        """Return who stands behind a statement."""
        return self.word(f"basis.{basis}")

    def sources(self, codes: tuple[str, ...]) -> list[Source]:
        """Return the cited pages in this language where they exist in it, each once."""
        wanted = [self._kb.sources[code] for code in codes]
        found = [self._translated(source) for source in wanted]
        by_url: dict[str, Source] = {}
        for source in found:
            by_url.setdefault(source.url, source)
        return list(by_url.values())

    def is_foreign(self, source: Source) -> bool:
        """Say whether a page is in the other language."""
        return not source.locale.startswith(self.language)

    def typeset(self, text: str) -> str:
        """Return the text with the spacing of the language."""
        return typeset(text) if self.language is Language.FR else text

    def _translated(self, source: Source) -> Source:
        if self.is_foreign(source) and source.translation:
            return self._kb.sources[source.translation]
        return source

    def _strong(self, text: str) -> str:
        if self._markdown:
            return f"**{text}**"
        return f"“{text}”" if self.language is Language.EN else text

    def _english(self, label: Label) -> str:
        return f"**{label.text.en}**" if self._markdown else label.text.en


def _quoted(text: str) -> str:
    return f"«{NO_BREAK}{text}{NO_BREAK}»"
