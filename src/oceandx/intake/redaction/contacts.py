"""E-mail addresses, also those that somebody disguised («name at gmail dot com»)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_LOCAL = re.compile(r"[\w.+\-'%]{1,64}\Z")
_LOCAL_CHARACTERS = frozenset(".+-_'%")
_DOMAIN = re.compile(
    r"[ ]?(?:\n[ >]{0,3})?([\w\-]{1,63}(?:\.[\w\-]{1,63}|(?:[ ]?,[ ]?|[ ]\.[ ]?|\.[ ])(?:com|ca|org|net)(?!\w)){0,8})"
)
_NAME_BEFORE = re.compile(r"(?<![\w.])([\w.+\-]{2,40})\Z")
_WRAPPED_NAME = re.compile(r"(?<![\w.])((?=[\w.+\-]*[\d._+\-])[\w.+\-]{2,40})[ ]?\Z")
_LETTER_BEFORE = re.compile(r"(?<=[^\W\d_] )(\w)\Z")  # «jean dot t at gmail dot com»
_OWN_REACH = 4
_MOST_JUDGED = 200
"""Of as many addresses in a text it is asked whose they are; the rest go."""
_SIGNS = ("[.]", "(.)", "(at)", "[at]", "{at}", "<at>", "(AT)", "[AT]", "(a)", "[a]")


def find_emails(reading: Reading) -> Iterator[Removal]:
    """Yield the e-mail addresses, but for those of the vendors' own domains."""
    text, is_vendors = reading.text, reading.lexicon.is_vendors
    at = text.find("@")
    asked = 0
    while at >= 0:
        start = at
        while start > 0 and at - start < 64 and (text[start - 1].isalnum() or text[start - 1] in _LOCAL_CHARACTERS):
            start -= 1
        if start == at and text[at - 1 : at] == "\n":  # a line break parts it
            before = _WRAPPED_NAME.search(text, max(0, at - 44), at - 1)
            start = before.start(1) if before else at
        if start == at and text[at - 1 : at] == " " and text[at + 1 : at + 2] != "\n":  # «name @gmail.com»
            before = _NAME_BEFORE.search(text, max(0, at - 43), at - 1)
            apart = text[at + 1 : at + 2] == " "
            start = before.start(1) if before and not (apart and _is_word(reading, before.start(1))) else at
        past = at + 2 if text.startswith("@@", at) else at + 1  # a slip of the finger is an address all the same
        domain = _DOMAIN.match(text, past)
        end = domain.end(1) if domain else past
        if (
            domain
            and start < at
            and (domain.start(1) == past or text[at - 1] != " " or "." in domain.group(1))
            and ("\n" not in text[at : domain.start(1)] or "." in domain.group(1))
            and _is_domain(domain.group(1), attached=text[at - 1] != " " and domain.start(1) == past)
            and any(map(str.isalpha, text[start:at]))
            and not is_vendors(domain.group(1))
        ):
            asked += 1
            host = reading.folded[domain.start(1) : domain.end(1)]
            if asked > _MOST_JUDGED or not _is_of_clinic(reading, start, at, host):
                yield Removal(start, end, RemovalKind.EMAIL)
        at = text.find("@", past)
    if reading.noted(Flag.DOT_SIGN) or any(sign in text for sign in _SIGNS):
        yield from _disguised(reading)
    elif ".c" in text or ".n" in text or ".ex" in text:
        yield from (each for each in _disguised(reading) if _speaks_address(reading, each))


def _is_word(reading: Reading, start: int) -> bool:
    """Whether an ordinary word stands at a position: «we are @ lakeside.example»."""
    at = reading.word_after(start)
    return at < len(reading.flags) and reading.starts[at] == start and bool(reading.flags[at] & Flag.ORDINARY)


def _is_of_clinic(reading: Reading, start: int, end: int, domain: str) -> bool:
    """Whether an address is that of a desk, or is said to be that of the clinic."""
    return _is_mailbox(reading, start, end, domain) or _is_our_own(reading, start, domain)


def _is_mailbox(reading: Reading, start: int, end: int, domain: str) -> bool:
    """Whether an address is that of a desk and no person's («info@», «frontdesk@»), and not with a free provider."""
    first, last = reading.word_after(start), reading.word_before(end)
    desk = first <= last and all(reading.flags[at] & Flag.MAILBOX for at in range(first, last + 1))
    named = any(map(str.isdigit, reading.text[start:end]))
    host = reading.lexicon.single.get(domain.partition(".")[0], 0)
    doctor = first < last and reading.flags[first] & Flag.DOCTOR_BEFORE  # «dr.pillai@»
    return bool(desk or doctor) and not named and not host & Flag.PRODUCT


def _is_our_own(reading: Reading, start: int, domain: str) -> bool:
    """Whether an address is said to be that of the clinic: «we send from our own address rv@horizonphysio.example»."""
    if reading.lexicon.clinic_domain.search(domain) is None:
        return False
    last = reading.word_before(start)
    for at in range(last, max(-1, last - _OWN_REACH), -1):
        if not reading.flags[at] & (Flag.RECEIVED | Flag.PATIENT_THING | Flag.HEADING | Flag.OWN | Flag.OURS):
            return False
        if reading.gaps[at + 1].strip(" :<("):
            return False
        if reading.flags[at] & Flag.OURS:
            return True
    return False


def _disguised(reading: Reading) -> Iterator[Removal]:
    text = reading.text
    for at, flag in enumerate(reading.flags):
        if flag & Flag.AT_SIGN:
            start = reading.starts[at]
            before = start
            while before > 0 and text[before - 1] in " [({<":
                before -= 1
            match = reading.lexicon.disguised.match(text, before, min(len(text), before + 160))
            name = _NAME_BEFORE.search(text, max(0, before - 42), before) or _LETTER_BEFORE.search(
                text, max(0, before - 42), before
            )
            if match and name and not reading.lexicon.is_vendors(match.group(1)):
                dotted = reading.lexicon.dotted.search(text, max(0, name.start(1) - 30), name.start(1))
                if dotted or name.end(1) - name.start(1) > 1:
                    yield Removal(dotted.start(1) if dotted else name.start(1), match.end(), RemovalKind.EMAIL)


def _is_domain(domain: str, *, attached: bool) -> bool:
    """Whether what follows «@» can be a domain; one that is only «gmail» has to stand directly beside its name."""
    last = domain.replace(",", ".").rpartition(".")[2]
    return attached or ("." in domain and last.isalpha() and 2 <= len(last) <= 7)


def _speaks_address(reading: Reading, found: Removal) -> bool:
    """Whether «jokonkwo at gmail.com» is an address and no «look at google.com»: its name is no word."""
    first, last = reading.word_after(found.start), reading.word_before(found.end)
    if any(reading.flags[at] & Flag.AT_SIGN and not reading.flags[at] & Flag.AT for at in range(first + 1, last)):
        return True  # «max.g arobase nuage.example»
    product = any(reading.flags[at] & Flag.PRODUCT for at in range(first + 1, last))
    if not product and reading.flags[first] & ~(Flag.GIVEN | Flag.SURNAME):
        return False
    if not product and (reading.upper[first] or not any(each in reading.text[found.start : found.end] for each in ".")):
        return False
    return first < last and not reading.flags[first] & (Flag.ORDINARY | Flag.PRODUCT)
