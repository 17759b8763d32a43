"""Whether what follows a name is somebody's post or clinic: «…, MD», «…, notre infirmière», «… @ Clinique X»."""

from __future__ import annotations

from oceandx.intake.redaction.designations import is_designation, may_be_one_word
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import NAME

PUNCTUATED = (",", "(", "-", "\u2013", "—", "|", "@", "/", ":", "·", "[")
_ABBREVIATED = 4
_SHORT = 2
_REFERRED = 5
_WITHIN = frozenset(" '-.&/")
_OF_PATIENTS = Flag.PATIENT | Flag.DOCTOR | Flag.PATIENT_THING | Flag.RECEIVED | Flag.PATIENT_MESSAGE
_LINKING = Flag.AT | Flag.OF | Flag.POSSESSIVE | Flag.PARTICLE


def is_role(reading: Reading, at: int) -> bool:
    """Whether a role word is meant as one: «IT» and «TI» only in capitals, and not among others in capitals."""
    word = reading.text[reading.starts[at] : reading.ends[at]]
    return len(word) > _SHORT or (word.isupper() and not _is_shouted(reading, at))


def _is_shouted(reading: Reading, at: int) -> bool:
    """Whether the words on both sides are in capitals too: «OCEAN FOR ROSA QUILL, IT ISN'T RIGHT»."""
    if not 0 < at < len(reading.flags) - 1:
        return False
    beside = (reading.text[reading.starts[each] : reading.ends[each]] for each in (at - 1, at + 1))
    return all(len(word) > _SHORT and word.isupper() for word in beside)


def has_role_after(reading: Reading, run: Run) -> bool:
    """Tell whether a role or a clinic follows: «…, MD», «…, notre infirmière», «… (réception)», «… @ Clinique X»."""
    flags, gaps = reading.flags, reading.gaps
    after = run.last + 1
    if after >= len(flags) or "\n" in gaps[after]:
        return False
    if flags[after] & Flag.DOCTOR and not flags[after] & Flag.DOCTOR_BEFORE:
        labels = "." in gaps[after] and gaps[after + 1].strip(" ")[:1] in {"=", ":"}  # «… for Rosa Quill. RN = me»
        return len(gaps[after]) <= 3 and not labels and not _another_follows(reading, run.last)
    spoken = reading.lexicon.single.get(reading.plain[after], 0)
    here = (
        gaps[after] == " " and flags[after] & ~spoken & Flag.INTRODUCTION and not flags[after] & Flag.THEMSELVES
    )  # «Marlene Oduya here, front desk»
    designated = may_be_one_word(reading, run) and is_designation(reading, after)
    if here or designated or _is_our(reading, after) or _is_the_new(reading, run, after):
        return True
    gap = gaps[after].strip()
    passed = ". " in gaps[after] and any(map(str.isdigit, gap))  # «…, 506-555-0111. Other physicians'»
    if not passed and gap.lstrip(". ").startswith(PUNCTUATED):
        return _role_ahead(reading, after, linked=False) or _capitals_of_clinic(reading, after)
    if gap:
        return False
    if flags[after] & _LINKING:
        return _role_ahead(reading, after, linked=True) and not _is_sent_there(reading, run)
    return bool(flags[after] & Flag.ORGANISATION_BEFORE and flags[after] & Flag.CLINIC and gaps[after] == " ")


def _is_sent_there(reading: Reading, run: Run) -> bool:
    """Whether a name is that of whom a referral is for: «une référence pour Mme Roy à l'Hôpital …»."""
    at = run.first - 1
    while at > 0 and reading.flags[at] & Flag.TITLE:
        at -= 1
    if at < 1 or not reading.flags[at] & Flag.MEANT_FOR:
        return False
    return any(reading.flags[each] & Flag.REFERRAL for each in range(max(0, at - _REFERRED), at))


def _is_the_new(reading: Reading, run: Run, after: int) -> bool:
    """Whether a post follows without a comma, or care for what is ours: «…, who minds our domain»."""
    flags = reading.flags
    led = flags[after] & Flag.POSSESSIVE and flags[after] & (Flag.PARTICLE | Flag.ME)  # «la», «notre», «our»
    if run.words > 1 and reading.gaps[after] == " " and led:
        return after + 1 < len(flags) and _role_ahead(reading, after + 1, linked=False)
    if reading.gaps[after] != ", " or not flags[after] & Flag.FILLER:
        return False
    if after + 3 >= len(flags) or flags[after + 1] & Flag.FILLER:
        return False  # «…, who never got our reminder»
    ours = flags[after + 2] & Flag.POSSESSIVE and flags[after + 2] & Flag.ME
    return bool(ours) and not flags[after + 3] & _OF_PATIENTS


def _another_follows(reading: Reading, last: int) -> bool:
    """Whether a sentence ends before a role that somebody else has: «… for Lettie McAlister. RN Fleurette»."""
    after = last + 1
    if "." not in reading.gaps[after] or len(reading.plain[last]) == 1 or after + 1 >= len(reading.flags):
        return False
    return reading.upper[after + 1] and reading.gaps[after + 1] == " "


def _role_ahead(reading: Reading, after: int, *, linked: bool) -> bool:
    """Whether one of the next words is a role or a clinic, with «patient» not before it."""
    flags = reading.flags
    for ahead in range(after, min(after + 4, len(flags))):
        flag = flags[ahead]
        following = flags[ahead + 1] if ahead + 1 < len(flags) else 0
        if ahead > after and _ends_post(reading, ahead):
            return False
        if flag & Flag.PATIENT and not flag & Flag.ROLE and not following & (Flag.ROLE | Flag.ORGANISATION_AFTER):
            return False
        occupation = flag & Flag.ROLE and is_role(reading, ahead) and not _another_named(reading, ahead)
        post = len(reading.plain[ahead]) > 4 or reading.text[reading.starts[ahead] : reading.ends[ahead]].isupper()
        practising = flag & Flag.DOCTOR and post and not flag & Flag.DOCTOR_BEFORE  # «our new NP»
        if flag & Flag.HEALTH or (flag & Flag.PATIENT_ACT and ahead == after):
            return False  # «…, Manitoba Health reg. …», «…, filled in the intake form»
        if flag & Flag.TOWARDS and ahead > after and not linked:
            return False  # «…, came to the desk»
        clinic = flag & Flag.ORGANISATION_BEFORE and not flag & Flag.PLACE and (not linked or flags[after] & Flag.AT)
        clinic = clinic and not (ahead > after and flags[ahead - 1] & Flag.THEIR)  # «…, pensait joindre sa clinique»
        clinic = clinic and (not flag & Flag.KIN or reading.text[reading.starts[ahead] : reading.ends[ahead]].isupper())
        clinic = clinic or (linked and flag & Flag.VENDOR and flags[after] & Flag.AT and ahead == after + 1)
        if occupation or practising or clinic:
            return True
        if linked and not flag & _LINKING and not (reading.upper[ahead] and ahead > after):
            return False
    return False


def _ends_post(reading: Reading, at: int) -> bool:
    """Whether a post ends before a word: at a sign of its own, or where another sentence begins."""
    gap = reading.gaps[at]
    return not set(gap) <= _WITHIN or (". " in gap and len(reading.plain[at - 1]) > _ABBREVIATED)


def _another_named(reading: Reading, at: int) -> bool:
    """Whether a role belongs to somebody else, who is named after it: «…, que votre collègue Steve a aidé»."""
    if at + 1 >= len(reading.flags) or reading.gaps[at + 1] != " " or not reading.upper[at + 1] or reading.upper[at]:
        return False
    return bool(reading.flags[at - 1] & Flag.POSSESSIVE and reading.flags[at + 1] & NAME)


def _capitals_of_clinic(reading: Reading, after: int) -> bool:
    """Whether capitalised words up to the word that makes them a clinic follow: «Vanessa, Lakeside Family Clinic»."""
    for ahead in range(after, min(after + 5, len(reading.flags))):
        if not reading.upper[ahead] or (ahead > after and reading.gaps[ahead] not in {" ", "-", "'", " & "}):
            return False
        if ahead > after and reading.flags[ahead] & Flag.ORGANISATION_AFTER and not reading.flags[ahead] & Flag.HEALTH:
            return True
    return False


def _is_our(reading: Reading, after: int) -> bool:
    """Whether «is our new nurse» follows a name."""
    flags = reading.flags
    if after + 3 < len(flags) and flags[after] & Flag.STATE_VERB and flags[after + 1] & Flag.FILLER:
        after += not flags[after + 1] & Flag.POSSESSIVE  # «are both our family doctors»
    verb = flags[after] & Flag.STATE_VERB or flags[after - 1] & Flag.STATE_VERB
    if after + 2 >= len(flags) or not verb or not flags[after + 1] & Flag.POSSESSIVE:
        return False
    return _role_ahead(reading, after + 2, linked=False) and "\n" not in reading.gaps[after + 1]
