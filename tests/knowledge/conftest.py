"""A small knowledge base in a temporary folder, of which a test changes one file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from oceandx.errors import KnowledgeBaseError
from oceandx.knowledge.load import load_knowledge
from oceandx.model.knowledge import KnowledgeBase

_TEXT = "{fr: Une phrase., en: A sentence.}"

_FILES = {
    "rules/scale.yaml": """\
prior: {common: 6.0, occasional: 2, rare: 0.5}
leak: 0.05
ratio: {proves: 200, strongly_supports: 8, supports: 2.5, weakens: 0.4, strongly_weakens: 0.1, rules_out: 0.01}
likely: 0.1
""",
    "rules/probes.yaml": """\
bookings: {several: 5}
maintenance: {weekday: 4, from_hour: 21, to_hour: 23, time_zone: America/Toronto}
""",
    "rules/derived.yaml": """\
derived:
  - fact: clinic.down
    is: true
    when: {accuro.ready: false, case.extent: all}
    sources: [E01]
""",
    "rules/symptoms/list-empty.yaml": """\
symptom: list-empty
code: S01
status: stable
candidates:
  - cause: link-missing
    likelihood: common
    basis: documented-oceanmd
    evidence:
      - {when: {case.extent: {one_of: [all, one-patient]}}, says: supports, basis: inference, sources: [E01]}
      - {when: {accuro.until: {after: "2026-01-01", before: "2026-12-31"}}, says: weakens}
  - cause: sync-stopped
    likelihood: rare
    basis: inference
    sources: [F01]
sources: [E01]
""",
    "rules/causes/link-missing.yaml": """\
cause: link-missing
code: C01
status: stable
kind: fault
owner: emr-admin
basis: documented-oceanmd
evidence:
  - {when: {accuro.ready: false}, says: proves}
  - {when: {accuro.ready: true}, says: rules_out}
remediation: [open-link, restart-sync]
sources: [E01]
""",
    "rules/causes/sync-stopped.yaml": """\
cause: sync-stopped
code: C02
status: draft
kind: expected-behaviour
owner: clinic-manager
basis: inference
evidence:
  - {when: {reminders.count: {at_least: 4, at_most: 10}}, says: supports}
remediation: [restart-sync]
sources: [F01]
""",
    "kb/about.yaml": 'version: "2026.11.1"\n',
    "kb/facts.yaml": f"""\
facts:
  - fact: case.extent
    code: K01
    type: choice
    choices: [one-patient, all]
    privacy: operational
    obtain: ask
    role: clinic-manager
    minutes: 1
    where: {_TEXT}
    question: {_TEXT}
    meaning:
      one-patient: {_TEXT}
      all: {_TEXT}
    sources: [E01]
  - fact: accuro.ready
    type: boolean
    privacy: site
    obtain: check
    role: emr-admin
    minutes: 5
    shelf_life_days: 30
    side_effect: {_TEXT}
    where: {_TEXT}
    question: {_TEXT}
    meaning:
      true: {_TEXT}
      false: {_TEXT}
    void_when: {{case.extent: one-patient}}
    sources: [E01]
  - fact: reminders.count
    type: integer
    minimum: 0
    maximum: 20
    privacy: operational
    obtain: collect
    role: emr-admin
    minutes: 2
    where: {_TEXT}
    question: {_TEXT}
    meaning:
      any: {{fr: "Il y en a {{value}}.", en: "There are {{value}}."}}
    sources: [E01]
  - fact: accuro.until
    type: date
    privacy: staff
    obtain: check
    role: emr-admin
    minutes: 2
    where: {_TEXT}
    question: {_TEXT}
    meaning:
      any: {{fr: "Jusqu'au {{value}}.", en: "Until {{value}}."}}
    sources: [E01]
  - fact: clinic.down
    type: boolean
    privacy: operational
    obtain: ask
    role: emr-admin
    minutes: 2
    where: {_TEXT}
    question: {_TEXT}
    meaning:
      true: {_TEXT}
      false: {_TEXT}
    sources: [E01]
  - fact: patient.email
    type: boolean
    privacy: patient
    obtain: check
    role: emr-admin
    minutes: 2
    where: {_TEXT}
    question: {_TEXT}
    meaning:
      true: {_TEXT}
      false: {_TEXT}
    sources: [E01]
""",
    "kb/glossary.yaml": """\
terms:
  - {term: key, fr: clé partagée, en: shared key, variants: {fr: [clé commune], en: [SK]}, sources: [E01]}
  - {term: entry, fr: entrée, en: entry, paired: false, sources: [F01]}
""",
    "kb/labels.yaml": """\
labels:
  - {label: accuro.save, product: accuro, en: Save and Close, fr: enregistrer et fermer, seen: [F01], sources: [E01]}
  - {label: ocean.portal, product: ocean, en: Portal, fr: menu, french_screen: true, invariant: false, sources: [E01]}
""",
    "kb/roles.yaml": f"""\
roles:
  - {{role: emr-admin, order: 10, name: {_TEXT}, address: {_TEXT}, fallback: {_TEXT}}}
  - {{role: clinic-manager, order: 20, name: {_TEXT}, address: {_TEXT}}}
""",
    "kb/sources.yaml": """\
sources:
  - {code: E01, locale: en-us, publisher: OceanMD, title: A page, url: "https://example.org/en", translation: F01}
  - {code: F01, locale: fr-ca, publisher: OceanMD, title: Une page, url: "https://example.org/fr"}
""",
    "kb/wording.yaml": """\
wording:
  verdict.fault: {fr: "Cause trouvée à 21 h", en: "Cause found at 21:00"}
""",
    "kb/intake/grammar.yaml": """\
negators: {before: {fr: "ne", en: "not"}, after: {fr: "pas", en: ""}, alone: {fr: "non", en: "no"}}
void: {fr: "", en: ""}
noun_negators: {fr: "aucun", en: "zero"}
breaks: {fr: "mais", en: "but"}
conditionals: {fr: "si", en: "if"}
joins: {fr: "et", en: "and"}
pairs: {fr: "ni", en: "nor"}
prepositions: {fr: "de", en: "of"}
fillers: {fr: "encore", en: "still"}
languages: {fr: "le, ne, pas", en: "the, is, not"}
quantifiers:
  one: {fr: "un", en: "a"}
  several: {fr: "plusieurs", en: "some"}
  others: {fr: "autres", en: "other"}
  not: {fr: "pas", en: "not"}
  all: {fr: "tous", en: "all"}
abbreviations: "dr"
ordinary: ""
""",
    "kb/intake/extent.yaml": """\
ahead: 2
concepts: [invoice]
turned: [provider one]
cues: {only: {fr: "juste", en: "just, only"}}
symptoms:
  list-empty: {all: 12, one-patient: -3}
signs:
  always: {unknown: 4}
  found all: {all: 5}
  clause provider one: {one-provider: 6}
  sentence invoice: {one-user: 7}
  near word only: {one-provider: 8}
  "usually all, ticket provider one": {one-user: -3}
  ticket word number: {several: 1}
""",
    "kb/intake/scope.yaml": """\
ours: [list]
raised: [invoice]
kinds:
  - {kind: billing, title: {fr: Facturation, en: Billing}, concept: invoice, unless: [list], enough: 1, outweighs: 3}
  - {kind: empty, title: {fr: Vide, en: Empty}}
asked: [list]
present: {enough: 9, cues: {since: {fr: depuis, en: since}}, points: {since: 9, claim: 1, invoice: -3}}
""",
    "kb/intake/stated.yaml": """\
stated:
  - {fact: accuro.ready, is: true, patterns: [{all: [show+, list], scope: clause}]}
  - {fact: reminders.count, measured: rules, patterns: [{all: [list, rules]}]}
  - {fact: case.extent, is: all, patterns: [{all: [list]}]}
unsaid: {fr: "devrait", en: "should"}
granted: {fr: "pourquoi", en: "why"}
settings: [clinic.down, accuro.until]
""",
    "kb/intake/measures.yaml": """numbers:
  - {number: 2, fr: deux, en: "two, both"}
units:
  - {unit: rules, apart: 2, words: [{fr: règles, en: rules}, {times: 12, fr: douzaines, en: dozen}]}
  - {unit: bare}
clock:
  unit: hour
  hour: {fr: "h", en: "o'clock"}
  before_noon: {fr: "du matin", en: "am"}
  after_noon: {fr: "du soir", en: "pm"}
  named: [{number: 12, fr: midi, en: noon}]
""",
    "kb/intake/concepts/words.yaml": """\
kind: predicate
concepts:
  - {concept: show, fr: "afficher, affiche", en: "show, shows", not: {fr: "absent", en: "missing"}}
""",
    "kb/intake/concepts/things.yaml": """\
kind: thing
concepts:
  - {concept: list, fr: "liste", en: "list"}
  - {concept: invoice, fr: "facture", en: "invoice"}
""",
    "kb/intake/mail.yaml": """\
reply_openings: {fr: [a], en: [b]}
reply_verbs: {fr: [a], en: [b]}
forward_lines: {fr: [a], en: [b]}
original_lines: {fr: [a], en: [b]}
sender_labels: {fr: [a], en: [b]}
header_labels: {fr: [a], en: [b]}
greetings: {fr: [a], en: [b]}
greeting_words: {fr: [a], en: [b]}
sign_offs: {fr: [a], en: [b]}
sign_off_words: {fr: [a], en: [b]}
devices: {fr: [a], en: [b]}
titles: {fr: [a], en: [b]}
places: {fr: [a], en: [b]}
not_names: {fr: [a], en: [b]}
disclaimers: {fr: [a], en: [b]}
banners: {fr: [a], en: [b]}
banner_lines: {fr: [a], en: [b]}
pointers: {fr: [a], en: [b]}
no_subject: {fr: [a], en: [b]}
desks: {fr: [a], en: [b]}
says_nothing: {fr: [a], en: [b]}
""",
    "kb/intake/names.yaml": """\
given: {common: Anne Marc}
surnames: {common: Roy Smith}
surnames_of_words: Crow Chief
""",
    "kb/intake/ordinary.yaml": """\
ordinary: le la the a
""",
    "kb/intake/redaction.yaml": """\
tokens:
  {name: PATIENT, health-number: HEALTH-NUMBER, chart-number: CHART, birth-date: BIRTH-DATE, phone: PHONE, email: EMAIL,
   address: ADDRESS, secret: SECRET}
vendor_domains: [oceanmd.com]
clinic_domains: [clinic]
word_endings: [ing]
name_points: {enough: 1, before: {}, second-before: {}, third-before: {}, after: {}, second-after: {}, third-after: {},
  sentence: {}, marks: {}}
alone_points: {enough: 1, before: {}, second-before: {}, third-before: {}, after: {}, second-after: {}, third-after: {},
  sentence: {}, sentence-before: {}, name: {}, marks: {}}
months: {1: [janvier, january]}
cues:
  health: a
  chart: a
  birth: a
  phone: a
  kept-number: a
  secret: a
  secret-state: a
  street-before: a
  street-after: a
  unit: a
  province: a
  post-box: a
  title: a
  doctor: a
  role: a
  patient: a
  kin: a
  about: a
  greeting: a
  sign-off: a
  introduction: a
  header: a
  wrote: a
  organisation-before: a
  organisation-after: a
  provider-thing: a
  particle: a
  and: a
  of: a
  number-word: a
  since: a
  product: a
  place: a
  calendar: a
  heading: a
  notice: a
  clinic: a
  passphrase: a
  self: a
  but: a
  only: a
  other: a
  speaks: a
  vendor: a
  designation: a
  logged-in: a
  belongs: a
  grants: a
  that-of: a
  availability: a
  with: a
  meeting: a
  sends: a
  sees: a
  tool: a
  answers: a
  left-open: a
  ours: a
  through: a
  referral: a
  addressed: a
  along: a
  part-of-program: a
  gone: a
  appoints: a
  own-access: a
  ask: a
  like: a
  showed: a
  whenever: a
  panel: a
  either: a
  clash: a
  discipline: a
  whereabouts: a
  landscape: a
  dwells: a
  aimed: a
  setup: a
  mine: a
  also: a
  desk: a
  away: a
  real-name: a
  changes: a
  contacts: a
  spoken-to: a
  tends: a
  by: a
  ago: a
  alert: a
  formal: a
  calls: a
  short-reply: a
  while: a
  aged: a
  sign-in: a
  with-us: a
  ends-in: a
  inner: a
  one-time: a
  other-one: a
  ages: a
  private-line: a
  free-mail: a
  address-label: a
  zip: a
  numbered-road: a
  call-of: a
  said-twice: a
  said-thrice: a
  said-sign: a
  rings: a
  we: a
  denying: a
  born-letter: a
  form-label: a
  initials: a
  yours: a
  we-are-at: a
  office: a
  paper: a
  trade: a
  guy: a
  moves: a
  theirs: a
  neither: a
  job: a
  retired: a
  being: a
  before-me: a
  takes-over: a
  while-away: a
  absent: a
  now-that: a
  left: a
  see-also: a
  rural: a
  station: a
  towards: a
  subject: a
  request: a
  clinic-adjective: a
  possessive: a
  state-verb: a
  at: a
  doctor-before: a
  street-certain: a
  at-sign: a
  dot-sign: a
  extension: a
  chart-near: a
  newborn: a
  name-label: a
  sought: a
  patient-object: a
  sent-to: a
  patient-act: a
  staff-act: a
  patient-thing: a
  their: a
  filler: a
  have: a
  present: a
  call-back: a
  file-ending: a
  me: a
  digit-word: a
  patient-message: a
  likewise: a
  date-joint: a
  ordinal: a
  month-word: a
  birth-joint: a
  direction: a
  mailbox: a
  received: a
  get: a
  roster: a
  self-patient: a
  version-code: a
  number-label: a
  as-staff: a
  pronoun: a
  age: a
  themselves: a
  given-as: a
  meant-for: a
  in-place-of: a
  own: a
  located: a
  together: a
also_words: may
""",
    "kb/imports/permissions.yaml": f"""\
import: permissions
sheet: {_TEXT}
purpose: {_TEXT}
columns:
  - {{column: office, required: true, title: {_TEXT}, hint: {_TEXT}, headers: [Office]}}
cells: {{full: ["yes", x]}}
months: {{"1": [janvier]}}
menu: [{_TEXT}]
user_pattern: oceanapi
""",
    "kb/imports/words.yaml": f"""\
import: words
cells: {{"yes": [x], "no": ["no"], ticks: ["1"], blank: ["-"], never: [never], no_error: [none]}}
months: {{"1": [janvier]}}
titles: [dr]
menus: {{yes-no: [{_TEXT}]}}
workbook: {{order: [permissions], sheet: {_TEXT}, ignored: [notes], instructions: [{_TEXT}]}}
""",
    "kb/symptoms/list-empty.yaml": f"""\
symptom: list-empty
title: {_TEXT}
description: {_TEXT}
verification:
  - text: {_TEXT}
    sources: [E01]
recognise:
  patterns:
    - {{all: [show-, list^], without: [invoice]}}
""",
    "kb/causes/link-missing.yaml": f"""\
cause: link-missing
title: {_TEXT}
explanation: {_TEXT}
customer: {_TEXT}
""",
    "kb/causes/sync-stopped.yaml": f"""\
cause: sync-stopped
title: {_TEXT}
explanation: {_TEXT}
customer: {_TEXT}
""",
    "kb/remediations/open-link.yaml": f"""\
remediation: open-link
role: emr-admin
minutes: 15
guard: {{accuro.ready: false}}
side_effect: {_TEXT}
title: {_TEXT}
prerequisites:
  - text: {_TEXT}
    sources: [E01]
steps:
  - text: {{fr: "Cliquez sur {{label:accuro.save}}.", en: "Click {{label:accuro.save}}."}}
    sees: {_TEXT}
    warning: {_TEXT}
    detail: accuro.ready
    basis: inference
    sources: [E01]
verification:
  - text: {_TEXT}
    sources: [E01]
not_helped: {_TEXT}
escalation: clinic-manager
sources: [E01]
""",
    "kb/remediations/restart-sync.yaml": f"""\
remediation: restart-sync
role: clinic-manager
minutes: 5
after: [open-link]
title: {_TEXT}
steps:
  - text: {_TEXT}
    sources: [E01]
verification:
  - text: {_TEXT}
    sources: [E01]
not_helped: {_TEXT}
escalation: clinic-manager
sources: [E01]
""",
}


@dataclass(frozen=True)
class Base:
    """A knowledge base in a folder, and the ways to change one of its files."""

    root: Path

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands in a file exactly once."""
        content = (self.root / path).read_text(encoding="utf-8")
        assert content.count(old) == 1, f"{path}: {content.count(old)} times {old!r}"
        self.write(path, content.replace(old, new))

    def remove(self, path: str) -> None:
        (self.root / path).unlink()

    def load(self, cache: Path | None = None) -> KnowledgeBase:
        return load_knowledge(self.root, cache)

    def problems(self) -> list[str]:
        with pytest.raises(KnowledgeBaseError) as caught:
            self.load()
        return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def base(tmp_path: Path) -> Base:
    base = Base(tmp_path / "knowledge")
    for path, content in _FILES.items():
        base.write(path, content)
    return base
