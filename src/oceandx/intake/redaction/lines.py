"""The lines of a text, and which of them are a signature or a header of a quoted message."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from oceandx.intake.redaction.announcing import announces_patient
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading

_MARKS = " \t>-\u2013—*•·_|~"
_BREAK = re.compile("\n")
_SHORT_LINE = 11
_TIME = re.compile(r"(?<![\d:.\-])(?:[01]?\d|2[0-3])[ ]?[h:][ ]?[0-5]\d(?!\d)")
_AFTER_SIGN_OFF = 5
_OF_POST = Flag.ROLE | Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER | Flag.OF | Flag.AND | Flag.PARTICLE
_LONGEST_LIST = 16
_SHORT_POST = 5
_WRAPPED = 2
_LONGEST_POST = 8
_OF_PATIENT = Flag.PATIENT | Flag.SELF_PATIENT
_CLOSED = ("»", "\u201d", '"')


class Lines:
    """The lines of one reading, by number; what they are is worked out when first asked."""

    def __init__(self, reading: Reading) -> None:
        self.reading = self._reading = reading
        self.starts = [0]
        self._subject_end = reading.text.find("\x1e")
        self.starts += [match.end() for match in _BREAK.finditer(reading.text)]
        self._contents: dict[int, str] = {}
        self._words: dict[int, range] = {}
        self._headers: dict[int, bool] = {}
        self._signature: dict[int, bool] = {}
        self._announced: dict[int, bool] = {}
        self._quotes: dict[int, bool] = {}

    def number(self, position: int) -> int:
        """Return the number of the line that a position is in."""
        return bisect_right(self.starts, position) - 1

    def in_subject(self, number: int) -> bool:
        """Whether a line stands before the body of a message."""
        return self.starts[number] < self._subject_end

    def span(self, number: int) -> tuple[int, int]:
        """Return where a line starts and ends (its line break left out)."""
        start = self.starts[number]
        end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self._reading.text)
        return start, end

    def content(self, number: int) -> str:
        """Return a line without the marks of quotations and lists around it."""
        known = self._contents.get(number)
        if known is None:
            start, end = self.span(number)
            known = self._contents[number] = self._reading.text[start:end].strip(_MARKS)
        return known

    def words(self, number: int) -> range:
        """Return the words of a line."""
        known = self._words.get(number)
        if known is None:
            start, end = self.span(number)
            known = range(self._reading.word_after(start), self._reading.word_before(end) + 1)
            self._words[number] = known
        return known

    def starts_with(self, number: int, position: int) -> bool:
        """Whether nothing but marks stands before a position on its line."""
        return not self._reading.text[self.starts[number] : position].strip(_MARKS)

    def starts_with_word(self, at: int) -> bool:
        """Whether a word begins its line, or a sentence on it."""
        gap = self._reading.gaps[at].rstrip(" ")
        start = self._reading.starts[at]
        return gap.endswith((".", "!", "?", ";")) or self.starts_with(self.number(start), start)

    def is_quoted(self, number: int) -> bool:
        """Whether a line is marked as quoted: «> …»."""
        start, end = self.span(number)
        return self._reading.text[start:end].lstrip(" ").startswith(">")

    def is_header(self, number: int) -> bool:
        """Whether a line heads a message: «From: …», «Le 3 nov., Julie a écrit:»."""
        known = self._headers.get(number)
        if known is None:
            known = self._headers[number] = self._is_header(number)
        return known

    def _is_header(self, number: int) -> bool:
        words = self.words(number)
        if not words:
            return False
        flags, gaps = self._reading.flags, self._reading.gaps
        for at in words[:2]:
            lettered = at > words[0] and len(self._reading.plain[at]) == 1  # «Problem A: …» is no «À : …»
            if flags[at] & Flag.HEADER and not lettered and gaps[at + 1][:2].strip().startswith(":"):
                return True
        below = self.words(min(number + 1, len(self.starts) - 1))  # «Le 3 nov. 2026, Julie <…> a», «écrit :»
        return self._says_wrote(words) or (len(below) <= _WRAPPED and self._says_wrote(below))

    def _says_wrote(self, words: range) -> bool:
        flags, gaps = self._reading.flags, self._reading.gaps
        return bool(words and flags[words[-1]] & Flag.WROTE) and gaps[words.stop].lstrip().startswith(":")

    def is_list_item(self, number: int) -> bool:
        """Whether a line begins with the mark of a list and so does a neighbour."""

        def marked(each: int) -> bool:
            if not 0 <= each < len(self.starts):
                return False
            start, end = self.span(each)
            line = self._reading.text[start:end].lstrip(" >\t")
            return line[:1] in {"-", "•", "*", "\u2013", "·"} or (
                line[:1].isdigit() and line[1:3].lstrip("0123456789")[:1] in {".", ")"}
            )

        return marked(number) and (marked(number - 1) or marked(number + 1))

    def in_signature(self, number: int) -> bool:
        """Whether a line stands among the last short lines of a message, or just below «Merci» or «Regards»."""
        known = self._signature.get(number)
        if known is None:
            known = self._signature[number] = self._is_signature(number)
        return known

    def _is_signature(self, number: int) -> bool:
        if self._is_no_signature(number):
            return False
        if self._names_a_post(number + 1):
            return True
        above = number - 1
        while above >= 0 and not self.content(above):
            if self._reading.text[slice(*self.span(above))].rstrip() == "--":
                return True
            above -= 1
        if above < 0 or self.is_barrier(above):
            return False
        flags = self._reading.flags
        seen = 0
        for back in range(above, max(-1, number - 12), -1):
            if not self.content(back):
                continue
            seen += 1
            words = self.words(back)
            if seen > _AFTER_SIGN_OFF or self.is_barrier(back) or len(words) > _SHORT_LINE:
                break
            if words and flags[words[0]] & Flag.SIGN_OFF:
                return True
        separate = above < number - 1 or len(self.words(above)) <= _SHORT_LINE or self.is_last(number)
        return separate and self.is_last(number)

    def _is_no_signature(self, number: int) -> bool:
        """Whether a line is the subject, is long, or is in a list."""
        if self.in_subject(number) or self._is_long(number) or self.is_list_item(number):
            return True
        return self._in_announced_block(number) or self.has_time(number)

    def has_time(self, number: int) -> bool:
        """Whether a short line that begins with a word tells a time or a day, as those of a day's list do."""
        start, end = self.span(number)
        if _TIME.search(self._reading.text, start, min(end, start + 120)):
            return True
        flags, gaps = self._reading.flags, self._reading.gaps
        return any(flags[at] & Flag.MONTH and any(map(str.isdigit, gaps[at + 1][:4])) for at in self.words(number))

    def is_last(self, number: int) -> bool:
        """Whether only a few short lines follow before the message ends."""
        following = 0
        for below in range(number + 1, len(self.starts)):
            if not self.content(below):
                continue
            if self.is_barrier(below) or self.is_header(below):
                return True
            following += 1
            if self._is_notice(below):
                return True
            aside = self.content(below)[:1] == "(" and self.content(below)[-1:] == ")"
            if following > 6 or (self._is_long(below) and not aside):
                return False
        return True

    def _is_long(self, number: int) -> bool:
        return len(self.words(number)) > (_SHORT_LINE * 2 if "|" in self.content(number) else _SHORT_LINE)

    def _is_notice(self, number: int) -> bool:
        return any(self._reading.flags[at] & Flag.NOTICE for at in self.words(number))

    def names_post_below(self, number: int) -> bool:
        """Whether a line is short, in a signature, and what the person is stands below it."""
        return len(self.words(number)) <= _SHORT_POST and self._names_a_post(number + 1) and self.in_signature(number)

    def _names_a_post(self, number: int) -> bool:
        """Whether a short line tells what somebody is: «Gestionnaire», «Office manager, Lakeside Clinic»."""
        if number >= len(self.starts) or not 0 < len(self.words(number)) <= _LONGEST_POST:
            return False
        words, gaps = self.words(number), self._reading.gaps
        stop = next((at for at in words[1:] if gaps[at].startswith((",", " (", " -", " |"))), words.stop)
        flags = [self._reading.flags[at] for at in range(words.start, stop)]
        if flags[0] & Flag.ROLE and self._reading.upper[words.start]:
            return True  # «Adjointe aux soins, …», «Secrétaire depuis 31 ans»
        return any(flag & (Flag.ROLE | Flag.DOCTOR) for flag in flags) and not any(
            flag & Flag.ORDINARY and not flag & _OF_POST for flag in flags
        )

    def _in_announced_block(self, number: int) -> bool:
        """Whether the lines without a blank between them, this one among them, follow a line that ends with a colon."""
        top = number
        while top > 0 and top not in self._announced and self.content(top - 1) and not self._parts(top - 1):
            if self.content(top - 1).endswith(":"):
                break
            if self._follows_list(top - 1):
                return False
            top -= 1
        known = self._announced.get(top)
        if known is None:
            known = self._announced[top] = self._below_colon(top)
        self._announced[number] = known
        return known

    def _follows_list(self, number: int) -> bool:
        """Whether a line is a sentence below the last item of a list."""
        last = self.content(number)[-1]
        ends = last == "?" or (last in ".!" and len(self.words(number)) > _SHORT_POST)
        return ends and not self.is_list_item(number) and self.is_list_item(number - 1)

    def _below_colon(self, top: int) -> bool:
        """Whether the last line with content above one, at most three blank lines away, ends with a colon."""
        above = top - 1
        while above >= 0 and top - above < 4 and not self.content(above):
            above -= 1
        return above >= 0 and self.content(above).endswith(":") and not self.is_header(above)

    def _parts(self, number: int) -> bool:
        """Whether a line parts the subject from the body."""
        return self._reading.text.startswith("\x1e", self.starts[number])

    def head(self, number: int) -> int:
        """Return the line that heads the list that a line is in (it ends with a colon), or -1."""
        for above in range(number - 1, max(-1, number - _LONGEST_LIST), -1):
            content = self.content(above)
            if content.endswith(":"):
                return -1 if self.is_header(above) else above
            if self._is_long(above) or self.is_barrier(above) or (not content and above < number - 1):
                return -1
        return -1

    def quotes_patient(self, number: int) -> bool:
        """Whether a line is of a message announced as a patient's: «Patient wrote: "…"», «Courriel de la patiente:»."""
        known = self._quotes.get(number)
        if known is None:
            known = any(
                self._announces_patient(above) and (above == number or not self._closes_quotation(above))
                for above in range(number, max(-1, number - _LONGEST_LIST), -1)
            )
            self._quotes[number] = known
        return known

    def _closes_quotation(self, number: int) -> bool:
        """Whether what a line quotes ends on it: «Un monsieur m'a dit : « … ».»."""
        start, end = self.span(number)
        own = number in self._of_patients[0]  # who says to be a patient writes all that follows
        return not own and self._reading.text[start:end].rstrip(" .!?").endswith(_CLOSED)

    def speaks_as_patient(self, number: int) -> bool:
        """Whether who writes a line says to be a patient: «I am a patient of Dr. Roy»."""
        return number in self._of_patients[0]

    @cached_property
    def _of_patients(self) -> tuple[frozenset[int], frozenset[int]]:
        """The lines whose writer says to be a patient, and those that speak of one."""
        reading = self._reading
        found = [(self.number(reading.starts[at]), reading.flags[at]) for at in reading.noted(_OF_PATIENT)]
        own = frozenset(number for number, flag in found if flag & Flag.SELF_PATIENT)
        return own, frozenset(number for number, flag in found if flag & Flag.PATIENT)

    def _announces_patient(self, number: int) -> bool:
        if number in self._of_patients[0]:
            return True
        if number not in self._of_patients[1]:
            return False
        return announces_patient(self._reading, self.words(number), in_subject=self.in_subject(number))

    def names_sender(self, number: int) -> bool:
        """Whether a line heads a message (and so names who wrote it)."""
        words = self.words(number)
        if not words or not self.is_header(number):
            return False
        return bool(self._reading.flags[words[0]] & Flag.AT or self._reading.flags[words[-1]] & Flag.WROTE)

    def is_barrier(self, number: int) -> bool:
        """Whether a line parts two messages: «-----Original Message-----», «From: …»."""
        start, end = self.span(number)
        line = self._reading.text[start:end]
        return line.startswith(("-----", "_____", "\x1e")) or self.is_header(number)
