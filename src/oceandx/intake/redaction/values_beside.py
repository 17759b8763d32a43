"""Whether a value that is a patient's stands beside a name: a health number, a birth date, a telephone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.posts import has_role_after
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import Strength

SURE = 2
"""What :func:`value_beside` returns for a value that only patients have."""

_REACH_AFTER = 34
_REACH_BEFORE = 8
_LONGEST_ASIDE = 100


def value_beside(reading: Reading, lefts: Sequence[int], spans: Sequence[tuple[int, int, bool]], run: Run) -> int:
    """Return 2 where a health number, a birth date and the like are beside a name, 1 for a telephone or e-mail.

    ``spans``: where values stand, in order, and whether each is more than a telephone or an e-mail; ``lefts``: where
    they begin.
    """
    start, end = reading.starts[run.first], reading.ends[run.last]
    best = 0
    first = bisect_left(lefts, end)
    for left, right, strong in spans[max(0, first - 3) : first + 3]:
        if left > end + _REACH_AFTER:
            break
        near_after = end <= left and not (
            _apart(reading.text[end:left]) and not (strong and _below(reading.text[end:left]))
        )
        near_before = start - _REACH_BEFORE <= right <= start and not _apart(reading.text[right:start])
        if near_after or near_before:
            best = max(best, SURE if strong else 1)
    return best


def has_own_number(
    reading: Reading, lefts: Sequence[int], spans: Sequence[tuple[int, int, bool]], run: Run, *, titled: bool
) -> bool:
    """Whether a patient's number stands directly after a name: «M. Roy (carte soleil …)», «Grace Church, DOB …»."""
    end = reading.ends[run.last]
    opens = reading.text[end : end + 2]
    if run.words > 1 and reading.starts[run.last] == end - 1 and reading.text[end : end + 3] == ". (":
        opens = " ("  # «Alma J. (OHIP …)»
    if run.strongest < Strength.SHAPE or opens not in {" (", ", "} or has_role_after(reading, run):
        return False
    if value_beside(reading, lefts, spans, run) == SURE:
        return titled or run.words > 1 or opens == " ("
    if opens == ", ":
        return False
    closing = reading.text.find(")", end, end + _LONGEST_ASIDE)  # «Eunice (the lady in purple, chart …)»
    return any(strong and end < left < closing for left, _right, strong in spans)


def may_own_telephone(reading: Reading, run: Run) -> bool:
    """Whether a name beside a telephone is a patient's: a given name alone is whoever asks to be called back."""
    flag = reading.flags[run.last]
    if run.words > 1:
        return run.strongest >= Strength.DOUBTFUL
    return bool(flag & Flag.SURNAME and not flag & Flag.GIVEN)


def _below(between: str) -> bool:
    """Whether a value stands on the line below a name that ends its own, a label of a word or two perhaps before it."""
    return between.startswith("\n") and between.count("\n") == 1 and len(between.split()) < 4 and ". " not in between


def _apart(between: str) -> bool:
    """Whether what stands between a name and a value parts them."""
    if "\n" in between and (
        len(between) > 22 or between.count("\n") > 1 or between[:1] not in {"\n", ","} or ":" not in between
    ):
        return True
    return ". " in between or "; " in between or between.count(",") > 2 or len(between.split()) > 5
