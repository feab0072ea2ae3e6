"""A newer delivery: ids and decisions stay with the buildings."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.renewal import renew


def frame(shapes, ids=None):
    names = [f"H{k}" for k in range(len(shapes))] if ids is None else ids
    return gpd.GeoDataFrame(geometry=list(shapes), index=pd.Index(names, dtype=object), crs=25832)


def houses(*corners, width=10.0):
    return [shapely.box(x, 0, x + width, 10) for x in corners]


def nobody(old):
    return np.zeros(len(old), dtype=bool)


def test_ids_of_the_source_hold_also_for_a_changed_outline():
    old = frame(houses(0, 20, 40))
    new = frame([shapely.box(40, 0, 58, 10), *houses(0, 20)], ["H2", "H0", "H1"])
    found = renew(old, new, nobody(old))
    assert found.ids.tolist() == ["H2", "H0", "H1"]
    assert found.status.tolist() == ["changed", "same", "same"]
    assert len(found.removed) == 0


def test_a_source_that_numbers_anew_is_matched_by_place():
    old = frame(houses(0, 20, 40))
    new = frame(houses(20, 40, 0))
    found = renew(old, new, nobody(old))
    assert found.origin.tolist() == [1, 2, 0]
    assert found.ids.tolist() == ["H1", "H2", "H0"]
    assert set(found.status) == {"same"}


def test_made_ids_say_nothing():
    old, new = frame(houses(0, 20), ["b1", "b2"]), frame(houses(20, 0), ["b1", "b2"])
    assert renew(old, new, nobody(old)).ids.tolist() == ["b2", "b1"]


def test_added_and_removed_are_told_and_no_id_is_used_twice():
    old = frame(houses(0, 20), ["b1", "b2"])
    new = frame(houses(20, 100), ["b1", "b2"])
    found = renew(old, new, nobody(old))
    assert found.removed.tolist() == [0]
    assert found.status.tolist() == ["same", "added"]
    assert found.ids[0] == "b2" and len(set(found.ids)) == 2


def test_a_split_building_hands_its_decisions_down():
    old = frame([shapely.box(0, 0, 20, 10)], ["A"])
    new = frame(houses(0, 10), ["A1", "A2"])
    found = renew(old, new, nobody(old))
    assert found.origin.tolist() == [0, 0]
    assert len(found.removed) == 0


def test_sections_made_by_hand_stay_while_the_outline_does():
    old = frame([*houses(0, 10), *houses(40)], ["A-1", "A-2", "B"])
    by_hand = np.array([True, True, False])
    new = frame([shapely.box(0, 0, 20, 10), *houses(40)], ["A", "B"])
    found = renew(old, new, by_hand)
    assert sorted(found.ids.tolist()) == ["A-1", "A-2", "B"]
    assert found.take[found.ids == "A-1"].tolist() == [-1]
    larger = frame([shapely.box(0, 0, 30, 10), *houses(40)], ["A", "B"])
    assert sorted(renew(old, larger, by_hand).ids.tolist()) == ["A", "B"]


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.booleans())
def test_every_building_is_somewhere_once(order, gone, renumber):
    shapes = houses(*(20 * k for k in range(8)))
    old = frame(shapes)
    kept = [k for k in order if k not in gone]
    if not kept:
        return
    new = frame([shapes[k] for k in kept], None if renumber else [f"H{k}" for k in kept])
    found = renew(old, new, nobody(old))
    assert found.origin.tolist() == kept
    assert found.ids.tolist() == [f"H{k}" for k in kept]
    assert set(found.removed.tolist()) == gone


def test_a_building_that_moved_keeps_its_id_where_ids_hold():
    old, new = frame(houses(0, 20, 40)), frame(houses(0, 20, 70))
    found = renew(old, new, nobody(old))
    assert found.origin.tolist() == [0, 1, 2]
    assert found.status.tolist() == ["same", "same", "changed"]
