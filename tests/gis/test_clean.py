import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from gis.account import ACCOUNT_COLUMNS
from gis.clean import Origin, clean, reject
from gis.errors import GeometryError

METRIC = CRS.from_epsg(25830)
BOWTIE = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
HOUSE = box(100, 0, 110, 10)
FAR = box(200, 0, 210, 10)


def broken(value):
    points = shapely.get_coordinates(HOUSE)
    points[1, 1] = value
    with np.errstate(invalid="ignore"):
        return shapely.set_coordinates(box(0, 0, 1, 1), points)


def run(shapes, role="buildings"):
    found = np.empty(len(shapes), dtype=object)
    found[:] = shapes
    ids = np.array([f"b{number}" for number in range(len(shapes))], dtype=object)
    return clean(found, ids, Origin("town.gpkg", "houses", role), METRIC)


@pytest.mark.parametrize(
    ("shape", "fate", "reason"),
    [
        (HOUSE, "accepted", ""),
        (MultiPolygon([HOUSE, FAR]), "accepted", ""),
        (BOWTIE, "repaired", "geometry_repaired"),
        (GeometryCollection([HOUSE, Point(0, 0)]), "repaired", "geometry_repaired"),
        (None, "rejected", "geometry_null"),
        (Polygon(), "rejected", "geometry_empty"),
        (Point(1, 1), "rejected", "geometry_wrong_type"),
        (LineString([(0, 0), (1, 1)]), "rejected", "geometry_wrong_type"),
        (Polygon([(0, 0), (1, 1), (2, 2)]), "rejected", "geometry_zero_size"),
        (broken(np.nan), "rejected", "geometry_not_finite"),
        (broken(np.inf), "rejected", "geometry_not_finite"),
        (broken(1e300), "rejected", "geometry_not_finite"),
        (Polygon([(50, 0), (50, 5), (55, 5), (55, 0)]), "rejected", "geometry_duplicate"),
    ],
)
def test_every_shape_has_its_fate(shape, fate, reason):
    done = run([box(50, 0, 55, 5), shape])
    row = done.fates.iloc[1]
    assert (row["fate"], row["reason"]) == (fate, reason)
    assert done.kept[1] == (fate != "rejected")
    assert list(done.fates.columns) == list(ACCOUNT_COLUMNS)


def test_a_bow_tie_keeps_both_wings_and_tells_the_change():
    done = run([BOWTIE])
    assert done.shapes[0].is_valid
    assert done.shapes[0].area == pytest.approx(50)
    assert done.fates["detail"].iloc[0] == "+50.00 m²"


def test_parts_of_a_multipolygon_that_overlap_are_merged_not_cut_out():
    done = run([MultiPolygon([box(0, 0, 10, 10), box(5, 0, 15, 10)])])
    assert done.shapes[0].area == pytest.approx(150)


def test_building_parts_may_lie_on_each_other():
    assert run([HOUSE, HOUSE], "parts").kept.all()


def test_streets_are_lines():
    done = run([LineString([(0, 0), (9, 0)]), HOUSE, LineString([(0, 0), (0, 0)])], "streets")
    assert list(done.fates["reason"]) == ["", "geometry_wrong_type", "geometry_zero_size"]


@pytest.mark.parametrize(
    ("shapes", "code"), [([Point(0, 0)], "layer_wrong_geometry"), ([Polygon()], "layer_nothing_usable")]
)
def test_a_layer_without_a_usable_shape_is_refused(shapes, code):
    with pytest.raises(GeometryError) as caught:
        run(shapes)
    assert caught.value.code == code


def test_a_later_reason_rejects():
    done = run([HOUSE, FAR])
    fates = reject(done.fates, np.array([False, True]), "not_a_building")
    assert list(fates["fate"]) == ["accepted", "rejected"]
    assert fates["area_out_m2"].iloc[1] == 0


coordinates = st.integers(min_value=0, max_value=20).map(float)
rings = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=7).map(Polygon)


def test_parts_that_share_an_edge_become_one_outline():
    folded = Polygon([(0, 0), (1, 0), (0, 1), (0, 2), (1, 0), (0, 1)])
    done = run([HOUSE, folded])
    assert list(done.fates["fate"]) == ["accepted", "repaired"]
    assert shapely.is_valid(done.shapes[1])
    assert done.shapes[1].area == pytest.approx(1.0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(rings, st.none(), st.just(Polygon()), st.just(Point(0, 0))), min_size=1, max_size=8)
)
def test_each_feature_has_exactly_one_fate_and_what_is_kept_is_valid(shapes):
    done = run([HOUSE, *shapes])
    assert len(done.fates) == len(shapes) + 1
    assert set(done.fates["fate"]) <= {"accepted", "repaired", "rejected"}
    kept = done.shapes[done.kept]
    assert shapely.is_valid(kept).all()
    assert np.isin(shapely.get_type_id(kept), (3, 6)).all()
    assert (shapely.area(kept) > 0).all()
    assert ((done.fates["fate"] != "rejected").to_numpy() == done.kept).all()
