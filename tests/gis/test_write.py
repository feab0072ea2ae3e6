"""Shapefiles and CSV: complete, exact, all or nothing."""

import csv
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from gis.errors import WriteError
from gis.write import Column, write_csv, write_shapefile

COLUMNS = (
    Column("building_id", "BLDG_ID", "", "Building", "Stable id."),
    Column("q_h_nd_kwh", "QHND_KWH", "kWh/a", "Heating need", "Energy need, today.", "calculated"),
    Column("floors", "FLOORS_AG"),
    Column("heated", "HEATED"),
)


def _frame(n: int = 4) -> gpd.GeoDataFrame:
    rng = np.random.default_rng(3)
    x = np.arange(n) * 20.0
    columns = {
        "building_id": [f"Peñ ä {row}" for row in range(n)],
        "q_h_nd_kwh": np.where(np.arange(n) == 1, np.nan, rng.uniform(-1e7, 1e7, n)),
        "floors": np.arange(n, dtype=np.int16),
        "heated": np.arange(n) % 2 == 0,
        "not_listed": 1,
    }
    return gpd.GeoDataFrame(columns, geometry=shapely.box(x, 0, x + 10, 10), crs=25830)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_shapefile_comes_back_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    frame = _frame()
    write_shapefile(frame, tmp_path / "buildings.shp", COLUMNS, qml="<qgis/>", sld="<sld/>")
    assert sorted(_contents(tmp_path)) == sorted(
        f"buildings{e}" for e in (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qml", ".sld", "_fields.csv")
    )
    back = pyogrio.read_dataframe(tmp_path / "buildings.shp")
    assert back.columns.tolist() == ["BLDG_ID", "QHND_KWH", "FLOORS_AG", "HEATED", "geometry"]
    assert back["BLDG_ID"].tolist() == frame["building_id"].tolist()
    assert back["QHND_KWH"].to_numpy() == pytest.approx(
        frame["q_h_nd_kwh"].to_numpy(), rel=1e-12, nan_ok=True
    )
    assert back["FLOORS_AG"].tolist() == frame["floors"].tolist()
    assert back["HEATED"].tolist() == [1, 0, 1, 0]
    assert shapely.equals(back.geometry.to_numpy(), frame.geometry.to_numpy()).all()
    assert back.crs == frame.crs
    assert (tmp_path / "buildings.cpg").read_text(encoding="ascii") == "UTF-8"


def test_dictionary_explains_each_column(tmp_path: Path) -> None:
    write_shapefile(_frame(), tmp_path / "b.shp", COLUMNS)
    with (tmp_path / "b_fields.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["field"] for row in rows] == [column.dbf for column in COLUMNS]
    assert rows[1] == {
        "field": "QHND_KWH",
        "name": "q_h_nd_kwh",
        "label": "Heating need",
        "unit": "kWh/a",
        "meaning": "Energy need, today.",
        "source": "calculated",
    }


def test_new_shapes_do_not_keep_the_index_of_the_former(tmp_path: Path) -> None:
    write_shapefile(_frame(9), tmp_path / "b.shp", COLUMNS)
    (tmp_path / "b.qix").write_bytes(b"old")
    write_shapefile(_frame(2), tmp_path / "b.shp", COLUMNS)
    assert not (tmp_path / "b.qix").exists()
    assert len(pyogrio.read_dataframe(tmp_path / "b.shp")) == 2


def _mixed() -> gpd.GeoDataFrame:
    frame = _frame()
    frame.loc[0, "geometry"] = shapely.Point(0, 0)
    return frame


@pytest.mark.parametrize(
    ("frame", "columns", "code"),
    [
        (_frame().set_crs(None, allow_override=True), COLUMNS, "write_crs_missing"),
        (_mixed(), COLUMNS, "write_geometry_mixed"),
        (_frame(), [Column("floors", f"A{k}") for k in range(251)], "write_too_many_columns"),
        (_frame(), [Column("floors", "A"), Column("heated", "a")], "write_column_name"),
        (_frame(), [Column("floors", "ELEVENCHARS")], "write_column_name"),
        (_frame(), [Column("floors", "FLÖÖRS")], "write_column_name"),
        (_frame().assign(floors="x" * 300), COLUMNS, "write_text_too_long"),
        (_frame().assign(floors=1e300), COLUMNS, "write_number_out_of_range"),
    ],
)
def test_what_does_not_fit_is_refused_and_the_former_set_stays(
    tmp_path: Path, frame: gpd.GeoDataFrame, columns: list[Column], code: str
) -> None:
    write_shapefile(_frame(), tmp_path / "b.shp", COLUMNS)
    before = _contents(tmp_path)
    with pytest.raises(WriteError) as caught:
        write_shapefile(frame, tmp_path / "b.shp", columns)
    assert caught.value.code == code
    assert _contents(tmp_path) == before


def test_one_file_that_cannot_be_replaced_brings_back_the_others(tmp_path: Path) -> None:
    write_shapefile(_frame(), tmp_path / "b.shp", COLUMNS)
    (tmp_path / "b.shp").unlink()
    (tmp_path / "b.shp").mkdir()  # a folder cannot be replaced by a file
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(WriteError):
        write_shapefile(_frame(9), tmp_path / "b.shp", COLUMNS)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == files


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="write_folder_missing"):
        write_shapefile(_frame(), tmp_path / "no" / "b.shp", COLUMNS)
    with pytest.raises(WriteError, match="write_folder_missing"):
        write_csv(_frame().drop(columns="geometry"), tmp_path / "no" / "b.csv", COLUMNS)


def test_csv_comes_back_exactly(tmp_path: Path) -> None:
    frame = pd.DataFrame(_frame().drop(columns="geometry"))
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
