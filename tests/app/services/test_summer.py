"""Summer heat of a plan: what each measure does, at every level, and in files."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from app.errors import UserError
from app.services import summer_tables as tell
from app.services.planning import apply_default, assign_package, set_weather
from app.services.summer import CASES, COOLED, HOT_H, summer_of
from retrofit.errors import Cancelled
from retrofit.physics.solar import Weather
from retrofit.stock.fields import Level


@pytest.fixture(scope="module")
def hot(town):
    """Hours of a hot summer, made up."""
    hour = np.arange(8760)
    season, day = -np.cos(2 * np.pi * (hour - 480) / 8760), np.sin(2 * np.pi * (hour % 24 - 9) / 24)
    sun = np.maximum(np.sin(2 * np.pi * (hour % 24 - 6) / 24), 0.0) * (0.65 + 0.35 * season)
    theta, light = 13.0 + 11.0 * season + 5.0 * day, (750.0 * sun, 450.0 * sun, 250.0 * sun)
    return Weather("Hot", *town.place, 10.0, 1.0, theta, *light, synthetic=True)


@pytest.fixture(scope="module")
def found(town, hot):
    return summer_of(town, hot)


def test_every_measure_against_heat_helps(town, found):
    hours = {case: float(found.district.hours[case][0]) for case in CASES}
    assert hours["today"] > max(hours["shading"], hours["airing"]) > hours["all_of_them"] > 0.0
    assert hours["all_of_them"] < hours["insulation"]
    need = found.district.q_c_nd_kwh_m2
    assert need["today"][0] > need["all_of_them"][0] > 0.0
    np.testing.assert_allclose(
        found.electricity_kwh_m2(Level.DISTRICT, "today") * found.efficiency, need["today"]
    )
    unheated = ~town.baseline.typed.heated
    assert np.isnan(found.buildings.hours["today"][unheated]).all()
    assert np.isfinite(found.buildings.hours["today"][~unheated]).all()


def test_blocks_and_district_are_means_by_floor_area(town, found):
    area, heated = town.baseline.typed.floor_area_ref_m2, town.baseline.typed.heated
    for level, of in ((Level.BLOCK, town.stock.block_of), (Level.DISTRICT, np.zeros(len(area), int))):
        figures = found.at(level)
        for row in range(len(figures.heated)):
            inside = heated & (of == row)
            for case in CASES:
                hours = found.buildings.hours[case][inside]
                mean = np.average(hours, weights=area[inside])
                assert figures.hours[case][row] == pytest.approx(mean)
                assert figures.hot_share[case][row] == pytest.approx((hours > HOT_H).mean())
            for case in COOLED:
                need = found.buildings.q_c_nd_kwh_m2[case][inside]
                mean = np.average(need, weights=area[inside])
                assert figures.q_c_nd_kwh_m2[case][row] == pytest.approx(mean)


def test_each_building_has_the_package_of_the_plan(town, hot, found):
    none, advanced = (summer_of(town, hot, package) for package in (0, 2))
    np.testing.assert_array_equal(none.buildings.hours["insulation"], none.buildings.hours["today"])
    row = int(np.flatnonzero(town.baseline.typed.heated)[3])
    changed = assign_package(town, np.array([row], dtype=np.int32), 2).project
    after = summer_of(changed, hot).buildings.hours["insulation"]
    expected = found.buildings.hours["insulation"].copy()
    expected[row] = advanced.buildings.hours["insulation"][row]
    np.testing.assert_array_equal(after, expected)
    assert any("Advanced renovation" in line for line in tell.notes(advanced))


def test_without_hours_it_says_what_to_do(town):
    with pytest.raises(UserError) as fault:
        summer_of(town)
    assert fault.value.code == "summer_needs_weather"


def test_hours_of_the_plan_are_taken_and_made_up_ones_marked(town, hot, found):
    own = summer_of(set_weather(town, hot).project)
    np.testing.assert_array_equal(own.buildings.hours["today"], found.buildings.hours["today"])
    assert own.synthetic
    assert [one.code for one in own.findings] == ["weather_synthetic"]
    assert "synthetic" in tell.notes(own)[0]
    far = summer_of(town, replace(hot, lat_deg=40.0, synthetic=False))
    assert [one.code for one in far.findings] == ["weather_far"]
    assert "synthetic" not in tell.notes(far)[0]


def test_a_renovation_that_heats_up_is_told(town, hot, found):
    assert "makes it warmer in summer" in tell.warning(found)
    assert tell.warning(summer_of(apply_default(town, 0).project, hot)) == ""


def test_it_can_be_cancelled(town, hot):
    told = []

    def stop(fraction, what):
        told.append((fraction, what))
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        summer_of(town, hot, progress=stop)
    assert 0.5 < told[-1][0] < 1.0


def test_tables_tell_what_their_columns_are(town, found, tmp_path):
    files = tell.write_summer(town, found, tmp_path / "out")
    buildings, blocks, columns = (pd.read_csv(path, encoding="utf-8-sig") for path in files.values())
    assert set(columns["name"]) == {*buildings.columns, *blocks.columns}
    assert len(buildings) == len(town.buildings)
    assert list(blocks["block_id"]) == list(town.blocks.index)
    np.testing.assert_array_equal(buildings["overheating_today_h"], found.buildings.hours["today"])
    assert (buildings["weather"] == "Hot (synthetic)").all()
    with pytest.raises(UserError, match="export_exists"):
        tell.write_summer(town, found, tmp_path / "out")
    tell.write_summer(town, found, tmp_path / "out", overwrite=True)


def test_a_district_without_heat_has_no_figures(town, hot):
    typed = town.baseline.typed
    nothing = replace(typed, heated=np.zeros_like(typed.heated))
    cold = summer_of(town.replace(baseline=replace(town.baseline, typed=nothing)), hot)
    assert np.isnan(cold.district.hours["today"][0])
    assert "nothing to say" in tell.headline(cold)
    assert {row[1] for row in tell.measure_rows(cold)} == {"–"}
    assert tell.hottest(cold, 5) == []
    assert tell.warning(cold) == ""
    assert {row[1] for row in tell.cooling_rows(cold)} == {"–"}
