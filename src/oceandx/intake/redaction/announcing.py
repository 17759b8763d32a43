"""Whether a line says that what follows is a patient's message: «Patient wrote: "…"», «Courriel de la patiente:»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading

_LONGEST = 33
_SHORT = 5
_FEATURE = 2
_NEAR = 4
_QUOTES = frozenset('"«“')
_OPENS = _QUOTES | {":"}
"""A colon before the patient opens nothing: «Deuxième souci : quand un patient répond, …»."""
_ENDS = frozenset(".!?")
_LINKS = Flag.OF | Flag.AT | Flag.POSSESSIVE | Flag.NUMBER_WORD | Flag.FILLER | Flag.OURS


def announces_patient(reading: Reading, words: range, *, in_subject: bool) -> bool:
    """Whether a line that names a patient announces what they wrote; ``words``: those of the line."""
    flags, gaps = reading.flags, reading.gaps
    if len(words) > _LONGEST or (in_subject and len(words) == _FEATURE):
        return False  # «Message patient»
    for at in words:
        patient = flags[at] & Flag.PATIENT and not flags[at] & Flag.NAME_LABEL  # no «le nom du bureau»
        if patient and not reading.plain[at].endswith("s"):
            near = range(max(words.start, at - _NEAR), min(words.stop, at + _NEAR + 1))
            told = any(flags[each] & Flag.PATIENT_MESSAGE for each in near)
            opened = any(not (_OPENS if each >= at else _QUOTES).isdisjoint(gaps[each + 1]) for each in near)
            below = _is_short(reading, words, at) and not any(flags[each] & Flag.HAVE for each in near)
            if in_subject:
                told = _is_message_of(reading, words, at)  # no «Avis de réponse + patient effacé»
            if told and (opened or below):
                return True
    return False


def _is_message_of(reading: Reading, words: range, patient: int) -> bool:
    """Whether a message is said to be a patient's: «message d'une patiente», «the pt's e-mail», «patient wrote»."""
    flags, gaps = reading.flags, reading.gaps
    at = patient - 1
    while at > words.start and flags[at] & _LINKS and gaps[at + 1] in {" ", "'"}:
        at -= 1
    if words.start <= at < patient - 1 and flags[at] & Flag.PATIENT_MESSAGE and gaps[at + 1] == " ":
        return True
    after = patient + 1 + (gaps[patient + 1] == "'")
    return after < words.stop and bool(flags[after] & Flag.PATIENT_MESSAGE)


def _is_short(reading: Reading, words: range, at: int) -> bool:
    """Whether a line, or the sentence that a word begins it with, is of a few words: «Patient below. Why so?»."""
    ends = (each + 1 for each in words if each >= at and not _ENDS.isdisjoint(reading.gaps[each + 1]))
    length = next(ends, words.stop) - at if words.start == at else len(words)
    return length <= _SHORT
