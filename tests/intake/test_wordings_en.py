"""The indirect words in which English-speaking clinics say what they see, read with the real knowledge base."""

from __future__ import annotations

import pytest

from intake.wordings import codes


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("S24", "When the new locum opens Ocean from a chart it asks who she is, as if it had never met her."),
        ("S29", "The attachment options are all greyed out when we write to a patient, for every one of us."),
        ("S02", "The whole second floor office is blank on the day sheet."),
        ("S06 S34", "Nothing syncs since Sunday, and patients at the kiosk are not marked as arrived."),
        (
            "S01",
            (
                "Our newest psychiatrist started Monday and when I bring up the list of folks in Ocean her name "
                "just isn't among the doctors down the side."
            ),
        ),
        ("S01", "Hired a new nurse practitioner. Accuro knows her, Ocean acts like she doesn't exist."),
        (
            "S01",
            "Why would one of our four doctors not come up at all under Patients in Ocean? The other three are there.",
        ),
        ("S02", "I've got 22 booked in Accuro for Friday and Ocean only lists 15."),
        ("S02", "Anything we book as a phone call doesn't land on Ocean's list for the day, the office visits do."),
        (
            "S02",
            "New bookings for our second location don't come up on the sheet in Ocean, only the main office ones do.",
        ),
        (
            "S03",
            "None of Dr. Pham's people are hearing from the system before they come in. The other docs' patients are.",
        ),
        (
            "S03",
            (
                "Clients of our physio are coming in saying no one told them about today, they used to get an "
                "automatic note by e-mail."
            ),
        ),
        ("S03", "Ever since she came back from mat leave, Dr. Oduya's patients get no advance notice in their email."),
        ("S04", "My patients got the e-mail fine but there's no way for them to let us know they'll be there."),
        ("S04", "She opened the notice, tapped on the link to accept and it came back with an error."),
        ("S04", "There is supposed to be a spot to tap to accept the appointment, patients don't see any."),
        ("S05", "I right click the lab report in Accuro and pick the one for Ocean and nothing happens."),
        ("S05", "For my colleague the option to send the document over to Ocean isn't there, mine has it."),
        ("S05", "The option to stash a report for Ocean is greyed for our locum."),
        ("S06", "It's as if somebody cut the wire between Accuro and Ocean, no doctor's bookings come in."),
        ("S06", "Ocean hasn't moved since 4 pm yesterday, for any of the doctors."),
        ("S06", "We cancel, we move, we add people in Accuro and Ocean doesn't budge."),
        ("S07", "Ocean claims it mailed Mrs. Kang on the 3rd. She has nothing, she looked everywhere."),
        ("S07", "According to your record the e-mail left at 6 am. The lady got squat."),
        (
            "S07",
            (
                "The log has a line for Mr. Petrov with Sent next to it, but he insists there was never "
                "anything in his mailbox, junk included."
            ),
        ),
        ("S08", "Why does the log say Aborted beside her name?"),
        ("S08", 'status "aborted" on 6 reminders this morning'),
        ("S08", 'In the history of reminders I see "Aborted" on Mrs. Doyle\'s line. She missed her visit.'),
        ("S09", "My mom says her phone never goes off before her visits any more. She's signed up for SMS."),
        ("S09", "No ping on her mobile for the last two visits though her number is right."),
        ("S09", "Mr. Okafor only has a flip phone and he isn't getting the little text the day before any more."),
        ("S10", "When we have a big clinic the e-mails crawl out, some after people have already been and gone."),
        ("S10", "When the schedule is stuffed the notices show up hours after they should."),
        (
            "S10",
            (
                "Small days it runs like a Swiss watch, but on our 150-patient Thursdays the last ones on the "
                "list get theirs at night or never."
            ),
        ),
        ("S11", "He is being hounded by your system, four notices for one blood test."),
        ("S11", "I've confirmed, she says, so why does your thing keep bugging me every single day?"),
        ("S11", "patient receive 6 time same reminder"),
        ("S12", "A Francophone lady got her notice in English even though we have French on her chart."),
        ("S12", "Our Acadian patients are all being written to in English."),
        ("S12", "The nudge my dad got was in the wrong language."),
        ("S13", "The system e-mailed everybody but none of the bookings have the RS on them in Accuro."),
        ("S13", "We used to see a small flag on the visit once Ocean had nudged the patient, it no longer comes up."),
        ("S13", "Reminders are going, people tell us they got them, but on our schedule nothing shows that they did."),
        ("S14", "Three people told me they accepted online but in Accuro they are still pending."),
        ("S14", "He hit yes in the e-mail and our schedule still has him as not confirmed."),
        ("S14", "The lady swears she pressed the confirm button. Accuro hasn't got a clue."),
        ("S15", "When she tries to accept, the page tells her to phone us."),
        ("S15", "They click yes and it says please contact your clinic."),
        ("S15", "Instead of taking his yes it told him to ring the office."),
        ("S16", "She wanted to cancel but there was only a yes button."),
        ("S16", "Her dad tried to call off the visit through the e-mail, there was no choice for that."),
        ("S16", "Patients have no way to back out of an appointment from the e-mail."),
        ("S17", "My mother failed the quiz about who she is and can't get back in to read your message."),
        ("S17", "She put in her birthday a few times and now it won't let her try any more."),
        ("S17", "He mistyped his health card number and is shut out of the message we sent."),
        ("S18", "Looked him up by health card and by name in Ocean so I could write to him, nada."),
        (
            "S18",
            (
                "I'd like to send a form to Mr. Dube, but he's not coming up when I look in Ocean, spelled "
                "every which way."
            ),
        ),
        (
            "S18",
            (
                "I try to write to Mrs. Horvath in Ocean but she doesn't come up when I type her name. She has "
                "a chart in Accuro."
            ),
        ),
        ("S19", "A patient I'd messaged last week has dropped off the Ocean list."),
        ("S19", "Two people that were on our Ocean screen last week have evaporated."),
        ("S19", "Mr. Baptiste was on our Patients page on Friday and today he's gone."),
        ("S20", "I read only strange codes in place of names in the patients list."),
        ("S20", "All I see in Ocean is padlocks where the names should be."),
        ("S20", "On the new laptop the patient list is gibberish."),
        ("S21", "No one here has the encryption key, the manager who set it up is gone."),
        ("S21", "Ocean is asking for the shared key on the new PC and none of us knows what it is."),
        ("S21", "We can't find the paper with our key on it."),
        ("S22", "IT swapped the shared key on Monday. Ever since, opening Ocean from the chart fails."),
        ("S22", "Since we put in a new encryption key, the link in Accuro to Ocean gives an error."),
        ("S22", "We reset our key last week and now the kiosk is down."),
        ("S23", "The thing we click in the chart to jump over to Ocean has disappeared."),
        ("S23", "In Accuro, right click, no Ocean there any more."),
        ("S23", "The Ocean item is gone from the menu in Accuro."),
        ("S24", "I jump from Accuro to Ocean and am shown as nobody, it wants me to link again."),
        ("S24", "From Accuro it opens but as if I weren't a user, no name, nothing."),
        ("S24", "Opens Ocean but asks to link the account, every day."),
        ("S25", "It says existing EMR user account linkage detected."),
        ("S25", "I tried to link my account and it tells me my Accuro user is already attached to someone else."),
        ("S25", "Linking fails: it says that login is taken by another Ocean account."),
        ("S26", "I can't get into Cloud Connect, it says I'm not authorised."),
        ("S26", "The connection site won't let me in even though the portal does."),
        ("S26", "Our new manager gets kicked out of Cloud Connect."),
        ("S27", "The questionnaire she did on her phone is not in her Accuro file."),
        ("S27", "He filled in the history on the tablet and I see no trace of it in Accuro."),
        ("S27", "We get the forms in Ocean but they never end up in the chart."),
        ("S28", "The mom sent a photo of the rash and it isn't in the chart."),
        ("S28", "The picture she attached never made it into the chart."),
        ("S28", "A dad e-mailed back with pics of the burn through Ocean. Can't find them in Accuro."),
        ("S29", "In the settings the box that lets patients add files can't be ticked."),
        ("S29", "The paperclip is greyed out in the portal."),
        ("S29", "I can't turn on the options for attachments in Ocean, they're grey."),
        ("S30", "E-referrals come into Accuro with nobody's name on them."),
        ("S30", "The referral doc says Unassigned where the doctor should be."),
        ("S30", "Incoming referrals don't go to any doctor's inbox, they show as unassigned."),
        ("S31", "Can't put the CT report on the referral, Ocean says the file is too big."),
        ("S31", "I tried adding a letter to my eConsult and it threw an error."),
        ("S31", "It won't swallow the PDF I want to send with the e-referral."),
        ("S32", "The drop-down for whose calendar to use doesn't have Dr. Mehta in it."),
        ("S32", "I'm setting up online booking and Dr. Wong's calendar isn't in the list."),
        ("S32", "When I create the booking page I can't choose our nurse's schedule."),
        ("S33", "The site says there's nothing left for Dr. Boyd but she has plenty of holes."),
        ("S33", "A woman booked herself at 7 am through the web and we don't open until 9."),
        ("S33", "Online booking gives people times when the doctor's away."),
        ("S34", "The machine in the lobby sends everyone to the desk."),
        ("S34", "People sign in on the iPad and the doctor has no idea that they're here."),
        ("S34", "The check-in tablet tells people they have no appointment."),
        ("S35", "I can't send a message to my patients, it says I'm not licensed."),
        ("S35", "Our new nurse isn't able to write to patients, the rest of us can."),
        ("S35", "The send button does nothing for me."),
        ("S36", "Patients' messages sit in Ocean for days because nothing tells us they have come."),
        ("S36", "A patient answered my message four days ago and nobody told me, I only saw it by accident."),
        ("S36", "I used to get an email when someone filled in a form, I don't any more."),
        ("S38", "Gmail is tossing our e-mails in with the trash."),
        ("S38", "The reminders of the clinic go in the unwanted mails of the patients."),
        ("S38", "Our reminders end up in people's junk."),
        ("S39", "We signed up in the spring and are still not connected. Who is supposed to do what?"),
        ("S39", "Sent the forms back to QHR a month ago and haven't heard a thing."),
        ("S39", "We signed the agreement in March. QHR hasn't sent the email to activate."),
        ("S40", "QHR's window opens with last year's API name already in it and just a button to approve."),
        ("S40", "When I re-authorize Accuro it doesn't ask me to log in, it goes right to Approve with the old user."),
        ("S40", "I want to put in our new OceanAPI login but the page never asks for it."),
    ],
)
def test_what_is_said_in_other_words_is_its_symptom(code: str, text: str) -> None:
    assert codes(text) == code.split()


@pytest.mark.parametrize(
    "text",
    [
        "Just to say the reminders are all going out again, thank you!",
        "Can we change the wording of our reminder? We'd like to add the parking info.",
        "Is there a way to see who confirmed in a report? Not urgent.",
        "Please quote us for 3 more licences for messaging.",
        "We will be moving on Dec 1, new address below. Please update our account.",
        "How do I set up online booking for a new doctor? Nothing's wrong, just want to learn.",
        "Our phones are down today, please e-mail us instead.",
        "I got your invoice twice, can you check?",
        "Could the kiosk show a map of the clinic?",
        "My Accuro is slow today, the schedule takes ages. Not Ocean.",
        "Patient Mrs. Kim missed her appointment because of snow. Can her no-show be removed?",
    ],
)
def test_what_only_sounds_alike_is_no_symptom(text: str) -> None:
    assert codes(text) == []


def test_a_verb_that_tells_something_with_its_own_words_needs_none_of_another_sentence() -> None:
    body = (
        "On the message screen my colleague has Attach File and From Chart. On mine that row isn't there at all. "
        "Sending plain messages is no trouble."
    )
    assert codes(body, "where's the paperclip") == ["S29"]


def test_finding_nobody_is_finding_no_patient() -> None:
    assert codes("The search in Ocean finds nobody when I try to send him a message.") == ["S18"]
