"""Hostile input: random and malicious texts and mails are read without an exception; how long the slowest takes.

Usage: python benchmarks/hostile.py [--runs N] [--seed N]

Exit code 1 when one of them raises anything but a refusal in one line.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import unicodedata
from contextlib import suppress

from oceandx.consultation import open_knowledge
from oceandx.errors import UsageError
from oceandx.reading import open_reader

_SIZE = 10_000
_AIM = 0.05
"""Seconds that each may take."""
_PIECES = (
    "Les rappels ne partent pas. ", "Dr. Roy isn't on the Patients page! ", "patient Marie Tremblay ",
    "née le 3 mai 1951 ", "TREM 5103 0312 ", "mot de passe: Zq7#mLp2!vXt9 ", "\n> ",
    "\nLe 3 nov. 2025 à 10:22, X a écrit :\n", "\nOn Tue, X wrote:\n", "\n-- \n", "Merci,\n", "----- ", "\u200b",
    "\u202e", "\u0430", "\u0301", "\ufb01", "\U0001d400", "\r\n", "\t", "not ", "pas ", "ne ", "n't ", "but ",
    "mais ", "(", ")", ",", ". ", "@", "a@b.ca ", "514 555-0142 ", "1234-567-890 AB ", "«PATIENT-1» ", "#", "=",
    "<div>", "</div>", "<!--", "&nbsp;", "=?utf-8?q?", "From: x\n", "Subject: y\n",
    "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "123456789 ", "A", "a ", "Aa ", "0", "é", "İ", "中", "🙂",
    " ",
)  # fmt: skip
# What a script, a sign or a picture has; what is assigned to nothing is no text.
_ASSIGNED = [code for code in range(0x110000) if unicodedata.category(chr(code)) not in {"Cn", "Co", "Cs"}]


def main() -> int:
    """Read the inputs and tell what the slowest cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    reader = open_reader(open_knowledge(), many=True)
    chance = random.Random(arguments.seed)  # noqa: S311 - a fuzz, not a secret
    times: list[float] = []
    refused = failed = over = again = 0
    for number in range(arguments.runs):
        data = _input(chance)
        started = time.process_time()
        try:
            reader.read_bytes(data)
        except UsageError:
            refused += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            failed += 1
            print(f"input {number}: {type(error).__name__}", file=sys.stderr)
        times.append(time.process_time() - started)
        if times[-1] > _AIM:
            over += 1
            started = time.process_time()
            with suppress(UsageError):
                reader.read_bytes(data)
            again += time.process_time() - started > _AIM
    times.sort()
    middle, slowest = times[len(times) // 2], times[-1]
    print(
        f"{arguments.runs} inputs of {_SIZE} characters: {failed} exceptions, {refused} refused; "
        f"median {middle * 1000:.0f} ms, 99 % under {times[len(times) * 99 // 100] * 1000:.0f} ms, "
        f"slowest {slowest * 1000:.0f} ms; {over} over {_AIM * 1000:.0f} ms, {again} of them when read again"
    )
    return 1 if failed else 0


def _input(chance: random.Random) -> bytes:
    """Return one input: a few pieces over and over, many pieces, or noise."""
    kind = chance.randrange(4)
    if kind == 0:
        piece = "".join(chance.choice(_PIECES) for _ in range(chance.randint(1, 3)))
        text = (piece * _SIZE)[:_SIZE]
    elif kind == 1:
        others = _ASSIGNED if chance.randrange(4) else range(0x10FFFF)  # of these most are no text, and refused
        text = "".join(chr(chance.choice((chance.randrange(32, 127), chance.choice(others)))) for _ in range(_SIZE))
    else:
        text = "".join(chance.choice(_PIECES) for _ in range(_SIZE))[:_SIZE]
    data = bytearray(text.encode("utf-8", "replace"))
    if not chance.randrange(50):
        data[chance.randrange(len(data))] = 0
    for _ in range(chance.randrange(20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


if __name__ == "__main__":
    sys.exit(main())
