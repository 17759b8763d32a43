"""What a whole ticket says: what is over, what it is about, whom it is about, and who and where is named."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from oceandx.intake.recognising import Understood
from oceandx.model.recognition import Pattern, Scope
from recognition import pattern, read, recogniser, said

SYMPTOMS = {"missing": [pattern("show- booking")], "unsent": [pattern("send- reminder")]}


def understand(body: str, subject: str = "") -> Understood:
    return recogniser(SYMPTOMS).understand(f"{subject}\n\n{body}", len(subject) + 2)


def past(understood: Understood) -> Sequence[str]:
    return list(dict.fromkeys(match.says for match in understood.past))


@pytest.mark.parametrize(
    ("body", "present", "over"),
    [
        ("The bookings are missing. The reminders are not sent. It works now.", [], ["missing", "unsent"]),
        ("The bookings are missing. It works now. The reminders are not sent.", ["unsent"], ["missing"]),
        (
            "The bookings are missing and the reminders are not sent. The bookings are resolved.",
            ["unsent"],
            ["missing"],
        ),
        ("The bookings are missing. The letters are resolved.", ["missing"], []),
        ("The bookings are missing. It is not resolved.", ["missing"], []),
        ("The bookings are missing. We wait for it to be resolved", [], ["missing"]),
        ("The bookings are missing. Tell us if it is resolved.", ["missing"], []),
        ("It works now but the bookings are missing.", ["missing"], []),
        ("The bookings are missing, it works now", [], ["missing"]),
        # The complaint of its own sentence is the one that is over, and so it is where it was said before.
        ("The reminders are not sent. The bookings are missing, it works now", ["unsent"], ["missing"]),
        (
            "The bookings are missing. The reminders are not sent. The bookings are missing, it works now",
            ["unsent"],
            ["missing"],
        ),
        # Who closes the ticket has nothing left of it, unlike who says of one thing that it works.
        ("The reminders are not sent. The bookings are missing. Close this.", [], ["unsent", "missing"]),
        ("The reminders are not sent. The bookings are missing, close this.", [], ["unsent", "missing"]),
        ("Never mind the note that the bookings are missing.", [], ["missing"]),
        ("Never mind the note. The bookings are missing.", ["missing"], []),
        ("Never mind the note on the bookings. They are missing.", ["missing"], []),
        ("The bookings are missing. You did not close this.", ["missing"], []),
        # What another clause names is not what works.
        ("The bookings are missing. When the letters are sent, it works now.", [], ["missing"]),
        ("She fixed the missing bookings.", [], ["missing"]),
        ("She has not fixed the missing bookings.", ["missing"], []),  # still a trouble
        ("It is fixed. Missing bookings.", ["missing"], []),
        ("She fixed all of it for them and bookings are missing.", ["missing"], []),  # far after it
        ("The bookings are missing. They show again.", ["missing"], []),  # again, without saying what
        ("The bookings are missing. Bookings again.", ["missing"], []),  # nothing is asserted
        ("The bookings are missing. The bookings do not show again.", ["missing"], []),
        ("The bookings are missing. The bookings show again.", [], ["missing"]),
        ("The bookings show again. The bookings are missing.", ["missing"], []),
        ("Les rendez-vous sont absents. Les rendez-vous sont affichés de nouveau.", [], ["missing"]),
    ],
)
def test_what_is_over_and_what_is_not(body: str, present: list[str], over: list[str]) -> None:
    understood = understand(body)
    assert said(understood) == present
    assert past(understood) == over


def test_what_is_wrong_with_something_else_is_no_symptom() -> None:
    symptoms = {"it": [pattern("send- reminder")]}
    assert read(symptoms, "The invoice for the reminders is not sent") == []
    assert read(symptoms, "The invoice is here, the reminders are not sent") == ["it"]


def test_a_complaint_that_comes_again_is_not_over() -> None:
    symptoms = {"late": [pattern("send+ late reminder")]}
    assert read(symptoms, "The reminders were sent late again") == ["late"]
    assert read(symptoms, "The reminders were sent late. Now the reminders are sent again") == []


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        ("", "The invoice. An invoice, the invoice", "billing"),
        ("", "It is Monday.", ""),
        ("", "Zero invoice here.", "billing"),  # what is read aside is not denied
        ("Accuro", "We leave Oscar.", ""),
        ("", "We have Oscar. Accuro is here.", ""),
        ("", "We have Oscar. It does appear in Accuro.", "other-emr"),  # all is well there
        ("", "The bookings are missing. The invoice. The invoice.", ""),  # two points do not outweigh
        ("", "The bookings are missing. The invoice. The invoice. The invoice.", "billing"),
        ("", "The bookings are missing. The invoice, invoice, invoice, the invoice.", ""),  # one for each sentence
        ("Invoice", "The bookings are missing. The invoice.", "billing"),  # two for the subject line
        ("Invoice", "The bookings are missing.", ""),
        ("", "The bookings are missing. We have Oscar.", "other-emr"),  # a kind that one word tells
        ("", "The bookings are missing. We have Oscar in Accuro.", ""),
        # What another clause of a symptom's sentence says of the kind is said by the way.
        ("Invoice", "While we write of the invoice: the bookings are missing.", ""),
        ("Invoice", "The invoice for the bookings that are missing.", "billing"),  # the symptom is the invoice's
        # What is settled, and what a subject line says of that, only mentions the kind.
        ("", "The invoice is settled. The invoice is here.", "billing"),
        ("Invoice", "The invoice is settled. It is Monday.", ""),
        ("", "The charge is settled. It is Monday.", ""),
        # One sentence that is plainly about it says twice as much, one that surely is outweighs a symptom.
        ("", "The charge is high.", "billing"),
        ("", "The bookings are missing. The charge is high.", ""),
        ("", "The bookings are missing. The charge is high. The invoice is here.", "billing"),
        ("", "The bookings are missing. The charge, the charge, the charge.", ""),
        ("Charge", "The bookings are missing.", ""),  # but a subject line alone is not about it
        ("Refund", "The bookings are missing.", "billing"),
        ("Charge", "The letters are missing.", ""),
        ("", "The bookings are missing. We ask for a refund.", "billing"),
        ("", "We invoice the charge. It is for Oscar.", "billing"),  # words of a matter are read within others
        # A symptom in a sentence that is plainly about the kind is the kind's own.
        ("", "The charge is for bookings that are missing.", "billing"),
        ("", "The charge is for bookings that are missing. The reminders are not sent.", ""),
        ("", "An invoice for Oscar.", "other-emr"),
        ("", "An invoice. The invoice. The invoice. The invoice. It is for Oscar.", "billing"),
        # But what a verb of another sentence denies is a trouble beside it.
        ("", "The charge is for reminders. They are not sent.", ""),
        ("", "The charge is for reminders that are not sent.", "billing"),
        # What the body says plainly in passing alone, the subject line does not tell either.
        ("Charge", "The charge is settled. It is Monday.", ""),
        ("Charge", "The charge is settled. The charge is high.", "billing"),
        # In a sentence with what voids the kind, nothing speaks of it; right after what governs it, nothing does.
        ("", "We want no invoice, but letters.", ""),
        ("", "We want no refund. The invoice is here.", "billing"),
        ("", "Since the invoice it is Monday.", ""),
        ("", "Since the first invoice it is Monday.", ""),
        ("", "Since the first day the invoice is here.", "billing"),
        ("", "Depuis la facture, c'est lundi.", ""),
        # What was long ago does not speak against it.
        ("", "The bookings were missing last month. The charge is high.", "billing"),
        ("", "The bookings were missing last month. The charge is high. The reminders are not sent.", ""),
        # Where something of ours fails, a word or two are not enough.
        ("", "The invoice is here. The letters are missing.", ""),
        ("Invoice", "The letters are missing.", ""),
        ("Invoice", "The letters are missing. The invoice.", "billing"),
        ("", "The letters are missing. The charge is high.", "billing"),
        ("", "The charge for letters that are missing.", "billing"),
        ("", "The invoice is here. If the letters are missing.", "billing"),
        ("", "The invoice for the letters is missing.", "billing"),
        ("", "La facture est là. Les lettres sont absentes.", ""),
        ("", "We have Oscar. The letters are missing.", "other-emr"),
        # What is brought up by the way is the matter itself, where it is a symptom.
        ("Refund", "We ask for a refund. By the way, the bookings are missing.", ""),
        ("", "Un remboursement. En passant, c'est la facture.", "billing"),
        # Nor does a subject line alone where the body speaks of ours.
        ("Invoice", "The letters are here.", ""),
        ("Invoice", "It is Monday.", "billing"),
        ("Invoice", "The letters are here. The invoice.", "billing"),
        ("Charge", "The letters are here.", "billing"),
        ("Oscar", "The letters are here.", "other-emr"),
        # Nor a word that only says which thing of ours is meant.
        ("", "The invoice letters are here.", ""),
        ("", "The invoice and letters are here.", "billing"),
        ("", "The Oscar letters are here.", "other-emr"),
    ],
)
def test_the_subject_of_a_ticket_is_told_by_points(subject: str, body: str, kind: str) -> None:
    understood = understand(body, subject)
    assert understood.out_of_scope == kind
    if kind:
        assert said(understood) == past(understood) == []
        assert understood.facts == []
        assert understood.extent == "unknown"


@pytest.mark.parametrize(
    ("body", "present"),
    [
        ("The bookings of Oscar are missing. It is Accuro.", []),  # those of something else
        ("We had Oscar before, the bookings are missing. It is Accuro.", ["missing"]),
        ("The bookings of Oscar are missing in Accuro.", ["missing"]),
    ],
)
def test_a_clause_about_something_else_reports_nothing(body: str, present: list[str]) -> None:
    assert said(understand(body)) == present


@pytest.mark.parametrize(
    ("body", "extent"),
    [
        ("The bookings of every doctor are missing.", "all"),
        ("Les rendez-vous d'un médecin sont absents.", "one-provider"),
        ("Les rendez-vous de deux médecins sont absents.", "several"),
        ("Le rendez-vous d'une patiente est absent.", "one-patient"),
        ("Les rendez-vous sont absents sur mon écran.", "one-user"),
        ("Les rendez-vous sont absents pour tout le monde.", "all"),
        ("Les rendez-vous du deuxième bureau sont absents.", "one-office"),
        ("The bookings of some patients are missing.", "unknown"),  # of one doctor, or of all
        ("The bookings of two other doctors are missing.", "unknown"),  # than whom?
        ("The bookings of Dr. Roy are missing. The other two doctors are in the list.", "one-provider"),
        ("The bookings are missing, none of it for the 4 doctors.", "several"),
        ("Les rendez-vous sont absents pour tous les 4 médecins.", "all"),
        ("The bookings are missing for everybody else.", "unknown"),
        ("The bookings of Dr. Roy are missing. Everybody else is in the list.", "one-provider"),
        ("The bookings of some patients of Dr. Roy are missing.", "one-provider"),
        ("The bookings are missing, but it is not so with everybody of the other doctors.", "unknown"),
        ("The bookings are missing, Dr. Roy does appear.", "unknown"),  # who is fine is not meant
        ("The bookings of other doctors are shown. The bookings of Dr. Roy are missing.", "one-provider"),
        ("The bookings of a patient and of all the doctors are missing.", "all"),
        ("The bookings of doctors are missing.", "unknown"),  # whose are they: without a number they only modify
        ("The bookings are missing for the doctors.", "several"),
        ("The bookings of all our doctors are missing.", "all"),  # a filler between the number and its noun
        ("The bookings of all new doctors are missing.", "unknown"),
        ("The bookings of Dr. Roy are missing. We have Dr. Chen in the list, it is fine.", "one-provider"),
        ("The bookings of Dr. Roy are missing, it is for all doctors.", "one-provider"),  # who is named counts more
        ("The bookings of Dr. Roy and dr roy are missing.", "one-provider"),
        ("The bookings are missing. It is for everybody.", "all"),  # said in the sentence beside
        ("The bookings are missing. It is Monday. It is for everybody.", "unknown"),
        ("The bookings of Dr. Roy are missing. It is Monday. It affects everybody.", "all"),
        ("The booking of a patient is missing. It is Monday. It affects all the doctors.", "all"),
        ("Les rendez-vous sont absents. C'est lundi. Ça touche tout le monde.", "all"),
        ("The bookings of our Bay office are missing for everybody.", "one-office"),
        ("The bookings of the office in Hull are missing.", "one-office"),
        ("Les rendez-vous du bureau de Hull sont absents.", "one-office"),
        ("The bookings of Dr. Roy in the Bay office are missing.", "one-provider"),
        ("The bookings of our office are missing.", "unknown"),  # which has no name: the clinic itself
        ("Office bookings are missing.", "unknown"),
        ("Our office bookings are missing.", "unknown"),  # a capital that begins a sentence names nothing
        ("The bookings of all our offices are missing.", "all"),
        ("It is not broken. The bookings are missing.", "unknown"),
        ("The booking of a patient is missing. The patients are here.", "one-patient"),
        ("The booking of a patient is missing for patients.", "unknown"),
        ("For example the booking of a patient is missing.", "unknown"),
        ("For example the booking of Dr. Roy is missing.", "one-provider"),
    ],
)
def test_whom_it_is_about(body: str, extent: str) -> None:
    assert understand(body).extent == extent


@pytest.mark.parametrize(
    ("body", "extent"),
    [
        ("The booking of a patient is missing. The reminders of Dr. Roy don't go out.", "one-provider"),
        ("The bookings of Dr. Roy are missing. The reminders don't go out for everybody.", "all"),
        ("The booking of a patient is missing. It is Monday. The reminders don't go out on my screen.", "unknown"),
        ("The bookings of Dr. Roy are missing. The reminders of Dr. Chen don't go out.", "several"),
        ("The booking of a patient is missing. It is Monday. The reminders don't go out.", "one-patient"),
    ],
)
def test_of_symptoms_with_different_extents_the_one_that_holds_the_other_counts_or_none(body: str, extent: str) -> None:
    assert understand(body).extent == extent


def test_whom_it_is_about_is_told_of_what_is_present_where_anything_is() -> None:
    understood = understand(
        "The reminders of a patient didn't go out. It works now. The bookings of Dr. Roy are missing."
    )
    assert understood.extent == "one-provider"


def test_whom_it_was_about_is_told_of_what_is_over_too() -> None:
    understood = understand("The bookings of Dr. Roy are missing. It works now.")
    assert said(understood) == []
    assert understood.extent == "one-provider"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Dr. Roy and Dr. Chen", ("Roy", "Chen")),
        ("Dr. Roy is new. Dr. Roy is here", ("Roy",)),
        ("dre Anne-Sophie Roy", ("Anne-Sophie Roy",)),
        ("Dr. Anne Marie Sophie Roy", ("Anne Marie Sophie",)),  # three words at most
        ("Dr. O'Neil", ("O'Neil",)),
        ("Dr. roy", ()),
        ("DR. ROY", ()),  # in capitals nothing is told from other words
        ("Dr. A. Roy", ("A",)),
        ("The doctor is new", ()),
        ("Dr.", ()),
        ("Dr. Roy, Chen", ("Roy",)),
    ],
)
def test_providers_are_named_after_their_title(body: str, names: tuple[str, ...]) -> None:
    assert understand(body).providers == names


def test_offices_are_named_after_their_word() -> None:
    assert understand("The second office Riverside is new").offices == ("Riverside",)
    assert understand("The second office is new").offices == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Dr. Tremblay is new. It is Monday, Tremblay is missing.", ["provider"]),
        ("Tremblay is missing. It is Dr. Tremblay.", ["provider"]),  # before as well as after
        ("Dr. Anne Tremblay is new. Tremblay is missing.", ["provider"]),
        ("Dr. Tremblay is new. It is Monday, tremblay is missing.", []),
        ("It is Monday, Tremblay is missing.", []),
        ("Dr. Tremblay is new. Gagnon is missing.", []),
        ("Dr. Wu is new. Wu is missing.", []),  # too short to be known again
        ("Dr. Tremblay is new. The Tremblay letters are missing.", []),
    ],
)
def test_a_provider_is_known_again_by_the_name_alone(body: str, expected: list[str]) -> None:
    reader = recogniser({"provider": [pattern("show- provider^", scope=Scope.CLAUSE)]})
    assert said(reader.understand(body, 0)) == expected


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Dr. Oscar is here.", ""),
        ("Dre Anne Invoice est là.", ""),
        ("The doctor has Oscar.", "other-emr"),
        ("dr oscar is here.", "other-emr"),
    ],
)
def test_the_name_after_a_title_speaks_of_nothing_else(body: str, kind: str) -> None:
    assert understand(body).out_of_scope == kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Our office runs Abacus. The bookings are missing.", "other-emr"),
        ("On utilise Abacus Plus et les rendez-vous sont absents.", "other-emr"),
        ("The bookings are missing. We use Abacus", "other-emr"),  # the last word of a text
        ("We use Abacus. The bookings are missing in Accuro.", ""),
        ("We use it. The bookings are missing.", ""),
        ("We use Atlantic time. The bookings are missing.", ""),  # the name of something else
        ("We use Reminders. The bookings are missing.", ""),  # a word that is known
        ("We use. Abacus: the bookings are missing.", ""),
    ],
)
def test_what_a_clinic_runs_is_a_system_though_no_list_has_it(body: str, kind: str) -> None:
    assert understand(body).out_of_scope == kind


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("Our site is 4821.", "4821"),
        ("site 123", "123"),
        ("site 12", ""),
        ("site 123456", "123456"),
        ("site 1234567", ""),
        ("site no 12 or 4821", "4821"),
        ("site a b c 4821", "4821"),
        ("site a b c d 4821", ""),
        ("site abc. Our site is 4821 and 9999", "4821"),
        ("4821 site", ""),
        ("site ①②③", ""),
    ],
)
def test_the_number_of_the_site_stands_after_its_word(body: str, number: str) -> None:
    assert understand(body).site_number == number


def test_facts_are_told_where_a_symptom_is_and_where_none_is() -> None:
    stated: list[tuple[str, bool | int | str, Pattern]] = [
        ("one", True, pattern("send+ reminder")),
        ("two", "x", pattern("show- letter")),
    ]
    reader = recogniser(SYMPTOMS, stated=stated)

    def facts(body: str) -> list[tuple[str, object]]:
        return [match.says for match in reader.understand(body, 0).facts]

    assert facts("The bookings are missing. The reminders are sent. The letters are missing.") == [
        ("one", True),
        ("two", "x"),
    ]
    assert facts("The reminders are sent.") == [("one", True)]
    assert facts("If the reminders are sent.") == []
    # What was seen before all was put right is no longer so; where something is left, it may be.
    assert facts("The bookings are missing. The reminders are sent. It works now.") == []
    assert facts("The reminders are sent. It works now. The bookings are missing.") == [("one", True)]
