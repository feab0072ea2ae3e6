"""Labels never cover each other, and the important ones come first."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.mapimage.labels import placed

ROOM = (400.0, 300.0)


@st.composite
def wishes(draw):
    count = draw(st.integers(0, 40))
    numbers = st.floats(0, 400, allow_nan=False)
    sides = st.floats(5, 90, allow_nan=False)
    middle = np.array([(draw(numbers), draw(numbers)) for _each in range(count)]).reshape(-1, 2)
    return middle, np.array([(draw(sides), draw(sides) / 3) for _each in range(count)]).reshape(-1, 2)


@given(wishes())
def test_what_is_written_lies_apart_and_inside_and_nothing_fits_that_is_left_out(made):
    middle, size = made
    kept = placed(middle, size, ROOM)
    low, high = middle - size / 2, middle + size / 2

    def meet(one, two):
        return bool((low[one] < high[two]).all() and (low[two] < high[one]).all())

    inside = (low >= 0).all(axis=1) & (high <= ROOM).all(axis=1)
    assert inside[kept].all()
    assert not any(meet(one, two) for place, one in enumerate(kept) for two in kept[:place])
    for left in np.setdiff1d(np.flatnonzero(inside), kept):
        wide = placed(middle[[*kept[kept < left], left]], size[[*kept[kept < left], left]], ROOM)
        assert len(wide) == (kept < left).sum(), "a label with room is left out"


def test_the_most_important_come_first():
    middle = np.array([(50.0, 50.0), (55.0, 50.0), (200.0, 50.0), (300.0, 50.0)])
    size = np.full((4, 2), 20.0)
    assert placed(middle, size, ROOM).tolist() == [0, 2, 3]
    assert placed(middle, size, ROOM, most=2).tolist() == [0, 2]
