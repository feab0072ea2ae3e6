"""One value for many buildings, by rows or by rule."""

import numpy as np
import pytest

from app.errors import UserError
from app.services.editing import set_values, with_values
from app.services.files import open_project, save_project
from app.services.planning import replan
from app.services.selecting import rows_where
from retrofit.stock import codes
from retrofit.stock.provenance import Provenance


def test_a_rule_finds_the_rows_a_filter_would(town):
    stock = town.baseline.typed.stock
    found = rows_where(town, "year_of_construction < 1945 and size_class in ['AB', 'MFH']")
    expected = (stock.year_of_construction < 1945) & np.isin(stock.size_class, (codes.AB, codes.MFH))
    np.testing.assert_array_equal(found, np.flatnonzero(expected))
    assert len(rows_where(town, "not heated == 1")) == (~town.baseline.typed.heated).sum()
    assert len(rows_where(town, "1900 <= year_of_construction < 2100 or heated == 0")) == len(town.stock)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("__import__('os').system('true')", "rule_unreadable"),
        ("year_of_construction", "rule_compares_nothing"),
        ("1 < 2", "rule_compares_nothing"),
        ("year_of_construction <", "rule_unreadable"),
        ("[x for x in (1,)] == 1", "rule_unreadable"),
        ("size_class < 3", "rule_kinds_differ"),
        ("colour == 'red'", "rule_column_unknown"),
    ],
)
def test_what_is_no_rule_is_refused(town, rule, code):
    with pytest.raises(UserError) as raised:
        rows_where(town, rule)
    assert raised.value.code == code


def test_a_known_heating_system_counts_as_given(town, tmp_path):
    rows = np.flatnonzero(town.baseline.typed.heated)[:5].astype(np.int32)
    edited = set_values(
        town, rows, {"heating": "district_heat", "renewal_window": "2012", "nonresidential_share": "0.3"}
    ).project
    typed = edited.baseline.typed
    assert all(name.startswith("district_heat") for name in typed.generator_of[rows])
    assert (typed.stock.provenance["heating"][rows] == Provenance.GIVEN).all()
    before, after = (p.baseline.states.q_h_nd_kwh[rows, 0] for p in (town, edited))
    assert (after <= before).all()
    assert (after < before).any()
    save_project(edited, tmp_path / "edited.gpkg")
    again = open_project(tmp_path / "edited.gpkg").project
    np.testing.assert_allclose(again.baseline.states.q_h_nd_kwh, edited.baseline.states.q_h_nd_kwh)
    np.testing.assert_array_equal(again.stock.heating, edited.stock.heating)
    np.testing.assert_array_equal(again.stock.renewal_year, edited.stock.renewal_year)
    np.testing.assert_array_equal(again.stock.nonresidential_share, edited.stock.nonresidential_share)


def test_nothing_makes_a_value_unknown_again(town):
    rows = np.flatnonzero(town.baseline.typed.heated)[:2].astype(np.int32)
    year = town.stock.year_of_construction[rows].copy()
    assert np.isfinite(year).all()
    unknown = set_values(town, rows, {"year_of_construction": ""}).project
    assert np.isnan(unknown.stock.year_of_construction[rows]).all()
    assert (unknown.baseline.typed.stock.provenance["year_of_construction"][rows] == Provenance.ASSUMED).all()
    np.testing.assert_array_equal(town.stock.year_of_construction[rows], year)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("year_of_construction", "3020", "edit_value_impossible"),
        ("year_of_construction", "год", "edit_value_impossible"),
        ("number_of_floors_above_ground", "0", "edit_value_impossible"),
        ("nonresidential_share", "1,5", "edit_value_impossible"),
        ("heating", "steam", "edit_value_unknown"),
        ("geometry", "x", "edit_column_unknown"),
    ],
)
def test_what_is_impossible_is_refused_with_its_bounds(town, name, value, code):
    with pytest.raises(UserError) as raised:
        set_values(town, np.array([0], dtype=np.int32), {name: value})
    assert raised.value.code == code


def test_a_decimal_comma_is_a_decimal_point(town):
    rows = np.flatnonzero(town.baseline.typed.heated)[:1].astype(np.int32)
    edited = set_values(town, rows, {"nonresidential_share": "0,4"}).project
    assert edited.stock.nonresidential_share[rows[0]] == 0.4
    kind = edited.baseline.typed.kind_of[rows[0]]
    assert edited.baseline.typed.kinds.tenths[kind] == 4


def test_a_question_mark_makes_a_value_unknown_again(town):
    rows = np.array([0], dtype=np.int32)
    given = with_values(town, rows, {"year_of_construction": "1931"})
    assert given.buildings["year_of_construction"].iloc[0] == 1931
    again = with_values(given, rows, {"year_of_construction": "?"})
    assert np.isnan(again.buildings["year_of_construction"].iloc[0])
    assert again.buildings["provenance_year_of_construction"].iloc[0] == ""


def test_corrected_floors_carry_an_area_along_that_was_summed_from_parts(town):
    rows = np.flatnonzero(town.baseline.typed.heated)[:1].astype(np.int32)
    frame = town.buildings.copy()
    frame.loc[frame.index[rows], "floor_area_gross_m2"] = 100.0
    frame["provenance_floor_area_gross_m2"] = frame["provenance_floor_area_gross_m2"].astype(object)
    frame.loc[frame.index[rows], "provenance_floor_area_gross_m2"] = "joined"
    summed = with_values(town.replace(buildings=frame), rows, {"number_of_floors_above_ground": "5"})
    planned = replan(summed).project
    official = town.stock.official_area_m2[rows]
    expected = np.where(official > 0, official, 5 * town.stock.footprint_area_m2[rows])
    np.testing.assert_allclose(planned.baseline.typed.stock.floor_area_gross_m2[rows], expected)


def test_a_given_area_stays_and_a_finding_says_that_it_does_not_fit(town):
    rows = np.flatnonzero(town.baseline.typed.heated)[:1].astype(np.int32)
    values = {"number_of_floors_above_ground": "9", "floor_area_gross_m2": "50"}
    planned = set_values(town, rows, values).project
    assert planned.baseline.typed.stock.floor_area_gross_m2[rows[0]] == 50
    told = {one.code: one.building_ids for one in planned.baseline.findings}
    assert list(told["floors_area_differ"]) == [str(town.buildings.index[rows[0]])]
