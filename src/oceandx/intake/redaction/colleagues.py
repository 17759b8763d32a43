"""Who works with the one who writes: «Wanda and I», «to Marlene but not to me», «only Roy, other doctors are fine»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.sentences import ends_before
from oceandx.intake.redaction.strengths import NAME

_BETWEEN = Flag.FILLER | Flag.GIVEN_AS | Flag.TOWARDS | Flag.IN_PLACE_OF | Flag.AND | Flag.BUT
_FARTHEST = 5
_REACH = 16
_JOINED = frozenset({" ", ", ", "'"})
_ENDS = frozenset(".;!?,\n\x1e")
_WHOLE = 2
_WORKS = Flag.DOCTOR | Flag.ROLE
_ADDRESSED = Flag.DOCTOR | Flag.GREETING | Flag.SIGN_OFF | Flag.CALL_BACK | Flag.TITLE


def is_colleague(reading: Reading, run: Run, before: int) -> bool:
    """Whether who writes puts a name beside themselves, or beside those who work there."""
    return not run.swapped and (
        _stands_with_writer(reading, run, before)
        or _follows_me(reading, run, before)
        or _is_named_as_one(reading, run, before)
        or (run.words > 1 and _is_singled_out(reading, run, before))
        or _is_denied_with_writer(reading, run, before)
        or bool(reading.ahead(run.last) & Flag.THEIRS and _gets_what_writer_lacks(reading, run))
    )


def _is_denied_with_writer(reading: Reading, run: Run, before: int) -> bool:
    """Whether what is denied of a name is denied of the writer: «and neither did X», «ni X ni moi», «not me, not X»."""
    flags, gaps, after = reading.flags, reading.gaps, run.last + 1
    led = run.first if flags[run.first] & Flag.NEITHER else before  # «Ni» is a surname too
    if after + 2 < len(flags) and flags[after] & Flag.NEITHER:
        other = after + 1 + bool(flags[after + 1] & Flag.TOWARDS)  # «n'arrivent plus à X ni à moi»
        other = other if gaps[after + 1] == " " else after
        if flags[other] & Flag.SELF or (led >= 0 and flags[led] & Flag.NEITHER):
            return bool(flags[other] & Flag.SELF)
    if before < 0 or gaps[run.first] != " " or gaps[after] == "'":
        return False  # «and neither is X's»
    denied = flags[before] & (Flag.NEITHER | Flag.DENYING)
    if denied and before and flags[before - 1] & Flag.SELF and gaps[before] in {" ", ", "}:
        return True
    if not flags[before] & Flag.FILLER or not before or not flags[before - 1] & Flag.NEITHER:
        return False
    for at in range(before - 2, max(-1, before - _REACH), -1):
        if flags[at] & Flag.SUBJECT:
            return bool(flags[at] & (Flag.SELF | Flag.WE))
        if ends_before(reading, at + 1):
            return False
    return False


def _gets_what_writer_lacks(reading: Reading, run: Run) -> bool:
    """«Just me, I think: X and Y both get theirs», «X reçoit les siens, pas moi»."""
    flags = reading.flags
    for at in range(run.last + 1, min(run.last + _REACH, len(flags))):
        if reading.gaps[at] not in _JOINED:
            return False
        if flags[at] & Flag.THEIRS:
            return any(flags[each] & Flag.GET for each in range(run.last + 1, at)) and _writer_lacks(reading, run)
        if not reading.upper[at] and not flags[at] & (Flag.FILLER | Flag.GET | Flag.AND | Flag.THEIRS):
            return False
    return False


def _writer_lacks(reading: Reading, run: Run) -> bool:
    """Whether the writer is set against others near a name: «just me», «only I», «pas moi», «…, I get nothing»."""
    flags = reading.flags
    for at in range(max(1, run.first - _REACH * 2), min(run.last + _REACH, len(flags))):
        if not flags[at] & Flag.SELF or "\n" in reading.gaps[at]:
            continue
        apart = flags[at - 1] & (Flag.ONLY | Flag.BUT | Flag.DENYING)
        if (apart and reading.gaps[at] in _JOINED) or (flags[at - 1] & Flag.THEIRS and reading.gaps[at] == ", "):
            return True
    return False


def _stands_with_writer(reading: Reading, run: Run, before: int) -> bool:
    """«Wanda and I», «moi et Karine», «to Marlene but not to me»."""
    flags, gaps = reading.flags, reading.gaps
    closed = reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] == ")"
    if before >= 0 and flags[before] & Flag.SELF and gaps[run.first] == " (" and closed:
        return True  # «I (Bernie) tried»
    joint = before - bool(before > 0 and flags[before] & Flag.TOWARDS and gaps[run.first] == " ")  # «et pour Karine»
    if joint > 0 and flags[joint] & Flag.AND and flags[joint - 1] & Flag.SELF and gaps[joint + 1] == " ":
        return True
    spoken = reading.ahead(run.last) & Flag.SELF
    if not spoken or _is_object(reading, run, before) or _is_told_by_writer(reading, run, before):
        return False
    for at in range(run.last + 1, min(run.last + 1 + _FARTHEST, len(flags))):
        if gaps[at] not in _JOINED:
            return False
        if flags[at] & Flag.SELF and at > run.last + 1:
            told = reading.gaps[at - 1] != ", " and (
                flags[at - 1] & (Flag.AND | Flag.IN_PLACE_OF | Flag.TOWARDS | Flag.BUT)
                or reading.plain[at - 1] == "pas"
            )
            return bool(told)
        if not flags[at] & _BETWEEN:
            return False
    return False


def _follows_me(reading: Reading, run: Run, before: int) -> bool:
    """Whether the writer is named after «me», between brackets or commas: «the same account (me, Joanne Avalak)»."""
    if before < 1 or not reading.flags[before] & Flag.SELF or reading.flags[before] & Flag.SUBJECT:
        return False
    after = reading.text[reading.ends[run.last] : reading.ends[run.last] + 1]
    return reading.gaps[run.first] == ", " and (
        (reading.gaps[before].endswith("(") and after == ")") or (reading.gaps[before] == ", " and after == ",")
    )


def _is_told_by_writer(reading: Reading, run: Run, before: int) -> bool:
    """Whether the writer does something to somebody: «I wrote to Rose Quill and I saw her»."""
    flags = reading.flags
    if run.words < _WHOLE or before < 0 or not flags[before] & (Flag.TOWARDS | Flag.OF | Flag.MEANT_FOR):
        return False
    for at in range(before, max(-1, before - _REACH), -1):
        if flags[at] & Flag.SELF and flags[at] & Flag.SUBJECT:
            return True
        if not _ENDS.isdisjoint(reading.gaps[at]):
            return False
    return False


def _is_object(reading: Reading, run: Run, before: int) -> bool:
    """«Wanda can find Rose Quill but I can't»: a full name is what another one finds, and nobody is put beside it."""
    flags = reading.flags
    if run.words < _WHOLE or before < 0 or flags[before] & (Flag.TOWARDS | Flag.AND):
        return False
    for at in range(before - 1, max(-1, before - _REACH), -1):
        if not _ENDS.isdisjoint(reading.gaps[at + 1]):
            return False
        if reading.upper[at] and flags[at] & NAME and not flags[at] & Flag.PRODUCT:
            return True
    return False


def _is_named_as_one(reading: Reading, run: Run, before: int) -> bool:
    """Whether a name is said to be that of a role: «The two new locums are Aurelio Banting and …»."""
    if before < 1 or not reading.flags[before] & Flag.STATE_VERB or reading.gaps[run.first] != " ":
        return False
    at = before - 1
    while at > 0 and before - at < _FARTHEST and reading.flags[at] & Flag.STATE_VERB and reading.gaps[at + 1] == " ":
        at -= 1  # «used to be»
    if at > 0 and reading.gaps[before] == "'" and reading.ends[at] - reading.starts[at] == 1:
        at -= 1  # «le fournisseur c'est …»
    role = reading.flags[at] & _WORKS and not reading.flags[at] & (Flag.PATIENT | Flag.PATIENT_THING)
    return bool(role) and reading.gaps[at + 1] == " " and len(reading.plain[at]) > 2


def _is_singled_out(reading: Reading, run: Run, before: int) -> bool:
    """«Only for Imogen Faraday, the other doctors are fine»: one among those who work there."""
    flags, after = reading.flags, run.last + 1
    only = after < len(flags) and flags[after] & Flag.ONLY and reading.gaps[after] in _JOINED
    only = only or any(flags[at] & Flag.ONLY for at in range(max(0, before - 1), before + 1))
    if not only:
        return False
    for at in range(after, min(after + _REACH, len(flags) - 1)):
        if "\n" in reading.gaps[at] or flags[at] & Flag.PATIENT:
            return False
        if flags[at] & Flag.OTHER and flags[at + 1] & _WORKS:
            return True
    return False


def is_named_alone(reading: Reading, run: Run) -> bool:
    """Whether a given name alone is told of, and not that of a doctor or of who is spoken to."""
    return run.words == 1 and not (run.first and reading.flags[run.first - 1] & _ADDRESSED)


def goes_by_given(reading: Reading, run: Run, given: set[str]) -> bool:
    """Whether a full name is that of a colleague who is called by the given name elsewhere: «Kamala and I»."""
    return run.words > 1 and reading.plain[run.first] in given and bool(reading.flags[run.first] & Flag.GIVEN)
