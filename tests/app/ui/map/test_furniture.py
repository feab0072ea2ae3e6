import pytest
from PySide6.QtCore import QPointF, Qt

from app.ui.map.furniture import bar_label, bar_length
from app.ui.map.gestures import Hand, wheel_factor


@pytest.mark.parametrize(("scale", "length"), [(1.0, 100.0), (0.5, 50.0), (20.0, 2000.0), (0.01, 1.0)])
def test_bar_lengths_are_round_and_fit(scale, length):
    assert bar_length(scale) == pytest.approx(length)


def test_bar_labels_carry_their_unit():
    assert bar_label(50).endswith("m")
    assert bar_label(2000).endswith("km")


def test_a_shaking_hand_still_clicks():
    hand = Hand(10)
    hand.press(QPointF(0, 0))
    assert hand.move(QPointF(3, 3), 1.0) is None
    assert hand.release()


def test_a_drag_at_a_fractional_scale_loses_no_pixel():
    hand = Hand(1)
    hand.press(QPointF(0, 0))
    moved = [hand.move(QPointF(k * 1.0, 0), 1.5) for k in range(1, 101)]
    assert sum(step[0] for step in moved if step) == pytest.approx(150, abs=1)
    assert not hand.release()


def test_turning_the_wheel_back_undoes_it():
    none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    assert wheel_factor(120, none) * wheel_factor(-120, none) == pytest.approx(1)
    assert 1 < wheel_factor(120, control) < wheel_factor(120, none)
