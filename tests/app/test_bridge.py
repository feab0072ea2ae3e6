"""The bridge between frames and arrays."""

import numpy as np
import pytest

from app import bridge
from app.services.samples import sample_project
from retrofit.stock.fields import FIELDS, Level, columns_of


@pytest.fixture(scope="module")
def project():
    return sample_project("synthetic").project


@pytest.mark.parametrize("level", [Level.BUILDING, Level.BLOCK, Level.PARCEL])
def test_columns_follow_the_field_table_row_by_row(project, level):
    found = bridge.columns(project, level)
    assert list(found) == [field.name for field in columns_of(level)]
    assert {len(values) for values in found.values()} == {len(bridge.frame_of(project, level))}


def test_every_number_of_a_block_is_the_sum_of_its_buildings(project):
    buildings = bridge.columns(project, Level.BUILDING)
    blocks = bridge.columns(project, Level.BLOCK)
    for name in ("footprint_area_m2", "e_del_kwh", "invest_eur", "number_of_dwellings"):
        summed = [buildings[name][buildings["block_id"] == block].sum() for block in blocks["block_id"]]
        np.testing.assert_allclose(blocks[name], summed, rtol=1e-12)


def test_a_ratio_of_a_block_comes_from_its_sums(project):
    blocks = bridge.columns(project, Level.BLOCK)
    ratio = FIELDS["e_del_kwh_m2"]
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = blocks[ratio.numerator] / blocks[ratio.denominator]
    heated = blocks[ratio.denominator] > 0
    np.testing.assert_allclose(blocks["e_del_kwh_m2"][heated], expected[heated], rtol=1e-12)


def test_stock_keeps_what_the_source_said(project):
    stock, read = project.stock, project.buildings
    np.testing.assert_array_equal(stock.year_of_construction, read["year_of_construction"].to_numpy())
    np.testing.assert_allclose(stock.footprint_area_m2, read.geometry.area)
    assert list(stock.building_id) == list(read.index)
