"""Blocks are formed anew by another way or an own layer."""

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import LineString, box

from app.errors import UserError
from app.services.block_editing import merge_blocks
from app.services.blocking import BlockRequest, form_blocks
from app.services.intake import ImportRequest, import_district
from app.services.planning import assign_package
from gis.district import detect_files

X, Y = 550_000, 6_080_000


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "town.gpkg"
    houses = [box(X + x, Y, X + x + 12, Y + 10) for x in (0, 30, 100, 130)]
    gpd.GeoDataFrame({"id": list("ABCD")}, geometry=houses, crs=25832).to_file(path, layer="buildings")
    street = LineString([(X + 70, Y - 50), (X + 70, Y + 60)])
    gpd.GeoDataFrame(geometry=[street], crs=25832).to_file(path, layer="streets")
    return import_district(ImportRequest(detect_files(path))).project


def block_of(project):
    names = project.blocks.index.to_numpy()[project.stock.block_of]
    return dict(zip(project.buildings.index, names, strict=True))


def test_an_own_layer_comes_first_and_packages_stay(project, tmp_path):
    own = gpd.GeoDataFrame({"block": ["West"]}, geometry=[box(X - 10, Y - 10, X + 60, Y + 20)], crs=25832)
    own.to_crs(4326).to_file(tmp_path / "own.geojson")
    plan = assign_package(project, np.array([0], dtype=np.int32), 2).project
    after = form_blocks(plan, BlockRequest(path=tmp_path / "own.geojson")).project
    found = block_of(after)
    assert found["A"] == found["B"] == "West" and found["C"] != "West"
    assert after.scenario.package_of.tolist() == plan.scenario.package_of.tolist()
    sums = [float(each.assessment.district["e_del_kwh"][0]) for each in (plan, after)]
    assert sums[0] == pytest.approx(sums[1])
    assert float(after.assessment.blocks["e_del_kwh"].sum()) == pytest.approx(sums[0])


def test_ways_give_other_blocks_and_the_first_way_gives_the_first_ids_again(project):
    near = form_blocks(project, BlockRequest("proximity")).project
    assert len(near.blocks) == 4
    again = form_blocks(near, BlockRequest("automatic")).project
    assert block_of(again) == block_of(project)


def test_blocks_made_by_hand_stay_unless_they_shall_go(project):
    plan = form_blocks(project, BlockRequest("proximity")).project
    plan = merge_blocks(plan, [0, 1]).project
    drawn = plan.blocks.index[plan.blocks["method"] == "drawn"]
    kept = form_blocks(plan, BlockRequest("proximity")).project
    assert set(drawn) <= set(kept.blocks.index)
    assert kept.blocks.loc[drawn, "method"].eq("drawn").all()
    fresh = form_blocks(plan, BlockRequest("proximity", keep_drawn=False)).project
    assert len(fresh.blocks) == 4


def test_what_is_no_way_is_refused(project):
    with pytest.raises(UserError) as caught:
        form_blocks(project, BlockRequest("magic"))
    assert caught.value.code == "blocks_way_unknown"
    with pytest.raises(UserError) as caught:
        form_blocks(project.replace(streets=project.streets[:0]), BlockRequest("streets"))
    assert caught.value.code == "blocks_without_streets"
