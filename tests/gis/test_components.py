"""Connected groups."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gis.components import connected


def _by_walking(n: int, links: list[tuple[int, int]]) -> list[int]:
    label = list(range(n))
    for _ in range(n):
        for one, two in links:
            label[one] = label[two] = min(label[one], label[two])
    return label


@given(st.integers(1, 25), st.data())
def test_labels_are_the_lowest_row_of_each_group(n: int, data: st.DataObject) -> None:
    row = st.integers(0, n - 1)
    links = data.draw(st.lists(st.tuples(row, row), max_size=40))
    one, two = np.array(links, dtype=np.int64).reshape(-1, 2).T
    assert connected(n, one, two).tolist() == _by_walking(n, links)


def test_a_long_chain_in_any_order() -> None:
    rng = np.random.default_rng(1)
    order = rng.permutation(5000)
    label = connected(5000, order[:-1], order[1:])
    assert (label == 0).all()


def test_nothing() -> None:
    none = np.empty(0, dtype=np.int64)
    assert len(connected(0, none, none)) == 0
    assert connected(3, none, none).tolist() == [0, 1, 2]
