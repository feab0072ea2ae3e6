"""Columns of sources are recognised, converted and given the user's meaning."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.attributes import building_attributes
from gis.columns import conditions, heatings, protections, size_classes, uses
from gis.delivery import FieldChoice
from gis.mapping.apply import applied
from gis.mapping.profile import Profile, best_profile, profile_of
from gis.mapping.propose import fields_of, propose, unused
from retrofit.stock import codes


def found(frame, role="buildings", **more):
    return {each.field.name: each for each in propose(frame, role, **more)}


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (uses, codes.USES),
        (conditions, codes.CONDITIONS),
        (size_classes, codes.SIZE_CLASSES),
        (heatings, codes.HEATINGS),
        (protections, codes.PROTECTIONS),
    ],
)
def test_every_code_means_itself(reader, words):
    assert reader(pd.Series(words, dtype=object))[0].tolist() == list(words)


def test_an_id_column_named_ref_is_recognised_by_what_it_holds():
    frame = pd.DataFrame({"ref": ["A1", "A2", "A3"], "colour": ["red", "red", "blue"]})
    each = found(frame)["building_id"]
    assert (each.choice.column, each.reason) == ("ref", "values")
    assert "building_id" in fields_of(propose(frame, "buildings"))


def test_columns_in_a_language_of_their_own_are_recognised_by_name_and_values():
    frame = pd.DataFrame(
        {
            "Z_max_height": [6.5, 9.1, 12.4],
            "numero_plantas_sobre": [2, 3, 4],
            "год_година": ["1961", "1978", "1985"],
            "предназначение": ["жилищна сграда", "гараж", "офис"],
        }
    )
    chosen = {name: each.choice.column for name, each in found(frame).items() if each.choice.column}
    assert chosen["height_above_ground_m"] == "Z_max_height"
    assert chosen["number_of_floors_above_ground"] == "numero_plantas_sobre"
    assert chosen["year_of_construction"] == "год_година"
    assert chosen["current_use"] == "предназначение"


@pytest.mark.parametrize(
    ("name", "values", "unit", "metres"),
    [
        ("height_ft", [20.0, 30.0, 33.0], "ft", [6.096, 9.144, 10.0584]),
        ("height", [650.0, 910.0, 1240.0], "cm", [6.5, 9.1, 12.4]),
        ("height", ["6,5", "9,1", "12,4"], "", [6.5, 9.1, 12.4]),
    ],
)
def test_heights_come_in_metres(name, values, unit, metres):
    frame = pd.DataFrame({name: values})
    each = found(frame)["height_above_ground_m"]
    assert each.choice.unit == unit
    read = building_attributes(applied(frame, "buildings", fields_of(propose(frame, "buildings"))))[0]
    assert read["height_above_ground_m"].tolist() == pytest.approx(metres)


def test_areas_in_hectares_are_square_metres():
    frame = pd.DataFrame({"area_value": [0.052, 0.11]})
    each = found(frame, "parcels")["area_value_m2"]
    assert each.choice.unit == "ha"
    assert applied(frame, "parcels", {"area_value_m2": each.choice})["area_value_m2"].tolist() == [
        520.0,
        1100.0,
    ]


def test_own_codes_of_a_city_are_mapped_by_the_user():
    frame = pd.DataFrame({"use": ["W1", "W1", "G7", "X"]})
    each = found(frame)["current_use"]
    assert (each.filled, each.understood) == (1.0, 0.0)
    assert [(value.value, value.count) for value in each.values] == [("W1", 2), ("G7", 1), ("X", 1)]
    choice = FieldChoice("use", values=(("W1", "residential"), ("G7", "office")))
    again = found(frame, given={"current_use": choice})["current_use"]
    assert again.understood == 0.75
    assert again.values[0].value == "X", "what is not understood comes first"
    read = building_attributes(applied(frame, "buildings", {"current_use": choice}))[0]
    assert read["current_use"].tolist() == ["residential", "residential", "office", ""]


def test_a_field_may_be_left_empty_against_its_name():
    frame = pd.DataFrame({"id": ["a", "b"], "floors": [3, 4], "storeys": [5, 6]})
    choice = {"number_of_floors_above_ground": FieldChoice("")}
    read = building_attributes(applied(frame, "buildings", choice))[0]
    assert read["number_of_floors_above_ground"].isna().all()
    other = {"number_of_floors_above_ground": FieldChoice("storeys")}
    read = building_attributes(applied(frame, "buildings", other))[0]
    assert read["number_of_floors_above_ground"].tolist() == [5, 6]


def test_of_two_years_the_one_of_construction_is_taken_and_the_other_is_told():
    frame = pd.DataFrame({"year_renovated": [2001, 2011], "year_built": [1955, 1961]})
    proposals = propose(frame, "buildings")
    chosen = {each.field.name: each.choice.column for each in proposals}
    assert chosen["year_of_construction"] == "year_built"
    assert unused(frame, proposals) == ("year_renovated",)


def test_a_user_s_profile_beats_a_built_in_one_and_the_next_delivery_is_recognised():
    columns = ["gid", "nutzung_neu", "hoehe"]
    fields = {"current_use": FieldChoice("nutzung_neu", values=(("1", "residential"),))}
    own = profile_of("Our town", "buildings", columns, fields)
    other = Profile("Built in", "buildings", frozenset({"gid", "nutzungneu", "hoehe"}), {}, origin="schema")
    assert best_profile([other, own], "buildings", columns) is own
    assert best_profile([other, own], "buildings", ["gid"]) is None
    each = found(pd.DataFrame({"NUTZUNG_NEU": ["1", "2"], "hoehe": [3.0, 4.0]}), profiles=[own])[
        "current_use"
    ]
    assert (each.choice.column, each.reason, each.understood) == ("NUTZUNG_NEU", "profile", 0.5)


columns = st.sampled_from(["id", "floors", "height", "use", "year", "x y", "колона", "a-b"])
cells = st.one_of(st.none(), st.integers(-5, 3000), st.floats(allow_nan=True), st.text(max_size=8))


@given(st.dictionaries(columns, st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=6))
def test_whatever_a_table_holds_gets_a_proposal_and_shares_within_bounds(table):
    frame = pd.DataFrame(table, dtype=object)
    for role in ("buildings", "parts", "parcels", "streets", "blocks"):
        proposals = propose(frame, role)
        names = [each.choice.column for each in proposals if each.choice.column]
        assert set(names) <= set(frame.columns)
        for each in proposals:
            assert 0 <= each.understood <= each.filled <= 1
    mapped = applied(frame, "buildings", fields_of(propose(frame, "buildings")))
    assert len(mapped) == len(frame)
    assert np.isfinite(building_attributes(mapped)[0]["year_of_construction"].dropna()).all()


def test_construction_classes_of_europe_are_no_german_codes():
    codes_of = pd.Series(["1110", "1122", "1220", "1242", "1263"])
    assert uses(codes_of)[0].tolist() == [
        "residential_individual", "residential_collective", "office", "ancillary", "public_services",
    ]  # fmt: skip
    assert uses(pd.Series(["1010", "2020", "2463"]))[0].tolist() == ["residential", "office", "ancillary"]


def test_uses_and_years_are_recognised_whatever_the_column_is_called():
    frame = pd.DataFrame(
        {
            "predn": ["жилищна сграда", "гараж", "училище", "жилищна сграда", "офис", "гараж"],
            "ekspl_gads": [1935, 1961, 1978, 1985, 2004, 0],
            "pasts": [1001, 1002, 1003, 1004, 1005, 1006],
        }
    )
    chosen = {name: each.choice.column for name, each in found(frame).items() if each.choice.column}
    assert chosen["current_use"] == "predn"
    assert chosen["year_of_construction"] == "ekspl_gads"


def test_coordinates_are_no_cadastral_references():
    frame = pd.DataFrame({"X": ["507123,5", "507124,5"], "Y": ["6301123,5", "6301124,5"]})
    assert found(frame)["national_cadastral_reference"].choice.column == ""


@pytest.mark.parametrize("date", ["2021-01-25", "2021-01-25T10:00:00", "25.1.2021", "1/2/2021"])
def test_dates_are_no_cadastral_references(date):
    frame = pd.DataFrame({"creationDate": [date, date]})
    assert found(frame)["national_cadastral_reference"].choice.column == ""
