"""How values are laid out around words of the knowledge base: expressions to be filled with those words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HOUR = r"[ ]?(?:h(?:rs?|eures?)?|[ap]\.?m)(?!\w)"

DISGUISED = (  # what follows the name in «name at gmail dot com»
    r"[ ]?[\[({{<]?[ ]?(?:{at})[ ]?[\])}}>]?[ ]?"
    r"([\w\-]{{1,40}}(?:[ ]?[\[({{]?[ ]?(?:\.|{dot})[ ]?[\])}}]?[ ]?[\w\-]{{2,40}}){{0,2}}?"
    r"[ ]?[\[({{]?[ ]?(?:\.|{dot})[ ]?[\])}}]?[ ]?(?:com|ca|net|org|qc|fr|info|edu|gov|me|io|example))(?!\w)"
)
EXTENSION = r"[ ,]{{0,3}}(?:\(? ?(?:{})\.? ?:? ?|# ?)\d{{1,6}}\)?(?!\w)"
UNIT = r"[ ,\-\u2013]{{0,3}}(?:#[ ]?|(?:{})\.?[ ]?#?[ ]?)[\w\-]{{1,6}}"
DAY_BEFORE = (
    r"(?:(?<![\d/.\-])((?:1[89]|20)\d\d)(?:[./\-]|[ ,]{{1,3}})(?:(?:{joint}) )?)?"
    r"(?<!\d)(\d{{1,2}})(?:{ordinal})?[ .\-/]{{0,3}}"
    r"(?:(?:{joint})[ ']{{1,2}})?\Z"
)
AFTER_MONTH = (
    r"[.,]?[ .\-/]{{0,3}}(?:(?:(?:{joint})[ ])?(?P<day>\d{{1,2}})(?:{ordinal})?(?![\d:h]|" + _HOUR + r"))?"
    r"(?:[ ,.\-/]{{0,3}}(?:(?:{joint})[ '])?"
    r"(?P<year>(?:1[89]|20)\d\d(?![\d:h])|'\d\d(?!\d)|(?<=[ \-/.])\d\d(?![\d:h]| ?:|" + _HOUR + r")))?"
)
BARE_BIRTH = (
    r"[ :=.,(\-]{{0,4}}(?:(?:{joint}|:) )?[ ]?"
    r"((?:1[89]|20)\d\d(?!\d)|\d{{6}}(?!\d)|\d{{1,2}}[ /.\-]\d{{1,2}}[ /.\-]\d{{2,4}}(?!\d)"
    r"|\d{{1,2}}/\d{{1,2}}(?![\d/]))"
)
ORDINAL_MONTH = (
    r"(?<!\w)\d{{1,2}}(?:{ordinal})?[ ](?:(?:{joint})[ ]){{0,2}}\d{{1,2}}(?:{ordinal})?[ ](?:{month})[ ]"
    r"(?:(?:{joint})[ ]){{0,2}}((?:1[89]|20)\d\d)(?!\d)"
)
VERSION_CODE = (
    r"(?:[ ,\-\u2013(]{{0,3}}(?:{})[ .:#]{{1,3}}|[ \-\u2013]{{0,3}}|\.(?=[A-Z]{{2}}(?!\w)))([A-Za-z]{{1,2}})(?!\w)"
)
STATED = r"[ '\u2019]{{1,2}}(?:(?:{0})[ ]{{1,2}}){{1,2}}(?::[ ]?)?"
SEE_ALSO = r"[ ]?[,;(\[\-][ ]?(?:{})[ :]{{1,2}}(?:#|no\.?|n°)?[ ]?(\d{{4,7}})(?![\d:h.,/\-]\d)"
RURAL = (  # what goes on after «RR 2» or «Box 12»
    r"(?:[ ,.]{{1,3}}(?:(?i:{rural})\.?[ ]?(?:no\.?[ ]?|#[ ]?)?\d{{1,5}}(?!\w)"
    r"|(?i:{station})\.?[ ][A-ZÀ-Ý][\w\-]{{1,20}}(?:[ ][A-ZÀ-Ý][a-zà-ÿ\-]{{2,20}})?)){{1,5}}"
)
BEFORE_RURAL = r"(?<![\w.])(?:(?i:{})\.?[ ]?(?:no\.?[ ]?|#[ ]?)?\d{{1,5}}[ ,]{{1,3}}){{1,4}}\Z"


def alternatives(entries: Iterable[str]) -> str:
    """Return the expression that any of some words matches, the longest first."""
    return "|".join(re.escape(entry) for entry in sorted(set(entries), key=len, reverse=True))
