"""CSV tables: exact, no formulas, with their dictionary."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gis.errors import WriteError
from gis.write import Column, write_csv, write_dictionary

COLUMNS = (
    Column("building_id", "BLDG_ID", "", "Building", "Stable id."),
    Column("q_h_nd_kwh", "QHND_KWH", "kWh/a", "Heating need", "Energy need, today.", "calculated"),
    Column("heated", "HEATED"),
)


def _frame(n: int = 4) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    columns = {
        "building_id": [f"Peñ ä {row}" for row in range(n)],
        "q_h_nd_kwh": np.where(np.arange(n) == 1, np.nan, rng.uniform(-1e7, 1e7, n)),
        "heated": np.arange(n) % 2 == 0,
        "not_listed": 1,
    }
    return pd.DataFrame(columns)


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="write_folder_missing"):
        write_csv(_frame(), tmp_path / "no" / "b.csv", COLUMNS)


def test_dictionary_explains_each_column_and_names_the_sources(tmp_path: Path) -> None:
    write_dictionary(tmp_path / "b_fields.csv", COLUMNS, "=Geometry: Catastro")
    with (tmp_path / "b_fields.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["field"] for row in rows] == [*(column.dbf for column in COLUMNS), ""]
    assert rows[1] == {
        "field": "QHND_KWH",
        "name": "q_h_nd_kwh",
        "label": "Heating need",
        "unit": "kWh/a",
        "meaning": "Energy need, today.",
        "source": "calculated",
    }
    assert (rows[-1]["name"], rows[-1]["meaning"]) == ("sources", "'=Geometry: Catastro")


def test_csv_comes_back_exactly(tmp_path: Path) -> None:
    frame = _frame()
    write_csv(frame, tmp_path / "b.csv", COLUMNS)
    assert (tmp_path / "b.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(tmp_path / "b.csv", converters={"q_h_nd_kwh": lambda text: float(text or "nan")})
    assert back.columns.tolist() == [column.name for column in COLUMNS]
    assert back["building_id"].tolist() == frame["building_id"].tolist()
    assert back["q_h_nd_kwh"].equals(frame["q_h_nd_kwh"])
    assert back["heated"].tolist() == [1, 0, 1, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]


def test_csv_without_columns_has_all_and_no_formulas(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": ["=1+1", "@x", "-5", "-cmd", "+34 945", None, 'say "a, b"'], "b": range(7)})
    write_csv(frame, tmp_path / "b.csv")
    back = pd.read_csv(tmp_path / "b.csv", keep_default_na=False)
    assert back["a"].tolist() == ["'=1+1", "'@x", "-5", "'-cmd", "'+34 945", "", 'say "a, b"']
    assert back["b"].tolist() == list(range(7))
