"""A table of meters teaches what buildings have in common; what is wrong with it is said by building."""

import numpy as np
import pandas as pd
import pyogrio
import pytest

from app.errors import UserError
from app.services.calibration import By, MeterRequest, compare_with_meters
from app.services.calibration_tables import (
    building_frame,
    energy_rows,
    error_rows,
    match_sentence,
    method_sentence,
    parameter_rows,
    type_rows,
    write_calibration,
)
from app.services.meters.degree_days import heating_share, reference_degree_days
from app.services.solving import fuel_and_auxiliaries, solved_plan
from app.text.messages import finding_sentence
from retrofit.evidence.perturb import solve_draws
from retrofit.evidence.swings import unmoved


@pytest.fixture(scope="module")
def cooler(town):
    """Energy of every building when all rooms are 1.5 K cooler."""
    moved = unmoved() | {"theta_i": np.full((1, 1), -1.5)}
    return solve_draws(solved_plan(town), moved)["e_del_kwh"][0]


@pytest.fixture(scope="module")
def frame(town, cooler):
    """A clean table: one electric or fuel meter a building, auxiliaries not in the fuel's."""
    warm = np.flatnonzero(cooler > 0)
    aux = fuel_and_auxiliaries(town)[1][0]
    noise = np.exp(0.1 * np.random.default_rng(5).standard_normal(len(warm)))
    return pd.DataFrame(
        {
            "building_id": town.buildings.index.to_numpy()[warm],
            "kwh": cooler[warm] * noise - aux[warm],
            "year": 2023,
            "hdd": reference_degree_days(town),
        }
    )


@pytest.fixture
def table(tmp_path):
    def write(frame, name="meters.csv", **how):
        path = tmp_path / name
        frame.to_csv(path, index=False, **how)
        return path

    return write


def compare(town, path, **how):
    return compare_with_meters(town, MeterRequest(path, **how))


def codes(found):
    return {finding.code: finding for finding in found.joined.findings}


def test_a_cooler_district_is_recognised(town, frame, table):
    found = compare(town, table(frame))
    assert found.joined.match_rate == 1.0
    assert len(found.joined.energy_kwh) == len(frame)
    assert not codes(found)
    fit = found.district
    assert fit.error_held_out < 0.7 * fit.error_raw
    by_name = {one.name: one for one in fit.parameters}
    assert by_name["theta_i"].after < -0.2
    assert all(one.low < one.after < one.high and not one.at_bound for one in fit.parameters)
    assert found.calibrated.now_kwh.sum() == pytest.approx(found.joined.energy_kwh.sum(), rel=0.05)
    assert found.raw.now_kwh.sum() == pytest.approx(town.assessment.district["e_del_kwh"][0])
    assert found.raw.saving_kwh.sum() == pytest.approx(town.assessment.district["e_del_saving_kwh"][0])
    assert found.calibrated.saving_kwh.sum() < found.raw.saving_kwh.sum()


def test_the_factors_are_set_to_the_height_of_the_meters(town, frame, table):
    found = compare(town, table(frame), factors="EU.M.01")
    assert found.factors.code == "EU.M.01"
    twice = compare(town, table(frame.assign(kwh=2 * frame["kwh"])), factors="EU.M.01")
    assert twice.level == pytest.approx(2 * found.level, rel=0.06)
    assert twice.measured.saving_kwh.sum() > found.measured.saving_kwh.sum()


def test_a_cold_year_is_brought_down(town, frame, table):
    base = compare(town, table(frame))
    cold = compare(town, table(frame.assign(hdd=2 * frame["hdd"])))
    share = heating_share(town)[base.joined.meter_of >= 0]
    assert (cold.joined.energy_kwh < base.joined.energy_kwh).all()
    assert cold.joined.energy_kwh.sum() < base.joined.energy_kwh.sum() * (1 - 0.3 * share.min())


def test_building_types_are_fitted_around_the_district(town, frame, table):
    found = compare(town, table(frame), by=By.ARCHETYPE)
    assert len(found.fits) > 2
    assert all(fit.meters >= 5 for fit in found.fits)
    head, rows = type_rows(found)
    assert len(rows) == len(found.fits) - 1
    assert all(len(row) == len(head) for row in rows)


def test_a_meter_may_count_several_buildings(town, frame, table):
    shared = frame.assign(meter_id=[f"m{row // 4}" for row in range(len(frame))])
    whole = shared.groupby("meter_id")["kwh"].transform("sum")
    found = compare(town, table(shared.assign(kwh=whole)))
    single = compare(town, table(frame))
    assert len(found.joined.energy_kwh) == -(-len(frame) // 4)
    assert found.joined.energy_kwh.sum() == pytest.approx(single.joined.energy_kwh.sum(), rel=0.02)
    first_only = shared.assign(kwh=whole.where(~shared["meter_id"].duplicated()))
    again = compare(town, table(first_only))
    assert again.joined.energy_kwh == pytest.approx(found.joined.energy_kwh)
    assert not codes(again)


def test_several_ids_in_a_cell_are_several_buildings(town, frame, table):
    two = ";".join(frame["building_id"][:2])
    rest = frame[2:]
    joined = pd.concat([frame[:1].assign(building_id=two, kwh=frame["kwh"][:2].sum()), rest])
    found = compare(town, table(joined))
    assert len(found.joined.energy_kwh) == len(frame) - 1
    assert (np.bincount(found.joined.meter_of[found.joined.meter_of >= 0]) == 2).sum() == 1


def test_readings_of_one_building_are_added_and_years_averaged(town, frame, table):
    half = frame.assign(kwh=frame["kwh"] / 2)
    twice = compare(town, table(pd.concat([half, half])))
    years = compare(town, table(pd.concat([frame, frame.assign(year=2022)])))
    once = compare(town, table(frame))
    for found in (twice, years):
        assert found.joined.energy_kwh == pytest.approx(once.joined.energy_kwh)


def test_cadastral_references_find_buildings(town, frame, table):
    parcel = town.stock.parcel_of[town.buildings.index.get_indexer(frame["building_id"])]
    known = frame[parcel >= 0].assign(reference=town.parcels.index.to_numpy()[parcel[parcel >= 0]])
    summed = known.groupby("reference", as_index=False)["kwh"].sum()
    found = compare(town, table(summed))
    assert found.joined.match_rate == 1.0
    assert len(found.joined.energy_kwh) == len(summed)


def test_decimal_commas_and_a_spreadsheet_say_the_same(town, frame, table, tmp_path):
    plain = compare(town, table(frame))
    comma = compare(town, table(frame, "comma.csv", sep=";", decimal=","))
    path = tmp_path / "meters.xlsx"
    pyogrio.write_dataframe(frame, path, driver="XLSX")
    sheet = compare(town, path)
    for found in (comma, sheet):
        assert found.joined.energy_kwh == pytest.approx(plain.joined.energy_kwh, rel=1e-6)
    assert set(codes(comma)) == {"meters_decimal_comma"}


def test_what_cannot_be_becomes_a_finding_with_the_building(town, frame, table):
    bad = frame.astype({"kwh": object, "year": object}).copy()
    bad.loc[0, "kwh"] = -5.0
    bad.loc[1, "kwh"] = "many"
    bad.loc[2, "kwh"] = 1e12
    bad.loc[3, "year"] = 20
    extra = pd.DataFrame({"building_id": ["NOWHERE"], "kwh": [1.0], "year": [2023], "hdd": [3000.0]})
    found = compare(town, table(pd.concat([bad, extra])))
    told = codes(found)
    wanted = ("meter_value_negative", "meter_value_bad", "meter_value_absurd", "meter_period_bad")
    for row, code in enumerate(wanted):
        assert told[code].building_ids == (frame["building_id"][row],)
        assert frame["building_id"][row] in finding_sentence(told[code])
    assert told["meter_unmatched"].building_ids == ("NOWHERE",)
    assert len(found.joined.energy_kwh) == len(frame) - 4
    assert found.joined.match_rate == pytest.approx(len(frame) / (len(frame) + 1))


def test_a_short_period_needs_degree_days(town, frame, table):
    winter = frame.drop(columns="year").assign(**{"from": "2023-01-01", "to": "2023-03-31"})
    winter.loc[0, "hdd"] = np.nan
    told = codes(compare(town, table(winter.assign(kwh=0.4 * winter["kwh"], hdd=0.45 * winter["hdd"]))))
    assert told["meter_period_short"].building_ids == (frame["building_id"][0],)


def test_rows_of_a_meter_that_differ_are_said(town, frame, table):
    odd = frame.assign(meter_id=[f"m{row}" for row in range(len(frame))])
    odd.loc[1, "meter_id"] = "m0"
    told = codes(compare(town, table(odd)))
    assert set(told["meter_rows_differ"].building_ids) == set(frame["building_id"][:2])


def test_carriers_are_looked_at(town, frame, table):
    delivered = town.baseline.states.e_del_kwh[:, 0]
    fuelled = np.flatnonzero(delivered[:, 1:].sum(axis=1) > 0)
    place = frame.index[frame["building_id"] == town.buildings.index[fuelled[0]]][0]
    carriers = frame.assign(carrier="")
    carriers.loc[place, "carrier"] = "Strom"
    told = codes(compare(town, table(carriers)))
    assert told["meter_household_current"].building_ids == (frame["building_id"][place],)
    carriers.loc[place, "carrier"] = "dung"
    assert "meter_carrier_differs" in codes(compare(town, table(carriers)))


def test_without_degree_days_it_is_said(town, frame, table):
    assert set(codes(compare(town, table(frame.drop(columns="hdd"))))) == {"meters_without_degree_days"}


@pytest.mark.parametrize(
    "change, code",
    [
        (lambda f: f.rename(columns={"kwh": "energy"}), "meters_no_energy"),
        (lambda f: f.rename(columns={"building_id": "where"}), "meters_no_place"),
        (lambda f: f.assign(building_id="X" + f["building_id"]), "meters_no_match"),
        (lambda f: f.assign(kwh=-1.0), "meters_nothing_left"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_one_sentence(town, frame, table, change, code):
    with pytest.raises(UserError) as told:
        compare(town, table(change(frame)))
    assert told.value.code == code


def test_the_tables_carry_raw_and_calibrated_side_by_side(town, frame, table, tmp_path):
    found = compare(town, table(frame))
    files = write_calibration(town, found, tmp_path / "out")
    buildings = pd.read_csv(files["buildings"], encoding="utf-8-sig")
    assert len(buildings) == len(town.buildings)
    assert buildings["e_del_raw_kwh"].sum() == pytest.approx(found.raw.now_kwh.sum())
    ratio = building_frame(town, found)["calibrated_over_raw"]
    assert (ratio[~town.baseline.typed.heated] == 1.0).all()
    meaning = pd.read_csv(files["columns"], encoding="utf-8-sig")
    meters = pd.read_csv(files["meters"], encoding="utf-8-sig")
    assert {*buildings.columns, *meters.columns} == set(meaning["name"])
    with pytest.raises(UserError, match="export_exists"):
        write_calibration(town, found, tmp_path / "out")


def test_words_hold_units_and_errors(town, frame, table):
    found = compare(town, table(frame))
    assert "(100" in match_sentence(found)
    assert "K d" in method_sentence(found)
    assert all(row[4] == "MWh/a" for row in energy_rows(found))
    assert all(cell.startswith("±") for cell in error_rows(found)[0][2:])
    assert any("K" in row[2] for row in parameter_rows(found.district))


@pytest.mark.parametrize(("meters", "untested"), [(1, True), (4, False)])
def test_few_meters_are_doubted(town, frame, tmp_path, meters, untested):
    path = tmp_path / "few.csv"
    frame.head(meters).to_csv(path, index=False)
    found = compare_with_meters(town, MeterRequest(path))
    few = next(one for one in found.joined.findings if one.code == "meters_few")
    assert f"{meters}, fewer than 5" in finding_sentence(few)
    assert ("none can be held out" in finding_sentence(few)) is untested
    assert bool(np.isnan(found.district.error_held_out)) is untested
