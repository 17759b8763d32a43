"""Text that is laid out in lines: white space collapses, paragraphs are set apart, quotations have a mark."""

from __future__ import annotations

import re

_WHITE = re.compile(r"[ \t\n\r\f]+")
_DEEPEST = 6  # marks before a quoted line; deeper ones say nothing more


class Lines:
    """The lines so far; the last one may go on."""

    def __init__(self) -> None:
        self.length = 0  # characters written
        self._lines: list[str] = []
        self._line: list[str] = []
        self._depth = 0
        self._space = False

    def write(self, text: str, *, kept: bool) -> None:
        """Go on with the line; white space is one space unless it is kept."""
        if kept:
            first, *others = text.split("\n")
            self._put(first)
            for other in others:
                self.break_line()
                self._put(other)
            return
        words = _WHITE.sub(" ", text)
        if words[:1] == " " and self._line:
            self._space = True
        if words.strip(" "):
            self._put(words.strip(" "))
            self._space = words[-1] == " "

    def cell(self) -> None:
        """Set the next cell of a row apart."""
        if self._line:
            self._line.append("\t")
            self._space = False

    def break_line(self) -> None:
        """End the line, an empty one too."""
        line = "".join(self._line).rstrip(" \t")
        self._line.clear()
        self._space = False
        marks = "> " * min(self._depth, _DEEPEST)
        # Two empty lines say no more than one.
        if line or not self._lines or self._lines[-1] != marks.rstrip():
            self._lines.append((marks + line).rstrip())
            self.length += len(self._lines[-1]) + 1

    def end_line(self) -> None:
        """End the line unless nothing is on it."""
        if self._line:
            self.break_line()

    def end_paragraph(self) -> None:
        """End the line and leave an empty one."""
        if self._line:
            self.break_line()
        if self._lines and self._lines[-1].strip("> "):
            self.break_line()

    def quote(self) -> None:
        """Begin a quotation within the one that is open."""
        self._depth += 1

    def unquote(self) -> None:
        """End the innermost quotation."""
        self.end_line()
        self._depth -= 1

    def text(self) -> str:
        """Return all lines."""
        self.end_line()
        return "\n".join(self._lines).strip("\n")

    def _put(self, words: str) -> None:
        if self._space and self._line and self._line[-1] != "\t":
            self._line.append(" ")
        self._space = False
        if words:
            self._line.append(words)
            self.length += len(words)
