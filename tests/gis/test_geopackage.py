"""The container: what was written comes back, and a fault leaves the former file whole."""

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gis.errors import SourceError, WriteError
from gis.geopackage import read_geopackage, write_geopackage
from gis.style import LayerStyle

ROOT = Path(__file__).resolve().parents[2]

SAVER = """
import sys
from pathlib import Path
import geopandas as gpd, numpy as np, pandas as pd, shapely
from gis.geopackage import write_geopackage
target, rows = Path(sys.argv[1]), int(sys.argv[2])
x = np.arange(rows) * 20.0
version = int(sys.argv[3])
while True:
    version += 1
    frame = gpd.GeoDataFrame({"version": np.full(rows, version)}, geometry=shapely.box(x, 0, x + 10, 10), crs=25830)
    write_geopackage(target, {"buildings": frame}, {"meta": pd.DataFrame({"version": [version]})})
    print(version, flush=True)
    if len(sys.argv) > 4:
        break
"""

LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))\n" + SAVER


def _layer(n: int = 3) -> gpd.GeoDataFrame:
    x = np.arange(n) * 20.0
    columns = {
        "name": np.array(["", "Peña <&> õ", None] * n, dtype=object)[:n],
        "whole": np.arange(n, dtype=np.int64) - 1,
        "small": np.arange(n, dtype=np.int32),
        "code": np.arange(n, dtype=np.int16),
        "flag": np.arange(n) % 2 == 0,
        "number": np.array([1 / 3, np.nan, 1e300] * n)[:n],
    }
    return gpd.GeoDataFrame(columns, geometry=shapely.box(x, 0, x + 10, 10), crs=25830)


def _table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": np.array([1, -1, 3], dtype=np.int8),
            "row": np.array([1, 2, 3], dtype=np.int32),
            "big": np.array([2**60, 0, -5], dtype=np.int64),
            "part": np.array([0.1, np.nan, 3], dtype=np.float32),
            "number": np.array([1 / 3, np.nan, -1e-300]),
            "flag": [True, False, True],
            "text": np.array(["a'b\"c", "", None], dtype=object),
            "raw": np.array([np.arange(3).tobytes(), b"", None], dtype=object),
            'odd "name"': [1.0, 2.0, 3.0],
        }
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_layers_come_back(tmp_path: Path) -> None:
    layer = _layer()
    write_geopackage(tmp_path / "Peñacerrada ñ Õ space &.gpkg", {"buildings": layer})
    back = read_geopackage(tmp_path / "Peñacerrada ñ Õ space &.gpkg").layers["buildings"]
    assert back.crs == layer.crs
    assert (back.geometry.to_numpy() == layer.geometry.to_numpy()).all()
    for name in layer.columns.drop("geometry"):
        expected, found = layer[name], back[name]
        assert expected.isna().tolist() == found.isna().tolist()
        assert expected.dropna().tolist() == found.dropna().tolist(), name
        if name != "name":
            assert found.dtype == expected.dtype


def test_tables_come_back_with_their_types(tmp_path: Path) -> None:
    table = _table()
    write_geopackage(
        tmp_path / "a.gpkg", {"buildings": _layer()}, {"kvarter_x": table, "none": table.iloc[:0]}
    )
    tables = read_geopackage(tmp_path / "a.gpkg").tables
    pd.testing.assert_frame_equal(
        tables["kvarter_x"].astype({"text": object}), table.astype({"text": object})
    )
    assert tables["none"].columns.tolist() == table.columns.tolist()
    assert len(tables["none"]) == 0


def test_single_and_multi_shapes_lines_and_missing_ones(tmp_path: Path) -> None:
    polygon, two = (
        shapely.box(0, 0, 1, 1),
        shapely.multipolygons([shapely.box(0, 0, 1, 1), shapely.box(5, 0, 6, 1)]),
    )
    mixed = gpd.GeoDataFrame({"a": [1, 2, 3]}, geometry=[polygon, two, None], crs=25830)
    any_kind = gpd.GeoDataFrame(
        {"a": [1, 2]}, geometry=[polygon, shapely.LineString([(0, 0), (1, 1)])], crs=25830
    )
    lines = gpd.GeoDataFrame(geometry=[shapely.LineString([(0, 0), (1, 1)])], crs=25830)
    write_geopackage(tmp_path / "a.gpkg", {"mixed": mixed, "any kind": any_kind, "streets": lines})
    back = read_geopackage(tmp_path / "a.gpkg").layers
    for name, frame in (("mixed", mixed), ("any kind", any_kind), ("streets", lines)):
        found = back[name].geometry.to_numpy()
        assert [shape is None for shape in found] == [shape is None for shape in frame.geometry]
        assert [a == b for a, b in zip(found, frame.geometry, strict=True) if b is not None].count(False) == 0


def test_other_programs_find_what_they_look_for(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    styles = {
        "buildings": [
            LayerStyle("Energy", "<qgis/>", "<sld/>", True),
            LayerStyle("Saving", "<qgis/>", "", True),
        ],
        "blocks": [("Plain " * 10, "<qgis/>", "", False)],
    }
    write_geopackage(path, {"buildings": _layer(), "blocks": _layer()}, {"t": _table()}, styles)
    base = sqlite3.connect(path)
    kinds = dict(base.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall())
    assert kinds == {
        "buildings": "features",
        "blocks": "features",
        "t": "attributes",
        "layer_styles": "attributes",
    }
    assert base.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert base.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    columns = [row[1] for row in base.execute("PRAGMA table_info(layer_styles)")]
    assert columns == [
        "id",
        "f_table_catalog",
        "f_table_schema",
        "f_table_name",
        "f_geometry_column",
        "styleName",
        "styleQML",
        "styleSLD",
        "useAsDefault",
        "description",
        "owner",
        "ui",
        "update_time",
    ]
    per_layer = base.execute(
        "SELECT f_table_name, sum(useAsDefault), max(length(styleName)), min(f_geometry_column)"
        " FROM layer_styles GROUP BY 1 ORDER BY 1"
    ).fetchall()
    assert per_layer == [("blocks", 1, 30, "geom"), ("buildings", 1, 6, "geom")]
    base.close()
    found = read_geopackage(path).styles["buildings"]
    assert [style.is_default for style in found] == [True, False]
    assert found[0] == LayerStyle("Energy", "<qgis/>", "<sld/>", True)


def test_reading_leaves_the_file_alone_even_in_write_ahead_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_geopackage(path, {"buildings": _layer()}, {"t": _table()})
    before = _digest(path), path.stat().st_mtime_ns
    read_geopackage(path)
    assert (_digest(path), path.stat().st_mtime_ns) == before
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("UPDATE t SET row = 77 WHERE fid = 1")
    base.commit()
    names, before = sorted(p.name for p in tmp_path.iterdir()), (_digest(path), path.stat().st_mtime_ns)
    assert read_geopackage(path).tables["t"]["row"].tolist() == [77, 2, 3]
    assert (_digest(path), path.stat().st_mtime_ns) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == names
    base.close()


def test_a_saved_file_replaces_the_former_one_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_geopackage(path, {"old": _layer()})
    write_geopackage(path, {"new": _layer()})
    assert list(read_geopackage(path).layers) == ["new"]
    assert [p.name for p in tmp_path.iterdir()] == ["a.gpkg"]


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"a": [1, "x", 2.0]}, "write_column_type"),
        ({"a": [b"1", b"2", b"3"]}, "write_column_type"),
        ({"fid": [1, 2, 3]}, "write_column_name"),
        ({"A": [1, 2, 3], "a": [1, 2, 3]}, "write_column_name"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_the_former_file_stays(
    tmp_path: Path, columns: dict[str, list[object]], code: str
) -> None:
    path = tmp_path / "a.gpkg"
    write_geopackage(path, {"old": _layer()})
    before = _digest(path)
    frame = gpd.GeoDataFrame(columns, geometry=_layer().geometry.to_numpy(), crs=25830)
    with pytest.raises(WriteError) as caught:
        write_geopackage(path, {"new": frame})
    assert caught.value.code == code
    assert _digest(path) == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.gpkg"]


def test_mixed_column_of_a_table_and_missing_crs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with pytest.raises(WriteError, match="write_column_type"):
        write_geopackage(path, {"old": _layer()}, {"t": pd.DataFrame({"a": [1, "x"]})})
    with pytest.raises(WriteError, match="write_crs_missing"):
        write_geopackage(path, {"old": _layer().set_crs(None, allow_override=True)})
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as caught:
        write_geopackage(tmp_path / "no" / "a.gpkg", {"old": _layer()})
    assert caught.value.code == "write_folder_missing"


def test_damaged_and_missing_files_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with pytest.raises(SourceError, match="file_missing"):
        read_geopackage(path)
    path.write_text("not a database, however long this text may be", encoding="utf-8")
    with pytest.raises(SourceError, match="format_mismatch"):
        read_geopackage(path)
    write_geopackage(path, {"old": _layer(2000)}, {"t": _table()})
    raw = bytearray(path.read_bytes())
    raw[4096:] = os.urandom(len(raw) - 4096)
    path.write_bytes(raw)
    with pytest.raises(SourceError):
        read_geopackage(path)


def _start(script: str, *arguments: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def _saved_version(path: Path, rows: int) -> int:
    opened = read_geopackage(path)
    versions = set(opened.layers["buildings"]["version"].tolist())
    assert len(opened.layers["buildings"]) == rows
    assert versions == {opened.tables["meta"]["version"].item()}
    return int(versions.pop())


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_killed_at_any_moment_the_file_is_the_former_or_the_new_one(tmp_path: Path) -> None:
    path, rows, version = tmp_path / "plan.gpkg", 400, 0
    chance = random.Random(11)
    for _ in range(8):
        saver = _start(SAVER, path, rows, version)
        assert saver.stdout is not None
        announced = int(saver.stdout.readline())
        time.sleep(chance.uniform(0.0, 0.15))
        saver.kill()
        announced = max([announced, *(int(line) for line in saver.stdout.read().split())])
        saver.communicate()
        version = _saved_version(path, rows)
        assert version in (announced, announced + 1)
        visible = [p.name for p in tmp_path.iterdir() if not p.name.startswith(".")]
        assert visible == ["plan.gpkg"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a limit of file sizes")
def test_full_disk_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    small = _start(SAVER, path, 10, 0, "once")
    small.communicate()
    assert small.returncode == 0
    before = _digest(path)
    large = _start(LIMITED, path, 20_000, 1, "once")
    _, said = large.communicate()
    assert large.returncode == 1
    assert "WriteError: write_" in said
    assert _digest(path) == before
    assert [p.name for p in tmp_path.iterdir()] == ["plan.gpkg"]
