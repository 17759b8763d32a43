"""What a long ticket tells only by chance, beside a symptom that it tells firmly."""

from __future__ import annotations

import pytest

from intake.wordings import codes

FILLING = (
    " I am in until four, and after that Rosa takes the phone. We moved to the new building on Friday, and the boxes"
    " are still in the hall; the painters come on Thursday. If you ring, let it ring for a while, since the desk is"
    " at the other end and the carpet is not down yet. Thank you for your patience with us, we know that you are busy."
)
NO_REMINDERS = (
    "Reminder e-mails of Dr. Quill do not go out since Monday. Her patients get no reminder e-mail at all, and the"
    " reminder log holds no line for her."
)
NO_LINK = (
    "Three patients told us that they open the reminder e-mail, pass the birth date check, press the confirm button and"
    " get a spinning circle, then an error page. They then phone us to confirm."
)


@pytest.mark.parametrize(
    ("told", "chance", "text"),
    [
        ("S03", "S02", f"{NO_REMINDERS} The appointment does not show."),
        ("S04", "S15", NO_LINK),
    ],
)
def test_a_long_ticket_tells_no_second_symptom_with_words_that_meet_by_chance(
    told: str, chance: str, text: str
) -> None:
    assert sorted(codes(text)) == sorted([told, chance])
    assert codes(text + FILLING) == [told]


@pytest.mark.parametrize(
    "second",
    [
        "The kiosk turns everybody away, and it says to see the front desk.",
        "Online booking offers people hours at which we are closed.",
    ],
)
def test_a_second_symptom_that_is_plainly_told_stands(second: str) -> None:
    assert len(codes(f"{NO_REMINDERS} {second}{FILLING}")) == 2


def test_a_vague_complaint_stands_where_nothing_is_told_firmly() -> None:
    assert codes(f"There is a problem with the kiosk.{FILLING}") == ["S34"]


LONG_FILLING = (
    f"{FILLING} There is coffee in the back room, and the key for the lift hangs by the door, on the red hook. Call the"
    " desk if you need a patient."
)


def test_words_of_several_sentences_tell_a_very_long_ticket_nothing_more() -> None:
    text = (
        "Reminders are late. For Mrs. Olive Quill the line is marked Aborted. Everyone else on that day's list has Sent"
        ' beside their name. She says she has "never once" been reminded.'
    )
    assert codes(text) == ["S07", "S08", "S10"]
    assert codes(text + LONG_FILLING) == ["S08", "S10"]


def test_a_matter_of_its_own_stands_in_a_very_long_ticket() -> None:
    text = (
        "- Reminders are late. For Mrs. Olive Quill the line is marked Aborted.\n- Everyone else on that day's list has"
        ' Sent beside their name. Mr. Quill says he has "never once" been reminded.\n'
    )
    assert codes(text + LONG_FILLING) == ["S07", "S08", "S10"]
