"""Lexicons that are kept between runs: what is read with them is what is read without."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.recognition.small import phrases as read_in
from intake.recognition.small import small_knowledge
from oceandx.consultation import open_knowledge
from oceandx.intake.lexicon import Lexicon
from oceandx.intake.message import Message
from oceandx.intake.openings import Openings, every, longest
from oceandx.intake.phrases import Entry, Found, Sign
from oceandx.model.knowledge import KnowledgeBase
from oceandx.model.ticket import Reading
from oceandx.model.vocabulary import Language
from oceandx.reading import TicketReader

DEV = Path(__file__).parents[1] / "tickets" / "dev"
TEXTS = (
    "The bookings are missing.",
    "Les rendez-vous ne s'affichent pas, the boookings appear.",
    "No sign of the bookings. The reminder is not sent.",
    "",
)
WORDS = ("booking", "bookings", "appear", "appears", "log", "not", "still", "=", "rendez-vous", "envoient", "envoie")

phrases = st.lists(
    st.tuples(
        st.lists(st.sampled_from([*WORDS, *(f"={word}" for word in WORDS)]), min_size=1, max_size=4).map(" ".join),
        st.sampled_from(Language),
        st.sampled_from([Sign.CONCEPT, Sign.NEGATOR, Sign.VOID]),
        st.sampled_from(["one", "two"]),
        st.booleans(),
    ),
    max_size=25,
)
texts = st.lists(st.sampled_from([*WORDS[:-4], "rendez", "vous", "bookng", "apepar", "envoient", "là"]), max_size=12)


def lexicon() -> Lexicon:
    return Lexicon({"still", "not"}, {"appears"}, {"not"}, {Language.EN: {"log"}})


def found(made: Lexicon, forms: Sequence[str]) -> list[list[Found]]:
    openings = Openings([made.trees], [str])
    opened = [openings.of(forms, [(0, len(forms), language)])[0] for language in Language]
    return [read(forms, each) for each in opened for read in (longest, every)]


@given(phrases, texts, texts)
def test_a_lexicon_that_is_kept_finds_the_same_phrases(
    added: list[tuple[str, Language, Sign, str, bool]], before: list[str], forms: list[str]
) -> None:
    made, kept, used, whole = lexicon(), lexicon(), lexicon(), lexicon()
    for phrase, language, sign, name, opposite in added:
        for one in (made, used, whole):
            one.add(phrase, language, Entry(sign, name, opposite), stemmed=sign is Sign.CONCEPT)
    kept.fill(json.loads(json.dumps(made.plain())))
    assert kept.plain() == made.plain()
    found(used, before)
    whole.unpack()
    assert found(kept, forms) == found(made, forms) == found(used, forms) == found(whole, forms)


def test_phrases_are_added_to_those_that_were_kept() -> None:
    made, kept = lexicon(), lexicon()
    made.add("booking log", Language.EN, Entry(Sign.CONCEPT, "log"))
    kept.fill(made.plain())
    for one in (made, kept):
        one.add("booking appears", Language.EN, Entry(Sign.CONCEPT, "shown"))
    forms = ["booking", "log", "booking", "appears"]
    assert found(kept, forms) == found(made, forms)
    said = read_in(kept, forms, [(0, 4, Language.EN)])
    assert [item.meaning.entries[0].name for item in said] == ["log", "shown"]


@cache
def small() -> KnowledgeBase:
    """Return a knowledge base of few words."""
    return small_knowledge({"S01": [{"all": ["show-", "booking"]}], "S02": [{"all": ["send-", "reminder"]}]})


def readings(folder: Path | None, kb: KnowledgeBase | None = None) -> list[Reading]:
    """Return what a reader that is made now says of the texts."""
    reader = TicketReader(kb or small(), folder=folder)
    return [reader.read(Message("", text), explain=True) for text in TEXTS]


@cache
def expected() -> list[Reading]:
    return readings(None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder in which the lexicons are kept."""
    folder = tmp_path / "cache"
    assert readings(folder) == expected()
    return folder


def the_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def rewrite(file: Path, old: str, new: str) -> None:
    """Change what a file holds and give it a digest that holds."""
    body = file.read_text(encoding="utf-8").partition("\n")[2]
    assert old in body
    body = body.replace(old, new)
    file.write_text(f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}", encoding="utf-8")


def test_the_texts_say_something() -> None:
    assert [[symptom.code for symptom in reading.symptoms] for reading in expected()] == [
        ["S01"],
        ["S01"],
        ["S01", "S02"],
        [],
    ]


def test_a_reader_of_many_texts_says_the_same(folder: Path) -> None:
    reader = TicketReader(small(), folder=folder, many=True)
    assert [reader.read(Message("", text), explain=True) for text in TEXTS] == expected()


def test_what_is_kept_is_used_and_says_the_same(folder: Path) -> None:
    file = the_file(folder)
    written = file.read_bytes()
    assert readings(folder) == expected()
    assert file.read_bytes() == written
    rewrite(file, '"booking"', '"letter"')
    assert readings(folder) != expected()


@pytest.mark.parametrize(
    ("old", "new"),
    [("oceandx-lexicons/", "oceandx-lexicon/"), ("/0.", "/9."), ('"key":"', '"key":"0'), ("|", "?")],
    ids=["foreign", "another release", "another key", "damaged"],
)
def test_what_is_not_to_be_trusted_is_made_anew(folder: Path, old: str, new: str) -> None:
    file = the_file(folder)
    sound = file.read_bytes()
    if new == "?":
        file.write_bytes(sound.replace(old.encode(), new.encode()))
    else:
        rewrite(file, old, new)
    assert readings(folder) == expected()
    assert file.read_bytes() == sound


def test_a_file_that_others_may_write_is_made_anew(folder: Path) -> None:
    file = the_file(folder)
    rewrite(file, '"booking"', '"letter"')
    file.chmod(0o666)
    assert readings(folder) == expected()
    assert file.stat().st_mode & 0o777 == 0o600


def test_other_knowledge_is_not_read_with_what_was_kept(folder: Path) -> None:
    other = replace(small(), hash="0" * 64)
    rewrite(the_file(folder), '"booking"', '"letter"')
    assert readings(folder, other) == expected()
    assert len(list(folder.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for _ in range(2):
        assert readings(tmp_path / "file" / "cache") == expected()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_real_tickets_are_read_alike_with_lexicons_that_were_kept(tmp_path: Path) -> None:
    kb = open_knowledge()
    made, kept = TicketReader(kb, folder=tmp_path), TicketReader(kb, folder=tmp_path)
    lines = [line for file in sorted(DEV.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    for line in lines[::40]:
        ticket = json.loads(line)
        message = Message(ticket["subject"], ticket["body"])
        assert kept.read(message, explain=True) == made.read(message, explain=True), ticket["id"]
