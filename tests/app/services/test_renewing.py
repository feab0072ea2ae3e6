"""A newer delivery of the files of a plan."""

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import box

from app import bridge
from app.services.building_editing import split_buildings
from app.services.editing import set_values
from app.services.files import open_project, save_project
from app.services.intake import ImportRequest, import_district
from app.services.planning import assign_package
from app.services.renewing import UpdateRequest, update_delivery
from gis.footprints import detect_files

X, Y = 550_000, 6_080_000


def town(path, corners, ids=None, **columns):
    shapes = [box(X + x, Y, X + x + 12, Y + 10) for x in corners]
    names = [f"H{x}" for x in corners] if ids is None else ids
    frame = gpd.GeoDataFrame({"building_id": names, **columns}, geometry=shapes, crs=25832)
    frame.to_file(path)
    return path


@pytest.fixture
def project(tmp_path):
    path = town(tmp_path / "first.gpkg", [0, 20, 40, 200], floors=[2, 2, 3, 4], year_built=[1950] * 4)
    return import_district(ImportRequest(detect_files(path))).project


def rows(project, *ids):
    return project.buildings.index.get_indexer(list(ids)).astype(np.int32)


def update(project, path):
    return update_delivery(project, UpdateRequest(detect_files(path))).project


def told(project):
    return {finding.code: finding for finding in bridge.findings(project)}


def test_corrections_and_packages_stay_and_new_values_come(project, tmp_path):
    plan = set_values(project, rows(project, "H20"), {"year_of_construction": "1931"}).project
    plan = assign_package(plan, rows(plan, "H20"), 2).project
    plan = assign_package(plan, rows(plan, "H0"), 0).project
    later = town(tmp_path / "later.gpkg", [40, 20, 0, 200], floors=[3, 5, 2, 4], year_built=[1950] * 4)
    after = update(plan, later)
    assert set(after.buildings.index) == set(plan.buildings.index)
    row = rows(after, "H20")[0]
    assert after.stock.year_of_construction[row] == 1931
    assert after.stock.number_of_floors_above_ground[row] == 5
    for name in plan.buildings.index:
        before, now = rows(plan, name)[0], rows(after, name)[0]
        assert after.scenario.package_of[now] == plan.scenario.package_of[before]
        assert after.blocks.index[after.stock.block_of[now]] == plan.blocks.index[plan.stock.block_of[before]]
    assert told(after)["delivery_value_changed"].building_ids == ("H20",)
    assert "delivery_added" not in told(after)


def test_added_removed_and_changed_buildings_are_listed(project, tmp_path):
    later = town(tmp_path / "later.gpkg", [0, 20, 45, 60], ["H0", "H20", "H40", "H60"])
    after = update(project, later)
    found = told(after)
    assert found["delivery_added"].building_ids == ("H60",)
    assert found["delivery_removed"].building_ids == ("H200",)
    assert found["delivery_outline_changed"].building_ids == ("H40",)
    assert sorted(after.buildings.index) == ["H0", "H20", "H40", "H60"]
    assert after.scenario.package_of[rows(after, "H60")[0]] == 0
    assert len(after.blocks) == len(np.unique(after.stock.block_of))


def test_a_source_that_numbers_anew_changes_no_id(project, tmp_path):
    later = town(tmp_path / "later.gpkg", [0, 20, 40, 200], ["H20", "H40", "H200", "H0"])
    after = update(project, later)
    assert after.buildings.index.tolist() == ["H0", "H20", "H40", "H200"]


def test_sections_cut_by_hand_stay(project, tmp_path):
    line = np.array([[X + 6.0, Y - 5], [X + 6.0, Y + 15]])
    plan = split_buildings(project, rows(project, "H0"), line).project
    assert {"H0-1", "H0-2"} <= set(plan.buildings.index)
    later = town(tmp_path / "later.gpkg", [0, 20, 40, 200], floors=[2, 2, 3, 9], year_built=[1950] * 4)
    after = update(plan, later)
    assert set(after.buildings.index) == set(plan.buildings.index)
    again = update(after, later)
    assert set(again.buildings.index) == set(plan.buildings.index)


def test_corrections_outlive_saving_and_a_second_update(project, tmp_path):
    plan = set_values(project, rows(project, "H20"), {"year_of_construction": "1931"}).project
    save_project(plan, tmp_path / "plan.gpkg")
    plan = open_project(tmp_path / "plan.gpkg").project
    later = town(tmp_path / "later.gpkg", [0, 20, 40, 200], year_built=[1960] * 4)
    after = update(update(plan, later), later)
    assert after.stock.year_of_construction[rows(after, "H20")[0]] == 1931
    assert after.stock.year_of_construction[rows(after, "H0")[0]] == 1960


def test_the_same_delivery_again_changes_nothing(project, tmp_path):
    after = update(project, tmp_path / "first.gpkg")
    assert after.buildings.index.tolist() == project.buildings.index.tolist()
    for name in ("e_del_kwh", "invest_eur", "npv_eur"):
        values = [float(plan.assessment.district[name][0]) for plan in (project, after)]
        assert values[0] == pytest.approx(values[1], rel=1e-12)
    assert {code for code in told(after) if code.startswith("delivery")} == {"delivery_taken"}


def test_files_of_another_town_change_nothing_unless_it_is_meant(project, tmp_path):
    from app.errors import UserError

    later = town(tmp_path / "later.gpkg", [50_000, 50_020, 50_040], ["A", "B", "C"])
    with pytest.raises(UserError) as caught:
        update(project, later)
    assert (caught.value.code, caught.value.details["same"]) == ("delivery_elsewhere", 0)
    after = update_delivery(project, UpdateRequest(detect_files(later), anyway=True)).project
    assert len(after.buildings) == 3
