"""Both languages say the same: same labels, placeholders and numbers; labels are tokens; typography holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from oceandx.errors import Problem
from oceandx.knowledge.check.names import Names, fields, items
from oceandx.knowledge.reader import Node
from oceandx.knowledge.schema import did_you_mean

TOKEN = re.compile(r"\{([^{}]*)\}")
_NUMBER = re.compile(r"\d+")
_FULL_HOUR = re.compile(r"(?<=\d):00\b")  # 21:00 in English is 21 h in French
_FRENCH_SPACE = re.compile(r"[ \u00a0\u202f][;!?](?!\w)")
_STRAIGHT_QUOTES = re.compile(r'"[^"]*"')
_MULTIWORD = 2


def check_texts(nodes: Mapping[str, Node], names: Names) -> list[Problem]:
    """Return the texts whose two languages differ in substance, or whose form is not the house form."""
    labels = _multiword_labels(names)
    problems: list[Problem] = []
    for path, node in nodes.items():
        if path == "kb/labels.yaml" or is_word_list(path):
            continue
        for text in texts_of(node):
            problems += _check_text(text, names, labels)
    return problems


def is_word_list(path: str) -> bool:
    """Tell whether a file holds what people say, in their words: no sentences of ours."""
    return path.startswith("kb/intake/") and path != "kb/intake/scope.yaml"


def texts_of(node: Node) -> Iterator[Node]:
    """Yield every text of a file: the maps that hold French and English."""
    if isinstance(node.value, dict):
        if set(node.value) == {"fr", "en"} and all(isinstance(one.value, str) for one in node.value.values()):
            yield node
        else:
            for value in node.value.values():
                yield from texts_of(value)
    for item in items(node):
        yield from texts_of(item)


def _check_text(text: Node, names: Names, labels: re.Pattern[str]) -> Iterator[Problem]:
    fr, en = fields(text)["fr"], fields(text)["en"]
    both = {"fr": str(fr.value), "en": str(en.value)}
    for language, node in (("fr", fr), ("en", en)):
        yield from _tokens(node, both[language], names)
        yield from _typed_labels(node, both[language], labels)
    for pattern, what in ((TOKEN, "placeholders"), (_NUMBER, "numbers")):
        french, english = (_count(pattern, both[language]) for language in ("fr", "en"))
        if french != english:
            only = sorted((french - english) + (english - french))
            yield fr.problem(f"French and English differ in their {what}: {', '.join(only)}")
    yield from _typography(fr, both["fr"])


def _count(pattern: re.Pattern[str], text: str) -> Counter[str]:
    if pattern is _NUMBER:
        text = _FULL_HOUR.sub("", TOKEN.sub("", text))
    return Counter(pattern.findall(text))


def _tokens(node: Node, text: str, names: Names) -> Iterator[Problem]:
    for token in TOKEN.findall(text):
        if token.startswith("label:") and names.labels is not None:
            label = token.removeprefix("label:")
            if label not in names.labels:
                yield node.problem(f"unknown label '{label}'{did_you_mean(label, names.labels)}")


def _typed_labels(node: Node, text: str, labels: re.Pattern[str]) -> Iterator[Problem]:
    for label in dict.fromkeys(labels.findall(TOKEN.sub("", text))):
        yield node.problem(f"the label '{label}' is typed by hand; write its token {{label:…}}")


def _typography(node: Node, text: str) -> Iterator[Problem]:
    if _FRENCH_SPACE.search(text):
        yield node.problem("no space before ; ! ? in Canadian French")
    if _STRAIGHT_QUOTES.search(text):
        yield node.problem("straight quotes; write «guillemets»")


def _multiword_labels(names: Names) -> re.Pattern[str]:
    """Match the labels that a text may hold; single words such as Users are ordinary words too, and not looked for."""
    english = {str(entry.find("en").value) for entry in (names.labels or {}).values()}
    labels = sorted((label for label in english if len(label.split()) >= _MULTIWORD), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, labels)) or '(?!)'})(?!\w)")
