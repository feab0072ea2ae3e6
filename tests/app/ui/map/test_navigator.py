"""Earlier and later views, and the way from one to the next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mapimage.view import View
from app.ui.map.history import MOST, REST_S, History
from app.ui.map.navigator import between

VIEWS = [View(float(k), 0.0, 1.0, 100, 80) for k in range(6)]


def noted(*steps):
    history = History()
    for view, step, now in steps:
        history.note(VIEWS[view], step=step, now=now)
    return history


def test_back_and_forth():
    history = noted((0, False, 0), (1, False, 0), (2, False, 0))
    assert history.back() == VIEWS[1]
    assert history.back() == VIEWS[0]
    assert history.back() is None
    assert history.forward() == VIEWS[1]
    history.note(VIEWS[5], step=False, now=1)
    assert not history.can_go_forward
    assert history.back() == VIEWS[1]


def test_quick_steps_are_one_move_and_slow_ones_are_not():
    quick = noted((0, False, 0), (1, True, 5), (2, True, 5.1), (3, True, 5.2))
    assert quick.back() == VIEWS[0]
    slow = noted((0, False, 0), (1, True, 5), (2, True, 5 + 2 * REST_S))
    assert slow.back() == VIEWS[1]


def test_a_jump_after_a_step_is_its_own():
    history = noted((0, False, 0), (1, True, 1), (2, False, 1.1), (3, True, 1.2))
    assert [history.back(), history.back(), history.back()] == [VIEWS[2], VIEWS[1], VIEWS[0]]


def test_it_forgets_the_oldest():
    history = History()
    for k in range(MOST + 20):
        history.note(View(float(k), 0, 1, 9, 9), step=False, now=0)
    assert len(history.views) == MOST


@given(st.floats(0.1, 10), st.floats(0, 100), st.floats(0, 80), st.floats(0, 1))
def test_what_lies_under_the_pointer_stays_there_all_the_way(factor, column, row, share):
    start = View(1000.0, 500.0, 2.0, 100, 80)
    world = start.to_world(column, row)
    on_the_way = between(start, start.zoomed(factor, column, row), share)
    assert on_the_way.to_pixel(*world) == pytest.approx((column, row), abs=1e-5)


def test_the_window_goes_back_and_forth(qtbot, make_window, town):
    window = make_window(town)
    canvas, actions = window.room.canvas, window.actions_table
    assert not actions["view-back"].isEnabled()
    first = canvas.view
    window.do("zoom-in")
    assert actions["view-back"].isEnabled()
    window.do("view-back")
    assert canvas.view == first
    assert not actions["view-back"].isEnabled()
    window.do("view-forward")
    assert canvas.view.metres_per_pixel < first.metres_per_pixel
