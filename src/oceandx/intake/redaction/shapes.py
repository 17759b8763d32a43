"""Whether a run of words looks like somebody's whole name, whatever stands around it."""

from __future__ import annotations

from oceandx.intake.redaction.lexicon import Flag
from oceandx.intake.redaction.lines import Lines
from oceandx.intake.redaction.posts import PUNCTUATED
from oceandx.intake.redaction.reading import Reading
from oceandx.intake.redaction.runs import Run
from oceandx.intake.redaction.sentences import tells_of_staff
from oceandx.intake.redaction.strengths import NAME, NameWords, Strength

_ELSEWHERE = Flag.AT | Flag.ALONG | Flag.HEADER | Flag.PLACE | Flag.PRODUCT | Flag.ORGANISATION_BEFORE
_PLAIN_WORD = Flag.ORDINARY | Flag.PARTICLE | Flag.PRODUCT | Flag.PLACE | Flag.OF | Flag.AND


def is_full_name(words: NameWords, run: Run) -> bool:
    """Whether a run is a given name and a surname, one of them known for sure."""
    reading = words.reading
    if run.words < 2 or run.strongest < Strength.DOUBTFUL:
        return False
    flags = [reading.flags[at] for at in range(run.first, run.last + 1)]
    if _in_place(reading, run):
        return False
    given = any(flag & Flag.GIVEN for flag in flags)
    sure = sum(1 for at in range(run.first, run.last + 1) if words.strength(at) is Strength.SURE)
    if any(flag & (Flag.PRODUCT | Flag.PLACE) for flag in flags) and sure == 0:
        return False
    hyphenated = all(reading.gaps[at] == "-" for at in range(run.first + 1, run.last + 1))
    if hyphenated and run.words == 2:
        return False  # one compound name, as lone as a single one
    if sure == 0 and all(flag & Flag.ORDINARY for flag in flags):
        return False
    named = sum(1 for flag in flags if flag & NAME)
    return sure > 1 or (given and (sure > 0 or named > 1 or len(flags) == 2))


def has_shape_of_name(words: NameWords, lines: Lines, run: Run) -> bool:
    """Whether two to four words with capital letters that are in no list stand side by side, not in a signature."""
    reading = words.reading
    if not 2 <= run.words <= 4 or all(reading.gaps[at] == "-" for at in range(run.first + 1, run.last + 1)):
        return False
    if _names_place(reading, run) or _labels_thing(reading, run):
        return False
    start = reading.starts[run.first]
    number = lines.number(start)
    set_apart = lines.starts_with(number, start) or reading.gaps[run.first].strip().startswith(PUNCTUATED)
    told = reading.text[reading.ends[run.last] : reading.ends[run.last] + 2] == ": "
    if set_apart and not told and lines.in_signature(number) and not lines.quotes_patient(number):
        return False  # a clinic below or after who signs
    return _whole_words(words, run)


def _whole_words(words: NameWords, run: Run) -> bool:
    """Whether each word of a run is an initial or an unknown word with a capital letter."""
    reading = words.reading
    whole = 0
    for at in range(run.first, run.last + 1):
        word = reading.text[reading.starts[at] : reading.ends[at]]
        if (reading.flags[at] & Flag.PARTICLE and len(word) > 1) or at in words.led:
            continue
        if _is_initials(reading, at):
            timed = reading.gaps[at + 1].strip(" .,-(")[:1].isdigit() or reading.gaps[run.first].strip()[-1:].isdigit()
            known = reading.flags[run.first] & NAME or _is_spelled_as_name(words, run.first)
            if at == run.last and not (run.words == 2 and (timed or known)):
                return False  # «Infusion Chair A»
            continue
        if at > run.first and reading.gaps[at] in {"-", "'"} and len(word) > 1:
            whole += reading.gaps[at] == "'"  # «S. O'Brien»
            continue
        shouted = word.isupper() and not (reading.flags[at] == Flag.SURNAME and words.is_initial(run.last))
        shouted = shouted and not _is_spelled_as_name(words, at)  # «ADEYEMI TUNDE : Aborted», no «TLS VPN»
        short = len(word) < 3 and not (at == run.last > run.first and word.istitle() and not reading.flags[at])
        if short or shouted or words.strength(at) < Strength.SHAPE:
            return False
        whole += 1
    return whole > 0


def _is_spelled_as_name(words: NameWords, at: int) -> bool:
    """Whether an unknown word is spelled like a name and like no word of the language."""
    reading = words.reading
    plain = reading.plain[at]
    unknown = not reading.flags[at] and words.capital(at)
    return unknown and reading.lexicon.likeness.of(plain) > 0 and not reading.lexicon.resembles_word(plain)


def _labels_thing(reading: Reading, run: Run) -> bool:
    """Whether unknown words only say which form is meant, or all end as words do: «the Smoking Cessation form»."""
    if any(reading.flags[at] & NAME for at in range(run.first, run.last + 1)):
        return False
    endings = reading.lexicon.word_endings
    if all(reading.plain[at].endswith(endings) for at in range(run.first, run.last + 1)):
        return True
    after = run.last + 1
    thing = after < len(reading.flags) and reading.gaps[after] == " " and not reading.upper[after]
    led = run.first > 0 and reading.gaps[run.first] == " " and reading.flags[run.first - 1] & Flag.POSSESSIVE
    if led and not (thing and reading.flags[after] & Flag.KIN):
        return True  # «the Brother QL prints»; a person has no article
    return bool(thing and reading.flags[after] & Flag.RECEIVED and reading.flags[run.first - 1] & Flag.POSSESSIVE)


def is_lone_surname(words: NameWords, lines: Lines, run: Run) -> bool:
    """Whether a surname that is nothing else stands alone in a sentence, and nothing there tells of staff."""
    reading = words.reading
    at = run.first
    if not (_is_surname(reading, run) and words.capital(at)):
        return False
    before = reading.flags[at - 1] if at else 0
    if (before & _ELSEWHERE and not before & Flag.MEANT_FOR) or _in_list(reading, run):
        return False
    start = reading.starts[at]
    number = lines.number(start)
    heads = not at or reading.gaps[at].strip(" ")[-1:] in {"-", "\n", "\x1e"}
    if heads or lines.in_signature(number):
        return False
    return not tells_of_staff(reading, lines, at)


def _is_surname(reading: Reading, run: Run) -> bool:
    """Whether a run is one surname that is nothing else, or two with a hyphen: «Tran», «Reimer-Koop»."""
    flags = reading.flags[run.first : run.last + 1]
    if any(reading.gaps[at] != "-" for at in range(run.first + 1, run.last + 1)):
        return False
    if len(flags) == 1:
        return flags[0] == Flag.SURNAME
    surnames = all(not flag & ~(Flag.SURNAME | Flag.ALSO_WORD) for flag in flags)
    return surnames and any(flag & Flag.SURNAME for flag in flags) and run.words == len(flags)


def _in_list(reading: Reading, run: Run) -> bool:
    """Whether another name with a capital letter stands beside one, a comma or the like between."""
    for one, gap in ((run.first - 1, run.first), (run.last + 1, run.last + 1)):
        sign = reading.gaps[gap].strip(" ") if 0 <= one < len(reading.flags) else ""
        other = one - 1 if one < run.first else one + 1
        linked = 0 <= other < len(reading.flags) and reading.flags[one] & Flag.AND and reading.upper[other]
        if linked or sign in {"/", "&", "-", "|", ":"} or (sign == "," and reading.upper[one]):
            return True
    return False


def _names_place(reading: Reading, run: Run) -> bool:
    """Whether a run is a place: «Prince George», «St. Boniface»."""
    letter = reading.ends[run.first] - reading.starts[run.first] == 1  # «S. Vanterpool», «D'Arcy O'Loughlin»
    if (reading.flags[run.first] & Flag.PARTICLE and not letter) or _in_place(reading, run):
        return True
    return all(reading.flags[at] & Flag.PLACE for at in range(run.first, run.last + 1))


def _in_place(reading: Reading, run: Run) -> bool:
    """Whether a name goes on that of a place: «Fort St. John»."""
    before = run.first - 1
    saint = reading.flags[run.first] & Flag.PARTICLE and reading.flags[run.first] & Flag.PLACE
    return bool(saint and before >= 0 and reading.gaps[run.first] == " " and reading.flags[before] & Flag.PLACE)


def _is_initials(reading: Reading, at: int) -> bool:
    """Whether a word of a name is its initial: «J. Okonkwo», «TJ Vandenheuvel», «Wanjiru M»."""
    word = reading.text[reading.starts[at] : reading.ends[at]]
    return word.isupper() and (len(word) == 1 or (len(word) == 2 and not reading.flags[at]))


def is_written_as_name(reading: Reading, run: Run) -> bool:
    """Whether a word alone is written as a name is: not an unknown abbreviation in capitals."""
    text = reading.text[reading.starts[run.first] : reading.ends[run.last]]
    return run.strongest >= Strength.SHAPE and (
        not text.isupper() or (run.strongest == Strength.SURE and len(text) > 3)
    )


def begins_only(reading: Reading, run: Run) -> bool:
    """Whether an unknown word only has its capital letter because a sentence begins: «Effectivement»."""
    if run.first < run.last or reading.flags[run.first]:
        return False
    gap = reading.gaps[run.first].strip(' "«')
    return (not run.first or gap[-1:] in {".", "!", "?", ":", "\n"}) and reading.lexicon.resembles_word(
        reading.plain[run.first]
    )


def is_too_plain(reading: Reading, run: Run) -> bool:
    """Whether a run is one word that may well be no name: then only a title or «patient» makes it one."""
    if run.words > 1 or run.first < run.last:
        return False
    letters = reading.ends[run.first] - reading.starts[run.first]
    return letters == 1 or bool(reading.flags[run.first] & _PLAIN_WORD)
