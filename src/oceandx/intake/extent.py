"""Extent: whom the complaint of a ticket is about, from the numbers and names in its own sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from oceandx.intake.mention import Mention
from oceandx.intake.text import Text
from oceandx.intake.words import Words


class Extent(StrEnum):
    """The values of ``case.extent``, and that nothing was said."""

    ONE_PATIENT = "one-patient"
    ONE_PROVIDER = "one-provider"
    ONE_OFFICE = "one-office"
    SEVERAL = "several"
    ALL = "all"
    ONE_USER = "one-user"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of a person or thing a mention speaks of: one, several, all, or plural without a number."""

    mention: Mention
    number: str
    name: str
    """The capitalised word that follows a title, folded; empty for none."""


_REACH = 3
_SHORT = 3
"""A word of so few letters is a title ("Mrs", "Dres"), and its ending tells nothing."""
_WITNESSES = 2
_MORE = "more-of-them"
_ONE, _ALL, _NOT, _OTHERS, _SEVERAL, _PLURAL = "one", "all", "not", "others", "several", "plural"
_LONGEST_JOINT = 2
"""As many letters has a small word that joins an office and its name: "in", «de la», «d'»."""
_TOUCHES = "touches"
_EXAMPLE = "example"
"""Who is named as an example is one of several."""
OFFICE, PREMISES = "one-office", "premises"
"""What tells one office, and a place of the clinic: one office where a name stands beside it."""
_PATIENT, _PROVIDER, _EVERYONE, _OWN_SCREEN = "patient", "provider", "everyone", "own-screen"
_WITHIN = (Extent.ONE_PATIENT, Extent.ONE_PROVIDER), (Extent.ONE_PROVIDER, Extent.ALL)
_USUALLY = {Extent.ONE_PATIENT: _PATIENT, Extent.ONE_PROVIDER: _PROVIDER}


def counted(
    mention: Mention,
    words: Words,
    text: str,
    numbers: Mapping[str, str],
    fillers: Collection[str],
    named: Mapping[int, str],
) -> Counted:
    """Return how many a mention speaks of; ``numbers`` are the quantifiers of its sentence's language.

    ``named``: places where a patient was named, who is one, and which.
    """
    if words.starts[mention.first] in named:
        return Counted(mention, "one", named[words.starts[mention.first]])
    number = ""
    for place in range(mention.first - 1, max(mention.first - 1 - _REACH, -1), -1):
        word = words.forms[place]
        found = numbers.get(word, _SEVERAL if word.isdecimal() else "")
        if not found and word not in fillers:
            break
        if found == _NOT:
            number = _ALL if number == _ONE else number
            break
        number = found or number
        if number not in {"", _SEVERAL, _ONE}:
            break  # "the other three", "none of the four": what stands before the number tells more
    if not number:
        last = words.forms[mention.after - 1]
        number = _PLURAL if len(last) > _SHORT and last.endswith(("s", "x")) else ""
    return Counted(mention, number, _name_after(mention, words, text))


def _name_after(mention: Mention, words: Words, text: str) -> str:
    if mention.concept == PREMISES:
        return _name_beside(mention, words, text)
    place = mention.after
    while place < len(words.forms) and words.forms[place] in {".", "-"}:
        place += 1
    if place < len(words.forms) and text[words.starts[place]].isupper():
        return words.forms[place]
    return ""


def _name_beside(mention: Mention, words: Words, text: str) -> str:
    """Return the name of an office: "our Bay Street office", «le bureau de Hull», "the office in Olds"."""
    before, after = mention.first - 1, mention.after
    while after < len(words.forms) and _joins(words.forms[after]) and not text[words.starts[after]].isupper():
        after += 1
    for place in (before, after):
        if 0 <= place < len(words.forms) and not _begins_sentence(words, place) and text[words.starts[place]].isupper():
            return words.forms[place]
    return ""


def _joins(form: str) -> bool:
    return form == "'" or (form.isalpha() and len(form) <= _LONGEST_JOINT)


def _begins_sentence(words: Words, place: int) -> bool:
    return place == 0 or not (words.forms[place - 1][0].isalnum() or words.forms[place - 1] in {"-", "'"})


def judge(
    text: Text, people: Sequence[Counted], sentences: Collection[int], clauses: Collection[int], *, near: bool = False
) -> Extent:
    """Return the extent that the complaint's sentences tell; ``near`` ones may contrast, and say less.

    Those who are named as fine ("the other two are there", "Dr. Roy's arrive") are not meant; ``clauses``: those of the
    complaint itself.
    """
    examples = {mention.sentence for mention in text.by_concept.get(_EXAMPLE, ())}
    fine = text.fine_clauses - set(clauses)
    here = [
        person
        for person in people
        if person.mention.sentence in sentences
        and not (person.mention.concept == _PROVIDER and person.mention.clause in fine)
        and not (person.mention.concept == _PATIENT and person.mention.sentence in examples)
    ]
    contrasted = {person.mention.clause for person in people if person.number == _OTHERS}
    said = {
        concept
        for concept in (_EVERYONE, OFFICE, _OWN_SCREEN)
        if any(
            mention.sentence in sentences and not mention.negative and mention.clause not in contrasted
            for mention in text.by_concept.get(concept, ())
        )
    }
    patients = [person for person in here if person.mention.concept == _PATIENT]
    providers = [person for person in here if person.mention.concept == _PROVIDER]
    names = {person.name for person in providers if person.name}
    if len(names) > 1:
        told = [person for person in providers if person.mention.clause in clauses]
        names = {person.name for person in told if person.name} or names
        providers = told or providers
    if len(names) != 1 and any(_is_one_office(person) for person in here if OFFICE in said or person.name):
        return Extent.ONE_OFFICE
    if len(names) != 1 and (_EVERYONE in said or any(person.number == "all" for person in here)):
        return Extent.ALL
    if _OWN_SCREEN in said:
        return Extent.ONE_USER
    if near and len(names) > 1:
        return Extent.UNKNOWN
    more = any(
        mention.sentence in sentences or mention.sentence - 1 in sentences for mention in text.by_concept.get(_MORE, ())
    )
    return _of_people(patients, providers, names, more=more)


def touches_all(text: Text, people: Sequence[Counted]) -> bool:
    """Tell whether a sentence says of the trouble that it touches everybody, wherever it stands."""
    touched = {mention.sentence for mention in text.by_concept.get(_TOUCHES, ())}
    told = [person.mention for person in people if person.number == "all"]
    return any(mention.sentence in touched for mention in (*text.by_concept.get(_EVERYONE, ()), *told))


def by_nature(
    found: Extent, usual: Extent, people: Sequence[Counted], near: Collection[int], clauses: Collection[int]
) -> Extent:
    """Return the extent of what is ``usual`` for a symptom, unless the ticket tells another.

    What is about users is not about an office, even where one is named. It takes a single patient or provider for a
    symptom to be about one, and not two patients named ``near``.
    """
    if usual is Extent.UNKNOWN:
        return found
    if usual is Extent.ONE_USER and found is Extent.ONE_OFFICE:
        return usual
    if found in {Extent.ALL, Extent.SEVERAL, Extent.ONE_OFFICE}:
        return found
    concept = _USUALLY.get(usual)
    patients = [person for person in people if person.mention.concept == _PATIENT and person.mention.sentence in near]
    if usual is Extent.ONE_PATIENT and _named_together(patients):
        return Extent.UNKNOWN
    if usual is Extent.ONE_PATIENT and found is Extent.UNKNOWN and _are_many(patients, clauses):
        return found
    if concept is None or any(
        person.mention.concept == concept and person.number not in {_PLURAL, _SEVERAL, "all"} for person in people
    ):
        return usual
    return found


def _are_many(patients: Sequence[Counted], clauses: Collection[int]) -> bool:
    """Tell whether patients are complained of in the plural, and none in the same clause: one named is an example."""
    told = [person for person in patients if person.mention.clause in clauses]
    return any(person.number in {_PLURAL, _SEVERAL} and not person.mention.modifies for person in told) and not any(
        person.number == "one" for person in told
    )


def wider(found: Collection[Extent]) -> Extent:
    """Return the extent of a ticket whose symptoms have different ones: the one that holds the other, or unknown.

    The patient of one symptom is an example of the provider's of another; a user's screen and a patient have nothing to
    do with each other.
    """
    for one, other in _WITHIN:
        if set(found) - {Extent.UNKNOWN} == {one, other}:
            return other
    return Extent.UNKNOWN


def _is_one_office(person: Counted) -> bool:
    concept, single = person.mention.concept, person.number in {"", "one"}
    return single and (concept == OFFICE or (concept == PREMISES and bool(person.name)))


def _of_people(
    patients: Sequence[Counted], providers: Sequence[Counted], names: Collection[str], *, more: bool
) -> Extent:
    if len(names) > 1 or any(
        person.number == _SEVERAL or (person.number == _PLURAL and not person.mention.modifies) for person in providers
    ):
        return Extent.SEVERAL
    one = any(person.number == "one" for person in patients)
    many = any(person.number == _PLURAL for person in patients)
    several = any(person.number == _SEVERAL for person in patients) or _named_together(patients)
    if one and not many and not several:
        return Extent.UNKNOWN if more else Extent.ONE_PATIENT
    if names or any(person.number == "one" for person in providers):
        return Extent.ONE_PROVIDER
    return Extent.UNKNOWN  # several patients may be all of them, or those of one provider


def _named_together(patients: Sequence[Counted]) -> bool:
    """Tell whether one clause names two patients, or all name three; the second may be a mother or a witness."""
    named = {(person.mention.clause, person.name) for person in patients if person.name}
    return len(named) > len({clause for clause, _ in named}) or len({name for _, name in named}) > _WITNESSES
