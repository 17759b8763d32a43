"""Canadian French typography (Office québécois de la langue française), applied to finished text.

A no-break space before ``:`` and inside guillemets, before ``%`` and ``$``; no space before ``;`` ``!`` ``?``. Code,
links, addresses, clock times, tags, entities and placeholders are left alone. Applying it twice changes nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

NO_BREAK = "\u00a0"
_MARK = "\ue000"
_SPACES = f"[ {NO_BREAK}\u202f]*"

_PROTECTED = re.compile(
    r"```.*?```"  # fenced code
    r"|`[^`\n]*`"  # code
    r"|\]\([^)\s]*\)"  # the target of a link
    r"|<[^<>\s][^<>]*>"  # a tag
    r"|https?://[^\s)>]+"  # an address on the web
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"  # an e-mail address
    r"|&#?\w+;"  # an entity
    r"|\{[^{}\n]*\}"  # a placeholder
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b"  # a clock time
    rf"|{_MARK}",
    re.DOTALL,
)
_RULES = (
    (re.compile(rf"(?<=\S){_SPACES}:(?=[ \t\r\n*_)»]|$)"), f"{NO_BREAK}:"),
    (re.compile(rf"(?<=[^\s{NO_BREAK}]){_SPACES}([;!?])(?=[\s*_)».,;!?]|$)"), r"\1"),
    (re.compile(rf"«{_SPACES}"), f"«{NO_BREAK}"),
    (re.compile(rf"{_SPACES}»"), f"{NO_BREAK}»"),
    (re.compile(rf"(?<=\d){_SPACES}([%$])(?!\w)"), f"{NO_BREAK}\\1"),
)


_SIGNS = re.compile("[:;!?«»%$]")
"""No rule changes a text without any of these."""


@lru_cache(maxsize=4096)
def typeset(text: str) -> str:
    """Return the text with Canadian French spacing; reports say the same things again and again, so it is kept."""
    if not _SIGNS.search(text):
        return text
    # Each protected span stands aside behind one mark, so that what surrounds it is still seen whole.
    spans = iter([match[0] for match in _PROTECTED.finditer(text)])
    marked = _PROTECTED.sub(_MARK, text)
    # One rule can make room for another ("a::"); a few rounds settle any text.
    for _ in _RULES:
        before = marked
        for pattern, replacement in _RULES:
            marked = pattern.sub(replacement, marked)
        if marked == before:
            break
    return re.sub(_MARK, lambda _: next(spans), marked)
