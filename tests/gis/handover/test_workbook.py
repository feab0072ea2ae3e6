"""The spreadsheet: typed cells, titles with units, no formulas, dictionary and sources."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd

from gis.handover.layer import Layer
from gis.handover.workbook import MOST_LETTERS, title, write_workbook
from gis.sheets import read_sheet, sheet_names
from tests.gis.handover.conftest import COLUMNS, ORIGIN, layer


def test_sheets_titles_and_values_come_back(tmp_path: Path) -> None:
    write_workbook(
        [layer("Õ ñ")], tmp_path / "b.xlsx", ORIGIN, {"Years": pd.DataFrame({"year": [2026, None]})}
    )
    assert sheet_names(tmp_path / "b.xlsx") == ("Buildings", "Years", "Dictionary", "Sources")
    sheet = read_sheet(tmp_path / "b.xlsx")
    assert sheet.titles == ("Building", "Name", "Delivered energy [kWh/a]", "Year built")
    assert [row[:2] for row in sheet.rows] == [("A.1", "Õ ñ"), ("B/2", ""), ("C 3", "Õ ñ 🏠")]
    assert [float(row[2]) if row[2] else None for row in sheet.rows] == [12_345.678_9, None, -0.1]
    assert [row[3] for row in sheet.rows] == ["1962", "", "2001"]


def test_dictionary_and_sources_say_what_and_where_from(tmp_path: Path) -> None:
    write_workbook([layer()], tmp_path / "b.xlsx", ORIGIN)
    rows = read_sheet(tmp_path / "b.xlsx", "Dictionary").rows
    assert [row[1] for row in rows] == [title(column) for column in COLUMNS]
    assert rows[2][2:] == ("e_del_kwh", "EDEL_KWH", "kWh/a", "Today.", "calculated")
    facts = dict(read_sheet(tmp_path / "b.xlsx", "Sources").rows)
    assert facts == {"title": ORIGIN.title, "sources": ORIGIN.line, "vat": "with VAT"}


def _cells(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode("utf-8")


def test_texts_are_texts_and_numbers_numbers(tmp_path: Path) -> None:
    given = layer()
    given.frame["name"] = ["=1+1", "https://example.org", "@x|cmd"]
    write_workbook([given], tmp_path / "b.xlsx", ORIGIN)
    found = _cells(tmp_path / "b.xlsx")
    assert "<f>" not in found
    assert "hyperlink" not in found
    assert "<v>12345.6789</v>" in found
    assert "<v>1962</v>" in found
    assert [row[1] for row in read_sheet(tmp_path / "b.xlsx").rows] == given.frame["name"].tolist()


def test_a_text_longer_than_a_cell_is_cut_and_told(tmp_path: Path) -> None:
    given = layer()
    given.frame["name"] = ["x" * (MOST_LETTERS + 5), None, "short"]
    (remark,) = write_workbook([given], tmp_path / "b.xlsx", ORIGIN)
    assert (remark.code, remark.feature_ids, remark.args["column"]) == ("export_text_cut", ("A.1",), "name")
    assert len(read_sheet(tmp_path / "b.xlsx").rows[0][1]) == MOST_LETTERS


def test_several_layers_and_one_without_rows(tmp_path: Path) -> None:
    nobody = layer()
    empty = Layer("blocks", "Blocks", nobody.frame.iloc[:0], COLUMNS)
    long = "A [very] long/title: " + "🏠" * 40
    given = [replace(nobody, title=long), replace(nobody, title=long.upper()), empty]
    write_workbook(given, tmp_path / "b.xlsx", ORIGIN)
    names = sheet_names(tmp_path / "b.xlsx")
    assert len({name.casefold() for name in names}) == len(names) == 5
    assert names[0].startswith("A very long title 🏠")
