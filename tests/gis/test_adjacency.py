"""Party walls and outline lengths."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.adjacency import shared_walls, wall_lengths

TRUE_BUBENEC_M = 3407.49
PLANAR_BUBENEC_M = 5310.17039728293


def _row(*gaps: float) -> np.ndarray:
    """Unit-deep houses of 10 x 8 m side by side, with a gap (or overlap) before each."""
    left = np.cumsum([10.0 + gap for gap in gaps]) - 10.0
    return shapely.box(left, 0.0, left + 10.0, 8.0)


@pytest.fixture(scope="module")
def bubenec(shared: Path) -> gpd.GeoDataFrame:
    return gpd.read_file(shared / "geodata/cz_bubenec_momepy/bubenec.gpkg", layer="buildings")


def test_bubenec_measured_truly(bubenec: gpd.GeoDataFrame) -> None:
    shapes = bubenec.to_crs(5514).geometry.to_numpy()
    walls = shared_walls(shapes)
    assert walls.per_building(len(shapes)).sum() == pytest.approx(TRUE_BUBENEC_M, rel=1e-5)
    assert (walls.first < walls.second).all()


def test_bubenec_as_planar_agrees_with_momepy(bubenec: gpd.GeoDataFrame, shared: Path) -> None:
    published = json.loads((shared / "validation/geometry/momepy_expected.json").read_text(encoding="utf-8"))
    expected = published["expected"]["shared_walls"]
    found = shared_walls(bubenec.geometry.to_numpy()).per_building(len(bubenec))
    assert found.sum() == pytest.approx(expected["sum"], rel=1e-6)
    assert found.max() == pytest.approx(expected["max"], rel=1e-6)
    assert found.min() == expected["min"]


def test_bubenec_drawn_ten_centimetres_too_small(bubenec: gpd.GeoDataFrame) -> None:
    shrunk = bubenec.buffer(-0.1, join_style="mitre").to_numpy()
    walls = shared_walls(shrunk, 0.201).per_building(len(shrunk)).sum()
    assert walls == pytest.approx(PLANAR_BUBENEC_M, rel=0.02)


def test_published_cases(shared: Path) -> None:
    for case in json.loads((shared / "validation/geometry/analytic_cases.json").read_text(encoding="utf-8")):
        shapes = shapely.from_wkt(case["polygons"])
        walls = shared_walls(shapes)
        assert walls.per_building(len(shapes)) == pytest.approx(case["shared_length"]), case["name"]
        heights = np.array(case["heights"], dtype=float)
        if "party_wall_area" in case:
            common = np.minimum(heights[walls.first], heights[walls.second]) * walls.length_m
            area = np.bincount(walls.first, common, len(shapes)) + np.bincount(
                walls.second, common, len(shapes)
            )
            assert area == pytest.approx(case["party_wall_area"])
            exposed = wall_lengths(shapes).sum(axis=1) * heights - area
            assert exposed == pytest.approx(case["exposed_wall_area"])


@pytest.mark.parametrize("gap", [-0.2, -0.05, 0.0, 0.05, 0.2])
def test_small_gap_or_overlap_is_the_same_wall(gap: float) -> None:
    walls = shared_walls(_row(0.0, gap))
    assert walls.length_m == pytest.approx([8.0])
    assert walls.orientation.tolist() == [1]


@pytest.mark.parametrize("gap", [-0.5, 0.21, 2.0])
def test_alley_and_real_overlap_are_not(gap: float) -> None:
    assert len(shared_walls(_row(0.0, gap)).length_m) == 0


def test_wall_of_the_first_faces_the_quarter_told() -> None:
    middle = shapely.box(0, 0, 10, 10)
    around = [
        shapely.box(0, 10, 10, 20),
        shapely.box(10, 0, 20, 10),
        shapely.box(0, -10, 10, 0),
        shapely.box(-10, 0, 0, 10),
    ]
    walls = shared_walls(np.array([middle, *around]))
    own = walls.first == 0
    assert dict(zip(walls.second[own].tolist(), walls.orientation[own].tolist(), strict=True)) == {
        1: 0,
        2: 1,
        3: 2,
        4: 3,
    }


def test_touching_corners_share_nothing() -> None:
    assert len(shared_walls(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 1, 2, 2)])).length_m) == 0


def test_house_in_a_courtyard_shares_the_courtyard_walls() -> None:
    ring = shapely.box(0, 0, 30, 30).difference(shapely.box(10, 10, 20, 20))
    walls = shared_walls(np.array([ring, shapely.box(10, 10, 20, 15)]))
    assert walls.length_m.sum() == pytest.approx(20.0)


def test_twin_drawings_share_no_wall() -> None:
    assert len(shared_walls(_row(0.0, -10.0)).length_m) == 0


def test_neighbours_that_claim_one_wall_divide_it() -> None:
    shapes = np.array([shapely.box(0, 0, 10, 8), shapely.box(10, 0, 20, 8), shapely.box(10, 0, 25, 8)])
    walls = shared_walls(shapes)
    found = walls.per_building(3)
    assert found[0] == pytest.approx(8.0)
    assert (found <= shapely.length(shapes)).all()


def test_missing_and_empty_shapes_have_no_walls() -> None:
    shapes = np.array([None, shapely.Polygon(), shapely.box(0, 0, 4, 2)], dtype=object)
    assert len(shared_walls(shapes).length_m) == 0
    assert wall_lengths(shapes).tolist() == [[0, 0, 0, 0], [0, 0, 0, 0], [4, 2, 4, 2]]
    assert len(shared_walls(np.empty(0, dtype=object)).length_m) == 0
    assert wall_lengths(np.empty(0, dtype=object)).shape == (0, 4)


def test_outline_by_quarter_whatever_way_the_rings_run() -> None:
    ring = shapely.box(0, 0, 30, 20).difference(shapely.box(10, 5, 20, 15))
    shapes = np.array([ring, shapely.reverse(ring), shapely.multipolygons([ring, shapely.box(40, 0, 45, 5)])])
    assert wall_lengths(shapes)[:2].tolist() == [[40, 30, 40, 30]] * 2
    assert wall_lengths(shapes)[2].tolist() == [45, 35, 45, 35]
    triangle = shapely.Polygon([(0, 0), (4, 0), (0, 2)])  # slope faces north-north-east
    assert wall_lengths(np.array([triangle]))[0] == pytest.approx([np.sqrt(20), 0, 4, 2])


def test_far_from_the_origin_nothing_is_lost() -> None:
    near = _row(0.0, 0.0, 0.1)
    far = shapely.transform(near, lambda points: points + np.array([-742_000.0, 15_200_000.0]))
    assert shared_walls(far).length_m == pytest.approx(shared_walls(near).length_m, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**31), n=st.integers(2, 25))
def test_order_of_rows_does_not_matter_and_no_wall_is_longer_than_the_outline(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    low = rng.integers(0, 12, (n, 2)) * 5.0 + rng.uniform(-0.1, 0.1, (n, 2))
    size = rng.integers(1, 4, (n, 2)) * 5.0
    shapes = shapely.box(low[:, 0], low[:, 1], *(low + size).T)
    found = shared_walls(shapes).per_building(n)
    order = rng.permutation(n)
    again = shared_walls(shapes[order]).per_building(n)
    assert again == pytest.approx(found[order], abs=n * 0.01)  # lengths under 1 cm are left out pair by pair
    assert (found <= shapely.length(shapes) + 1e-5).all()
    assert (found >= 0).all()
