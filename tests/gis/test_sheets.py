"""Tables come as people save them."""

import pandas as pd
import pyogrio
import pytest

from gis.errors import SourceError
from gis.sheets import plain_name, read_sheet


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_table_is_read_whatever_it_is_saved_as(tmp_path, delimiter, encoding):
    path = tmp_path / "meters.csv"
    path.write_text(f"Gebäude{delimiter}Energy [kWh]\nä1{delimiter}12\n\n", encoding=encoding)
    sheet = read_sheet(path)
    assert sheet.columns == ("gebäude", "energy_kwh")
    assert sheet.rows == (("ä1", "12"),)
    assert sheet.delimiter == delimiter


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_a_spreadsheet_is_read_as_text(tmp_path, ending):
    path = tmp_path / f"meters{ending}"
    frame = pd.DataFrame({"Building": ["0012", "b"], "kWh": [1200.5, -3.0]})
    pyogrio.write_dataframe(frame, path, driver=ending[1:].upper())
    sheet = read_sheet(path)
    assert sheet.columns == ("building", "kwh")
    assert [row[0] for row in sheet.rows] == ["0012", "b"]
    assert [float(cell) for cell in sheet.column("kwh")] == [1200.5, -3.0]


def test_ragged_rows_are_filled_and_lines_counted(tmp_path):
    path = tmp_path / "meters.csv"
    path.write_text("\n\na,b,c\n1\n1,2,3,4\n")
    sheet = read_sheet(path)
    assert sheet.rows == (("1", "", ""), ("1", "2", "3"))
    assert sheet.first_line == 4


@pytest.mark.parametrize(
    "name, content, code",
    [
        ("gone.csv", None, "file_missing"),
        ("empty.csv", b"", "file_empty"),
        ("blank.csv", b"\n\n", "file_empty"),
        ("head.csv", b"a,b\n", "file_empty"),
        ("picture.png", b"\x89PNG", "sheet_unreadable"),
        ("binary.csv", b"a\0\0b", "sheet_unreadable"),
        ("broken.xlsx", b"PK\x03\x04 no", "file_damaged"),
    ],
)
def test_what_is_no_table_is_said(tmp_path, name, content, code):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError) as told:
        read_sheet(path)
    assert told.value.code == code


def test_a_title_becomes_a_name():
    assert plain_name(" Energy use [kWh/a] ") == "energy_use_kwh_a"
