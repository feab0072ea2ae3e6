"""The pace of homes against the directive's paths."""

import numpy as np
import pytest

from retrofit.evidence.epbd import pace


def test_drop_and_share_of_the_worst_by_hand():
    now = np.array([400.0, 300.0, 100.0, 100.0, 999.0]) * 100
    after = np.array([200.0, 300.0, 50.0, 100.0, 0.0]) * 100
    area = np.full(5, 100.0)
    found = pace(now, after, area, np.array([True, True, True, True, False]))
    assert found.homes == 4
    assert found.now_kwh_m2 == pytest.approx(225)
    assert found.after_kwh_m2 == pytest.approx(162.5)
    assert found.drop == pytest.approx(250 / 900)
    # 43 % of four are two homes: those of 400 and 300
    assert found.from_worst == pytest.approx(200 / 250)


def test_nothing_saved_has_no_share_and_no_homes_no_pace():
    still = np.array([1.0, 2.0])
    assert np.isnan(pace(still, still, np.ones(2), np.ones(2, bool)).from_worst)
    none = pace(still, still, np.ones(2), np.zeros(2, bool))
    assert none.homes == 0
    assert np.isnan(none.drop)
