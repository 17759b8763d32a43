"""What the words directly around a name say: a clinic's, somebody at work, or a patient's."""

from __future__ import annotations

from oceandx.intake.redaction.designations import is_led_by_designation
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.posts import is_role
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run

DIRECT = frozenset({" ", ". ", ".", "  ", ' "', '. "', " «", ". «"})
_ABBREVIATED = 4
_SHORTEST = 2
_OTHERS_NAME = 4
_GREETING_ENDS = frozenset(",.!:;\n\u2013—")
_NAMELESS = Flag.PARTICLE | Flag.OF


def is_organisation(reading: Reading, run: Run, *, titled: bool) -> bool:
    """Whether a name is part of a clinic's: «Smith Family Clinic», «GMF de la Chaudière», «clinique médicale Roy»."""
    return _kind_follows(reading, run) or (not titled and _kind_precedes(reading, run))


def _kind_follows(reading: Reading, run: Run) -> bool:
    flags, gaps = reading.flags, reading.gaps
    after = run.last + 1
    if after >= len(flags):
        return False
    if run.words == 1 and gaps[after] == " " and flags[after] & Flag.ROLE and _is_trade(reading, after):
        return True  # «Prescott IT»
    if gaps[after] not in {" ", "-", " & "} or not flags[after] & Flag.ORGANISATION_AFTER:
        return False
    if flags[after] & Flag.HEALTH or (flags[after] & Flag.KIN and not reading.upper[after]):
        return False  # «Rita Gagnon Health Card …», «the Hosseinpour family»
    if run.first > 0 and flags[run.first - 1] & Flag.POSSESSIVE and gaps[run.first] == " ":
        # «the Cedar Hill location», but not «the Roy practice»'s patient list
        return not flags[after] & Flag.PROVIDER_THING or bool(flags[after] & Flag.KEPT_NUMBER)
    thing = after + 1 < len(flags) and flags[after + 1] & Flag.RECEIVED and not reading.upper[after + 1]
    office = flags[after] & (Flag.CLINIC | Flag.KEPT_NUMBER)  # «for Elm Grove office only»
    return bool(office) or (reading.upper[after] and not thing)  # «Imogen Faraday Massage form»


def _kind_precedes(reading: Reading, run: Run) -> bool:
    flags, gaps, first = reading.flags, reading.gaps, run.first
    before = first - 1
    at_work = before > 0 and flags[before] & Flag.AT and flags[before - 1] & Flag.ROLE
    if at_work and not (run.words > 1 and flags[before] & Flag.TOWARDS) and gaps[first] == " " == gaps[before]:
        return True  # «MOA at Osborne»
    while before >= max(0, first - 3) and gaps[before + 1] in {" ", "'", "-"} and flags[before] & _NAMELESS:
        if flags[before] & Flag.TOWARDS:
            return False  # «une ordonnance de physio à …»
        before -= 1
    while before >= max(0, first - 4) and gaps[before + 1] in {" ", "-", "'"}:
        if flags[before] & Flag.ORGANISATION_BEFORE:
            return True
        thing = not flags[before] or flags[before] & Flag.BIRTH  # «Centre de naissance La Vérendrye»
        if thing and not reading.upper[before] and before and flags[before - 1] & Flag.OF:
            before -= 2  # «Centre de réadaptation L'Envol»
            continue
        if not reading.upper[before] and not flags[before] & Flag.CLINIC_ADJECTIVE:
            return _describes_clinic(reading, before, first)
        before -= 1
    return False


def _describes_clinic(reading: Reading, at: int, first: int) -> bool:
    """Whether one small word stands between a clinic's capital and «de»: «Clinique francophone de Maillardville»."""
    if at < 1 or at != first - 2 or not reading.flags[first - 1] & Flag.OF or reading.gaps[at] != " ":
        return False
    return reading.upper[at - 1] and bool(reading.flags[at - 1] & Flag.ORGANISATION_BEFORE)


def _is_trade(reading: Reading, at: int) -> bool:
    word = reading.text[reading.starts[at] : reading.ends[at]]
    return len(word) == 2 and word.isupper()


def is_introduced(reading: Reading, run: Run, before: int, *, titled: bool) -> bool:
    """Whether the word before a name says that it is somebody at work: «our manager X», «Hi X», «l'horaire de X»."""
    flags, gaps = reading.flags, reading.gaps
    if before < 0 or "\n" in gaps[before + 1]:
        return False
    flag, gap = flags[before], gaps[before + 1]
    occupied = (
        flag & Flag.ROLE
        and (is_direct(reading, before) or (titled and gap == ", " and _is_ones_post(reading, before)))
        and is_role(reading, before)
    )
    greeted = flag & Flag.GREETING and len(gap) <= 2 and not gap.strip(" ,") and _greeting_ends(reading, run)
    greeted = greeted and not _is_time_of_day(reading, before)
    greeted = greeted and not (titled and gap == ", " and _goes_on_as_patient(reading, run))
    apposed = (
        flag & (Flag.ROLE | Flag.DOCTOR)
        and gap in {", ", " (", " : ", ": "}
        and not (gap == ", " and _is_greeted(reading, before))
        and (len(reading.plain[before]) > 3 or reading.upper[before] or _is_post(reading, before))
        and (
            reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] in {",", ")", "\n", "", "."}
            or (gap == " (" and run.last + 1 < len(flags) and flags[run.last + 1] & Flag.AND)
        )
    )
    apposed = apposed or (gap in {", ", " ("} and _role_behind(reading, run, before))
    apposed = apposed and not _is_where_patients_go(reading, before)
    named = gap == ", " and flag & Flag.ME and before > 0 and flags[before - 1] & Flag.CALL_BACK
    itself = gap == ", " and flag & Flag.SELF and reading.text[reading.ends[run.last] :][:1] in {",", ".", ""}
    swapped = run.last + 1 < len(flags) and flags[run.last + 1] & Flag.WITH  # «replaced X with Y»
    introduced = named or itself or (flag & Flag.INTRODUCTION and gap in {" ", "'"} and not swapped)
    owned = not titled and (
        (flag & Flag.PROVIDER_THING and gap in {" ", ": "} and not flag & Flag.PATIENT)
        or (_belongs(flag) and before > 0 and flags[before - 1] & Flag.PROVIDER_THING and gaps[before] in {" ", "'"})
    )
    titular = is_led_by_designation(reading, run, before)
    return bool(occupied or greeted or apposed or introduced or owned or titular)


def _goes_on_as_patient(reading: Reading, run: Run) -> bool:
    """Whether a patient's number or what somebody did follows: «Bonjour, Mme Lise Roy, NAM …», «…, a cliqué»."""
    flags, after = reading.flags, run.last + 1
    if after + 1 >= len(flags) or reading.gaps[after] != ", ":
        return False
    if flags[after] & (Flag.HEALTH | Flag.CHART | Flag.BIRTH):
        return True
    acts = flags[after] & Flag.HAVE and flags[after + 1] & Flag.PATIENT_ACT  # not «…, a question for you»
    return bool(acts) and reading.gaps[after + 1] == " "


def _is_where_patients_go(reading: Reading, at: int) -> bool:
    """Whether patients are said to be of a service: «deux patientes de la physio, …»."""
    first = at - 1
    while first > 0 and reading.flags[first] & (Flag.POSSESSIVE | Flag.OF | Flag.FILLER):
        first -= 1
    led = range(max(first, 0) + 1, at)
    return first >= 0 and bool(
        reading.flags[first] & Flag.PATIENT and any(reading.flags[each] & Flag.OF for each in led)
    )


def _is_greeted(reading: Reading, at: int) -> bool:
    """Whether a greeting stands before a role: «Dear support, Rev. …»."""
    if at > 1 and reading.flags[at - 1] & (Flag.POSSESSIVE | Flag.PARTICLE) and reading.gaps[at] in {"'", " "}:
        at -= 1  # «Allo l'équipe, M. …»
    return at > 0 and bool(reading.flags[at - 1] & Flag.GREETING) and "\n" not in reading.gaps[at]


def _is_ones_post(reading: Reading, at: int) -> bool:
    """Whether a role is somebody's, «our manager, Mrs. …» or «Manager, Mrs. …», and not whom the message is for."""
    led = at > 0 and reading.flags[at - 1] & (Flag.POSSESSIVE | Flag.OF | Flag.ROLE | Flag.ORDINARY)
    return bool(led or reading.upper[at]) and not _is_greeted(reading, at)


def _is_post(reading: Reading, at: int) -> bool:
    """Whether «np» or «rn» after an article or an adjective is somebody's post: «the new np, Thalia Renwick,»."""
    led = at > 0 and reading.flags[at - 1] & (Flag.POSSESSIVE | Flag.ORDINARY) and reading.gaps[at] == " "
    return bool(led and reading.flags[at] & Flag.DOCTOR and not reading.flags[at] & Flag.DOCTOR_BEFORE)


def _belongs(flag: int) -> bool:
    """Whether a word says whose a thing is: «the inbox of», not «the screen to»."""
    return bool(flag & Flag.OF) and not (flag & Flag.TOWARDS and not flag & Flag.MEANT_FOR)


def is_direct(reading: Reading, at: int) -> bool:
    """Whether the next word follows directly: «Dr. Roy», «adm. Roy», but not «the other doctors. Roy»."""
    gap = reading.gaps[at + 1]
    word = reading.text[reading.starts[at] : reading.ends[at]]
    ends = len(word) > _ABBREVIATED or (len(word) > _SHORTEST and word.isupper())  # «… to the MOA. Rosa Quill …»
    return gap in DIRECT and ("." not in gap or not ends)


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
        if (flag & (Flag.ROLE | Flag.DOCTOR) and len(reading.plain[at]) > 3) or (
            flag & Flag.ROLE and is_role(reading, at) and reading.upper[at]
        ):
            return True
        if reading.gaps[at] not in {" ", "-", "'"}:
            return False
    return False


def _is_time_of_day(reading: Reading, at: int) -> bool:
    """Whether a word is a time and no greeting: «I had three no shows this morning, Margaret …»."""
    led = reading.flags[at - 1] if at and reading.gaps[at] == " " else 0
    return bool(led & (Flag.FILLER | Flag.CALENDAR)) and not led & Flag.GREETING


def _greeting_ends(reading: Reading, run: Run) -> bool:
    """Whether a greeting ends with the name: «Bonjour Marc,»."""
    end = reading.ends[run.last]
    rest = reading.text[end : end + 2].strip(" ")
    if not rest or rest[0] in ",.!:;\n-\u2013—":
        return True
    joined = run.last + 1 < len(reading.flags) and reading.flags[run.last + 1] & Flag.AND
    ahead = range(run.last + 3, min(run.last + 3 + _OTHERS_NAME, len(reading.gaps)))
    return bool(joined) and any(not _GREETING_ENDS.isdisjoint(reading.gaps[at].replace(". ", "")) for at in ahead)


def follows_doctor(reading: Reading, before: int, first: int) -> bool:
    """Whether a doctor's title stands before a name: «Dr. Roy», «Dr Mme Roy», «Drs. are Yeo, …»."""
    if before > 0 and reading.flags[before] & Flag.STATE_VERB and reading.plain[before - 1].endswith("s"):
        before -= 1  # «Drs. are Yeo, …»
        return bool(reading.flags[before] & Flag.DOCTOR_BEFORE)
    if before < 0 or not reading.flags[before] & Flag.DOCTOR or "," in reading.gaps[before + 1]:
        return False
    return is_direct(reading, before) or (before < first - 1 and len(reading.gaps[before + 1]) <= 2)
