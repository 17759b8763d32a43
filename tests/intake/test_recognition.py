"""Recognition by a small vocabulary: words, sentences, what is denied, supposed or over, and patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oceandx.intake.words import fold, words_of
from oceandx.model.recognition import Scope
from oceandx.model.vocabulary import Language
from recognition import pattern, read, recogniser, said

MISSING = {"missing": [pattern("show- booking")]}
UNSENT = {"unsent": [pattern("send- reminder")]}


@pytest.mark.parametrize(
    "text",
    [
        "The bookings are missing.",
        "The bookings are not appearing.",  # a stem
        "The bookings don't appear",
        "The boookings do not appear",  # a letter too many
        "The boknigs are missing",  # no: two slips are another word
        "Les rendez-vous ne s'affichent pas.",
        "Les rendez vous sont absents.",
        "Aucun rendez-vous ne s'affiche",
        "LES RENDEZ-VOUS NE S'AFFICHENT PAS",
        "No sign of the bookings.",
        "There isn't the day sheet. The bookings are missing.",
        "Le day sheet est là mais the bookings are missing.",
    ],
)
def test_the_same_complaint_in_many_forms(text: str) -> None:
    assert read(MISSING, text) == ([] if "boknigs" in text else ["missing"])


@pytest.mark.parametrize(
    "text",
    [
        "The bookings show.",
        "Nothing is wrong: the bookings aren't missing.",
        "The bookings are not only showing, they are fine.",
        "The patient missed her booking.",
        "If the bookings are missing, we call you.",
        "The bookings are fine, but the letters are missing.",
        "The remainder of the bookings show.",
        "Les rendez-vous ne sont pas absents.",
        "",
    ],
)
def test_what_is_no_complaint(text: str) -> None:
    assert read(MISSING, text) == []


def test_a_negator_reaches_nine_words_and_not_into_the_next_clause() -> None:
    near, far = "a b c d e f g h", "a b c d e f g h i j k"
    assert read(UNSENT, f"We are not {near} to send the reminder") == ["unsent"]
    assert read(UNSENT, f"We are not {far} to send the reminder") == []
    assert read(UNSENT, "It is not here but they send the reminder") == []


def test_french_denies_the_predicate_before_pas() -> None:
    assert read(UNSENT, "les rappels fonctionne pas") == []
    assert read({"broken": [pattern("work- reminder")]}, "les rappels fonctionne pas") == ["broken"]
    assert read({"broken": [pattern("work- reminder")]}, "les rappels fonctionne plus") == ["broken"]


def test_a_thing_is_denied_by_what_stands_before_it_and_those_beside_it() -> None:
    none = {"none": [pattern("reminder-")]}
    assert read(none, "There are no reminders since Monday") == ["none"]
    assert read(none, "Il y a pas de rappels") == ["none"]
    assert read(none, "There are no letters for the reminders") == []
    assert read({"none": [pattern("letter-")]}, "There are no reminder letters") == ["none"]


def test_words_of_the_other_language_are_understood_when_they_are_long_enough() -> None:
    late = {"late": [pattern("late reminder")]}
    assert read(late, "Les rappels sont envoyés late le matin") == []
    assert read({"gone": [pattern("reminder log")]}, "Le journal dit envoyé for the reminder") == ["gone"]


def test_la_and_la_with_its_accent_are_two_words() -> None:
    assert words_of("Là, la, OÙ ou").forms == ["là", ",", "la", ",", "où", "ou"]
    assert read(MISSING, "Le rendez-vous n'est pas là") == ["missing"]
    assert read(MISSING, "Le rendez-vous n'est pas la veille") == []


def test_a_letter_that_is_two_in_lower_case_moves_no_place() -> None:
    text = "İİ the bookings"
    words = words_of(text)
    assert words.forms == ["ii", "the", "bookings"]
    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)] == ["İİ", "the", "bookings"]
    assert fold("Éà") == "ea"


@given(st.text(st.sampled_from("aÀ\u0130\u03a3\u03c3é.' :0\u0307\0"), max_size=12))
def test_each_word_is_folded_as_it_is_by_itself_and_keeps_its_length(text: str) -> None:
    words = words_of(text)
    own = [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]
    assert words.forms == list(map(fold, own))
    assert len(fold(text)) == len(text)


def test_sentences_end_at_marks_and_lines_but_not_at_abbreviations_or_wrapped_lines() -> None:
    one = {"one": [pattern("show- booking", scope=Scope.SENTENCE)]}
    assert read(one, "The bookings of Dr. Roy are missing.") == ["one"]
    assert read(one, "The bookings of Friday. They are missing.") == []
    assert read(one, "The bookings of Friday\nThey are missing") == []
    wrapped = "The bookings that we made for the whole of the next week\nare missing"
    assert read(one, wrapped) == ["one"]
    assert read(one, wrapped.replace("\nare", "\nThey are")) == []
    assert read(one, "The bookings of www.clinic.example are missing") == ["one"]


def test_the_head_of_a_group_is_told_from_what_belongs_to_it() -> None:
    provider = {"provider": [pattern("show- provider^")]}
    assert read(provider, "The provider is missing") == ["provider"]
    assert read(provider, "The provider's bookings are missing") == []
    assert read(provider, "Dr. Roy's bookings are missing") == []
    assert read(provider, "The bookings of the provider are missing") == []
    assert read(provider, "The provider letters are missing") == []
    assert read({"head": [pattern("provider^ booking")]}, "The provider's bookings") == []


def test_an_order_may_be_asked_for() -> None:
    assert read({"after": [pattern("show- booking>")]}, "We don't see the booking") == ["after"]
    assert read({"after": [pattern("show- booking>")]}, "The booking is missing") == []
    assert read({"before": [pattern("show- booking<")]}, "The booking is missing") == ["before"]


def test_a_thing_is_carried_over_from_the_sentence_before_and_from_the_subject_line() -> None:
    assert read(UNSENT, "This is about reminders. They don't go out.") == ["unsent"]
    assert read(UNSENT, "They don't go out.", subject="Reminders") == ["unsent"]
    assert read(UNSENT, "Reminders are here. It is Monday. They don't go out.") == []
    assert read(UNSENT, "They don't go out. It is about reminders.") == []
    assert read(UNSENT, "This is about reminders. The letters don't go out.") == []


@pytest.mark.parametrize(
    ("scope", "same_clause", "same_sentence", "before", "anywhere"),
    [
        (Scope.CLAUSE, True, False, False, False),
        (Scope.SENTENCE, True, True, False, False),
        (Scope.NEARBY, True, True, True, False),
        (Scope.TICKET, True, True, True, True),
    ],
)
def test_how_far_a_pattern_reaches(
    scope: Scope, same_clause: bool, same_sentence: bool, before: bool, anywhere: bool
) -> None:
    symptoms = {"unsent": [pattern("send- late", scope=scope)]}
    assert read(symptoms, "They don't go out late") == (["unsent"] if same_clause else [])
    assert read(symptoms, "It is late, they don't go out") == (["unsent"] if same_sentence else [])
    assert read(symptoms, "It is late. They don't go out") == (["unsent"] if before else [])
    assert read(symptoms, "They don't go out. It is Monday. It is late.") == (["unsent"] if anywhere else [])


def test_one_literal_may_stand_anywhere() -> None:
    assert read({"gone": [pattern("send- log*")]}, "They don't go out. It is Monday. The log says sent.") == ["gone"]


def test_words_far_apart_in_one_sentence_say_less() -> None:
    many = " ".join(["word"] * 40)
    assert read(UNSENT, f"The reminder {many} they don't go out") == ["unsent"]
    symptoms = recogniser(UNSENT).understand(f"The reminder {many} they don't go out", 0).symptoms
    assert symptoms[0].nearness == 0.8


def test_what_speaks_against_a_pattern() -> None:
    symptoms = {"unsent": [pattern("send- reminder", "text")]}
    assert read(symptoms, "The text message reminders don't go out") == []
    assert read(symptoms, "It is no text message. The reminders don't go out") == ["unsent"]
    clause = {"unsent": [pattern("send- reminder", "text", Scope.CLAUSE)]}
    assert read(clause, "The text message is here, the reminders don't go out") == ["unsent"]
    everywhere = {"unsent": [pattern("send- reminder", "text*")]}
    assert read(everywhere, "It is a text message. It is Monday. The reminders don't go out") == []


def test_of_two_patterns_on_the_same_words_the_one_that_explains_more_stands() -> None:
    symptoms = {"plain": [pattern("send- reminder")], "text": [pattern("send- reminder text")]}
    assert read(symptoms, "The text message reminders don't go out") == ["text"]
    assert read(symptoms, "The reminders don't go out") == ["plain"]


def test_two_things_side_by_side_keep_both_symptoms() -> None:
    symptoms = {"provider": [pattern("show- provider^")], "bookings": [pattern("show- booking")]}
    assert read(symptoms, "The provider and the bookings are missing") == ["provider", "bookings"]


def test_one_symptom_may_stand_in_place_of_another_on_the_same_thing() -> None:
    symptoms = {"unsent": [pattern("send- reminder")], "lost": [pattern("log reminder")]}
    text = "The log says sent for the reminder. The reminders don't go out."
    assert read(symptoms, text) == ["lost", "unsent"]
    reader = recogniser(symptoms, instead_of={"lost": ("unsent",)})
    assert said(reader.understand(text, 0)) == ["lost"]
    apart = "The log says sent for the reminder. The letters don't go out."
    assert said(recogniser({"unsent": [pattern("send- letter")], "lost": [pattern("log reminder")]},
                           instead_of={"lost": ("unsent",)}).understand(apart, 0)) == ["lost", "unsent"]  # fmt: skip


def test_a_vague_complaint_yields_to_a_precise_one() -> None:
    symptoms = {
        "vague": [pattern("complaint reminder", scope=Scope.CLAUSE, weak=True)],
        "unsent": [pattern("send- reminder")],
        "missing": [pattern("show- booking")],
    }
    assert read(symptoms, "There is a problem with the reminders") == ["vague"]
    assert read(symptoms, "There is a problem with the reminders. The reminders don't go out.") == ["unsent"]
    assert read(symptoms, "The bookings are missing. There is a problem with the reminders.") == ["missing", "vague"]
    assert read(symptoms, "It is not a problem with the reminders") == []


@pytest.mark.parametrize(
    ("text", "present", "past", "over"),
    [
        ("The bookings are missing. It works now.", [], ["missing"], True),
        ("The bookings are missing. It is not resolved.", ["missing"], [], False),
        ("If it is resolved, tell us. The bookings are missing.", ["missing"], [], False),
        ("It is resolved. But the bookings are missing.", ["missing"], [], True),
        ("The bookings are missing. The reminders go out again.", ["missing"], [], False),
        ("The bookings are missing. The bookings show again.", [], ["missing"], False),
        ("Les rendez-vous sont absents. C'est réglé.", [], ["missing"], True),
    ],
)
def test_what_is_over(text: str, present: list[str], past: list[str], over: bool) -> None:
    understood = recogniser(MISSING).understand(text, 0)
    assert said(understood) == present
    assert list(dict.fromkeys(match.says for match in understood.past)) == past
    assert understood.over is over


@pytest.mark.parametrize(
    ("subject", "body", "kind", "symptoms"),
    [
        ("", "Where is our invoice?", "billing", []),
        ("", "The bookings are missing. We paid the invoice.", "", ["missing"]),
        ("Invoice", "The bookings are missing. Send the invoice.", "billing", []),
        ("", "The bookings are missing in Oscar.", "other-emr", []),
        ("", "We came from Oscar to Accuro. The bookings are missing.", "", ["missing"]),
        ("Invoice of Oscar", "Hello", "other-emr", []),
    ],
)
def test_tickets_about_something_else_have_no_symptom(subject: str, body: str, kind: str, symptoms: list[str]) -> None:
    understood = recogniser(MISSING).understand(f"{subject}\n\n{body}", len(subject) + 2)
    assert understood.out_of_scope == kind
    assert said(understood) == symptoms


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("The bookings of Dr. Roy are missing.", "one-provider"),
        ("The bookings of Dr. Roy and Dr. Chen are missing.", "several"),
        ("The bookings of two doctors are missing.", "several"),
        ("The bookings of all doctors are missing.", "all"),
        ("The bookings are missing for everybody.", "all"),
        ("The booking of a patient is missing.", "one-patient"),
        ("The booking of a patient is missing. Same for others.", "unknown"),
        ("The bookings are missing on my screen.", "one-user"),
        ("The bookings of the second office are missing.", "one-office"),
        ("The bookings are missing.", "unknown"),
        ("The bookings are missing. For example a patient is here.", "unknown"),
        ("A doctor is new. The bookings are missing.", "one-provider"),
        ("Dr. Roy and Dr. Chen are here. The bookings are missing.", "unknown"),
        ("Les rendez-vous de tous les médecins sont absents.", "all"),
        ("It is Monday.", "unknown"),
    ],
)
def test_whom_the_complaint_is_about(text: str, extent: str) -> None:
    assert recogniser(MISSING).understand(text, 0).extent == extent


def test_named_patients_count() -> None:
    reader = recogniser(MISSING)
    text = "The bookings of patient  and patient  are missing."
    assert reader.understand(text, 0, named={16: "A", 29: "B"}).extent == "unknown"
    assert reader.understand(text, 0, named={16: "A", 29: "A"}).extent == "one-patient"


def test_one_patient_and_a_witness_may_be_named_in_two_clauses_but_not_three_patients() -> None:
    reader = recogniser(MISSING)
    text = "The booking of patient  is missing because patient  is here because patient  is here."
    places = [text.index("patient ", start) for start in (0, 30, 60)]
    assert reader.understand(text, 0, named=dict(zip(places, "ABA", strict=True))).extent == "one-patient"
    assert reader.understand(text, 0, named=dict(zip(places, "ABC", strict=True))).extent == "unknown"


def test_a_symptom_may_be_about_one_user_by_its_nature() -> None:
    reader = recogniser(MISSING, usual={"missing": "one-user"})
    assert reader.understand("The bookings are missing", 0).extent == "one-user"
    assert reader.understand("The bookings of all doctors are missing", 0).extent == "all"


def test_a_symptom_that_is_about_one_patient_by_its_nature_is_not_where_two_are_named() -> None:
    reader = recogniser(MISSING, usual={"missing": "one-patient"})
    text = "It is about patient  and patient . The booking is missing."
    assert reader.understand(text, 0, named={12: "A", 25: "A"}).extent == "one-patient"
    assert reader.understand(text, 0, named={12: "A", 25: "B"}).extent == "unknown"
    of_users = recogniser(MISSING, usual={"missing": "one-user"})
    assert of_users.understand(text, 0, named={12: "A", 25: "B"}).extent == "one-user"


def test_facts_stated_outright() -> None:
    reader = recogniser(MISSING, stated=[("booking.seen", True, pattern("show+ booking"))])
    assert [match.says for match in reader.understand("The bookings show", 0).facts] == [("booking.seen", True)]
    assert reader.understand("The bookings show. It is resolved.", 0).facts == []
    assert reader.understand("The bookings show. Where is the invoice?", 0).facts == []


def test_names_of_providers_and_the_site_number() -> None:
    understood = recogniser(MISSING).understand("Dr. Marie-Soleil Roy and DR CHEN, site no 4821 or 12", 0)
    assert understood.providers == ("Marie-Soleil Roy",)
    assert understood.site_number == "4821"
    assert recogniser(MISSING).understand("our site is new", 0).site_number == ""


def test_near_misses_name_what_was_missing_or_in_the_way() -> None:
    reader = recogniser({"unsent": [pattern("send- reminder", "text")]})
    (miss,) = reader.understand("They don't go out", 0, explain=True).misses
    assert miss.missing is not None
    assert miss.missing.choices[0].concept == "reminder"
    (miss,) = reader.understand("The text message reminders don't go out", 0, explain=True).misses
    assert miss.forbidden is not None
    assert miss.forbidden.choices[0].concept == "text"
    assert reader.understand("They don't go out", 0).misses == []


def test_what_was_half_said_is_what_to_ask_about() -> None:
    reader = recogniser({"unsent": [pattern("send- reminder late")], "missing": [pattern("show- booking")]})
    assert reader.understand("The reminders don't go out", 0).nearest == ["unsent"]
    assert reader.understand("They don't go out", 0).nearest == []


def test_the_language_of_a_text_is_that_of_its_function_words() -> None:
    reader = recogniser(MISSING)
    assert reader.understand("the bookings and the letters", 0).language is Language.EN
    assert reader.understand("les rendez-vous et la lettre", 0).language is Language.FR


_PIECES = (
    *("The bookings ", "don't ", "show ", "not ", "reminders ", ". ", ", ", "but ", "Dr. Roy ", "\n", "if "),
    *("again ", "problem "),
)


@given(st.text(max_size=200) | st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_any_text_is_understood_alike_twice_and_its_words_lie_within(text: str) -> None:
    reader = recogniser({"missing": [pattern("show- booking")], "unsent": [pattern("send- reminder")]})
    first, second = reader.understand(text, 0), reader.understand(text, 0)
    assert said(first) == said(second)
    for match in first.symptoms:
        for mention in match.mentions:
            assert 0 <= first.words.starts[mention.first] < first.words.ends[mention.after - 1] <= len(text)


@pytest.mark.parametrize(
    ("usual", "text", "extent"),
    [
        ("one-patient", "The booking is missing", "unknown"),
        ("one-patient", "The booking of a patient with Dr. Roy is missing", "one-patient"),
        ("one-patient", "The bookings of all patients are missing", "all"),
        ("one-provider", "The bookings are missing. Dr. Roy is here.", "one-provider"),
        ("one-provider", "The bookings of doctors are missing", "unknown"),
        ("unknown", "The bookings are missing for all patients", "all"),
        ("one-user", "The bookings of our Bay office are missing", "one-user"),
        ("unknown", "The bookings of Dr. Roy are missing", "one-provider"),
    ],
)
def test_the_nature_of_a_symptom_tells_whom_it_is_about_where_somebody_is_named(
    usual: str, text: str, extent: str
) -> None:
    assert recogniser(MISSING, usual={"missing": usual}).understand(text, 0).extent == extent


@pytest.mark.parametrize(
    "text",
    [
        "There are no bookings which show.",
        "There are zero bookings which show.",
        "Il y a pas de rendez-vous qui affiche.",
        "On voit pas de rendez-vous.",
    ],
)
def test_what_is_not_there_does_nothing(text: str) -> None:
    assert read(MISSING, text) == ["missing"]


@pytest.mark.parametrize(
    "text",
    [
        "The bookings. There is no doctor which I can see.",
        "There are bookings which show.",
        "Les rendez-vous affiche ici avec pas de lettre.",
    ],
)
def test_another_subject_does_what_it_does(text: str) -> None:
    assert read(MISSING, text) == []


def test_not_one_of_them_is_all() -> None:
    assert recogniser(MISSING).understand("The bookings are missing for not one doctor", 0).extent == "all"
    assert recogniser(MISSING).understand("The bookings are missing for one doctor", 0).extent == "one-provider"


def test_what_all_do_but_one_is_denied_of_the_one() -> None:
    assert read(MISSING, "The bookings show for everybody except Dr. Roy.") == ["missing"]
    assert read(MISSING, "Les rendez-vous affiche sauf ceux du dr Roy.") == ["missing"]
    assert read(MISSING, "The bookings don't show except for Dr. Roy.") == ["missing"]
    assert read(MISSING, "The bookings show, except when Dr. Roy is here.") == []
    in_clause = {"missing": [pattern("show- booking", scope=Scope.CLAUSE)]}
    assert read(in_clause, "They show except the bookings.") == ["missing"]
    assert read(in_clause, "They don't show except the bookings.") == []
