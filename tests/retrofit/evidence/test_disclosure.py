import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrofit.evidence.disclosure import published_cells


def shown(dwellings, buildings=None, outside=(0, 0), least=5):
    count = np.array(dwellings, dtype=np.float64)
    return list(
        published_cells(
            count, np.ones(len(count)) if buildings is None else np.array(buildings, float), outside, least
        )
    )


def test_small_cells_are_left_out():
    assert shown([10, 2, 4, 20]) == [True, False, False, True]


def test_a_lonely_small_cell_takes_the_next_larger_one_with_it():
    assert shown([10, 2, 8, 20]) == [True, False, False, True]


def test_many_houses_count_as_well_as_many_dwellings():
    assert shown([0, 0, 9], buildings=[5, 6, 1]) == [True, True, True]


def test_what_lies_outside_all_cells_must_not_be_the_rest_of_the_total():
    assert shown([10, 8, 20], outside=(1, 1)) == [True, False, True]
    assert shown([10, 8, 20], outside=(6, 1)) == [True, True, True]


def test_nothing_in_a_cell_tells_of_nobody():
    assert shown([0, 10], buildings=[0, 1]) == [True, True]


cells = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 8)), max_size=12)


@given(cells, st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(2, 9))
def test_neither_a_cell_nor_the_rest_of_the_total_is_below_the_least(rows, outside, least):
    dwellings = np.array([d if b else 0 for d, b in rows], dtype=np.float64)
    buildings = np.array([b for _d, b in rows], dtype=np.float64)
    rest = (outside[0] if outside[1] else 0, outside[1])
    found = published_cells(dwellings, buildings, rest, least)
    held = buildings > 0
    assert ((dwellings >= least) | (buildings >= least))[found & held].all()
    left = dwellings[~found].sum() + rest[0], buildings[~found].sum() + rest[1]
    assert left[1] == 0 or left[0] >= least or left[1] >= least or not (found & held).any()
