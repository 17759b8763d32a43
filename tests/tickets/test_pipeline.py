"""One ticket, one note: whatever fails, whoever else writes, however often it comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from oceandx.model.case import Known
from oceandx.model.vocabulary import Language
from oceandx.resources import knowledge_root
from oceandx.tickets.helpdesk import Author, Exposed, OwnField, Refused, TicketGone, Unavailable, Uncertain
from oceandx.tickets.pipeline import Enricher, Handled, Manner, Outcome
from tickets.desk import MemoryBook, MemoryDesk, MemoryGate
from tickets.making import MISSING, TODAY, knowledge, reader, said, ticket

PROOF = Known("accuro.oceanapi.permissions_complete", False, "accuro", "2026-11-26")


class Site:
    """A helpdesk with one ticket, its ledger, its switches, and the enricher that works on them."""

    def __init__(self, text: str = MISSING, **changed: object) -> None:
        self.desk = MemoryDesk({"7": ticket(said(text), **changed)})  # type: ignore[arg-type]
        self.book, self.gate = MemoryBook(), MemoryGate()
        self.facts: tuple[Known, ...] = ()
        manner = Manner(Path(knowledge_root()), Language.EN, lambda key: {}, lambda: TODAY)
        self.enricher = Enricher(knowledge(), reader(), self.desk, self.book, self.gate, manner)

    def handle(self, *, anew: bool = False) -> Handled:
        return self.enricher.handle("7", lambda reading: self.facts, anew=anew)

    @property
    def notes(self) -> list[str]:
        return [m.html for m in self.desk.tickets["7"].messages if m.author is Author.SELF]


def test_a_ticket_gets_one_private_note_fields_and_tags() -> None:
    site = Site()
    handled = site.handle()
    assert (handled.outcome, handled.why) == (Outcome.WRITTEN, "diagnosed")
    (note,) = site.notes
    assert f"oceandx:{handled.key}" in note
    stands = site.desk.tickets["7"]
    assert not stands.messages[-1].public
    assert stands.fields == {OwnField.DIAGNOSIS: "undetermined", OwnField.CONFIDENCE: "", OwnField.RUN_KEY: handled.key}
    assert {"oceandx", "oceandx_s01"} <= stands.tags


def test_its_own_note_starts_nothing_and_the_same_facts_give_no_second_note() -> None:
    site = Site()
    site.handle()
    assert site.handle().why == "own-write"
    assert site.handle(anew=True).outcome is Outcome.REPEATED
    site.desk.say("7", Author.CUSTOMER, "Thank you.")
    assert site.handle().outcome is Outcome.REPEATED
    assert len(site.notes) == 1


def test_changed_facts_give_one_new_note_that_says_what_changed() -> None:
    site = Site()
    site.handle()
    site.facts = (PROOF,)
    assert site.handle(anew=True).outcome is Outcome.WRITTEN
    assert site.handle(anew=True).outcome is Outcome.REPEATED
    first, second = site.notes
    assert "Since the last note" not in first
    assert "further facts known: 1" in second
    assert site.desk.tickets["7"].fields[OwnField.CONFIDENCE] == "confirmed"


def test_in_shadow_nothing_is_written_and_writing_begins_where_shadowing_ended() -> None:
    site = Site()
    site.gate.write = False
    assert site.handle().outcome is Outcome.SHADOWED
    assert site.handle().outcome is Outcome.REPEATED
    assert site.desk.written == []
    site.gate.write = True
    assert site.handle().outcome is Outcome.WRITTEN
    assert "Since the last note" not in site.notes[0]


@pytest.mark.parametrize("lost", [True, False])
def test_an_answer_that_is_lost_doubles_and_loses_nothing(lost: bool) -> None:
    site = Site()
    site.desk.fails, site.desk.lost = [Uncertain("time-out")], lost
    if lost:
        assert site.handle().outcome is Outcome.WRITTEN
    else:
        with pytest.raises(Unavailable):
            site.handle()
        assert site.handle().outcome is Outcome.WRITTEN
    assert len(site.notes) == 1


def test_a_crash_after_the_write_is_found_and_finished() -> None:
    site = Site()
    handled = site.handle()
    run, _ = site.book.runs[-1]
    site.book.runs[-1] = (run, "planned")  # the process ended before it could note the receipt
    assert site.handle().outcome is Outcome.LEFT_ALONE
    assert site.book.runs == [(run, "written")]
    assert site.handle(anew=True) == Handled(Outcome.REPEATED, "diagnosed", handled.key)
    assert len(site.notes) == 1


def test_a_crash_before_the_write_is_made_good() -> None:
    site = Site()
    site.desk.fails = [Unavailable("down")]
    with pytest.raises(Unavailable):
        site.handle()
    assert site.notes == []
    assert site.handle().outcome is Outcome.WRITTEN
    assert len(site.notes) == 1


def test_what_a_person_changes_meanwhile_is_read_again_and_stays() -> None:
    site = Site()
    edits = [{OwnField.DIAGNOSIS: "C09"}]

    def edit() -> None:
        if edits:
            site.desk.edit("7", fields=edits.pop())

    site.desk.before_write = edit
    assert site.handle().outcome is Outcome.WRITTEN
    assert site.desk.tickets["7"].fields[OwnField.DIAGNOSIS] == "C09"
    assert len(site.notes) == 1


def test_a_ticket_that_never_stands_still_waits_its_turn() -> None:
    site = Site()
    site.desk.before_write = lambda: site.desk.edit("7", subject="again")
    handled = site.handle()
    assert (handled.outcome, handled.after) == (Outcome.LATER, 60.0)
    assert site.notes == []


def test_a_person_who_corrects_the_diagnosis_is_not_overruled() -> None:
    site = Site()
    site.handle()
    fields = {**site.desk.tickets["7"].fields, OwnField.DIAGNOSIS: "C09"}
    site.desk.edit("7", fields=fields)
    site.facts = (PROOF,)
    site.handle(anew=True)
    assert site.desk.tickets["7"].fields[OwnField.DIAGNOSIS] == "C09"


def test_the_breaker_stops_a_loop() -> None:
    site = Site()
    for number in range(6):
        site.facts = (Known("reminders.run_hour", number, "accuro", "2026-11-26"),)
        if site.handle(anew=True).outcome is Outcome.STOPPED:
            break
    assert site.gate.stopped == "too-many-writes"
    assert len(site.notes) == 4
    assert site.handle(anew=True).outcome is Outcome.STOPPED


def test_a_note_that_is_not_internal_stops_everything() -> None:
    site = Site()
    site.desk.fails = [Exposed("the note of ticket 7 is public")]
    with pytest.raises(Exposed):
        site.handle()
    assert site.gate.stopped == "note-not-internal"


@pytest.mark.parametrize("error", [Refused("403"), TicketGone("404"), Unavailable("503", 3.0)])
def test_what_the_helpdesk_refuses_is_for_the_worker_to_decide(error: Refused | Unavailable) -> None:
    site = Site()
    site.desk.fails = [error]
    with pytest.raises(type(error)):
        site.handle()
    assert site.notes == []


def test_without_budget_a_ticket_waits_and_nothing_is_planned() -> None:
    site = Site()
    site.gate.waits = 2.5
    assert site.handle() == Handled(Outcome.LATER, "budget", site.handle().key, after=2.5)
    assert site.book.runs == []


def test_a_closed_ticket_is_never_touched() -> None:
    site = Site(closed=True)
    assert site.handle().why == "closed"
    assert site.desk.written == []


def test_a_ticket_about_something_else_gets_tags_and_no_note() -> None:
    site = Site("The invoice of October is wrong, please send another invoice.")
    assert site.handle().outcome is Outcome.WRITTEN
    assert site.notes == []
    assert "oceandx_out_of_scope" in site.desk.tickets["7"].tags
    assert site.handle().outcome is Outcome.REPEATED
