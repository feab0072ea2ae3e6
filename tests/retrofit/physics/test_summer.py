"""Overheating and what helps."""

from dataclasses import replace

import numpy as np
import pytest

from retrofit.physics import heat, solar
from retrofit.physics.envelope import envelope
from retrofit.physics.summer import (
    behind_blinds,
    cooling_needs,
    monthly_cooling_need,
    summer_effects,
)
from retrofit.plan.measures import package_states
from retrofit.stock.typology import complete


def test_blinds_take_the_strong_sun_of_warm_days_alone(weather):
    sun = solar.on_orientations(weather)
    behind = behind_blinds(sun, weather, 0.25)
    changed = behind != sun
    assert changed.any()
    assert (sun[changed] > 300).all()
    np.testing.assert_allclose(behind[changed], sun[changed] * 0.25)
    assert not changed[: 31 * 24].any()
    np.testing.assert_array_equal(behind_blinds(sun, weather, 1.0), sun)


def test_each_measure_against_heat_helps(make_pack, random_stock, weather):
    pack = make_pack()
    typed = complete(random_stock(40, seed=5), pack)
    town = typed, envelope(typed, pack.archetypes), package_states(pack, kinds=typed.kinds)
    found = summer_effects(*town, weather, 2)
    assert found.today.sum() > 0
    assert (found.shading <= found.today).all()
    assert (found.airing <= found.today).all()
    assert found.airing.sum() < found.today.sum()
    assert (found.all_of_them <= found.insulation).all()
    assert not found.today[~typed.heated].any()


def cooling(theta_e, q_sol=5.0, phi_int=3.0, theta_i=26.0):
    one = np.ones(1)
    return monthly_cooling_need(
        one, 0.5 * one, np.full((1, 12), q_sol), theta_i=theta_i * one, theta_e=np.full(12, theta_e), phi_int=phi_int * one, c_m=45 * one
    )[0]  # fmt: skip


def test_monthly_cooling_is_the_gains_less_what_the_losses_take():
    warm, hot, cold = cooling(20.0), cooling(30.0), cooling(-20.0)
    hours = heat.DAYS_OF_MONTH * 0.024
    assert ((warm > 0) & (warm < hot)).all()
    np.testing.assert_allclose(hot, 5.0 + (3.0 + 1.5 * 4.0) * hours)
    assert cold.max() < 0.02 * warm.min()
    np.testing.assert_allclose(cooling(26.0), 5.0 + 3.0 * hours)
    assert not cooling(20.0, 0.0, 0.0).any()


def test_heating_and_cooling_share_the_gains():
    """With one set point for both, heating less cooling is losses less gains."""
    one, theta = np.ones(1), np.linspace(-5, 25, 12)
    given = {"theta_e": theta, "phi_int": 3 * one, "c_m": 45 * one, "theta_i": 22 * one}
    sun = np.full((1, 12), 6.0)
    heating = heat.monthly_need(one, one, one, sun, **given)
    rest = 2.0 * (22 - theta) * heat.DAYS_OF_MONTH * 0.024 - sun - 3 * heat.DAYS_OF_MONTH * 0.024
    found = heating - monthly_cooling_need(one, one, sun, **given)
    assert found[0, 0] == pytest.approx(rest[0, 0])
    np.testing.assert_allclose(found[theta[None] < 22], rest[theta[None] < 22])


def test_every_building_can_have_a_package_of_its_own(make_pack, random_stock, weather):
    pack = make_pack()
    typed = complete(random_stock(30, seed=5), pack)
    town = typed, envelope(typed, pack.archetypes), package_states(pack, kinds=typed.kinds)
    own = np.arange(30) % 3
    found = summer_effects(*town, weather, own)
    for package in range(3):
        same = summer_effects(*town, weather, package)
        np.testing.assert_array_equal(found.insulation[own == package], same.insulation[own == package])
        np.testing.assert_array_equal(found.all_of_them[own == package], same.all_of_them[own == package])


def test_measures_against_heat_save_cooling(make_pack, random_stock, weather):
    pack = make_pack()
    typed = complete(random_stock(30, seed=5), pack)
    town = typed, envelope(typed, pack.archetypes), package_states(pack, kinds=typed.kinds)
    today, after = cooling_needs(*town, weather, 2)
    assert today.sum() > after.sum() > 0
    assert not today[~typed.heated].any()


def test_a_stock_without_heated_buildings_has_no_hours(make_pack, random_stock, weather):
    pack = make_pack()
    typed = complete(random_stock(5, seed=5), pack)
    typed = replace(typed, heated=np.zeros(5, dtype=bool))
    town = typed, envelope(typed, pack.archetypes), package_states(pack, kinds=typed.kinds)
    np.testing.assert_array_equal(summer_effects(*town, weather, 2).all_of_them, np.zeros(5))
    np.testing.assert_array_equal(cooling_needs(*town, weather, 2), np.zeros((2, 5)))
