"""What the tests of the command line share."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


HEADER = "emr_user,office,provider,patient,scheduling,billing,emr,labs,visible,access_until\n"
FULL = HEADER + "OceanAPI77,North,Dr. A,x,x,x,x,x,x,\nOceanAPI77,South,Dr. A,x,x,x,x,x,x,\n"
GAP = HEADER + "OceanAPI77,North,Dr. A,x,x,x,x,x,x,\nOceanAPI77,South,Dr. A,x,x,,Read Only,x,x,\n"


@dataclass(frozen=True, slots=True)
class Done:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Oceandx = Callable[..., Done]
