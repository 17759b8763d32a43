"""Secrets that somebody pasted: passwords after their word, keys and tokens by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind

_PEM_BEGIN = "-----BEGIN "
_PEM_END = re.compile(r"-----END [A-Z ]{1,40}-----")
_TOKEN = re.compile(r"[^\s«»\"“”<>]{8,}")
_SHAPE = re.compile(
    r"[!#$%^&*+=~|?@](?=[^\s!?])|[A-Za-z0-9+/_=\-]{20}|[A-Za-z0-9]{3,6}-[A-Za-z0-9]{3,6}-[A-Za-z0-9]{3,6}"
)
_BLOB = re.compile(r"[A-Za-z0-9+/_=\-]{20,}")
_GROUPS = re.compile(r"[A-Za-z0-9]{3,6}(?:-[A-Za-z0-9]{3,6}){2,7}")
_UUID = re.compile(r"(?<!\w)[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?!\w)")
_IN_LINK = re.compile(
    r"[?&;](?:[\w\-]{0,24}(?:credential|token|key|secret|password|pwd|sig|code|auth))=([^\s&;\"'<>]{3,400})",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(r"[ ]{0,2}(?::|=|->|→|=>)[ ]{0,2}(?:\r?\n[ >]{0,4})?")
_QUOTED = re.compile(
    r"(?:(?<![\w])|[ ]{1,2}|[ ]{0,2}(?=«))(?:[«\"“'`\u2039(\[][ ]?)([^»\"”`\u203a\n]{3,80}?)[ ]?[»\"”'`\u203a)\]]"
)
_VALUE = re.compile(r"[^\s«»\"“”]{2,400}")
_NEXT_LINE = re.compile(r"[ .:]{0,3}\r?\n[ >]{0,4}([^\s«»\"“”]{6,400})[ ]{0,3}(?:\r?\n|\Z)")
_DIRECT = re.compile(r"[ ]{1,2}([^\s«»\"“”]{4,400})")
_GROUPED_CODE = re.compile(r"[ ]{1,2}(\d{3}[ \-]\d{3})(?![\d\-])")
_WORDS = re.compile(r"[ ]?([^\W\d_]{1,16}(?:[ \-][^\W_]{1,16}){2,7})[ ]?(?=[.,;!?)\n]|\Z)")
_OF_SENTENCE = (
    Flag.SECRET_STATE | Flag.FILLER | Flag.OF | Flag.AND | Flag.POSSESSIVE | Flag.PRONOUN | Flag.SUBJECT | Flag.ME
    | Flag.REQUEST | Flag.STATE_VERB | Flag.THEIR | Flag.AT | Flag.SENT_TO | Flag.STAFF_ACT | Flag.ABOUT
)  # fmt: skip
_SPECIAL = frozenset("!@#$%^&*+=_~|?<>\\/{}[]")
_WORD_AND_NUMBER = re.compile(r"[^\W\d_]{3,20} \d{2,4}")
_YEAR_LAST = re.compile(r" \d{2,4}\Z")
_LATEST_STATEMENT = 10
_GROUPED = 5
_CLOSING = ".,;:!?)]}»'"
_DAY_AFTER = re.compile(r"\.? \d{1,2}, [^\W\d]+ [^\W\d]")
_LONGEST_LINE = 200
"""In a line of more characters after its word a secret stands among others, and is no phrase of words."""


def find_secrets(reading: Reading) -> Iterator[Removal]:
    """Yield pasted passwords, keys and tokens; the words of «I forgot my password» are left alone."""
    text = reading.text
    yield from (Removal(*span, RemovalKind.SECRET) for span in _blocks(text))
    if "=" in text:
        for match in _IN_LINK.finditer(text):
            yield Removal(*match.span(1), RemovalKind.SECRET)
    if _SHAPE.search(text):
        for match in _TOKEN.finditer(text):
            shaped = _shaped(match)
            if shaped:
                yield Removal(*shaped, RemovalKind.SECRET)
    for at in reading.noted(Flag.SECRET):
        span = _after_cue(reading, at)
        if span and not _user_name(reading, span[0]):
            yield Removal(*span, RemovalKind.SECRET)


def _user_name(reading: Reading, start: int) -> bool:
    """Whether a value is the name of a user or product: «the password of OceanAPI2231»."""
    at = reading.word_after(start)
    if at >= len(reading.flags) or reading.starts[at] != start or not reading.flags[at] & Flag.PRODUCT:
        return False
    numbered = reading.text[reading.ends[at] : reading.ends[at] + 1].isdigit()  # «Ocean2026» is a password like another
    return not numbered or bool(reading.flags[at] & Flag.KEPT_NUMBER)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = text.find(_PEM_BEGIN)
    while start >= 0:
        stop = _PEM_END.search(text, start)
        end = stop.end() if stop else len(text)
        yield start, end
        start = text.find(_PEM_BEGIN, end)


def _shaped(match: re.Match[str]) -> tuple[int, int] | None:
    """Return the part of a long word that no person would write: a key, a token, or a password of mixed signs."""
    word = match.group().rstrip(_CLOSING)
    if len(word) >= 20:
        blob = _BLOB.search(word)
        if blob and _random(blob.group()):
            return match.start() + blob.start(), match.start() + blob.end()
    if _GROUPS.fullmatch(word) and _mixed(word) and _changes(word) >= _GROUPED:
        return match.start(), match.start() + len(word)  # «k9Lm-2Rvt-88Qx-ZbPa»
    if len(word) <= 64 and "://" not in word and not word.startswith(("www.", "http")):
        inner = word[1:]
        signs = any(each in "!#$%^&*+=~|?@" for each in inner)
        if (
            signs
            and _mixed(word)
            and not ("@" in word and "." in word.rsplit("@", 1)[1] and not any(each in "!#$%^&*=~|?" for each in inner))
        ):
            return match.start(), match.start() + len(word)
    return None


def _random(value: str) -> bool:
    if _UUID.search(value):
        return True
    changes = _changes(value)
    digits = sum(map(str.isdigit, value))
    if value.count("-") + value.count("/") + value.count("_") > len(value) / 6 and digits < 6:
        return False
    return (digits >= 2 and changes >= 3) or (len(value) >= 24 and value.isalnum() and _mixed_case(value))


def _changes(value: str) -> int:
    """Return how often a digit follows another sign, or the other way about."""
    return sum(1 for one, other in pairwise(value) if one.isdigit() != other.isdigit())


def _mixed_case(value: str) -> bool:
    return sum(1 for one, other in pairwise(value) if one.islower() and other.isupper()) >= 3


def _mixed(word: str) -> bool:
    return any(map(str.isdigit, word)) and any(map(str.isupper, word)) and any(map(str.islower, word))


def _after_cue(reading: Reading, at: int) -> tuple[int, int] | None:
    text = reading.text
    end = reading.ends[at]
    if at + 1 < len(reading.flags) and reading.flags[at + 1] & Flag.SECRET and len(reading.gaps[at + 1]) <= 2:
        return None  # the last word of the cue decides
    for ahead in range(end, _end_of_reach(reading, at)):
        # «La clé pour vos tests: …»: the sign may stand a few words on.
        if text[ahead] in ":=" or text.startswith(("->", "→"), ahead):
            assigned = _ASSIGNED.match(text, ahead)
            if assigned:
                sure = ahead - end <= 2 or "\n" not in assigned.group()
                return _value(reading, assigned.end(), sure=sure) or _passphrase(reading, at, assigned.end())
    quoted = _QUOTED.match(text, end)
    if quoted and (_is_day(reading, *quoted.span(1)) or _tells_where(reading, quoted.start(1))):
        return None  # «the day we changed the password (Nov 19)»
    if quoted and (_plausible(reading, quoted.start(1), quoted.end(1)) or _passphrase(reading, at, quoted.start(1))):
        return quoted.span(1)
    stated = reading.lexicon.stated.match(reading.folded, end) or _later_statement(reading, at)
    return (_stated(reading, at, stated.end()) if stated else None) or _beside(text, end)


def _is_day(reading: Reading, start: int, end: int) -> bool:
    """Whether some words only name a day of a month, or begin with one and go on: «(Nov 13, done by Jordan)»."""
    words = range(reading.word_after(start), reading.word_before(end) + 1)
    flags = [reading.flags[at] for at in words]
    named = any(flag & Flag.MONTH for flag in flags)
    if flags and flags[0] & Flag.MONTH and _DAY_AFTER.match(reading.text, reading.ends[words[0]]):
        return True
    return named and all(
        flag & (Flag.MONTH | Flag.CALENDAR | Flag.FILLER | Flag.DATE_JOINT | Flag.ALONG) for flag in flags
    )


def _tells_where(reading: Reading, start: int) -> bool:
    """Whether a parenthesis begins with a place or a person: «we found the key (in Dr. Roy's drawer)»."""
    at = reading.word_after(start)
    if reading.text[start - 1 : start] != "(" or at + 1 >= len(reading.flags) or reading.starts[at] != start:
        return False
    return bool(reading.flags[at] & (Flag.LOCATED | Flag.WHEREABOUTS | Flag.TITLE | Flag.DOCTOR_BEFORE)) and (
        reading.gaps[at + 1] in {" ", ". "}
    )


def _stated(reading: Reading, at: int, start: int) -> tuple[int, int] | None:
    """Return what a secret is said to be: «the password is …»."""
    quoted = _QUOTED.match(reading.text, start)
    return quoted.span(1) if quoted else _value(reading, start, sure=False) or _passphrase(reading, at, start)


def _beside(text: str, end: int) -> tuple[int, int] | None:
    """Return what looks like a secret directly after its word, or alone on the line below."""
    below = _NEXT_LINE.match(text, end)
    if below and _looks_secret(below.group(1)):
        return below.span(1)
    code = _GROUPED_CODE.match(text, end)
    if code:
        return code.span(1)
    direct = _DIRECT.match(text, end)
    if direct and _looks_secret(direct.group(1).rstrip(_CLOSING)):
        return direct.start(1), direct.start(1) + len(direct.group(1).rstrip(".,;:)»"))
    return None


def _end_of_reach(reading: Reading, at: int) -> int:
    """Return how far the sign may stand from its word: some words on, in the same sentence."""
    text = reading.text
    stop = min(len(text), reading.ends[at] + 45)
    for mark in ("\n", ". ", "? ", "! ", "; "):
        found = text.find(mark, reading.ends[at], stop)
        if found >= 0:
            stop = found
    return stop


def _later_statement(reading: Reading, at: int) -> re.Match[str] | None:
    """Return the verb some words on: «the password for OceanAPI2231 is …», «password they gave us by phone is …»."""
    stop = _end_of_reach(reading, at)
    for each in range(at + 1, min(len(reading.plain), at + _LATEST_STATEMENT)):
        if reading.starts[each] >= stop:
            return None
        if reading.flags[each] & Flag.STATE_VERB:
            return reading.lexicon.stated.match(reading.folded, max(0, reading.starts[each] - 1))
    return None


def _value(reading: Reading, start: int, *, sure: bool) -> tuple[int, int] | None:
    text = reading.text
    quoted = _QUOTED.match(text, start)
    if quoted:
        return quoted.span(1)
    match = _VALUE.match(text, start)
    if not match:
        return None
    value = match.group()
    end = match.end() - (len(value) - len(value.rstrip(".,;:)»")))
    value = text[start:end]
    if not value:
        return None
    if _looks_secret(value):
        return start, end
    rest = _rest_of_line(text, start)
    if rest == value.strip(" ."):
        return (start, end) if sure or not _prose(reading, start) else None
    phrase = sure and rest.islower() and _phrase_of_words(reading, start, start + len(rest))
    if phrase or (sure and _is_word_and_number(reading, start, rest)):
        return start, start + len(rest)
    return None


def _rest_of_line(text: str, start: int) -> str:
    """Return what else stands in a line, nothing of a long one."""
    end = text.find("\n", start, start + _LONGEST_LINE)
    if end < 0 and len(text) >= start + _LONGEST_LINE:
        return ""
    return text[start : end if end >= 0 else len(text)].strip(" .")


def _is_word_and_number(reading: Reading, start: int, rest: str) -> bool:
    """Whether a line ends in a rare word and a number: «mdp : sauterelle 88»."""
    flag = reading.flags[min(reading.word_after(start), len(reading.flags) - 1)]
    common = flag & (Flag.ORDINARY | Flag.PRODUCT | Flag.KEPT_NUMBER | Flag.MONTH)
    return not common and _WORD_AND_NUMBER.fullmatch(rest) is not None


def _passphrase(reading: Reading, at: int, start: int) -> tuple[int, int] | None:
    """Return the words of «the passphrase is purple cactus runs late»: three or more, few telling a key's state."""
    match = _WORDS.match(reading.text, start) if reading.flags[at] & Flag.PASSPHRASE else None
    if not match:
        return None
    first, last = reading.word_after(match.start(1)), reading.word_before(match.end(1))
    states = sum(1 for each in range(first, last + 1) if reading.flags[each] & Flag.SECRET_STATE)
    return match.span(1) if states * 2 < last + 1 - first else None


def _phrase_of_words(reading: Reading, start: int, end: int) -> bool:
    """Whether two to six bare words are a passphrase and no sentence: few of them hold a sentence together."""
    words = range(reading.word_after(start), reading.word_before(end) + 1)
    said = sum(1 for at in words if reading.flags[at] & _OF_SENTENCE)
    bare = _YEAR_LAST.sub("", reading.text[start:end]).replace(" ", "").replace("-", "").isalpha()
    known = (
        len(words) == 2 and reading.text[end - 1].isalpha() and all(reading.flags[at] & Flag.ORDINARY for at in words)
    )
    return bare and 2 <= len(words) <= 6 and said * 3 < len(words) and not known


def _prose(reading: Reading, start: int) -> bool:
    at = reading.word_after(start)
    if at >= len(reading.plain):
        return False
    flags = reading.flags[at]
    return bool(flags & (Flag.SECRET_STATE | Flag.ORDINARY)) or reading.plain[at].endswith(
        ("ed", "ing", "ee", "ees", "ly")
    )


def _plausible(reading: Reading, start: int, end: int) -> bool:
    value = reading.text[start:end]
    return _looks_secret(value) or (" " not in value and not _prose(reading, start))


def _looks_secret(value: str) -> bool:
    if len(value) < 4 or "://" in value:
        return False
    inner = value[1:-1] if len(value) > 2 else value
    digits = any(map(str.isdigit, value))
    letters = any(map(str.isalpha, value))
    if digits and (letters or len(value) >= 4):
        return not (value[0] == "(" and value.isalpha())
    return any(each in _SPECIAL for each in inner.rstrip(".")) or (
        letters and not value.isupper() and any(map(str.isupper, inner)) and "'" not in value
    )
