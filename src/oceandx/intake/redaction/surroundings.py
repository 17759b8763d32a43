"""What the words directly around a name say: a clinic's, somebody at work, or a patient's."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import NAME, Strength

DIRECT = frozenset({" ", ". ", ".", "  ", ' "', '. "', " «", ". «"})
PUNCTUATED = (",", "(", "-", "\u2013", "—", "|", "@", "/", ":", "·", "[")
_NAMELESS = Flag.PARTICLE | Flag.OF
_LINKING = Flag.AT | Flag.OF | Flag.POSSESSIVE | Flag.PARTICLE
_SMALL = Flag.OF | Flag.PARTICLE | Flag.ABOUT | Flag.POSSESSIVE | Flag.STATE_VERB
_PLAIN_NAME = Flag.GIVEN | Flag.ALSO_WORD | Flag.ORDINARY | Flag.PLACE
_CALLED_PATIENT = 26


def is_organisation(reading: Reading, run: Run, *, titled: bool) -> bool:
    """Whether a name is part of a clinic's: «Smith Family Clinic», «GMF de la Chaudière», «clinique médicale Roy»."""
    flags, gaps = reading.flags, reading.gaps
    after = run.last + 1
    followed = after < len(flags) and gaps[after] in {" ", "-", " & "} and flags[after] & Flag.ORGANISATION_AFTER
    trade = after < len(flags) and gaps[after] == " " and flags[after] & Flag.ROLE and _is_trade(reading, after)
    if trade and run.words == 1:
        return True  # «Prescott IT»
    if followed and run.first > 0 and flags[run.first - 1] & Flag.POSSESSIVE and gaps[run.first] == " ":
        return not flags[after] & Flag.PROVIDER_THING or bool(
            flags[after] & Flag.KEPT_NUMBER
        )  # «the Cedar Hill location»
    if followed and (reading.upper[after] or flags[after] & Flag.CLINIC):
        return True
    if titled:
        return False
    at = run.first - 1
    if at > 0 and flags[at] & Flag.AT and flags[at - 1] & Flag.ROLE and gaps[at + 1] == " " == gaps[at]:
        return True  # «MOA at Osborne»
    before = run.first - 1
    while before >= max(0, run.first - 3) and gaps[before + 1] in {" ", "'", "-"} and flags[before] & _NAMELESS:
        before -= 1
    while before >= max(0, run.first - 4) and gaps[before + 1] in {" ", "-", "'"}:
        if flags[before] & Flag.ORGANISATION_BEFORE:
            return True
        if not reading.upper[before] and not flags[before] & Flag.CLINIC_ADJECTIVE:
            return False
        before -= 1
    return False


def _is_trade(reading: Reading, at: int) -> bool:
    word = reading.text[reading.starts[at] : reading.ends[at]]
    return len(word) == 2 and word.isupper()


def is_introduced(reading: Reading, run: Run, before: int, *, titled: bool) -> bool:
    """Whether the word before a name says that it is somebody at work: «our manager X», «Hi X», «l'horaire de X»."""
    flags, gaps = reading.flags, reading.gaps
    if before < 0 or "\n" in gaps[before + 1]:
        return False
    flag, gap = flags[before], gaps[before + 1]
    occupied = flag & Flag.ROLE and (gap in DIRECT or (titled and gap == ", ")) and is_role(reading, before)
    greeted = flag & Flag.GREETING and len(gap) <= 2 and not gap.strip(" ,") and _greeting_ends(reading, run)
    apposed = (
        flag & (Flag.ROLE | Flag.DOCTOR)
        and gap in {", ", " (", " : ", ": "}
        and (len(reading.plain[before]) > 3 or reading.upper[before])
        and reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] in {",", ")", "\n", "", "."}
    )
    apposed = apposed or (gap in {", ", " ("} and _role_behind(reading, run, before))
    introduced = flag & Flag.INTRODUCTION and gap in {" ", "'"}
    owned = not titled and (
        (flag & Flag.PROVIDER_THING and gap in {" ", ": "} and not flag & Flag.PATIENT)
        or (flag & Flag.OF and before > 0 and flags[before - 1] & Flag.PROVIDER_THING and gaps[before] in {" ", "'"})
    )
    return bool(occupied or greeted or apposed or introduced or owned)


def _role_behind(reading: Reading, run: Run, before: int) -> bool:
    """Whether a role is a few words before a comma: «les optométristes de là-bas, Mme Hachey et M. Blanchard,»."""
    end = reading.ends[run.last]
    joined = run.last + 1 < len(reading.flags) and reading.flags[run.last + 1] & Flag.AND
    if not joined and reading.text[end : end + 1] not in {",", ")"}:
        return False
    for at in range(before, max(-1, before - 4), -1):
        flag = reading.flags[at]
        if flag & (Flag.PATIENT | Flag.KIN):
            return False
        if flag & (Flag.ROLE | Flag.DOCTOR) and len(reading.plain[at]) > 3:
            return True
        if reading.gaps[at] not in {" ", "-", "'"}:
            return False
    return False


def _greeting_ends(reading: Reading, run: Run) -> bool:
    """Whether a greeting ends with the name: «Bonjour Marc,»."""
    end = reading.ends[run.last]
    rest = reading.text[end : end + 2].strip(" ")
    joined = run.last + 1 < len(reading.flags) and reading.flags[run.last + 1] & Flag.AND
    return not rest or rest[0] in ",.!:;\n-\u2013—" or bool(joined)


def is_role(reading: Reading, at: int) -> bool:
    """Whether a role word is meant as one: «IT» and «TI» only in capitals."""
    word = reading.text[reading.starts[at] : reading.ends[at]]
    return len(word) > 2 or word.isupper()


def has_role_after(reading: Reading, run: Run) -> bool:
    """Tell whether a role or a clinic follows: «…, MD», «…, notre infirmière», «… (réception)», «… @ Clinique X»."""
    flags, gaps = reading.flags, reading.gaps
    after = run.last + 1
    if after >= len(flags) or "\n" in gaps[after]:
        return False
    if flags[after] & Flag.DOCTOR and not flags[after] & Flag.DOCTOR_BEFORE:
        return len(gaps[after]) <= 3
    spoken = reading.lexicon.single.get(reading.plain[after], 0)
    here = gaps[after] == " " and flags[after] & ~spoken & Flag.INTRODUCTION  # «Marlene Oduya here, front desk»
    if here or _is_our(reading, after):
        return True
    gap = gaps[after].strip()
    if gap.lstrip(". ").startswith(PUNCTUATED):
        return _role_ahead(reading, after, linked=False) or _capitals_of_clinic(reading, after)
    if gap:
        return False
    if flags[after] & _LINKING:
        return _role_ahead(reading, after, linked=True)
    return bool(flags[after] & Flag.ORGANISATION_BEFORE and flags[after] & Flag.CLINIC and gaps[after] == " ")


def _role_ahead(reading: Reading, after: int, *, linked: bool) -> bool:
    """Whether one of the next words is a role or a clinic, with «patient» not before it."""
    flags, gaps = reading.flags, reading.gaps
    for ahead in range(after, min(after + 4, len(flags))):
        flag = flags[ahead]
        following = flags[ahead + 1] if ahead + 1 < len(flags) else 0
        if ahead > after and not all(each in " '-.&/" for each in gaps[ahead]):
            return False
        if flag & Flag.PATIENT and not flag & Flag.ROLE and not following & (Flag.ROLE | Flag.ORGANISATION_AFTER):
            return False
        occupation = flag & Flag.ROLE and is_role(reading, ahead) and not _another_named(reading, ahead)
        practising = flag & Flag.DOCTOR and len(reading.plain[ahead]) > 4 and not flag & Flag.DOCTOR_BEFORE
        clinic = flag & Flag.ORGANISATION_BEFORE and not flag & Flag.PLACE and (not linked or flags[after] & Flag.AT)
        if occupation or practising or clinic:
            return True
        if linked and not flag & _LINKING and not (reading.upper[ahead] and ahead > after):
            return False
    return False


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
        if ahead > after and reading.flags[ahead] & Flag.ORGANISATION_AFTER:
            return True
    return False


def owns_provider_thing(reading: Reading, run: Run) -> bool:
    """Whether what only a provider has follows a name: «Chen's schedule»."""
    after = run.last + 1
    if after < len(reading.flags) and reading.plain[after] == "s" and reading.gaps[after] == "'":
        after += 1
    if after >= len(reading.flags) or reading.gaps[after] != " " or (run.words != 1 and after == run.last + 1):
        return False
    return bool(reading.flags[after] & Flag.PROVIDER_THING)


def is_called_patient(reading: Reading, run: Run, before: int) -> bool:
    """Whether a patient, a relative, a file or an example is named before, or «la patiente» after."""
    flags, gaps = reading.flags, reading.gaps
    in_chart = before >= 0 and flags[before] & Flag.CHART and gaps[run.first] == " " and run.strongest >= Strength.SHAPE
    if in_chart and (run.words > 1 or not flags[run.first] & (Flag.GIVEN | Flag.ORDINARY)):
        return True  # «le dossier Habyarimana»; a given name alone is whoever opened it
    if before >= 0 and ":" in gaps[run.first] and _headed_patients(reading, run, before):
        return True
    at = before
    for _ in range(3):
        if at < 0 or "\n" in gaps[at + 1] or len(gaps[at + 1]) > 4:
            break
        shortened = gaps[at + 1] == ". " and flags[at] & Flag.ABOUT and len(reading.plain[at]) <= 2  # «e.g. Wardak»
        shortened = shortened and not flags[run.first] & Flag.GIVEN
        if not shortened and any(each in gaps[at + 1] for each in ".;!?)"):
            break
        flag = flags[at]
        practice = flag & Flag.PROVIDER_THING and at < before and flags[before] & Flag.OF  # «les patients de Roy»
        if flag & (Flag.PATIENT | Flag.KIN) and not practice:
            close = (at == before and _no_address(reading, run, gaps[before + 1])) or not gaps[before + 1].strip(" '(:")
            return close and (run.strongest > Strength.SHAPE or gaps[run.first] in {" ", "'", ": ", " : ", " - ", ", "})
        stated = at == before - 1 and flags[before] & Flag.STATE_VERB and _speaks_of_patient(reading, at)
        if flag & Flag.ABOUT and (run.words > 1 or flag & Flag.OF or stated or not flags[before] & Flag.ORDINARY):
            return True
        if not flag & _SMALL:
            break
        at -= 1
    likewise = before >= 0 and flags[before] & Flag.LIKEWISE and run.strongest >= Strength.SHAPE
    if likewise and gaps[run.first] == " " and not flags[run.first] & (Flag.GIVEN | Flag.ORDINARY):
        return True  # «same with Askew»; a given name alone may be a colleague's
    return _called_patient_after(reading, run)


def _no_address(reading: Reading, run: Run, gap: str) -> bool:
    """Whether a name after a comma is the patient's («our patient, Zenobia, was …») and not of who is addressed."""
    if "," not in gap:
        return True
    return reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] in {",", ")"}


def _speaks_of_patient(reading: Reading, at: int) -> bool:
    """Whether «patient» is close before: «the pt's name is Okimaw», and not «our name is Marda Loop»."""
    return any(reading.flags[each] & Flag.PATIENT for each in range(max(0, at - 3), at))


def _headed_patients(reading: Reading, run: Run, before: int) -> bool:
    """Whether the words before a colon head a list of patients: «Patients affected: Okimaw, …»."""
    if run.strongest < Strength.SHAPE:
        return False
    for at in range(before, max(-1, before - 4), -1):
        if reading.flags[at] & Flag.PATIENT and not reading.flags[at] & Flag.ROLE:
            return not (at < before and reading.flags[before] & (Flag.ROLE | Flag.DOCTOR))
        if any(each in reading.gaps[at] for each in ".;:\n!?"):
            return False
    return False


def _is_our(reading: Reading, after: int) -> bool:
    """Whether «is our new nurse» follows a name."""
    flags = reading.flags
    if after + 2 >= len(flags) or not flags[after] & Flag.STATE_VERB or not flags[after + 1] & Flag.POSSESSIVE:
        return False
    return _role_ahead(reading, after + 2, linked=False) and "\n" not in reading.gaps[after + 1]


def _acts_as_patient(reading: Reading, run: Run) -> bool:
    """Whether what only a patient has, is or does follows a name: «Stonechild's chart», «the Petersen boy»."""
    after = run.last + 1
    if after >= len(reading.flags) or run.strongest < Strength.SHAPE or not reading.upper[run.first]:
        return False
    flag, gap = reading.flags[after], reading.gaps[after]
    if gap == " " and flag & Flag.KIN and not reading.upper[after] and run.first > 0:
        return bool(reading.flags[run.first - 1] & Flag.POSSESSIVE)
    if gap == "' " and flag & (Flag.KIN | Flag.PATIENT_THING):
        return True  # «Thaddeus' wife»
    owned = gap == "'" and reading.plain[after] == "s"
    if owned and after + 1 < len(reading.flags) and reading.gaps[after + 1] == " ":
        thing = reading.flags[after + 1]
        if thing & Flag.PATIENT_THING and not thing & (Flag.PROVIDER_THING | Flag.STAFF_ACT):
            return True
    named = run.words == 1 and reading.flags[run.first] & Flag.SURNAME and not reading.flags[run.first] & _PLAIN_NAME
    if named and gap == " " and flag & Flag.RECEIVED and reading.gaps[run.first][-1:] not in {" ", "'"}:
        return True  # a subject line: «Holloway form»
    if named and gap == " " and flag & Flag.RECEIVED and reading.gaps[run.first] == ": ":
        return True
    if not (owned or gap == " ") or not flag & Flag.ABOUT:
        return False
    said = not reading.lexicon.single.get(reading.plain[after], 0) & Flag.ABOUT  # by a phrase, no single word
    return said and (owned or run.words > 1 or not reading.flags[run.first] & Flag.GIVEN)


def is_marked(reading: Reading, run: Run) -> bool:
    """Whether «(patient)» or «, his sister,» directly follows a name."""
    flags, gaps = reading.flags, reading.gaps
    after = run.last + 1
    if after >= len(flags) or gaps[after] not in {", ", " (", " - "}:
        return False
    if flags[after] & Flag.THEIR and after + 1 < len(flags) and gaps[after + 1] == " " and gaps[after] != " - ":
        return bool(flags[after + 1] & Flag.KIN)
    closed = reading.text[reading.ends[after] : reading.ends[after] + 1] in {")", ",", "", "\n", "."}
    return closed and bool(flags[after] & Flag.PATIENT) and not reading.plain[after].endswith("s")


def _called_patient_after(reading: Reading, run: Run) -> bool:
    """Whether «patient» or «born» follows a name: «Catherine, la patiente qui …», «Thérèse Roy (née …)»."""
    if _acts_as_patient(reading, run):
        return True
    end = reading.ends[run.last]
    for ahead in range(run.last + 1, min(run.last + 4, len(reading.flags))):
        flag = reading.flags[ahead]
        if reading.starts[ahead] - end > _CALLED_PATIENT or any(each in reading.gaps[ahead] for each in ".;\n!?"):
            return False
        if flag & (Flag.PATIENT | Flag.BIRTH) and not reading.plain[ahead].endswith("s"):
            opened = reading.gaps[run.last + 1].strip()[:1] in {",", "(", "-", "\u2013", "—", "["}
            negation = reading.text[reading.starts[ahead] : reading.ends[ahead]].lower() == reading.plain[ahead]
            negation = negation and len(reading.plain[ahead]) == 2  # «ne» without its accent
            return opened or bool(flag & Flag.BIRTH and not negation)
        if not flag & (Flag.PARTICLE | Flag.OF | Flag.ORDINARY):
            return False
    return False
