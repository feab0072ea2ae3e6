"""Judging the engine by files of published cases."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from app.errors import UserError
from app.services.validation import validate
from app.services.validation.judging import relative_error

GOLDEN = Path(__file__).parents[3] / "golden" / "tabula"


def validate_tabula(*paths, tolerance=None):
    return validate("tabula", paths, tolerance)


def copies(folder, **changes):
    """The published extract with some columns changed: ``inputs__X=...`` or ``expected__X=...``."""
    paths = []
    for name in ("inputs", "expected"):
        frame = pd.read_csv(GOLDEN / f"{name}.csv", dtype=str, keep_default_na=False)
        for key, value in changes.items():
            table, column = key.split("__", 1)
            if table == name:
                frame = frame.drop(columns=column) if value is None else frame.assign(**{column: value})
        paths.append(folder / f"{name}.csv")
        frame.to_csv(paths[-1], index=False)
    return paths


def test_a_wrong_expectation_fails_and_names_the_quantity(tmp_path):
    result = validate_tabula(*copies(tmp_path, expected__tau="1.0"))
    assert not result.passed
    assert [q.name for q in result.quantities if q.maximum > 1e-9] == ["tau"]


def test_rows_are_matched_by_id_not_by_order(tmp_path):
    inputs, expected = copies(tmp_path)
    pd.read_csv(inputs, dtype=str, keep_default_na=False).iloc[::-1].to_csv(inputs, index=False)
    assert validate_tabula(inputs, expected).passed


def test_an_empty_code_is_empty_however_it_is_written(tmp_path):
    inputs, expected = copies(tmp_path)
    frame = pd.read_csv(inputs, dtype=str, keep_default_na=False)
    column = "Code_ThermalBridging_Refurbished"
    empty = frame[column] == "0"
    assert empty.sum() > 1
    frame.loc[empty, column] = np.resize(["", "None", "0"], empty.sum())
    frame.to_csv(inputs, index=False)
    assert validate_tabula(inputs, expected).passed


def test_the_ceiling_height_correction_is_used_where_present(tmp_path):
    assert validate_tabula(*copies(tmp_path, inputs__f_Corr_CeilingHeight="1")).passed
    higher = validate_tabula(*copies(tmp_path, inputs__f_Corr_CeilingHeight="1.2"))
    assert {q.name for q in higher.quantities if q.maximum > 1e-9} <= {
        "A_Estim_Wall_ExtAir", "A_Estim_Wall_ToCellarOrSoil", "A_Estim_Env_Sum",
    }  # fmt: skip
    assert not higher.passed


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"inputs__theta_i": None}, "validation_column_missing"),
        ({"inputs__Code_AtticCond": None}, "validation_column_missing"),
        ({"inputs__theta_i": "warm"}, "validation_value_bad"),
        ({"inputs__row_id": "1"}, "validation_row_missing"),
        ({"expected__q_h_nd_published": None, "expected__q_h_nd": None}, "validation_column_missing"),
    ],
)
def test_a_bad_file_is_named(tmp_path, changes, code):
    with pytest.raises(UserError) as caught:
        validate_tabula(*copies(tmp_path, **changes))
    assert caught.value.code == code


def test_a_missing_or_foreign_file_is_named(tmp_path):
    with pytest.raises(UserError, match="validation_file_missing"):
        validate_tabula(tmp_path / "none.csv", tmp_path / "none.csv")
    broken = tmp_path / "rows.csv.gz"
    broken.write_bytes(b"not gzip")
    with pytest.raises(UserError, match="validation_file_unreadable"):
        validate_tabula(broken, broken)


def test_relative_error_of_zero_and_of_nothing():
    error = relative_error(np.array([0.0, 0.5, np.nan]), np.array([0.0, 0.0, 1.0]))
    np.testing.assert_array_equal(error, [0.0, 0.5, np.inf])


def test_sets_and_files_are_named_when_asked_wrongly(tmp_path):
    with pytest.raises(UserError) as fault:
        validate("nonsense", ())
    assert fault.value.code == "validation_set_unknown"
    with pytest.raises(UserError) as fault:
        validate("tabula", (tmp_path,))
    assert fault.value.code == "validation_files_wrong"
    assert fault.value.details["files"] == "inputs, expected"
