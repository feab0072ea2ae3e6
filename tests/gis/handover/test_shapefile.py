"""Shapefiles: complete, exact, all or nothing; in parts where one is too small."""

import csv
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from gis.errors import WriteError
from gis.handover.layer import Layer
from gis.handover.shapefile import Limits, write_shapefile
from gis.style import LayerStyle
from gis.write import Column
from tests.gis.handover.conftest import ORIGIN

COLUMNS = (
    Column("building_id", "BLDG_ID", "", "Building", "Stable id."),
    Column("q_h_nd_kwh", "QHND_KWH", "kWh/a", "Heating need", "Energy need, today.", "calculated"),
    Column("floors", "FLOORS_AG"),
    Column("heated", "HEATED"),
)


def _layer(n: int = 4, columns: tuple[Column, ...] = COLUMNS, **changes: object) -> Layer:
    rng = np.random.default_rng(3)
    x = np.arange(n) * 20.0
    found = {
        "building_id": [f"Peñ ä {row}" for row in range(n)],
        "q_h_nd_kwh": np.where(np.arange(n) == 1, np.nan, rng.uniform(-1e7, 1e7, n)),
        "floors": np.arange(n, dtype=np.int16),
        "heated": np.arange(n) % 2 == 0,
        "not_listed": 1,
        **changes,
    }
    frame = gpd.GeoDataFrame(found, geometry=shapely.box(x, 0, x + 10, 10), crs=25830)
    return Layer("buildings", "Buildings", frame, columns, (LayerStyle("E", "<qgis/>", "<sld/>"),))


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_shapefile_comes_back_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    layer = _layer()
    assert write_shapefile(layer, tmp_path / "buildings.shp", ORIGIN) == ()
    assert sorted(_contents(tmp_path)) == sorted(
        f"buildings{e}" for e in (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qml", ".sld", "_fields.csv")
    )
    back = pyogrio.read_dataframe(tmp_path / "buildings.shp")
    assert back.columns.tolist() == ["BLDG_ID", "QHND_KWH", "FLOORS_AG", "HEATED", "geometry"]
    assert back["BLDG_ID"].tolist() == layer.frame["building_id"].tolist()
    assert back["QHND_KWH"].to_numpy() == pytest.approx(
        layer.frame["q_h_nd_kwh"].to_numpy(), rel=1e-12, nan_ok=True
    )
    assert back["FLOORS_AG"].tolist() == layer.frame["floors"].tolist()
    assert back["HEATED"].tolist() == [1, 0, 1, 0]
    assert shapely.equals(back.geometry.to_numpy(), layer.frame.geometry.to_numpy()).all()
    assert back.crs == layer.frame.crs
    assert (tmp_path / "buildings.cpg").read_text(encoding="ascii") == "UTF-8"
    with (tmp_path / "buildings_fields.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.DictReader(stream))[-1]["meaning"] == ORIGIN.line


def test_columns_are_as_wide_as_their_values(tmp_path: Path) -> None:
    years = pd.array([1962, None, 12, -3], dtype="Int64")
    write_shapefile(_layer(floors=years), tmp_path / "b.shp")
    raw = (tmp_path / "b.dbf").read_bytes()
    heads = [raw[32 + 32 * n : 64 + 32 * n] for n in range(4)]
    widths = {head[:11].rstrip(b"\0").decode(): (chr(head[11]), head[16], head[17]) for head in heads}
    assert widths["FLOORS_AG"] == ("N", 4, 0)
    assert widths["HEATED"] == ("N", 1, 0)
    assert widths["BLDG_ID"] == ("C", len("Peñ ä 0".encode()), 0)
    assert widths["QHND_KWH"][1] <= 24
    found = pyogrio.read_dataframe(tmp_path / "b.shp")["FLOORS_AG"]
    assert found.isna().tolist() == [False, True, False, False]
    assert found.dropna().tolist() == [1962, 12, -3]


@pytest.mark.parametrize(
    ("long", "kept"), [("x" * 300, 254), ("ñ" * 200, 127), ("a" + "Ж" * 200, 127), ("🏠" * 99, 63)]
)
def test_long_texts_are_cut_between_letters_and_told(tmp_path: Path, long: str, kept: int) -> None:
    ids = ["first", "second", long, "x"]
    remarks = write_shapefile(_layer(floors=["short", long, None, long]), tmp_path / "b.shp")
    assert [(one.code, one.feature_ids, one.args["column"]) for one in remarks] == [
        ("export_text_cut", ("Peñ ä 1", "Peñ ä 3"), "FLOORS_AG")
    ]
    found = pyogrio.read_dataframe(tmp_path / "b.shp")["FLOORS_AG"].tolist()
    assert found[0] == "short"
    assert found[1] == found[3] == long[:kept]
    write_shapefile(_layer(building_id=ids), tmp_path / "ids.shp")


def test_more_columns_than_readers_take_become_files_with_the_key_each(tmp_path: Path) -> None:
    many = {f"n{k}": np.arange(4) * k for k in range(600)}
    columns = (COLUMNS[0], *(Column(name, name.upper()) for name in many))
    remarks = write_shapefile(_layer(4, columns, **many), tmp_path / "b.shp", ORIGIN)
    assert [one.code for one in remarks] == ["export_in_parts"]
    parts = sorted(tmp_path.glob("*.shp"))
    assert [part.name for part in parts] == ["b_1.shp", "b_2.shp", "b_3.shp"]
    found = [pyogrio.read_dataframe(part) for part in parts]
    assert all(len(one.columns) <= 251 for one in found)
    assert all(one["BLDG_ID"].tolist() == found[0]["BLDG_ID"].tolist() for one in found)
    names = {name for one in found for name in one.columns} - {"geometry"}
    assert names == {column.dbf for column in columns}
    assert all((tmp_path / f"{part.stem}_fields.csv").is_file() for part in parts)


@pytest.mark.parametrize("size", [700.0, 2_000.0])
def test_more_rows_than_a_file_holds_become_files(tmp_path: Path, size: float) -> None:
    layer = _layer(20)
    write_shapefile(layer, tmp_path / "b.shp", limits=Limits(size=size))
    parts = sorted(tmp_path.glob("*.shp"), key=lambda path: int(path.stem.partition("_")[2]))
    assert len(parts) > 1
    assert max(part.stat().st_size for part in parts) <= size + 300
    found = pd.concat([pyogrio.read_dataframe(part) for part in parts])
    assert found["BLDG_ID"].tolist() == layer.frame["building_id"].tolist()


def test_new_shapes_do_not_keep_the_index_of_the_former(tmp_path: Path) -> None:
    write_shapefile(_layer(9), tmp_path / "b.shp")
    (tmp_path / "b.qix").write_bytes(b"old")
    write_shapefile(_layer(2), tmp_path / "b.shp")
    assert not (tmp_path / "b.qix").exists()
    assert len(pyogrio.read_dataframe(tmp_path / "b.shp")) == 2


def _without_system() -> Layer:
    layer = _layer()
    return replace(layer, frame=layer.frame.set_crs(None, allow_override=True))


def _mixed() -> Layer:
    layer = _layer()
    layer.frame.loc[0, "geometry"] = shapely.Point(0, 0)
    return layer


@pytest.mark.parametrize(
    ("layer", "code"),
    [
        (_without_system(), "write_crs_missing"),
        (_mixed(), "write_geometry_mixed"),
        (_layer(4, (Column("floors", "A"), Column("heated", "a"))), "write_column_name"),
        (_layer(4, (Column("floors", "ELEVENCHARS"),)), "write_column_name"),
        (_layer(4, (Column("floors", "FLÖÖRS"),)), "write_column_name"),
        (_layer(floors=1e300), "write_number_out_of_range"),
    ],
)
def test_what_does_not_fit_is_refused_and_the_former_set_stays(
    tmp_path: Path, layer: Layer, code: str
) -> None:
    write_shapefile(_layer(), tmp_path / "b.shp")
    before = _contents(tmp_path)
    with pytest.raises(WriteError) as caught:
        write_shapefile(layer, tmp_path / "b.shp")
    assert caught.value.code == code
    assert _contents(tmp_path) == before


def test_one_file_that_cannot_be_replaced_brings_back_the_others(tmp_path: Path) -> None:
    write_shapefile(_layer(), tmp_path / "b.shp")
    (tmp_path / "b.shp").unlink()
    (tmp_path / "b.shp").mkdir()  # a folder cannot be replaced by a file
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(WriteError):
        write_shapefile(_layer(9), tmp_path / "b.shp")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == files


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="write_folder_missing"):
        write_shapefile(_layer(), tmp_path / "no" / "b.shp")
