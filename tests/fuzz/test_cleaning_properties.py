"""What cleaning promises, whatever the shapes: one fate each, areas that add up, nothing left to clean."""

from random import Random

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import CRS

from gis.account import Fate
from gis.clean import Origin, clean
from gis.errors import GeometryError
from gis.features import features_of
from gis.untangle import untangled
from tests.fuzz.seeds import CRS_NAME
from tests.fuzz.shapes import check_cleaning, layer_of, strange_shapes

METRIC = CRS(CRS_NAME)

pytestmark = pytest.mark.filterwarnings("ignore")

towns = st.builds(
    lambda seed, count: strange_shapes(count, Random(seed)), st.integers(0, 2**32), st.integers(2, 40)
)
roles = st.sampled_from(("buildings", "parcels", "parts", "blocks", "streets"))
few = settings(max_examples=60, deadline=None)


def cleaned(shapes, role="buildings"):
    names = np.array([str(i) for i in range(len(shapes))], dtype=object)
    return clean(np.array(shapes, dtype=object), names, Origin("t.gpkg", "t", role), METRIC)


def whole(shapes):
    """Buildings after cleaning and after overlaps are resolved."""
    return untangled(features_of("buildings", [layer_of(list(shapes))], METRIC))


@few
@given(towns, roles)
def test_every_feature_has_one_fate_areas_add_up_and_shapes_are_sound(shapes, role):
    kept, refused = check_cleaning(shapes, role)
    assert kept + refused == len(shapes)


@few
@given(towns, st.sampled_from(("buildings", "parcels", "blocks")))
def test_what_was_cleaned_has_nothing_left_to_clean(shapes, role):
    try:
        first = cleaned(shapes, role)
    except GeometryError:
        return
    kept = first.shapes[first.kept]
    again = cleaned(list(kept), role)
    assert (again.fates["fate"] == Fate.ACCEPTED.value).all()
    assert all(a is b for a, b in zip(kept, again.shapes, strict=True))


@few
@given(towns, st.randoms(use_true_random=False))
def test_the_order_of_features_decides_nothing_but_which_of_two_equals_stays(shapes, random):
    order = random.sample(range(len(shapes)), len(shapes))
    try:
        one = cleaned(shapes)
    except GeometryError:
        with pytest.raises(GeometryError):
            cleaned([shapes[i] for i in order])
        return
    two = cleaned([shapes[i] for i in order])
    assert one.fates["reason"].value_counts().to_dict() == two.fates["reason"].value_counts().to_dict()
    areas = (np.sort(shapely.area(found.shapes[found.kept])) for found in (one, two))
    np.testing.assert_allclose(*areas, rtol=1e-9, atol=1e-9)


@few
@given(towns)
def test_no_area_is_counted_twice_unsaid(shapes):
    try:
        found = whole(shapes)
    except GeometryError:
        return
    told = {
        name for remark in found.remarks if remark.code == "buildings_overlap" for name in remark.feature_ids
    }
    frame = found.frame[~found.frame.index.isin(list(told))]
    shared = frame.geometry.area.sum() - shapely.union_all(frame.geometry.to_numpy()).area
    assert shared <= 0.5 * len(frame) ** 2 + 1e-6


def test_areas_of_the_account_are_those_of_the_map():
    found = whole(strange_shapes(300, Random(5)))
    assert isinstance(found.frame, gpd.GeoDataFrame)
    assert found.fates["area_out_m2"].sum() == pytest.approx(found.frame.geometry.area.sum(), rel=1e-9)
