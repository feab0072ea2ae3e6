"""Blocks drawn, cut, merged and filled by hand."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from gis.block_edits import DRAWN, cut_blocks, draw_block, merge_blocks, move_buildings
from gis.errors import GeometryError

HOUSES = np.array([box(x, y, x + 6, y + 6) for y in (2, 12) for x in (2, 12, 22, 32, 42, 52)], dtype=object)
BLOCKS = gpd.GeoDataFrame(
    {"method": ["streets", "streets"]}, geometry=[box(0, 0, 30, 20), box(30, 0, 60, 20)], index=["A", "B"],
    crs="EPSG:25832",
)  # fmt: skip
OF = np.array([0, 0, 0, 1, 1, 1] * 2, dtype=np.int32)


def holds(edit):
    """What must be true of blocks whatever was done to them."""
    assert edit.blocks.index.is_unique
    assert edit.blocks.crs == BLOCKS.crs
    assert set(edit.block_of) == set(range(len(edit.blocks)))
    assert len(edit.block_of) == len(HOUSES)
    assert shapely.is_valid(edit.blocks.geometry.to_numpy()).all()
    return edit


def members(edit):
    return {
        str(name): np.flatnonzero(edit.block_of == row).tolist() for row, name in enumerate(edit.blocks.index)
    }


def test_a_drawn_block_takes_the_buildings_inside_it():
    edit = holds(draw_block(BLOCKS, HOUSES, OF, np.array([(20, 0), (40, 0), (40, 20), (20, 20)])))
    assert members(edit) == {"A": [0, 1, 6, 7], "B": [4, 5, 10, 11], "N1": [2, 3, 8, 9]}
    assert edit.blocks.loc["N1", "method"] == DRAWN
    assert edit.blocks.geometry.area.sum() == pytest.approx(1200, rel=1e-9)


def test_a_block_that_loses_all_its_buildings_goes():
    edit = holds(draw_block(BLOCKS, HOUSES, OF, np.array([(-5, -5), (31, -5), (31, 25), (-5, 25)])))
    assert list(edit.blocks.index) == ["B", "N1"]


@pytest.mark.parametrize(
    ("ring", "code"),
    [
        ([(0, 0), (60, 20), (60, 0), (0, 20)], "block_crosses_itself"),
        ([(0, 0), (1, 0), (1, 1)], "block_too_small"),
        ([(0, 0), (1, 0)], "block_too_small"),
        ([(200, 0), (260, 0), (260, 20)], "block_without_buildings"),
    ],
)
def test_what_can_be_no_block_is_said(ring, code):
    with pytest.raises(GeometryError) as fault:
        draw_block(BLOCKS, HOUSES, OF, np.array(ring, dtype=float))
    assert fault.value.code == code


def test_a_line_cuts_what_it_crosses():
    edit = holds(cut_blocks(BLOCKS, HOUSES, OF, np.array([(-5, 10), (65, 10)])))
    assert members(edit) == {"A": [0, 1, 2], "B": [3, 4, 5], "A-2": [6, 7, 8], "B-2": [9, 10, 11]}
    assert edit.blocks.geometry.area.sum() == pytest.approx(1200, rel=1e-9)


def test_a_line_that_ends_inside_cuts_nothing():
    for line in ([(-5, 10), (15, 10)], [(0, 0)], [(-5, 40), (65, 40)]):
        with pytest.raises(GeometryError) as fault:
            cut_blocks(BLOCKS, HOUSES, OF, np.array(line, dtype=float))
        assert fault.value.code == "block_not_cut"


def test_a_part_without_buildings_stays_with_the_rest():
    with pytest.raises(GeometryError):
        cut_blocks(BLOCKS, HOUSES, OF, np.array([(-5, 1), (29.9, 1), (29.9, -5)]))


def test_merged_blocks_keep_the_first_name_and_all_buildings():
    edit = holds(merge_blocks(BLOCKS, OF, np.array([1, 0], dtype=np.int32)))
    assert members(edit) == {"A": list(range(12))}
    assert edit.blocks.geometry.area.sum() == pytest.approx(1200)
    with pytest.raises(GeometryError):
        merge_blocks(BLOCKS, OF, np.array([1, 1], dtype=np.int32))


def test_moved_buildings_change_their_block_alone():
    edit = holds(move_buildings(BLOCKS, OF, np.array([3, 9], dtype=np.int32), 0))
    assert members(edit)["A"] == [0, 1, 2, 3, 6, 7, 8, 9]
    assert edit.blocks.geometry.equals(BLOCKS.geometry)
    everything = holds(move_buildings(BLOCKS, OF, np.flatnonzero(OF == 1).astype(np.int32), 0))
    assert list(everything.blocks.index) == ["A"]


@settings(deadline=None, max_examples=60)
@given(st.floats(-5, 65), st.floats(-5, 65), st.floats(0, 20))
def test_however_it_is_cut_area_and_buildings_are_kept(above, below, middle):
    line = np.array([(above, 25.0), ((above + below) / 2, middle), (below, -5.0)])
    try:
        edit = holds(cut_blocks(BLOCKS, HOUSES, OF, line))
    except GeometryError:
        return
    assert edit.blocks.geometry.area.sum() == pytest.approx(1200, rel=1e-6)
    assert sorted(row for rows in members(edit).values() for row in rows) == list(range(12))
