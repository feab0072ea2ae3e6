"""Rows of a register and the buildings they speak of: by id, reference, address or place, in the order wanted."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from rapidfuzz import fuzz

from gis.addresses import Address, parsed, streets_alike
from gis.columns import texts
from gis.references import normalise

RULES: Final = ("id", "reference", "address", "place")
"""Ways to find the building of a row."""

MATCHED, AMBIGUOUS, UNMATCHED = "matched", "ambiguous", "unmatched"

ALIKE: Final = 88.0
"""Streets whose names agree less than this are two streets [0..100]."""
APART: Final = 4.0
"""The best street must be ahead of the next one by this, else it is unclear which is meant [0..100]."""
NEAR_M: Final = 5.0
"""A point lies in a building, or at most so far from the nearest one [m]."""
MOST_SHOWN: Final = 12
"""Candidates that are kept of an unclear row."""

Texts = NDArray[np.object_]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """Which buildings the rows of a table speak of.

    Attributes
    ----------
    row, building : ndarray of int, shape (N,)
        Pairs: several rows may speak of one building, and one row of several buildings.
    status : ndarray of str, shape (R,)
        matched, ambiguous or unmatched.
    rule : ndarray of str, shape (R,)
        By which rule it was found; "" for none.
    candidates : dict
        Of each ambiguous row, the rows of the buildings that may be meant.
    """

    row: Rows
    building: Rows
    status: Texts
    rule: Texts
    candidates: dict[int, tuple[int, ...]]

    @property
    def rate(self) -> float:
        """Share of the rows that found their building [-]."""
        return float((self.status == MATCHED).mean()) if len(self.status) else 0.0


def match(
    table: pd.DataFrame,
    keys: Mapping[str, str],
    buildings: gpd.GeoDataFrame,
    rules: Sequence[str] = RULES,
    country: str = "",
) -> Match:
    """Find the buildings of the rows of a table.

    Parameters
    ----------
    table : DataFrame, shape (R,)
        With a column ``geometry`` in the system of the buildings, where rows have places.
    keys : mapping of str to str
        Rule -> column of the table; of an address perhaps two, joined by ``+``.
    buildings : GeoDataFrame, shape (B,)
        Indexed by id, with ``national_cadastral_reference`` and ``address``.
    rules : sequence of str
        Those of `RULES` that count, the first one that finds something decides.
    country : str
        ISO code: how references and addresses are read.
    """
    count = len(table)
    status: Texts = np.full(count, UNMATCHED, dtype=object)
    rule: Texts = np.full(count, "", dtype=object)
    pairs: list[tuple[Rows, Rows]] = []
    candidates: dict[int, tuple[int, ...]] = {}
    for each in rules:
        left = np.flatnonzero(status == UNMATCHED)
        if not len(left) or (each != "place" and each not in keys):
            continue
        row, building, unclear = _FINDERS[each](table.iloc[left], keys.get(each, ""), buildings, country)
        status[left[row]] = MATCHED
        rule[left[row]] = each
        pairs.append((left[row], building))
        for place, options in unclear.items():
            status[left[place]], rule[left[place]] = AMBIGUOUS, each
            candidates[int(left[place])] = options[:MOST_SHOWN]
    found = pairs or [(np.empty(0, np.int64), np.empty(0, np.int64))]
    rows, targets = (np.concatenate([pair[side] for pair in found]) for side in (0, 1))
    return Match(rows.astype(np.int64), targets.astype(np.int64), status, rule, candidates)


def with_choices(found: Match, names: Texts, choices: Mapping[str, int]) -> Match:
    """Take the user's choices for unclear rows; ``names`` is what a row is called, choices the building's row."""
    rows = [n for n in found.candidates if str(names[n]) in choices]
    if not rows:
        return found
    status = found.status.copy()
    status[rows] = MATCHED
    targets = np.array([choices[str(names[n])] for n in rows], dtype=np.int64)
    left = {n: options for n, options in found.candidates.items() if n not in set(rows)}
    return Match(
        np.concatenate([found.row, np.array(rows, dtype=np.int64)]),
        np.concatenate([found.building, targets]),
        status,
        found.rule,
        left,
    )


Found = tuple[Rows, Rows, dict[int, tuple[int, ...]]]


def key_texts(table: pd.DataFrame, column: str) -> Texts:
    """Texts of a key; columns joined by ``+`` are put one after the other."""
    parts = [texts(table[name.strip()]) for name in column.split("+")]
    return np.array([" ".join(filter(None, cells)) for cells in zip(*parts, strict=True)], dtype=object)


def _by_id(table: pd.DataFrame, column: str, buildings: gpd.GeoDataFrame, _country: str) -> Found:
    said = pd.Series(key_texts(table, column)).str.casefold()
    known = buildings.index.astype(str).str.casefold()
    unique = known[~known.duplicated(keep=False)]
    place = pd.Index(unique).get_indexer(pd.Index(said))
    rows = np.flatnonzero(~known.duplicated(keep=False))
    hit = np.flatnonzero(place >= 0)
    return hit, rows[place[hit]], {}


def _by_reference(table: pd.DataFrame, column: str, buildings: gpd.GeoDataFrame, country: str) -> Found:
    """By the reference itself, else by the parcel that it lies on; a parcel may hold several buildings."""
    own = [_reference(text, country) for text in buildings["national_cadastral_reference"]]
    said = [_reference(text, country) for text in key_texts(table, column)]
    exact: dict[str, list[int]] = defaultdict(list)
    parcel: dict[str, list[int]] = defaultdict(list)
    for here, (whole, part) in enumerate(own):
        if whole:
            exact[whole].append(here)
        if part:
            parcel[part].append(here)
    row: list[int] = []
    building: list[int] = []
    for place, (whole, part) in enumerate(said):
        hits = exact.get(whole) or parcel.get(part) if whole else None
        for hit in hits or ():
            row.append(place)
            building.append(hit)
    return np.array(row, dtype=np.int64), np.array(building, dtype=np.int64), {}


def _reference(text: object, country: str) -> tuple[str, str]:
    """A reference and that of its parcel; the text itself where it is none that is known."""
    plain = str(text or "").strip()
    found = normalise(plain, country) if plain else None
    if found is None:
        return plain.casefold(), plain.casefold()
    return found.text.casefold(), (found.parcel or found.text).casefold()


def _by_address(table: pd.DataFrame, column: str, buildings: gpd.GeoDataFrame, country: str) -> Found:
    said = parsed(key_texts(table, column).tolist(), country)
    known = parsed(texts(buildings["address"]).tolist(), country)
    houses = _houses(known)
    streets = sorted({street for street, _ in houses})
    street_of = _streets(said, streets)
    row: list[int] = []
    building: list[int] = []
    unclear: dict[int, tuple[int, ...]] = {}
    for place, address in enumerate(said):
        if address is None:
            continue
        options = street_of.get(_sorted(address.street), ())
        hits, doubtful = _at(address, options, houses, known)
        if doubtful:
            unclear[place] = hits
        else:
            row += [place] * len(hits)
            building += hits
    return np.array(row, dtype=np.int64), np.array(building, dtype=np.int64), unclear


def _houses(known: Sequence[Address | None]) -> dict[tuple[str, int], list[int]]:
    """Buildings by street and number; one with a range stands under all of its numbers."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row, address in enumerate(known):
        if address is None:
            continue
        for number in address.numbers():
            found[_sorted(address.street), number].append(row)
    return found


def _streets(said: Sequence[Address | None], known: list[str]) -> dict[str, tuple[str, ...]]:
    """Known streets that each street of the table can be: itself, or the most alike ones."""
    wanted = sorted({_sorted(address.street) for address in said if address is not None})
    same = set(known)
    rest = [street for street in wanted if street not in same]
    best, score, second = streets_alike(rest, known, ALIKE)
    found: dict[str, tuple[str, ...]] = {street: (street,) for street in wanted if street in same}
    for street, place, first, next_best in zip(rest, best, score, second, strict=True):
        if place >= 0:
            options = [known[place]]
            if first - next_best < APART:
                options = [each for each in known if _alike(street, each) >= first - APART]
            found[street] = tuple(options)
    return found


def _alike(one: str, two: str) -> float:
    return float(fuzz.token_sort_ratio(one, two))


def _sorted(street: str) -> str:
    return " ".join(sorted(street.split()))


def _at(
    address: Address,
    streets: Sequence[str],
    houses: Mapping[tuple[str, int], list[int]],
    known: Sequence[Address | None],
) -> tuple[tuple[int, ...], bool]:
    """Buildings at an address, and whether it is unclear which of them is meant."""
    hits = dict.fromkeys(
        row for street in streets for number in address.numbers() for row in houses.get((street, number), ())
    )
    fitting = [
        row
        for row in hits
        if (there := known[row]) is not None
        and (not address.postcode or not there.postcode or address.postcode == there.postcode)
    ]
    exact = [row for row in fitting if known[row].letter == address.letter]  # type: ignore[union-attr]
    if exact:
        return tuple(exact), len({there.street for row in exact if (there := known[row]) is not None}) > 1
    return tuple(fitting), bool(fitting)


def _by_place(table: pd.DataFrame, _column: str, buildings: gpd.GeoDataFrame, _country: str) -> Found:
    """By the building around a point, else by the nearest one, where it is not far."""
    nothing = np.empty(0, dtype=np.int64)
    if not isinstance(table, gpd.GeoDataFrame) or "geometry" not in table:
        return nothing, nothing, {}
    points = np.asarray(table["geometry"], dtype=object)
    rows = np.flatnonzero(~(shapely.is_missing(points) | shapely.is_empty(points)))
    places = points[rows]
    places = np.where(shapely.get_dimensions(places) == 2, shapely.point_on_surface(places), places)
    tree = shapely.STRtree(buildings.geometry.to_numpy())
    near, building = tree.query_nearest(places, max_distance=NEAR_M, all_matches=True)
    order = np.unique(near, return_index=True)[1]
    return rows[near[order]], building[order], {}


_FINDERS: Final = {"id": _by_id, "reference": _by_reference, "address": _by_address, "place": _by_place}
