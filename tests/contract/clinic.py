"""A fictitious clinic, and its rows as Accuro words them: every reading that the document leaves open occurs."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

Row = dict[str, object]
"""One JSON object of an answer."""


@dataclass(frozen=True, slots=True)
class Office:
    office_id: int
    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider; one without an office is an external referrer, whom only the address book lists."""

    provider_id: int
    first_name: str
    last_name: str
    offices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Appointment:
    """A booking; times are HHMM integers; no provider means booked by resource."""

    appointment_id: int
    day: date
    start: int
    end: int
    provider_id: int | None
    office_id: int | None
    confirmed: bool
    arrived: bool


@dataclass(frozen=True, slots=True)
class Clinic:
    """What Accuro holds for one clinic; appointments stand in the order of their ids."""

    tenant: str
    uuid: str
    offices: tuple[Office, ...]
    providers: tuple[Provider, ...]
    appointments: tuple[Appointment, ...]

    def visible_to(self, sees: AbstractSet[tuple[int, int]] | None) -> tuple[Appointment, ...]:
        """Appointments that a user with these (provider, office) permissions gets: None is all, empty is no user."""
        if sees is None:
            return self.appointments
        return tuple(a for a in self.appointments if sees and _permitted(a, sees))


def default_clinic(first: date = date(2025, 3, 3), last: date = date(2025, 3, 14), appointments: int = 130) -> Clinic:
    """Two offices, three providers, an external referrer, and this many appointments from first to last, both included.

    Of each 13 appointments one is booked by resource; of each 26 one has no office.
    """
    return Clinic(
        "fictive",
        "00000000-0000-4000-8000-000000000001",
        (Office(3, "Clinique Exemple Nord"), Office(7, "Clinique Exemple Sud")),
        (
            Provider(101, "Alix", "Fictif", (3,)),
            Provider(102, "Robin", "Exemple", (3, 7)),
            Provider(205, "Sacha", "Modèle", (7,)),
            Provider(900, "Camille", "Référent"),
        ),
        tuple(_booking(number, first, (last - first).days + 1) for number in range(appointments)),
    )


def office_rows(clinic: Clinic) -> list[Row]:
    return [
        _turned(
            {
                "officeId": office.office_id,
                "name": office.name,
                "abbreviation": office.name[-4:].strip(),
                "facilityNumber": None if number % 2 else "0000",
                "active": office.active,
                "notInTheDocument": {"colour": 3},
            },
            number,
        )
        for number, office in enumerate(clinic.offices)
    ]


def provider_rows(clinic: Clinic, office_id: int | None = None) -> list[Row]:
    """Rows of one office's providers, or of the whole address book."""
    return [
        _turned(_provider(provider, number), number)
        for number, provider in enumerate(clinic.providers)
        if office_id is None or office_id in provider.offices
    ]


def appointment_row(appointment: Appointment) -> Row:
    """Row of an appointment; its id chooses where the booleans, the office and the provider stand."""
    number = appointment.appointment_id
    canary = f"PATIENT-CANARY-{number}"
    states: Row = {"confirmed": appointment.confirmed, "arrived": appointment.arrived}
    patient: Row = {"patientId": canary, "firstName": canary, "lastName": canary, "email": _email(number, canary)}
    row: Row = {
        "appointmentId": number,
        "date": appointment.day.isoformat(),
        "startTime": appointment.start,
        "endTime": appointment.end,
        "history": [{"action": "booked", "note": canary}],
        "reason": canary,
        "notInTheDocument": None,
    }
    place = number % 3
    if place == 0:
        row |= {**states, "patient": patient}
    elif place == 1:
        row["patient"] = {**patient, **states}
    else:
        row["patients"] = [{**states, **patient}]
    row |= _reference("office", appointment.office_id, nested=number % 2 == 0)
    row |= _reference("provider", appointment.provider_id, nested=number // 2 % 2 == 0)
    return _turned(row, number)


def _permitted(appointment: Appointment, sees: AbstractSet[tuple[int, int]]) -> bool:
    """Whether no permission is needed or it is there; without an office, that of any office does."""
    if appointment.provider_id is None:
        return True
    return any(
        provider == appointment.provider_id and appointment.office_id in {None, office} for provider, office in sees
    )


def _booking(number: int, first: date, days: int) -> Appointment:
    """Booking whose id leaves gaps and does not follow its date."""
    provider, office = ((101, 3), (102, 3), (102, 7), (205, 7))[(number // days + number % days) % 4]
    minutes = 8 * 60 + number // days * 7 % 40 * 15  # 7 and 40 share no factor: a day's first 40 bookings differ
    return Appointment(
        appointment_id=1000 + 3 * number + number % 3,
        day=first + timedelta(days=number % days),
        start=_hhmm(minutes),
        end=_hhmm(minutes + 15),
        provider_id=None if number % 13 == 12 else provider,
        office_id=None if number % 26 == 5 else office,
        confirmed=number % 3 != 0,
        arrived=number % 5 == 0,
    )


def _hhmm(minutes: int) -> int:
    return minutes // 60 * 100 + minutes % 60


def _provider(provider: Provider, number: int) -> Row:
    street = f"{number} rue Exemple"
    return {
        "providerId": provider.provider_id,
        "firstName": provider.first_name,
        "lastName": provider.last_name,
        "title": "Dr" if number % 2 else None,
        "specialty": "Médecine familiale",
        "defaultOffice": provider.offices[0] if provider.offices else None,
        "address": street if number % 2 else {"street": street, "city": "Ville-Exemple"},
        "email": _email(number, f"provider{number}@example.invalid"),
        "notInTheDocument": [],
    }


def _email(number: int, address: str) -> Row:
    return _turned({"emailId": number, "type": "Work", "address": address, "order": 1}, number)


def _reference(kind: str, ident: int | None, *, nested: bool) -> Row:
    return {kind: {"notInTheDocument": True, f"{kind}Id": ident}} if nested else {f"{kind}Id": ident}


def _turned(row: Mapping[str, object], by: int) -> Row:
    """Return the row with its fields in another order."""
    fields = list(row.items())
    by %= len(fields)
    return dict(fields[by:] + fields[:by])
