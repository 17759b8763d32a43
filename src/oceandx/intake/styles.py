"""Whether what an element holds is seen: by its own style, by what it inherits, by the style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

Colour = tuple[int, int, int]
_WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Look:
    """How text shows: its colour when one is given, what it stands on (None: a picture), and what hides it."""

    colour: Colour | None = None
    ground: Colour | None = _WHITE
    hidden: bool = False
    tiny: bool = False

    @property
    def visible(self) -> bool:
        """Tell whether a person sees text of this look."""
        return not (self.hidden or self.tiny or _same(self.colour, self.ground))


SEEN = Look()


def look_of(around: Look, attributes: Mapping[str, str], hiding: frozenset[str], *, hidden: bool) -> Look:
    """Return the look of an element: that of the one around it, changed by its attributes and by the style sheet."""
    hidden = hidden or "hidden" in attributes
    if hiding:
        named = {f".{name}" for name in attributes.get("class", "").split()} | {f"#{attributes.get('id', '')}"}
        hidden = hidden or not named.isdisjoint(hiding)
    look = replace(around, hidden=True) if hidden and not around.hidden else around
    if "bgcolor" in attributes:
        look = replace(look, ground=_colour(attributes["bgcolor"].strip().lower()))
    if "color" in attributes:
        look = replace(look, colour=_colour(attributes["color"].strip().lower()))
    style = attributes.get("style")
    return _styled(look, style) if style else look


def hiding_names(markup: str) -> frozenset[str]:
    """Return the classes (".name") and ids ("#name") that the style sheets of a page hide on every screen."""
    sheets = "\n".join(match.group(1) for match in _SHEET.finditer(markup[:_MOST_SHEETS]))
    if not sheets:
        return frozenset()
    found: set[str] = set()
    for selectors, style in _rules(sheets):
        if _HIDES.search(_BLANK.sub("", style).lower()):
            found.update(name for name in map(str.strip, selectors.split(",")) if _NAME.fullmatch(name))
    return frozenset(found)


def _rules(sheets: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and the style of each rule; what is within @media holds on some screens only."""
    depth, selectors, before = 0, "", ""
    for part in _BRACES.split(_REMARK.sub("", sheets)):
        if part == "{":
            depth += 1
            selectors = before if depth == 1 else ""
        elif part == "}":
            if depth == 1 and "@" not in selectors:
                yield selectors, before
            depth = max(0, depth - 1)
        before = part


_MOST_SHEETS = 200_000  # characters of a page in which style sheets are looked for: they stand in its head
_SHEET = re.compile(r"<style\b[^>]*+>([^<]*+)", re.IGNORECASE)
_REMARK = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACES = re.compile(r"([{}])")
_NAME = re.compile(r"[.#][\w-]+")
_BLANK = re.compile(r"\s+")
_HIDES = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0?(?:\.0+)?(?:[;!%]|$)|mso-hide:all"
    r"|max-height:0(?:\.0+)?(?:px|pt|em|%)?(?:[;!]|$)|max-width:0(?:\.0+)?(?:px|pt|em|%)?(?:[;!]|$)"
    r"|text-indent:-\d{3}|(?:left|top|margin-left):-\d{4})"
)
_SIZE = re.compile(r"(?:^|;)font-size:([\d.]{1,9})([a-z%]*)")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]*)")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]*)")
_ANY_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|\b(?:white|black|transparent)\b")
_NUMBERS = re.compile(r"[\d.]{1,9}")
_NEAR = 12  # of 255: no eye tells two such colours apart


@lru_cache(maxsize=2048)
def _styled(look: Look, style: str) -> Look:
    style = _BLANK.sub("", style[:4000]).lower()
    hidden = (
        look.hidden
        or _HIDES.search(style) is not None
        or (
            "overflow:hidden" in style
            and re.search(r"(?:^|;)(?:height|width):0(?:px|pt)?(?:[;!]|$)", style) is not None
        )
    )
    tiny = look.tiny
    if size := _SIZE.search(style):
        # A container may have no size and its cells one: mail templates close gaps that way.
        tiny = size[2] in {"", "px", "pt", "%", "em", "rem"} and _number(size[1]) <= (0 if "em" in size[2] else 1)
    colour, ground = look.colour, look.ground
    if given := _COLOUR.search(style):
        colour = _colour(given[1])
        hidden = hidden or given[1] == "transparent"
    if given := _GROUND.search(style):
        ground = _colour(given[1]) if "transparent" not in given[1] and "none" not in given[1] else ground
    return Look(colour, ground, hidden=hidden, tiny=tiny)


def _colour(written: str) -> Colour | None:
    """Return a colour as red, green and blue, or None for one that is not understood (a picture, a name)."""
    found = _ANY_COLOUR.search(written)
    if found is None or "url(" in written or "gradient" in written:
        return None
    name = found.group()
    if name == "white":
        return _WHITE
    if name == "black":
        return (0, 0, 0)
    if name.startswith("#"):
        digits = name[1:]
        full = "".join(digit * 2 for digit in digits[:3]) if len(digits) < 6 else digits[:6]
        return (int(full[:2], 16), int(full[2:4], 16), int(full[4:], 16))
    numbers = [min(255, int(_number(number))) for number in _NUMBERS.findall(name)[:3]]
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else None


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 99.0


def _same(one: Colour | None, other: Colour | None) -> bool:
    return one is not None and other is not None and all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))
