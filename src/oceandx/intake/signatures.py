"""Where a message begins with a greeting and ends with a signature, and the notices that servers add to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from oceandx.intake.marks import TOKEN, Mail, Mark, Words, fold

GREETING, SIGNATURE, DISCLAIMER = "greeting", "signature", "disclaimer"

_MOST_TRIES = 100  # sign-offs of one message that are followed up
_LONGEST = 25  # lines of a signature with the address, the hours and the links of a clinic
_SHORT = 15  # lines after dashes that are a signature whatever they say
_FIRST_LINES = 5  # lines of content among which one may only point to what follows
_NAME, _NAMES = 60, 6  # characters and words of a line that may be a name, with titles
_TITLE = 5  # words of a line in small letters that says what a person does
_DETAILS = 2  # lines below a name that make it a signature though nothing stands before it
_POINTER = 80  # characters of a line that only points on
_MOST_LINES = 40  # of a notice's paragraph


def find_kinds(mail: Mail) -> dict[int, str]:
    """Return, for the lines of one message (by their place among them), which are no content and what they are."""
    kinds: dict[int, str] = {}
    lines = mail.lines
    _mark_notices(mail, kinds)
    content = [i for i, line in enumerate(lines) if line.mark is not Mark.BLANK and i not in kinds]
    if not content:
        return kinds
    first = content[0]
    if lines[first].mark is Mark.GREETING and _is_greeting(mail, first):
        kinds[first] = GREETING
    _mark_signatures(mail, kinds)
    for i in content[:_FIRST_LINES]:
        if i not in kinds and points_on(mail, i):
            kinds[i] = GREETING
    return kinds


def points_on(mail: Mail, i: int) -> bool:
    """Tell whether a line says no more than to look at something else."""
    if mail.lines[i].mark is Mark.SIGN_OFF:
        return False
    low = mail.shown_low(i)
    if len(low) >= _POINTER or TOKEN.search(low) is None:
        return False
    return all(word.group() in mail.words.pointer_words for word in TOKEN.finditer(low))


def _mark_notices(mail: Mail, kinds: dict[int, str]) -> None:
    lines = mail.lines
    i = 0
    while i < len(lines):
        mark = lines[i].mark
        if mark is Mark.DISCLAIMER:
            end = i + 1
            while end < len(lines) and end - i < _MOST_LINES and lines[end].mark in _GOES_ON:
                end += 1
            kinds.update(dict.fromkeys(range(i, end), DISCLAIMER))
            i = end
            continue
        if mark is Mark.BANNER:
            kinds[i] = DISCLAIMER
            while i + 1 < len(lines) and mail.words.banner_line.match(mail.shown_low(i + 1)):
                i += 1
                kinds[i] = DISCLAIMER
        i += 1


def _mark_signatures(mail: Mail, kinds: dict[int, str]) -> None:
    lines = mail.lines
    begun, tries = False, 0
    may_sign: dict[int, bool] = {}  # a line is looked at once, however many sign-offs stand before it
    i = 0
    while i < len(lines):
        line = lines[i]
        if i in kinds or line.mark is Mark.BLANK:
            i += 1
            continue
        end = i
        if line.mark is Mark.DEVICE and len(mail.shown(i)) < 80:
            end = i + 1
        elif line.mark is Mark.DASHES and len(lines) - i <= _SHORT and mail.shown(i) == "--":
            end = next((j for j in range(i, len(lines)) if kinds.get(j) == DISCLAIMER), len(lines))
        elif tries < _MOST_TRIES and (
            line.mark in _RULES or (line.mark is Mark.SIGN_OFF and _is_sign_off(mail.shown(i), mail.words))
        ):
            tries += 1
            end = _end_of_signature(mail, kinds, i, may_sign)
        if end > i:
            begun = True
            kinds.update((j, SIGNATURE) for j in range(i, end) if j not in kinds)
        i = max(end, i + 1)
    if not begun:
        _mark_name(mail, kinds)


def _end_of_signature(mail: Mail, kinds: dict[int, str], begin: int, may_sign: dict[int, bool]) -> int:
    """Return the line after a signature that begins with a sign-off or dashes, or where it begins when it is none."""
    lines, words = mail.lines, mail.words
    named = False
    passed = 0
    for i in range(begin + 1, len(lines)):
        if kinds.get(i) == DISCLAIMER:
            return i
        line = lines[i]
        if line.mark is Mark.BLANK:
            continue
        if line.mark in _PASSED:
            passed += 1
            if passed > _LONGEST:
                return begin
            continue
        if i not in may_sign:
            shown = mail.shown(i)
            may_sign[i] = _is_named(shown) or _is_contact(shown, words) or _is_sign_off(shown, words)
        if may_sign[i] and i - begin <= _LONGEST:
            named = True
            continue
        # More is said after it: a name and an empty line make it a signature all the same.
        return i if named and lines[i - 1].mark is Mark.BLANK else begin
    return len(lines)


def _mark_name(mail: Mail, kinds: dict[int, str]) -> None:
    """Mark a name, with what stands below it, that ends a message without a sign-off."""
    lines = mail.lines
    block: list[int] = []
    before: int | None = None
    for i in range(len(lines) - 1, max(-1, len(lines) - _LONGEST), -1):
        if lines[i].mark is Mark.BLANK or kinds.get(i) == DISCLAIMER:
            continue
        shown = mail.shown(i)
        if i in kinds or not (_is_named(shown) or _is_contact(shown, mail.words)):
            before = i
            break
        block.append(i)
    if before is None:
        _mark_only_name(mail, kinds, block[::-1])
        return
    if kinds.get(before) == GREETING:
        return
    for k in range(len(block) - 1, -1, -1):
        if _begins_signature(mail, block[k], block[k + 1] if k + 1 < len(block) else before, block[:k]):
            kinds.update(dict.fromkeys(block[: k + 1], SIGNATURE))
            return


def _mark_only_name(mail: Mail, kinds: dict[int, str], block: Sequence[int]) -> None:
    """Mark a message that is a name with what the person does and how to reach them below it, and nothing else."""
    details = sum([_is_contact(mail.shown(i), mail.words) for i in block[1:]])
    if block and _is_named(mail.shown(block[0])) and details >= _DETAILS:
        kinds.update(dict.fromkeys(block, SIGNATURE))


def _begins_signature(mail: Mail, i: int, before: int, below: list[int]) -> bool:
    """Tell whether a line is a name that stands apart from what is said before it, alone or above contact details."""
    shown, last = mail.shown(i), mail.shown(before)[-1:]
    # After a colon a name is what the sentence is about.
    apart = last in {".", "!", "?", ")"} or mail.lines[i - 1].mark is Mark.BLANK
    if last == ":" or not apart or not _is_named(shown) or fold(shown).strip(" .!") in mail.words.not_names:
        return False
    if not below:
        return len(shown.split()) <= 3 and _DIGIT.search(shown) is None
    return any(_is_contact(mail.shown(j), mail.words) for j in below)


def _is_greeting(mail: Mail, i: int) -> bool:
    """Tell whether a line greets and says no more: names and a few other words."""
    begin = mail.words.greeting.match(mail.shown_low(i))
    shown = mail.shown(i)
    if begin is None or len(shown) > 60:
        return False
    rest = TOKEN.findall(shown[begin.end() :])
    return len(rest) <= 7 and all(word[0].isupper() or fold(word) in mail.words.greeting_words for word in rest)


def _is_sign_off(shown: str, words: Words) -> bool:
    """Tell whether a line takes leave and says no more."""
    folded = fold(shown)
    begin = words.sign_off.match(folded)
    if begin is None or len(shown) > 90:
        return False
    rest = TOKEN.findall(shown[begin.end() :])
    known = [word for word in rest if _takes_leave(fold(word), words)]
    others = [word for word in rest if word not in known]
    return len(others) <= 3 and all(word[0].isupper() for word in others)


def _takes_leave(word: str, words: Words) -> bool:
    return word in words.sign_off_words or bool(words.sign_off.match(word))


def _is_contact(shown: str, words: Words) -> bool:
    """Tell whether a line says how to reach somebody, what a person does, or where."""
    if ("@" in shown or "www" in shown or "://" in shown or _DIGIT.search(shown)) and _REACH.search(shown):
        return True
    if len(shown) >= _POINTER or not _ends_open(shown):
        return False
    low = fold(shown)
    found = set(_PLAIN_WORD.findall(low))
    tokens: list[str] = TOKEN.findall(shown)
    capitals = _mostly_capitals(tokens)
    if not words.titles.isdisjoint(found) or any([phrase in low for phrase in words.title_phrases]):  # noqa: C419
        return capitals or len(tokens) <= _TITLE
    if not words.places.isdisjoint(found):
        # "Fax" and "office" are also what a problem is about: an address has capitals or begins with a number.
        return capitals or (shown[:1].isdigit() and len(tokens) <= _NAMES)
    return False


def _mostly_capitals(tokens: list[str]) -> bool:
    return 2 * len([token for token in tokens if token[0].isupper()]) > len(tokens)


def _is_named(shown: str) -> bool:
    """Tell whether a short line may be a name: most of its words begin with a capital, and it is no sentence."""
    if len(shown) > _NAME or ":" in shown or not _ends_open(shown):
        return False
    tokens: list[str] = TOKEN.findall(shown)
    if not tokens or len(tokens) > _NAMES or not tokens[0][0].isupper():
        return False
    return _mostly_capitals(tokens)


def _ends_open(shown: str) -> bool:
    return shown[-1:] not in {"?", "!"} and not (shown.endswith(".") and len(shown.split()) > 5)


_DIGIT = re.compile(r"\d")
_PLAIN_WORD = re.compile(r"[^\W\d_]+")
_RULES = frozenset({Mark.RULE, Mark.DASHES})
_PASSED = frozenset({Mark.DEVICE, Mark.RULE, Mark.DASHES})
_GOES_ON = frozenset({Mark.TEXT, Mark.DISCLAIMER})
_REACH = re.compile(
    r"(?<!\d)\(?\d{3}\)?[ .-]{0,3}\d{3}[ .-]{1,2}\d{4}(?!\d)|[\w.+-]{1,60}@[\w-]{1,60}\.|https?://|\bwww\."
    r"|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
)
