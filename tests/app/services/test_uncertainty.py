"""Bands of a plan: they follow from the seed, hold the plan, and say what drives them."""

import numpy as np
import pandas as pd
import pytest

from app.errors import UserError
from app.packs.measured import factor_sets, sets_of
from app.services.band_tables import (
    bands_of,
    column_name,
    district_rows,
    driver_rows,
    with_band,
    write_bands,
)
from app.services.fingerprints import plan_key
from app.services.measured import as_measured, factor_set
from app.services.planning import apply_default
from app.services.uncertainty import certainty_key, uncertainty_of
from retrofit.errors import Cancelled
from retrofit.evidence.perturb import OUTPUTS
from retrofit.evidence.prebound import measured_to_calculated
from retrofit.stock.fields import Level

DRAWS = 128


@pytest.fixture(scope="module")
def found(town):
    return uncertainty_of(town, DRAWS)


@pytest.fixture(scope="module")
def seen(town):
    return uncertainty_of(town, DRAWS, measured=True)


def test_the_plan_is_the_plans_own(found, town):
    for name in OUTPUTS:
        assert found.plan[name] == pytest.approx(town.assessment.district[name][0], rel=1e-9), name


def test_the_same_seed_gives_the_same_bands_and_key(found, town):
    again = uncertainty_of(town, DRAWS)
    assert again.key == found.key == certainty_key(town, DRAWS, 1, measured=False)
    assert np.array_equal(again.bands.buildings["npv_eur"], found.bands.buildings["npv_eur"])
    assert again.drivers == found.drivers
    assert again.surveys == found.surveys
    other = uncertainty_of(town, DRAWS, seed=2)
    assert other.key != found.key
    assert not np.array_equal(other.bands.district["npv_eur"], found.bands.district["npv_eur"])


def test_another_choice_has_another_key(town):
    assert plan_key(apply_default(town, 0).project) != plan_key(town)
    assert plan_key(town) == plan_key(town.replace(name="Elsewhere"))


def test_bands_are_in_order_at_every_level(found, town):
    for level, count in ((Level.BUILDING, len(town.stock)), (Level.BLOCK, len(town.blocks))):
        bands = found.bands.buildings if level is Level.BUILDING else found.bands.blocks
        for name in OUTPUTS:
            assert bands[name].shape == (3, count)
            assert (np.diff(bands[name], axis=0) >= 0).all()


def test_what_cannot_drive_a_result_is_not_told(found):
    told = [row[0] for row in driver_rows(found, "invest_eur")]
    assert told == ["works_price"]
    assert "energy_price" not in [row[0] for row in driver_rows(found, "e_del_kwh")]


def test_quotes_help_the_investment_most(found):
    best = found.surveys["invest_eur"][0]
    assert best.survey == "quotes"
    assert best.everywhere == pytest.approx(1.0)
    assert 0.0 <= best.sample <= best.everywhere


def test_a_survey_never_widens_a_band(found):
    for gains in found.surveys.values():
        assert all(0.0 <= gain.sample <= gain.everywhere <= 1.0 for gain in gains)


def test_as_measured_is_the_published_rule(town):
    told = as_measured(town, "EU.M.01")
    states, typed = town.baseline.states, town.baseline.typed
    row = int(np.flatnonzero(typed.heated)[0])
    delivered = states.e_del_kwh[row, 0]
    fuel = delivered.sum() - (delivered[0] if delivered[0] < delivered.sum() else 0.0)
    area = typed.floor_area_ref_m2[row]
    factor = measured_to_calculated(fuel / area, factor_set(town, "EU.M.01").factors)
    assert told.now_kwh[row] == pytest.approx(factor * fuel + delivered.sum() - fuel)
    assert told.saving_kwh.sum() < town.assessment.district["e_del_saving_kwh"][0]
    assert (told.now_kwh[~typed.heated] == 0.0).all()


def test_bands_as_measured_hold_the_plan_as_measured(seen, town):
    told = as_measured(town)
    assert seen.plan["e_del_kwh"] == pytest.approx(told.now_kwh.sum(), rel=1e-9)
    assert seen.plan["e_del_saving_kwh"] == pytest.approx(told.saving_kwh.sum(), rel=1e-9)
    low, _median, high = seen.bands.district["e_del_saving_kwh"][:, 0]
    assert low < seen.plan["e_del_saving_kwh"] < high


def test_factors_of_one_change_nothing(town, found):
    from dataclasses import replace

    from app.services.measured import adjustment
    from app.services.solving import solved_plan
    from retrofit.evidence.perturb import solve_draws
    from retrofit.evidence.swings import unmoved

    nothing = replace(adjustment(town), factors=np.ones(6))
    plain = solve_draws(solved_plan(town), unmoved())
    adjusted = nothing(plain, unmoved())
    for name in OUTPUTS:
        assert adjusted[name] == pytest.approx(plain[name], rel=1e-9, abs=1e-6), name


@pytest.mark.parametrize("country, code", [("DE", "DE.M.01"), ("EE", "EU.M.01"), ("ES.VITORIA", "ES.M.01")])
def test_a_country_has_its_own_factors_or_the_average(country, code):
    assert sets_of(country)[0].code == code


def test_every_set_falls_or_is_said_to_be_an_estimate():
    assert len({one.code for one in factor_sets()}) == len(factor_sets())
    assert all(one.factors.shape == (6,) and one.accuracy in "ABC" for one in factor_sets())


@pytest.mark.parametrize("draws, code", [(1, "draws_wrong"), (10**6, "draws_wrong")])
def test_draws_that_make_no_sense_are_refused(town, draws, code):
    with pytest.raises(UserError) as told:
        uncertainty_of(town, draws)
    assert told.value.code == code


def test_more_draws_than_memory_holds_are_refused(town, monkeypatch):
    monkeypatch.setattr("app.services.uncertainty.MOST_CELLS", 100 * len(town.stock))
    with pytest.raises(UserError) as told:
        uncertainty_of(town, 101)
    assert told.value.code == "draws_too_many"
    assert told.value.details["most"] == 100


def test_an_unknown_set_is_refused(town):
    with pytest.raises(UserError, match="factor_set_unknown"):
        uncertainty_of(town, DRAWS, measured=True, factors="XX.M.09")


def test_it_can_be_stopped(town):
    def stop(fraction, _what):
        if fraction > 0.2:
            raise Cancelled

    with pytest.raises(Cancelled):
        uncertainty_of(town, DRAWS, progress=stop)


def test_tables_have_units_and_agree_with_the_bands(found, town, tmp_path):
    files = write_bands(town, found, tmp_path)
    blocks = pd.read_csv(files["block bands"], encoding="utf-8-sig")
    assert list(blocks["block_id"].astype(str)) == list(town.blocks.index.astype(str))
    assert blocks["e_del_low_kwh"].to_numpy() == pytest.approx(found.bands.blocks["e_del_kwh"][0])
    meaning = pd.read_csv(files["columns"], encoding="utf-8-sig").set_index("name")
    buildings = pd.read_csv(files["building bands"], encoding="utf-8-sig")
    assert set(buildings.columns) == {"building_id", *meaning.index}
    assert meaning.loc["e_del_high_kwh_m2", "unit"] == "kWh/(m²a)"
    with pytest.raises(UserError, match="export_exists"):
        write_bands(town, found, tmp_path)
    write_bands(town, found, tmp_path, overwrite=True)


def test_a_cold_building_has_no_band_per_area(found, town):
    cold = int(np.flatnonzero(~town.baseline.typed.heated)[0])
    warm = int(np.flatnonzero(town.baseline.typed.heated)[0])
    assert "e_del_kwh_m2" not in bands_of(found, Level.BUILDING, cold)
    per_area = bands_of(found, Level.BUILDING, warm)["e_del_kwh_m2"]
    assert per_area.low < per_area.median < per_area.high


def test_words_carry_numbers_and_units(found):
    rows = district_rows(found)
    assert len(rows) == len(OUTPUTS) + 1
    assert all(all(row) for row in rows)
    assert with_band("187", "160", "221") == "187 (160–221)"
    assert with_band("−6.4", "−10.7", "−1.7") == "−6.4 (−10.7 to −1.7)"
    assert column_name("npv_eur", "low") == "npv_low_eur"


def test_how_far_meters_scatter_is_in_the_band_as_measured_only(found, seen):
    def told(bands):
        return {one.assumption: abs(one.high - one.low) for one in bands.drivers["e_del_kwh"]}

    assert told(found)["metered"] == 0
    assert told(seen)["metered"] > 0
    low, _middle, high = seen.bands.district["e_del_kwh"][:, 0]
    spread = np.sqrt(0.2) * 0.30
    assert (high - low) / seen.plan["e_del_kwh"] > 2 * 1.2816 * spread * 0.9
    assert "meters" in {gain.survey for gain in seen.surveys["e_del_kwh"]}
    assert "meters" not in {gain.survey for gain in found.surveys["e_del_kwh"]}
