import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import Polygon, box

from app.text.messages import sentence
from gis.parcel_conflicts import conflicts, overlapping_parcels
from gis.parcel_shares import put_on_parcels

LAND = {"P1": box(0, 0, 10, 10), "P2": box(10, 0, 20, 10), "P3": box(20, 0, 30, 10)}


def frame(shapes):
    index = pd.Index(list(shapes), dtype=object)
    return gpd.GeoDataFrame(geometry=list(shapes.values()), index=index, crs=25830)


def noticed(buildings, references=None, land=LAND, addresses=None):
    built, parcels = frame(buildings), frame(land)
    if addresses:
        built = built.assign(address=addresses)
    said = np.array(references or [""] * len(built), dtype=object)
    remarks = conflicts(built, said, parcels, put_on_parcels(built, said, parcels))
    for remark in remarks:
        details = {"count": len(remark.feature_ids), **remark.args}
        assert "{" not in sentence(remark.code, details)
    return {remark.code: remark for remark in remarks}


def test_one_building_on_each_parcel_is_no_conflict():
    assert noticed({"a": box(1, 1, 5, 5), "b": box(12, 1, 18, 5)}) == {}


def test_several_buildings_on_a_parcel_are_named():
    found = noticed({"a": box(1, 1, 5, 5), "b": box(6, 1, 9, 5), "c": box(12, 1, 15, 5)})
    remark = found["parcel_many_buildings"]
    assert remark.feature_ids == ("a", "b")
    assert remark.args["example"] == "P1"


def test_a_building_over_a_boundary_is_named_with_its_shares():
    remark = noticed({"a": box(7, 0, 17, 8), "b": box(1, 1, 5, 5)})["building_many_parcels"]
    assert remark.feature_ids == ("a",)
    assert remark.args["cases"] == "a: P2 70%, P1 30%"


def test_a_wall_drawn_over_the_line_is_a_sliver():
    found = noticed({"a": box(1, 1, 10.05, 9)})
    assert set(found) == {"parcel_slivers"}
    assert found["parcel_slivers"].args["count"] == 1


def test_the_named_parcel_may_not_be_the_one_beneath():
    remark = noticed({"a": box(1, 1, 5, 5), "b": box(90, 0, 95, 5)}, ["P3", "P2"])["parcel_elsewhere"]
    assert remark.feature_ids == ("a", "b")
    assert "a: P3 / P1" in str(remark.args["cases"])
    assert "b: P2 / -" in str(remark.args["cases"])


def test_references_that_lead_nowhere_are_told_where_others_lead_somewhere():
    shapes = {f"b{x}": box(1 + x, 1, 2 + x, 2) for x in range(0, 25, 2)}
    said = ["P1"] * 10 + ["DISEMINADO", "", "9872023VH5797S"]
    found = noticed(shapes, said)
    assert found["parcel_reference_blank"].feature_ids == ("b20", "b22")
    assert found["parcel_reference_unknown"].feature_ids == ("b24",)
    silent = noticed(shapes, ["9872023VH5797S"] * 13)
    assert "parcel_reference_unknown" not in silent


def test_a_misprint_in_a_spanish_reference_is_found():
    remark = noticed({"a": box(1, 1, 5, 5)}, ["9872023VH5797S0001WW"])["parcel_reference_invalid"]
    assert remark.feature_ids == ("a",)


def test_a_building_beside_all_parcels_is_told():
    assert noticed({"a": box(90, 1, 95, 5)})["building_without_parcel"].feature_ids == ("a",)


def test_parcels_on_top_of_each_other_are_told_by_their_own_ids():
    land = {**LAND, "P4": box(28, 0, 40, 10)}
    remark = noticed({"a": box(1, 1, 5, 5)}, land=land)["parcels_overlap"]
    assert remark.feature_ids == ("P3", "P4")
    assert "20 m²" in str(remark.args["cases"])


def test_boundaries_with_different_corners_are_no_overlap():
    west = Polygon([(0, 0), (10, 0), (10, 5), (10, 10), (0, 10)])
    pairs, common = overlapping_parcels(np.array([west, box(10, 0, 20, 10)], dtype=object))
    assert len(pairs) == len(common) == 0


def test_no_parcels_no_conflicts():
    assert noticed({"a": box(1, 1, 5, 5)}, land={}) == {}


def test_an_address_on_several_parcels_and_a_parcel_with_several_addresses():
    shapes = {"a": box(1, 1, 4, 4), "b": box(12, 1, 15, 4), "c": box(5, 5, 8, 8), "d": box(22, 1, 25, 4)}
    found = noticed(shapes, addresses=["Kalda tee 4", "KALDA TEE  4", "Kalda tee 6", "Kalda tee"])
    assert found["address_on_parcels"].feature_ids == ("a", "b")
    assert "Kalda tee 4" in str(found["address_on_parcels"].args["cases"])
    assert found["parcel_many_addresses"].feature_ids == ("a", "c")
    assert "P1" in str(found["parcel_many_addresses"].args["cases"])
    street = noticed(shapes, addresses=["Kalda tee"] * 4)
    assert "address_on_parcels" not in street
