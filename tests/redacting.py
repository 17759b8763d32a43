"""The words of redaction as the knowledge base has them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from oceandx.model.redaction import Cue, NamePoints, RedactionWords

_FOLDER = Path(__file__).resolve().parents[1] / "kb" / "intake"


@cache
def redaction_words() -> RedactionWords:
    """Read the three word files of ``kb/intake``."""
    redaction, names, ordinary = (
        yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8")) for name in ("redaction", "names", "ordinary")
    )

    def phrases(text: str) -> tuple[str, ...]:
        return tuple(each.strip() for each in text.split(",") if each.strip())

    return RedactionWords(
        tokens=redaction["tokens"],
        cues={Cue(cue): phrases(text) for cue, text in redaction["cues"].items()},
        months={int(number): tuple(found) for number, found in redaction["months"].items()},
        vendor_domains=tuple(redaction["vendor_domains"]),
        clinic_domains=tuple(redaction["clinic_domains"]),
        given_names=frozenset(word for text in names["given"].values() for word in text.split()),
        surnames=frozenset(word for text in names["surnames"].values() for word in text.split()),
        surnames_of_words=phrases(names["surnames_of_words"]),
        also_words=frozenset(phrases(redaction["also_words"])),
        ordinary=frozenset(ordinary["ordinary"].split()),
        word_endings=tuple(redaction["word_endings"]),
        name_points=NamePoints.of(redaction["name_points"]),
        alone_points=NamePoints.of(redaction["alone_points"]),
    )
