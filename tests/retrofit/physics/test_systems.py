"""Delivered energy, and what it weighs."""

import numpy as np
import pytest

from retrofit.errors import PackError
from retrofit.physics.systems import delivered, generator_figures
from retrofit.physics.weighting import carrier_weights, weigh

NEED_H, NEED_W = np.array([[1000.0, 400.0]] * 3), np.array([[200.0, 200.0]] * 3)
GENERATORS = np.array(["gas_boiler", "heat_pump_air", ""])
AREA = np.array([100.0, 100.0, 0.0])


def test_need_becomes_fuel_and_auxiliary_electricity(make_pack):
    need_h, need_w = NEED_H.copy(), NEED_W.copy()
    need_h[2] = need_w[2] = 0.0
    found = delivered(need_h, need_w, AREA, generator_figures(GENERATORS, make_pack()))
    np.testing.assert_allclose(found[0, :, 1], [1000 * 1.2 + 200 * 1.5, 400 * 1.2 + 200 * 1.5])
    np.testing.assert_allclose(found[0, :, 0], 2.0 * 100)
    np.testing.assert_allclose(found[1, :, 0], [1000 * 0.4 + 100, 400 * 0.4 + 100])
    assert found[2].sum() == 0
    assert found[:2].sum() == pytest.approx(found.sum())


def test_weights_follow_the_vat_switch(make_pack):
    e_del = delivered(NEED_H, NEED_W, AREA, generator_figures(GENERATORS, make_pack()))
    gross = carrier_weights(e_del, make_pack(), vat_included=True)
    net = carrier_weights(e_del, make_pack(), vat_included=False)
    np.testing.assert_allclose(net.price_eur_kwh * 1.2, gross.price_eur_kwh)
    np.testing.assert_allclose(weigh(e_del, gross.co2_kg_kwh)[0, 0], 1500 * 0.2 + 200 * 0.4)


def test_a_carrier_without_figures_is_refused_only_where_used(make_pack):
    pack = make_pack()
    pack = make_pack(carriers={0: pack.carriers[0]})
    electric = delivered(NEED_H[1:2], NEED_W[1:2], AREA[1:2], generator_figures(GENERATORS[1:2], pack))
    assert carrier_weights(electric, pack, vat_included=True).f_p_nren[0] == 1.8
    gas = delivered(NEED_H[:1], NEED_W[:1], AREA[:1], generator_figures(GENERATORS[:1], pack))
    with pytest.raises(PackError, match="pack_no_carrier"):
        carrier_weights(gas, pack, vat_included=True)
