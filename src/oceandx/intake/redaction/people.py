"""Who a name belongs to: what stands around it says that it is staff, a clinic, or a patient."""

from __future__ import annotations

from enum import Enum, auto

from oceandx.intake.redaction.lexicon import Flag, folded, letters_only
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run, Strength

_DIRECT = frozenset({" ", ". ", ".", "  "})
_PUNCTUATED = (",", "(", "-", "–", "—", "|", "@", "/", ":", "·", "[")
_CLINICS = frozenset({"clinic", "clinics", "hospital", "pharmacy", "medical", "centre", "center", "inc", "ltd", "ltee", "fht", "fho", "informatique", "consulting", "llc", "corp"})
_CLINIC_DOMAINS = ("clini", "gmf", "med", "health", "sante", "doctor", "care", "derm", "pediat", "cabinet", "physio", "hospital", "hopital", "clsc", "csc", "fht", "centre", "np")
_NAMELESS = Flag.PARTICLE | Flag.OF
_CALLED_PATIENT = 26


class Person(Enum):
    """Whose name a run is."""

    STAFF = auto()
    ORGANISATION = auto()
    PATIENT = auto()
    SENDER = auto()
    """Who wrote a quoted message from an address that is no clinic's."""
    UNKNOWN = auto()


class Judge:
    """Judges the runs of one reading by the words around them."""

    def __init__(self, reading: Reading, lines: Lines, spans: list[tuple[int, int, bool]]) -> None:
        """``spans``: where structured values stand, in order, and whether they are more than a telephone or an e-mail."""
        self._reading = reading
        self._lines = lines
        self._spans = spans

    def judge(self, run: Run) -> Person:
        """Return whose name a run is, as far as the words around it say."""
        titled, before = self._title(run.first)
        if self._organisation(run, titled=titled):
            return Person.ORGANISATION
        if self._is_sender(run):
            return Person.SENDER
        if self._doctor_before(before, run.first) or self._staff_around(run, before, titled=titled):
            return Person.STAFF
        if titled or run.swapped or self._patient_around(run, before):
            return Person.PATIENT
        if self._too_plain(run):
            return Person.UNKNOWN
        value = self._value_beside(run)
        if value == 2:
            return Person.PATIENT
        if self._signs(run):
            return Person.STAFF
        return Person.PATIENT if value and self._beside_telephone(run) else Person.UNKNOWN

    def _too_plain(self, run: Run) -> bool:
        """Whether a run is one word that may well be no name: then only a title or «patient» makes it one."""
        flag = self._reading.flags[run.first]
        return run.words == 1 and run.first == run.last and bool(flag & (Flag.ORDINARY | Flag.PARTICLE | Flag.PRODUCT | Flag.PLACE | Flag.OF | Flag.AND))

    def _beside_telephone(self, run: Run) -> bool:
        """A given name alone beside a telephone is whoever asks to be called back; a whole name or a surname is a patient's."""
        flag = self._reading.flags[run.last]
        return run.words > 1 and run.strongest >= Strength.DOUBTFUL or bool(flag & Flag.SURNAME and not flag & Flag.GIVEN)

    def _is_sender(self, run: Run) -> bool:
        """«From: Opal Redcrow <opal@…>» where the address is no clinic's."""
        reading = self._reading
        start, end = reading.starts[run.first], reading.ends[run.last]
        number = self._lines.number(start)
        if run.words < 2 or reading.text[end : end + 3].strip(" ")[:1] not in {"<", "(", "[", "«"} or not self._lines.forwarded(number):
            return False
        for left, right, _strong in self._spans:
            if end <= left <= end + 4:
                domain = letters_only(folded(reading.text[left:right].rpartition("@")[2]))
                return bool(domain) and not any(mark in part for part in domain for mark in _CLINIC_DOMAINS)
        return False

    def _title(self, first: int) -> tuple[bool, int]:
        """Return whether «Mme» or the like stands before a word, and the last word before that."""
        before = first - 1
        titled = False
        reading = self._reading
        while before >= 0 and before >= first - 2 and reading.gaps[before + 1] in _DIRECT:
            m_point = reading.plain[before] == "m" and reading.upper[before]
            if not (reading.flags[before] & Flag.TITLE or m_point):
                break
            titled = True
            before -= 1
        return titled, before

    def _doctor_before(self, before: int, first: int) -> bool:
        reading = self._reading
        if before < 0 or not reading.flags[before] & Flag.DOCTOR:
            return False
        return reading.gaps[before + 1] in _DIRECT or (before < first - 1 and len(reading.gaps[before + 1]) <= 2)

    def _organisation(self, run: Run, *, titled: bool) -> bool:
        reading = self._reading
        flags, gaps = reading.flags, reading.gaps
        after = run.last + 1
        if after < len(flags) and gaps[after] in {" ", "-", " & "} and flags[after] & Flag.ORGANISATION_AFTER:
            if reading.upper[after] or reading.plain[after] in _CLINICS:
                return True
        if titled:
            return False
        before = run.first - 1
        while before >= 0 and before >= run.first - 3 and gaps[before + 1] in {" ", "'", "-"} and flags[before] & _NAMELESS:
            before -= 1
        while before >= 0 and before >= run.first - 4 and gaps[before + 1] in {" ", "-", "'"}:
            if flags[before] & Flag.ORGANISATION_BEFORE:
                return True
            if not reading.upper[before] and not reading.plain[before].endswith(("ique", "ale", "cal", "al", "el", "ie")):
                break
            before -= 1
        return False

    def _staff_around(self, run: Run, before: int, *, titled: bool) -> bool:
        reading = self._reading
        flags, gaps = reading.flags, reading.gaps
        number = self._lines.number(reading.starts[run.first])
        if before >= 0 and "\n" not in gaps[before + 1]:
            flag, gap = flags[before], gaps[before + 1]
            if flag & Flag.ROLE and (gap in _DIRECT or (titled and gap in {", ", " "})) and self._is_role(before):
                return True
            if flag & Flag.GREETING and len(gap) <= 2 and not gap.strip(" ,") and self._greeted(run):
                return True
            if flag & (Flag.ROLE | Flag.DOCTOR) and gap in {", ", " (", " : ", ": "} and len(reading.plain[before]) > 3 and self._closed_after(run):
                return True
            if flag & Flag.INTRODUCTION and gap in {" ", "'"} and (run.words == 1 or reading.plain[before] not in {"c", "est", "it", "its"}):
                return True
            if flag & Flag.PROVIDER_THING and gap in {" ", ": "} and not titled and not flag & Flag.PATIENT:
                return True
            if flag & Flag.OF and before > 0 and flags[before - 1] & Flag.PROVIDER_THING and not titled and gaps[before] in {" ", "'"}:
                return True
        if self._role_after(run) or self._thing_after(run):
            return True
        return self._lines.is_header(number) and not flags[self._lines.words(number)[0]] & Flag.PATIENT

    def _greeted(self, run: Run) -> bool:
        """Whether a greeting ends with the name: «Bonjour Marc,»."""
        end = self._reading.ends[run.last]
        rest = self._reading.text[end : end + 2].strip(" ")
        return not rest or rest[0] in ",.!:;\n-–—" or (run.last + 1 < len(self._reading.flags) and bool(self._reading.flags[run.last + 1] & Flag.AND))

    def _closed_after(self, run: Run) -> bool:
        end = self._reading.ends[run.last]
        return self._reading.text[end : end + 1] in {",", ")", "\n", "", "."}

    def _is_role(self, at: int) -> bool:
        reading = self._reading
        return reading.ends[at] - reading.starts[at] > 2 or (reading.text[reading.starts[at] : reading.ends[at]]).isupper()

    def _role_after(self, run: Run) -> bool:
        """«…, MD», «…, notre infirmière», «… (réception)», «… @ Clinique X», «… à la réception»."""
        reading = self._reading
        flags, gaps = reading.flags, reading.gaps
        after = run.last + 1
        if after >= len(flags) or "\n" in gaps[after]:
            return False
        gap = gaps[after].strip()
        if flags[after] & Flag.DOCTOR and reading.plain[after] not in {"dr", "dre", "drs", "docteur", "docteure", "doctor"}:
            return len(gaps[after]) <= 3
        punctuated = gap.lstrip(".").lstrip().startswith(_PUNCTUATED)
        linked = not gap and reading.plain[after] in {"a", "at", "de", "du", "from", "notre", "our", "the", "la"}
        if not punctuated and not linked:
            return bool(flags[after] & Flag.ORGANISATION_BEFORE) and gaps[after] == " " and not gap and reading.plain[after] in {"clinique", "gmf", "cabinet", "clsc"}
        for ahead in range(after, min(after + 4, len(flags))):
            if ahead > after and not all(each in " '-.&/" for each in gaps[ahead]):
                return False
            if flags[ahead] & Flag.PATIENT and not flags[ahead] & Flag.ROLE and not (ahead + 1 < len(flags) and flags[ahead + 1] & (Flag.ROLE | Flag.ORGANISATION_AFTER)):
                return False
            if flags[ahead] & Flag.ROLE and self._is_role(ahead):
                return True
            if flags[ahead] & Flag.DOCTOR and len(reading.plain[ahead]) > 4 and not reading.plain[ahead].startswith(("doct", "provid")):
                return True
            if flags[ahead] & Flag.ORGANISATION_BEFORE and not flags[ahead] & Flag.PLACE and (punctuated or reading.plain[after] in {"a", "at", "from"}):
                return True
            if linked and not flags[ahead] & (Flag.PARTICLE | Flag.OF) and reading.plain[ahead] not in {"notre", "our", "the", "at", "from"}:
                return False
        return punctuated and self._organisation_in_rest(after)

    def _organisation_in_rest(self, after: int) -> bool:
        """«Vanessa, Lakeside Family Clinic»: capitalised words up to the word that makes them a clinic."""
        reading = self._reading
        for ahead in range(after, min(after + 5, len(reading.flags))):
            if not reading.upper[ahead] or (ahead > after and reading.gaps[ahead] not in {" ", "-", "'", " & "}):
                return False
            if ahead > after and reading.flags[ahead] & Flag.ORGANISATION_AFTER:
                return True
        return False

    def _thing_after(self, run: Run) -> bool:
        """«Chen's schedule»."""
        reading = self._reading
        after = run.last + 1
        if after < len(reading.flags) and reading.plain[after] == "s" and reading.gaps[after] == "'":
            after += 1
        return after < len(reading.flags) and reading.gaps[after] == " " and bool(reading.flags[after] & Flag.PROVIDER_THING) and run.words == 1

    def _patient_around(self, run: Run, before: int) -> bool:
        reading = self._reading
        flags, gaps = reading.flags, reading.gaps
        at = before
        for _ in range(3):
            if at < 0 or "\n" in gaps[at + 1] or len(gaps[at + 1]) > 4 or any(each in gaps[at + 1] for each in ".;!?)"):
                break
            flag = flags[at]
            if flag & (Flag.PATIENT | Flag.KIN) and not (flag & Flag.PROVIDER_THING and at < before and flags[before] & Flag.OF):
                return (at == before or not gaps[before + 1].strip(" '(:")) and (run.strongest > Strength.SHAPE or gaps[run.first] in {" ", "'", ": ", " : "})
            if flag & Flag.ABOUT and (run.words > 1 or flag & Flag.OF or not flags[before] & Flag.ORDINARY):
                return True
            if not flag & (Flag.OF | Flag.PARTICLE | Flag.ABOUT) and reading.plain[at] not in {"is", "est", "was", "etait", "name", "nom", "our", "notre", "ma", "mon", "my"}:
                break
            at -= 1
        return self._called_patient_after(run)

    def _called_patient_after(self, run: Run) -> bool:
        """«Catherine, la patiente qui …», «Thérèse Roy (patiente du Dr Roy)»."""
        reading = self._reading
        end = reading.ends[run.last]
        for ahead in range(run.last + 1, min(run.last + 4, len(reading.flags))):
            if reading.starts[ahead] - end > _CALLED_PATIENT or any(each in reading.gaps[ahead] for each in ".;\n!?"):
                return False
            if reading.flags[ahead] & (Flag.PATIENT | Flag.BIRTH) and not reading.plain[ahead].endswith("s"):
                return reading.gaps[run.last + 1].strip()[:1] in {",", "(", "-", "–", "—", "["} or bool(reading.flags[ahead] & Flag.BIRTH)
            if not reading.flags[ahead] & (Flag.PARTICLE | Flag.OF | Flag.ORDINARY):
                return False
        return False

    def _value_beside(self, run: Run) -> int:
        """Return 2 where a health number, a birth date and the like stand beside a name, 1 for a telephone or an e-mail, else 0."""
        reading = self._reading
        start, end = reading.starts[run.first], reading.ends[run.last]
        best = 0
        for left, right, strong in self._spans:
            if left > end + 34:
                break
            near_after = end <= left and not _apart(reading.text[end:left])
            near_before = start - 8 <= right <= start and not _apart(reading.text[right:start])
            if near_after or near_before:
                best = max(best, 2 if strong else 1)
        return best

    def _signs(self, run: Run) -> bool:
        reading, lines = self._reading, self._lines
        start, end = reading.starts[run.first], reading.ends[run.last]
        number = lines.number(start)
        line_end = lines.span(number)[1]
        rest = reading.text[end:line_end].strip(" .")
        if lines.starts_with(number, start):
            if not rest or rest.startswith(_PUNCTUATED) or reading.text[end : end + 2] == "  " or reading.flags[min(run.last + 1, len(reading.flags) - 1)] & (Flag.ROLE | Flag.DOCTOR | Flag.ORGANISATION_BEFORE):
                return lines.in_signature(number)
            return False
        before = run.first - 1
        if rest and not rest.startswith(_PUNCTUATED):
            return False
        if before >= 0 and reading.flags[before] & Flag.SIGN_OFF and len(reading.gaps[run.first]) <= 5:
            return True
        if reading.gaps[run.first].strip()[:1] in {".", "!", "?", "-", "–", "—"} and reading.gaps[run.first] != "-" and lines.is_last(number):
            return True
        return self._beside_organisation(run, number)

    def _beside_organisation(self, run: Run, number: int) -> bool:
        """«GMF Haute-Rive - Isabelle Drouin»."""
        reading = self._reading
        gap = reading.gaps[run.first].strip()
        if gap not in {"-", "–", "—", ",", "|", "/", ":", "·"} or reading.gaps[run.first] == "-":
            return False
        words = range(max(self._lines.words(number).start, run.first - 7), run.first)
        if any(reading.flags[each] & Flag.PATIENT for each in words):
            return False
        return any(reading.flags[each] & (Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER | Flag.ROLE) and (reading.upper[each] or reading.flags[each] & Flag.ORGANISATION_BEFORE) for each in words)


def _apart(between: str) -> bool:
    """Whether what stands between a name and a value parts them."""
    if "\n" in between and (len(between) > 22 or between.count("\n") > 1 or between[:1] not in {"\n", ","} or ":" not in between):
        return True
    return ". " in between or "; " in between or between.count(",") > 2 or len(between.split()) > 5
