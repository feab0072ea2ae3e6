"""Sections and merged buildings in a whole plan."""

import numpy as np
import pytest

from app.services.building_editing import merge_buildings, split_buildings
from app.services.files import open_project, save_project
from app.services.planning import assign_package


def largest(town):
    heated = town.baseline.typed.heated
    return int(np.argmax(np.where(heated, town.stock.footprint_area_m2, 0.0)))


def across(project, row):
    xmin, ymin, xmax, ymax = project.buildings.geometry.iloc[row].bounds
    middle = (xmin + xmax) / 2
    return np.array([(middle, ymin - 5), (middle, ymax + 5)])


@pytest.fixture(scope="module")
def cut(town):
    row = largest(town)
    planned = assign_package(town, np.array([row], dtype=np.int32), 2).project
    return planned, row, split_buildings(planned, (row,), across(planned, row)).project


def test_sections_keep_block_package_and_area(cut):
    before, row, after = cut
    name = str(before.buildings.index[row])
    made = [place for place, one in enumerate(after.buildings.index) if str(one).startswith(f"{name}-")]
    assert len(made) >= 2
    assert len(after.buildings) == len(before.buildings) - 1 + len(made)
    assert (after.scenario.package_of[made] == 2).all()
    blocks = {str(after.blocks.index[after.stock.block_of[place]]) for place in made}
    assert blocks == {str(before.blocks.index[before.stock.block_of[row]])}
    assert after.stock.footprint_area_m2.sum() == pytest.approx(
        before.stock.footprint_area_m2.sum(), rel=1e-6
    )


def test_the_cut_is_a_party_wall_and_loses_no_heat(cut):
    before, _row, after = cut
    assert len(after.stock.party.first) > len(before.stock.party.first)
    now, then = (float(one.assessment.district["e_del_kwh"][0]) for one in (before, after))
    assert then == pytest.approx(now, rel=0.05)


def test_a_plan_with_sections_survives_save_and_open(cut, tmp_path):
    _before, _row, after = cut
    save_project(after, tmp_path / "plan.gpkg")
    again = open_project(tmp_path / "plan.gpkg").project
    assert list(again.buildings.index) == list(after.buildings.index)
    np.testing.assert_allclose(
        again.assessment.district["npv_eur"], after.assessment.district["npv_eur"], rtol=1e-9
    )


def test_merged_sections_are_the_building_again(cut):
    before, row, after = cut
    name = str(before.buildings.index[row])
    made = [place for place, one in enumerate(after.buildings.index) if str(one).startswith(f"{name}-")]
    whole = merge_buildings(after, made).project
    assert len(whole.buildings) == len(before.buildings)
    assert whole.assessment.district["e_del_kwh"][0] == pytest.approx(
        before.assessment.district["e_del_kwh"][0], rel=0.01
    )


def test_sections_are_taken_for_what_the_whole_was_taken_for(cut):
    before, row, after = cut
    made = [
        n
        for n, one in enumerate(after.buildings.index)
        if str(one).startswith(f"{before.buildings.index[row]}-")
    ]
    whole, parts = before.baseline.typed, after.baseline.typed
    for name in (
        "size_class",
        "year_of_construction",
        "number_of_floors_above_ground",
        "heating",
        "current_use",
    ):
        assert (getattr(parts.stock, name)[made] == getattr(whole.stock, name)[row]).all()
        assert (parts.stock.provenance[name][made] == whole.stock.provenance[name][row]).all()
    assert (parts.archetype_of[made] == whole.archetype_of[row]).all()


def test_merging_all_sections_gives_the_building_its_id_back(cut):
    before, row, after = cut
    name = str(before.buildings.index[row])
    made = [n for n, one in enumerate(after.buildings.index) if str(one).startswith(f"{name}-")]
    merged = merge_buildings(after, made).project
    assert set(merged.buildings.index) == set(before.buildings.index)
