"""Common areas of many pairs are those of each pair."""

import numpy as np
import pytest
import shapely

from gis import common_area as room
from retrofit.errors import Cancelled


def test_many_pairs_at_once_are_the_pairs_one_by_one(monkeypatch):
    monkeypatch.setattr(room, "CHUNK", 7)
    rng = np.random.default_rng(3)
    corners = rng.uniform(0, 30, (50, 2))
    one = shapely.box(*corners.T, *(corners + 5).T)
    two = np.roll(shapely.box(*(corners + 2).T, *(corners + 9).T), 3)
    two[0] = shapely.box(*(corners[0] + [5, 0]), *(corners[0] + [9, 5]))
    expected = [shapely.area(shapely.intersection(a, b)) for a, b in zip(one, two, strict=True)]
    assert np.allclose(room.common_area(one, two), expected)
    assert room.common_area(one, two)[0] == 0, "what only touches has nothing in common"
    assert len(room.common_area(one[:0], two[:0])) == 0


def test_the_work_is_told_and_can_be_stopped(monkeypatch):
    monkeypatch.setattr(room, "CHUNK", 10)
    shapes = shapely.box(*np.zeros((2, 60)), *np.ones((2, 60)))
    heard = []
    room.common_area(shapes, shapes, heard.append)
    assert heard == sorted(heard) and heard[-1] == 1.0 and len(heard) == 6

    def stop(share):
        if share > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        room.common_area(shapes, shapes, stop)
