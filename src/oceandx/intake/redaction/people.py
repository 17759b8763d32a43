"""Who a name belongs to: what stands around it says that it is staff, a clinic, or a patient."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from oceandx.intake.redaction.acting import (
    act_after,
    has_own_thing,
    is_among_staff,
    is_called_back,
    is_family,
    is_handled,
    is_labelled,
    is_named_relative,
    is_of_family,
    is_present,
    is_relative,
    is_sought,
)
from oceandx.intake.redaction.at_work import is_at_work, owns_provider_thing
from oceandx.intake.redaction.call_notes import is_of_call
from oceandx.intake.redaction.called import is_apposed_to_kin, is_called_patient, is_labelled_patient, is_marked
from oceandx.intake.redaction.callers import calls_as_patient, is_told_after_caller
from oceandx.intake.redaction.clinic_domains import is_clinics
from oceandx.intake.redaction.endings import closes_message
from oceandx.intake.redaction.folding import folded, letters_only
from oceandx.intake.redaction.hours import is_timed
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.lists import headed
from oceandx.intake.redaction.ours import is_ours
from oceandx.intake.redaction.patients_writing import presents_self, writes_of_own
from oceandx.intake.redaction.person import Person
from oceandx.intake.redaction.places import names_place
from oceandx.intake.redaction.posts import PUNCTUATED, has_role_after
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.shapes import begins_only, is_too_plain, is_written_as_name
from oceandx.intake.redaction.signing import (
    closes_politely,
    fills_form,
    follows_sign_off,
    goes_on_after_aside,
    is_of_quotation,
    signs_formally,
    signs_otherwise,
    signs_with_m,
    stands_above_clinic,
    stands_above_post,
    stands_beside_clinic,
    tells_who,
)
from oceandx.intake.redaction.spoken_of import (
    introduces_self,
    is_aged,
    is_born,
    is_greeted_in_quotation,
    is_spoken_of,
    signs_as_patient,
)
from oceandx.intake.redaction.strengths import Strength, is_m
from oceandx.intake.redaction.surroundings import DIRECT, follows_doctor, is_introduced, is_organisation
from oceandx.intake.redaction.values_beside import SURE, has_own_number, may_own_telephone, value_beside

_LONGEST_POST = 70
_APART = frozenset({".", "!", "?", "-", "\u2013", "—"})
_ABBREVIATED_POST = re.compile(r"[ ,(\-\u2013]{1,4}[^\W\d_]{2,5}\. ")
_TELLS = Flag.STATE_VERB | Flag.PATIENT_ACT | Flag.STAFF_ACT | Flag.THEIR | Flag.SPEAKS | Flag.WROTE | Flag.PRONOUN
_LINKS = Flag.OF | Flag.AT | Flag.POSSESSIVE


class Judge:
    """Judges the runs of one reading by the words around them."""

    def __init__(self, reading: Reading, lines: Lines, spans: list[tuple[int, int, bool]], own: list[int]) -> None:
        """Take ``spans``: where values stand, whether each is more than a telephone; ``own``: a writing patient's."""
        self.own = own
        self._reading = reading
        self._lines = lines
        self._spans = spans
        self._lefts = [left for left, _right, _strong in spans]
        self._rights = frozenset(right for _left, right, _strong in spans)
        self._judged: dict[int, tuple[Run, Person]] = {}

    @cached_property
    def _telling(self) -> list[int]:
        """The words that tell what somebody does, in order."""
        return [at for at, flag in enumerate(self._reading.flags) if flag & _TELLS]

    def judge(self, run: Run) -> Person:
        """Return whose name a run is, as far as the words around it say."""
        known = self._judged.get(run.first)
        if known is None or known[0] != run:
            known = self._judged[run.first] = (run, self._judge(run))
        return known[1]

    def _judge(self, run: Run) -> Person:
        reading = self._reading
        titled, before = self._title(run.first)
        known = self._by_post(run, before, titled=titled)
        if known is not Person.UNKNOWN:
            return known
        listed = headed(self._lines, reading, run)
        signs = self._signs_below_title(run) if titled else closes_message(reading, self._lines, run)
        if signs or signs_otherwise(reading, self._lines, run, before, titled=titled):
            return Person.STAFF
        if titled or (run.swapped and listed is not Person.STAFF):
            return Person.PATIENT
        called = before >= 0 and reading.flags[before] & Flag.PATIENT
        if (
            is_too_plain(reading, run)
            and not (called or is_named_relative(reading, run, before) or is_of_family(reading, run, before))
            and not (reading.upper[run.first] and is_relative(reading, run, before))
            and not (reading.upper[run.first] and is_labelled(reading, run, before))  # «surname Field»
        ):
            return Person.UNKNOWN
        if listed is not Person.UNKNOWN:
            return listed
        if is_called_patient(reading, run, before) or is_relative(reading, run, before):
            return Person.PATIENT
        return self._by_act(run, before)

    def _signs_below_title(self, run: Run) -> bool:
        """Whether a name stands above its post («Mrs. Eunice Prosper»), or «M.» is an initial on a line of its own."""
        reading, lines = self._reading, self._lines
        if lines.names_post_below(lines.number(reading.starts[run.first])) or signs_formally(reading, lines, run):
            return True
        return signs_with_m(reading, lines, run)

    def _by_post(self, run: Run, before: int, *, titled: bool) -> Person:
        """Return whether a name is a clinic's, a sender's or that of somebody at work there."""
        reading = self._reading
        led = follows_doctor(reading, before, run.first)
        if not led and has_own_number(reading, self._lefts, self._spans, run, titled=titled):
            return Person.PATIENT
        if is_organisation(reading, run, titled=titled) or (not titled and names_place(reading, run, before)):
            return Person.ORGANISATION
        called = is_of_call(reading, self._lines, run, before)
        if called or self._is_sender(run):
            return Person.STAFF if called else Person.SENDER
        marked = is_marked(reading, run) or is_apposed_to_kin(reading, run, before)
        marked = marked or (not titled and is_labelled_patient(reading, run, before))
        if marked or (not titled and self._tells_of_self(run, before)):
            return Person.PATIENT
        if self.own and not titled and self._is_writer(run, before):
            return Person.PATIENT
        if not titled and is_present(reading, run, before):
            return Person.PATIENT if run.words > 1 else Person.LIKELY
        return Person.STAFF if self._is_staff(run, before, titled=titled) else Person.UNKNOWN

    def _tells_of_self(self, run: Run, before: int) -> bool:
        """Whether a name has an age beside it, or is that of a patient who writes."""
        reading, lines = self._reading, self._lines
        if run.strongest < Strength.SHAPE:
            return False
        return (
            is_aged(reading, run)
            or is_born(reading, run)
            or is_greeted_in_quotation(reading, run, before)
            or introduces_self(reading, lines, run, before)
            or signs_as_patient(reading, lines, run)
        )

    def _is_writer(self, run: Run, before: int) -> bool:
        """Whether a name is that of a patient or relative who writes: it signs, or «this is» leads to it."""
        reading = self._reading
        if follows_doctor(reading, before, run.first) or not (presents_self(reading, run, before) or self._signs(run)):
            return False
        return not has_role_after(reading, run) and writes_of_own(reading, self._lines, run, self.own)

    def _by_act(self, run: Run, before: int) -> Person:
        """Judge a name by what it does and by what is done with it, and at last by the values beside it."""
        reading = self._reading
        whole = run.words > 1
        patient = Person.PATIENT if whole else Person.LIKELY
        if begins_only(reading, run):
            return Person.UNKNOWN
        cased = reading.upper[run.first] and (whole or is_written_as_name(reading, run))
        if cased and (is_sought(reading, run, before) or is_labelled(reading, run, before) or is_family(reading, run)):
            return patient
        if cased and is_spoken_of(reading, self._lines, run, before):
            return patient
        value = value_beside(reading, self._lefts, self._spans, run)
        act = act_after(reading, run.last)
        owns = has_own_thing(reading, run.last)
        if (
            is_called_back(reading, run, before)
            or (whole and is_among_staff(reading, run.last))
            or (act & Flag.STAFF_ACT and not owns)
        ) and value < SURE:
            return Person.STAFF
        if (act and whole) or (cased and (act or owns or is_handled(reading, run, before))):
            return patient
        return Person.LIKELY if is_timed(reading, run) else self._by_value(run, value)

    def _is_staff(self, run: Run, before: int, *, titled: bool) -> bool:
        reading = self._reading
        if follows_doctor(reading, before, run.first) or has_role_after(reading, run) or is_ours(reading, run, before):
            return True
        if owns_provider_thing(reading, run, titled=titled) or is_at_work(reading, run, before, titled=titled):
            return True
        number = self._lines.number(reading.starts[run.first])
        if fills_form(reading, self._lines, run, before):
            return True
        if is_introduced(reading, run, before, titled=titled):
            return not self._lines.speaks_as_patient(number)
        if not self._lines.is_header(number) or self._lines.quotes_patient(number) or calls_as_patient(reading, run):
            return False
        if is_told_after_caller(reading, run, self._lines.words(number)):
            return False
        return not reading.flags[self._lines.words(number)[0]] & Flag.PATIENT

    def _by_value(self, run: Run, value: int) -> Person:
        if value == SURE and not (run.words == 1 and self._reading.flags[run.first] & Flag.HEALTH):
            return Person.PATIENT  # «NAM SAVE 4807 1412»
        if self._signs(run):
            return Person.STAFF
        return Person.PATIENT if value and may_own_telephone(self._reading, run) else Person.UNKNOWN

    def _is_sender(self, run: Run) -> bool:
        """Whether a message was sent by a name, from an address that is no clinic's: «From: Opal Redcrow <opal@…>»."""
        reading = self._reading
        start, end = reading.starts[run.first], reading.ends[run.last]
        bracket = reading.text[end : end + 3].strip(" ")[:1]
        if (
            run.words < 2
            or bracket not in {"<", "(", "[", "«"}
            or not self._lines.names_sender(self._lines.number(start))
        ):
            return False
        first = bisect_left(self._lefts, end)
        for left, right, _strong in self._spans[first : first + 1]:
            if end <= left <= end + 12 and "\n" not in reading.text[end:left]:
                domain = reading.text[left:right].rpartition("@")[2]
                return bool(letters_only(folded(domain))) and not is_clinics(reading, domain)
        return False

    def _title(self, first: int) -> tuple[bool, int]:
        """Return whether «Mme» or the like stands before a word, and the last word before that."""
        before = first - 1
        titled = False
        reading = self._reading
        while before >= 0 and before >= first - 2 and reading.gaps[before + 1] in DIRECT:
            m_point = is_m(reading, before)
            newborn = reading.flags[before] & Flag.NEWBORN and "&" not in reading.gaps[before]  # «& Newborn Care»
            if not (reading.flags[before] & Flag.TITLE or newborn or m_point):
                break
            titled = True
            before -= 1
        return titled, before

    def _signs(self, run: Run) -> bool:
        """Whether a name signs the message or names who calls."""
        reading, lines = self._reading, self._lines
        start, end = reading.starts[run.first], reading.ends[run.last]
        number = lines.number(start)
        rest = reading.text[end : lines.span(number)[1]].strip(" .")
        aside = rest[:1] == "(" and rest[-1:] == ")"  # «Thx, Morgan (2nd week, be gentle)»
        if stands_above_post(lines, number, start) or (aside and follows_sign_off(reading, run)):
            return True
        told = tells_who(reading, run) and not stands_above_clinic(reading, lines, number)
        opened = reading.gaps[run.first][-1:] == "("  # «(X, 819 …)»
        bracketed = opened and any(map(str.isdigit, rest.partition(")")[0]))
        if told or bracketed or is_of_quotation(reading, lines, number) or lines.in_subject(number):
            return False
        if lines.starts_with(number, start):
            after = reading.flags[min(run.last + 1, len(reading.flags) - 1)]
            titled = after & (Flag.ROLE | Flag.DOCTOR | Flag.ORGANISATION_BEFORE)
            apart = not rest or rest.startswith(PUNCTUATED) or reading.text[end : end + 2] == "  "
            return bool(apart or titled) and lines.in_signature(number)
        post = _ABBREVIATED_POST.match(rest)  # «…, adj. de direction»
        told = ". " in rest[post.end() if post else 0 :] or goes_on_after_aside(rest)
        if told or (rest and (not rest.startswith(PUNCTUATED) or rest.startswith(": ") or self._tells(run, number))):
            return False
        gap = reading.gaps[run.first]
        if follows_sign_off(reading, run) or (
            not rest and lines.is_last(number) and closes_politely(reading, lines, run.first)
        ):
            return True
        if len(rest) > _LONGEST_POST or (run.first and reading.flags[run.first - 1] & Flag.ABOUT):
            return False  # «…, who comes every three months, missed …», «e.g. …»
        apart = gap != "-" and not any(map(str.isdigit, gap)) and gap.strip()[:1] in _APART and "," not in gap
        apart = apart or (
            start - 2 in self._rights and reading.text[start - 2 : start] == ". "
        )  # «…, 581 555-0144. Luc»
        return (apart and lines.is_last(number)) or stands_beside_clinic(reading, lines, run)

    def _tells(self, run: Run, number: int) -> bool:
        """Whether the rest of a line is a sentence about a name, and not what follows who signs."""
        flags = self._reading.flags
        after, stop = run.last + 1, self._lines.words(number).stop
        word = len(self._reading.plain[after]) > 1 if after < stop else False  # «…, T.S.»
        if word and flags[after] & Flag.FILLER and not flags[after] & _LINKS:
            return True  # «…, no phone either»
        first = bisect_left(self._telling, after)
        return first < len(self._telling) and self._telling[first] < stop
