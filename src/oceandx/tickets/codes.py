"""What may be kept about a ticket beside its own id: codes and numbers, never a word of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_CODE = re.compile(r"[A-Za-z0-9_.:@/+#=-]{1,200}", re.ASCII)
_LONGEST_NAME = 200
_LARGEST = 20_000


def code(what: str, value: str, *, empty: bool = False) -> str:
    """Return ``value`` if it is one code without white space; else a ValueError names ``what``, never the value."""
    if (value or empty) and (not value or _CODE.fullmatch(value)):
        return value
    raise ValueError(f"{what}: not a code; letters, digits and _.:@/+#=- only, 200 at most")


def name(what: str, value: str) -> str:
    """Return ``value`` if it can be an id or a name that a helpdesk gave; else a ValueError that does not repeat it."""
    if value and len(value) <= _LONGEST_NAME and value.isprintable():
        return value
    raise ValueError(f"{what}: not a name; one line of 1 to {_LONGEST_NAME} characters")


def codes_json(what: str, data: Mapping[str, Any]) -> str:
    """Return data as compact JSON with sorted keys, if all its strings are codes; else a ValueError names ``what``."""
    _check(what, data)
    content = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
    if len(content) > _LARGEST:
        raise ValueError(f"{what}: more than {_LARGEST} characters")
    return content


def _check(what: str, data: object) -> None:
    if isinstance(data, str):
        code(what, data, empty=True)
    elif isinstance(data, Mapping):
        for key, value in data.items():
            code(what, str(key))
            _check(what, value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            _check(what, value)
    elif data is not None and not isinstance(data, (bool, int, float)):
        raise ValueError(f"{what}: holds something that is neither a code nor a number")
