"""The clinic's lists held against each other: who is in one and not in another, and whose name differs.

A name that is close to another, but not the same, is neither present nor missing: as long as it could explain a gap,
the gap is no fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from oceandx.facts.imports.findings import Fact, Origin
from oceandx.facts.imports.structures import Grid, OceanProvider, Placement
from oceandx.facts.imports.table import fold, fold_header
from oceandx.facts.names import NEAR, Key, Names
from oceandx.model.case import Detail

SELECTED = "accuro.oceanapi.selected_have_grid_row"
GRID_SELECTED = "cloud_connect.grid_providers_selected"
OFFICES = "accuro.oceanapi.every_office_in_grid"
AGREE = "clinic.provider_names_agree"
SAME_USER = "accuro.oceanapi.edited_user_is_connected_user"

_PERMISSIONS, _PROVIDERS, _OCEAN, _SYNC = "permissions", "providers", "ocean_providers", "sync_status"


@dataclass(frozen=True, slots=True)
class Lists:
    """What is to be held against each other; an empty list is one that nobody supplied.

    ``sources`` says where a list comes from that no file holds: ``{"providers": "collector:accuro"}``.
    """

    ocean: Sequence[OceanProvider] = ()
    places: Sequence[tuple[str, str]] = ()
    placements: Sequence[Placement] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    def providers(self) -> Mapping[str, tuple[str, ...]]:
        """Return the names of the providers by the kind of the file that has them."""
        names = {
            _PERMISSIONS: [provider for _, provider in self.places],
            _PROVIDERS: [one.provider for one in self.placements if one.is_active is not False],
            _OCEAN: [one.provider for one in self.ocean],
        }
        return {kind: tuple(dict.fromkeys(found)) for kind, found in names.items() if found}

    def origin(self, observed_at: str, *kinds: str) -> Origin:
        """Return where facts come from that lists of these kinds give together."""
        return Origin(", ".join(self.sources.get(kind, f"import:{kind}") for kind in kinds), observed_at)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Something that a list lacks, and the near names that could be it."""

    item: Mapping[str, object]
    near: Detail


def cross_check(lists: Lists, names: Names, observed_at: str) -> tuple[Fact, ...]:
    """Return the facts that two of the lists give together; lists that are not there give none."""
    facts: list[Fact] = []
    if lists.ocean and lists.places:
        origin = lists.origin(observed_at, _OCEAN, _PERMISSIONS, *([_PROVIDERS] if lists.placements else []))
        facts += [_selected(lists, names, origin), _grid_selected(lists, names, origin)]
    if lists.placements and lists.places:
        facts.append(_offices(lists, lists.origin(observed_at, _PERMISSIONS, _PROVIDERS)))
    if len(lists.providers()) > 1:
        facts.append(_agreement(lists.providers(), names, lists.origin(observed_at, *lists.providers())))
    return tuple(facts)


def same_user(grid: Grid, connected: str, observed_at: str) -> Fact:
    """Return whether the grid is that of the user whom Cloud Connect shows as connected.

    Names must be the same but for case, accents and punctuation; a near one is unknown, and shown.
    """
    origin = Lists().origin(observed_at, _PERMISSIONS, _SYNC)
    if grid.user is None:
        return origin.fact(SAME_USER, None)
    shown = {"emr_user": grid.user, "connected_user": connected}
    mine, theirs = (fold_header(name) or fold(name) for name in (grid.user, connected))
    if mine == theirs:
        return origin.fact(SAME_USER, value=True)
    score = Names().score(mine, theirs)
    if score >= NEAR:
        return origin.fact(SAME_USER, None, [{**shown, "score": score}])
    return origin.fact(SAME_USER, value=False, detail=[shown])


def _selected(lists: Lists, names: Names, origin: Origin) -> Fact:
    """Every provider selected in Cloud Connect has a row in the grid, in each office where the person works."""
    selected = [one.provider for one in lists.ocean if one.sync_selected]
    gaps = list(_without_row(selected, lists, names))
    is_told = bool(selected) and all(one.sync_selected is not None for one in lists.ocean)
    return _judge(SELECTED, gaps, origin, is_told=is_told)


def _without_row(selected: Iterable[str], lists: Lists, names: Names) -> Iterator[_Gap]:
    offices, in_grid = _offices_of(lists.placements, names), [name for _, name in lists.places]
    office_keys = {office: Names().key(office) for office in _all_offices(lists)}
    name_keys = {name: names.key(name) for name in dict.fromkeys(in_grid)}
    rows = {(office_keys[office], name_keys[name]) for office, name in lists.places}
    known_keys = set(name_keys.values())
    near = _near(names, [one.provider for one in lists.ocean], in_grid, (_OCEAN, _PERMISSIONS))
    near_offices = _near_offices(lists)
    for provider in selected:
        key, like = names.key(provider), near.get(provider, ())
        known = offices.get(key, ())
        for office in known:
            if (office_keys[office], key) not in rows:
                yield _Gap({"provider": provider, "office": office}, (*like, *near_offices.get(office, ())))
        if not known and key not in known_keys:
            yield _Gap({"provider": provider}, like)


def _grid_selected(lists: Lists, names: Names, origin: Origin) -> Fact:
    """Every provider with a row in the grid is selected; one whom Ocean's list does not have is unknown."""
    selected = _marks(lists.ocean, names)
    gone = _inactive(lists.placements, names)
    in_grid = [name for name in lists.providers()[_PERMISSIONS] if names.key(name) not in gone]
    gaps = [_Gap({"provider": name}, ()) for name in in_grid if selected.get(names.key(name)) is False]
    unsure = [name for name in in_grid if selected.get(names.key(name)) is None]
    kinds, ocean = (_PERMISSIONS, _OCEAN), [one.provider for one in lists.ocean]
    names_near = _near(names, in_grid, ocean, kinds)
    near = [item for name in unsure for item in names_near.get(name, ())]
    if near and not gaps:
        return origin.fact(GRID_SELECTED, None, near)
    return _judge(GRID_SELECTED, gaps, origin, is_told=bool(in_grid) and not unsure)


def _marks(ocean: Iterable[OceanProvider], names: Names) -> Mapping[Key, bool | None]:
    """Return who is selected; two spellings of one name that are marked differently say nothing."""
    marks: dict[Key, set[bool | None]] = {}
    for one in ocean:
        marks.setdefault(names.key(one.provider), set()).add(one.sync_selected)
    return {key: next(iter(found)) if len(found) == 1 else None for key, found in marks.items()}


def _offices(lists: Lists, origin: Origin) -> Fact:
    """Every office where a provider works has a row in the grid."""
    wanted = dict.fromkeys(one.office for one in lists.placements if one.is_active is not False)
    in_grid, near = _keys(Names(), (office for office, _ in lists.places)), _near_offices(lists)
    gaps = [_Gap({"office": office}, near.get(office, ())) for office in wanted if Names().key(office) not in in_grid]
    return _judge(OFFICES, gaps, origin, is_told=bool(wanted))


def _agreement(providers: Mapping[str, tuple[str, ...]], names: Names, origin: Origin) -> Fact:
    """No two files spell one provider's name differently; files without a name in common say nothing of it."""
    differences: list[Mapping[str, object]] = []
    is_shared = False
    for (kind, mine), (other_kind, theirs) in combinations(providers.items(), 2):
        is_shared = is_shared or not _keys(names, mine).isdisjoint(_keys(names, theirs))
        differences += _items(names, mine, theirs, (kind, other_kind))
    if differences:
        return origin.fact(AGREE, value=False, detail=differences)
    return origin.fact(AGREE, True if is_shared else None)


def _judge(name: str, gaps: Sequence[_Gap], origin: Origin, *, is_told: bool) -> Fact:
    """Return false for a gap that no near name explains, unknown for one that could be explained, else true."""
    if certain := [gap.item for gap in gaps if not gap.near]:
        return origin.fact(name, value=False, detail=certain)
    if gaps:
        items = {tuple(item.items()): item for gap in gaps for item in gap.near}
        return origin.fact(name, None, items.values())
    return origin.fact(name, True if is_told else None)


def _offices_of(placements: Iterable[Placement], names: Names) -> Mapping[Key, tuple[str, ...]]:
    found: dict[Key, tuple[str, ...]] = {}
    for one in placements:
        if one.is_active is not False:
            found[names.key(one.provider)] = (*found.get(names.key(one.provider), ()), one.office)
    return found


def _inactive(placements: Sequence[Placement], names: Names) -> set[Key]:
    """Return the providers whom the clinic no longer has in any office."""
    active = set(_offices_of(placements, names))
    return {names.key(one.provider) for one in placements} - active


def _near(names: Names, mine: Sequence[str], theirs: Sequence[str], kinds: tuple[str, str]) -> Mapping[str, Detail]:
    """Return the near names of each provider who has any."""
    return _by("provider", _items(names, mine, theirs, kinds))


def _items(names: Names, mine: Sequence[str], theirs: Sequence[str], kinds: tuple[str, str]) -> Detail:
    return tuple(
        {"provider": near.name, "file": kinds[0], "other": near.other, "other_file": kinds[1], "score": near.score}
        for near in names.near(mine, theirs)
    )


def _near_offices(lists: Lists) -> Mapping[str, Detail]:
    """Return the near names of each office that has any."""
    offices = [one.office for one in lists.placements]
    items = (
        {"office": near.name, "file": _PROVIDERS, "other": near.other, "other_file": _PERMISSIONS, "score": near.score}
        for near in Names().near(offices, [place for place, _ in lists.places])
    )
    return _by("office", items)


def _by(key: str, items: Iterable[Mapping[str, object]]) -> Mapping[str, Detail]:
    found: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for item in items:
        found[str(item[key])].append(item)
    return {name: tuple(ones) for name, ones in found.items()}


def _keys(names: Names, of: Iterable[str]) -> set[Key]:
    return {names.key(name) for name in dict.fromkeys(of)}


def _all_offices(lists: Lists) -> Iterable[str]:
    return dict.fromkeys([*(office for office, _ in lists.places), *(one.office for one in lists.placements)])
