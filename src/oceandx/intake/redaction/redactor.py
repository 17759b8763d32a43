"""Takes what is personal out of what a clinic wrote, and puts a numbered token in its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oceandx.intake.redaction.addresses import find_addresses
from oceandx.intake.redaction.charts_beside import find_beside_patients
from oceandx.intake.redaction.contacts import find_emails
from oceandx.intake.redaction.dates import FoundDate, find_dates, is_short_date
from oceandx.intake.redaction.desk_numbers import office_addresses, without_desk_numbers
from oceandx.intake.redaction.lettered_charts import LETTERED, find_lettered
from oceandx.intake.redaction.lexicon import Flag, Lexicon
from oceandx.intake.redaction.names import find_names
from oceandx.intake.redaction.near_secrets import find_beside_secrets, find_near_secrets
from oceandx.intake.redaction.numbering import TOKEN, Numbering
from oceandx.intake.redaction.numbers import find_numbers, is_valid
from oceandx.intake.redaction.one_time_codes import find_one_time_codes
from oceandx.intake.redaction.own_addresses import outside, own_addresses
from oceandx.intake.redaction.own_numbers import find_own_numbers
from oceandx.intake.redaction.partial_numbers import find_parts_of_numbers
from oceandx.intake.redaction.patients_writing import own_messages
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.removal import Removal, RemovalKind, joined
from oceandx.intake.redaction.secrets import find_secrets
from oceandx.intake.redaction.sign_ins import find_in_sign_ins, is_api_user
from oceandx.intake.redaction.slipped_emails import find_slipped_emails
from oceandx.intake.redaction.spoken_numbers import find_spoken
from oceandx.intake.redaction.stated_births import find_birth_years, find_stated_births, find_worded_years
from oceandx.intake.redaction.tables import find_in_tables
from oceandx.intake.redaction.told_addresses import find_told_addresses
from oceandx.intake.redaction.unexplained import find_unexplained
from oceandx.intake.redaction.unusual_numbers import (
    find_mistyped,
    find_named,
    find_oddly_set,
    find_service_numbers,
    find_spelled,
    find_spelled_names,
    find_wrapped,
)
from oceandx.model.redaction import RedactionWords

_BETWEEN = "\n\x1e\n"
_PARENTHESIS = re.compile(r"[ ]?[(\[][ ]?\Z")
_CHART_BESIDE = re.compile(
    r"(?:[ ,|\t]{0,3}|[ ]?[:=][ ])[(\[]?(?:#|no\.?|n°)?[ ]?"
    r"(\d{5,9}(?=[.,](?!\d))|(?:(?:[A-Z]{1,3}-)?\d{4,9}|\d{2,4}-\d{3,5})(?![\d:h.,/\-]|[ ]?h))"
)
_LETTERED_BESIDE = re.compile(
    rf"[ ,(\[]{{1,3}}(?:(?:[^\W\d_]{{1,3}}\.?|#|n°)[ ])?(?:#[ ]?)?({LETTERED}|\d{{2,3}} \d{{3}}(?=[)\]]))"
)
_CHART_WITHIN = re.compile(
    r" ?[(\[](?:(?:[^\W\d_]{2,12}[ ]){1,3}(?:#|no\.?|n°)?|#|no\.?|n°)[ ]?(\d{4,7}(?:-?[A-Z]{1,2})?)[ ]?[)\]]"
)
_SPACED_DATE = re.compile(r"[ ]?[,:\-\u2013(/]?[ ]?(\d\d \d\d \d\d)(?![\d:/.\-]|[ ]\d)")
_YEAR = re.compile(r"(?:19\d\d|20[0-3]\d)\Z")
_ANY_NUMBER = "5145550142"
_COUNTED = Flag.KEPT_NUMBER | Flag.PHONE | Flag.PRODUCT


@dataclass(frozen=True, slots=True, repr=False)
class Redacted:
    """Texts without what was personal; ``removals`` are offsets into the texts as they came, one tuple for each."""

    texts: tuple[str, ...]
    removals: tuple[tuple[Removal, ...], ...]
    counts: Mapping[RemovalKind, int]


class Redactor:
    """Redacts texts that are already cleaned (NFC, plain spaces and digits, nothing invisible); built once."""

    def __init__(
        self, words: RedactionWords, *, staff: Collection[str] = (), today: Callable[[], date] = date.today
    ) -> None:
        """``staff``: names that are always kept; ``today`` tells which dates are too old to be those of a problem."""
        self._lexicon = Lexicon(words)
        self._tokens = {RemovalKind(kind): token for kind, token in words.tokens.items()}
        self._staff = tuple(staff)
        self._today = today

    def unpack(self) -> None:
        """Make ready for many texts what is otherwise made when one needs it."""
        self._lexicon.unpack()
        is_valid(_ANY_NUMBER)

    def find(self, text: str) -> tuple[Removal, ...]:
        """Return what is personal in a text, in order and without overlap."""
        protected = [match.span() for match in TOKEN.finditer(text)] if "«" in text else []
        seen = text if not protected else TOKEN.sub(lambda match: " " * len(match.group()), text)
        reading = Reading(seen, self._lexicon)
        secrets = [*find_secrets(reading), *find_near_secrets(reading), *find_in_sign_ins(reading)]
        secrets += [*find_beside_secrets(reading, secrets), *find_one_time_codes(reading)]
        values: list[Removal] = [each for each in secrets if not is_api_user(reading, each.start, each.end)]
        values += find_emails(reading)
        values += find_slipped_emails(reading)
        others: list[FoundDate] = []
        if reading.clusters or reading.noted(Flag.MONTH):
            today = self._today()
            births, others = find_dates(reading, today)
            values += births
            values += find_stated_births(reading, others)
            values += find_birth_years(reading, today)
            values += find_numbers(reading, today)
            values += find_wrapped(reading)
            values += find_spelled(reading)
            values += find_named(reading)
            values += find_service_numbers(reading)
            values += find_lettered(reading)
            values += find_mistyped(reading)
            values += find_oddly_set(reading)
            values += find_own_numbers(reading, ())
        values += find_worded_years(reading, others)
        values += find_spoken(reading)
        values += find_spelled_names(reading)
        values += find_parts_of_numbers(reading)
        addresses = [*find_addresses(reading), *find_told_addresses(reading)]
        own: list[Removal] = []
        if not own_messages(reading, values):
            own = [*own_addresses(reading, addresses), *office_addresses(reading, addresses, values)]
        values += outside(own, addresses)
        values += find_in_tables(reading)
        names = outside(own, find_names(reading, values, self._staff))
        values += names
        values += _beside_names(reading, names, sorted(others, key=lambda found: found.start))
        if reading.clusters:
            values += list(find_beside_patients(reading, values))
            values += list(find_own_numbers(reading, values))
        values += _beside_charts(reading, values)
        if reading.clusters:
            values += list(find_unexplained(reading, [*values, *own]))
        result = joined(without_desk_numbers(reading, values))
        if protected:
            result = tuple(each for each in result if not _touches(each, protected))
        return result

    def redact(self, texts: Sequence[str]) -> Redacted:
        """Return the texts of one message redacted: the same value has the same token in all of them."""
        whole = _BETWEEN.join(texts)
        removals = self.find(whole)
        names = [whole[each.start : each.end] for each in removals if each.kind is RemovalKind.NAME]
        numbers = Numbering(whole, self._tokens, names)
        results: list[str] = []
        each_removed: list[tuple[Removal, ...]] = []
        offset = 0
        for text in texts:
            own = tuple(
                Removal(max(each.start - offset, 0), min(each.end - offset, len(text)), each.kind)
                for each in removals
                if each.start < offset + len(text) and each.end > offset
            )
            pieces: list[str] = []
            position = 0
            for each in own:
                pieces += (text[position : each.start], numbers.token(each.kind, text[each.start : each.end]))
                position = each.end
            pieces.append(text[position:])
            results.append("".join(pieces))
            each_removed.append(own)
            offset += len(text) + len(_BETWEEN)
        counts = Counter(each.kind for own in each_removed for each in own)
        return Redacted(tuple(results), tuple(each_removed), counts)


def _touches(removal: Removal, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether a removal overlaps a token that the text already holds; tokens are in order."""
    at = bisect_left(tokens, (removal.start, 0))
    return any(start < removal.end and removal.start < end for start, end in tokens[max(0, at - 1) : at + 1])


def find_personal(text: str, words: RedactionWords, *, staff: Collection[str] = ()) -> tuple[Removal, ...]:
    """Return what is personal in one text; for many texts build a :class:`Redactor` once."""
    return Redactor(words, staff=staff).find(text)


def _beside_names(reading: Reading, names: Sequence[Removal], dates: Sequence[FoundDate]) -> list[Removal]:
    """Return the date in parentheses after a patient's name, and the number that follows one directly or in them."""
    text = reading.text
    result: list[Removal] = []
    starts = [found.start for found in dates]
    for name in names:
        following = dates[bisect_left(starts, name.end) :][:1]
        chart = _CHART_BESIDE.match(text, name.end) or _LETTERED_BESIDE.match(text, name.end)
        chart = chart or _referred_to(reading, name.end)
        if chart and not any(each.start <= chart.start(1) < each.end for each in following):
            result.append(Removal(chart.start(1), chart.end(1), RemovalKind.CHART_NUMBER))
        dated = _SPACED_DATE.match(text, name.end)
        if dated and is_short_date(dated[1].split(" ")):
            result.append(Removal(*dated.span(1), RemovalKind.BIRTH_DATE))
        result.extend(
            Removal(found.start, found.end, RemovalKind.BIRTH_DATE)
            for found in following
            if found.years and 0 < found.start - name.end <= 3 and _PARENTHESIS.match(text, name.end, found.start)
        )
    return result


def _beside_charts(reading: Reading, values: Sequence[Removal]) -> list[Removal]:
    """Return the numbers to which chart numbers refer: «40218 (see also 40219)»."""
    charts = [each for each in values if each.kind is RemovalKind.CHART_NUMBER]
    found = [_referred_to(reading, each.end) for each in charts]
    return [Removal(*match.span(1), RemovalKind.CHART_NUMBER) for match in found if match]


def _referred_to(reading: Reading, start: int) -> re.Match[str] | None:
    """Return the number at the end of parentheses («(same as 40219)») or after «see also»; not «(site 4821)»."""
    match = _CHART_WITHIN.match(reading.text, start) or reading.lexicon.see_also.match(reading.text, start)
    if match is None or _YEAR.match(match[1]):
        return None
    words = range(reading.word_after(start), reading.word_before(match.start(1)) + 1)
    return None if any(reading.flags[at] & _COUNTED for at in words) else match
