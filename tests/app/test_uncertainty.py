"""Bands follow from the draws: they hold the plan's own figure, and narrow where they should."""

from dataclasses import replace

import numpy as np
import pytest

from app.packs import load_pack
from retrofit.evidence import distributions
from retrofit.evidence.distributions import ASSUMPTIONS, Assumed, Shape, applied, draw
from retrofit.evidence.perturb import coefficients, solve_draws
from retrofit.evidence.uncertain import uncertainty
from retrofit.physics.climate import choose_climate


@pytest.fixture(scope="module")
def solved(town):
    pack = load_pack(town.country)
    climate, _findings = choose_climate(pack, town.assumptions, town.place)
    return coefficients(town.baseline, town.scenario.package_of, climate, town.assumptions)


@pytest.fixture(scope="module")
def found(solved, town):
    return uncertainty(solved, town.stock.block_of, len(town.blocks), 256, np.random.default_rng(3))


def still():
    return {one.name: np.ones((1, 1)) if one.factor else np.zeros((1, 1)) for one in ASSUMPTIONS}


def test_without_deviations_the_plan_itself_comes_out(solved, town):
    nothing = solve_draws(solved, still())
    for name in ("e_del_kwh", "e_del_saving_kwh", "energy_cost_saving_eur", "invest_eur", "npv_eur"):
        assert nothing[name][0] == pytest.approx(town.assessment.buildings[name], rel=1e-9, abs=1e-6), name


def test_the_plan_lies_within_its_bands(found, town):
    for name, band in found.bands.district.items():
        low, middle, high = band[:, 0]
        assert low < middle < high
        assert low < town.assessment.district[name][0] < high, name


def test_a_district_is_surer_than_its_buildings(found, town):
    heated = town.baseline.typed.heated
    low, middle, high = found.bands.buildings["e_del_kwh"][:, heated]
    alone = ((high - low) / middle).mean()
    low, middle, high = found.bands.district["e_del_kwh"][:, 0]
    assert (high - low) / middle < 0.8 * alone


def test_blocks_add_up_draw_by_draw(found, town):
    middle = found.bands.blocks["invest_eur"][1]
    assert middle.shape == (len(town.blocks),)
    assert middle.sum() == pytest.approx(found.bands.district["invest_eur"][1, 0], rel=0.1)


def test_the_same_seed_gives_the_same_bands(solved, town, found):
    again = uncertainty(solved, town.stock.block_of, len(town.blocks), 256, np.random.default_rng(3))
    assert np.array_equal(again.bands.district["npv_eur"], found.bands.district["npv_eur"])


def test_what_drives_the_investment_is_its_price(found):
    names = [one.name for one in ASSUMPTIONS]
    assert names[int(found.drivers["invest_eur"].argmax())] == "works_price"
    assert (found.drivers["npv_eur"] >= 0).all()
    assert found.drivers["e_del_kwh"][names.index("works_price")] < 0.05


def test_prices_do_not_touch_energy(solved):
    moved = still() | {"energy_price": np.full((1, 1), 2.0)}
    assert np.array_equal(solve_draws(solved, moved)["e_del_kwh"], solve_draws(solved, still())["e_del_kwh"])


def test_better_evidence_narrows_the_band(solved, town, monkeypatch):
    surer = tuple(replace(one, spread=0.0) if one.name == "theta_i" else one for one in ASSUMPTIONS)
    monkeypatch.setattr("retrofit.evidence.uncertain.ASSUMPTIONS", surer)
    narrow = uncertainty(solved, town.stock.block_of, len(town.blocks), 256, np.random.default_rng(3))
    monkeypatch.undo()
    wide = uncertainty(solved, town.stock.block_of, len(town.blocks), 256, np.random.default_rng(3))
    width = [np.ptp(one.bands.district["e_del_kwh"][[0, 2], 0]) for one in (narrow, wide)]
    assert width[0] < width[1]


@pytest.mark.parametrize("shape", list(Shape))
def test_factors_and_addends_centre_on_the_value_in_use(shape):
    one = Assumed("x", shape, 0.2, 1.0, True, "-", "assumption")
    deviations = draw(1024, np.random.default_rng(0)).shared[:, :1]
    assert applied(one, deviations, None).mean() == pytest.approx(1.0, abs=0.01)
    added = replace(one, factor=False, shape=Shape.NORMAL)
    assert applied(added, deviations, None).mean() == pytest.approx(0.0, abs=0.01)


def test_every_assumption_says_what_it_is():
    assert len({one.name for one in distributions.ASSUMPTIONS}) == len(distributions.ASSUMPTIONS)
    assert all(0.0 <= one.shared <= 1.0 and one.source for one in distributions.ASSUMPTIONS)
