"""Facts of reminders, confirmations, bookings and the kiosk that words say only where the symptom is told."""

from __future__ import annotations

import pytest

from intake.wordings import reader
from oceandx.intake.message import Message
from oceandx.model.case import Value

CASES: list[tuple[str, str, Value | None]] = [
    # What the patient saw
    (
        "Our patient opened the link of her reminder and it told her to ring the office to confirm.",
        "confirmation.patient_saw",
        "call-the-clinic",
    ),
    (
        "Le patient ouvre le lien du rappel pour confirmer et on lui écrit de communiquer avec notre bureau.",
        "confirmation.patient_saw",
        "call-the-clinic",
    ),
    (
        "Nothing syncs from Accuro to Ocean. You can call us at the clinic.",
        "confirmation.patient_saw",
        None,
    ),
    (
        "Our patient typed her birthday wrong three times and her message is locked.",
        "confirmation.patient_saw",
        "lock-out",
    ),
    (
        "Ma patiente ne peut plus lire son message, son accès est bloqué.",
        "confirmation.patient_saw",
        "lock-out",
    ),
    (
        ("Patients confirm from the reminder and get a page that says thanks, but in Accuro they stay unconfirmed."),
        "confirmation.patient_saw",
        "confirmed",
    ),
    (
        ("Les patients confirment par le courriel, leur écran affiche merci, mais Accuro les montre non confirmés."),
        "confirmation.patient_saw",
        "confirmed",
    ),
    (
        ("She says that she confirmed from the reminder, but in Accuro the visit is still not confirmed. Thanks, Ana"),
        "confirmation.patient_saw",
        None,
    ),
    (
        ("Patients get the reminder email but there is no place to press to say that they come. They cannot confirm."),
        "confirmation.patient_saw",
        "no-link",
    ),
    (
        "Les patients reçoivent le rappel mais ne peuvent pas confirmer, il n'y a rien où cliquer.",
        "confirmation.patient_saw",
        "no-link",
    ),
    (
        ("Les patients ne peuvent pas confirmer par le rappel. M. Roy (aucun lien de parenté avec Dr Roy) a essayé."),
        "confirmation.patient_saw",
        None,
    ),
    (
        ("Patients cannot confirm from the reminder email, they press the button and the page says an error occurred."),
        "confirmation.patient_saw",
        "something-else",
    ),
    (
        "Impossible de confirmer à partir du rappel, le bouton mène à une page blanche.",
        "confirmation.patient_saw",
        "something-else",
    ),
    (
        "When I open Ocean from Accuro I am not recognized and a banner asks me to link my account.",
        "confirmation.patient_saw",
        None,
    ),
    # A lock-out that comes back
    (
        "Her message is locked. We cleared the lock and it is the same thing again.",
        "confirmation.after_lock_out_cleared",
        "locks-again",
    ),
    (
        "Mon patient est barré de son message. On l'a déverrouillé hier, il est encore verrouillé.",
        "confirmation.after_lock_out_cleared",
        "locks-again",
    ),
    (
        "Her message is locked, how do I unlock it?",
        "confirmation.after_lock_out_cleared",
        None,
    ),
    # Whose confirmations arrive
    (
        ("Patients of Dr. Low confirm but Accuro leaves them unconfirmed. Those of the other doctors turn green."),
        "confirmation.reaching_accuro",
        "other-providers-only",
    ),
    (
        (
            "Les patients confirment par le rappel mais dans Accuro ils restent non confirmés. C'est juste "
            "chez la Dre Roy."
        ),
        "confirmation.reaching_accuro",
        "other-providers-only",
    ),
    (
        "Patients confirm from the reminder but Accuro does not show it, for all four doctors.",
        "confirmation.reaching_accuro",
        "no-provider",
    ),
    (
        "Les confirmations des patients ne se rendent pas dans Accuro, peu importe le médecin.",
        "confirmation.reaching_accuro",
        "no-provider",
    ),
    (
        "Nothing has synced between Accuro and Ocean since noon, for every doctor.",
        "confirmation.reaching_accuro",
        None,
    ),
    # A visit that was moved, and one who wants to cancel
    (
        ("The reminder's page told her to call the clinic instead of confirming. We had pushed her to ten o'clock."),
        "appointment.changed_after_reminder",
        True,
    ),
    (
        "Le lien du rappel lui dit d'appeler la clinique. On avait changé son heure la veille.",
        "appointment.changed_after_reminder",
        True,
    ),
    (
        "The reminder's page told her to call the clinic. Her visit has not been moved.",
        "appointment.changed_after_reminder",
        False,
    ),
    (
        "Reminders for Dr. Low are not going out. He moved to another office.",
        "appointment.changed_after_reminder",
        None,
    ),
    (
        "A patient can't make it on Friday but the reminder gives her no way to say so, she cannot cancel.",
        "case.complaint_is_cancelling",
        True,
    ),
    (
        "Patients cannot confirm from the reminder, the page gives an error.",
        "case.complaint_is_cancelling",
        None,
    ),
    # Said otherwise
    (
        (
            "My 10:30 lady clicked on the reminder to say she's coming and the page asked her to get in "
            "touch with reception."
        ),
        "confirmation.patient_saw",
        "call-the-clinic",
    ),
    (
        (
            "Le lien du rappel invite nos patients à contacter le secrétariat plutôt que de confirmer. On "
            "avait tassé ces rendez-vous à jeudi."
        ),
        "appointment.changed_after_reminder",
        True,
    ),
    (
        "When pts click the confirmation link it reads please call. I had slid those visits to the Tuesday.",
        "appointment.changed_after_reminder",
        True,
    ),
    (
        "Pt says Ocean blocked her after too many attempts, she can't open the message from Dr Wu.",
        "confirmation.patient_saw",
        "lock-out",
    ),
    (
        "Mme Paré s'est fait embarrer hors de son message Ocean.",
        "confirmation.patient_saw",
        "lock-out",
    ),
    (
        "On a débarré M. Silva lundi et il est rebarré aujourd'hui, il ne peut pas ouvrir son message.",
        "confirmation.after_lock_out_cleared",
        "locks-again",
    ),
    (
        "Patients hit confirm and see a nice thank-you message, but the slots in Accuro don't turn green.",
        "confirmation.patient_saw",
        "confirmed",
    ),
    (
        (
            "Les patientes confirment, elles ont un beau merci à l'écran, mais dans Accuro le rendez-vous "
            "reste non confirmé. Chez Dre Caron ça passe au vert."
        ),
        "confirmation.reaching_accuro",
        "other-providers-only",
    ),
    (
        (
            "Les patientes confirment, elles ont un beau merci à l'écran, mais dans Accuro le rendez-vous "
            "reste non confirmé."
        ),
        "confirmation.patient_saw",
        "confirmed",
    ),
    (
        "Only Dr. Patel's confirmations never show up in Accuro, patients confirm by email fine.",
        "confirmation.reaching_accuro",
        "other-providers-only",
    ),
    (
        "Reminder emails come but there isn't any button to confirm with, patients can't confirm.",
        "confirmation.patient_saw",
        "no-link",
    ),
    (
        "Le rappel arrive mais sans bouton, les patients ne peuvent pas confirmer.",
        "confirmation.patient_saw",
        "no-link",
    ),
    (
        "Clicking confirm in the reminder just gives an error message, nobody can confirm.",
        "confirmation.patient_saw",
        "something-else",
    ),
    (
        "Il n'y a rien pour annuler dans le courriel de rappel, juste confirmer.",
        "case.complaint_is_cancelling",
        True,
    ),
    (
        "Folks can't back out of a visit from the reminder.",
        "case.complaint_is_cancelling",
        True,
    ),
]


@pytest.mark.parametrize(("text", "fact", "value"), CASES)
def test_facts(text: str, fact: str, value: Value | None) -> None:
    facts = {fact.name: fact.value for fact in reader().read(Message("", text)).facts}
    assert facts.get(fact) == value
