"""Rows of registers find their buildings."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

from gis.joining import match, with_choices
from gis.registers import read_register

STREETS = [
    "Calle Mayor",
    "Avenida de la Constitución",
    "Plaza de España",
    "Calle San Prudencio",
    "Calle Dato",
]


def town(count=40):
    shapes = [box(20 * i, 0, 20 * i + 10, 10) for i in range(count)]
    columns = {
        "address": [f"{STREETS[i % len(STREETS)]} {1 + i // len(STREETS)}" for i in range(count)],
        "national_cadastral_reference": [f"{9872000 + i}VH5797S" for i in range(count)],
    }
    index = pd.Index([f"B{i}" for i in range(count)], dtype=object, name="building_id")
    return gpd.GeoDataFrame(columns, geometry=shapes, index=index, crs=25830)


def test_rules_are_tried_in_their_order_and_each_row_tells_by_which_it_was_found():
    rows = pd.DataFrame(
        {
            "id": ["b3", "", "", "nobody"],
            "ref": ["", "9872005VH5797S0001WX", "", ""],
            "addr": ["", "", "C/ Mayor, 2 1º A", "Nowhere 7"],
        }
    )
    found = match(rows, {"id": "id", "reference": "ref", "address": "addr"}, town(), country="ES")
    assert found.status.tolist() == ["matched", "matched", "matched", "unmatched"]
    assert found.rule.tolist() == ["id", "reference", "address", ""]
    assert dict(zip(found.row.tolist(), found.building.tolist(), strict=True)) == {0: 3, 1: 5, 2: 5}
    assert found.rate == 0.75


def test_many_flats_of_one_building_and_one_row_for_several_buildings():
    buildings = town(3).assign(address=["Calle Mayor 12", "Calle Mayor 14", "Calle Mayor 16"])
    rows = pd.DataFrame({"a": ["C/ Mayor 12 1ºA", "C/ Mayor 12 2ºB", "Calle Mayor 14-16"]})
    found = match(rows, {"address": "a"}, buildings, country="ES")
    pairs = sorted(zip(found.row.tolist(), found.building.tolist(), strict=True))
    assert pairs == [(0, 0), (1, 0), (2, 1), (2, 2)]


def test_a_letter_that_is_not_there_is_a_question_and_the_answer_is_kept():
    buildings = town(3).assign(address=["Calle Mayor 12", "Calle Mayor 12 A", "Calle Dato 1"])
    rows = pd.DataFrame({"a": ["Calle Mayor 12 B"], "name": ["row 1"]})
    found = match(rows, {"address": "a"}, buildings)
    assert (found.status[0], found.candidates[0]) == ("ambiguous", (0, 1))
    chosen = with_choices(found, rows["name"].to_numpy(), {"row 1": 1})
    assert (chosen.status[0], chosen.building.tolist(), chosen.candidates) == ("matched", [1], {})


def test_points_go_to_the_building_around_them_or_very_near():
    rows = gpd.GeoDataFrame(geometry=[Point(5, 5), Point(33, 5), Point(15, 500)], crs=25830)
    found = match(rows, {}, town(4), ("place",))
    assert found.status.tolist() == ["matched", "matched", "unmatched"]
    assert found.building.tolist() == [0, 1]


@settings(deadline=None)
@given(st.permutations(range(40)), st.sets(st.integers(0, 39), max_size=20))
def test_an_exact_copy_matches_itself_in_any_order_and_what_is_missing_stays_so(order, gone):
    buildings = town()
    rows = pd.DataFrame({"a": buildings["address"].to_numpy()[list(order)]})
    left = buildings[[i not in gone for i in range(40)]]
    if not len(left):
        return
    found = match(rows, {"address": "a"}, left)
    ids = left.index.to_numpy()[found.building]
    assert sorted(zip(found.row.tolist(), ids, strict=True)) == sorted(
        (place, f"B{i}") for place, i in enumerate(order) if i not in gone
    )


@settings(deadline=None)
@given(st.integers(0, 39), st.integers(2, 8))
def test_a_slip_of_the_pen_in_a_street_is_forgiven_but_never_in_a_number(row, place):
    buildings = town()
    text = buildings["address"].iloc[row]
    street, _, number = text.rpartition(" ")
    if len(street) < 12:
        return
    wrong = street[: place + 6] + "x" + street[place + 7 :]
    found = match(pd.DataFrame({"a": [f"{wrong} {number}", f"{street} 99"]}), {"address": "a"}, buildings)
    assert found.status[1] == "unmatched"
    assert found.status[0] == "unmatched" or (found.building.tolist() == [row] or 0 in found.candidates)


def test_registers_of_every_kind_are_tables(tmp_path, shared):
    (tmp_path / "m.csv").write_text("Adresse;kWh\nØstergade 1;12,5\n", encoding="cp1252")
    assert read_register(tmp_path / "m.csv").frame["Adresse"].tolist() == ["Østergade 1"]
    bbr = read_register(shared / "geodata" / "dk_bbr_mini" / "Input.json").frame
    assert len(bbr) >= 10
    assert "byg021BygningensAnvendelse" in bbr
    assert isinstance(bbr, gpd.GeoDataFrame) and bbr.geometry.iloc[0].geom_type == "Point"
    points = read_register(shared / "geodata" / "dk_tversted" / "adresse.geojson").frame
    assert len(points) == 748 and points.geometry.geom_type.eq("Point").all()
    assert len(read_register(shared / "geodata" / "cea_zurich" / "typology.dbf").frame) == 15
    assert len(read_register(shared / "geodata" / "cea_zurich" / "USE_TYPE_PROPERTIES.xlsx").frame) > 10


@pytest.mark.parametrize("text", ["[", "[1, 2]", "[]"])
def test_a_register_that_is_none_gets_one_reason(tmp_path, text):
    from gis.errors import SourceError

    path = tmp_path / "r.json"
    path.write_text(text)
    with pytest.raises(SourceError):
        read_register(path)
