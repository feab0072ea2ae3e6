"""The system chain: TABULA's formulas by hand, several generators, heat pumps, collectors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrofit.physics import heat_pumps
from retrofit.physics.systems import AMBIENT, Outdoors, heat_output, system_figures
from retrofit.stock.pack import Cited, Generator, HeatSource

WINTER = Outdoors(np.array([0.0, 2, 6, 10, 14, 18, 20, 20, 15, 10, 5, 1]), -10.0)
needs = st.floats(0.0, 500.0)
losses = st.floats(0.0, 40.0)


def cited(value):
    return Cited(float(value), "-", "made_up")


def boiler(code="boiler", sources=None, pump=""):
    sources = sources or (HeatSource(1, 1.0, cited(1.2), 1.0, cited(1.3)),)
    figures = [cited(v) for v in (15.0, 1.0, 9.0, 1.0, 5.0, 0.0, 0.5, 0.8)]
    return Generator(code, code, False, sources, *figures, pump)


def figures_of(make_pack, system, *, water=15.0, flow=65.0, solar=0.0, air=0.0, remaining=1.0):
    one = np.ones((1, 1))
    return system_figures(
        make_pack(generators={system.code: system}),
        np.array([[system.code]]),
        np.array([water]),
        one * flow,
        np.array([20.0]),
        WINTER,
        remaining=one * remaining,
        aux_air=one * air,
        solar=np.array([solar]),
    )


def test_heat_output_follows_the_published_chain():
    a, need, loss, usable = 3.0, 80.0, 16.0, 5.0
    gamma = usable / need
    eta = (1 - gamma**a) / (1 - gamma ** (a + 1))
    found = heat_output(*(np.array([v]) for v in (need, a, loss, usable, 0.95)))
    assert found[0] == pytest.approx((need + loss - eta * usable) * 0.95, rel=1e-12)


def test_energy_by_carrier_of_a_boiler(make_pack):
    found = figures_of(make_pack, boiler(), air=2.6)
    assert found.per_heat[0, 0, 1] == 1.2
    assert found.fixed[0, 0, 1] == pytest.approx((15.0 + 9.0 + 1.0) * 1.3)
    assert found.fixed[0, 0, 0] == pytest.approx(0.5 + 0.8 + 2.6)
    assert found.q_loss_h[0, 0] == 16.0
    assert found.q_recoverable[0, 0] == 5.0


def test_two_generators_share_heat_and_water(make_pack):
    sources = (
        HeatSource(1, 0.7, cited(1.1), 0.4, cited(1.2)),
        HeatSource(5, 0.3, cited(1.4), 0.6, cited(1.6)),
    )
    found = figures_of(make_pack, boiler(sources=sources))
    assert found.per_heat[0, 0, [1, 5]] == pytest.approx([0.77, 0.42])
    assert found.fixed[0, 0, [1, 5]] == pytest.approx([25.0 * 0.48, 25.0 * 0.96])


def test_collectors_take_their_share_of_the_hot_water(make_pack):
    without, with_them = (figures_of(make_pack, boiler(), solar=s).fixed[0, 0] for s in (0.0, 1.0))
    assert with_them[1] == pytest.approx(0.4 * without[1])
    assert with_them[AMBIENT] == pytest.approx(0.6 * 25.0)


def test_without_hot_water_nothing_is_lost_by_its_pipes(make_pack):
    found = figures_of(make_pack, boiler(), water=0.0)
    assert not found.fixed[0, 0, 1:].any()
    assert found.q_recoverable[0, 0] == 0.0


def test_a_heat_pump_takes_the_rest_from_its_surroundings(make_pack):
    pump = boiler("pump", (HeatSource(0, 1.0, cited(0.38), 1.0, cited(0.38)),), "air")
    found = figures_of(make_pack, pump, flow=55.0)
    assert found.per_heat[0, 0, 0] + found.per_heat[0, 0, AMBIENT] == pytest.approx(1.0)
    assert 0.25 < found.per_heat[0, 0, 0] < 0.45


@given(st.floats(30.0, 70.0), st.floats(30.0, 70.0))
def test_a_cooler_flow_never_takes_more_electricity(one, other):
    theta_i = np.array([20.0])
    low, high = sorted((one, other))
    for source in ("air", "ground"):
        spent = [
            heat_pumps.heating_expenditure(source, np.array([flow]), theta_i, WINTER.theta_e_c, -10.0)[0]
            for flow in (low, high)
        ]
        assert spent[0] <= spent[1] + 1e-12
        assert 0.0 < spent[0] <= 1.0


def test_the_published_regression_at_35_degrees():
    lift = np.array([35.0])
    assert heat_pumps.performance("air", lift)[0] == pytest.approx(0.85 * (6.08 - 3.15 + 0.6125))
    assert heat_pumps.performance("ground", lift)[0] == pytest.approx(0.85 * (10.29 - 7.35 + 1.47))


def test_a_third_of_the_load_needs_a_third_of_the_radiator():
    found = heat_pumps.flow_design(np.array([1.0, 0.5, 0.0]), np.array([20.0, 20.0, 20.0]))
    assert found[0] == heat_pumps.FLOW_DESIGN_C
    assert found[1] == pytest.approx(20.0 + 45.0 * 0.5 ** (1 / 1.3))
    assert found[2] == heat_pumps.FLOW_LEAST_C


@given(needs, losses, losses, st.floats(1.0, 10.0))
def test_heat_output_is_finite_and_never_negative(need, loss, usable, a):
    found = heat_output(*(np.array([v]) for v in (need, a, loss, usable, 1.0)))[0]
    assert np.isfinite(found)
    assert 0.0 <= found <= need + loss + 1e-9


@given(needs, needs, losses, losses, st.floats(1.0, 10.0))
def test_more_need_never_asks_less_of_the_generator(one, other, loss, usable, a):
    low, high = sorted((one, other))
    found = [heat_output(*(np.array([v]) for v in (q, a, loss, usable, 1.0)))[0] for q in (low, high)]
    assert found[0] <= found[1] + 1e-9
