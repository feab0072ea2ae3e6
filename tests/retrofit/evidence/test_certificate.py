"""Classes of a certificate: the first limit that is not exceeded."""

import numpy as np
import pytest

from retrofit.evidence.certificate import class_areas, energy_classes
from retrofit.stock import codes
from retrofit.stock.pack import EnergyClass, Status
from retrofit.stock.typology import complete


def scale(area="gross", fixed=0.0):
    limits = {"A": 50.0, "B": 100.0, "C": np.inf}
    return tuple(
        EnergyClass(codes.SFH, name, "e_del", limit, fixed, area, "made_up", Status.VERIFIED, 2020)
        for name, limit in limits.items()
    )


@pytest.fixture
def typed(make_pack, make_stock):
    return complete(
        make_stock(4, size_class=[0, 0, 0, 3], number_of_floors_above_ground=2.0, current_use=0), make_pack()
    )


def classes(make_pack, typed, per_m2, **more):
    area = class_areas(typed)["gross"]
    energy = dict.fromkeys(("q_h_nd", "e_p_nren", "e_p_tot"), area * 0) | {"e_del": area * per_m2}
    return energy_classes(make_pack(energy_classes=scale(**more)), typed, energy).tolist()


def test_the_limit_itself_is_within_the_class(make_pack, typed):
    assert classes(make_pack, typed, np.array([50.0, 50.1, 900.0, 10.0])) == ["A", "B", "C", ""]


def test_small_buildings_may_need_more(make_pack, typed):
    assert classes(make_pack, typed, np.array([60.0, 60.0, 120.0, 10.0]), fixed=2400.0) == ["A", "A", "C", ""]


def test_without_limits_there_is_no_class(make_pack, typed):
    energy = {"e_del": np.ones(4)}
    assert energy_classes(make_pack(), typed, energy).tolist() == [""] * 4
