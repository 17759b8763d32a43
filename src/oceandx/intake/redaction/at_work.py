"""What only those who work at a clinic do: they send to patients, see the program's pages, and are answered."""

from __future__ import annotations

from oceandx.intake.redaction.booking import is_booked
from oceandx.intake.redaction.colleagues import is_colleague
from oceandx.intake.redaction.deeds import is_doer
from oceandx.intake.redaction.departing import is_gone_or_stands_in
from oceandx.intake.redaction.handling import handles_visit
from oceandx.intake.redaction.hearers import hears_patient, is_addressed
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.papers import gets_papers
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.said_to_be import is_said_to_be_staff
from oceandx.intake.redaction.sessions import has_session
from oceandx.intake.redaction.strengths import NAME, Strength, is_m
from oceandx.intake.redaction.told_of import is_on_leave, is_told_of

_FARTHEST = 6
_OBJECT = 8
_REACH = 14
_NEAR = 4
_WITHIN = frozenset({" ", "'", "-"})
_ENDS = frozenset(".;!?\n\x1e")
_BEGINS = frozenset(".!?,\n\x1e")
_WORKS = Flag.DOCTOR | Flag.ROLE | Flag.DESIGNATION
_THING = Flag.RECEIVED | Flag.PATIENT_THING
_THROUGH = Flag.LOCATED | Flag.AT | Flag.WITH | Flag.THROUGH
_OF_FILE = Flag.CHART | Flag.BIRTH | Flag.HEALTH | Flag.PATIENT
_LONGEST_ASIDE = 60
_OF_OTHERS = Flag.PATIENT | Flag.THEIR | Flag.KIN | Flag.PATIENT_ACT | Flag.RECEIVED | Flag.AND
_WORK = Flag.SENDS | Flag.SEES
_WRITES = Flag.PATIENT_MESSAGE | Flag.RECEIVED


def is_at_work(reading: Reading, run: Run, before: int, *, titled: bool) -> bool:
    """Whether what a name does, has, is called or stands beside is that of somebody at work."""
    if not titled and is_colleague(reading, run, before):
        return True
    if run.strongest < Strength.SHAPE:
        return False
    if is_booked(reading, run, before, titled=titled) or _has_site(reading, run):
        return True
    if is_gone_or_stands_in(reading, run, before, titled=titled):
        return True
    if titled:
        return is_on_leave(reading, run)
    ahead = reading.ahead(run.last)
    return bool(
        is_on_leave(reading, run)
        or has_session(reading, run, before)
        or (ahead & _WORK and _does_work(reading, run))
        or (ahead & Flag.SETUP and _handles_setup(reading, run))
        or _is_called_as_one(reading, run, before)
        or _is_answered(reading, run, before)
        or hears_patient(reading, run, before)
        or is_addressed(reading, run)
        or _is_one_of_them(reading, run, before)
        or _is_referred_to(reading, run, before)
        or is_told_of(reading, run, before)
        or is_doer(reading, run, before)
        or handles_visit(reading, run)
        or is_said_to_be_staff(reading, run, before)
        or gets_papers(reading, run, before)
    )


def _has_site(reading: Reading, run: Run) -> bool:
    """«Mme Solange Roy (CRM Horizon, site 2954)»: the number of a site or a licence directly after a name."""
    text, end = reading.text, reading.ends[run.last]
    closing = text.find(")", end)
    if not text.startswith(" (", end) or not 0 < closing - end <= _LONGEST_ASIDE:
        return False
    aside = range(run.last + 1, reading.word_before(closing) + 1)
    if any(reading.flags[at] & _OF_FILE for at in aside):
        return False
    return any(
        reading.flags[at] & Flag.KEPT_NUMBER
        and reading.flags[at] & Flag.PRODUCT
        and text[reading.ends[at] : reading.ends[at] + 3].strip(" #:")[:1].isdigit()
        for at in aside
    )


def _handles_setup(reading: Reading, run: Run) -> bool:
    """«X made about fourteen rules», «X a renommé quelques statuts»: what only those who work there set up or pay."""
    flags = reading.flags
    for at in range(run.last + 1, min(run.last + 1 + _OBJECT, len(flags))):
        counted = reading.gaps[at].strip(" 0123456789")
        if counted not in {"", "'", "-"} or (reading.upper[at] and flags[at] & NAME):
            return False
        if flags[at] & (_OF_OTHERS & ~Flag.AND if reading.upper[at] else _OF_OTHERS):
            return False  # «the Plus licence»
        if flags[at] & Flag.SETUP:
            return run.words > 1 and at > run.last + 1
    return False


def _does_work(reading: Reading, run: Run) -> bool:
    """«X wants to send questionnaires», «X can't see the Ocean tab», «X n'arrive pas à envoyer de questionnaire»."""
    flags = reading.flags
    if run.first and flags[run.first - 1] & Flag.HAVE:
        return False  # «I had X open in the Ocean patients list»
    for at in range(run.last + 1, min(run.last + 1 + _FARTHEST, len(flags))):
        if reading.gaps[at] not in _WITHIN or (reading.upper[at] and flags[at] & NAME):
            return False
        helped = at > run.last + 1 and not flags[at - 1] & Flag.POSSESSIVE  # «never gets the text reminders»
        if helped and flags[at] & Flag.SENDS and _sends_to_patients(reading, at):
            return True
        if flags[at] & Flag.SEES and _sees_tool(reading, at):
            return True
        if not flags[at] & (Flag.FILLER | Flag.SUBJECT | Flag.HAVE | Flag.TOWARDS):
            return False
    return False


def _sends_to_patients(reading: Reading, verb: int) -> bool:
    """Whether the objects of sending are many or none's own, or it goes through a program: «exercises thru Ocean»."""
    flags = reading.flags
    through = False
    for at in range(verb + 1, min(verb + 1 + _OBJECT, len(flags))):
        flag = flags[at]
        if reading.gaps[at] not in _WITHIN or flag & (Flag.THEIR | Flag.OURS | Flag.ME):
            return False
        if flag & (Flag.PATIENT | Flag.REFERRAL) or (flag & _THING and _is_any(reading, verb, at)):
            return True
        if flag & _THING and not reading.plain[at].endswith("s"):
            return False  # «wants to send a photo»
        through = through or bool(flag & _THROUGH)
        if through and flag & Flag.PRODUCT and reading.upper[at]:
            return True
    return False


def _is_any(reading: Reading, verb: int, at: int) -> bool:
    """Whether a thing is any of its kind: «questionnaires», «any form», «de questionnaire», not «the form»."""
    between = range(verb + 1, at)
    if any(reading.flags[each] & Flag.POSSESSIVE for each in between):
        return False
    if reading.plain[at].endswith("s"):
        return True
    return len(between) == 1 and bool(reading.flags[verb + 1] & Flag.OF) and not reading.flags[verb + 1] & Flag.TOWARDS


def _sees_tool(reading: Reading, verb: int) -> bool:
    """Whether what is seen is a part of a program that only staff have: «the day sheet», «l'icône Ocean»."""
    flags = reading.flags
    part = named = False
    for at in range(verb + 1, min(verb + 1 + _OBJECT, len(flags))):
        if reading.gaps[at] not in _WITHIN or flags[at] & (Flag.THEIR | Flag.RECEIVED):
            return False
        if flags[at] & Flag.TOOL:
            return True
        part = part or bool(flags[at] & Flag.PART_OF_PROGRAM)
        named = named or bool(flags[at] & Flag.PRODUCT and reading.upper[at])
        if part and named:
            return True
    return False


def _is_called_as_one(reading: Reading, run: Run, before: int) -> bool:
    """«Le technicien s'appelait Luc», «a nurse named Wade»."""
    flags, at = reading.flags, before
    if reading.gaps[run.first] != " ":
        return False
    while at >= 0 and before - at < 3 and flags[at] & (Flag.ABOUT | Flag.FILLER) and reading.gaps[at + 1] in _WITHIN:
        at -= 1
    if at < 0 or at == before or not flags[before] & Flag.ABOUT or reading.gaps[at + 1] not in {" ", ", "}:
        return False
    return bool(flags[at] & _WORKS) and not flags[at] & (Flag.PATIENT | _THING) and len(reading.plain[at]) > 2


def _is_answered(reading: Reading, run: Run, before: int) -> bool:
    """«Mr. Brook answered Wade's message», «la patiente a répondu au message de Luc»: who wrote it works there."""
    flags = reading.flags
    if before < 1:
        return False
    after, verb = run.last + 1, before
    owned = after + 1 < len(flags) and reading.plain[after] == "s" and flags[after + 1] & _WRITES
    if not owned:
        if not flags[before] & Flag.OF or not flags[before - 1] & _WRITES:
            return False
        verb = before - 2
    if verb < 0 or not flags[verb] & Flag.ANSWERS:
        return False
    return _adds_own(reading, after + 2 if owned else after) or (run.words == 1 and _is_patients_deed(reading, verb))


def _adds_own(reading: Reading, first: int) -> bool:
    """Whether who answers adds what only patients send: «… with a photo of his ankle»."""
    for at in range(first, min(first + _FARTHEST, len(reading.flags))):
        if reading.gaps[at] not in _WITHIN:
            return False
        if at > first and reading.flags[at] & Flag.PATIENT_THING and not reading.flags[at] & Flag.RECEIVED:
            return bool(reading.flags[first] & Flag.WITH)
    return False


def _is_patients_deed(reading: Reading, verb: int) -> bool:
    """Whether a patient is said to do something: «Mr. Brook answered», «la patiente a répondu»."""
    for at in range(verb - 1, max(-1, verb - _FARTHEST), -1):
        if not _ENDS.isdisjoint(reading.gaps[at + 1].replace(". ", "")):
            return False
        if reading.flags[at] & (Flag.PATIENT | Flag.TITLE) or is_m(reading, at):
            return True
    return False


def _is_one_of_them(reading: Reading, run: Run, before: int) -> bool:
    """«works for X but not for the other physios»: beside those who work there, the same word leading to both."""
    flags = reading.flags
    if before < 0 or not flags[before] & (Flag.MEANT_FOR | Flag.WITH) or reading.gaps[run.first] != " ":
        return False
    turned = False
    for at in range(run.last + 1, min(run.last + _REACH, len(flags))):
        if not _ENDS.isdisjoint(reading.gaps[at]) or flags[at] & Flag.PATIENT:
            return False
        turned = turned or bool(flags[at] & Flag.BUT)
        if turned and flags[at] & Flag.OTHER:
            return any(flags[each] & _WORKS for each in range(at + 1, min(at + 3, len(flags))))
    return False


def _is_referred_to(reading: Reading, run: Run, before: int) -> bool:
    """«eReferrals sent to X arrive unassigned», «les références adressées à X»: to whom one refers is a provider."""
    flags = reading.flags
    if before < 1 or reading.gaps[run.first] != " ":
        return False
    if flags[before] & Flag.TOWARDS and not flags[before] & Flag.MEANT_FOR and flags[before - 1] & Flag.REFERRAL:
        return run.words == 1 and not flags[run.first] & Flag.GIVEN  # «an eReferral to Foothills»
    if not flags[before] & Flag.ADDRESSED:
        return False
    if reading.plain[run.last + 1 : run.last + 2] == ["s"] and reading.gaps[run.last + 1] == "'":
        return False
    for at in range(before, max(-1, before - _FARTHEST), -1):
        if flags[at] & Flag.REFERRAL:
            return reading.plain[at].endswith("s")  # one alone may have gone to a patient by mistake
        if not _ENDS.isdisjoint(reading.gaps[at]) or flags[at] & (Flag.PATIENT | Flag.TITLE):
            return False
    return False


def owns_provider_thing(reading: Reading, run: Run, *, titled: bool) -> bool:
    """Whether what only a provider has follows a name: «Chen's schedule»; «Mrs. Roy's account» is anybody's."""
    after = run.last + 1
    if after < len(reading.flags) and reading.plain[after] == "s" and reading.gaps[after] == "'":
        after += 1
    if after >= len(reading.flags) or reading.gaps[after] != " " or (run.words != 1 and after == run.last + 1):
        return False
    if titled and reading.flags[after] & Flag.OWN_ACCESS:
        return False
    if after > run.last + 1 and _leads_to_slots(reading, after):
        return True
    return bool(reading.flags[after] & (Flag.PROVIDER_THING | Flag.SECRET))


def _leads_to_slots(reading: Reading, first: int) -> bool:
    """Whether an adjective or two lead to times that are free: «Parveen Gill's new-assessment slots»."""
    for at in range(first, min(first + _NEAR, len(reading.flags))):
        if at > first and reading.gaps[at] not in {" ", "-"}:
            return False
        if reading.flags[at] & Flag.AVAILABILITY:
            return True
        if reading.flags[at] & (_THING | Flag.STATE_VERB | Flag.FILLER):
            return False
    return False
