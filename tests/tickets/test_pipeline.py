"""One ticket, one note: whatever fails, whoever else writes, however often it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from oceandx.model.case import Known
from oceandx.model.vocabulary import Language
from oceandx.resources import knowledge_root
from oceandx.tickets.audit import Audit
from oceandx.tickets.helpdesk import Author, Exposed, OwnField, Refused, TicketGone, Unavailable, Uncertain
from oceandx.tickets.ledger import Ledger
from oceandx.tickets.pipeline import Enricher, Handled, Manner, Outcome
from oceandx.tickets.queue import LeaseLost
from oceandx.tickets.store import Store
from oceandx.tickets.summary import person_of
from tickets.desk import MemoryDesk, MemoryGate
from tickets.making import MISSING, TODAY, knowledge, reader, said, ticket

PROOF = Known("accuro.oceanapi.permissions_complete", False, "accuro", "2026-11-26")


class Site:
    """A helpdesk with one ticket, its ledger, its switches, and the enricher that works on them."""

    def __init__(self, folder: Path, text: str = MISSING, **changed: object) -> None:
        self.desk = MemoryDesk({"7": ticket(said(text), **changed)})  # type: ignore[arg-type]
        self.store = Store(folder / "enrich.sqlite")
        self.ledger, self.gate = Ledger(self.store, Audit(self.store)), MemoryGate()
        self.facts: tuple[Known, ...] = ()
        manner = Manner(Path(knowledge_root()), Language.EN, lambda key: {}, lambda: TODAY)
        self.enricher = Enricher(knowledge(), reader(), self.desk, self.ledger, self.gate, manner)

    def handle(self, *, anew: bool = False) -> Handled:
        return self.enricher.handle("7", lambda reading: self.facts, anew=anew)

    @property
    def states(self) -> list[str]:
        return [entry.state.value for entry in self.ledger.entries()]

    @property
    def notes(self) -> list[str]:
        return [m.html for m in self.desk.tickets["7"].messages if m.author is Author.SELF]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Return a maker of sites; their files are closed at the end."""
    made: list[Site] = []

    def site(text: str = MISSING, **changed: object) -> Site:
        made.append(Site(tmp_path, text, **changed))
        return made[-1]

    yield site
    for one in made:
        one.store.close()


@pytest.fixture
def site(make: Callable[..., Site]) -> Site:
    """Return a site with one ticket about a missing provider."""
    return make()


def test_a_ticket_gets_one_private_note_fields_and_tags(site: Site) -> None:
    handled = site.handle()
    assert (handled.outcome, handled.why) == (Outcome.WRITTEN, "diagnosed")
    (note,) = site.notes
    assert f"oceandx:{handled.key}" in note
    stands = site.desk.tickets["7"]
    assert not stands.messages[-1].public
    assert stands.fields == {OwnField.DIAGNOSIS: "undetermined", OwnField.CONFIDENCE: "", OwnField.RUN_KEY: handled.key}
    assert {"oceandx", "oceandx_s01"} <= stands.tags


def test_its_own_note_starts_nothing_and_the_same_facts_give_no_second_note(site: Site) -> None:
    site.handle()
    assert site.handle().why == "own-write"
    assert site.handle(anew=True).outcome is Outcome.REPEATED
    site.desk.say("7", Author.CUSTOMER, "Thank you.")
    assert site.handle().outcome is Outcome.REPEATED
    assert len(site.notes) == 1


def test_changed_facts_give_one_new_note_that_says_what_changed(site: Site) -> None:
    site.handle()
    site.facts = (PROOF,)
    assert site.handle(anew=True).outcome is Outcome.WRITTEN
    assert site.handle(anew=True).outcome is Outcome.REPEATED
    first, second = site.notes
    assert "Since the last note" not in first
    assert "further facts known: 1" in second
    assert site.desk.tickets["7"].fields[OwnField.CONFIDENCE] == "confirmed"


def test_in_shadow_nothing_is_written_and_writing_begins_where_shadowing_ended(site: Site) -> None:
    site.gate.write = False
    assert site.handle().outcome is Outcome.SHADOWED
    assert site.handle().outcome is Outcome.REPEATED
    assert site.desk.written == []
    site.gate.write = True
    assert site.handle().outcome is Outcome.WRITTEN
    assert "Since the last note" not in site.notes[0]


def test_in_shadow_the_cause_that_a_person_sets_is_kept_to_compare_with(site: Site) -> None:
    site.gate.write = False
    for said_there, kept in (("C09", "C09"), ("not a cause", ""), ("C06", "C06"), ("", "")):
        site.desk.edit("7", fields={OwnField.DIAGNOSIS: said_there})
        assert site.handle().outcome is Outcome.SHADOWED
        assert site.handle().outcome is Outcome.REPEATED
        (entry,) = site.ledger.entries()
        assert person_of(entry.plan.diagnosis) == kept
    assert site.desk.written == []


def test_what_enrichment_wrote_itself_is_no_persons_conclusion(site: Site) -> None:
    site.facts = (PROOF,)
    site.handle()
    code = site.desk.tickets["7"].fields[OwnField.DIAGNOSIS]
    assert code in {cause.code for cause in knowledge().causes.values()}
    site.desk.say("7", Author.CUSTOMER, "The reminder e-mails are not going out either.")
    assert site.handle().outcome is Outcome.WRITTEN
    assert [person_of(entry.plan.diagnosis) for entry in site.ledger.entries()] == ["", ""]
    site.desk.edit("7", fields={**site.desk.tickets["7"].fields, OwnField.DIAGNOSIS: "C09"})
    site.desk.say("7", Author.CUSTOMER, "The referral form cannot be found in Ocean.")
    site.facts = ()
    assert site.handle(anew=True).outcome is Outcome.WRITTEN
    assert person_of(list(site.ledger.entries())[-1].plan.diagnosis) == "C09"


@pytest.mark.parametrize("lost", [True, False])
def test_an_answer_that_is_lost_doubles_and_loses_nothing(site: Site, lost: bool) -> None:
    site.desk.fails, site.desk.lost = [Uncertain("time-out")], lost
    if lost:
        assert site.handle().outcome is Outcome.WRITTEN
    else:
        with pytest.raises(Unavailable):
            site.handle()
        assert site.handle().outcome is Outcome.WRITTEN
    assert len(site.notes) == 1


def test_a_crash_after_the_write_is_found_and_finished(site: Site) -> None:
    crash = RuntimeError("killed")

    def die() -> None:
        raise crash

    real, site.desk.after_write = site.desk.after_write, die
    with pytest.raises(RuntimeError):
        site.handle()  # the process ends before it can keep the receipt
    assert (len(site.notes), site.states) == (1, ["planned"])
    site.desk.after_write = real
    assert site.handle().outcome is Outcome.LEFT_ALONE
    assert site.states == ["written"]
    assert site.handle(anew=True).outcome is Outcome.REPEATED
    assert len(site.notes) == 1


def test_a_crash_before_the_write_is_made_good(site: Site) -> None:
    site.desk.fails = [Unavailable("down")]
    with pytest.raises(Unavailable):
        site.handle()
    assert site.notes == []
    assert site.handle().outcome is Outcome.WRITTEN
    assert len(site.notes) == 1


def test_a_write_that_was_cut_off_after_its_note_is_completed_without_a_second_note(site: Site) -> None:
    site.desk.unsealed = True
    with pytest.raises(Unavailable):
        site.handle()
    assert (len(site.notes), site.states) == (1, ["planned"])
    assert site.handle().outcome is Outcome.WRITTEN
    assert (len(site.notes), site.states) == (1, ["written"])
    assert site.handle().why == "own-write"


def test_facts_that_are_again_as_they_were_have_the_last_word(site: Site) -> None:
    for facts in ((), (PROOF,), (), (PROOF,)):
        site.facts = facts
        assert site.handle(anew=True).outcome is Outcome.WRITTEN
        assert site.handle(anew=True).outcome is Outcome.REPEATED
        confidence = "confirmed" if facts else ""
        assert site.desk.tickets["7"].fields[OwnField.CONFIDENCE] == confidence
    assert len(site.notes) == 4


def test_facts_that_returned_in_shadow_are_written_when_writing_is_allowed_again(site: Site) -> None:
    site.handle()
    site.facts = (PROOF,)
    site.handle(anew=True)
    site.facts, site.gate.write = (), False
    assert site.handle(anew=True).outcome is Outcome.SHADOWED
    site.gate.write = True
    assert site.handle(anew=True).outcome is Outcome.WRITTEN
    assert site.desk.tickets["7"].fields[OwnField.CONFIDENCE] == ""


def test_a_helpdesk_that_asks_for_a_pause_gets_it_from_all_workers(site: Site) -> None:
    site.desk.fails = [Unavailable("429", 12.0)]
    with pytest.raises(Unavailable):
        site.handle()
    assert site.handle() == Handled(Outcome.LATER, "budget", site.handle().key, after=12.0)


def test_what_a_person_changes_meanwhile_is_read_again_and_stays(site: Site) -> None:
    edits = [{OwnField.DIAGNOSIS: "C09"}]

    def edit() -> None:
        if edits:
            site.desk.edit("7", fields=edits.pop())

    site.desk.before_write = edit
    assert site.handle().outcome is Outcome.WRITTEN
    assert site.desk.tickets["7"].fields[OwnField.DIAGNOSIS] == "C09"
    assert len(site.notes) == 1


def test_a_ticket_that_never_stands_still_waits_its_turn(site: Site) -> None:
    site.desk.before_write = lambda: site.desk.edit("7", subject="again")
    handled = site.handle()
    assert (handled.outcome, handled.after) == (Outcome.LATER, 60.0)
    assert site.notes == []


def test_a_person_who_corrects_the_diagnosis_is_not_overruled(site: Site) -> None:
    site.handle()
    fields = {**site.desk.tickets["7"].fields, OwnField.DIAGNOSIS: "C09"}
    site.desk.edit("7", fields=fields)
    site.facts = (PROOF,)
    site.handle(anew=True)
    assert site.desk.tickets["7"].fields[OwnField.DIAGNOSIS] == "C09"


def test_the_breaker_stops_a_loop(site: Site) -> None:
    for number in range(6):
        site.facts = (Known("reminders.run_hour", number, "accuro", "2026-11-26"),)
        if site.handle(anew=True).outcome is Outcome.STOPPED:
            break
    assert site.gate.stopped == "too-many-writes"
    assert len(site.notes) == 4
    assert site.handle(anew=True).outcome is Outcome.STOPPED


def test_a_note_that_is_not_internal_stops_everything(site: Site) -> None:
    site.desk.fails = [Exposed("the note of ticket 7 is public")]
    with pytest.raises(Exposed):
        site.handle()
    assert site.gate.stopped == "note-not-internal"


@pytest.mark.parametrize("error", [Refused("403"), TicketGone("404"), Unavailable("503", 3.0)])
def test_what_the_helpdesk_refuses_is_for_the_worker_to_decide(site: Site, error: Refused | Unavailable) -> None:
    site.desk.fails = [error]
    with pytest.raises(type(error)):
        site.handle()
    assert site.notes == []


def test_without_budget_a_ticket_waits_and_nothing_is_planned(site: Site) -> None:
    site.gate.waits = 2.5
    assert site.handle() == Handled(Outcome.LATER, "budget", site.handle().key, after=2.5)
    assert site.states == []


def test_a_closed_ticket_is_never_touched(make: Callable[..., Site]) -> None:
    site = make(closed=True)
    assert site.handle().why == "closed"
    assert site.desk.written == []


def test_a_ticket_about_something_else_gets_tags_and_no_note(make: Callable[..., Site]) -> None:
    site = make("The invoice of October is wrong, please send another invoice.")
    assert site.handle().outcome is Outcome.WRITTEN
    assert site.notes == []
    assert "oceandx_out_of_scope" in site.desk.tickets["7"].tags
    assert site.handle().outcome is Outcome.REPEATED


def test_a_tag_that_a_person_took_off_stays_off(site: Site) -> None:
    site.handle()
    site.desk.edit("7", tags=site.desk.tickets["7"].tags - {"oceandx_s01"})
    site.facts = (PROOF,)
    assert site.handle(anew=True).outcome is Outcome.WRITTEN
    assert "oceandx_s01" not in site.desk.tickets["7"].tags


def test_a_ticket_that_is_another_workers_by_now_is_not_written_on(site: Site) -> None:
    def lost() -> None:
        raise LeaseLost("the lease ran out")

    with pytest.raises(LeaseLost):
        site.enricher.handle("7", lambda reading: (), still_ours=lost)
    assert site.notes == []
    assert site.handle().outcome is Outcome.WRITTEN


def test_the_ledger_holds_no_word_of_the_ticket(make: Callable[..., Site], tmp_path: Path) -> None:
    site = make(f"Patient Jane Desormeaux called. {MISSING}", subject="Quibblesworth")
    site.handle()
    site.store.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"oceandx_s01" in kept
    for word in (b"Desormeaux", b"Quibblesworth", b"provider list", b"Roy"):
        assert word not in kept
