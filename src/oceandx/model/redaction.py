"""The words that redaction goes by: what shows that a word, a number or a date is personal, and what it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Cue(StrEnum):
    """What a word says about what stands beside it."""

    HEALTH = "health"
    CHART = "chart"
    BIRTH = "birth"
    PHONE = "phone"
    KEPT_NUMBER = "kept-number"
    SECRET = "secret"  # noqa: S105 - a kind of cue
    SECRET_STATE = "secret-state"  # noqa: S105 - a kind of cue
    STREET_BEFORE = "street-before"
    STREET_AFTER = "street-after"
    UNIT = "unit"
    PROVINCE = "province"
    POST_BOX = "post-box"
    TITLE = "title"
    DOCTOR = "doctor"
    ROLE = "role"
    PATIENT = "patient"
    KIN = "kin"
    ABOUT = "about"
    GREETING = "greeting"
    SIGN_OFF = "sign-off"
    INTRODUCTION = "introduction"
    HEADER = "header"
    WROTE = "wrote"
    ORGANISATION_BEFORE = "organisation-before"
    ORGANISATION_AFTER = "organisation-after"
    PROVIDER_THING = "provider-thing"
    PARTICLE = "particle"
    AND = "and"
    OF = "of"
    NUMBER_WORD = "number-word"
    SINCE = "since"
    PRODUCT = "product"
    PLACE = "place"
    CALENDAR = "calendar"
    HEADING = "heading"
    NOTICE = "notice"
    CLINIC = "clinic"
    CLINIC_ADJECTIVE = "clinic-adjective"
    POSSESSIVE = "possessive"
    STATE_VERB = "state-verb"
    AT = "at"
    DOCTOR_BEFORE = "doctor-before"
    STREET_CERTAIN = "street-certain"
    AT_SIGN = "at-sign"
    DOT_SIGN = "dot-sign"
    EXTENSION = "extension"
    CHART_NEAR = "chart-near"
    NEWBORN = "newborn"
    NAME_LABEL = "name-label"
    SOUGHT = "sought"
    PATIENT_OBJECT = "patient-object"
    SENT_TO = "sent-to"
    PATIENT_ACT = "patient-act"
    STAFF_ACT = "staff-act"
    PATIENT_THING = "patient-thing"
    THEIR = "their"
    FILLER = "filler"
    HAVE = "have"
    PRESENT = "present"
    CALL_BACK = "call-back"
    FILE_ENDING = "file-ending"
    ME = "me"
    DIGIT_WORD = "digit-word"
    PATIENT_MESSAGE = "patient-message"
    LIKEWISE = "likewise"
    DATE_JOINT = "date-joint"
    ORDINAL = "ordinal"
    MONTH_WORD = "month-word"
    BIRTH_JOINT = "birth-joint"
    DIRECTION = "direction"
    MAILBOX = "mailbox"
    RECEIVED = "received"
    GET = "get"
    ROSTER = "roster"
    SELF_PATIENT = "self-patient"
    VERSION_CODE = "version-code"
    NUMBER_LABEL = "number-label"
    AS_STAFF = "as-staff"
    PRONOUN = "pronoun"
    AGE = "age"
    THEMSELVES = "themselves"
    GIVEN_AS = "given-as"
    MEANT_FOR = "meant-for"
    IN_PLACE_OF = "in-place-of"
    OWN = "own"
    LOCATED = "located"
    TOGETHER = "together"
    PASSPHRASE = "passphrase"  # noqa: S105 - a kind of cue
    SEE_ALSO = "see-also"
    RURAL = "rural"
    STATION = "station"
    TOWARDS = "towards"
    SUBJECT = "subject"
    REQUEST = "request"
    SELF = "self"
    BUT = "but"
    ONLY = "only"
    OTHER = "other"
    SPEAKS = "speaks"
    VENDOR = "vendor"
    DESIGNATION = "designation"
    LOGGED_IN = "logged-in"
    BELONGS = "belongs"
    GRANTS = "grants"
    THAT_OF = "that-of"
    AVAILABILITY = "availability"
    WITH = "with"
    MEETING = "meeting"
    SENDS = "sends"
    SEES = "sees"
    TOOL = "tool"
    ANSWERS = "answers"
    LEFT_OPEN = "left-open"
    OURS = "ours"
    THROUGH = "through"
    REFERRAL = "referral"
    ADDRESSED = "addressed"
    ALONG = "along"
    PART_OF_PROGRAM = "part-of-program"
    GONE = "gone"
    APPOINTS = "appoints"
    OWN_ACCESS = "own-access"
    ASK = "ask"
    LIKE = "like"
    SHOWED = "showed"
    WHENEVER = "whenever"
    PANEL = "panel"
    EITHER = "either"
    CLASH = "clash"
    DISCIPLINE = "discipline"
    WHEREABOUTS = "whereabouts"
    LANDSCAPE = "landscape"
    DWELLS = "dwells"
    AIMED = "aimed"
    SETUP = "setup"
    MINE = "mine"
    ALSO = "also"
    DESK = "desk"
    AWAY = "away"
    REAL_NAME = "real-name"
    CHANGES = "changes"
    CONTACTS = "contacts"
    SPOKEN_TO = "spoken-to"
    TENDS = "tends"
    BY = "by"
    AGO = "ago"
    ALERT = "alert"
    FORMAL = "formal"
    CALLS = "calls"
    SHORT_REPLY = "short-reply"
    WHILE = "while"
    AGED = "aged"
    SIGN_IN = "sign-in"
    WITH_US = "with-us"
    ENDS_IN = "ends-in"
    INNER = "inner"
    AGES = "ages"
    PRIVATE_LINE = "private-line"
    FREE_MAIL = "free-mail"
    ADDRESS_LABEL = "address-label"
    ZIP = "zip"
    NUMBERED_ROAD = "numbered-road"
    CALL_OF = "call-of"
    SAID_TWICE = "said-twice"
    SAID_THRICE = "said-thrice"
    SAID_SIGN = "said-sign"
    RINGS = "rings"
    WE = "we"
    DENYING = "denying"
    BORN_LETTER = "born-letter"
    FORM_LABEL = "form-label"
    INITIALS = "initials"
    YOURS = "yours"
    WE_ARE_AT = "we-are-at"
    OFFICE = "office"
    PAPER = "paper"
    TRADE = "trade"
    GUY = "guy"
    MOVES = "moves"
    THEIRS = "theirs"
    NEITHER = "neither"
    JOB = "job"
    RETIRED = "retired"
    BEING = "being"
    BEFORE_ME = "before-me"
    TAKES_OVER = "takes-over"
    WHILE_AWAY = "while-away"
    ABSENT = "absent"
    NOW_THAT = "now-that"
    LEFT = "left"
    ONE_TIME = "one-time"
    OTHER_ONE = "other-one"


@dataclass(frozen=True, slots=True)
class NamePoints:
    """What speaks for words being a patient's name, and against it, in points.

    They were first read from the logarithms of odds on the tickets to develop with (ten points are a factor of e), and
    are whole numbers that a person can follow and change. ``enough``: the sum from which it is a patient's. ``cues``:
    by the place of a word beside the name, or for all words of the sentence, the kinds of words and their points;
    ``marks``: how the words of the name are known, values, signs, ends of lines and other names near by.
    """

    enough: int
    cues: Mapping[str, Mapping[str, int]]
    marks: Mapping[str, int]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> NamePoints:
        """Make them of a table of points in ``kb/intake/redaction.yaml``, checked by its schema."""
        places = [place for place in data if place not in {"enough", "marks"}]
        return cls(data["enough"], {place: data[place] for place in places}, data["marks"])


@dataclass(frozen=True, slots=True)
class RedactionWords:
    """The words of redaction in both languages; case and accents do not matter.

    ``tokens`` maps a kind of removal to its token's word; ``cues`` maps each :class:`Cue` to its phrases;
    ``months`` maps the number of a month to its names. Names are single words but for
    ``surnames_of_words`` («Crow Chief»); those in ``also_words`` are ordinary words too.
    ``word_endings`` are those that words of the language have and names have not.
    """

    tokens: Mapping[str, str]
    cues: Mapping[Cue, tuple[str, ...]]
    months: Mapping[int, tuple[str, ...]]
    vendor_domains: tuple[str, ...]
    clinic_domains: tuple[str, ...]
    given_names: frozenset[str]
    surnames: frozenset[str]
    surnames_of_words: tuple[str, ...]
    also_words: frozenset[str]
    ordinary: frozenset[str]
    word_endings: tuple[str, ...]
    name_points: NamePoints
    alone_points: NamePoints
