"""City models: closed blocks whose walls look outwards, valid by structure."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis.handover.cityjson import City, write_cityjson
from tests.gis.handover.conftest import ORIGIN

RING = shapely.box(0, 0, 20, 20).difference(shapely.box(5, 5, 9, 9)).difference(shapely.box(12, 12, 15, 15))
L_SHAPE = shapely.Polygon([(0, 0), (10, 0), (10, 4), (4, 4), (4, 12), (0, 12)])


def _written(folder: Path, shapes: list[Any], heights: list[float], **parts: Any) -> dict[str, Any]:
    names = [f"h{n}" for n in range(len(shapes))]
    frame = gpd.GeoDataFrame({}, geometry=shapes, index=names, crs=25832)
    told = [{"yearOfConstruction": 1950 + n} for n in range(len(shapes))]
    write_cityjson(City(frame, np.array(heights), told, **parts), folder / "c.city.json", ORIGIN)
    return json.loads((folder / "c.city.json").read_text(encoding="utf-8"))


def _points(model: dict[str, Any]) -> np.ndarray:
    transform = model["transform"]
    return np.array(model["vertices"]) * transform["scale"] + transform["translate"]


def _volume(points: np.ndarray, faces: list[list[list[int]]]) -> float:
    """Of a closed block whose faces look outwards, by the divergence theorem."""
    total = 0.0
    for face in faces:
        for ring in face:
            corners = points[ring]
            for second, third in pairwise(corners[1:]):
                total += float(np.dot(corners[0], np.cross(second, third))) / 6.0
    return total


@pytest.mark.parametrize("shape", [L_SHAPE, L_SHAPE.reverse(), RING, shapely.box(0, 0, 1, 1)])
def test_blocks_are_closed_and_look_outwards(tmp_path: Path, shape: shapely.Polygon) -> None:
    model = _written(tmp_path, [shape], [7.5])
    (solid,) = model["CityObjects"]["h0"]["geometry"]
    (shell,) = solid["boundaries"]
    edges = Counter(
        (ring[place - 1], ring[place]) for face in shell for ring in face for place in range(len(ring))
    )
    assert set(edges.values()) == {1}
    assert all((b, a) in edges for a, b in edges), "every edge has its other side"
    assert _volume(_points(model), shell) == pytest.approx(shape.area * 7.5, rel=1e-6)


def test_surfaces_are_named(tmp_path: Path) -> None:
    (solid,) = _written(tmp_path, [L_SHAPE], [3.0])["CityObjects"]["h0"]["geometry"]
    kinds = [one["type"] for one in solid["semantics"]["surfaces"]]
    assert [kinds[value] for value in solid["semantics"]["values"][0]] == [
        "GroundSurface", "RoofSurface", *["WallSurface"] * 6,
    ]  # fmt: skip
    assert solid["lod"] == "1"


def test_the_head_is_that_of_the_standard(tmp_path: Path) -> None:
    more = {
        "objects": {"t": {"type": "+Energy-RegularTimeSeries"}},
        "extensions": {"Energy": {"url": "https://example.org/e.json", "version": "1.1.0"}},
        "members": {"+unitOfMeasurement": {"energy-floorArea": "m^2"}},
    }
    model = _written(tmp_path, [L_SHAPE, None], [3.0, np.nan], **more)
    assert (model["type"], model["version"]) == ("CityJSON", "2.0")
    assert model["metadata"]["referenceSystem"] == "https://www.opengis.net/def/crs/EPSG/0/25832"
    assert model["metadata"]["geographicalExtent"] == [0, 0, 0, 10, 12, 3]
    assert model["metadata"]["sources"] == ORIGIN.line
    assert model["extensions"]["Energy"]["version"] == "1.1.0"
    assert model["CityObjects"]["t"]["type"] == "+Energy-RegularTimeSeries"
    assert all(isinstance(value, int) for point in model["vertices"] for value in point)
    assert len(set(map(tuple, model["vertices"]))) == len(model["vertices"])
    assert model["CityObjects"]["h1"] == {
        "type": "Building",
        "attributes": {"yearOfConstruction": 1951},
        "geometry": [],
    }


def test_parts_never_take_the_name_of_a_building(tmp_path: Path) -> None:
    two = shapely.multipolygons([shapely.box(0, 0, 1, 1), shapely.box(5, 0, 6, 1)])
    frame = gpd.GeoDataFrame({}, geometry=[two, shapely.box(9, 0, 10, 1)], index=["a", "a-1"], crs=25832)
    write_cityjson(City(frame, np.array([3.0, 3.0]), [{}, {}]), tmp_path / "c.json", ORIGIN)
    model = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert set(model["CityObjects"]) == {"a", "a-1", "a--1", "a--2"}
    assert model["CityObjects"]["a"]["children"] == ["a--1", "a--2"]


def test_slivers_below_a_millimetre_become_nothing(tmp_path: Path) -> None:
    sliver = shapely.Polygon([(0, 0), (0.0002, 0), (0.0002, 0.0002)])
    model = _written(tmp_path, [sliver], [3.0])
    assert model["CityObjects"]["h0"]["geometry"] == []
