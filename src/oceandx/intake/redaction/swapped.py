"""Names with the surname first and a comma: «TREMBLAY, Marie-Luce»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.strengths import NAME, NameWords, Strength

_LONGEST_LIST = 8
_LABELS = frozenset(":#=")
_LONGEST_CLINIC = 4


def given_after_comma(words: NameWords, first: int, last: int) -> int | None:
    """Return the last word of the given names in «TREMBLAY, Marie-Luce»."""
    reading = words.reading
    after = last + 1
    if (
        after >= len(reading.flags)
        or reading.gaps[after] not in {", ", ","}
        or last - first > 3
        or _is_place(words, after)
    ):
        return None
    if words.is_initial(first) and reading.gaps[first + 1].startswith("."):
        return None  # «O. Vance, F. Zaman»
    if first and words.is_initial(first - 1) and reading.gaps[first] == ". " and reading.gaps[after + 1] == ". ":
        return None  # «M. da Costa, J. van Dijk»
    if reading.flags[after] & Flag.NEWBORN and not reading.flags[first] & (Flag.GREETING | Flag.SIGN_OFF):
        while after + 1 < len(reading.flags) and reading.flags[after + 1] & Flag.NEWBORN:
            after += 1
        return after  # «Sandhu, Baby Girl»
    initial = words.is_initial(after) and not reading.flags[after] & Flag.PROVINCE  # «Wellington, Î.-P.-É.»
    compound = all(reading.gaps[at] == "-" for at in range(first + 1, last + 1))
    if initial and compound and words.capital(first) and _stands_for_given(words, first, after):
        given = reading.flags[first] & Flag.GIVEN and not reading.flags[first] & Flag.SURNAME
        while after + 1 < len(reading.flags) and reading.gaps[after + 1] in {".-", "-"} and words.is_initial(after + 1):
            after += 1  # «Caron, M.-P.»
        return None if given else after  # «Wachira, P.»
    if first == last and _is_small(words, first, after):
        return after
    return _last_given(words, after) if _may_be_swapped(words, first, last) else None


def _is_place(words: NameWords, at: int) -> bool:
    """Whether a word names a place with the next one: «Tyson, Dawson Creek»."""
    reading, after = words.reading, at + 1
    if after >= len(reading.flags) or reading.gaps[after] != " " or not reading.upper[after]:
        return False
    return bool(reading.flags[after] & Flag.LANDSCAPE)


def _is_small(words: NameWords, first: int, after: int) -> bool:
    """Whether a sure surname and an initial are both in lower case: «khan, m and khan, z got swapped»."""
    reading = words.reading
    flag, letter = reading.flags[first], reading.flags[after]
    if flag & ~NAME or not flag & Flag.SURNAME or words.capital(first) or reading.upper[after]:
        return False
    spoken = letter & ~(Flag.EXTENSION | Flag.FILLER | Flag.DIRECTION | Flag.TITLE | Flag.RURAL | Flag.PARTICLE)
    following = reading.gaps[after + 1][:1]
    return (
        reading.ends[after] - reading.starts[after] == 1 and not spoken and following in {"", " ", ".", ",", ")", "\n"}
    )


def _stands_for_given(words: NameWords, first: int, after: int) -> bool:
    """Whether a letter after a comma is the initial of a given name: with a point, or a letter that is no word."""
    reading = words.reading
    if reading.gaps[after + 1][:1] == ".":
        return True
    spoken = reading.flags[after] & ~(Flag.EXTENSION | Flag.FILLER | Flag.DIRECTION)
    return (
        not spoken
        and words.strength(first) >= Strength.SHAPE
        and reading.gaps[after + 1][:1] in {" ", "", "\n", ",", ")"}
    )


def _may_be_swapped(words: NameWords, first: int, last: int) -> bool:
    """Whether what stands before a comma can be a surname, and what stands after it a given name."""
    flags, after = words.reading.flags, last + 1
    labels = flags[after] & Flag.HEALTH and words.reading.gaps[after + 1].strip(" ")[:1] in _LABELS
    if labels or not (  # «Lise Caron, NAM: …», and nobody called Nam
        flags[after] & Flag.GIVEN
        or _all_capitals(words, first)
        or _on_form(words, first)
        or _stand_as_pair(words, first, last)
    ):
        return False
    given = flags[first] & Flag.GIVEN and not flags[first] & Flag.PARTICLE
    if given and (not flags[last] & Flag.SURNAME or _list_goes_on(words, after)):
        return False
    if _list_of_staff(words, first) or _leads_to_clinic(words, after):
        return False
    if last > first and words.reading.gaps[last] == " " and _is_list(words, first, last):
        return False
    if words.strength(after) < Strength.SHAPE or (words.capital(first) and not words.capital(after)):
        return False
    if first > 1 and words.reading.gaps[first] == " & " and flags[first - 2] & Flag.DOCTOR_BEFORE:
        return False  # «Drs. Blais & Amoako, Napanee»
    below = "\n" in words.reading.gaps[first]
    closing = flags[first] & Flag.SIGN_OFF and below  # «Best, Tiffany from …»
    led = flags[first - 1] & (Flag.GREETING | Flag.SIGN_OFF | (0 if below else Flag.DOCTOR)) if first else 0
    return not closing and not led


def _leads_to_clinic(words: NameWords, at: int) -> bool:
    """Whether the capitals after a comma are those of a clinic: «Seniors' Outreach, Skeena Geriatric Clinic»."""
    reading = words.reading
    for each in range(at + 1, min(at + _LONGEST_CLINIC, len(reading.flags))):
        if not words.capital(each) or reading.gaps[each] not in {" ", " & "} or reading.flags[each] & Flag.HEALTH:
            return False
        if reading.flags[each] & (Flag.ORGANISATION_AFTER | Flag.DISCIPLINE) and not reading.flags[each] & NAME:
            return True
    return False


def _list_of_staff(words: NameWords, first: int) -> bool:
    """Whether a surname alone and a comma stand before, and a role before that: «doctors (Roy, Fortier, …»."""
    reading = words.reading
    at = first
    while at > max(0, first - _LONGEST_LIST) and reading.gaps[at] == ", " and words.capital(at - 1):
        at -= 1
    if at == first or not at or reading.gaps[at] not in {" (", ": ", " : "}:
        return False
    head = reading.flags[at - 1]
    return bool(head & (Flag.DOCTOR | Flag.ROLE)) and not head & Flag.PATIENT and reading.plain[at - 1].endswith("s")


def _list_goes_on(words: NameWords, at: int) -> bool:
    """Whether «and» and another name with a capital follow: «Kelly, Grace and Tom»."""
    reading = words.reading
    if at + 2 >= len(reading.flags) or not reading.flags[at + 1] & Flag.AND or reading.gaps[at + 1] != " ":
        return False
    return reading.gaps[at + 2] == " " and words.capital(at + 2)


def _last_given(words: NameWords, after: int) -> int:
    reading = words.reading
    while after + 1 < len(reading.flags) and reading.gaps[after + 1] in {"-", " "}:
        hyphened = reading.gaps[after + 1] == "-" and words.capital(after + 1)
        if not hyphened and words.strength(after + 1) < Strength.DOUBTFUL and not _closes(words, after + 1):
            break
        after += 1
    if after + 1 < len(reading.flags) and reading.gaps[after + 1] == " " and words.is_initial(after + 1):
        following = reading.gaps[after + 2]
        if following in {".", ".\n", "\n", ", "} or following.startswith((". (", " (", ".,")):
            after += 1  # «Boucher, Alma J.»
    return after


def _closes(words: NameWords, at: int) -> bool:
    """Whether an unknown word with a capital is the last before a comma or «and»: «Chan, Wing Fai»."""
    reading = words.reading
    if reading.flags[at] or not words.capital(at) or words.shouts(at):
        return False
    following = reading.gaps[at + 1]
    joined = at + 1 < len(reading.flags) and reading.flags[at + 1] & Flag.AND and following == " "
    return bool(joined) or following[:1] in {"", ",", ".", ";", ")", "\n", "("}


def _is_list(words: NameWords, first: int, last: int) -> bool:
    """Whether two whole names stand on both sides of a comma: «Luzviminda Bautista, Nasir Wardak»."""
    flags = words.reading.flags
    if flags[first] & Flag.GIVEN and not flags[first] & (Flag.SURNAME | Flag.PARTICLE):
        return True
    second = last + 2
    if second >= len(flags) or words.reading.gaps[second] != " " or not words.capital(second):
        return False
    return not flags[second] & Flag.GIVEN and words.strength(second) >= Strength.SHAPE and not flags[last] & Flag.GIVEN


def _stand_as_pair(words: NameWords, first: int, last: int) -> bool:
    """Whether two unknown names with a comma between are one: no list goes on before or after them."""
    reading = words.reading
    flags, gaps = reading.flags, reading.gaps
    end = last + 1
    while end < len(flags) and end < last + 4 and words.capital(end) and (end == last + 1 or gaps[end] in {" ", "-"}):
        end += 1
    if end == last + 1 or any(flags[each] & Flag.GIVEN for each in range(first, last + 1)):
        return False
    if words.signs(first) and not any(flags[each] & NAME for each in range(last + 1, end)):
        return False  # «Lintor, Hearst» below a message
    if flags[last + 1] & (Flag.ORDINARY | Flag.PLACE | Flag.PRODUCT | Flag.ROLE | Flag.PROVINCE):
        return False
    short = {2, 3}
    if any(reading.ends[each] - reading.starts[each] in short and words.shouts(each) for each in range(first, end)):
        return False  # «Solo FP, Nakusp»
    follows = gaps[end].lstrip(" ")[:1] if end < len(gaps) else ""
    listed = end < len(flags) and (
        (follows == "," and reading.upper[end]) or (flags[end] & Flag.AND and gaps[end] in {" ", ", "})
    )
    return not listed and gaps[first].strip(" ")[-1:] != ","


def _on_form(words: NameWords, first: int) -> bool:
    """Whether a name stands after «Patient:»."""
    reading = words.reading
    return first > 0 and bool(reading.flags[first - 1] & Flag.PATIENT) and ":" in reading.gaps[first]


def _all_capitals(words: NameWords, at: int) -> bool:
    text = words.reading.text[words.reading.starts[at] : words.reading.ends[at]]
    return len(text) > 2 and text.isupper() and not words.in_shouted_line(at)
