"""Meters teach what buildings have in common, and nothing where they agree."""

import numpy as np
import pytest

from app.packs import load_pack
from retrofit.evidence.calibrate import Meters, calibrate, shifted, to_reference_year
from retrofit.evidence.distributions import ASSUMPTIONS
from retrofit.evidence.perturb import coefficients, solve_draws
from retrofit.physics.climate import choose_climate


@pytest.fixture(scope="module")
def solved(town):
    pack = load_pack(town.country)
    climate, _findings = choose_climate(pack, town.assumptions, town.place)
    return coefficients(town.baseline, town.scenario.package_of, climate, town.assumptions)


def metered(solved, cooler_k=0.0, scatter=0.0, per_meter=1):
    """Meters of buildings that are kept cooler than assumed, one for every few buildings."""
    moved = {one.name: np.ones((1, 1)) if one.factor else np.zeros((1, 1)) for one in ASSUMPTIONS}
    moved["theta_i"] = np.full((1, 1), -cooler_k)
    energy = solve_draws(solved, moved)["e_del_kwh"][0]
    warm = np.flatnonzero(energy > 0)
    meter_of = np.full(len(energy), -1, dtype=np.int32)
    meter_of[warm] = np.arange(len(warm)) // per_meter
    noise = np.exp(scatter * np.random.default_rng(1).standard_normal(len(energy)))
    return Meters(meter_of, np.bincount(meter_of[warm], (energy * noise)[warm]))


def test_meters_that_agree_change_nothing(solved):
    found = calibrate(solved, metered(solved))
    assert found.deviations == pytest.approx(0.0, abs=1e-6)
    assert found.factor_of == pytest.approx(1.0)
    assert found.error_raw == pytest.approx(0.0, abs=1e-12)


def test_a_cooler_district_is_recognised(solved):
    meters = metered(solved, cooler_k=1.5)
    found = calibrate(solved, meters, names=("theta_i",))
    assert found.deviations[0] == pytest.approx(-1.5, abs=0.1)
    assert found.error_fitted < 0.1 * found.error_raw
    assert found.error_held_out < 0.1 * found.error_raw


def test_scatter_of_single_buildings_is_not_learnt(solved):
    found = calibrate(solved, metered(solved, cooler_k=1.5, scatter=0.25))
    assert found.error_fitted > 0.15
    assert found.error_held_out < found.error_raw
    assert np.abs(found.deviations).max() < 3.0


def test_a_meter_may_count_several_buildings(solved):
    found = calibrate(solved, metered(solved, cooler_k=1.0, per_meter=4), names=("theta_i",))
    assert found.deviations[0] == pytest.approx(-1.0, abs=0.1)


def test_buildings_without_energy_keep_their_factor(solved, town):
    found = calibrate(solved, metered(solved, cooler_k=1.0))
    assert (found.factor_of[~town.baseline.typed.heated] == 1.0).all()


def test_no_meter_is_said(solved, town):
    nothing = Meters(np.full(len(town.buildings), -1, dtype=np.int32), np.zeros(1))
    with pytest.raises(ValueError, match="no meter"):
        calibrate(solved, nothing)


def test_a_cold_year_is_brought_down():
    assert to_reference_year([100.0], [0.8], [365], [4000.0], 3000.0) == pytest.approx(
        100 / (0.2 + 0.8 * 4 / 3)
    )
    for unknown in (np.nan, 0.0):
        assert to_reference_year([100.0], [0.8], [365], [unknown], 3000.0) == pytest.approx(100.0)


def test_a_half_year_becomes_a_year():
    assert to_reference_year([50.0], [0.0], [182.5], [np.nan], 3000.0) == pytest.approx(100.0)
    assert to_reference_year([90.0], [0.8], [182.5], [3000.0], 3000.0) == pytest.approx(100.0)


def test_a_fitted_assumption_is_one_step_of_its_own_spread():
    by_name = {one.name: one for one in ASSUMPTIONS}
    assert shifted(by_name["theta_i"], -1.5) == pytest.approx(-1.5 * by_name["theta_i"].spread)
    assert shifted(by_name["air_change"], 0.0) == 1.0
    assert shifted(by_name["air_change"], 1.0) == pytest.approx(np.exp(by_name["air_change"].spread))
