"""Published TABULA rows: every intermediate and the need, to the last digit."""

from pathlib import Path

import pandas as pd
import pytest

from app.services.validation import validate

EXTRACT = Path(__file__).parent / "tabula"


def test_the_extract_is_met():
    result = validate("tabula", (EXTRACT / "inputs.csv", EXTRACT / "expected.csv"))
    assert result.rows >= 40
    assert {q.name for q in result.quantities} >= {
        "q_h_nd_published",
        "eta_h_gn",
        "A_Estim_Env_Sum",
        "F_red_temp",
    }
    assert {q.name: q.maximum for q in result.quantities if q.maximum > 1e-9} == {}
    assert result.passed


def test_the_extract_holds_the_known_traps():
    given = pd.read_csv(EXTRACT / "inputs.csv", dtype=str, keep_default_na=False)
    expected = pd.read_csv(EXTRACT / "expected.csv")
    assert (expected["F_red_temp"] > 1).any()
    assert (expected["h_Transmission"] >= 4).any()
    assert (expected["A_C_Ref"] == 0).any()
    assert given["Code_ThermalBridging_Refurbished"].eq("0").any()
    assert given["Code_TypeVariant"].eq("Variation").any()
    assert given["f_Measure_Wall_1"].astype(float).between(0, 1, inclusive="neither").any()


@pytest.mark.shared
def test_all_development_rows_are_met(shared):
    folder = shared / "validation" / "tabula"
    result = validate("tabula", (folder / "tabula_dev_inputs.csv.gz", folder / "tabula_dev_expected.csv.gz"))
    assert result.rows == 2123
    assert max(q.maximum for q in result.quantities) < 1e-9
