"""Whether the words directly around a name call it a patient's: «pt», «the chart of», «… (born …)», «…'s form»."""

from __future__ import annotations

from oceandx.intake.redaction.designations import is_designation
from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import NAME, Strength

_SMALL = Flag.OF | Flag.PARTICLE | Flag.ABOUT | Flag.POSSESSIVE | Flag.STATE_VERB
_PLAIN_NAME = Flag.GIVEN | Flag.ALSO_WORD | Flag.ORDINARY | Flag.PLACE
_CALLED_PATIENT = 26
_DONE_WITH = Flag.SOUGHT | Flag.PATIENT_OBJECT | Flag.MEANT_FOR | Flag.PATIENT
_CLINIC = Flag.CLINIC | Flag.DOCTOR


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
        many = flag & Flag.PATIENT and reading.plain[at].endswith("s")
        practice = (
            (flag & Flag.PROVIDER_THING or many) and at < before and flags[before] & Flag.OF
        )  # «les clientes de X»
        own = (
            flag & Flag.THEIR
            and not reading.flags[run.first] & NAME
            and not (at and flags[at - 1] & (Flag.THEIR | Flag.POSSESSIVE))
        )
        if flag & (Flag.PATIENT | Flag.KIN) and not practice and not own:
            close = (at == before and _no_address(reading, run, gaps[before + 1])) or not gaps[before + 1].strip(" '(:")
            return close and (
                run.strongest > Strength.SHAPE or gaps[run.first] in {" ", "'", ": ", " : ", " = ", " - ", ", "}
            )
        stated = at == before - 1 and flags[before] & Flag.STATE_VERB and _speaks_of_patient(reading, at)
        if flag & Flag.ABOUT and (run.words > 1 or flag & Flag.OF or stated or not flags[before] & Flag.ORDINARY):
            return True
        if not flag & _SMALL:
            break
        at -= 1
    likewise = before >= 0 and flags[before] & Flag.LIKEWISE and run.strongest >= Strength.SHAPE
    likewise = likewise and not any(flags[each] & _CLINIC for each in range(max(0, before - 5), before))
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


def _acts_as_patient(reading: Reading, run: Run) -> bool:
    """Whether what only a patient has, is or does follows a name: «Stonechild's chart», «the Petersen boy»."""
    after = run.last + 1
    if after >= len(reading.flags) or run.strongest < Strength.SHAPE:
        return False
    if not reading.upper[run.first] and run.strongest < Strength.SURE:
        return False
    flag, gap = reading.flags[after], reading.gaps[after]
    if gap == " " and flag & Flag.KIN and not reading.upper[after] and run.first > 0:
        return bool(reading.flags[run.first - 1] & (Flag.POSSESSIVE | Flag.FILLER | Flag.NUMBER_WORD | Flag.ORDINARY))
    if gap == "' " and flag & (Flag.KIN | Flag.PATIENT_THING):
        return True  # «Thaddeus' wife»
    owned = gap.strip(" ") == "'" and reading.plain[after] == "s"
    if (owned and _is_patients(reading, after + 1)) or (
        gap == " " and (_heads_subject(reading, run) or _is_their_own(reading, run, flag))
    ):
        return True
    if not (owned or gap == " ") or not flag & Flag.ABOUT:
        return False
    said = not reading.lexicon.single.get(reading.plain[after], 0) & Flag.ABOUT  # by a phrase, no single word
    return said and (owned or run.words > 1 or not reading.flags[run.first] & Flag.GIVEN)


def _is_their_own(reading: Reading, run: Run, flag: int) -> bool:
    """Whether one thing of a patient's is called by a surname: «the Maddox referral», not «the Roy appointments»."""
    thing = flag & Flag.PATIENT_THING and not flag & (Flag.PROVIDER_THING | Flag.STAFF_ACT)
    if not thing or run.words > 1 or not run.first or reading.plain[run.last + 1].endswith("s"):
        return False
    known = reading.flags[run.first] & Flag.SURNAME and not reading.flags[run.first] & _PLAIN_NAME
    return bool(known and reading.flags[run.first - 1] & Flag.POSSESSIVE and reading.gaps[run.first] == " ")


def _is_patients(reading: Reading, at: int) -> bool:
    """Whether a word is a thing of patients, and not one of providers too."""
    if at >= len(reading.flags) or reading.gaps[at] != " ":
        return False
    flag = reading.flags[at]
    return bool(flag & Flag.PATIENT_THING) and not flag & (Flag.PROVIDER_THING | Flag.STAFF_ACT)


def _heads_subject(reading: Reading, run: Run) -> bool:
    """Whether a surname and what patients receive begin a line: «Holloway form»."""
    flag, gap = reading.flags[run.first], reading.gaps[run.first]
    if (
        run.words > 1
        or not flag & Flag.SURNAME
        or flag & _PLAIN_NAME
        or not reading.flags[run.last + 1] & Flag.RECEIVED
    ):
        return False
    return gap == ": " or gap[-1:] not in {" ", "'"}


def is_labelled_patient(reading: Reading, run: Run, before: int) -> bool:
    """Whether a label stands before a name, at the beginning of a line or a parenthesis: «(client: Thaddeus W., …)»."""
    if before < 0 or not reading.flags[before] & Flag.PATIENT or reading.gaps[run.first] not in {": ", " : "}:
        return False
    if reading.flags[before] & Flag.ABOUT:
        return False  # «Nom : …» heads the form of whoever writes
    return not reading.plain[before].endswith("s") and reading.gaps[before][-1:] in {"", "\n", "(", "-", "\x1e"}


def is_apposed_to_kin(reading: Reading, run: Run, before: int) -> bool:
    """Whether a relative is named: «her mother, Halina.», «Wisniewski's mother, Halina, …», «Parent: Halina Roy»."""
    if before >= 0 and reading.flags[before] & Flag.KIN and reading.gaps[run.first].strip() == ":":
        return (before == 0 or "\n" in reading.gaps[before]) and not reading.flags[before] & Flag.ROLE
    if before < 1 or reading.gaps[run.first] != ", " or not reading.flags[before] & Flag.KIN:
        return False
    owned = reading.flags[before - 1] & Flag.THEIR or reading.plain[before - 1] == "s"
    closes = reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] in {",", ".", ")", "", ";", "\n"}
    return bool(owned and closes) and not reading.flags[before] & Flag.ROLE


def is_marked(reading: Reading, run: Run) -> bool:
    """Whether «(patient)» or «, his sister,» directly follows a name."""
    flags, gaps = reading.flags, reading.gaps
    after = run.last + 1
    if (
        after >= len(flags)
        or gaps[after] not in {", ", " (", " - ", " ", '" (', "» (", " » ("}
        or is_designation(reading, after)
    ):
        return False
    if gaps[after] == " ":
        return _is_coupled_with_relative(reading, after)
    labelled = flags[after] & Flag.NAME_LABEL and gaps[after] != " - "  # «Joy (last name …»
    if run.words == 1 and (labelled or (gaps[after] == " (" and flags[after] & Flag.TITLE)):
        return True  # «Nkechi (Mrs. Obi)»
    following = flags[after + 1] if after + 1 < len(flags) and gaps[after + 1] in {" ", "'"} else 0
    theirs = flags[after] & Flag.THEIR and after + 1 < len(flags) and gaps[after + 1] == " " and gaps[after] != " - "
    if theirs or _is_relative_in_brackets(reading, after, following) or _is_relative_of_named(reading, after):
        return bool(following & Flag.KIN)
    if flags[after] & Flag.KIN and gaps[after] != " - " and not reading.upper[after]:
        labels = gaps[after] == " (" and gaps[after + 1] == ": " and not flags[after] & Flag.ROLE
        if following & Flag.OF or labels:
            return True  # «Priya (daughter of …», «Tobias (mother: Ms. Quill)»
    if flags[after] & Flag.PATIENT and following & (Flag.OF | Flag.DOCTOR) and not flags[after] & Flag.ROLE:
        return not reading.plain[after].endswith("s")  # «Gérald Ouellet, patient du Dr Castonguay»
    closed = reading.text[reading.ends[after] : reading.ends[after] + 1] in {")", ",", "", "\n", "."}
    called = flags[after] & Flag.PATIENT and not flags[after] & Flag.ROLE  # no «…, Patient Liaison»
    return closed and bool(called) and not reading.plain[after].endswith("s")


def _is_relative_in_brackets(reading: Reading, at: int, following: int) -> bool:
    """Whether an article and a word for a relative are all that follows: «Suresh (the son)»."""
    article = reading.flags[at] & Flag.POSSESSIVE and not reading.flags[at] & Flag.OURS
    closed = following and reading.text[reading.ends[at + 1] : reading.ends[at + 1] + 1] in {")", ","}
    return bool(article and closed and following & Flag.KIN)


def _is_relative_of_named(reading: Reading, at: int) -> bool:
    """Whether an article, a word for a relative and a person follow: «Kateri, la fille de Rosa Quill»."""
    flags, gaps, named = reading.flags, reading.gaps, at + 3
    if named >= len(flags) or not flags[at] & Flag.POSSESSIVE or not flags[at + 1] & Flag.KIN:
        return False
    person = reading.upper[named] or flags[named] & Flag.TITLE
    person = person and not flags[named] & (Flag.DOCTOR | Flag.ROLE | Flag.ORGANISATION_BEFORE | Flag.PRODUCT)
    return bool(flags[at + 2] & Flag.OF and person) and gaps[at + 1] == gaps[at + 2] == " "


def _is_coupled_with_relative(reading: Reading, after: int) -> bool:
    """Whether «and her husband» follows a name: «Gracieuse et son mari Wilner»."""
    flags, gaps = reading.flags, reading.gaps
    if after + 2 >= len(flags) or not flags[after] & Flag.AND or not flags[after + 1] & Flag.THEIR:
        return False
    return bool(flags[after + 2] & Flag.KIN) and gaps[after] == gaps[after + 1] == gaps[after + 2] == " "


def _is_named_next(reading: Reading, run: Run) -> bool:
    """«Can you unlock Hyun-woo? last name …»: a label goes on with the name of whom something is done with."""
    after = run.last + 1
    if not run.first or after >= len(reading.flags) or reading.gaps[after] not in {"? ", ". "}:
        return False
    asked = reading.gaps[after] == "? " or reading.flags[run.first - 1] & _DONE_WITH
    return bool(reading.flags[after] & Flag.NAME_LABEL and asked)


def _called_patient_after(reading: Reading, run: Run) -> bool:
    """Whether «patient» or «born» follows a name: «Catherine, la patiente qui …», «Thérèse Roy (née …)»."""
    if _acts_as_patient(reading, run) or _is_named_next(reading, run):
        return True
    end = reading.ends[run.last]
    for ahead in range(run.last + 1, min(run.last + 4, len(reading.flags))):
        flag = reading.flags[ahead]
        if reading.starts[ahead] - end > _CALLED_PATIENT or any(each in reading.gaps[ahead] for each in ".;\n!?"):
            return False
        if flag & (Flag.PATIENT | Flag.BIRTH) and not flag & Flag.ROLE and not reading.plain[ahead].endswith("s"):
            opened = reading.gaps[run.last + 1].strip()[:1] in {",", "(", "-", "\u2013", "—", "["}
            negation = reading.text[reading.starts[ahead] : reading.ends[ahead]].lower() == reading.plain[ahead]
            negation = negation and len(reading.plain[ahead]) == 2  # «ne» without its accent
            return opened or bool(flag & Flag.BIRTH and not negation)
        if not flag & (Flag.PARTICLE | Flag.OF | Flag.ORDINARY):
            return False
    return False
