"""A layer read in pieces is the layer read at once."""

import sqlite3
from contextlib import closing

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from gis.pieces import read_frame


@pytest.fixture
def frame():
    """37 features, with gaps that fall whole pieces and parts of them."""
    k = np.arange(37)
    columns = {
        "name": [None if 4 <= i < 12 else f"né {i}" for i in k],
        "count": pd.array([None if i in {5, 30} else int(i) for i in k], dtype="Int64"),
        "whole": k,
        "share": np.where(k % 3 == 0, np.nan, k / 7),
        "yes": k % 2 == 0,
        "never": [None] * 37,
    }
    shapes = [shapely.Polygon() if i == 9 else shapely.box(i, 0, i + 1, 1) for i in k]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:25830")


@pytest.mark.parametrize("suffix", [".gpkg", ".shp"])
@pytest.mark.parametrize("piece", [1, 4, 36, 37])
def test_pieces_make_the_whole(tmp_path, monkeypatch, frame, suffix, piece):
    path = tmp_path / f"layer{suffix}"
    frame = frame.drop(columns="never") if suffix == ".shp" else frame
    pyogrio.write_dataframe(frame, path)
    whole = pyogrio.read_dataframe(path)
    monkeypatch.setattr("gis.pieces.CELLS", piece * 8)
    assert_geodataframe_equal(read_frame(path, None), whole)


def test_dates_are_left_to_the_reader(tmp_path, monkeypatch):
    path = tmp_path / "dated.gpkg"
    built = pd.to_datetime(["1950-01-02", None, "2001-12-31"])
    points = shapely.points([(0, 0), (1, 1), (2, 2)])
    pyogrio.write_dataframe(gpd.GeoDataFrame({"built": built}, geometry=points, crs="EPSG:25830"), path)
    monkeypatch.setattr("gis.pieces.CELLS", 1)
    assert_geodataframe_equal(read_frame(path, None), pyogrio.read_dataframe(path))


def test_a_table_without_shapes(tmp_path, monkeypatch):
    path = tmp_path / "table.gpkg"
    pyogrio.write_dataframe(pd.DataFrame({"a": [1, 2, 3]}), path)
    monkeypatch.setattr("gis.pieces.CELLS", 6)
    pd.testing.assert_frame_equal(read_frame(path, None), pyogrio.read_dataframe(path))


def test_keys_may_have_gaps_and_lie_far_apart(tmp_path, monkeypatch, frame):
    path = tmp_path / "gaps.gpkg"
    pyogrio.write_dataframe(frame, path)
    monkeypatch.setattr("gis.pieces.CELLS", 16)
    for statement in (
        "DELETE FROM gaps WHERE fid BETWEEN 3 AND 20",
        "UPDATE gaps SET fid = 90000 WHERE fid = 30",
    ):
        with closing(sqlite3.connect(path)) as base, base:
            for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                base.execute(f'DROP TRIGGER "{name}"')
            base.execute(statement)
        assert_geodataframe_equal(read_frame(path, None), pyogrio.read_dataframe(path))
