import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mapimage.view import View, union

VIEW = View(500.0, 900.0, 2.0, 300, 200)


def test_pixel_of_world_and_back():
    assert VIEW.to_pixel(500.0, 900.0) == (150.0, 100.0)
    assert VIEW.to_world(0, 0) == (VIEW.left, VIEW.top) == (200.0, 1100.0)
    assert VIEW.extent == (200.0, 700.0, 800.0, 1100.0)


@given(
    factor=st.floats(0.1, 10),
    column=st.floats(0, 300),
    row=st.floats(0, 200),
)
def test_zoom_keeps_the_world_under_the_pointer(factor, column, row):
    before = VIEW.to_world(column, row)
    assert VIEW.zoomed(factor, column, row).to_world(column, row) == pytest.approx(before, abs=1e-6)


def test_drag_right_shows_what_lies_left():
    assert VIEW.moved(10, 0).x == VIEW.x - 20
    assert VIEW.moved(0, 10).y == VIEW.y + 20


def test_offset_between_views_counts_whole_pixels():
    moved = VIEW.moved(7, -3)
    assert moved.offset_to(VIEW) == (-7, 3)
    assert VIEW.zoomed(2, 0, 0).offset_to(VIEW) is None
    assert VIEW.moved(0.5, 0).offset_to(VIEW) is None


def test_an_extent_fits_with_its_margin():
    view = View.of_extent((0, 0, 100, 10), 200, 200, margin=0.1)
    left, _, right, _ = view.extent
    assert left == pytest.approx(-12.5)
    assert right == pytest.approx(112.5)


def test_a_single_point_has_a_view():
    assert View.of_extent((5, 5, 5, 5), 100, 100).metres_per_pixel > 0


def test_union_of_nothing():
    assert union([]) is None
    assert union([(0, 0, 1, 1), (-1, 0, 0, 5)]) == (-1, 0, 1, 5)
