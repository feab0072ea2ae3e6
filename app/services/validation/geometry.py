"""Areas, party walls and shapes: simple polygons by hand, and statistics of real footprints by momepy."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import ShapelyError

from app.errors import UserError
from app.services.validation.judging import Floats, Judgement, Quantity, case_fault, compare
from app.text.plain_words import plain_words
from gis import shape
from gis.adjacency import TOLERANCE_M, shared_walls, wall_lengths
from gis.read import read_layer
from retrofit.physics.envelope import party_walls
from retrofit.stock.stock import PartyWalls, Stock

FILES: Final = ("cases", "statistics", "buildings")
FEWEST: Final = 1
TOLERANCE: Final = 1e-6
LAYER: Final = "buildings"
ATTACHED: Final = ("B_Alone", "B_N1", "B_N2")
"""TABULA codes by the number of attached neighbours; two stands for more."""
STATISTICS: Final[Mapping[str, Callable[[Floats], float]]] = {
    "mean": lambda x: float(x.mean()),
    "sum": lambda x: float(x.sum()),
    "min": lambda x: float(x.min()),
    "max": lambda x: float(x.max()),
}
SHRUNK: Final = re.compile(r"buffer\(-([\d.]+)\).*tolerance ([\d.]+).*within ([\d.]+) ?%", re.DOTALL)
HEIGHTS: Final = re.compile(r"np\.linspace\(([\d.]+), ?([\d.]+), ?(\d+)\)")
PRINTED: Final = re.compile(r"(perimeter|perimeter_wall)_(\d+)")

Geometries = NDArray[np.object_]


def judge(paths: Sequence[Path], tolerance: float | None = None) -> Judgement:
    """Measure polygons and footprints and compare.

    Parameters
    ----------
    paths : sequence of Path
        JSON of polygons with their areas; JSON of statistics and the buildings they are of,
        whose coordinates are taken as metres. Either JSON may be first; the buildings
        follow theirs.
    tolerance : float, optional
        Largest relative error instead of `TOLERANCE`.
    """
    limit = TOLERANCE if tolerance is None else tolerance
    quantities: list[Quantity] = []
    rows, notes = 0, []
    for place, path in enumerate(paths):
        if path.suffix.lower() != ".json":
            continue
        content = _content(path)
        if isinstance(content, list):
            rows += len(content)
            quantities += _cases(content, path, limit)
            continue
        buildings = next((p for p in paths[place + 1 :] if p.suffix.lower() != ".json"), None)
        if buildings is None:
            raise UserError("validation_files_wrong", name="geometry", files=", ".join(FILES))
        if not buildings.is_file():
            raise UserError("validation_file_missing", path=buildings)
        frame = read_layer(buildings, LAYER).frame
        rows += len(frame)
        found, left_out = _statistics(content, path, frame.geometry.to_numpy(), limit)
        quantities += found
        notes += [f"Statistics that are not judged: {', '.join(left_out)}."] if left_out else []
    if not quantities:
        raise _bad(paths[0], "", "nothing to judge")
    return Judgement("geometry", rows, tuple(quantities), tuple(notes))


def _bad(path: Path, case: str, reason: str) -> UserError:
    return case_fault("validation_shapes_bad", path, case, reason)


def _content(path: Path) -> Any:
    if not path.is_file():
        raise UserError("validation_file_missing", path=path)
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as fault:
        raise _bad(path, "", plain_words(fault)) from None


def _cases(cases: Sequence[Any], path: Path, limit: float) -> list[Quantity]:
    """Quantities of every polygon of every case that states them."""
    pairs: dict[str, tuple[list[float], list[float]]] = {}
    for place, case in enumerate(cases, start=1):
        name = str(case.get("name") or place) if isinstance(case, dict) else str(place)
        try:
            found = _measured(case)
            for key in found.keys() & case.keys():
                expected = np.array([_number(value) for value in case[key]])
                if expected.shape != found[key].shape:
                    raise ValueError(f"{key} needs a value a polygon")
                here, there = pairs.setdefault(key, ([], []))
                here += found[key].tolist()
                there += expected.tolist()
        except (KeyError, TypeError, ValueError, AttributeError, ShapelyError) as fault:
            raise _bad(path, name, plain_words(fault)) from None
    return [
        compare(key, here, there, 0.0 if key == "attached_neighbours" else limit)
        for key, (here, there) in sorted(pairs.items())
    ]


def _number(value: object) -> float:
    return float(ATTACHED.index(value)) if isinstance(value, str) else float(str(value))


def _measured(case: Mapping[str, Any]) -> dict[str, Floats]:
    geometries = np.array([shapely.from_wkt(text) for text in case["polygons"]], dtype=object)
    walls = shared_walls(geometries, float(case.get("tolerance", TOLERANCE_M)))
    n = len(geometries)
    found = {
        "shared_length": walls.per_building(n),
        "attached_neighbours": np.minimum(shape.attached_neighbours(walls, n), 2).astype(np.float64),
        "area": np.asarray(shapely.area(geometries)),
        "perimeter": np.asarray(shapely.length(geometries)),
        "courtyards": shape.joined(geometries).courtyards.astype(np.float64),
        "corners": shape.corners(geometries).astype(np.float64),
    }
    if "heights" in case:
        height = np.array(case["heights"], dtype=np.float64)
        if height.shape != (n,):
            raise ValueError("heights needs a value a polygon")
        stock = _stock(
            geometries, height, PartyWalls(walls.first, walls.second, walls.length_m, walls.orientation)
        )
        party, gross = party_walls(stock), stock.wall_length_m * height[:, None]
        found["party_wall_area"] = party.sum(axis=1)
        found["exposed_wall_area"] = np.maximum(gross - party, 0.0).sum(axis=1)
        found["gross_wall_area"] = gross.sum(axis=1)
        found["volume"] = found["area"] * height
    return found


def _stock(geometries: Geometries, height_m: Floats, party: PartyWalls) -> Stock:
    """Buildings of which nothing but their shape is known."""
    n = len(geometries)
    unknown, no_code, no_row = (
        np.full(n, np.nan),
        np.full(n, -1, dtype=np.int8),
        np.full(n, -1, dtype=np.int32),
    )
    return Stock(
        building_id=np.arange(n).astype(np.str_),
        block_of=no_row,
        parcel_of=no_row,
        footprint_area_m2=np.asarray(shapely.area(geometries)),
        perimeter_m=np.asarray(shapely.length(geometries)),
        wall_length_m=wall_lengths(geometries),
        party=party,
        number_of_floors_above_ground=unknown,
        height_above_ground_m=height_m,
        floor_area_gross_m2=unknown,
        official_area_m2=unknown,
        number_of_dwellings=unknown,
        year_of_construction=unknown,
        current_use=no_code,
        condition_of_construction=no_code,
        size_class=no_code,
    )


def _statistics(
    content: Any, path: Path, geometries: Geometries, limit: float
) -> tuple[list[Quantity], list[str]]:
    """Every statistic that is stated, and the names of those that nothing here measures."""
    try:
        found = _shapes(geometries, _heights(content, len(geometries)))
        quantities, left_out = [], []
        for name, stated in content["expected"].items():
            printed = PRINTED.fullmatch(name)
            if printed and int(printed[2]) < len(geometries):
                here = found[printed[1]][int(printed[2])]
                quantities.append(compare(name, [here], [float(stated)], 0.005 + 1e-9, "m"))
            elif name in found and isinstance(stated, dict):
                quantities += [
                    compare(f"{name}_{key}", [STATISTICS[key](found[name])], [float(value)], limit)
                    for key, value in stated.items()
                    if key in STATISTICS
                ]
            else:
                left_out.append(name)
        shrunk = SHRUNK.search(str(content.get("approx_case", "")))
        if shrunk:
            quantities.append(_shrunk(geometries, found["shared_walls"].sum(), *map(float, shrunk.groups())))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise _bad(path, "", plain_words(fault)) from None
    return quantities, left_out


def _heights(content: Mapping[str, Any], n: int) -> Floats | None:
    """Heights by the rule of the file [m]."""
    rule = HEIGHTS.search(str(content.get("height_rule", "")))
    if not rule:
        return None
    if int(rule[3]) != n:
        raise ValueError(f"heights of {rule[3]} buildings for {n}")
    return np.linspace(float(rule[1]), float(rule[2]), n)


def _shapes(geometries: Geometries, height_m: Floats | None) -> dict[str, Floats]:
    area, perimeter = np.asarray(shapely.area(geometries)), np.asarray(shapely.length(geometries))
    structures = shape.joined(geometries)
    found = {
        "shared_walls": shared_walls(geometries).per_building(len(geometries)),
        "area": area,
        "perimeter": perimeter,
        "facade_ratio": shape.facade_ratio(geometries),
        "circular_compactness": shape.circular_compactness(geometries),
        "square_compactness": shape.square_compactness(geometries),
        "courtyards": structures.courtyards.astype(np.float64),
        "perimeter_wall": structures.perimeter_m,
        "corners": shape.corners(geometries).astype(np.float64),
    }
    if height_m is not None:
        found["form_factor"] = shape.form_factor(area, perimeter, height_m)
        found["volume"] = area * height_m
    return found


def _shrunk(geometries: Geometries, whole: float, by: float, reach: float, within: float) -> Quantity:
    """Buildings drawn too small still share their walls; each of the two reaches out by ``reach``."""
    small = np.asarray(shapely.buffer(geometries, -by), dtype=object)
    found = shared_walls(small, 2.0 * reach).per_building(len(small)).sum()
    return compare("shared_walls_shrunk", [found], [whole], within / 100.0)
