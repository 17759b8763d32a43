"""What somebody does: a patient books, receives and is at the desk; who works there starts, logs in and is away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.strengths import NAME

if TYPE_CHECKING:
    from oceandx.intake.redaction.runs import Run

_ACT = Flag.PATIENT_ACT | Flag.STAFF_ACT
_FARTHEST = 7
_THING_REACH = 14
_WITHIN = frozenset({" ", "'", "  ", "-"})
_SENTENCE_ENDS = frozenset(".;!?\n\x1e")
_ASIDE = re.compile(r"[\"»”]?[ ]?\([^()\n]{0,12}\)[ ]?\Z|[\"»”]?[ ]\Z|'\Z")
_ARTICLE = Flag.POSSESSIVE | Flag.NUMBER_WORD
_OF_EITHER = Flag.PATIENT | Flag.PATIENT_THING | Flag.CALENDAR | Flag.ORDINARY
_OTHERS = Flag.PATIENT | Flag.KIN | Flag.DOCTOR | Flag.TITLE


def act_after(reading: Reading, last: int) -> int:
    """Return the flag of what is done by whoever the word ``last`` ends the name of; 0 if that says nothing."""
    flags, gaps = reading.flags, reading.gaps
    first = last + 1
    if first >= len(flags) or (flags[first] & NAME and reading.upper[first]):
        return 0
    if gaps[first] == ", " and flags[first] & Flag.PRONOUN:  # «Nolan, he never got the link»
        return act_after(reading, first) & Flag.PATIENT_ACT
    clause = gaps[first] == ", " and flags[first] & Flag.FILLER  # «…, who set Ocean up»
    if not clause and not _ASIDE.match(gaps[first]):
        return 0
    for at in range(first, min(first + _FARTHEST, len(flags))):
        if at > first and gaps[at] not in _WITHIN:
            break
        if flags[at] & Flag.RECEIVED and any(flags[each] & Flag.GET for each in range(first, at)):
            further = at + 1 < len(flags) and gaps[at + 1] == " " and flags[at + 1] & Flag.HEADER
            return 0 if clause or further else Flag.PATIENT_ACT  # «can't get the form to load» is for staff to say
        if flags[at] & _ACT:
            return _whose(reading, at, clause=bool(clause))
        if not flags[at] & Flag.FILLER and not (flags[at] & Flag.ORDINARY and flags[at - 2] & Flag.GET):
            break  # «isn't getting the annual form»
    return 0


def _whose(reading: Reading, at: int, *, clause: bool) -> int:
    """Return the flag of an act; after a comma only that of staff, for a comma may end what the name belongs to."""
    if not reading.flags[at] & Flag.PATIENT_ACT or _is_done_to_others(reading, at):
        return Flag.STAFF_ACT
    return 0 if clause else Flag.PATIENT_ACT


def _is_done_to_others(reading: Reading, at: int) -> bool:
    """Whether the object of a verb is a patient or a program: who «booked him», «cancelled a patient» works there."""
    flags, gaps = reading.flags, reading.gaps
    after = at + 1
    while after < len(flags) and flags[after] & Flag.PATIENT_ACT and gaps[after] in _WITHIN:
        after += 1
    if after >= len(flags) or gaps[after] != " ":
        return False
    if flags[after] & Flag.ME or (flags[after] & Flag.PROVIDER_THING and not flags[after] & _OF_EITHER):
        return True  # «has two accounts»
    cased = reading.upper[after] and reading.text[reading.starts[after] + 1 : reading.starts[after] + 2].islower()
    if cased and not flags[after] & (Flag.CALENDAR | Flag.MONTH):
        return True
    if flags[after] & _ARTICLE and after + 1 < len(flags) and gaps[after + 1] == " ":
        after += 1
    objects = range(after, min(after + 3, len(flags)))
    bare = flags[at] & Flag.PATIENT_OBJECT and flags[after - 1] & Flag.POSSESSIVE
    if bare and any(flags[each] & Flag.PATIENT_THING for each in objects):
        return True  # «cancelled the appointment»: either does that
    for each in objects:
        if flags[each] & Flag.THEIR or (each > after and gaps[each] != " "):
            return False
        if flags[each] & _OTHERS:
            return True
    return False


def has_own_thing(reading: Reading, last: int) -> bool:
    """Whether the sentence goes on with what a patient calls their own: «… about her appointment», «… son texto»."""
    return bool(reading.ahead(last) & Flag.THEIR) and _goes_on_with_own(reading, last)


def _goes_on_with_own(reading: Reading, last: int) -> bool:
    flags, gaps = reading.flags, reading.gaps
    for at in range(last + 1, min(last + 1 + _THING_REACH, len(flags) - 1)):
        others = flags[at] & _OTHERS and not flags[at] & Flag.THEIR  # «son texto»
        if others or not _SENTENCE_ENDS.isdisjoint(gaps[at]):
            return False
        if at > last + 1 and reading.upper[at] and flags[at] & NAME and not flags[at] & Flag.ORDINARY:
            return False
        if flags[at] & Flag.THEIR:
            if flags[at + 1] & Flag.OWN:
                return False  # «Marlene tried it on her own phone»
            for thing in range(at + 1, min(at + 4, len(flags))):
                dated = gaps[thing].strip(" 0123456789:") == ""  # «her Dec 2 visit»
                if not (gaps[thing] in _WITHIN or dated) or flags[thing] & (Flag.AT | Flag.LOCATED) & ~Flag.OF:
                    break  # «can you hide her from the booking page»
                if flags[thing] & Flag.PATIENT_THING or _is_from_doctor(reading, thing):
                    return True
                if flags[thing] & (Flag.PROVIDER_THING | Flag.STAFF_ACT):
                    return False
    return False


def _is_from_doctor(reading: Reading, at: int) -> bool:
    """Whether a word is a message and a doctor sent it: «found his message from Dr. Benoit in the junk mail»."""
    flags, gaps = reading.flags, reading.gaps
    if at + 2 >= len(flags) or not flags[at] & Flag.PATIENT_MESSAGE or gaps[at + 1] != " " or gaps[at + 2] != " ":
        return False
    return bool(flags[at + 1] & (Flag.AT | Flag.OF) and flags[at + 2] & Flag.DOCTOR_BEFORE)


def is_sought(reading: Reading, run: Run, before: int) -> bool:
    """Whether a name was typed into a search: «typed Okonkwo», «recherche «Bujold»»."""
    if before < 0 or not reading.flags[before] & Flag.SOUGHT:
        return False
    return reading.gaps[run.first] in {" ", ' "', " «", ": ", " : ", ' : "', ': "', ": «"} and not _of_provider(
        reading, run.last
    )


def is_labelled(reading: Reading, run: Run, before: int) -> bool:
    """Whether a form's label stands before a name: «last name Quispe», «prénom: Yolanda»; not that of a provider."""
    if before >= 0 and reading.flags[before] & Flag.BIRTH and reading.gaps[run.first] == " ":
        centre = before > 1 and reading.flags[before - 1] & Flag.OF and reading.upper[before - 2]
        return not centre  # «née Brightwater», no «Centre de naissance La Vérendrye»
    at = before
    if at >= 0 and reading.flags[at] & Flag.STATE_VERB and reading.gaps[run.first] == " ":
        at -= 1
    if at < 0 or not reading.flags[at] & Flag.NAME_LABEL or reading.gaps[run.first].strip(' :=-"«'):
        return False
    return not any(reading.flags[each] & (Flag.DOCTOR | Flag.ROLE) for each in range(max(0, at - 5), at))


def is_family(reading: Reading, run: Run) -> bool:
    """Whether a surname alone stands in the plural: «both Chaudhrys», «the Abernathys»."""
    word = reading.plain[run.first]
    if run.first == 0 or run.first < run.last or reading.flags[run.first] or not word.endswith("s"):
        return False
    known = reading.lexicon.single.get(word[:-1], 0)
    led = reading.flags[run.first - 1] & (Flag.POSSESSIVE | Flag.FILLER) and reading.gaps[run.first] == " "
    return bool(led and known & Flag.SURNAME and not known & ~(NAME | Flag.ALSO_WORD))


def is_relative(reading: Reading, run: Run, before: int) -> bool:
    """Whether a name is in apposition to a patient or a relative: «the lady at 11, Bronislava, …», «(Arabella, 6)»."""
    gap = reading.gaps[run.first]
    if before < 0 or gap.strip(" 0123456789:") not in {",", "(", "-"} or gap == "-":
        return False
    after = reading.text[reading.ends[run.last] : reading.ends[run.last] + 1]
    owned = before > 0 and reading.flags[before - 1] & Flag.THEIR  # «his ex, Marta.»
    if after not in {",", ")", ":"} and not (owned and after in {".", ""}):
        return False
    for at in range(before, max(-1, before - 5), -1):
        flag = reading.flags[at]
        if (
            flag & Flag.DOCTOR_BEFORE
            and at > 1
            and reading.flags[at - 1] & Flag.OF
            and reading.flags[at - 2] & (Flag.KIN | Flag.PATIENT)
        ):
            continue  # «La cousine de Dr Lemaire, Anaïs Lemaire, …», «a patient of Dr. Varga, Prakash Iyer, …»
        if flag & (Flag.KIN | Flag.PATIENT) and not flag & (Flag.ROLE | Flag.PROVIDER_THING):
            return not reading.plain[at].endswith("s")
        doctors = at and reading.flags[at - 1] & Flag.DOCTOR_BEFORE and reading.gaps[at] == ". "
        if flag & (Flag.ROLE | Flag.DOCTOR | Flag.GREETING) or (reading.gaps[at].strip(" '") and not doctors):
            return False
    return False


def is_named_relative(reading: Reading, run: Run, before: int) -> bool:
    """Whether a given name that is a word too names a relative of somebody: «sa fille Line», «my daughter Grace»."""
    if (
        before < 1
        or reading.gaps[run.first] != " "
        or not reading.flags[before] & Flag.KIN
        or not reading.upper[run.first]
    ):
        return False
    owned = reading.flags[before - 1] & (Flag.THEIR | Flag.POSSESSIVE | Flag.ME) and reading.gaps[before] == " "
    return bool(owned and reading.flags[run.first] & NAME)


def is_of_family(reading: Reading, run: Run, before: int) -> bool:
    """Whether a surname that is a word too stands before a relative or a family: «the Wolf twins», «that Hill girl»."""
    after = run.last + 1
    if before < 0 or after >= len(reading.flags) or reading.gaps[run.first] != " " or reading.gaps[after] != " ":
        return False
    led = reading.flags[before] & (Flag.POSSESSIVE | Flag.FILLER) and not reading.upper[before - 1 if before else 0]
    kin = reading.flags[after] & Flag.KIN and not reading.upper[after]
    return bool(led and kin and reading.upper[run.first] and reading.flags[run.first] & Flag.SURNAME)


def is_handled(reading: Reading, run: Run, before: int) -> bool:
    """Whether somebody at the clinic did something to or for a name: «checked in X», «texted X the link»."""
    flags, gaps = reading.flags, reading.gaps
    if before < 0 or gaps[run.first] != " ":
        return False
    if flags[before] & Flag.PATIENT_OBJECT and not _of_provider(reading, run.last):
        return True
    after = run.last + 1
    if after >= len(flags) or gaps[after] not in _WITHIN:
        return False
    if flags[before] & Flag.SENT_TO:
        for thing in range(after, min(after + 4, len(flags))):
            if gaps[thing] not in _WITHIN:
                return False
            if flags[thing] & Flag.PATIENT_THING:
                return True
    return False


def is_present(reading: Reading, run: Run, before: int) -> bool:
    """Whether somebody has a patient before them: «I have X here», «j'ai X au téléphone»."""
    after = run.last + 1
    if before < 0 or after >= len(reading.flags) or reading.flags[before] & (Flag.HAVE | Flag.CALL_BACK) != Flag.HAVE:
        return False
    return reading.gaps[run.first] == " " and reading.gaps[after] == " " and bool(reading.flags[after] & Flag.PRESENT)


def _of_provider(reading: Reading, last: int) -> bool:
    """Whether the sentence goes on with a provider's list or a role: the name sought there is no patient's."""
    for at in range(last + 1, min(last + 9, len(reading.flags))):
        if not _SENTENCE_ENDS.isdisjoint(reading.gaps[at]):
            return False
        if reading.flags[at] & (Flag.DOCTOR | Flag.ROLE | Flag.PROVIDER_THING) and not reading.flags[at] & Flag.PATIENT:
            return not reading.flags[at] & Flag.DOCTOR or reading.gaps[at + 1][:1] != "."
    return False


def is_among_staff(reading: Reading, last: int) -> bool:
    """Whether the sentence goes on with a list of providers or users: «… doesn't appear under providers»."""
    if not reading.ahead(last) & Flag.AS_STAFF:
        return False
    for at in range(last + 1, min(last + 1 + _THING_REACH, len(reading.flags))):
        if not _SENTENCE_ENDS.isdisjoint(reading.gaps[at]) or reading.flags[at] & Flag.PATIENT:
            return False
        if reading.flags[at] & Flag.AS_STAFF:
            return True
    return False


def is_called_back(reading: Reading, run: Run, before: int) -> bool:
    """Whether somebody asks that a name be called, or says who is spoken with: «please call back X»."""
    if before < 0 or run.swapped or not reading.flags[before] & Flag.CALL_BACK or reading.flags[before] & Flag.KIN:
        return False
    if before > 1 and reading.flags[before - 1] & Flag.CALL_BACK and reading.flags[before - 2] & Flag.NUMBER_WORD:
        return False  # «envoyer une demande à X»
    if _did_not_reach(reading, before):
        return False
    theirs = any(flag & Flag.THEIR for flag in reading.flags[run.last + 1 : run.last + 3])  # «reach X about his form»
    if (
        run.words > 1
        and is_told(reading, before)
        and (
            reading.flags[before] & Flag.SENT_TO
            or reading.flags[before - 1] & Flag.SENT_TO
            or _acts_later(reading, run.last)
        )
    ):
        return False
    return reading.gaps[run.first] in {" ", ": ", " : "} and not theirs and not has_own_thing(reading, run.last)


def _did_not_reach(reading: Reading, at: int) -> bool:
    """Whether what patients receive is said to reach somebody, or not to: «the reminder didn't reach X»."""
    for each in range(at - 1, max(-1, at - _FARTHEST), -1):
        if reading.gaps[each + 1] not in {" ", "'"} or reading.flags[each] & (Flag.SUBJECT | Flag.AND | Flag.REQUEST):
            return False
        if reading.flags[each] & Flag.RECEIVED:
            return bool(reading.flags[at] & Flag.SENT_TO)
    return False


def is_told(reading: Reading, at: int) -> bool:
    """Whether somebody tells to have done a thing, and asks nobody to do it: «I spoke to», «elle devait écrire à»."""
    told = False
    for each in range(at, max(-1, at - _FARTHEST), -1):
        if reading.flags[each] & Flag.REQUEST:
            return False
        told = told or bool(reading.flags[each] & Flag.SUBJECT)
        if not _SENTENCE_ENDS.isdisjoint(reading.gaps[each]):
            break
    return told


def _acts_later(reading: Reading, last: int) -> bool:
    """Whether the sentence goes on with what only patients do: «… this morning and she says she confirmed»."""
    for at in range(last + 1, min(last + 1 + _THING_REACH, len(reading.flags))):
        if not _SENTENCE_ENDS.isdisjoint(reading.gaps[at]):
            return False
        if reading.flags[at] & Flag.PRONOUN and act_after(reading, at) == Flag.PATIENT_ACT:
            return True
    return False
