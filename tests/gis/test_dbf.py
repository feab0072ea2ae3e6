"""Attribute tables of shapefiles."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.dbf import write_dbf
from gis.errors import WriteError


def _back(folder: Path, **columns: object) -> pd.DataFrame:
    path = folder / "t.dbf"
    write_dbf(path, {name: pd.Series(values) for name, values in columns.items()})
    (folder / "t.cpg").write_text("UTF-8", encoding="ascii")
    return pyogrio.read_dataframe(path, read_geometry=False)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1e14, 1e14) | st.just(float("nan")), min_size=1, max_size=30))
def test_numbers_come_back(tmp_path_factory: pytest.TempPathFactory, values: list[float]) -> None:
    found = _back(tmp_path_factory.mktemp("dbf"), A=np.array(values))["A"].to_numpy(dtype=float)
    largest = max((abs(value) for value in values if value == value), default=1.0)
    assert found == pytest.approx(np.array(values), rel=1e-9, abs=max(largest, 1) * 1e-14, nan_ok=True)


def test_kinds(tmp_path: Path) -> None:
    back = _back(
        tmp_path,
        WHOLE=np.array([-5, 0, 2_000_000_000]),
        FLAG=[True, False, True],
        NULLABLE=pd.array([1, None, 3], dtype="Int64"),
        TEXT=["Peña", "", None],
        NOTHING=np.full(3, np.nan),
        NO_TEXT=np.array([None, None, None], dtype=object),
    )
    assert back["WHOLE"].tolist() == [-5, 0, 2_000_000_000]
    assert back["FLAG"].tolist() == [1, 0, 1]
    assert back["NULLABLE"].tolist()[::2] == [1, 3]
    assert back["TEXT"].tolist()[0] == "Peña"
    assert back[["TEXT", "NOTHING", "NO_TEXT"]].isna().sum().tolist() == [2, 3, 3]


def test_no_rows(tmp_path: Path) -> None:
    assert (
        len(_back(tmp_path, A=np.empty(0), B=np.empty(0, dtype=np.int64), C=np.empty(0, dtype=object))) == 0
    )


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([1e15], "write_number_out_of_range"),
        ([np.inf], "write_number_out_of_range"),
        ([2**60], "write_number_out_of_range"),
        ([1.0, "x"], "write_column_type"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, values: list[object], code: str) -> None:
    with pytest.raises(WriteError) as caught:
        write_dbf(tmp_path / "t.dbf", {"A": pd.Series(values)})
    assert caught.value.code == code
