import numpy as np
import pandas as pd
import pytest

from gis.attributes import (
    NUMBERS,
    PROVENANCE_OF,
    RENEWALS,
    SHARE,
    WORDS,
    building_attributes,
    parcel_attributes,
)
from retrofit.stock import codes, fields


def test_all_columns_are_there_even_of_nothing():
    table, remarks = building_attributes(pd.DataFrame({"colour": ["red", "blue"]}))
    expected = {
        *NUMBERS,
        *RENEWALS,
        SHARE,
        *WORDS,
        "national_cadastral_reference",
        *(f"provenance_{name}" for name in PROVENANCE_OF),
    }
    assert set(table.columns) == expected
    assert table[list(NUMBERS)].isna().all(axis=None)
    assert (table[[f"provenance_{name}" for name in PROVENANCE_OF]] == "").all(axis=None)
    assert remarks == ()


def test_provenance_columns_are_those_the_engine_counts():
    assert PROVENANCE_OF == fields.PROVENANCE_OF


def test_the_words_are_codes_of_the_engine():
    from gis.profiles import BBR_USES, CONDITIONS, SIZE_CLASSES, USE_VALUES, USE_WORDS

    assert {*USE_VALUES.values(), *(row[0] for row in USE_WORDS), *(row[2] for row in BBR_USES)} <= set(
        codes.USES
    )
    assert set(CONDITIONS.values()) <= set(codes.CONDITIONS)
    assert set(SIZE_CLASSES.values()) <= set(codes.SIZE_CLASSES)


def test_the_schema_of_eureca():
    frame = pd.DataFrame(
        {"Height": [3.7], "Floors": [1], "End Use": ["residential"], "Envelope": ["1971-1980"], "Name": ["x"]}
    )
    row = building_attributes(frame)[0].iloc[0]
    assert row["height_above_ground_m"] == 3.7
    assert row["number_of_floors_above_ground"] == 1
    assert row["year_of_construction"] == 1975
    assert (row["current_use"], row["provenance_current_use"]) == ("residential", "given")


def test_no_dwellings_at_home_means_nobody_counted():
    frame = pd.DataFrame({"currentUse": ["1_residential", "3_industrial"], "numberOfDwellings": [0, 0]})
    found = building_attributes(frame)[0]
    assert found["number_of_dwellings"].tolist() == pytest.approx([np.nan, 0], nan_ok=True)
    assert found["provenance_number_of_dwellings"].tolist() == ["", "given"]


def test_a_value_is_an_official_area_only_beside_its_reference():
    official = pd.DataFrame(
        {"value": [109], "value_uom": ["m2"], "officialAreaReference": ["grossFloorArea"]}
    )
    assert building_attributes(official)[0]["official_area_m2"].tolist() == [109]
    height = pd.DataFrame({"value": [12.5], "value_uom": ["m"]})
    row = building_attributes(height)[0].iloc[0]
    assert np.isnan(row["official_area_m2"])
    assert row["height_above_ground_m"] == 12.5


def test_parcels_have_a_label_and_an_official_area():
    frame = pd.DataFrame({"label": ["001", None], "areaValue": [108, None]})
    found = parcel_attributes(frame)
    assert found["label"].tolist() == ["001", ""]
    assert found["area_value_m2"].tolist() == pytest.approx([108, np.nan], nan_ok=True)


def test_remarks_name_the_building_and_the_value_as_it_was_read():
    frame = pd.DataFrame({"floors": ["3", "400", "0", "три"], "renewal_wall": [2001, 3020, 20, np.nan]})
    _, remarks = building_attributes(frame, np.array(["a", "b", "c", "d"], dtype=object))
    found = [(one.code, one.feature_ids, one.args["column"], one.args["read"]) for one in remarks]
    assert found == [
        ("value_impossible", ("b",), "number_of_floors_above_ground", ["400"]),
        ("value_unreadable", ("d",), "number_of_floors_above_ground", ["три"]),
        ("value_zero", ("c",), "number_of_floors_above_ground", ["0"]),
        ("value_impossible", ("b", "c"), "renewal_wall", ["3020", "20"]),
    ]


def test_official_area_of_parcels_is_above_zero_or_unknown():
    found = parcel_attributes(pd.DataFrame({"areaValue": [-108.0, 0.0, 12.0]}))
    assert found["area_value_m2"].tolist() == pytest.approx([np.nan, np.nan, 12], nan_ok=True)
