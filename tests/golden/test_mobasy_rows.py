"""Real and typical buildings of MOBASY: balance, delivered and primary energy."""

from pathlib import Path

import pandas as pd
import pytest

from app.errors import UserError
from app.services.validation import validate

ROWS = Path(__file__).parent / "mobasy" / "rows.csv"


def test_rows_of_the_extract():
    result = validate("mobasy", (ROWS,))
    assert result.passed
    assert {q.name for q in result.quantities} >= {"F_red", "eta", "q_h_nd", "q_p_Total_h", "q_p_NonRen_w"}
    assert all(q.rows for q in result.quantities)


@pytest.mark.parametrize(
    "column", ["q_Model1_h_nd", "F_red_temp_Model1", "eta_Model1_h_gn", "q_Model1_p_Total_SysH"]
)
def test_a_wrong_figure_is_seen(tmp_path, column):
    table = pd.read_csv(ROWS, dtype=str, keep_default_na=False)
    rows = table.index[pd.to_numeric(table[column]) > 0]
    table.loc[rows[0], column] = str(float(table.loc[rows[0], column]) * 1.05 + 1.0)
    table.to_csv(tmp_path / "rows.csv", index=False)
    assert not validate("mobasy", (tmp_path / "rows.csv",)).passed


def test_a_missing_column_is_named(tmp_path):
    pd.read_csv(ROWS, dtype=str).drop(columns="c_m_Model1").to_csv(tmp_path / "rows.csv", index=False)
    with pytest.raises(UserError) as raised:
        validate("mobasy", (tmp_path / "rows.csv",))
    assert raised.value.details["column"] == "c_m_Model1"


@pytest.mark.shared
def test_all_rows(shared):
    result = validate("mobasy", (shared / "validation" / "mobasy" / "mobasy_dev.csv.gz",))
    assert result.rows == 473
    assert result.passed
