"""Extent: whom the complaint of a ticket is about, from the numbers and names in its own sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from oceandx.intake.matching import Text
from oceandx.intake.mentions import Mention
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
_MORE = "more-of-them"
_EXAMPLE = "example"
"""Who is named as an example is one of several."""
_PATIENT, _PROVIDER, _EVERYONE, _OFFICE, _OWN_SCREEN = "patient", "provider", "everyone", "one-office", "own-screen"


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
        if word in numbers:
            number = numbers[word]
            break
        if word not in fillers:
            break
    if not number:
        last = words.forms[mention.after - 1]
        number = "plural" if len(last) > _SHORT and last.endswith(("s", "x")) else ""
    return Counted(mention, number, _name_after(mention, words, text))


def _name_after(mention: Mention, words: Words, text: str) -> str:
    place = mention.after
    while place < len(words.forms) and words.forms[place] in {".", "-"}:
        place += 1
    if place < len(words.forms) and text[words.starts[place]].isupper():
        return words.forms[place]
    return ""


def judge(
    text: Text, people: Sequence[Counted], sentences: Collection[int], clauses: Collection[int], *, near: bool = False
) -> Extent:
    """Return the extent that the complaint's sentences tell; ``near`` ones may contrast, and say less.

    Several providers are several only where the complaint's own ``clauses`` name them: others may be named as fine.
    """
    examples = {mention.sentence for mention in text.by_concept.get(_EXAMPLE, ())}
    here = [
        person
        for person in people
        if person.mention.sentence in sentences
        and not (person.mention.concept == _PATIENT and person.mention.sentence in examples)
    ]
    concepts = {
        concept
        for concept in (_EVERYONE, _OFFICE, _OWN_SCREEN)
        if any(mention.sentence in sentences and not mention.negative for mention in text.by_concept.get(concept, ()))
    }
    patients = [person for person in here if person.mention.concept == _PATIENT]
    providers = [person for person in here if person.mention.concept == _PROVIDER]
    names = {person.name for person in providers if person.name}
    if len(names) > 1:
        names = {person.name for person in providers if person.name and person.mention.clause in clauses} or names
        providers = [person for person in providers if person.mention.clause in clauses]
    if not names and (_EVERYONE in concepts or any(person.number == "all" for person in here)):
        return Extent.ALL
    if _OWN_SCREEN in concepts:
        return Extent.ONE_USER
    if near and len(names) > 1:
        return Extent.UNKNOWN
    more = any(
        mention.sentence in sentences or mention.sentence - 1 in sentences for mention in text.by_concept.get(_MORE, ())
    )
    return _of_people(patients, providers, names, office=_OFFICE in concepts, more=more)


def _of_people(
    patients: Sequence[Counted], providers: Sequence[Counted], names: Collection[str], *, office: bool, more: bool
) -> Extent:
    if len(names) > 1 or any(
        person.number == "several" or (person.number == "plural" and not person.mention.modifies)
        for person in providers
    ):
        return Extent.SEVERAL
    if office:
        return Extent.ONE_OFFICE
    one = [person for person in patients if person.number == "one"]
    if one and not any(person.number == "plural" for person in patients):
        return Extent.SEVERAL if more or len({person.name for person in one if person.name}) > 1 else Extent.ONE_PATIENT
    if names or any(person.number == "one" for person in providers):
        return Extent.ONE_PROVIDER
    return Extent.UNKNOWN
