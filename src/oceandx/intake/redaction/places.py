"""Names of places and of clinics: «our clinic on Princess St», «she is from Gravelbourg», «Pic River Health Team»."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.strengths import NAME

_FARTHEST = 4
_WITHIN = frozenset({" ", "-", " & ", "'"})
_NO_PART = (
    Flag.TITLE | Flag.DOCTOR | Flag.MONTH | Flag.CALENDAR | Flag.PATIENT | Flag.CHART | Flag.BIRTH | Flag.HEADING
    | Flag.GREETING | Flag.SIGN_OFF
)  # fmt: skip
_OF_PERSON = Flag.HEALTH | Flag.KIN
_SENT = Flag.PATIENT_MESSAGE | Flag.RECEIVED | Flag.PATIENT_THING
_PUT_THERE = Flag.SOUGHT | Flag.PATIENT_OBJECT | Flag.PATIENT_ACT
_PERSON_OR_CLINIC = (
    Flag.PRONOUN | Flag.PATIENT | Flag.TITLE | Flag.KIN | Flag.SELF | Flag.CLINIC | Flag.ORGANISATION_BEFORE
    | Flag.ORGANISATION_AFTER | Flag.DOCTOR
)  # fmt: skip
_CALLS = (
    Flag.TITLE | Flag.PATIENT | Flag.KIN | Flag.ABOUT | Flag.NAME_LABEL | Flag.CHART | Flag.MEANT_FOR | Flag.TOWARDS
)
_TWO = 2
_BEHIND = 14
_DWELLER = 9
_REACH = 5
_ENDS = frozenset(".;!?)\n\x1e")
_CLOSES_POST = frozenset({"", "\n", ")", "."})


def names_place(reading: Reading, run: Run, before: int) -> bool:
    """Whether a name is that of a clinic, a street, a lake or a town."""
    return (
        _names_practice(reading, run)
        or _is_in_province(reading, run)
        or _is_apposed(reading, run, before)
        or _is_saints(reading, run)
        or _is_town_of_clinic(reading, run)
        or _is_high_river(reading, run)
        or _is_on_river(reading, run)
        or _is_greeted_from(reading, run, before)
        or _ends_post(reading, run)
        or _is_where_all_is_well(reading, run, before)
        or (
            before == run.first - 1
            and before >= 0
            and reading.gaps[run.first] == " "
            and (
                _is_street(reading, run)
                or _is_landscape(reading, run)
                or _is_home(reading, run)
                or _is_site(reading, run)
                or _is_where_clinic_is(reading, run)
            )
        )
    )


def _is_in_province(reading: Reading, run: Run) -> bool:
    """Whether a province follows, and no card of it: «Dauphin MB», «Saint-Quentin, N.-B.»; not «Quill, ON 12…»."""
    after = run.last + 1
    if after >= len(reading.flags) or reading.gaps[after] not in {" ", ", "} or not reading.upper[after]:
        return False
    person = run.words > _TWO or (run.words == _TWO and reading.flags[run.first] & Flag.GIVEN)
    if person or not reading.upper[run.first] or not reading.flags[after] & Flag.PROVINCE:
        return False
    card = any(flag & (Flag.HEALTH | Flag.CHART) for flag in reading.flags[after : after + _TWO + 1])
    digits = any(map(str.isdigit, reading.text[reading.ends[after] : reading.ends[after] + _BEHIND]))
    whole = len(reading.plain[after]) > 1 or reading.text[reading.ends[after] : reading.ends[after] + 2] == ".-"
    return whole and not card and not digits


def _is_greeted_from(reading: Reading, run: Run, before: int) -> bool:
    """«Bonjour de Beaumont!», «Hello from Wolfville,»: at the beginning of a message."""
    if before < 1 or before != run.first - 1 or not reading.flags[before] & Flag.AT:
        return False
    closed = reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] in {"!", ",", ".", "\n"}
    return closed and bool(reading.flags[before - 1] & Flag.GREETING) and reading.gaps[before] == " "


def _ends_post(reading: Reading, run: Run) -> bool:
    """«Pearl Quill, nurse in charge, Sandy Inlet»: after a name and a post, at the end, the clinic or its town."""
    flags, gaps, first = reading.flags, reading.gaps, run.first
    if gaps[first] != ", " or reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] not in _CLOSES_POST:
        return False
    if flags[first] & Flag.GIVEN and not flags[first] & Flag.ALSO_WORD:
        return False
    for at in range(first - 1, max(0, first - 1 - _REACH), -1):
        if flags[at] & (Flag.PATIENT | Flag.KIN | Flag.DOCTOR_BEFORE) and not flags[at] & (
            Flag.ROLE | Flag.ORGANISATION_AFTER
        ):
            return False
        if gaps[at] not in _WITHIN:
            post = any(flags[each] & (Flag.ROLE | Flag.ORGANISATION_AFTER) for each in range(at, first))
            named = reading.upper[at - 1] or flags[at - 1] & Flag.ROLE
            return post and (gaps[at] == " (" or bool(gaps[at] == ", " and named))
    return False


def _is_where_all_is_well(reading: Reading, run: Run, before: int) -> bool:
    """«…; à Prévost tout va bien»: a clause that begins with «à» and no given name."""
    if before < 1 or before != run.first - 1 or reading.gaps[run.first] != " " or len(reading.plain[before]) > 1:
        return False
    place = reading.flags[before] & Flag.WHEREABOUTS and reading.flags[before] & Flag.AT
    begins = reading.gaps[before].strip(" ")[-1:] in {",", ";", ".", "\n"}
    given = reading.flags[run.first] & Flag.GIVEN and not reading.flags[run.first] & Flag.PARTICLE
    return bool(place and begins and not given) and reading.gaps[run.last + 1] in {" ", ", "}


def _is_on_river(reading: Reading, run: Run) -> bool:
    """«Lebel-sur-Quévillon»: hyphens and a small word of place between two capitals."""
    for joint in (run.last + 1, run.first - 1):
        if not 0 < joint < len(reading.flags) - 1 or not reading.flags[joint] & Flag.ALONG or reading.upper[joint]:
            continue
        if (
            reading.gaps[joint] == reading.gaps[joint + 1] == "-"
            and reading.upper[joint - 1]
            and reading.upper[joint + 1]
        ):
            return True
    return False


def _names_practice(reading: Reading, run: Run) -> bool:
    """«Pic River Family Health Team», «Mill Creek Athletic Therapy»: capitals go on up to what makes them a clinic."""
    flags = reading.flags
    if run.swapped or not reading.upper[run.first] or _shouts(reading, run.last):
        return False
    for at in range(run.last + 1, min(run.last + 1 + _FARTHEST, len(flags))):
        if not reading.upper[at] or reading.gaps[at] not in _WITHIN or flags[at] & _NO_PART:
            return False
        if flags[at] & Flag.DISCIPLINE:
            return not _is_thing(reading, at)
        if flags[at] & Flag.ORGANISATION_AFTER and at > run.last + 1:
            return not flags[at] & _OF_PERSON or _is_team(reading, at)
        if flags[at] & NAME and flags[at] & ~NAME == 0:
            return False
    return False


def _is_apposed(reading: Reading, run: Run, before: int) -> bool:
    """«our hospital, St. Brendan's, blocks it», «nos sites de Birchmount et de Kingsway»."""
    flags, gaps = reading.flags, reading.gaps
    if before < 1 or before != run.first - 1 or flags[run.first] & Flag.GIVEN or not reading.upper[run.first]:
        return False
    if gaps[run.first] in {", ", " ("}:
        clinic = flags[before] & Flag.ORGANISATION_BEFORE and flags[before] & (Flag.CLINIC | Flag.ORGANISATION_AFTER)
        own = flags[before - 1] & Flag.OURS and gaps[before] == " "
        closed = reading.text[reading.ends[run.last] : reading.ends[run.last] + 1] in {",", ")", "'", ".", ""}
        return bool(clinic and own and closed)
    listed = flags[before] & Flag.AT and flags[before - 1] & Flag.AND and gaps[run.first] == gaps[before] == " "
    for at in range(before - 2, max(0, before - _REACH), -1) if listed else ():
        if flags[at] & Flag.AT and reading.plain[at] == reading.plain[before]:
            return bool(flags[at - 1] & Flag.ORGANISATION_BEFORE)
        if not reading.upper[at] or gaps[at + 1] not in _WITHIN:
            return False
    return False


def _is_saints(reading: Reading, run: Run) -> bool:
    """«sent to St. Martha's»: a saint's hospital or church."""
    flags, second = reading.flags, run.first + 1
    saint = flags[run.first] & Flag.PARTICLE and flags[run.first] & Flag.PLACE and reading.upper[run.first]
    if not saint or second != run.last or reading.gaps[second] not in {" ", ". "} or not flags[second] & Flag.GIVEN:
        return False
    return reading.plain[second + 1 : second + 2] == ["s"] and reading.gaps[second + 1] == "'"


def _is_town_of_clinic(reading: Reading, run: Run) -> bool:
    """«Clinique Horizon, Wellington, Î.-P.-É.»: a town between a clinic and its province."""
    flags, after = reading.flags, run.last + 1
    if run.words > 2 or reading.gaps[run.first] != ", " or after >= len(flags) or not flags[after] & Flag.PROVINCE:
        return False
    for at in range(run.first - 1, max(-1, run.first - 1 - _REACH), -1):
        if not reading.upper[at] or (at < run.first - 1 and reading.gaps[at + 1] not in _WITHIN):
            return False
        if flags[at] & (Flag.ORGANISATION_BEFORE | Flag.ORGANISATION_AFTER):
            return True
    return False


def _is_where_clinic_is(reading: Reading, run: Run) -> bool:
    """«she manages a clinic in Wiarton», «notre bureau à Amqui»: no given name, and a clinic before «in»."""
    flags, before = reading.flags, run.first - 1
    if before < 1 or not flags[before] & (Flag.LOCATED | Flag.WHEREABOUTS) or reading.gaps[before] != " ":
        return False
    if any(flags[at] & Flag.GIVEN for at in range(run.first, run.last + 1)) or flags[before] & Flag.MEANT_FOR:
        return False
    return bool(flags[before - 1] & (Flag.CLINIC | Flag.ORGANISATION_BEFORE)) and not reading.upper[before - 1]


def _is_high_river(reading: Reading, run: Run) -> bool:
    """«High River has not received anything»: a word that is no name, and a water or a mountain, nothing owned."""
    flags, first = reading.flags, run.first
    if run.words != _TWO or run.last != first + 1 or reading.gaps[run.last] != " " or flags[first] & NAME:
        return False
    led = flags[first - 1] & _CALLS if first and reading.gaps[first] in {" ", ": ", ". "} else 0
    owned = reading.plain[run.last + 1 : run.last + 2] == ["s"] and reading.gaps[run.last + 1] == "'"
    return bool(flags[run.last] & Flag.LANDSCAPE) and not led and not owned


def _is_thing(reading: Reading, at: int) -> bool:
    """Whether what patients get follows: «Rita Gagnon Massage form»."""
    after = at + 1
    return after < len(reading.flags) and reading.gaps[after] == " " and bool(reading.flags[after] & _SENT)


def _is_team(reading: Reading, at: int) -> bool:
    """Whether «Family» or «Health» goes on with another word of a clinic: «Family Health Team»."""
    after = at + 1
    if after >= len(reading.flags) or reading.gaps[after] != " " or not reading.upper[after]:
        return False
    return bool(reading.flags[after] & (Flag.ORGANISATION_AFTER | Flag.ROLE))


def _is_street_of_office(reading: Reading, run: Run) -> bool:
    """«our Whyte Ave office», «the Elm Street location»: a street that tells which office is meant."""
    street, office = run.last + 1, run.last + 2
    if office >= len(reading.flags) or reading.gaps[street] != " " or reading.gaps[office] not in {" ", ". "}:
        return False
    named = reading.flags[street] & Flag.STREET_AFTER and reading.upper[street]
    led = reading.flags[run.first - 1] & Flag.POSSESSIVE
    return bool(named and led and reading.flags[office] & Flag.ORGANISATION_AFTER) and not reading.upper[office]


def _is_street(reading: Reading, run: Run) -> bool:
    """«our office on Tecumseh Rd», «la rue Princess»: a street without a number is no patient's address."""
    flags = reading.flags
    if flags[run.first - 1] & Flag.STREET_CERTAIN or _is_street_of_office(reading, run):
        return True
    last = run.last
    if not flags[last] & Flag.STREET_AFTER or last == run.first:
        last += 1
    if (
        last >= len(flags)
        or not reading.upper[last]
        or reading.gaps[last] != " "
        or not flags[last] & Flag.STREET_AFTER
    ):
        return False
    return bool(flags[run.first - 1] & (Flag.WHEREABOUTS | Flag.ALONG)) and not flags[last] & Flag.GIVEN


def _is_landscape(reading: Reading, run: Run) -> bool:
    """«at Emma Lake», «near Lake Louise»; not «the message from Emma Lake», «envoyé à Emma Lake»."""
    flags, before = reading.flags, run.first - 1
    if not flags[before] & Flag.DWELLS and (
        not flags[before] & Flag.WHEREABOUTS or flags[before] & (Flag.TOWARDS | _PUT_THERE) or _comes(reading, before)
    ):
        return False
    last = run.last
    if last + 1 < len(flags) and reading.gaps[last + 1] == " " and reading.upper[last + 1]:
        last += bool(flags[last + 1] & Flag.LANDSCAPE)
    owned = last + 1 < len(flags) and reading.plain[last + 1] == "s" and reading.gaps[last + 1] == "'"
    return last > run.first and bool((flags[run.first] | flags[last]) & Flag.LANDSCAPE) and not owned


def _comes(reading: Reading, before: int) -> bool:
    """Whether something sent stands shortly before «from» or another word of place."""
    for at in range(before, max(-1, before - _REACH), -1):
        if reading.flags[at] & _SENT and not reading.flags[at] & Flag.DWELLS:
            return True
        if not _ENDS.isdisjoint(reading.gaps[at]):
            return False
    return False


def _is_home(reading: Reading, run: Run) -> bool:
    """«She is from Gravelbourg», «il habite à Forestville»; not «the message is from Rita»."""
    flags, before = reading.flags, run.first - 1
    if not flags[before] & Flag.DWELLS or (run.words > 1 and flags[run.first] & Flag.GIVEN):
        return False
    return not _comes(reading, before) and _is_dweller(reading, before)


def _is_dweller(reading: Reading, before: int) -> bool:
    """Whether somebody, or a clinic, is what is somewhere: not «this came from Rita»."""
    for at in range(before, max(-1, before - _DWELLER), -1):
        named = reading.upper[at] and reading.flags[at] & NAME and not reading.flags[at] & Flag.PRODUCT
        if named or reading.flags[at] & _PERSON_OR_CLINIC:
            return True
        if not _ENDS.isdisjoint(reading.gaps[at].replace(")", "")):
            return False
    return False


def _is_site(reading: Reading, run: Run) -> bool:
    """«key reset at Wascana Psychological»: words in no list after «at»."""
    flags, before = reading.flags, run.first - 1
    if not flags[before] & Flag.LOCATED or not flags[before] & Flag.AT or flags[before] & (Flag.AIMED | _PUT_THERE):
        return False
    return all(not flags[at] for at in range(run.first, run.last + 1))


def _shouts(reading: Reading, at: int) -> bool:
    word = reading.text[reading.starts[at] : reading.ends[at]]
    return len(word) > 1 and word.isupper()
