import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from gis.footprints import detect_files, load_district
from gis.parcel_shares import put_on_parcels, shares_of

LAND = np.array([box(0, 0, 10, 10), box(10, 0, 20, 10), box(20, 0, 30, 10)], dtype=object)


def shares(*buildings):
    return shares_of(np.array(buildings, dtype=object), LAND)


def test_a_building_over_a_boundary_has_a_piece_on_each_side():
    found = shares(box(7, 0, 17, 8))
    assert list(found.parcel) == [1, 0]
    np.testing.assert_allclose(found.area_m2, [56.0, 24.0])
    np.testing.assert_allclose(found.of_building, [0.7, 0.3])
    np.testing.assert_allclose(found.of_parcel, [0.56, 0.24])


def test_slivers_are_no_pieces_but_a_small_shed_is_one():
    found = shares(box(1, 1, 10.05, 9), box(2, 2, 2.5, 2.5))
    assert list(found.building) == [0, 1]
    assert list(found.parcel) == [0, 0]


def test_a_building_partly_beside_all_parcels_keeps_that_share_to_itself():
    found = shares(box(25, 0, 35, 10))
    np.testing.assert_allclose(found.of_building, [0.5])


def test_parcels_on_top_of_each_other_share_what_stands_on_them():
    twice = np.array([box(0, 0, 10, 10), box(0, 0, 10, 10)], dtype=object)
    found = shares_of(np.array([box(1, 1, 5, 5)], dtype=object), twice)
    np.testing.assert_allclose(found.of_building, [0.5, 0.5])


def test_rows_find_their_pieces():
    found = shares(box(1, 1, 3, 3), box(90, 0, 99, 9), box(7, 0, 17, 8))
    assert list(found.of_row(1)) == []
    assert list(found.parcel[found.of_row(2)]) == [1, 0]
    assert list(found.building[found.on_parcel(0)]) == [2, 0]


corners = st.tuples(
    st.floats(-5, 35), st.floats(-5, 15), st.floats(0.5, 20), st.floats(0.5, 20)
).map(lambda c: box(c[0], c[1], c[0] + c[2], c[1] + c[3]))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(corners, min_size=1, max_size=8), st.lists(corners, max_size=5), st.randoms())
def test_shares_of_a_building_are_at_most_one_in_any_order(buildings, more, random):
    shapes, land = np.array(buildings, dtype=object), np.array([*LAND, *more], dtype=object)
    found = shares_of(shapes, land)
    assert (np.bincount(found.building, found.of_building, len(shapes)) <= 1 + 1e-9).all()
    assert (found.of_building > 0).all()
    assert (found.of_parcel <= 1).all()
    one, two = list(range(len(shapes))), list(range(len(land)))
    random.shuffle(one)
    random.shuffle(two)
    again = shares_of(shapes[one], land[two])
    before = {(b, p): s for b, p, s in zip(found.building, found.parcel, found.of_building, strict=True)}
    after = {
        (one[b], two[p]): s for b, p, s in zip(again.building, again.parcel, again.of_building, strict=True)
    }
    assert before.keys() == after.keys()
    assert all(after[pair] == pytest.approx(share) for pair, share in before.items())


def test_every_building_of_a_municipality_lies_on_the_parcel_it_names(shared):
    folder = shared / "geodata" / "es_catastro_melque"
    intake = load_district(detect_files(folder))
    references = intake.buildings["national_cadastral_reference"].to_numpy(dtype=object)
    joined = put_on_parcels(intake.buildings, references, intake.parcels)
    assert len(joined.named) == 246
    assert (joined.named >= 0).all()
    names = intake.parcels.index.to_numpy()
    assert list(names[joined.row]) == list(intake.buildings.index)
    on_it = joined.shares.parcel == joined.named[joined.shares.building]
    held = np.bincount(joined.shares.building[on_it], joined.shares.of_building[on_it], 246)
    assert np.median(held) > 0.99


def test_another_spelling_names_the_same_parcel():
    land = gpd.GeoDataFrame(
        geometry=list(LAND),
        index=pd.Index(["G224_001200.345", "G224_001200.346", "68134.905.12"], dtype=object),
        crs=25832,
    )
    shapes = [box(50 + x, 0, 55 + x, 5) for x in (0, 10, 20, 30)]
    buildings = gpd.GeoDataFrame(geometry=shapes, index=pd.Index(list("abcd"), dtype=object), crs=25832)
    said = np.array(
        ["G224/12/346/3", "Foglio 12 Particella 345 Sub 6", "ПИ 68134.905.12.1", "nothing"], dtype=object
    )
    assert list(put_on_parcels(buildings, said, land).row) == [1, 0, 2, -1]


def test_the_columns_of_a_share_cannot_be_written():
    found = shares(box(1, 1, 3, 3))
    with pytest.raises(ValueError, match="read-only"):
        found.area_m2[0] = 0.0
    assert shapely.area(LAND[0]) == 100.0
