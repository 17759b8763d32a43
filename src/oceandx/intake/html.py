"""The text that a person sees of an HTML message.

A tree is never built: a browser's tree grows with the square of its depth, of an element's attributes and of the
formatting elements left open, so that 500 kB can cost minutes. The tags are read once, with a stack.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass

from oceandx.intake.lines import Lines
from oceandx.intake.styles import SEEN, Look, hiding_names, look_of

MOST_TAGS = 25_000  # five times a long thread of Outlook's; with a style on each, a second of reading
MOST_TEXT = 400_000  # characters of text, twice what a message keeps
_MOST_ATTRIBUTES = 20_000  # characters of one tag; an address may be long, a style is not

SEPARATOR = "-----Original Message-----"  # how a mail program says in plain text that an older message follows


def visible_text(markup: str) -> str:
    """Return the text that a person sees of a page; see `read_page`."""
    return read_page(markup).text


@dataclass(frozen=True, slots=True)
class Page:
    """The text that a person sees of a page, the tags that were read, and whether the page goes on (`cut`)."""

    text: str
    tags: int
    cut: bool


def read_page(markup: str, most_tags: int = MOST_TAGS) -> Page:
    """Return what a person sees: blocks on lines of their own, cells after tabs, quotations after "> ".

    What is hidden by its style, its size or its colour is left out; so are scripts, styles, comments and templates.
    A container in which a mail program puts the older message is preceded by a line that says so.
    """
    reader = _Reader(hiding_names(markup))
    position, tags = 0, 0
    while tags < most_tags and reader.lines.length < MOST_TEXT:
        match = _TAG.search(markup, position)
        if match is None:
            break
        if match.start() > position:
            reader.text(markup[position : match.start()])
        position = match.end()
        tags += 1
        name = (match["name"] or "").lower()
        if not name:
            continue
        if match["close"]:
            reader.close(name)
        elif name in _RAW:
            position = reader.raw(name, markup, position)
        else:
            reader.open(name, match["attributes"][:_MOST_ATTRIBUTES])
    else:
        return Page(reader.lines.text(), tags, cut=True)
    reader.text(markup[position:])
    return Page(reader.lines.text(), tags, cut=len(markup) - position > MOST_TEXT)


# A comment, a declaration or a tag. Each ends at the latest where the text ends, and no part is tried twice
# (possessive), so that reading takes time in proportion to the length.
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<[!?][^>]*+>?"
    r"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*+)"
    r"(?P<attributes>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?+)*+)>?",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=/\"']++)(?:\s*+=\s*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\s\"']\S*+))?+)?+")
# More digits than a character has: Python refuses to count them.
_NO_CHARACTER = re.compile(r"&#(?:x[0-9a-f]{8,}+|[0-9]{8,}+);?", re.IGNORECASE)

_RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
_RAW_END = {name: re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE) for name in _RAW}
_NEVER_SEEN = frozenset({"head", "template", "datalist", "audio", "video", "canvas", "map"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "table"})
_BLOCKS = _PARAGRAPHS | frozenset(
    {
        "address", "article", "aside", "body", "caption", "center", "dd", "details", "dir", "div", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "header", "html", "legend", "li", "main", "menu", "nav", "option",
        "section", "summary", "tbody", "tfoot", "thead", "tr",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
# Elements that end where the next of their kind begins, and the ones that such an end does not leave.
_ENDED_BY = {
    "p": _PARAGRAPHS | {"div", "li", "tr", "td"},
    "li": frozenset({"li"}),
    "tr": frozenset({"tr"}),
    "td": frozenset({"td", "th", "tr"}),
    "th": frozenset({"td", "th", "tr"}),
    "option": frozenset({"option"}),
    "head": frozenset({"body"}),
}
# Where Outlook, Outlook on the web and Yahoo put the message that is answered.
_OLDER = re.compile(r"outlookmessageheader|divrplyfwdmsg|yahoo_quoted", re.IGNORECASE)
# Outlook writes each line as a paragraph that has no space around it, and an empty one for an empty line.
_TIGHT = re.compile(r"(?:^|\s)(?:x_)*mso(?:normal|plaintext|list|nospacing)", re.IGNORECASE)
_TIGHT_STYLE = re.compile(
    r"margin:\s*0[a-z]{0,2}\s*(?:;|$|\S{1,9}\s+0?(?:\.0001)?[a-z]{0,2}\s*(?:;|$))|margin-bottom:\s*0?(?:\.0001)?[a-z]{0,2}\s*(?:;|$)",
    re.IGNORECASE,
)
_OLDER_STYLE = re.compile(r"border-top:solid#(?:e1e1e1|b5c4df)1\.0pt;padding:3\.0pt0", re.IGNORECASE)


class _Reader:
    """The open elements and the lines so far."""

    def __init__(self, hiding: frozenset[str]) -> None:
        self.lines = Lines()
        self._hiding = hiding
        self._open: list[tuple[str, Look, bool]] = []  # the last: whether it has space around it
        self._counts: Counter[str] = Counter()
        self._known: dict[str, dict[str, str]] = {}

    @property
    def _look(self) -> Look:
        return self._open[-1][1] if self._open else SEEN

    def text(self, raw: str) -> None:
        """Write a run of text when it is seen."""
        if self._look.visible:
            raw = raw[:MOST_TEXT]
            shown = html.unescape(_NO_CHARACTER.sub("", raw)) if "&" in raw else raw
            self.lines.write(shown, kept=self._counts["pre"] > 0)

    def raw(self, name: str, markup: str, position: int) -> int:
        """Pass over an element whose content holds no tags; return where its end tag begins."""
        end = _RAW_END[name].search(markup, position)
        stop = len(markup) if end is None else end.start()
        if name in {"textarea", "xmp"}:
            self.text(markup[position:stop])
        return stop

    def open(self, name: str, attributes: str) -> None:
        """Begin an element."""
        while self._open and name in _ENDED_BY.get(self._open[-1][0], ()):
            self._pop()
        found = self._attributes(attributes) if attributes.strip(" /\n\t") else {}
        look = self._look
        if found or name in _NEVER_SEEN:
            look = look_of(look, found, self._hiding, hidden=name in _NEVER_SEEN)
        if name in _VOID:
            if look.visible:
                self._mark(name)
            return
        spaced = name in _PARAGRAPHS and not (name == "p" and _is_tight(found))
        self._open.append((name, look, spaced))
        self._counts[name] += 1
        if not look.visible:
            return
        if name in _BLOCKS or name in _CELLS:
            self._begin(name, spaced=spaced)
        if found and self._holds_older(found):
            self.lines.end_line()
            self.lines.write(SEPARATOR, kept=False)
            self.lines.end_line()

    def close(self, name: str) -> None:
        """End an element and those left open in it; an end without a beginning is nothing."""
        if name in {"br", "p"} and not self._counts[name]:
            self.lines.end_line()
        if self._counts[name]:
            while self._pop() != name:
                pass

    def _pop(self) -> str:
        name, look, spaced = self._open.pop()
        self._counts[name] -= 1
        if look.visible:
            if name == "blockquote":
                self.lines.unquote()
            if spaced:
                self.lines.end_paragraph()
            elif name in _BLOCKS:
                self.lines.end_line()
        return name

    def _mark(self, name: str) -> None:
        if name == "br":
            self.lines.break_line()
        elif name == "hr":
            self.lines.end_line()
            self.lines.write("_" * 32, kept=False)
            self.lines.end_line()

    def _begin(self, name: str, *, spaced: bool) -> None:
        if name in _CELLS:
            self.lines.cell()
            return
        if spaced:
            self.lines.end_paragraph()
        else:
            self.lines.end_line()
        if name == "blockquote":
            self.lines.quote()
        elif name == "li":
            self.lines.write("- ", kept=True)

    def _attributes(self, written: str) -> dict[str, str]:
        known = self._known.get(written)
        if known is None:
            known = {}
            for name, double, single, bare in _ATTRIBUTE.findall(written):
                known.setdefault(name.lower(), double or single or bare)
            self._known[written] = known
        return known

    @staticmethod
    def _holds_older(found: dict[str, str]) -> bool:
        named = f"{found.get('class', '')} {found.get('id', '')}"
        style = found.get("style", "")
        return _OLDER.search(named) is not None or (
            "border-top" in style and _OLDER_STYLE.search(re.sub(r"\s", "", style)) is not None
        )


def _is_tight(found: dict[str, str]) -> bool:
    """Tell whether a paragraph has no space below it."""
    return _TIGHT.search(found.get("class", "")) is not None or _TIGHT_STYLE.search(found.get("style", "")) is not None
