"""The words of redaction compiled for one pass over a text: each word to a set of flags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from oceandx.intake.redaction import layouts
from oceandx.intake.redaction.folding import folded, letters_only
from oceandx.intake.redaction.layouts import alternatives
from oceandx.intake.redaction.likeness import Likeness, slips
from oceandx.model.redaction import Cue, RedactionWords


class Flag:
    """What is known of a word by itself: its cues, and whether it is a name or an ordinary word; bits for speed."""

    GIVEN = 1 << 0
    SURNAME = 1 << 1
    ALSO_WORD = 1 << 2
    ORDINARY = 1 << 3
    MONTH = 1 << 4
    HEALTH = 1 << 5
    CHART = 1 << 6
    BIRTH = 1 << 7
    PHONE = 1 << 8
    KEPT_NUMBER = 1 << 9
    SECRET = 1 << 10
    SECRET_STATE = 1 << 11
    STREET_BEFORE = 1 << 12
    STREET_AFTER = 1 << 13
    UNIT = 1 << 14
    PROVINCE = 1 << 15
    POST_BOX = 1 << 16
    TITLE = 1 << 17
    DOCTOR = 1 << 18
    ROLE = 1 << 19
    PATIENT = 1 << 20
    KIN = 1 << 21
    ABOUT = 1 << 22
    GREETING = 1 << 23
    SIGN_OFF = 1 << 24
    INTRODUCTION = 1 << 25
    HEADER = 1 << 26
    WROTE = 1 << 27
    ORGANISATION_BEFORE = 1 << 28
    ORGANISATION_AFTER = 1 << 29
    PROVIDER_THING = 1 << 30
    PARTICLE = 1 << 31
    AND = 1 << 32
    OF = 1 << 33
    NUMBER_WORD = 1 << 34
    SINCE = 1 << 35
    PRODUCT = 1 << 36
    PLACE = 1 << 37
    CALENDAR = 1 << 38
    HEADING = 1 << 39
    NOTICE = 1 << 40
    CLINIC = 1 << 41
    CLINIC_ADJECTIVE = 1 << 42
    POSSESSIVE = 1 << 43
    STATE_VERB = 1 << 44
    AT = 1 << 45
    DOCTOR_BEFORE = 1 << 46
    STREET_CERTAIN = 1 << 47
    AT_SIGN = 1 << 48
    DOT_SIGN = 1 << 49
    EXTENSION = 1 << 50
    CHART_NEAR = 1 << 51
    NEWBORN = 1 << 52
    NAME_LABEL = 1 << 53
    SOUGHT = 1 << 54
    PATIENT_OBJECT = 1 << 55
    SENT_TO = 1 << 56
    PATIENT_ACT = 1 << 57
    STAFF_ACT = 1 << 58
    PATIENT_THING = 1 << 59
    THEIR = 1 << 60
    FILLER = 1 << 61
    HAVE = 1 << 62
    PRESENT = 1 << 63
    CALL_BACK = 1 << 64
    FILE_ENDING = 1 << 65
    ME = 1 << 66
    DIGIT_WORD = 1 << 67
    PATIENT_MESSAGE = 1 << 68
    LIKEWISE = 1 << 69
    DATE_JOINT = 1 << 70
    ORDINAL = 1 << 71
    MONTH_WORD = 1 << 72
    BIRTH_JOINT = 1 << 73
    DIRECTION = 1 << 74
    MAILBOX = 1 << 75
    RECEIVED = 1 << 76
    GET = 1 << 77
    ROSTER = 1 << 78
    SELF_PATIENT = 1 << 79
    VERSION_CODE = 1 << 80
    NUMBER_LABEL = 1 << 81
    AS_STAFF = 1 << 82
    PRONOUN = 1 << 83
    AGE = 1 << 84
    THEMSELVES = 1 << 85
    GIVEN_AS = 1 << 86
    MEANT_FOR = 1 << 87
    IN_PLACE_OF = 1 << 88
    OWN = 1 << 89
    LOCATED = 1 << 90
    TOGETHER = 1 << 91
    PASSPHRASE = 1 << 92
    SEE_ALSO = 1 << 93
    RURAL = 1 << 94
    STATION = 1 << 95
    TOWARDS = 1 << 96
    SUBJECT = 1 << 97
    REQUEST = 1 << 98
    SELF = 1 << 99
    BUT = 1 << 100
    ONLY = 1 << 101
    OTHER = 1 << 102
    SPEAKS = 1 << 103
    VENDOR = 1 << 104
    DESIGNATION = 1 << 105
    ALSO = 1 << 106
    DISCIPLINE = 1 << 115
    WHEREABOUTS = 1 << 116
    LANDSCAPE = 1 << 117
    DWELLS = 1 << 118
    AIMED = 1 << 119
    DESK = 1 << 150
    AWAY = 1 << 151
    REAL_NAME = 1 << 152
    CLASH = 1 << 148
    EITHER = 1 << 147
    PANEL = 1 << 146
    WHENEVER = 1 << 145
    SHOWED = 1 << 143
    LIKE = 1 << 142
    ASK = 1 << 141
    OWN_ACCESS = 1 << 140
    APPOINTS = 1 << 139
    GONE = 1 << 138
    PART_OF_PROGRAM = 1 << 137
    ALONG = 1 << 136
    ADDRESSED = 1 << 135
    MINE = 1 << 149
    SETUP = 1 << 144
    REFERRAL = 1 << 134
    THROUGH = 1 << 133
    OURS = 1 << 132
    LEFT_OPEN = 1 << 131
    ANSWERS = 1 << 130
    TOOL = 1 << 129
    SEES = 1 << 128
    SENDS = 1 << 127
    MEETING = 1 << 126
    WITH = 1 << 125
    AVAILABILITY = 1 << 124
    THAT_OF = 1 << 123
    GRANTS = 1 << 122
    BELONGS = 1 << 121
    LOGGED_IN = 1 << 120
    CHANGES = 1 << 160
    CONTACTS = 1 << 161
    SPOKEN_TO = 1 << 162
    TENDS = 1 << 163
    BY = 1 << 164
    AGO = 1 << 165
    ALERT = 1 << 170
    FORMAL = 1 << 169
    CALLS = 1 << 168
    SHORT_REPLY = 1 << 167
    WHILE = 1 << 166
    AGED = 1 << 171
    SIGN_IN = 1 << 200
    WITH_US = 1 << 201
    ENDS_IN = 1 << 202
    INNER = 1 << 203
    AGES = 1 << 204
    PRIVATE_LINE = 1 << 205
    FREE_MAIL = 1 << 206
    ADDRESS_LABEL = 1 << 207
    ZIP = 1 << 208
    NUMBERED_ROAD = 1 << 209


_NAMES = Flag.GIVEN | Flag.SURNAME | Flag.ALSO_WORD
_MOST_REMEMBERED = 2000
_LONGEST = 40
"""No word is longer, and to look for the slips of a row of letters takes the square of its length."""
_ALSO_MANY = frozenset({Flag.ROLE, Flag.KIN})
_SHORT = 4


class Lexicon:
    """The flags of single words, and the phrases by their last two words."""

    def __init__(self, words: RedactionWords) -> None:
        single: dict[str, int] = {}
        phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], int]]] = {}

        def note(entries: Iterable[str], flag: int) -> None:
            for entry in entries:
                # Most are one plain word.
                plain = entry.isascii() and entry.isalpha()
                parts = (entry.lower(),) if plain else tuple(letters_only(folded(entry)))
                if len(parts) == 1:
                    single[parts[0]] = single.get(parts[0], 0) | flag
                    if flag in _ALSO_MANY and len(parts[0]) > _SHORT:
                        many.append((parts[0] + "s", flag))
                elif parts:
                    phrases.setdefault((parts[-2], parts[-1]), []).append((parts, flag))

        many: list[tuple[str, int]] = []
        note(words.given_names, Flag.GIVEN)
        note(words.surnames, Flag.SURNAME)
        note(words.surnames_of_words, Flag.SURNAME | Flag.ALSO_WORD)
        note(words.also_words, Flag.ALSO_WORD)
        note(words.ordinary, Flag.ORDINARY)
        for names in words.months.values():
            note(names, Flag.MONTH)
        for cue, entries in words.cues.items():
            note(entries, getattr(Flag, Cue(cue).name))
        for word, flag in many:  # «receptionists», «adjointes»
            if not single.get(word, 0) & _NAMES:
                single[word] = single.get(word, 0) | flag
        # Many words have the same flags: as one number, these are in the processor's cache more often than not.
        same: dict[int, int] = {}
        self.single = {word: same.setdefault(flags, flags) for word, flags in single.items()}
        self.phrases = {last_two: tuple(found) for last_two, found in phrases.items()}
        self.months = {folded(name): number for number, names in words.months.items() for name in names}
        self.ordinary = frozenset(word for word, flags in single.items() if flags & ~_NAMES and len(word) > 2)
        self.word_endings = words.word_endings
        self.points = words.name_points
        self.cue_points = {
            place: tuple((getattr(Flag, cue.name), points) for cue, points in cues.items())
            for place, cues in words.name_points.cues.items()
        }
        self._resembling: dict[str, bool] = {}
        self.clinic_domain = re.compile("|".join(map(re.escape, words.clinic_domains)) or r"(?!)")
        self.disguised = re.compile(
            layouts.DISGUISED.format(
                at=alternatives(words.cues[Cue.AT_SIGN]), dot=alternatives(words.cues[Cue.DOT_SIGN])
            ),
            re.IGNORECASE,
        )
        self.extension = re.compile(layouts.EXTENSION.format(alternatives(words.cues[Cue.EXTENSION])), re.IGNORECASE)
        self.unit = re.compile(layouts.UNIT.format(alternatives(words.cues[Cue.UNIT])), re.IGNORECASE)
        self.stated = re.compile(layouts.STATED.format(alternatives(words.cues[Cue.STATE_VERB])), re.IGNORECASE)
        joint, ordinal = alternatives(words.cues[Cue.DATE_JOINT]), alternatives(words.cues[Cue.ORDINAL])
        month = alternatives(words.cues[Cue.MONTH_WORD])
        dated = {"joint": joint, "ordinal": ordinal, "month": month}
        self.day_before = re.compile(layouts.DAY_BEFORE.format(**dated), re.IGNORECASE)
        self.after_month = re.compile(layouts.AFTER_MONTH.format(**dated), re.IGNORECASE)
        self.ordinal_month = re.compile(layouts.ORDINAL_MONTH.format(**dated), re.IGNORECASE)
        self.bare_birth = re.compile(
            layouts.BARE_BIRTH.format(joint=alternatives(words.cues[Cue.BIRTH_JOINT])), re.IGNORECASE
        )
        self.version_code = re.compile(
            layouts.VERSION_CODE.format(alternatives(words.cues[Cue.VERSION_CODE])), re.IGNORECASE
        )
        self.dotted = re.compile(
            rf"(?<![\w.])((?:[\w\-]{{1,24}}[ ](?:{alternatives(words.cues[Cue.DOT_SIGN])})[ ]){{1,2}})\Z",
            re.IGNORECASE,
        )
        self.see_also = re.compile(layouts.SEE_ALSO.format(alternatives(words.cues[Cue.SEE_ALSO])), re.IGNORECASE)
        rural, station = alternatives(words.cues[Cue.RURAL]), alternatives(words.cues[Cue.STATION])
        self.rural = re.compile(layouts.RURAL.format(rural=rural, station=station))
        self.before_rural = re.compile(layouts.BEFORE_RURAL.format(rural))
        self.vendor_domains = tuple(domain.lower() for domain in words.vendor_domains)

    @cached_property
    def likeness(self) -> Likeness:
        """How much a word is spelled like the names here that are no words, and unlike the words that are no names."""
        long = [(word, flags) for word, flags in self.single.items() if len(word) > 2]
        return Likeness(
            (word for word, flags in long if flags & _NAMES and not flags & ~_NAMES),
            (word for word, flags in long if not flags & _NAMES),
        )

    def unpack(self) -> None:
        """Make what is otherwise made when a text needs it."""
        self.likeness.of("")

    def resembles_word(self, word: str) -> bool:
        """Whether a word is an ordinary one with a slip (a letter more, less, other or moved), or ends like one."""
        known = self._resembling.get(word)
        if known is None:
            if len(self._resembling) > _MOST_REMEMBERED:
                self._resembling.clear()
            known = word.endswith(self.word_endings) or (
                len(word) <= _LONGEST and word.isascii() and not self.ordinary.isdisjoint(slips(word))
            )
            self._resembling[word] = known
        return known
